"""YAML and seeds: `read/yaml`, `read/source`, what the index and an editor take from them.

Invariant: every fault has a place in the file and a form in each format of output.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tests.fuzz import corpus
from tests.fuzz.harness import Target, Wrong
from tests.fuzz.mutate import texts

from briefwright.desk.find import entries_of
from briefwright.desk.lsp.places import seed_places
from briefwright.engines.files import decoded
from briefwright.model.diagnostic import Diagnostic, in_order
from briefwright.model.span import TextFile
from briefwright.pipeline import read_seed
from briefwright.read.csl import LOCATORS, VARIABLES
from briefwright.report.render import FORMATS, render

NAME = "seeds/a.yaml"


def targets() -> Iterator[Target]:
    """One."""
    words = (
        *VARIABLES,
        *LOCATORS,
        "source:",
        "passages:",
        "evidence:",
        "voices:",
        "says:",
        "speaker:",
        "text: |",
        ">-",
    )
    yield Target("seed", run, corpus.seeds, texts(words, corpus.seeds), words[-9:])


def run(content: bytes) -> None:
    """A seed as `check`, `find` and the language server read it."""
    file = decoded(content, NAME)
    if isinstance(file, Diagnostic):
        shown([file], {})
        return
    source, faults = read_seed("a", file)
    shown(faults, {NAME: file})
    if not faults and not source.item.get("title"):
        raise Wrong("a source without a title and without a fault")
    for passage in source.passages.values():
        passage.text.span()
    entries_of(NAME, file.text)
    seed_places(file)


def shown(faults: Sequence[Diagnostic], files: dict[str, TextFile]) -> None:
    """Faults in every form; each has words, a place in its file, and none stands outside it."""
    told = in_order(faults)
    for form in FORMATS:
        if bool(render(told, form, files, colour=False)) != bool(told):
            raise Wrong(f"{len(told)} faults, and nothing in the form {form}")
    for fault in told:
        span, file = fault.span, files.get(fault.span.file)
        if not fault.message or span.line < 1 or span.column < 1:
            raise Wrong(f"a fault without words or place: {fault}")
        if file and (span.line > len(file.line_starts) or (span.end_line, span.end_column) < (span.line, span.column)):
            raise Wrong(f"a fault outside its file: {fault}")
