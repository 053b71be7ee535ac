"""The evidence annex: what a brief rests on, its claims with their witnesses, and its sources.

Takes a brief and the order of its parts; gives blocks. Invariant: everything in it is counted or copied from what
outline and seeds declare; nothing that a seed calls private is; nothing is quoted a second time, and no note is called.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from briefwright.compose.dates import date_text, locale_of
from briefwright.compose.marks import set_marks
from briefwright.model import document as doc
from briefwright.model.annex import LANGUAGES, annex_words
from briefwright.model.brief import Brief, Claim, Quotation
from briefwright.model.document import Inlines
from briefwright.model.language import lookup
from briefwright.model.source import Passage, Source
from briefwright.model.types import type_name
from briefwright.model.walk import items
from briefwright.model.words import words

NONE = (doc.Str("–"),)
RANGE = re.compile(r"(?<=\d)-(?=\d)")


Rows = tuple[tuple[Inlines, ...], ...]
MakeTable = Callable[[str, Sequence[str], Rows, str], doc.Table]
"""Caption, heads of columns, rows and name to a table that is numbered on with the brief's."""


def annex(brief: Brief, order: Sequence[str], table: MakeTable) -> tuple[doc.Block, ...]:
    """The annex without its heading. Claims stand as `order` prints them."""
    return _Annex(brief, table).blocks([item for item in items(brief, order) if isinstance(item, Claim)])


class _Annex:
    """The annex of one brief."""

    def __init__(self, brief: Brief, table: MakeTable) -> None:
        self.brief, self.table = brief, table
        self.language = brief.outline.language
        self.words = annex_words(self.language)
        self.terms = words(self.language)
        self.locale = locale_of(lookup(self.language, frozenset(LANGUAGES)))
        self.names = _names({each.id: each for line in brief.lineage.values() for each in line}.values())

    def blocks(self, claims: Sequence[Claim]) -> tuple[doc.Block, ...]:
        made: list[doc.Block] = [doc.Para((doc.Str(self.statement()),), "statement")]
        made.extend([self._claims(claims)] if claims else [])
        if self.brief.sources:
            made.extend([self._sources(), doc.Para((doc.Str(self.words.scale),), "legend")])
        return tuple(made)

    # what the brief rests on

    def statement(self) -> str:
        """Counts of what is declared, and no word more."""
        known, sources, quotations = self.words, self.brief.sources.values(), self._quotations()
        rests = known.rests.format(
            known.count(known.source, len(sources)), known.count(known.quotation, len(quotations))
        )
        if not sources:
            return rests
        counts = [
            (known.witnesses, str(len({self.brief.witness(source.id) for source in sources}))),
            (
                known.types,
                self._counted(type_name(str(source.item.get("type", "document")), self.language) for source in sources),
            ),
            (known.languages, self._counted(self._language(source) for source in sources)),
            (known.dates, self._dates([source.item["issued"] for source in sources if "issued" in source.item])),
            (known.reliability, self._counted(sorted(self._judged(source) for source in sources))),
        ]
        relayed = sum(1 for quotation in quotations if quotation.voice and quotation.voice.via)
        translated = sum(1 for quotation in quotations if quotation.translated)
        counts.extend((what, str(n)) for what, n in ((known.relayed, relayed), (known.translated, translated)) if n)
        return known.space.join([rests, *(known.label.format(*count) for count in counts)])

    def _quotations(self) -> list[Quotation]:
        """Each quotation once: a pull quote shows again what the text quotes."""
        return [quotation for quotation in self.brief.quotations if not quotation.pulled]

    def _counted(self, each: Iterable[str]) -> str:
        """Names with how many there are of each; what is not declared comes last."""
        undeclared = (self.words.undated, self.words.unstated, self.words.unjudged, self.words.unshown)
        found = sorted(
            Counter(each).items(), key=lambda pair: undeclared.index(pair[0]) if pair[0] in undeclared else -1
        )
        return self.words.comma.join(self.words.counted.format(name, number) for name, number in found)

    def _language(self, source: Source) -> str:
        tag = str(source.item.get("language", "")).split("-")[0].lower()
        return str(self.locale.languages.get(tag, tag)) or self.words.unstated

    def _judged(self, source: Source) -> str:
        if source.evidence.private:
            return self.words.unshown
        return self.words.unjudged if source.evidence.reliability == "F" else source.evidence.reliability

    def _dates(self, issued: Sequence[Mapping[str, Any]]) -> str:
        """The earliest and the latest, each as precise as it is declared, and how many sources have none."""
        each = [self.words.undated] * (len(self.brief.sources) - len(issued))
        if issued:
            first = min(issued, key=lambda date: _padded(date["date-parts"][0], 1, 1))
            last = max(issued, key=lambda date: _padded(date["date-parts"][-1], 12, 31))
            ends = (self._date(first, 0), self._date(last, -1))
            shown = ends[0] if ends[0] == ends[1] else self.words.between.format(*ends)
            each.extend([shown] * len(issued))
        return self._counted(each)

    def _date(self, issued: Mapping[str, Any], end: int) -> str:
        year, *rest = issued["date-parts"][end]
        written = "-".join([f"{year:04}", *(f"{number:02}" for number in rest)]) if year > 0 else str(year)
        return (date_text(written, self.language) if year > 0 else written) + ("?" if issued.get("circa") else "")

    # claims

    def _claims(self, claims: Sequence[Claim]) -> doc.Table:
        known = self.words
        rows = tuple(
            (self._said(claim.text), self._witnesses((*claim.evidence, *self._cited(claim.text))),
             self._witnesses(claim.against))
            for claim in claims
        )  # fmt: skip
        return self.table(known.claims_caption, (known.claim, known.supporting, known.against), rows, "annex-claims")

    def _said(self, content: Inlines) -> Inlines:
        """A claim's words. Those in marks are quoted, proved and noted where the claim stands: here they are named, as
        in a heading, and have neither anchor nor note."""
        return tuple(_unanchored(set_marks(content, self.language)))

    def _cited(self, content: Inlines) -> Iterator[Passage]:
        """The passages that the claim's own words cite, where nothing is said of them before the citation."""
        for node in content:
            if isinstance(node, doc.Cite) and node.citation >= 0:
                for pointer in self.brief.citations[node.citation].pointers:
                    if pointer.passage and not pointer.prefix:
                        yield pointer.passage

    def _witnesses(self, passages: Sequence[Passage]) -> Inlines:
        """Each independent witness on a line, with the reposts and translations that stand for it."""
        grouped: dict[str, dict[str, list[Passage]]] = {}
        for passage in passages:
            witness = grouped.setdefault(self.brief.witness(passage.source), {})
            witness.setdefault(passage.source, []).append(passage)
        if not grouped:
            return NONE
        out: list[doc.Inline] = [doc.Span((doc.Str(self.words.count(self.words.witness, len(grouped))),), name="count")]
        for witness in grouped.values():
            nearest_first = sorted(witness, key=lambda source: len(self.brief.lineage[source]))
            out += [doc.LineBreak(), doc.Str("; ".join(self._places(s, witness[s]) for s in nearest_first), exact=True)]
        return tuple(out)

    def _places(self, source: str, passages: Sequence[Passage]) -> str:
        """A source's name and where in it, `The Harbour Board, paras. 3, 7, derived from …`."""
        values: dict[str, list[str]] = {}
        for passage in passages:
            if passage.locator:
                values.setdefault(passage.locator.label, []).append(RANGE.sub("–", passage.locator.value))
        places = [self._locator(label, list(dict.fromkeys(found))) for label, found in values.items()]
        text = self.names[source]
        if places:
            text = self.words.places.format(text, self.words.comma.join(places))
        if len(line := self.brief.lineage[source]) > 1:
            text = self.words.derives.format(text, self.names[line[1].id])
        return text

    def _locator(self, label: str, values: Sequence[str]) -> str:
        term = self.terms.get(f"{label}-term", label)
        if len(values) > 1 or "–" in values[0]:
            term = self.terms.get(f"{label}s-term", term)
        return f"{term}\u00a0{self.words.comma.join(values)}"

    # sources

    def _sources(self) -> doc.Table:
        known = self.words
        sources = sorted(self.brief.sources.values(), key=lambda source: self.names[source.id].casefold())
        derived = any(len(self.brief.lineage[source.id]) > 1 for source in sources)
        head = [self.terms["source"], known.description, known.reliability, *([known.derived] if derived else [])]
        rows = tuple(self._source(source)[: len(head)] for source in sources)
        return self.table(known.sources_caption, head, rows, "annex-sources")

    def _source(self, source: Source) -> tuple[Inlines, ...]:
        name: Inlines = (doc.Str(self.names[source.id], exact=True),)
        line = self.brief.lineage[source.id]
        origin: Inlines = (doc.Str(self.names[line[1].id], exact=True),) if len(line) > 1 else NONE
        evidence = source.evidence
        if evidence.private:
            return name, NONE, NONE, origin
        described = [" ".join(text.value.split()) for text in (evidence.descriptor, evidence.note) if text]
        return name, _lines(described) or NONE, (doc.Str(evidence.reliability),), origin


