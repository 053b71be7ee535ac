"""Terminal transcripts in Markdown: each is a test, an example and a report at once.

A fenced block named with a path is a file of the workspace; a `console` block holds commands (`$ …`), what they print,
what they print to standard error (`! …`) and exit codes other than 0 (`=> 1`). `pytest --accept` rewrites the outputs.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent
BLOCK = re.compile(r"^```(\S+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def run(command: str, workspace: Path) -> str:
    """One command as a transcript has it: command, output, errors, exit code."""
    words = shlex.split(command)
    if words[0] == "briefwright":
        words[:1] = [sys.executable, "-m", "briefwright"]
    environment = {**os.environ, "COLUMNS": "80", "NO_COLOR": "1"}
    done = subprocess.run(
        words, cwd=workspace, capture_output=True, text=True, env=environment, check=False, stdin=subprocess.DEVNULL
    )
    lines = [f"$ {command}", *done.stdout.splitlines()]
    lines += [f"! {line}".rstrip() for line in done.stderr.splitlines()]
    lines += [f"=> {done.returncode}"] if done.returncode else []
    return "".join(f"{line}\n" for line in lines)


@pytest.mark.parametrize("transcript", sorted(FOLDER.glob("*.md")), ids=lambda path: path.stem)
def test_transcript(transcript: Path, tmp_path: Path, accept: bool) -> None:
    """Every command of a transcript prints what the transcript says."""
    written = transcript.read_text(encoding="utf-8")

    def played(match: re.Match[str]) -> str:
        kind, name, content = match.groups()
        if name:
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")
        if kind != "console":
            return match[0]
        commands = [line[2:] for line in content.splitlines() if line.startswith("$ ")]
        return f"```console\n{''.join(run(command, tmp_path) for command in commands)}```"

    came = BLOCK.sub(played, written)
    if accept:
        transcript.write_text(came, encoding="utf-8")
    assert came == written
