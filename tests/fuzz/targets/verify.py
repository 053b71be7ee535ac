"""Finished files given to `verify`, against their sources: DOCX and PDF changed inside, and the ledger by itself.

Invariant: findings, or one fault that says why the file cannot be read.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from tests.fuzz import corpus
from tests.fuzz.harness import Target, Wrong, scratch
from tests.fuzz.mutate import jsons, pdfs, zips
from tests.fuzz.targets.seed import shown

from briefwright.desk.verify import verify
from briefwright.engines.files import Workspace
from briefwright.model.library import Library
from briefwright.pipeline import load_library
from briefwright.prove.docx import Words, docx_findings, read_docx
from briefwright.prove.ledger import LedgerError, expected_of, read_ledger

PARTS = ("document.xml", "footnotes.xml", "styles.xml", "item1.xml", "itemProps", "[Content_Types]", ".rels")
OPERATORS = ("Tj", "TJ", "Tf", "Tm", "Td", "cm", "Do", "BDC", "EMC", "/ToUnicode", "/FontFile2", "/W", "/Kids",
             "/Parent", "beginbfchar", "/MediaBox", "/Rotate", "/UserUnit", "/Filter", "/FlateDecode", "/Encrypt",
             "/EmbeddedFiles")  # fmt: skip


def targets() -> Iterator[Target]:
    """Three."""
    words = ("<w:t>", "<w:p>", "<w:bookmarkStart", "w:name=", "<w:footnoteReference", 'w:id="', "<w:vanish/>", "w:sz")
    yield Target("verify-docx", lambda content: _verify(content, "docx"), lambda: [corpus.docx()], zips(PARTS), words)
    yield Target("verify-pdf", lambda content: _verify(content, "pdf"), lambda: [corpus.pdf()], pdfs, OPERATORS)
    yield Target("verify-ledger", _ledger, lambda: [corpus.finished().files["ledger.json"]], jsons)


@cache
def _library() -> Library:
    corpus.finished()
    return load_library(Workspace(scratch("finished"))).library


def _verify(content: bytes, ending: str) -> None:
    path = scratch("verify") / f"x.{ending}"
    path.write_bytes(content)
    found = verify(path, path.name, _library())
    shown(found.faults, {})
    if not found.faults and not found.rows:
        raise Wrong("proved, and nothing in it")
    if not found.faults and content != getattr(corpus, ending)():
        _still_there(content, ending)


def _still_there(content: bytes, ending: str) -> None:
    """A changed file that is proved has the words of the quotations; of a DOCX they can be read simply."""
    if ending == "docx":
        words = read_docx(content)
        kept = "".join("".join(text.split()) for text in words.texts)
        for quotation in _ledger_of()["items"]:
            if "".join(quotation["printed"].replace("\u200b", "").split()) not in kept.replace("\u200b", ""):
                raise Wrong(f"proved without {quotation['printed'][:60]}")


@cache
def _ledger_of() -> dict[str, object]:
    return read_ledger(corpus.finished().files["ledger.json"])


@cache
def _words() -> Words:
    return read_docx(corpus.docx())


def _ledger(content: bytes) -> None:
    try:
        record = read_ledger(content)
    except LedgerError:
        return
    docx_findings(_words(), expected_of(record))
