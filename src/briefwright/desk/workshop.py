"""Briefs made again and again, in one worker.

Takes a workspace; gives an `Outcome` for each brief that a change touches. Invariant: what it makes has the bytes of a
first build; what it keeps it knows by its content, or by the stamp of its file. Writes nothing.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from briefwright import pipeline
from briefwright.check import outlines as outlines_together
from briefwright.desk.asking import Asking
from briefwright.engines import files
from briefwright.engines.files import Workspace
from briefwright.house import template_folders
from briefwright.model.diagnostic import Diagnostic
from briefwright.model.failure import Failure
from briefwright.model.library import Library
from briefwright.model.source import Source
from briefwright.model.span import TextFile
from briefwright.pipeline import Built, Compiled, Loaded

Stamp = files.Stamp | None
"""The stamp of a file; None when there is none."""
Read = dict[Path, tuple[Stamp, TextFile | Diagnostic]]


@dataclass(frozen=True)
class Reading(Asking):
    """A workspace that knows which files an outline named, found or not, and reads a seed again when it changed."""

    seeds_read: Read = field(default_factory=dict, compare=False, repr=False)

    def read_seed(self, path: Path) -> TextFile | Diagnostic:
        """The text of a seed."""
        now = stamp(path)
        known = self.seeds_read.get(path)
        if known is None or known[0] != now:
            known = self.seeds_read[path] = (now, super().read_seed(path))
        return known[1]


@dataclass(frozen=True)
class Outcome:
    """What became of a brief: compiled or failed, and built where it had no errors; `seconds` that it took."""

    path: Path
    compiled: Compiled | None
    built: Built | None
    failure: Failure | None
    seconds: float

    @property
    def name(self) -> str:
        """The brief's name."""
        return self.path.stem

    @property
    def faults(self) -> tuple[Diagnostic, ...]:
        """Its own faults, those of the finished files too."""
        found = self.compiled.faults if self.compiled else ()
        return (*found, *(self.built.faults if self.built else ()))

    @property
    def texts(self) -> dict[str, TextFile]:
        """The texts that its faults point into."""
        return {text.name: text for text in self.compiled.texts} if self.compiled else {}

    @property
    def whole(self) -> bool:
        """Whether it was made, and nothing stands against it."""
        return self.built is not None and bool(self.built.files) and not self.faults


@dataclass
class _Bench:
    """A brief on the bench: the files that it was made from."""

    stamps: dict[Path, Stamp] = field(default_factory=dict)


class Workshop:
    """Makes the briefs of a workspace, and again those that a change touches.

    What is kept of a brief's last build lives in the worker that makes them all; one that crashed or hung is replaced
    by one that begins anew.
    """

    def __init__(self, workspace: Workspace, formats: Sequence[str]) -> None:
        self.workspace, self.formats = Reading(workspace.root), tuple(formats)
        self.workers = pipeline.makers(keeping=True)
        self.workers.start()
        self.loaded = Loaded(Library({}))
        self.outcomes: dict[Path, Outcome] = {}
        self._benches: dict[Path, _Bench] = {}
        self._seeds: dict[Path, Stamp] | None = None
        self._sources: dict[str, tuple[str, tuple[Source, tuple[Diagnostic, ...]]]] = {}

    def reload(self) -> bool:
        """Read the seeds that changed; whether any did."""
        seeds = {path: stamp(path) for path in self.workspace.seeds()}
        if seeds == self._seeds:
            return False
        self.loaded = pipeline.load_library(self.workspace, self._read)
        self._seeds = seeds
        names = {self.workspace.name(path) for path in seeds}
        self._sources = {name: known for name, known in self._sources.items() if name in names}
        return True

    def _read(self, identifier: str, file: TextFile) -> tuple[Source, tuple[Diagnostic, ...]]:
        known = self._sources.get(file.name)
        if known is None or known[0] != file.text:
            known = self._sources[file.name] = (file.text, pipeline.read_seed(identifier, file))
        return known[1]

    def briefs(self) -> list[Path]:
        """The outlines, without those whose names stand in the way of others."""
        spoilt = {fault.span.file for fault in brief_faults(self.workspace)}
        return [path for path in self.workspace.briefs() if self.workspace.name(path) not in spoilt]

    def stale(self) -> list[Path]:
        """The briefs that a change touches since they were made, and those that were never made."""
        paths = self.briefs()
        for gone in [path for path in self.outcomes if path not in paths]:
            del self.outcomes[gone], self._benches[gone]
        return [path for path in paths if self._touched(path)]

    def _touched(self, path: Path) -> bool:
        bench = self._benches.get(path)
        return bench is None or any(stamp(each) != known for each, known in bench.stamps.items())

    def make(self, path: Path) -> Outcome:
        """A brief, compiled, and made where it has no errors; `reload` comes before."""
        begin = time.perf_counter()
        bench = self._benches.setdefault(path, _Bench())
        bench.stamps = {path: stamp(path)}
        before = {each: stamp(each) for each in self._everywhere()}
        self.workspace.asked.pop(path, None)
        compiled = pipeline.compile_safely(self.workspace, path, self.loaded)
        asked = {Path(each): stamp(Path(each)) for each in self.workspace.asked.get(path, ())}
        built: Built | Failure | None = None
        if isinstance(compiled, Compiled) and not compiled.blocked:
            built = self.workers.one(Workspace(self.workspace.root), compiled, self.formats, str(path))
        spent = time.perf_counter() - begin
        outcome = Outcome(
            path,
            compiled if isinstance(compiled, Compiled) else None,
            built if isinstance(built, Built) else None,
            next((each for each in (compiled, built) if isinstance(each, Failure)), None),
            spent,
        )
        # A brief that something stands against may be mended anywhere.
        needed = set(before) if not outcome.whole else self._needed(compiled)
        bench.stamps |= asked | {each: before[each] for each in needed if each in before}
        self.outcomes[path] = outcome
        return outcome

    def _everywhere(self) -> Iterator[Path]:
        """Files of the workspace, and of the templates, that a brief may be made from."""
        yield from (self.workspace.root / name for name in ("seeds", "templates"))
        yield from self.workspace.seeds()
        for folder in {self.workspace.root / "templates", files.built_in_templates()}:
            if folder.is_dir():
                yield from files.everything_in(folder)

    def _needed(self, compiled: object) -> set[Path]:
        """The seeds, the template's files and the style that a brief was made from."""
        assert isinstance(compiled, Compiled)
        assert compiled.brief is not None
        assert compiled.template is not None
        used = {source.file.name for line in compiled.brief.lineage.values() for source in line}
        used |= {source.file.name for source in compiled.brief.sources.values()}
        needed = {self.workspace.root / name for name in used}
        for folder in template_folders(self.workspace, compiled.template.name):
            needed.update(files.everything_in(folder))
        return needed

    def folders(self) -> frozenset[Path]:
        """The folders that news may come from."""
        root = self.workspace.root
        found = {root / "seeds", root / "briefs", root / "templates"}
        found.update(each.parent for bench in self._benches.values() for each in bench.stamps)
        return frozenset(each for each in found if each.is_dir() and not _below(each, found))


def _below(folder: Path, others: Iterable[Path]) -> bool:
    return any(other in folder.parents for other in others if other.is_dir())


def stamp(path: Path) -> Stamp:
    """A file's stamp."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return files.stamp_of(found)


def brief_faults(workspace: Workspace) -> list[Diagnostic]:
    """What is wrong with the outlines' files as a whole."""
    return list(outlines_together.check({workspace.name(path): path.stem for path in workspace.briefs()}))
