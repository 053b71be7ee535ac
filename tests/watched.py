"""A `briefwright watch` that runs, and what it says."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PATIENCE = 90.0
"""Seconds after which a process that says nothing has failed."""
INTERRUPTED = "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler); sys.argv.pop(0);"
"""A shell may start what runs in the background deaf to interrupts."""


class Running:
    """A process and the lines that it said, standard error with standard output."""

    def __init__(self, process: subprocess.Popen[bytes], said: Path) -> None:
        self.process, self.said = process, said

    def until(self, words: str, times: int = 1) -> str:
        """What was said, once it holds words so many times."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            text = self.said.read_text(encoding="utf-8")
            if text.count(words) >= times:
                return text
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        raise AssertionError(f"{words!r} was not said {times} times:\n{self.said.read_text(encoding='utf-8')}")

    def interrupted(self) -> int:
        """The exit code after Ctrl-C."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(PATIENCE)


@contextmanager
def running(workspace: Path, said: Path, *arguments: str) -> Iterator[Running]:
    """A command that runs until the block ends."""
    program = f"{INTERRUPTED} from briefwright.cli import main; sys.exit(main(sys.argv))"
    command = [sys.executable, "-c", program, "-C", str(workspace), *arguments]
    with said.open("ab") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out, env={**os.environ, "NO_COLOR": "1"})
    try:
        yield Running(process, said)
    finally:
        process.kill()
        process.wait()
