"""A seed whose document came again.

Takes a seed's file as it is and a newer copy's paragraphs; gives the file's new text and an account in order.
Invariant: only lines of ours are written anew: locators, `document:`, and comments that begin with `# review:`; every
other line of the file, the editor's comments, evidence, voices and parts of paragraphs, stays to the character.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from briefwright.desk.add.compare import Comparison, Fate, compare, word_diff
from briefwright.desk.add.lines import folded
from briefwright.desk.add.scalars import block, inline, quoted
from briefwright.desk.add.seed import REVIEW, document_lines, passage_lines, places_of
from briefwright.model.source import Original, Passage, Place, Source
from briefwright.read.yaml import Mapping as Group
from briefwright.read.yaml import Scalar, read_yaml

STALE = (f"{REVIEW} changed", f"{REVIEW} gone")


class NotInLines(Exception):
    """The seed's passages do not stand one below the other, so that it cannot be changed line by line."""


@dataclass(frozen=True)
class Told:
    """A line of the account: what became of an ID, and the words that say it."""

    kind: str
    passage: str
    words: str


@dataclass(frozen=True)
class Renewed:
    """The seed's new text and what is told of it, in the order of the copy."""

    text: str
    told: tuple[Told, ...] = field(default=())


@dataclass(frozen=True)
class Copy:
    """A newer copy: the words of its paragraphs, where each stands (label and value), and its file."""

    texts: Sequence[str]
    places: Sequence[tuple[str, str]]
    name: str
    sha256: str


def renew(source: Source, copy: Copy) -> Renewed:
    """The seed after the copy. Raises NotInLines."""
    passages = list(source.passages.values())
    numbers = {str(at): value for at, (_, value) in enumerate(copy.places)}
    found = compare(passages, source.original, copy.texts, numbers)
    fresh = _new_ids(source, found)
    sheet = _Sheet(source)
    for fate in found.fates:
        passage = source.passages[fate.passage]
        sheet.forget(passage.id)
        if fate.kind in ("moved", "shifted") and fate.at is not None:
            sheet.relocate(passage, copy.places[fate.at])
        elif fate.kind == "changed" and fate.at is not None:
            text = copy.texts[fate.at]
            where = " ".join(copy.places[fate.at])
            lines = [
                f"{STALE[0]} in {' '.join(copy.name.split())}, {where}; the words above stay until you change them.",
                f"#   diff: {quoted(word_diff(passage.text.value, text))}",
                f"#   now:  {quoted(text)}",
            ]
            sheet.remark(passage.id, lines)
        elif fate.kind == "gone":
            sheet.remark(passage.id, [f"{STALE[1]} from {' '.join(copy.name.split())}."])
    for identifier, at in fresh.items():
        sheet.insert(identifier, copy.texts[at], copy.places[at], _before(at, found, fresh))
    original = Original(copy.name, copy.sha256, _places(source, found, fresh, copy))
    return Renewed(sheet.text(original), _told(source, found, fresh, copy))


def _new_ids(source: Source, found: Comparison) -> dict[str, int]:
    """An ID for each new paragraph: its own number where that was never another's, else the number of the one before
    it with a number behind (`p3-1`)."""
    known = {*source.passages, *(source.original.places if source.original else {})}
    owners = {fate.at: fate.passage for fate in found.fates if fate.at is not None}
    owners |= {at: identifier for identifier, at in found.dropped.items()}
    highest = max((int(i[1:]) for i in known if i[1:].isdigit() and i[0] == "p"), default=0)
    fresh: dict[str, int] = {}
    for at in found.new:
        own = f"p{at + 1}"
        complete = source.original is None or not source.original.places
        if own not in known and own not in fresh and (complete or at + 1 > highest):
            fresh[own] = at
            continue
        base = next((owners[before] for before in range(at - 1, -1, -1) if before in owners), "p0")
        base = base.split("-")[0]
        number = next(n for n in range(1, 10_000) if f"{base}-{n}" not in known and f"{base}-{n}" not in fresh)
        fresh[f"{base}-{number}"] = at
    return fresh


