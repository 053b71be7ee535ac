"""Builds that are killed: `python -m tests.fire.killing 200 [SEED]`.

Takes a number of kills; builds a brief as often, in a process that is killed (SIGKILL) at a random moment of the build.
Gives a line that says how they fell, or what was wrong. Invariants that it holds after each kill: each output is to the
byte what it was before or what the new outline makes of it, and `verify` proves it; and after the next whole build:
all outputs are of that build, and neither their folder nor that of temporary files has anything else in it.
"""

from __future__ import annotations

import hashlib
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from briefwright.cli import main
from briefwright.desk.verify import verify
from briefwright.engines import page
from briefwright.engines.files import Workspace
from briefwright.model.library import Library
from briefwright.pipeline import load_library

SEED = """\
source: {type: report, title: Ferries, issued: 2026-01-09, language: en}
passages:
  p1: The ferry does not run at night, and the last boat leaves at ten.
  p2: The bridge carried 1,500 cars a day before the flood.
"""
OUTLINES = [
    f"""\
title: {title}
sections:
  - heading: Crossing
    body:
      - The report says "{words}" [@ferries#{passage}].
      - quote: ferries#p{2 if passage == "p1" else 1}
"""
    for title, words, passage in (
        ("By day", "The ferry does not run at night", "p1"),
        ("By night", "The bridge carried 1,500 cars a day", "p2"),
    )
]
OUTPUTS = ("brief.docx", "brief.ledger.json", "brief.pdf")
WHOLE = 10
"""After so many kills a build is left to end."""


class Lost(AssertionError):
    """Something that may not happen happened."""


@dataclass
class Fire:
    """A workspace whose brief is built and killed, and what its outlines make."""

    root: Path
    chance: random.Random
    made: list[dict[str, str]] = field(default_factory=list)
    proved: set[str] = field(default_factory=set)
    seconds: float = 0.0
    fell: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        for folder in ("seeds", "briefs", "temporary"):
            (self.root / folder).mkdir()
        (self.root / "seeds" / "ferries.yaml").write_text(SEED, encoding="utf-8")
        os.environ["TMPDIR"], tempfile.tempdir = str(self.root / "temporary"), None
        page.load()
        self.library: Library = load_library(Workspace(self.root)).library
        for version in (0, 1):
            start = time.perf_counter()
            self.whole(version)
            self.seconds = time.perf_counter() - start
            self.made.append(self.digests())
        self.now = 1

    def begin(self, version: int) -> int:
        """A build in a process of its own; its number."""
        (self.root / "briefs" / "brief.yaml").write_text(OUTLINES[version], encoding="utf-8")
        child = os.fork()
        if child:
            return child
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        try:
            os._exit(main(["-C", str(self.root), "build"]))
        finally:
            os._exit(70)

    def whole(self, version: int) -> None:
        """A build that ends, and what may be there then."""
        code = os.waitstatus_to_exitcode(os.waitpid(self.begin(version), 0)[1])
        if code:
            raise Lost(f"a build ended with {code}")
        for folder, wanted in (("build", sorted(OUTPUTS)), ("temporary", [])):
            found = sorted(path.name for path in (self.root / folder).iterdir())
            if found != wanted:
                raise Lost(f"after a whole build {folder}/ holds {found}")
        if len(self.made) > version and self.digests() != self.made[version]:
            raise Lost("a whole build left something old")

    def digests(self) -> dict[str, str]:
        """The outputs that are there, each by its bytes."""
        files = {name: self.root / "build" / name for name in OUTPUTS}
        return {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files.items() if path.exists()}

    def kill(self) -> None:
        """A build of the other outline, killed at any moment, or while its files are written and take their places."""
        before, version = self.digests(), 1 - self.now
        child = self.begin(version)
        if self.chance.random() < 0.5:
            time.sleep(self.chance.uniform(0, self.seconds))
        else:
            end = time.monotonic() + 60
            while not any((self.root / "build").glob(".briefwright-*")) and time.monotonic() < end:
                if os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT):
                    break
                time.sleep(0)
            time.sleep(self.chance.choice([0, self.chance.uniform(0, 0.03)]))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        self.look(before, version)

    def look(self, before: dict[str, str], version: int) -> None:
        """Hold each output against what it was and what it was to become."""
        after = self.digests()
        for name in OUTPUTS:
            if after.get(name) not in (before[name], self.made[version][name]):
                raise Lost(f"{name} is neither the old file nor the new one")
            if name != "brief.ledger.json" and after[name] not in self.proved:
                path = self.root / "build" / name
                faults = [fault for fault in verify(path, name, self.library).faults if fault.is_error]
                if faults:
                    raise Lost(f"{name}: {faults[0].message}")
                self.proved.add(after[name])
        new = [name for name in OUTPUTS if after[name] == self.made[version][name] != before[name]]
        if "brief.ledger.json" in new and len(new) != len(OUTPUTS):
            raise Lost("the ledger is new and another file is not")
        self.fell["all old" if not new else "all new" if len(new) == len(OUTPUTS) else "some new"] += 1
        left = any((self.root / "build").glob(".briefwright-*")) or any((self.root / "temporary").iterdir())
        self.fell["with strays for the next build"] += left
        if len(new) == len(OUTPUTS) or self.chance.random() < 0.5:
            self.now = version


def run(kills: int, seed: int) -> str:
    """Kill so many builds; how they fell. Raises Lost."""
    with tempfile.TemporaryDirectory() as folder:
        fire = Fire(Path(folder), random.Random(seed))
        for turn in range(1, kills + 1):
            fire.kill()
            if turn % WHOLE == 0 or turn == kills:
                fire.now = fire.chance.randint(0, 1)
                fire.whole(fire.now)
        counts = ", ".join(f"{number} {what}" for what, number in sorted(fire.fell.items()))
        return f"{kills} kills: {counts}; nothing lost"


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:]] + [200, 1][len(sys.argv) - 1 :]
    print(run(*given))
