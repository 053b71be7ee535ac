"""The table of attacks is true: each row names a test that pytest collects, and no two rows are the same."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROW = re.compile(r"^\| (?P<attack>[^|]+) \| (?P<outcome>[^|]+) \| `(?P<test>[^`|]+)` \|$")


def rows() -> list[tuple[str, str, str]]:
    """Attack, outcome and test of each row. A bar inside a cell is written `&#124;`."""
    lines = (ROOT / "tests/fire/README.md").read_text(encoding="utf-8").splitlines()
    told = [line for line in lines if line.startswith("|") and not line.startswith(("|---", "| Attack or fault |"))]
    found = [ROW.match(line) for line in told]
    wrong = [line for line, match in zip(told, found, strict=True) if match is None]
    assert wrong == []
    return [(row["attack"], row["outcome"], row["test"]) for row in found if row]


def test_each_row_names_a_test_that_exists() -> None:
    """A name is a file and a function, `tests/fire/test_x.py::test_y`, with its case in brackets if need be."""
    named = {test.replace("&#124;", "|") for _, _, test in rows()}
    files = sorted({test.split("::")[0] for test in named})
    missing = [file for file in files if not (ROOT / file).is_file()]
    assert missing == []
    options = ["--collect-only", "-q", "-o", "addopts=--import-mode=importlib", "-p", "no:cacheprovider"]
    command = [sys.executable, "-m", "pytest", *options, *files]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    collected = {line for line in done.stdout.splitlines() if "::" in line}
    collected |= {test.split("[")[0] for test in collected}
    assert sorted(named - collected) == []


def test_the_rows_differ() -> None:
    """An attack stands once."""
    attacks = [attack.lower() for attack, _, _ in rows()]
    assert sorted({attack for attack in attacks if attacks.count(attack) > 1}) == []
