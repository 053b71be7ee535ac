"""What the fuzzer found stays mended; a few hundred changed inputs are tried on every run, the same each time."""

from __future__ import annotations

from random import Random

import pytest
from tests.fuzz.harness import FINDS, Find, Target, Wrong, guarded
from tests.fuzz.mutate import flipped
from tests.fuzz.targets import TARGETS

CASES = sorted(path.relative_to(FINDS).as_posix() for path in FINDS.glob("*/*"))
COUNTS = {"dates": 500, "citations": 300, "table": 300, "chart": 100, "find": 60, "template": 60, "seed": 60}
"""Inputs a run, of readers that take less time than others."""
FEW = 10


@pytest.fixture(autouse=True)
def _raised(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault of ours is raised and not told."""
    monkeypatch.setenv("BRIEFWRIGHT_DEBUG", "1")


@pytest.mark.parametrize("case", CASES)
def test_what_was_found_stays_mended(case: str) -> None:
    """Through the same entry as the fuzzer's."""
    found = guarded(TARGETS[case.split("/")[0]], (FINDS / case).read_bytes())
    assert found is None, found.told


@pytest.mark.parametrize("name", TARGETS)
def test_changed_inputs_end_in_values_or_faults(name: str) -> None:
    """Seeds, outlines, documents, finished files: changed a little, never a crash."""
    target, chance = TARGETS[name], Random(name)
    corpus = list(target.corpus())
    for _ in range(COUNTS.get(name, FEW)):
        content = target.mutate(chance.choice(corpus), chance, lambda inner: flipped(inner, chance))
        found = guarded(target, content)
        assert found is None, (found.told, content[:2000])


def test_every_find_has_its_target() -> None:
    """A folder of finds bears the name of a target."""
    assert {case.split("/")[0] for case in CASES} <= set(TARGETS)


def _of(run: str) -> Find | None:
    def work(content: bytes) -> None:
        if content == b"loop":
            while True:
                pass
        if content == b"raise":
            raise KeyError(run)
        if content == b"wrong":
            raise Wrong("a promise")

    return guarded(Target("x", work, list, lambda content, _chance, _plain: content), run.encode())


def test_what_goes_wrong_is_a_find(monkeypatch: pytest.MonkeyPatch) -> None:
    """An exception, a broken promise and a loop are finds; an input that is read is none."""
    monkeypatch.setattr("tests.fuzz.harness.SECONDS", 0.2)
    assert _of("well") is None
    for run, kind in (("raise", "KeyError"), ("wrong", "Wrong"), ("loop", "Hang")):
        found = _of(run)
        assert found
        assert found.key.startswith(kind)
