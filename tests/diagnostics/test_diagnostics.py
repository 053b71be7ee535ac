"""Every fault stands in a comment above the guilty line, with its columns; nothing is missing and nothing is extra.

A comment reads `# error[CODE] FROM-TO: MESSAGE` or `# warning[CODE] …` and speaks of the next line that is no such
comment. Columns count code points from 1 and the end is exclusive. What else it may say:

* `+N FROM-TO`: the Nth line below the comments (inside a block scalar, where comments cannot stand); `+0`: the last
  comment's own line; `FILE:LINE FROM-TO`: a place in a file that the outline names.
* `FROM-+N:TO`: the place ends N lines further down; `FROM-?`: its end is left open.
* `MESSAGE …`: the message begins so (`…` alone: however it is worded).
* `MESSAGE (help: WORDS)`: the help line begins so. Otherwise help is not compared.

`outlines/` has one outline a case, read with the sources in `seeds/` and the files in `files/`; `sources/` has one
seed a case, read alone; `workspaces/` has one workspace a case, with comments in all its YAML files.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from briefwright import pipeline
from briefwright.engines.files import Workspace
from briefwright.model.diagnostic import Diagnostic, in_order

HERE = Path(__file__).parent
COMMENT = re.compile(
    r"\s*# (?P<severity>error|warning)\[(?P<code>[a-z-]+)\] (?:\+(?P<below>\d+) |(?P<file>\S+):(?P<line>\d+) )?"
    r"(?P<start>\d+)-(?:\+(?P<further>\d+):)?(?P<end>\d+|\?): (?P<message>.+?)(?: \(help: (?P<help>.+)\))?"
)
MEANT = re.compile(r"\s*#\s*(error|warning)\b")
CASES = sorted(
    p.relative_to(HERE).as_posix() for kind in ("outlines", "sources", "workspaces") for p in (HERE / kind).iterdir()
)


@dataclass(frozen=True, order=True)
class Expected:
    """A fault in one line, so that a difference between two sets can be read."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int
    severity: str
    code: str
    message: str
    help: str = ""


def comments(name: str, text: str) -> list[Expected]:
    """The faults that a file's comments tell of."""
    lines = text.split("\n")
    found: list[Expected] = []
    waiting: list[re.Match[str]] = []
    for number, line in enumerate(lines, 1):
        match = COMMENT.fullmatch(line)
        assert match or not MEANT.match(line), f"{name}:{number}: a comment that is no expectation: {line.strip()}"
        if match:
            waiting.append(match)
            if number < len(lines) and COMMENT.fullmatch(lines[number]):
                continue
            found += [_expected(name, number, each) for each in waiting]
            waiting = []
    return found


def _expected(name: str, last: int, match: re.Match[str]) -> Expected:
    line = int(match["line"]) if match["line"] else last + int(match["below"] or 1)
    return Expected(
        f"briefs/{match['file']}" if match["file"] else name,
        line,
        int(match["start"]),
        line + int(match["further"] or 0),
        int(match["end"].replace("?", "0")),
        match["severity"],
        match["code"],
        match["message"],
        match["help"] or "",
    )


def told(fault: Diagnostic) -> Expected:
    """A diagnostic in the same form."""
    span = fault.span
    return Expected(
        span.file, span.line, span.column, span.end_line, span.end_column,
        str(fault.severity), fault.code, " ".join(fault.message.split()), " ".join(fault.help.split()),
    )  # fmt: skip


def workspace(case: str, root: Path) -> Workspace:
    """The case as a workspace."""
    path = HERE / case
    if path.is_dir():
        shutil.copytree(path, root, dirs_exist_ok=True)
    else:
        shutil.copytree(HERE / "files", root / "briefs", dirs_exist_ok=True)
        outline = path.parent.name == "outlines"
        if outline:
            shutil.copytree(HERE / "seeds", root / "seeds", dirs_exist_ok=True)
        folder = root / ("briefs" if outline else "seeds")
        folder.mkdir(exist_ok=True)
        shutil.copy(path, folder / path.name)
    return Workspace(root)


def faults(place: Workspace) -> tuple[Diagnostic, ...]:
    """Everything that `check` says of a workspace."""
    loaded = pipeline.load_library(place)
    compiled = [pipeline.compile_brief(place, path, loaded) for path in place.briefs()]
    return in_order([*loaded.faults, *(fault for each in compiled for fault in each.faults)])


def alike(found: Expected, wanted: list[Expected]) -> Expected:
    """A found fault with what an expectation leaves open left open too."""
    for each in wanted:
        open_end, start = not each.end_column, each.message.removesuffix("…").rstrip()
        loose = replace(
            found,
            end_line=each.end_line if open_end else found.end_line,
            end_column=0 if open_end else found.end_column,
            message=each.message if start != each.message and found.message.startswith(start) else found.message,
            help=each.help if found.help.startswith(each.help) else found.help,
        )
        if loose == each:
            return each
    return replace(found, help="")


@pytest.mark.parametrize("case", CASES)
def test_tells_what_the_comments_say(case: str, tmp_path: Path) -> None:
    """The faults of a case are exactly those in its comments: code, severity, place and message."""
    place = workspace(case, tmp_path)
    paths = [*place.seeds(), *place.briefs()]
    wanted = sorted(each for path in paths for each in comments(place.name(path), path.read_text(encoding="utf-8")))
    assert sorted(alike(told(fault), wanted) for fault in faults(place)) == wanted


def test_cases_have_expectations() -> None:
    """Every case expects a fault, but for those that are named clean."""
    for case in CASES:
        files = [p for p in [HERE / case, *(HERE / case).rglob("*.y*ml")] if p.is_file()]
        count = sum(len(comments(p.name, p.read_text(encoding="utf-8"))) for p in files)
        assert bool(count) != (Path(case).stem.startswith("clean")), case
