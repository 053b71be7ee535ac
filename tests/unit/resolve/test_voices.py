"""Who says the words of a passage."""

from __future__ import annotations

import pytest
from tests.support import good, library, passage, quoted, source

from briefwright.resolve.voices import voice_faults, voice_of

TEXT = 'The paper reported that Xi said, "Three feet of ice does not melt at once." Lee "agreed".'
SAID = passage(TEXT, voices=[("Three feet of ice does not melt at once", "Xi Jinping", "The Daily"), ("agreed", "Lee")])


@pytest.mark.parametrize(
    ("words", "speaker"),
    [
        ("Three feet of ice", "Xi Jinping"),
        ("does not melt", "Xi Jinping"),
        ("Three feet of ice does not melt at once", "Xi Jinping"),
        ("Three feet of ice does not melt at once.", "Xi Jinping"),
        ("Three feet […] at once", "Xi Jinping"),
        ("agreed", "Lee"),
        ("The paper reported", None),
        ("Xi said, 'Three feet of ice", None),
        ("at once.' Lee 'agreed'", None),
    ],
)
def test_words_wholly_inside_a_voice_are_its_own(words: str, speaker: str | None) -> None:
    """Words that go beyond it, even by one, are nobody's but the source's."""
    voice = good(quoted(words, SAID)).voice
    assert (voice.speaker if voice else None) == speaker


def test_marks_and_punctuation_at_the_ends_are_nobody_s() -> None:
    """A voice's words with the marks around them are its own."""
    start = TEXT.index('"Three')
    found = voice_of(SAID, start, TEXT.index(" Lee"))
    assert found
    assert found.via == "The Daily"


def test_a_voice_says_all_places_of_its_words() -> None:
    """Words that a passage has twice are the voice's both times."""
    said = passage("“We go.” And again: “We go.”", voices=[("We go", "Lee")])
    assert good(quoted("We go", said)).voice == said.voices[0]


def test_a_voice_that_is_not_in_its_passage_is_a_fault() -> None:
    """At the place of `says`."""
    wrong = passage(TEXT, identifier="p2", voices=[("Two feet of ice", "Xi Jinping")])
    faults = [fault for _, fault in voice_faults(library(source("a", SAID, wrong)))]
    assert [(fault.code, fault.message) for fault in faults] == [("unknown-voice", "these words are not in a#p2")]


def test_a_voice_is_compared_as_quotations_are() -> None:
    """Typography and white space do not matter; a word cut in two does."""
    assert not list(voice_faults(library(source("a", passage("don’t\ngo", voices=[("don't go", "Lee")])))))
    assert list(voice_faults(library(source("a", passage("unable", voices=[("able", "Lee")])))))
