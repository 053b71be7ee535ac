"""`cyclic-derivation`: sources that derive from each other in a circle; `unknown-source` where one derives from none.

Fails: `a.yaml` has `derived-from: b` and `b.yaml` has `derived-from: a`.
Passes: `repost.yaml` has `derived-from: original`, and `original.yaml` derives from nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from briefwright.model.diagnostic import Diagnostic
from briefwright.model.library import Library
from briefwright.model.nearest import nearest


def check(library: Library) -> Iterator[Diagnostic]:
    """Every chain of `derived-from` ends."""
    for source in library.sources.values():
        parent = source.evidence.derived_from
        if parent is None:
            continue
        if parent.value.strip() not in library.sources:
            advice = nearest(parent.value.strip(), library.sources) or "name a source in seeds/, or say it in `note`"
            yield Diagnostic("unknown-source", f"there is no source `{parent.value}`", parent.span(), help=advice)
            continue
        chain = [source.id]
        while parent is not None and parent.value.strip() in library.sources:
            chain.append(parent.value.strip())
            if chain[-1] in chain[:-1]:
                break
            parent = library.sources[chain[-1]].evidence.derived_from
        if chain[-1] == source.id and source.evidence.derived_from:
            told = "derivation goes in a circle: " + " from ".join(chain)
            yield Diagnostic(
                "cyclic-derivation", told, source.evidence.derived_from.span(), help="take one of them out"
            )
