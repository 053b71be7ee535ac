"""Walking a brief.

Gives the items of a brief, wherever they stand. Invariant: in the order of the outline.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from briefwright.model.brief import Box, Brief, Item, Section


def items(brief: Brief) -> Iterator[Item]:
    """Every item of a brief, those inside boxes too."""
    for part in brief.parts.values():
        yield from _inside(part)
    for section in (*brief.sections, *brief.annexes):
        yield from _section(section)


def _section(section: Section) -> Iterator[Item]:
    yield from _inside(section.body)
    for each in section.sections:
        yield from _section(each)


def _inside(found: Iterable[Item]) -> Iterator[Item]:
    for item in found:
        yield item
        if isinstance(item, Box):
            yield from _inside(item.body)
