"""The Markdown parser: markdown-it-py with this project's rules.

Gives `parser()`. CommonMark with pipe tables, strikeout, footnotes, and rules of our own for pandoc's citations and
bracketed spans, and for what is refused by name. Invariant: each token knows at which offset of its text it stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Literal

from markdown_it import MarkdownIt, helpers
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType
from mdit_py_plugins.footnote import footnote_plugin

from briefwright.model import limits
from briefwright.read.citations import citation_end

RAW_TEX = re.compile(r"\\[A-Za-z]+")
BARE = re.compile(r"@[A-Za-z0-9][\w.#-]*[\w]")
ATTRIBUTES = re.compile(r"\{([^{}\n]*)\}")
BRACKET = re.compile(r"\\.|[\[\]]", re.DOTALL)
ESCAPABLE = "“”„‟«»「」『』〝〞‘’‚‹›"


class _State(StateInline):
    """Inline state that notes at which offset of its text each token stands."""

    def __init__(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> None:
        super().__init__(src, md, env, tokens)
        self.labels: dict[tuple[int, int], tuple[int, bool]] = {}

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        token = super().push(ttype, tag, nesting)
        last = self.tokens[-2] if len(self.tokens) > 1 else None
        at = self.pos
        if last and ttype == "text" and last.meta.get("delimiter") == self.pos:
            at = int(last.meta["at"]) + 1
        # In `attrs` too, for some rules put a `meta` of their own in the place of ours, and some their own `attrs`.
        token.meta = {"at": at, "delimiter": self.pos}
        token.attrs |= {"at": at}
        return token

    def pushPending(self) -> Token:  # noqa: N802 - the library's name
        content = self.pending
        token = super().pushPending()
        token.meta = {"at": max(self.src.rfind(content, 0, self.pos), 0)}
        return token


class _Inline(ParserInline):
    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        state = _State(src, md, env, tokens)
        if len(src) > limits.PARAGRAPH or (at := too_nested(src)) >= 0:
            refused = state.push("too_many" if len(src) > limits.PARAGRAPH else "too_deep", "", 0)
            refused.meta = {"at": 0 if len(src) > limits.PARAGRAPH else at}
            return state.tokens
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


def too_nested(src: str) -> int:
    """Where brackets are opened deeper than is read, -1 where they are not: each that is not closed costs a look at the
    whole paragraph."""
    depth = 0
    for match in BRACKET.finditer(src):
        depth = depth + 1 if match[0] == "[" else max(depth - 1, 0) if match[0] == "]" else depth
        if depth > limits.NESTING:
            return match.start()
    return -1


class _Helpers:
    """The library's helpers, but for the search of a bracket's partner, which took time by the square of the brackets
    of a paragraph: what one search has passed is known to the next."""

    parseLinkDestination, parseLinkTitle = (  # noqa: N815 - the library's names
        staticmethod(helpers.parseLinkDestination),
        staticmethod(helpers.parseLinkTitle),
    )

    @staticmethod
    def parseLinkLabel(state: _State, start: int, disableNested: bool = False) -> int:  # noqa: N802, N803
        """Where the bracket at `start` closes, or -1; also -1, where asked for, when a link or the like is in it."""
        if (start, state.posMax) not in state.labels:
            _find_partners(state, start)
        end, holds = state.labels[start, state.posMax]
        return -1 if disableNested and holds else end


def _find_partners(state: _State, start: int) -> None:
    """The partners of a bracket and of those behind it, up to its own; and whether there is a token between them that
    began with a bracket."""
    before, state.pos = state.pos, start + 1
    waiting = [(start, 0)]
    tokens = 0
    while waiting and state.pos < state.posMax:
        at, marker = state.pos, state.src[state.pos]
        if marker == "]":
            opened, seen = waiting.pop()
            state.labels[opened, state.posMax] = (at, tokens > seen)
            if not waiting:
                break
        state.md.inline.skipToken(state)
        if marker == "[" and state.pos == at + 1:
            waiting.append((at, tokens))
        elif marker == "[":
            tokens += 1
    state.labels |= {(opened, state.posMax): (-1, False) for opened, _ in waiting}
    state.pos = before


def _escaped_mark(state: StateInline, silent: bool) -> bool:
    """A backslash before a mark that is not ASCII's, which CommonMark does not take for an escape."""
    mark = state.src[state.pos + 1 : state.pos + 2]
    if state.src[state.pos] != "\\" or mark not in ESCAPABLE or not mark:
        return False
    if not silent:
        state.push("text_special", "", 0).content = mark
    state.pos += 2
    return True


