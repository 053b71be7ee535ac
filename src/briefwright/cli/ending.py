"""How a command ends, whatever ends it.

Takes the streams and signals of the process; gives an exit code. Invariant: no traceback; a signal ends the command as
an interrupt does, so that what lies half written is taken away, and the exit code is 128 and its number.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType

from briefwright.model.failure import Failure

ENDS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]


class Stopped(KeyboardInterrupt):
    """A signal asked the process to end."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.code = 128 + number


@contextmanager
def stoppable() -> Iterator[None]:
    """While it lasts a signal that ends processes raises `Stopped`; one that is ignored (nohup) stays ignored."""
    before = {}
    if threading.current_thread() is threading.main_thread():
        before = {number: signal.getsignal(number) for number in ENDS}
    ours = [number for number, handler in before.items() if handler is not signal.SIG_IGN]
    for number in ours:
        signal.signal(number, _stop)
    try:
        yield
    finally:
        for number in ours:
            signal.signal(number, before[number])


def _stop(number: int, _frame: FrameType | None) -> None:
    raise Stopped(number)


def open_streams() -> None:
    """Put nothing in the place of a standard stream that is closed: its number would go to the next file that is
    opened, and what a library prints would go into that."""
    with suppress(OSError):
        while (opened := os.open(os.devnull, os.O_RDWR)) <= 2:
            os.set_inheritable(opened, True)
        os.close(opened)
    for number, name in ((0, "stdin"), (1, "stdout"), (2, "stderr")):
        if getattr(sys, name) is None:
            mode = "w" if number else "r"
            setattr(sys, name, open(number, mode, encoding="utf-8", closefd=False))  # noqa: SIM115


def say(line: str) -> None:
    """A line on standard output, at once. Where nobody reads any more the work goes on."""
    try:
        print(line, flush=True)
    except BrokenPipeError:
        silence(1)


def silence(*numbers: int) -> None:
    """Let what is still written to a stream go nowhere."""
    for number in numbers:
        with suppress(OSError):
            opened = os.open(os.devnull, os.O_WRONLY)
            os.dup2(opened, number)
            os.close(opened)


def flushed(code: int) -> int:
    """The exit code, once all was really written. Raises Failure when standard output refuses it."""
    try:
        for stream in (sys.stdout, sys.stderr):
            if not stream.closed:  # a language server closes its own
                stream.flush()
    except BrokenPipeError:
        silence(1, 2)
    except OSError as error:
        silence(1)
        raise refused(error) from None
    return code


def refused(error: OSError) -> Failure:
    """A stream that cannot be written."""
    return Failure(f"standard output cannot be written: {error.strerror}", "check where it goes to")
