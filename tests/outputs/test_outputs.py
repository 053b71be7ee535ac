"""What is in the finished files of the repository's briefs."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from xml.etree import ElementTree

import pikepdf

from briefwright import pipeline
from briefwright.engines.files import Workspace
from briefwright.model.document import plain
from briefwright.pipeline import Built, Compiled
from briefwright.prove.layout import squeezed
from briefwright.prove.ledger import read_ledger

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Made = tuple[Compiled, Built]


def _part(built: Built, name: str) -> ElementTree.Element:
    return ElementTree.fromstring(zipfile.ZipFile(BytesIO(built.files["docx"])).read(name))


def _text(element: ElementTree.Element) -> str:
    return "".join(each.text or "" for each in element.iter(f"{W}t"))


def test_each_brief_is_made_in_every_format(made: Made) -> None:
    """A brief without faults gives PDF, DOCX, HTML and ledger, and nothing is lost."""
    _, built = made
    assert set(built.files) == {"pdf", "docx", "html", "ledger.json"}
    assert built.faults == ()
    assert built.files["pdf"].startswith(b"%PDF-1.7")


def test_the_memo_is_one_page_and_the_brief_some_five(made: Made) -> None:
    """The briefs have the length that their kind asks for."""
    compiled, built = made
    assert (
        built.pages
        in {"yellow-sea-memo": {1}, "korea-china-reset": {4, 5, 6}, "korea-china-dossier": set(range(12, 31))}[
            compiled.name
        ]
    )


def test_every_quotation_stands_in_the_docx(made: Made) -> None:
    """The text of the DOCX holds every quotation, character for character."""
    compiled, built = made
    assert compiled.brief is not None
    text = squeezed(_text(_part(built, "word/document.xml")))
    assert [q.printed for q in compiled.brief.quotations if squeezed(q.printed) not in text] == []


def test_the_docx_has_a_footnote_for_every_citation(made: Made) -> None:
    """`word/footnotes.xml` has as many notes as the outline has citations, called in order, numbered once through."""
    compiled, built = made
    assert compiled.brief is not None
    notes = [n for n in _part(built, "word/footnotes.xml").iter(f"{W}footnote") if n.get(f"{W}type") is None]
    body = _part(built, "word/document.xml")
    calls = [call.get(f"{W}id") for call in body.iter(f"{W}footnoteReference")]
    assert len(calls) == len(set(calls)) == len(notes) == len(pipeline.make_document(compiled).notes) == built.notes
    restarts = [e.get(f"{W}val") for e in body.iter(f"{W}numRestart")]
    assert set(restarts) <= {"continuous"}


def test_both_formats_have_the_same_notes_in_the_same_order(made: Made) -> None:
    """The notes of the HTML that the pages are laid out from are those of the DOCX."""
    compiled, built = made
    document = pipeline.make_document(compiled)
    footnotes = {n.get(f"{W}id"): _text(n) for n in _part(built, "word/footnotes.xml").iter(f"{W}footnote")}
    calls = _part(built, "word/document.xml").iter(f"{W}footnoteReference")
    assert [footnotes[call.get(f"{W}id")].strip() for call in calls] == [plain(n.content) for n in document.notes]
    page = built.files["html"].decode()
    assert len(re.findall(r'role="doc-noteref"', page)) == len(document.notes)


def test_every_locator_stands_in_its_note(made: Made) -> None:
    """A note of a passage says where in the source the passage is."""
    compiled, built = made
    assert compiled.brief is not None
    record = json.loads(built.files["ledger.json"])
    assert len(record["notes"]) == len(pipeline.make_document(compiled).notes)
    texts = [note["text"] for note in record["notes"]]
    for citation in compiled.brief.citations:
        for pointer in citation.pointers:
            assert pointer.locator is not None
            assert any(re.search(rf"paras?\.\xa0(?:\d+, )*{pointer.locator.value}\b", text) for text in texts)


def test_a_relayed_quotation_names_speaker_and_reporter(again: Callable[[str], Made]) -> None:
    """Words that a source has from another paper are cited so, and the list of sources names neither as read."""
    _, built = again("korea-china-reset")
    record = json.loads(built.files["ledger.json"])
    assert any(
        note["text"].startswith("Xi Jinping, as reported by The Chosun Daily, quoted in Focus")
        for note in record["notes"]
    )
    assert set(record["sources"]) == {
        "china-us-focus", "focus-new-phase", "scmp-editorial", "thinkchina-limits", "zaobao-repost",
    }  # fmt: skip
    page = built.files["html"].decode()
    sources = page.split('class="references"')[1].split("</ul>")[0]
    assert sources.count("<li") == 5
    assert "Xi Jinping" not in sources
    assert "Chosun" not in sources


def test_two_builds_give_the_same_bytes(made: Made, again: Callable[[str], Made]) -> None:
    """The same inputs give the same PDF, DOCX, HTML and ledger."""
    compiled, built = made
    _, second = again(compiled.name)
    assert {name: content == built.files[name] for name, content in second.files.items()} == dict.fromkeys(
        built.files, True
    )


def test_the_ledger_says_where_each_quotation_is(made: Made) -> None:
    """Every annotation has its page in the PDF, its paragraph in the DOCX, and words that the passage has."""
    compiled, built = made
    assert compiled.brief is not None
    record = read_ledger(built.files["ledger.json"])
    passages = {q.passage.key: q.passage for q in compiled.brief.quotations}
    for item in record["items"]:
        passage = passages[item["passage"]]
        selector = item["target"]["selector"]
        assert selector["prefix"] + selector["exact"] + selector["suffix"] in passage.text.value
        assert item["sha256"] == passage.sha256
        assert 1 <= item["found"]["pdf"]["page"] <= built.pages
        assert item["found"]["docx"]["paragraph"] >= 1


def test_the_ledger_is_inside_both_files(made: Made) -> None:
    """The PDF and the DOCX carry the ledger, so that the file alone can be verified."""
    _, built = made
    custom = _part(built, "customXml/item1.xml")
    assert (custom.text or "").encode() == built.files["ledger.json"]
    with pikepdf.open(BytesIO(built.files["pdf"])) as pdf:
        ((name, attached),) = pdf.attachments.items()
        assert name.endswith(".ledger.json")
        assert attached.get_file().read_bytes() == built.files["ledger.json"]
        assert attached.obj.AFRelationship == "/Data"


def test_the_docx_has_its_properties_heads_and_table_headers(made: Made) -> None:
    """Title, language and running head are the brief's; placeholders are gone; tables have header rows."""
    compiled, built = made
    assert compiled.brief is not None
    package = zipfile.ZipFile(BytesIO(built.files["docx"]))
    everything = {name: package.read(name).decode() for name in package.namelist() if name.endswith(".xml")}
    title = plain(compiled.brief.title)
    assert f"<dc:title>{title}</dc:title>" in everything["docProps/core.xml"]
    heads = "".join(text for name, text in everything.items() if re.match(r"word/(header|footer)", name))
    assert title in heads
    assert "@" not in re.sub(r"<[^>]+>", "", heads)
    tables = everything["word/document.xml"].count("<w:tbl>")
    assert everything["word/document.xml"].count("<w:tblHeader") == tables


