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
from itertools import groupby, islice
from math import ceil, floor, hypot
from threading import RLock
from typing import Any

from briefwright.engines.marks import NO_INK, TWO_MARKS, joined, one_glyph, place_of, zero_width

ONE_AT_A_TIME = RLock()
"""PDFium knows no threads."""
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
APART = 72.0
"""The greatest distance, in points, of one letter from the next along a line, and of one line from the next."""
GUTTER = 16.0
"""The least distance, in points, of a letter from those of the column before it."""
RAISED = 6.0
"""The greatest difference, in points, in the height of two letters of one line."""
Box = tuple[float, float, float, float]
"""Left, top, right and bottom."""


class PdfPage:
    """One page. `text` has its characters in the order in which they were drawn, white space, signs without ink and
    those that PDFium made up left out."""

    def __init__(self, document: Any, page: Any) -> None:
        from pypdfium2 import raw

        self._raw, self._page = raw, page
        self._document = document  # keeps it open
        self._text = page.get_textpage()
        self.text, self._indices = self._characters()
        self._objects: dict[int, str] = {}
        self._x, self._y = ctypes.c_double(), ctypes.c_double()

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
            if char.isspace() or NO_INK.fullmatch(char) or raw.FPDFText_IsGenerated(text, index) == 1:
                continue
            for each in TWO_MARKS if char == "\u0344" else char:
                at = place_of(each, chars)
                chars.insert(at, each)
                indices.insert(at, index)
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
        self._raw.FPDFText_GetCharOrigin(self._text, self._indices[at], self._x, self._y)
        return self._shown(self._x.value, self._y.value)

    def torn(self, places: Sequence[int]) -> bool:
        """Whether words do not run on: along a line, to the next line, or to the next column."""
        mixed = any(unicodedata.bidirectional(self.text[at]) in ("R", "AL") for at in places)
        furthest = left = 0.0
        above: float | None = None
        marked = False
        for at in places:
            x, y = self.origin(at)
            marked, before = bool(unicodedata.combining(self.text[at])), marked
            if above is not None:
                # One mark may stand above its letter, and the next below its own.
                on = abs(y - above) <= RAISED * (2 if marked or before else 1) and (
                    mixed or -APART <= x - left <= APART
                )
                down = RAISED / 2 < y - above <= APART and (mixed or x <= left)
                across = y < above and x > furthest + GUTTER
                if not (on or down or across):
                    return True
            furthest, left, above = max(furthest, x), x, y
        return False

    def box(self, at: int) -> Box | None:
        """The box of the glyph of the character at this place of `text`; None when it has no extent."""
        return self._spots[at]

    @cached_property
    def _spots(self) -> list[Box | None]:
        """The boxes of all characters' glyphs."""
        a, b, c, d, e, f = self._matrix
        left, right, bottom, top = (ctypes.c_double() for _ in range(4))
        get, text = self._raw.FPDFText_GetCharBox, self._text
        found: list[Box | None] = []
        for index in self._indices:
            good = get(text, index, left, right, bottom, top)
            x, y, u, v = left.value, top.value, right.value, bottom.value
            x, y, u, v = a * x + c * y + e, b * x + d * y + f, a * u + c * v + e, b * u + d * v + f
            if x > u:
                x, u = u, x
            if y > v:
                y, v = v, y
            found.append((x, y, u, v) if good and u > x and v > y else None)
        return found

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
        for spot, group in groupby(places, self._spots.__getitem__):
            together = list(group)
            if spot and len(together) > 1 and not one_glyph("".join(self.text[at] for at in together)):
                return "a part of it is shown by one sign"
            shown = next((at for at in together if not zero_width(self.text[at])), None)
            if shown is not None and (why := self._set_wrong(shown) or self._hidden(shown)):
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
        box = self._spots[at]
        if box is None:
            return "" if self._loose(at) else "a part of it is of no size"
        left, top, right, bottom = SCALE * box[0], SCALE * box[1], SCALE * box[2], SCALE * box[3]
        start, end, high, low = floor(left), ceil(right), floor(top), ceil(bottom)
        width, height = self._ink.size
        if start < -1 or high < -1 or end > width + 1 or low > height + 1:
            return "a part of it is off the page"
        found = self._ink.crop((start, high, end, low)).getbbox()
        if found is None:
            return "a part of it is not to be seen"
        slack_x, slack_y = max(SCALE, REACH * (right - left)), max(SCALE, REACH * (bottom - top))
        cut = found[0] > slack_x or end - start - found[2] > slack_x
        cut = cut or found[1] > slack_y or low - high - found[3] > slack_y
        if cut:
            return "a part of it is covered or cut off"
        return "other words are printed over it" if at in self._overprinted else ""

    def _loose(self, at: int) -> bool:
        """Whether a character without a glyph box, as bitmap fonts have none, has an extent all the same."""
        rect = self._raw.FS_RECTF()
        self._raw.FPDFText_GetLooseCharBox(self._text, self._indices[at], rect)
        return bool(rect.right > rect.left and rect.top > rect.bottom)

    @cached_property
    def _overprinted(self) -> frozenset[int]:
        """The characters that others are printed over. Lines are compared first, and letters where lines meet."""
        found: set[int] = set()
        runs = sorted(self._runs(), key=lambda run: run[0][1])
        for number, (box, ours) in enumerate(runs):
            for other, theirs in islice(runs, number + 1, None):
                if other[1] >= box[3]:
                    break
                if _common(box, other):
                    found.update(self._over(ours, theirs), self._over(theirs, ours))
        return frozenset(found)

    def _runs(self) -> Iterator[tuple[Box, list[int]]]:
        """Pieces of lines: characters one after another, each further along; with the box around them."""
        run: list[int] = []
        around: Box = (0.0, 0.0, 0.0, 0.0)
        last: Box = around
        for at, char in enumerate(self.text):
            box = None if unicodedata.combining(char) else self._spots[at]
            if box is None:
                continue
            left, top, right, bottom = box
            step = left - last[0]
            onward = -step if unicodedata.bidirectional(char) in ("R", "AL") else step
            beside = bool(run) and joined(self.text[run[-1]], char)
            on = run and (beside or onward > 0.15 * (last[2] - last[0])) and abs(step) < APART
            if box == last or (on and top < around[3] and bottom > around[1]):
                around = (min(around[0], left), min(around[1], top), max(around[2], right), max(around[3], bottom))
            else:
                if run:
                    yield around, run
                run, around = [], box
            run.append(at)
            last = box
        if run:
            yield around, run

    def _over(self, ours: Sequence[int], theirs: Sequence[int]) -> Iterator[int]:
        for at in ours:
            box = self._spots[at]
            others = (self._spots[other] for other in theirs)
            if box and any(o and _common(box, o) > COVERED * min(_area(box), _area(o)) for o in others):
                yield at


