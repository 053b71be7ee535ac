"""Characters that are let in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support import text

from briefwright.model.span import TextFile
from briefwright.read.admission import FORBIDDEN as EVERY
from briefwright.read.admission import MOST, file_faults, forbidden, value_fault

FORBIDDEN = [
    0x00, 0x07, 0x0B, 0x0C, 0x1F, 0x7F, 0x80, 0x85, 0x9F, 0xAD, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0xD800, 0xDFFF,
    0xFDD0, 0xFDEF, 0xFFFE, 0xFFFF, 0x1FFFE, 0x10FFFF,
]  # fmt: skip
ALLOWED = [0x09, 0x0A, 0x20, 0x7E, 0xA0, 0xAC, 0xAE, 0x200B, 0x202F, 0x2028, 0xFDCF, 0xFDF0, 0xFFFD, 0x1F600, 0x10FFFD]


@pytest.mark.parametrize("code", FORBIDDEN, ids=hex)
def test_what_would_be_lost_or_deceive_is_refused(code: int) -> None:
    """With its U+ number and its place."""
    (fault,) = file_faults(TextFile("a.yaml", f"ab\ncd{chr(code)}e"))
    assert (fault.code, fault.span.line, fault.span.column) == ("forbidden-character", 2, 3)
    assert f"U+{code:04X}" in fault.message
    written = value_fault(text(f"ab{chr(code)}"), "passage a#p1")
    assert written
    assert "passage a#p1" in written.message


@pytest.mark.parametrize("code", ALLOWED, ids=hex)
def test_every_other_character_is_let_in(code: int) -> None:
    """Tab, line feed, all printed characters, private ones too."""
    assert file_faults(TextFile("a.yaml", f"ab{chr(code)}c")) == []


@given(st.text())
def test_the_quick_way_finds_what_the_whole_one_finds(words: str) -> None:
    """Text of the basic plane is searched by a shorter expression."""
    found, whole = (pattern.search(words) for pattern in (forbidden(words), EVERY))
    assert (found and found.span()) == (whole and whole.span())


def test_a_binary_file_is_told_in_a_few_lines() -> None:
    """Not one for each of thousands."""
    assert len(file_faults(TextFile("a.yaml", "\x00" * 5000))) == MOST
