"""`verify`: a finished file proved from its own ledger, whole, changed, hostile."""

from __future__ import annotations

import json
import re
import zipfile
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from briefwright import pipeline
from briefwright.cli import main
from briefwright.desk.verify import Verified, verify
from briefwright.engines.files import Workspace

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    """The memo, built."""
    workspace = Workspace(ROOT)
    loaded = pipeline.load_library(workspace)
    compiled = pipeline.compile_brief(workspace, ROOT / "briefs" / "yellow-sea-memo.yaml", loaded)
    return pipeline.produce(workspace, compiled, ("pdf", "docx")).files


def _verified(folder: Path, content: bytes, name: str = "file") -> Verified:
    path = folder / name
    path.write_bytes(content)
    return verify(path, name, None)


def _codes(found: Verified) -> list[str]:
    return [fault.code for fault in found.faults]


def _docx(files: dict[str, bytes], change: dict[str, bytes]) -> bytes:
    out = BytesIO()
    source = zipfile.ZipFile(BytesIO(files["docx"]))
    with zipfile.ZipFile(out, "w") as package:
        for name in source.namelist():
            package.writestr(name, change.get(name, source.read(name)))
    return out.getvalue()


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_the_file_alone_is_proved(files: dict[str, bytes], kind: str, tmp_path: Path) -> None:
    """Copied to an empty folder, every quotation and note of it is found."""
    found = _verified(tmp_path, files[kind])
    assert found.faults == ()
    assert len(found.rows) == found.notes == 6
    assert all(row.well for row in found.rows)


def test_a_changed_letter_of_the_pdf_names_its_quotation(files: dict[str, bytes], tmp_path: Path) -> None:
    """One glyph of a quotation replaced: the quotation is named, and the others are well."""
    with pikepdf.open(BytesIO(files["pdf"])) as pdf:
        page = pdf.pages[0]
        stream = page.Contents.read_bytes()
        strings = list(re.finditer(rb"<([0-9a-f]{4})>", stream))
        for at in range(len(strings)):
            other = next(s[1] for s in strings[at:] + strings[:at] if s[1] != strings[at][1])
            changed = stream[: strings[at].start(1)] + other + stream[strings[at].end(1) :]
            page.Contents.write(changed)
            out = BytesIO()
            pdf.save(out)
            found = _verified(tmp_path, out.getvalue())
            if "lost-quotation" in _codes(found):
                break
    assert sum(not row.well for row in found.rows) == 1
    lost = next(row for row in found.rows if not row.well)
    assert lost.passage in found.faults[0].message


def test_a_changed_word_of_the_docx_names_its_quotation(files: dict[str, bytes], tmp_path: Path) -> None:
    """A reviewer's edit inside a quotation is found; an edit beside it is nobody's concern."""
    body = zipfile.ZipFile(BytesIO(files["docx"])).read("word/document.xml")
    found = _verified(tmp_path, _docx(files, {"word/document.xml": body.replace(b"unsuccessfully", b"successfully")}))
    assert _codes(found) == ["lost-quotation"]
    assert "unsuccessfully proposed" in found.faults[0].message
    beside = body.replace(b"Their purpose is disputed", b"Their purpose is not known")
    assert beside != body
    assert _codes(_verified(tmp_path, _docx(files, {"word/document.xml": beside}))) == []


def test_a_ledger_that_lies_is_told(files: dict[str, bytes], tmp_path: Path) -> None:
    """Printed words that do not follow from the source's, a missing field, no JSON, two ledgers."""
    part = "customXml/item1.xml"
    xml = zipfile.ZipFile(BytesIO(files["docx"])).read(part).decode()
    lies = [
        xml.replace('"printed": "unsuccessfully', '"printed": "successfully'),
        xml.replace('"printed": "observation buoys', '"printed": "observation [no] buoys'),
        xml.replace('"motivation": "quoting"', '"motivation": "lying"'),
        re.sub(r">\{", ">{{", xml),
    ]
    for lie in lies:
        assert lie != xml
        assert _codes(_verified(tmp_path, _docx(files, {part: lie.encode()}))) == ["invalid-ledger"]
    assert _codes(_verified(tmp_path, _docx(files, {part: b"<other/>"}))) == ["missing-ledger"]


def test_hostile_files_are_told(files: dict[str, bytes], tmp_path: Path) -> None:
    """Not a PDF, cut short, encrypted, no package, a document type, a bomb: a fault, never a crash."""
    bomb = BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b"0" * (600 * 2**20))
    locked = BytesIO()
    with pikepdf.open(BytesIO(files["pdf"])) as pdf:
        pdf.save(locked, encryption=pikepdf.Encryption(user="secret", owner="secret"))
    dtd = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    for content in (
        b"", b"hello", files["pdf"][:4000], b"%PDF-1.7\n" + b"\0" * 500, files["docx"][:4000], b"PK\3\4" + b"\0" * 80,
        bomb.getvalue(), locked.getvalue(), _docx(files, {"customXml/item1.xml": dtd}),
        _docx(files, {"word/document.xml": b"<not xml"}),
    ):  # fmt: skip
        assert _codes(_verified(tmp_path, content)) == ["unreadable-file"], content[:40]
    with pikepdf.new() as empty:
        empty.add_blank_page()
        empty.save(tmp_path / "blank.pdf")
    assert _codes(verify(tmp_path / "blank.pdf", "blank.pdf", None)) == ["missing-ledger"]


def test_a_passage_that_changed_since_is_told(files: dict[str, bytes], tmp_path: Path) -> None:
    """With a workspace, the passages must still say so."""
    (tmp_path / "seeds").mkdir()
    (tmp_path / "briefs").mkdir()
    for seed in (ROOT / "seeds").glob("*.yaml"):
        text = seed.read_text(encoding="utf-8").replace("observation buoys", "fish farms")
        (tmp_path / "seeds" / seed.name).write_text(text, encoding="utf-8")
    path = tmp_path / "memo.pdf"
    path.write_bytes(files["pdf"])
    library = pipeline.load_library(Workspace(tmp_path)).library
    found = verify(path, "memo.pdf", library)
    assert set(_codes(found)) == {"changed-passage"}
    assert any("no longer says “observation buoys" in fault.message for fault in found.faults)


def test_the_command_says_so_in_one_line(
    files: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In a pipe a line a file, exit 0; exit 1 with JSON when something is wrong; exit 2 when it is not there."""
    monkeypatch.chdir(tmp_path)
    Path("memo.pdf").write_bytes(files["pdf"])
    Path("bad.pdf").write_bytes(b"no")
    assert main(["verify", "memo.pdf"]) == 0
    assert capsys.readouterr().out == "memo.pdf: 6 quotations, 6 notes: proved\n"
    assert main(["verify", "--format", "json", "bad.pdf"]) == 1
    assert json.loads(capsys.readouterr().err)["code"] == "unreadable-file"
    assert main(["verify", "nowhere.pdf"]) == 2
