"""The library: every source of a workspace, by ID.

Gives `Library`. Invariant: read once, never changed; a faulty source stays in it, marked, so that faults of the
briefs that use it can be told from faults of those that do not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from briefwright.model.source import Passage, Source


@dataclass(frozen=True)
class Library:
    """Sources by ID, in the order of their files."""

    sources: Mapping[str, Source]

    def passage(self, source: str, passage: str) -> Passage | None:
        """The passage with that ID, or None."""
        found = self.sources.get(source)
        return found.passages.get(passage) if found else None

    def origin(self, identifier: str) -> str:
        """The source that another derives from in the end; itself when it derives from none."""
        seen: list[str] = []
        while identifier not in seen:
            seen.append(identifier)
            source = self.sources.get(identifier)
            if source is None or source.evidence.derived_from is None:
                return identifier
            identifier = source.evidence.derived_from.value.strip()
        return min(seen)

    def passages(self) -> Iterator[Passage]:
        """Every passage, in the order of files."""
        for source in self.sources.values():
            yield from source.passages.values()
