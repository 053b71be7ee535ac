"""What commands share: the workspace they work in, and how they tell faults.

Takes parsed arguments; gives a workspace, chosen outlines, words on the terminal. Invariant: diagnostics go to standard
error, results to standard output.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from briefwright.engines import files
from briefwright.engines.files import Workspace
from briefwright.model.characters import harmless
from briefwright.model.diagnostic import Diagnostic
from briefwright.model.failure import Failure
from briefwright.model.nearest import nearest
from briefwright.model.span import Span, TextFile
from briefwright.report.render import render
from briefwright.report.terminal import coloured, shown

OK, FAULTS, WRONG, FAILED = 0, 1, 2, 3
Run = Callable[[argparse.Namespace], int]
NewCommand = Callable[..., argparse.ArgumentParser]
"""Makes a command of its name, what runs it, what it is about, and parsers whose options it shares."""


class NoWorkspace(Exception):
    """The command wants a workspace, and there is none."""


class Wrong(Exception):
    """The command was wrong: an unknown brief, ID or code."""


def found_workspace(options: argparse.Namespace) -> Workspace | None:
    """The workspace that -C names, or the nearest upwards; None when there is none."""
    given = getattr(options, "folder", None)
    if given is not None:
        root = Path(given)
        return Workspace(root.resolve()) if (root / "seeds").is_dir() and (root / "briefs").is_dir() else None
    try:
        return files.find_workspace(Path.cwd())
    except FileNotFoundError:  # the folder was deleted
        return None


def workspace_of(options: argparse.Namespace) -> Workspace:
    """The workspace that a command works in. Raises NoWorkspace."""
    found = found_workspace(options)
    if found is None:
        raise NoWorkspace
    return found


def no_workspace(options: argparse.Namespace) -> int:
    """Tell that there is none, and what is missing of one."""
    given = getattr(options, "folder", ".")
    missing = next((n for n in ("seeds", "briefs") if not (Path(given) / n).is_dir()), "seeds")
    if not Path(given).is_dir():
        fault = Diagnostic("no-workspace", f"there is no folder `{given}`", Span(str(given)), help="look at -C")
        tell([fault], {}, options)
        return FAULTS
    where = f"`{given}`" if given != "." else "this folder and the folders above it"
    advice = "name a workspace with -C DIR, or make one: briefwright init DIR"
    fault = Diagnostic("no-workspace", f"there is no {missing}/ in {where}", Span(f"{missing}/"), help=advice)
    tell([fault], {}, options)
    return FAULTS


def tell(faults: Sequence[Diagnostic], texts: dict[str, TextFile], options: argparse.Namespace) -> None:
    """Show faults on standard error, and their number where a person reads."""
    form = str(getattr(options, "format", "full"))
    words = render(faults, form, texts, colour=coloured(sys.stderr))
    if words:
        print(words, file=sys.stderr, end="\n" if form == "full" else "")
    if form == "full" and faults:
        errors = sum(fault.is_error for fault in faults)
        counts = [count(errors, "error"), count(len(faults) - errors, "warning")]
        print(" and ".join(count for count in counts if count), file=sys.stderr)


def count(number: int, what: str) -> str:
    """`3 notes`; empty for none."""
    return f"{number} {what}{'s' if number > 1 else ''}" if number else ""


def tell_failure(failure: Failure, brief: str = "") -> None:
    """Show a failure on standard error; `brief` is the one that it ended."""
    about = f"{brief}: " if brief else ""
    print(f"briefwright: {harmless(shown(about + failure.message))}", file=sys.stderr)
    if failure.advice:
        print(f"  help: {harmless(failure.advice)}", file=sys.stderr)


def outlines(workspace: Workspace, names: Sequence[str]) -> list[Path]:
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
            raise Wrong(f"there is no brief `{name}`" + (f"; {near}" if near else ""))
        chosen[found] = None
    return list(chosen)
