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
NAME_BYTES = 255
"""Length of a file's name on most disks (NAME_MAX)."""
PICTURE_BYTES = 64 * 2**20
"""Size of a picture."""
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
BRIEF_SECONDS = 300
"""Seconds that a brief has to be made, laid out and proved."""
BRIEF_MEMORY = 2 * 2**30
"""Bytes that a worker may take while it makes a brief."""
WARM_BRIEFS = 16
"""Briefs of which `watch` and `serve` keep the pages."""
