"""Places as editors count them.

Takes offsets and spans in code points; gives the protocol's positions, and the other way (LSP 3.17, Position: lines
and characters from 0, characters in UTF-16 code units unless another encoding was agreed). Invariant: a position
behind a line's end is the line's end, one behind the file's end is the file's end, and none stands inside a character.
"""

from __future__ import annotations

from lsprotocol import types

from briefwright.model.span import Span, TextFile

UTF8, UTF16, UTF32 = "utf-8", "utf-16", "utf-32"
WIDTHS = {UTF8: (0x7F, 0x7FF, 0xFFFF), UTF16: (0xFFFF,), UTF32: ()}
"""The last code points of one, two and three units."""


class Positions:
    """Counts in one encoding, the one that client and server agreed on."""

    def __init__(self, encoding: str = UTF16) -> None:
        self.edges = WIDTHS[encoding]

    def _units(self, char: str) -> int:
        return 1 + sum(ord(char) > edge for edge in self.edges)

    def position(self, file: TextFile, offset: int) -> types.Position:
        """The position of a character."""
        line, column = file.position(max(0, min(offset, len(file.text))))
        return types.Position(line - 1, sum(map(self._units, file.line(line)[: column - 1])))

    def offset(self, file: TextFile, position: types.Position) -> int:
        """The offset of a position; inside a character it is the character's beginning."""
        if position.line >= len(file.line_starts):
            return len(file.text)
        start, units = file.line_starts[position.line], 0
        for at, char in enumerate(file.line(position.line + 1)):
            units += self._units(char)
            if units > position.character:
                return start + at
        return start + len(file.line(position.line + 1))

    def range(self, file: TextFile, start: int, end: int) -> types.Range:
        """The range of `text[start:end]`."""
        return types.Range(self.position(file, start), self.position(file, end))

    def of_span(self, file: TextFile, span: Span) -> types.Range:
        """The range of a span."""
        return self.range(file, *extent(file, span))


def extent(file: TextFile, span: Span) -> tuple[int, int]:
    """The offsets of a span in its file; within the file, whatever the file has become."""
    return _offset(file, span.line, span.column), _offset(file, span.end_line, span.end_column)


def _offset(file: TextFile, line: int, column: int) -> int:
    if line > len(file.line_starts):
        return len(file.text)
    return file.line_starts[line - 1] + min(column - 1, len(file.line(line)))
