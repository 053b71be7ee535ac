"""CSL style files: `engines/styles`, which judges them before pandoc sees one.

Invariant: the path of a style, or none.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from tests.fuzz.harness import Target, scratch
from tests.fuzz.mutate import markup

from briefwright.engines import styles


def targets() -> Iterator[Target]:
    """One."""
    words = (
        "<style",
        "<info>",
        'rel="independent-parent"',
        "<category",
        'citation-format="numeric"',
        "<!DOCTYPE",
        "&x;",
    )
    yield Target("csl", run, _corpus, markup, words)


@cache
def _corpus() -> list[bytes]:
    names = ("chicago-notes-bibliography", "apa", "oscola", "nature", "dependent/3-biotech")
    found = (styles.folder() / f"{name}.csl" for name in names)
    return [path.read_bytes() for path in found if path.is_file()]


def run(content: bytes) -> None:
    """A style of the workspace's own."""
    path = scratch("csl") / "own.csl"
    path.write_bytes(content)
    styles.independent(path)
