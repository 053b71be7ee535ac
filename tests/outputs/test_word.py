"""What Word and its accessibility checker ask of a DOCX, read from the XML of real briefs and of every block."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from tests.outputs.conftest import Made
from tests.outputs.test_languages import SAID
from tests.support import built, seed

from briefwright import pipeline
from briefwright.engines.files import Workspace
from briefwright.write.wml import WP, W, style_of

EVERYTHING = Path(__file__).resolve().parents[1] / "cases" / "everything"
TEXT_WIDTH = 11906 - 2665 - 1418


@pytest.fixture(scope="module")
def everything() -> bytes:
    """A DOCX with every block."""
    workspace = Workspace(EVERYTHING)
    path = EVERYTHING / "briefs" / "everything.yaml"
    compiled = pipeline.compile_brief(workspace, path, pipeline.load_library(workspace))
    return pipeline.produce(workspace, compiled, ("docx",)).files["docx"]


@pytest.fixture
def each(request: pytest.FixtureRequest, made: Made, everything: bytes) -> list[bytes]:
    """A brief of the repository, and every block."""
    return [made[1].files["docx"], everything]


def _part(docx: bytes, name: str = "word/document.xml") -> ET.Element:
    return ET.fromstring(zipfile.ZipFile(BytesIO(docx)).read(name))


def _text(element: ET.Element) -> str:
    return "".join(each.text or "" for each in element.iter(f"{W}t"))


def _styles(docx: bytes) -> dict[str, ET.Element]:
    return {each.get(f"{W}styleId", ""): each for each in _part(docx, "word/styles.xml").iter(f"{W}style")}


def _level(styles: dict[str, ET.Element], name: str) -> int:
    """The outline level of a style, from 1, through the styles that it is based on; 0 for words of the text."""
    while name in styles:
        said = styles[name].find(f"{W}pPr/{W}outlineLvl")
        if said is not None:
            return (int(said.get(f"{W}val", "9")) + 1) % 10
        base = styles[name].find(f"{W}basedOn")
        name = "" if base is None else base.get(f"{W}val", "")
    return 0


def test_every_paragraph_has_a_style_that_exists(each: list[bytes]) -> None:
    """In body, notes, heads and feet; what a paragraph says beside its style is a list, a direction or a section."""
    for docx in each:
        styles = _styles(docx)
        names = [n for n in zipfile.ZipFile(BytesIO(docx)).namelist() if re.match(r"word/(doc|foot|head)", n)]
        for paragraph in (p for name in names if name.endswith(".xml") for p in _part(docx, name).iter(f"{W}p")):
            assert style_of(paragraph) in styles, (style_of(paragraph), _text(paragraph))
            look = paragraph.find(f"{W}pPr")
            assert look is not None
            assert {e.tag.removeprefix(W) for e in look} <= {"pStyle", "numPr", "bidi", "sectPr"}, _text(paragraph)


def test_no_paragraph_is_there_for_space(each: list[bytes]) -> None:
    """But where Word would make two tables one, or a rule is asked for."""
    for docx in each:
        body = _part(docx)
        empty = [p for p in body.iter(f"{W}p") if not _text(p) and p.find(f".//{WP}inline") is None]
        assert {style_of(p) for p in empty} <= {"TableGap", "Break"}


def test_headings_go_down_one_level_at_a_time(each: list[bytes]) -> None:
    """Levels of Word's outline begin with 1 and leave none out."""
    for docx in each:
        styles = _styles(docx)
        levels = [n for p in _part(docx).iter(f"{W}p") if (n := _level(styles, style_of(p)))]
        assert levels
        assert levels[0] == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))
        for name in ("Heading1", "OpeningHeading", "SummaryHeading"):
            assert any(s.find(f"{W}pPr/{W}keepNext") is not None for s in (styles[name], styles["Heading1"]))


def test_tables_repeat_their_heads_and_say_what_they_are(each: list[bytes]) -> None:
    """No row splits; a caption is the table's title; widths of cells add up to the table's, which fits the page."""
    for docx in each:
        for table in _part(docx).iter(f"{W}tbl"):
            rows = table.findall(f"{W}tr")
            assert rows[0].find(f"{W}trPr/{W}tblHeader") is not None
            assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
            look = table.find(f"{W}tblPr")
            assert look is not None
            width = int(look.find(f"{W}tblW").get(f"{W}w"))  # type: ignore[union-attr, arg-type]
            indent = look.find(f"{W}tblInd")
            assert width + int("0" if indent is None else indent.get(f"{W}w", "0")) <= TEXT_WIDTH
            for row in rows:
                cells = row.findall(f"{W}tc/{W}tcPr/{W}tcW")
                assert abs(sum(int(cell.get(f"{W}w", 0)) for cell in cells) - width) < 8
                blocks = [[e.tag for e in cell if "bookmark" not in e.tag] for cell in row.findall(f"{W}tc")]
                assert all(cell[-1] == f"{W}p" for cell in blocks)
    captions = [p for p in _part(each[1]).iter(f"{W}p") if style_of(p) in ("TableCaption", "WideCaption")]
    titles = {t.get(f"{W}val") for t in _part(each[1]).iter(f"{W}tblCaption")}
    assert {_text(p) for p in captions} == titles
    assert "Year · Ships · Share · Remark" in {t.get(f"{W}val") for t in _part(each[1]).iter(f"{W}tblDescription")}


