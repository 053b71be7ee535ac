"""Notes numbered, and the document finished.

Takes laid parts and the words of each note; gives a `Document`. Invariant: notes are numbered once through, in the
order in which the parts are printed; a note has one paragraph and no note of its own.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from briefwright.compose.dates import date_text, moment_text
from briefwright.compose.lists import captions, contents
from briefwright.compose.marks import set_marks
from briefwright.model import document as doc
from briefwright.model.brief import Brief
from briefwright.model.document import Inlines
from briefwright.model.template import Template
from briefwright.model.typography import typeset
from briefwright.model.words import words

FOLLOWING = ".,;:!?…"
"""Marks that a note's call stands behind (Chicago Manual of Style 14.26); not in French, where it stands before."""


def cites(parts: Sequence[doc.Part]) -> Iterator[doc.Cite]:
    """Every `Cite` of laid parts, in the order in which a reader meets them."""
    for part in parts:
        for block in part.blocks:
            yield from _block_cites(block)


def _block_cites(block: doc.Block) -> Iterator[doc.Cite]:
    match block:
        case doc.Para(content=content) | doc.Header(content=content):
            yield from _inline_cites(content)
        case doc.BulletList(items=items) | doc.OrderedList(items=items):
            for item in items:
                for each in item:
                    yield from _block_cites(each)
        case doc.BlockQuote(content=blocks) | doc.Div(content=blocks):
            for each in blocks:
                yield from _block_cites(each)
        case doc.Table():
            for cell in (block.caption, *block.head, *(c for row in block.rows for c in row)):
                yield from _inline_cites(cell)
        case doc.Figure():
            yield from _inline_cites((*block.caption, *block.credit))


def _inline_cites(content: Inlines) -> Iterator[doc.Cite]:
    for node in content:
        match node:
            case doc.Cite():
                yield node
            case doc.Str() | doc.SoftBreak() | doc.LineBreak() | doc.Code() | doc.Note() | doc.Quoted():
                pass
            case _:
                yield from _inline_cites(node.content)


def places(parts: Sequence[doc.Part]) -> list[tuple[tuple[int, ...], bool]]:
    """Every note in order: the index of its citation; or, and True, the citations in a note of the outline's own. A
    note called again is a note too, with nothing in it."""
    found: list[tuple[tuple[int, ...], bool]] = []
    for cite in cites(parts):
        if cite.citation >= 0:
            found.append(((cite.citation,), False))
        else:
            found.append((tuple(inner.citation for inner in _inline_cites(cite.own)), True))
    return found


def compose(
    brief: Brief,
    parts: Sequence[doc.Part],
    notes: Mapping[int, Inlines],
    sources: Sequence[tuple[str, Inlines]],
    template: Template,
) -> doc.Document:
    """The document: laid parts with numbered notes, the list of sources in its place, own words in good type."""
    outline = brief.outline
    numbering = _Numbering(notes, outline.language)
    done = [doc.Part(part.name, tuple(numbering.block(block) for block in part.blocks)) for part in parts]
    return doc.Document(
        name=brief.name,
        language=outline.language,
        title=numbering.inlines(set_marks(brief.title, outline.language)),
        subtitle=numbering.inlines(set_marks(brief.subtitle, outline.language)),
        date=outline.date,
        date_text=date_text(outline.date, outline.language) if outline.date else "",
        authors=tuple((author.name, author.affiliation) for author in outline.authors),
        series=outline.series,
        number=outline.number,
        publisher=template.publisher,
        recipient=outline.recipient,
        sender=outline.sender,
        cover=template.cover,
        handling=outline.handling,
        status=outline.status,
        embargo=moment_text(outline.embargo, outline.language) if outline.embargo else "",
        parts=tuple(_with_sources(done, sources, template, outline.language)),
        notes=tuple(numbering.made),
        words=words(outline.language),
    )


def _with_sources(
    parts: Sequence[doc.Part], sources: Sequence[tuple[str, Inlines]], template: Template, language: str
) -> Iterator[doc.Part]:
    waiting = {part.name: part for part in parts}
    if sources:
        entries = tuple(doc.Para((doc.Span(text, f"ref-{key}"),), "reference") for key, text in sources)
        heading = doc.Header(2, (doc.Str(words(language)["sources"]),), "part-sources-heading", "part-heading")
        waiting["sources"] = doc.Part("sources", (heading, doc.Div(entries, "references")))
    order = [*template.parts, *(["sources"] if "sources" not in template.parts else [])]
    printed = [waiting[name] for name in order if name in waiting]
    waiting |= {part.name: part for part in _lists(printed, language)}
    yield from (waiting[name] for name in order if name in waiting)


def _lists(parts: Sequence[doc.Part], language: str) -> Iterator[doc.Part]:
    """Contents, and lists of tables and figures where there are any."""
    known = words(language)

    def headed(name: str, entries: tuple[doc.Block, ...]) -> tuple[doc.Block, ...]:
        heading = doc.Header(2, (doc.Str(known[name]),), f"part-{name}-heading", "part-heading")
        return (heading, doc.Div(entries, "toc", f"toc-{name}")) if entries else ()

    yield doc.Part("contents", headed("contents", contents(parts)))
    listed = (*headed("tables", captions(parts, doc.Table)), *headed("figures", captions(parts, doc.Figure)))
    if listed:
        yield doc.Part("lists", listed)


