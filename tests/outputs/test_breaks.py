"""How pages break, on the boxes of the layout: tables, long quotations, many notes, long links, heads at the foot."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest
from tests.long_brief import WORDS
from tests.support import compiled, workspace

from briefwright.engines import page
from briefwright.pipeline import lay_out, make_document, produce

STYLES = ("policy-brief", "memo", "report")
URL = "https://archive.example.org/" + "harbour-office-papers/" * 12 + "index.html"


def _words(count: int, seed: int = 1) -> str:
    chance = random.Random(seed)
    plain = [word for word in WORDS if word.isascii() and word.isalpha()]
    return " ".join(chance.choice(plain) for _ in range(count))


class Pages:
    """The boxes of a brief's pages."""

    def __init__(self, root: Path, body: str, seeds: str, template: str = "policy-brief") -> None:
        outline = f"title: Breaks\nlanguage: en-GB\ntemplate: {template}\nsections:\n{body}"
        done, _ = compiled(root, {"seeds/a.yaml": seeds, "briefs/b.yaml": outline})
        assert not done.blocked, [fault.message for fault in done.faults]
        assert done.template
        self.document, self.layout = lay_out(workspace(root, {}), make_document(done), done.template)
        self.pages: list[Any] = self.document._document.pages
        self.built = produce(workspace(root, {}), done, ("pdf",))

    def boxes(self, tag: str) -> Iterator[tuple[int, Any]]:
        """Boxes of elements of one kind with their pages, from 1."""
        for number, each in enumerate(self.pages, 1):
            for box, _ in page._boxes(each._page_box, ()):
                if box.element_tag == tag:
                    yield number, box

    def bottom(self, number: int) -> float:
        """Where the text area of a page ends, above its notes."""
        shown = self.pages[number - 1]._page_box
        notes = [child for child in shown.children if type(child).__name__ == "FootnoteAreaBox"]
        return float(min([n.position_y for n in notes] or [shown.content_box_y() + shown.height]))


def _address(made: Pages) -> list[str]:
    """The lines of the address in a brief."""
    lines: dict[tuple[int, int], str] = {}
    for number, box in made.boxes("span"):
        if box.element.get("class") == "url" and getattr(box, "text", ""):
            key = (number, round(box.position_y))
            lines[key] = lines.get(key, "") + box.text
    return list(lines.values())


def _seed(text: str, **more: str) -> str:
    item = ", ".join(f"{key}: '{value}'" for key, value in {"type": "report", "title": "A report", **more}.items())
    return f"source: {{{item}}}\npassages:\n  p1: {text}\n"


@pytest.mark.parametrize("template", STYLES)
def test_a_table_of_eighty_rows_breaks_between_rows_under_its_head(tmp_path: Path, template: str) -> None:
    """On each page of the table its columns' heads; no row is cut; the table stays within the page."""
    rows = "".join(f"          - ['{n}', {_words(14, n)}]\n" for n in range(80))
    body = f"  - heading: One\n    body:\n      - table:\n          columns: [No, Words]\n          rows:\n{rows}"
    made = Pages(tmp_path, body.replace("          - [", "            - ["), _seed("Words."), template)
    rows_by_page: dict[int, list[Any]] = {}
    for number, box in made.boxes("tr"):
        rows_by_page.setdefault(number, []).append(box)
    assert len(rows_by_page) >= 3
    heads = {number for number, _ in made.boxes("thead")}
    assert heads == set(rows_by_page)
    cells = [box for _, box in made.boxes("td")]
    assert (
        len({id(box.element) for box in cells}) == len([b for b in cells if type(b).__name__ == "TableCellBox"]) == 160
    )
    for number, boxes in rows_by_page.items():
        assert max(box.position_y + box.height for box in boxes) <= made.bottom(number) + 0.5
    assert made.built.faults == ()


def test_a_quotation_of_nine_hundred_words_runs_over_pages(tmp_path: Path) -> None:
    """In a block and in the text; at least two lines of it on each page."""
    text = _words(900)
    body = f"  - heading: One\n    body:\n      - quote: a#p1\n      - 'He wrote \"{text}\" [@a#p1].'\n"
    made = Pages(tmp_path, body, _seed(f"{text}"))
    assert made.built.faults == ()
    for name in ("q1", "q2"):
        lines: dict[int, set[float]] = {}
        for line in made.layout.quotations[name]:
            lines.setdefault(line.place.page, set()).add(line.place.rect.top)
        assert len(lines) >= 2
        assert min(map(len, lines.values())) >= 2


