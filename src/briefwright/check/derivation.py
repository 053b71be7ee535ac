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
    for name in library.sources:
        parent = library.parent(name)
        if not parent:
            continue
        if parent not in library.sources:
            said = library.sources[name].evidence.derived_from
            if said is not None:
                told_of += 1
                near = nearest(parent, library.sources) if told_of < limits.EXPLAINED else ""
                advice = near or "name a source in seeds/, or say it in `note`"
                yield Diagnostic("unknown-source", f"there is no source `{said.value}`", said.span(), help=advice)
            continue
        chain, seen = [name], {name}
        while parent in library.sources and chain[-1] not in ending:
            chain.append(parent)
            if parent in seen:
                break
            seen.add(parent)
            parent = library.parent(parent)
        else:
            ending |= seen
        said = library.sources[name].evidence.derived_from if len(chain) > 1 and chain[-1] == name else None
        if said is not None:
            told = "derivation goes in a circle: " + " from ".join(chain)
            yield Diagnostic("cyclic-derivation", told, said.span(), help="take one of them out")
