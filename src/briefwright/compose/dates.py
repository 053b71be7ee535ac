"""Dates in the brief's language (Unicode CLDR, by Babel).

Takes dates as outlines write them; gives words. Invariant: what was not written is not printed.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale


def locale_of(language: str) -> Locale:
    """The locale of a language tag; British English where there is none."""
    # Loaded here and below: to check a brief takes no longer than to load Babel.
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en", "GB")


def date_text(written: str, language: str) -> str:
    """`2026-01-20` as “20 January 2026”; `2026-01` as “January 2026”; `2026` as it is."""
    from babel.dates import format_date, format_skeleton

    numbers = written.split("-")
    if len(numbers) == 3:
        return str(format_date(date.fromisoformat(written), "long", locale=locale_of(language)))
    if len(numbers) == 2:
        first = datetime(int(numbers[0]), int(numbers[1]), 1)
        return str(format_skeleton("yMMMM", first, locale=locale_of(language)))
    return written


def moment_text(written: str, language: str) -> str:
    """A date and time with its time zone, `22 January 2026, 06:00 (UTC+09:00)`."""
    from babel.dates import format_date

    moment = datetime.fromisoformat(written)
    zone = moment.strftime("%z")
    offset = "UTC" if moment.utcoffset() is not None and not moment.utcoffset() else f"UTC{zone[:3]}:{zone[3:5]}"
    day = format_date(moment.date(), "long", locale=locale_of(language))
    return f"{day}, {moment:%H:%M} ({offset})"
