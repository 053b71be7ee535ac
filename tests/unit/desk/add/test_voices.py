"""Speakers and outlets that a paragraph's own words name."""

from __future__ import annotations

import pytest

from briefwright.desk.add.voices import proposals

SAID = [
    ('"The quay is dry," the harbour master said.', "the harbour master", ""),
    ('"The quay is dry," said the Harbour Board.', "the Harbour Board", ""),
    ('The Harbour Board said: "The quay is dry."', "The Harbour Board", ""),
    ('“The quay is dry,” the pilot told the Daily Tide.', "the pilot", "the Daily Tide"),
    ('The Daily Tide reported that the pilot said, "The quay is dry."', "the pilot", "The Daily Tide"),
    ('The quay was "dry as bread," the Daily Tide reported.', "", "the Daily Tide"),
    ('According to the Pilots, "the quay is dry".', "the Pilots", ""),
    ('The board’s spokeswoman said the quay was “dry as bread”.', "The board’s spokeswoman", ""),
    ("港务局局长表示：“码头已经干了。”", "港务局局长", ""),
    ("“码头已经干了。”港务局局长说。", "港务局局长", ""),
    ("据《潮汐日报》报道，港务局称：“码头已经干了。”", "港务局", "潮汐日报"),
    ("항만청장은 “부두가 말랐다”고 말했다.", "항만청장", ""),
    ("물때일보에 따르면 항만청장은 “부두가 말랐다”고 밝혔다.", "항만청장", "물때일보"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "speaker", "via"), SAID)
def test_speaker_and_outlet(text: str, speaker: str, via: str) -> None:
    """Who speaks, and who relays it, in English, Chinese and Korean."""
    [found] = proposals(text)
    assert (found.speaker, found.via) == (speaker, via)
    assert found.says in text


def test_a_pronoun_names_nobody() -> None:
    """“He said” is shown as it is, and no speaker is concluded."""
    [found] = proposals("“The quay is dry,” he said.")
    assert (found.speaker, found.pronoun) == ("", "he")


@pytest.mark.parametrize("text", ["The “quay” is dry.", "A ship called “Patience” lay there.", "No marks at all."])
def test_words_that_nobody_says(text: str) -> None:
    """Marks alone are no speech."""
    assert proposals(text) == ()
