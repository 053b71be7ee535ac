"""Files read and parsed for the index, by several processes where there are many.

Takes names, and how a file is loaded and parsed; gives `Gathered`, in the order of the names. Invariant: the same
whoever did the work; no more is held than the workers have at hand.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass

from briefwright.engines.entries import Filed
from briefwright.engines.process import end_with_parent

Load = Callable[[str], str | None]
"""The text of a file by its name; None where it cannot be read."""
Parse = Callable[[str, str], Filed]
"""What is kept of a file, of its name and text."""
MANY, BATCH, MOST = 400, 8, 8
"""Files from which on other processes help; files of one task; processes."""


@dataclass(frozen=True)
class Gathered:
    """A file that was read: when (nanoseconds), the SHA-256 of its words, and what is kept of it; None where its words
    are those that were known."""

    name: str
    checked: int
    digest: str
    filed: Filed | None


def gather(names: Sequence[str], known: Mapping[str, str], load: Load, parse: Parse) -> Iterator[Gathered]:
    """Read files; `known` are the SHA-256 of those that were read before."""
    done = 0
    if len(names) >= MANY and _alone():
        try:
            for got in _shared(names, known, load, parse):
                done += 1
                yield got
        except BrokenProcessPool:
            pass  # somebody ended a worker: the rest is read here
    for name in names[done:]:
        yield _read(name, known.get(name), load, parse)


def _alone() -> bool:
    """Whether other processes may help: there is a processor for them, and this process can be copied, which it cannot
    be safely while it has threads."""
    able = "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1
    return able and (os.cpu_count() or 1) > 1


def _read(name: str, known: str | None, load: Load, parse: Parse) -> Gathered:
    checked = time.time_ns()
    text = load(name)
    digest = digest_of(text)
    if digest == known:
        return Gathered(name, checked, digest, None)
    return Gathered(name, checked, digest, parse(name, text) if text is not None else Filed())


def digest_of(text: str | None) -> str:
    """The SHA-256 of a file's words; empty where there are none."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest() if text is not None else ""


def _shared(names: Sequence[str], known: Mapping[str, str], load: Load, parse: Parse) -> Iterator[Gathered]:
    """The same by workers. Raises BrokenProcessPool when one of them is ended."""
    workers = min(os.cpu_count() or 1, MOST)
    waiting: deque[Future[list[Gathered]]] = deque()
    # Copies of this process: what loads and parses need not be sent to them.
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(workers, context, _begin, (load, parse)) as pool:
        for at in range(0, len(names), BATCH):
            batch = {name: known.get(name) for name in names[at : at + BATCH]}
            waiting.append(pool.submit(_read_batch, batch))
            if len(waiting) > 2 * workers:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


_given: list[tuple[Load, Parse]] = []
"""In a worker, what it was begun with."""


def _begin(load: Load, parse: Parse) -> None:
    end_with_parent()
    _given.append((load, parse))


def _read_batch(names: Mapping[str, str | None]) -> list[Gathered]:
    load, parse = _given[-1]
    return [_read(name, known, load, parse) for name, known in names.items()]
