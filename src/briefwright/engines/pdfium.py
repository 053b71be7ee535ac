"""The door to PDFium, an engine that had no part in making the PDF.

Takes the bytes of a PDF; gives the characters of its pages and its attachments. Invariant: a reader of its own; it
shares nothing with what wrote the file, and a file that it cannot open is a `ValueError`, never a crash.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

LINE_END_HYPHEN = "\x02"
"""What PDFium gives for a hyphen at the end of a line."""


@dataclass(frozen=True)
class PdfPage:
    """One page: its characters in the order in which they were drawn, those that PDFium made up left out."""

    text: str


@contextmanager
def _document(content: bytes) -> Iterator[Any]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise ValueError(str(error)) from None
    try:
        yield document
    finally:
        document.close()


def pages(content: bytes) -> tuple[PdfPage, ...]:
    """The pages' characters. Raises ValueError when the file is no PDF, or is encrypted."""
    with _document(content) as document:
        return tuple(PdfPage(_characters(page)) for page in document)


def _characters(page: Any) -> str:
    from pypdfium2 import raw

    text = page.get_textpage()
    try:
        count = text.count_chars()
        codes = [raw.FPDFText_GetUnicode(text, i) for i in range(count) if raw.FPDFText_IsGenerated(text, i) != 1]
    finally:
        text.close()
        page.close()
    return _joined(codes).replace(LINE_END_HYPHEN, "-")


def _joined(codes: list[int]) -> str:
    """Code units to text: characters beyond the first plane come as two halves on some platforms."""
    units = b"".join(code.to_bytes(2, "little") if code < 0x10000 else chr(code).encode("utf-16-le") for code in codes)
    return units.decode("utf-16-le", errors="replace")


def attachments(content: bytes) -> dict[str, bytes]:
    """The files attached to a PDF, by name. Raises ValueError when the file is no PDF, or is encrypted."""
    from pypdfium2 import raw

    found: dict[str, bytes] = {}
    with _document(content) as document:
        for index in range(raw.FPDFDoc_GetAttachmentCount(document)):
            attachment = raw.FPDFDoc_GetAttachment(document, index)
            found[_name(raw, attachment)] = _content(raw, attachment)
    return found


def _name(raw: Any, attachment: Any) -> str:
    size = raw.FPDFAttachment_GetName(attachment, None, 0)
    buffer = ctypes.create_string_buffer(size)
    raw.FPDFAttachment_GetName(attachment, ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), size)
    return buffer.raw.decode("utf-16-le", errors="replace").rstrip("\0")


def _content(raw: Any, attachment: Any) -> bytes:
    size = ctypes.c_ulong()
    raw.FPDFAttachment_GetFile(attachment, None, 0, ctypes.byref(size))
    buffer = ctypes.create_string_buffer(size.value)
    raw.FPDFAttachment_GetFile(attachment, buffer, size.value, ctypes.byref(size))
    return buffer.raw[: size.value]
