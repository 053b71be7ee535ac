"""Quotation marks in pairs."""

from __future__ import annotations

import pytest

from briefwright.resolve.marks import pair_marks

PAIRED = {
    "straight": 'He said "yes" now.',
    "curly": "He said “yes” now.",
    "French": "Il dit « oui » ici.",
    "German": "Er sagt „ja“ dort.",
    "German, closed by the other mark": "Er sagt „ja” dort.",
    "Danish guillemets": "Han sagde »ja« der.",
    "Swedish": "Hon sade ”ja” där.",
    "Japanese": "彼は「はい」と言った。",
    "Japanese, white": "彼は『はい』と言った。",
    "full-width": "他说＂是＂。",
    "one kind closes another": 'He said “yes" now.',
    "in brackets": '("yes")',
    "behind a dash": 'He—"yes"—went.',
    "with spaces inside": 'He said "yes " now.',
    "apostrophes and single marks are words": "He said \"don't 'go' now\" today.",
}


@pytest.mark.parametrize("words", PAIRED.values(), ids=PAIRED)
def test_marks_of_every_kind_are_paired(words: str) -> None:
    """One opening and one closing mark, and none alone."""
    pairs, lonely = pair_marks(words)
    assert len(pairs) == 1
    assert lonely == []
    start, end = pairs[0]
    assert "yes" in words[start:end] or start < end


@pytest.mark.parametrize(
    "words", ['"a" "b"', '"a""b"', "“a”“b”", "„a“„b“", "«a»«b»", "「a」「b」", '"a", "b"', '“a" “b"']
)
def test_contiguous_quotations_are_two(words: str) -> None:
    """The words between them are outside."""
    pairs, lonely = pair_marks(words)
    assert [words[start + 1 : end].strip() for start, end in pairs] == ["a", "b"]
    assert lonely == []


@pytest.mark.parametrize(
    ("words", "places"),
    [
        ('He said "yes now.', [8]),
        ('He said yes" now.', [11]),
        ("He said 「yes now. 「no」", [8]),
        ("yes」 now", [3]),
        ("“yes “no”", [0]),
        ("„yes „no“", [0]),
        ('He said "yes "no" now.', [8]),
        ('"', [0]),
    ],
)
def test_a_mark_without_its_partner_is_told(words: str, places: list[int]) -> None:
    """A mark that nothing closes, or that closes nothing."""
    assert pair_marks(words)[1] == places


def test_single_marks_are_never_paired() -> None:
    """They belong to the words."""
    assert pair_marks("'a' ‘b’ ‚c‘ ‹d›") == ([], [])
