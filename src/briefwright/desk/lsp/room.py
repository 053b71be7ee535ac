"""A workspace as an editor has it open: its library, its outlines, their faults and their places.

Takes open texts and files; gives what the pipeline says of them. Invariant: nothing is told that `check` would not
tell of the same texts; what has not changed is not read, drawn or compiled again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from briefwright import pipeline
from briefwright.check import outlines as outlines_together
from briefwright.desk.lsp.buffers import Buffer, Buffers, OpenWorkspace, real
from briefwright.desk.lsp.places import Places, Use, named_tables, outline_places, seed_places, table_places
from briefwright.model import walk
from briefwright.model.chart import Chart, Drawing
from briefwright.model.diagnostic import Diagnostic, in_order
from briefwright.model.failure import Failure
from briefwright.model.outline import Outline
from briefwright.model.source import Source
from briefwright.model.span import TextFile
from briefwright.model.template import Template
from briefwright.pipeline import Compiled, Loaded

Read = tuple[Source, tuple[Diagnostic, ...]]
Stamp = tuple[object, ...]
"""What a library is made of: its sources, each the same until its file changes, and its faults."""
TRIED = 50
"""Outlines with an edit whose faults are remembered; editors ask for the same edits at every move."""


@dataclass
class Memory:
    """What was read and drawn, by what it was made from."""

    seeds: dict[tuple[str, str], tuple[TextFile, Read]] = field(default_factory=dict)
    drawings: dict[str, Drawing] = field(default_factory=dict)
    places: dict[Path, tuple[TextFile, Places]] = field(default_factory=dict)
    compiled: dict[Path, tuple[TextFile, Stamp, Compiled | Failure]] = field(default_factory=dict)
    tried: dict[tuple[Path, str], tuple[Stamp, Compiled | Failure]] = field(default_factory=dict)

    def read(self, identifier: str, file: TextFile) -> Read:
        """A seed, read again only when its text has changed."""
        known = self.seeds.get((identifier, file.name))
        if known is None or known[0].text != file.text:
            known = (file, pipeline.read_seed(identifier, file))
            self.seeds[identifier, file.name] = known
        return known[1]

    def draw(self, outline: Outline, template: Template) -> dict[Chart, Drawing | Diagnostic]:
        """The charts of an outline, drawn again only when one of them has changed. Raises Failure."""
        keys = {
            chart: json.dumps([chart.spec, narrow, template.paper, template.colours, template.scale_of_text,
                               outline.language], default=str)
            for chart, narrow in walk.charts(outline) if chart.sound
        }  # fmt: skip
        if keys and all(key in self.drawings for key in keys.values()):
            return {chart: replace(self.drawings[key], chart=chart) for chart, key in keys.items()}
        drawn = pipeline.draw_charts(outline, template)
        made = {keys[chart]: each for chart, each in drawn.items() if isinstance(each, Drawing)}
        self.drawings = made | {key: self.drawings[key] for key in keys.values() if key in self.drawings}
        return drawn


def _stamp(loaded: Loaded) -> Stamp:
    return (*loaded.library.made_of(), *loaded.faults)


class Room:
    """One workspace."""

    def __init__(self, workspace: OpenWorkspace) -> None:
        self.workspace = workspace
        self.memory = Memory()

    def library(self) -> Loaded:
        """The library as it stands."""
        return pipeline.load_library(self.workspace, self.memory.read)

    def forget(self) -> None:
        """Compile again what rests on files that are not watched here: tables, pictures, templates, styles."""
        self.memory.compiled.clear()
        self.memory.tried.clear()

    def compiled(self, path: Path, loaded: Loaded) -> Compiled | Failure:
        """An outline, compiled again only when it or the library has changed."""
        file = self.workspace.read_outline(path)
        if isinstance(file, Diagnostic):
            return self._compile(path, loaded)
        stamp = _stamp(loaded)
        known = self.memory.compiled.get(path)
        if known is None or known[0].text != file.text or known[1] != stamp:
            known = (file, stamp, self._compile(path, loaded))
            self.memory.compiled[path] = known
        return known[2]

    def tried(self, path: Path, text: str, loaded: Loaded) -> Compiled | Failure:
        """An outline as it would be with another text."""
        stamp, known = _stamp(loaded), self.memory.tried.get((path, text))
        if known is None or known[0] != stamp:
            buffers = Buffers()
            buffers.open = {**self.workspace.buffers.open, real(path): Buffer(path, "", None, text)}
            other = replace(self.workspace, buffers=buffers)
            known = (stamp, pipeline.compile_safely(other, path, loaded, self.memory.draw))
            if len(self.memory.tried) >= TRIED:
                self.memory.tried.clear()
            self.memory.tried[path, text] = known
        return known[1]

    def _compile(self, path: Path, loaded: Loaded) -> Compiled | Failure:
        return pipeline.compile_safely(self.workspace, path, loaded, self.memory.draw)

    def faults(self, paths: list[Path], fail: Callable[[str], None]) -> tuple[tuple[Diagnostic, ...], list[TextFile]]:
        """The faults of the library and of some outlines, and the texts that they are in; `fail` is told of what
        could not be compiled for a fault of this program or machine."""
        loaded = self.library()
        found = [*outlines_together.check(self.outline_names())]
        texts: list[TextFile] = []
        for path in paths:
            compiled = self.compiled(path, loaded)
            if isinstance(compiled, Failure):
                fail(f"{self.workspace.name(path)}: {compiled.message}")
                continue
            found.extend(compiled.faults)
            texts.extend(compiled.texts)
        # A seed that is read for an outline may have changed in this moment: its faults come last.
        return in_order([*found, *loaded.faults]), [*loaded.texts.values(), *texts]

    def outline_names(self) -> dict[str, str]:
        """The names of briefs by the names of their files."""
        return {self.workspace.name(path): path.stem for path in self.workspace.briefs()}

    # files and places

    def is_seed(self, path: Path) -> bool:
        """Whether a path is that of a seed."""
        return path.parent == self.workspace.root / "seeds" and path in self.workspace.seeds()

    def is_outline(self, path: Path) -> bool:
        """Whether a path is that of an outline."""
        return path.parent == self.workspace.root / "briefs" and path in self.workspace.briefs()

    def file(self, path: Path) -> TextFile | None:
        """The text of a seed or an outline; None when it cannot be read, or is neither."""
        if self.is_seed(path):
            found = self.workspace.read_seed(path)
        elif self.is_outline(path):
            found = self.workspace.read_outline(path)
        else:
            return None
        return found if isinstance(found, TextFile) else None

    def places(self, path: Path) -> tuple[TextFile, Places] | None:
        """The text of a seed or an outline and its places; None when it cannot be read, or is neither."""
        file = self.file(path)
        if file is None:
            return None
        return file, self._places(path, file, seed_places if self.is_seed(path) else outline_places)

    def _places(self, path: Path, file: TextFile, look: Callable[[TextFile], Places]) -> Places:
        """Places, looked for again only when the text has changed."""
        known = self.memory.places.get(path)
        if known is None or known[0].text != file.text:
            known = (file, look(file))
            self.memory.places[path] = known
        return known[1]

    def everywhere(self) -> Iterator[tuple[Path, TextFile, Places]]:
        """Every outline, every table that one names, and every seed, with their places."""
        tables: dict[Path, TextFile] = {}
        for path in (*self.workspace.briefs(), *self.workspace.seeds()):
            found = self.places(path)
            if found is None:
                continue
            yield path, *found
            for name in named_tables(found[0]) if self.is_outline(path) else ():
                table = self.workspace.named_text(name, path)
                if isinstance(table, TextFile):
                    tables[self.workspace.root / table.name] = table
        for path, table in tables.items():
            yield path, table, self._places(path, table, table_places)

    def uses(self, source: str, passage: str) -> Iterator[tuple[Path, TextFile, Use]]:
        """Every place that names a passage; with no passage every place that names the source, its passages too."""
        for path, file, places in self.everywhere():
            for use in places.uses:
                if use.source == source and (not passage or use.passage == passage):
                    yield path, file, use

    def seed_path(self, source: str) -> Path | None:
        """The file of a source."""
        return next((path for path in self.workspace.seeds() if path.stem == source), None)
