"""YAML to nodes whose every scalar is as written and knows its place.

Takes a `TextFile`; gives `Scalar`, `Sequence` and `Mapping` nodes, or one diagnostic.
Invariant: built from the parser's events, never composed or constructed, so that `NO` stays `NO`, nothing is
executed, and depth is counted before anything recurses (YAML 1.1 as libyaml reads it).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import yaml

from briefwright.model import limits
from briefwright.model.diagnostic import Diagnostic, Label
from briefwright.model.span import Span, Text, TextFile

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, eq=False)
class Scalar:
    """A scalar as written; `plain` when it stood without quotation marks (so that `~` and nothing mean nothing)."""

    text: Text
    plain: bool

    @property
    def span(self) -> Span:
        """Its place."""
        return self.text.span()

    @property
    def empty(self) -> bool:
        """Whether it is YAML's null."""
        return self.plain and self.text.value in ("", "~", "null", "Null", "NULL")


@dataclass(eq=False)
class Sequence:
    """A list."""

    span: Span
    items: list[Node] = field(default_factory=list)


@dataclass(eq=False)
class Mapping:
    """Keys, in order, each with its value; a key that stands twice is in `twice`."""

    span: Span
    entries: dict[str, tuple[Text, Node]] = field(default_factory=dict)


Node = Scalar | Sequence | Mapping


class _Refused(Exception):
    """Carries the diagnostic out of the event loop."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


def read_yaml(file: TextFile) -> tuple[Node | None, tuple[Diagnostic, ...]]:
    """The file's one document as nodes; None and the reason when it cannot be read.

    Duplicate keys are faults that do not stop the reading: all of them are told.
    """
    faults: list[Diagnostic] = []
    try:
        node = _build(_events(file), file, faults)
    except _Refused as refusal:
        return None, (*faults, refusal.diagnostic)
    if node is None:
        return None, (Diagnostic("invalid-yaml", "the file is empty", Span(file.name)),)
    return node, tuple(faults)


def _events(file: TextFile) -> Iterator[Any]:
    loader = LOADER(file.text)
    try:
        while (event := loader.get_event()) is not None:
            yield event
    except yaml.MarkedYAMLError as error:
        raise _Refused(_syntax_fault(error, file)) from None
    except yaml.reader.ReaderError as error:
        raise _Refused(_character_fault(error, file)) from None
    finally:
        loader.dispose()


def _syntax_fault(error: yaml.MarkedYAMLError, file: TextFile) -> Diagnostic:
    mark = error.problem_mark or error.context_mark
    if mark and error.context_mark and mark.index >= len(file.text.rstrip()):
        mark = error.context_mark  # the file ends inside something: where it began says more
    at = min(mark.index, max(len(file.text.rstrip()) - 1, 0)) if mark else 0
    span = file.span(at, at + 1)
    line, column = span.line, span.column
    problem = (error.problem or "cannot be read").replace("\n", " ")
    if file.line(line)[: column + 1].lstrip(" ").startswith("\t"):
        advice = "indent with spaces; YAML takes no tabs there"
    elif VALUE.search(file.line(line)):
        advice = "words that begin with a mark, a bracket, * or @ begin on a line of their own after `|`"
    elif "cannot start any token" in problem or "mapping values are not allowed" in problem:
        advice = "put the words in quotation marks, or begin them on a line of their own after `|`"
    else:
        advice = "look at the indentation and at quotation marks, colons and brackets on this line and above it"
    labels: tuple[Label, ...] = ()
    if error.context_mark and error.context and mark and error.context_mark.line != mark.line:
        place = file.span(error.context_mark.index, error.context_mark.index + 1)
        labels = (Label(place, error.context.replace("\n", " ")),)
    return Diagnostic("invalid-yaml", f"not YAML: {problem}", span, help=advice, labels=labels)


def _character_fault(error: yaml.reader.ReaderError, file: TextFile) -> Diagnostic:
    code = error.character if isinstance(error.character, int) else ord(str(error.character)[:1] or "\0")
    at = max(file.text.find(chr(code)), 0)
    return Diagnostic(
        "forbidden-character",
        f"U+{code:04X} cannot stand in a file",
        file.span(at, at + 1),
        help="delete the character",
    )


def _build(events: Iterator[Any], file: TextFile, faults: list[Diagnostic]) -> Node | None:
    stack: list[Sequence | Mapping] = []
    keys: list[Text | None] = []
    root: Node | None = None
    documents = 0
    for event in events:
        kind = type(event)
        node: Node
        if kind is yaml.ScalarEvent:  # first, for there are a million of them
            if event.anchor or event.tag:
                _refuse_extras(event, file)
            node = _scalar(event, file)
            if node.plain and file.text[node.text.end : node.text.end + 1] in BLANK:
                _refuse_lost_words(node, file, faults)
        elif kind is yaml.SequenceEndEvent or kind is yaml.MappingEndEvent:
            stack.pop()
            keys.pop()
            continue
        elif kind is yaml.SequenceStartEvent or kind is yaml.MappingStartEvent:
            _refuse_extras(event, file)
            place = file.span(event.start_mark.index, event.start_mark.index + 1)
            node = Sequence(place) if kind is yaml.SequenceStartEvent else Mapping(place)
        else:
            if kind is yaml.AliasEvent:
                _refuse_extras(event, file)
            documents += kind is yaml.DocumentStartEvent
            if documents > 1:
                raise _Refused(_fault(event, file, "invalid-yaml", "a second document in one file", "delete `---`"))
            continue
        if not stack:
            root = node
        elif isinstance(parent := stack[-1], Sequence):
            parent.items.append(node)
        elif (key := keys[-1]) is None:
            keys[-1] = _key(node)
            continue
        else:
            _enter(parent, key, node, faults)
            keys[-1] = None
        if kind is not yaml.ScalarEvent:
            assert not isinstance(node, Scalar)
            stack.append(node)
            keys.append(None)
            if len(stack) > limits.NESTING:
                told = f"nested more than {limits.NESTING} deep"
                raise _Refused(_fault(event, file, "too-deep", told, "flatten the outline"))
    return root


VALUE = re.compile(r"""^\s*(?:- +|[\w-]+: +)["'\[*&@`%]""")
"""A value that begins with a sign of YAML's own."""
LOST = re.compile(r"[ \t]+#[^\s#]")
BLANK = (" ", "\t")


