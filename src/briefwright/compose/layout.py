"""A brief laid in the template's order, before its notes have numbers.

Takes a resolved brief and the order of parts; gives parts of blocks in which quotations are set in the brief's marks
and notes are still `Cite`. Invariant: the order of parts is decided here, once, for every format.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefwright.compose.annex import annex
from briefwright.compose.cells import alignment, formatted
from briefwright.compose.chart import described
from briefwright.compose.dates import date_text
from briefwright.compose.legend import legend
from briefwright.compose.marks import LINE_END, foreign, quoted, quoted_piece, set_marks
from briefwright.model import brief as br
from briefwright.model import document as doc
from briefwright.model.annex import annex_words
from briefwright.model.chart import Drawing
from briefwright.model.document import Inlines
from briefwright.model.scale import confidence_printed, scale_of
from briefwright.model.template import Template
from briefwright.model.words import words

BLANK_LINE = re.compile(r"\n[ \t]*\n\s*")


def lay(brief: br.Brief, template: Template) -> tuple[doc.Part, ...]:
    """The parts that the brief has, in the template's order; the list of sources is not among them yet."""
    return _Layout(brief, template).parts()


class _Layout:
    """One brief on its way to parts; counts tables and figures as it goes."""

    def __init__(self, brief: br.Brief, template: Template) -> None:
        self.brief, self.template = brief, template
        self.language = brief.outline.language
        self.words = words(self.language)
        self.scale = scale_of(brief.outline.scale, template.scale)
        self.tables = self.figures = 0

    def parts(self) -> tuple[doc.Part, ...]:
        made = []
        for name in self.template.parts:
            blocks = self._part(name)
            if blocks:
                made.append(doc.Part(name, blocks))
        return tuple(made)

    def _part(self, name: str) -> tuple[doc.Block, ...]:
        if name == "body":
            return self._sections(self.brief.sections, "1")
        if name == "annexes":
            return self._sections(self.brief.annexes, "A")
        if name == "annex":
            return self._evidence() if self.brief.outline.evidence_annex else ()
        content: tuple[doc.Block, ...]
        items = self.brief.parts.get(name, ())
        if name == "legend":
            content = legend(self.brief, self.template.parts, self.scale, self.template.confidence)
        elif name == "disclaimer" and not items and self.template.disclaimer:
            content = (doc.Para((doc.Str(self.template.disclaimer),)),)
        elif name in ("key-points", "recommendations"):
            content = self._list(items, numbered=name == "recommendations")
        else:
            content = self._items(items, 3)
        return (self.heading(name), *content) if content else ()

    def heading(self, name: str) -> doc.Header:
        """A part's own heading."""
        return doc.Header(2, (doc.Str(self.words[name]),), f"part-{name}-heading", "part-heading")

    def _list(self, items: Sequence[br.Item], *, numbered: bool) -> tuple[doc.Block, ...]:
        if len(items) == 1 and isinstance(items[0], br.Prose) and not isinstance(items[0].blocks[0], doc.Para):
            return self._items(items, 3)
        content = tuple(self._item(item, 3) for item in items)
        if not content:
            return ()
        return (doc.OrderedList(1, content),) if numbered else (doc.BulletList(content),)

    def _sections(self, sections: Sequence[br.Section], first: str) -> tuple[doc.Block, ...]:
        """Sections, numbered from `first` where the template numbers them; annexes always are."""
        numbers = (chr(ord(first) + at) if first == "A" else str(at + 1) for at in range(len(sections)))
        shown = self.template.numbering or first == "A"
        return tuple(b for s, n in zip(sections, numbers, strict=True) for b in self._section(s, 2, n if shown else ""))

    def _section(self, section: br.Section, level: int, number: str) -> tuple[doc.Block, ...]:
        name = "section" if level == 2 else "subsection"
        words = self.inlines(section.heading)
        if number:
            label = f"{self.words['annexes']} {number}" if number == "A" or number.isalpha() else number
            words = (doc.Span((doc.Str(label, exact=True),), name="heading-number"), doc.Str(" "), *words)
        heading = doc.Header(level, words, f"{section.identifier}-heading")
        subsections = tuple(
            block
            for at, each in enumerate(section.sections, 1)
            for block in self._section(each, level + 1, f"{number}.{at}" if number else "")
        )
        content = (heading, *self._items(section.body, level + 1), *subsections)
        return (doc.Div(content, name, section.identifier),)

    def _items(self, items: Sequence[br.Item], level: int) -> tuple[doc.Block, ...]:
        return tuple(block for item in items for block in self._item(item, level))

    def _item(self, item: br.Item, level: int) -> tuple[doc.Block, ...]:
        match item:
            case br.Prose(blocks=blocks):
                return tuple(self._block(block) for block in blocks)
            case br.Quote():
                return (self._quote(item),)
            case br.PullQuote():
                return (self._pull_quote(item),)
            case br.Claim():
                return self._claim(item)
            case br.Table():
                return (self._table(item),)
            case br.Figure():
                self.figures += 1
                label = f"{self.words['figure']} {self.figures}"
                caption, credit = self.inlines(item.caption), self.inlines(item.credit)
                data = item.picture.chart.data if isinstance(item.picture, Drawing) else ()
                alts = item.alt, described(item.alt, data, self.words) if data else item.alt
                return (doc.Figure(item.picture, label, caption, credit, *alts, f"figure-{self.figures}"),)
            case br.Box(heading=heading, body=body):
                head = (doc.Header(level, self.inlines(heading), name="box-heading"),) if heading else ()
                return (doc.Div((*head, *self._items(body, level + 1)), "box"),)
            case br.Differ():
                return (self._differ(item),)
            case br.Timeline():
                return (self._timeline(item),)

    def _block(self, block: doc.Block) -> doc.Block:
        match block:
            case doc.Para(content=content, name=name):
                return doc.Para(self.inlines(content), name)
            case doc.BulletList(items=items):
                return doc.BulletList(tuple(tuple(self._block(b) for b in item) for item in items))
            case doc.OrderedList(start=start, items=items):
                return doc.OrderedList(start, tuple(tuple(self._block(b) for b in item) for item in items))
            case doc.Table(head=head, rows=rows, alignments=alignments):
                columns, cells = tuple(self.inlines(cell) for cell in head), self._rows(rows)
                stand = tuple(alignment([row[i] for row in cells], each) for i, each in enumerate(alignments))
                return doc.Table("", (), columns, cells, stand)
        return block

    def _rows(self, rows: Sequence[Sequence[Inlines]]) -> tuple[tuple[Inlines, ...], ...]:
        return tuple(tuple(self.inlines(cell) for cell in row) for row in rows)

    def _quote(self, item: br.Quote) -> doc.Block:
        quotation = item.quotation
        paragraphs: list[list[doc.Inline]] = [[]]
        for piece in quotation.pieces:
            for number, text in enumerate(BLANK_LINE.split(piece.text)):
                if number:
                    paragraphs.append([])
                if text:
                    paragraphs[-1].append(quoted_piece(piece, LINE_END.sub(" ", text)))
        paragraphs[-1].append(doc.Cite(quotation.citation))
        blocks: list[doc.Block] = [doc.Para(tuple(content)) for content in paragraphs]
        if item.speaker:
            blocks.append(doc.Para((doc.Str(item.speaker),), "attribution"))
        language = foreign(quotation.passage, quotation, self.language)
        return doc.BlockQuote(tuple(blocks), quotation.identifier, language)

    def _pull_quote(self, item: br.PullQuote) -> doc.Block:
        """Words of the text in marks, so that nobody takes them for the brief's own."""
        blocks = [doc.Para((quoted(item.quotation, self.language),), "pulled")]
        if item.speaker:
            blocks.append(doc.Para((doc.Str(item.speaker),), "pulled-from"))
        return doc.Div(tuple(blocks), "pull-quote")

    def _claim(self, item: br.Claim) -> tuple[doc.Block, ...]:
        note: Inlines = () if item.citation is None else (doc.Cite(item.citation),)
        judged = []
        # Two sentences: how likely a thing is and how sure one is of it are not the same (ICD 203).
        if item.likelihood:
            judged.append((self.words["likelihood"], self.scale.printed(item.likelihood.value, self.language)))
        if item.confidence:
            judged.append((self.words["confidence"], confidence_printed(item.confidence.value, self.language)))
        known = annex_words(self.language)
        sentences = known.space.join(known.label.format(*each) for each in judged)
        claim = doc.Para((*self.inlines(item.text), *note), "claim")
        assessment = (doc.Para((doc.Str(sentences),), "assessment"),) if judged else ()
        return (doc.Div((claim, *assessment), "claim-block"),)

    def _table(self, item: br.Table) -> doc.Block:
        self.tables += 1
        columns = tuple(self.inlines(cell) for cell in item.columns)
        rows = tuple(
            tuple(formatted(cell, pattern, self.language) for cell, pattern in zip(row, item.formats, strict=True))
            for row in self._rows(item.rows)
        )
        alignments = tuple(alignment([row[i] for row in rows]) for i in range(len(columns)))
        return self._numbered(self.inlines(item.caption), columns, rows, alignments)

    def _numbered(
        self,
        caption: Inlines,
        columns: tuple[Inlines, ...],
        rows: tuple[tuple[Inlines, ...], ...],
        alignments: tuple[str, ...],
        name: str = "",
    ) -> doc.Table:
        label = f"{self.words['table']} {self.tables}"
        return doc.Table(label, caption, columns, rows, alignments, name, f"table-{self.tables}")

    def _evidence(self) -> tuple[doc.Block, ...]:
        return (self.heading("annex"), *annex(self.brief, self.template.parts, self._own_table))

    def _own_table(
        self, caption: str, heads: Sequence[str], rows: tuple[tuple[Inlines, ...], ...], name: str
    ) -> doc.Table:
        """A table of the compiler's own words, numbered on with the brief's."""
        self.tables += 1
        columns = tuple((doc.Str(head),) for head in heads)
        return self._numbered((doc.Str(caption),), columns, rows, ("AlignDefault",) * len(heads), name)

    def _timeline(self, item: br.Timeline) -> doc.Block:
        rows = []
        for event in item.events:
            note: Inlines = () if event.citation is None else (doc.Cite(event.citation),)
            date = (doc.Str(date_text(event.date, self.language), exact=True),)
            rows.append((date, (*self.inlines(event.event), *note)))
        head = ((doc.Str(self.words["date"]),), (doc.Str(self.words["event"]),))
        return doc.Table("", (), head, tuple(rows), ("AlignDefault", "AlignDefault"), "timeline")

    def _differ(self, item: br.Differ) -> doc.Block:
        rows = []
        for answer in item.answers:
            names = dict.fromkeys(self.brief.sources[p.source].name for p in answer.evidence)
            note: Inlines = () if answer.citation is None else (doc.Cite(answer.citation),)
            rows.append(((doc.Str("; ".join(names), exact=True),), (*self.inlines(answer.says), *note)))
        head = ((doc.Str(self.words["source"]),), (doc.Str(self.words["answer"]),))
        table = doc.Table("", (), head, tuple(rows), ("AlignDefault", "AlignDefault"), "differ-answers")
        title = doc.Para((doc.Str(self.words["differ"]),), "differ-title")
        question = doc.Para(self.inlines(item.question), "differ-question")
        return doc.Div((title, question, table), "differ")

    def inlines(self, content: Inlines) -> Inlines:
        """Quotations and terms set in the brief's marks."""
        return set_marks(content, self.language)
