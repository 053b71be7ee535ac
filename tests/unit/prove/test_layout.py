"""Laid-out pages against the document."""

from __future__ import annotations

import pytest
from tests.support import brief, codes, library, outline, passage, source

from briefwright.model.brief import Quotation
from briefwright.model.document import Note, Str
from briefwright.model.layout import Layout, Line, Place, Rect
from briefwright.model.span import Span
from briefwright.prove.expected import squeezed
from briefwright.prove.layout import glyph_faults, heading_places, layout_faults, pieces

HELD = library(source("a", passage("Peace is good 实.")))
NOTES = (Note(1, (Str("First."),)), Note(2, (Str("Second."),)))
HEADINGS = ["A heading"]
HERE = Span("briefs/b.yaml")


def _quotations() -> tuple[Quotation, ...]:
    made, faults = brief(outline('So "peace is good" [@a#p1].'), HELD)
    assert faults == []
    return made.quotations


RECT = Rect(72, 100, 300, 14)


def _layout(words: str, calls: dict[int, int], notes: dict[int, tuple[int, ...]]) -> Layout:
    called = {number: Place(page, RECT) for number, page in calls.items()}
    stand = {number: tuple(Place(page, RECT) for page in pages) for number, pages in notes.items()}
    return Layout(9, called, stand, [_lines((1, "A heading"))], {"q1": _lines((1, words))})


def _lines(*laid: tuple[int, str]) -> tuple[Line, ...]:
    return tuple(Line(words, Place(page, RECT)) for page, words in laid)


def _pieces(*laid: tuple[int, str]) -> tuple[tuple[int, int], ...]:
    """The pages and counts of the quotation laid out as these lines."""
    found = pieces(Layout(9, {}, {}, [], {"q1": _lines(*laid)}), _quotations()[0])
    return tuple((place.page, count) for place, count in found)


@pytest.mark.parametrize("words", ["‘peace is good’", "‘peace\u200b is\ngood’", "peaceisgood", "‘ peace is goo d’"])
def test_words_that_arrived(words: str) -> None:
    """White space is what line breaking may change."""
    layout = _layout(words, {1: 1, 2: 3}, {1: (1,), 2: (4,)})
    assert list(layout_faults(layout, _quotations(), NOTES, HEADINGS, HERE)) == []


@pytest.mark.parametrize("words", ["", "‘peace is’", "‘Peace is good’", "‘peace-is good’", "good peace is"])
def test_words_that_did_not(words: str) -> None:
    """A letter, a sign, an order, everything."""
    layout = _layout(words, {1: 1, 2: 3}, {1: (1,), 2: (4,)})
    assert codes(list(layout_faults(layout, _quotations(), NOTES, HEADINGS, HERE))) == ["lost-quotation"]


def test_a_quotation_over_two_pages_has_two_pieces() -> None:
    """Its own characters are counted, white space, marks and what stands around it left out."""
    laid = ((3, "‘peace "), (4, "is"), (4, " good’"))
    assert _pieces(*laid) == ((3, 5), (4, 6))
    assert _pieces(*laid[1:]) == ()
    assert _pieces() == ()
    for put_in in ("NOT ‘peace is good’", "‘NOT peace is good’", "‘peace is good enough’", "‘peace is good’ not"):
        assert _pieces((3, put_in)) == ()


def test_headings_are_found_in_their_order() -> None:
    """A template may number them and set them in capitals; one that is gone, or too early, is told."""
    laid = Layout(9, {}, {}, [_lines((1, "1 THE PORT")), _lines((2, "The "), (2, "ships"))], {})
    assert [place and place.page for place in heading_places(laid, ["The port", "The ships"])] == [1, 2]
    assert [place and place.page for place in heading_places(laid, ["The ships", "The port"])] == [2, None]
    told = layout_faults(laid, (), (), ["The port", "The mole"], HERE)
    assert [(fault.code, fault.message) for fault in told] == [
        ("lost-heading", "the heading “The mole” is not on the pages")
    ]


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
    assert codes(list(layout_faults(layout, _quotations(), NOTES, HEADINGS, HERE))) == ["lost-note"]


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
