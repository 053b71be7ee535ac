"""Prose to document nodes: marks paired, quotations bound to the citation that follows, citations resolved.

Takes a paragraph of the outline; gives pandoc-named inlines in which quoted words are `Quoted` and citations `Cite`.
Invariant: words in double marks leave here as a quotation, a term or a diagnostic, never as plain words.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

from briefwright.model import document as doc
from briefwright.model.brief import Quotation
from briefwright.model.diagnostic import Diagnostic, Label
from briefwright.model.prose import (
    Break,
    Citation,
    Code,
    Foreign,
    Inline,
    Link,
    OwnNote,
    Paragraph,
    Styled,
    Term,
    Words,
)
from briefwright.model.source import Passage
from briefwright.model.span import Span
from briefwright.resolve.heading import STYLES
from briefwright.resolve.marks import pair_marks
from briefwright.resolve.quotation import Wanted
from briefwright.resolve.sameness import DOUBLE

SINGLE_BEFORE_CITATION = re.compile(r"(?:^|[\s(—–])(?P<mark>['‘‚])\w(?:[^'‘’\"]|(?<=\w)['’](?=\w))*['’‘][.,]?\s*$")
ORIGINAL = re.compile(
    r"(?:emphasis|italics?)\s+(?:is\s+|are\s+)?(?:in\s+(?:the\s+)?original|original|theirs)", re.IGNORECASE
)


class Desk(Protocol):
    """What binding a paragraph needs of the rest of `resolve`."""

    language: str
    own_notes: set[str]
    """Notes of the outline's own that were bound already: a second call says "see note N"."""

    def fault(self, diagnostic: Diagnostic) -> None:
        """Tell a fault."""

    def cite(self, citation: Citation) -> int:
        """Resolve a citation; its index."""

    def passages(self, citation: int) -> tuple[Passage, ...]:
        """The passages that a citation points at."""

    def broken(self, citation: int) -> bool:
        """Whether a pointer of the citation was already told to be wrong."""

    def quote(self, wanted: Wanted, citation: int) -> Quotation | None:
        """The quotation of a citation's passages, or None and a fault told."""


@dataclass(frozen=True)
class Token:
    """One step through a paragraph: a character, or a node; `inside` names the node it stands in."""

    kind: str
    text: str = ""
    node: Inline | None = None
    words: Words | None = None
    index: int = 0
    inside: int = 0
    emphasis: bool = False

    def span(self) -> Span:
        """Its place."""
        assert self.words is not None
        return self.words.span(self.index, self.index + 1)


def bind(paragraph: Paragraph, desk: Desk, follows: int | None = None) -> doc.Inlines:
    """The paragraph resolved. `follows` is the citation that comes after it (a claim's evidence)."""
    return _Binder(_tokens(paragraph.content), desk, follows).run()


def _tokens(content: Sequence[Inline], inside: int = 0, emphasis: bool = False) -> list[Token]:
    out: list[Token] = []
    for node in content:
        match node:
            case Words():
                out.extend(Token("char", char, node, node, i, inside, emphasis) for i, char in enumerate(node.text))
            case Break():
                out.append(Token("break", "\n", node, inside=inside))
            case Styled() | Foreign() | Link():
                styled = emphasis or (isinstance(node, Styled) and node.style in ("Emph", "Strong"))
                out.append(Token("open", node=node, inside=inside))
                out.extend(_tokens(node.content, id(node), styled))
                out.append(Token("close", node=node, inside=inside))
            case _:
                out.append(Token("node", node=node, inside=inside))
    return out


