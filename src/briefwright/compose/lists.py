"""Contents, and the lists of tables and figures.

Takes the finished parts of a document; gives blocks of links. Invariant: words are those of the headings and captions
themselves; page numbers are the business of what lays out pages.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefwright.model import document as doc
from briefwright.model.document import Inlines

DEEPEST = 3
"""Headings of sections and their subsections are listed; a box's are not."""


def contents(parts: Sequence[doc.Part]) -> tuple[doc.Block, ...]:
    """A line for each heading, `toc-1` or `toc-2` by its level."""
    found = (header for part in parts for block in part.blocks for header in _headers(block))
    return tuple(
        _entry(header.identifier.removesuffix("-heading"), header.content, f"toc-{header.level - 1}")
        for header in found
    )


def captions(parts: Sequence[doc.Part], kind: type[doc.Table] | type[doc.Figure]) -> tuple[doc.Block, ...]:
    """A line for each numbered table, or figure."""
    found = (block for part in parts for outer in part.blocks for block in _labelled(outer) if isinstance(block, kind))
    return tuple(
        _entry(each.identifier, (doc.Str(f"{each.label} ", exact=True), *_plain(each.caption)), "toc-1")
        for each in found
    )


def _entry(identifier: str, content: Inlines, name: str) -> doc.Block:
    return doc.Para((doc.Link(f"#{identifier}", content),), name)


def _plain(content: Inlines) -> Inlines:
    return (doc.Str(doc.plain(content), exact=True),)


def _headers(block: doc.Block) -> Iterator[doc.Header]:
    match block:
        case doc.Header(level=level, identifier=identifier) if identifier and level <= DEEPEST:
            yield block
        case doc.Div(content=content):
            for each in content:
                yield from _headers(each)


def _labelled(block: doc.Block) -> Iterator[doc.Table | doc.Figure]:
    match block:
        case doc.Table(label=label) | doc.Figure(label=label) if label:
            yield block
        case doc.Div(content=content):
            for each in content:
                yield from _labelled(each)