COVERED = 0.15
"""The part of a glyph's box that another's may cover."""


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _common(one: Box, other: Box) -> float:
    """The area that two boxes share."""
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return wide * high if wide > 0 and high > 0 else 0.0


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
    with document_of(content) as document:
        yield [PdfPage(document, page) for page in document]


@contextmanager
def document_of(content: bytes) -> Iterator[Any]:
    """A PDF, while it is open. Raises ValueError when the file is none, or is encrypted."""
    import pypdfium2

    with ONE_AT_A_TIME:
        try:
            document = pypdfium2.PdfDocument(content)
        except pypdfium2.PdfiumError as error:
            raise ValueError(str(error)) from None
        try:
            yield document
        except pypdfium2.PdfiumError as error:  # a page of it cannot be loaded
            raise ValueError(str(error)) from None
        finally:
            document.close()


def attachments(content: bytes, most: int) -> list[tuple[str, bytes]]:
    """The files attached to a PDF, with their names, which may be alike; of those larger than `most` bytes no content.
    Raises ValueError when the file is no PDF, or is encrypted."""
    from pypdfium2 import raw

    found: list[tuple[str, bytes]] = []
    with document_of(content) as document:
        for index in range(raw.FPDFDoc_GetAttachmentCount(document)):
            attachment = raw.FPDFDoc_GetAttachment(document, index)
            found.append((_name(raw, attachment), _content(raw, attachment, most)))
    return found


def _name(raw: Any, attachment: Any) -> str:
    size = raw.FPDFAttachment_GetName(attachment, None, 0)
    buffer = ctypes.create_string_buffer(size)
    raw.FPDFAttachment_GetName(attachment, ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), size)
    return buffer.raw.decode("utf-16-le", errors="replace").rstrip("\0")


def _content(raw: Any, attachment: Any, most: int) -> bytes:
    size = ctypes.c_ulong()
    raw.FPDFAttachment_GetFile(attachment, None, 0, ctypes.byref(size))
    if size.value > most:
        return b""
    buffer = ctypes.create_string_buffer(size.value)
    raw.FPDFAttachment_GetFile(attachment, buffer, size.value, ctypes.byref(size))
    return buffer.raw[: size.value]


def marked_words(content: bytes, page: int) -> dict[int, str]:
    """The words of a page's marked content by its numbers, as they are drawn; `page` counts from 1. Raises ValueError
    when the file is no PDF, and IndexError when it has no such page."""
    from pypdfium2 import raw

    found: dict[int, str] = {}
    with opened(content) as pages:
        sheet = pages[page - 1]
        for index in range(raw.FPDFPage_CountObjects(sheet._page)):
            each = raw.FPDFPage_GetObject(sheet._page, index)
            number = raw.FPDFPageObj_GetMarkedContentID(each)
            if number >= 0 and raw.FPDFPageObj_GetType(each) == raw.FPDF_PAGEOBJ_TEXT:
                size = raw.FPDFTextObj_GetText(each, sheet._text, None, 0)
                buffer = ctypes.create_string_buffer(size)
                raw.FPDFTextObj_GetText(each, sheet._text, ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), size)
                found[number] = found.get(number, "") + buffer.raw.decode("utf-16-le", errors="replace").rstrip("\0")
    return found
