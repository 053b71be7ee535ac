"""Brackets read as alterations."""

from __future__ import annotations

import pytest

from briefwright.model import limits
from briefwright.resolve.pattern import Kind, PatternFault, literal_pattern, parse, variants
from briefwright.resolve.sameness import fold


def _shape(words: str) -> list[list[tuple[str, str]]]:
    return [[(e.kind.value, e.text) for e in chunk] for chunk in parse(fold(words).folded).chunks]


SHAPES = {
    "we agreed": [[("words", "we agreed")]],
    "we […] agreed": [[("words", "we")], [("words", "agreed")]],
    "we [...] agreed": [[("words", "we")], [("words", "agreed")]],
    "we [. . .] agreed": [[("words", "we")], [("words", "agreed")]],
    "[…] agreed": [[], [("words", "agreed")]],
    "agreed […]": [[("words", "agreed")], []],
    "we […], agreed": [[("words", "we")], [("words", ", agreed")]],
    "[T]he end": [[("initial", "T"), ("words", "he end")]],
    "agree[d] to": [[("words", "agree"), ("ending", "d"), ("words", " to")]],
    "do[n’t] go": [[("words", "do"), ("ending", "n’t"), ("words", " go")]],
    "it [sic] is": [[("words", "it"), ("sic", "sic"), ("words", " is")]],
    "begin [with] sports": [[("words", "begin"), ("insertion", "with"), ("words", " sports")]],
    "[They] agreed": [[("insertion", "They"), ("words", "agreed")]],
    "([they] agreed": [[("words", "("), ("insertion", "they"), ("words", "agreed")]],
    "我们[国家]同意": [[("words", "我们"), ("insertion", "国家"), ("words", "同意")]],
}


@pytest.mark.parametrize(("words", "shape"), SHAPES.items(), ids=SHAPES)
def test_each_form_of_bracket(words: str, shape: list[list[tuple[str, str]]]) -> None:
    """Omissions part chunks; other brackets are elements of their kind."""
    assert _shape(words) == shape


def test_an_insertion_takes_one_space_along() -> None:
    """The space before it, or the one behind it where none is before."""
    (_, middle, _), (first, _) = parse("a [b] c").chunks[0], parse("[b] c").chunks[0]
    assert (middle.lead, middle.trail, middle.literal) == (True, False, " [b]")
    assert (first.lead, first.trail, first.literal) == (False, True, "[b] ")


@pytest.mark.parametrize(
    ("words", "gaps"),
    [("a […] b", (" […] ",)), ("a[…] b", ("[…] ",)), ("a […], b", (" […]",)), ("[…] b […]", ("[…] ", " […]"))],
)
def test_omissions_keep_their_spaces(words: str, gaps: tuple[str, ...]) -> None:
    """An omission is printed with the spaces that the outline has around it."""
    assert parse(words).gaps == gaps


@pytest.mark.parametrize(
    "words", ["un[re]able", "[un]able", "un[a]ble", "agree[d2]", "a [] b", "a [ ] b", "1[5]0", "[ab]c"]
)
def test_other_brackets_inside_a_word_are_refused(words: str) -> None:
    """Inside a word, only the first letter's case and the ending may change."""
    with pytest.raises(PatternFault):
        parse(words)


def test_too_many_brackets_are_refused() -> None:
    """The number of alterations has a limit."""
    parse("a [b] " * limits.BRACKETS + "c")
    with pytest.raises(PatternFault):
        parse("a [b] " * (limits.BRACKETS + 1) + "c")


def test_variants_are_strictest_first() -> None:
    """As it stands, then our last stop, then our first letter, then both."""
    kinds = [[e.kind for e in each.chunks[0]] for each in variants(literal_pattern("the end."))]
    words = Kind.WORDS
    assert kinds == [
        [words], [words, Kind.FINAL], [Kind.CASE, words], [Kind.CASE, words, Kind.FINAL],
    ]  # fmt: skip


@pytest.mark.parametrize("words", ["the end!", "the end?", "the end;", "the end…"])
def test_other_marks_at_the_end_are_the_source_s(words: str) -> None:
    """Only a comma or a full stop may be the brief's own."""
    assert all(e.kind is not Kind.FINAL for each in variants(literal_pattern(words)) for e in each.chunks[0])


@pytest.mark.parametrize("words", ['"Yes" he', "5 men", "中国", "ßa"])
def test_a_first_letter_without_case_stays(words: str) -> None:
    """A mark, a digit, an ideograph or a letter with two capitals has no case to change."""
    assert all(e.kind is not Kind.CASE for each in variants(literal_pattern(words)) for e in each.chunks[0])
