"""The door to processes.

Takes nothing; bounds, tidies or measures the process that it is called in. Invariant: a worker never outlives the build
that started it.
"""

from __future__ import annotations

import ctypes
import gc
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SET_PARENT_DEATH_SIGNAL = 1
"""PR_SET_PDEATHSIG of prctl(2)."""


def end_with_parent() -> None:
    """Ask the kernel to end this process when its parent ends, however it ends; on Linux only."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(SET_PARENT_DEATH_SIGNAL, signal.SIGKILL)


def bound_memory(most: int) -> None:
    """Bound what this process, and each that it starts, may take, in bytes; a core is never dumped. Linux alone counts
    what a program asks for by and by (setrlimit(2), RLIMIT_DATA)."""
    try:
        import resource
    except ImportError:  # not on Windows
        return
    hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def resident() -> tuple[int, int]:
    """The bytes of memory that this process has now, and the most that it ever had; zeros where a system does not
    tell."""
    try:
        told = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        return 0, 0
    sizes = {line.split(":")[0]: line.split() for line in told.splitlines() if line.startswith(("VmRSS", "VmHWM"))}
    return int(sizes["VmRSS"][1]) * 1024, int(sizes["VmHWM"][1]) * 1024


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
