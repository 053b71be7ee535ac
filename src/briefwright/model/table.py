"""What a cell of a table may be, and how its format is told.

Gives patterns that `read` and `compose` share. Invariant: a plain number has one meaning in every language.
"""

from __future__ import annotations

import re

PLAIN_NUMBER = re.compile(r"[-−+]?\d+(?:\.\d+)?")
"""Digits, with a point before decimals; nothing that groups them."""
PLAIN_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
DATE_STYLES = ("full", "long", "medium", "short")
DATE_FORMAT = re.compile(r"(?:'[^']*'|[yMLdE]{1,5}|[\s.,/-])+")


def is_date_format(pattern: str) -> bool:
    """Whether a format is one for dates: a length, or a pattern of years, months, days and what parts them."""
    return pattern in DATE_STYLES or bool(DATE_FORMAT.fullmatch(pattern) and set("yMLd") & set(pattern))
