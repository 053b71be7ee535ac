"""Completion in shells, from the parser itself."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.support import outline, seed, workspace

from briefwright.cli import program
from briefwright.cli.completion import SHELLS


def _script(shell: str) -> str:
    command = [sys.executable, "-m", "briefwright", "completion", shell]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        (["fi"], {"find"}),
        (["build", ""], {"tide", "other"}),
        (["check", "ti"], {"tide"}),
        (["explain", "unknown-pas"], {"unknown-passage"}),
        (["build", "--jo"], {"--jobs"}),
        (["--format", "gi"], {"github"}),
    ],
)
def test_bash_completes(tmp_path: Path, typed: list[str], offered: set[str]) -> None:
    """Commands, options, briefs and codes, in a real bash."""
    workspace(
        tmp_path, {"seeds/a.yaml": seed(p1="x"), "briefs/tide.yaml": outline("x"), "briefs/other.yml": outline("x")}
    )
    (tmp_path / "briefwright").write_text(f'#!/bin/sh\nexec {sys.executable} -m briefwright "$@"\n')
    (tmp_path / "briefwright").chmod(0o755)
    (tmp_path / "completion").write_text(_script("bash"), encoding="utf-8")
    words = ["briefwright", *typed]
    ask = (
        f"source completion; COMP_WORDS=({' '.join(map(shlex.quote, words))}); COMP_CWORD={len(words) - 1};"
        f" _shtab_briefwright briefwright {shlex.quote(words[-1])} {shlex.quote(words[-2])};"
        ' printf "%s\\n" "${COMPREPLY[@]}"'
    )
    path = f"{tmp_path}:{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-c", ask], cwd=tmp_path, capture_output=True, text=True, check=True, env={**os.environ, "PATH": path}
    )
    assert set(done.stdout.split()) == offered, done.stderr


@pytest.mark.parametrize("shell", SHELLS)
def test_every_command_is_in_every_script(shell: str) -> None:
    """And the script is one that the shell can read, where there is the shell."""
    script = _script(shell)
    assert [name for name in program.parser().about if name not in script] == []
    if found := shutil.which(shell):
        subprocess.run([found, "-n"], input=script, text=True, check=True)
