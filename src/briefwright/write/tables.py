"""Tables, boxes and pictures of a DOCX, measured.

Takes the body as pandoc wrote it; gives tables widths, header rows, styles for their cells, titles and descriptions,
and makes pictures no larger than what they stand in. Invariant: no word is added, changed or moved.
"""

from __future__ import annotations

from xml.etree import ElementTree as ET

from briefwright.write.look import OUT
from briefwright.write.wml import PIC, WP, A, W, child, restyle, style_of, words_of

EMU = 635
"""English metric units, in which pictures are measured, to a twentieth of a point."""
HIGHEST = 10205
"""The height of a picture, twentieths of a point: 180 mm, as in the PDF."""
OUTSIDE, INSIDE = round(-OUT * 20), 480
"""How far wide tables reach into the margin, and the space inside a box on both sides, twentieths of a point."""


def set_tables(parent: ET.Element, width: int) -> None:
    """Every table of a body or cell that is `width` wide, in twentieths of a point."""
    before = None
    for each in parent:
        if each.tag == f"{W}tbl":
            _table(each, width)
            if (
                before is not None
                and style_of(before) == "TableCaption"
                and each.find(f"{W}tblPr/{W}tblInd") is not None
            ):
                restyle(before, "WideCaption")
        before = each
    if any(each.tag == f"{W}tbl" for each in parent):
        _apart(parent)


def _table(table: ET.Element, width: int) -> None:
    look = table.find(f"{W}tblPr")
    assert look is not None
    style = look[0].get(f"{W}val", "")
    _measure(table, look, width + (OUTSIDE if style in ("WideTable", "KeyPointsTable") else 0), width)
    for row in table.findall(f"{W}tr"):
        _keep_row(row)
        for cell in row.findall(f"{W}tc"):
            set_pictures(cell, width - INSIDE)
            set_tables(cell, width - INSIDE)
    if style not in ("BoxTable", "KeyPointsTable"):
        _cells(table, style)


def _measure(table: ET.Element, look: ET.Element, whole: int, width: int) -> None:
    """Widths in twentieths of a point for the table and each cell, as Word itself writes them; the caption as the
    table's title and, as a description, its heads."""
    grid = table.findall(f"{W}tblGrid/{W}gridCol")
    given = [int(column.get(f"{W}w", 1)) for column in grid]
    widths = [round(whole * each / sum(given)) for each in given]
    for column, each in zip(grid, widths, strict=True):
        column.set(f"{W}w", str(each))
    caption = look.find(f"{W}tblCaption")
    bands = look.find(f"{W}tblLook")
    for said in list(look)[1:]:
        look.remove(said)
    child(look, "tblW", type="dxa", w=whole)
    if whole > width:
        child(look, "tblInd", w=width - whole, type="dxa")
    child(look, "tblLayout", type="fixed")
    if bands is not None:
        look.append(bands)
    if caption is not None:
        look.append(caption)
    first = table.find(f"{W}tr")
    heads = [words_of(cell) for cell in first.iter(f"{W}tc")] if first is not None else []
    if len(heads) > 1:
        child(look, "tblDescription", val=" · ".join(heads))
    for row in table.findall(f"{W}tr"):
        for cell, each in zip(row.findall(f"{W}tc"), widths, strict=True):
            own = cell.find(f"{W}tcPr")
            if own is None:
                own = child(cell, "tcPr", first=True)
            for old in own.findall(f"{W}tcW"):
                own.remove(old)
            child(own, "tcW", first=True, w=each, type="dxa")


def _keep_row(row: ET.Element) -> None:
    look = row.find(f"{W}trPr")
    if look is None:
        look = child(row, "trPr", first=True)
    if look.find(f"{W}cantSplit") is None:
        child(look, "cantSplit", first=True)


def _cells(table: ET.Element, style: str) -> None:
    """Styles for words in cells: pandoc writes the alignment into each paragraph."""
    light = style in ("LightTable", "Timeline")
    for row in table.findall(f"{W}tr"):
        head = row.find(f"{W}trPr/{W}tblHeader") is not None
        for paragraph in row.iter(f"{W}p"):
            jc = paragraph.find(f"{W}pPr/{W}jc")
            number = jc is not None and jc.get(f"{W}val") == "right" and not _turned(paragraph)
            numbers = ("TableHeadNumber", "TableNumber")
            words = ("LightHead" if light else "TableHead", "TableText")
            look = restyle(paragraph, (numbers if number else words)[0 if head else 1])
            for each in look.findall(f"{W}jc"):
                look.remove(each)


def _turned(paragraph: ET.Element) -> bool:
    """Whether a paragraph runs from right to left: there pandoc writes `right` where nothing is asked for."""
    return paragraph.find(f"{W}pPr/{W}bidi") is not None


def _apart(parent: ET.Element) -> None:
    """Tables that follow each other would be one table in Word, and a cell ends with a paragraph."""
    last = None
    for each in list(parent):
        if each.tag in (f"{W}bookmarkStart", f"{W}bookmarkEnd"):
            continue
        if each.tag == f"{W}tbl" and last is not None and last.tag == f"{W}tbl":
            gap = ET.Element(f"{W}p")
            restyle(gap, "TableGap")
            parent.insert(list(parent).index(each), gap)
        last = each
    if last is not None and last.tag == f"{W}tbl" and parent.tag == f"{W}tc":
        restyle(child(parent, "p"), "TableGap")


def set_pictures(body: ET.Element, width: int) -> None:
    """No picture is wider than the text or higher than a page takes, nor says where its file lay."""
    for drawing in body.iter(f"{WP}inline"):
        for each in drawing.iter(f"{PIC}cNvPr"):
            each.attrib.pop("descr", None)  # pandoc writes the path there; the words for readers stand in docPr
        extents = [*drawing.iter(f"{WP}extent"), *drawing.iter(f"{A}ext")]
        measured = [each for each in extents if each.get("cx")]
        wide, high = (int(measured[0].get(side, 0)) for side in ("cx", "cy"))
        scale = min(1.0, width * EMU / max(wide, 1), HIGHEST * EMU / max(high, 1))
        for each in measured:
            each.set("cx", str(round(wide * scale)))
            each.set("cy", str(round(high * scale)))


def without_outside(body: ET.Element) -> None:
    """From right to left, no table reaches out: Word takes a table's indent from the right there, LibreOffice from the
    left, and one of them would set it off the page."""
    inner = {"WideTable": "Table", "KeyPointsTable": "BoxTable"}
    for style in body.iter(f"{W}tblStyle"):
        name = style.get(f"{W}val", "")
        style.set(f"{W}val", inner.get(name, name))
