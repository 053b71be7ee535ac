"""Dates as editors write them, to CSL's.

Takes text; gives CSL-JSON date variables. Reads ISO 8601 dates of every precision and the parts of EDTF (ISO 8601-2)
that CSL can say: `2026~` and `2026?` (uncertain), `2026-01-05/2026-01-09` (a range), seasons `2026-21` to `2026-24`.
Invariant: nothing is invented; a missing month stays missing.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

PART = re.compile(r"(-?[0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?([~?%])?")
SEASONS = {21: 1, 22: 2, 23: 3, 24: 4}


def read_date(value: str) -> dict[str, Any] | None:
    """A CSL-JSON date (`date-parts`, `season`, `circa`), or None when it is no date."""
    parts: list[list[int]] = []
    out: dict[str, Any] = {}
    pieces = value.strip().split("/")
    if len(pieces) > 2:
        return None
    for piece in pieces:
        match = PART.fullmatch(piece.strip())
        if not match:
            return None
        numbers = [int(n) for n in match.groups()[:3] if n]
        if len(numbers) == 2 and numbers[1] in SEASONS and len(pieces) == 1:
            out["season"] = SEASONS[numbers.pop()]
        elif not _exists(numbers):
            return None
        if match[4]:
            out["circa"] = True
        parts.append(numbers)
    if len(parts) == 2 and parts[0] > parts[1]:
        return None
    return {"date-parts": parts, **out}


def _exists(numbers: list[int]) -> bool:
    try:
        date(numbers[0] if numbers[0] > 0 else 4, *[*numbers[1:], 1, 1][:2])
    except ValueError:
        return False
    return True


def read_moment(value: str) -> datetime | None:
    """A date and time with its time zone (ISO 8601), or None."""
    try:
        moment = datetime.fromisoformat(value.strip())
    except ValueError:
        return None
    return moment if moment.tzinfo else None
