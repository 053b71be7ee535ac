"""Renaming a passage or a source, everywhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support import workspace

from briefwright.desk.lsp.buffers import Buffers, OpenWorkspace
from briefwright.desk.lsp.edits import Edit, applied
from briefwright.desk.lsp.places import Use
from briefwright.desk.lsp.rename import Renaming, rename
from briefwright.desk.lsp.room import Room
from briefwright.engines.files import Workspace
from briefwright.model.source import Passage
from briefwright.pipeline import compile_brief, load_library

ROOT = Path(__file__).resolve().parents[4]
OWN = {
    f"{folder}/{path.name}": path.read_text(encoding="utf-8")
    for folder in ("seeds", "briefs")
    for path in (ROOT / folder).glob("*.yaml")
}
HEAD = "source: {type: report, title: A report}\n"
STYLES = {
    "plain": "passages:\n  p9: Words on\n    two lines, and\n\n    a paragraph.\n  p10: Others.\n",
    "folded": "passages:\n    p9: >-\n      Words 🧊\n      folded.\n    p10: Others.\n",
    "literal": "passages:\n  p9: |2\n      Indented words.\n    And more.\n  p10: Others.\n",
    "double": 'passages:\n  "p9": "Words \\\n    on: # two"  # a remark\n  p10: Others.\n',
    "single": "passages:\n  'p9' : 'It''s\n    words'\n  p10: Others.\n",
    "below": "passages:\n  p9:\n    Words below.\n  p10: Others.\n",
    "group": "passages:\n  p9:\n    text: Words.\n    voices: [{says: Words, speaker: X}]\n  p10: Others.\n",
    "braces": "passages: {p9: 'Words', p10: Others}\n",
    "group in braces": "passages:\n  p9: {text: Words, language: fr}\n  p10: Others.\n",
    "own locator": "passages:\n  p9: {text: Words, locator: {page: 3}}\n  p10: Others.\n",
}


def _seen(passage: Passage | None) -> tuple[object, ...]:
    assert passage
    voices = [(voice.says.value, voice.speaker, voice.via) for voice in passage.voices]
    translation = passage.translation.value if passage.translation else None
    return passage.text.value, passage.locator, passage.language, voices, translation


def _made(room: Room, source: str, passage: str, new: str) -> Renaming:
    seed = room.seed_path(source)
    assert seed
    found = room.places(seed)
    assert found
    use = next(use for use in found[1].uses if use.defines and use.passage == passage)
    return rename(room, use, use.start, new)


def _written(root: Path, done: Renaming) -> None:
    by_path: dict[Path, list[Edit]] = {}
    for edit in done.edits:
        by_path.setdefault(edit.path, []).append(edit)
    for path, edits in by_path.items():
        path.write_text(applied(edits), encoding="utf-8")
    if done.moved:
        done.moved[0].rename(done.moved[1])


def _faults(root: Path) -> list[tuple[str, str]]:
    where = Workspace(root)
    loaded = load_library(where)
    faults = [*loaded.faults, *(f for path in where.briefs() for f in compile_brief(where, path, loaded).faults)]
    return [(fault.code, fault.span.file) for fault in faults if fault.code not in ("missing-file",)]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("new", ["limits", "p11"])
def test_a_passage_says_the_same_by_its_new_name(tmp_path: Path, style: str, new: str) -> None:
    """However its words are written: the same words, and the same locator where the new ID has none of its own."""
    where = workspace(tmp_path, {"seeds/a.yaml": HEAD + STYLES[style]})
    before = load_library(where)
    assert before.faults == []
    _written(tmp_path, _made(Room(OpenWorkspace(tmp_path, Buffers())), "a", "p9", new))
    after = load_library(where)
    assert after.faults == []
    assert list(after.library.sources["a"].passages) == [new, "p10"]
    old, now = _seen(before.library.passage("a", "p9")), _seen(after.library.passage("a", new))
    if new == "limits" or style == "own locator":
        assert now == old
    else:
        assert (now[0], *now[2:]) == (old[0], *old[2:])
        assert str(now[1]) == str(old[1]).replace("9", "11")


def test_everything_in_the_repository_can_be_renamed(tmp_path: Path) -> None:
    """Each passage and each source of the project's own workspace, one after the other: briefs and seeds have no
    fault more, and every passage says what it said."""
    where = workspace(tmp_path, OWN)
    before, faults = load_library(where).library, _faults(tmp_path)
    room = Room(OpenWorkspace(tmp_path, Buffers()))
    for source in before.sources.values():
        for passage in source.passages:
            _written(tmp_path, _made(room, source.id, passage, f"new.{passage}-x"))
        _written(tmp_path, _made(room, source.id, "", f"new-{source.id}"))
    after = load_library(where).library
    assert _faults(tmp_path) == [(code, file) for code, file in faults]
    for passage_ in before.passages():
        assert _seen(after.passage(f"new-{passage_.source}", f"new.{passage_.id}-x")) == _seen(passage_)
    words = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "briefs").iterdir())
    assert not [key.key for key in before.passages() if f"@{key.key}" in words]


def test_a_use_knows_its_parts() -> None:
    """Only what names a source stands on the source's part."""
    use = Use("a", "p1", 0, 4, 2, 0)
    assert (use.on_source(0), use.on_source(1), use.on_source(2)) == (True, True, False)
