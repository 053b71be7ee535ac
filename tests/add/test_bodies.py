"""Which paragraphs `add` takes for the body, in sixteen documents with other outlets' furniture."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.add import bodies

from briefwright.desk.add.body import Body, body_of
from briefwright.desk.add.lines import Document, folded
from briefwright.desk.add.reading import read_document


def read(path: Path) -> tuple[Document, Body]:
    """A document and its body."""
    document = read_document(path, path.name)
    assert isinstance(document, Document)
    return document, body_of(document)


@pytest.mark.parametrize("name", bodies.LINES)
def test_body_of_a_text_or_page(name: str) -> None:
    """At most one paragraph is missed or one piece of furniture let in."""
    row = bodies.by_lines(bodies.DOCUMENTS / name, bodies.LINES[name])
    assert row.errors <= 1, bodies.table([row])


def test_body_of_a_pdf(tmp_path: Path) -> None:
    """Running heads and page numbers are left out; words that line ends broke are whole again; pages are told."""
    path = bodies.made_pdf(tmp_path)
    row = bodies.by_beginnings(path, bodies.BEGINNINGS[path.name])
    assert row.errors <= 1, bodies.table([row])
    _, body = read(path)
    written = folded((bodies.DOCUMENTS / "report.md").read_text(encoding="utf-8"))
    straight = str.maketrans({"’": "'", "“": '"', "”": '"'})
    wrong = [p.line.text for p in body.paragraphs if folded(p.line.text).translate(straight) not in written]
    assert wrong == []
    assert body.paragraphs[0].line.pages == "1"
    assert any("-" in paragraph.line.pages for paragraph in body.paragraphs)


def test_body_of_a_docx(tmp_path: Path) -> None:
    """Items of lists are paragraphs; tables, notes, captions and headings are not."""
    path = bodies.made_docx(tmp_path)
    row = bodies.by_beginnings(path, bodies.BEGINNINGS[path.name])
    assert row.errors <= 1, bodies.table([row])


def test_errors_in_all(tmp_path: Path) -> None:
    """Over all documents together there are at most two."""
    rows = bodies.rows(tmp_path)
    assert sum(row.errors for row in rows) <= 2, bodies.table(rows)


def test_an_error_of_each_kind_is_counted() -> None:
    """The table tells a paragraph that is missed and one that is let in."""
    right = bodies.LINES["wire.txt"]
    row = bodies.by_lines(bodies.DOCUMENTS / "wire.txt", [*right[1:], 29])
    assert row.missed == ("line 29",)
    assert [each.split(":")[0] for each in row.let_in] == ["line 8"]


def test_no_line_is_lost() -> None:
    """Every line is a paragraph or is left out with a reason."""
    for name in bodies.LINES:
        document, body = read(bodies.DOCUMENTS / name)
        sorted_ = {id(paragraph.line) for paragraph in body.paragraphs} | {id(line) for line, _ in body.left_out}
        assert sorted_ == {id(line) for line in document.lines}
        assert all(why for _, why in body.left_out)


SAID = {
    "news-site.html": ("Harbour board lifts toll on deep ships", "Ebbside Times", "2026-01-05"),
    "broadsheet.txt": ("The sluice that nobody wants to open", None, "2026-02-03"),
    "wire.txt": ("UPDATE 2-Grain ships wait for water at Low Sand", "Coastwire", None),
    "think-tank.html": ("Paying for Depth: Port Dues after the Silt", "Institute for Silt Policy", "2025-11-18"),
    "press-release.txt": ("Ministry opens the inquiry into channel dues", None, "2026-03-02"),
    "portal-zh.txt": ("北港深水航道明年起按吃水收费", "潮汐日报", "2026-01-08"),
    "forum-zh.txt": ("[港口] 转：沙口港能接住北港的粮船吗？", None, "2026-01-10"),
    "daily-ko.html": ("북항, 내년부터 흘수 따라 항로료 받는다", "물때일보", "2026-01-08"),
    "copy-ko.txt": ("모래항, 북항 곡물선 받을 수 있을까", "물때통신", "2026-01-11"),
    "blog.html": ("A morning on the dredger", "Notes from the Mole", "2025-12-02"),
    "news-copy.txt": ("Ferry line to end its night boat after thirty winters", "Breakwater News", None),
    "breaks-zh.html": ("港口筑堤工程延后", "堤岸新闻网", "2026-02-01"),
    "daily-hant.txt": ("北堤延後動工　漁民盼趕上颱風季", "海潮報", "2026-02-03"),
    "local-tv.txt": ("Breakwater delayed by lack of stone", None, "2026-02-03"),
}


@pytest.mark.parametrize("name", SAID)
def test_what_a_document_says_of_itself(name: str) -> None:
    """Title, outlet and date are those that the document names; a day without a year and a date of change are none."""
    document, body = read(bodies.DOCUMENTS / name)
    said = {**body.said, **document.said}
    assert (body.title, said.get("container-title"), said.get("issued")) == SAID[name]
