"""A DOCX read back.

Takes the bytes of a DOCX; gives its paragraphs, bookmarks and notes, and what is missing of a document.
Invariant: reads WordprocessingML as any reader of it would; runs may be split anywhere.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from xml.etree import ElementTree

from briefwright.model.brief import Quotation
from briefwright.model.diagnostic import Diagnostic
from briefwright.model.document import Note, plain
from briefwright.model.span import Span
from briefwright.prove.layout import ADVICE, squeezed

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass
class Words:
    """What a DOCX says: the words of each bookmark and the paragraph it begins in (from 1), and the notes in the
    order of their calls."""

    bookmarks: dict[str, str] = field(default_factory=dict)
    paragraphs: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def read_docx(content: bytes) -> Words:
    """Read the body and the notes of a DOCX that this compiler made."""
    with zipfile.ZipFile(BytesIO(content)) as package:
        body = _parsed(package, "word/document.xml")
        notes = _parsed(package, "word/footnotes.xml") if "word/footnotes.xml" in package.namelist() else body
    footnotes = {note.get(f"{W}id", ""): note for note in notes.iter(f"{W}footnote")}
    words = Words()
    _walk(body, footnotes, words, 0)
    return words


def _walk(part: ElementTree.Element, footnotes: dict[str, ElementTree.Element], words: Words, number: int) -> None:
    """Collect bookmarks and notes of the body; a note is walked where it is called, and counts to its paragraph."""
    opened: dict[str, str] = {}
    inside = number > 0
    for element in part.iter():
        if element.tag == f"{W}p" and not inside:
            number += 1
        elif element.tag == f"{W}bookmarkStart":
            name = element.get(f"{W}name", "")
            opened[element.get(f"{W}id", "")] = name
            words.bookmarks[name] = ""
            words.paragraphs[name] = number
        elif element.tag == f"{W}bookmarkEnd":
            opened.pop(element.get(f"{W}id", ""), None)
        elif element.tag in (f"{W}t", f"{W}br", f"{W}tab"):
            for name in opened.values():
                words.bookmarks[name] += (element.text or "") if element.tag == f"{W}t" else " "
        elif element.tag == f"{W}footnoteReference":
            note = footnotes.get(element.get(f"{W}id", ""))
            words.notes.append("" if note is None else _text(note))
            if note is not None:
                _walk(note, {}, words, number)


def _parsed(package: zipfile.ZipFile, name: str) -> ElementTree.Element:
    return ElementTree.fromstring(package.read(name))  # noqa: S314 - made by us a moment ago


def _text(element: ElementTree.Element) -> str:
    return "".join(each.text or "" for each in element.iter(f"{W}t"))


def docx_faults(
    words: Words, quotations: Sequence[Quotation], notes: Sequence[Note], place: Span
) -> Iterator[Diagnostic]:
    """Quotations and notes of the document that the DOCX does not have. `place` is the outline."""
    for quotation in quotations:
        name = quotation.identifier
        found = "".join(text for key, text in words.bookmarks.items() if key == name or key.startswith(f"{name}_"))
        if squeezed(quotation.printed) not in squeezed(found):
            told = f"the words of {quotation.passage.key} did not arrive in the DOCX"
            yield Diagnostic("lost-quotation", told, quotation.span, help=ADVICE)
    if len(words.notes) != len(notes):
        told = f"the brief has {len(notes)} notes and the DOCX {len(words.notes)}"
        yield Diagnostic("lost-note", told, place, help=ADVICE)
    for note, read in zip(notes, words.notes, strict=False):
        if squeezed(plain(note.content)) != squeezed(read):
            told = f"note {note.number} did not arrive in the DOCX as it was written"
            yield Diagnostic("lost-note", told, place, help=ADVICE)
