"""The repository's own sources and briefs."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

from briefwright import pipeline
from briefwright.engines.files import Workspace

_spec = importlib.util.spec_from_file_location("bodies", Path(__file__).with_name("bodies.py"))
assert _spec is not None
assert _spec.loader is not None
bodies = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(bodies)


def test_passages_are_those_that_were_compared_with_the_documents() -> None:
    """Words and paragraph numbers have not changed since they were compared with the documents."""
    recorded = json.loads(bodies.FINGERPRINTS.read_text(encoding="utf-8"))
    found = {key: [p.locator.value, p.sha256] for key, p in bodies.passages().items()}
    assert found == recorded


def test_a_changed_word_or_paragraph_is_told(tmp_path: Path) -> None:
    """The comparison with a document fails on a changed word, and on a paragraph number that is one off."""
    passage = bodies.passages()["scmp-editorial#p2-a"]
    name, lines = bodies.BODIES["scmp-editorial"]
    text = [""] * max(lines)
    text[lines[1] - 1] = passage.text.value
    (tmp_path / name).write_text("\n".join(text), encoding="utf-8")
    assert bodies.wrong(passage, tmp_path) == ""
    (tmp_path / name).write_text("\n".join(text).replace("eight", "nine"), encoding="utf-8")
    assert bodies.wrong(passage, tmp_path) == "differs from its document"
    (tmp_path / name).write_text("\n".join(["", "", *text]), encoding="utf-8")
    assert bodies.wrong(passage, tmp_path) == "differs from its document"


def test_each_source_has_eight_to_fifteen_passages() -> None:
    """The sources are quotations for use as evidence, not copies of articles."""
    library = pipeline.load_library(Workspace(bodies.ROOT)).library
    assert {name: 8 <= len(source.passages) <= 15 for name, source in library.sources.items()} == dict.fromkeys(
        bodies.BODIES, True
    )


def test_the_policy_brief_quotes_every_source_in_every_way() -> None:
    """The brief of the repository uses what the format offers: it is the example that editors copy."""
    workspace = Workspace(bodies.ROOT)
    loaded = pipeline.load_library(workspace)
    compiled = pipeline.compile_brief(workspace, bodies.ROOT / "briefs" / "korea-china-reset.yaml", loaded)
    assert not compiled.faults
    assert compiled.brief is not None
    quotations = compiled.brief.quotations
    assert {q.passage.source for q in quotations} == set(bodies.BODIES)
    assert len(quotations) >= 12
    assert {True, False} == {q.block for q in quotations}
    assert any(q.voice and q.voice.via for q in quotations)
    assert {"omission", "insertion"} <= {a.change.value for q in quotations for a in q.alterations}
