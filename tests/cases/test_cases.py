"""A workspace in, readable text out: each folder is a case, `expected.txt` what its briefs say when they are set.

`pytest --accept` rewrites `expected.txt`; a person reads the diff. Every brief is also written as PDF and DOCX, whose
own proof must find nothing lost.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.shown import dump

from briefwright import pipeline
from briefwright.engines.files import Workspace

CASES = sorted(path for path in Path(__file__).parent.iterdir() if (path / "briefs").is_dir())


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_case(case: Path, accept: bool) -> None:
    """The briefs of a workspace say what `expected.txt` says, and nothing of them is lost in either format."""
    workspace = Workspace(case)
    loaded = pipeline.load_library(workspace)
    came = []
    for path in workspace.briefs():
        compiled = pipeline.compile_brief(workspace, path, loaded)
        assert [f"{f.span.line}:{f.span.column} {f.code} {f.message}" for f in (*loaded.faults, *compiled.faults)] == []
        came.append(f"# {path.name}\n\n{dump(pipeline.make_document(compiled))}")
        assert pipeline.produce(workspace, compiled, pipeline.FORMATS).faults == ()
    expected = case / "expected.txt"
    if accept:
        expected.write_text("\n".join(came), encoding="utf-8")
    assert "\n".join(came) == expected.read_text(encoding="utf-8")
