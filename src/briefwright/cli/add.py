"""`add`: documents and records into seeds.

Takes files; gives seeds, and says what was found, what was left out and why. Invariant: asks nothing; `-n` writes
nothing.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from typing import TYPE_CHECKING

from briefwright import pipeline
from briefwright.cli.shared import FAULTS, OK, NewCommand, Wrong, count, tell, workspace_of
from briefwright.model.characters import harmless
from briefwright.model.diagnostic import in_order
from briefwright.model.failure import Failure

if TYPE_CHECKING:
    from briefwright.desk.add.adding import Added

KINDS = ("changed", "moved", "new", "gone", "shifted", "same")
SHOWN = {
    "changed": "changed",
    "moved": "moved",
    "new": "new",
    "gone": "gone",
    "shifted": "renumbered",
    "same": "as they were",
}
WIDTH = 60
TURNS = 5
"""How often seeds are read again that changed before theirs were written."""


def add(command: NewCommand) -> None:
    """The command."""
    made = command("add", run_add, "make a seed of a document, or update its seed")
    made.add_argument(
        "files", nargs="+", metavar="FILE", help="text, HTML, PDF or DOCX; a record of it as CSL JSON, BibTeX or RIS"
    )
    made.add_argument("--id", default="", metavar="ID", help="the source's ID (default: from outlet and title)")
    made.add_argument("--title", default="", metavar="WORDS", help="its title, where the document says none")
    made.add_argument("-n", "--dry-run", action="store_true", help="show what would be written, and write nothing")


def run_add(options: argparse.Namespace) -> int:
    """Seeds, an account of each, and faults."""
    from briefwright.desk.add.adding import NotThis, add_files, put
    from briefwright.desk.add.again import NotInLines

    if options.id and not re.fullmatch(r"[a-z0-9][a-z0-9-]*", options.id):
        raise Wrong(f"`{options.id}` cannot be a source's ID: use lower-case letters, digits, hyphens")
    workspace = workspace_of(options)
    for _ in range(TURNS):
        loaded = pipeline.load_library(workspace)
        try:
            gathered = add_files(workspace, loaded.library, options.files, options.id, options.title)
        except NotThis as wrong:
            raise Wrong(str(wrong)) from None
        except NotInLines:
            raise Wrong("its seed has no lines to change: write each passage's ID on a line of its own") from None
        if options.dry_run or put(gathered.added):
            break
    else:
        raise Failure("the seeds change while they are added to; nothing was written", "run it again")
    for each in gathered.added:
        print("\n".join(map(harmless, _account(each, workspace.name(each.path), dry=options.dry_run))))
    told = in_order(gathered.faults)
    tell(told, gathered.texts, options)
    return FAULTS if told else OK


def _account(added: Added, path: str, *, dry: bool) -> list[str]:
    if added.kind == "same" and not added.told:
        what = "nothing has changed since it was added" if added.body else "it is there; its record stays as it is"
        return [f"{path}: {what}"]
    if added.kind != "new":
        return _renewed(added, path, dry=dry)
    from briefwright.desk.add.seed import date_words

    lines = [
        f"{path}: {'would be added' if dry else 'added'}, {count(len(added.passages), 'passage') or 'no passages yet'}"
    ]
    item = added.item
    names = [
        "".join(n.get("literal", "") or f"{n.get('given', '')} {n.get('family', '')}".strip())
        for n in item.get("author", [])
    ]
    rows = {"title": item.get("title", ""), "author": ", ".join(names), "outlet": item.get("container-title", ""),
            "date": date_words(item.get("issued", "")), "language": item.get("language", "")}  # fmt: skip
    lines += [f"  {name:<9} {value or 'not said'}" for name, value in rows.items()]
    if added.passages:
        lines.append(f"  passages  {added.passages[0]} to {added.passages[-1]}")
    return [*lines, *_left_out(added), *_to_look_at(added)]


def _left_out(added: Added) -> list[str]:
    if added.body is None or not added.body.left_out or added.document is None:
        return []
    rows = [
        f"  {added.document.unit} {line.number:<4} {why:<20} {_first(line.text)}" for line, why in added.body.left_out
    ]
    return ["left out:", *rows]


def _to_look_at(added: Added) -> list[str]:
    rows = []
    for identifier, each in added.voices:
        via = f", via {each.via}" if each.via else ""
        rows.append(f"  {identifier:<9} {each.speaker or each.pronoun or '?'}{via}: “{_first(each.says)}”")
    rows += [f"  {note}" for note in (added.document.notes if added.document else ())]
    return ["to look at (voices wait in the seed as comments):", *rows] if rows else []


def _renewed(added: Added, path: str, *, dry: bool) -> list[str]:
    numbers = Counter(row.kind for row in added.told)
    counts = ", ".join(f"{numbers[kind]} {SHOWN[kind]}" for kind in KINDS if numbers[kind])
    rows = [f"  {SHOWN[row.kind]:<11} {row.passage:<8} {row.words}" for row in added.told if row.kind != "same"]
    return [f"{path}: {counts}{' (nothing written)' if dry else ''}", *rows]


def _first(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= WIDTH else flat[: WIDTH - 1].rstrip() + "…"
