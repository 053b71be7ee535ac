"""The outlines of a workspace together: none of them, or two of one name.

Takes the names of their files; gives `no-workspace` and `duplicate-id`. Invariant: each of the two files is told.

    briefs/one.yaml, briefs/one.yml      two files would make build/one.pdf
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from briefwright.model.diagnostic import Diagnostic
from briefwright.model.span import Span


def check(outlines: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Faults of outlines, given as the brief's name by the name of its file."""
    names = Counter(outlines.values())
    for file, name in outlines.items():
        if names[name] > 1:
            told = f"the brief `{name}` has two files"
            yield Diagnostic("duplicate-id", told, Span(file), help="keep one of them")
    if not outlines:
        advice = "write an outline: briefs/NAME.yaml"
        yield Diagnostic("no-workspace", "there is no outline in briefs/", Span("briefs/"), help=advice)
