"""Markdown to prose.

Takes a `Text`; gives `model.prose` blocks and diagnostics. CommonMark with pandoc's citations, footnotes, bracketed
spans, strikeout and pipe tables, read by markdown-it-py.
Invariant: prose is untrusted. Raw HTML, raw TeX and raw attributes are faults, never output; every character that
is kept knows its offset.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby

from markdown_it.token import Token

from briefwright.model import limits
from briefwright.model.characters import SUSPECT
from briefwright.model.diagnostic import Diagnostic
from briefwright.model.prose import (
    Block,
    Break,
    Code,
    Divider,
    Foreign,
    Grid,
    Inline,
    Items,
    Link,
    OwnNote,
    Paragraph,
    Style,
    Styled,
    Term,
    Words,
)
from briefwright.model.span import Text
from briefwright.read.admission import FORBIDDEN
from briefwright.read.citations import read_citation
from briefwright.read.links import link_fault
from briefwright.read.parser import parser

RAW_ATTRIBUTE = re.compile(r"\{=\w+\}")
DEEPEST = 24
"""Levels of markdown-it's tokens; a list in a list takes two. Beyond its own limit it drops words in silence."""
STYLES: dict[str, Style] = {"em_open": "Emph", "strong_open": "Strong", "s_open": "Strikeout"}


def read_prose(text: Text, faults: list[Diagnostic]) -> tuple[Block, ...]:
    """Paragraphs, lists and tables of a piece of Markdown; faults are added to `faults`."""
    return _Reader(text, faults).blocks()


def read_line(text: Text, faults: list[Diagnostic]) -> Paragraph:
    """One paragraph of inline Markdown: a heading, a cell, a caption. Line ends count as spaces."""
    return _Reader(text, faults).line()


REFUSED = {
    "heading_open": ("a heading", "make it a section: `- heading: …` under `sections:`"),
    "blockquote_open": ("a Markdown quotation", "use `quote: source#passage` as an item of its own in `body:`"),
    "fence": ("a code block", "briefs have none; indent less, or take out the ```"),
    "code_block": ("a code block", "briefs have none; indent less"),
}


