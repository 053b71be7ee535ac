"""`new`: an outline that builds at once, whatever the library and the template."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support import codes, seed, workspace
from tests.unit.desk.test_schema import errors

from briefwright import pipeline
from briefwright.desk.new import new
from briefwright.engines.files import Workspace, template_names
from briefwright.house import named_template
from briefwright.model.diagnostic import Diagnostic
from briefwright.model.span import Span

LONG = " ".join(["A long sentence that goes on and on."] * 30)
LIBRARIES = {
    "none": {},
    "one": {"seeds/a.yaml": seed(p1="The harbour is not deep enough for the new ships.")},
    "several": {"seeds/a.yaml": seed(p1=LONG, p2="Dredging takes 1,500 days, the board said in its letter.", p3="No.")},
    "chinese": {
        "seeds/a.yaml": "source: {type: report, title: 港口, language: zh}\npassages: {p1: 三尺冰冻非一日。}\n"
    },
    "faulty": {"seeds/a.yaml": "source: {type: report, titel: x}\npassages: {p1: A passage of a spoiled seed}\n"},
    "marks": {"seeds/a.yaml": seed(p1='He said "no" -- 5*3*2 <b> and [left] \\alpha, "unpaired')},
}


def _made(where: Workspace, template: str) -> str:
    faults: list[Diagnostic] = []
    found = named_template(where, template, Span("x"), faults)
    assert found
    assert not faults
    return new(where, pipeline.load_library(where), "my-brief", found, "2026-01-20")


@pytest.mark.parametrize("library", LIBRARIES)
@pytest.mark.parametrize("template", template_names(None))
def test_it_passes_check_and_builds(tmp_path: Path, library: str, template: str) -> None:
    """Without a warning; a sound passage of the library is quoted where there is one."""
    where = workspace(tmp_path, LIBRARIES[library])
    text = _made(where, template)
    path = where.root / "briefs" / "my-brief.yaml"
    path.write_text(text, encoding="utf-8")
    loaded = pipeline.load_library(where)
    compiled = pipeline.compile_brief(where, path, loaded)
    assert codes(compiled.faults) == []
    assert not compiled.blocked
    assert compiled.brief
    assert len(compiled.brief.quotations) == (library not in ("none", "faulty"))
    built = pipeline.produce(where, compiled, ("html",))
    assert built.files
    assert errors("outline", text) == []


def test_the_example_is_about_a_sentence(tmp_path: Path) -> None:
    """Neither the longest nor the shortest."""
    assert "- quote: a#p2\n" in _made(workspace(tmp_path, LIBRARIES["several"]), "policy-brief")


def test_it_has_what_the_template_usually_has(tmp_path: Path) -> None:
    """A memo, or a style on top of it, goes from somebody to somebody; a report has annexes."""
    own = {"templates/own/template.yaml": "extends: memo\nparts: [body]\n", **LIBRARIES["one"]}
    where = workspace(tmp_path, own)
    assert "\nto: " in _made(where, "memo")
    memo = _made(where, "own")
    assert "\nto: " in memo
    assert "recommendations:" not in memo
    report = _made(where, "report")
    assert "\nannexes:" in report
    assert "\nto: " not in report
