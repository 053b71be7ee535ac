"""What `add` finds in the documents that the repository's seeds come from, against the hand-made list of their lines.

    python -m tests.seeds.adding FOLDER

prints a table: the document, the paragraphs of its body, how many were found and missed, and what else was let in.
The documents are their publishers' and not in the repository; `FOLDER` has them.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.add.bodies import by_lines, table
from tests.seeds.bodies import BODIES

MOST = 1
"""Errors that one document may have."""


def main(folder: Path) -> int:
    """Print the table; 1 when a document has more than one error."""
    rows = [by_lines(folder / name, lines, seed) for seed, (name, lines) in BODIES.items()]
    print(table(rows))
    return 1 if any(row.errors > MOST for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
