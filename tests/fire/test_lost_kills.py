"""Builds that are killed: `tests.fire.killing` in small, and the moments that chance seldom hits."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.fire.test_lost_files import BRIEF, build, listing, made

from briefwright import pipeline
from briefwright.desk.verify import verify

ROOT = Path(__file__).resolve().parents[2]


def test_kills_at_random_moments_leave_the_old_or_the_new() -> None:
    """Eight of them; `python -m tests.fire.killing 200` is the whole."""
    command = [sys.executable, "-m", "tests.fire.killing", "8", "5"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("8 kills: ")
    assert done.stdout.endswith("nothing lost\n")


@pytest.mark.parametrize("renamed", [0, 1, 2])
def test_a_kill_between_two_renames_is_told_and_mended(tmp_path: Path, renamed: int) -> None:
    """Each file is whole and proves itself; where the ledger beside it is another's, `verify` says so; the next build
    makes a set of them and leaves nothing beside."""
    where = made(tmp_path)
    assert build(tmp_path, to="docx,html") == 0
    out = tmp_path / "build"
    old = {path.name: path.read_bytes() for path in out.iterdir()}
    (tmp_path / "briefs/b.yaml").write_text(BRIEF.replace("A brief", "Another"), encoding="utf-8")
    killed = os.fork()
    if not killed:
        rename, count = Path.replace, []

        def replace(self: Path, target: Path) -> Path:
            if len(count) == renamed:
                os.kill(os.getpid(), 9)
            count.append(target)
            return rename(self, target)

        Path.replace = replace  # type: ignore[method-assign,assignment]
        try:
            build(tmp_path, to="docx,html")
        finally:
            os._exit(70)
    assert os.waitstatus_to_exitcode(os.waitpid(killed, 0)[1]) == -9
    new = [name for name in old if (out / name).read_bytes() != old[name]]
    assert len(new) == renamed
    assert "b.ledger.json" not in new
    faults = verify(out / "b.docx", "b.docx", pipeline.load_library(where).library).faults
    assert [fault.code for fault in faults] == (["other-ledger"] if "b.docx" in new else [])
    assert not any(fault.is_error for fault in faults)
    assert len(listing(out)) == 6 - renamed
    assert build(tmp_path, to="docx,html") == 0
    assert listing(out) == sorted(old)
    assert not any((out / name).read_bytes() == old[name] for name in old)
    assert verify(out / "b.docx", "b.docx", None).faults == ()


def test_formats_of_two_builds_are_told(tmp_path: Path) -> None:
    """The DOCX is of a build before the last one, which made HTML alone: it is proved, and its age is told."""
    made(tmp_path)
    assert build(tmp_path, to="docx") == 0
    (tmp_path / "briefs/b.yaml").write_text(BRIEF.replace("A brief", "Another"), encoding="utf-8")
    assert build(tmp_path, to="html") == 0
    (fault,) = verify(tmp_path / "build/b.docx", "b.docx", None).faults
    assert (fault.code, fault.is_error) == ("other-ledger", False)
    assert fault.message.startswith("b.ledger.json is of another build than this file")
