"""What a brief's files are made from, as one number.

Takes values of the model; gives a SHA-256. Invariant: two values with one digest give the same files. Places count for
nothing, for they come from the outline's text, which is hashed as a whole, or go into no file; of a source only its
record counts, and of its passages those that are pointed at.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import PurePath
from typing import Any

from briefwright.model.source import Source
from briefwright.model.span import Span, Text, TextFile

UNSEEN = {Source: ("file", "passages", "original"), Text: ("file", "start", "end")}
"""Fields that go into no output."""


def digest(*values: Any) -> str:
    """The SHA-256 of values, hexadecimal. Raises TypeError for one that is not of the model."""
    return _Digest().of(values).hex()


class _Digest:
    """Digests of values; those that are met again are not walked again."""

    def __init__(self) -> None:
        self._known: dict[int, bytes] = {}
        self._held: list[Any] = []  # what is known by its number in memory must stay there

    def of(self, value: Any) -> bytes:
        if value is None or isinstance(value, bool | int | float):
            return self._made("plain", repr(value).encode())
        if isinstance(value, Enum):
            return self._made("enum", repr(value).encode())
        if isinstance(value, str | PurePath):
            return self._made("text", str(value).encode("utf-8", "surrogatepass"))
        if isinstance(value, bytes):
            return self._made("bytes", value)
        known = self._known.get(id(value))
        if known is None:
            known = self._known[id(value)] = self._walked(value)
            self._held.append(value)
        return known

    def _walked(self, value: Any) -> bytes:
        if isinstance(value, Span):
            return b"span"
        if isinstance(value, TextFile):
            return self._made("file", self.of(value.name) + self.of(value.text))
        if isinstance(value, tuple | list):
            return self._made("list", b"".join(map(self.of, value)))
        if isinstance(value, Mapping):
            return self._made("map", b"".join(self.of(key) + self.of(inner) for key, inner in value.items()))
        if isinstance(value, frozenset | set):
            return self._made("set", b"".join(sorted(map(self.of, value))))
        if is_dataclass(value) and not isinstance(value, type):
            unseen = UNSEEN.get(type(value), ())
            seen = [(each.name, getattr(value, each.name)) for each in fields(value) if each.name not in unseen]
            parts = (self.of(name) + self.of(inner) for name, inner in seen if not callable(inner))
            return self._made(type(value).__name__, b"".join(parts))
        raise TypeError(f"{type(value).__name__} is no value of the model")

    def _made(self, kind: str, content: bytes) -> bytes:
        return hashlib.sha256(b"%s %d " % (kind.encode(), len(content)) + content).digest()
