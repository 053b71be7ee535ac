"""What is built in a process that built before has the bytes of a first build."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.support import seed, workspace
from tests.warm import Edited

from briefwright.engines.warm import Warm
from briefwright.pipeline import compile_brief, load_library, produce


def _same(root: Path, files: Mapping[str, str], warm: Warm, done: object) -> int:
    """Build with what is kept and without; the number of pages."""
    where = workspace(root, files)
    compiled = compile_brief(where, root / "briefs" / "b.yaml", load_library(where))
    assert not compiled.blocked, (done, compiled.faults)
    fast, first = (produce(where, compiled, ("pdf",), kept) for kept in (warm, None))
    assert fast.faults == first.faults == (), done
    assert fast.files["ledger.json"] == first.files["ledger.json"], done
    assert fast.files["pdf"] == first.files["pdf"], done
    return fast.pages


@pytest.mark.parametrize(("chance", "template"), [(1, "policy-brief"), (2, "memo"), (4, "report")])
def test_after_every_edit_the_pdf_is_that_of_a_first_build(tmp_path: Path, chance: int, template: str) -> None:
    """Words, paragraphs, citations, notes, rows, seeds are changed one after another."""
    edited, warm = Edited(chance, sections=2, template=template), Warm()
    done: list[str] = []
    for _ in range(6):
        _same(tmp_path, edited.files(), warm, done)
        done.append(edited.edit())


WIDE = "value that takes the whole of a line and makes its column wide"
EDITS: dict[str, tuple[str, str]] = {
    "the end of a paragraph over two pages": ("The end.", "The very end."),
    "its beginning": ("The beginning", "This beginning"),
    "behind the table": ("Behind the table", "After the table"),
    "a cell at the end, which widens its column": ("the last cell of all of them", WIDE),
    "a cell in the midst": ("cell 20 of all of", "cell 20 of all"),
    "nothing": ("", ""),
}


def test_edits_of_what_stands_on_several_pages(tmp_path: Path) -> None:
    """A paragraph with notes and a table cross pages; one thing after another is changed."""
    warm = Warm()
    words = ' It says "the harbour is closed" [@a#p1], and is believed.' * 45
    rows = [[f"Row {n}", f"cell {n} of all of them", "Some words. " * 6] for n in range(70)] + [
        ["Row", "the last cell of all of them", "Words."]
    ]
    body = [
        f"The beginning{words} The end.",
        {"table": {"caption": "Rows", "columns": ["What", "One", "Other"], "rows": rows}},
        "Behind the table.",
    ]
    outline = json.dumps({"title": "Pages", "language": "en-GB", "sections": [{"heading": "One", "body": body}]})
    for what, (old, new) in {"first": ("", ""), **EDITS}.items():
        assert old in outline
        outline = outline.replace(old, new, 1)
        files = {"seeds/a.yaml": seed(p1="The harbour is closed."), "briefs/b.yaml": outline}
        assert _same(tmp_path, files, warm, what) > 3


def test_another_style_sheet_is_another_layout(tmp_path: Path) -> None:
    """A template that changes while the words stay changes every page."""
    warm = Warm()
    outline = {"title": "Pages", "template": "own", "sections": [{"heading": "One", "body": ["Words. " * 600]}]}
    for size in ("10pt", "12pt", "10pt"):
        files = {
            "templates/own/template.yaml": "extends: policy-brief\n",
            "templates/own/style.css": f"p {{ font-size: {size} }}\n",
            "briefs/b.yaml": json.dumps(outline),
        }
        _same(tmp_path, files, warm, size)
