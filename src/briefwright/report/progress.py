"""Progress on a terminal.

Takes a stream; shows one live line. Invariant: nothing at all where the stream is no terminal.
"""

from __future__ import annotations

from types import TracebackType
from typing import TextIO


class Progress:
    """A line that says what is being made; gone when the work is done."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self.live = stream.isatty()

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.clear()

    def begin(self, name: str) -> None:
        """Say that a brief is being made."""
        if self.live:
            self.stream.write(f"\r\x1b[Kmaking {name} …")
            self.stream.flush()

    def clear(self) -> None:
        """Take the line away."""
        if self.live:
            self.stream.write("\r\x1b[K")
            self.stream.flush()
