"""CSV to cells.

Takes a `TextFile`; gives rows of located cells (RFC 4180). Invariant: a cell is as written; numbers stay words.
"""

from __future__ import annotations

import csv
import io

from briefwright.model.span import Text, TextFile


def read_csv(file: TextFile) -> list[tuple[Text, ...]]:
    """Rows of cells, blank lines left out; each cell knows the line it is on."""
    rows = []
    reader = csv.reader(io.StringIO(file.text))
    line = 0
    for row in reader:
        if any(cell.strip() for cell in row):
            rows.append(tuple(_cells(file, line, row)))
        line = reader.line_num
    return rows


def _cells(file: TextFile, line: int, row: list[str]) -> list[Text]:
    start = file.line_starts[line]
    out = []
    for cell in row:
        at = file.text.find(cell.split("\n")[0].replace('"', '""') if '"' in cell else cell.split("\n")[0], start)
        at = max(at, start)
        out.append(Text(" ".join(cell.split()), file, at, at + len(cell)))
        start = at + len(cell)
    return out
