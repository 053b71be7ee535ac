"""Finished files hold nothing that acts: every object of a PDF, every part of a DOCX, every element of an HTML edition.

The brief has all that a brief can have: notes, links, tables, lists of them, contents, pictures, charts, a cover.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import tinyhtml5
from PIL import Image
from tests.support import built, seed

from briefwright.engines.active import docx_active
from briefwright.pipeline import FORMATS

SOURCE = """\
source:
  type: article-journal
  title: "x) /JS (app.alert(1)) >> endobj ]]> </title><script>alert(1)</script> {{ 1 }} \\\\input{x}"
  container-title: "<a href='javascript:alert(1)'>A journal</a>"
  author: [{literal: "<b onclick=1>Ann</b>"}]
  publisher: "javascript:alert(1)"
  note: "{:URL: javascript:alert(1)}"
  abstract: "<script>alert(1)</script>"
  URL: https://x.org/a?b=c&d=(e)
  DOI: 10.1000/182
  PMID: '17170002'
  issued: 2026-01-09
  language: en
passages:
  p1: All are born free and equal.
"""
OUTLINE = """\
title: "T ]]> \\\\</title>\\\\<script>alert(1)\\\\</script> (x) >> & {{ 1 }} {% x %}"
subtitle: "=cmd|' /C calc'!A0"
series: "@running-head@ DDEAUTO"
handling: "Restricted </w:t> INCLUDETEXT"
date: 2026-01-20
template: report
annex: evidence
authors: ["<script>x</script>", "{ DDEAUTO c:\\\\windows }"]
sections:
  - heading: "One javascript:alert(1)"
    body:
      - |
        So "born free" [@a#p1], see [a site](https://x.org/a(b)?c=%22%3E), [another](mailto:a@b.org) and
        [below](#two).[^1]

        [^1]: A note with [a link](http://x.org/).
      - table: {caption: "=1+1", columns: ["=1", "\\\\@SUM(A1)"], rows: [["+1", "=HYPERLINK(x)"], ["-1", "{PAGE}"]]}
      - figure: {file: dot.png, alt: "' onerror=alert(1) x='", caption: "A dot \\\\<img src=x>"}
      - chart:
          alt: A chart
          vega-lite:
            title: "</text><script>alert(1)</script><image href='file:///etc/passwd'/>"
            data: {values: [{a: "url(http://127.0.0.1:9/)", b: 1, url: "http://127.0.0.1:9/", href: "x"}]}
            mark: {type: bar, color: "url(http://127.0.0.1:9/x#a)"}
            background: "url('javascript:alert(1)')"
            encoding: {x: {field: a, type: nominal}, y: {field: b, type: quantitative}}
  - heading: Two
    body: ["Words."]
"""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    """The brief in every format, and its workspace."""
    root = tmp_path_factory.mktemp("outputs")
    dot = io.BytesIO()
    Image.new("RGB", (9, 9), (200, 30, 30)).save(dot, "PNG")
    made = built(root, {"seeds/a.yaml": SOURCE, "briefs/b.yaml": OUTLINE, "briefs/dot.png": dot.getvalue()}, FORMATS)
    assert not [fault for fault in made.faults if fault.is_error]
    return root, made.files


def _dictionaries(pdf: pikepdf.Pdf) -> Iterator[tuple[Any, bool]]:
    """Every dictionary of a PDF, and whether it is a stream's."""
    waiting: list[Any] = [*pdf.objects, pdf.trailer]
    while waiting:
        each = waiting.pop()
        if isinstance(each, pikepdf.Stream):
            yield each.stream_dict, True
            waiting.extend(value for value in each.stream_dict.values() if not _reference(value))
        elif isinstance(each, pikepdf.Dictionary):
            yield each, False
            waiting.extend(value for value in each.values() if not _reference(value))
        elif isinstance(each, pikepdf.Array):
            waiting.extend(value for value in each if not _reference(value))


def _reference(value: Any) -> bool:
    return isinstance(value, pikepdf.Object) and value.is_indirect


ACTIONS = {"/URI", "/GoTo"}
KEYS = {"/JS", "/JavaScript", "/AA", "/OpenAction", "/Launch", "/AcroForm", "/RichMediaContent", "/RichMediaSettings",
        "/Rendition", "/XFA", "/FS", "/Ref", "/FFilter", "/FDecodeParms", "/PieceInfo"}  # fmt: skip


def test_a_pdf_has_links_and_no_other_action(files: tuple[Path, dict[str, bytes]]) -> None:
    """No script, program, form, film, stream from another file; links by http, https and mailto."""
    found, links = set(), set()
    with pikepdf.open(io.BytesIO(files[1]["pdf"])) as pdf:
        for each, stream in _dictionaries(pdf):
            found |= KEYS & set(each.keys())
            if stream and "/F" in each:
                found.add("a stream from a file")
            if "/URI" in each or each.get("/Type") == "/Action":
                found |= {str(each.get("/S"))} - ACTIONS
                links.add(str(each.get("/URI", "")))
            found |= {str(each.get("/Subtype"))} & {"/RichMedia", "/Movie", "/Sound", "/Screen", "/FileAttachment"}
    assert found == set()
    assert {link.partition(":")[0] for link in links} == {"https", "http", "mailto"}


def test_a_pdf_holds_its_ledger_and_no_other_file(files: tuple[Path, dict[str, bytes]]) -> None:
    """One file, with the ledger's bytes."""
    with pikepdf.open(io.BytesIO(files[1]["pdf"])) as pdf:
        assert list(pdf.attachments) == ["b.ledger.json"]
        assert pdf.attachments["b.ledger.json"].get_file().read_bytes() == files[1]["ledger.json"]
        specifications = {each.objgen for each, _ in _dictionaries(pdf) if "/EF" in each}
    assert len(specifications) == 1


@pytest.mark.parametrize("kind", FORMATS)
def test_no_output_has_a_path_of_this_machine(files: tuple[Path, dict[str, bytes]], kind: str) -> None:
    """Not in any stream or part, packed or not."""
    root, made = files
    content = made[kind]
    if kind == "docx":
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            content = b"\n".join(package.read(name) for name in package.namelist())
    elif kind == "pdf":
        with pikepdf.open(io.BytesIO(content)) as pdf:
            streams = [each for each in pdf.objects if isinstance(each, pikepdf.Stream)]
            plain = [
                each.read_bytes() for each in streams if str(each.get("/Filter", "/FlateDecode")) == "/FlateDecode"
            ]
            content = b"\n".join([content, *plain])
    for secret in (str(root), root.name, str(Path.home())):
        assert secret.encode() not in content, secret
        assert secret.encode("utf-16-be") not in content, secret


FIELDS = {"PAGE", "NUMPAGES", "TOC", "PAGEREF"}


def test_a_docx_has_no_field_but_ours_and_no_program(files: tuple[Path, dict[str, bytes]]) -> None:
    """Words that look like fields are words; external relations are links by http, https and mailto."""
    content = files[1]["docx"]
    assert docx_active(content) == ()
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = {name: package.read(name).decode(errors="replace") for name in package.namelist()}
    codes = [code for part in parts.values() for code in re.findall(r"<w:instrText[^>]*>([^<]*)<", part)]
    assert {code.split()[0] for code in codes} == FIELDS
    outside = [each for name, part in parts.items() if name.endswith(".rels")
               for each in re.findall(r"<Relationship [^>]*External[^>]*>", part)]  # fmt: skip
    assert all("/hyperlink" in each for each in outside)
    targets = {match[1] for each in outside if (match := re.search('Target="([^"]*)"', each))}
    assert {target.partition(":")[0] for target in targets} == {"https", "http", "mailto"}
    names = "\n".join(parts)
    assert not re.search(r"vba|\.bin|embeddings|activeX|customUI|altChunk", names, re.IGNORECASE)
    assert not re.search(r"attachedTemplate|altChunk|fldSimple|<o:OLE", "".join(parts.values()))
    assert "docm" not in parts["[Content_Types].xml"]
    assert "macro" not in parts["[Content_Types].xml"]


def test_an_html_edition_runs_and_fetches_nothing(files: tuple[Path, dict[str, bytes]]) -> None:
    """Its own tree, as browsers read it: no script, no handler, no address but of links; a policy on top."""
    root = tinyhtml5.parse(files[1]["html"].decode(), namespace_html_elements=False)
    tags = {str(each.tag).rpartition("}")[2] for each in root.iter()}
    assert not tags & {"script", "iframe", "object", "embed", "link", "base", "form", "input", "image", "use", "audio"}
    names = {str(name).rpartition("}")[2].lower() for each in root.iter() for name in each.attrib}
    assert not [name for name in names if name.startswith("on")]
    assert not names & {"srcset", "data", "action", "formaction", "background", "ping", "srcdoc"}
    for each in root.iter():
        assert each.get("src", "data:image/").startswith("data:image/")
        assert re.match(r"#|https?://|mailto:", each.get("href", "#")), each.attrib
    paints = {each.get(name, "") for each in root.iter() for name in ("fill", "stroke", "stop-color", "style")}
    assert not [paint for paint in paints if "127.0.0.1" in paint or "javascript" in paint]
    first = next(each for each in root.iter("meta"))
    assert first.get("http-equiv") == "Content-Security-Policy"
    assert first.get("content", "").startswith("default-src 'none'")


RECORDS = {
    "a script as address": "URL: 'javascript:alert(1)'",
    "a script in capitals": "URL: 'JaVaScRiPt:alert(1)'",
    "a file as address": "URL: file:///etc/passwd",
    "a file as DOI": "DOI: file:///etc/passwd",
    "a script as DOI": "DOI: 'javascript:alert(1)'",
    "markup behind a DOI": "DOI: '10.1/\"><script>x</script>'",
    "a script as PMID": "PMID: 'javascript:1'",
    "a handler as PMCID": "PMCID: \"x' onclick='alert(1)\"",
    "a user before the host": "URL: 'https://bank.com@x.org/'",
}


@pytest.mark.parametrize("name", RECORDS)
def test_a_record_leads_nowhere_else(name: str, tmp_path: Path) -> None:
    """`invalid-link`, at the field that a style would make a link of."""
    from tests.support import compiled

    given = seed(p1="All are born free.").replace("language: en}", f"language: en, {RECORDS[name]}}}")
    _, loaded = compiled(tmp_path, {"seeds/a.yaml": given, "briefs/b.yaml": "title: T\nsections: []\n"})
    assert [fault.code for fault in loaded.faults] == ["invalid-link"]
