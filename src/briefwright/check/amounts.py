"""`too-many`: more quotations, notes, sections or cells than a brief can have.

Every brief is laid out, proved and held in memory as a whole; far beyond these numbers that would take longer than
anyone waits. The numbers are in `model/limits.py`.

Fails: a table of 60,000 cells
Passes: the same in a file that the brief links to
"""

from __future__ import annotations

from collections.abc import Iterator

from briefwright.check.context import Context
from briefwright.model import limits
from briefwright.model.brief import Section, Table
from briefwright.model.diagnostic import Diagnostic
from briefwright.model.walk import items


def check(context: Context) -> Iterator[Diagnostic]:
    """What there is too much of."""
    brief = context.brief
    cells = sum(len(each.columns) * (len(each.rows) + 1) for each in items(brief) if isinstance(each, Table))
    amounts = (
        ("quotations", len(brief.quotations), limits.QUOTATIONS),
        ("citations", len(brief.citations), limits.CITATIONS),
        ("sections", sum(_sections(each) for each in (*brief.sections, *brief.annexes)), limits.SECTIONS),
        ("items", sum(1 for _ in items(brief)), limits.ITEMS),
        ("cells in tables", cells, limits.CELLS),
    )
    for what, found, most in amounts:
        if found > most:
            told = f"the brief has {found:,} {what}; the limit is {most:,}"
            yield Diagnostic("too-many", told, brief.outline.span, help="split it")


def _sections(section: Section) -> int:
    return 1 + sum(_sections(each) for each in section.sections)
