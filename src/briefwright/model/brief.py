"""A brief: the outline with every pointer resolved.

Gives `Quotation` (made in `resolve` only, from a span of a passage), citations and blocks.
Invariant: a quotation's words are `passage.text.value[start:end]`, and every change to them is an `Alteration`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from briefwright.model.chart import Drawing
from briefwright.model.document import Block, Inlines
from briefwright.model.outline import Outline
from briefwright.model.source import Locator, Passage, Source, Voice
from briefwright.model.span import Span, Text


class Level(StrEnum):
    """What counted as the same words, from strict to declared; nothing looser exists."""

    IDENTICAL = "identical"
    WHITESPACE = "whitespace"
    TYPOGRAPHIC = "typographic"
    ALTERED = "altered"


class Change(StrEnum):
    """The kinds of alteration (Chicago Manual of Style 12; UN Editorial Manual)."""

    OMISSION = "omission"
    INSERTION = "insertion"
    INITIAL = "initial"
    ENDING = "ending"
    SIC = "sic"
    EMPHASIS = "emphasis"
    PUNCTUATION = "final-punctuation"
    MARKS = "nested-marks"


@dataclass(frozen=True, slots=True)
class Alteration:
    """A declared change: the source's words `source`, what stands for them, and where in the passage."""

    change: Change
    source: str
    printed: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a quotation as printed: the source's own characters, or ours; emphasised or not."""

    text: str
    ours: bool = False
    emphasis: bool = False


@dataclass(frozen=True)
class Quotation:
    """Words of a passage placed in a brief, with their alterations.

    `start` and `end` are code points in the passage's text (in its translation when `translated`); `number` counts
    from 1 in the order of the brief; `span` is the opening mark; `citation` is the index of its note. `pulled` ones
    show a second time what another quotes; they have no note.
    """

    number: int
    passage: Passage = field(repr=False)
    start: int
    end: int
    level: Level
    alterations: tuple[Alteration, ...]
    pieces: tuple[Piece, ...]
    block: bool
    span: Span
    voice: Voice | None = None
    translated: bool = False
    citation: int = -1
    pulled: bool = False

    @property
    def words(self) -> Text:
        """The text it is taken from."""
        if self.translated and self.passage.translation is not None:
            return self.passage.translation
        return self.passage.text

    @property
    def exact(self) -> str:
        """The passage's words that the quotation covers, omitted ones too."""
        return self.words.value[self.start : self.end]

    @property
    def printed(self) -> str:
        """What a reader sees between the marks."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def identifier(self) -> str:
        """Anchor in the outputs."""
        return f"q{self.number}"


@dataclass(frozen=True)
class Pointer:
    """One resolved pointer of a citation."""

    source: Source
    passage: Passage | None
    prefix: str
    suffix: str
    locator: Locator | None
    span: Span
    quotations: tuple[Quotation, ...] = ()
    against: bool = False
    """Whether the passage speaks against the claim that cites it."""


@dataclass(frozen=True)
class Citation:
    """A resolved citation: one note."""

    pointers: tuple[Pointer, ...]
    span: Span


@dataclass(frozen=True)
class Prose:
    """Running text, resolved."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Quote:
    """A block quotation with its note."""

    quotation: Quotation
    speaker: str


@dataclass(frozen=True)
class PullQuote:
    """Words quoted in the text, shown large; not read twice, and without a note of their own."""

    quotation: Quotation
    speaker: str


@dataclass(frozen=True)
class Claim:
    """A judgement; `citation` is the note of its evidence, None when it has none; `named` says whether the outline
    names evidence, found or not."""

    text: Inlines
    evidence: tuple[Passage, ...]
    against: tuple[Passage, ...]
    citation: int | None
    likelihood: Text | None
    confidence: Text | None
    span: Span
    named: bool


@dataclass(frozen=True)
class Table:
    """Rows of cells; `formats` has a pattern for each column, empty where it has none."""

    caption: Inlines
    columns: tuple[Inlines, ...]
    rows: tuple[tuple[Inlines, ...], ...]
    formats: tuple[str, ...]


@dataclass(frozen=True)
class Figure:
    """A picture: the path of a file from the workspace, or a drawn chart."""

    picture: str | Drawing
    alt: str
    caption: Inlines
    credit: Inlines


@dataclass(frozen=True)
class Box:
    """Matter set apart."""

    heading: Inlines
    body: tuple[Item, ...]


@dataclass(frozen=True)
class Answer:
    """What some sources say."""

    says: Inlines
    evidence: tuple[Passage, ...]
    citation: int | None


@dataclass(frozen=True)
class Differ:
    """A question that the sources answer differently."""

    question: Inlines
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class Event:
    """What happened on a date, as written; `citation` is the note of its evidence, None when it has none."""

    date: str
    event: Inlines
    citation: int | None


@dataclass(frozen=True)
class Timeline:
    """Events, in the outline's order."""

    events: tuple[Event, ...]


Item = Prose | Quote | PullQuote | Claim | Table | Figure | Box | Differ | Timeline


@dataclass(frozen=True)
class Section:
    """A heading, its body, its subsections; `identifier` is the anchor made from the heading's words."""

    identifier: str
    heading: Inlines
    body: tuple[Item, ...]
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class Brief:
    """The outline with every pointer resolved; quotations and citations in the order of the outline's parts."""

    outline: Outline
    title: Inlines
    subtitle: Inlines
    parts: Mapping[str, tuple[Item, ...]]
    sections: tuple[Section, ...]
    quotations: tuple[Quotation, ...]
    citations: tuple[Citation, ...]
    sources: Mapping[str, Source]
    """The sources cited, by ID."""
    lineage: Mapping[str, tuple[Source, ...]]
    """Each source cited, what it derives from, and so on to its origin, which is the witness that it stands for."""
    annexes: tuple[Section, ...] = ()

    @property
    def name(self) -> str:
        """Name of the brief, as in `briefs/NAME.yaml`."""
        return self.outline.name

    def witness(self, source: str) -> str:
        """The ID of the source that a cited one derives from in the end; its own when it derives from none."""
        return self.lineage[source][-1].id
