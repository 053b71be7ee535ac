"""The door to processes.

Takes work; gives its results, or changes this process. Invariant: a worker never outlives the build that started it.
"""

from __future__ import annotations

import ctypes
import gc
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import Any, TypeVar

from briefwright.model.failure import Failure

Result = TypeVar("Result")

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


def spread(
    work: Callable[..., Result],
    tasks: Mapping[str, tuple[Any, ...]],
    jobs: int,
    begin: Callable[[str], None],
    end: Callable[[str], None],
) -> Iterator[tuple[str, Result | Failure]]:
    """The results of tasks, `jobs` at a time in processes of their own, in the order given; a failure where a process
    was ended. `begin` and `end` are told when a task begins and ends, whatever the order."""
    waiting = deque(tasks)
    running: dict[Future[Result], str] = {}
    made: dict[str, Result | Failure] = {}
    with ProcessPoolExecutor(min(jobs, len(tasks)), initializer=end_with_parent) as pool:
        for turn in tasks:
            while turn not in made:
                while waiting and len(running) < jobs:
                    name = waiting.popleft()
                    begin(name)
                    running[_submitted(pool, work, tasks[name])] = name
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    name = running.pop(future)
                    try:
                        made[name] = future.result()
                    except BrokenProcessPool:
                        made[name] = Failure("the process that made it ended", "build with fewer --jobs")
                    end(name)
            yield turn, made.pop(turn)


def _submitted(pool: ProcessPoolExecutor, work: Callable[..., Result], given: tuple[Any, ...]) -> Future[Result]:
    """A task given to another process; a pool that broke gives its fault as the outcome."""
    try:
        return pool.submit(work, *given)
    except BrokenProcessPool as broken:
        failed: Future[Result] = Future()
        failed.set_exception(broken)
        return failed


@contextmanager
def collecting_after() -> Iterator[None]:
    """Look for cycles of dead objects when the work is done, and not while it is."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.collect()
