"""Queries of `find`, in an index of the repository's sources.

Invariant: passages, none, or a query that is refused.
"""

from __future__ import annotations

from collections.abc import Iterator

from tests.fuzz import corpus
from tests.fuzz.harness import Target
from tests.fuzz.mutate import texts

from briefwright.desk.excerpt import as_record, excerpt, words_of
from briefwright.desk.find import WrongQuery, find

WRITTEN = (
    "harb*", '"three feet of ice"', "speaker:Xi", "source:scmp-editorial", "date:2025..2026-02", "冰冻三尺", "海",
    'speaker:"Lee Jae Myung"\0ice', "NEAR(a b)", "a OR b", "^a", "col:x", "*", '"', "''", "-", "a\0b\0c",
)  # fmt: skip


def targets() -> Iterator[Target]:
    """One."""
    words = ("speaker:", "source:", "date:", "*", '"', "AND", "OR", "NOT", "NEAR(", "^", "(", ")", "\0", "2026", "..")
    yield Target("find", run, lambda: [each.encode() for each in WRITTEN], texts(words), words[:12])


def run(content: bytes) -> None:
    """Words as a command line has them."""
    words = content.decode("utf-8", "surrogateescape").split("\0")
    try:
        found = find(corpus.desk(), words, 5)
    except WrongQuery:
        return
    for hit in found.hits:
        as_record(hit)
        excerpt(words_of(hit), 40)
