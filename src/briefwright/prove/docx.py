"""A DOCX read back.

Takes the bytes of a DOCX; gives its paragraphs, bookmarks and notes, and what is missing of a document.
Invariant: reads WordprocessingML as any reader of it would; runs may be split anywhere.
"""

from __future__ import annotations

import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from xml.etree import ElementTree

from briefwright.engines.xml import parsed
from briefwright.model.language import MARKS as MARKS_BY_LANGUAGE
from briefwright.model.limits import PARTS, UNPACKED_BYTES
from briefwright.prove.expected import Expected, Findings, squeezed

UNPACKING = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, NotImplementedError, RuntimeError,
    KeyError, OverflowError,
)  # fmt: skip
"""What Python's readers of archives raise of damaged ones."""
LEDGER_NAMESPACE = "urn:briefwright:ledger:1"
SMALLEST = 4
"""The least size of type that is still to be read, in points."""
MARKS = frozenset("".join("".join(each) for each in MARKS_BY_LANGUAGE.values()))
"""Quotation marks of every language that a brief may be in."""
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass
class Words:
    """What a DOCX says: the words of each bookmark and the paragraph it begins in (from 1), the notes in the order of
    their calls, the words of each paragraph of the body, and for all of these the order in which they are read:
    bookmarks by name, notes as `n1` …, paragraphs by their place in `texts`. In `hidden` are the names of bookmarks
    and notes of which a reader would not see all; in `beside` the characters that stand in the paragraph straight
    before and behind a bookmark."""

    bookmarks: dict[str, str] = field(default_factory=dict)
    paragraphs: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    order: list[str | int] = field(default_factory=list)
    hidden: set[str] = field(default_factory=set)
    beside: dict[str, list[str]] = field(default_factory=dict)


@contextmanager
def _package(content: bytes) -> Iterator[zipfile.ZipFile]:
    """The package of a DOCX. Raises ValueError when it is none, or would unpack to more than any brief."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            parts = package.infolist()
            if len(parts) > PARTS or sum(part.file_size for part in parts) > UNPACKED_BYTES:
                raise ValueError("it unpacks to more than any brief")
            # A reader may take the first of two parts, another the second (ECMA-376 part 2, 6.2.2.3: names differ).
            if len({part.filename.lower() for part in parts}) < len(parts):
                raise ValueError("two of its parts have one name")
            yield package
    except UNPACKING as error:
        raise ValueError(f"it is no DOCX: {error}") from None


def docx_ledgers(content: bytes) -> list[bytes]:
    """The ledgers in a DOCX's custom XML parts, wherever a word processor put them. Raises ValueError."""
    found = []
    with _package(content) as package:
        for name in package.namelist():
            if re.fullmatch(r"customXml/item\d+\.xml", name):
                root = _parsed(package, name)
                if root.tag == f"{{{LEDGER_NAMESPACE}}}ledger":
                    found.append((root.text or "").encode())
    return found


def read_docx(content: bytes) -> Words:
    """Read the body and the notes of a DOCX. Raises ValueError when it is none."""
    with _package(content) as package:
        _where_it_should_be(package)
        body = _parsed(package, "word/document.xml")
        notes = _parsed(package, "word/footnotes.xml") if "word/footnotes.xml" in package.namelist() else body
        styles = _parsed(package, "word/styles.xml") if "word/styles.xml" in package.namelist() else body
    footnotes = {note.get(f"{W}id", ""): note for note in notes.iter(f"{W}footnote")}
    unseen = {each.get(f"{W}styleId", "") for each in styles.iter(f"{W}style") if _invisible(each.find(f"{W}rPr"))}
    reader = _Reader(footnotes, unseen)
    reader.walk(body, "")
    return reader.words


PLACES = {
    "_rels/.rels": {"officeDocument": "word/document.xml"},
    "word/_rels/document.xml.rels": {"footnotes": "word/footnotes.xml", "styles": "word/styles.xml"},
}
"""Where word processors put what is read here, by the relations that they follow to it."""


