"""`make` with nothing to do does nothing, and does not miss what there is to do."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.support import outline, seed, workspace

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A project of one brief with the repository's Makefile and the packages of this run."""
    files = {"seeds/a.yaml": seed(p1="The harbour is deep enough."), "briefs/one.yaml": outline('"deep" [@a#p1].')}
    root = workspace(tmp_path / "clone", files).root
    for name in ("Makefile", "pyproject.toml"):
        shutil.copy2(ROOT / name, root / name)
    (root / ".venv").symlink_to(sys.prefix)
    return root


def made(clone: Path) -> tuple[str, str]:
    """What `make` says on standard output and on standard error."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("MAKE")}
    done = subprocess.run(["make"], cwd=clone, capture_output=True, text=True, env=kept, check=True)
    return done.stdout, done.stderr


def test_nothing_is_done_twice_and_nothing_is_missed(clone: Path) -> None:
    """Content counts: an edit that keeps size and time is seen, a touch makes nothing."""
    line = "build/one.{pdf,docx}: 1 page, 1 quotation, 1 note"
    assert made(clone) == (f"{line}\n", "")
    assert made(clone) == ("nothing has changed\n", "")
    path = clone / "seeds/a.yaml"
    was = path.stat()
    path.write_text(path.read_text().replace("deep enough", "deep, enogh"))
    os.utime(path, ns=(was.st_atime_ns, was.st_mtime_ns))
    assert made(clone) == (f"{line}\n", "")
    assert made(clone) == ("nothing has changed\n", "")
    (clone / "briefs/one.yaml").touch()
    assert made(clone) == (f"{line} (unchanged)\n", "")
    (clone / "build/one.pdf").write_bytes(b"spoilt")
    assert made(clone) == (f"{line}\n", "")
    assert (clone / "build/one.pdf").read_bytes().startswith(b"%PDF")


def test_a_warning_is_told_by_each_make(clone: Path) -> None:
    """Nothing that an editor should know is told once only."""
    with (clone / "briefs/one.yaml").open("a") as file:
        file.write("      - {claim: It rains., likelihood: likely, confidence: low}\n")
    said = [made(clone) for _ in range(3)]
    assert "(unchanged)" not in said[0][0]
    for out, told in said[1:]:
        assert "(unchanged)" in out
        assert told == said[0][1]
        assert "unsupported-claim" in told
