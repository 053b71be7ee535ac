"""The lines of a PDF's pages, for reading, as PDFium finds them.

Takes the bytes of a PDF; gives each page's lines with their characters, places and size of type. Invariant: characters
are the file's; a file that cannot be opened is a `ValueError`. Lengths are points, heights from the page's top.
"""

from __future__ import annotations

from ctypes import c_double
from dataclasses import dataclass
from math import hypot
from typing import Any

from briefwright.engines.pdfium import LINE_END_HYPHEN

HYPHENS = (LINE_END_HYPHEN, "-", "\u2010", "\u00ad")


@dataclass(frozen=True)
class PdfLine:
    """A line of a page. `broken` when its last character is a hyphen at the line's end."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    broken: bool = False


@dataclass(frozen=True)
class PdfSheet:
    """A page: its height and its lines, in the order of the file."""

    height: float
    width: float
    lines: tuple[PdfLine, ...]


def pdf_sheets(content: bytes) -> tuple[tuple[PdfSheet, ...], dict[str, str]]:
    """The pages of a PDF, and its metadata. Raises ValueError when it is no PDF, or is encrypted."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise ValueError(str(error)) from None
    try:
        return tuple(_sheet(page) for page in document), dict(document.get_metadata_dict(skip_empty=True))
    finally:
        document.close()


def _sheet(page: Any) -> PdfSheet:
    from pypdfium2 import raw

    width, height = page.get_size()
    text = page.get_textpage()
    lines: list[PdfLine] = []
    chars: list[str] = []
    boxes: list[tuple[float, float, float, float, float]] = []
    half = 0

    def end() -> None:
        words = "".join(chars)
        if words.strip() and boxes:
            sizes = sorted(box[4] for box in boxes)
            broken = words.rstrip().endswith(HYPHENS)
            lines.append(
                PdfLine(
                    words.replace(LINE_END_HYPHEN, "-").strip(),
                    min(box[0] for box in boxes),
                    max(box[1] for box in boxes),
                    min(box[2] for box in boxes),
                    max(box[3] for box in boxes),
                    sizes[len(sizes) // 2],
                    broken,
                )
            )
        chars.clear()
        boxes.clear()

    edges = [c_double() for _ in range(4)]
    matrix = raw.FS_MATRIX()
    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, index)
        if 0xD800 <= code < 0xDC00:
            half = code
            continue
        if half:
            code, half = 0x10000 + ((half - 0xD800) << 10) + (code - 0xDC00), 0
        char = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else ""
        if char in "\r\n":
            if char == "\n":
                end()
            continue
        made_up = raw.FPDFText_IsGenerated(text, index) == 1
        if not char.isspace() and not made_up and raw.FPDFText_GetCharBox(text, index, *edges):
            left, right, bottom, top = (edge.value for edge in edges)
            if boxes and not _one_line(boxes[-1], height - top, height - bottom):
                end()
            raw.FPDFText_GetMatrix(text, index, matrix)
            size = float(raw.FPDFText_GetFontSize(text, index)) * hypot(matrix.c, matrix.d)
            boxes.append((left, right, height - top, height - bottom, size))
        chars.append(char)
    end()
    return PdfSheet(height, width, tuple(lines))


def _one_line(before: tuple[float, float, float, float, float], top: float, bottom: float) -> bool:
    """Whether a character stands on the line of the one before it: their heights overlap, or nearly."""
    return top < before[3] + before[4] * 0.8 and bottom > before[2] - before[4] * 0.8