def _where_it_should_be(package: zipfile.ZipFile) -> None:
    """Raises ValueError where a word processor would show another part than the one that is read here."""
    for name, wanted in PLACES.items():
        folder = name.partition("_rels/")[0]
        for each in _parsed(package, name).iter() if name in package.namelist() else ():
            place = wanted.get(each.get("Type", "").rpartition("/")[2], "")
            target = each.get("Target", "")
            if place and target.removeprefix("/") != place and folder + target != place:
                raise ValueError(f"what it shows is not in {place}")


class _Reader:
    """Collects bookmarks and notes of the body; a note is walked where it is called, and counts to its paragraph."""

    def __init__(self, footnotes: dict[str, ElementTree.Element], unseen: set[str]) -> None:
        self.footnotes, self.unseen = footnotes, unseen
        self.words = Words()
        self.number = 0

    def walk(self, part: ElementTree.Element, note: str) -> None:
        """One story: the body, or the note of this name."""
        words = self.words
        opened: dict[str, str] = {}
        faint = [False, False]  # the paragraph's style, the run
        last, closed = "", list[str]()
        for element in part.iter():
            match element.tag.removeprefix(W):
                case "p":
                    faint = [self._styled(element.find(f"{W}pPr"), "pStyle"), False]
                    last, closed = "", []
                    if not note:
                        self.number += 1
                        words.order.append(len(words.texts))
                        words.texts.append(_text(element))
                case "r":
                    look = element.find(f"{W}rPr")
                    faint[1] = _invisible(look) or self._styled(look, "rStyle")
                case "bookmarkStart":
                    name = element.get(f"{W}name", "")
                    opened[element.get(f"{W}id", "")] = name
                    words.bookmarks[name] = ""
                    words.paragraphs[name] = self.number
                    words.beside[name] = [last, ""]
                    words.order.append(name)
                case "bookmarkEnd":
                    closed += [name] if (name := opened.pop(element.get(f"{W}id", ""), "")) else []
                case "t" | "br" | "tab" as tag:
                    if shown := squeezed(element.text or ""):
                        words.beside.update((name, [words.beside[name][0], shown[0]]) for name in closed)
                        last, closed = shown[-1], []
                    for name in opened.values():
                        words.bookmarks[name] += (element.text or "") if tag == "t" else " "
                    if any(faint) and (element.text or "").strip():
                        words.hidden.update({*opened.values(), note} - {""})
                case "footnoteReference" if not note:  # a note has no notes
                    self._note(element.get(f"{W}id", ""))
                    if any(faint):
                        words.hidden.add(f"n{len(words.notes)}")

    def _note(self, identifier: str) -> None:
        note = self.footnotes.pop(identifier, None)  # a note is called once
        self.words.notes.append("" if note is None else _text(note))
        name = f"n{len(self.words.notes)}"
        self.words.order.append(name)
        if note is not None:
            self.walk(note, name)

    def _styled(self, look: ElementTree.Element | None, kind: str) -> bool:
        style = None if look is None else look.find(f"{W}{kind}")
        return style is not None and style.get(f"{W}val") in self.unseen


def _invisible(look: ElementTree.Element | None) -> bool:
    """Whether run properties hide words: hidden text, white letters without a ground of their own, letters too small
    to read (ECMA-376, 17.3.2)."""
    if look is None:
        return False
    values = {each.tag.removeprefix(W): each.get(f"{W}val", "") for each in look}
    white = values.get("color", "").upper() == "FFFFFF" and "shd" not in values and "highlight" not in values
    size = values.get("sz", "")
    small = size.isdigit() and int(size) < 2 * SMALLEST
    return white or small or values.get("vanish", "0") not in ("0", "false", "off")


