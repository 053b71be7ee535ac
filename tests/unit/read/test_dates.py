"""Dates as editors write them."""

from __future__ import annotations

from typing import Any

import pytest

from briefwright.read.dates import read_date, read_moment

DATES: dict[str, dict[str, Any]] = {
    "2026": {"date-parts": [[2026]]},
    "2026-01": {"date-parts": [[2026, 1]]},
    "2026-01-09": {"date-parts": [[2026, 1, 9]]},
    "2024-02-29": {"date-parts": [[2024, 2, 29]]},
    "2026~": {"date-parts": [[2026]], "circa": True},
    "2026-01?": {"date-parts": [[2026, 1]], "circa": True},
    "2026-01-05/2026-01-09": {"date-parts": [[2026, 1, 5], [2026, 1, 9]]},
    "2025/2026": {"date-parts": [[2025], [2026]]},
    "2026-21": {"date-parts": [[2026]], "season": 1},
    "2026-24": {"date-parts": [[2026]], "season": 4},
    "-0043": {"date-parts": [[-43]]},
}


@pytest.mark.parametrize(("written", "date"), DATES.items(), ids=DATES)
def test_dates_of_every_precision(written: str, date: dict[str, Any]) -> None:
    """ISO 8601, uncertain dates, ranges and seasons; what is missing stays missing."""
    assert read_date(written) == date


@pytest.mark.parametrize(
    "written",
    [
        "",
        "26",
        "2026-1",
        "2026-1-9",
        "2026-00",
        "2026-13",
        "2026-02-29",
        "2026-02-30",
        "2026-01-00",
        "9 January 2026",
        "2026/01/09",
        "01-09-2026",
        "2026-01-09T10:00",
        "2026-25",
        "2026-01-09/2026-01-05",
        "/2026",
        "2026/",
        "2026/2027/2028",
        "soon",
        "20260109",
        "2026-21/2026-22",
    ],
)
def test_what_is_no_date(written: str) -> None:
    """Nothing is guessed."""
    assert read_date(written) is None


def test_a_moment_has_a_time_zone() -> None:
    """A date and time, and the offset from UTC."""
    moment = read_moment("2026-01-22T06:00+09:00")
    assert moment
    assert moment.isoformat() == "2026-01-22T06:00:00+09:00"
    assert read_moment("2026-01-22T06:00Z")


@pytest.mark.parametrize("written", ["2026-01-22", "2026-01-22T06:00", "06:00+09:00", "tomorrow", ""])
def test_what_is_no_moment(written: str) -> None:
    """Without a zone nobody knows when it is."""
    assert read_moment(written) is None
