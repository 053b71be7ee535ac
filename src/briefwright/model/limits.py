"""Limits, in one place.

Invariant: over a limit is a diagnostic, never a hang; the numbers are those of the file formats' description.
"""

from __future__ import annotations

SEED_BYTES = 8 * 2**20
OUTLINE_BYTES = 2 * 2**20
NESTING = 40
"""Depth of nesting in a YAML file."""
INSERTION_WORDS = 10
"""Words of the source that one `[word]` may stand for."""
NEGATION_WORDS = 5
"""Words before and after a quotation that are searched for a negation."""
BRACKETS = 40
"""Alterations in one quotation."""
DOCUMENT_BYTES = 64 * 2**20
"""Size of a document given to `add`."""
VERIFIED_BYTES = 256 * 2**20
"""Size of a file given to `verify`."""
UNPACKED_BYTES = 512 * 2**20
"""Size of all parts of a DOCX."""
PANDOC_SECONDS = 120
CHART_ROWS = 5000
"""Rows of data in one chart."""
CHART_SECONDS = 30
CHART_MEMORY = 2**30
"""Bytes that the drawing of charts may take."""
NUMBER_DIGITS = 300
"""Characters of one number in a chart's data."""
PICTURE_BYTES = 32 * 2**20
PICTURE_PIXELS = 60_000_000
"""Pixels of one picture: an A3 page at 600 dots an inch has 70 million."""
XML_DEPTH = 250
"""Depth of nesting in XML that others wrote; a table in a table in a note of Word's has about 40."""
APART_SECONDS = 180
APART_MEMORY = 2 * 2**30
"""What the reading of a file given to `verify` or `add` may take, bytes."""
LEDGER_BYTES = 32 * 2**20
"""A ledger; that of a thousand quotations has two million bytes."""
PARTS = 5000
"""Parts of a DOCX; one of two hundred pages has thirty, and one for each picture."""
