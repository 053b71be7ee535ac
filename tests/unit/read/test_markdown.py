"""Markdown read as prose."""

from __future__ import annotations

from random import Random
from time import process_time

import pytest
from markdown_it import helpers
from tests.support import codes, text

from briefwright.model.diagnostic import Diagnostic
from briefwright.model.prose import (
    Block,
    Break,
    Citation,
    Code,
    Divider,
    Foreign,
    Grid,
    Inline,
    Items,
    Link,
    OwnNote,
    Paragraph,
    Styled,
    Term,
    Words,
)
from briefwright.read.markdown import read_line, read_prose
from briefwright.read.parser import parser


def _prose(words: str) -> tuple[tuple[Block, ...], list[Diagnostic]]:
    faults: list[Diagnostic] = []
    return read_prose(text(words), faults), faults


def _only(words: str) -> Paragraph:
    (block,), faults = _prose(words)
    assert faults == []
    assert isinstance(block, Paragraph)
    return block


def _shown(content: tuple[Inline, ...]) -> str:
    out = ""
    for node in content:
        match node:
            case Words(text=words):
                out += words
            case Break(hard=hard):
                out += "//" if hard else "/"
            case Styled(style=style, content=inner):
                out += f"<{style} {_shown(inner)}>"
            case Foreign(language=language, content=inner):
                out += f"<{language} {_shown(inner)}>"
            case Link(url=url, content=inner):
                out += f"<{url} {_shown(inner)}>"
            case Term(content=inner):
                out += f"<term {_shown(inner)}>"
            case Code(text=words):
                out += f"<code {words}>"
            case Citation(items=items):
                out += f"<cite {len(items)}>"
            case OwnNote(key=key):
                out += f"<note {key}>"
    return out


INLINES = {
    "emphasis": ("a *b* _c_ **d** __e__", "a <Emph b> <Emph c> <Strong d> <Strong e>"),
    "no emphasis": ("5*3*2 a_b_c * d", "5<Emph 3>2 a_b_c * d"),
    "struck out": ("a ~~b~~", "a <Strikeout b>"),
    "code": ("a `b *c*`", "a <code b *c*>"),
    "a link": ("[a *b*](https://x.org/?a=b&c)", "<https://x.org/?a=b&c a <Emph b>>"),
    "an address": ("<https://x.org>", "<https://x.org https://x.org>"),
    "escapes": (r"\*a\* \[b\] \@c \<d\> \\ \" \$", '*a* [b] @c <d> \\ " $'),
    "entities": ("&amp; &#65; &lt; &nbsp;", "& A < \u00a0"),
    "not improved": ("\"no\" -- ... 'x' (c) 1/2 $x$ H~2~O", "\"no\" -- ... 'x' (c) 1/2 $x$ H~2~O"),
    "line ends": ("a\nb  \nc\\\nd", "a/b//c//d"),
    "a term": ('["a b"]{.term}', '<term "a b">'),
    "another language": ("[实用]{lang=zh} [a]{lang=en-GB}", "<zh 实用> <en-GB a>"),
    "a bracket": ("we […] [with] [T]he", "we […] [with] [T]he"),
    "a bracket of a reference": ("[a][b] [c]: d", "[a][b] [c]: d"),
    "a citation": ("a [@b#p1; see @c, p. 5] d", "a <cite 2> d"),
    "an address with an at sign": ("a@b.org", "a@b.org"),
    "a percent sign and braces": ("{{ x }} {% y %} :::", "{{ x }} {% y %} :::"),
}


@pytest.mark.parametrize(("words", "shown"), INLINES.values(), ids=INLINES)
def test_inlines(words: str, shown: str) -> None:
    """CommonMark with pandoc's citations and spans, and nothing else."""
    assert _shown(_only(words).content) == shown


def test_blocks() -> None:
    """Paragraphs, lists, tables and thematic breaks."""
    blocks, faults = _prose("a\n\n- b\n- c\n\n3. d\n4. e\n\n---\n\n| f | g | h |\n| --- | --: | :-: |\n| 1 | 2 | 3 |")
    assert faults == []
    first, bullets, numbers, rule, grid = blocks
    assert isinstance(first, Paragraph)
    assert isinstance(bullets, Items)
    assert (bullets.start, len(bullets.items)) == (None, 2)
    assert isinstance(numbers, Items)
    assert numbers.start == 3
    assert isinstance(rule, Divider)
    assert isinstance(grid, Grid)
    assert grid.alignments == ("AlignDefault", "AlignRight", "AlignCenter")
    assert [_shown(cell.content) for cell in grid.rows[0]] == ["1", "2", "3"]


