"""Limits, in one place.

Gives a number for each, and a sentence behind it, which `briefwright explain limits` shows. Invariant: over a limit
is a diagnostic or a failure that says so, never a hang; the numbers are those of the file formats' description.
"""

from __future__ import annotations

# Files.
NAME_LENGTH = 255
"""Bytes of a file's name, as most disks have it (NAME_MAX)."""
SEED_BYTES = 8 * 2**20
"""Size of a seed."""
OUTLINE_BYTES = 2 * 2**20
"""Size of an outline, a table's or chart's CSV file, and each text of a template."""
FILE_BYTES = 64 * 2**20
"""Size of a picture or another file that an outline names, and of a template's reference.docx."""
STYLE_BYTES = 2**20
"""Size of a CSL style."""
PICTURE_PIXELS = 60_000_000
"""Pixels of a picture, whatever they are packed in."""
DOCUMENT_BYTES = 64 * 2**20
"""Size of a document given to `add`."""
VERIFIED_BYTES = 256 * 2**20
"""Size of a file given to `verify`."""
UNPACKED_BYTES = 512 * 2**20
"""Size of all parts of a DOCX, unpacked."""

# What stands in them.
NESTING = 40
"""Depth of groups and lists in a YAML file, and of brackets in a paragraph."""
PASSAGES = 50_000
"""Passages in one seed."""
PASSAGE = 200_000
"""Characters of one passage, and of its translation."""
VOICES = 100
"""Voices in one passage."""
PARAGRAPH = 50_000
"""Characters of one paragraph, list item or cell."""
QUOTATIONS = 5_000
"""Quotations in one brief."""
CITATIONS = 10_000
"""Citations in one brief."""
SECTIONS = 2_000
"""Sections and subsections of one brief."""
ITEMS = 20_000
"""Items of one list, and of all bodies of one brief."""
CELLS = 50_000
"""Cells in all tables of one brief."""
PAGES = 2_000
"""Pages of one brief."""
INSERTION_WORDS = 10
"""Words of the source that one `[word]` may stand for."""
NEGATION_WORDS = 5
"""Words before and after a quotation that are searched for a negation."""
BRACKETS = 40
"""Alterations in one quotation."""
WAYS = 200_000
"""Ways to read the brackets of one quotation that are tried in a passage."""
EXPLAINED = 100
"""Faults of one brief for which the library is searched for what may be meant."""

# Charts.
CHART_ROWS = 5000
"""Rows of data in one chart."""
CHART_VALUES = 2000
"""Keys and values of one chart's specification, beside its rows."""
NUMBER_DIGITS = 300
"""Characters of one number in a chart's data."""
CHART_SECONDS = 30
"""Time that the drawing of one chart has."""
CHART_MEMORY = 2**30
"""Memory that the drawing of charts may take."""

# What others send.
XML_DEPTH = 250
"""Depth of nesting in XML that others wrote."""
LEDGER_BYTES = 32 * 2**20
"""Size of a ledger inside a file given to `verify`."""
PARTS = 5000
"""Parts of a DOCX."""
APART_SECONDS = 180
"""Time that the reading of a file given to `verify` or `add` has."""
APART_MEMORY = 2 * 2**30
"""Memory that the reading of such a file may take (on Linux)."""

# Engines.
BRIEF_SECONDS = 300
"""Time that a brief has to be made, laid out and proved."""
BRIEF_MEMORY = 2 * 2**30
"""Memory that making a brief may take (on Linux)."""
PANDOC_SECONDS = 120
"""Time that one run of pandoc has."""
PANDOC_MEMORY = 2**30
"""Memory that pandoc may take."""
WARM_BRIEFS = 16
"""Briefs of which `watch` and `serve` keep the pages."""
