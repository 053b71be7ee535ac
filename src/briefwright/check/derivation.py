"""`cyclic-derivation`: sources that derive from each other in a circle; `unknown-source` where one derives from none.

Fails: `a.yaml` has `derived-from: b` and `b.yaml` has `derived-from: a`.
Passes: `repost.yaml` has `derived-from: original`, and `original.yaml` derives from nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from briefwright.model import limits
from briefwright.model.diagnostic import Diagnostic
from briefwright.model.library import Library
from briefwright.model.nearest import nearest


def check(library: Library) -> Iterator[Diagnostic]:
    """Every chain of `derived-from` ends."""
    ending: set[str] = set()
    told_of = 0
    for source in library.sources.values():
        parent = source.evidence.derived_from
        if parent is None:
            continue
        if parent.value.strip() not in library.sources:
            told_of += 1
            near = nearest(parent.value.strip(), library.sources) if told_of < limits.EXPLAINED else ""
            advice = near or "name a source in seeds/, or say it in `note`"
            yield Diagnostic("unknown-source", f"there is no source `{parent.value}`", parent.span(), help=advice)
            continue
        chain, seen = [source.id], {source.id}
        while parent is not None and parent.value.strip() in library.sources and chain[-1] not in ending:
            chain.append(parent.value.strip())
            if chain[-1] in seen:
                break
            seen.add(chain[-1])
            parent = library.sources[chain[-1]].evidence.derived_from
        else:
            ending |= seen
        if len(chain) > 1 and chain[-1] == source.id and source.evidence.derived_from:
            told = "derivation goes in a circle: " + " from ".join(chain)
            yield Diagnostic(
                "cyclic-derivation", told, source.evidence.derived_from.span(), help="take one of them out"
            )
