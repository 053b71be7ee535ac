"""Progress on a terminal.

Takes a stream and the names of what is being made; shows a live line for each that is not finished.
Invariant: nothing at all where the stream is no terminal, and nothing of it is left when the work is done.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from types import TracebackType
from typing import TextIO

from briefwright.model.characters import harmless
from briefwright.report.terminal import DIM, PLAIN, coloured, cut

WAITING, MAKING, MADE = "waiting", "making", "made"
MOST = 12
"""Lines that are shown at most."""


class Progress:
    """Lines that say how far each brief is; gone when the work is done."""

    def __init__(self, stream: TextIO, names: Iterable[str] = ()) -> None:
        self.stream = stream
        self.live = stream.isatty() and os.environ.get("TERM") != "dumb"
        self.states = dict.fromkeys(names, WAITING)
        self.drawn = 0

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.clear()

    def begin(self, name: str) -> None:
        """Say that a brief is being made."""
        self._tell(name, MAKING)

    def end(self, name: str) -> None:
        """Say that a brief is made, though its turn to be told of may not have come."""
        self._tell(name, MADE)

    def leave(self, name: str) -> None:
        """Take a brief out: its own line is told for good."""
        self.states.pop(name, None)
        self._draw()

    def _tell(self, name: str, state: str) -> None:
        self.states[name] = state
        self._draw()

    def clear(self) -> None:
        """Take the lines away, so that others can be written."""
        if self.drawn:
            self.stream.write(f"\r\x1b[{self.drawn}A\x1b[J")
            self.stream.flush()
            self.drawn = 0

    def _draw(self) -> None:
        if not self.live:
            return
        size = shutil.get_terminal_size()
        most = max(min(MOST, size.lines - 2), 1)
        listed = list(self.states.items())
        # What is being made is seen, however many wait before or behind it.
        listed.sort(key=lambda item: item[1] == WAITING)
        lines = [f"{state:<8} {harmless(name)}{' …' if state == MAKING else ''}" for name, state in listed]
        if len(lines) > most:
            lines[most - 1 :] = [f"and {len(lines) - most + 1} more"]
        quiet, plain = (DIM, PLAIN) if coloured(self.stream) else ("", "")
        self.clear()
        for line in lines:
            shown = cut(line, size.columns - 1)
            self.stream.write(f"{quiet}{shown}{plain}\n" if line.startswith(WAITING) else f"{shown}\n")
        self.stream.flush()
        self.drawn = len(lines)
