"""The seeds of a workspace as a library.

Takes a workspace; gives its sources, read or to be read when somebody asks for them, and every fault of their files.
Invariant: what the index knows decides which files need not be read, and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from briefwright.check import derivation
from briefwright.engines import entries, shelf
from briefwright.engines.entries import Filed
from briefwright.engines.files import Workspace
from briefwright.engines.index import source_of
from briefwright.model.diagnostic import Diagnostic
from briefwright.model.library import Library
from briefwright.model.source import Evidence, Source
from briefwright.model.span import Span, TextFile
from briefwright.read.source import read_source
from briefwright.resolve.voices import voice_faults

ReadSeed = Callable[[str, TextFile], tuple[Source, tuple[Diagnostic, ...]]]


@dataclass
class Loaded:
    """A library as read from a workspace: its faults, and the texts that diagnostics show lines of."""

    library: Library
    faults: list[Diagnostic] = field(default_factory=list)
    texts: dict[str, TextFile] = field(default_factory=dict)


def read_seed(identifier: str, file: TextFile) -> tuple[Source, tuple[Diagnostic, ...]]:
    """One source, and the faults of its file; a voice whose words are not in its passage is one."""
    source, faults = read_source(identifier, file)
    return source, (*faults, *(fault for _, fault in voice_faults(Library({identifier: source}))))


def filed(name: str, text: str) -> Filed:
    """What the index keeps of a seed, by its file's name and text."""
    source, faults = read_seed(source_of(name), TextFile(name, text))
    return entries.filed(source, clean=not faults)


def load_library(workspace: Workspace, read: ReadSeed = read_seed) -> Loaded:
    """The library of a workspace, and every fault of its seeds. Of a large one the seeds that the index knows to have
    no fault are read when somebody asks for them. `read` may remember what it read."""
    loaded = Loaded(Library({}))
    sources: dict[str, Source] = {}
    names: dict[str, str] = {}
    listing = workspace.listing()
    cards = shelf.cards(workspace, listing, filed)

    def fetch(name: str) -> Source | None:
        file = workspace.read_seed(workspace.root / name)
        if isinstance(file, Diagnostic):
            loaded.faults.append(file)
            return None
        loaded.texts[file.name] = file
        source, faults = read(source_of(name), file)
        loaded.faults.extend(faults)
        return source

    for name in listing.names:
        identifier = source_of(name)
        source = fetch(name) if name not in cards else None
        if identifier in names and (source or name in cards):
            told = f"the source `{identifier}` has two files"
            loaded.faults.append(Diagnostic("duplicate-id", told, Span(name), help="keep one of them"))
        elif source:
            sources[identifier], names[identifier] = source, name
        elif name in cards:
            names[identifier] = name
    if cards:
        on_demand = shelf.OnDemand(names, sources, lambda name: fetch(name) or unread(name))
        loaded.library = shelf.Shelf(on_demand, workspace.root, cards)
    else:
        loaded.library = Library(sources)
    loaded.faults.extend(derivation.check(loaded.library))
    return loaded


def texts_of(workspace: Workspace, faults: Iterable[Diagnostic]) -> dict[str, TextFile]:
    """The texts of the seeds that faults are in."""
    files = dict.fromkeys(fault.span.file for fault in faults if fault.span.file.startswith("seeds/"))
    read = (workspace.read_seed(workspace.root / name) for name in files)
    return {file.name: file for file in read if isinstance(file, TextFile)}


def unread(name: str) -> Source:
    """A source whose file was there when the library was looked at, and cannot be read any more."""
    return Source(source_of(name), TextFile(name, ""), {}, "en", Evidence(), {}, Span(name), faulty=True)
