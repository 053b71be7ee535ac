"""What a finished file must hold.

Gives `Expected`: quotations and notes in the order of the document, with the pages that they must stand on. Made from
the ledger, so that a build and a later `verify` prove the same thing. Invariant: words and places only; nothing of how
a file was made.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class ExpectedNote:
    """A note: its number, its words, and its page in the PDF (from 1; None when it is not known)."""

    number: int
    text: str
    page: int | None = None


@dataclass(frozen=True)
class ExpectedQuotation:
    """A quotation's printed words. `pieces` are its pages with the characters on each, white space left out; `note`
    is the note of the outline's own that it stands in."""

    identifier: str
    printed: str
    pieces: tuple[tuple[int, int], ...] = ()
    note: int | None = None


@dataclass(frozen=True)
class Expected:
    """Everything that must be found."""

    quotations: Sequence[ExpectedQuotation]
    notes: Sequence[ExpectedNote]


@dataclass(frozen=True)
class Findings:
    """What was not found: quotations by identifier and notes by number, each with what is the matter."""

    quotations: Mapping[str, str]
    notes: Mapping[int, str]

    @property
    def well(self) -> bool:
        """Whether everything was found."""
        return not self.quotations and not self.notes


def squeezed(text: str) -> str:
    """Text without white space and zero-width spaces: what line breaking may change, and nothing more."""
    return "".join(text.replace("\u200b", "").split())
