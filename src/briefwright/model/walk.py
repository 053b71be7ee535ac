"""Walking a brief.

Takes a brief, or a part of it; gives its items, wherever they stand. Invariant: in the order of the outline, or in
that of the parts that are named.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from briefwright.model import outline as out
from briefwright.model.brief import Box, Brief, Item, Section
from briefwright.model.chart import Chart


def items(brief: Brief, order: Sequence[str] = ()) -> Iterator[Item]:
    """Every item of a brief, those inside boxes too; as a template that has its parts in `order` prints them."""
    for name in order or (*brief.parts, "body", "annexes"):
        if name in ("body", "annexes"):
            for section in brief.sections if name == "body" else brief.annexes:
                yield from _section(section)
        else:
            yield from _inside(brief.parts.get(name, ()))


def _section(section: Section) -> Iterator[Item]:
    yield from _inside(section.body)
    for each in section.sections:
        yield from _section(each)


def _inside(found: Iterable[Item]) -> Iterator[Item]:
    for item in found:
        yield item
        if isinstance(item, Box):
            yield from _inside(item.body)


def charts(outline: out.Outline) -> Iterator[tuple[Chart, bool]]:
    """Every chart of an outline, and whether it stands in a box or a part, where there is less room than between the
    margins."""
    for blocks in outline.parts.values():
        yield from _charts(blocks, narrow=True)
    for section in (*outline.sections, *outline.annexes):
        for each in (section, *section.sections):
            yield from _charts(each.body, narrow=False)


def _charts(blocks: Iterable[out.Block], *, narrow: bool) -> Iterator[tuple[Chart, bool]]:
    for block in blocks:
        if isinstance(block, out.Figure) and isinstance(block.picture, Chart):
            yield block.picture, narrow
        elif isinstance(block, out.Box):
            yield from _charts(block.body, narrow=True)
