"""Places in files.

Takes nothing; gives `TextFile` (a file's text), `Span` (a place in it) and `Text` (a value that knows its place).
Invariant: lines and columns count from 1, columns in code points; a span never leaves its file.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in a file: `file` relative to the workspace, lines and columns from 1, the end exclusive."""

    file: str
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1


@dataclass(frozen=True)
class TextFile:
    """A file as it was read: `name` relative to the workspace, with `/`; line ends are line feeds."""

    name: str
    text: str = field(repr=False)

    def __reduce__(self) -> tuple[type[TextFile], tuple[str, str]]:
        return TextFile, (self.name, self.text)

    @cached_property
    def line_starts(self) -> list[int]:
        """Offset of the first character of each line."""
        starts = [0]
        at = self.text.find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = self.text.find("\n", at + 1)
        return starts

    def line(self, number: int) -> str:
        """Line `number` (from 1) without its line feed; empty when there is none."""
        if not 1 <= number <= len(self.line_starts):
            return ""
        start = self.line_starts[number - 1]
        end = self.line_starts[number] - 1 if number < len(self.line_starts) else len(self.text)
        return self.text[start:end]

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column, both from 1, of a character offset."""
        line = bisect_right(self.line_starts, offset)
        return line, offset - self.line_starts[line - 1] + 1

    def span(self, start: int, end: int) -> Span:
        """The place of the characters from `start` up to `end`."""
        return Span(self.name, *self.position(start), *self.position(max(start, end)))


Offsets = Callable[[], list[int]]
"""Gives, for each character of a value and for its end, the offset in the file; worked out when asked for."""


@dataclass(frozen=True, eq=False)
class Text:
    """Words from a file. `value` is what the format says; `span()` finds where any part of it stands."""

    value: str
    file: TextFile = field(repr=False)
    start: int
    end: int
    offsets: Offsets = field(repr=False, default=list)

    def __reduce__(self) -> tuple[type[Text], tuple[str, TextFile, int, int, Offsets]]:
        return Text, (self.value, self.file, self.start, self.end, self.offsets)

    @cached_property
    def _map(self) -> list[int]:
        return self.offsets()

    def offset(self, index: int) -> int:
        """Offset in the file of character `index` of the value."""
        if not self._map:
            return min(self.start + index, self.end)
        return self._map[min(index, len(self._map) - 1)]

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """The place of `value[start:end]`; of the whole value when called without arguments."""
        if end is None:
            return self.file.span(self.offset(start) if start else self.start, self.end)
        last = self.offset(end - 1) + 1 if end > start else self.offset(start)
        return self.file.span(self.offset(start), last)

    def __str__(self) -> str:
        return self.value

    def __bool__(self) -> bool:
        return bool(self.value)
