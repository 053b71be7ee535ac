"""CSV files: `read/table`.

Invariant: rows of cells, or a fault.
"""

from __future__ import annotations

from collections.abc import Iterator

from tests.fuzz import corpus
from tests.fuzz.harness import Target, Wrong
from tests.fuzz.mutate import texts
from tests.fuzz.targets.seed import shown

from briefwright.engines.files import decoded
from briefwright.model.diagnostic import Diagnostic
from briefwright.read.table import read_csv


def targets() -> Iterator[Target]:
    """One."""
    words = ('"', '""', ",", ";", "\t", "\n", '"\n"', "\r", "0", "1e5", "\u2028", "\x0b", "\x1c", "\x85")
    yield Target("table", run, corpus.tables, texts(words, corpus.tables), words)


def run(content: bytes) -> None:
    """A table."""
    file = decoded(content, "briefs/t.csv")
    if isinstance(file, Diagnostic):
        return
    faults: list[Diagnostic] = []
    rows = read_csv(file, faults)
    if not rows and not faults:
        raise Wrong("no rows and no fault")
    for row in rows:
        for cell in row:
            cell.span()
    shown(faults, {file.name: file})
