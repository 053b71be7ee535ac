"""The door to the clock, which nobody looks at.

Takes the environment; gives the moment that SOURCE_DATE_EPOCH names (https://reproducible-builds.org/specs/source-date-epoch/).
Invariant: without it, files carry the outline's date, so that the same outline gives the same bytes on any day; a value
that is no such moment is told, for the engines would each read it in their own way.
"""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime

from briefwright.model.failure import Failure

LAST = 4354819199
"""The last second of the year 2107, the last that a ZIP file, and so a DOCX, can bear."""


def moment() -> datetime | None:
    """The moment to write into files, or None for the outline's date. Raises Failure where it is no moment."""
    seconds = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not seconds:
        return None
    if not re.fullmatch(r"[0-9]{1,12}", seconds) or int(seconds) > LAST:
        told = f"SOURCE_DATE_EPOCH is `{seconds[:40]}`, which is no number of seconds since 1970"
        raise Failure(told, "unset it, or give a whole number: date +%s")
    return datetime.fromtimestamp(int(seconds), UTC)
