"""The lines of a PDF's pages, for reading, as PDFium finds them.

Takes the bytes of a PDF; gives each page's lines with their characters, places and size of type. Invariant: characters
are the file's; a file that cannot be opened is a `ValueError`. Lengths are points, heights from the page's top.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from ctypes import c_double
from dataclasses import dataclass
from math import hypot
from statistics import median
from typing import Any

from briefwright.engines.pdfium import LINE_END_HYPHEN, document_of

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
    with document_of(content) as document:
        pages = [(page.get_size(), list(_glyphs(page, page.get_height()))) for page in document]
        sizes = Counter(round(box[4], 1) for _, glyphs in pages for _, box in glyphs if box)
        small = RAISED * (sizes.most_common(1)[0][0] if sizes else 0)
        sheets = tuple(_sheet(width, height, _without_calls(glyphs, small)) for (width, height), glyphs in pages)
        return sheets, dict(document.get_metadata_dict(skip_empty=True))


Glyph = tuple[str, tuple[float, float, float, float, float] | None]
"""A character with its left, right, top, bottom and size; None for white space and what PDFium made up."""
CALL = re.compile(r"[\d*†‡,]{1,4}")
RAISED = 0.75
"""The size of a note's call against that of the text."""


def _sheet(width: float, height: float, glyphs: list[Glyph]) -> PdfSheet:
    lines: list[PdfLine] = []
    waiting: list[Glyph] = []
    last: tuple[float, float, float, float, float] | None = None
    for char, box in glyphs:
        if char == "\n" or (box and last and not _one_line(last, box[2], box[3])):
            lines += _line(waiting)
            waiting, last = [], None
        if char != "\n":
            waiting.append((char, box))
            last = box or last
    return PdfSheet(height, width, (*lines, *_line(waiting)))


def _glyphs(page: Any, height: float) -> Iterator[Glyph]:
    """The characters of a page; a line's end is a line feed."""
    from pypdfium2 import raw

    text = page.get_textpage()
    edges = [c_double() for _ in range(4)]
    matrix = raw.FS_MATRIX()
    half = 0
    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, index)
        if 0xD800 <= code < 0xDC00:
            half = code
            continue
        if half:
            code, half = 0x10000 + ((half - 0xD800) << 10) + (code - 0xDC00), 0
        char = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
        if char == "\r":
            continue
        made_up = char.isspace() or raw.FPDFText_IsGenerated(text, index) == 1
        if made_up or not raw.FPDFText_GetCharBox(text, index, *edges):
            yield char, None
            continue
        left, right, bottom, top = (edge.value for edge in edges)
        raw.FPDFText_GetMatrix(text, index, matrix)
        size = float(raw.FPDFText_GetFontSize(text, index)) * hypot(matrix.c, matrix.d)
        yield char, (left, right, height - top, height - bottom, size)


def _without_calls(glyphs: list[Glyph], small: float) -> list[Glyph]:
    """Without the raised numbers that call notes: a few small digits between larger letters."""
    out: list[Glyph] = []
    run: list[Glyph] = []
    for glyph in [*glyphs, ("", (0.0, 0.0, 0.0, 0.0, small))]:
        if glyph[1] and glyph[1][4] < small:
            run.append(glyph)
            continue
        if glyph[1] is None and run:
            run.append(glyph)
            continue
        words = "".join(char for char, box in run if box)
        out += [each for each in run if not each[1]] if CALL.fullmatch(words) else run
        run = []
        out.append(glyph)
    return out[:-1]


def _line(glyphs: list[Glyph]) -> list[PdfLine]:
    """Characters as a line; none where there are only blanks."""
    boxes = [box for _, box in glyphs if box]
    words = "".join(char for char, _ in glyphs)
    if not words.strip() or not boxes:
        return []
    left, top = min(box[0] for box in boxes), min(box[2] for box in boxes)
    right, bottom = max(box[1] for box in boxes), max(box[3] for box in boxes)
    broken = words.rstrip().endswith(HYPHENS)
    shown = words.replace(LINE_END_HYPHEN, "-").strip()
    return [PdfLine(shown, left, right, top, bottom, median(box[4] for box in boxes), broken)]


def _one_line(before: tuple[float, float, float, float, float], top: float, bottom: float) -> bool:
    """Whether a character stands on the line of the one before it: their heights overlap, or nearly."""
    return top < before[3] + before[4] * 0.8 and bottom > before[2] - before[4] * 0.8
