"""What the page engine did: where calls, notes and quotations came to stand.

Gives `Layout`. Invariant: plain numbers and text, read from the boxes of the laid-out pages. Pages count from 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Layout:
    """Pages of note calls and of notes by number; for each quotation, by identifier, its pages in order and the words
    laid out on each (the brief's marks and an attribution among them, notes called inside it left out)."""

    pages: int
    calls: Mapping[int, int]
    notes: Mapping[int, tuple[int, ...]]
    quotations: Mapping[str, tuple[tuple[int, str], ...]]
