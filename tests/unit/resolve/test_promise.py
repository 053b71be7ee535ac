"""Ways to make a passage say what it does not say, each of which was once open."""

from __future__ import annotations

import time

import pytest

from briefwright.model.diagnostic import Diagnostic
from briefwright.model.library import Library
from briefwright.model.source import Passage
from briefwright.model.span import Span, Text, TextFile
from briefwright.resolve.finding import find
from briefwright.resolve.quotation import Wanted


def _passage(text: str, identifier: str = "p1") -> Passage:
    return Passage(identifier, "a", Text(text, TextFile("a", text), 0, len(text)), None, "en")


def _found(quoted: str, text: str, language: str = "en-US") -> str | None:
    """What is printed, or None when the words are refused."""
    wanted = Wanted(quoted, Span("b"), lambda _start, _end: Span("b"), language)
    found = find(wanted, [_passage(text)], Library({}))
    return None if isinstance(found, Diagnostic) else found.printed


@pytest.mark.parametrize(
    ("quoted", "text"),
    [
        ("[China will invade]", "peace is good"),
        ("[sic]", "peace is good"),
        ("[foo] […]", "peace is good"),
        ("[x] [y].", "peace is good"),
        ("\u200b", "peace is good"),
        (".", "peace is good."),
        ("500 000 euros", "it cost 1 500 000 euros"),
        ("1 500", "it cost 1 500 000 euros"),
        ("000 people", "some 1\u202f000 people"),
        ("5%", "grew by 1·5%"),
        ("$5 million", "a result of -$5 million"),
        (".5 points", "fell -.5 points"),
        ("50", "it cost $.50"),
        ("1,[9] people", "some 1,500 people"),
        ("un[…]able", "un really able"),
        ("1[…]5", "1 2 5"),
        ("able", "un\u2060able"),
        ("able", "un_able"),
        ("S", "the U.S. said"),
        ("[...] [...] go", "we may go"),
        ("[....] go", "go now"),
        ("a [b] [c] [d] z", "a " + "w " * 25 + "z"),
        ("[5]he", "the"),
        ("mis[led]", "a missile flew"),
        ("No[t] is the time", "Now is the time"),
        ("China sentiment", "rising anti-China sentiment"),
        ("grew by 5", "grew by 5% a year"),
        ("he [" + "very " * 11 + "] said", "he said"),
    ],
)
def test_refused(quoted: str, text: str) -> None:
    """Brackets without words, cut numbers, glued omissions, invisible characters: never a quotation."""
    assert _found(quoted, text) is None


@pytest.mark.parametrize(
    ("language", "text", "printed"),
    [
        ("en-GB", "the leaders’ meeting", "the leaders’ meeting"),
        ("en-GB", "5' tall", "5' tall"),
        ("en-GB", "the ’90s boom", "the ’90s boom"),
        ("en-GB", 'say "yes" now', "say ‘yes’ now"),
        ("en-US", 'say "yes" now', "say ‘yes’ now"),
        ("de", "er sagte ‚ja‘ so", "er sagte ‚ja‘ so"),
        ("de", "er sagte „ja“ so", "er sagte ‚ja‘ so"),
        ("en-GB", "er sagte „ja“ so", "er sagte ‘ja’ so"),
        ("en-US", "han sa ”ja” sen", "han sa ‘ja’ sen"),
        ("en-US", "er rief »ja« so", "er rief ‘ja’ so"),
        ("en-US", 'one "half of it', 'one "half of it'),
    ],
)
def test_marks_inside_are_nested_only_in_pairs(language: str, text: str, printed: str) -> None:
    """A mark of a pair is printed as the language nests it; an apostrophe, a foot or half a pair stays."""
    assert _found(text, text, language) == printed


def test_the_passage_that_says_it_exactly_is_credited() -> None:
    """Of two cited passages the one with the very words, not the first that would do with a changed letter."""
    wanted = Wanted("the plan", Span("b"), lambda _start, _end: Span("b"), "en-US")
    found = find(wanted, [_passage("we saw The plan fail"), _passage("the plan works", "p2")], Library({}))
    assert not isinstance(found, Diagnostic)
    assert found.passage.id == "p2"


def test_elided_articles_end_at_their_apostrophe() -> None:
    """A French quotation may begin behind l’, but no English one behind don’."""
    assert _found("accord", "c’est l’accord signé") == "accord"
    assert _found("t go", "they don’t go") is None


def test_adversarial_words_cost_no_more_than_their_size() -> None:
    """Many brackets over many like words, and a comparison of like words, end in seconds."""
    start = time.monotonic()
    assert _found("x [a] " * 20 + "z", "x " * 3000 + "y") is None
    assert _found("a b " * 1000 + "z", "b a c " * 1300 + "y") is None
    assert _found("e\u0317\u0301", "e" + "\u0317\u0301" * 2000) is None
    assert time.monotonic() - start < 20
