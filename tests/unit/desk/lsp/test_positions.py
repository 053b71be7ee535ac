"""Places as editors count them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types

from briefwright.desk.lsp.positions import UTF8, UTF16, UTF32, Positions, extent
from briefwright.model.span import Span, TextFile

LINES = TextFile("a", "é🧊冰x\n\nend")
CODECS = {UTF8: ("utf-8", 1), UTF16: ("utf-16-le", 2), UTF32: ("utf-32-le", 4)}
TEXTS = st.text(st.sampled_from("ab\né冰🧊\u2028\x0c"), max_size=30)


@pytest.mark.parametrize(("encoding", "column"), [(UTF8, 2 + 4 + 3), (UTF16, 1 + 2 + 1), (UTF32, 3)])
def test_characters_count_their_units(encoding: str, column: int) -> None:
    """A character of another plane is two units of UTF-16 and four of UTF-8."""
    positions = Positions(encoding)
    assert positions.position(LINES, LINES.text.index("x")) == types.Position(0, column)
    assert positions.offset(LINES, types.Position(0, column)) == LINES.text.index("x")


def test_what_lies_outside_is_brought_inside() -> None:
    """Behind a line's end is its end, behind the last line the end of the text; no place is inside a character."""
    positions = Positions()
    assert positions.offset(LINES, types.Position(0, 99)) == LINES.text.index("\n")
    assert positions.offset(LINES, types.Position(9, 0)) == len(LINES.text)
    assert positions.offset(LINES, types.Position(0, 2)) == LINES.text.index("🧊")
    assert positions.position(LINES, 99) == types.Position(2, 3)


@given(TEXTS, st.sampled_from(sorted(CODECS)))
def test_places_are_those_of_the_codec(text: str, encoding: str) -> None:
    """Each offset has the column that the encoded line has, and comes back; only line feeds end lines."""
    file, positions = TextFile("a", text), Positions(encoding)
    name, width = CODECS[encoding]
    for offset in range(len(text) + 1):
        before = text[:offset]
        line = before.rsplit("\n", 1)[-1]
        place = types.Position(before.count("\n"), len(line.encode(name)) // width)
        assert positions.position(file, offset) == place
        assert positions.offset(file, place) == offset


def test_a_span_of_an_older_text_stays_inside() -> None:
    """A span that the text has no room for any more ends with the text."""
    assert extent(LINES, Span("a", 1, 2, 1, 4)) == (1, 3)
    assert extent(LINES, Span("a", 3, 2, 7, 9)) == (LINES.text.index("nd"), len(LINES.text))
