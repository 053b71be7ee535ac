"""The nearest right thing to a wrong one, for help lines.

Invariant: offers only what exists, and nothing when nothing is near.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

MOST = 1000
"""Choices that are compared with a word."""


def nearest(word: str, known: Iterable[str]) -> str:
    """`did you mean …?` with the closest of `known`, or an empty string."""
    choices = _few(word, known)
    found = get_close_matches(word, choices, n=1, cutoff=0.6) or get_close_matches(
        word.lower(), choices, n=1, cutoff=0.5
    )
    return f"did you mean `{found[0]}`?" if found else ""


def closest(word: str, known: Iterable[str], most: int = 3) -> list[str]:
    """The closest of `known`, the nearest first."""
    return get_close_matches(word, _few(word, known), n=most, cutoff=0.6)


def _few(word: str, known: Iterable[str]) -> list[str]:
    """The choices that are compared; of a great many, those as long as the word or nearly so."""
    choices = list(known)
    if len(choices) > MOST:
        choices = [each for each in choices if abs(len(each) - len(word)) < 2][:MOST]
    return choices


def one_of(known: Iterable[str], most: int = 12) -> str:
    """The choices in words, not more than `most` of them; empty where there are none."""
    choices = list(known)
    if not choices:
        return ""
    shown = ", ".join(choices[:most])
    return f"one of: {shown} …" if len(choices) > most else f"one of: {shown}"
