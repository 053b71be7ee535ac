"""The document: the brief laid in order, as a tree with pandoc's names.

Gives the nodes that `compose` makes and `write` sets: inlines (Str, Emph, Note …) and blocks (Para, Table …).
Invariant: no format is known here, and the same tree serves every format. In a brief, before `compose`, notes are
still `Cite` and quoted words still `Quoted`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

from briefwright.model.chart import Drawing

if TYPE_CHECKING:
    from briefwright.model.brief import Quotation


@dataclass(frozen=True, slots=True)
class Str:
    """Characters; `exact` ones are a source's own and are never curled, hyphenated or otherwise improved."""

    text: str
    exact: bool = False


@dataclass(frozen=True, slots=True)
class SoftBreak:
    """The end of a line in the outline: a space."""


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A new line within a paragraph."""


@dataclass(frozen=True, slots=True)
class Emph:
    """Emphasis."""

    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Strong:
    """Strong emphasis."""

    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Strikeout:
    """Struck out."""

    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class SmallCaps:
    """Small capitals, as a citation style may ask."""

    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Superscript:
    """Raised."""

    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Subscript:
    """Lowered."""

    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """Words set as code."""

    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link; `url` is http, https, mailto or an inner `#anchor`."""

    url: str
    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """Inlines with a name, a class or a language."""

    content: tuple[Inline, ...]
    identifier: str = ""
    name: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Marked:
    """Words in the brief's own quotation marks; `depth` 0 is the outer pair."""

    content: tuple[Inline, ...]
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Quoted:
    """The place of a quotation in running prose, before `compose` sets it."""

    quotation: Quotation


@dataclass(frozen=True, slots=True)
class Cite:
    """The place of a note, before `compose` sets it: the index of a citation, or an own note's words."""

    citation: int
    own: tuple[Inline, ...] = ()
    key: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote with its number, from 1. One paragraph: the page engine takes no more."""

    number: int
    content: tuple[Inline, ...]


Inline = (
    Str
    | SoftBreak
    | LineBreak
    | Emph
    | Strong
    | Strikeout
    | SmallCaps
    | Superscript
    | Subscript
    | Code
    | Link
    | Span
    | Marked
    | Quoted
    | Cite
    | Note
)
Inlines = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph; `name` is its role (`claim`, `attribution` …)."""

    content: Inlines
    name: str = ""


@dataclass(frozen=True, slots=True)
class BulletList:
    """A bulleted list."""

    items: tuple[tuple[Block, ...], ...]


@dataclass(frozen=True, slots=True)
class OrderedList:
    """A numbered list beginning at `start`."""

    start: int
    items: tuple[tuple[Block, ...], ...]


@dataclass(frozen=True, slots=True)
class BlockQuote:
    """Quoted words as a block; `identifier` names the quotation, `language` is that of its words."""

    content: tuple[Block, ...]
    identifier: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Header:
    """A heading; `level` from 1."""

    level: int
    content: Inlines
    identifier: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `label` is "Table 1" or empty; `alignments` are pandoc's, one a column."""

    label: str
    caption: Inlines
    head: tuple[Inlines, ...]
    rows: tuple[tuple[Inlines, ...], ...]
    alignments: tuple[str, ...]
    name: str = ""
    identifier: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture: the path of a file, already vetted, or a chart. `alt` is its alternative text, `described` the same
    with the chart's data, for formats that have no table of them beside it."""

    picture: str | Drawing
    label: str
    caption: Inlines
    credit: Inlines
    alt: str
    described: str
    identifier: str = ""


@dataclass(frozen=True, slots=True)
class Div:
    """Blocks with a name (`box`, `differ`, `section` …)."""

    content: tuple[Block, ...]
    name: str
    identifier: str = ""


@dataclass(frozen=True, slots=True)
class HorizontalRule:
    """A thematic break."""


Block = Para | BulletList | OrderedList | BlockQuote | Header | Table | Figure | Div | HorizontalRule


@dataclass(frozen=True)
class Part:
    """A part of the brief in its place: `name` as in `template.yaml`, heading included in `blocks`."""

    name: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Document:
    """What is printed: the title block's words and the parts, in order. All words are set; numbers are given."""

    name: str
    language: str
    title: Inlines
    subtitle: Inlines
    date: str
    date_text: str
    authors: tuple[tuple[str, str], ...]
    series: str
    number: str
    publisher: str
    recipient: str
    sender: str
    cover: bool
    handling: str
    status: str
    embargo: str
    parts: tuple[Part, ...]
    notes: tuple[Note, ...]
    words: dict[str, str] = field(hash=False)
    """The compiler's own words in the brief's language (`page`, `of`, `notes` …)."""


def plain(content: Inlines) -> str:
    """The characters of inlines, notes left out."""
    out: list[str] = []
    for node in content:
        match node:
            case Str(text=text) | Code(text=text):
                out.append(text)
            case SoftBreak() | LineBreak():
                out.append(" ")
            case Note() | Cite():
                pass
            case Quoted(quotation=quotation):
                out.append(quotation.printed)
            case _:
                out.append(plain(node.content))
    return "".join(out)


class Landmark(NamedTuple):
    """What readers find their way by: a heading's words, a quotation's identifier or a note's number."""

    kind: Literal["heading", "quotation", "note"]
    name: str
    level: int = 0


def landmarks(document: Document) -> Iterator[Landmark]:
    """The headings (the title is of level 1), quotations and notes, in reading order; a note comes at its call."""
    yield Landmark("heading", plain(document.title), 1)
    for part in document.parts:
        for block in part.blocks:
            yield from _in_block(block)


def _in_block(block: Block) -> Iterator[Landmark]:
    match block:
        case Header(level=level, content=content):
            yield Landmark("heading", plain(content), level)
        case Para(content=content):
            yield from _in_inlines(content)
        case BulletList(items=items) | OrderedList(items=items):
            for each in (inner for item in items for inner in item):
                yield from _in_block(each)
        case BlockQuote(content=blocks, identifier=identifier):
            yield Landmark("quotation", identifier)
            for each in blocks:
                yield from _in_block(each)
        case Div(content=blocks):
            for each in blocks:
                yield from _in_block(each)
        case Table(caption=caption, head=head, rows=rows):
            for cell in (caption, *head, *(cell for row in rows for cell in row)):
                yield from _in_inlines(cell)
        case Figure(caption=caption, credit=credit):
            yield from _in_inlines((*caption, *credit))


def _in_inlines(content: Inlines) -> Iterator[Landmark]:
    for node in content:
        if isinstance(node, Note):
            yield Landmark("note", str(node.number))
        elif isinstance(node, Span) and node.name == "quotation":
            yield Landmark("quotation", node.identifier)
        if not isinstance(node, Str | Code | SoftBreak | LineBreak | Quoted | Cite):
            yield from _in_inlines(node.content)


def drawings(document: Document) -> Iterator[Drawing]:
    """The charts of a document."""
    return (picture for picture in pictures(document) if isinstance(picture, Drawing))


def pictures(document: Document) -> Iterator[str | Drawing]:
    """The pictures of a document: paths, and charts."""
    waiting = [block for part in document.parts for block in part.blocks]
    while waiting:
        block = waiting.pop(0)
        if isinstance(block, Div):
            waiting[:0] = block.content
        elif isinstance(block, Figure):
            yield block.picture
