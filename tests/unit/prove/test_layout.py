"""Laid-out pages against the document."""

from __future__ import annotations

import pytest
from tests.support import brief, codes, library, outline, passage, source

from briefwright.model.brief import Quotation
from briefwright.model.document import Note, Str
from briefwright.model.layout import Layout
from briefwright.model.span import Span
from briefwright.prove.expected import squeezed
from briefwright.prove.layout import glyph_faults, layout_faults, pieces

HELD = library(source("a", passage("Peace is good 实.")))
NOTES = (Note(1, (Str("First."),)), Note(2, (Str("Second."),)))
HERE = Span("briefs/b.yaml")


def _quotations() -> tuple[Quotation, ...]:
    made, faults = brief(outline('So "peace is good" [@a#p1].'), HELD)
    assert faults == []
    return made.quotations


def _layout(words: str, calls: dict[int, int], notes: dict[int, tuple[int, ...]]) -> Layout:
    return Layout(9, calls, notes, {"q1": ((1, words),)})


@pytest.mark.parametrize("words", ["‘peace is good’", "‘peace\u200b is\ngood’", "peaceisgood", "‘ peace is goo d’"])
def test_words_that_arrived(words: str) -> None:
    """White space is what line breaking may change."""
    layout = _layout(words, {1: 1, 2: 3}, {1: (1,), 2: (4,)})
    assert list(layout_faults(layout, _quotations(), NOTES, HERE)) == []


@pytest.mark.parametrize("words", ["", "‘peace is’", "‘Peace is good’", "‘peace-is good’", "good peace is"])
def test_words_that_did_not(words: str) -> None:
    """A letter, a sign, an order, everything."""
    layout = _layout(words, {1: 1, 2: 3}, {1: (1,), 2: (4,)})
    assert codes(list(layout_faults(layout, _quotations(), NOTES, HERE))) == ["lost-quotation"]


def test_a_quotation_over_two_pages_has_two_pieces() -> None:
    """Its own characters are counted, white space, marks and what stands around it left out."""
    (found,) = _quotations()
    laid = ((3, "‘peace "), (4, "is"), (4, " good’"))
    assert pieces(Layout(9, {}, {}, {"q1": laid}), found) == ((3, 5), (4, 2), (4, 4))
    assert pieces(Layout(9, {}, {}, {"q1": laid[1:]}), found) == ()
    assert pieces(Layout(9, {}, {}, {}), found) == ()
    for put_in in ("NOT ‘peace is good’", "‘NOT peace is good’", "‘peace is good enough’", "‘peace is good’ not"):
        assert pieces(Layout(9, {}, {}, {"q1": ((3, put_in),)}), found) == ()


@pytest.mark.parametrize(
    ("calls", "notes"),
    [
        ({1: 1, 2: 1}, {1: (1,), 2: (3,)}),
        ({1: 1, 2: 2}, {1: (1,), 2: (1,)}),
        ({1: 1}, {1: (1,), 2: (2,)}),
        ({1: 1, 2: 2}, {1: (1,)}),
        ({1: 1, 2: 2}, {1: (1,), 2: ()}),
    ],
)
def test_a_note_stands_on_its_call_s_page_or_the_next(calls: dict[int, int], notes: dict[int, tuple[int, ...]]) -> None:
    """Not two pages on, not before it, not nowhere."""
    layout = _layout("peace is good", calls, notes)
    assert codes(list(layout_faults(layout, _quotations(), NOTES, HERE))) == ["lost-note"]


def test_a_missing_glyph_is_told_where_it_stands() -> None:
    """In the outline, or at the quotation that has it."""
    made, _ = brief(outline('So "good 实" [@a#p1] ж.'), HELD)
    first, second = glyph_faults([ord("ж"), ord("实")], made.outline, made.quotations)
    assert (first.code, first.span.line) == ("missing-glyph", 6)
    assert "U+0436" in first.message
    assert second.span.line == 6


def test_squeezed() -> None:
    """No white space of any kind, and no zero-width space."""
    assert squeezed(" a\u00a0b\u3000c\u200bd\n\u2028e\tf ") == "abcdef"
    assert squeezed("a-b\u2060") == "a-b\u2060"
