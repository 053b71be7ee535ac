"""What a finished file must hold.

Gives `Expected`: headings, quotations and notes with the places that they must stand in. Made from the ledger, so that
a build and a later `verify` prove the same thing. Invariant: words and places only; nothing of how a file was made.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

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
