"""The repository's briefs, built once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from briefwright import pipeline
from briefwright.engines.files import Workspace
from briefwright.pipeline import Built, Compiled

ROOT = Path(__file__).resolve().parents[2]
Made = tuple[Compiled, Built]


def make(name: str) -> Made:
    """One brief of the repository, in every format."""
    workspace = Workspace(ROOT)
    loaded = pipeline.load_library(workspace)
    compiled = pipeline.compile_brief(workspace, ROOT / "briefs" / f"{name}.yaml", loaded)
    return compiled, pipeline.produce(workspace, compiled, pipeline.FORMATS)


@pytest.fixture(scope="session", params=["korea-china-reset", "yellow-sea-memo", "korea-china-dossier"])
def made(request: pytest.FixtureRequest) -> Made:
    """Each brief of the repository, built."""
    return make(str(request.param))


@pytest.fixture(scope="session")
def again() -> Callable[[str], Made]:
    """Builds a brief once more."""
    return make
