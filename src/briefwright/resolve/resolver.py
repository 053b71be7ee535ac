"""An outline to a brief.

Takes an outline, the library and the order of parts; gives a `Brief` and diagnostics.
Invariant: quotations and citations are numbered in the order in which a reader meets them; headings come last, for
their words in marks must be words quoted elsewhere in the brief.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from briefwright.model import brief as br
from briefwright.model import document as doc
from briefwright.model import limits
from briefwright.model import outline as out
from briefwright.model import prose as md
from briefwright.model.chart import Chart, Drawing
from briefwright.model.diagnostic import Diagnostic
from briefwright.model.library import Library
from briefwright.model.source import Passage, Source
from briefwright.model.span import Span, Text
from briefwright.resolve.anchors import anchor
from briefwright.resolve.finding import find
from briefwright.resolve.heading import bind_heading
from briefwright.resolve.pointers import passage_of, source_of, split_key
from briefwright.resolve.prose import bind
from briefwright.resolve.pulled import pulled_fault
from briefwright.resolve.quotation import Wanted, whole
from briefwright.resolve.sameness import DOUBLE
from briefwright.resolve.voices import speaker_fault

FindPicture = Callable[[Text | Chart], str | Drawing | Diagnostic | None]
"""The workspace path of a file that an outline names, or a chart drawn; or what is wrong, None when that is told."""


def resolve(
    outline: out.Outline, library: Library, order: Sequence[str], find_picture: FindPicture
) -> tuple[br.Brief, tuple[Diagnostic, ...]]:
    """Every pointer of an outline resolved, in the order of parts in which the template prints them."""
    resolver = _Resolver(outline.language, library, find_picture)
    parts: dict[str, tuple[br.Item, ...]] = {}
    sections: tuple[br.Section, ...] = ()
    annexes: tuple[br.Section, ...] = ()
    for name in order:
        if name == "body":
            sections = tuple(resolver.section(section) for section in outline.sections)
        elif name == "annexes":
            annexes = tuple(resolver.section(section) for section in outline.annexes)
        elif name in outline.parts:
            parts[name] = resolver.items(outline.parts[name])
    for name, blocks in outline.parts.items():
        if name not in order:
            told = f"the template prints no `{name}`, and its words would be lost"
            advice = "take it out, or choose another template"
            resolver.fault(Diagnostic("unknown-key", told, blocks[0].span, help=advice))
    asked = (("annexes", bool(outline.annexes)), ("annex", outline.evidence_annex))
    for name in (name for name, wanted in asked if wanted and name not in order):
        told = f"the template prints no `{name}`"
        resolver.fault(Diagnostic("unknown-key", told, outline.span, help="choose another template"))
    title, subtitle = resolver.heading(outline.title), resolver.heading(outline.subtitle)
    settled = resolver.settle_headings((*sections, *annexes), parts)
    pulled = (pulled_fault(each, resolver.quotations) for each in resolver.quotations if each.pulled)
    resolver.faults.extend(wrong for wrong in pulled if wrong)
    result = br.Brief(
        outline=outline,
        title=title,
        subtitle=subtitle,
        parts=settled[1],
        sections=settled[0][: len(sections)],
        annexes=settled[0][len(sections) :],
        quotations=tuple(resolver.quotations),
        citations=tuple(resolver.finished_citations()),
        sources=resolver.used,
        lineage={name: library.lineage(name) for name in resolver.used},
    )
    return result, tuple(resolver.faults)


class _Resolver:
    """One outline on its way; the `Desk` of its paragraphs."""

    def __init__(self, language: str, library: Library, find_picture: FindPicture) -> None:
        self.language, self.library, self.find_picture = language, library, find_picture
        self.faults: list[Diagnostic] = []
        self.quotations: list[br.Quotation] = []
        self.citations: list[br.Citation] = []
        self.wrong: set[int] = set()
        self.used: dict[str, Source] = {}
        self.headings: dict[int, md.Paragraph] = {}
        self.anchors: dict[str, int] = {}
        self.own_notes: set[str] = set()

    # what binding a paragraph asks for

    def fault(self, diagnostic: Diagnostic) -> None:
        self.faults.append(diagnostic)

    def passages(self, citation: int) -> tuple[Passage, ...]:
        return tuple(p.passage for p in self.citations[citation].pointers if p.passage and not p.against)

    def broken(self, citation: int) -> bool:
        return citation in self.wrong

    def cite(self, citation: md.Citation) -> int:
        pointers = []
        faulty = False
        for item in citation.items:
            pointer = self._pointer(item)
            pointers.extend([pointer] if pointer else [])
            faulty |= pointer is None
        return self._add(pointers, citation.span, faulty=faulty)

    def quote(self, wanted: Wanted, citation: int) -> br.Quotation | None:
        if not self.passages(citation):
            told = "the claim quotes words and has no evidence that says them"
            self.faults.append(
                Diagnostic("unsourced-quotation", told, wanted.span, help="add `evidence: [source#passage]`")
            )
            return None
        cited = self.citations[citation].pointers
        wanted = replace(wanted, pointers=tuple(p.span for p in cited if p.passage and not p.against))
        found = find(wanted, self.passages(citation), self.library, explained=self._explained())
        if isinstance(found, Diagnostic):
            self.faults.append(found)
            return None
        return self._number(found, citation)

    def _explained(self) -> bool:
        """Whether a fault is told with what is nearest, for which all the library is searched: not when many are."""
        return len(self.faults) < limits.EXPLAINED

    # pointers

    def _add(self, pointers: Sequence[br.Pointer], span: Span, *, faulty: bool) -> int:
        self.citations.append(br.Citation(tuple(pointers), span))
        index = len(self.citations) - 1
        if faulty:
            self.wrong.add(index)
        return index

    def _look_up(self, source: str, passage: str, span: Span) -> tuple[Source, Passage | None] | None:
        found = source_of(source, span, self.library, explained=self._explained())
        if isinstance(found, Diagnostic):
            self.faults.append(found)
            return None
        self.used[found.id] = found
        if not passage:
            return found, None
        words = passage_of(found, passage, span, self.library, explained=self._explained())
        if isinstance(words, Diagnostic):
            self.faults.append(words)
            return None
        return found, words

    def _pointer(self, item: md.CitationItem) -> br.Pointer | None:
        found = self._look_up(item.source, item.passage, item.span)
        if found is None:
            return None
        source, passage = found
        if DOUBLE & set(item.prefix + item.suffix):
            told = "words in quotation marks inside a citation are not checked"
            advice = "quote them in the text, with a citation behind them"
            self.faults.append(Diagnostic("unsourced-quotation", told, item.span, help=advice))
        own = passage.locator if passage else None
        if passage and own and item.locator:
            told = f"the citation gives {item.locator.label} {item.locator.value}, and {passage.key} has its own"
            advice = f"take the locator out; the note will say {own.label} {own.value}"
            self.faults.append(Diagnostic("second-locator", told, item.span, help=advice))
        return br.Pointer(source, passage, item.prefix, item.suffix, own or item.locator, item.span)

    def evidence(
        self, supporting: Sequence[Text], opposing: Sequence[Text] = ()
    ) -> tuple[tuple[Passage, ...], tuple[Passage, ...], int | None]:
        """The passages that two lists of IDs name, for and against, and the one note of them."""
        keys = [*supporting, *opposing]
        pointers: list[br.Pointer] = []
        faulty = False
        for position, key in enumerate(keys):
            source, passage = split_key(key.value)
            if not passage:
                told = f"`{key.value}` names no passage"
                advice = "evidence is `source#passage`"
                self.faults.append(Diagnostic("unknown-passage", told, key.span(), help=advice))
                faulty = True
                continue
            found = self._look_up(source, passage, key.span())
            if found is None or found[1] is None:
                faulty = True
                continue
            against = position >= len(supporting)
            pointers.append(br.Pointer(*found, "", "", found[1].locator, key.span(), against=against))
        if not pointers:
            return (), (), self._add((), keys[0].span(), faulty=True) if faulty else None
        index = self._add(pointers, keys[0].span(), faulty=faulty)
        named = [(p.passage, p.against) for p in pointers if p.passage]
        return tuple(p for p, a in named if not a), tuple(p for p, a in named if a), index

    def _number(self, found: br.Quotation, citation: int) -> br.Quotation:
        numbered = replace(found, number=len(self.quotations) + 1, citation=citation)
        self.quotations.append(numbered)
        return numbered

    def finished_citations(self) -> list[br.Citation]:
        """The citations, each pointer with the quotations that rest on it."""
        resting: dict[tuple[int, str], list[br.Quotation]] = {}
        for quotation in self.quotations:
            resting.setdefault((quotation.citation, quotation.passage.key), []).append(quotation)

        def finished(index: int, pointer: br.Pointer) -> br.Pointer:
            # The first pointer to a passage has them; a second has none.
            rests = resting.pop((index, pointer.passage.key), ()) if pointer.passage else ()
            return replace(pointer, quotations=tuple(rests))

        return [replace(citation, pointers=tuple(finished(index, each) for each in citation.pointers))
                for index, citation in enumerate(self.citations)]  # fmt: skip

    # blocks

    def section(self, section: out.Section) -> br.Section:
        identifier = anchor(section.heading, self.anchors)
        heading = self.heading_later(section.heading)
        body = self.items(section.body)
        return br.Section(identifier, heading, body, tuple(self.section(s) for s in section.sections))

    def items(self, blocks: Sequence[out.Block]) -> tuple[br.Item, ...]:
        return tuple(item for block in blocks if (item := self._item(block)))

    def _item(self, block: out.Block) -> br.Item | None:
        match block:
            case out.Prose():
                return br.Prose(self._blocks(block.blocks))
            case out.Quote():
                return self._quote(block)
            case out.PullQuote():
                return self._pull_quote(block)
            case out.Claim():
                return self._claim(block)
            case out.Table():
                return self._table(block)
            case out.Figure():
                return self._figure(block)
            case out.Box():
                heading = self.heading_later(block.heading)
                return br.Box(heading, self.items(block.body))
            case out.Differ():
                return self._differ(block)
            case out.Timeline(events=events):
                return br.Timeline(tuple(self._event(event) for event in events))

    def _line(self, paragraph: md.Paragraph | None, follows: int | None = None) -> doc.Inlines:
        return bind(paragraph, self, follows) if paragraph else ()

    def _blocks(self, blocks: Sequence[md.Block], follows: int | None = None) -> tuple[doc.Block, ...]:
        return tuple(self._block(block, follows) for block in blocks)

    def _block(self, block: md.Block, follows: int | None) -> doc.Block:
        match block:
            case md.Paragraph():
                return doc.Para(self._line(block, follows))
            case md.Items(start=start, items=items):
                content = tuple(self._blocks(item, follows) for item in items)
                return doc.BulletList(content) if start is None else doc.OrderedList(start, content)
            case md.Grid(head=head, rows=rows, alignments=alignments):
                columns = tuple(self._line(cell) for cell in head)
                cells = tuple(tuple(self._line(cell) for cell in row) for row in rows)
                return doc.Table("", (), columns, cells, alignments)
            case md.Divider():
                return doc.HorizontalRule()

    def _quote(self, block: out.Quote) -> br.Item | None:
        found = self._quoted_passage(block.passage)
        if found is None:
            return None
        source, passage = found
        pointer = br.Pointer(source, passage, "", "", passage.locator, block.passage.span())
        citation = self._add([pointer], block.span, faulty=False)
        quoted: br.Quotation | Diagnostic | None
        if block.exact:
            exact = block.exact
            named = (block.passage.span(),)
            wanted = Wanted(exact.value, exact.span(), exact.span, self.language, block=True, pointers=named)
            quoted = find(wanted, (passage,), self.library)
        else:
            quoted = whole(passage, block.passage.span())
        if isinstance(quoted, Diagnostic):
            self.fault(quoted)
            return None
        return br.Quote(self._number(quoted, citation), self._speaker(block.speaker, passage, quoted))

    def _pull_quote(self, block: out.PullQuote) -> br.Item | None:
        found = self._quoted_passage(block.passage)
        if found is None:
            return None
        exact, passage = block.exact, found[1]
        wanted = Wanted(exact.value, exact.span(), exact.span, self.language, pointers=(block.passage.span(),))
        quoted = find(wanted, (passage,), self.library)
        if isinstance(quoted, Diagnostic):
            self.fault(quoted)
            return None
        speaker = self._speaker(block.speaker, passage, quoted)
        return br.PullQuote(self._number(replace(quoted, pulled=True), -1), speaker)

    def _quoted_passage(self, pointer: Text) -> tuple[Source, Passage] | None:
        source, identifier = split_key(pointer.value)
        if not identifier:
            told = f"`{pointer.value}` names no passage"
            self.fault(Diagnostic("unknown-passage", told, pointer.span(), help="write `quote: source#passage`"))
            return None
        found = self._look_up(source, identifier, pointer.span())
        return (found[0], found[1]) if found and found[1] else None

    def _speaker(self, name: Text | None, passage: Passage, quoted: br.Quotation) -> str:
        if name and (wrong := speaker_fault(name, passage, quoted.voice, (quoted.start, quoted.end))):
            self.fault(wrong)
        return name.value.strip() if name else ""

    def _claim(self, block: out.Claim) -> br.Item:
        evidence, against, index = self.evidence(block.evidence, block.against)
        content: list[doc.Inline] = []
        for paragraph in block.text:
            if isinstance(paragraph, md.Paragraph):
                content.extend([doc.LineBreak()] if content else [])
                content.extend(self._line(paragraph, index))
            else:
                told = "a claim is words, without lists or tables"
                self.fault(Diagnostic("misplaced-markup", told, block.span))
        return br.Claim(
            text=tuple(content),
            evidence=evidence,
            against=against,
            citation=index,
            likelihood=block.likelihood,
            confidence=block.confidence,
            span=block.span,
            named=bool(block.evidence),
        )

    def _table(self, block: out.Table) -> br.Item:
        caption = self._line(block.caption)
        columns = tuple(self._line(cell) for cell in block.columns)
        rows = tuple(tuple(self._line(cell) for cell in row) for row in block.rows)
        return br.Table(caption, columns, rows, block.formats)

    def _figure(self, block: out.Figure) -> br.Item | None:
        picture = self.find_picture(block.picture)
        caption, credit = self._line(block.caption), self._line(block.credit)
        if not isinstance(picture, str | Drawing):
            self.faults.extend([picture] if picture else [])
            return None
        return br.Figure(picture, block.alt, caption, credit)

    def _event(self, event: out.Event) -> br.Event:
        _, _, index = self.evidence(event.evidence)
        return br.Event(event.date, self._line(event.event, index), index)

    def _differ(self, block: out.Differ) -> br.Item:
        question = self._line(block.question)
        answers = []
        for answer in block.answers:
            passages, _, index = self.evidence(answer.evidence)
            answers.append(br.Answer(self._line(answer.says, index), passages, index))
        return br.Differ(question, tuple(answers))

    # headings

    def heading(self, paragraph: md.Paragraph | None) -> doc.Inlines:
        return bind_heading(paragraph, self.quotations, self.fault) if paragraph else ()

    def heading_later(self, paragraph: md.Paragraph | None) -> doc.Inlines:
        """A placeholder that `settle_headings` replaces once every quotation is known."""
        if paragraph is None:
            return ()
        self.headings[len(self.headings)] = paragraph
        return (doc.Cite(-2 - (len(self.headings) - 1)),)

    def _settled(self, inlines: doc.Inlines) -> doc.Inlines:
        if len(inlines) == 1 and isinstance(first := inlines[0], doc.Cite) and first.citation <= -2:
            return self.heading(self.headings[-2 - first.citation])
        return inlines

    def settle_headings(
        self, sections: tuple[br.Section, ...], parts: dict[str, tuple[br.Item, ...]]
    ) -> tuple[tuple[br.Section, ...], dict[str, tuple[br.Item, ...]]]:
        """Sections and parts with their headings bound."""
        settled = tuple(self._settled_section(section) for section in sections)
        return settled, {name: self._settled_items(items) for name, items in parts.items()}

    def _settled_section(self, section: br.Section) -> br.Section:
        return br.Section(
            section.identifier,
            self._settled(section.heading),
            self._settled_items(section.body),
            tuple(self._settled_section(each) for each in section.sections),
        )

    def _settled_items(self, items: Sequence[br.Item]) -> tuple[br.Item, ...]:
        return tuple(
            br.Box(self._settled(i.heading), self._settled_items(i.body)) if isinstance(i, br.Box) else i for i in items
        )
