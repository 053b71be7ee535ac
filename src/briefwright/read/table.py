"""CSV to cells.

Takes a `TextFile`; gives rows of located cells (RFC 4180). Invariant: a cell is as written; numbers stay words.
"""

from __future__ import annotations

import csv
import io

from briefwright.model.diagnostic import Diagnostic
from briefwright.model.span import Text, TextFile
from briefwright.read.admission import file_faults, value_fault


def read_csv(file: TextFile, faults: list[Diagnostic]) -> list[tuple[Text, ...]]:
    """Rows of cells, blank lines left out; each cell knows the line it is on. What is no CSV is a fault."""
    if bad := file_faults(file):
        faults.extend(bad)
        return []
    rows = []
    head = file.text.split("\n", 1)[0]
    # German and French spreadsheets part cells by semicolons, copied cells come parted by tabs.
    delimiter = next((sign for sign in ";\t" if sign in head and "," not in head), ",")
    reader = csv.reader(io.StringIO(file.text), strict=True, delimiter=delimiter)
    line = 0
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                rows.append(cells := tuple(_cells(file, line, row)))
                faults.extend(fault for cell in cells if (fault := value_fault(cell, "a cell")))
            line = reader.line_num
    except csv.Error as error:
        start = file.line_starts[min(line, len(file.line_starts) - 1)]
        advice = 'a cell with marks in it stands in marks as a whole, and its own are doubled: "say ""yes"""'
        faults.append(Diagnostic("invalid-csv", f"not CSV: {error}", file.span(start, start + 1), help=advice))
        return []
    if not rows:
        told = "the file has no rows"
        faults.append(Diagnostic("invalid-csv", told, file.span(0, 1), help="give a row of headings and rows of cells"))
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
