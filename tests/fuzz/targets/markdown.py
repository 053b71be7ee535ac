"""Markdown prose: `read/markdown`, as blocks and as a line.

Invariant: every character that is kept knows its place.
"""

from __future__ import annotations

from collections.abc import Iterator

from tests.fuzz import corpus
from tests.fuzz.harness import Target
from tests.fuzz.mutate import texts
from tests.fuzz.targets.seed import shown
from tests.properties.test_reading import PIECES, _check_words, _in_blocks, _words

from briefwright.engines.files import decoded
from briefwright.model.diagnostic import Diagnostic
from briefwright.model.span import Text
from briefwright.read.admission import file_faults
from briefwright.read.markdown import read_line, read_prose


def targets() -> Iterator[Target]:
    """One."""
    words = (*PIECES, "> ", "* ", "+ ", "~~~", "![", "](<", '"x")', "[^", "]:", "<a", "&", ";", "{#", ".term}")
    yield Target("markdown", run, corpus.prose, texts(words, corpus.prose), tuple(filter(None, words)))


def run(content: bytes) -> None:
    """Prose, and a line."""
    file = decoded(content, "briefs/b.yaml")
    if isinstance(file, Diagnostic) or file_faults(file):
        return
    words = Text(file.text, file, 0, len(file.text))
    faults: list[Diagnostic] = []
    _check_words(_in_blocks(read_prose(words, faults)), file.text)
    shown(faults, {file.name: file})
    faults = []
    _check_words(_words(read_line(words, faults).content), file.text)
    shown(faults, {file.name: file})
