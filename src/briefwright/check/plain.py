"""`unsourced-quotation`: words in double marks in a field that takes no citation.

Series, number, authors, status and handling are printed as they are; a picture's alternative text is read aloud; a
chart's words are drawn, and its data told beside it; the evidence annex prints what seeds say of their sources. None
of them can carry a note, so none of them may quote.

Fails: `series: 'Papers on "the reset"'`
Passes: `series: Papers on the reset`
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from briefwright.check.context import Context
from briefwright.model.brief import Figure
from briefwright.model.chart import Drawing, Json, Where
from briefwright.model.diagnostic import Diagnostic
from briefwright.model.source import Source
from briefwright.model.walk import items

MARKS = frozenset('"“”„‟«»「」『』＂❝❞')
TOLD = "words in quotation marks stand where no citation can"


def check(context: Context) -> Iterator[Diagnostic]:
    """Tell each field that has double marks in it."""
    outline = context.brief.outline
    names = [each for author in outline.authors for each in (author.name, author.affiliation)]
    figures = [item for item in items(context.brief) if isinstance(item, Figure)]
    alts = [item.alt for item in figures]
    for value in (outline.series, outline.number, outline.status, outline.handling, *names, *alts):
        if MARKS & set(value):
            at = max(outline.file.text.find(value), 0)
            advice = "take the marks away; quote in the text"
            yield Diagnostic("unsourced-quotation", TOLD, outline.file.span(at, at + 1), help=advice)
    for figure in figures:
        if isinstance(figure.picture, Drawing):
            yield from _chart(figure.picture)
    if outline.evidence_annex:
        yield from _evidence(context.brief.sources.values())


def _chart(drawing: Drawing) -> Iterator[Diagnostic]:
    """Words as they are drawn, whatever expression made them, and data as they are told beside the chart."""
    chart = drawing.chart
    told = (*drawing.words, *(cell for rows in chart.data for row in (rows.columns, *rows.rows) for cell in row))
    if any(MARKS & set(words) for words in told):
        written = [(at, words) for at, words in _strings(chart.spec, ()) if MARKS & set(words)]
        # The words themselves before an expression that may have made them.
        same = [at for at, words in written if words in told]
        where = next(iter((*same, *(at for at, _ in written))), ())
        advice = "take the marks away; quote in the caption"
        yield Diagnostic("unsourced-quotation", TOLD, chart.place(where), help=advice)


def _strings(value: Json, where: Where) -> Iterator[tuple[Where, str]]:
    """The words in a specification, keys among them, and where they stand."""
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield (*where, key), key
            yield from _strings(inner, (*where, key))
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from _strings(inner, (*where, at))


def _evidence(sources: Iterable[Source]) -> Iterator[Diagnostic]:
    for source in sources:
        for text in (source.evidence.descriptor, source.evidence.note):
            at = next((i for i, char in enumerate(text.value) if char in MARKS), -1) if text else -1
            if text and at >= 0 and not source.evidence.private:
                advice = "the evidence annex prints this: take the marks away, or write `private: true` beside it"
                yield Diagnostic("unsourced-quotation", TOLD, text.span(at, at + 1), help=advice)
