"""Outlines through `compile_brief` in a prepared workspace, and, where they have no error, on to a page's HTML.

Invariant: charts are read and not drawn, citations stand in for pandoc's; nothing else is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from tests.fuzz import corpus
from tests.fuzz.harness import Target, Wrong
from tests.fuzz.mutate import NASTY, texts
from tests.fuzz.targets.seed import shown

from briefwright.compose.layout import lay
from briefwright.compose.number import compose, places
from briefwright.desk.lsp.buffers import Buffer, Buffers, OpenWorkspace
from briefwright.desk.lsp.places import outline_places
from briefwright.engines.files import decoded
from briefwright.model.diagnostic import Diagnostic
from briefwright.model.document import Str
from briefwright.pipeline import Loaded, compile_brief, load_library
from briefwright.read.keys import OUTLINE
from briefwright.write.html import write_html

WORDS = (
    *(f"{key}:" for key in OUTLINE), "- quote: ", "- claim: ", "- table: ", "- figure: ", "- chart: ", "- timeline: ",
    "- box: ", "- differ: ", "- pull-quote: ", "[@focus-new-phase#p17]", "[@scmp-editorial]", "harbour#p1", "tides#p1",
    '"All our channels are completely blocked"', "{.term}", "evidence: [harbour#p1]", "against: []", "exact: ", "|\n",
    "speaker: ", "likelihood: likely", "confidence: high", "sections: []", "body: []", "heading: ", "[^1]: ",
)  # fmt: skip


def targets() -> Iterator[Target]:
    """One."""
    yield Target("outline", run, corpus.outlines, texts(WORDS, corpus.outlines), (*WORDS, *NASTY[:40]))


@cache
def _room() -> tuple[OpenWorkspace, Loaded]:
    where = OpenWorkspace(corpus.desk().root, Buffers())
    return where, load_library(where)


def run(content: bytes) -> None:
    """An outline as `check` reads it, and as an editor does."""
    where, loaded = _room()
    path = where.root / "briefs" / "fuzzed.yaml"
    file = decoded(content, "briefs/fuzzed.yaml")
    if isinstance(file, Diagnostic):
        shown([file], {})
        return
    where.buffers.open = {path: Buffer(path, "", None, file.text)}
    outline_places(file)
    made = compile_brief(where, path, loaded, lambda _outline, _template: {})
    shown(made.faults, {text.name: text for text in made.texts})
    for quotation in made.brief.quotations if made.brief else ():
        if quotation.exact != quotation.words.value[quotation.start : quotation.end]:
            raise Wrong("a quotation that its passage does not say")
    if made.brief is None or made.template is None or made.blocked or "vega-lite" in file.text:
        return
    parts = lay(made.brief, made.template)
    places(parts)
    notes = {at: (Str(f"note {at}", exact=True),) for at in range(len(made.brief.citations))}
    document = compose(made.brief, parts, notes, (), made.template)
    write_html(document, made.template, "foot", lambda name: (where.root / name).read_bytes())
