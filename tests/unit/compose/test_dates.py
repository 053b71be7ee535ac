"""Dates in the brief's language."""

from __future__ import annotations

import pytest

from briefwright.compose.dates import date_text, moment_text

DATES = {
    "en-GB": ("20 January 2026", "January 2026"),
    "en-US": ("January 20, 2026", "January 2026"),
    "de": ("20. Januar 2026", "Januar 2026"),
    "fr": ("20 janvier 2026", "janvier 2026"),
    "zh": ("2026年1月20日", "2026年1月"),
    "zh-Hant": ("2026年1月20日", "2026年1月"),
    "xx-nowhere": ("20 January 2026", "January 2026"),
}


@pytest.mark.parametrize(("language", "texts"), DATES.items(), ids=DATES)
def test_a_day_and_a_month(language: str, texts: tuple[str, str]) -> None:
    """As CLDR has them; British English where the language is unknown."""
    assert (date_text("2026-01-20", language), date_text("2026-01", language)) == texts


def test_a_year_is_itself() -> None:
    """Nothing is added."""
    assert date_text("2026", "de") == "2026"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("2026-01-22T06:00+09:00", "22 January 2026, 06:00 (UTC+09:00)"),
        ("2026-01-22T06:00Z", "22 January 2026, 06:00 (UTC)"),
        ("2026-01-22T18:30-03:30", "22 January 2026, 18:30 (UTC-03:30)"),
    ],
)
def test_a_moment_says_its_zone(written: str, shown: str) -> None:
    """The reader's own clock is not asked."""
    assert moment_text(written, "en-GB") == shown