def _before(at: int, found: Comparison, fresh: Mapping[str, int]) -> str:
    """The passage of the seed that a new one is written below: the last that stands before it in the copy."""
    standing = [(f.at, 0, f.passage) for f in found.fates if f.at is not None and f.at < at and f.kind != "moved"]
    standing += [(place, 1, identifier) for identifier, place in fresh.items() if place < at]
    return max(standing, default=(0, 0, ""))[2]


def _places(source: Source, found: Comparison, fresh: Mapping[str, int], copy: Copy) -> dict[str, Place]:
    """Fingerprints and contexts after the copy; those of what is gone stay, so that no ID is given twice."""
    now = places_of(copy.texts)
    old = dict(source.original.places) if source.original else {}
    owners: dict[int, str] = {}
    for fate in found.fates:
        if fate.at is not None and (fate.kind == "changed" or _is_whole(source, fate, copy)):
            owners.setdefault(fate.at, fate.passage)
    for identifier, at in [*found.dropped.items(), *fresh.items()]:
        owners.setdefault(at, identifier)
    kept = {identifier: place for identifier, place in old.items() if identifier not in owners.values()}
    return {**{owners[at]: now[at] for at in sorted(owners)}, **kept}


def _is_whole(source: Source, fate: Fate, copy: Copy) -> bool:
    return fate.at is not None and folded(source.passages[fate.passage].text.value) == folded(copy.texts[fate.at])


def _told(source: Source, found: Comparison, fresh: Mapping[str, int], copy: Copy) -> tuple[Told, ...]:
    rows: list[tuple[float, Told]] = []
    last = -1.0
    for fate in found.fates:
        passage = source.passages[fate.passage]
        at = last + 0.1 if fate.at is None or fate.kind == "moved" else float(fate.at)
        last = at if fate.kind != "moved" else last
        rows.append(
            (at if fate.at is None else float(fate.at), Told(fate.kind, passage.id, _words(fate, passage, copy)))
        )
    for identifier, place in fresh.items():
        rows.append(
            (float(place), Told("new", identifier, f"{' '.join(copy.places[place])}: {_first(copy.texts[place])}"))
        )
    return tuple(row for _, row in sorted(rows, key=lambda row: row[0]))


def _words(fate: Fate, passage: Passage, copy: Copy) -> str:
    if fate.at is None:
        return _first(passage.text.value)
    where = " ".join(copy.places[fate.at])
    was = passage.locator.value if passage.locator else "?"
    if fate.kind == "changed":
        return word_diff(passage.text.value, copy.texts[fate.at])
    return f"{where} (was {was}): {_first(passage.text.value)}"


def _first(text: str) -> str:
    """The first words, for a line of the terminal."""
    flat = folded(text)
    return flat if len(flat) <= 48 else flat[:47].rstrip() + "…"


