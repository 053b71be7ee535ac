"""What stands at a place of an outline or a seed: which ID.

Takes a file's text; gives every place that names a source or a passage, and the one at an offset. Invariant: an ID is
found where the readers find it (the keys that point, citations in prose, a seed's own keys); where a file is no YAML
yet, as while one types, IDs are found by their look alone, and `whole` says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePath

from briefwright.model.span import Text, TextFile
from briefwright.read.citations import KEY, citation_end
from briefwright.read.parser import BARE
from briefwright.read.yaml import Mapping, Node, Scalar, Sequence, read_yaml

POINTERS = ("quote", "pull-quote", "evidence", "against", "derived-from")
"""The keys whose values are IDs."""
UNREAD = ("vega-lite", "source")
"""The keys below which nothing is an ID: a chart's specification, a bibliographic record."""
POINTER = re.compile(r"(?P<before>\s*\[?@?)(?P<source>[\w.-]+)(?:#(?P<passage>[\w.-]*))?")
LOOK = re.compile(r"(?<![\w@#./-])(?P<sign>@?)(?P<source>[a-z0-9][a-z0-9-]*)(?:#(?P<passage>[a-z0-9.-]*[a-z0-9]))?")


@dataclass(frozen=True)
class Use:
    """A place that names a source, or a passage of it: offsets of `source#passage` without the `@` before it.

    `sign` is where the ID begins with its `@`; `middle` is behind the `#`, or the end where there is none. `defines`
    where it is the passage's own key in its seed; `bracket` is the offset of the citation's bracket, -1 outside one.
    """

    source: str
    passage: str
    start: int
    end: int
    middle: int
    sign: int
    defines: bool = False
    bracket: int = -1

    @property
    def key(self) -> str:
        """The ID."""
        return f"{self.source}#{self.passage}" if self.passage else self.source

    def on_source(self, offset: int) -> bool:
        """Whether an offset stands on the part that names the source."""
        return not self.defines and (not self.passage or offset < self.middle)


@dataclass(frozen=True)
class Places:
    """Every place of a file that names something; `whole` when the file is YAML without a fault."""

    uses: tuple[Use, ...]
    whole: bool

    def at(self, offset: int) -> Use | None:
        """The ID at an offset, or that ends there."""
        return next((use for use in self.uses if use.sign <= offset <= use.end), None)


def outline_places(file: TextFile) -> Places:
    """The places of an outline."""
    node, faults = read_yaml(file)
    if node is None:
        return Places(tuple(_by_look(file.text)), whole=False)
    return Places(_in_order(_walk(node)), whole=not faults)


def seed_places(file: TextFile) -> Places:
    """The places of a seed: its passages' keys and `source:`, and the source that it derives from."""
    source = PurePath(file.name).stem
    node, faults = read_yaml(file)
    if not isinstance(node, Mapping):
        return Places((), whole=False)
    found = [_key_use(source, "", node.entries["source"][0])] if "source" in node.entries else []
    passages = node.entries.get("passages", (None, None))[1]
    if isinstance(passages, Mapping):
        found.extend(_key_use(source, key.value, key) for key, _ in passages.entries.values())
    evidence = node.entries.get("evidence", (None, None))[1]
    if isinstance(evidence, Mapping) and "derived-from" in evidence.entries:
        found.extend(_pointers(evidence.entries["derived-from"][1]))
    return Places(_in_order(found), whole=not faults)


def _in_order(found: Iterable[Use]) -> tuple[Use, ...]:
    return tuple(sorted(found, key=lambda use: use.start))


def _key_use(source: str, passage: str, key: Text) -> Use:
    start, end = words_extent(key)
    return Use(source, passage, start, end, start if passage else end, start, defines=True)


def words_extent(text: Text) -> tuple[int, int]:
    """The offsets of a scalar's words in its file, without the marks around them."""
    return text.offset(0), text.offset(len(text.value) - 1) + 1 if text.value else text.offset(0)


def value_at(file: TextFile, offset: int) -> tuple[str, Text] | None:
    """The value in which an offset stands, and the nearest key above it."""
    node, _ = read_yaml(file)
    found = (each for each in _values("", node) if each[1].start <= offset <= each[1].end) if node else iter(())
    return next(found, None)


def _values(key: str, node: Node) -> Iterator[tuple[str, Text]]:
    if isinstance(node, Scalar):
        yield key, node.text
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _values(key, item)
    else:
        for name, (_, value) in node.entries.items():
            yield from _values(name, value)


def named_tables(file: TextFile) -> list[Text]:
    """The files that tables of an outline name; their cells may cite too."""
    node, _ = read_yaml(file)
    return list(_tables(node)) if node else []


def _tables(node: Node) -> Iterator[Text]:
    if isinstance(node, Sequence):
        for item in node.items:
            yield from _tables(item)
    elif isinstance(node, Mapping):
        for name, (_, value) in node.entries.items():
            entry = value.entries.get("file") if name == "table" and isinstance(value, Mapping) else None
            if entry and isinstance(entry[1], Scalar):
                yield entry[1].text
            yield from _tables(value)


def table_places(file: TextFile) -> Places:
    """The places of a table's file: its citations, whatever cell they stand in."""
    return Places(_in_order(_cited(Text(file.text, file, 0, len(file.text)))), whole=True)


def _walk(node: Node) -> Iterator[Use]:
    if isinstance(node, Scalar):
        yield from _cited(node.text)
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _walk(item)
    else:
        for name, (_, value) in node.entries.items():
            if name in POINTERS:
                yield from _pointers(value)
            elif name not in UNREAD:
                yield from _walk(value)


def _pointers(node: Node) -> Iterator[Use]:
    """The IDs of a value that is an ID or a list of them."""
    if isinstance(node, Sequence):
        for item in node.items:
            yield from _pointers(item)
    elif isinstance(node, Scalar) and (match := POINTER.match(node.text.value)):
        yield _use(node.text, match, match.end("before"))


def _cited(text: Text) -> Iterator[Use]:
    """The IDs of the citations in prose, those without brackets too."""
    value, at = text.value, 0
    while (at := _next(value, at)) < len(value):
        end = citation_end(value, at, len(value)) if value[at] == "[" else -1
        if end > 0:
            for match in KEY.finditer(value, at, end - 1):
                yield _use(text, match, match.start("source"), bracket=text.offset(at))
            at = end
        else:
            bare = KEY.match(value, at) if BARE.match(value, at) else None
            if bare:
                yield _use(text, bare, bare.start("source"))
            at = bare.end() if bare else at + 1


def _next(value: str, at: int) -> int:
    """The next `[` or `@`, or the end."""
    return min((found for found in (value.find("[", at), value.find("@", at)) if found >= 0), default=len(value))


def _use(text: Text, match: re.Match[str], start: int, bracket: int = -1) -> Use:
    source, passage = match["source"], match["passage"] or ""
    end = start + len(source) + (1 + len(passage) if match["passage"] is not None else 0)
    first, last = text.offset(start), text.offset(end - 1) + 1
    sign = text.offset(start - 1) if start and text.value[start - 1] == "@" else first
    middle = text.offset(match.start("passage")) if passage else last
    return Use(source, passage, first, last, middle, sign, bracket=bracket)


def _by_look(text: str) -> Iterator[Use]:
    for match in LOOK.finditer(text):
        if match["passage"] or match["sign"]:
            end = match.end()
            middle = match.start("passage") if match["passage"] else end
            yield Use(match["source"], match["passage"] or "", match.start("source"), end, middle, match.start())
