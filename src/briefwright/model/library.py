"""The library: every source of a workspace, by ID.

Gives `Library`. Invariant: never changed; a faulty source stays in it, marked, so that faults of the briefs that use it
can be told from faults of those that do not. What is asked of all sources at once (who derives from whom, which of them
say some words) is asked here, so that a library that knows it otherwise need not read every file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from briefwright.model.source import Passage, Source
from briefwright.model.span import Span

Says = Callable[[str], bool]
"""Whether a text says the words that are looked for."""
Phrases = Sequence[Sequence[str]]
"""What a text must have that says the words: all the phrases of one of the rows, each beginning and ending at the edge
of a word, whatever its case. An empty row, or no row, where nothing is sure."""


@dataclass(frozen=True)
class Library:
    """Sources by ID, in the order of their files."""

    sources: Mapping[str, Source]

    def passage(self, source: str, passage: str) -> Passage | None:
        """The passage with that ID, or None."""
        found = self.sources.get(source)
        return found.passages.get(passage) if found else None

    def parent(self, identifier: str) -> str:
        """The ID that a source says it derives from; empty where it says none."""
        parent = self.sources[identifier].evidence.derived_from
        return parent.value.strip() if parent else ""

    def place(self, identifier: str) -> Span:
        """Where a source begins in its file."""
        return self.sources[identifier].span

    def lineage(self, identifier: str) -> tuple[Source, ...]:
        """A source, the source that it derives from, and so on to its origin; one witness in the end, however many
        reposts and translations there are. A circle is a fault of its own, and ends in the first of its IDs."""
        names: list[str] = []
        while identifier in self.sources and identifier not in names:
            names.append(identifier)
            identifier = self.parent(identifier)
        if identifier in names:
            first = min(names[names.index(identifier) :])
            names = [*names[: names.index(first)], first]
        return tuple(self.sources[name] for name in names)

    def passages(self) -> Iterator[Passage]:
        """Every passage, in the order of files."""
        for source in self.sources.values():
            yield from source.passages.values()

    def keys_of(self, identifier: str) -> Iterator[str]:
        """The whole IDs of the passages that are called `identifier` in their sources, in the order of files."""
        return (passage.key for passage in self.passages() if passage.id == identifier)

    def saying(self, phrases: Phrases, says: Says) -> Iterator[Passage]:  # noqa: ARG002 - every passage is asked
        """Every passage whose text or translation says the words, in the order of files; `phrases` is what it has
        then."""
        return (passage for passage in self.passages() if says_it(passage, says))

    def made_of(self) -> tuple[object, ...]:
        """What tells it from a library of other words: equal values for libraries that say the same."""
        return tuple(self.sources.values())


def says_it(passage: Passage, says: Says) -> bool:
    """Whether a passage's text, or its translation, says the words."""
    return says(passage.text.value) or (passage.translation is not None and says(passage.translation.value))
