"""`serve` in a real Chromium: what an editor sees while the outline changes. Run by `make test-apps`."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.apps.browser import Browser, browser
from tests.apps.test_apps import CHROMIUM, ROOT, SHOTS, _from
from tests.watched import Running, running

pytestmark = pytest.mark.apps
NAME = "korea-china-reset"
Desk = tuple[Browser, str, Path]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A browser, the address of a desk that shows two briefs of the repository, and their workspace."""
    place = tmp_path_factory.mktemp("desk")
    root = place / "w"
    shutil.copytree(ROOT / "seeds", root / "seeds")
    (root / "briefs").mkdir()
    for name in (NAME, "yellow-sea-memo"):
        shutil.copy(ROOT / "briefs" / f"{name}.yaml", root / "briefs")
    for extra in (ROOT / "briefs").iterdir():
        if extra.is_dir():
            shutil.copytree(extra, root / "briefs" / extra.name)
    with running(root, place / "said", "serve", "--port", "0") as served, browser(CHROMIUM, place / "chromium") as tab:
        yield tab, _address(served), root


def _address(served: Running) -> str:
    return served.until("/\n").strip()


def _ready(tab: Browser) -> None:
    tab.until("document.getElementById('status').textContent === 'Up to date'")
    tab.until("[...document.images].every(each => each.complete)")


@pytest.mark.parametrize("width", [1440, 400])
def test_the_desk_at_two_widths(desk: Desk, width: int) -> None:
    """The list and a brief, without scrolling sideways; axe finds nothing. Pictures stay in build/."""
    tab, address, _ = desk
    axe = _from("axe_playwright_python", "axe_playwright_python/axe.min.js").read_text(encoding="utf-8")
    for name, path in (("desk", ""), ("desk-brief", f"briefs/{NAME}")):
        tab.size(width, 1000)
        tab.open(f"{address}{path}")
        tab.until(f"location.pathname === '/{path}' && document.readyState === 'complete'")
        _ready(tab)
        tab.until("document.querySelector(location.pathname === '/' ? '.shelf img' : '.sheet .words span')")
        _ready(tab)
        assert tab.run("document.documentElement.scrollWidth") <= width
        tab.shoot(SHOTS / f"{name}-{width}.png")
        tab.run(axe)
        found = "axe.run(document).then(found => found.violations.map(each => each.id + ' ' + each.nodes[0].html))"
        assert tab.run(found) == []
        assert "axe" not in (tab.run("document.body.innerText") or "")
    assert [url for url in tab.requested if not url.startswith((address, "about:", "data:"))] == []


def test_an_edit_is_followed(desk: Desk) -> None:
    """A quotation is spoilt and mended: the faults and the pages follow, and the reader stays on the page."""
    tab, address, root = desk
    outline = root / "briefs" / f"{NAME}.yaml"
    words = outline.read_text(encoding="utf-8")
    tab.size(1440, 1000)
    tab.open(f"{address}briefs/{NAME}")
    tab.until("document.readyState === 'complete' && document.querySelectorAll('.sheet').length > 4")
    _ready(tab)
    tab.run("document.getElementById('page-3').scrollIntoView()")
    pictures = "[...document.querySelectorAll('.sheet img')].map(each => each.src)"
    before, top = tab.run(pictures), tab.run("scrollY")
    assert "Nothing wrong" in tab.run("document.getElementById('faults').innerText")
    try:
        spoilt = _spoilt(words)
        outline.write_text(spoilt, encoding="utf-8")
        tab.until("document.querySelector('#faults li.error')")
        assert "altered-quotation" in tab.run("document.getElementById('faults').innerText")
        assert "error" in tab.run("document.getElementById('told').textContent")
        assert tab.run(pictures) == before
        tab.shoot(SHOTS / "desk-fault-1440.png")
        outline.write_text(_turned(words), encoding="utf-8")
        tab.until("document.querySelector('#faults li.none')")
        after = tab.until(f"JSON.stringify({pictures}) !== {str(before)!r} && {pictures}")
        assert after[0] != before[0]
        assert after[1:] == before[1:]
        assert abs(tab.run("scrollY") - top) < 40
    finally:
        outline.write_text(words, encoding="utf-8")


def _turned(words: str) -> str:
    """The outline with the words of its subtitle in another order, so that no font needs another glyph: a page that is
    drawn with other parts of fonts is another page."""
    subtitle = "What President Lee’s visit to China settled, and what it put off"
    assert subtitle in words
    return words.replace(subtitle, "What it put off, and what President Lee’s visit to China settled", 1)


def _spoilt(words: str) -> str:
    """The outline with another word in its first quotation in prose."""
    at = words.index('"', words.index("sections:"))
    end = words.index(" ", at + 8)
    return f"{words[:end]} nowhere{words[end:]}"


def test_a_quotation_says_where_it_comes_from(desk: Desk) -> None:
    """On the keyboard: a quotation takes the focus and tells its passage; Escape puts it away; an ID is copied."""
    tab, address, _ = desk
    tab.size(1440, 1000)
    tab.open(f"{address}briefs/{NAME}")
    tab.until("document.querySelector('.quote')")
    _ready(tab)
    tab.run("document.querySelectorAll('.quote')[3].focus()")
    card = tab.until("!document.getElementById('card').hidden && document.getElementById('card').innerText")
    assert "@" in card
    assert "Same words" in card
    assert tab.run("document.activeElement.getAttribute('aria-describedby')") == "card"
    tab.shoot(SHOTS / "desk-quotation-1440.png")
    tab.press("Tab")
    assert tab.run("document.activeElement.className") == "quote"
    tab.press("Escape")
    assert tab.run("document.getElementById('card').hidden") is True
    tab.run("document.getElementById('find').value = 'ice melt'")
    tab.run("document.getElementById('find').dispatchEvent(new Event('input'))")
    tab.until("document.querySelectorAll('#passages li').length === 1")
    assert "Three feet of ice" in tab.run("document.getElementById('passages').innerText")
