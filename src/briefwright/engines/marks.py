"""What characters are on a page: which have ink, which stand over each other, which one glyph can show.

Takes characters; gives answers. Invariant: Unicode's own properties, and what text fonts do with them; nothing of
a page.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

TWO_MARKS = "\u0308\u0301"
"""What Unicode has as one mark too (U+0344), and some fonts as one glyph."""
NO_INK = re.compile("[\u034f\u061c\u180b-\u180f\u200b-\u200f\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff]")
"""Signs without a glyph: joiners and non-joiners, marks of direction, variation selectors, tags (of Unicode's
Default_Ignorable_Code_Point). A page does not have them to be read; a DOCX has, and there they are compared."""
LIGATURES = frozenset("ff fi fl ffi ffl fj ffj ft fft fb ffb fh ffh fk ffk tt ti tti tf Th ct st sp ij".split())
"""The Latin letters that text fonts join in one glyph."""
JOINING = re.compile("[\u0590-\u109f\u1100-\u11ff\u1780-\u17ff]+")
"""Scripts that join letters as a rule: Hebrew and Arabic to Myanmar, Hangul jamo, Khmer."""


def place_of(char: str, chars: Sequence[str]) -> int:
    """Where a character that comes next belongs: behind all, but a mark before marks of a higher class (the canonical
    order; Unicode, 3.11)."""
    at = len(chars)
    if not char.isascii() and (order := unicodedata.combining(char)):
        while at and unicodedata.combining(chars[at - 1]) > order:
            at -= 1
    return at


def joined(before: str, char: str) -> bool:
    """Whether letters stand over each other as their hand has it: those of Arabic, and of a Korean syllable."""
    arabic = unicodedata.bidirectional(char) == "AL" == unicodedata.bidirectional(before)
    return arabic or ("\u1100" <= before <= "\u11ff" and "\u1160" <= char <= "\u11ff")


def one_glyph(text: str) -> bool:
    """Whether one glyph can stand for these characters: a ligature, a letter with its marks, an emoji sequence."""
    rest = text[1:]
    marks = all(zero_width(char) or unicodedata.category(char) in ("Mc", "Sk") for char in rest)
    emoji = all(zero_width(char) or unicodedata.category(char) in ("So", "Sk") for char in text)
    return marks or emoji or text in LIGATURES or (len(text) <= 4 and JOINING.fullmatch(text) is not None)


def zero_width(char: str) -> bool:
    """Whether a character takes no room of its own."""
    return unicodedata.category(char) in ("Cf", "Mn", "Me")
