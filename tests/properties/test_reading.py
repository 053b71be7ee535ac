"""Readers give what is written, know where it stands, and never fall over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.support import text

from briefwright.model.diagnostic import Diagnostic
from briefwright.model.prose import Foreign, Grid, Inline, Items, Link, OwnNote, Paragraph, Styled, Term, Words
from briefwright.model.span import TextFile
from briefwright.read.admission import FORBIDDEN
from briefwright.read.dates import read_date
from briefwright.read.markdown import read_line, read_prose
from briefwright.read.outline import read_outline
from briefwright.read.source import read_source
from briefwright.read.yaml import Mapping, Node, Scalar, read_yaml

admitted = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cn")) | st.sampled_from("\n\n \"'\\:#-[]{}&*!|>%@`,?~é字"),
    max_size=60,
).filter(lambda words: not FORBIDDEN.search(words))
data = st.recursive(
    admitted,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abcxyz-.09", min_size=1), inner, max_size=4),
    max_leaves=12,
)


def _values(node: Node) -> Any:
    if isinstance(node, Scalar):
        return node.text.value
    if isinstance(node, Mapping):
        return {key: _values(value) for key, (_, value) in node.entries.items()}
    return [_values(each) for each in node.items]


def _scalars(node: Node) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Mapping):
        for _, value in node.entries.values():
            yield from _scalars(value)
    else:
        for each in node.items:
            yield from _scalars(each)


def _check_places(node: Node, written: str) -> None:
    for scalar in _scalars(node):
        words = scalar.text
        double = written[words.start : words.start + 1] == '"' and not scalar.plain
        for at, char in enumerate(words.value):
            there = written[words.offset(at) : words.offset(at) + 1]
            if not char.isspace() and not (double and there == "\\"):
                assert there == char, (words.value, at)


@given(
    data, st.sampled_from([None, "'", '"', "|", ">"]), st.sampled_from([20, 80, 10_000]), st.booleans(), st.booleans()
)
@settings(max_examples=300)
def test_yaml_gives_scalars_as_they_are_written(
    given_: Any, style: str | None, width: int, flow: bool, unicode: bool
) -> None:
    """Values are those of a loader that makes nothing but strings, and every character knows its place."""
    written = yaml.safe_dump(
        given_, default_style=style, width=width, default_flow_style=flow, allow_unicode=unicode, sort_keys=False
    )
    node, faults = read_yaml(TextFile("seeds/a.yaml", written))
    assert faults == ()
    assert node is not None
    assert _values(node) == yaml.load(written, Loader=yaml.BaseLoader) == given_
    if "\\\n" not in written:
        _check_places(node, written)


scraps = st.lists(
    st.sampled_from(
        "a: |b: |- |c|'|\"|: |\n|\n  |\n    |[|]|{|}|&x |*x |!t |# |>|? |---\n"
        "|...\n|~|\t|%|@|`|,|\\|é|字|\u2028|x: 1\n|passages:\n"
        "|source:\n|p1: |text: |voices:\n|sections:\n|title: |body:\n|quote: ".split("|")
    )
    | st.text(max_size=3),
    max_size=25,
).map("".join)


@given(scraps)
@settings(max_examples=400)
def test_no_text_makes_a_reader_of_files_fall_over(written: str) -> None:
    """Whatever a file holds, reading it ends in values and diagnostics."""
    file = TextFile("seeds/a.yaml", written)
    _, faults = read_yaml(file)
    source, more = read_source("a", file)
    outline, rest = read_outline("a", file, lambda name: Diagnostic("missing-file", "none", name.span()))
    assert source.faulty or source.item
    assert outline or rest
    for fault in (*faults, *more, *rest):
        assert fault.span.line >= 1
        assert fault.message


@given(st.binary(max_size=80))
def test_no_bytes_make_the_yaml_reader_fall_over(raw: bytes) -> None:
    """Bytes read as Latin-1 have every control character there is."""
    read_yaml(TextFile("a.yaml", raw.decode("latin-1")))


PIECES = (
    "word| |  |\n|\n\n|*|**|_|`|~~|[|]|(|)|{.term}|{lang=zh}|{=html}|[@a#p1]|[see @a, p. 3; @b#p2]|@a|[^1]"
    "|\n\n[^1]: note|<b>|<!-- x -->|&amp;|&#34;|\\*|\\\\|\\|\\alpha|\"|“|”|'|«|»|- |1. |> |# |```\n|| a | b |\n|---\n"
    "| --- | --- |\n|https://x.org|<https://x.org>|[x](https://x.org)|![x](y.png)|实用|é|...|--|\t|!|\u00a0"
    "|:::|$x$|\\\n|    "
).split("|")
marked = st.lists(st.sampled_from(PIECES) | st.just("|") | admitted.map(lambda words: words[:2]), max_size=25).map(
    "".join
)


def _words(content: Sequence[Inline]) -> Iterator[Words]:
    for node in content:
        if isinstance(node, Words):
            yield node
        elif isinstance(node, Styled | Foreign | Link | Term):
            yield from _words(node.content)
        elif isinstance(node, OwnNote):
            yield from _in_blocks(node.blocks)


def _in_blocks(blocks: Sequence[Any]) -> Iterator[Words]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from _words(block.content)
        elif isinstance(block, Items):
            for item in block.items:
                yield from _in_blocks(item)
        elif isinstance(block, Grid):
            for row in (block.head, *block.rows):
                yield from _in_blocks(row)


def _check_words(found: Iterator[Words], written: str) -> None:
    for words in found:
        assert len(words.at) == len(words.text)
        for char, at in zip(words.text, words.at, strict=True):
            assert written[at] == char or written[at] in "\\&", (words.text, char, at)


@given(marked)
@settings(max_examples=500)
def test_every_character_of_prose_knows_its_place(written: str) -> None:
    """Whatever Markdown it is, reading ends; a character that is no escape is the one at its offset."""
    faults: list[Diagnostic] = []
    _check_words(_in_blocks(read_prose(text(written), faults)), written)


@given(marked)
@settings(max_examples=200)
def test_every_character_of_a_line_knows_its_place(written: str) -> None:
    """The same for a heading, a cell or a caption."""
    faults: list[Diagnostic] = []
    _check_words(_words(read_line(text(written), faults).content), written)


@given(st.dates(min_value=date(1000, 1, 1)), st.integers(1, 3))
def test_a_date_of_any_precision_comes_back(day: date, precision: int) -> None:
    """A year, a month or a day gives just the numbers that were written."""
    written = day.isoformat()[: (0, 4, 7, 10)[precision]]
    assert read_date(written) == {"date-parts": [[day.year, day.month, day.day][:precision]]}
    assert read_date(f" {written}~ ") == {"date-parts": [[day.year, day.month, day.day][:precision]], "circa": True}


@given(st.dates(min_value=date(1000, 1, 1), max_value=date(9000, 1, 1)), st.integers(0, 40_000))
def test_a_range_of_dates_comes_back_in_order_only(first: date, days: int) -> None:
    """A range has its two ends; one that goes backwards is no date."""
    second = first + timedelta(days)
    ends = [[day.year, day.month, day.day] for day in (first, second)]
    assert read_date(f"{first}/{second}") == {"date-parts": ends}
    assert days == 0 or read_date(f"{second}/{first}") is None


@given(st.integers(0, 9999), st.integers(0, 99), st.integers(0, 99))
@example(2026, 2, 29)
@example(2026, 13, 1)
def test_a_day_that_no_calendar_has_is_no_date(year: int, month: int, day: int) -> None:
    """A date is read when the calendar has it, and only then."""
    written = f"{year:04}-{month:02}-{day:02}"
    try:
        real = date.fromisoformat(written)
    except ValueError:
        assert year == 0 or read_date(written) is None
    else:
        assert read_date(written) == {"date-parts": [[real.year, real.month, real.day]]}


@given(st.text(max_size=12))
def test_no_words_make_the_reader_of_dates_fall_over(written: str) -> None:
    """Anything else is no date."""
    read_date(written)
