"""The document as HTML: for the page engine, and as an edition of its own.

Takes a `Document`; gives one HTML document through the template's layout. Invariant: words are escaped here and
nowhere else; the layout places parts that are already set, and never sees a passage as text.
"""

from __future__ import annotations

import base64
import mimetypes
import re
from collections.abc import Callable, Collection, Iterable, Sequence
from math import ceil
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote

from markupsafe import Markup, escape

from briefwright.engines import logos
from briefwright.engines.clock import moment
from briefwright.engines.markup import edition
from briefwright.model import document as doc
from briefwright.model.chart import Drawing
from briefwright.model.document import Document, Inlines, plain
from briefwright.model.failure import Failure
from briefwright.model.language import right_to_left
from briefwright.model.template import Template
from briefwright.write.chart import chart_html

Place = Literal["foot", "end"]
ReadFile = Callable[[str], bytes]
POINTS = re.compile(r"(?<![\w#.-])(-?(?:\d+\.?\d*|\.\d+))pt\b")
"""Lengths that grow with the text; those in millimetres, pixels and per cent do not."""
TOKEN = re.compile(r"\S+")
ADDRESS = re.compile(r"(?:://|\bwww\.)\S")
"""What makes a token an address."""
SHORTEST = 160
ENDLESS = re.compile(rf"[!-~\u00c0-\u024f]{{{SHORTEST},}}")
"""What no line holds, in a script whose letters do not join."""
SHARE = re.compile("(.{20})(?=.)")
BREAKS = re.compile(r"(?<=[/.\-?&=_,])(?=[^/.\-?&=_,])|(?<=[^/.\-?&=_,]{30})")
"""Where a line may end in an address (Chicago Manual of Style 7.46): behind a sign, and no hyphen is put in; where
there is none for long, behind thirty letters."""
LONG_WORD = 24
"""Characters of a word beyond which a column may break it rather than be as wide."""
SHORT_CELL, FEW_COLUMNS = 16, 6
"""Characters of a cell that is not broken into lines, where all of its column are as short, and the columns few."""
WIDE = 4
"""Columns from which a table may be wider than a phone."""
WRAPPED = {
    doc.Emph: "em", doc.Strong: "strong", doc.Strikeout: "s", doc.Superscript: "sup", doc.Subscript: "sub",
}  # fmt: skip


def write_html(
    document: Document, template: Template, place: Place, read_file: ReadFile, loose: Collection[int] = ()
) -> str:
    """The whole document. `place` is where notes stand: at the foot of the page, or at the end for the screen. The
    numbers of notes that may go to the foot of the next page, and whose paragraphs may leave a line alone, whatever the
    style sheet prefers, are in `loose`.

    Raises Failure when the template's layout fails, changes a part, or, for the screen, does more than arrange.
    """
    setter = _Setter(place, read_file, loose, template.scale_of_text)
    parts = [{"name": part.name, "html": setter.part(part)} for part in document.parts]
    if place == "end" and document.notes:
        parts.append({"name": "notes", "html": setter.notes(document)})
    # Loaded here: what only reads and checks does without it.
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    values: dict[str, Any] = {
        "lang": document.language,
        "rtl": right_to_left(document.language),
        "title": plain(document.title),
        "title_html": setter.inlines(_bound(document.title)),
        "subtitle": setter.inlines(document.subtitle),
        "date_text": document.date_text,
        "authors": [{"name": name, "affiliation": affiliation} for name, affiliation in document.authors],
        "series": document.series,
        "number": document.number,
        "handling": document.handling,
        "status": document.words.get(document.status, document.status),
        "embargo_text": f"{document.words['embargo']} {document.embargo}" if document.embargo else "",
        "publisher": document.publisher,
        "recipient": document.recipient,
        "sender": document.sender,
        "logo": _logo(template, place),
        "labels": document.words,
        "parts": parts,
        "css": POINTS.sub(lambda size: f"{round(float(size[1]) * template.scale_of_text, 3):g}pt", template.css),
        "settings": {
            "paper": template.paper,
            "colours": template.colours,
            "text": "large" if template.scale_of_text > 1 else "normal",
            "cover": template.cover,
        },
        "notes": place,
        "head_html": _head(document),
    }
    where = f"templates/{template.name}/layout.html.j2"
    try:
        made = environment.from_string(template.layout).render(values)
    except MemoryError:
        raise
    except Exception as error:  # a layout can fail in any way that an expression can
        line = getattr(error, "lineno", None)
        raise Failure(f"{where}{f':{line}' if line else ''}: {error}", COMPARE) from None
    changed = next((part["name"] for part in parts if part["html"] not in made), "")
    if changed:
        raise Failure(f"{where} leaves the part `{changed}` out, or changes it", COMPARE)
    return edition(made) if place == "end" else made


