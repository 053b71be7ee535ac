"""What the browser is shown, kept up to date beside it.

Takes a workspace; makes its briefs in a thread of its own whenever a file changes. Invariant: a request sees one whole
state; of a brief with an error it sees the faults, and the pages as they last were. Writes nothing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from threading import Event, Lock, Thread
from typing import Any

from briefwright.desk.workshop import Outcome, Workshop, brief_faults
from briefwright.engines import pictured, watching
from briefwright.engines.files import Workspace
from briefwright.engines.prints import page_prints
from briefwright.engines.process import collecting_after
from briefwright.model.diagnostic import Diagnostic, in_order
from briefwright.model.document import plain
from briefwright.model.library import Library
from briefwright.model.span import TextFile


@dataclass(frozen=True)
class Shown:
    """A brief as it is shown: its faults, and the pages of its last good build with their fingerprints, sizes in points
    and ledger; `noted` are the quotations with a note. `version` grows with each build."""

    name: str
    title: str
    version: int
    faults: tuple[Diagnostic, ...]
    failure: str
    pdf: bytes = field(default=b"", repr=False)
    prints: tuple[str, ...] = ()
    sizes: tuple[tuple[float, float], ...] = ()
    ledger: Mapping[str, Any] = field(default_factory=dict, repr=False)
    noted: frozenset[str] = frozenset()
    current: bool = False


@dataclass(frozen=True)
class State:
    """Everything that is shown at one moment. `busy` is the brief being made."""

    version: int = 0
    briefs: Mapping[str, Shown] = field(default_factory=dict)
    library: Library = field(default_factory=lambda: Library({}))
    texts: Mapping[str, TextFile] = field(default_factory=dict, repr=False)
    common: tuple[Diagnostic, ...] = ()
    busy: str = ""
    ready: bool = False


class Studio:
    """Holds the state, and the thread that renews it."""

    def __init__(self, workspace: Workspace) -> None:
        self.workshop = Workshop(workspace, ("pdf",))
        self.state = State()
        self._stop, self._lock = Event(), Lock()
        self._thread = Thread(target=self._run, name="studio", daemon=True)

    def start(self) -> None:
        """Begin to make briefs."""
        self._thread.start()

    def stop(self) -> None:
        """End the thread, once the brief at hand is made."""
        self._stop.set()

    def has(self, name: str) -> bool:
        """Whether there is a brief of this name, made or not yet made."""
        return any(path.stem == name for path in self.workshop.briefs())

    def _run(self) -> None:
        while not self._stop.is_set():
            folders = self.workshop.folders()
            for _ in watching.ticks(folders, self._stop):
                self.look()
                if self._stop.is_set() or self.workshop.folders() != folders:
                    break

    def look(self) -> None:
        """Make what a change touches."""
        reloaded = self.workshop.reload()
        stale = self.workshop.stale()
        names = {path.stem for path in self.workshop.briefs()}
        if not (reloaded or stale or set(self.state.briefs) - names or not self.state.ready):
            return
        self._publish(busy=stale[0].stem if stale else "")
        for at, path in enumerate(stale):
            with collecting_after():
                outcome = self.workshop.make(path)
                following = stale[at + 1].stem if at + 1 < len(stale) else ""
                self._publish(outcome, busy=following)
            if self._stop.is_set():
                return
        self._publish(ready=True)

    def _publish(self, outcome: Outcome | None = None, *, busy: str = "", ready: bool | None = None) -> None:
        old = self.state
        names = [path.stem for path in self.workshop.briefs()]
        briefs = {name: old.briefs[name] for name in names if name in old.briefs}
        texts = {**self.workshop.loaded.texts, **old.texts}
        if outcome:
            shown = self._shown(outcome, old.briefs.get(outcome.name), old.version + 1)
            briefs = {name: shown if name == outcome.name else briefs.get(name) for name in names}  # type: ignore[misc]
            texts |= outcome.texts
        texts |= self.workshop.loaded.texts
        common = in_order([*brief_faults(self.workshop.workspace), *self.workshop.loaded.faults])
        with self._lock:
            self.state = State(
                version=old.version + 1,
                briefs={name: each for name, each in briefs.items() if each},
                library=self.workshop.loaded.library,
                texts=texts,
                common=common,
                busy=busy,
                ready=old.ready if ready is None else ready,
            )

    def _shown(self, outcome: Outcome, last: Shown | None, version: int) -> Shown:
        brief = outcome.compiled.brief if outcome.compiled else None
        title = plain(brief.title) if brief else last.title if last else outcome.name
        told = f"{outcome.failure.message}; {outcome.failure.advice}" if outcome.failure else ""
        faults = in_order(outcome.faults)
        kept = last or Shown(outcome.name, title, version, faults, told)
        files = outcome.built.files if outcome.built else {}
        if "pdf" not in files:
            return replace(kept, title=title, version=version, faults=faults, failure=told, current=False)
        pdf = files["pdf"]
        prints = tuple(each.hex()[:20] for each in page_prints(pdf))
        ledger = json.loads(files["ledger.json"])
        noted = frozenset(each.identifier for each in brief.quotations if each.citation >= 0) if brief else frozenset()
        sizes = pictured.sizes(pdf)
        return Shown(outcome.name, title, version, faults, told, pdf, prints, sizes, ledger, noted, current=True)
