"""A file in briefs/ read as an outline."""

from __future__ import annotations

import pytest
from tests.support import codes

from briefwright.model.diagnostic import Diagnostic
from briefwright.model.outline import Author, Outline, Prose, Quote, Table
from briefwright.model.span import Text, TextFile
from briefwright.read.outline import read_outline

BODY = "sections: [{heading: One, body: [x]}]\n"


def _read(written: str, csv: str = "") -> tuple[Outline | None, tuple[Diagnostic, ...]]:
    def fetch(name: Text) -> TextFile | Diagnostic:
        return TextFile("briefs/t.csv", csv) if csv else Diagnostic("missing-file", "none", name.span())

    return read_outline("b", TextFile("briefs/b.yaml", written), fetch)


def _good(written: str, csv: str = "") -> Outline:
    made, faults = _read(written, csv)
    assert faults == ()
    assert made
    return made


def test_title_and_sections_are_enough() -> None:
    """Everything else has its default."""
    made = _good(f"title: T\n{BODY}")
    assert (made.language, made.date, made.authors, made.style, made.parts) == ("en-GB", "", (), None, {})


@pytest.mark.parametrize(
    "written", ["title: T\n", BODY, "- a\n", "title: T\nsections: []\n", "title: T\nsections: x\n", "title:\n" + BODY]
)
def test_too_little_is_no_outline(written: str) -> None:
    """Without a title or sections there is nothing to look further at."""
    made, _ = _read(written)
    assert made is None


def test_the_front_matter() -> None:
    """As written."""
    made = _good(
        "title: T\nsubtitle: S\ndate: 2026-01-20\nauthors: [A, {name: B, affiliation: C}]\n"
        "series: Brief\nnumber: 2026/01\n"
        f"language: fr\nhandling: TLP:GREEN\nstatus: draft\nembargo: 2026-01-22T06:00+09:00\n{BODY}"
    )
    assert made.authors == (Author("A"), Author("B", "C"))
    assert (made.date, made.number, made.language) == ("2026-01-20", "2026/01", "fr")
    assert (made.handling, made.status, made.embargo) == ("TLP:GREEN", "draft", "2026-01-22T06:00+09:00")


WRONG = {
    "a date": ("date: 20 January\n", "invalid-date"),
    "an uncertain date": ("date: 2026~\n", "invalid-date"),
    "a range": ("date: 2026-01-01/2026-01-02\n", "invalid-date"),
    "an embargo without a zone": ("embargo: 2026-01-22T06:00\n", "invalid-date"),
    "an annex": ("annex: everything\n", "wrong-type"),
    "a label": ("handling: TLP:WHITE\n", "wrong-type"),
    "a key": ("titel: x\n", "unknown-key"),
    "a language": ("language: e\n", "wrong-type"),
    "authors": ("authors: [[a]]\n", "wrong-type"),
    "an author's key": ("authors: [{nom: a}]\n", "unknown-key"),
    "a part": ("summary: {a: b}\n", "wrong-type"),
    "a recommendation": ("recommendations: [{quote: a#p1}]\n", "unknown-key"),
}


@pytest.mark.parametrize(("front", "code"), WRONG.values(), ids=WRONG)
def test_wrong_front_matter_is_told(front: str, code: str) -> None:
    """By the name of the flaw, and reading goes on."""
    made, faults = _read(f"title: T\n{front}{BODY}")
    assert code in codes(faults)
    assert made


BLOCKS = {
    "a strange block": ("{quotation: a#p1}", "unknown-key"),
    "a list": ("[a]", "wrong-type"),
    "a strange key beside": ("{quote: a#p1, locator: 5}", "unknown-key"),
    "an empty table": ("{table: }", "wrong-type"),
    "a table without rows": ("{table: {columns: [a]}}", "missing-key"),
    "a table without columns": ("{table: {rows: [[a]]}}", "missing-key"),
    "a short row": ("{table: {columns: [a, b], rows: [[c]]}}", "wrong-type"),
    "a missing file": ("{table: {file: t.csv}}", "missing-file"),
    "a figure without alt": ("{figure: {file: a.png}}", "missing-alt-text"),
    "a figure without a file": ("{figure: {alt: a}}", "missing-key"),
    "a box without a body": ("{box: {heading: a}}", "missing-key"),
    "answers without evidence": ("{differ: {question: a, answers: [{says: b}]}}", "missing-key"),
    "nothing": ("''", "wrong-type"),
    "a control character": ('"a\\ab"', "forbidden-character"),
}


@pytest.mark.parametrize(("block", "code"), BLOCKS.values(), ids=BLOCKS)
def test_wrong_blocks_are_told(block: str, code: str) -> None:
    """Where they stand."""
    _, faults = _read(f"title: T\nsections:\n  - heading: One\n    body:\n      - {block}\n")
    assert code in codes(faults)
    assert all(fault.span.line == 5 for fault in faults)


def test_sections_go_one_level_down() -> None:
    """And no further."""
    made = _good("title: T\nsections: [{heading: A, sections: [{heading: B, body: [x]}]}]\n")
    assert len(made.sections[0].sections) == 1
    _, faults = _read(
        "title: T\nsections: [{heading: A, sections: [{heading: B, sections: [{heading: C, body: [x]}]}]}]\n"
    )
    assert "unknown-key" in codes(faults)


def test_a_body_may_be_words() -> None:
    """One string is one item of prose; a list has its items in order."""
    made = _good("title: T\nsections: [{heading: A, body: words}, {heading: B, body: [x, {quote: a#p1, exact: y}]}]\n")
    assert isinstance(made.sections[0].body[0], Prose)
    quote = made.sections[1].body[1]
    assert isinstance(quote, Quote)
    assert (str(quote.passage), str(quote.exact), quote.speaker) == ("a#p1", "y", None)


def test_a_table_from_a_file() -> None:
    """The first row names the columns, unless the outline does; cells stay words."""
    written = "title: T\nsections: [{heading: A, body: [{table: {file: t.csv}}]}]\n"
    table = _good(written, 'Year,"Who, where"\n007,"a ""b"""\n\n1e3,NO\n').sections[0].body[0]
    assert isinstance(table, Table)
    assert [[_plain(cell) for cell in row] for row in (table.columns, *table.rows)] == [
        ["Year", "Who, where"], ["007", 'a "b"'], ["1e3", "NO"],
    ]  # fmt: skip
    named = _good(written.replace("file: t.csv", "file: t.csv, columns: [x, y]"), "1,2\n").sections[0].body[0]
    assert isinstance(named, Table)
    assert len(named.rows) == 1


def _plain(cell: object) -> str:
    return "".join(node.text for node in cell.content)  # type: ignore[attr-defined]


def test_all_faults_of_a_file_are_told_at_once() -> None:
    """Reading goes on behind each."""
    _, faults = _read("titel: T\ndate: x\nsections:\n  - heding: A\n    body: [{quot: b}]\n")
    assert len(faults) >= 5
