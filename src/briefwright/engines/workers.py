"""The door to processes that work for this one.

Takes a function and what it is called with; gives what it returns, or a `Failure`. Invariant: a worker that crashes,
hangs or takes too much memory ends one task and no other, and is replaced; none outlives this process.
"""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import shutil
import signal
import sys
import tempfile
import threading
import time
import traceback
import weakref
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from multiprocessing import connection
from types import TracebackType
from typing import Any, Generic, TypeVar

from briefwright.engines.process import bound_memory, collect_less, end_with_parent, resident
from briefwright.model import limits
from briefwright.model.failure import Failure, unexpected

Result = TypeVar("Result")
OUT_OF_MEMORY = ("SIGKILL", "SIGABRT", "SIGTRAP", "SIGBUS")
"""Signals by which a program ends that gets no memory, or that the system ends to have some."""


@dataclass(frozen=True)
class Bounds:
    """What one task may take: seconds from when it is given out, and bytes of memory.

    A worker is replaced when it keeps half of these bytes between its tasks, or has grown by `growth`, in parts of the
    most that its first task took.
    """

    seconds: float = limits.BRIEF_SECONDS
    memory: int = limits.BRIEF_MEMORY
    growth: float = 0.5


class Workers(Generic[Result]):
    """Processes that call `work`, at most `most` at a time; each calls `prepare` once, before its first task. They are
    started when they are needed, or earlier with `start`."""

    def __init__(
        self,
        work: Callable[..., Result],
        most: int = 1,
        prepare: Callable[[], object] | None = None,
        bounds: Bounds | None = None,
    ) -> None:
        self.work, self.most, self.prepare, self.bounds = work, most, prepare, bounds or Bounds()
        self._held: list[_Worker] = []
        self.close = weakref.finalize(self, _end, self._held)
        """Ends all of them, whatever they do; it is called when this is collected, or the process ends."""

    def __enter__(self) -> Workers[Result]:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def start(self, number: int = 1) -> None:
        """Have `number` workers get ready for their tasks."""
        while len(self._held) < min(number, self.most):
            others = [each.pipe for each in self._held]
            self._held.append(_Worker(self.work, self.prepare, self.bounds, others))

    def one(self, *given: Any) -> Result | Failure:
        """What the work makes of one task."""
        return next(outcome for _, outcome in self.each({"": given}))

    def each(
        self,
        tasks: Mapping[str, Sequence[Any]],
        begin: Callable[[str], None] = lambda _name: None,
        end: Callable[[str], None] = lambda _name: None,
    ) -> Iterator[tuple[str, Result | Failure]]:
        """What the work makes of each task, in the order given. `begin` and `end` are told when a task begins and ends,
        whatever the order."""
        waiting = deque(tasks)
        made: dict[str, Result | Failure] = {}

        def hand_out() -> None:
            while waiting and (worker := self._idle()):
                name = waiting.popleft()
                begin(name)
                worker.give(name, tasks[name])

        try:
            for turn in tasks:
                hand_out()
                while turn not in made:
                    for name, outcome in self._came():
                        made[name] = outcome
                        end(name)
                    hand_out()
                yield turn, made.pop(turn)
        finally:
            self._drop([each for each in self._held if each.task is not None])

    def _idle(self) -> _Worker | None:
        self._drop([each for each in self._held if each.task is None and each.process.exitcode is not None])
        free = next((each for each in self._held if each.task is None), None)
        if free is None and len(self._held) < self.most:
            self.start(len(self._held) + 1)
            return self._held[-1]
        return free

    def _drop(self, workers: list[_Worker]) -> None:
        for each in workers:
            each.end()
            self._held.remove(each)

    def _came(self) -> Iterator[tuple[str, Result | Failure]]:
        """The outcomes of the tasks that ended; waits until one does, or is out of time."""
        busy = [each for each in self._held if each.task is not None]
        patience = min(each.deadline for each in busy) - time.monotonic()
        told = connection.wait([each.pipe for each in busy], max(patience, 0))
        for worker in busy:
            late = worker.pipe not in told
            if late and time.monotonic() < worker.deadline:
                continue
            name = worker.task or ""
            outcome = worker.late() if late else worker.answer()
            if worker.spent:
                self._drop([worker])
            yield name, outcome


def _end(workers: list[_Worker]) -> None:
    while workers:
        workers.pop().end()


