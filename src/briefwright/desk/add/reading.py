"""Files to documents, by the ending of their name.

Takes a file; gives a `Document` or diagnostics. Invariant: a character that a seed may not hold is told with its place,
and never taken out without a word, but for soft hyphens: these are layout, not words, and are left off everywhere.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path, PurePath

from briefwright.desk.add.body import Body
from briefwright.desk.add.lines import Document, Line
from briefwright.desk.add.plain import plain_lines
from briefwright.engines.apart import Stopped, apart
from briefwright.engines.files import decoded, read_bytes
from briefwright.model.diagnostic import Diagnostic
from briefwright.model.failure import Failure
from briefwright.model.limits import DOCUMENT_BYTES
from briefwright.model.span import Span
from briefwright.read.admission import FORBIDDEN

TEXTS = (".txt", ".text", ".md")
PAGES = (".html", ".htm", ".xhtml")
ENDINGS = (*TEXTS, *PAGES, ".pdf", ".docx")
SOFT_HYPHEN = "\u00ad"


def is_document(name: str) -> bool:
    """Whether a file can be read, by its name."""
    return PurePath(name).suffix.lower() in ENDINGS


def read_document(path: Path, name: str) -> Document | Diagnostic:
    """A file's lines. Raises Failure only where pandoc is missing."""
    raw = read_bytes(path, name, DOCUMENT_BYTES)
    if isinstance(raw, Diagnostic):
        return raw
    ending = PurePath(name).suffix.lower()
    try:
        found = read(raw, name, ending) if ending in TEXTS else apart(read, raw, name, ending)
    except Stopped as stopped:
        told = f"the document cannot be read: {stopped}"
        return Diagnostic("unreadable-file", told, Span(name), help="copy its text into a .txt file")
    if isinstance(found, Diagnostic):
        return found
    lines = tuple(replace(line, text=line.text.replace(SOFT_HYPHEN, "")) for line in found.lines)
    lines = tuple(line for line in lines if line.text.strip())
    return replace(found, sha256=hashlib.sha256(raw).hexdigest(), lines=lines)


def read(raw: bytes, name: str, ending: str) -> Document | Diagnostic:
    """A document by the ending of its name; what is not plain text is read apart, for it is a stranger's."""
    shown = PurePath(name).name
    if ending in PAGES:
        from briefwright.desk.add import webpage

        text = webpage.decoded(raw)
        if text is None:
            told = "the page is not in the encoding that it names"
            return Diagnostic("invalid-encoding", told, Span(name), help="save the page as UTF-8")
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        lines, said = webpage.web_lines(text)
        return Document(shown, "", lines, "line", said, raw=text)
    if ending == ".pdf":
        from briefwright.desk.add.pdf import pdf_paragraphs

        try:
            lines, said, notes = pdf_paragraphs(raw)
        except ValueError:
            advice = "open it, and save it anew without a password"
            return Diagnostic("unreadable-file", "this is no PDF, or it is locked", Span(name), help=advice)
        return Document(shown, "", lines, "page", {"type": "report", **said}, notes, paged=True)
    if ending == ".docx":
        from briefwright.desk.add.word import docx_lines

        try:
            lines, said = docx_lines(raw)
        except Failure as failure:
            if "missing" in failure.message:
                raise
            advice = "open it in a word processor, and save it anew as .docx"
            return Diagnostic("unreadable-file", "this is no DOCX", Span(name), help=advice)
        return Document(shown, "", lines, "block", {"type": "document", **said})
    file = decoded(raw, name)
    if isinstance(file, Diagnostic):
        return file
    return Document(shown, "", plain_lines(file.text), raw=file.text)


def admission_faults(document: Document, body: Body, name: str) -> list[Diagnostic]:
    """Characters of title and paragraphs that no seed may hold, each with its place."""
    faults = []
    for line in _used(body):
        if match := FORBIDDEN.search(line.text):
            code = ord(match[0])
            told = f"U+{code:04X} in {document.unit} {line.number} of the document cannot stand in a seed"
            span = _span(document, name, line, match.start())
            advice = "delete it in a copy of the document, or write a space"
            faults.append(Diagnostic("forbidden-character", told, span, help=advice))
    return faults


def _used(body: Body) -> Sequence[Line]:
    title = [line for line, why in body.left_out if why == "title"]
    return [*title, *(paragraph.line for paragraph in body.paragraphs)]


def _span(document: Document, name: str, line: Line, at: int) -> Span:
    """The character's place in a text file; elsewhere the file."""
    if not document.raw:
        return Span(name)
    row = document.raw.split("\n")[line.number - 1 : line.number]
    column = row[0].find(line.text[at]) + 1 if row else 0
    column = max(column, 1)
    return Span(name, line.number, column, line.number, column + 1)
