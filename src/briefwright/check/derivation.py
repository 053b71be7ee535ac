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
    for name in library.sources:
        parent = library.parent(name)
        if not parent:
            continue
        if parent not in library.sources:
            said = library.sources[name].evidence.derived_from
            if said is not None:
                advice = nearest(parent, library.sources) or "name a source in seeds/, or say it in `note`"
                yield Diagnostic("unknown-source", f"there is no source `{said.value}`", said.span(), help=advice)
            continue
        chain = [name]
        while parent in library.sources:
            chain.append(parent)
            if parent in chain[:-1]:
                break
            parent = library.parent(parent)
        said = library.sources[name].evidence.derived_from if chain[-1] == name else None
        if said is not None:
            told = "derivation goes in a circle: " + " from ".join(chain)
            yield Diagnostic("cyclic-derivation", told, said.span(), help="take one of them out")
