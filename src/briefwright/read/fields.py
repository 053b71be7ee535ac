"""Fields of a mapping, read against what is allowed.

Takes YAML nodes; gives located values and diagnostics. Invariant: every fault names its key and place, and reading
goes on behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from briefwright.model import limits
from briefwright.model.diagnostic import Diagnostic
from briefwright.model.nearest import nearest, one_of
from briefwright.model.span import Span, Text
from briefwright.read.admission import look_alikes, value_fault
from briefwright.read.yaml import Mapping, Node, Scalar, Sequence

LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
IDENTIFIER = re.compile(r"[a-z0-9.-]+")


def kind(node: Node) -> str:
    """What a node is, in an editor's words."""
    return {Scalar: "words", Sequence: "a list", Mapping: "a group of keys"}[type(node)]


class Fields:
    """The keys of one mapping. `what` is said in messages (`a passage`); faults go to `faults`."""

    def __init__(self, node: Mapping, what: str, allowed: Iterable[str], faults: list[Diagnostic]) -> None:
        self.node, self.what, self.faults = node, what, faults
        self.allowed = tuple(allowed)
        for key, _ in node.entries.values():
            if key.value not in self.allowed:
                near = nearest(key.value, self.allowed) if len(faults) < limits.EXPLAINED else ""
                advice = near or one_of(self.allowed)
                self.fault("unknown-key", f"{what} has no key `{key.value}`", key.span(), advice)

    @property
    def span(self) -> Span:
        """Place of the first key."""
        first = next(iter(self.node.entries.values()), None)
        return first[0].span() if first else self.node.span

    def fault(self, code: str, message: str, span: Span, advice: str = "") -> None:
        """Add a fault."""
        self.faults.append(Diagnostic(code, message, span, help=advice))

    def key_span(self, key: str) -> Span:
        """Place of a key."""
        return self.node.entries[key][0].span()

    def node_of(self, key: str) -> Node | None:
        """The value of a key; None where it is absent or YAML's null."""
        entry = self.node.entries.get(key)
        if entry is None or (isinstance(entry[1], Scalar) and entry[1].empty):
            return None
        return entry[1]

    def wrong(self, key: str, node: Node, wanted: str) -> None:
        """A `wrong-type`."""
        self.fault("wrong-type", f"`{key}` wants {wanted}, not {kind(node)}", node.span)

    def choice(self, key: str, choices: tuple[str, ...]) -> str:
        """One of a few words; the first where the key is absent."""
        word = self.words(key) or choices[0]
        if word not in choices:
            node = self.node_of(key)
            span = node.span if node else self.key_span(key)
            self.fault("wrong-type", f"`{key}` cannot be `{word}`", span, one_of(filter(None, choices)))
            return choices[0]
        return word

    def missing(self, key: str, example: str) -> None:
        """A `missing-key`."""
        self.fault("missing-key", f"{self.what} has no `{key}`", self.span, f"add `{example}`")

    def text(self, key: str, wanted: str = "words") -> Text | None:
        """The words of a key, None where it is absent or no scalar."""
        node = self.node_of(key)
        if node is None:
            return None
        if not isinstance(node, Scalar):
            self.wrong(key, node, wanted)
            return None
        return self.admitted(node.text, f"`{key}`")

    def admitted(self, text: Text, what: str) -> Text | None:
        """The text, or None and a fault when it holds a forbidden character or nothing."""
        if fault := value_fault(text, what):
            self.faults.append(fault)
            return None
        self.faults.extend(look_alikes(text))
        if not text.value.strip():
            self.fault("wrong-type", f"{what} is empty", text.span(), "write words, or take the key out")
            return None
        return text

    def words(self, key: str) -> str:
        """The words of a key, trimmed; empty where it is absent."""
        text = self.text(key)
        return text.value.strip() if text else ""

    def required(self, key: str, example: str, wanted: str = "words") -> Text | None:
        """Like `text`, but a fault where it is absent."""
        if self.node_of(key) is None:
            self.missing(key, example)
            return None
        return self.text(key, wanted)

    def items(self, key: str, most: int = limits.ITEMS) -> Iterator[Node]:
        """The items of a list; a fault where it is none, or has more than `most`: then none of them is read."""
        node = self.node_of(key)
        if node is None:
            return
        if not isinstance(node, Sequence):
            self.fault("wrong-type", f"`{key}` wants a list, not {kind(node)}", node.span, "begin each item with `- `")
            return
        if len(node.items) > most:
            told = f"`{key}` has {len(node.items):,} items; the limit is {most:,}"
            self.fault("too-many", told, self.key_span(key), "split it")
            return
        yield from node.items

    def texts(self, key: str) -> tuple[Text, ...]:
        """The items of a list of words; a single one may stand without a list."""
        found: list[Text] = []
        given = self.node_of(key)
        nodes = [given] if isinstance(given, Scalar) else self.items(key)
        for node in nodes:
            if isinstance(node, Scalar) and (text := self.admitted(node.text, f"an item of `{key}`")):
                found.append(text)
            elif not isinstance(node, Scalar):
                self.wrong(key, node, "a list of words")
        return tuple(found)

    def mapping(self, key: str) -> Mapping | None:
        """The group of keys under a key; a fault where it is none."""
        node = self.node_of(key)
        if node is not None and not isinstance(node, Mapping):
            self.wrong(key, node, "a group of keys")
            return None
        return node

    def language(self, key: str, default: str) -> str:
        """A BCP 47 tag."""
        text = self.text(key)
        if text is None:
            return default
        if not LANGUAGE.fullmatch(text.value):
            self.fault(
                "wrong-type", f"`{text.value}` is no language tag", text.span(), "for example en-GB, fr, zh-Hant"
            )
            return default
        return text.value