def test_twelve_notes_called_on_one_line_stand_under_it_or_on_the_next_page(tmp_path: Path) -> None:
    """All of them, in order, none lost."""
    calls = "".join(f"w{n} [@a#p1] " for n in range(12))
    filler = "".join(f"      - {_words(90, n)}\n" for n in range(5))
    made = Pages(tmp_path, f"  - heading: One\n    body:\n{filler}      - '{calls}'\n", _seed("Words."))
    assert made.built.faults == ()
    assert sorted(made.layout.notes) == list(range(1, 13))
    for number, call in made.layout.calls.items():
        assert call.page <= made.layout.notes[number][0].page <= call.page + 1
    tops = [made.layout.notes[n][0] for n in range(1, 13)]
    assert [(place.page, place.rect.top) for place in tops] == sorted((p.page, p.rect.top) for p in tops)


@pytest.mark.parametrize("template", STYLES)
def test_a_long_address_in_a_note_breaks_within_the_measure(tmp_path: Path, template: str) -> None:
    """Three hundred characters, no hyphen put in, nothing beyond the column."""
    assert len(URL) >= 290
    body = f"  - heading: One\n    body:\n      - 'Words.[^n]\n\n        [^n]: See <{URL}>.'\n"
    made = Pages(tmp_path, body, _seed("Words."), template)
    assert made.built.faults == ()
    for number, box in made.boxes("span"):
        shown = made.pages[number - 1]._page_box
        assert box.position_x + box.width <= shown.content_box_x() + shown.width + 0.5
    assert "".join(_address(made)) == URL
    assert len(_address(made)) >= 3


@pytest.mark.parametrize("template", STYLES)
def test_no_heading_stands_at_the_foot_of_a_page(tmp_path: Path, template: str) -> None:
    """Wherever it falls, a heading has lines of its text under it on its page; no line stands alone."""
    for count in range(6):
        sections = "".join(
            f"  - heading: Head {n}\n    body: [{_words(60 + 35 * ((n + count) % 5), n)}, {_words(41 + count, n)}]\n"
            for n in range(14)
        )
        made = Pages(tmp_path / f"{count}", sections, _seed("Words."), template)
        assert made.built.faults == ()
        paragraphs: dict[int, list[tuple[int, int]]] = {}
        lines: dict[int, list[float]] = {}
        for number, box in made.boxes("p"):
            if type(box).__name__ == "BlockBox" and (
                set_lines := [c for c in box.children if type(c).__name__ == "LineBox"]
            ):
                paragraphs.setdefault(id(box.element), []).append((number, len(set_lines)))
                lines.setdefault(number, []).extend(line.position_y for line in set_lines)
        for number, box in made.boxes("h2"):
            assert sum(top > box.position_y for top in lines.get(number, [])) >= 2, (count, number)
        for pieces in paragraphs.values():
            if len(pieces) > 1:
                assert min(count for _, count in pieces) >= 2, "a widow or an orphan"


@pytest.mark.parametrize("lines", range(38, 44))
def test_a_note_leaves_its_page_only_where_it_does_not_fit(tmp_path: Path, lines: int) -> None:
    """Wherever the page ends in a paragraph, its notes stand with their calls, and none makes room for a line."""
    body = "  - heading: One\n    body:\n"
    body += "".join(f"      - 'Line {n} [@a#p1].'\n" if n % 9 == 0 else f"      - 'Line {n}.'\n" for n in range(lines))
    body += "".join(f"      - '{_words(75, seed)} [@a#p1].'\n" for seed in range(6))
    shown = Pages(tmp_path, body, _seed("The harbour is deep."))
    assert shown.layout.pages >= 2
    away = {n: place.page for n, place in shown.layout.calls.items() if shown.layout.notes[n][0].page != place.page}
    assert away == {}


def _tall(made: Pages, name: str) -> dict[int, list[Any]]:
    """The boxes of a class by page."""
    found: dict[int, list[Any]] = {}
    for number, each in enumerate(made.pages, 1):
        for box, _ in page._boxes(each._page_box, ()):
            classes = str(box.element.get("class") or "").split() if box.element is not None else []
            if name in classes and type(box).__name__ == "BlockBox":
                found.setdefault(number, []).append(box)
    return found


