"""Every way in which a quotation may be altered, and what is refused: what is printed, and what the ledger records.

A case is a heading in one of the Markdown files here, and three blocks below it: the passages as a seed has them, the
items of an outline that quotes them (`yaml outline de`: of a German brief; otherwise a British one), and what comes
of it: faults, the page with its notes, and for each quotation its record in the ledger (level or change, offsets in
the passage, words; what is altered stands as `the source's → ours`). A code point stands for what cannot be seen:
`<00A0>`. `pytest --accept` rewrites the last block; a person reads the diff.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from tests.shown import lines, visible, words
from tests.support import compiled, workspace

from briefwright.model.brief import Change, Level
from briefwright.model.document import Div, Document
from briefwright.pipeline import Compiled, Loaded, make_document, produce
from briefwright.prove.ledger import read_ledger
from briefwright.write.ledger import write_ledger

HERE = Path(__file__).parent
BLOCKS = re.compile(
    r"(?:.*\n)*?```yaml passage\n(?P<passages>(?:.*\n)*?)```\n"
    r"(?:.*\n)*?```yaml outline(?: (?P<language>\S+))?\n(?P<body>(?:.*\n)*?)```\n"
    r"(?:.*\n)*?```text\n(?P<shown>(?:.*\n)*?)```\n*"
)
SOURCE = """\
source:
  type: report
  title: Minutes of the harbour
  author: [{literal: Harbour Board}]
  issued: 2025
  language: en
passages:
"""


@dataclass(frozen=True)
class Case:
    """One alteration: its passages, the outline's items, and what was accepted."""

    chapter: Path
    title: str
    passages: str
    language: str
    body: str
    shown: str

    @property
    def refused(self) -> bool:
        """Whether its heading says that nothing is printed."""
        return self.title.endswith((" is refused", " are refused"))


def cases_of(chapter: Path) -> Iterator[Case]:
    """The cases of a chapter, in order; a heading whose blocks are not whole fails."""
    _, *written = re.split(r"^## ", chapter.read_text(encoding="utf-8"), flags=re.MULTILINE)
    for text in written:
        title, below = text.split("\n", 1)
        blocks = BLOCKS.fullmatch(below)
        assert blocks, f"{chapter.name}: `{title}` has not its three blocks"
        yield Case(chapter, title, blocks["passages"], blocks["language"] or "en-GB", blocks["body"], blocks["shown"])


CASES = [case for chapter in sorted(HERE.glob("*.md")) for case in cases_of(chapter)]
LANGUAGES = sorted({case.language for case in CASES if not case.refused})


def made(folder: Path, *cases: Case) -> tuple[Compiled, Loaded]:
    """Cases of one language as one brief, a section each."""
    outline = f"title: Alterations\nlanguage: {cases[0].language}\nsections:\n"
    for case in cases:
        outline += f"  - heading: {case.title}\n    body:\n{_indented(case.body, 6)}"
    files = {
        "seeds/minutes.yaml": SOURCE + "".join(_indented(case.passages, 2) for case in cases),
        "briefs/b.yaml": outline,
        "briefs/dot.png": (HERE / "dot.png").read_bytes(),
    }
    return compiled(folder, files)


def _indented(text: str, by: int) -> str:
    return "".join(f"{' ' * by}{line}\n" if line else "\n" for line in text.splitlines())


def shown(done: Compiled, loaded: Loaded) -> Iterator[str]:
    """What comes of a case, line by line."""
    faults = [*loaded.faults, *done.faults]
    yield from (visible(f"{fault.severity}[{fault.code}]: {fault.message}") for fault in faults)
    if done.blocked or done.brief is None:
        return
    yield from [""] if faults else []
    document = make_document(done)
    yield from (visible(line) for line in page(document))
    # Reading it back also holds that what is printed follows from the source's words and the alterations.
    for item in read_ledger(write_ledger(done.brief, document, None, {}, (), {}))["items"]:
        yield ""
        yield from (visible(line).rstrip() for line in record(item))


