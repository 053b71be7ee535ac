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
from briefwright.write.package import pack, unpack
from briefwright.write.tables import OUTSIDE, set_pictures, set_tables, without_outside
from briefwright.write.tongues import set_ground, set_languages
from briefwright.write.wml import W, child, restyle, style_of, words_of

LISTS = (("table-", "Table Caption,1,Wide Caption,1"), ("figure-", "Image Caption,1"))
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
        without_outside(body)
    set_pictures(body, width)
    set_tables(body[0], width)
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


def _text_width(section: ET.Element) -> int:
    size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
    assert size is not None
    assert margins is not None
    return int(size.get(f"{W}w", 0)) - int(margins.get(f"{W}left", 0)) - int(margins.get(f"{W}right", 0))


# Paragraphs.


def _paragraphs(part: ET.Element) -> None:
    for paragraph in part.iter(f"{W}p"):
        if not style_of(paragraph):
            restyle(paragraph, _missing_style(paragraph))
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
    return "BodyText" if words_of(paragraph) else "TableGap"


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
                restyle(paragraph, "FootnoteSeparator")


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
