"""An outline: a brief as its editor writes it, read from one file in `briefs/`.

Gives `Outline` and its blocks. Invariant: pointers are still text (`source#passage`), with their places.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from briefwright.model.chart import Chart
from briefwright.model.prose import Block as ProseBlock
from briefwright.model.prose import Paragraph
from briefwright.model.span import Span, Text, TextFile


@dataclass(frozen=True)
class Author:
    """Who signs the brief."""

    name: str
    affiliation: str = ""


@dataclass(frozen=True)
class Prose:
    """Running text in Markdown."""

    blocks: tuple[ProseBlock, ...]
    span: Span


@dataclass(frozen=True)
class Quote:
    """A block quotation: a whole passage, or just the words of it in `exact`."""

    passage: Text
    exact: Text | None
    speaker: Text | None
    span: Span


@dataclass(frozen=True)
class PullQuote:
    """Words that the text quotes, shown large beside it a second time."""

    passage: Text
    exact: Text
    speaker: Text | None
    span: Span


@dataclass(frozen=True)
class Claim:
    """A judgement with the passages for it and against it."""

    text: tuple[ProseBlock, ...]
    evidence: tuple[Text, ...]
    against: tuple[Text, ...]
    likelihood: Text | None
    confidence: Text | None
    span: Span


@dataclass(frozen=True)
class Table:
    """Rows of cells in Markdown; `formats` has a pattern for each column, empty where it has none."""

    caption: Paragraph | None
    columns: tuple[Paragraph, ...]
    rows: tuple[tuple[Paragraph, ...], ...]
    formats: tuple[str, ...]
    span: Span


@dataclass(frozen=True)
class Figure:
    """A picture: a file, whose path starts from the outline's folder, or a chart."""

    picture: Text | Chart
    alt: str
    caption: Paragraph | None
    credit: Paragraph | None
    span: Span


@dataclass(frozen=True)
class Box:
    """Matter set apart from the run of the text."""

    heading: Paragraph | None
    body: tuple[Block, ...]
    span: Span


@dataclass(frozen=True)
class Answer:
    """What some sources say to a question on which sources differ."""

    says: Paragraph
    evidence: tuple[Text, ...]
    span: Span


@dataclass(frozen=True)
class Differ:
    """A question that the sources answer differently."""

    question: Paragraph
    answers: tuple[Answer, ...]
    span: Span


@dataclass(frozen=True)
class Event:
    """A day, a month or a year, what happened then, and the passages that say so."""

    date: str
    event: Paragraph
    evidence: tuple[Text, ...]
    span: Span


@dataclass(frozen=True)
class Timeline:
    """Events, in the outline's order."""

    events: tuple[Event, ...]
    span: Span


Block = Prose | Quote | PullQuote | Claim | Table | Figure | Box | Differ | Timeline


@dataclass(frozen=True)
class Section:
    """A heading, its body, and one level of subsections."""

    heading: Paragraph
    body: tuple[Block, ...]
    sections: tuple[Section, ...]
    span: Span


@dataclass(frozen=True)
class Outline:
    """A brief before its pointers are resolved. Dates are as written, already checked; absent strings are empty."""

    name: str
    file: TextFile = field(repr=False)
    title: Paragraph
    subtitle: Paragraph | None
    date: str
    authors: tuple[Author, ...]
    series: str
    number: str
    template: Text | None
    style: Text | None
    scale: str
    """The name of a scale of likelihood; empty for the template's."""
    language: str
    recipient: str
    sender: str
    handling: str
    status: str
    embargo: str
    parts: Mapping[str, tuple[Block, ...]]
    """`summary`, `key-points`, `recommendations`, `about`, `disclaimer`, `acknowledgements`."""
    sections: tuple[Section, ...]
    annexes: tuple[Section, ...]
    evidence_annex: bool
    span: Span
