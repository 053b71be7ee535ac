"""A chart: what an outline says of it, and what was drawn.

Gives `Chart` (a Vega-Lite specification with the places of its keys), `Rows` (its data as words) and `Drawing`.
Invariant: a specification names no file and no address; its data are in it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from briefwright.model.span import Span

Json = Any
Where = tuple[str | int, ...]
"""The keys and places that lead to a value in a specification."""


@dataclass(frozen=True)
class Rows:
    """Data as words: the names of the columns, and rows of as many cells."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, eq=False)
class Chart:
    """A chart of an outline. `place` gives the place of the nearest key to a value; a chart that is not `sound` has a
    fault that was told, and is not drawn."""

    spec: Mapping[str, Json] = field(repr=False)
    data: tuple[Rows, ...]
    place: Callable[[Where], Span] = field(repr=False)
    sound: bool


@dataclass(frozen=True)
class Refusal:
    """Why a chart cannot be drawn: what is wrong, where in the specification, and what may be meant."""

    message: str
    where: Where = ()
    help: str = ""


@dataclass(frozen=True)
class Drawing:
    """A drawn chart: lines for the page and the screen, and a picture for Word; `width`, `height` and `picture_width`
    are points. `words` are all that are printed in it."""

    svg: str = field(repr=False)
    png: bytes = field(repr=False)
    width: float
    height: float
    picture_width: float
    words: tuple[str, ...]
    chart: Chart = field(repr=False)

    @property
    def shaped(self) -> bool:
        """Whether its letters change with their neighbours, as in Arabic: WeasyPrint 70 sets the words of a drawing
        letter by letter."""
        return any(
            unicodedata.bidirectional(char) in ("R", "AL") or unicodedata.category(char) in ("Mn", "Mc")
            for char in "".join(self.words)
        )

    @property
    def pictured(self) -> bool:
        """Whether the page needs the picture: for its letters, or for gradients. WeasyPrint 70 leaves out what a
        radial one fills, and some readers of the PDF what a second linear one does."""
        return self.shaped or "<radialGradient" in self.svg or self.svg.count("<linearGradient") > 1