class _Worker:
    """One process. `spent` is a worker that can take no more tasks."""

    def __init__(
        self,
        work: Callable[..., Any],
        prepare: Callable[[], object] | None,
        bounds: Bounds,
        others: list[Any],
    ) -> None:
        self.bounds, self.spent = bounds, False
        self.task: str | None = None
        self.deadline = 0.0
        self._unsent: Failure | None = None
        try:
            self.folder = tempfile.mkdtemp(prefix="briefwright-")
        except OSError as error:
            told = f"no temporary folder can be written: {error.strerror or error}"
            raise Failure(told, "make room on its disk, or name another folder in TMPDIR") from None
        self.pipe, theirs = multiprocessing.Pipe()
        # A fork has all that is imported at once. It knows nothing of other threads and of the locks that they hold:
        # it is made from the main thread alone, as long as that has started none that share locks with it.
        forked = sys.platform == "linux" and threading.current_thread() is threading.main_thread()
        context = multiprocessing.get_context("fork" if forked else "spawn")
        inherited = [*others, self.pipe] if forked else []
        given = (theirs, inherited, work, prepare, bounds, self.folder)
        self.process: Any = context.Process(target=_serve, args=given, daemon=True)  # type: ignore[attr-defined]
        try:
            self.process.start()
        except OSError as error:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise Failure(f"no process can be started: {error.strerror}", "end other programs, and try again") from None
        finally:
            theirs.close()

    def give(self, name: str, given: Sequence[Any]) -> None:
        """A task. What cannot be sent is its failure, told when asked for."""
        self.task, self.deadline = name, time.monotonic() + self.bounds.seconds
        self._unsent = None
        try:
            self.pipe.send(tuple(given))
        except OSError:  # it ended before: `answer` says how
            pass
        except Exception as error:
            self._unsent, self.deadline = unexpected(error), 0.0

    def answer(self) -> Any:
        """What it sent, or how it ended."""
        self.task = None
        try:
            outcome, self.spent = self.pipe.recv()
        except (EOFError, OSError):
            return self._ended()
        except Exception as error:
            self.spent = True
            return unexpected(error)
        return outcome

    def late(self) -> Failure:
        """It took too long, or was given nothing."""
        self.task = None
        if self._unsent:
            return self._unsent
        self.spent = True
        told = f"took longer than {self.bounds.seconds:g} seconds, and was stopped"
        return Failure(told, "make it shorter, or look for what repeats without end; briefwright explain limits")

    def _ended(self) -> Failure:
        self.spent = True
        self.process.join(5)
        code = self.process.exitcode
        if code is None or code >= 0:
            told = f"its process ended by itself (exit code {code})"
            return Failure(told, "this is a fault of briefwright; please report it with the outline that shows it")
        try:
            name = signal.Signals(-code).name
        except ValueError:
            name = f"signal {-code}"
        told = f"its process was ended ({name})"
        if name in OUT_OF_MEMORY:
            most = f"it may take {self.bounds.memory // 2**20:,} MiB; make it shorter, or its pictures smaller"
            return Failure(told, f"perhaps there was not enough memory: {most}")
        return Failure(told, "look at its pictures, fonts and styles; a library crashed on one of them")

    def end(self) -> None:
        """End it with all that it started, and delete what it left."""
        if self.process.pid and self.process.exitcode is None:
            with contextlib.suppress(OSError, AttributeError):  # no groups on Windows
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.kill()
        self.process.join(5)
        self.pipe.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def _serve(
    pipe: Any, inherited: Sequence[Any], work: Callable[..., Any], prepare: Callable[[], object] | None,
    bounds: Bounds, folder: str,
) -> None:  # fmt: skip
    """A worker's whole life."""
    for each in inherited:
        each.close()
    _settle(bounds.memory, folder)
    if prepare:
        prepare()
    first, spent = (0, 0), False
    while True:
        try:
            given = pipe.recv()
        except (EOFError, OSError):
            return
        except BaseException as error:
            outcome: Any = _failure(error, bounds.memory)
            given = ()
        else:
            outcome = _tried(work, given, bounds.memory)
        most = resident()[1]
        del given
        try:
            pipe.send((outcome, spent))
        except Exception as error:
            pipe.send((unexpected(error), True))
        del outcome
        # Laid-out pages are full of circles. They are looked for when the answer is given, which nobody waits for.
        gc.collect()
        now = resident()[0]
        first = first if first[0] else (now, most)
        spent = now - first[0] > bounds.growth * first[1] or now > bounds.memory / 2


def _settle(memory: int, folder: str) -> None:
    """A process that ends with its parent, is not told of the terminal's interrupts, says nothing of its own accord,
    and has a folder for its temporary files and bounds for its memory."""
    end_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(OSError, AttributeError):
        os.setpgid(0, 0)
    tempfile.tempdir = folder
    if not os.environ.get("BRIEFWRIGHT_DEBUG"):
        nothing = os.open(os.devnull, os.O_RDWR)
        for standard in (0, 1, 2):
            os.dup2(nothing, standard)
        os.close(nothing)
    bound_memory(memory)
    collect_less()
    gc.freeze()


def _tried(work: Callable[..., Any], given: Sequence[Any], memory: int) -> Any:
    try:
        return work(*given)
    except BaseException as error:  # WeasyPrint's fatal error is none of the usual ones
        return _failure(error, memory)


def _failure(error: BaseException, memory: int) -> Failure:
    if isinstance(error, Failure):
        return error
    if os.environ.get("BRIEFWRIGHT_DEBUG"):
        traceback.print_exception(error)
    if isinstance(error, MemoryError):
        told = f"took more memory than it may ({memory // 2**20:,} MiB), and was stopped"
        return Failure(told, "make it shorter, or its pictures smaller; briefwright explain limits")
    return unexpected(error)
