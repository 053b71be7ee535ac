"""Finished files changed at places drawn with a fixed seed: what a change to a quotation or a note must meet.

Each kind of change is made in the file itself: in the content streams of the PDF, in its page's objects, in the XML of
the DOCX. `CHANGES` is the table of what is tried and how often; every one that reached a quotation or a note must be
caught. `REWRITINGS` change nothing that is read, and none may be reported.
"""

from __future__ import annotations

import json
import random
import re
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pikepdf
import pypdfium2
import pytest
from pypdfium2 import raw

from briefwright import pipeline
from briefwright.engines import pdfium
from briefwright.engines.files import Workspace
from briefwright.prove.docx import Words, docx_findings, read_docx
from briefwright.prove.expected import Expected, squeezed
from briefwright.prove.ledger import expected_of
from briefwright.prove.pdf import pdf_findings

ROOT = Path(__file__).resolve().parents[2]
CHANGES = {
    "PDF: a glyph replaced": 110,
    "PDF: a glyph dropped": 60,
    "PDF: a glyph doubled": 40,
    "PDF: two glyphs exchanged": 30,
    "PDF: words dropped": 30,
    "PDF: a note's words dropped": 10,
    "PDF: made white": 12,
    "PDF: moved off the page": 12,
    "PDF: moved elsewhere": 12,
    "PDF: painted over": 12,
    "PDF: made invisible": 12,
    "PDF: made tiny": 12,
    "PDF: mirrored": 12,
    "DOCX: a character replaced": 100,
    "DOCX: a character dropped": 60,
    "DOCX: a character doubled": 50,
    "DOCX: a run dropped": 20,
    "DOCX: a note's call dropped": 10,
    "DOCX: two notes exchanged": 10,
    "DOCX: two quotations exchanged": 10,
    "DOCX: a run hidden": 20,
}
"""How many of each kind reach a quotation or a note, and are caught."""
REWRITINGS = {"PDF: saved anew": 60, "PDF: shown in pieces": 60, "DOCX: packed anew": 40, "DOCX: runs split": 60}
TRIES = 80
"""Changes that may miss for one that reaches a quotation or a note."""


@dataclass(frozen=True)
class Files:
    """A brief's files, and what they must hold."""

    pdf: bytes
    docx: bytes
    expected: Expected
    texts: Sequence[str]
    words: Words


@pytest.fixture(scope="module")
def files() -> Files:
    """The memo of the repository: a page of prose, notes and a block."""
    workspace = Workspace(ROOT)
    loaded = pipeline.load_library(workspace)
    compiled = pipeline.compile_brief(workspace, ROOT / "briefs" / "yellow-sea-memo.yaml", loaded)
    made = pipeline.produce(workspace, compiled, ("pdf", "docx"))
    assert made.faults == ()
    pdf, docx = made.files["pdf"], made.files["docx"]
    return Files(pdf, docx, expected_of(json.loads(made.files["ledger.json"])), _texts(pdf), read_docx(docx))


def _texts(content: bytes) -> list[str]:
    with pdfium.opened(content) as pages:
        return [page.text for page in pages]


def _in_pdf(files: Files, content: bytes) -> bool:
    """Whether a change of a PDF's text reaches words of a quotation or a note: one of them is no longer there."""
    after = "".join(_texts(content))
    wanted = [squeezed(q.printed) for q in files.expected.quotations]
    wanted += [squeezed(f"{note.number}{note.text}") for note in files.expected.notes]
    before = "".join(files.texts)
    return any(after.count(words) < before.count(words) for words in wanted)


def _in_docx(files: Files, content: bytes) -> bool:
    after = read_docx(content)
    own = {q.identifier for q in files.expected.quotations}
    told = [squeezed(files.words.bookmarks[k]) != squeezed(after.bookmarks.get(k, "")) for k in files.words.bookmarks
            if k.split("_")[0] in own]  # fmt: skip
    return any(told) or [squeezed(n) for n in after.notes] != [squeezed(n) for n in files.words.notes]


