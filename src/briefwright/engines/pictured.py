"""Pages of a PDF as pictures, and their lines.

Takes the bytes of a PDF; gives PNG, sizes, and lines of text with their places. Invariant: drawn by PDFium, which had
no part in making the file. Lengths are points from the page's top left corner.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from briefwright.engines.pdfium import document_of
from briefwright.model.layout import Rect


@dataclass(frozen=True)
class Run:
    """Words of one line that stand together."""

    text: str
    rect: Rect


def sizes(content: bytes) -> tuple[tuple[float, float], ...]:
    """Width and height of each page. Raises ValueError when the file is no PDF."""
    with document_of(content) as document:
        return tuple((float(width), float(height)) for width, height in (page.get_size() for page in document))


def png(content: bytes, page: int, scale: float) -> bytes:
    """A page, from 1, in `scale` pixels a point. Raises ValueError, and IndexError when there is no such page."""
    with document_of(content) as document:
        if not 0 < page <= len(document):
            raise IndexError(page)
        picture = document[page - 1].render(scale=scale).to_pil()
    out = BytesIO()
    picture.save(out, "PNG", compress_level=4)
    return out.getvalue()


def runs(content: bytes, page: int) -> tuple[Run, ...]:
    """The words of a page, from 1, in the order in which they are drawn. Raises ValueError and IndexError."""
    with document_of(content) as document:
        if not 0 < page <= len(document):
            raise IndexError(page)
        sheet = document[page - 1]
        height, text = sheet.get_height(), sheet.get_textpage()
        found = []
        for index in range(text.count_rects()):
            left, bottom, right, top = text.get_rect(index)
            words = text.get_text_bounded(left, bottom, right, top).strip()
            if words:
                place = (round(each, 1) for each in (left, height - top, right - left, top - bottom))
                found.append(Run(" ".join(words.split()), Rect(*place)))
        return tuple(found)
