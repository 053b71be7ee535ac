"""A template's settings: `read/template`, by itself and on top of another.

Invariant: a template, or a fault.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from tests.fuzz import corpus
from tests.fuzz.harness import ROOT, Target, Wrong
from tests.fuzz.mutate import texts
from tests.fuzz.targets.seed import shown

from briefwright.engines.files import decoded, read_text
from briefwright.model.diagnostic import Diagnostic
from briefwright.model.limits import OUTLINE_BYTES
from briefwright.model.span import TextFile
from briefwright.read.keys import TEMPLATE
from briefwright.read.template import Layer, read_extends, read_template


def targets() -> Iterator[Target]:
    """One."""
    words = (*(f"{key}:" for key in TEMPLATE), "'#0f4c5c'", "from: 20", "to: 45", "word: likely", "yes", "no", "A4")
    yield Target("template", run, corpus.templates, texts(words, corpus.templates), words)


@cache
def _base() -> TextFile:
    found = read_text(
        ROOT / "templates/policy-brief/template.yaml", "templates/policy-brief/template.yaml", OUTLINE_BYTES
    )
    assert isinstance(found, TextFile)
    return found


def run(content: bytes) -> None:
    """Settings."""
    file = decoded(content, "templates/x/template.yaml")
    if isinstance(file, Diagnostic):
        return
    read_extends(file)
    for below in ((), (Layer(_base(), "<p>", "", "", "templates/policy-brief"),)):
        template, faults = read_template("x", (*below, Layer(file, "", "", "", "templates/x")))
        shown(faults, {file.name: file, _base().name: _base()})
        if template is None and not faults:
            raise Wrong("no template and no fault")
