"""The door to processes.

Takes nothing; changes this process. Invariant: a worker never outlives the build that started it.
"""

from __future__ import annotations

import ctypes
import gc
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

SET_PARENT_DEATH_SIGNAL = 1
"""PR_SET_PDEATHSIG of prctl(2)."""


def end_with_parent() -> None:
    """Ask the kernel to end this process when its parent ends, however it ends; on Linux only."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(SET_PARENT_DEATH_SIGNAL, signal.SIGKILL)


def collect_less() -> None:
    """Look for cycles of dead objects less often: a page is laid out from some hundred thousand objects that live to
    its end, and the look at all of them took a tenth of a build's time, at the same peak of memory."""
    gc.set_threshold(50_000, 20, 100)


@contextmanager
def collecting_after() -> Iterator[None]:
    """Look for cycles of dead objects when the work is done, and not while it is."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.collect()