# What is done to a PDF -------------------------------------------------------------------------------------------


def _streams(content: bytes, edit: Callable[[bytes], bytes], **options: object) -> bytes:
    with pikepdf.open(BytesIO(content)) as pdf:
        for page in pdf.pages:
            page.Contents.write(edit(page.Contents.read_bytes()))
        out = BytesIO()
        pdf.save(out, **options)  # type: ignore[arg-type]
        return out.getvalue()


def _glyphs(stream: bytes) -> list[re.Match[bytes]]:
    """The strings of glyphs that a content stream shows, four digits a glyph."""
    return [each for each in re.finditer(rb"<([0-9a-fA-F]+)>", stream) if len(each[1]) % 4 == 0]


def _spoil(content: bytes, kind: str, chance: random.Random) -> bytes:
    """One change to one string of glyphs."""

    def edit(stream: bytes) -> bytes:
        strings = _glyphs(stream)
        at = chance.randrange(len(strings))
        string = strings[at]
        codes = re.findall(rb"....", string[1])
        place = chance.randrange(len(codes))
        near = [code for other in strings[max(at - 12, 0) : at + 12] for code in re.findall(rb"....", other[1])]
        match kind:
            case "replaced":
                codes[place] = chance.choice([code for code in near if code != codes[place]])
            case "dropped":
                del codes[place]
            case "doubled":
                codes.insert(place, codes[place])
            case "exchanged":
                other = strings[min(at + 1, len(strings) - 1)]
                tail = stream[string.end(1) : other.start(1)]
                one, two = codes[-1], other[1][:4]
                swapped = b"".join(codes[:-1]) + two + tail + one + other[1][4:]
                return stream[: string.start(1)] + swapped + stream[other.end(1) :]
            case "words":
                codes = []
        return stream[: string.start(1)] + b"".join(codes) + stream[string.end(1) :]

    return _streams(content, edit)


def _redrawn(files: Files, kind: str, chance: random.Random) -> bytes:
    """One text object of a quotation or a note changed in how it shows, by PDFium: its words stay what they are."""
    document = pypdfium2.PdfDocument(files.pdf)
    page = document[0]
    x, y = chance.choice(_middles(files))
    texts = [each for each in page.get_objects() if each.type == raw.FPDF_PAGEOBJ_TEXT]
    around = [(each, each.get_bounds()) for each in texts]
    each, (left, bottom, right, top) = next((e, b) for e, b in around if b[0] < x < b[2] and b[1] < y < b[3])
    if kind == "painted over":
        cover = raw.FPDFPageObj_CreateNewRect(left, bottom, right - left, top - bottom)
        raw.FPDFPageObj_SetFillColor(cover, 250, 250, 250, 255)
        raw.FPDFPath_SetDrawMode(cover, raw.FPDF_FILLMODE_WINDING, False)
        raw.FPDFPage_InsertObject(page, cover)
    elif kind == "made white":
        raw.FPDFPageObj_SetFillColor(each, 255, 255, 255, 255)
    elif kind == "made invisible":
        raw.FPDFTextObj_SetTextRenderMode(each, raw.FPDF_TEXTRENDERMODE_INVISIBLE)
    else:
        moves = {"moved off the page": (1, 0, 0, 1, 2000, 0), "moved elsewhere": (1, 0, 0, 1, 0, 90),
                 "made tiny": (0.1, 0, 0, 0.1, left * 0.9, bottom * 0.9),
                 "mirrored": (-1, 0, 0, 1, left + right, 0)}  # fmt: skip
        raw.FPDFPageObj_Transform(each, *moves[kind])
    page.gen_content()
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _middles(files: Files) -> list[tuple[float, float]]:
    """The middles of the letters of quotations and notes, in points from the page's bottom left corner."""
    found = []
    with pdfium.opened(files.pdf) as pages:
        page = pages[0]
        height = page.size[1]
        words = [q.printed for q in files.expected.quotations]
        for each in words + [f"{note.number}{note.text}" for note in files.expected.notes]:
            at = page.text.find(squeezed(each))
            boxes = [page.box(place) for place in range(at, at + len(squeezed(each)))]
            found += [((box[0] + box[2]) / 2, height - (box[1] + box[3]) / 2) for box in boxes if box]
    return found


