"""The evidence annex: witnesses folded, counts in words, what is private left out."""

from __future__ import annotations

import json
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from tests.support import built, codes, compiled

from briefwright.compose.annex import claims, sources, statement
from briefwright.compose.phrases import PHRASES, phrase
from briefwright.engines import pdfium
from briefwright.model.brief import Brief
from briefwright.model.document import plain

ORIGINAL = """\
source: {type: report, title: Original, container-title: The Board, issued: 2026-01-09, language: en}
evidence: {descriptor: Minutes of the board., reliability: B}
passages:
  p1: The harbour is deep.
  p2: The mole is long.
"""
REPOST = """\
source: {type: post, title: Repost, container-title: The Forum, language: zh}
evidence: {derived-from: original, descriptor: SECRETDESCRIPTOR, note: SECRETNOTE, private: yes, reliability: E}
passages: {p7: {text: 港口很深。, translation: The harbour is deep.}}
"""
OTHER = """\
source: {type: report, title: Other, author: [{family: Lee, given: A.}], issued: 2025-11, language: en}
passages: {s2: {text: 'It said, "not so deep".', voices: [{says: not so deep, speaker: A pilot, via: The Tide}]}}
"""
OUTLINE = """\
# SECRETCOMMENT
title: Depths
language: en-GB
annex: evidence
sections:
  - heading: Soundings
    body:
      - He said "not so deep" [@other#s2]. It is "the harbour is deep" [@repost#p7].
      - claim: The "harbour is deep".
        evidence: [original#p1, repost#p7, original#p2]
        against: [other#s2]
      - claim: Nobody knows.
        evidence: [original#p1, repost#p7]
"""
FILES = {
    "seeds/original.yaml": ORIGINAL,
    "seeds/repost.yaml": REPOST,
    "seeds/other.yaml": OTHER,
    "briefs/b.yaml": OUTLINE,
}


@pytest.fixture
def made(tmp_path: Path) -> Brief:
    """The brief, with a repost among its sources."""
    done, _ = compiled(tmp_path, FILES)
    assert codes(list(done.faults)) == ["single-witness"] * 2
    assert done.brief
    return done.brief


def test_reposts_are_folded_into_their_origin(made: Brief) -> None:
    """One witness, whoever repeats it; the claim's words are named, not quoted again."""
    first, second = claims(made)
    assert [plain(cell) for cell in first[1:]] == [
        "The Board (para. 1, 2) with The Forum (para. 7). 1 witness.",
        "Lee. 1 witness.",
    ]
    assert plain(second[1]) == "The Board (para. 1) with The Forum (para. 7). 1 witness."
    assert plain(second[2]) == "–"


def test_the_statement_counts_what_is_declared(made: Brief) -> None:
    """Nothing but counts, in the number that each has."""
    assert statement(made) == (
        "The brief has 3 quotations. It cites 3 sources. Counted with what they derive from, the sources are 2"
        " independent witnesses. The sources are in English and Chinese. They are dated from November 2025 to 9 January"
        " 2026. 1 source has no date. 1 quotation reaches the source through another reporter. 1 quotation is from a"
        " translation. The reliability of 1 source was judged. Nobody has judged the reliability of 1 source."
    )


def test_what_is_private_is_not_in_the_table(made: Brief) -> None:
    """The source stands there, and where it comes from; what was said of it does not."""
    assert sorted(sources(made)) == [
        ("Lee, November 2025", "–", "F", "–"),
        ("The Board, 9 January 2026", "Minutes of the board.", "B", "–"),
        ("The Forum", "–", "–", "The Board"),
    ]


def test_nothing_private_reaches_a_file(tmp_path: Path) -> None:
    """Neither descriptors and notes that are private, nor the outline's comments, in any output."""
    files = built(tmp_path, FILES, ("pdf", "docx", "html")).files
    with pdfium.opened(files["pdf"]) as pages:
        texts = "".join(page.text for page in pages)
    package = zipfile.ZipFile(BytesIO(files["docx"]))
    texts += "".join(package.read(name).decode(errors="replace") for name in package.namelist())
    texts += files["html"].decode() + files["ledger.json"].decode()
    assert "Soundings" in texts
    assert "SECRET" not in texts
    assert str(tmp_path) not in texts + files["pdf"].decode("latin-1")
    assert {item["brief"]["file"] for item in json.loads(files["ledger.json"])["items"]} == {"briefs/b.yaml"}


def test_every_language_has_every_phrase() -> None:
    """With both forms, and the same values in each."""
    for language, known in PHRASES.items():
        assert set(known) == set(PHRASES["en"]), language
        for key in known:
            assert phrase(language, key, 1, names="x", first="a", last="b")
            assert phrase(language, key, 2, names="x", first="a", last="b")
