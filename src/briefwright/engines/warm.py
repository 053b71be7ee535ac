"""What a process keeps from one build of a brief to the next.

Takes nothing; gives `Warm`, which the doors fill and read. Invariant: what is kept is known by all that it was made
from, so that a build with it makes the same bytes as one without; and it is bounded.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from briefwright.engines.relayout import Memory

Value = TypeVar("Value")
LAYOUTS = 3
"""How many layouts of a brief are kept: a build lays out again where notes went astray."""
REBUILDS = 64
"""After so many builds everything is laid out anew, for a page that was kept keeps the document that it was made of."""


class Kept(Generic[Value]):
    """Values by what they were made from; the one not asked for longest goes first."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._held: OrderedDict[Hashable, Value] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """The value of `key`, made where it is not there. What `make` raises is raised."""
        if key in self._held:
            self._held.move_to_end(key)
            return self._held[key]
        value = self._held[key] = make()
        while len(self._held) > self.most:
            self._held.popitem(last=False)
        return value


class Warm:
    """What is kept of one brief: its pages, by the turn of the layout, what pandoc made of its citations, the parts of
    fonts that its PDF embeds, and what the proof saw on its pages."""

    def __init__(self) -> None:
        self.citations: Kept[bytes] = Kept(8)
        self.fonts: Kept[bytes | None] = Kept(48)
        self.seen: Kept[str] = Kept(20_000)
        self._layouts: list[Memory] = []
        self._builds = 0

    def layout(self, turn: int) -> Memory | None:
        """The memory of a build's first layout, 0, or of a later one; None beyond those that are kept."""
        if turn == 0:
            self._builds += 1
            if self._builds % REBUILDS == 0:
                self._layouts.clear()
        while len(self._layouts) <= min(turn, LAYOUTS - 1):
            self._layouts.append(Memory())
        return self._layouts[turn] if turn < LAYOUTS else None
