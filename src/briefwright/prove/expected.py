"""What a finished file must hold.

Gives `Expected`: headings, quotations and notes with the places that they must stand in. Made from the ledger, so that
a build and a later `verify` prove the same thing. Invariant: words and places only; nothing of how a file was made.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from briefwright.engines.marks import NO_INK, TWO_MARKS, place_of
from briefwright.model.layout import Place


@dataclass(frozen=True)
class ExpectedHeading:
    """A heading's words; its place in the PDF where it is known."""

    text: str
    place: Place | None = None


@dataclass(frozen=True)
class ExpectedNote:
    """A note: its number, its words, and the places of its first line and of its call in the PDF where they are
    known."""

    number: int
    text: str
    place: Place | None = None
    call: Place | None = None


@dataclass(frozen=True)
class Piece:
    """A quotation's part on one page: how many characters, white space left out, and the line that it begins in."""

    place: Place
    characters: int


@dataclass(frozen=True)
class ExpectedQuotation:
    """A quotation's printed words; `pieces` are its parts in the PDF, `note` the note of the outline's own that it
    stands in."""

    identifier: str
    printed: str
    pieces: tuple[Piece, ...] = ()
    note: int | None = None


@dataclass(frozen=True)
class Expected:
    """Everything that must be found. `order` names headings (`h1`), notes (`n1`) and quotations (`q1`) as they are
    read, a note at its call. `rtl` is whether the brief is written from right to left."""

    headings: Sequence[ExpectedHeading]
    quotations: Sequence[ExpectedQuotation]
    notes: Sequence[ExpectedNote]
    order: Sequence[str] = ()
    rtl: bool = False


@dataclass(frozen=True)
class Findings:
    """What was not found or not to be seen: quotations by identifier, notes and headings by number from 1, each with
    what is the matter; and the characters that have no glyph."""

    quotations: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[int, str] = field(default_factory=dict)
    headings: Mapping[int, str] = field(default_factory=dict)
    glyphs: Sequence[str] = ()

    @property
    def well(self) -> bool:
        """Whether everything was found."""
        return not (self.quotations or self.notes or self.headings or self.glyphs)


def squeezed(text: str) -> str:
    """Text without white space and zero-width spaces: what line breaking may change, and nothing more."""
    return "".join(text.replace("\u200b", "").split())


FORMS = re.compile("[\ufb00-\ufb4f\ufb50-\ufdff\ufe70-\ufefc]+")
"""Presentation forms: ligatures, and letters of Arabic and Hebrew as they are shaped."""
TWINS = {
    code: twin
    for code in range(0x300, 0x2400)
    if len(twin := unicodedata.normalize("NFC", chr(code))) == 1 and twin != chr(code)
}
"""Signs that Unicode has twice for one (the ohm and the omega): a font may have one glyph for both."""


def as_read(text: str) -> str:
    """Text as a page is read, where what a reader sees is the same: without signs that have no ink; with letters for
    their presentation forms, for PDFium reads the form `\ufb01` and the letters `fi` alike; with the marks of a letter
    in their canonical order, as fonts want them (Unicode, 3.11); with one for signs that are there twice."""
    if text.isascii():
        return text
    text = FORMS.sub(lambda forms: unicodedata.normalize("NFKC", forms[0]), NO_INK.sub("", text)).translate(TWINS)
    chars: list[str] = []
    for char in text.replace("\u0344", TWO_MARKS):
        chars.insert(place_of(char, chars), char)
    return "".join(chars)
