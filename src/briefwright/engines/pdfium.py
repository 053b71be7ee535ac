"""The door to PDFium, an engine that had no part in making the PDF.

Takes the bytes of a PDF; gives the characters of its pages, where they stand, whether they can be seen, and the
attachments. Invariant: a reader of its own; it shares nothing with what wrote the file, and a file that it cannot open
is a `ValueError`, never a crash. Lengths are points from the page's top left corner.
"""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from math import ceil, floor, hypot
from typing import Any

LINE_END_HYPHEN = "\x02"
"""What PDFium gives for a hyphen at the end of a line."""
SCALE = 2
"""Pixels a point in the pictures that ink is looked for in."""
CONTRAST = 40
"""The least difference in grey, of 255, that counts as ink: #d7d7d7 on white does not."""
SMALLEST = 4.0
"""The least size of type that is still to be read, in points."""
REACH = 0.2
"""The part of a glyph's box, at each of its edges, that may be without ink."""
SLANT = 0.4
"""The greatest slant, as shear: synthetic italics have 0.2 to 0.3."""
Box = tuple[float, float, float, float]


class PdfPage:
    """One page. `text` has its characters in the order in which they were drawn, white space and those that PDFium
    made up left out."""

    def __init__(self, document: Any, page: Any) -> None:
        from pypdfium2 import raw

        self._raw, self._page = raw, page
        self._document = document  # keeps it open
        self._text = page.get_textpage()
        self.text, self._indices = self._characters()
        self._spots: dict[int, Box | None] = {}
        self._objects: dict[int, str] = {}

    def _characters(self) -> tuple[str, list[int]]:
        raw, text = self._raw, self._text
        chars: list[str] = []
        indices: list[int] = []
        half = 0
        for index in range(text.count_chars()):
            code = raw.FPDFText_GetUnicode(text, index)
            if 0xD800 <= code < 0xDC00:
                half = code
                continue
            if half:  # characters beyond the first plane come as two halves on some platforms
                code, half = 0x10000 + ((half - 0xD800) << 10) + (code - 0xDC00), 0
            char = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
            char = "-" if char == LINE_END_HYPHEN else char
            if char.isspace() or char == "\u200b" or raw.FPDFText_IsGenerated(text, index) == 1:
                continue
            chars.append(char)
            indices.append(index)
        return "".join(chars), indices

    @cached_property
    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        width, height = self._page.get_size()
        return float(width), float(height)

    @cached_property
    def _matrix(self) -> tuple[float, ...]:
        """From the page's own coordinates to points from the top left corner of what is shown."""
        width, height = self.size
        fine = 100
        x, y = ctypes.c_int(), ctypes.c_int()
        corners = []
        for given in ((0, 0), (1000, 0), (0, 1000)):
            self._raw.FPDF_PageToDevice(self._page, 0, 0, int(width * fine), int(height * fine), 0, *given, x, y)
            corners.append((x.value / fine, y.value / fine))
        (ox, oy), (ax, ay), (bx, by) = corners
        return (ax - ox) / 1000, (ay - oy) / 1000, (bx - ox) / 1000, (by - oy) / 1000, ox, oy

    def _shown(self, x: float, y: float) -> tuple[float, float]:
        a, b, c, d, e, f = self._matrix
        return a * x + c * y + e, b * x + d * y + f

    def origin(self, at: int) -> tuple[float, float]:
        """Where the character at this place of `text` stands: the left end of its baseline, in points."""
        x, y = ctypes.c_double(), ctypes.c_double()
        self._raw.FPDFText_GetCharOrigin(self._text, self._indices[at], x, y)
        return self._shown(x.value, y.value)

    def _spot(self, at: int) -> Box | None:
        """The box of a character's glyph (left, top, right, bottom); None when it has no extent."""
        if at not in self._spots:
            left, right, bottom, top = (ctypes.c_double() for _ in range(4))
            good = self._raw.FPDFText_GetCharBox(self._text, self._indices[at], left, right, bottom, top)
            (x, y), (u, v) = self._shown(left.value, top.value), self._shown(right.value, bottom.value)
            box = (min(x, u), min(y, v), max(x, u), max(y, v))
            self._spots[at] = box if good and box[2] > box[0] and box[3] > box[1] else None
        return self._spots[at]

    @cached_property
    def _ink(self) -> Any:
        """A picture of what the page's text, and nothing else, adds to it: white where it shows."""
        from PIL import ImageChops

        whole = self._picture()
        self._hide(self._page, self._raw.FPDFPage_CountObjects, self._raw.FPDFPage_GetObject)
        ink = ImageChops.difference(whole, self._picture())
        return ink.point([0] * CONTRAST + [255] * (256 - CONTRAST))

    def _picture(self) -> Any:
        return self._page.render(scale=SCALE, grayscale=True).to_pil()

    def _hide(self, holder: Any, count: Any, get: Any) -> None:
        """Switch off the text objects of a page or a form."""
        raw = self._raw
        for index in range(count(holder)):
            each = get(holder, index)
            kind = raw.FPDFPageObj_GetType(each)
            if kind == raw.FPDF_PAGEOBJ_TEXT:
                raw.FPDFPageObj_SetIsActive(each, False)
            elif kind == raw.FPDF_PAGEOBJ_FORM:
                self._hide(each, raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject)

    def unseen(self, places: Sequence[int]) -> str:
        """Why the characters at these places of `text` cannot all be read on the page; empty when they can."""
        for at in places:
            if unicodedata.category(self.text[at]) in ("Cf", "Mn", "Me"):
                continue
            if why := self._set_wrong(at) or self._hidden(at):
                return why
        return ""

    def _set_wrong(self, at: int) -> str:
        """Whether a character is too small, at an angle, mirrored or squeezed. Told once for each text object."""
        raw, index = self._raw, self._indices[at]
        held = raw.FPDFText_GetTextObject(self._text, index)
        key = ctypes.addressof(held.contents) if held else 0
        if key not in self._objects:
            matrix = raw.FS_MATRIX()
            raw.FPDFText_GetMatrix(self._text, index, matrix)
            a, b, c, d, *_ = self._matrix
            size = raw.FPDFText_GetFontSize(self._text, index)
            # The text's own axes, as the page shows them; the page's second axis points down.
            across = (a * matrix.a + c * matrix.b, -(b * matrix.a + d * matrix.b))
            up = (a * matrix.c + c * matrix.d, -(b * matrix.c + d * matrix.d))
            self._objects[key] = _wrong(across, up, size)
        return self._objects[key]

    def _hidden(self, at: int) -> str:
        box = self._spot(at)
        if box is None:
            return "" if self._loose(at) else "a part of it is of no size"
        left, top, right, bottom = (SCALE * each for each in box)
        around = (floor(left), floor(top), ceil(right), ceil(bottom))
        width, height = self._ink.size
        if around[0] < -1 or around[1] < -1 or around[2] > width + 1 or around[3] > height + 1:
            return "a part of it is off the page"
        found = self._ink.crop(around).getbbox()
        if found is None:
            return "a part of it is not to be seen"
        slack_x, slack_y = max(SCALE, REACH * (right - left)), max(SCALE, REACH * (bottom - top))
        whole_width, whole_height = around[2] - around[0], around[3] - around[1]
        cut = found[0] > slack_x or found[1] > slack_y
        cut = cut or found[2] < whole_width - slack_x or found[3] < whole_height - slack_y
        return "a part of it is covered or cut off" if cut else self._overprinted(at, box)

    def _loose(self, at: int) -> bool:
        """Whether a character without a glyph box, as bitmap fonts have none, has an extent all the same."""
        rect = self._raw.FS_RECTF()
        self._raw.FPDFText_GetLooseCharBox(self._text, self._indices[at], rect)
        return bool(rect.right > rect.left and rect.top > rect.bottom)

    def _overprinted(self, at: int, box: Box) -> str:
        """Whether the middle of another character stands inside a character's box; its neighbours may reach over."""
        left, top, right, bottom = box
        row = range(floor(top / GRID), floor(bottom / GRID) + 1)
        for key in ((x, y) for y in row for x in range(floor(left / GRID), floor(right / GRID) + 1)):
            for other, x, y in self._middles.get(key, ()):
                if abs(other - at) > 1 and left < x < right and top < y < bottom:
                    return "other words are printed over it"
        return ""

    @cached_property
    def _middles(self) -> dict[tuple[int, int], list[tuple[int, float, float]]]:
        """The middles of the page's characters by the cell of a grid that they stand in."""
        found: dict[tuple[int, int], list[tuple[int, float, float]]] = {}
        for at, char in enumerate(self.text):
            box = self._spot(at)
            if box and unicodedata.category(char) not in ("Cf", "Mn", "Me"):
                x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
                found.setdefault((floor(x / GRID), floor(y / GRID)), []).append((at, x, y))
        return found


GRID = 12
"""The side of a cell, in points, in which characters are looked up by their place."""


def _wrong(across: tuple[float, float], up: tuple[float, float], size: float) -> str:
    """What is the matter with text whose axes are shown like this; `across` and `up` have y upwards."""
    wide, high = hypot(*across), hypot(*up)
    if min(wide, high) * size < SMALLEST:
        return f"a part of it is set in {min(wide, high) * size:.1f} points"
    if across[0] <= 0 or up[1] <= 0 or abs(across[1]) > 0.05 * wide or abs(up[0]) > SLANT * high:
        return "a part of it is turned, mirrored or slanted"
    return "a part of it is squeezed" if not 0.5 <= wide / high <= 2 else ""


@contextmanager
def opened(content: bytes) -> Iterator[list[PdfPage]]:
    """The pages of a PDF, while it is open. Raises ValueError when the file is no PDF, or is encrypted."""
    with _document(content) as document:
        yield [PdfPage(document, page) for page in document]


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
