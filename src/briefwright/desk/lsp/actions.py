"""Code actions: what mends a fault, and the words of a passage put where one stands.

Takes faults with their fixes, or an ID; gives edits with a title. Invariant: an edit is offered only where the brief,
compiled with it, no longer has the fault; nothing is ever changed unasked.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from briefwright.desk.lsp.edits import Edit, applied
from briefwright.desk.lsp.places import Use, value_at
from briefwright.desk.lsp.positions import extent
from briefwright.desk.lsp.room import Room
from briefwright.model.diagnostic import Diagnostic, Fix
from briefwright.model.failure import Failure
from briefwright.model.span import Text, TextFile
from briefwright.resolve.sameness import DOUBLE

MARKUP = re.compile(r"[\\`*_\[\]<>~@^$&{}|]")
SHOWN = 60
"""Characters of a passage that stand in a title."""


@dataclass(frozen=True)
class Action:
    """An edit, what it does in words, and the fault that it mends; None for one that was only asked for."""

    title: str
    edit: Edit
    fault: Diagnostic | None = None


def mending(room: Room, path: Path, faults: Sequence[Diagnostic]) -> Iterator[Action]:
    """What mends some faults of an outline."""
    file = room.file(path)
    if file is None:
        return
    for fault in faults:
        for fix in fault.fixes:
            if fix.span.file != file.name:
                continue
            for action in _proposed(path, file, fault, fix):
                if _mends(room, action):
                    yield action
                    break


def _proposed(path: Path, file: TextFile, fault: Diagnostic, fix: Fix) -> Iterator[Action]:
    """The edits that a fix may mean, the plainest first."""
    start, end = extent(file, fix.span)
    if not fix.pointer:
        if found := value_at(file, start):
            words = _written(fix.put, *found, file, quoted=True)
            yield Action(f"Quote the passage’s words: “{_short(fix.put)}”", Edit(path, file, start, end, words), fault)
        return
    there = file.text[start:end]
    if there[:1] in "'\"" and there[-1:] == there[:1] and len(there) > 1:
        start, end = start + 1, end - 1
    sign = "@" if there.startswith("@") else ""
    change = f"Change to {fix.put}" if fault.code == "unknown-passage" else f"Cite {fix.put} instead"
    yield Action(change, Edit(path, file, start, end, sign + fix.put), fault)
    if sign and fault.code != "unknown-passage":
        yield Action(f"Cite {fix.put} too", Edit(path, file, start, start, f"@{fix.put}; "), fault)


def quoting(room: Room, path: Path, use: Use) -> Action | None:
    """The words of a passage before the citation in which its ID stands; None where no words may stand there."""
    found = room.places(path)
    passage = room.library().library.passage(use.source, use.passage)
    if found is None or passage is None or use.bracket < 0:
        return None
    file = found[0]
    value = value_at(file, use.bracket)
    if value is None:
        return None
    words = " ".join(passage.text.value.split())
    mark = '\\"' if _style(value[1], file) == '"' else '"'
    gap = "" if file.text[use.bracket - 1].isspace() or file.text[use.bracket - 1] in "'\"" else " "
    new = f"{gap}{mark}{_written(words, *value, file, quoted=True)}{mark} "
    action = Action(f"Quote this passage: “{_short(words)}”", Edit(path, file, use.bracket, use.bracket, new))
    return action if _mends(room, action) else None


def _short(words: str) -> str:
    return words if len(words) <= SHOWN else words[:SHOWN].rsplit(" ", 1)[0] + " …"


def _style(text: Text, file: TextFile) -> str:
    """The mark that a value stands in, empty where it stands in none."""
    first = file.text[text.start : text.start + 1]
    return first if first and first in "'\"" and text.value[:1] != first else ""


def _written(words: str, key: str, text: Text, file: TextFile, *, quoted: bool) -> str:
    """A passage's words as they are written in a value: as Markdown where it is prose, and escaped as YAML wants it.
    Double marks become single ones, which inside a quotation count as the same."""
    if key != "exact":
        words = MARKUP.sub(lambda match: f"\\{match[0]}", words)
        words = "".join("'" if quoted and char in DOUBLE else char for char in words)
    style = _style(text, file)
    if style == '"':
        return words.replace("\\", "\\\\").replace('"', '\\"')
    return words.replace("'", "''") if style == "'" else words


def _mends(room: Room, action: Action) -> bool:
    """Whether a brief with the edit lacks the fault, and has no fault more; of an ID that was unknown other faults
    may come to light."""
    loaded = room.library()
    path = action.edit.path
    before, after = room.compiled(path, loaded), room.tried(path, applied([action.edit]), loaded)
    if isinstance(before, Failure) or isinstance(after, Failure):
        return False
    had = Counter((fault.code, fault.message) for fault in before.faults if fault.is_error)
    has = Counter((fault.code, fault.message) for fault in after.faults if fault.is_error)
    if action.fault is None:
        return not has - had
    gone = (action.fault.code, action.fault.message)
    return has[gone] < had[gone] and (action.fault.code == "unknown-passage" or has.total() < had.total())
