"""The command line: any arguments, in a workspace.

Invariant: exit code 0 to 3 and no traceback. Commands that serve until they are ended are left out, and arguments that
could name a place outside the folder.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from tests.fuzz import corpus
from tests.fuzz.harness import Target, command, scratch
from tests.fuzz.mutate import texts

WRITTEN = (
    "check", "check first", "check --strict --format json", "build nothing", "build --to odt", "build --jobs 0", "help",
    "find ice", "find -n 3 harb*", "show scmp-editorial", "show scmp-editorial#p5 --style apa", "explain",
    "explain unknown-key", "new x", "new Bad", "schema seed", "schema", "init there", "add briefs", "add a.txt -n",
    "verify first.yaml", "new-template mine", "doctor", "--help", "-C seeds check", "completion bash", "check --",
)  # fmt: skip
ENDLESS = {"watch", "serve", "lsp"}


def targets() -> Iterator[Target]:
    """One."""
    words = ("check", "build", "find", "show", "explain", "new", "schema", "init", "add", "verify", "new-template",
             "doctor", "completion", "help", "--format", "json", "short", "github", "--strict", "-C", "-n", "--to",
             "--jobs", "--id", "--title", "-o", "--", "-", "=", "\udcff", "first", "é", "")  # fmt: skip
    yield Target("arguments", run, lambda: [each.replace(" ", "\n").encode() for each in WRITTEN], texts(words))


def run(content: bytes) -> None:
    """Arguments, one a line."""
    given = content.decode("utf-8", "surrogateescape").split("\n")[:12]
    shortened = any(each.startswith(word[:2]) for each in given for word in ENDLESS)
    if shortened or any("/" in each or ".." in each or "\0" in each for each in given):
        return
    if "build" in given and not {"nothing", "odt", "0"} & set(given):
        given.append("--to=odt")  # one build takes as long as a thousand commands
    folder = scratch("arguments")
    for each in folder.iterdir():
        if each.is_dir():
            shutil.rmtree(each)
        else:
            each.unlink()
    for name in ("seeds", "briefs"):
        shutil.copytree(corpus.desk().root / name, folder / name)
    before = Path.cwd()
    os.chdir(folder)
    try:
        command(given)
    finally:
        os.chdir(before)
