"""Dates and moments: `read/dates`.

Invariant: what is read can be written.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from tests.fuzz.harness import Target
from tests.fuzz.mutate import texts

from briefwright.desk.find import WrongQuery, _days
from briefwright.engines.entries import written_date
from briefwright.read.dates import read_date, read_moment

WRITTEN = (
    "2026-01-09", "2026-01", "2026", "2026~", "2026-01-05/2026-01-09", "2026-01-22T06:00+09:00", "2026-01-22T06:00Z",
    "2026-01-22 06:00:01.5-23:59", "-0044", "2025..2026-02", "..2025", "0000-00-00", "9999-12-31T23:59:60",
)  # fmt: skip


def targets() -> Iterator[Target]:
    """One."""
    words = ("-", "/", "~", "?", "T", "Z", "+", ":", "..", "٣", "２", "²", " ", "0", "9")
    yield Target("dates", run, lambda: [each.encode() for each in WRITTEN], texts(words), words)


def run(content: bytes) -> None:
    """A date."""
    value = content.decode("utf-8", "replace")
    if found := read_date(value):
        written_date(found)
    read_moment(value)
    with contextlib.suppress(WrongQuery):
        _days(value)
