"""Documents into a workspace: what is written, what is refused, and the faults told."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefwright import pipeline
from briefwright.desk.add.adding import Gathered, NotThis, add_files, put
from briefwright.engines.files import Workspace

ARTICLE = """\
Toll on deep ships goes up

By The Harbour Desk, Ebbside Times
Published: 5 January 2026

The harbour board will charge deep ships a fifth more from March, it said on Monday.

The board has dredged the north channel twice in three years. Each time the silt came back within a winter.
"""


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """An empty workspace, and the folder that file names start from."""
    (tmp_path / "seeds").mkdir()
    (tmp_path / "briefs").mkdir()
    monkeypatch.chdir(tmp_path)
    return Workspace(tmp_path)


def add(workspace: Workspace, *names: str, wanted: str = "", title: str = "") -> Gathered:
    """Add files and write the seeds."""
    gathered = add_files(workspace, pipeline.load_library(workspace).library, names, wanted, title)
    put(gathered.added)
    return gathered


def test_a_record_and_a_document_make_one_seed(workspace: Workspace) -> None:
    """The record gives the item, the document its passages."""
    Path("toll.txt").write_text(ARTICLE, encoding="utf-8")
    Path("toll.ris").write_text("TY  - NEWS\nTI  - Deep Toll\nT2  - The Times of Tides\nER  - \n", encoding="utf-8")
    [added] = add(workspace, "toll.txt", "toll.ris").added
    source = pipeline.load_library(workspace).library.sources[added.id]
    assert added.id == "the-times-deep-toll"
    assert source.item["title"] == "Deep Toll"
    assert source.item["container-title"] == "The Times of Tides"
    assert list(source.passages) == ["p1", "p2"]


def test_a_record_first_and_its_document_later(workspace: Workspace) -> None:
    """The seed of the record gets the passages; its item stays."""
    Path("toll.ris").write_text("TY  - NEWS\nTI  - Toll on deep ships goes up\nER  - \n", encoding="utf-8")
    Path("toll.txt").write_text(ARTICLE, encoding="utf-8")
    [first] = add(workspace, "toll.ris").added
    [second] = add(workspace, "toll.txt").added
    assert second.id == first.id
    loaded = pipeline.load_library(workspace)
    assert loaded.faults == []
    assert list(loaded.library.sources[first.id].passages) == ["p1", "p2"]
    assert loaded.library.sources[first.id].item["type"] == "article-newspaper"


def test_two_documents_of_one_name_get_two_ids(workspace: Workspace) -> None:
    """Without --id another document of the same title and outlet gets a number."""
    Path("a.txt").write_text(ARTICLE, encoding="utf-8")
    other = ARTICLE.split("\n\n")[:2]
    words = ["Gulls have settled on the lamp of the mole again.", "Nobody at the lamp office minds the gulls at all."]
    Path("b.txt").write_text("\n\n".join([*other, *words]) + "\n", encoding="utf-8")
    gathered = add(workspace, "a.txt", "b.txt")
    first, second = gathered.added
    assert second.id == f"{first.id}-2"


def test_a_seed_of_another_document_is_not_overwritten(workspace: Workspace) -> None:
    """The ID that was asked for is another document's."""
    words = "source: {type: report, title: Dredging}\npassages:\n  p1: Quite other words.\n"
    (workspace.root / "seeds" / "report.yaml").write_text(words, encoding="utf-8")
    Path("a.txt").write_text(ARTICLE, encoding="utf-8")
    with pytest.raises(NotThis, match=r"seeds/report\.yaml is of another document"):
        add(workspace, "a.txt", wanted="report")
    assert (workspace.root / "seeds" / "report.yaml").read_text(encoding="utf-8") == words


@pytest.mark.parametrize(
    ("name", "content", "code", "place"),
    [
        ("a.txt", ARTICLE.replace("twice", "twi\x07ce").encode(), "forbidden-character", (8, 44)),
        ("a.txt", b"\xff\xfe\x00", "invalid-encoding", (1, 1)),
        ("a.pdf", b"no PDF", "unreadable-file", (1, 1)),
        ("a.docx", b"no DOCX", "unreadable-file", (1, 1)),
        ("a.html", b"<html></html>", "empty-passage", (1, 1)),
        ("a.bib", b"no record", "unreadable-file", (1, 1)),
    ],
)
def test_faults(workspace: Workspace, name: str, content: bytes, code: str, place: tuple[int, int]) -> None:
    """A document that cannot be taken is told with its place, and nothing is written."""
    Path(name).write_bytes(content)
    gathered = add(workspace, name)
    assert gathered.added == []
    assert code in [fault.code for fault in gathered.faults]
    assert place in [(fault.span.line, fault.span.column) for fault in gathered.faults]
    assert list((workspace.root / "seeds").iterdir()) == []


def test_soft_hyphens_are_left_off(workspace: Workspace) -> None:
    """They are layout: a passage has the word without them."""
    Path("a.txt").write_text(ARTICLE.replace("harbour board", "har\u00adbour board"), encoding="utf-8")
    [added] = add(workspace, "a.txt").added
    words = pipeline.load_library(workspace).library.sources[added.id].passages["p1"].text.value
    assert words.startswith("The harbour board")


def test_the_characters_of_a_page_are_its_own(workspace: Workspace) -> None:
    """Entities become characters, no-break spaces stay, inline markup leaves no gap, and nothing is curled."""
    page = (
        '<html lang="en"><head><meta charset="utf-8"><title>T</title></head><body><article>'
        "<h1>Toll of the tide again</h1>"
        "<p>The board&rsquo;s fee of 40&nbsp;crowns -- &quot;too <b>mu</b>ch&quot;\n "
        "  by half &amp; more ... was paid.</p>"
        "<p>Ships that draw more than nine metres must wait for the tide, and some of them wait for a week.</p>"
        "</article></body></html>"
    )
    Path("a.html").write_text(page, encoding="utf-8")
    [added] = add(workspace, "a.html").added
    words = pipeline.load_library(workspace).library.sources[added.id].passages["p1"].text.value
    assert words == 'The board’s fee of 40\u00a0crowns -- "too much" by half & more ... was paid.'


def test_a_document_without_a_title_is_given_one(workspace: Workspace) -> None:
    """Nothing is made up: the title comes from the command, or is missing."""
    first, second = ARTICLE.split("\n\n")[2:]
    Path("a.txt").write_text(f"{second}\n\n{first}\n", encoding="utf-8")
    assert [fault.code for fault in add(workspace, "a.txt").faults] == ["missing-key"]
    [added] = add(workspace, "a.txt", title="Toll").added
    assert added.item["title"] == "Toll"
