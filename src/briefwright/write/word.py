"""The body as Word wants it, out of what pandoc wrote.

Takes the package as pandoc made it; gives it with a style for each paragraph, tables with widths, header rows and
descriptions, pictures no larger than the page, languages and directions of words, contents as a field, and a cover as
a section of its own. Invariant: no word is added, changed or moved.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from itertools import groupby
from xml.etree import ElementTree as ET

from briefwright.model.document import Document
from briefwright.model.language import right_to_left
from briefwright.write.look import OUT
from briefwright.write.package import pack, unpack
from briefwright.write.tongues import set_ground, set_languages

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "o": "urn:schemas-microsoft-com:office:office",
    "v": "urn:schemas-microsoft-com:vml",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
}
for _prefix, _address in NAMESPACES.items():
    ET.register_namespace(_prefix, _address)
W, A, WP = (f"{{{NAMESPACES[prefix]}}}" for prefix in ("w", "a", "wp"))
EMU = 635
"""English metric units, in which pictures are measured, to a twentieth of a point."""
HIGHEST = 10205
"""The height of a picture, twentieths of a point: 180 mm, as in the PDF."""
LISTS = (("table-", "Table Caption,1,Wide Caption,1"), ("figure-", "Image Caption,1"))
OUTSIDE, INSIDE = round(-OUT * 20), 480
"""How far wide tables reach into the margin, and the space inside a box on both sides, twentieths of a point."""
INDENT = 300
"""What a list's words stand behind its marks, twentieths of a point."""


def dress(made: bytes, document: Document) -> bytes:
    """The package with its body, notes and lists set."""
    parts = unpack(made)
    body = ET.fromstring(parts["word/document.xml"])  # noqa: S314 - pandoc's own
    section = next(body.iter(f"{W}sectPr"))
    width = _text_width(section)
    turned = right_to_left(document.language)
    if turned:
        _without_outside(body)
    _pictures(body, width)
    _tables(body[0], width)
    _paragraphs(body)
    _contents(body)
    if turned:
        _turn(body, section)
        parts["word/styles.xml"] = _heads_turned(parts["word/styles.xml"].decode(), width).encode()
    _sections(body, section, document)
    set_languages(body, document.language)
    parts["word/document.xml"] = _written(body)
    if "word/footnotes.xml" in parts:
        notes = ET.fromstring(parts["word/footnotes.xml"])  # noqa: S314 - pandoc's own
        _separators(notes)
        _paragraphs(notes)
        set_languages(notes, document.language)
        parts["word/footnotes.xml"] = _written(notes)
    for name in ("word/styles.xml", "word/settings.xml"):
        parts[name] = set_ground(parts[name].decode(), document.language).encode()
    if "word/numbering.xml" in parts:
        parts["word/numbering.xml"] = _lists(parts["word/numbering.xml"].decode()).encode()
    if document.cover and "word/footer2.xml" in parts:
        parts["word/footer2.xml"] = _without_number(parts["word/footer2.xml"])
    return pack(parts)


def _written(part: ET.Element) -> bytes:
    return bytes(ET.tostring(part, encoding="UTF-8", xml_declaration=True))


def child(parent: ET.Element, name: str, first: bool = False, **values: object) -> ET.Element:
    """A new child of WordprocessingML's namespace with these attributes."""
    made = ET.Element(f"{W}{name}", {f"{W}{key}": str(value) for key, value in values.items()})
    parent.insert(0, made) if first else parent.append(made)
    return made


def _text_width(section: ET.Element) -> int:
    size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
    assert size is not None
    assert margins is not None
    return int(size.get(f"{W}w", 0)) - int(margins.get(f"{W}left", 0)) - int(margins.get(f"{W}right", 0))


def style_of(paragraph: ET.Element) -> str:
    """The style that a paragraph names, or nothing."""
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if style is None else style.get(f"{W}val", "")


def _restyle(paragraph: ET.Element, style: str) -> ET.Element:
    look = paragraph.find(f"{W}pPr")
    if look is None:
        look = child(paragraph, "pPr", first=True)
    named = look.find(f"{W}pStyle")
    if named is None:
        named = child(look, "pStyle", first=True)
    named.set(f"{W}val", style)
    return look


