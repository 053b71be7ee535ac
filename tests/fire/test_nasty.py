"""The nastiest kinds of text are proved in both formats, or refused by name; twenty passages of each
(`make nasty` has a thousand)."""

from __future__ import annotations

import pytest
from tests.fire.nasty import KINDS, outcome_of

PASSAGES = 20
ENDLESS = "words of 10,000 characters"
FORBIDDEN = {"hyphens of every kind", "bidirectional controls"}
"""Kinds of which every passage has a sign that no source may hold."""
UNREADABLE = {"combining marks", "a mark twice over"}
"""Kinds in which marks stand over each other so that not every reader can tell them apart."""

HOUSE = {"signs of markup", "what looks like our own IDs", ENDLESS}
"""Kinds for which the fonts that come with the package do: no machine may refuse them."""


@pytest.mark.parametrize("name", KINDS)
def test_nasty_text_is_proved_or_refused_by_name(name: str) -> None:
    """Every passage has an outcome; what is proved is there for readers that share nothing with ours."""
    count = 2 if name == ENDLESS else PASSAGES
    found = outcome_of(KINDS[name], count)
    assert found.lost == []
    assert found.unlike == []
    assert found.proved + found.refused.total() == count
    # A machine may have no font for a script, and some of the signs are there to deceive.
    reasons = {"missing-glyph", "deceptive-character"}
    if name in FORBIDDEN:
        reasons |= {"forbidden-character", "deceptive-character"}
        assert found.proved < count
    if name in UNREADABLE:
        reasons |= {"lost-quotation"}
    assert set(found.refused) <= (set() if name in HOUSE else reasons), found.examples