COMPARE = "compare it with the template policy-brief"


def _logo(template: Template, place: Place) -> str:
    """The address of the logo; for the screen, where it stands in the file, its content."""
    if not template.logo:
        return ""
    if place == "foot":
        return f"template:{quote(template.logo)}"
    content, kind = logos.shown(Path(template.folder) / template.logo)
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"


def _bound(title: Inlines) -> Inlines:
    """A title whose last line is no word alone."""
    if not title or not isinstance(last := title[-1], doc.Str) or plain(title).count(" ") < 3:
        return title
    words, space, word = last.text.rpartition(" ")
    return (*title[:-1], doc.Str(f"{words}\u00a0{word}", last.exact)) if space else title


LAST_WORD = re.compile(r"(?<=\s)[^\W\d_]{8,}[^\w\s]*$")
"""A last word that hyphenation could reach, with its signs."""


def _ended(content: Inlines) -> Inlines:
    """A paragraph whose last line is no part of a word: its last word is not hyphenated."""
    at = next((at for at in range(len(content) - 1, -1, -1) if not isinstance(content[at], doc.Note)), -1)
    last = content[at] if at >= 0 else None
    if not isinstance(last, doc.Str) or last.exact or not (word := LAST_WORD.search(last.text)):
        return content
    whole = doc.Span((doc.Str(word[0]),), name="whole")
    return (*content[:at], doc.Str(last.text[: word.start()]), whole, *content[at + 1 :])


def _head(document: Document) -> Markup:
    pairs = [("generator", "briefwright")]
    pairs += [("author", name) for name, _ in document.authors]
    if document.subtitle:
        pairs.append(("description", plain(document.subtitle)))
    epoch = moment()
    made = epoch.strftime("%Y-%m-%dT%H:%M:%SZ") if epoch else document.date
    if epoch or len(made) == 10:
        pairs += [("dcterms.created", made), ("dcterms.modified", made)]
    return Markup("\n").join(Markup('<meta name="{}" content="{}">').format(*pair) for pair in pairs)


def _attributes(**values: str) -> Markup:
    shown = ((key.rstrip("_"), value) for key, value in values.items() if value)
    return Markup("").join(Markup(' {}="{}"').format(Markup(key), value) for key, value in shown)


def _element(tag: str, content: Markup, **values: str) -> Markup:
    return Markup("<{0}{1}>{2}</{0}>").format(Markup(tag), _attributes(**values), content)


def _short(column: Iterable[Inlines], table: doc.Table) -> bool:
    """Whether each cell of a column is best kept on one line."""
    return len(table.head) <= FEW_COLUMNS and all(len(plain(cell)) <= SHORT_CELL for cell in column)


def _words(text: str) -> Markup:
    """Words, with leave to end a line inside an address, and inside a word that is longer than a line: the page engine
    looks for each of its lines' ends in all that is left of it."""
    out, done = Markup(""), 0
    for token in TOKEN.finditer(text) if len(text) > 4 else ():
        if address := ADDRESS.search(token[0]):
            pieces = BREAKS.split(token[0])
        elif len(token[0]) >= SHORTEST and ENDLESS.search(token[0]):
            pieces = SHARE.sub("\\1\n", token[0]).split("\n")
        else:
            continue
        content = Markup("<wbr>").join(Markup(escape(piece)) for piece in pieces)
        out += escape(text[done : token.start()]) + (_element("span", content, class_="url") if address else content)
        done = token.end()
    return out + escape(text[done:])


LINE = 80
"""About how many characters a line holds in a box, or among the sources."""
LONG = 18
"""Lines that take up a third of a page or so: what is longer may break over pages."""


def _long(blocks: Iterable[doc.Block], scale: float) -> bool:
    return _lines(blocks) * scale * scale > LONG


