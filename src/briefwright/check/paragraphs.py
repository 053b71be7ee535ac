"""Every paragraph of an outline.

Takes an outline; gives its paragraphs of prose, wherever they stand: in lists, cells, captions, claims and notes too.
Invariant: titles and headings are not among them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefwright.model import prose as md
from briefwright.model.outline import Block, Box, Claim, Differ, Figure, Outline, Prose, Section, Table, Timeline


def paragraphs(outline: Outline) -> Iterator[md.Paragraph]:
    """The paragraphs, in the outline's order; a note's behind the one that calls it."""
    for blocks in outline.parts.values():
        yield from _in_blocks(blocks)
    for section in (*outline.sections, *outline.annexes):
        yield from _in_section(section)


def _in_section(section: Section) -> Iterator[md.Paragraph]:
    yield from _in_blocks(section.body)
    for each in section.sections:
        yield from _in_section(each)


def _in_blocks(blocks: Sequence[Block]) -> Iterator[md.Paragraph]:
    for block in blocks:
        match block:
            case Prose(blocks=inner) | Claim(text=inner):
                yield from _in_prose(inner)
            case Box(body=body):
                yield from _in_blocks(body)
            case Table(rows=rows, columns=columns, caption=caption):
                yield from _each(*columns, *(cell for row in rows for cell in row), caption)
            case Figure(caption=caption, credit=credit):
                yield from _each(caption, credit)
            case Timeline(events=events):
                yield from _each(*(event.event for event in events))
            case Differ(question=question, answers=answers):
                yield from _each(question, *(answer.says for answer in answers))


def _in_prose(blocks: Sequence[md.Block]) -> Iterator[md.Paragraph]:
    for block in blocks:
        match block:
            case md.Paragraph():
                yield from _each(block)
            case md.Items(items=items):
                for item in items:
                    yield from _in_prose(item)
            case md.Grid(head=head, rows=rows):
                yield from _each(*head, *(cell for row in rows for cell in row))


def _each(*found: md.Paragraph | None) -> Iterator[md.Paragraph]:
    for paragraph in (each for each in found if each):
        yield paragraph
        yield from _notes(paragraph.content)


def _notes(content: Sequence[md.Inline]) -> Iterator[md.Paragraph]:
    for node in content:
        if isinstance(node, md.OwnNote):
            yield from _in_prose(node.blocks)
        elif isinstance(node, md.Styled | md.Foreign):
            yield from _notes(node.content)
