"""On a terminal and in a pipe: live lines, bold hits and the width are the terminal's alone."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest
from tests.support import outline, seed, workspace

from briefwright.report.terminal import columns, cut, folded

LONG = "The harbour is not deep enough for the new ships and nobody has asked the fishermen what they think of it."


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A source and three briefs."""
    files = {f"briefs/b{n}.yaml": outline('The harbour is "not deep enough" [@a#p1].') for n in range(3)}
    return workspace(tmp_path, {"seeds/a.yaml": seed(p1=LONG), **files}).root


PLAIN = (
    "import os, runpy; os.isatty = lambda _: True; import sys; sys.stdout.isatty = sys.stderr.isatty = lambda: True; "
)
"""Where a machine has no pseudo-terminals to give (a bare chroot), a pipe that calls itself a terminal."""


def on_terminal(folder: Path, *words: str, wide: int = 60, **environment: str) -> str:
    """What a command writes to a terminal of so many columns."""
    kept = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "COLUMNS", "LINES")}
    kept |= {"TERM": "xterm", **environment}
    try:
        ours, theirs = pty.openpty()
    except OSError:
        command = [sys.executable, "-c", f"{PLAIN}runpy.run_module('briefwright', run_name='__main__')", *words]
        kept["COLUMNS"] = str(wide)
        return subprocess.run(
            command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=kept, check=True, timeout=60
        ).stdout.decode()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, wide, 0, 0))
    process = subprocess.Popen(
        [sys.executable, "-m", "briefwright", *words], cwd=folder, stdin=theirs, stdout=theirs, stderr=theirs, env=kept
    )
    os.close(theirs)
    out = b""
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:  # the other end is closed
            break
        if not piece:
            break
        out += piece
    os.close(ours)
    assert process.wait(timeout=60) == 0
    return out.decode().replace("\r\n", "\n")


def seen(written: str) -> str:
    """What is left on the screen: cursor up, and erase to the end, are done as a terminal does them."""
    lines = [""]
    for piece in re.split(r"(\r?\x1b\[\d+A\x1b\[J|\n)", written):
        if piece == "\n":
            lines.append("")
        elif up := re.fullmatch(r"\r?\x1b\[(\d+)A\x1b\[J", piece):
            del lines[len(lines) - int(up[1]) :]
            lines[-1] = ""
        else:
            lines[-1] += re.sub(r"\x1b\[\d*m", "", piece)
    return "\n".join(lines)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_build_shows_each_brief_and_leaves_its_lines(library: Path, jobs: str) -> None:
    """Waiting, making; in the end the three lines of what was made, and nothing else."""
    written = on_terminal(library, "build", "--to", "html", "--jobs", jobs)
    assert "making   b0 …" in written
    assert "\x1b[2mwaiting  b2\x1b[0m" in written
    left = [f"build/b{n}.html: 1 quotation, 1 note" for n in range(3)]
    assert seen(written).strip().splitlines() == left


def test_no_color_takes_away_weights_and_keeps_the_lines(library: Path) -> None:
    """No-color.org: any value that is not empty."""
    written = on_terminal(library, "build", "--to", "html", NO_COLOR="1")
    assert "making   b0 …" in written
    assert not re.search(r"\x1b\[\d*m", written)
    assert "\x1b[1m" not in on_terminal(library, "find", "harbour", NO_COLOR="1")
    assert "\x1b[1m" in on_terminal(library, "find", "harbour", NO_COLOR="")


def test_a_dumb_terminal_gets_no_live_lines(library: Path) -> None:
    """Nor anything that it would show as signs."""
    assert "\x1b" not in on_terminal(library, "build", "--to", "html", TERM="dumb")


def test_a_pipe_gets_results_only(library: Path) -> None:
    """No live line on standard error, no weights on standard output."""
    for words in (["build", "--to", "html", "--jobs", "2"], ["find", "harbour"], ["show", "a#p1"]):
        command = [sys.executable, "-m", "briefwright", *words]
        done = subprocess.run(command, cwd=library, capture_output=True, text=True, check=True)
        assert done.stderr == ""
        assert "\x1b" not in done.stdout


@pytest.mark.parametrize("wide", [44, 60, 100])
def test_find_and_show_keep_to_the_width(library: Path, wide: int) -> None:
    """A hit is bold, and no line is wider than the terminal."""
    found = on_terminal(library, "find", "fishermen", wide=wide)
    assert "\x1b[1mfishermen\x1b[0m" in found
    for line in (seen(found) + seen(on_terminal(library, "show", "a#p1", wide=wide))).splitlines():
        assert columns(line) <= wide, line


def test_words_are_folded_between_words_and_signs() -> None:
    """Nothing is lost, and wide signs count two."""
    for most in (10, 17, 30):
        for text in (LONG, "三尺冰冻非一日之寒，务实合作。" * 4, f"{LONG} 三尺冰冻 {LONG}", "x" * 50):
            rows = list(folded(text, most))
            assert max(map(columns, rows)) <= most
            assert "".join("".join(rows).split()) == "".join(text.split())
    assert cut("三尺冰冻", 5) == "三尺…"
    assert cut("abc", 3) == "abc"