def page(document: Document) -> Iterator[str]:
    """The one section's blocks as they are printed, and the notes."""
    (section,) = next(part.blocks for part in document.parts if part.name == "body")
    assert isinstance(section, Div)
    for line in lines(section.content[1:]):
        yield re.sub(r"\(q\d+\)", "", line)
    for note in document.notes:
        yield re.sub(r"\(q\d+\)", "", f"[{note.number}] {words(note.content)}")


def record(item: dict[str, Any]) -> Iterator[str]:
    """A quotation's record in the ledger as a small table."""

    def row(name: str, told: str, extent: dict[str, Any] | None = None) -> str:
        place = f"{extent['start']}–{extent['end']}" if extent else ""
        return f"{name:<20}{place:<9}{told}"

    yield row(item["level"], item["target"]["selector"]["exact"], item)
    for each in item["alterations"]:
        changed = "" if each["printed"] == each["source"] else f" → {each['printed']}"
        yield row(f"  {each['change']}", (each["source"] or "(nothing)") + changed, each)
    yield row("printed", item["printed"])
    if item["speaker"]:
        yield row("said by", item["speaker"] + (f", as reported by {item['via']}" if item["via"] else ""))
    if where := [name for name in ("block", "translated") if item[name]] + ["in a note"] * bool(item["note"]):
        yield row("set", ", ".join(where))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.chapter.stem}: {case.title}")
def test_case(case: Case, tmp_path: Path, accept: bool) -> None:
    """An alteration is printed and recorded as accepted, or refused in the accepted words."""
    done, loaded = made(tmp_path, case)
    came = "".join(f"{line}\n" for line in shown(done, loaded))
    if accept:
        _rewrite(case, came)
    else:
        assert came == case.shown
    assert done.blocked == case.refused


def _rewrite(case: Case, came: str) -> None:
    text = case.chapter.read_text(encoding="utf-8")
    before, heading, rest = text.partition(f"## {case.title}\n")
    start, fence, behind = rest.partition("```text\n")
    case.chapter.write_text(before + heading + start + fence + came + behind[behind.index("```\n") :], encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_cases_arrive_in_both_formats(language: str, tmp_path: Path) -> None:
    """The cases of a language as one brief: PDF and DOCX lose nothing, and each says what it says alone."""
    cases = [case for case in CASES if case.language == language and not case.refused]
    done, loaded = made(tmp_path, *cases)
    assert not done.blocked, [fault.message for fault in (*loaded.faults, *done.faults)]
    built = produce(workspace(tmp_path, {}), done, ("pdf", "docx"))
    assert built.faults == ()
    items = read_ledger(built.files["ledger.json"])["items"]
    # A note of the outline's own is numbered where it is called; its quotations are proved with it.
    assert all("docx" in item["found"] and ("pdf" in item["found"] or item["note"]) for item in items)
    alone = [each for n, case in enumerate(cases) for each in _quotations(tmp_path / str(n), case)]
    assert [(item["level"], item["printed"]) for item in items] == alone


def _quotations(folder: Path, case: Case) -> Iterator[tuple[str, str]]:
    brief = made(folder, case)[0].brief
    assert brief
    yield from ((quotation.level.value, quotation.printed) for quotation in brief.quotations)


def test_every_level_and_every_change_has_its_case() -> None:
    """No level and no kind of change is without a record here."""
    told = "\n".join(case.shown for case in CASES)
    recorded = set(re.findall(r"^ *([a-z-]+) +\d+–\d+ ", told, re.MULTILINE))
    assert recorded == {*(level.value for level in Level), *(change.value for change in Change)}


def test_every_case_has_a_name_of_its_own() -> None:
    """A heading names one case, and `--accept` finds its block by it."""
    names = [(case.chapter, case.title) for case in CASES]
    assert len(set(names)) == len(names)