def test_the_pdf_says_what_it_is(made: Made) -> None:
    """The PDF is tagged, in a language, with a title that viewers show, and bookmarks."""
    compiled, built = made
    assert compiled.brief is not None
    with pikepdf.open(BytesIO(built.files["pdf"])) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in pdf.Root
        assert str(pdf.Root.Lang) == "en-GB"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert str(pdf.docinfo["/Title"]) == plain(compiled.brief.title)
        assert str(pdf.docinfo["/Author"]) == "Korea desk"
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:2026")
        with pdf.open_outline() as outline:
            assert str(outline.root[0].title) in ("Summary", "What is there", "Contents")


MARKED = """\
title: Marked
handling: "TLP:AMBER"
status: draft
embargo: 2026-01-22T06:00+09:00
sections:
  - heading: A section
    body: [Words.]
"""


def test_markings_stand_on_every_page(tmp_path_factory) -> None:  # type: ignore[no-untyped-def]
    """Handling, status and embargo are in the head or foot of both formats."""
    folder = tmp_path_factory.mktemp("marked")
    (folder / "seeds").mkdir()
    (folder / "briefs").mkdir()
    path = folder / "briefs" / "marked.yaml"
    path.write_text(MARKED, encoding="utf-8")
    workspace = Workspace(folder)
    compiled = pipeline.compile_brief(workspace, path, pipeline.load_library(workspace))
    built = pipeline.produce(workspace, compiled, ("docx", "html"))
    package = zipfile.ZipFile(BytesIO(built.files["docx"]))
    for kind in ("header", "footer"):
        for name in (n for n in package.namelist() if re.fullmatch(rf"word/{kind}\d*\.xml", n)):
            assert "TLP:AMBER" in package.read(name).decode(), name
    heads = "".join(package.read(n).decode() for n in package.namelist() if "header" in n)
    assert "draft" in heads.lower()
    assert "22 January 2026, 06:00 (UTC+09:00)" in heads
    assert "TLP:AMBER" in built.files["html"].decode()
