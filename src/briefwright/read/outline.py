"""A file in `briefs/` to an `Outline`.

Takes a `TextFile` and a way to open the CSV files that tables name; gives an `Outline`, or None when it has no title
or no sections, and diagnostics. Invariant: pointers stay text; every fault of the file is told at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from briefwright.model import limits
from briefwright.model.chart import Chart
from briefwright.model.diagnostic import Diagnostic
from briefwright.model.outline import (
    Answer,
    Author,
    Block,
    Box,
    Claim,
    Differ,
    Event,
    Figure,
    Outline,
    Prose,
    PullQuote,
    Quote,
    Section,
    Table,
    Timeline,
)
from briefwright.model.prose import Paragraph
from briefwright.model.scale import SCALES
from briefwright.model.span import Text, TextFile
from briefwright.read import keys
from briefwright.read.admission import file_faults, value_fault
from briefwright.read.chart import read_chart
from briefwright.read.dates import read_date, read_moment
from briefwright.read.fields import Fields, kind
from briefwright.read.formats import read_formats
from briefwright.read.markdown import read_line, read_prose
from briefwright.read.table import read_csv
from briefwright.read.yaml import Mapping, Node, Scalar, Sequence, read_yaml

PROSE_PARTS = ("summary", "about", "disclaimer", "acknowledgements")
LIST_PARTS = ("key-points", "recommendations")
TLP = ("TLP:RED", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:GREEN", "TLP:CLEAR")

Fetch = Callable[[Text], TextFile | Diagnostic]
"""Opens a file that an outline names."""


def read_outline(name: str, file: TextFile, fetch: Fetch) -> tuple[Outline | None, tuple[Diagnostic, ...]]:
    """The outline in a file; None when there is too little of it to look further."""
    faults = file_faults(file)
    node, more = read_yaml(file) if not faults else (None, ())
    faults.extend(more)
    if node is not None and not isinstance(node, Mapping):
        faults.append(Diagnostic("wrong-type", f"an outline is a group of keys, not {kind(node)}", node.span))
    if not isinstance(node, Mapping):
        return None, tuple(faults)
    outline = _Reader(name, file, fetch, faults).outline(node)
    return outline, tuple(faults)


def _number(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


class _Reader:
    """One outline on its way from nodes to values."""

    def __init__(self, name: str, file: TextFile, fetch: Fetch, faults: list[Diagnostic]) -> None:
        self.name, self.file, self.fetch, self.faults = name, file, fetch, faults
        self.blocks: dict[str, Callable[[Mapping], Block | None]] = {
            "quote": self._quote,
            "pull-quote": self._pull_quote,
            "claim": self._claim,
            "table": self._table,
            "figure": self._figure,
            "chart": self._chart,
            "box": self._box,
            "differ": self._differ,
            "timeline": self._timeline,
        }

    def outline(self, node: Mapping) -> Outline | None:
        fields = Fields(node, "an outline", keys.OUTLINE, self.faults)
        title = fields.required("title", "title: …")
        given = fields.node_of("sections")
        if given is None or (isinstance(given, Sequence) and not given.items):
            fields.missing("sections", "sections: [{heading: …, body: […]}]")
        sections = tuple(s for n in fields.items("sections", limits.SECTIONS) if (s := self._section(n, 1)))
        parts = {key: blocks for key in PROSE_PARTS if (blocks := self._prose_part(fields, key))}
        parts |= {key: blocks for key in LIST_PARTS if (blocks := self._list_part(fields, key))}
        outline = Outline(
            name=self.name,
            file=self.file,
            title=self._line(title) if title else Paragraph((), fields.span),
            subtitle=self._optional_line(fields, "subtitle"),
            date=self._date(fields),
            authors=self._authors(fields),
            series=fields.words("series"),
            number=fields.words("number"),
            template=fields.text("template"),
            style=fields.text("style"),
            scale=fields.choice("scale", ("", *SCALES)),
            language=fields.language("language", "en-GB"),
            recipient=fields.words("to"),
            sender=fields.words("from"),
            handling=self._handling(fields),
            status=fields.words("status"),
            embargo=self._embargo(fields),
            parts=parts,
            sections=sections,
            annexes=tuple(s for n in fields.items("annexes") if (s := self._section(n, 1))),
            evidence_annex=fields.choice("annex", ("", "evidence")) == "evidence",
            span=fields.span,
        )
        return outline if title and sections else None

    def _line(self, text: Text) -> Paragraph:
        return read_line(text, self.faults)

    def _optional_line(self, fields: Fields, key: str) -> Paragraph | None:
        text = fields.text(key)
        return self._line(text) if text else None

    def _prose(self, text: Text) -> Prose:
        return Prose(read_prose(text, self.faults), text.span())

    def _date(self, fields: Fields) -> str:
        text = fields.text("date", "a date")
        found = read_date(text.value) if text else None
        if text and (found is None or set(found) != {"date-parts"} or len(found["date-parts"]) > 1
                     or found["date-parts"][0][0] < 1):  # fmt: skip
            told = f"`{text.value}` is no date"
            fields.fault("invalid-date", told, text.span(), "write 2026-01-20, 2026-01 or 2026")
            return ""
        return text.value.strip() if text else ""

    def _embargo(self, fields: Fields) -> str:
        text = fields.text("embargo", "a date and time")
        if text and not read_moment(text.value):
            told = f"`{text.value}` is no date and time with a time zone"
            fields.fault("invalid-date", told, text.span(), "for example 2026-01-22T06:00+09:00")
            return ""
        return text.value.strip() if text else ""

    def _handling(self, fields: Fields) -> str:
        text = fields.text("handling")
        if text and text.value.upper().startswith("TLP") and text.value not in TLP:
            told = f"`{text.value}` is no label of TLP 2.0"
            fields.fault("wrong-type", told, text.span(), "one of " + ", ".join(TLP))
        return text.value.strip() if text else ""

    def _authors(self, fields: Fields) -> tuple[Author, ...]:
        node = fields.node_of("authors")
        if isinstance(node, Scalar):
            return tuple(Author(text.value.strip()) for text in [fields.admitted(node.text, "an author")] if text)
        authors = []
        for each in fields.items("authors"):
            if isinstance(each, Scalar) and (text := fields.admitted(each.text, "an author")):
                authors.append(Author(text.value.strip()))
            elif isinstance(each, Mapping):
                record = Fields(each, "an author", keys.AUTHOR, self.faults)
                if name := record.required("name", "name: …"):
                    authors.append(Author(name.value.strip(), record.words("affiliation")))
            elif not isinstance(each, Scalar):
                fields.wrong("authors", each, "names")
        return tuple(authors)

    def _prose_part(self, fields: Fields, key: str) -> tuple[Block, ...]:
        node = fields.node_of(key)
        if node is None or isinstance(node, Scalar):
            text = fields.text(key)
            return (self._prose(text),) if text else ()
        return self._body(fields, key)

    def _list_part(self, fields: Fields, key: str) -> tuple[Block, ...]:
        node = fields.node_of(key)
        if isinstance(node, Scalar):
            text = fields.text(key)
            return (self._prose(text),) if text else ()
        return self._body(fields, key, only=("claim",))

    def _section(self, node: Node, level: int) -> Section | None:
        if not isinstance(node, Mapping):
            told = f"a section is a group of keys, not {kind(node)}"
            self.faults.append(Diagnostic("wrong-type", told, node.span, help="- heading: …"))
            return None
        allowed = [key for key in keys.SECTION if level == 1 or key != "sections"]
        fields = Fields(node, "a section" if level == 1 else "a subsection", allowed, self.faults)
        heading = fields.required("heading", "heading: …")
        body = self._body(fields, "body")
        subsections = tuple(s for n in fields.items("sections") if (s := self._section(n, 2))) if level == 1 else ()
        if fields.node_of("body") is None and not subsections:
            fields.missing("body", "body: [words]")
        empty = Paragraph((), fields.span)
        return Section(self._line(heading) if heading else empty, body, subsections, fields.span)

    def _body(self, fields: Fields, key: str, only: tuple[str, ...] = ()) -> tuple[Block, ...]:
        node = fields.node_of(key)
        if isinstance(node, Scalar):
            text = fields.text(key)
            return (self._prose(text),) if text else ()
        return tuple(block for item in fields.items(key) if (block := self._block(item, key, only)))

    def _block(self, node: Node, key: str, only: tuple[str, ...]) -> Block | None:
        if isinstance(node, Scalar):
            fields = Fields(Mapping(node.span), key, (), self.faults)
            text = fields.admitted(node.text, f"an item of `{key}`")
            return self._prose(text) if text else None
        known = only or tuple(self.blocks)
        if not isinstance(node, Mapping):
            told = f"an item of `{key}` is prose or one of {', '.join(known)}; this is {kind(node)}"
            self.faults.append(Diagnostic("wrong-type", told, node.span))
            return None
        for name in node.entries:
            if name in known:
                return self.blocks[name](node)
        first = next(iter(node.entries.values()), None)
        if first and not re.fullmatch(r"[a-z-]+", first[0].value):
            told = "YAML takes the words before the colon for a key"
            advice = "put the whole item in quotation marks, or begin it on a line of its own after `|`"
            self.faults.append(Diagnostic("wrong-type", told, first[0].span(), help=advice))
        else:
            Fields(node, f"an item of `{key}`", known, self.faults)
        return None

    def _quote(self, node: Mapping) -> Block | None:
        fields = Fields(node, "a quotation", keys.QUOTE, self.faults)
        passage = fields.required("quote", "quote: source#passage", "source#passage")
        if "exact" in node.entries and fields.node_of("exact") is None:
            told = "`exact` is empty"
            fields.fault(
                "wrong-type", told, fields.key_span("exact"), "write the words, or take the key out for the whole"
            )
        return Quote(passage, fields.text("exact"), fields.text("speaker"), fields.span) if passage else None

    def _pull_quote(self, node: Mapping) -> Block | None:
        fields = Fields(node, "a pull quote", keys.PULL_QUOTE, self.faults)
        passage = fields.required("pull-quote", "pull-quote: source#passage", "source#passage")
        exact = fields.required("exact", "exact: words that the text quotes")
        return PullQuote(passage, exact, fields.text("speaker"), fields.span) if passage and exact else None

    def _claim(self, node: Mapping) -> Block | None:
        fields = Fields(node, "a claim", keys.CLAIM, self.faults)
        text = fields.required("claim", "claim: words")
        if text is None:
            return None
        return Claim(
            text=read_prose(text, self.faults),
            evidence=fields.texts("evidence"),
            against=fields.texts("against"),
            likelihood=fields.text("likelihood"),
            confidence=fields.text("confidence"),
            span=fields.span,
        )

    def _inside(self, node: Mapping, key: str) -> Fields | None:
        """The group under `table:`, `figure:` …; keys beside it are faults."""
        outer = Fields(node, f"`{key}`", (key,), self.faults)
        inner = outer.mapping(key)
        if inner is None:
            if outer.node_of(key) is None:
                outer.fault(
                    "wrong-type", f"`{key}` is empty", outer.span, "its keys are " + ", ".join(keys.GROUPED[key])
                )
            return None
        return Fields(inner, f"`{key}`", keys.GROUPED[key], self.faults)

    def _table(self, node: Mapping) -> Block | None:
        fields = self._inside(node, "table")
        if fields is None:
            return None
        columns: tuple[Text, ...] = fields.texts("columns")
        given = fields.node_of("columns")
        node_keys = {"columns"} if isinstance(given, Sequence) and not given.items else set()
        rows = [row for item in fields.items("rows") if (row := self._row(item)) is not None]
        file = self._csv(fields)
        if file:
            columns, rows = (columns, file) if columns else (file[0], file[1:])
        if file is not None and fields.node_of("rows") is not None:
            fields.fault("wrong-type", "a table has `rows` or `file`, not both", fields.key_span("rows"), "keep one")
        if (fields.node_of("columns") is None or ("columns" in node_keys and not columns)) and file is None:
            fields.missing("columns", "columns: [one, two]")
        elif (fields.node_of("rows") is None or not rows) and file is None:
            fields.missing("rows", "rows: [[one, two]]")
        if (count := len(columns) * (len(rows) + 1)) > limits.CELLS:
            told = f"the table has {count:,} cells; the limit is {limits.CELLS:,}"
            fields.fault("too-many", told, fields.span, "put it into a file that the brief links to")
            return None
        for row in rows:
            if len(row) != len(columns):
                told = f"this row has {_number(len(row), 'cell')} and the table {_number(len(columns), 'column')}"
                advice = "a cell with nothing in it is written ''"
                fields.fault("wrong-type", told, row[0].span() if row else fields.span, advice)
        cells = tuple(tuple(self._line(cell) for cell in row) for row in rows if len(row) == len(columns))
        formats = read_formats(fields, columns, rows)
        caption = self._optional_line(fields, "caption")
        return Table(caption, tuple(self._line(c) for c in columns), cells, formats, fields.span)

    def _row(self, node: Node) -> tuple[Text, ...] | None:
        if not isinstance(node, Sequence):
            self.faults.append(Diagnostic("wrong-type", f"a row is a list of cells, not {kind(node)}", node.span))
            return None
        strange = [cell for cell in node.items if not isinstance(cell, Scalar)]
        for cell in strange:
            self.faults.append(Diagnostic("wrong-type", f"a cell is words, not {kind(cell)}", cell.span))
        cells = tuple(cell.text for cell in node.items if isinstance(cell, Scalar))
        bad = [fault for cell in cells if (fault := value_fault(cell, "a cell"))]
        self.faults.extend(bad)
        return None if strange or bad else cells

    def _figure(self, node: Mapping) -> Block | None:
        fields = self._inside(node, "figure")
        if fields is None:
            return None
        return self._pictured(fields, fields.required("file", "file: map.png"), "figure")

    def _chart(self, node: Mapping) -> Block | None:
        fields = self._inside(node, "chart")
        if fields is None:
            return None
        spec, table = fields.mapping("vega-lite"), self._csv(fields)
        chart = read_chart(spec, fields.key_span("vega-lite"), table, self.faults) if spec else None
        if fields.node_of("vega-lite") is None:
            fields.missing("vega-lite", "vega-lite: {mark: bar, encoding: {…}}")
        return self._pictured(fields, chart, "chart")

    def _csv(self, fields: Fields) -> list[tuple[Text, ...]] | None:
        """The rows of the CSV file that a table or a chart names; None where it names none."""
        file = fields.text("file")
        opened = self.fetch(file) if file else None
        if isinstance(opened, Diagnostic):
            self.faults.append(opened)
        return read_csv(opened, self.faults) if isinstance(opened, TextFile) else [] if file else None

    def _pictured(self, fields: Fields, picture: Text | Chart | None, what: str) -> Figure | None:
        """A picture with the words around it."""
        written = fields.node_of("alt")
        empty = isinstance(written, Scalar) and not written.text.value.strip()
        alt = None if empty else fields.text("alt")
        if written is None or empty:
            advice = "add `alt: …`, what a reader who cannot see it should know"
            fields.fault("missing-alt-text", f"the {what} has no `alt`", fields.span, advice)
        caption, credit = self._optional_line(fields, "caption"), self._optional_line(fields, "credit")
        return Figure(picture, " ".join(alt.value.split()), caption, credit, fields.span) if picture and alt else None

    def _box(self, node: Mapping) -> Block | None:
        fields = self._inside(node, "box")
        if fields is None:
            return None
        if fields.node_of("body") is None:
            fields.missing("body", "body: [words]")
        return Box(self._optional_line(fields, "heading"), self._body(fields, "body"), fields.span)

    def _differ(self, node: Mapping) -> Block | None:
        fields = self._inside(node, "differ")
        if fields is None:
            return None
        question = fields.required("question", "question: …")
        if fields.node_of("answers") is None:
            fields.missing("answers", "answers: [{says: …, evidence: [source#p1]}]")
        answers = tuple(a for item in fields.items("answers") if (a := self._answer(item)))
        return Differ(self._line(question), answers, fields.span) if question else None

    def _timeline(self, node: Mapping) -> Block | None:
        fields = Fields(node, "a timeline", ("timeline",), self.faults)
        events = tuple(event for item in fields.items("timeline") if (event := self._event(item)))
        return Timeline(events, fields.span) if events else None

    def _event(self, node: Node) -> Event | None:
        if not isinstance(node, Mapping):
            told = f"an event is a group of keys, not {kind(node)}"
            self.faults.append(Diagnostic("wrong-type", told, node.span, help="{date: 2026-01-05, event: …}"))
            return None
        fields = Fields(node, "an event", keys.EVENT, self.faults)
        if fields.required("date", "date: 2026-01-05") is None:
            return None
        date, event = self._date(fields), fields.required("event", "event: …")
        evidence = fields.texts("evidence")
        return Event(date, self._line(event), evidence, fields.span) if event and date else None

    def _answer(self, node: Node) -> Answer | None:
        if not isinstance(node, Mapping):
            told = f"an answer is a group of keys, not {kind(node)}"
            self.faults.append(Diagnostic("wrong-type", told, node.span, help="{says: …, evidence: [source#p1]}"))
            return None
        fields = Fields(node, "an answer", keys.ANSWER, self.faults)
        says = fields.required("says", "says: …")
        evidence = fields.texts("evidence")
        if not evidence:
            fields.missing("evidence", "evidence: [source#p1]")
        return Answer(self._line(says), evidence, fields.span) if says else None
