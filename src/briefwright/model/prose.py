"""Prose as an outline has it: Markdown read into a tree, before IDs are resolved.

Gives inline and block nodes whose every character knows its offset in the outline's text.
Invariant: nothing is resolved, curled or corrected here; the words are the editor's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from briefwright.model.source import Locator
from briefwright.model.span import Span, Text

Style = Literal["Emph", "Strong", "Strikeout"]


@dataclass(frozen=True)
class Words:
    """Characters, and for each its offset in `source.value`."""

    text: str
    at: Sequence[int]
    source: Text = field(repr=False)

    def span(self, start: int, end: int) -> Span:
        """The place of `text[start:end]`."""
        if not self.at:
            return self.source.span()
        return self.source.span(self.at[start], self.at[max(start, end - 1)] + 1)


@dataclass(frozen=True)
class Break:
    """The end of a line: `hard` where the editor asked for a new one."""

    hard: bool


@dataclass(frozen=True)
class Styled:
    """Emphasis and its kin, by pandoc's name."""

    style: Style
    content: tuple[Inline, ...]


@dataclass(frozen=True)
class Code:
    """Words set as code."""

    text: str
    span: Span


@dataclass(frozen=True)
class Link:
    """A link to http, https, mailto or an inner anchor."""

    url: str
    content: tuple[Inline, ...]
    span: Span


@dataclass(frozen=True)
class CitationItem:
    """One pointer of a citation: `[prefix @source#passage, suffix]`."""

    source: str
    passage: str
    prefix: str
    suffix: str
    locator: Locator | None
    span: Span


@dataclass(frozen=True)
class Citation:
    """A citation, `[@a#p1; @b#p2]`: one note."""

    items: tuple[CitationItem, ...]
    span: Span


@dataclass(frozen=True)
class Term:
    """Words in marks that are no quotation, `["so-called"]{.term}`."""

    content: tuple[Inline, ...]
    span: Span


@dataclass(frozen=True)
class Foreign:
    """Words in another language, `[实用]{lang=zh}`."""

    language: str
    content: tuple[Inline, ...]


@dataclass(frozen=True)
class OwnNote:
    """A footnote of the outline's own, `[^label]`; `key` is the same for calls of the same note, and no other."""

    key: str
    blocks: tuple[Block, ...]
    span: Span


Inline = Words | Break | Styled | Code | Link | Citation | Term | Foreign | OwnNote


@dataclass(frozen=True)
class Paragraph:
    """A run of prose; quotation marks and citations are bound within one paragraph."""

    content: tuple[Inline, ...]
    span: Span


@dataclass(frozen=True)
class Items:
    """A list; `start` is the first number of an ordered list, None for a bulleted one."""

    start: int | None
    items: tuple[tuple[Block, ...], ...]


@dataclass(frozen=True)
class Grid:
    """A table in Markdown: a head row and rows of cells, `alignments` by column."""

    head: tuple[Paragraph, ...]
    rows: tuple[tuple[Paragraph, ...], ...]
    alignments: tuple[str, ...]


@dataclass(frozen=True)
class Divider:
    """A thematic break."""


Block = Paragraph | Items | Grid | Divider
