"""Arguments in, exit code out.

Takes the command line; gives an exit code: 0 all well, 1 faults in the workspace or the file, 2 the command was wrong,
3 a program or library is missing or failed. Results go to standard output, diagnostics to standard error.
Invariant: no traceback reaches a user; nothing is decided here that the pipeline could decide.
"""

from __future__ import annotations

import argparse
import os
import re
import shlex
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from io import TextIOWrapper
from pathlib import Path

from briefwright import pipeline
from briefwright.check import unused
from briefwright.engines import files
from briefwright.engines.files import Workspace
from briefwright.engines.process import collect_less
from briefwright.model.diagnostic import Diagnostic, in_order
from briefwright.model.failure import Failure
from briefwright.model.nearest import nearest
from briefwright.model.span import Span, TextFile
from briefwright.pipeline import Built, Compiled, Loaded
from briefwright.report.progress import Progress
from briefwright.report.render import FORMATS, render

OK, FAULTS, WRONG, FAILED = 0, 1, 2, 3


class _Wrong(Exception):
    """The command was wrong: an unknown brief, ID or code."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    collect_less()
    options = parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = options.run
    try:
        return command(options)
    except _Wrong as wrong:
        print(f"briefwright: {wrong}", file=sys.stderr)
        return WRONG
    except Failure as failure:
        _tell_failure(failure)
        return FAILED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except KeyboardInterrupt:
        print("briefwright: stopped", file=sys.stderr)
        return 130
    except Exception as error:  # a user is never shown a traceback; BRIEFWRIGHT_DEBUG is for us
        if os.environ.get("BRIEFWRIGHT_DEBUG"):
            raise
        _tell_failure(pipeline.unexpected(error))
        return FAILED


def parser() -> argparse.ArgumentParser:
    """The command line."""
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument(
        "-C",
        dest="folder",
        metavar="DIR",
        default=argparse.SUPPRESS,
        help="the workspace (default: the nearest folder upwards with seeds/ and briefs/)",
    )
    shared.add_argument(
        "--format", choices=FORMATS, default=argparse.SUPPRESS, help="how faults are shown (default: full)"
    )
    strict = argparse.ArgumentParser(add_help=False)
    strict.add_argument("--strict", action="store_true", help="warnings are errors")
    top = argparse.ArgumentParser(
        prog="briefwright", parents=[shared], description="Compile policy briefs whose every quotation is proved."
    )
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True)

    def command(
        name: str, run: Callable[[argparse.Namespace], int], about: str, *parents: argparse.ArgumentParser
    ) -> argparse.ArgumentParser:
        made = commands.add_parser(
            name, help=about, description=about[0].upper() + about[1:] + ".", parents=[shared, *parents]
        )
        made.set_defaults(run=run)
        return made

    build = command("build", _build, "make briefs as PDF and DOCX", strict)
    build.add_argument("briefs", nargs="*", metavar="BRIEF", help="names or paths (default: every brief)")
    build.add_argument(
        "--to", default="pdf,docx", metavar="FORMATS", help="pdf, docx, html, parted by commas (default: pdf,docx)"
    )
    build.add_argument("-o", dest="out", metavar="DIR", help="where to (default: build/ in the workspace)")
    build.add_argument("--jobs", type=int, default=1, metavar="N", help="briefs made at the same time (default: 1)")
    check = command("check", _check, "check everything that build checks, writing nothing", strict)
    check.add_argument("briefs", nargs="*", metavar="BRIEF", help="names or paths (default: every brief)")
    verify = command("verify", _verify, "prove a finished PDF or DOCX from the ledger inside it")
    verify.add_argument(
        "files", nargs="+", metavar="FILE", help="a PDF or DOCX; in a workspace its sources are looked at too"
    )
    show = command("show", _show, "show a source or a passage, with its note and the briefs that use it")
    show.add_argument("id", metavar="ID", help="source or source#passage")
    explain = command("explain", _explain, "say what a diagnostic means, with an example")
    explain.add_argument(
        "code", metavar="CODE", nargs="?", help="the words in brackets behind `error`; without it, all of them"
    )
    command("doctor", _doctor, "say what is missing on this machine and the command that installs it")
    init = command("init", _init, "make a new workspace with one source and one brief")
    init.add_argument("dir", metavar="DIR")
    template = command("new-template", _new_template, "start a house style of your own on top of another")
    template.add_argument("name", metavar="NAME", help="its name: small letters, digits, hyphens")
    template.add_argument(
        "--from", dest="base", default="policy-brief", metavar="TEMPLATE", help="the other (default: policy-brief)"
    )
    return top


# What commands share.


def _workspace(options: argparse.Namespace) -> Workspace | None:
    given = getattr(options, "folder", None)
    if given is not None:
        root = Path(given)
        return Workspace(root.resolve()) if (root / "seeds").is_dir() and (root / "briefs").is_dir() else None
    return files.find_workspace(Path.cwd())


def _no_workspace(options: argparse.Namespace) -> int:
    given = getattr(options, "folder", ".")
    missing = next((n for n in ("seeds", "briefs") if not (Path(given) / n).is_dir()), "seeds")
    if not Path(given).is_dir():
        fault = Diagnostic("no-workspace", f"there is no folder `{given}`", Span(str(given)), help="look at -C")
        _tell([fault], {}, options)
        return FAULTS
    where = f"`{given}`" if given != "." else "this folder and the folders above it"
    advice = "name a workspace with -C DIR, or make one: briefwright init DIR"
    fault = Diagnostic("no-workspace", f"there is no {missing}/ in {where}", Span(f"{missing}/"), help=advice)
    _tell([fault], {}, options)
    return FAULTS


def _form(options: argparse.Namespace) -> str:
    return str(getattr(options, "format", "full"))


def _tell(faults: Sequence[Diagnostic], texts: dict[str, TextFile], options: argparse.Namespace) -> None:
    """Show faults on standard error, and their number where a person reads."""
    form = _form(options)
    colour = sys.stderr.isatty() and "NO_COLOR" not in os.environ
    shown = render(faults, form, texts, colour=colour)
    if shown:
        print(shown, file=sys.stderr, end="\n" if form == "full" else "")
    if form == "full" and faults:
        errors = sum(fault.is_error for fault in faults)
        counts = [_count(errors, "error"), _count(len(faults) - errors, "warning")]
        print(" and ".join(count for count in counts if count), file=sys.stderr)


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'s' if number > 1 else ''}" if number else ""


def _tell_failure(failure: Failure, brief: str = "") -> None:
    about = f"{brief}: " if brief else ""
    print(f"briefwright: {about}{failure.message}", file=sys.stderr)
    if failure.advice:
        print(f"  help: {failure.advice}", file=sys.stderr)


def _chosen(workspace: Workspace, names: Sequence[str]) -> list[Path]:
    """The outlines that names or paths on the command line mean."""
    known = {path.stem: path for path in workspace.briefs()}
    if not names:
        return list(known.values())
    chosen: dict[Path, None] = {}
    for name in names:
        path = Path(name)
        found = known.get(name)
        if found is None and path.suffix in files.ENDINGS:
            real = path.resolve()
            found = next((p for p in known.values() if p.resolve() == real), None)
        if found is None:
            near = nearest(path.stem, known) or (f"briefs are {', '.join(list(known)[:12])}" if known else "")
            raise _Wrong(f"there is no brief `{name}`" + (f"; {near}" if near else ""))
        chosen[found] = None
    return list(chosen)


def _compile(
    workspace: Workspace, options: argparse.Namespace, loaded: Loaded
) -> tuple[list[Compiled], list[Diagnostic], dict[str, TextFile], bool]:
    """Compiled briefs, every fault, the texts they point into, and whether a brief failed."""
    chosen = _chosen(workspace, options.briefs)
    tried = [(path, pipeline.compile_safely(workspace, path, loaded)) for path in chosen]
    compiled = [each for _, each in tried if isinstance(each, Compiled)]
    failures = [(path.stem, each) for path, each in tried if isinstance(each, Failure)]
    for name, failure in failures:
        _tell_failure(failure, name)
    texts = {**loaded.texts, **{text.name: text for each in compiled for text in each.texts}}
    faults = [*loaded.faults, *(fault for each in compiled for fault in each.faults)]
    names = Counter(path.stem for path in workspace.briefs())
    for path in workspace.briefs():
        if names[path.stem] > 1:
            told = f"the brief `{path.stem}` has two files"
            faults.append(Diagnostic("duplicate-id", told, Span(workspace.name(path)), help="keep one of them"))
    if not workspace.briefs():
        advice = "write an outline: briefs/NAME.yaml"
        faults.append(Diagnostic("no-workspace", "there is no outline in briefs/", Span("briefs/"), help=advice))
    return [each for each in compiled if names[each.name] == 1], faults, texts, bool(failures)


# Commands.


def _check(options: argparse.Namespace) -> int:
    workspace = _workspace(options)
    if workspace is None:
        return _no_workspace(options)
    loaded = pipeline.load_library(workspace)
    compiled, faults, texts, failed = _compile(workspace, options, loaded)
    if options.strict and not options.briefs:
        faults.extend(unused.check(loaded.library, pipeline.used_sources(compiled)))
    told = in_order(faults, strict=options.strict)
    _tell(told, texts, options)
    if failed or any(fault.is_error for fault in told):
        return FAILED if failed else FAULTS
    quotations = sum(len(each.brief.quotations) for each in compiled if each.brief)
    print(f"{_count(len(compiled), 'brief')}, {_count(quotations, 'quotation') or 'no quotations'}: nothing wrong"
          + (f", {_count(len(told), 'warning')}" if told else ""))  # fmt: skip
    return OK


def _build(options: argparse.Namespace) -> int:
    formats = [each.strip() for each in options.to.split(",") if each.strip()]
    if not formats or set(formats) - set(pipeline.FORMATS):
        raise _Wrong(f"--to wants {', '.join(pipeline.FORMATS)}, parted by commas; not `{options.to}`")
    if options.jobs < 1:
        raise _Wrong("--jobs wants a number from 1")
    workspace = _workspace(options)
    if workspace is None:
        return _no_workspace(options)
    loaded = pipeline.load_library(workspace)
    compiled, faults, texts, failed = _compile(workspace, options, loaded)
    ready = [c for c in compiled if not c.blocked and not (options.strict and c.faults)]
    out = Path(options.out) if options.out else workspace.root / "build"
    with Progress(sys.stderr) as progress:
        for name, built in pipeline.produce_all(workspace, ready, formats, options.jobs, progress.begin):
            if isinstance(built, Failure):
                progress.clear()
                _tell_failure(built, name)
                failed = True
                continue
            faults.extend(built.faults)
            if built.files:
                files.put_in_place({out / f"{name}.{ending}": content for ending, content in built.files.items()})
                progress.clear()
                print(_summary(out, name, built), flush=True)
    told = in_order(faults, strict=options.strict)
    _tell(told, texts, options)
    if failed:
        return FAILED
    return FAULTS if any(fault.is_error for fault in told) else OK


def _summary(out: Path, name: str, built: Built) -> str:
    """One line a brief: what was made and what is in it."""
    endings = [e for e in ("pdf", "docx", "html") if e in built.files]
    ending = endings[0] if len(endings) == 1 else f"{{{','.join(endings)}}}"
    where = os.path.relpath(out / name)
    what = [_count(built.pages, "page"), _count(built.quotations, "quotation"), _count(built.notes, "note")]
    return f"{where}.{ending}: {', '.join(each for each in what if each)}"


def _show(options: argparse.Namespace) -> int:
    from briefwright.desk.show import UnknownID, show

    workspace = _workspace(options)
    if workspace is None:
        return _no_workspace(options)
    loaded = pipeline.load_library(workspace)
    try:
        for line in show(workspace, loaded, options.id):
            print(line)
    except UnknownID as unknown:
        raise _Wrong(str(unknown)) from None
    return OK


def _verify(options: argparse.Namespace) -> int:
    from briefwright.desk.verify import verify

    workspace = _workspace(options)
    if workspace is None and hasattr(options, "folder"):
        return _no_workspace(options)
    library = pipeline.load_library(workspace).library if workspace else None
    faults: list[Diagnostic] = []
    for name in options.files:
        if not Path(name).is_file():
            raise _Wrong(f"there is no file `{name}`")
        found = verify(Path(name), name, library)
        faults.extend(found.faults)
        if sys.stdout.isatty():
            for row in found.rows:
                print(f"{'ok  ' if row.well else 'LOST'}  {row.place:<8} {row.words}  [{row.passage}, {row.level}]")
        lost = len([fault for fault in found.faults if fault.is_error])
        against = f", against {workspace.root.name}" if workspace else ""
        counts = (
            f"{_count(len(found.rows), 'quotation') or 'no quotations'}, {_count(found.notes, 'note') or 'no notes'}"
        )
        print(f"{name}: {counts}{against}: {_count(lost, 'fault') or 'proved'}")
    told = in_order(faults)
    _tell(told, {}, options)
    return FAULTS if told else OK


def _explain(options: argparse.Namespace) -> int:
    from briefwright.desk.explain import codes, explain

    if options.code is None:
        print("\n".join(codes()))
        return OK
    try:
        print(explain(options.code), end="")
    except KeyError:
        near = nearest(options.code, codes())
        raise _Wrong(f"there is no diagnostic `{options.code}`" + (f"; {near}" if near else "")) from None
    return OK


def _doctor(_options: argparse.Namespace) -> int:
    from briefwright.desk import doctor

    findings = doctor.examine()
    print(doctor.report(findings))
    return OK if all(finding.well for finding in findings) else FAILED


def _init(options: argparse.Namespace) -> int:
    from briefwright.desk.init import init

    for name, written in init(Path(options.dir)):
        print(f"{'wrote' if written else 'kept '}  {Path(options.dir) / name}")
    print(f"next: briefwright -C {shlex.quote(options.dir)} build")
    return OK


def _new_template(options: argparse.Namespace) -> int:
    from briefwright.desk.new_template import new_template

    workspace = _workspace(options)
    if workspace is None:
        return _no_workspace(options)
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", options.name) or options.name == options.base:
        raise _Wrong(f"`{options.name}` is no name for a template of your own: use small letters, digits, hyphens")
    faults: list[Diagnostic] = []
    base = pipeline.named_template(workspace, options.base, Span("templates/"), faults)
    if base is None:
        raise _Wrong("; ".join(f"{fault.message} ({fault.help})" for fault in faults))
    for name, written in new_template(workspace, options.name, base):
        print(f"{'wrote' if written else 'kept '}  {name}")
    print(f"next: write `template: {options.name}` into an outline, and change the lines of template.yaml")
    return OK


if __name__ == "__main__":
    sys.exit(main())