REFUSED = {
    "a heading": ("a\n\n# b", "misplaced-markup", 3, 1),
    "an underlined heading": ("a\n\nb\n===", "misplaced-markup", 3, 1),
    "a quotation": ("a\n\n> b", "misplaced-markup", 3, 1),
    "a quotation in a list": ("- > b", "misplaced-markup", 1, 1),
    "a code block": ("```\nb\n```", "misplaced-markup", 1, 1),
    "a picture": ("a ![b](c.png)", "misplaced-markup", 1, 3),
    "an HTML block": ("<div>\nb\n</div>", "raw-markup", 1, 1),
    "an HTML tag": ("a <b>", "raw-markup", 1, 3),
    "an HTML comment": ("a <!-- b -->", "raw-markup", 1, 3),
    "TeX": ("a \\alpha b", "raw-markup", 1, 3),
    "a raw attribute": ("`a`{=html}", "raw-markup", 1, 4),
    "an unknown attribute": ("[a]{.big}", "raw-markup", 1, 1),
    "an event": ("[a]{onclick=x}", "raw-markup", 1, 1),
    "a bare citation": ("a @b#p1 c", "bare-citation", 1, 3),
    "a script": ("[a](javascript:alert)", "invalid-link", 1, 1),
    "a file": ("[a](file:///etc/passwd)", "invalid-link", 1, 1),
    "a missing note": ("[^1]", "unknown-note", 1, 1),
    "an idle note": ("a\n\n[^1]: b", "unused-note", 3, 1),
    "a note in a note": ("a[^1]\n\n[^1]: b[^2]\n\n[^2]: c", "misplaced-markup", 3, 1),
    "a note of two paragraphs": ("a[^1]\n\n[^1]: b\n\n    c", "misplaced-markup", 3, 1),
}


@pytest.mark.parametrize(("words", "code", "line", "column"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_stand_in_prose_is_a_fault_at_its_place(words: str, code: str, line: int, column: int) -> None:
    """Raw markup, headings, quotations, code, pictures, and links that would not work."""
    _, faults = _prose(words)
    assert code in codes(faults)
    fault = next(each for each in faults if each.code == code)
    assert (fault.span.line, fault.span.column) == (line, column)


def test_metadata_means_nothing() -> None:
    """A block that pandoc would read as metadata is words, or a fault; it sets nothing."""
    blocks, faults = _prose("---\ntitle: x\nbibliography: /etc/passwd\n---\n")
    assert faults or not any(isinstance(block, Items | Grid) for block in blocks)


def test_a_note_is_one_paragraph_with_its_own_words() -> None:
    """Where it is called, with its key."""
    note = _only("a[^n].\n\n[^n]: b *c*").content[1]
    assert isinstance(note, OwnNote)
    (inner,) = note.blocks
    assert isinstance(inner, Paragraph)
    assert note.key.startswith("n")
    assert _shown(inner.content) == "b <Emph c>"


@pytest.mark.parametrize(
    ("words", "word", "column"),
    [
        ("a *b* c", "c", 7),
        (r"\*\*a\*\* c", "c", 11),
        ("&amp;&lt; c", "c", 11),
        ("a [@b] c", "c", 8),
        ("**a** *c*", "c", 8),
        ("| a | b |\n| --- | --- |\n| a | c |", "c", 7),
        ("- a\n- c", "c", 3),
        ("`a` c", "c", 5),
    ],
)
def test_words_know_their_columns(words: str, word: str, column: int) -> None:
    """Behind markup, escapes, entities and in cells."""

    def found(nodes: object) -> list[Words]:
        if isinstance(nodes, Words):
            return [nodes] if word in nodes.text else []
        if isinstance(nodes, tuple):
            return [each for node in nodes for each in found(node)]
        inner = [getattr(nodes, name, ()) for name in ("content", "items", "head", "rows")]
        return [each for node in inner for each in found(node)]

    (where,) = found(_prose(words)[0])
    at = where.text.index(word)
    assert where.span(at, at + 1).column == column


def test_a_line_is_one_paragraph() -> None:
    """Block markup in it is words."""
    faults: list[Diagnostic] = []
    line = read_line(text("# a\n\n- b"), faults)
    assert faults == []
    assert _shown(line.content).replace("/", "").startswith("# a")


@pytest.mark.parametrize("unit", ["[", "![", "[@a ", "[a](", "[^", "*a ", "\\", "[a]{."])
def test_brackets_without_end_take_time_by_their_number(unit: str) -> None:
    """Four times the signs may take four times as long, and not sixteen times."""

    def seconds(count: int) -> float:
        start = process_time()
        read_prose(text(unit * count), [])
        return process_time() - start

    seconds(10)
    assert seconds(16_000 // len(unit)) < 9 * seconds(4_000 // len(unit)) + 0.5


def test_brackets_are_paired_as_the_library_pairs_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two thousand rows of brackets, links, spans, escapes and notes, drawn with a fixed seed."""
    chance = Random(7)
    pieces = ["[", "]", "(", ")", "![", "](x)", "{.term}", "a", " ", "\\", "`", "[^1]", "[@a#p1]", "*", "<", ">"]
    rows = ["".join(chance.choices(pieces, k=chance.randint(1, 25))) for _ in range(2000)]
    ours = [[token.as_dict() for token in parser().parseInline(row)] for row in rows]
    monkeypatch.setattr(parser(), "helpers", helpers)
    theirs = [[token.as_dict() for token in parser().parseInline(row)] for row in rows]
    assert ours == theirs


def test_words_parted_by_signs_are_one_run() -> None:
    """A quotation sees whole text, and each character of it knows its place."""
    content = read_line(text("a\\*b&amp;c *d* e\\_f"), []).content
    assert [node.text for node in content if isinstance(node, Words)] == ["a*b&c ", " e_f"]
    assert [list(node.at) for node in content if isinstance(node, Words)] == [[0, 1, 3, 4, 9, 10], [14, 15, 16, 18]]
