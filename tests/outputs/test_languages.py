"""Briefs in seven languages: their marks, their dates, their own words, and a glyph for each sign."""

from __future__ import annotations

import json
import re
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from tests.support import built

from briefwright.prove.ledger import expected_of
from briefwright.prove.pdf import pdf_findings

SAID = {
    "de": ("Der Hafen ist „tief genug“ für alle Schiffe.", "Hafen", "„", "“"),
    "fr": ("Le port est «\u202fassez profond\u202f» pour tous les navires.", "Port", "«\u202f", "\u202f»"),
    "zh": ("港口对所有船舶都足够深，不必再挖。", "港口", "“", "”"),
    "zh-Hant": ("港口對所有船舶都足夠深，不必再挖。", "港口", "「", "」"),
    "ko": ("항구는 모든 배에 충분히 깊다. 더 팔 필요가 없다.", "항구", "“", "”"),
    "ja": ("港はすべての船に十分深い。", "港", "「", "」"),
    "ar": ("الميناء عميق بما يكفي لجميع السفن منذ عام 2024 (انظر ABC).", "الميناء", "«", "»"),
    "en-GB": ("The harbour is deep enough (港口, الميناء, 항구) for all ships.", "Harbour", "“", "”"),
}
"""A passage of ours in each language, a heading, and the marks that its briefs are set in."""


@pytest.mark.parametrize("language", SAID)
def test_a_brief_in_each_language_is_proved(tmp_path: Path, language: str) -> None:
    """In prose and as a block, PDF and DOCX; the marks are those of the language, and no glyph is missing."""
    text, heading, opening, closing = SAID[language]
    inner = text.translate(str.maketrans("„“«»", "''''")).replace("'\u202f", "'").replace("\u202f'", "'")
    item = f"type: report, title: {heading}, issued: 2026-01-09, language: {language}"
    seed = f"source: {{{item}}}\npassages:\n  p1: {text}\n"
    outline = (
        f"title: {heading}\nlanguage: {language}\ndate: 2026-02-03\nannex: evidence\n"
        f"sections:\n  - heading: {heading}\n"
        f'    body:\n      - |\n        "{inner}" [@a#p1]\n      - quote: a#p1\n'
        f"      - claim: {heading} 1500\n        evidence: [a#p1]\n        confidence: high\n"
    )
    made = built(tmp_path, {"seeds/a.yaml": seed, "briefs/b.yaml": outline}, ("pdf", "docx", "html"))
    assert made.faults == ()
    page = made.files["html"].decode()
    assert f'<span class="quotation" id="q1">{opening}' in page
    assert f"{closing}</span>" in page
    assert ('" dir="rtl">' in page) is (language == "ar")


def test_a_changed_letter_of_a_line_of_two_directions_is_found(tmp_path: Path) -> None:
    """A letter, a digit, an order: the words on the page are not these."""
    text = SAID["ar"][0]
    files = {
        "seeds/a.yaml": f"source: {{type: report, title: T, language: ar}}\npassages:\n  p1: {text}\n",
        "briefs/b.yaml": "title: T\nlanguage: ar\nsections:\n  - heading: T\n    body:\n      - quote: a#p1\n",
    }
    made = built(tmp_path, files, ("pdf",))
    expected = expected_of(json.loads(made.files["ledger.json"]))
    assert pdf_findings(made.files["pdf"], expected).well
    for changed in (text.replace("2024", "2042"), text.replace("السفن", "السفر"), text.replace("ABC", "ACB")):
        assert len(changed) == len(text)
        quotation = replace(expected.quotations[0], printed=changed)
        assert not pdf_findings(made.files["pdf"], replace(expected, quotations=[quotation])).well


def test_spaces_that_a_language_sets_are_in_every_format(tmp_path: Path) -> None:
    """No-break spaces are characters of the text, in Word as in HTML; in the PDF's text layer, which has one space for
    all, plain ones that a reader can search by. The source's words keep their own."""
    seed = "source: {type: report, title: T, language: fr}\npassages:\n  p1: 'Pourquoi? Oui: 5% de tout!'\n"
    body = "'Pourquoi? Oui: 5% de 1 204 navires, M. Lee -- le 5 janvier. \"Pourquoi? Oui: 5% de tout!\" [@a#p1]'"
    outline = f"title: T\nlanguage: fr\nsections:\n  - heading: Quoi?\n    body:\n      - {body}\n"
    made = built(tmp_path, {"seeds/a.yaml": seed, "briefs/b.yaml": outline}, ("pdf", "docx", "html"))
    assert made.faults == ()
    set_ = "Pourquoi\u202f? Oui\u00a0: 5\u00a0% de 1\u202f204 navires, M.\u00a0Lee\u00a0– le 5\u00a0janvier."
    with zipfile.ZipFile(BytesIO(made.files["docx"])) as package:
        xml = package.read("word/document.xml").decode()
    with pdfium.PdfDocument(made.files["pdf"]) as pdf:
        layer = " ".join(pdf[0].get_textpage().get_text_range().split("\r\n"))
    for words in (made.files["html"].decode(), "".join(re.findall(r"<w:t[^>]*>([^<]*)", xml))):
        assert set_ in words
        assert "Pourquoi? Oui: 5% de tout!" in words
        assert "Quoi\u202f?" in words
    assert set_.translate(dict.fromkeys(map(ord, "\u00a0\u202f"), " ")) in layer
    assert not {"\u00a0", "\u202f"} & set(layer)
