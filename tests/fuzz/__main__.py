"""`make fuzz`: each reader for a time, and a table of what came of it.

Takes names of targets and seconds for each; gives a table and, in `build/fuzz/TARGET/finds`, the inputs that
went wrong.
Invariant: a target that crashes, hangs or takes too much memory ends nothing: its input is kept, and it begins again.
Without atheris (there is no wheel for every Python and machine) inputs are changed blindly, which it says.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import time
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from tests.fuzz.drive import HEAD, STATE
from tests.fuzz.harness import ROOT, guarded, name_of
from tests.fuzz.mutate import flipped
from tests.fuzz.targets import TARGETS

STUCK, STILL = 60, 600
"""Seconds of work without an end of an input: a hang of a library, where no signal of Python's arrives; and seconds of
the clock, for what waits."""
MEMORY = 2 * 2**30
"""Bytes that the process of a target may take."""
PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True)
class Row:
    """What came of a target."""

    name: str
    executions: int
    seconds: float
    finds: int


def main() -> int:
    """The table; 1 where something went wrong."""
    given = argparse.ArgumentParser(prog="make fuzz")
    given.add_argument("targets", nargs="*", metavar="TARGET", help=", ".join(TARGETS))
    given.add_argument("--seconds", type=int, default=60)
    given.add_argument("--folder", type=Path, default=ROOT / "build" / "fuzz")
    options = given.parse_args()
    if strange := [name for name in options.targets if name not in TARGETS]:
        given.error(f"there is no target {strange[0]}; there are {', '.join(TARGETS)}")
    led = find_spec("atheris") is not None
    if not led:
        print("there is no atheris for this Python and machine: inputs are changed blindly", flush=True)
    rows = []
    for name in options.targets or TARGETS:
        folder = options.folder.resolve() / name
        folder.mkdir(parents=True, exist_ok=True)
        rows.append((_led if led else _blind)(name, folder, options.seconds))
        print(_line(rows[-1]), flush=True)
    total = Row("all", sum(r.executions for r in rows), sum(r.seconds for r in rows), sum(r.finds for r in rows))
    print(_line(total), flush=True)
    return int(total.finds > 0)


def _line(row: Row) -> str:
    return f"{row.name:<14} {row.executions:>10,} executions {row.seconds:>6.0f} s {row.finds:>3} finds"


def _finds(folder: Path) -> int:
    return len(list((folder / "finds").glob("*")))


def _blind(name: str, folder: Path, seconds: int) -> Row:
    target, chance = TARGETS[name], random.Random(name)
    os.environ["BRIEFWRIGHT_DEBUG"] = "1"
    corpus = list(target.corpus())
    (folder / "finds").mkdir(exist_ok=True)
    start, count, known = time.monotonic(), 0, set()
    while time.monotonic() - start < seconds:
        content = target.mutate(chance.choice(corpus), chance, lambda inner: flipped(inner, chance))
        count += 1
        if (found := guarded(target, content)) and found.key not in known:
            known.add(found.key)
            (folder / "finds" / name_of(found.key, content)).write_bytes(content)
    return Row(name, count, time.monotonic() - start, _finds(folder))


def _led(name: str, folder: Path, seconds: int) -> Row:
    (folder / "state").write_bytes(bytes(STATE))
    (folder / "finds").mkdir(exist_ok=True)
    start = time.monotonic()
    while (left := seconds - (time.monotonic() - start)) > 1:
        ended = _once(name, folder, int(left))
        if ended:
            _keep(name, folder, ended)
        elif time.monotonic() - start < seconds / 2 and not HEAD.unpack_from((folder / "state").read_bytes())[0]:
            raise SystemExit(f"{name} does not begin: {(folder / 'log').read_text(errors='replace')[-2000:]}")
    count = HEAD.unpack_from((folder / "state").read_bytes())[0]
    return Row(name, count, time.monotonic() - start, _finds(folder))


def _once(name: str, folder: Path, seconds: int) -> str:
    """One process until its time is over; why it ended, where it was not for that."""
    command = [sys.executable, "-m", "tests.fuzz.drive", name, str(folder), str(seconds)]
    with (folder / "log").open("wb") as log:
        child = subprocess.Popen(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL, cwd=ROOT)
        count, since, work = -1, time.monotonic(), 0.0
        try:
            while child.poll() is None:
                time.sleep(0.5)
                now = HEAD.unpack_from((folder / "state").read_bytes())[0]
                if now != count:
                    count, since, work = now, time.monotonic(), _worked(child.pid)
                if count > 0 and (_worked(child.pid) - work > STUCK or time.monotonic() - since > STILL):
                    return "hang"
                if _memory(child.pid) > MEMORY:
                    return "memory"
        finally:
            if child.poll() is None:
                child.kill()
                child.wait()
    return f"ended-{abs(child.returncode)}" if child.returncode else ""


def _memory(process: int) -> int:
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * PAGE
    except (OSError, IndexError):
        return 0


def _worked(process: int) -> float:
    """Seconds that a process has worked (proc(5)): the clock says little on a machine with other work."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    except (OSError, IndexError, ValueError):
        return 0.0


def _keep(name: str, folder: Path, why: str) -> None:
    """Keep the input that ended a process, where it ends a fresh one too; a machine under load is no find."""
    state = (folder / "state").read_bytes()
    content = state[HEAD.size : HEAD.size + HEAD.unpack_from(state)[1]]
    kept = folder / "finds" / name_of(why, content)
    kept.write_bytes(content)
    command = [sys.executable, "-m", "tests.fuzz.drive", name, str(folder), "0", str(kept)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT) as child:
        since, most = time.monotonic(), 0
        while (
            child.poll() is None and _worked(child.pid) < STUCK and time.monotonic() - since < STILL and most < MEMORY
        ):
            time.sleep(0.05)
            most = max(most, _memory(child.pid))
        late = child.poll() is None
        child.kill()
    if not late and child.returncode in (0, 1):
        kept.unlink()


if __name__ == "__main__":
    sys.exit(main())
