"""What a fuzz target is, and what counts as a find.

Gives `Target`, `guarded` and `Find`. A find is any exception but those that are documented, words of an unexpected
fault, an exit code other than 0 to 3, or more seconds of work than a small input may take. Invariant: the same entry
function serves the fuzzer and the replay of what it found.
"""

from __future__ import annotations

import io
import os
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from random import Random
from types import FrameType

from briefwright.model.failure import Failure

ROOT = Path(__file__).resolve().parents[2]
FINDS = Path(__file__).parent / "finds"
SECONDS = 20
"""Seconds of work after which a small input hangs; other programs on the machine do not count."""
OURS = ("fault of briefwright", "unexpected fault")
"""What a failure says that is a fault of this program."""
Mutator = Callable[[bytes, Random, Callable[[bytes], bytes]], bytes]
"""Changes bytes; the third argument is the fuzzer's own way to change some."""


class Hang(BaseException):
    """An input took too long; nothing between catches this."""


class Wrong(Exception):
    """What came out breaks a promise."""


@dataclass(frozen=True)
class Target:
    """A reader: its entry, inputs to begin with, how they are changed, and words that mean something to it."""

    name: str
    run: Callable[[bytes], None]
    corpus: Callable[[], Sequence[bytes]]
    mutate: Mutator
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Find:
    """What went wrong: `key` is the same for the same fault."""

    key: str
    told: str


def guarded(target: Target, content: bytes) -> Find | None:
    """Run a target; what went wrong."""
    with _bounded():
        try:
            target.run(content)
        except Failure as failure:
            if any(words in f"{failure.message} {failure.advice}" for words in OURS):
                return _find(failure, f"{failure.message}; {failure.advice}")
        except (Exception, Hang) as error:
            return _find(error, "".join(traceback.format_exception(error))[-3000:])
    return None


def _find(error: BaseException, told: str) -> Find:
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "/briefwright/" in frame.filename] or frames
    place = f"{Path(ours[-1].filename).stem}-{ours[-1].name}" if ours else "nowhere"
    if isinstance(error, Hang):  # it may be caught anywhere in a loop
        place = f"{Path(ours[0].filename).stem}-{ours[0].name}"
    return Find("".join(c if c.isalnum() or c in "-_" else "-" for c in f"{type(error).__name__}-{place}"), told)


@contextmanager
def _bounded() -> Iterator[None]:
    def late(_signal: int, _frame: FrameType | None) -> None:
        raise Hang

    before = signal.signal(signal.SIGPROF, late)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def name_of(key: str, content: bytes) -> str:
    """A find's file name."""
    return f"{key[:60]}-{sha256(content).hexdigest()[:8]}"


@cache
def scratch(name: str) -> Path:
    """A folder of a target's own, in memory where the machine has such a place."""
    base = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    folder = tempfile.TemporaryDirectory(prefix=f"briefwright-fuzz-{name}-", dir=base)
    _kept.append(folder)
    return Path(folder.name).resolve()


_kept: list[tempfile.TemporaryDirectory[str]] = []


def command(arguments: Sequence[str]) -> tuple[int, str, str]:
    """A command's exit code, and what it printed. Raises Wrong for a code or words that no user may see."""
    from briefwright.cli import main

    out, err = io.StringIO(), io.StringIO()
    before = sys.stdin
    sys.stdin = io.StringIO()
    try:
        with redirect_stdout(out), redirect_stderr(err):
            try:
                code = main(list(arguments))
            except SystemExit as end:
                code = end.code if isinstance(end.code, int) else 2
    finally:
        sys.stdin = before
    told = out.getvalue() + err.getvalue()
    if code not in range(4) or "Traceback" in told or any(words in told for words in OURS):
        raise Wrong(f"exit {code}: {told[-600:]}")
    return code, out.getvalue(), err.getvalue()
