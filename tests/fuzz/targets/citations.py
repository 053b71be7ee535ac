"""Citations in prose: `read/citations`.

Invariant: every part of a citation has a source and a place.
"""

from __future__ import annotations

from collections.abc import Iterator

from tests.fuzz.harness import Target, Wrong
from tests.fuzz.mutate import texts

from briefwright.model.diagnostic import Diagnostic
from briefwright.model.span import Text, TextFile
from briefwright.read.citations import citation_end, read_citation

WRITTEN = (
    "[@a#p1]", "[see @a#p2, emphasis in the original; @b, pp. 3-4, and @c]", "[-@a, §§ 3, 4]", "[@a, para. iv:2]",
    "[[@a]]", "[@a.b-c_d#art-3.2.]", "[@a](x)", "[@a]{.term}", "[@a, ch. 12, v. 3; see also @b#p1, p. 2]",
)  # fmt: skip


def targets() -> Iterator[Target]:
    """One."""
    words = ("@", "#", ";", ",", "[", "]", "-@", "p.", "pp.", "§", "¶", "art.", "no.", "xii", "–", ":", ".")
    yield Target("citations", run, lambda: [each.encode() for each in WRITTEN], texts(words), words)


def run(content: bytes) -> None:
    """Every citation that begins somewhere."""
    file = TextFile("briefs/b.yaml", content.decode("utf-8", "replace")[:20_000])
    text, faults = Text(file.text, file, 0, len(file.text)), list[Diagnostic]()
    at = file.text.find("[")
    while at >= 0:
        end = citation_end(file.text, at, len(file.text))
        for citation in read_citation(file.text[at:end], at, text, faults) if end > 0 else ():
            if not all(item.source and item.span.line >= 1 for item in citation.items):
                raise Wrong("a citation of nothing")
        at = file.text.find("[", at + 1)
