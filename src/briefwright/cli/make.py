"""`build` and `check`.

Takes arguments; gives files, faults and an exit code. Invariant: a brief with an error stands in the way of no other.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from pathlib import Path

from briefwright import pipeline
from briefwright.check import outlines as outlines_together
from briefwright.check import unused
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
from briefwright.engines import files
from briefwright.engines.files import Workspace
from briefwright.engines.workers import Workers
from briefwright.model.diagnostic import Diagnostic, in_order
from briefwright.model.failure import Failure
from briefwright.model.span import TextFile
from briefwright.pipeline import Built, Compiled, Loaded
from briefwright.report.progress import Progress


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
    faults.extend(outlines_together.check({workspace.name(path): path.stem for path in workspace.briefs()}))
    names = Counter(path.stem for path in workspace.briefs())
    return [each for each in compiled if names[each.name] == 1], faults, texts, bool(failures)


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
    sources = {each.name: records.source_of(each) for each in ready}
    known = {} if options.force else {each.name: records.as_before(each.name, sources[each.name]) for each in ready}
    done = {name: built for name, built in known.items() if built}
    lines: dict[str, str] = {}
    outputs: list[Path] = []
    with Progress(sys.stderr, (each.name for each in ready if each.name not in done)) as progress:
        left = [each for each in ready if each.name not in done]
        told_of = progress.begin, progress.end
        if options.scheduler and left:
            from briefwright.desk import away

            made = away.produce_all(options.scheduler, workspace, left, formats, *told_of)
        else:
            made = pipeline.produce_all(workers, Workspace(workspace.root), left, formats, *told_of)
        for each in ready:
            name, built = (each.name, done[each.name]) if each.name in done else next(made)
            progress.clear()
            if isinstance(built, Failure):
                tell_failure(built, name)
                failed = True
            else:
                faults.extend(built.faults)
                if built.files:
                    lines[name] = summary(out, name, built)
                    outputs.extend(out / f"{name}.{ending}" for ending in built.files)
                if built.files and name not in done:
                    files.put_in_place({out / f"{name}.{ending}": content for ending, content in built.files.items()})
                    if records.source_of(each) == sources[name]:  # nothing was changed meanwhile
                        records.keep(name, sources[name], built)
                if built.files:
                    print(lines[name] + (" (unchanged)" if name in done else ""), flush=True)
            progress.leave(name)
    told = in_order(faults, strict=options.strict)
    tell(told, texts, options)
    if failed:
        return FAILED
    if not told:
        stamps = [Path(options.stamp)] if options.stamp else []
        files.put_in_place(dict.fromkeys(stamps, b""))
        run.keep(compiled, [*outputs, *stamps], "".join(f"{line} (unchanged)\n" for line in lines.values()))
    return FAULTS if any(fault.is_error for fault in told) else OK


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
    where = os.path.relpath(out / name)
    what = [count(built.pages, "page"), count(built.quotations, "quotation"), count(built.notes, "note")]
    return f"{where}.{ending}: {', '.join(each for each in what if each)}"