def _lines(blocks: Iterable[doc.Block]) -> float:
    """About how many lines some blocks take, the space between them counted."""
    count = 0.0
    for block in blocks:
        match block:
            case doc.Para(content=content) | doc.Header(content=content):
                count += ceil(len(plain(content)) / LINE) + 0.4
            case doc.BulletList(items=items) | doc.OrderedList(items=items):
                count += sum(_lines(item) for item in items)
            case doc.BlockQuote(content=inner) | doc.Div(content=inner):
                count += _lines(inner)
            case doc.Table(head=head, rows=rows):
                share = LINE / max(len(head), 1)
                count += sum(max(ceil(len(plain(cell)) / share) for cell in row) + 0.6 for row in (head, *rows) if row)
            case doc.Figure():
                count += LONG / 2
    return count


class _Setter:
    """Sets nodes as HTML."""

    def __init__(self, place: Place, read_file: ReadFile, loose: Collection[int], scale: float) -> None:
        self.place, self.read_file, self.loose, self.scale = place, read_file, loose, scale

    def part(self, part: doc.Part) -> Markup:
        name = self._name(f"part {part.name}", part.blocks)
        return _element("section", self.blocks(part.blocks), class_=name, id=f"part-{part.name}")

    def _name(self, name: str, blocks: Sequence[doc.Block]) -> str:
        """A class, and whether what it names is too long to stay together."""
        return f"{name} long" if _long(blocks, self.scale) else name

    def notes(self, document: Document) -> Markup:
        items = Markup("\n").join(
            _element("li", self.inlines(note.content) + self._back(note.number), id=f"fn{note.number}")
            for note in document.notes
        )
        heading = _element("h2", Markup(escape(document.words["notes"])), class_="part-heading")
        notes = _element("ol", items, class_="notes")
        return _element("section", heading + notes, class_="part notes", id="part-notes", role="doc-endnotes")

    def _back(self, number: int) -> Markup:
        return Markup(" ") + _element("a", Markup("↩"), href=f"#call{number}", role="doc-backlink",
                                      **{"aria-label": f"↩ {number}"})  # fmt: skip

    def blocks(self, blocks: Iterable[doc.Block]) -> Markup:
        return Markup("\n").join(self.block(block) for block in blocks)

    def block(self, block: doc.Block) -> Markup:
        match block:
            case doc.Para(content=content, name=name):
                # A line of the paragraph may stand alone where WeasyPrint would lose its note otherwise.
                alone = any(isinstance(node, doc.Note) and node.number in self.loose for node in content)
                style = "orphans: 1; widows: 1" if alone else ""
                return _element("p", self.inlines(_ended(content)), class_=name, style=style)
            case doc.Header(level=level, content=content, identifier=identifier, name=name):
                return _element(f"h{level}", self.inlines(content), id=identifier, class_=name)
            case doc.BulletList(items=items):
                return _element("ul", self._items(items))
            case doc.OrderedList(start=start, items=items):
                return _element("ol", self._items(items), start=str(start) if start != 1 else "")
            case doc.BlockQuote(content=content, identifier=identifier, language=language):
                return _element("blockquote", self.blocks(content), class_="quotation", id=identifier, lang=language)
            case doc.Table():
                return self._table(block)
            case doc.Figure():
                return self._figure(block)
            case doc.Div():
                return self._div(block)
            case doc.HorizontalRule():
                return Markup("<hr>")

    def _div(self, div: doc.Div) -> Markup:
        match div:
            case doc.Div(name="section" | "subsection", content=content, identifier=identifier):
                return _element("section", self.blocks(content), class_=div.name, id=identifier)
            case doc.Div(name="box", content=content):
                return _element("aside", self.blocks(content), class_=self._name("box", content))
            case doc.Div(name="pull-quote", content=content):
                # It repeats what the text says: who listens hears it there, once.
                return _element("aside", self.blocks(content), class_="pull-quote", **{"aria-hidden": "true"})
            case doc.Div(name="toc", content=content, identifier=identifier):
                heading = {"aria-labelledby": f"part-{identifier.removeprefix('toc-')}-heading"}
                return _element("nav", self.blocks(content), class_="toc", id=identifier, **heading)
            case doc.Div(name="references", content=content):
                entries = Markup("\n").join(self._reference(p) for p in content if isinstance(p, doc.Para))
                return _element("ul", entries, class_="references")
        return _element("div", self.blocks(div.content), class_=self._name(div.name, div.content))

    def _items(self, items: Iterable[tuple[doc.Block, ...]]) -> Markup:
        return Markup("\n").join(_element("li", self.blocks(item)) for item in items)

    def _reference(self, paragraph: doc.Para) -> Markup:
        span = paragraph.content[0]
        assert isinstance(span, doc.Span)
        return _element("li", self.inlines(span.content), id=span.identifier)

    def _table(self, table: doc.Table) -> Markup:
        caption = self._caption(table.label, table.caption)
        head = _element("caption", caption) if caption else Markup("")
        kinds = [
            " ".join(name for name in ("number" * (each == "AlignRight"), "short" * _short(column, table)) if name)
            for each, column in zip(table.alignments, zip(table.head, *table.rows, strict=True), strict=True)
        ]
        cells = zip(table.head, kinds, strict=True)
        columns = Markup("").join(_element("th", self.inlines(c), scope="col", class_=kind) for c, kind in cells)
        rows = Markup("\n").join(
            _element("tr", Markup("").join(self._cell(c, k) for c, k in zip(row, kinds, strict=True)))
            for row in table.rows
        )
        body = head + _element("thead", _element("tr", columns)) + _element("tbody", rows)
        # On a narrow screen a wide table is scrolled: by keyboard too (WCAG 2.1.1).
        stop = "0" if self.place == "end" and len(table.head) >= WIDE else ""
        return _element("table", body, class_=f"data {table.name}".strip(), id=table.identifier, tabindex=stop)

    def _cell(self, content: Inlines, kind: str) -> Markup:
        long = any(len(word) > LONG_WORD for word in plain(content).split())
        return _element("td", self.inlines(content), class_=" ".join(each for each in (kind, "long" * long) if each))

    def _caption(self, label: str, content: Inlines) -> Markup:
        words = self.inlines(content)
        if not label:
            return words
        return _element("span", Markup(escape(label)), class_="label") + (Markup(" ") + words if words else Markup(""))

    def _figure(self, figure: doc.Figure) -> Markup:
        caption = self._caption(figure.label, figure.caption)
        if figure.credit:
            caption += Markup(" ") + _element("span", self.inlines(figure.credit), class_="credit")
        if isinstance(figure.picture, Drawing):
            image = chart_html(figure, figure.picture, self.place)
        else:
            source = _attributes(src=self._source(figure.picture))
            image = Markup("<img{}>").format(source + Markup(' alt="{}"').format(figure.alt))
        return _element("figure", image + _element("figcaption", caption), class_="figure", id=figure.identifier)

    def _source(self, path: str) -> str:
        if self.place == "foot":
            return f"workspace:{quote(path)}"
        kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
        return f"data:{kind};base64,{base64.b64encode(self.read_file(path)).decode()}"

    def inlines(self, content: Inlines) -> Markup:
        return Markup("").join(self._inline(node) for node in content)

    def _inline(self, node: doc.Inline) -> Markup:
        match node:
            case doc.Str(text=text):
                return _words(text)
            case doc.SoftBreak():
                # No line feed: in notes WeasyPrint 70 takes it for the end of a line.
                return Markup(" ")
            case doc.LineBreak():
                return Markup("<br>")
            case doc.Code(text=text):
                return _element("code", Markup(escape(text)))
            case doc.SmallCaps(content=content):
                return _element("span", self.inlines(content), class_="smallcaps")
            case doc.Link(url=url, content=content):
                return _element("a", self.inlines(content), href=url)
            case doc.Span(content=content, identifier=identifier, name=name, language=language):
                return _element("span", self.inlines(content), class_=name, id=identifier, lang=language)
            case doc.Note(number=number, content=content):
                return self._note(number, content)
            case doc.Emph() | doc.Strong() | doc.Strikeout() | doc.Superscript() | doc.Subscript():
                return _element(WRAPPED[type(node)], self.inlines(node.content))
        raise TypeError(f"{type(node).__name__} is no node of a finished document")

    def _note(self, number: int, content: Inlines) -> Markup:
        if self.place == "foot":
            policy = "footnote-policy: auto" if number in self.loose else ""
            return _element("span", self.inlines(content), class_="footnote", id=f"fn{number}", style=policy)
        call = _element("a", Markup(str(number)), href=f"#fn{number}", id=f"call{number}", role="doc-noteref")
        return _element("sup", call, class_="call")
