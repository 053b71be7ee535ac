"""What a chart's alternative text says of its data.

Takes a drawn chart; gives words for a reader who has no table of its data beside it. Invariant: few data are told in
full, many by their number and extent; hidden words on a page would be read as words out of place.
"""

from __future__ import annotations

import re

from briefwright.model.chart import Rows

FEW_ROWS, FEW_CHARACTERS = 20, 1200
"""Data up to which all are told."""
NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:e[-+]?[0-9]+)?")
DAY = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}")


def described(alt: str, data: tuple[Rows, ...], words: dict[str, str]) -> str:
    """The alternative text, and the data behind it."""
    stop = "" if alt.endswith((".", "!", "?", "。")) else "."
    told = [f"{words['data']}: {_told(rows, words)}." for rows in data]
    return " ".join((alt + stop, *told))


def _told(rows: Rows, words: dict[str, str]) -> str:
    head = ", ".join(rows.columns)
    full = "; ".join((head, *(", ".join(cell or "–" for cell in row) for row in rows.rows)))
    if len(rows.rows) <= FEW_ROWS and len(full) <= FEW_CHARACTERS:
        return full
    extents = (_extent(name, [row[at] for row in rows.rows if row[at]]) for at, name in enumerate(rows.columns))
    return "; ".join((f"{len(rows.rows)} {words['rows']}", *extents))[:FEW_CHARACTERS]


def _extent(name: str, cells: list[str]) -> str:
    """A column and, where it has numbers or dates, the least and the greatest."""
    if cells and all(NUMBER.fullmatch(cell) for cell in cells):
        return f"{name} {min(cells, key=float)}–{max(cells, key=float)}"
    if cells and all(DAY.fullmatch(cell) for cell in cells):
        return f"{name} {min(cells)}–{max(cells)}"
    return name
