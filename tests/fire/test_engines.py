"""Engines that crash, hang or take all memory: one brief's failure, told with its name, and the others are built."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.support import SEED, workspace
from tests.watched import running

from briefwright.engines.apart import Stopped, apart

DRIVER = """\
import ctypes, os, signal, sys, time
from briefwright.model import limits
limits.BRIEF_SECONDS, limits.BRIEF_MEMORY = {seconds}, {memory} * 2**20
from briefwright import pipeline
from briefwright.cli import main
made = pipeline.produce
def produce(workspace, compiled, *rest):
    {deed}
    return made(workspace, compiled, *rest)
pipeline.produce = produce
sys.exit(main(sys.argv[1:]))
"""
"""The command line, with an engine that does a deed where the brief is called `bad`."""
BRIEF = 'title: T\nsections:\n  - {heading: H, body: ["It is \\"closed again\\" [@a#p1]."]}\n'
FILES = {"seeds/a.yaml": SEED + "  p1: the harbour is closed again\n", "briefs/bad.yaml": BRIEF,
         "briefs/a.yaml": BRIEF, "briefs/z.yaml": BRIEF}  # fmt: skip


def build(
    root: Path, *arguments: str, deed: str = "pass", seconds: float = 60, memory: int = 2048
) -> subprocess.CompletedProcess[str]:
    """`briefwright build` as a process of its own."""
    program = DRIVER.format(deed=f"if compiled.name == 'bad': {deed}", seconds=seconds, memory=memory)
    command = [sys.executable, "-c", program, "-C", str(root), "build", "--to", "html", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=300, cwd=root)


DEEDS = {
    "a crash in a library": ("ctypes.string_at(0)", "its process was ended (SIGSEGV)"),
    "an end in the midst": ("os._exit(0)", "its process ended by itself (exit code 0)"),
    "an end by the system, for want of memory": ("os.kill(os.getpid(), 9)", "its process was ended (SIGKILL)"),
    "a hang that is deaf to signals": (
        "signal.pthread_sigmask(0, range(1, 64)); time.sleep(300)", "took longer than 20 seconds, and was stopped",
    ),
    "a loop": ("[None for _ in iter(lambda: 1, 0) if 0]", "took longer than 20 seconds, and was stopped"),
    "all memory": ("[bytes(2**20) for _ in iter(int, 1)]", "took more memory than it may (300 MiB), and was stopped"),
    "recursion without end": ("produce(workspace, compiled)", "an unexpected fault (RecursionError: maximum recursion"),
    "what is no usual exception": ("sys.exit(0)", "an unexpected fault (SystemExit: 0"),
}  # fmt: skip


@pytest.mark.parametrize("name", DEEDS)
def test_one_brief_fails_with_its_name_and_the_others_are_built(tmp_path: Path, name: str) -> None:
    """Exit 3; the brief before it and the one behind it are in place, and their lines in order."""
    deed, told = DEEDS[name]
    root = workspace(tmp_path, FILES).root
    done = build(root, deed=deed, seconds=20, memory=300 if "memory" in told else 2048)
    assert done.returncode == 3, done.stderr
    assert f"briefwright: bad: {told}" in done.stderr
    assert "  help: " in done.stderr
    assert "Traceback" not in done.stderr
    assert [line.split(":")[0] for line in done.stdout.splitlines()] == ["build/a.html", "build/z.html"]
    assert sorted(path.name for path in (root / "build").iterdir()) == [
        "a.html", "a.ledger.json", "z.html", "z.ledger.json",
    ]  # fmt: skip


def test_the_same_with_two_at_a_time(tmp_path: Path) -> None:
    """A crash takes nobody along, and the results come in the order of names."""
    root = workspace(tmp_path, FILES).root
    done = build(root, "--jobs", "2", deed="ctypes.string_at(0)")
    assert done.returncode == 3
    assert "briefwright: bad: its process was ended (SIGSEGV)" in done.stderr
    assert [line.split(":")[0] for line in done.stdout.splitlines()] == ["build/a.html", "build/z.html"]


TEMPLATES = {
    "a layout that repeats without end": (
        "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
        "took longer than 20 seconds, and was stopped",
    ),
    "a layout that makes words without end": (
        "{% set ns = namespace(x='ab') %}{% for a in range(40) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}",
        "took more memory than it may (300 MiB), and was stopped",
    ),
}


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_that_never_ends_is_its_brief_s_failure(tmp_path: Path, name: str) -> None:
    """Nothing is imitated here: Jinja runs until the worker is stopped."""
    layout, told = TEMPLATES[name]
    files = {
        **FILES,
        "templates/mine/template.yaml": "extends: policy-brief\n",
        "templates/mine/layout.html.j2": layout,
        "briefs/bad.yaml": "template: mine\n" + BRIEF,
    }
    root = workspace(tmp_path, files).root
    done = build(root, seconds=20, memory=300)
    assert done.returncode == 3
    assert f"briefwright: bad: {told}" in done.stderr
    assert len(done.stdout.splitlines()) == 2


def _children(process: int) -> list[int]:
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            told = path.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except OSError:
            continue
        if int(told[1]) == process and told[0] != "Z":
            found.append(int(path.parent.name))
    return found


def _alive(process: int) -> bool:
    try:
        told = Path(f"/proc/{process}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    return told.rpartition(")")[2].split()[0] != "Z"


@pytest.mark.skipif(sys.platform != "linux", reason="processes are looked for in /proc")
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_workers_end_with_the_build(tmp_path: Path, sent: signal.Signals) -> None:
    """However it ends; after Ctrl-C it says one word and gives 130."""
    root = workspace(tmp_path, FILES).root
    program = DRIVER.format(deed="open('here', 'w').close(); time.sleep(300)", seconds=300, memory=2048)
    program = f"import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n{program}"
    command = [sys.executable, "-c", program, "-C", str(root), "build", "--to", "html"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=root)
    for _ in range(900):
        if (root / "here").exists():
            break
        time.sleep(0.1)
    workers = _children(process.pid)
    assert len(workers) == 1
    process.send_signal(sent)
    out, told = process.communicate(timeout=60)
    if sent == signal.SIGINT:
        assert (process.returncode, out, told) == (130, "", "briefwright: stopped\n")
    for _ in range(100):
        if not any(map(_alive, workers)):
            return
        time.sleep(0.1)
    pytest.fail("a worker outlived its build")


def test_watch_tells_of_a_crash_and_makes_the_next_save(tmp_path: Path) -> None:
    """The worker is replaced, and what it had kept is made anew."""
    root = workspace(tmp_path, {"seeds/a.yaml": FILES["seeds/a.yaml"], "briefs/a.yaml": BRIEF}).root
    with running(root, tmp_path / "said", "watch", "--to", "html") as watch:
        watch.until("build/a.html")
        for worker in _children(watch.process.pid):
            os.kill(worker, signal.SIGKILL)
        (root / "briefs/a.yaml").write_text(BRIEF.replace("It is", "It was"), encoding="utf-8")
        said = watch.until("build/a.html", times=2)
    assert "Traceback" not in said
    assert "It was" in (root / "build/a.html").read_text(encoding="utf-8")


def _crashed(_: Path) -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def test_a_document_whose_reader_crashes_is_told(tmp_path: Path) -> None:
    """`add` and `verify` read what others made in a process of its own."""
    with pytest.raises(Stopped, match="its process was ended"):
        apart(_crashed, tmp_path)