class _Sheet:
    """A seed's lines, and changes to them that are written when all are known."""

    def __init__(self, source: Source) -> None:
        node, _ = read_yaml(source.file)
        assert isinstance(node, Group)
        self.lines = source.file.text.split("\n")
        entry = node.entries.get("passages")
        if entry is None or not isinstance(entry[1], Group):
            raise NotInLines
        self.top = {name: key.span().line for name, (key, _) in node.entries.items()}
        self.passages = entry[1]
        self.starts = {name: key.span().line for name, (key, _) in self.passages.entries.items()}
        below = [line for line in self.top.values() if line > self.top["passages"]]
        self.limit = min(below, default=len(self.lines) + 1)
        if len(set(self.starts.values()) | {self.top["passages"]}) != len(self.starts) + 1:
            raise NotInLines
        first = next(iter(self.passages.entries.values()), None)
        self.column = first[0].span().column - 1 if first else 2
        self.replaced: dict[int, tuple[int, list[str]]] = {}
        self.after: dict[int, list[str]] = {}
        self.gone: set[int] = set()
        self.inserted: dict[str, int] = {}

    def _end(self, identifier: str) -> int:
        """The last line of a passage: indented deeper than its ID, or a comment of ours below it."""
        start = self.starts[identifier]
        stop = min([line for line in self.starts.values() if line > start], default=self.limit)
        end = start
        ours = False
        for number in range(start + 1, stop):
            line = self.lines[number - 1]
            deep = len(line) - len(line.lstrip(" ")) > self.column
            bare = line.strip()
            ours = bare.startswith(REVIEW) or (ours and bare.startswith("#   "))
            if bare and (deep or ours):
                end = number
        return end

    def forget(self, identifier: str) -> None:
        """Take out what an earlier copy made us remark."""
        inside = False
        for number in range(self.starts[identifier] + 1, self._end(identifier) + 1):
            bare = self.lines[number - 1].strip()
            inside = bare.startswith(STALE) or (inside and bare.startswith("#   "))
            if inside:
                self.gone.add(number)

    def remark(self, identifier: str, remarks: list[str]) -> None:
        """Comments below a passage, in the column of its ID: deeper ones would be words of its block."""
        pad = " " * self.column
        self.after.setdefault(self._end(identifier), []).extend(pad + each for each in remarks)

    def relocate(self, passage: Passage, place: tuple[str, str]) -> None:
        """Another paragraph's number, the words untouched."""
        key, node = self.passages.entries[passage.id]
        label, value = place
        written = f"locator: {{{label}: {inline(value)}}}"
        pad = " " * (self.column + 2)
        if isinstance(node, Scalar):
            span = node.text.span()
            last = self.lines[span.end_line - 1]
            behind = last[span.end_column - 1 :].strip().lstrip("\"'").strip()
            head, *rest = block(node.text.value, self.column + 4)
            lines = [f"{' ' * self.column}{key.value}:", f"{pad}text: {head}", *rest, f"{pad}{written}"]
            lines += [f"{pad}{behind}"] if behind.startswith("#") else []
            self.replaced[self.starts[passage.id]] = (span.end_line, lines)
            return
        assert isinstance(node, Group)
        entry = node.entries.get("locator")
        if entry and isinstance(entry[1], Group) and len(entry[1].entries) == 1:
            name, value_node = next(iter(entry[1].entries.values()))
            if name.value == label and isinstance(value_node, Scalar):
                span = value_node.text.span()
                line = self.lines[span.line - 1]
                self.lines[span.line - 1] = line[: span.column - 1] + inline(value) + line[span.end_column - 1 :]
            return
        text = node.entries["text"][1]
        assert isinstance(text, Scalar)
        if node.entries["text"][0].span().line == self.starts[passage.id]:
            self.remark(passage.id, [f"{STALE[0]} place: now {label} {value}; write it as its locator."])
            return
        self.after.setdefault(text.text.span().end_line, []).insert(0, f"{pad}{written}")

    def insert(self, identifier: str, text: str, place: tuple[str, str], before: str) -> None:
        """A new passage below another, or as the first."""
        own = place == ("paragraph", identifier[1:])
        lines = passage_lines(identifier, text, None if own else place)
        shift = self.column - 2
        if shift:
            lines = [" " * shift + line if shift > 0 else line[-shift:] for line in lines]
        at = self._end(before) if before in self.starts else self.top["passages"]
        if before and before not in self.starts:
            at = self.inserted[before]
        self.inserted[identifier] = at
        self.after.setdefault(at, []).extend(lines)

    def text(self, original: Original) -> str:
        """The file, all changes made."""
        if not self.passages.entries:
            self.lines[self.top["passages"] - 1] = "passages:"
        cut = range(0)
        if "document" in self.top:
            start = self.top["document"]
            stop = min([line for line in self.top.values() if line > start], default=len(self.lines) + 1)
            cut = range(start, stop)
        out: list[str] = []
        number = 1
        while number <= len(self.lines):
            end = number
            if number in self.replaced:
                end, lines = self.replaced[number]
                out += lines
            elif number not in self.gone and (number not in cut or self.lines[number - 1].lstrip().startswith("#")):
                out.append(self.lines[number - 1])
            for line in range(number, end + 1):
                out += self.after.get(line, [])
            number = end + 1
        while out and not out[-1].strip():
            out.pop()
        return "\n".join([*out, *document_lines(original)]) + "\n"
