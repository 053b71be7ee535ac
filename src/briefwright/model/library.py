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

    def lineage(self, identifier: str) -> tuple[Source, ...]:
        """A source, the source that it derives from, and so on to its origin; one witness in the end, however many
        reposts and translations there are. A circle is a fault of its own, and ends in the first of its IDs."""
        names: list[str] = []
        while identifier in self.sources and identifier not in names:
            names.append(identifier)
            parent = self.sources[identifier].evidence.derived_from
            identifier = parent.value.strip() if parent else ""
        if identifier in names:
            first = min(names[names.index(identifier) :])
            names = [*names[: names.index(first)], first]
        return tuple(self.sources[name] for name in names)

    def passages(self) -> Iterator[Passage]:
        """Every passage, in the order of files."""
        for source in self.sources.values():
            yield from source.passages.values()
