"""The library of a large workspace, read on demand.

Takes a workspace, how a seed is read and what the index knows of it; gives a `Library` that reads a seed when it is
asked for. Invariant: what a library says that has read everything, this one says; the index decides only which files
need not be read, and no word of it is shown.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from briefwright.engines.files import Listing, Workspace
from briefwright.engines.index import Index, Parse, cache_file, source_of, try_index
from briefwright.model.library import Library, Phrases, Says, says_it
from briefwright.model.source import Passage, Source
from briefwright.model.span import Span

SMALL = 64 * 1024
"""Bytes of seeds below which all are read: that takes no longer than to open the index."""
WAIT = 5.0
"""Seconds to wait for another process that writes the index; then the files are read here."""
Fetch = Callable[[str], Source]


class Card(NamedTuple):
    """What the index knows of a file against which nothing stands."""

    digest: str
    parent: str
    place: str


def cards(workspace: Workspace, listing: Listing, parse: Parse) -> dict[str, Card]:
    """The seeds that need not be read, by name; the index is brought up to the files before. None of them for a small
    workspace, and where the index cannot be had."""
    if sum(stamp[0] for stamp in listing.stamps.values()) < SMALL:
        return {}

    def look(base: Index) -> dict[str, Card]:
        known, behind = base.clean(listing.stamps, refreshed=False)
        if behind:
            # Where another process writes it, or there is no room, what it knows already counts.
            with suppress(sqlite3.OperationalError):
                base.refresh(listing.stamps, workspace.seed_text, parse)
                known, _ = base.clean(listing.stamps, refreshed=True)
        return {name: Card._make(rest) for name, rest in known.items() if name not in listing.unsure}

    return try_index(cache_file(workspace.root), look, WAIT) or {}


class OnDemand(Mapping[str, Source]):
    """Sources by ID, in the order of their files, each read when it is first asked for."""

    def __init__(self, names: Mapping[str, str], read: Mapping[str, Source], fetch: Fetch) -> None:
        self.names, self.known, self._fetch = names, dict(read), fetch

    def __getitem__(self, identifier: str) -> Source:
        if identifier not in self.known:
            # A second thread that read it at the same time has the first one's.
            self.known.setdefault(identifier, self._fetch(self.names[identifier]))
        return self.known[identifier]

    def __contains__(self, identifier: object) -> bool:
        return identifier in self.names

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)


@dataclass(frozen=True)
class Shelf(Library):
    """A library whose files are `names`, by the IDs of their sources; `cards` are of those that need not be read."""

    sources: OnDemand
    root: Path
    cards: Mapping[str, Card] = field(repr=False)

    def _card(self, identifier: str) -> Card | None:
        """What the index knows of a source; None where it was read."""
        return None if identifier in self.sources.known else self.cards[self.sources.names[identifier]]

    def parent(self, identifier: str) -> str:
        """The ID that a source says it derives from; empty where it says none."""
        card = self._card(identifier)
        return card.parent if card else super().parent(identifier)

    def place(self, identifier: str) -> Span:
        """Where a source begins in its file."""
        card = self._card(identifier)
        return (
            Span(self.sources.names[identifier], *map(int, card.place.split())) if card else super().place(identifier)
        )

    def made_of(self) -> tuple[object, ...]:
        """What tells it from a library of other words."""
        return tuple((name, self.cards.get(file) or self.sources[name]) for name, file in self.sources.names.items())

    def keys_of(self, identifier: str) -> Iterator[str]:
        """The whole IDs of the passages that are called `identifier` in their sources, in the order of files."""

        def look(base: Index) -> dict[str, tuple[str, bool]]:
            return base.having(identifier)

        found = try_index(cache_file(self.root), look, WAIT) or {}
        for name, file in self.sources.names.items():
            card, (digest, has) = self._card(name), found.get(file, ("", False))
            if has if card and card.digest == digest else identifier in self.sources[name].passages:
                yield f"{name}#{identifier}"

    def saying(self, phrases: Phrases, says: Says) -> Iterator[Passage]:
        """Every passage whose text or translation says the words, in the order of files."""
        told: set[str] = set()
        try:
            for passage in self._asked(phrases, says):
                told.add(passage.key)
                yield passage
        except (sqlite3.DatabaseError, OSError):
            yield from (passage for passage in super().saying(phrases, says) if passage.key not in told)

    def _asked(self, phrases: Phrases, says: Says) -> Iterator[Passage]:
        """The same from the index. Raises sqlite3.DatabaseError and OSError where it cannot be had."""
        path = cache_file(self.root)
        if path is None:
            raise FileNotFoundError
        with closing(Index(path, WAIT)) as base:
            for run in self._runs(base.held()):
                if isinstance(run, str):
                    yield from (each for each in self.sources[run].passages.values() if says_it(each, says))
                    continue
                for file, identifier in base.saying(phrases, says, run[0], run[1]):
                    passage = self.passage(source_of(file), identifier)
                    if passage and says_it(passage, says):  # as its file has it now
                        yield passage

    def _runs(self, held: Mapping[str, tuple[str, int, int]]) -> Iterator[str | tuple[int, int]]:
        """In the order of files, sources that are to be read, and numbers, from the first to behind the last, of
        passages that the index has as their files had them."""
        first = last = 0
        for name, file in self.sources.names.items():
            card = self._card(name)
            digest, start, many = held.get(file, ("", 0, 0))
            known = card is not None and card.digest == digest
            if last > first and (not known or start != last):
                yield first, last
                first = last = 0
            if not known:
                yield name
            elif last > first:
                last += many
            else:
                first, last = start, start + many
        if last > first:
            yield first, last