@dataclass
class _Reader:
    """One text on its way from tokens to prose."""

    text: Text
    faults: list[Diagnostic]
    notes: dict[str, list[Token]] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    made: dict[str, tuple[Block, ...]] = field(default_factory=dict)
    cursor: dict[int, int] = field(default_factory=dict)

    @cached_property
    def starts(self) -> list[int]:
        """Where each line of the text begins."""
        return [0, *(match.end() for match in re.finditer("\n", self.text.value))]

    def line(self) -> Paragraph:
        tokens = parser().parseInline(self.text.value)
        if _too_deep(tokens[0]):
            self._fault("too-deep", "emphasis is nested too deep here", 0, 1, "flatten it")
            return Paragraph((), self.text.span())
        content = self._inlines(tokens[0].children or [], range(len(self.text.value) + 1))
        return Paragraph(content, self.text.span())

    def blocks(self) -> tuple[Block, ...]:
        parsed = parser().parse(self.text.value)
        if deep := next((token for token in parsed if _too_deep(token)), None):
            at = self._line_start(deep.map[0] if deep.map else 0)
            self._fault("too-deep", "lists or emphasis are nested too deep here", at, at + 1, "flatten them")
            return ()
        tokens = self._take_notes(parsed)
        blocks = self._blocks(tokens)
        for label in self.notes.keys() - self.used:
            told = f"the note [^{label}] is called nowhere"
            self._fault("unused-note", told, *self._find(f"[^{label}]:"), f"call it with `[^{label}]`, or take it out")
        return blocks

    def _find(self, words: str) -> tuple[int, int]:
        at = max(self.text.value.find(words), 0)
        return at, at + len(words)

    def _fault(self, code: str, message: str, start: int, end: int, advice: str = "") -> None:
        self.faults.append(Diagnostic(code, message, self.text.span(start, end), help=advice))

    def _take_notes(self, tokens: list[Token]) -> list[Token]:
        rest: list[Token] = []
        into = rest
        for token in tokens:
            if token.type == "footnote_reference_open":
                into = self.notes.setdefault(str(token.meta["label"]), [])
            elif token.type == "footnote_reference_close":
                into = rest
            else:
                into.append(token)
        return rest

    def _blocks(self, tokens: Sequence[Token]) -> tuple[Block, ...]:
        return tuple(block for group in _groups(tokens) if (block := self._block(group)))

    def _block(self, tokens: Sequence[Token]) -> Block | None:
        first = tokens[0]
        match first.type:
            case "paragraph_open":
                return self._paragraph(tokens[1])
            case "bullet_list_open" | "ordered_list_open":
                start = (
                    int(1 if first.attrGet("start") is None else first.attrGet("start") or 0)
                    if first.type == "ordered_list_open"
                    else None
                )
                return Items(start, tuple(self._blocks(item[1:-1]) for item in _groups(tokens[1:-1])))
            case "table_open":
                return self._grid(tokens)
            case "hr":
                return Divider()
            case "html_block":
                self._refuse(first, "raw-markup", "raw HTML", "write Markdown; a `<` of your own is `\\<`")
            case kind if kind in REFUSED:
                self._refuse(first, "misplaced-markup", *REFUSED[kind])
        return None

    def _refuse(self, token: Token, code: str, what: str, advice: str) -> None:
        start = self._line_start(token.map[0] if token.map else 0)
        end = self.text.value.find("\n", start)
        end = len(self.text.value) if end < 0 else end
        self._fault(code, f"{what} cannot stand in prose", start, end, advice)

    def _line_start(self, number: int) -> int:
        at = self.starts[min(number, len(self.starts) - 1)]
        while self.text.value[at : at + 1] == " ":
            at += 1
        return at

    def _paragraph(self, inline: Token) -> Paragraph:
        at = self._offsets(inline)
        start, end = (at[0], at[-1]) if at else (0, 0)
        return Paragraph(self._inlines(inline.children or [], at), self.text.span(start, end))

    def _grid(self, tokens: Sequence[Token]) -> Grid:
        rows: list[tuple[Paragraph, ...]] = []
        alignments: list[str] = []
        for position, token in enumerate(tokens):
            if token.type == "tr_open":
                rows.append(())
            if token.type == "th_open":
                style = str(token.attrGet("style") or "")
                alignments.append({"right": "AlignRight", "center": "AlignCenter"}.get(style[11:], "AlignDefault"))
            if token.type in ("th_open", "td_open"):
                rows[-1] = (*rows[-1], self._paragraph(tokens[position + 1]))
        return Grid(rows[0], tuple(rows[1:]), tuple(alignments))

    def _offsets(self, inline: Token) -> list[int]:
        """For each character of an inline token's content, and for its end, the offset in the value.

        Its lines are ends of the value's lines (cells: pieces of one line, left to right).
        """
        value, starts = self.text.value, self.starts
        first = inline.map[0] if inline.map else 0
        last = inline.map[1] if inline.map else 0
        while first < last - 1 and not value[starts[first] : starts[first + 1]].strip():
            first += 1  # a line of no-break spaces is none of the content's
        out: list[int] = []
        for number, content in enumerate(inline.content.split("\n")):
            start = starts[min(first + number, len(starts) - 1)]
            stop = value.find("\n", start)
            stop = len(value) if stop < 0 else stop
            begin = max(self.cursor.get(start, 0), start)
            at = value.find(content, begin, stop)
            if at < 0:  # a tab at the line's beginning, of which the list took some columns, came as spaces
                bare = content.lstrip(" ")
                at = max(value.find(bare, begin, stop), start)
                out.extend([max(at - 1, start)] * (len(content) - len(bare)))
                content = bare
            if content:
                self.cursor[start] = at + len(content)
            out.extend(range(at, at + len(content) + 1))
        return out

    def _inlines(self, tokens: Sequence[Token], at: Sequence[int]) -> tuple[Inline, ...]:
        out: list[Inline] = []
        for group in _groups(tokens):
            out.extend(self._inline(group, at))
        return _joined(out)

    def _inline(self, group: Sequence[Token], at: Sequence[int]) -> Iterator[Inline]:  # noqa: C901 - a table of kinds
        token = group[0]
        start = int(token.meta.get("at", token.attrGet("at") or 0))
        end = start + len(token.content)
        match token.type:
            case "text":
                if raw := RAW_ATTRIBUTE.match(token.content):
                    self._raw(at[start], at[start + raw.end()], "a raw attribute")
                elif token.content:
                    yield Words(token.content, [at[i] for i in range(start, end)], self.text)
            case "text_special":
                if FORBIDDEN.search(token.content) or token.content == "\ufffd":
                    told = f"U+{ord(token.content[0]):04X} cannot stand in prose"
                    self._fault("forbidden-character", told, at[start], at[start] + 1, "take the entity out")
                    return
                if SUSPECT.fullmatch(token.content):
                    told = f"U+{ord(token.content[0]):04X} is written so that nobody sees it"
                    advice = "write the character itself, where its letters need it"
                    self._fault("deceptive-character", told, at[start], at[start] + 1, advice)
                    return
                yield Words(token.content, [at[start]] * len(token.content), self.text)
            case "softbreak" | "hardbreak":
                yield Break(token.type == "hardbreak")
            case "em_open" | "strong_open" | "s_open":
                yield Styled(STYLES[token.type], self._inlines(group[1:-1], at))
            case "code_inline":
                yield Code(token.content, self.text.span(at[start], at[start] + 1))
            case "link_open":
                yield from self._link(group, at, start)
            case "citation":
                yield from read_citation(token.content, at[start], self.text, self.faults)
            case "span_open":
                yield from self._bracketed(group, at, start)
            case "footnote_ref":
                yield from self._note(str(token.meta["label"]), at, start)
            case "bare_citation":
                advice = f"put it in square brackets, `[{token.content}]`; a plain @ is `\\@`"
                self._fault("bare-citation", f"`{token.content}` stands outside brackets", at[start], at[end], advice)
            case "raw":
                self._raw(at[start], at[end], f"`{token.content}`, raw TeX,")
            case "html_inline":
                self._raw(at[start], at[end], f"`{token.content[:40]}`, raw HTML,")
            case "too_many":
                told = f"the paragraph has more than {limits.PARAGRAPH:,} characters"
                self._fault("too-many", told, at[0], at[0] + 1, "part it")
            case "too_deep":
                told = f"brackets are opened more than {limits.NESTING} deep here"
                self._fault("too-deep", told, at[start], at[start] + 1, "close them; a plain bracket is `\\[`")
            case "image":
                advice = "use `figure:` as an item of its own in `body:`"
                self._fault("misplaced-markup", "a picture cannot stand in prose", at[start], at[start] + 1, advice)

    def _raw(self, start: int, end: int, what: str) -> None:
        advice = "write the character itself or Markdown; a backslash before `<` or `\\` takes it as it is"
        self._fault("raw-markup", f"{what} cannot stand in prose", start, end, advice)

    def _link(self, group: Sequence[Token], at: Sequence[int], start: int) -> Iterator[Inline]:
        url = str(group[0].attrGet("href") or "")
        content = self._inlines(group[1:-1], at)
        if group[0].attrGet("title"):
            told = "a link's title is not printed"
            self._fault("misplaced-markup", told, at[max(start - 1, 0)], at[start] + 1, "say it in the text")
        words = "".join(token.content for token in group[1:-1])
        if fault := link_fault(url, self.text.span(at[max(start - 1, 0)], at[start] + 1), words):
            self.faults.append(fault)
        yield Link(url, content, self.text.span(at[max(start - 1, 0)], at[start] + 1))

    def _bracketed(self, group: Sequence[Token], at: Sequence[int], start: int) -> Iterator[Inline]:
        content = self._inlines(group[1:-1], at)
        attributes = group[0].content
        span = self.text.span(at[start], at[start] + 1)
        if attributes == ".term":
            yield Term(content, span)
        elif language := re.fullmatch(r"lang=[\"']?([A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*)[\"']?", attributes):
            yield Foreign(language[1], content)
        else:
            told = f"`{{{attributes}}}` means nothing here"
            self.faults.append(
                Diagnostic("raw-markup", told, span, help="words can be `{.term}` or `{lang=zh}`, nothing else")
            )

    def _note(self, label: str, at: Sequence[int], start: int) -> Iterator[Inline]:
        span = self.text.span(at[start], at[start] + len(label) + 3)
        if label not in self.notes:
            self.faults.append(
                Diagnostic("unknown-note", f"there is no note [^{label}]", span, help=f"write `[^{label}]: …` below")
            )
            return
        self.used.add(label)
        if any(token.type == "footnote_ref" for t in self.notes[label] for token in t.children or []):
            self._fault("misplaced-markup", "a note cannot have a note", *self._find(f"[^{label}]:"))
            return
        blocks = self.made[label] if label in self.made else self._blocks(self.notes[label])
        self.made[label] = blocks  # a note that is called twice is read once
        if len(blocks) != 1 or not isinstance(blocks[0], Paragraph):
            advice = "take lists and blank lines out of it"
            self._fault("misplaced-markup", "a note is one paragraph", *self._find(f"[^{label}]:"), advice)
            return
        yield OwnNote(f"{label}@{self.text.start}", blocks, span)


def _too_deep(token: Token) -> bool:
    return token.level > DEEPEST or _depth(token.children or ()) > DEEPEST


def _depth(tokens: Sequence[Token]) -> int:
    """How deep inline tokens nest; their own levels are not told, for emphasis is found after them."""
    deepest = depth = 0
    for token in tokens:
        depth += token.nesting
        deepest = max(deepest, depth)
    return deepest


def _groups(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """The tokens of one level: single ones, and runs from an opening to its closing."""
    start = depth = 0
    for position, token in enumerate(tokens):
        depth += token.nesting
        if depth == 0:
            yield tokens[start : position + 1]
            start = position + 1


def _joined(nodes: list[Inline]) -> tuple[Inline, ...]:
    """Neighbouring words made one, so that a quotation sees whole text."""
    out: list[Inline] = []
    for words, run in groupby(nodes, lambda node: isinstance(node, Words)):
        held = list(run)
        pieces = [node for node in held if isinstance(node, Words)]
        if words and len(pieces) > 1:
            at = [place for piece in pieces for place in piece.at]
            out.append(Words("".join(piece.text for piece in pieces), at, pieces[0].source))
        else:
            out.extend(held)
    return tuple(out)
