"""The door to the clock, which nobody looks at.

Takes the environment; gives the moment that SOURCE_DATE_EPOCH names (https://reproducible-builds.org/specs/source-date-epoch/).
Invariant: without it, files carry the outline's date, so that the same outline gives the same bytes on any day.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime


def moment() -> datetime | None:
    """The moment to write into files, or None for the outline's date."""
    seconds = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(seconds), UTC) if seconds.isdecimal() else None
