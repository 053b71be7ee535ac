"""Which characters each glyph of a PDF stands for.

For the time of one writing, sees to what WeasyPrint tells readers of glyphs (ToUnicode; ISO 32000-2, 9.10.3). Of a
letter with marks it gives all characters to one of the glyphs and none to the others, and a mark would be read with the
first letter that it stood on, wherever it stands. Invariant: a glyph that the font has for a character is that
character; what is left of a letter with its marks goes to the glyph that is left.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from threading import RLock
from typing import Any

ONE_AT_A_TIME = RLock()
NOMINAL = "int hb_font_get_nominal_glyph(hb_font_t *font, hb_codepoint_t unicode, hb_codepoint_t *glyph);"


class Letters(dict[int, str]):
    """The characters of a font's glyphs, as they are told in the order in which glyphs are drawn: of several glyphs for
    one piece of text the last has the text, from right to left the first, and the others nothing. `nominal` gives the
    glyph that the font has for a character."""

    def __init__(self, nominal: Callable[[str], int]) -> None:
        super().__init__()
        self.nominal = nominal
        self.waiting: list[int] = []
        self.text = ""

    def __contains__(self, glyph: object) -> bool:
        """Whether a glyph need not be told again: marks, and letters from right to left, tell of those beside them."""
        told = self.get(glyph, "")  # type: ignore[call-overload]
        return bool(told) and not unicodedata.combining(told[0]) and not _from_right(told)

    def __setitem__(self, glyph: int, text: str) -> None:
        """What one glyph is told to be."""
        if text and (self.text or _from_right(text)):
            self.waiting = []
        if text:
            part = len(text) > 1 and not self.waiting and any(self.nominal(char) == glyph for char in text)
            self.text = text if part or _from_right(text) else ""
        self.waiting.append(glyph)
        if text or self.text:
            for each, own in self._parted(text or self.text, self.waiting).items():
                if own and (not self.get(each) or len(own) < len(self[each])):
                    super().__setitem__(each, own)
            self.waiting = self.waiting if self.text else []
        if glyph not in self.keys():
            super().__setitem__(glyph, "")

    def _parted(self, text: str, glyphs: Sequence[int]) -> dict[int, str]:
        """A piece of text parted among its glyphs: what is known of them, what the font has them for, and of the rest
        letters for the first, from right to left for the last, and marks for the others."""
        found: dict[int, str] = {}
        if len(glyphs) > len(text):  # the font had none for the whole
            text = unicodedata.normalize("NFD", text)
        for glyph in glyphs:
            own = self.get(glyph, "")
            if len(own) != 1 or own not in text:
                own = next((char for char in text if self.nominal(char) == glyph), "")
            if own:
                found[glyph] = own
                text = text.replace(own, "", 1)
        others = [glyph for glyph in glyphs if glyph not in found]
        if len(others) == 1:
            found[others[0]] = text
        elif others:
            others = others[::-1] if self.text else others
            marks = [char for char in text if unicodedata.combining(char)]
            found[others[0]] = "".join(char for char in text if not unicodedata.combining(char))
            found |= dict(zip(others[1:], marks, strict=False))
        return found


def _from_right(text: str) -> bool:
    return any(unicodedata.bidirectional(char) in ("R", "AL") for char in text)


@contextmanager
def letters_told() -> Iterator[None]:
    """While it lasts, fonts that WeasyPrint opens know their glyphs' characters."""
    from weasyprint.pdf.fonts import Font
    from weasyprint.text.ffi import ffi, harfbuzz

    if not hasattr(harfbuzz, "hb_font_get_nominal_glyph"):
        ffi.cdef(NOMINAL)
    begin = Font.__init__

    def begun(font: Any, *arguments: Any) -> None:
        begin(font, *arguments)
        found = ffi.new("hb_codepoint_t *")

        def nominal(char: str) -> int:
            return int(found[0]) if harfbuzz.hb_font_get_nominal_glyph(font.hb_font, ord(char), found) else -1

        font.to_unicode = Letters(nominal)

    with ONE_AT_A_TIME:
        Font.__init__ = begun
        try:
            yield
        finally:
            Font.__init__ = begin
