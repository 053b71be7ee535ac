"""What the page engine did: where headings, calls, notes and quotations came to stand.

Gives `Layout`. Invariant: plain numbers and text, read from the boxes of the laid-out pages. Pages count from 1;
lengths are points from the page's top left corner.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Rect(NamedTuple):
    """A part of a page, in the order of `viewrect` (RFC 8118): left, top, width and height in points."""

    left: float
    top: float
    width: float
    height: float


class Place(NamedTuple):
    """A page and where on it a line begins."""

    page: int
    rect: Rect


class Line(NamedTuple):
    """Words on one line, or a part of one, and where they stand."""

    text: str
    place: Place


@dataclass(frozen=True)
class Layout:
    """Places of note calls and of notes by number (a note's are one a page); the lines of each heading, in order; the
    lines of each quotation by identifier (the brief's marks and an attribution among them, notes called inside it
    left out)."""

    pages: int
    calls: Mapping[int, Place]
    notes: Mapping[int, tuple[Place, ...]]
    headings: Sequence[tuple[Line, ...]]
    quotations: Mapping[str, tuple[Line, ...]]