# Tables.


def _tables(parent: ET.Element, width: int) -> None:
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
                _restyle(before, "WideCaption")
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
            _pictures(cell, width - INSIDE)
            _tables(cell, width - INSIDE)
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
    heads = [_said(cell) for cell in first.iter(f"{W}tc")] if first is not None else []
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


def _said(element: ET.Element) -> str:
    return "".join(each.text or "" for each in element.iter(f"{W}t"))


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
            look = _restyle(paragraph, (numbers if number else words)[0 if head else 1])
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
            _restyle(gap, "TableGap")
            parent.insert(list(parent).index(each), gap)
        last = each
    if last is not None and last.tag == f"{W}tbl" and parent.tag == f"{W}tc":
        _restyle(child(parent, "p"), "TableGap")


# Pictures.


def _pictures(body: ET.Element, width: int) -> None:
    """No picture is wider than the text or higher than a page takes."""
    for drawing in body.iter(f"{WP}inline"):
        extents = [*drawing.iter(f"{WP}extent"), *drawing.iter(f"{A}ext")]
        measured = [each for each in extents if each.get("cx")]
        wide, high = (int(measured[0].get(side, 0)) for side in ("cx", "cy"))
        scale = min(1.0, width * EMU / max(wide, 1), HIGHEST * EMU / max(high, 1))
        for each in measured:
            each.set("cx", str(round(wide * scale)))
            each.set("cy", str(round(high * scale)))


# Paragraphs.


def _paragraphs(part: ET.Element) -> None:
    for paragraph in part.iter(f"{W}p"):
        if not style_of(paragraph):
            _restyle(paragraph, _missing_style(paragraph))
        for run in paragraph.iter(f"{W}r"):
            _emphasis(run)


def _missing_style(paragraph: ET.Element) -> str:
    """What a paragraph is that pandoc gave no style: in a list, a rule, or what keeps two tables apart."""
    if paragraph.find(f"{W}pPr/{W}numPr") is not None:
        return "ListParagraph"
    picture = next(((run, each) for run in paragraph for each in run if each.tag == f"{W}pict"), None)
    if picture:
        paragraph.remove(picture[0])
        return "Break"
    return "BodyText" if _said(paragraph) else "TableGap"


def _emphasis(run: ET.Element) -> None:
    """Emphasis as Word's styles for it, where the run has no style of its own."""
    look = run.find(f"{W}rPr")
    if look is None or look.find(f"{W}rStyle") is not None:
        return
    for names, style in ((("i", "iCs"), "Emphasis"), (("b", "bCs"), "Strong")):
        found = [each for name in names for each in look.findall(f"{W}{name}")]
        if found:
            for each in found:
                look.remove(each)
            child(look, "rStyle", first=True, val=style)
            return


def _separators(notes: ET.Element) -> None:
    for note in notes.iter(f"{W}footnote"):
        if note.get(f"{W}type"):
            for paragraph in note.iter(f"{W}p"):
                _restyle(paragraph, "FootnoteSeparator")


def _lists(numbering: str) -> str:
    """A list stands as near to the text's edge as in the PDF."""

    def nearer(match: re.Match[str]) -> str:
        return f'<w:ind w:left="{int(match[1]) // 720 * INDENT}" w:hanging="{INDENT}"'

    return re.sub(r'<w:ind w:left="(\d+)" w:hanging="\d+"', nearer, numbering)


# Contents.


def _contents(body: ET.Element) -> None:
    """Lines of contents as the field that Word makes them with, filled in. The numbers of pages are fields too; they
    are left for the program that sets the pages, for here nobody knows them."""
    entries = [p for p in body.iter(f"{W}p") if style_of(p) in ("Toc1", "Toc2", "TableOfFigures")]
    for code, group in groupby(entries, _field_of):
        lines = list(group)
        for line in lines:
            _page_number(line)
        at = 1  # behind the paragraph's properties
        for run in _field_start(f" {code} "):
            lines[0].insert(at, run)
            at += 1
        lines[-1].append(_mark("end"))


