"""Blocks as readers get them: pull quotes in each format."""

from __future__ import annotations

import ctypes
import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest
from tests.support import SEED, built, compiled

from briefwright.engines.files import Workspace
from briefwright.engines.objects import facts
from briefwright.pipeline import make_document, produce
from briefwright.prove.accessibility import verdicts

WORDS = "the tide will turn before the spring"
PULLED = f"""title: A brief
language: en-GB
sections:
  - heading: One
    body:
      - {{pull-quote: a#p1, exact: {WORDS}, speaker: Anna}}
      - 'She says that "{WORDS}" [@a#p1].'
"""
VOICES = SEED + (
    f"  p1:\n    text: Anna said that {WORDS}, and left.\n    voices: [{{says: {WORDS}, speaker: Anna}}]\n"
)


def artifacts(content: bytes) -> Iterator[tuple[bool, str]]:
    """The words of each text object of a PDF, and whether it is an artifact."""
    with pdfium.PdfDocument(content) as pdf:
        for page in pdf:
            text = page.get_textpage()
            for each in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
                size = raw.FPDFTextObj_GetText(each.raw, text.raw, None, 0)
                buffer = ctypes.create_string_buffer(size)
                raw.FPDFTextObj_GetText(each.raw, text.raw, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
                names = [_name(each.raw, at) for at in range(raw.FPDFPageObj_CountMarks(each.raw))]
                yield "Artifact" in names, buffer.raw[:-2].decode("utf-16-le")


def _name(each: object, at: int) -> str:
    mark, length = raw.FPDFPageObj_GetMark(each, at), ctypes.c_ulong()
    buffer = ctypes.create_string_buffer(200)
    raw.FPDFPageObjMark_GetName(mark, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), 200, length)
    return buffer.raw[: length.value - 2].decode("utf-16-le")


@pytest.mark.parametrize("template", ["policy-brief", "memo", "report"])
def test_a_pull_quote_is_seen_twice_and_read_once(tmp_path: Path, template: str) -> None:
    """In the PDF it is an artifact and breaks no rule, in HTML it is hidden from who listens; in Word, which has no
    such thing, it has a style of its own. All are proved."""
    files = {"seeds/a.yaml": VOICES, "briefs/b.yaml": f"template: {template}\n{PULLED}"}
    made = built(tmp_path, files, ("pdf", "docx", "html"))
    assert made.faults == ()
    assert (made.quotations, made.notes) == (2, 1)
    hidden = "".join(words for artifact, words in artifacts(made.files["pdf"]) if artifact)
    shown = "".join(words for artifact, words in artifacts(made.files["pdf"]) if not artifact)
    squeezed = WORDS.replace(" ", "")
    assert f"“{squeezed}”Anna" in hidden.replace(" ", "").replace("\n", "")
    assert "".join(shown.split()).count(squeezed) == 1
    assert [rule.clause for rule, found in verdicts(facts(made.files["pdf"])) if found] == []
    html = made.files["html"].decode()
    assert re.search(rf'<aside class="pull-quote" aria-hidden="true">.*?“{WORDS}”.*?Anna.*?</aside>', html, re.DOTALL)
    with zipfile.ZipFile(BytesIO(made.files["docx"])) as package:
        body = package.read("word/document.xml").decode()
    pulled = [each for each in re.findall(r"<w:p>.*?</w:p>", body, re.DOTALL) if 'w:val="PullQuote"' in each]
    assert ["".join(re.findall(r"<w:t[^>]*>([^<]*)", each)) for each in pulled] == [f"“{WORDS}”"]


def test_a_template_that_hides_a_pull_quote_stops_the_build(tmp_path: Path) -> None:
    """Its words are proved as those of every other quotation."""
    files = {"seeds/a.yaml": VOICES, "briefs/b.yaml": f"template: house\n{PULLED}"}
    style = ".pull-quote .quotation { color: white }"
    files |= {"templates/house/template.yaml": "extends: policy-brief\n", "templates/house/style.css": style}
    done, _ = compiled(tmp_path, files)
    made = produce(Workspace(tmp_path), done, ("pdf",))
    assert [fault.code for fault in made.faults] == ["lost-quotation"]
    assert make_document(done).notes[0].number == 1
