"""The door to pandoc.

Takes arguments and bytes; gives bytes. Invariant: the binary is the one in the installed wheel, by its path; it runs
with an empty data folder, a time limit, and warnings as failures.
"""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from briefwright.engines.clock import moment
from briefwright.engines.writing import scratch
from briefwright.model.failure import Failure
from briefwright.model.limits import PANDOC_MEMORY, PANDOC_SECONDS

HARMLESS = ("Could not load translations for", "data file translations/", "has no translation defined")
"""Warnings that lose nothing: pandoc's own words (“Figure”, “Table”) are not used, ours are."""
HEAP_IS_FULL = 251
"""The exit code of GHC's runtime when a program has used up its heap."""
VERSION_HELP = "run `make setup` again; pandoc comes with the package pypandoc_binary"


@cache
def binary() -> Path:
    """The pandoc of the wheel `pypandoc_binary`, found without importing it: pypandoc itself would take another one
    that happens to be on PATH.

    Raises Failure when it is not installed.
    """
    spec = find_spec("pypandoc")
    for name in ("pandoc", "pandoc.exe"):
        path = Path(spec.origin).parent / "files" / name if spec and spec.origin else Path(name)
        if path.is_file():
            return path
    raise Failure("pandoc is missing", VERSION_HELP)


def run(
    arguments: list[str],
    given: bytes,
    *,
    files: Mapping[str, bytes] | None = None,
    tolerate: tuple[str, ...] = (),
    seconds: float = PANDOC_SECONDS,
) -> bytes:
    """Run pandoc over `given` and give what it writes to standard output. `files` lie in its folder while it runs.

    Raises Failure when it cannot start, fails, takes longer than `seconds`, or warns of anything but `tolerate`.
    """
    moment()  # one that cannot be is told before pandoc falls over it
    with scratch(files or {}) as empty:
        heap = ("+RTS", f"-M{PANDOC_MEMORY}", "-RTS")  # of GHC's runtime; it ends by itself when the heap is full
        command = [str(binary()), *heap, f"--data-dir={empty}", *arguments]
        try:
            done = subprocess.run(command, input=given, capture_output=True, timeout=seconds, check=False, cwd=empty)
        except subprocess.TimeoutExpired:
            raise Failure(f"pandoc took longer than {seconds:g} seconds", "make the brief shorter") from None
        except OSError as error:
            raise Failure(f"pandoc cannot be started: {error.strerror}", VERSION_HELP) from None
    lines = done.stderr.decode(errors="replace").strip().splitlines()
    told = [line for line in lines if not any(words in line for words in (*HARMLESS, *tolerate))]
    if done.returncode == HEAP_IS_FULL:
        told = [f"it took more memory than it may ({PANDOC_MEMORY // 2**20:,} MiB)"]
        raise Failure(f"pandoc failed: {told[0]}", "make the brief shorter")
    if done.returncode or told:
        told = told or [f"exit code {done.returncode}"]
        raise Failure(f"pandoc failed: {told[0][:300]}", "this is a fault of briefwright; please report it")
    return done.stdout


def version() -> str:
    """Pandoc's version, for `doctor`. Raises Failure when it is missing."""
    words = subprocess.run([str(binary()), "--version"], capture_output=True, text=True, check=False).stdout.split()
    return words[1] if len(words) > 1 else "?"
