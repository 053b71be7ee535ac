"""What the reader may not see stands in no output."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from tests.support import built

from briefwright.engines import pdfium
from briefwright.pipeline import FORMATS, Built

SECRETS = ("Kingfisher", "Heron", "Bittern", "Plover", "Dunlin", "Curlew")
FILES = {
    "seeds/a.yaml": """\
# Kingfisher: a comment of the seed.
source: {type: report, title: A report, issued: 2026-01-09, language: en, note: Heron}
evidence:
  descriptor: Bittern gave it to us.
  reliability: A
  note: Plover doubts it.
  private: true
passages:
  p1: All are born free and equal.
""",
    "seeds/b.yaml": """\
source: {type: report, title: Another report}
evidence: {descriptor: A public report., note: Printed twice., reliability: C}
passages:
  p1: All are born equal.
""",
    "briefs/b.yaml": """\
# Dunlin: a comment of the outline.
title: A brief
annex: evidence
sections:
  - heading: One
    body:
      - So "all are born free" [@a#p1].   # Curlew
      - claim: So it is.
        evidence: [a#p1, b#p1]
        against: [b#p1]
""",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Built]:
    """A brief with an annex, in every format, and its workspace."""
    root = tmp_path_factory.mktemp("private")
    return root, built(root, FILES, FORMATS)


def _texts(made: Built) -> dict[str, str]:
    """Everything that can be read in each output: every part of the DOCX, the ledger, the pages, the HTML."""
    with zipfile.ZipFile(io.BytesIO(made.files["docx"])) as package:
        docx = "\n".join(package.read(name).decode(errors="replace") for name in package.namelist())
    pdf = "\n".join(page.text for page in pdfium.pages(made.files["pdf"]))
    return {
        "pdf": pdf + made.files["pdf"].decode("latin-1"),
        "docx": docx,
        "html": made.files["html"].decode(),
        "ledger": made.files["ledger.json"].decode(),
    }


@pytest.mark.parametrize("kind", ["pdf", "docx", "html", "ledger"])
def test_no_comment_no_private_remark_and_no_folder_of_ours(made: tuple[Path, Built], kind: str) -> None:
    """The comments of outline and seed, CSL's note, what evidence calls private, and where the workspace stands."""
    root, files = made
    text = _texts(files)[kind]
    assert [secret for secret in (*SECRETS, str(root)) if secret in text] == []


@pytest.mark.parametrize("kind", ["pdf", "docx", "html"])
def test_what_is_not_private_is_shown(made: tuple[Path, Built], kind: str) -> None:
    """So that the test above sees something."""
    text = _texts(made[1])[kind]
    assert [words for words in ("A public report.", "Printed twice.", "not shown", "2 witnesses") if words not in
            text.replace("\u00a0", " ")] == []  # fmt: skip