def _field_of(line: ET.Element) -> str:
    link = line.find(f"{W}hyperlink")
    anchor = "" if link is None else link.get(f"{W}anchor", "")
    if style_of(line) != "TableOfFigures":
        return r'TOC \o "1-2" \h \z \u'
    styles = next((styles for prefix, styles in LISTS if anchor.startswith(prefix)), LISTS[0][1])
    return rf'TOC \h \z \t "{styles}"'


def _page_number(line: ET.Element) -> None:
    link = line.find(f"{W}hyperlink")
    if link is None:
        return
    for look in link.iter(f"{W}rPr"):
        for style in look.findall(f"{W}rStyle"):
            look.remove(style)
    tab = child(link, "r")
    child(tab, "tab")
    link.extend([*_field_start(f" PAGEREF {link.get(f'{W}anchor')} \\h "), _mark("end")])


def _field_start(code: str) -> Iterator[ET.Element]:
    yield _mark("begin")
    run = ET.Element(f"{W}r")
    child(run, "instrText").text = code
    run[0].set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    yield run
    yield _mark("separate")


def _mark(kind: str) -> ET.Element:
    run = ET.Element(f"{W}r")
    child(run, "fldChar", fldCharType=kind)
    return run


# Sections.


def _without_outside(body: ET.Element) -> None:
    """From right to left, no table reaches out: Word takes a table's indent from the right there, LibreOffice from the
    left, and one of them would set it off the page."""
    inner = {"WideTable": "Table", "KeyPointsTable": "BoxTable"}
    for style in body.iter(f"{W}tblStyle"):
        name = style.get(f"{W}val", "")
        style.set(f"{W}val", inner.get(name, name))


def _heads_turned(styles: str, width: int) -> str:
    """Heads and feet reach into the wide margin, which is on the right then: the handling stays at the right edge."""

    def turned(match: re.Match[str]) -> str:
        tab = re.sub(r'w:pos="\d+"', f'w:pos="{width + OUTSIDE}"', match[0])
        return re.sub(rf'w:left="-{OUTSIDE}"', f'w:right="-{OUTSIDE}"', tab)

    return re.sub(r'<w:style [^>]*w:styleId="Header".*?</w:style>', turned, styles, count=1, flags=re.DOTALL)


def _turn(body: ET.Element, section: ET.Element) -> None:
    """A page that is read from right to left: the wide margin and the first column are on the right."""
    margins = section.find(f"{W}pgMar")
    assert margins is not None
    left, right = margins.get(f"{W}left", "0"), margins.get(f"{W}right", "0")
    margins.set(f"{W}left", right)
    margins.set(f"{W}right", left)
    # The order is the schema's (EG_SectPrContents): bidi stands behind titlePg.
    places = [at for at, each in enumerate(section) if each.tag in (f"{W}rtlGutter", f"{W}docGrid")]
    section.insert(places[0] if places else len(section), ET.Element(f"{W}bidi"))
    for look in body.iter(f"{W}tblPr"):
        at = [each.tag.removeprefix(W) for each in look].index("tblW")
        look.insert(at, ET.Element(f"{W}bidiVisual"))


def _sections(body: ET.Element, section: ET.Element, document: Document) -> None:
    """The cover's section has the first page's head, the others the running one."""
    if not document.cover:
        return
    paragraphs = list(body.iter(f"{W}p"))
    last = None
    for paragraph in paragraphs:
        if style_of(paragraph) not in ("CoverMasthead", "CoverTitle", "CoverSubtitle", "Author", "MemoLine", "MemoEnd"):
            break
        last = paragraph
    if last is None:
        return
    look = last.find(f"{W}pPr")
    assert look is not None
    look.append(copy.deepcopy(section))
    for each in section.findall(f"{W}titlePg"):
        section.remove(each)


def _without_number(footer: bytes) -> bytes:
    """A cover's foot: all but page and number of pages."""
    part = ET.fromstring(footer)  # noqa: S314 - our own
    for paragraph in part.iter(f"{W}p"):
        for run in list(paragraph.findall(f"{W}r")):
            if run.find(f"{W}tab") is not None:
                break
            paragraph.remove(run)
    return _written(part)
