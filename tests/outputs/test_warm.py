"""What is built in a process that built before has the bytes of a first build."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support import workspace
from tests.warm import Edited

from briefwright.engines.warm import Warm
from briefwright.pipeline import compile_brief, load_library, produce


@pytest.mark.parametrize(("seed", "template"), [(1, "policy-brief"), (2, "memo"), (3, "policy-brief"), (4, "report")])
def test_after_every_edit_the_pdf_is_that_of_a_first_build(tmp_path: Path, seed: int, template: str) -> None:
    """Words, paragraphs, citations, notes, rows, seeds are changed one after another."""
    edited, warm = Edited(seed, sections=2, template=template), Warm()
    done: list[str] = []
    for _ in range(6):
        where = workspace(tmp_path, edited.files())
        compiled = compile_brief(where, tmp_path / "briefs" / "b.yaml", load_library(where))
        assert not compiled.blocked, (done, compiled.faults)
        fast, first = (produce(where, compiled, ("pdf",), kept) for kept in (warm, None))
        assert fast.faults == first.faults == ()
        assert fast.files["ledger.json"] == first.files["ledger.json"], done
        assert fast.files["pdf"] == first.files["pdf"], done
        done.append(edited.edit())