class _Binder:
    """One paragraph on its way."""

    def __init__(self, tokens: list[Token], desk: Desk, follows: int | None) -> None:
        self.tokens, self.desk = tokens, desk
        self.cited: dict[int, int] = {}
        self.sourced: list[int] = []
        """Where citations of passages stand."""
        self.bound: dict[int, tuple[int, Quotation | None]] = {}
        self.follows = follows

    def run(self) -> doc.Inlines:
        for at, token in enumerate(self.tokens):
            if isinstance(token.node, Citation):
                self._warn_single_marks(at)
                self._warn_term(at)
                self.cited[at] = self.desk.cite(token.node)
                self.sourced += [at] if any(item.passage for item in token.node.items) else []
        pairs = self._pairs()
        self._refuse_doubled_marks(pairs)
        if self.follows is not None:
            self._warn_single_marks(len(self.tokens))
        for start, end in pairs:
            self._bind(start, end)
        return self._build(0, len(self.tokens))

    def _refuse_doubled_marks(self, pairs: list[tuple[int, int]]) -> None:
        """Two single marks look like a double one and would not be checked."""
        inside = {at for start, end in pairs for at in range(start, end)}
        for at, (first, second) in enumerate(pairwise(self.tokens)):
            if (
                at not in inside
                and first.kind == second.kind == "char"
                and first.text == second.text
                and first.text in "'‘’`"
            ):
                told = "two single marks are no double mark, and the words in them are not checked"
                self.desk.fault(Diagnostic("unpaired-mark", told, first.span(), help='write one double mark: "'))

    def _pairs(self) -> list[tuple[int, int]]:
        chars = [t.text if t.kind in ("char", "break") else "\x00" for t in self.tokens]
        pairs, lonely = pair_marks(chars)
        good = []
        for start, end in pairs:
            if self.tokens[start].inside == self.tokens[end].inside:
                good.append((start, end))
            else:
                lonely.append(start)
        for at in lonely:
            advice = "close the quotation; inside it use single marks; a mark that is no quotation is taken out"
            told = "a quotation mark without its partner in this paragraph"
            self.desk.fault(Diagnostic("unpaired-mark", told, self.tokens[at].span(), help=advice))
        return good

    def _warn_single_marks(self, at: int) -> None:
        """Words in single marks straight before a passage citation, or at the end of what evidence follows."""
        near = [t for t in self.tokens[max(0, at - 400) : at] if t.kind in ("char", "break")]
        before = "".join(t.text for t in near)
        citation = self.tokens[at].node if at < len(self.tokens) else None
        found = SINGLE_BEFORE_CITATION.search(before)
        if found and (citation is None or (isinstance(citation, Citation) and any(i.passage for i in citation.items))):
            mark = near[found.start("mark")]
            told = "words in single marks stand before a citation and are not checked as a quotation"
            advice = "use double marks for a quotation; single ones are for a quotation inside it"
            self.desk.fault(Diagnostic("single-marks", told, mark.span(), help=advice))

    def _warn_term(self, at: int) -> None:
        """A term straight before a passage citation reads as a quotation."""
        before = at - 1
        while (
            before >= 0
            and self.tokens[before].kind in ("char", "break")
            and not self.tokens[before].text.strip(" \n.,")
        ):
            before -= 1
        node, citation = self.tokens[before].node if before >= 0 else None, self.tokens[at].node
        if isinstance(node, Term) and isinstance(citation, Citation) and any(item.passage for item in citation.items):
            told = "a term stands before a citation and reads as a quotation, but is not checked"
            advice = "quote the words in double marks without {.term}, or move the citation"
            self.desk.fault(Diagnostic("single-marks", told, node.span, help=advice))

    def _bind(self, start: int, end: int) -> None:
        tokens = self.tokens[start + 1 : end]
        span = self.tokens[start].span()
        if stranger := next((t for t in tokens if not _may_be_quoted(t)), None):
            self.bound[start] = (end, None)
            self.desk.fault(_stranger_fault(stranger, span))
            return
        citation = self._citation_after(end)
        if citation is None:
            self.bound[start] = (end, None)
            advice = (
                "cite the passage behind it, `[@source#passage]`;"
                ' words that are no quotation are `["so-called"]{.term}`'
            )
            told = "words in quotation marks with no passage cited after them"
            self.desk.fault(Diagnostic("unsourced-quotation", told, span, help=advice))
            return
        found = None if self.desk.broken(citation) else self.desk.quote(self._wanted(tokens, span, end), citation)
        self.bound[start] = (end, found)

    def _citation_after(self, end: int) -> int | None:
        behind = bisect_right(self.sourced, end)
        return self.cited[self.sourced[behind]] if behind < len(self.sourced) else self.follows

    def _wanted(self, tokens: list[Token], span: Span, end: int) -> Wanted:
        tokens = [t for t in tokens if t.kind in ("char", "break")]
        behind = bisect_right(self.sourced, end)
        node = self.tokens[self.sourced[behind]].node if behind < len(self.sourced) else None
        suffixes = [item.suffix for item in node.items] if isinstance(node, Citation) else []

        def place(start: int, end: int) -> Span:
            spans = [t.span() for t in tokens[start:end] if t.kind == "char"] or [span]
            return Span(span.file, spans[0].line, spans[0].column, spans[-1].end_line, spans[-1].end_column)

        return Wanted(
            text="".join(t.text for t in tokens),
            span=span,
            place=place,
            language=self.desk.language,
            emphasis=frozenset(i for i, t in enumerate(tokens) if t.emphasis),
            original=any(ORIGINAL.search(suffix) for suffix in suffixes),
        )

    def _build(self, start: int, end: int) -> doc.Inlines:
        out: list[doc.Inline] = []
        pending: list[str] = []
        at = start

        def flush() -> None:
            if pending:
                out.append(doc.Str("".join(pending)))
                pending.clear()

        while at < end:
            token = self.tokens[at]
            if at in self.bound:
                flush()
                stop, quotation = self.bound[at]
                if quotation:
                    out.append(doc.Quoted(quotation))
                at = stop + 1
                continue
            if token.kind == "char":
                pending.append(token.text)
                at += 1
                continue
            if token.kind == "node" and isinstance(token.node, Citation):
                _strip_end(pending)
                if not pending and out and isinstance(out[-1], doc.SoftBreak):
                    out.pop()
            flush()
            if token.kind == "open":
                close = self._close(at)
                out.extend(self._wrap(token.node, self._build(at + 1, close)))
                at = close + 1
                continue
            out.extend(self._single(at, token))
            at += 1
        flush()
        return tuple(out)

    def _close(self, at: int) -> int:
        node = self.tokens[at].node
        return next(
            i for i in range(at + 1, len(self.tokens)) if self.tokens[i].node is node and self.tokens[i].kind == "close"
        )

    def _wrap(self, node: Inline | None, content: doc.Inlines) -> doc.Inlines:
        match node:
            case Styled(style=style):
                return (STYLES[style](content),)
            case Foreign(language=language):
                return (doc.Span(content, language=language),)
            case Link(url=url):
                return (doc.Link(url, content),)
        return content

    def _single(self, at: int, token: Token) -> doc.Inlines:
        match token.node:
            case Break(hard=hard):
                return (doc.LineBreak() if hard else doc.SoftBreak(),)
            case Citation():
                return (doc.Cite(self.cited[at]),)
            case Code(text=text, span=span):
                if DOUBLE & set(text):
                    told = "words in quotation marks stand in a code span and are not checked"
                    advice = "take the backticks away"
                    self.desk.fault(Diagnostic("unsourced-quotation", told, span, help=advice))
                return (doc.Code(text),)
            case Term(content=content):
                return (doc.Marked(self._term(content)),)
            case OwnNote(key=key, blocks=blocks):
                first = blocks[0]
                own: doc.Inlines = ()
                if key not in self.desk.own_notes and isinstance(first, Paragraph):
                    self.desk.own_notes.add(key)
                    own = bind(first, self.desk)
                return (doc.Cite(-1, own, key),)
        return ()

    def _term(self, content: tuple[Inline, ...]) -> doc.Inlines:
        """A term without the marks that the editor wrote around it: the brief sets its own."""
        tokens = _tokens(content)
        for token in tokens:
            if isinstance(token.node, Citation | OwnNote | Link):
                advice = "put it behind the term"
                told = "a citation, note or link cannot stand in a term"
                self.desk.fault(Diagnostic("misplaced-markup", told, token.node.span, help=advice))
        text = "".join(t.text for t in tokens if t.kind in ("char", "break")).strip().replace("\n", " ")
        return (doc.Str(text[1:-1] if text[:1] in DOUBLE and text[-1:] in DOUBLE and len(text) > 2 else text),)


def _may_be_quoted(token: Token) -> bool:
    if token.kind in ("char", "break"):
        return True
    if token.kind in ("open", "close"):
        return isinstance(token.node, Foreign) or (isinstance(token.node, Styled) and token.node.style != "Strikeout")
    return False


def _stranger_fault(token: Token, span: Span) -> Diagnostic:
    if isinstance(token.node, Citation):
        return Diagnostic(
            "altered-quotation",
            "the citation stands inside the quotation marks",
            span,
            labels=(Label(token.node.span, "the citation"),),
            help='move it behind the closing mark: "words" [@source#passage]',
        )
    what = {Link: "a link stands", OwnNote: "a note stands", Code: "code stands", Term: "a term stands"}
    told = what.get(type(token.node), "struck-out words stand")
    return Diagnostic("altered-quotation", f"{told} inside the quotation marks", span, help="take it out")


def _strip_end(pending: list[str]) -> None:
    while pending and pending[-1] in " \u00a0":
        pending.pop()