def _lines(texts: Sequence[str]) -> Inlines:
    out: list[doc.Inline] = []
    for text in texts:
        out.extend([doc.LineBreak()] if out else [])
        out.append(doc.Str(text))
    return tuple(out)


def _names(sources: Iterable[Source]) -> dict[str, str]:
    """What each source is called; with its title where two would be called the same."""
    found = {source.id: source for source in sources}
    times = Counter(source.name for source in found.values())
    titles = {key: str(each.item.get("title-short") or each.item.get("title", key)) for key, each in found.items()}
    return {key: each.name if times[each.name] == 1 else f"{each.name}, {titles[key]}" for key, each in found.items()}


def _padded(parts: Sequence[int], month: int, day: int) -> tuple[int, int, int]:
    """A date that says less than a day, filled up to its first or its last one."""
    year, *rest = parts
    return (year, rest[0] if rest else month, rest[1] if len(rest) > 1 else day)


def _unanchored(content: Inlines) -> Iterator[doc.Inline]:
    for node in content:
        match node:
            case doc.Cite() | doc.Note():
                pass
            case doc.Span(content=inner, language=language):
                yield doc.Span(tuple(_unanchored(inner)), language=language)
            case doc.Str() | doc.SoftBreak() | doc.LineBreak() | doc.Code() | doc.Quoted():
                yield node
            case _:
                yield replace(node, content=tuple(_unanchored(node.content)))
