"""`watch` and `serve`: briefs that follow their outlines.

Takes arguments; gives a line for each brief that was made, and the faults of those that a change touched. Invariant: a
brief with an error keeps its last files; an interrupt ends quietly.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from threading import Event

from briefwright.cli.ending import say
from briefwright.cli.make import formats_of, put, summary
from briefwright.cli.shared import OK, NewCommand, count, outlines, tell, tell_failure, workspace_of
from briefwright.engines import watching
from briefwright.engines.process import collecting_after
from briefwright.model.diagnostic import Diagnostic, in_order
from briefwright.report.progress import Progress


def add(command: NewCommand) -> None:
    """The commands."""
    watch = command("watch", run_watch, "make briefs again at every save")
    watch.add_argument("briefs", nargs="*", metavar="BRIEF", help="names or paths (default: every brief)")
    watch.add_argument(
        "--to", default="pdf", metavar="FORMATS", help="pdf, docx, html, parted by commas (default: pdf)"
    )
    watch.add_argument("-o", dest="out", metavar="DIR", help="where to (default: build/ in the workspace)")
    serve = command("serve", run_serve, "show briefs in a browser as you edit them")
    serve.add_argument("--port", type=int, default=8765, metavar="N", help="the port on 127.0.0.1 (default: 8765)")


def run_serve(options: argparse.Namespace) -> int:
    """Answer a browser on this machine until the user ends it."""
    from briefwright.desk.serve.server import application
    from briefwright.desk.serve.studio import Studio
    from briefwright.engines import local

    studio = Studio(workspace_of(options))
    with local.listen(options.port) as on:
        studio.start()
        print(f"http://{local.ADDRESS}:{on.getsockname()[1]}/", flush=True)
        try:
            local.answer(application(studio), on)
        except KeyboardInterrupt:
            pass
        finally:
            studio.stop()
    return OK


def run_watch(options: argparse.Namespace) -> int:
    """Build, then wait for changes until the user ends it."""
    from briefwright.desk.workshop import Workshop

    formats = formats_of(options)
    workspace = workspace_of(options)
    chosen = set(outlines(workspace, options.briefs)) if options.briefs else None
    round_ = _Round(Workshop(workspace, formats), chosen, options)
    try:
        while True:
            folders = round_.workshop.folders()
            for _ in watching.ticks(folders, Event()):
                round_.run()
                if round_.workshop.folders() != folders:
                    break
    except KeyboardInterrupt:
        return OK


class _Round:
    """One look at what changed."""

    def __init__(self, workshop: object, chosen: set[Path] | None, options: argparse.Namespace) -> None:
        from briefwright.desk.workshop import Workshop

        assert isinstance(workshop, Workshop)
        self.workshop, self.chosen, self.options = workshop, chosen, options
        self.out = Path(options.out) if options.out else workshop.workspace.root / "build"
        self.told: tuple[Diagnostic, ...] | None = None
        self.failed = False

    def run(self) -> None:
        """Make what a change touches; tell its faults, and when there are no more of any."""
        workshop = self.workshop
        reloaded = workshop.reload()
        stale = [path for path in workshop.stale() if self.chosen is None or path in self.chosen]
        if not stale and not reloaded and self.told is not None:
            return
        with Progress(sys.stderr) as progress:
            for path in stale:
                self._make(path, progress)
        self._tell(set(stale), reloaded)

    def _make(self, path: Path, progress: Progress) -> None:
        progress.begin(path.stem)
        with collecting_after():
            outcome = self.workshop.make(path)
            built = outcome.built
            failure = outcome.failure or (put(self.workshop.workspace, self.out, path.stem, built) if built else None)
            progress.clear()
            if failure:
                tell_failure(failure, path.stem)
            elif built and built.files:
                say(f"{summary(self.out, path.stem, built)}, {outcome.seconds:.1f} s")

    def _tell(self, made: set[Path], reloaded: bool) -> None:
        """The faults of the briefs just made, and of the library when it was read; nothing twice in a row."""
        from briefwright.desk.workshop import brief_faults

        workshop = self.workshop
        ours = [each for path, each in workshop.outcomes.items() if self.chosen is None or path in self.chosen]
        common = [*brief_faults(workshop.workspace), *workshop.loaded.faults]
        every = in_order([*common, *(fault for each in ours for fault in each.faults)])
        new = [fault for each in ours if each.path in made for fault in each.faults]
        shown = in_order([*(common if reloaded or self.told is None else ()), *new])
        texts = {**workshop.loaded.texts, **{name: text for each in ours for name, text in each.texts.items()}}
        tell(shown, texts, self.options)
        failed = any(each.failure for each in ours)
        if not every and not failed and (self.told or self.failed):
            quotations = sum(
                len(each.compiled.brief.quotations) for each in ours if each.compiled and each.compiled.brief
            )
            print(f"{count(len(ours), 'brief')}, {count(quotations, 'quotation') or 'no quotations'}: nothing wrong",
                  flush=True)  # fmt: skip
        self.told, self.failed = every, failed
        sys.stderr.flush()
