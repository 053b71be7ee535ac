"""The reference document that pandoc takes its styles from."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from briefwright.desk.reference import reference
from briefwright.engines import pandoc, tree
from briefwright.write.look import PLACEHOLDERS, Settings
from briefwright.write.reference import make_reference

ROOT = Path(__file__).resolve().parents[3]
TEMPLATES = sorted(path.parent for path in (ROOT / "templates").glob("*/reference.docx"))
OF_PANDOC = """Normal BodyText FirstParagraph Compact Title Subtitle Author Date Abstract Heading1 Heading2 Heading3
BlockText FootnoteText FootnoteReference FootnoteBlockText TableCaption ImageCaption Figure CaptionedFigure
Bibliography Hyperlink VerbatimChar SourceCode Table""".split()
OURS = """Masthead Summary KeyPointsHeading KeyPoints Claim Assessment Box BoxHeading DifferTitle DifferQuestion
Attribution Sources SmallPrint Label""".split()


def _parts(made: bytes) -> dict[str, str]:
    package = zipfile.ZipFile(BytesIO(made))
    return {name: package.read(name).decode() for name in package.namelist()}


@pytest.mark.parametrize("folder", TEMPLATES, ids=lambda path: path.name)
def test_the_file_is_what_the_settings_make(folder: Path) -> None:
    """A template's reference.docx is made from its template.yaml, byte for byte, and not by hand."""
    assert (folder / "reference.docx").read_bytes() == reference(folder)


def test_every_style_that_is_used_is_there() -> None:
    """The styles that pandoc writes, and those that the compiler asks for, exist."""
    styles = _parts(make_reference(Settings()))["word/styles.xml"]
    known = set(re.findall(r'w:styleId="([^"]+)"', styles))
    assert set(OF_PANDOC) | set(OURS) <= known


def test_the_paper_is_what_was_asked_for() -> None:
    """A4 is 11906 by 16838 twentieths of a point, Letter 12240 by 15840."""
    for paper, size in (("A4", ("11906", "16838")), ("Letter", ("12240", "15840"))):
        body = _parts(make_reference(Settings(paper=paper)))["word/document.xml"]  # type: ignore[arg-type]
        page = re.search(r'<w:pgSz w:w="(\d+)" w:h="(\d+)"', body)
        assert page is not None
        assert page.groups() == size


def test_a_colour_reaches_the_styles() -> None:
    """The accent colour is that of the headings."""
    assert 'w:val="AB12CD"' in _parts(make_reference(Settings(accent="#ab12cd")))["word/styles.xml"]


def test_every_placeholder_stands_alone_in_a_run() -> None:
    """The words that the compiler fills in are whole runs, in the headers and footers."""
    heads = "".join(
        text for name, text in _parts(make_reference(Settings())).items() if re.search("header|footer", name)
    )
    for placeholder in PLACEHOLDERS:
        assert f">{placeholder}</w:t>" in heads


def test_what_pandoc_makes_of_it_is_numbered_once_through(tmp_path: Path) -> None:
    """Notes of a DOCX made with it do not begin anew in each section, and its heads and feet are kept."""
    path = tmp_path / "reference.docx"
    path.write_bytes(make_reference(Settings()))
    note = tree.node("Note", [tree.node("Para", [tree.text("note")])])
    given = tree.document([tree.node("Para", [tree.text("text"), note])], {})
    made = _parts(pandoc.run(["-f", "json", "-t", "docx", "-o", "-", f"--reference-doc={path}"], given))
    assert set(re.findall(r'numRestart w:val="(\w+)"', made["word/document.xml"] + made["word/settings.xml"])) <= {
        "continuous"
    }
    assert sum(1 for name in made if re.match(r"word/(header|footer)", name)) == 4
    assert "<w:titlePg" in made["word/document.xml"]