def _refuse_lost_words(node: Scalar, file: TextFile, faults: list[Diagnostic]) -> None:
    """`our #1 partner`: what YAML takes for a comment was meant as words when no space follows the sign."""
    if LOST.match(file.text, node.text.end) and node.text.value:
        at = file.text.index("#", node.text.end)
        end = file.text.find("\n", at)
        advice = "put the words in quotation marks; a comment has a space behind its #"
        told = "YAML takes this for a comment, and the words would be lost"
        faults.append(Diagnostic("invalid-yaml", told, file.span(at, end if end > 0 else len(file.text)), help=advice))


def _fault(event: Any, file: TextFile, code: str, message: str, advice: str) -> Diagnostic:
    start, end = event.start_mark.index, event.end_mark.index
    return Diagnostic(code, message, file.span(start, max(end, start + 1)), help=advice)


def _refuse_extras(event: Any, file: TextFile) -> None:
    if isinstance(event, yaml.AliasEvent) or event.anchor:
        told = "anchors and aliases (`&`, `*`) are not taken"
        advice = "write the words out; put words that begin with & or * in quotation marks"
        raise _Refused(_fault(event, file, "invalid-yaml", told, advice))
    if event.tag and event.tag != "!":
        told = f"the tag `{event.tag}` is not taken"
        raise _Refused(_fault(event, file, "invalid-yaml", told, "put words that begin with ! in quotation marks"))


def _scalar(event: Any, file: TextFile) -> Scalar:
    start, end = event.start_mark.index, event.end_mark.index
    style, value = event.style or "", event.value
    if style in ("|", ">"):
        start, end = _block_extent(file.text, start, end)
    text = Text(value, file, start, end, partial(_offsets, value, file.text, start, end, style))
    return Scalar(text, style == "")


def _block_extent(text: str, start: int, end: int) -> tuple[int, int]:
    """A block scalar's own lines: after its `|` line, without the blank lines and indentation behind it."""
    body = text.find("\n", start, end)
    if body < 0:
        return start, end
    while body < end and text[body] in " \n":
        body += 1
    stop = end
    while stop > body and text[stop - 1] in " \n":
        stop -= 1
    return body, stop


def _key(node: Node) -> Text:
    if isinstance(node, Scalar):
        return node.text
    told = Diagnostic("invalid-yaml", "a key must be a word", node.span, help="put the key in quotation marks")
    raise _Refused(told)


def _enter(parent: Mapping, key: Text, node: Node, faults: list[Diagnostic]) -> None:
    if key.value in parent.entries:
        first = parent.entries[key.value][0]
        faults.append(
            Diagnostic(
                "duplicate-key",
                f"`{key.value}` stands twice",
                key.span(),
                help="keep one of the two",
                labels=(Label(first.span(), "the first is here"),),
            )
        )
        return
    parent.entries[key.value] = (key, node)


ESCAPE_LENGTHS = {"x": 4, "u": 6, "U": 10}


def _offsets(value: str, text: str, start: int, end: int, style: str) -> list[int]:
    """For each character of a scalar's value, and for its end, the offset in the file.

    Replays what YAML's folding and escapes did; the value and the text differ in nothing else.
    """
    out: list[int] = []
    at = start + 1 if style in ("'", '"') else start
    for char in value:
        if char in " \n" and not (at < end and text[at] == char and char == " "):
            mark = at
            at = _skip_blank(text, at, end) if char == " " else _skip_line_end(text, at, end, style)
            out.append(min(mark, end))
            if at == mark and at < end and text[at] == "\\" and style == '"':
                at += 2
            continue
        if style != "" or not out:
            at = _skip_indent(text, at, end, char)
        out.append(min(at, end))
        if style == '"' and at < end and text[at] == "\\":
            at = _after_escape(text, at)
        elif style == "'" and text[at : at + 2] == "''":
            at += 2
        else:
            at += 1
    out.append(min(at, end))
    return out


def _after_escape(text: str, at: int) -> int:
    return at + ESCAPE_LENGTHS.get(text[at + 1 : at + 2], 2)


def _skip_blank(text: str, at: int, end: int) -> int:
    while at < end and text[at] in " \t\n":
        at += 1
    return at


def _skip_line_end(text: str, at: int, end: int, style: str) -> int:
    """Over one line feed of the value: in block scalars the line's end, elsewhere the blank lines that make it."""
    while at < end and text[at] in " \t":
        at += 1
    if at < end and text[at] == "\n":
        at += 1
        if style not in ("|", ">"):
            at = _skip_blank(text, at, end)
    return at


def _skip_indent(text: str, at: int, end: int, char: str) -> int:
    """Over what stands before the next character of the value: indentation, and a folded line's line end."""
    while at < end and text[at] != char and text[at] in " \t\n":
        at += 1
    while text[at : at + 2] == "\\\n":
        at = _skip_blank(text, at + 1, end)
    return at