class _Numbering:
    """Counts notes, and sets the brief's own words."""

    def __init__(self, notes: Mapping[int, Inlines], language: str) -> None:
        self.notes, self.language = notes, language
        self.made: list[doc.Note] = []
        self.own: dict[str, int] = {}

    def block(self, block: doc.Block) -> doc.Block:
        match block:
            case doc.Para(content=content):
                return replace(block, content=self.inlines(content))
            case doc.Header(content=content):
                return replace(block, content=self.inlines(content))
            case doc.BulletList(items=items) | doc.OrderedList(items=items):
                return replace(block, items=tuple(tuple(self.block(b) for b in item) for item in items))
            case doc.BlockQuote(content=blocks) | doc.Div(content=blocks):
                return replace(block, content=tuple(self.block(each) for each in blocks))
            case doc.Table():
                caption = self.inlines(block.caption)
                head = tuple(self.inlines(cell) for cell in block.head)
                rows = tuple(tuple(self.inlines(cell) for cell in row) for row in block.rows)
                return replace(block, caption=caption, head=head, rows=rows)
            case doc.Figure():
                return replace(block, caption=self.inlines(block.caption), credit=self.inlines(block.credit))
        return block

    def inlines(self, content: Inlines, before: str = "") -> Inlines:
        """Inlines with notes numbered, calls behind punctuation, own words curled."""
        out: list[doc.Inline] = []
        for node in _joined(_calls_behind_marks(content, self.language), before):
            match node:
                case doc.Str(text=text, exact=False):
                    out.append(doc.Str(typeset(text, self.language, before)))
                case doc.Link(url=url, content=inner) if doc.plain(inner) in url:
                    out.append(node)  # an address has no dashes, and no spaces of ours
                case doc.Cite():
                    out.append(self._note(node))
                case doc.Str() | doc.SoftBreak() | doc.LineBreak() | doc.Code() | doc.Note() | doc.Quoted():
                    out.append(node)
                case _:
                    out.append(replace(node, content=self.inlines(node.content, before)))
            before = doc.plain((out[-1],))[-1:] or before
        return tuple(out)

    def _note(self, cite: doc.Cite) -> doc.Note:
        number = len(self.made) + 1
        if cite.citation >= 0:
            note = doc.Note(number, self.notes.get(cite.citation, ()))
        elif cite.key in self.own:
            note = doc.Note(number, (doc.Str(f"{words(self.language)['see-note']} {self.own[cite.key]}."),))
        else:
            self.own[cite.key] = number
            self.made.append(doc.Note(number, ()))
            note = doc.Note(number, self._own(cite.own))
            self.made[number - 1] = note
            return note
        self.made.append(note)
        return note

    def _own(self, content: Inlines) -> Inlines:
        """A note of the outline's own: its citations stand in it as words, in brackets behind other words."""
        out: list[doc.Inline] = []
        for node in content:
            if isinstance(node, doc.Cite):
                text = _without_stop(self.notes.get(node.citation, ()))
                alone = not doc.plain(tuple(out)).strip()
                out.extend(text if alone else (doc.Str(" ("), *text, doc.Str(")")))
            elif isinstance(node, doc.Emph | doc.Strong | doc.Strikeout | doc.Link | doc.Span):
                out.append(replace(node, content=self._own(node.content)))
            else:
                out.extend(self.inlines((node,), doc.plain(tuple(out))[-1:]))
        return tuple(out)


def _joined(content: Inlines, before: str) -> Iterator[doc.Inline]:
    """Own words that follow each other as one run, the ends of the outline's lines in it spaces: what must not be
    parted may stand on two lines of the outline. Chinese and Japanese have no space there."""
    run = ""
    for at, node in enumerate(content):
        if isinstance(node, doc.SoftBreak):
            last = run[-1:] or before
            run += "" if _wide(last) and _wide(doc.plain(content[at + 1 :])[:1]) else " "
            continue
        if isinstance(node, doc.Str) and not node.exact:
            run += node.text
            continue
        yield from [doc.Str(run)] if run else []
        before = doc.plain((node,))[-1:] or run[-1:] or before
        run = ""
        yield node
    yield from [doc.Str(run)] if run else []


def _wide(char: str) -> bool:
    """Whether a line may end behind or before a character without a space: Chinese and Japanese have none."""
    return bool(char) and unicodedata.east_asian_width(char) in "WF" and not "\uac00" <= char <= "\ud7a3"


def _without_stop(content: Inlines) -> Inlines:
    if content and isinstance(last := content[-1], doc.Str) and last.text.endswith("."):
        return (*content[:-1], doc.Str(last.text[:-1], exact=True))
    return content


def _calls_behind_marks(content: Inlines, language: str) -> Inlines:
    if language.split("-")[0].lower() == "fr":
        return content
    out: list[doc.Inline] = []
    rest = list(reversed(content))
    while rest:
        node = rest.pop()
        after = rest[-1] if rest else None
        if isinstance(node, doc.Cite) and isinstance(after, doc.Str) and not after.exact:
            words_ = after.text.lstrip(FOLLOWING)
            if signs := after.text[: len(after.text) - len(words_)]:
                rest.pop()
                out.append(doc.Str(signs))
                rest.extend([doc.Str(words_)] if words_ else [])
        out.append(node)
    return tuple(out)