def test_numbers_stand_on_the_right(everything: bytes) -> None:
    """A column of numbers has a style of its own."""
    styles = {_text(p): style_of(p) for p in _part(everything).iter(f"{W}p")}
    assert (styles["Ships"], styles["1,204"], styles["before"]) == ("TableHeadNumber", "TableNumber", "TableText")


def test_what_stands_in_a_box_stays_in_it(everything: bytes) -> None:
    """Its heading, its words and a quotation are in one cell under one ground; a claim among the key points too."""
    frames = {t[0][0].get(f"{W}val"): t for t in _part(everything).iter(f"{W}tbl") if t[0].tag == f"{W}tblPr"}
    box = [(style_of(p), _text(p)[:9]) for p in frames["BoxTable"].iter(f"{W}p")]
    assert [style for style, _ in box] == ["BoxHeading", "Box", "BoxQuote"]
    points = [style_of(p) for p in frames["KeyPointsTable"].iter(f"{W}p")]
    assert points == ["KeyPointsHeading", "KeyPoints", "ListedClaim", "ListedAssessment"]


def _picture(width: int, height: int) -> bytes:
    """A white PNG."""
    import struct
    import zlib

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    rows = b"".join(b"\0" + b"\xff" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


@pytest.mark.parametrize(("width", "height"), [(3000, 200), (200, 3000), (100, 80)])
@pytest.mark.parametrize("boxed", [False, True])
def test_a_picture_fits_the_page(tmp_path: Path, width: int, height: int, boxed: bool) -> None:
    """No wider than what it stands in, no higher than 180 mm, in its own proportions, with alternative text."""
    figure = "figure: {file: p.png, alt: A map, caption: Where}"
    item = f"      - box:\n          body:\n            - {figure}\n" if boxed else f"      - {figure}\n"
    files: dict[str, str | bytes] = {
        "seeds/a.yaml": seed(p1="Words."),
        "briefs/p.png": _picture(width, height),
        "briefs/b.yaml": f"title: T\nsections:\n  - heading: One\n    body:\n      - '\"Words.\" [@a#p1]'\n{item}",
    }
    body = _part(built(tmp_path, files, ("docx",)).files["docx"])
    extent, named = body.find(f".//{WP}extent"), body.find(f".//{WP}docPr")
    assert extent is not None
    assert named is not None
    wide, high = int(extent.get("cx", 0)), int(extent.get("cy", 0))
    assert 0 < wide <= (TEXT_WIDTH - 480 * boxed) * 635
    assert 0 < high <= 180 * 36000 + 1000
    assert wide / high == pytest.approx(width / height, rel=0.02)
    assert (named.get("descr"), named.get("title", "")) == ("A map", "")
    assert [style_of(p) for p in body.iter(f"{W}p")].count("ImageCaption") == 1


@pytest.mark.parametrize("language", SAID)
def test_the_language_is_the_brief_s(tmp_path: Path, language: str) -> None:
    """Word's defaults name it; a quotation in another language says so, in the script's own attribute."""
    other = "en" if language != "en-GB" else "zh"
    words = {"en": "The harbour is deep enough.", "zh": "港口足够深。"}[other]
    files = {
        "seeds/a.yaml": f"source: {{type: report, title: T, language: {other}}}\npassages:\n  p1: {words}\n",
        "briefs/b.yaml": f"title: T\nlanguage: {language}\nsections:\n  - heading: {SAID[language][1]}\n"
        "    body:\n      - quote: a#p1\n      - table: {columns: [a, b], rows: [[c, d]], caption: C}\n",
    }
    docx = built(tmp_path, files, ("docx",)).files["docx"]
    ground = _part(docx, "word/styles.xml").find(f".//{W}docDefaults//{W}lang")
    assert ground is not None
    said = {key.removeprefix(W): value for key, value in ground.attrib.items()}
    short = language.split("-")[0]
    assert said["val"].startswith(short)
    assert said["eastAsia"].startswith(short if short in ("zh", "ja", "ko") else "zh")
    assert said["bidi"].startswith("ar")
    body = _part(docx)
    run = next(r for r in body.iter(f"{W}r") if words in _text(r))
    mark = run.find(f"{W}rPr/{W}lang")
    assert mark is not None
    assert mark.get(f"{W}val") == {"en": "en-US", "zh": "zh-CN"}[other]
    assert mark.get(f"{W}eastAsia", "") == ("zh-CN" if other == "zh" else "")
    # Latin letters never run from right to left; a page of Arabic does, with its wide margin on the right.
    assert run.find(f"{W}rPr/{W}rtl") is None
    margins = body.find(f".//{W}pgMar")
    assert margins is not None
    assert (int(margins.get(f"{W}right", 0)) > int(margins.get(f"{W}left", 0))) is (short == "ar")
    assert (body.find(f".//{W}tblPr/{W}bidiVisual") is not None) is (short == "ar")
    assert (body.find(f".//{W}tblPr/{W}tblInd") is None) is (short == "ar")
    paragraph = next(p for p in body.iter(f"{W}p") if words in _text(p))
    assert paragraph.find(f"{W}pPr/{W}bidi") is None
    head = _styles(docx)["Header"].find(f"{W}pPr/{W}ind")
    assert head is not None
    assert [key.removeprefix(W) for key in head.attrib] == ["right" if short == "ar" else "left"]


def test_arabic_words_in_an_english_brief_run_their_own_way(tmp_path: Path) -> None:
    """Run and paragraph are marked, and the language is that of the other script."""
    words = SAID["ar"][0]
    files = {
        "seeds/a.yaml": f"source: {{type: report, title: T, language: ar}}\npassages:\n  p1: {words}\n",
        "briefs/b.yaml": "title: T\nlanguage: en\nsections:\n  - heading: One\n    body:\n      - quote: a#p1\n",
    }
    body = _part(built(tmp_path, files, ("docx",)).files["docx"])
    paragraph = next(p for p in body.iter(f"{W}p") if words in _text(p))
    run = next(r for r in paragraph.iter(f"{W}r") if words in _text(r))
    assert paragraph.find(f"{W}pPr/{W}bidi") is not None
    assert run.find(f"{W}rPr/{W}rtl") is not None
    mark = run.find(f"{W}rPr/{W}lang")
    assert mark is not None
    assert mark.get(f"{W}bidi") == "ar-SA"


def test_names_of_places_are_short_enough_for_word_and_links_arrive(tmp_path: Path) -> None:
    """Word cuts bookmarks at forty characters; each link inside has its place."""
    heading = "A heading of so many words that its name is longer than Word takes for a bookmark"
    files = {
        "seeds/a.yaml": seed(p1="Words."),
        "briefs/b.yaml": f"title: T\ntemplate: report\nsections:\n  - heading: {heading}\n"
        "    body:\n      - '\"Words.\" [@a#p1] and [a link](https://example.org/)'\n",
    }
    body = _part(built(tmp_path, files, ("docx",)).files["docx"])
    names = {each.get(f"{W}name", "") for each in body.iter(f"{W}bookmarkStart")}
    assert max(map(len, names)) <= 40
    anchors = {a for link in body.iter(f"{W}hyperlink") if (a := link.get(f"{W}anchor"))}
    assert len(anchors) >= 2
    assert anchors <= names
    fields = "".join(each.text or "" for each in body.iter(f"{W}instrText"))
    assert all(f"PAGEREF {anchor} " in fields for anchor in anchors)
    assert fields.count("TOC \\o") == 1
    kinds = [each.get(f"{W}fldCharType") for each in body.iter(f"{W}fldChar")]
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end") == len(anchors) + 1


def test_the_cover_has_a_section_of_its_own(tmp_path: Path) -> None:
    """The cover has its markings, and neither running head nor number; the pages behind it have both."""
    files = {
        "seeds/a.yaml": seed(p1="Words."),
        "briefs/b.yaml": "title: A title\ntemplate: report\nhandling: TLP:GREEN\nsections:\n  - heading: One\n"
        "    body:\n      - '\"Words.\" [@a#p1]'\n",
    }
    docx = built(tmp_path, files, ("docx",)).files["docx"]
    body = _part(docx)
    first, second = body.iter(f"{W}sectPr")
    assert first.find(f"{W}titlePg") is not None
    assert second.find(f"{W}titlePg") is None
    assert style_of(next(p for p in body.iter(f"{W}p") if p.find(f"{W}pPr/{W}sectPr") is not None)) == "CoverTitle"
    cover = _text(_part(docx, "word/header2.xml")) + _text(_part(docx, "word/footer2.xml"))
    pages = _text(_part(docx, "word/header1.xml")) + _text(_part(docx, "word/footer1.xml"))
    assert cover == "\u2003TLP:GREENTLP:GREEN"
    assert pages.count("TLP:GREEN") == 2
    assert "A title" in pages
    assert "Page\u00a01 of" in pages


def test_the_memo_s_head_is_tabbed_lines(tmp_path: Path) -> None:
    """To, from and date stand in a column."""
    files = {
        "seeds/a.yaml": seed(p1="Words."),
        "briefs/b.yaml": "title: T\ntemplate: memo\nto: A\nfrom: B\ndate: 2026-02-03\nsections:\n  - heading: One\n"
        "    body:\n      - '\"Words.\" [@a#p1]'\n",
    }
    body = _part(built(tmp_path, files, ("docx",)).files["docx"])
    styles = [style_of(p) for p in body.iter(f"{W}p")][:4]
    assert styles == ["MemoTitle", "MemoLine", "MemoLine", "MemoEnd"]


def test_the_same_brief_is_the_same_file(everything: bytes) -> None:
    """Byte for byte."""
    workspace = Workspace(EVERYTHING)
    path = EVERYTHING / "briefs" / "everything.yaml"
    compiled = pipeline.compile_brief(workspace, path, pipeline.load_library(workspace))
    assert pipeline.produce(workspace, compiled, ("docx",)).files["docx"] == everything
