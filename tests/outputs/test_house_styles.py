"""Another institution's brief by four lines; large print, Letter; the styles that come with the compiler."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from tests.support import built, outline, seed, workspace

from briefwright.desk.new_template import new_template
from briefwright.engines import pdfium
from briefwright.house import named_template
from briefwright.model.span import Span
from briefwright.pipeline import Built

FOUR = {"publisher": "Institute of Harbours", "paper": "Letter", "accent": "'#7a1f2b'", "text": "large"}


def _files(template: str, front: str = "") -> dict[str, str]:
    body = outline('So "peace is good" [@a#p1], and on.', front=front)
    body += "      - table: {columns: [A, B], rows: [[c, d]]}\n"
    return {"seeds/a.yaml": seed(p1="Peace is good."), "briefs/b.yaml": f"template: {template}\n{body}"}


def _new(root: Path, base: str, changed: dict[str, str]) -> dict[str, str]:
    """A new template's files with some lines changed."""
    where = workspace(root / "new", {})
    found = named_template(where, base, Span("templates/"), [])
    assert found
    new_template(where, "ours", found)
    folder = where.root / "templates" / "ours"
    settings = (folder / "template.yaml").read_text(encoding="utf-8")
    for key, value in changed.items():
        settings, count = re.subn(rf"(?m)^(\s*){key}: .*$", rf"\1{key}: {value}", settings)
        assert count == 1
    return {"templates/ours/template.yaml": settings, "templates/ours/style.css": (folder / "style.css").read_text()}


def _words(made: Built) -> str:
    with pdfium.opened(made.files["pdf"]) as pages:
        return "".join(page.text for page in pages)


def _styles(made: Built) -> str:
    return zipfile.ZipFile(BytesIO(made.files["docx"])).read("word/styles.xml").decode()


def test_four_lines_make_another_institution_s_brief(tmp_path: Path) -> None:
    """Another head, paper, colour and size in PDF and DOCX; the same words, proved."""
    ours = built(tmp_path / "a", _files("policy-brief"), ("pdf", "docx"))
    theirs = built(tmp_path / "b", {**_files("ours"), **_new(tmp_path, "policy-brief", FOUR)}, ("pdf", "docx"))
    assert ours.faults == theirs.faults == ()
    assert "InstituteofHarbours" in _words(theirs)
    assert sorted(_words(theirs).replace("InstituteofHarbours", "")) == sorted(_words(ours))
    with pdfium.opened(ours.files["pdf"]) as one, pdfium.opened(theirs.files["pdf"]) as other:
        assert [round(each) for each in one[0].size] == [595, 842]
        assert [round(each) for each in other[0].size] == [612, 792]
        sizes = [page.box(page.text.find("peaceisgood")) for page in (one[0], other[0])]
    heights = [box[3] - box[1] for box in sizes if box]
    assert heights[1] / heights[0] == pytest.approx(16 / 10.25, rel=0.02)
    assert "7a1f2b" in _styles(theirs).lower()
    assert "7a1f2b" not in _styles(ours).lower()
    body = zipfile.ZipFile(BytesIO(theirs.files["docx"])).read("word/document.xml").decode()
    assert 'w:w="12240"' in body


def test_a_new_template_builds_as_it_is(tmp_path: Path) -> None:
    """On top of each style that comes with the compiler."""
    for base in ("policy-brief", "memo", "report"):
        made = built(tmp_path / base, {**_files("ours"), **_new(tmp_path / base, base, {})}, ("pdf", "docx"))
        assert made.faults == (), base


def test_the_memo_s_head_names_both_ends(tmp_path: Path) -> None:
    """To, from and date, in both formats."""
    made = built(tmp_path, _files("memo", "to: The minister\nfrom: The desk\ndate: 2026-02-03\n"), ("pdf", "docx"))
    assert "ToTheministerFromThedeskDate3February2026" in _words(made)
    body = zipfile.ZipFile(BytesIO(made.files["docx"])).read("word/document.xml").decode()
    lines = [re.sub("<[^>]+>", "", each.replace("<w:tab />", "\t")) for each in body.split("<w:p>")]
    assert [line.strip() for line in lines if "\t" in line] == [
        "To\tThe minister", "From\tThe desk", "Date\t3 February 2026",
    ]  # fmt: skip


def test_the_report_has_a_cover_and_contents_with_pages(tmp_path: Path) -> None:
    """The title alone on page one; each heading with its page behind; numbers before the headings; tables listed."""
    made = built(tmp_path, _files("report"), ("pdf", "docx"))
    with pdfium.opened(made.files["pdf"]) as pages:
        texts = [page.text for page in pages]
    assert made.pages == 3
    assert "Contents" not in texts[0]
    assert re.search(r"1One\.+3", texts[1])
    assert "Table1" in texts[1]
    assert "peaceisgood" in texts[2]
