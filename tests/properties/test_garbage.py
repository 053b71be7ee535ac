"""The repository's own briefs and sources, spoiled a line at a time, go through the whole compiler."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support import workspace

from briefwright.engines.files import Workspace
from briefwright.model.diagnostic import in_order
from briefwright.model.failure import Failure
from briefwright.pipeline import Compiled, Loaded, compile_brief, load_library, produce
from briefwright.report.render import FORMATS, render

ROOT = Path(__file__).resolve().parents[2]
BRIEFS = {path.stem: path.read_text(encoding="utf-8") for path in sorted((ROOT / "briefs").glob("*.yaml"))}
SEEDS = {path.stem: path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").glob("*.yaml"))}
SCRAPS = (
    ' "', "[", "]", "[…]", "[@", ": ", "- ", "  ", "\t", "*", "#", "&", "{}", "[]", "''", "null", "-1", "é", "实", "\\",
    "[^1]", "\u200b", "\u0000", "not", "x", "<b>", "[x](http://y.org)", "”", "«", "---", "date: 2026-99-99\n",
    "style: nature\n",
)  # fmt: skip


@dataclass(frozen=True)
class Desk:
    """A workspace with the repository's files, and its library."""

    where: Workspace
    loaded: Loaded


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    """A copy of the repository's sources and briefs."""
    with TemporaryDirectory() as folder:
        files = {f"seeds/{name}.yaml": words for name, words in SEEDS.items()}
        files |= {f"briefs/{name}.yaml": words for name, words in BRIEFS.items()}
        where = workspace(Path(folder).resolve(), files)
        yield Desk(where, load_library(where))


Spoil = Callable[[list[str], int, int, str], list[str]]
SPOILERS: tuple[Spoil, ...] = (
    lambda lines, at, _, scrap: lines[:at] + lines[at + 1 :],
    lambda lines, at, _, scrap: lines[: at + 1] + lines[at:],
    lambda lines, at, to, scrap: [*lines[:at], lines[to], *lines[at + 1 :]],
    lambda lines, at, to, scrap: [*lines[:at], lines[at][: to % 80] + scrap + lines[at][to % 80 :], *lines[at + 1 :]],
    lambda lines, at, to, scrap: [*lines[:at], lines[at][: to % 40], *lines[at + 1 :]],
    lambda lines, at, to, scrap: [*lines[:at], "  " + lines[at], *lines[at + 1 :]],
    lambda lines, at, to, scrap: [*lines[:at], lines[at].partition(":")[0] + ": " + scrap, *lines[at + 1 :]],
)
changes = st.lists(
    st.tuples(st.sampled_from(SPOILERS), st.integers(0, 999), st.integers(0, 999), st.sampled_from(SCRAPS)),
    min_size=1,
    max_size=3,
)


def _spoiled(words: str, done: list[tuple[Spoil, int, int, str]]) -> str:
    lines = words.split("\n")
    for spoil, at, to, scrap in done:
        lines = spoil(lines, at % len(lines), to % len(lines), scrap) or [""]
    return "\n".join(lines)


def _compile(desk: Desk, loaded: Loaded, name: str) -> Compiled:
    made = compile_brief(desk.where, desk.where.root / "briefs" / f"{name}.yaml", loaded)
    faults = in_order((*loaded.faults, *made.faults))
    texts = {**loaded.texts, **{text.name: text for text in made.texts}}
    for form in FORMATS:
        assert bool(render(faults, form, texts, colour=False)) == bool(faults)
    for quotation in made.brief.quotations if made.brief else ():
        words = quotation.words.value
        assert quotation.exact == words[quotation.start : quotation.end]
    return made


@given(st.sampled_from(sorted(BRIEFS)), changes)
@settings(max_examples=250)
def test_a_spoiled_outline_is_told_never_a_crash(
    desk: Desk, name: str, done: list[tuple[Spoil, int, int, str]]
) -> None:
    """Lines deleted, doubled, cut, moved and altered end in diagnostics, and in every form of them."""
    path = desk.where.root / "briefs" / "spoiled.yaml"
    path.write_text(_spoiled(BRIEFS[name], done), encoding="utf-8")
    _compile(desk, desk.loaded, "spoiled")


@given(st.sampled_from(sorted(SEEDS)), changes)
@settings(max_examples=120)
def test_a_spoiled_seed_is_told_never_a_crash(desk: Desk, name: str, done: list[tuple[Spoil, int, int, str]]) -> None:
    """A spoiled source stops the briefs that use it, with its own faults."""
    path = desk.where.root / "seeds" / f"{name}.yaml"
    path.write_text(_spoiled(SEEDS[name], done), encoding="utf-8")
    try:
        loaded = load_library(desk.where)
        for brief in sorted(BRIEFS):
            made = _compile(desk, loaded, brief)
            told = any(fault.is_error for fault in (*loaded.faults, *made.faults))
            assert told or not made.blocked
    finally:
        path.write_text(SEEDS[name], encoding="utf-8")


@given(st.sampled_from(sorted(BRIEFS)), changes)
@settings(max_examples=80)
def test_what_is_let_through_is_made_or_refused(desk: Desk, name: str, done: list[tuple[Spoil, int, int, str]]) -> None:
    """A spoiled outline that still compiles is written, or the engine's failure is told."""
    path = desk.where.root / "briefs" / "spoiled.yaml"
    path.write_text(_spoiled(BRIEFS[name], done), encoding="utf-8")
    made = _compile(desk, desk.loaded, "spoiled")
    if made.blocked:
        return
    try:
        built = produce(desk.where, made, ("docx", "html"))
    except Failure as failure:
        pytest.fail(failure.message)
    assert built.faults == ()
    assert set(built.files) == {"docx", "html", "ledger.json"}
