"""Documents and records given to `add`: text, pages, DOCX, PDF; CSL JSON, BibTeX, RIS.

Invariant: a seed that reads back as the document's words, or faults. The library holds the seeds of the documents as
they were, so that a changed one is a newer copy.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

from tests.fuzz import corpus
from tests.fuzz.harness import Target, scratch
from tests.fuzz.mutate import jsons, markup, pdfs, texts, zips
from tests.fuzz.targets.seed import shown

from briefwright.cli.add import _account
from briefwright.desk.add.adding import NotThis, add_files
from briefwright.desk.add.again import NotInLines
from briefwright.engines.files import Workspace
from briefwright.model.library import Library
from briefwright.model.span import TextFile
from briefwright.read.source import read_source

BIBTEX = b"""@article{a, title = {The {NATO} tides}, author = {Lee, Jae Myung and {The Board}}, journal = "Focus",
  year = 2026, month = jan, url = {https://example.org/a_b?c=d%26e}, note = {\\"Uber \\alpha $x^2$ \\textbf{b}}}
@misc{b, title = {Only}}
"""
RIS = b"""TY  - NEWS
TI  - A reset with limits
AU  - Lee, Jae Myung
T2  - Focus
PY  - 2026
DA  - 2026/01/09
UR  - https://example.org/a
LA  - en
ER  -
"""
CSL = b"""[{"id": "a", "type": "article-newspaper", "title": "A <i>reset</i> with limits", "page": "1-2", "volume": 3,
"issued": {"date-parts": [[2026, 1, 9]]}, "author": [{"family": "Lee", "given": "Jae Myung"}, {"literal": "The Board"}],
"container-title": "Focus", "language": "en", "custom": {"a": 1}}]"""


def targets() -> Iterator[Target]:
    """Seven."""
    spoken = ('"', "said", "Posted", "Advertisement", "Read more", "By ", "2026-01-09", "Share", "基", "기자", "\u00ad")
    plain = texts(spoken, lambda: corpus.documents(".txt", ".md"))
    yield Target("add-text", _adding(".txt"), lambda: corpus.documents(".txt", ".md"), plain, spoken)
    tags = (
        "<p>",
        "<article>",
        "<script>",
        "<meta property=",
        "ld+json",
        "<svg>",
        "<table>",
        "<br>",
        "&nbsp;",
        "charset=",
    )
    yield Target("add-html", _adding(".html"), lambda: corpus.documents(".html"), markup, tags)
    yield Target(
        "add-docx", _adding(".docx"), lambda: [corpus.docx()], zips(("document.xml", "footnotes", "styles", "rels"))
    )
    yield Target(
        "add-pdf", _adding(".pdf"), lambda: [corpus.pdf()], pdfs, ("Tj", "TJ", "Tm", "Td", "/ToUnicode", "/Rotate")
    )
    yield Target("add-csl", _adding(".json"), lambda: [CSL], jsons)
    entries = ("@article{", "author =", "{\\", "}", " and ", "#", "@string{", "\\input{", "crossref =")
    yield Target("add-bibtex", _adding(".bib"), lambda: [BIBTEX], texts(entries), entries)
    lines = ("TY  - ", "ER  - ", "AU  - ", "DA  - ", "PY  - ", "KW  - ", "N1  - ", "9999/99/99")
    yield Target("add-ris", _adding(".ris"), lambda: [RIS], texts(lines), lines)


@cache
def _desk() -> Workspace:
    for folder in ("seeds", "briefs"):
        (scratch("add") / folder).mkdir()
    return Workspace(scratch("add"))


@cache
def _library(ending: str) -> Library:
    """Seeds of the documents as they are; of records there is nothing to renew."""
    sources = {}
    known = {".txt": (".txt", ".md"), ".html": (".html",)}.get(ending, ())
    for number, content in enumerate(corpus.documents(*known) if known else ()):
        path = scratch("add") / f"original{ending}"
        path.write_bytes(content)
        for added in add_files(_desk(), Library({}), [str(path)], f"a{number}", f"Title {number}").added:
            sources[added.id] = read_source(added.id, TextFile(f"seeds/{added.id}.yaml", added.text))[0]
    return Library(sources)


def _adding(ending: str) -> Callable[[bytes], None]:
    def run(content: bytes) -> None:
        library = _library(ending)
        path = scratch("add") / f"x{ending}"
        path.write_bytes(content)
        try:
            gathered = add_files(_desk(), library, [str(path)])
        except (NotThis, NotInLines):
            return
        shown(gathered.faults, {})
        for added in gathered.added:
            _account(added, "seeds/x.yaml", dry=True)

    return run
