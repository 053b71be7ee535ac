"""`invalid-link`: a link to an anchor that the brief does not have.

Fails: `[above](#no-such-section)`
Passes: `[above](#the-summit)` where a section's heading is "The summit"
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefwright.check.context import Context
from briefwright.model import prose as md
from briefwright.model.brief import Section
from briefwright.model.diagnostic import Diagnostic
from briefwright.model.nearest import nearest
from briefwright.model.outline import Block, Box, Claim, Differ, Figure, Outline, Prose, Table, Timeline
from briefwright.model.outline import Section as OutlineSection


def check(context: Context) -> Iterator[Diagnostic]:
    """Every inner link has its anchor."""
    known = {f"part-{name}" for name in (*context.brief.parts, "body", *(["sources"] if context.brief.sources else []))}
    for section in (*context.brief.sections, *context.brief.annexes):
        known |= _identifiers(section)
    for link in _links(context.brief.outline):
        if link.url.startswith("#") and link.url[1:] not in known:
            advice = nearest(link.url[1:], known) or "anchors are made from the headings of sections"
            yield Diagnostic("invalid-link", f"the brief has no anchor `{link.url}`", link.span, help=advice)


def _identifiers(section: Section) -> set[str]:
    return {section.identifier}.union(*(_identifiers(each) for each in section.sections))


def _links(outline: Outline) -> Iterator[md.Link]:
    for blocks in outline.parts.values():
        yield from _in_blocks(blocks)
    for section in (*outline.sections, *outline.annexes):
        yield from _in_section(section)


def _in_section(section: OutlineSection) -> Iterator[md.Link]:
    yield from _in_blocks(section.body)
    for each in section.sections:
        yield from _in_section(each)


def _in_blocks(blocks: Sequence[Block]) -> Iterator[md.Link]:
    for block in blocks:
        match block:
            case Prose(blocks=inner):
                yield from _in_prose(inner)
            case Claim(text=inner):
                yield from _in_prose(inner)
            case Box(body=body):
                yield from _in_blocks(body)
            case Table(rows=rows, columns=columns, caption=caption):
                for cell in (*columns, *(c for row in rows for c in row), *([caption] if caption else [])):
                    yield from _in_inlines(cell.content)
            case Figure(caption=caption, credit=credit):
                for words in (caption, credit):
                    yield from _in_inlines(words.content if words else ())
            case Timeline(events=events):
                for event in events:
                    yield from _in_inlines(event.event.content)
            case Differ(question=question, answers=answers):
                for words in (question, *(answer.says for answer in answers)):
                    yield from _in_inlines(words.content)


def _in_prose(blocks: Sequence[md.Block]) -> Iterator[md.Link]:
    for block in blocks:
        match block:
            case md.Paragraph(content=content):
                yield from _in_inlines(content)
            case md.Items(items=items):
                for item in items:
                    yield from _in_prose(item)
            case md.Grid(head=head, rows=rows):
                for cell in (*head, *(c for row in rows for c in row)):
                    yield from _in_inlines(cell.content)


def _in_inlines(content: Sequence[md.Inline]) -> Iterator[md.Link]:
    for node in content:
        if isinstance(node, md.Link):
            yield node
        elif isinstance(node, md.Styled | md.Foreign):
            yield from _in_inlines(node.content)
        elif isinstance(node, md.OwnNote):
            yield from _in_prose(node.blocks)
