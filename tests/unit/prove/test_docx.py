"""A finished DOCX believed only as far as it can be read."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from tests.support import codes, compiled, outline, seed, workspace

from briefwright.model.brief import Brief
from briefwright.pipeline import produce
from briefwright.prove.docx import docx_findings, read_docx
from briefwright.prove.expected import Expected
from briefwright.prove.layout import findings_faults
from briefwright.prove.ledger import expected_of

Made = tuple[bytes, Brief, Expected]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A brief with two quotations and a note of its own."""
    root: Path = tmp_path_factory.mktemp("docx")
    words = outline('So "peace is good" [@a#p1], yes[^n].\n\n[^n]: Mine.', 'And "war & <peace>" [@a#p2].').replace(
        "<peace>", "\\\\<peace\\\\>"
    )
    files = {"seeds/a.yaml": seed(p1="Peace is good.", p2="No war & <peace>."), "briefs/b.yaml": words}
    done, _ = compiled(root, files)
    assert done.brief
    built = produce(workspace(root, {}), done, ("docx",))
    assert built.faults == ()
    return built.files["docx"], done.brief, expected_of(json.loads(built.files["ledger.json"]))


def _changed(content: bytes, part: str, old: str, new: str) -> bytes:
    source, out = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name in source.namelist():
            words = source.read(name)
            if name == part:
                assert old.encode() in words
                words = words.replace(old.encode(), new.encode())
            package.writestr(name, words)
    return out.getvalue()


def _faults(content: bytes, made: Made) -> list[str]:
    return codes(list(findings_faults(docx_findings(read_docx(content), made[2]), made[1], "DOCX")))


def test_what_is_there_is_found(made: Made) -> None:
    """Quotations by bookmark and paragraph, notes in the order of their calls."""
    words = read_docx(made[0])
    assert words.bookmarks["q1"] == "“peace is good”"
    assert words.bookmarks["q2"] == "“war & <peace>”"
    assert words.paragraphs["q1"] < words.paragraphs["q2"]
    assert len(words.notes) == 3
    assert words.notes[1].strip() == "Mine."
    assert _faults(made[0], made) == []


@pytest.mark.parametrize(
    ("part", "old", "new", "told"),
    [
        ("word/document.xml", "peace is good", "peace is god", ["lost-quotation"]),
        ("word/document.xml", "war &amp; &lt;", "war &lt;", ["lost-quotation"]),
        ("word/document.xml", "peace is good”", "peace is good", ["lost-quotation"]),
        ("word/document.xml", "“peace is good", "peace is good", ["lost-quotation"]),
        ("word/document.xml", 'w:name="q2"', 'w:name="q3"', ["lost-quotation"]),
        ("word/footnotes.xml", "Mine.", "Mine", ["lost-note"]),
        ("word/footnotes.xml", "para.\xa02", "para.\xa03", ["lost-note"]),
    ],
)
def test_what_is_lost_is_told(made: Made, part: str, old: str, new: str, told: list[str]) -> None:
    """A letter, a character, either mark, a bookmark, a stop of a note, a locator."""
    assert _faults(_changed(made[0], part, old, new), made) == told


def test_a_lost_call_is_told(made: Made) -> None:
    """Each note that nothing calls is missing, though its words are in the file."""
    content = _changed(made[0], "word/document.xml", "<w:footnoteReference", "<w:footnoteLost")
    assert _faults(content, made) == ["lost-note"] * 3


def test_white_space_is_all_that_may_differ(made: Made) -> None:
    """Runs may be split anywhere."""
    split = '</w:t></w:r><w:r><w:t xml:space="preserve">'
    assert _faults(_changed(made[0], "word/document.xml", "peace is good", f"pe{split}ace is  good"), made) == []
