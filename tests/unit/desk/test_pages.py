"""The manual of diagnostics: a page for every code, and every page's examples do what it says."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from PIL import Image

import briefwright
from briefwright import pipeline
from briefwright.check import unused
from briefwright.desk.explain import codes, explain
from briefwright.engines.files import Workspace
from briefwright.model.diagnostic import WARNINGS, Diagnostic

SOURCE = Path(briefwright.__file__).parent
TELLERS = ("Diagnostic", "fault", "_fault", "_refuse", "Unproved")
CODE = re.compile(r"[a-z]+(?:-[a-z]+)+")
BLOCK = re.compile(r"^```(?:yaml|csv) (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SHAPE = re.compile(
    r"# (?P<code>[a-z-]+)\n\n(?P<about>.+)\n\n## Fails\n\n(?P<fails>.+)\n\n## Passes\n\n(?P<passes>.+)\n\n"
    r"To mend it: (?P<mend>.+)\n",
    re.DOTALL,
)

IN_WORDS = {
    "active-content": "an example would be a Word file",
    "changed-passage": "told of a finished file",
    "file-too-large": "an example would have megabytes",
    "invalid-encoding": "a page is UTF-8 itself",
    "invalid-ledger": "told of a finished file",
    "lost-heading": "told of a finished file that an engine spoilt",
    "lost-note": "told of a finished file that an engine spoilt",
    "lost-quotation": "told of a finished file that an engine spoilt",
    "missing-ledger": "told of a finished file",
    "other-ledger": "told of a finished file",
    "too-many": "an example would have thousands of lines",
    "unreadable-file": "told of a finished file",
    "missing-glyph": "depends on the fonts of the machine",
    "no-workspace": "told before any file is read",
}
"""Codes whose pages show no example that can be run, and why."""

REPORT = """\
source:
  type: report
  title: The river crossing
  publisher: Bridge Office
  issued: 2026-01-09
  language: en
passages:
  p1: The bridge carried 1,500 cars a day before the flood.
  p2: The ferry does not run at night, and the last boat leaves at ten.
  p3:
    text: The Bridge Office wrote that "the piers are sound" after the flood.
    locator: {page: 4}
    voices:
      - says: the piers are sound
        speaker: Bridge Office
"""
"""The source that every example may use as `report`."""

NOTE = """\
title: The crossing
sections:
  - heading: Traffic
    body: The bridge was busy [@report#p1].
"""
"""The brief where an example has none of its own."""


def emitted() -> set[str]:
    """Every code that the source can tell: the first argument in the form of a code, of every call that tells."""
    found = set()
    for path in SOURCE.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        constants = {
            target.id: node.value.value
            for node in tree.body
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and _name(node.func) in TELLERS:
                words = (_constant(argument, constants) for argument in node.args)
                found.add(next((each for each in words if isinstance(each, str) and CODE.fullmatch(each)), ""))
    return found - {""}


def _name(function: ast.expr) -> str:
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def _constant(argument: ast.expr, constants: dict[str, object]) -> object:
    if isinstance(argument, ast.Constant):
        return argument.value
    return constants.get(argument.id) if isinstance(argument, ast.Name) else None


def parts(code: str) -> dict[str, str]:
    """The parts of a page."""
    match = SHAPE.fullmatch(explain(code))
    assert match, f"{code}.md has not the shape of a page"
    return match.groupdict()


def faults(example: str, code: str, root: Path) -> list[Diagnostic]:
    """What the compiler says of a workspace with an example's files."""
    blocks = BLOCK.findall(example)
    assert blocks, f"{code}.md: no example that can be run"
    given = {"seeds/report.yaml": REPORT, "briefs/note.yaml": NOTE, **dict(blocks)}
    for name, text in given.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    Image.new("L", (1, 1)).save(root / "briefs/map.png")
    workspace = Workspace(root)
    loaded = pipeline.load_library(workspace)
    compiled = [pipeline.compile_brief(workspace, path, loaded) for path in workspace.briefs()]
    told = [*loaded.faults, *(fault for each in compiled for fault in each.faults)]
    if code == "unused-source":
        told.extend(unused.check(loaded.library, pipeline.used_sources(compiled)))
    return told


def test_every_code_has_a_page() -> None:
    """Every code that the source can tell has a page, and every page is of such a code."""
    assert set(codes()) == emitted()


@pytest.mark.parametrize("code", codes())
def test_shape(code: str) -> None:
    """A page names its code, says error or warning, and is short."""
    page = parts(code)
    assert page["code"] == code
    assert ("It is a warning" in page["about"] or "is a warning by nature" in page["about"]) == (code in WARNINGS)
    assert ("It is an error." in page["about"]) == (code not in WARNINGS)
    assert len(page["about"]) < 480
    assert "\n" not in page["mend"]


@pytest.mark.parametrize("code", sorted(set(codes()) - set(IN_WORDS)))
def test_fails(code: str, tmp_path: Path) -> None:
    """The failing example tells that code and no other."""
    assert {fault.code for fault in faults(parts(code)["fails"], code, tmp_path)} == {code}


@pytest.mark.parametrize("code", sorted(set(codes()) - set(IN_WORDS)))
def test_passes(code: str, tmp_path: Path) -> None:
    """The passing example tells nothing."""
    assert faults(parts(code)["passes"], code, tmp_path) == []


@pytest.mark.parametrize("code", IN_WORDS)
def test_in_words(code: str) -> None:
    """A code without an example that can be run is described in words, and is still a code."""
    assert code in codes()
    assert not BLOCK.findall(explain(code))
