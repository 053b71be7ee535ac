"""The commands of the editor's desk, each a tool of `desk/`.

Takes arguments; gives words on the terminal and an exit code. Invariant: a tool is imported when its command is given.
"""

from __future__ import annotations

import argparse
import re
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from briefwright import pipeline
from briefwright.cli.shared import (
    FAILED,
    FAULTS,
    OK,
    NewCommand,
    Wrong,
    count,
    found_workspace,
    tell,
    workspace_of,
)
from briefwright.house import named_template
from briefwright.model.characters import harmless, without_controls
from briefwright.model.diagnostic import Diagnostic, in_order
from briefwright.model.nearest import nearest
from briefwright.model.span import Span
from briefwright.report.terminal import cut, folded, width

if TYPE_CHECKING:
    from briefwright.desk.show import Line


def add(command: NewCommand) -> None:
    """The commands."""
    verify = command("verify", run_verify, "prove a finished PDF or DOCX from its own ledger")
    verify.add_argument(
        "files", nargs="+", metavar="FILE", help="a PDF or DOCX; in a workspace its sources are looked at too"
    )
    show = command("show", run_show, "show a source or a passage, and who uses it")
    show.add_argument("id", metavar="ID", help="source or source#passage")
    show.add_argument("--style", default="", metavar="STYLE", help="the note's CSL style: a name, or a .csl file")
    explain = command("explain", run_explain, "say what a diagnostic means, with an example")
    explain.add_argument(
        "code",
        metavar="CODE",
        nargs="?",
        help="the words in brackets behind `error`, or `limits`; else all are listed",
    )
    command("doctor", run_doctor, "say what is missing here, and how to install it")
    init = command("init", run_init, "make a workspace with one source and one brief")
    init.add_argument("dir", metavar="DIR")
    template = command("new-template", run_new_template, "start a house style on top of another")
    template.add_argument("name", metavar="NAME", help="its name: small letters, digits, hyphens")
    template.add_argument(
        "--from", dest="base", default="policy-brief", metavar="TEMPLATE", help="the other (default: policy-brief)"
    )


def run_show(options: argparse.Namespace) -> int:
    """A source or a passage."""
    from briefwright.desk.show import UnknownID, UnknownStyle, show

    workspace = workspace_of(options)
    loaded = pipeline.load_library(workspace)
    try:
        for line in show(workspace, loaded, options.id, options.style):
            for row in _rows(line, width(sys.stdout)):
                print(without_controls(row))
    except (UnknownID, UnknownStyle) as unknown:
        raise Wrong(str(unknown)) from None
    return OK


LABEL = 8
"""Columns of a label."""
SHOWN = 101
"""Columns of a passage's first words, where there is no terminal."""


def _rows(line: Line, room: int) -> Iterator[str]:
    """A line as it stands in so many columns; in a pipe, where there are none, as one."""
    label = f"{line.label}:" if line.label else ""
    lead = "  " if line.block else " " * LABEL if label or line.hangs else ""
    if line.cut:
        yield cut(line.words, room or SHOWN)
    elif not room or not lead:
        yield f"{label:<{len(lead)}}{line.words}" if lead else line.words
    else:
        for at, row in enumerate(folded(line.words, room - len(lead))):
            yield f"{'' if at else label:<{len(lead)}}{row}"


def run_verify(options: argparse.Namespace) -> int:
    """A line a file, and what is lost in it; on a terminal a line a quotation."""
    from briefwright.desk.verify import verify

    workspace = workspace_of(options) if hasattr(options, "folder") else found_workspace(options)
    library = pipeline.load_library(workspace).library if workspace else None
    faults: list[Diagnostic] = []
    if missing := [name for name in options.files if not Path(name).is_file()]:
        raise Wrong(f"there is no file `{missing[0]}`")
    for name in options.files:
        found = verify(Path(name), name, library)
        faults.extend(found.faults)
        if sys.stdout.isatty():
            for row in found.rows:
                state = "ok  " if row.well else "LOST"
                print(harmless(f"{state}  {row.place:<8} {row.words}  [{row.passage}, {row.level}]"))
        lost = len([fault for fault in found.faults if fault.is_error])
        against = f", against {workspace.root.name}" if workspace else ""
        counts = f"{count(len(found.rows), 'quotation') or 'no quotations'}, {count(found.notes, 'note') or 'no notes'}"
        print(f"{harmless(name)}: {counts}{against}: {count(lost, 'fault') or 'proved'}")
    told = in_order(faults)
    tell(told, {}, options)
    return FAULTS if any(fault.is_error for fault in told) else OK


def run_explain(options: argparse.Namespace) -> int:
    """A diagnostic's page, or every code."""
    from briefwright.desk.explain import codes, explain, limits_table

    if options.code == "limits":
        print(limits_table(), end="")
        return OK
    if options.code is None:
        print("\n".join(codes()))
        return OK
    try:
        print(explain(options.code), end="")
    except KeyError:
        near = nearest(options.code, codes())
        raise Wrong(f"there is no diagnostic `{options.code}`" + (f"; {near}" if near else "")) from None
    return OK


def run_doctor(_options: argparse.Namespace) -> int:
    """What is there and what is missing."""
    from briefwright.desk import doctor

    findings = doctor.examine()
    print(doctor.report(findings))
    return OK if all(finding.well for finding in findings) else FAILED


def run_init(options: argparse.Namespace) -> int:
    """The files of a new workspace."""
    from briefwright.desk.init import init

    for name, written in init(Path(options.dir)):
        print(f"{'wrote' if written else 'kept '}  {Path(options.dir) / name}")
    print(f"next: briefwright -C {shlex.quote(options.dir)} build")
    return OK


def run_new_template(options: argparse.Namespace) -> int:
    """The files of a new template."""
    from briefwright.desk.new_template import new_template

    workspace = workspace_of(options)
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", options.name) or options.name == options.base:
        raise Wrong(f"`{options.name}` is no name for a template of your own: use small letters, digits, hyphens")
    faults: list[Diagnostic] = []
    base = named_template(workspace, options.base, Span("templates/"), faults)
    if base is None:
        raise Wrong("; ".join(f"{fault.message} ({fault.help})" for fault in faults))
    for name, written in new_template(workspace, options.name, base):
        print(f"{'wrote' if written else 'kept '}  {name}")
    print(f"next: write `template: {options.name}` into an outline, and change the lines of template.yaml")
    return OK
