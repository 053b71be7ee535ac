"""IDs to sources and passages.

Takes `source#passage` as text and the library; gives the thing, or the diagnostic with the nearest ID.
Invariant: an ID points at exactly one thing or at none.
"""

from __future__ import annotations

from briefwright.model.diagnostic import Diagnostic, Fix
from briefwright.model.library import Library
from briefwright.model.nearest import closest, nearest
from briefwright.model.source import Passage, Source
from briefwright.model.span import Span


def source_of(identifier: str, span: Span, library: Library, *, explained: bool = True) -> Source | Diagnostic:
    """The source with that ID; a fault that is `explained` tells the nearest."""
    found = library.sources.get(identifier)
    if found:
        return found
    near = nearest(identifier, library.sources) if explained else ""
    advice = near or "the ID of a source is the name of its file in seeds/"
    return Diagnostic("unknown-source", f"there is no source `{identifier}`", span, help=advice)


def passage_of(
    source: Source, identifier: str, span: Span, library: Library, *, explained: bool = True
) -> Passage | Diagnostic:
    """The passage with that ID; a fault that is `explained` tells the nearest."""
    found = source.passages.get(identifier)
    if found:
        return found
    told = f"the source `{source.id}` has no passage `{identifier}`"
    if not explained:
        return Diagnostic("unknown-passage", told, span, help=f"look at {source.file.name}")
    if source.faulty:
        advice = f"{source.file.name} has faults; mend them first"
    else:
        elsewhere = next((key for key in library.keys_of(identifier) if split_key(key)[0] != source.id), "")
        near = nearest(f"{source.id}#{identifier}", [p.key for p in source.passages.values()])
        known = ", ".join(list(source.passages)[:30]) + (" …" if len(source.passages) > 30 else "")
        advice = near or (f"{elsewhere} exists" if elsewhere else f"{source.id} has {known}")
        if near and known:
            advice += f" ({source.id} has {known})"
    keys = [*(p.key for p in source.passages.values()), *library.keys_of(identifier)]
    meant = closest(f"{source.id}#{identifier}", keys)
    return Diagnostic(
        "unknown-passage", told, span, help=advice, fixes=tuple(Fix(span, k, pointer=True) for k in meant)
    )


def split_key(key: str) -> tuple[str, str]:
    """`source#passage` in two; an `@` before it and brackets around it are forgiven."""
    source, _, passage = key.strip().strip("[]").lstrip("@").partition("#")
    return source, passage