@pytest.mark.parametrize("kind", ["box", "differ"])
def test_a_long_box_fills_its_page_and_goes_on_with_a_frame(tmp_path: Path, kind: str) -> None:
    """It leaves no white space at the foot, lines stand on either side, and each part is framed."""
    filler = "".join(f"      - {_words(90, n)}\n" for n in range(4))
    paragraphs = "".join(f"            - {_words(60, n)}\n" for n in range(9))
    answers = "".join(f"            - {{says: {_words(30, n)}, evidence: [a#p1]}}\n" for n in range(12))
    inside = (
        f"      - box:\n          heading: A head\n          body:\n{paragraphs}"
        if kind == "box"
        else f"      - differ:\n          question: Which?\n          answers:\n{answers}"
    )
    made = Pages(tmp_path, f"  - heading: One\n    body:\n{filler}{inside}", _seed("Words."))
    assert made.built.faults == ()
    parts = _tall(made, kind)
    assert len(parts) == 2
    first, second = sorted(parts)
    (above,), (below,) = parts[first], parts[second]
    left = made.bottom(first) - (above.position_y + above.margin_height())
    assert left < 60  # pixels: fewer than it would take to hold a row or three lines more
    assert above.border_top_width == below.border_top_width > 0
    assert above.padding_top == below.padding_top > 0
    for part in (above, below):
        lines = [box for box, _ in page._boxes(part, ()) if type(box).__name__ == "LineBox"]
        assert len(lines) >= 3


def test_a_short_box_stays_together(tmp_path: Path) -> None:
    """Wherever it falls."""
    for count in range(10, 90, 10):
        filler = "".join(f"      - {_words(90, n)}\n" for n in range(5))
        body = f"  - heading: One\n    body:\n{filler}      - {_words(count)}\n      - box: {{body: [{_words(60)}]}}\n"
        made = Pages(tmp_path / str(count), body, _seed("Words."))
        assert sum(map(len, _tall(made, "box").values())) == 1


def test_a_long_list_of_sources_breaks_between_sources(tmp_path: Path) -> None:
    """It begins where the text ends; a short one stays whole."""
    seeds = {f"s{n}": f"source: {{type: report, title: {_words(9, n)}}}\npassages:\n  p1: Words.\n" for n in range(45)}
    cited = "".join(f"      - 'Words [@{name}#p1].'\n" for name in seeds)
    files = {f"seeds/{name}.yaml": text for name, text in seeds.items()}
    workspace(tmp_path, files)
    made = Pages(tmp_path, f"  - heading: One\n    body:\n{cited}", _seed("Words."))
    parts = _tall(made, "sources")
    assert len(parts) >= 2
    entries = [
        (number, id(box.element))
        for number, box in made.boxes("li")
        if str(box.element.get("id") or "").startswith("ref-")
    ]
    assert len({element for _, element in entries}) == 45
    whole = {element: {number for number, each in entries if each == element} for _, element in entries}
    assert all(len(pages) == 1 for pages in whole.values())
    assert min(parts) == max(number for number, _ in made.boxes("p"))


@pytest.mark.parametrize("where", ["prose", "note", "cell"])
def test_an_address_breaks_behind_its_signs_and_a_word_never(tmp_path: Path, where: str) -> None:
    """No hyphen is put in, nothing enters the text; the words of a link are parted only where a hyphen may stand."""
    link = f"[{_words(40)}](https://example.org/a-page)"
    text = f"{_words(12)} <{URL}> and {link}."
    body = {
        "prose": f"      - '{text}'\n",
        "note": f"      - 'Words.[^n]\n\n        [^n]: {text}'\n",
        "cell": f"      - table: {{columns: [One, Two], rows: [[Words, '{text}']]}}\n",
    }[where]
    made = Pages(tmp_path, f"  - heading: One\n    body:\n{body}", _seed("Words."))
    assert made.built.faults == ()
    ends = [line[-1] for line in _address(made)[:-1]]
    assert ends
    assert set(ends) <= set("/.-?&=_,")
    assert "".join(_address(made)) == URL
    parts = [box.text for _, box in made.boxes("a") if getattr(box, "text", "") and "url" not in str(box.element)]
    joined = "".join(part[:-1] if part.endswith("-") else f"{part} " for part in parts if part.strip())
    assert " ".join(joined.split()) == _words(40)
    with pdfium.PdfDocument(made.built.files["pdf"]) as pdf:
        layer = "".join(page.get_textpage().get_text_range() for page in pdf)
    # PDFium takes a hyphen at the end of a line for one of hyphenation, and gives U+0002 or nothing for it.
    assert URL.replace("-", "") in "".join(layer.split()).replace("-", "").replace("\x02", "").replace("\ufffe", "")
    assert "\u200b" not in layer