def _parsed(package: zipfile.ZipFile, name: str) -> ElementTree.Element:
    """A part as XML. Raises ValueError."""
    try:
        return parsed(package.read(name))
    except ValueError as error:
        raise ValueError(f"{name}: {error}") from None


def _text(element: ElementTree.Element) -> str:
    return "".join(each.text or "" for each in element.iter(f"{W}t"))


def docx_findings(words: Words, expected: Expected) -> Findings:
    """What of `expected` the DOCX does not have. A quotation's bookmark holds its words and its marks, nothing else;
    notes are those of the document, in order."""
    quotations = {}
    for quotation in expected.quotations:
        found = _bookmarked(words, quotation.identifier)
        if found is None:
            quotations[quotation.identifier] = "its bookmark is gone"
        elif not _same(found, quotation.printed, *_beside(words, quotation.identifier)):
            quotations[quotation.identifier] = "its words were changed"
        elif any(name in words.hidden for name in _names(words, quotation.identifier)):
            quotations[quotation.identifier] = "a part of it is hidden"
    notes = {}
    for position, note in enumerate(expected.notes):
        if position >= len(words.notes):
            notes[note.number] = "is missing"
        elif squeezed(words.notes[position]) != squeezed(note.text):
            notes[note.number] = "was changed"
        elif f"n{position + 1}" in words.hidden:
            notes[note.number] = "is hidden"
    for extra in range(len(expected.notes), len(words.notes)):
        notes[extra + 1] = "was added"
    headings = _headings(words, expected)
    if not (quotations or notes or headings):
        quotations, notes = _out_of_order(words, expected)
    return Findings(quotations, notes, headings)


def _headings(words: Words, expected: Expected) -> dict[int, str]:
    """Headings that no paragraph has, each looked for behind the one before it. A template may number them."""
    faults = {}
    texts = [squeezed(text) for text in words.texts]
    at = 0
    for number, heading in enumerate(expected.headings, 1):
        wanted = squeezed(heading.text)
        found = next((n for n in range(at, len(texts)) if texts[n].endswith(wanted)), None)
        if found is None:
            faults[number] = "is missing, or not in its place"
        else:
            at = found + 1
    return faults


def _out_of_order(words: Words, expected: Expected) -> tuple[dict[str, str], dict[int, str]]:
    """The first quotation or note that is not read where the ledger's order has it."""
    read = iter(words.order)
    for name in expected.order:
        if name.startswith("h"):
            wanted = squeezed(expected.headings[int(name[1:]) - 1].text)
            next((e for e in read if isinstance(e, int) and squeezed(words.texts[e]).endswith(wanted)), None)
        elif name not in read:  # `in` goes on from where the last one was found
            why = "is not in its place"
            return ({}, {int(name[1:]): why}) if name.startswith("n") else ({name: f"it {why}"}, {})
    return {}, {}


def _bookmarked(words: Words, identifier: str) -> str | None:
    names = _names(words, identifier)
    return "".join(words.bookmarks[name] for name in names) if names else None


def _names(words: Words, identifier: str) -> list[str]:
    """The bookmarks of a quotation: one a paragraph."""
    return [name for name in words.bookmarks if name == identifier or name.startswith(f"{identifier}_")]


def _beside(words: Words, identifier: str) -> tuple[str, str]:
    """The characters before and behind a quotation's bookmarks."""
    names = _names(words, identifier)
    return words.beside[names[0]][0], words.beside[names[-1]][1]


def _same(found: str, printed: str, before: str, behind: str) -> bool:
    """The words, between two marks or, in a block, between none. LibreOffice moves a bookmark's end before a mark: the
    marks may stand in it or beside it."""
    text, wanted = squeezed(found), squeezed(printed)
    for start in (0, int(text[:1] in MARKS)):
        for stop in (0, int(text[-1:] in MARKS)):
            opened, closed = bool(start) or before in MARKS, bool(stop) or behind in MARKS
            if wanted == text[start : len(text) - stop] and opened == closed:
                return True
    return False
