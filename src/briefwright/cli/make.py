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
from briefwright.engines import files
from briefwright.engines.files import Workspace
from briefwright.model.characters import harmless
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
    check = command("check", run_check, "check all that build checks, writing nothing", strict)
    check.add_argument("briefs", nargs="*", metavar="BRIEF", help="names or paths (default: every brief)")


def _compile(
    workspace: Workspace, options: argparse.Namespace, loaded: Loaded
) -> tuple[list[Compiled], list[Diagnostic], dict[str, TextFile], bool]:
    """Compiled briefs, every fault, the texts they point into, and whether a brief failed."""
    chosen = outlines(workspace, options.briefs)
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
    loaded = pipeline.load_library(workspace)
    compiled, faults, texts, failed = _compile(workspace, options, loaded)
    if options.strict and not options.briefs:
        faults.extend(unused.check(loaded.library, pipeline.used_sources(compiled)))
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
    workspace = workspace_of(options)
    loaded = pipeline.load_library(workspace)
    compiled, faults, texts, failed = _compile(workspace, options, loaded)
    ready = [c for c in compiled if not c.blocked and not (options.strict and c.faults)]
    out = Path(options.out) if options.out else workspace.root / "build"
    with Progress(sys.stderr, (each.name for each in ready)) as progress:
        made = pipeline.produce_all(workspace, ready, formats, options.jobs, progress.begin, progress.end)
        for name, built in made:
            progress.clear()
            if isinstance(built, Failure):
                tell_failure(built, name)
                failed = True
            else:
                faults.extend(built.faults)
                if built.files:
                    files.put_in_place({out / f"{name}.{ending}": content for ending, content in built.files.items()})
                    print(summary(out, name, built), flush=True)
            progress.leave(name)
    told = in_order(faults, strict=options.strict)
    tell(told, texts, options)
    if failed:
        return FAILED
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
    return f"{harmless(where)}.{ending}: {', '.join(each for each in what if each)}"