def _raw_tex(state: StateInline, silent: bool) -> bool:
    match = RAW_TEX.match(state.src, state.pos, state.posMax) if state.src[state.pos] == "\\" else None
    if match and not silent:
        state.push("raw", "", 0).content = match[0]
    if match:
        state.pos = match.end()
    return match is not None


def _bare_citation(state: StateInline, silent: bool) -> bool:
    before = state.src[state.pos - 1] if state.pos else " "
    if state.src[state.pos] != "@" or before.isalnum() or before in "._-":
        return False
    match = BARE.match(state.src, state.pos, state.posMax)
    if match and not silent:
        state.push("bare_citation", "", 0).content = match[0]
    if match:
        state.pos = match.end()
    return match is not None


def _citation(state: StateInline, silent: bool) -> bool:
    end = citation_end(state.src, state.pos, state.posMax)
    if end < 0:
        return False
    if not silent:
        state.push("citation", "", 0).content = state.src[state.pos : end]
    state.pos = end
    return True


def _bracketed_span(state: StateInline, silent: bool) -> bool:
    """`[words]{.term}` and `[words]{lang=zh}` (pandoc's bracketed_spans)."""
    if state.src[state.pos] != "[":
        return False
    start, maximum = state.pos, state.posMax
    label_end = state.md.helpers.parseLinkLabel(state, start)
    match = ATTRIBUTES.match(state.src, label_end + 1, maximum) if label_end >= 0 else None
    if not match:
        return False
    if not silent:
        opening = state.push("span_open", "", 1)
        opening.content = match[1].strip()
        state.pos, state.posMax = start + 1, label_end
        state.md.inline.tokenize(state)
        state.push("span_close", "", -1)
    state.pos, state.posMax = match.end(), maximum
    return True


LABEL = 200
"""Characters in which a note's label must end; the library would look for its end in all that is left."""


def _note_call(rule: Callable[[StateInline, bool], bool]) -> Callable[[StateInline, bool], bool]:
    """The library's rule for `[^label]`, asked only where a label may end."""
    return lambda state, silent: state.src.find("]", state.pos, state.pos + LABEL) >= 0 and rule(state, silent)


@cache
def parser() -> MarkdownIt:
    """The one parser; making it is slow, using it is not."""
    md = MarkdownIt("commonmark", {"html": True, "maxNesting": 60})
    md.enable(["table", "strikethrough"])
    md.disable(["reference", "text_join", "fragments_join", "code"])
    md.use(footnote_plugin, inline=False, move_to_end=False, always_match_refs=True)
    call = next(rule.fn for rule in md.inline.ruler.__rules__ if rule.name == "footnote_ref")
    md.inline.ruler.at("footnote_ref", _note_call(call))
    md.helpers = _Helpers  # type: ignore[assignment]
    inline = _Inline()
    inline.ruler, inline.ruler2 = md.inline.ruler, md.inline.ruler2
    inline.add_terminator_char("@")
    md.inline = inline
    md.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005 - `read.links` names the place
    md.inline.ruler.before("escape", "raw_tex", _raw_tex)
    md.inline.ruler.before("escape", "escaped_mark", _escaped_mark)
    md.inline.ruler.before("link", "citation", _citation)
    md.inline.ruler.before("link", "bracketed_span", _bracketed_span)
    md.inline.ruler.before("link", "bare_citation", _bare_citation)
    return md
