"""Renaming a passage or a source, everywhere.

Takes a place and a new ID; gives edits, and for a source the new name of its file. Invariant: afterwards every brief
points at what it pointed at, and prints what it printed; where that cannot be promised, the renaming is refused and
the reason told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from briefwright.desk.lsp.edits import Edit
from briefwright.desk.lsp.places import Use
from briefwright.desk.lsp.room import Room
from briefwright.engines.files import ENDINGS
from briefwright.model.span import Text, TextFile
from briefwright.read.source import PARAGRAPH
from briefwright.read.yaml import Mapping, Node, read_yaml

PASSAGE = re.compile(r"[a-z0-9.-]*[a-z0-9]")
SOURCE = re.compile(r"[a-z0-9][a-z0-9-]*")


class Refused(Exception):
    """A renaming that cannot be made; the message says why."""


@dataclass(frozen=True)
class Renaming:
    """Edits, and the file that gets another name."""

    edits: list[Edit]
    moved: tuple[Path, Path] | None = None


def part(use: Use, offset: int) -> tuple[int, int]:
    """The extent of the part of an ID that is renamed at an offset: the source's or the passage's."""
    if use.on_source(offset):
        return use.start, use.middle - 1 if use.passage else use.end
    return use.middle, use.end


def rename(room: Room, use: Use, offset: int, new: str) -> Renaming:
    """The renaming of what stands at an offset. Raises Refused."""
    library = room.library().library
    source = library.sources.get(use.source)
    seed = room.seed_path(use.source)
    if source is None or seed is None:
        raise Refused(f"there is no source `{use.source}`")
    new = new.strip()
    of_source = use.on_source(offset) or not use.passage
    if not of_source and use.passage not in source.passages:
        raise Refused(f"the source `{use.source}` has no passage `{use.passage}`")
    _refuse_unread(room, use.source)
    return _source(room, use.source, seed, new) if of_source else _passage(room, use.source, use.passage, seed, new)


def _refuse_unread(room: Room, source: str) -> None:
    """A file with faults in its YAML may hold IDs that cannot be seen."""
    for path, file, places in room.everywhere():
        if not places.whole and (source in file.text or path.stem == source):
            raise Refused(f"{room.workspace.name(path)} cannot be read whole: mend its faults first")


def _source(room: Room, old: str, seed: Path, new: str) -> Renaming:
    if not SOURCE.fullmatch(new):
        raise Refused(f"`{new}` cannot be a source's ID: lower-case letters, digits, hyphens")
    taken = [seed.with_name(new + ending) for ending in ENDINGS]
    if room.seed_path(new) or any(path.exists() for path in taken):
        raise Refused(f"there is a source `{new}` already")
    edits = [
        Edit(path, file, *part(use, use.start), new)
        for path, file, use in room.uses(old, "")
        if not use.defines
    ]  # fmt: skip
    return Renaming(edits, (seed, seed.with_name(new + seed.suffix)))


def _passage(room: Room, source: str, old: str, seed: Path, new: str) -> Renaming:
    if not PASSAGE.fullmatch(new):
        raise Refused(f"`{new}` cannot be a passage's ID: letters a to z, digits, hyphens and points")
    if any(use.defines for _, _, use in room.uses(source, new)):
        raise Refused(f"the source `{source}` has a passage `{new}` already")
    edits = [Edit(path, file, use.middle, use.end, new) for path, file, use in room.uses(source, old)]
    file = room.file(seed)
    if file and PARAGRAPH.fullmatch(old) and not PARAGRAPH.fullmatch(new):
        edits.extend(Edit(seed, file, at, at, words) for at, words in _kept_locator(file, old))
    return Renaming(edits)


def _kept_locator(file: TextFile, identifier: str) -> Iterator[tuple[int, str]]:
    """Insertions that say what the ID said: a passage `p9` is paragraph 9 where its seed says nothing else."""
    root, _ = read_yaml(file)
    passages = root.entries["passages"][1] if isinstance(root, Mapping) else None
    if not isinstance(passages, Mapping):
        return
    key, value = passages.entries[identifier]
    locator = f"locator: {{paragraph: {int(identifier[1:])}}}"
    if not isinstance(value, Mapping):
        yield from _as_group(file, key, value, locator)
    elif "locator" not in value.entries:
        first = next(iter(value.entries.values()))[0].start
        indent = " " * (file.position(first)[1] - 1)
        yield first, f"{locator}, " if _flow(file, value) else f"{locator}\n{indent}"


def _flow(file: TextFile, node: Mapping) -> bool:
    """Whether a group is written in braces."""
    return file.line(node.span.line)[node.span.column - 1 : node.span.column] == "{"


def _as_group(file: TextFile, key: Text, value: Node, locator: str) -> Iterator[tuple[int, str]]:
    """A passage that is words alone becomes a group of a locator and words."""
    start = file.text.index(":", key.end) + 1
    text = getattr(value, "text", None)
    assert isinstance(text, Text)
    line, column = file.position(key.start)
    if file.line(line)[: column - 1].strip():  # in braces: the words stay in their line
        yield start, f" {{{locator}, text:"
        yield text.end, "}"
        return
    indent = " " * (column + 1)
    yield start, f"\n{indent}{locator}\n{indent}text:"
    for number in range(line + 1, file.position(max(text.end - 1, text.start))[0] + 1):
        if file.line(number).strip():
            yield file.line_starts[number - 1], "  "
