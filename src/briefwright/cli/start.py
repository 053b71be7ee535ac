"""`new` and `schema`: what an editor begins with.

Takes names; writes files that are not there yet, and the schemas. Invariant: no outline is written over.
"""

from __future__ import annotations

import argparse
import re
import sys
from datetime import date

from briefwright import pipeline
from briefwright.cli.shared import FAULTS, OK, NewCommand, Wrong, found_workspace, tell, workspace_of
from briefwright.engines.writing import new_file
from briefwright.house import DEFAULT_TEMPLATE, named_template
from briefwright.model.diagnostic import Diagnostic
from briefwright.model.span import Span

SCHEMAS = ("seed", "outline", "template")


def add(command: NewCommand) -> None:
    """The commands."""
    new = command("new", run_new, "begin a brief with an outline that builds")
    new.add_argument("name", metavar="NAME", help="its name: small letters, digits, hyphens")
    new.add_argument(
        "--template",
        default=DEFAULT_TEMPLATE,
        metavar="TEMPLATE",
        help=f"house style (default: {DEFAULT_TEMPLATE})",
    )
    schema = command("schema", run_schema, "print or renew the JSON Schemas for editors")
    schema.add_argument(
        "kind", nargs="?", choices=SCHEMAS, metavar="KIND",
        help="seed, outline or template, printed; without it all are written into .briefwright/schema/",
    )  # fmt: skip


def run_new(options: argparse.Namespace) -> int:
    """The outline, and what editors need to complete its keys."""
    from briefwright.desk.new import new
    from briefwright.desk.schema import set_up_editors

    workspace = workspace_of(options)
    name = options.name
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", name):
        raise Wrong(f"`{name}` is no name for a brief: use small letters, digits, hyphens")
    if any(path.stem == name for path in workspace.briefs()):
        raise Wrong(f"there is a brief `{name}` already")
    faults: list[Diagnostic] = []
    template = named_template(workspace, options.template, Span("templates/"), faults)
    if template is None:
        raise Wrong("; ".join(f"{fault.message} ({fault.help})" for fault in faults))
    if any(fault.is_error for fault in faults):
        tell(faults, {}, options)
        return FAULTS
    text = new(workspace, pipeline.load_library(workspace), name, template, date.today().isoformat())
    path = workspace.place(f"briefs/{name}.yaml")
    if not new_file(path, text):
        raise Wrong(f"there is a file {workspace.name(path)} already")
    print(f"wrote  {workspace.name(path)}")
    for made in [made for made, written in set_up_editors(workspace) if written]:
        print(f"wrote  {made}")
    print(f"next: open it in your editor, then briefwright check {name}")
    return OK


def run_schema(options: argparse.Namespace) -> int:
    """A schema on standard output, or all of them in the workspace."""
    from briefwright.desk.schema import schemas, write_schemas, written

    if options.kind:
        workspace = workspace_of(options) if hasattr(options, "folder") else found_workspace(options)
        sys.stdout.write(written(schemas(workspace)[options.kind]()))
        return OK
    for name in write_schemas(workspace_of(options)):
        print(f"wrote  {name}")
    return OK
