"""Finished files with one character changed: the proof must find every change to a quotation or a note.

Mutations are made in the file itself (a glyph in a content stream of the PDF, a character in the DOCX's XML), at places
drawn with a fixed seed. A change outside quotations and notes is nobody's concern.
"""

from __future__ import annotations

import json
import random
import re
import zipfile
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from briefwright import pipeline
from briefwright.engines import pdfium
from briefwright.engines.files import Workspace
from briefwright.prove.docx import docx_findings, read_docx
from briefwright.prove.expected import Expected, squeezed
from briefwright.prove.ledger import expected_of
from briefwright.prove.pdf import pdf_findings

ROOT = Path(__file__).resolve().parents[2]
PDF_MUTATIONS = 250
DOCX_MUTATIONS = 300


@pytest.fixture(scope="module")
def built() -> tuple[dict[str, bytes], Expected]:
    """The policy brief's files, and what they must hold."""
    workspace = Workspace(ROOT)
    loaded = pipeline.load_library(workspace)
    compiled = pipeline.compile_brief(workspace, ROOT / "briefs" / "korea-china-reset.yaml", loaded)
    made = pipeline.produce(workspace, compiled, ("pdf", "docx"))
    assert made.faults == ()
    return made.files, expected_of(json.loads(made.files["ledger.json"]))


def _texts(content: bytes) -> list[str]:
    return [page.text for page in pdfium.pages(content)]


def _concerned(before: list[str], after: list[str], expected: Expected) -> bool:
    """Whether a change of the pages' text lies in a quotation's or a note's own place."""
    for old, new in zip(map(squeezed, before), map(squeezed, after), strict=True):
        at = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), None)
        if at is None:
            continue
        page = list(map(squeezed, before)).index(old) + 1
        # A character put in at the first place of the words stands before them, outside.
        inner = 1 if len(new) > len(old) else 0
        cursor = 0
        for quotation in expected.quotations:
            words, done = squeezed(quotation.printed), 0
            for number, count in quotation.pieces:
                piece = words[done : done + count]
                done += count
                if number == page and quotation.note is None:
                    start = old.find(piece, cursor)
                    cursor = start + count
                    if start + inner <= at < start + count:
                        return True
        cursor = 0
        for note in expected.notes:
            if note.page == page:
                words = squeezed(f"{note.number}{note.text}")
                start = old.find(words, cursor)
                cursor = start + len(words)
                if start + inner <= at < cursor:
                    return True
    return False


def test_every_changed_glyph_of_a_quotation_or_note_is_found(built: tuple[dict[str, bytes], Expected]) -> None:
    """One glyph of a PDF replaced by another of the same font: caught where it is in a quotation or a note."""
    files, expected = built
    before = _texts(files["pdf"])
    assert pdf_findings(before, expected).well
    chance = random.Random(2026)
    caught = concerned = 0
    for _ in range(PDF_MUTATIONS):
        with pikepdf.open(BytesIO(files["pdf"])) as pdf:
            page = chance.choice(list(pdf.pages))
            stream = page.Contents.read_bytes()
            strings = list(re.finditer(rb"<([0-9a-fA-F]{4,})>", stream))
            at = chance.randrange(len(strings))
            string = strings[at]
            near = [other[1] for other in strings[max(at - 12, 0) : at + 12] if other[1] != string[1]]
            changed = stream[: string.start(1)] + chance.choice(near) + stream[string.end(1) :]
            page.Contents.write(changed)
            out = BytesIO()
            pdf.save(out)
        after = _texts(out.getvalue())
        findings = pdf_findings(after, expected)
        if _concerned(before, after, expected):
            concerned += 1
            caught += not findings.well
    assert concerned > PDF_MUTATIONS // 4
    assert caught == concerned


def test_every_changed_character_of_the_docx_is_found(built: tuple[dict[str, bytes], Expected]) -> None:
    """One character of a DOCX changed, dropped or doubled inside a bookmark or a note: caught."""
    files, expected = built
    parts = {
        n: zipfile.ZipFile(BytesIO(files["docx"])).read(n) for n in zipfile.ZipFile(BytesIO(files["docx"])).namelist()
    }
    before = read_docx(files["docx"])
    assert docx_findings(before, expected).well
    chance = random.Random(2026)
    caught = concerned = 0
    for _ in range(DOCX_MUTATIONS):
        name = chance.choice(["word/document.xml", "word/footnotes.xml"])
        text = parts[name].decode()
        run = chance.choice(list(re.finditer(r"<w:t[^>]*>([^<&]+)</w:t>", text)))
        at = chance.randrange(run.start(1), run.end(1))
        kind = chance.choice(["change", "drop", "double"])
        char = chance.choice("abcdefghij0123456789”’—")
        new = {"change": char, "drop": "", "double": text[at] * 2}[kind]
        out = BytesIO()
        with zipfile.ZipFile(out, "w") as package:
            for part, content in parts.items():
                package.writestr(part, (text[:at] + new + text[at + 1 :]).encode() if part == name else content)
        after = read_docx(out.getvalue())
        own = {q.identifier for q in expected.quotations}
        touched = any(
            squeezed(after.bookmarks[k]) != squeezed(v) for k, v in before.bookmarks.items() if k.split("_")[0] in own
        ) or [squeezed(n) for n in after.notes] != [squeezed(n) for n in before.notes]
        if touched:
            concerned += 1
            caught += not docx_findings(after, expected).well
    assert concerned > DOCX_MUTATIONS // 4
    assert caught == concerned


def test_a_file_rewritten_without_a_change_is_proved(built: tuple[dict[str, bytes], Expected]) -> None:
    """Uncompressed, compressed anew, linearised: the words are the same, and nothing is reported."""
    files, expected = built
    for options in (
        {"compress_streams": False, "stream_decode_level": pikepdf.StreamDecodeLevel.generalized},
        {"linearize": True},
        {"object_stream_mode": pikepdf.ObjectStreamMode.disable},
        {"recompress_flate": True},
    ):
        with pikepdf.open(BytesIO(files["pdf"])) as pdf:
            out = BytesIO()
            pdf.save(out, **options)
        assert pdf_findings(_texts(out.getvalue()), expected).well, options
