"""Cells of tables: formats by language, and how columns stand."""

from __future__ import annotations

import pytest

from briefwright.compose.cells import alignment, formatted
from briefwright.model.document import Emph, Inlines, Note, Str

THIN, FIXED = "\u202f", "\u00a0"


def _set(cell: str, pattern: str, language: str) -> str:
    (node,) = formatted((Str(cell),), pattern, language)
    assert isinstance(node, Str)
    return node.text


@pytest.mark.parametrize(
    ("cell", "pattern", "language", "shown"),
    [
        ("1204.5", "#,##0.00", "en-GB", "1,204.50"),
        ("1204.5", "#,##0.00", "de", "1.204,50"),
        ("1204.5", "#,##0.00", "de-CH", "1’204.50"),
        ("1204.5", "#,##0.00", "fr", f"1{THIN}204,50"),
        ("1204", "#,##0.0", "zh", "1,204.0"),
        ("0.125", "0.0%", "en", "12.5%"),
        ("0.125", "0.0%", "de", f"12,5{FIXED}%"),
        ("0.125", "0.0 %", "fr", f"12,5{FIXED}%"),
        ("-5", "0", "en", "−5"),
        ("−5", "0", "en", "−5"),
        ("1204", "US$#,##0", "en", "US$1,204"),
        ("1204", "#,##0 €", "de", f"1.204{FIXED}€"),
        ("12345678901234567890.5", "0.0", "en", "12345678901234567890.5"),
        ("2026-01-05", "d MMMM y", "fr", "5 janvier 2026"),
        ("2026-01-05", "long", "en-GB", "5 January 2026"),
        ("2026-01-05", "d. MMM y", "de", "5. Jan. 2026"),
        ("2026-13-05", "long", "en-GB", "2026-13-05"),
        ("2026-01", "long", "en-GB", "2026-01"),
        ("about 5", "0.0", "en", "about 5"),
        ("5%", "0.0%", "en", "5%"),
        ("n/a", "0.0", "en", "n/a"),
        ("1204.5", "", "de", "1204.5"),
        ("1204.5", "long", "de", "1204.5"),
    ],
)
def test_a_plain_number_or_date_is_set_in_the_language(cell: str, pattern: str, language: str, shown: str) -> None:
    """Unicode CLDR's signs and spaces; everything else stays as it is."""
    assert _set(cell, pattern, language) == shown


@pytest.mark.parametrize("cell", [(Emph((Str("5"),)),), (Str("5"), Note(1, ())), (Str("5", exact=True),), ()])
def test_what_is_more_than_a_number_stays(cell: Inlines) -> None:
    """Emphasis, a note, the words of a source."""
    assert formatted(cell, "0.0", "en") == cell


@pytest.mark.parametrize(
    ("column", "right"),
    [
        (["1,204", "998"], True),
        (["1.5", "–", "n/a", "N/A", "", "…"], True),
        (["12 %", "−3", "US$5", "5 Mio.", "5 €"], True),
        ([f"1{THIN}204,5", "1’204"], True),
        (["–", "n/a"], False),
        (["12", "twelve"], False),
        (["12 May", "13 May"], False),
        (["2024", "2025"], False),
        ([], False),
    ],
)
def test_a_column_of_numbers_stands_to_the_right(column: list[str], right: bool) -> None:
    """With what stands in it where there is none; a column of words does not."""
    assert (alignment([(Str(cell),) for cell in column]) == "AlignRight") is right


def test_the_outline_s_own_alignment_comes_first() -> None:
    """A table in Markdown says how its columns stand."""
    assert alignment([(Str("12"),)], "AlignCenter") == "AlignCenter"
