"""The tables of a structure tree as grids.

Takes table elements; gives what is wrong with their cells and heads (ISO 14289-1, 7.2 and 7.5). Invariant: spans count.
"""

from __future__ import annotations

from collections.abc import Iterator

from briefwright.engines.objects import Element, Facts
from briefwright.prove.checks import elements, when

Grid = list[dict[int, Element]]


def _grid(table: Element) -> tuple[Grid, int]:
    """A table's rows, each with its cells by columns; and how many places two cells share."""
    rows = [row for row in table.walk() if row.kind == "TR"]
    grid: Grid = [{} for _ in rows]
    shared = 0
    for at, row in enumerate(rows):
        column = 0
        for cell in (kid for kid in row.children if kid.kind in ("TH", "TD")):
            while column in grid[at]:
                column += 1
            across, down = cell.spans
            for under in range(at, at + down):
                while under >= len(grid):
                    grid.append({})
                shared += sum(place in grid[under] for place in range(column, column + across))
                grid[under] |= dict.fromkeys(range(column, column + across), cell)
            column += across
    return grid, shared


def overlaps(facts: Facts) -> Iterator[str]:
    """Cells that stand in each other's places."""
    for table in elements(facts, "Table"):
        _, shared = _grid(table)
        yield from when(shared > 0, f"{shared} places with two cells")


def uneven_columns(facts: Facts) -> Iterator[str]:
    """Columns that reach over the last row, or short of it."""
    for table in elements(facts, "Table"):
        grid, _ = _grid(table)
        rows = sum(row.kind == "TR" for row in table.walk())
        yield from when(len(grid) > rows, f"cells reach over {len(grid)} of {rows} rows")


def uneven_rows(facts: Facts) -> Iterator[str]:
    """Rows of different lengths."""
    for table in elements(facts, "Table"):
        lengths = {len(row) for row in _grid(table)[0]}
        yield from when(len(lengths) > 1, f"rows of {sorted(lengths)} cells")


def headless(facts: Facts) -> Iterator[str]:
    """Cells that find no head, neither by ID nor by scope (7.5-1)."""
    for table in elements(facts, "Table"):
        grid, _ = _grid(table)
        columns = {at for row in grid for at, cell in row.items() if cell.kind == "TH" and cell.scope in COLUMNS}
        for row in grid:
            found = any(cell.kind == "TH" and cell.scope in ROWS for cell in row.values())
            for at, cell in row.items():
                lonely = cell.kind == "TD" and not cell.headers and not found and at not in columns
                yield from when(lonely, "a cell without a head")


COLUMNS, ROWS = ("Column", "Both"), ("Row", "Both")


def unknown_heads(facts: Facts) -> Iterator[str]:
    """IDs of heads that no head of the table has (7.5-2)."""
    for table in elements(facts, "Table"):
        cells = list(table.walk())
        known = {cell.identifier for cell in cells if cell.kind == "TH" and cell.identifier}
        yield from (f"no head {name}" for cell in cells for name in cell.headers if name not in known)
