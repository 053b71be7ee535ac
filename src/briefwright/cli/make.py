"""`build` and `check`.

Takes arguments; gives files, faults and an exit code. Invariant: a brief with an error stands in the way of no other.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from briefwright import pipeline
from briefwright.check import outlines as outlines_together
from briefwright.check import unused
from briefwright.cli.ending import say
from briefwright.cli.shared import (
    FAILED,
    FAULTS,
    OK,
    NewCommand,
    Wrong,
    count,
    outlines,
    tell,
    tell_failure,
    workspace_of,
)
from briefwright.desk.asking import Asking
from briefwright.desk.unchanged import Records, Run
from briefwright.engines.files import Workspace
from briefwright.engines.workers import Workers
from briefwright.engines.writing import put_in_place
from briefwright.model.characters import harmless
from briefwright.model.diagnostic import Diagnostic, in_order
from briefwright.model.failure import Failure
from briefwright.model.span import TextFile
from briefwright.pipeline import Built, Compiled, Loaded
from briefwright.report.progress import Progress
from briefwright.report.terminal import shown


def add(command: NewCommand) -> None:
    """The commands."""
    strict = argparse.ArgumentParser(add_help=False)
    strict.add_argument("--strict", action="store_true", help="warnings are errors")
    build = command("build", run_build, "make briefs as PDF and DOCX", strict)
    build.add_argument("briefs", nargs="*", metavar="BRIEF", help="names or paths (default: every brief)")
    build.add_argument(
        "--to", default="pdf,docx", metavar="FORMATS", help="pdf, docx, html, parted by commas (default: pdf,docx)"
    )
    build.add_argument("-o", dest="out", metavar="DIR", help="where to (default: build/ in the workspace)")
    build.add_argument("--jobs", type=int, default=1, metavar="N", help="briefs made at the same time (default: 1)")
    build.add_argument(
        "--scheduler", metavar="ADDRESS", help="make them on the machines of a Dask scheduler (tcp://HOST:8786)"
    )
    build.add_argument("--force", action="store_true", help="make also what would be as it is")
    build.add_argument(
        "--stamp", metavar="FILE", help="write FILE when nothing is wrong, not even a warning (for make)"
    )
    check = command("check", run_check, "check all that build checks, writing nothing", strict)
    check.add_argument("briefs", nargs="*", metavar="BRIEF", help="names or paths (default: every brief)")


def _compile(
    workspace: Workspace, chosen: list[Path], loaded: Loaded
) -> tuple[list[Compiled], list[Diagnostic], dict[str, TextFile], bool]:
    """Compiled briefs, every fault, the texts they point into, and whether a brief failed."""
    tried = [(path, pipeline.compile_safely(workspace, path, loaded)) for path in chosen]
    compiled = [each for _, each in tried if isinstance(each, Compiled)]
    failures = [(path.stem, each) for path, each in tried if isinstance(each, Failure)]
    for name, failure in failures:
        tell_failure(failure, name)
    texts = {**loaded.texts, **{text.name: text for each in compiled for text in each.texts}}
    faults = [*loaded.faults, *(fault for each in compiled for fault in each.faults)]
    together = list(outlines_together.check({workspace.name(path): path.stem for path in workspace.briefs()}))
    faults.extend(together)
    spoilt = {fault.span.file for fault in together}
    return [each for each in compiled if workspace.name(each.path) not in spoilt], faults, texts, bool(failures)


def run_check(options: argparse.Namespace) -> int:
    """Faults, or what was checked."""
    workspace = workspace_of(options)
    chosen = outlines(workspace, options.briefs)
    loaded = pipeline.load_library(workspace)
    compiled, faults, texts, failed = _compile(workspace, chosen, loaded)
    if options.strict and not options.briefs:
        faults.extend(unused.check(loaded.library, pipeline.used_sources(compiled)))
        texts = pipeline.texts_of(workspace, faults) | texts
    told = in_order(faults, strict=options.strict)
    tell(told, texts, options)
    if failed or any(fault.is_error for fault in told):
        return FAILED if failed else FAULTS
    quotations = sum(len(each.brief.quotations) for each in compiled if each.brief)
    print(f"{count(len(compiled), 'brief')}, {count(quotations, 'quotation') or 'no quotations'}: nothing wrong"
          + (f", {count(len(told), 'warning')}" if told else ""))  # fmt: skip
    return OK


def run_build(options: argparse.Namespace) -> int:
    """Finished files, a line a brief, and faults."""
    formats = formats_of(options)
    if options.jobs < 1:
        raise Wrong("--jobs wants a number from 1")
    workspace = Asking(workspace_of(options).root)
    run = Run(workspace, options.given)
    chosen = outlines(workspace, options.briefs)
    with pipeline.makers(options.jobs) as workers:
        workers.start(0 if options.scheduler else len(chosen))
        return _build(run, chosen, formats, workers, options)


def _build(
    run: Run, chosen: list[Path], formats: list[str], workers: Workers[Built], options: argparse.Namespace
) -> int:
    workspace = run.workspace
    loaded = pipeline.load_library(workspace)
    compiled, faults, texts, failed = _compile(workspace, chosen, loaded)
    ready = [c for c in compiled if not c.blocked and not (options.strict and c.faults)]
    out = Path(options.out) if options.out else workspace.root / "build"
    records = Records(workspace, out, formats)
    done = {} if options.force else records.unchanged(ready)
    left = [each for each in ready if each.name not in done]
    lines: list[str] = []
    outputs: list[Path] = []
    with Progress(sys.stderr, (each.name for each in left)) as progress:
        made = _made(workers, workspace, left, formats, options.scheduler, progress)
        for each in ready:
            name, built = (each.name, done[each.name]) if each.name in done else next(made)
            progress.clear()
            outcome = built if isinstance(built, Failure) else None
            if isinstance(built, Built):
                faults.extend(built.faults)
                if built.files and name not in done:
                    outcome = put(workspace, out, name, built)
                if built.files and not outcome:
                    line = summary(out, name, built)
                    say(f"{line} (unchanged)" if name in done else line)
                    lines.append(f"{line} (unchanged)\n")
                    outputs.extend(out / f"{name}.{ending}" for ending in built.files)
                    records.keep(each, built)
            if outcome:
                tell_failure(outcome, name)
                failed = True
            progress.leave(name)
    told = in_order(faults, strict=options.strict)
    tell(told, texts, options)
    if failed:
        return FAILED
    if not told:
        stamps = [Path(options.stamp)] if options.stamp else []
        put_in_place(dict.fromkeys(stamps, b""))
        run.keep(compiled, [*outputs, *stamps], "".join(lines))
    return FAULTS if any(fault.is_error for fault in told) else OK


def _made(
    workers: Workers[Built],
    workspace: Asking,
    left: list[Compiled],
    formats: list[str],
    scheduler: str | None,
    progress: Progress,
) -> Iterator[tuple[str, Built | Failure]]:
    """The briefs, made here or on the machines of a scheduler."""
    if not scheduler or not left:
        plain = Workspace(workspace.root)
        return pipeline.produce_all(workers, plain, left, formats, progress.begin, progress.end)
    from briefwright.desk import away

    return away.produce_all(scheduler, workspace, left, formats, progress.begin, progress.end)


def put(workspace: Workspace, out: Path, name: str, built: Built) -> Failure | None:
    """Put a brief's files into their folder, if it has any; a disk that refuses is that brief's failure alone."""
    try:
        if not workspace.root.is_dir():
            raise Failure("the workspace is gone", "it was moved or deleted while the brief was made")
        put_in_place({out / f"{name}.{ending}": content for ending, content in built.files.items()})
    except Failure as failure:
        return failure
    return None


def formats_of(options: argparse.Namespace) -> list[str]:
    """The formats of `--to`. Raises Wrong."""
    formats = [each.strip() for each in options.to.split(",") if each.strip()]
    if not formats or set(formats) - set(pipeline.FORMATS):
        raise Wrong(f"--to wants {', '.join(pipeline.FORMATS)}, parted by commas; not `{options.to}`")
    return formats


def summary(out: Path, name: str, built: Built) -> str:
    """One line a brief: what was made and what is in it."""
    endings = [e for e in ("pdf", "docx", "html") if e in built.files]
    ending = endings[0] if len(endings) == 1 else f"{{{','.join(endings)}}}"
    try:
        where = shown(os.path.relpath(out / name))
    except OSError:  # the folder that the command was given in is gone
        where = shown(str(out / name))
    what = [count(built.pages, "page"), count(built.quotations, "quotation"), count(built.notes, "note")]
    return f"{harmless(where)}.{ending}: {', '.join(each for each in what if each)}"
