"""YAML read as it is written."""

from __future__ import annotations

import pytest

from briefwright.model import limits
from briefwright.model.span import TextFile
from briefwright.read.yaml import Mapping, Scalar, Sequence, read_yaml


def _read(written: str) -> Mapping:
    node, faults = read_yaml(TextFile("a.yaml", written))
    assert faults == ()
    assert isinstance(node, Mapping)
    return node


def _scalar(written: str, key: str = "x") -> Scalar:
    node = _read(written).entries[key][1]
    assert isinstance(node, Scalar)
    return node


@pytest.mark.parametrize(
    "word", ["NO", "yes", "12:30", "0o17", "1_000", "1e3", "2026-01-09", ".inf", "0x1F", "=", "<<", "null", "~"]
)
def test_a_scalar_is_as_written(word: str) -> None:
    """Nothing is a number, a date or a truth value."""
    assert _scalar(f"x: {word}\n").text.value == word


def test_only_plain_nothing_is_null() -> None:
    """Quotation marks make it words."""
    assert all(_scalar(f"x: {word}\n").empty for word in ("", "~", "null", "NULL"))
    assert not any(_scalar(f"x: {word}\n").empty for word in ("''", '"null"', "no", "0"))


FOLDED = {
    "plain": ("x: one\n  two\n\n  three\n", "one two\nthree"),
    "folded": ("x: >\n  one\n  two\n\n  three\n", "one two\nthree\n"),
    "folded, stripped": ("x: >-\n  one\n  two\n", "one two"),
    "literal": ("x: |\n  one\n   two\n", "one\n two\n"),
    "literal, kept": ("x: |+\n  one\n\n", "one\n\n"),
    "single": ("x: 'it''s\n  so'\n", "it's so"),
    "double": ('x: "a\\tb\\u00e9\\\n  c\\"d"\n', 'a\tbéc"d'),
}


@pytest.mark.parametrize(("written", "value"), FOLDED.values(), ids=FOLDED)
def test_styles_of_scalars(written: str, value: str) -> None:
    """As libyaml folds and unescapes them."""
    assert _scalar(written).text.value == value


PLACES = {
    "plain": ("x: one two\n", "two", (1, 8)),
    "plain, folded": ("x: one\n   two\n", "two", (2, 4)),
    "literal": ("x: |\n  one\n  two three\n", "three", (3, 7)),
    "folded": ("x: >-\n  one\n  two\n\n  three\n", "three", (5, 3)),
    "single": ("x: 'it''s so'\n", "so", (1, 11)),
    "double": ('x: "a\\u00e9 so"\n', "so", (1, 13)),
    "behind wide letters": ("x: 务实 🙂 so\n", "so", (1, 9)),
    "in a list": ("x:\n  - one\n  - two so\n", "so", (3, 9)),
    "in a flow": ("x: [one, two so]\n", "so", (1, 14)),
}


@pytest.mark.parametrize(("written", "word", "place"), PLACES.values(), ids=PLACES)
def test_any_part_of_a_scalar_knows_its_place(written: str, word: str, place: tuple[int, int]) -> None:
    """Line and column, in code points from 1."""
    node = _read(written).entries["x"][1]
    scalar = node.items[-1] if isinstance(node, Sequence) else node
    assert isinstance(scalar, Scalar)
    at = scalar.text.value.rindex(word)
    span = scalar.text.span(at, at + len(word))
    assert (span.line, span.column) == place
    assert (span.end_line, span.end_column - span.column) == (place[0], len(word))


REFUSED = {
    "an anchor": ("x: &a b\n", "invalid-yaml", 1, 4),
    "an alias": ("x: *a\n", "invalid-yaml", 1, 4),
    "a tag": ("x: !!str b\n", "invalid-yaml", 1, 4),
    "an object": ("x: !!python/object/apply:os.system [ls]\n", "invalid-yaml", 1, 4),
    "a second document": ("x: 1\n---\ny: 2\n", "invalid-yaml", 2, 1),
    "a tab": ("x:\n\t- a\n", "invalid-yaml", 2, 1),
    "a colon": ("x: a: b\n", "invalid-yaml", 1, 5),
    "an at sign": ("x: @a\n", "invalid-yaml", 1, 4),
    "a list as a key": ("? [a]\n: b\n", "invalid-yaml", 1, 3),
    "nothing": ("", "invalid-yaml", 1, 1),
    "only a comment": ("# a\n", "invalid-yaml", 1, 1),
    "a control character": ("x: a\x07b\n", "forbidden-character", 1, 5),
}


@pytest.mark.parametrize(("written", "code", "line", "column"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_read_is_one_fault_with_a_place(written: str, code: str, line: int, column: int) -> None:
    """Anchors, aliases, tags and syntax errors."""
    node, (fault,) = read_yaml(TextFile("a.yaml", written))
    assert node is None
    assert (fault.code, fault.span.line, fault.span.column) == (code, line, column)


def test_a_key_that_stands_twice_is_told_and_the_first_kept() -> None:
    """Both places are shown, and reading goes on."""
    node, faults = read_yaml(TextFile("a.yaml", "x: 1\ny: 2\nx: 3\ny: 4\n"))
    assert isinstance(node, Mapping)
    assert [(f.code, f.span.line, f.labels[0].span.line) for f in faults] == [
        ("duplicate-key", 3, 1),
        ("duplicate-key", 4, 2),
    ]
    assert [value.text.value for _, value in node.entries.values() if isinstance(value, Scalar)] == ["1", "2"]


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_depth_is_counted_before_anything_recurses(opening: str) -> None:
    """Deep nesting is a diagnostic, never a crash."""
    node, (fault,) = read_yaml(TextFile("a.yaml", opening * 100_000))
    assert node is None
    assert fault.code in ("too-deep", "invalid-yaml")
    assert read_yaml(TextFile("a.yaml", "[" * limits.NESTING + "]" * limits.NESTING))[1] == ()
    assert read_yaml(TextFile("a.yaml", "[" * 41 + "]" * 41))[1][0].code == "too-deep"
