"""Documents with other outlets' furniture, and which of their lines are paragraphs of the body, listed by hand.

The words are the project's own. Items of a list inside an article are paragraphs, as its sentences are. A list of
numbers names lines of the file; a list of words the beginnings of the paragraphs, for formats that have no lines (a
PDF, a DOCX), which are made here from their words. Gives the same table for these as `tests.seeds.adding` gives for the
documents that the repository's seeds come from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from briefwright.desk.add.body import body_of
from briefwright.desk.add.reading import read_document
from briefwright.engines import pandoc
from briefwright.model.diagnostic import Diagnostic

DOCUMENTS = Path(__file__).with_name("documents")
LINES: dict[str, list[int]] = {
    "news-site.html": [26, 27, 28, 31, 33, 35, 37, 38],
    "broadsheet.txt": [21, 23, 27, 34, 41, 48, 50, 52],
    "wire.txt": [8, 12, 16, 19, 23, 26],
    "think-tank.html": [17, 18, 20, 22, 23, 24, 26, 28, 30],
    "press-release.txt": [11, 13, 15, 17, 19, 21, 25],
    "portal-zh.txt": [12, 14, 16, 22, 26, 28],
    "forum-zh.txt": [10, 12, 14, 16, 18],
    "daily-ko.html": [21, 22, 24, 26, 27, 29],
    "copy-ko.txt": [11, 13, 15, 19, 23, 25],
    "blog.html": [10, 11, 14, 16, 17, 18],
    "news-copy.txt": [22, 23, 24, 27, 28, 30, 31, 32, 35],
    "breaks-zh.html": [5, 6, 9],
    "daily-hant.txt": [8, 10, 16],
    "local-tv.txt": [9, 11, 13, 17, 21, 22, 23, 25, 27],
}
BEGINNINGS: dict[str, list[str]] = {
    "report.pdf": [
        "Three ports on the northern coast",
        "The figures are the ports",
        "Silt does not come from the sea alone",
        "The training walls were meant",
        "Then the walls began to leak",
        "A cubic metre moved costs",
        "“We know what we pay",
        "Whatever the precise sum",
        "At present every ship pays",
        "We see three ways to mend this",
        "The first is a charge on draught",
        "The second is a charge on cargo",
        "The third is a levy on the region",
        "Depth was free for as long",
    ],
    "memo.docx": [
        "The two laser gauges",
        "The maker’s engineer has offered",
        "Three things are wanted",
        "a cable from the pump house",
        "a rule that a master’s declared draught",
        "somebody to read them",
        "“Give me the cable",
        "We ask the board to release",
        "The gauges are under warranty",
    ],
}
SHEET = """
@page { size: A5; margin: 22mm 18mm; @top-left { content: "The cost of a metre" }
        @top-right { content: "Silt Policy" }
        @bottom-center { content: counter(page) } }
body { font: 10pt/1.4 "Source Serif Pro", serif; hyphens: auto; text-align: justify; widows: 2; orphans: 2 }
h1 { font-size: 20pt } h2 { font-size: 13pt } p { margin: 0 0 7pt }
"""


@dataclass(frozen=True)
class Row:
    """A document, the paragraphs of its body, and the two ways to err."""

    name: str
    body: int
    missed: tuple[str, ...]
    let_in: tuple[str, ...]

    @property
    def errors(self) -> int:
        """Paragraphs missed and furniture let in."""
        return len(self.missed) + len(self.let_in)


def table(rows: Sequence[Row]) -> str:
    """The rows in columns."""
    lines = [f"{'document':<28} {'body':>4} {'found':>5} {'missed':>6} {'let in':>6}"]
    for row in rows:
        found = row.body - len(row.missed)
        lines.append(f"{row.name:<28} {row.body:>4} {found:>5} {len(row.missed):>6} {len(row.let_in):>6}")
        lines += [f"    missed: {each}" for each in row.missed] + [f"    let in: {each}" for each in row.let_in]
    return "\n".join(lines)


def by_lines(path: Path, wanted: Sequence[int], name: str = "") -> Row:
    """A document against the numbers of its lines."""
    document = read_document(path, path.name)
    assert not isinstance(document, Diagnostic), document
    found = {paragraph.line.number: paragraph.line.text for paragraph in body_of(document).paragraphs}
    missed = tuple(f"line {number}" for number in wanted if number not in found)
    let_in = tuple(f"line {number}: {text[:60]}" for number, text in found.items() if number not in wanted)
    return Row(name or path.name, len(wanted), missed, let_in)


def by_beginnings(path: Path, wanted: Sequence[str]) -> Row:
    """A document against the first words of its paragraphs, in order."""
    document = read_document(path, path.name)
    assert not isinstance(document, Diagnostic), document
    found = [paragraph.line.text for paragraph in body_of(document).paragraphs]
    missed = tuple(each for each in wanted if not any(text.startswith(each) for text in found))
    let_in = tuple(text[:60] for text in found if not any(text.startswith(each) for each in wanted))
    return Row(path.name, len(wanted), missed, let_in)


def made_pdf(folder: Path) -> Path:
    """The report as a PDF with running heads, page numbers and broken words."""
    from weasyprint import CSS, HTML

    words = (DOCUMENTS / "report.md").read_bytes()
    html = pandoc.run(["--from=markdown", "--to=html", "--standalone", "--metadata=lang:en"], words).decode()
    path = folder / "report.pdf"
    HTML(string=html).write_pdf(path, stylesheets=[CSS(string=SHEET)])
    return path


def made_docx(folder: Path) -> Path:
    """The memo as a DOCX, with its title, lists, table, note and caption in Word's styles."""
    path = folder / "memo.docx"
    path.write_bytes(pandoc.run(["--from=markdown", "--to=docx", "-o", "-"], (DOCUMENTS / "memo.md").read_bytes()))
    return path


def rows(folder: Path) -> list[Row]:
    """Every document; those that are made lie in `folder`."""
    found = [by_lines(DOCUMENTS / name, wanted) for name, wanted in LINES.items()]
    made = {"report.pdf": made_pdf(folder), "memo.docx": made_docx(folder)}
    return [*found, *(by_beginnings(made[name], wanted) for name, wanted in BEGINNINGS.items())]