# What is done to a DOCX ------------------------------------------------------------------------------------------


def _parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def _packed(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", method) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


RUN = re.compile(r"<w:r>(?:<w:rPr>.*?</w:rPr>)?<w:t[^>]*>([^<&]+)</w:t></w:r>")


def _edited(content: bytes, kind: str, chance: random.Random) -> bytes:
    parts = _parts(content)
    name = chance.choice(["word/document.xml", "word/footnotes.xml"])
    text = parts[name].decode()
    run = chance.choice(list(RUN.finditer(text)))
    at = chance.randrange(run.start(1), run.end(1))
    match kind:
        case "replaced" | "dropped" | "doubled":
            char = chance.choice([c for c in "abcdefghij0123456789”’—" if c != text[at]])
            text = text[:at] + {"replaced": char, "dropped": "", "doubled": text[at] * 2}[kind] + text[at + 1 :]
        case "a run dropped":
            text = text[: run.start()] + text[run.end() :]
        case "a run hidden":
            shown = run[0].replace("<w:rPr>", "<w:rPr><w:vanish/>", 1)
            shown = shown if shown != run[0] else shown.replace("<w:r>", "<w:r><w:rPr><w:vanish/></w:rPr>", 1)
            text = text[: run.start()] + shown + text[run.end() :]
        case "a note's call dropped":
            name = "word/document.xml"
            calls = list(re.finditer(r"<w:footnoteReference[^>]*/>", parts[name].decode()))
            call = chance.choice(calls)
            text = parts[name].decode()[: call.start()] + parts[name].decode()[call.end() :]
        case "two notes exchanged":
            name = "word/document.xml"
            text = _exchanged(parts[name].decode(), r'<w:footnoteReference w:id="(\d+)"', chance)
        case "two quotations exchanged":
            name = "word/document.xml"
            text = _exchanged(parts[name].decode(), r'<w:bookmarkStart [^>]*w:name="(q\d+)"', chance)
    return _packed({**parts, name: text.encode()})


def _exchanged(text: str, pattern: str, chance: random.Random) -> str:
    one, two = sorted(chance.sample(list(re.finditer(pattern, text)), 2), key=lambda each: each.start())
    return (
        text[: one.start(1)] + two[1] + text[one.end(1) : two.start(1)] + one[1] + text[two.end(1) :]
    )  # fmt: skip


@pytest.mark.parametrize("kind", CHANGES)
def test_every_change_to_a_quotation_or_a_note_is_caught(files: Files, kind: str) -> None:
    """Each kind as often as the table says; a change that reached neither is drawn again."""
    chance = random.Random(kind)
    caught = tried = 0
    form, _, what = kind.partition(": ")
    while caught < CHANGES[kind]:
        tried += 1
        assert tried <= TRIES * CHANGES[kind]
        if form == "DOCX":
            changed = _edited(files.docx, what.removeprefix("a character "), chance)
            if not _in_docx(files, changed) and what != "a run hidden":
                continue
            findings = docx_findings(read_docx(changed), files.expected)
            if what == "a run hidden" and not read_docx(changed).hidden & _own(files):
                continue
        elif what.startswith(("made", "moved", "painted", "mirrored")):
            changed = _redrawn(files, what, chance)
            findings = pdf_findings(changed, files.expected)
        else:
            changed = _spoil(files.pdf, what.split()[-1] if "words" not in what else "words", chance)
            if not _in_pdf(files, changed):
                continue
            findings = pdf_findings(changed, files.expected)
        assert not findings.well, (kind, tried)
        caught += 1


def _own(files: Files) -> set[str]:
    return {q.identifier for q in files.expected.quotations} | {f"n{n.number}" for n in files.expected.notes}


def test_the_table_is_long_enough() -> None:
    """Five hundred changes, two hundred rewritings."""
    assert sum(CHANGES.values()) >= 500
    assert sum(REWRITINGS.values()) >= 200


def _saved_anew(content: bytes, chance: random.Random) -> bytes:
    """Other compression, other order, other objects: what qpdf and archives do to a PDF."""
    modes = pikepdf.ObjectStreamMode
    options: dict[str, object] = {
        "compress_streams": chance.random() < 0.5,
        "recompress_flate": chance.random() < 0.5,
        "object_stream_mode": chance.choice([modes.disable, modes.preserve, modes.generate]),
        "normalize_content": chance.random() < 0.5,
    }
    if chance.random() < 0.5 and not options["normalize_content"]:
        options["linearize"] = True
    elif chance.random() < 0.5:
        options["qdf"] = True
    return _streams(content, lambda stream: b"q\n" + stream + b"\nQ" if chance.random() < 0.5 else stream, **options)


def _in_pieces(content: bytes, chance: random.Random) -> bytes:
    """Strings of glyphs shown in two, as editors of PDF write them."""

    def halved(string: re.Match[bytes]) -> bytes:
        codes = string[1]
        at = 4 * chance.randrange(len(codes) // 4 + 1)
        whole = len(codes) % 4 or chance.random() < 0.7
        return string[0] if whole else b"<" + codes[:at] + b"> <" + codes[at:] + b">"

    def edit(stream: bytes) -> bytes:
        return re.sub(rb"\[[^\]]*\]\s*TJ", lambda shown: re.sub(rb"<([0-9a-fA-F]+)>", halved, shown[0]), stream)

    return _streams(content, edit)


PROOFING = b'<w:proofErr w:type="spellStart"/>'


def _packed_anew(content: bytes, chance: random.Random) -> bytes:
    """Other order and packing, the XML written anew by another library, proofing marks of a word processor."""
    parts = _parts(content)
    names = list(parts)
    chance.shuffle(names)
    for name in ("word/document.xml", "word/footnotes.xml"):
        if chance.random() < 0.5:
            parts[name] = ElementTree.tostring(ElementTree.fromstring(parts[name]), encoding="utf-8")
        else:
            parts[name] = re.sub(rb"<w:r>", lambda m: (PROOFING if chance.random() < 0.1 else b"") + m[0], parts[name])
    return _packed({name: parts[name] for name in names}, chance.choice([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED]))


def _runs_split(content: bytes, chance: random.Random) -> bytes:
    """Runs broken in two where a reviewer's cursor stood."""

    def split(run: re.Match[str]) -> str:
        if chance.random() < 0.5:
            return run[0]
        at = chance.randrange(len(run[1]) + 1)
        head, tail = run[0][: run.start(1) - run.start()], run[0][run.end(1) - run.start() :]
        head = re.sub("<w:t[^>]*>", '<w:t xml:space="preserve">', head)
        return f"{head}{run[1][:at]}{tail}{head}{run[1][at:]}{tail}"

    parts = _parts(content)
    for name in ("word/document.xml", "word/footnotes.xml"):
        parts[name] = RUN.sub(split, parts[name].decode()).encode()
    return _packed(parts)


@pytest.mark.parametrize("kind", REWRITINGS)
def test_no_rewriting_is_reported(files: Files, kind: str) -> None:
    """The words are the same, and nothing is said."""
    chance = random.Random(kind)
    work = {"PDF: saved anew": _saved_anew, "PDF: shown in pieces": _in_pieces,
            "DOCX: packed anew": _packed_anew, "DOCX: runs split": _runs_split}[kind]  # fmt: skip
    for number in range(REWRITINGS[kind]):
        source = files.docx if kind.startswith("DOCX") else files.pdf
        changed = work(source, chance)
        assert changed != source
        if kind.startswith("DOCX"):
            findings = docx_findings(read_docx(changed), files.expected)
        else:
            findings = pdf_findings(changed, files.expected)
        assert findings.well, (kind, number, findings)
