"""What need not be made again.

Takes compiled briefs and the folder of their files; gives those that are as they were made. Invariant: a brief is left
as it is only where it would be made from the same things by the same program, and its files are the ones that were
made of them; by content, never by the clock.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from briefwright.desk.asking import Asking
from briefwright.engines import cache, files, made
from briefwright.house import template_folders
from briefwright.model.digest import digest
from briefwright.pipeline import Built, Compiled


@dataclass(frozen=True)
class Known:
    """A brief's record: the digest of what it was made from, and of each file by its ending."""

    digest: str
    files: dict[str, str]
    pages: int
    quotations: int
    notes: int


def read_inputs(workspace: Asking, compiled: Compiled) -> dict[str, bytes]:
    """The files that a compiled brief is yet to be made from, by their paths: those that its outline named, its
    template's, its style. Raises OSError."""
    assert compiled.template is not None
    named = {*workspace.asked.get(compiled.path, ()), str(compiled.style)}
    for folder in template_folders(workspace, compiled.template.name):
        named |= {str(each) for each in files.everything_in(folder)}
    return {path: Path(path).read_bytes() for path in sorted(named) if Path(path).is_file()}


class Records:
    """The records of the briefs that a workspace makes into one folder."""

    def __init__(self, workspace: Asking, out: Path, formats: Sequence[str]) -> None:
        self.workspace, self.out, self.formats = workspace, out, tuple(sorted(formats))
        self._sources: dict[str, str] = {}
        self._program = digest(made.stamps(made.program()), made.key_of(()).split("\1")[:-1])

    def source_of(self, compiled: Compiled) -> str:
        """The digest of all that a brief without errors is made from; empty where there is something that cannot be
        read."""
        with suppress(OSError, TypeError, RecursionError):
            contents = read_inputs(self.workspace, compiled)
            return digest(self._program, self.formats, compiled.brief, compiled.template, compiled.texts, contents)
        return ""

    def unchanged(self, ready: Sequence[Compiled]) -> dict[str, Built]:
        """Of briefs without errors those that are as they were made before, without their files, by name."""
        self._sources = {each.name: self.source_of(each) for each in ready}
        found = {each.name: self._as_before(each.name, self._sources[each.name]) for each in ready}
        return {name: built for name, built in found.items() if built}

    def _as_before(self, name: str, source: str) -> Built | None:
        known = self._known(name)
        if not source or known is None or known.digest != source or not known.files:
            return None
        with suppress(OSError):
            now = {ending: sha256((self.out / f"{name}.{ending}").read_bytes()).hexdigest() for ending in known.files}
            if now == known.files:
                return Built(dict.fromkeys(known.files, b""), (), known.pages, known.quotations, known.notes)
        return None

    def keep(self, compiled: Compiled, built: Built) -> None:
        """Remember what was made from what; nothing where something was wrong with it, or changed meanwhile."""
        name, source = compiled.name, self.source_of(compiled)
        if not source or self._sources.get(name, source) != source or built.faults or not all(built.files.values()):
            return
        prints = {ending: sha256(content).hexdigest() for ending, content in built.files.items()}
        known = Known(source, prints, built.pages, built.quotations, built.notes)
        if place := self._place(name):
            made.write(place, json.dumps(known.__dict__).encode())

    def _known(self, name: str) -> Known | None:
        raw = made.read(self._place(name))
        with suppress(ValueError, TypeError):
            known = Known(**json.loads(raw or b""))
            if isinstance(known.files, dict) and all(isinstance(each, int) for each in (known.pages, known.notes)):
                return known
        return None

    def _place(self, name: str) -> str | None:
        base = cache.folder()
        which = digest(str(self.workspace.root.resolve()), str(self.out.resolve()), self.formats, name)
        return f"{base}/made/{which[:32]}" if base else None


class Run:
    """A build of everything that a command names, with the stamps of all that it may read, from before it began."""

    def __init__(self, workspace: Asking, arguments: Sequence[str]) -> None:
        self.workspace = workspace
        self._key = made.key_of(arguments)
        self._before = made.stamps(self._everything())

    def _everything(self) -> Iterator[str]:
        root = self.workspace.root
        yield from made.program()
        for folder in (root, *(root / name for name in ("seeds", "briefs", "templates"))):
            yield str(folder)
        yield from map(str, (*self.workspace.seeds(), *self.workspace.briefs()))
        for folder in {root / "templates", files.built_in_templates()}:
            if folder.is_dir():
                yield from (str(each) for each in folder.rglob("*"))

    def keep(self, compiled: Sequence[Compiled], outputs: Sequence[Path], said: str) -> None:
        """Remember a run in which nothing was wrong: `said` is what it says when there is nothing to do."""
        found = {**self._before, **{str(each.style): made.stamp(str(each.style)) for each in compiled}}
        for each in self.workspace.asked.values():
            found.update(each)
        if made.fresh(found) or found != made.stamps(found):
            return
        made.remember_run(self._key, {**found, **made.stamps(map(str, outputs))}, said)
