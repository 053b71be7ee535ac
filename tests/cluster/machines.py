"""A scheduler of Dask and two workers, each a process of its own on this machine."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PATIENCE = 120.0


class Machines:
    """What runs, and the address to give to `--scheduler`."""

    def __init__(self, address: str, folder: Path, workers: int) -> None:
        self.address, self.folder = address, folder
        self.workers = [self.start("worker", address, "--nthreads", "1", "--no-dashboard") for _ in range(workers)]

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        """One of Dask's commands, in a group and a folder of its own."""
        command = [sys.executable, "-m", "distributed.cli.dask_" + words[0], *words[1:]]
        with (self.folder / f"{words[0]}.log").open("ab") as log:
            return subprocess.Popen(command, cwd=self.folder, stdout=log, stderr=log, start_new_session=True)

    def said(self, name: str) -> str:
        """What the processes of a kind said."""
        return (self.folder / f"{name}.log").read_text(encoding="utf-8", errors="replace")


def kill(process: subprocess.Popen[bytes]) -> None:
    """End a process with all that it started, at once."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(PATIENCE)


@contextmanager
def machines(folder: Path, workers: int = 2) -> Iterator[Machines]:
    """The scheduler and its workers, until the block ends."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    made = Machines(address, folder, 0)
    scheduler = made.start("scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard")
    made = Machines(address, folder, workers)
    try:
        end = time.monotonic() + PATIENCE
        while made.said("worker").count("Registered to:") < workers:
            assert time.monotonic() < end, made.said("scheduler") + made.said("worker")
            time.sleep(0.1)
        yield made
    finally:
        for process in (*made.workers, scheduler):
            kill(process)
