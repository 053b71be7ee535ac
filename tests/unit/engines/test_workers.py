"""Work in several processes: in order when told, as it comes when worked; a crash, a hang or a glut ends one task."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from briefwright.engines.process import resident
from briefwright.engines.workers import Bounds, Workers
from briefwright.model.failure import Failure


def _slept(seconds: float) -> float:
    if seconds < 0:
        os._exit(9)
    time.sleep(seconds)
    return seconds


def test_results_come_in_order_and_states_as_they_are() -> None:
    """The quick ones end before the slow first; never more than two are under way."""
    told: list[str] = []
    under_way: list[int] = []

    def begin(name: str) -> None:
        told.append(f"+{name}")
        under_way.append(sum(each[0] == "+" for each in told) - sum(each[0] == "-" for each in told))

    tasks = {"slow": (1.0,), "quick": (0.01,), "other": (0.02,)}
    with Workers(_slept, 2) as workers:
        results = list(workers.each(tasks, begin, lambda name: told.append(f"-{name}")))
    assert results == [("slow", 1.0), ("quick", 0.01), ("other", 0.02)]
    assert told == ["+slow", "+quick", "-quick", "+other", "-other", "-slow"]
    assert max(under_way) == 2


class Fatal(BaseException):
    """As WeasyPrint's own."""


def _ill(how: str) -> str:
    deeds: dict[str, Callable[[], object]] = {
        "well": lambda: None,
        "exits": lambda: os._exit(7),
        "is killed": lambda: os.kill(os.getpid(), signal.SIGKILL),
        "reads what is not there": lambda: ctypes.string_at(0),
        "hangs": lambda: time.sleep(60),
        "counts without end": lambda: [None for _ in iter(int, 1)],
        "wants memory": lambda: bytearray(2**32),
        "wants it bit by bit": lambda: [bytes(2**20) for _ in iter(int, 1)],
        "goes round": lambda: _round(1),
        "is fatal": _fatal,
        "leaves": lambda: sys.exit("gone"),
        "gives what cannot travel": lambda: None,
    }
    deeds[how]()
    return (lambda: how) if how == "gives what cannot travel" else how  # type: ignore[return-value]


def _round(at: int) -> int:
    return _round(at + 1) + 1


def _fatal() -> None:
    raise Fatal("the end")


TOLD = {
    "exits": "its process ended by itself (exit code 7)",
    "is killed": "its process was ended (SIGKILL)",
    "reads what is not there": "its process was ended (SIGSEGV)",
    "hangs": "took longer than 1.5 seconds, and was stopped",
    "counts without end": "",
    "wants memory": "took more memory than it may (256 MiB), and was stopped",
    "wants it bit by bit": "took more memory than it may (256 MiB), and was stopped",
    "goes round": "an unexpected fault (",  # of recursion, or of memory where that ends first
    "is fatal": "an unexpected fault (Fatal: the end",
    "leaves": "an unexpected fault (SystemExit: gone",
    "gives what cannot travel": "an unexpected fault (",
}


@pytest.mark.parametrize("how", TOLD)
def test_one_task_that_goes_ill_is_a_failure_and_the_others_are_done(how: str) -> None:
    """Whatever it does, and wherever it stands among them."""
    bounds = Bounds(seconds=1.5, memory=256 * 2**20)
    with Workers(_ill, 1, bounds=bounds) as workers:
        results = list(workers.each({"a": ("well",), "b": (how,), "c": ("well",)}))
    assert [results[0], results[2]] == [("a", "well"), ("c", "well")]
    name, failed = results[1]
    assert name == "b"
    assert isinstance(failed, Failure)
    assert failed.message.startswith(TOLD[how])
    assert failed.advice


def test_what_cannot_be_sent_is_a_failure_too() -> None:
    """And the same worker goes on."""
    with Workers(_ill) as workers:
        workers.start()
        sent = dict(workers.each({"a": (lambda: 1,), "b": ("well",)}))
    assert isinstance(sent["a"], Failure)
    assert sent["b"] == "well"


def _number(_: int) -> int:
    return os.getpid()


def test_a_worker_does_many_tasks() -> None:
    """One process, as long as nothing goes wrong."""
    with Workers(_number) as workers:
        done = {number for _, number in workers.each({str(n): (n,) for n in range(5)})}
    assert len(done) == 1
    assert os.getpid() not in done


def test_a_worker_that_died_while_it_waited_is_replaced() -> None:
    """Its death is the fault of no task."""
    with Workers(_number) as workers:
        first = workers.one(1)
        assert isinstance(first, int)
        os.kill(first, signal.SIGKILL)
        time.sleep(0.2)
        assert isinstance(workers.one(2), int)


_hoard: list[bytes] = []


def _hoarded(size: int) -> int:
    _hoard.append(b"x" * size)
    return os.getpid()


@pytest.mark.skipif(resident() == (0, 0), reason="the system does not tell a process's memory")
def test_a_worker_that_grows_is_replaced() -> None:
    """Before it keeps much more than its first task took."""
    with Workers(_hoarded, bounds=Bounds(growth=0.1)) as workers:
        done = [number for _, number in workers.each({str(n): (40 * 2**20,) for n in range(12)})]
    assert 1 < len(set(done)) < len(done)


def _child(path: str) -> None:
    started = subprocess.Popen(["sleep", "60"])
    Path(tempfile.mkdtemp(prefix="briefwright-")).joinpath("a").touch()
    Path(path).write_text(str(started.pid), encoding="ascii")
    time.sleep(60)


def test_what_a_worker_started_ends_with_it_and_its_temporary_files_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program that hangs is not left behind by a worker that hung with it."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with Workers(_child, bounds=Bounds(seconds=1)) as workers:
        assert isinstance(workers.one(str(tmp_path / "pid")), Failure)
    number = int((tmp_path / "pid").read_text(encoding="ascii"))
    for _ in range(50):
        state = Path(f"/proc/{number}/status")
        if not state.exists() or "zombie" in state.read_text(encoding="ascii"):
            break
        time.sleep(0.1)
    else:
        pytest.fail("the program still runs")
    assert list(tmp_path.glob("briefwright-*")) == []


def test_workers_end_when_nobody_holds_them() -> None:
    """No call of `close` is needed."""
    workers = Workers(_number)
    number = workers.one(1)
    assert isinstance(number, int)
    del workers
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)
