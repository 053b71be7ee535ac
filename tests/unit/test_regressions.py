"""Faults that a reading of the whole found, each held closed by a small workspace."""

from __future__ import annotations

import time
import zipfile
from pathlib import Path

import pytest

from briefwright.cli import main
from briefwright.engines import styles

SEED = """\
source: {type: report, title: A report, issued: 2026-01-09, language: en, note: private remark}
passages:
  p1: All are born free and equal. He said ''yes'' then. André's plan.
"""


def _workspace(folder: Path, outline: str, **more: str) -> Path:
    for name, text in {"seeds/a.yaml": SEED, "briefs/b.yaml": outline, **more}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def _check(folder: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    code = main(["-C", str(folder), "--format", "short", "check"])
    return code, capsys.readouterr().err


BODY = "title: T\nsections: [{heading: H, body: [%s]}]\n"


@pytest.mark.parametrize(
    ("outline", "expected"),
    [
        ("title: T\nsections: [{heading: H, body: [{quote: , exact: we surrender}]}]\n", "missing-key"),
        ("title: T\nsections: [{heading: H, body: [{claim: , evidence: [a#p1]}]}]\n", "missing-key"),
        ("title: T\nsections: [{heading: H, body: [{quote: a#p1, exact: }]}]\n", "wrong-type"),
        (BODY % "{table: {columns: [], rows: [[lost, words]]}}", "missing-key"),
        (BODY % "{table: {columns: [a], rows: [[b]], file: c.csv}}", "wrong-type"),
        (BODY % "'[y](https://e.org \"Xi said we surrender\")'", "misplaced-markup"),
        ("title: 'The [自由]{lang=zh} and [@a#p1] `code`'\nsections: [{heading: H, body: [x]}]\n", "misplaced-markup"),
        (BODY % ("'" + "*a **b " * 40 + "'"), ""),
        (BODY % "'| a |\n\n    |---|\n\n    | [x](#nowhere) |'", ""),
        (BODY % "{differ: {question: Q, answers: [{says: '[x](#nowhere)', evidence: [a#p1]}]}}", "invalid-link"),
        ("title: T\ndate: 0003-02-29\nsections: [{heading: H, body: [x]}]\n", "invalid-date"),
    ],
)
def test_nothing_is_lost_in_silence(
    outline: str, expected: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Words that could not be printed are told, not dropped."""
    code, told = _check(_workspace(tmp_path, outline), capsys)
    assert "unexpected fault" not in told
    assert f"[{expected}]" in told if expected else code in (0, 1)


def test_a_heading_may_not_leave_a_negation_behind(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A title that cuts off a negation is warned of, and one that quotes our own insertion refused."""
    seed = SEED.replace("All are born free and equal.", "It does not affect the alliance.")
    body = "sections: [{heading: H, body: ['\"does not affect the [old] alliance\" [@a#p1].']}]\n"
    folder = _workspace(tmp_path, 'title: It does "affect the"\n' + body, **{"seeds/a.yaml": seed})
    assert "omission-drops-negation" in _check(folder, capsys)[1]
    _workspace(tmp_path, 'title: It is "old"\n' + body)
    assert "unsourced-quotation" in _check(tmp_path, capsys)[1]


def test_like_headings_have_anchors_of_their_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Also those that begin like an anchor of the compiler's."""
    sections = ", ".join("{heading: Questions, body: [x]}" for _ in range(4))
    assert _check(_workspace(tmp_path, f"title: T\nsections: [{sections}]\n"), capsys) == (0, "")


def test_many_items_citations_and_brackets_take_no_more_than_their_size(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Long lists, long paragraphs and unclosed brackets end in seconds."""
    items = "\n".join("          - item" for _ in range(8000))
    many = ", ".join('"born free" [@a#p1]' for _ in range(1100))
    brackets = "[ ] " * 8000
    body = f"      - |\n{items}\n      - |\n        {many}.\n      - |\n        {brackets}\n"
    start = time.monotonic()
    code, told = _check(_workspace(tmp_path, f"title: T\nsections:\n  - heading: H\n    body:\n{body}"), capsys)
    assert (code, told) == (0, "")
    assert time.monotonic() - start < 30


def test_same_words_in_another_normal_form_and_a_source_s_own_doubled_marks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """André in NFD, and '' inside a quotation."""
    body = "'\"Andre\u0301''s plan\" [@a#p1] and \"he said ''''yes'''' then\" [@a#p1].'"
    assert _check(_workspace(tmp_path, BODY % body), capsys) == (0, "")


def test_a_style_never_sends_pandoc_to_the_network(tmp_path: Path) -> None:
    """A dependent style is found however its link is written; one whose parent is not here is refused."""
    for link in (
        "<link rel='independent-parent' href='http://127.0.0.1:9/styles/evil'/>",
        f'<!--{"x" * 9000}--><link href="http://127.0.0.1:9/styles/evil" rel="independent-parent"/>',
    ):
        path = tmp_path / "mine.csl"
        path.write_text(f'<style xmlns="http://purl.org/net/xbiblio/csl"><info>{link}</info></style>', encoding="utf-8")
        assert styles.independent(path) is None
    path.write_text("no xml", encoding="utf-8")
    assert styles.independent(path) is None


def test_a_template_may_not_link_out_or_add_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A link to a file outside is refused; a style sheet that puts a word before quotations loses them."""
    root = Path(__file__).resolve().parents[2] / "templates" / "policy-brief"
    outline = "title: T\ntemplate: mine\nsections: [{heading: H, body: ['\"born free\" [@a#p1]']}]\n"
    folder = _workspace(tmp_path, outline)
    mine = folder / "templates" / "mine"
    mine.mkdir(parents=True)
    for file in root.iterdir():
        (mine / file.name).write_bytes(file.read_bytes())
    css = (mine / "style.css").read_text(encoding="utf-8")
    (mine / "style.css").write_text(css + '.quotation::before { content: "NOT " }', encoding="utf-8")
    assert main(["-C", str(folder), "--format", "short", "build", "--to", "pdf"]) == 1
    assert "lost-quotation" in capsys.readouterr().err
    assert not (folder / "build").exists()
    (mine / "style.css").unlink()
    (mine / "style.css").symlink_to("/etc/hostname")
    assert main(["-C", str(folder), "check"]) == 3
    assert "outside the workspace" in capsys.readouterr().err


def test_two_at_a_time_give_the_same_bytes(tmp_path: Path) -> None:
    """`--jobs 2` makes what one at a time makes."""
    outline = "title: T\ndate: 2026-01-01\nsections: [{heading: H, body: ['\"born free\" [@a#p1]']}]\n"
    folder = _workspace(tmp_path, outline, **{"briefs/c.yaml": outline})
    for jobs in ("1", "2"):
        assert main(["-C", str(folder), "build", "--jobs", jobs, "-o", str(tmp_path / jobs)]) == 0
    for path in (tmp_path / "1").iterdir():
        assert path.read_bytes() == (tmp_path / "2" / path.name).read_bytes()
    assert b"private remark" not in (tmp_path / "1" / "b.ledger.json").read_bytes()


@pytest.mark.parametrize("name", ["a%20b.png", "ü b.png", "图 'x'.png"])
def test_a_picture_may_have_any_name(name: str, tmp_path: Path) -> None:
    """Per cent signs, blanks, marks and Chinese in a file's name."""
    quoted = name.replace("'", "''")
    outline = f"title: T\nsections: [{{heading: H, body: [{{figure: {{file: '{quoted}', alt: A dot}}}}]}}]\n"
    folder = _workspace(tmp_path, outline)
    dot = Path(__file__).parents[1] / "cases" / "everything" / "briefs" / "dot.png"
    (folder / "briefs" / name).write_bytes(dot.read_bytes())
    assert main(["-C", str(folder), "build"]) == 0
    assert "word/media/" in str(zipfile.ZipFile(folder / "build" / "b.docx").namelist())


def test_an_omission_may_not_join_two_speakers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One quotation has one speaker."""
    seed = """\
source: {type: report, title: A report}
passages:
  p1:
    text: Ann said "we will go by sea" and Bob said "they stay at home this year".
    voices:
      - {says: we will go by sea, speaker: Ann}
      - {says: they stay at home this year, speaker: Bob}
"""
    body = "sections: [{heading: H, body: ['\"we will go […] at home this year\" [@a#p1].']}]\n"
    folder = _workspace(tmp_path, "title: T\n" + body, **{"seeds/a.yaml": seed})
    assert "ambiguous-quotation]: the omission joins words of Ann to words of Bob" in _check(folder, capsys)[1]
