"""Briefs made on other machines: the same bytes as on this one, whatever becomes of a worker."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cluster.machines import kill, machines
from tests.support import outline, seed, workspace

BRIEFS = 8
DOT = (Path(__file__).parents[1] / "alterations/dot.png").read_bytes()


def build(root: Path, out: str, *more: str) -> subprocess.CompletedProcess[str]:
    """A build of everything into a folder of the workspace."""
    command = [sys.executable, "-m", "briefwright", "build", "--force", "-o", out, *more]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Briefs with a picture, some with a template of the workspace's own."""
    files: dict[str, str | bytes] = {
        "seeds/a.yaml": seed(p1="The harbour is deep enough."),
        "templates/own/template.yaml": "extends: memo\npublisher: Ours\nlogo: dot.png\n",
        "templates/own/dot.png": DOT,
        "briefs/dot.png": DOT,
    }
    picture = "      - figure: {file: dot.png, alt: A dot, caption: A dot}\n"
    for number in range(BRIEFS):
        front = "template: own\n" if number % 2 else ""
        files[f"briefs/b{number}.yaml"] = outline(f'It is "deep enough" [@a#p1], {number}.', front=front) + picture
    return workspace(tmp_path / "w", files).root


def test_a_lost_worker_s_briefs_are_made_again(root: Path, tmp_path: Path) -> None:
    """Two workers, one of them killed when the first brief has come back: all are made, with the bytes of home."""
    with machines(tmp_path) as found:
        command = [sys.executable, "-m", "briefwright", "build", "--force", "-o", "away", "--scheduler", found.address]
        process = subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert process.stdout is not None
        first = process.stdout.readline()
        kill(found.workers[0])
        rest, told = process.communicate()
        assert process.returncode == 0, told
    lines = [first, *rest.splitlines()]
    assert len(lines) == BRIEFS
    assert build(root, "home").returncode == 0
    home = {path.name: path.read_bytes() for path in (root / "home").iterdir()}
    assert len(home) == 3 * BRIEFS
    away = {path.name: path.read_bytes() for path in (root / "away").iterdir()}
    assert sorted(away) == sorted(home)
    assert [name for name in home if away[name] != home[name]] == []


def test_a_failure_is_that_brief_s_alone(root: Path, tmp_path: Path) -> None:
    """A brief that cannot be made has its name in the message, and exit 3; the others are made."""
    (root / "templates/own/layout.html.j2").write_text("{{ nothing.at.all }}")
    with machines(tmp_path, 1) as found:
        done = build(root, "away", "--scheduler", found.address)
    assert done.returncode == 3
    assert "b1: " in done.stderr
    assert "Traceback" not in done.stderr
    assert sorted(path.stem for path in (root / "away").glob("*.pdf")) == ["b0", "b2", "b4", "b6"]


def test_no_scheduler_is_a_failure_with_advice(root: Path) -> None:
    """In a line, and soon."""
    for address in ("tcp://127.0.0.1:9", "nonsense", "tcp://127.0.0.1:notaport"):
        done = build(root, "away", "--scheduler", address)
        assert done.returncode == 3, done.stderr
        assert "no scheduler answers" in done.stderr
        assert "dask scheduler" in done.stderr
        assert "Traceback" not in done.stderr
    assert not (root / "away").exists()


def test_a_worker_gets_what_a_brief_needs_and_nothing_else(root: Path) -> None:
    """No seed, no other outline, no file of the workspace that the brief does not name."""
    from briefwright import pipeline
    from briefwright.desk.asking import Asking
    from briefwright.desk.unchanged import read_inputs

    (root / "briefs/secret.csv").write_text("nobody's")
    where = Asking(root)
    loaded = pipeline.load_library(where)
    compiled = pipeline.compile_brief(where, root / "briefs/b1.yaml", loaded)
    sent = {os.path.relpath(path, root) for path in read_inputs(where, compiled)}
    assert {name for name in sent if not name.startswith("..")} == {
        "briefs/dot.png", "templates/own/template.yaml", "templates/own/dot.png",
    }  # fmt: skip
