"""The language server, as an editor meets it.

Invariant: what is asserted is what an editor would be told; characters of two UTF-16 code units stand before the
places that are asked about.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException
from tests.desk.editor import ABLE, Editor, session
from tests.support import SEED as HEAD
from tests.support import codes, workspace

from briefwright.engines.files import Workspace
from briefwright.pipeline import compile_brief, load_library

SEED = """\
source: {type: report, title: A report, container-title: The Outlet, issued: 2026-01-09}
evidence: {descriptor: Signed analysis., reliability: B}
passages:
  p3:
    text: Policy moves "within the scope" that does not affect the alliance.
    voices:
      - {says: within the scope, speaker: Hwang, via: The Daily}
  p4: Three feet of ice does not melt
    all at once.
  cold: {text: 🧊 冰冻三尺, language: zh, locator: {page: 2}}
"""
OTHER = """\
source: {type: report, title: Another}
evidence: {derived-from: focus}
passages:
  p1: Fruit falls naturally when ripe.
"""
OUTLINE = """\
title: A brief
sections:
  - heading: One
    body:
      - |
        🧊 冰 It says "does not affect the alliance" [@focus#p3; @other#p1].
      - quote: focus#p4
      - claim: Fruit "falls naturally" here.
        evidence: [other#p1]
"""
FILES = {"seeds/focus.yaml": SEED, "seeds/other.yaml": OTHER, "briefs/b.yaml": OUTLINE}
BRIEF = "briefs/b.yaml"


async def _label(editor: Editor, name: str, words: str, add: int) -> list[types.CompletionItem]:
    found = await editor.client.text_document_completion_async(types.CompletionParams(**editor.at(name, words, add)))
    assert found is None or isinstance(found, types.CompletionList)
    return list(found.items) if found else []


async def _actions(editor: Editor, fault: types.Diagnostic | None, place: types.Range) -> list[types.CodeAction]:
    context = types.CodeActionContext([fault] if fault else [])
    params = types.CodeActionParams(editor.document(BRIEF), place, context)
    found = await editor.client.text_document_code_action_async(params)
    return [each for each in found or [] if isinstance(each, types.CodeAction)]


def _faults_of(root: Path, files: dict[str, str]) -> list[str]:
    """What `check` says of these files."""
    where = workspace(root, files)
    loaded = load_library(where)
    done = compile_brief(where, root / BRIEF, loaded)
    return codes([*loaded.faults, *done.faults])


def test_a_session_begins_and_ends(tmp_path: Path) -> None:
    """The server tells the faults of an outline that is opened, and ends with 0."""
    workspace(tmp_path, FILES)

    async def script(editor: Editor) -> None:
        editor.open(BRIEF)
        [fault] = await editor.told(BRIEF, "single-witness")
        assert fault.severity == types.DiagnosticSeverity.Warning
        assert fault.source == "briefwright"
        assert editor.words(BRIEF, fault.range).startswith("claim")

    assert session(tmp_path, script).log == []


def test_faults_come_and_go_as_one_types(tmp_path: Path) -> None:
    """A fault is told of the text in the editor, with its place, its help and the other place; mended, it vanishes."""
    workspace(tmp_path, FILES)

    async def script(editor: Editor) -> None:
        editor.open(BRIEF)
        await editor.told(BRIEF, "single-witness")
        editor.type(BRIEF, "affect the", "harm 🧊 the")
        fault, _ = await editor.told(BRIEF, "altered-quotation", "single-witness")
        assert fault.severity == types.DiagnosticSeverity.Error
        assert editor.words(BRIEF, fault.range) == '"'
        assert "help: the nearest words are" in fault.message
        here, there = fault.related_information or ()
        assert editor.words(BRIEF, here.location.range) == "harm 🧊"
        assert editor.name(there.location.uri) == "seeds/focus.yaml"
        line = SEED.split("\n")[there.location.range.start.line]
        assert line[there.location.range.start.character : there.location.range.end.character] == "affect"
        editor.type(BRIEF, "harm 🧊 the", "affect the")
        await editor.told(BRIEF, "single-witness")
        editor.type(BRIEF, "title:", "titel:")
        await editor.until(lambda: "unknown-key" in editor.codes(BRIEF))
        editor.close(BRIEF)
        await editor.told(BRIEF)

    assert session(tmp_path, script).log == []


def test_faults_wait_for_a_pause(tmp_path: Path) -> None:
    """Keys in quick succession are looked at once, and what is told is told of the last of them."""
    workspace(tmp_path, FILES)

    async def script(editor: Editor) -> None:
        editor.open(BRIEF)
        await editor.told(BRIEF, "single-witness")
        told = editor.publications
        for _ in range(20):
            editor.type(BRIEF, "title: A", "title: A very")
            editor.type(BRIEF, "affect", "harm")
            editor.type(BRIEF, "harm", "affect")
        editor.type(BRIEF, "affect", "harm")
        await editor.until(lambda: editor.latest[editor.uri(BRIEF)] == editor.versions[BRIEF])
        assert editor.codes(BRIEF) == ["altered-quotation", "single-witness"]
        assert editor.publications - told <= 5

    assert session(tmp_path, script).log == []


def test_faults_are_those_of_check(tmp_path: Path) -> None:
    """Codes, places and severities are the same, in the same order; so are those of a seed that nobody opened."""
    broken = {
        **FILES,
        BRIEF: OUTLINE.replace("affect", "harm").replace("#p4", "#p5") + "  - heding: Two\n",
        "seeds/other.yaml": OTHER.replace("p1:", "P1:"),
    }
    workspace(tmp_path, broken)
    run = subprocess.run(
        [sys.executable, "-m", "briefwright", "-C", str(tmp_path), "--format", "json", "check"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    wanted = [json.loads(line) for line in run.stderr.splitlines()]
    assert {each["file"] for each in wanted} == {BRIEF, "seeds/other.yaml"}

    async def script(editor: Editor) -> None:
        editor.open(BRIEF)
        await editor.until(lambda: len(editor.faults) == 2)
        told = [(name, fault) for name in (BRIEF, "seeds/other.yaml") for fault in editor.faults[editor.uri(name)]]
        assert len(told) == len(wanted)
        for (name, fault), line in zip(told, wanted, strict=True):
            assert (name, fault.code, fault.range.start.line) == (line["file"], line["code"], line["line"] - 1)
            assert fault.message.startswith(line["message"])
            assert str(fault.severity and fault.severity.name).lower() == line["severity"]

    session(tmp_path, script)


def test_a_fault_in_another_file_shows_there(tmp_path: Path) -> None:
    """Words that a seed loses while it is edited are a fault of the outline; the seed's own are told in the seed."""
    workspace(tmp_path, FILES)

    async def script(editor: Editor) -> None:
        editor.open(BRIEF)
        editor.open("seeds/focus.yaml")
        await editor.told(BRIEF, "single-witness")
        editor.type("seeds/focus.yaml", "affect", "harm")
        await editor.told(BRIEF, "altered-quotation", "single-witness")
        editor.type("seeds/focus.yaml", "says: within", "says: without")
        await editor.told("seeds/focus.yaml", "unknown-voice")
        editor.type("seeds/focus.yaml", "says: without", "says: within")
        editor.type("seeds/focus.yaml", "harm", "affect")
        await editor.told(BRIEF, "single-witness")
        await editor.told("seeds/focus.yaml")

    assert session(tmp_path, script).log == []


def test_completion_in_prose_and_keys(tmp_path: Path) -> None:
    """IDs come behind the signs of a citation and in the keys that point; a word of a passage finds it."""
    workspace(tmp_path, FILES)

    async def script(editor: Editor) -> None:
        editor.open(BRIEF)
        for old, new in (("[@focus#p3;", "[@;"), ("[@;", "[@scope;")):
            editor.type(BRIEF, old, new)
            found = await _label(editor, BRIEF, new, len(new) - 1)
            assert "focus#p3" in [item.label for item in found]
        item = found[0]
        assert (item.label, item.detail) == ("focus#p3", "The Outlet")
        assert "within the scope" in str(item.documentation)
        assert "within the" in str(item.filter_text)
        assert isinstance(item.text_edit, types.TextEdit)
        assert editor.words(BRIEF, item.text_edit.range) == "scope"
        assert item.text_edit.new_text == "focus#p3"
        editor.type(BRIEF, "[@scope;", "[@focus#;")
        assert [i.label for i in await _label(editor, BRIEF, "[@focus#", 8)] == ["focus#p3", "focus#p4", "focus#cold"]
        editor.type(BRIEF, "[@focus#; @other#p1]", "[@focus#p3; ]")
        [*found] = await _label(editor, BRIEF, "[@focus#p3; ", 12)
        assert {"@focus", "@other#p1"} <= {i.text_edit.new_text for i in found if i.text_edit}
        editor.type(BRIEF, "quote: focus#p4", "quote: ")
        assert "focus#cold" in [i.label for i in await _label(editor, BRIEF, "quote: ", 7)]
        editor.type(BRIEF, "evidence: [other#p1]", "evidence: [other#p1, ri]")
        assert [i.label for i in await _label(editor, BRIEF, ", ri", 4)] == ["other#p1"]
        editor.type(BRIEF, "evidence: [other#p1, ri]", "against:\n          - focus#p3\n          - ")
        assert "other#p1" in [i.label for i in await _label(editor, BRIEF, "focus#p3\n          - ", 21)]
        assert await _label(editor, BRIEF, "heading", 3) == []
        editor.open("seeds/other.yaml")
        assert [i.label for i in await _label(editor, "seeds/other.yaml", "derived-from: ", 14)] == ["focus", "other"]

    assert session(tmp_path, script).log == []


def test_hover(tmp_path: Path) -> None:
    """An ID says its words, its note, its voices and its evidence; a source its title; what is no ID says nothing."""
    workspace(tmp_path, FILES)

    async def script(editor: Editor) -> None:
        editor.open(BRIEF)
        found = await editor.client.text_document_hover_async(types.HoverParams(**editor.at(BRIEF, "focus#p3", 7)))
        assert found
        assert isinstance(found.contents, types.MarkupContent)
        said = found.contents.value
        assert '> Policy moves "within the scope" that does not affect the alliance.' in said
        assert "**Note:** ‘A report’, in The Outlet (2026), para. 3." in said.replace("\\", "")
        assert "Hwang, as reported by The Daily" in said
        assert "Signed analysis. Reliability B." in said
        assert found.range
        assert editor.words(BRIEF, found.range) == "@focus#p3"
        assert await editor.client.text_document_hover_async(types.HoverParams(**editor.at(BRIEF, "It says"))) is None
        editor.open("seeds/other.yaml")
        where = editor.at("seeds/other.yaml", "focus", 1)
        found = await editor.client.text_document_hover_async(types.HoverParams(**where))
        assert found
        assert isinstance(found.contents, types.MarkupContent)
        assert "**Title:** A report" in found.contents.value

    assert session(tmp_path, script).log == []


def test_definition_and_references(tmp_path: Path) -> None:
    """From an ID to its key and from the key to every place that uses it, whatever stands before it on the line."""
    workspace(tmp_path, {**FILES, "briefs/c.yaml": OUTLINE})

    async def script(editor: Editor) -> None:
        editor.open(BRIEF)
        editor.open("seeds/focus.yaml")
        there = await editor.client.text_document_definition_async(
            types.DefinitionParams(**editor.at(BRIEF, "focus#p3", 7))
        )
        assert isinstance(there, types.Location)
        assert editor.name(there.uri) == "seeds/focus.yaml"
        assert editor.words("seeds/focus.yaml", there.range) == "p3"

        async def used(name: str, words: str, add: int) -> list[tuple[str, str]]:
            context = types.ReferenceContext(include_declaration=False)
            params = types.ReferenceParams(context=context, **editor.at(name, words, add))
            found = await editor.client.text_document_references_async(params)
            texts = {**editor.texts, "briefs/c.yaml": OUTLINE, "seeds/other.yaml": OTHER}
            editor.texts = texts
            return [(editor.name(each.uri), editor.words(editor.name(each.uri), each.range)) for each in found or []]

        both = [(BRIEF, "focus#p3"), ("briefs/c.yaml", "focus#p3")]
        assert await used(BRIEF, "focus#p3", 7) == both
        assert await used("seeds/focus.yaml", "p3:", 0) == both
        whole = [(name, key) for name in (BRIEF, "briefs/c.yaml") for key in ("focus#p3", "focus#p4")]
        assert await used("seeds/focus.yaml", "source:", 2) == [*whole, ("seeds/other.yaml", "focus")]
        itself = await editor.client.text_document_definition_async(
            types.DefinitionParams(**editor.at("seeds/focus.yaml", "cold:", 1))
        )
        assert isinstance(itself, types.Location)
        assert editor.words("seeds/focus.yaml", itself.range) == "cold"

    assert session(tmp_path, script).log == []


async def _renamed(editor: Editor, name: str, words: str, add: int, new: str) -> dict[str, str]:
    params = types.RenameParams(new_name=new, **editor.at(name, words, add))
    done = await editor.client.text_document_rename_async(params)
    assert done
    return editor.apply(done)


def test_a_passage_is_renamed_everywhere(tmp_path: Path) -> None:
    """Every outline and the seed follow, and the library and the briefs have the same faults and notes as before."""
    root, identifier = tmp_path / "one", "p3"
    words = OUTLINE + f"      - 'Cold [@focus#{identifier}, see there]'\n"
    files = {**FILES, BRIEF: words, "briefs/c.yaml": words}
    workspace(root, files)

    async def script(editor: Editor) -> None:
        editor.open(BRIEF)
        where = editor.at(BRIEF, f"Cold [@focus#{identifier}", 13)
        ready = await editor.client.text_document_prepare_rename_async(types.PrepareRenameParams(**where))
        assert isinstance(ready, types.PrepareRenamePlaceholder)
        assert ready.placeholder == identifier
        made = await _renamed(editor, BRIEF, f"Cold [@focus#{identifier}", 13, "limits")
        assert set(made) == {BRIEF, "briefs/c.yaml", "seeds/focus.yaml"}
        for name, text in made.items():
            assert f"#{identifier}" not in text
            assert "limits" in text, name
        after = {**files, **made}
        assert _faults_of(tmp_path / "two", after) == _faults_of(root, files)
        old, new = (load_library(Workspace(tmp_path / each)).library for each in ("one", "two"))
        before, now = old.passage("focus", identifier), new.passage("focus", "limits")
        assert before
        assert now
        assert (before.text.value, before.locator, before.voices and before.voices[0].speaker) == (
            now.text.value, now.locator, now.voices and now.voices[0].speaker,
        )  # fmt: skip

    assert session(root, script).log == []


def test_a_source_is_renamed_with_its_file(tmp_path: Path) -> None:
    """Outlines, tables and what derives from it follow, and the seed gets the new name."""
    table = "      - table: {caption: Words, file: t.csv}\n"
    files = {**FILES, BRIEF: OUTLINE + table, "briefs/t.csv": 'Words\n"🧊 ""all at once"" [@focus#p4]"\n'}
    root = tmp_path / "one"
    workspace(root, files)

    async def script(editor: Editor) -> None:
        editor.open(BRIEF)
        made = await _renamed(editor, BRIEF, "focus#p3", 2, "new-focus")
        assert made["seeds/new-focus.yaml"] == ""
        made["seeds/new-focus.yaml"] = SEED
        after = {name: text for name, text in files.items() if name != "seeds/focus.yaml"} | made
        assert set(made) == {BRIEF, "briefs/t.csv", "seeds/other.yaml", "seeds/new-focus.yaml"}
        assert "derived-from: new-focus" in made["seeds/other.yaml"]
        assert "[@new-focus#p4]" in made["briefs/t.csv"]
        assert _faults_of(tmp_path / "two", after) == _faults_of(root, files)

    assert session(root, script).log == []


def test_a_renaming_is_refused_with_its_reason(tmp_path: Path) -> None:
    """Taken and impossible IDs, files that cannot be read whole, and editors that rename no files."""
    workspace(tmp_path, {**FILES, "briefs/c.yaml": OUTLINE})

    async def refused(editor: Editor, words: str, add: int, new: str) -> str:
        with pytest.raises(JsonRpcException) as told:
            await _renamed(editor, BRIEF, words, add, new)
        return str(told.value)

    async def script(editor: Editor) -> None:
        editor.open(BRIEF)
        assert "has a passage `p4` already" in await refused(editor, "focus#p3", 7, "p4")
        assert "cannot be a passage's ID" in await refused(editor, "focus#p3", 7, "P 4")
        assert "there is a source `other` already" in await refused(editor, "focus#p3", 2, "other")
        assert "cannot be a source's ID" in await refused(editor, "focus#p3", 2, "Other/x")
        assert "no ID here" in await refused(editor, "heading", 2, "other")
        editor.open("briefs/c.yaml")
        editor.type("briefs/c.yaml", "title: A brief", "title: [A brief")
        assert "briefs/c.yaml cannot be read whole" in await refused(editor, "focus#p3", 7, "p9")

    assert session(tmp_path, script).log == []

    async def unable(editor: Editor) -> None:
        editor.open(BRIEF)
        assert "cannot rename seeds/focus.yaml" in await refused(editor, "focus#p3", 2, "new-focus")
        assert set(await _renamed(editor, BRIEF, "focus#p3", 7, "p9")) == {BRIEF, "briefs/c.yaml", "seeds/focus.yaml"}

    session(tmp_path, unable, types.ClientCapabilities())


MENDED = [
    ("altered-quotation", ("does not affect", "does not harm"), "Quote the passage’s words"),
    ("unknown-passage", ("[@focus#p3", "[@focus#p33"), "Change to focus#p3"),
    ("misattributed-quotation", ("[@focus#p3; @other#p1]", "[@focus#p4]"), "Cite focus#p3 instead"),
    ("unknown-passage", ("quote: focus#p4", "quote: 'focus#p44'"), "Change to focus#p4"),
    ("misattributed-quotation", ("evidence: [other#p1]", "evidence: [focus#p3]"), "Cite other#p1 instead"),
    (
        "altered-quotation",
        ("quote: focus#p4", 'quote: focus#p4\n        exact: "Two feet of ice"'),
        "Quote the passage",
    ),
]


def test_an_action_mends_its_fault(tmp_path: Path) -> None:
    """The edit of an action makes the fault go away, and brings no other."""
    workspace(tmp_path, FILES)

    async def script(editor: Editor) -> None:
        for case in MENDED:
            await mended(editor, *case)

    async def mended(editor: Editor, code: str, change: tuple[str, str], title: str) -> None:
        editor.open(BRIEF)
        await editor.told(BRIEF, "single-witness")
        editor.type(BRIEF, *change)
        await editor.until(lambda: code in editor.codes(BRIEF))
        fault = next(each for each in editor.faults[editor.uri(BRIEF)] if each.code == code)
        offered = await _actions(editor, fault, fault.range)
        action = next(each for each in offered if each.title.startswith(title))
        assert action.kind == types.CodeActionKind.QuickFix
        assert list(action.diagnostics or ()) == [fault]
        assert action.edit
        made = editor.apply(action.edit)[BRIEF]
        editor.type(BRIEF, editor.texts[BRIEF], made)
        await editor.until(lambda: code not in editor.codes(BRIEF))
        assert set(editor.codes(BRIEF)) <= {"single-witness", "omission-drops-negation"}
        editor.close(BRIEF)
        await editor.told(BRIEF)

    assert session(tmp_path, script).log == []


def test_both_passages_are_cited_where_both_are_quoted(tmp_path: Path) -> None:
    """A citation that other words rest on is not taken away: the right passage is cited too."""
    two = OUTLINE.replace('alliance" [@focus#p3; @other#p1]', 'alliance" and "falls naturally" [@focus#p3]')
    workspace(tmp_path, {**FILES, BRIEF: two})

    async def script(editor: Editor) -> None:
        editor.open(BRIEF)
        fault, _ = await editor.told(BRIEF, "misattributed-quotation", "single-witness")
        [action] = await _actions(editor, fault, fault.range)
        assert action.title == "Cite other#p1 too"
        assert action.edit
        assert "[@other#p1; @focus#p3]" in editor.apply(action.edit)[BRIEF]

    session(tmp_path, script)


def test_a_passage_is_quoted_where_its_id_stands(tmp_path: Path) -> None:
    """The passage's words come before the citation, escaped for Markdown and for YAML, and nothing is wrong with
    them."""
    seed = HEAD + "  p1: 'He *said* \"go on\" & left \\ the_room: at [once].'\n"
    lines = (
        "      - |\n        🧊 One [@a#p1]\n",
        '      - "Two \\"x\\" [@a#p1]"\n',
        "      - 'It''s three [@a#p1]'\n",
    )
    brief = "title: A brief\nsections:\n  - heading: One\n    body:\n" + "".join(lines).replace('\\"x\\" ', "")
    workspace(tmp_path, {"seeds/a.yaml": seed, BRIEF: brief})

    async def script(editor: Editor) -> None:
        editor.open(BRIEF)
        for word in ("One [@", "Two [@", "three [@"):
            start = editor.position(BRIEF, editor.texts[BRIEF].index(word) + len(word))
            [action] = await _actions(editor, None, types.Range(start, start))
            assert action.title.startswith("Quote this passage: “He *said*")
            assert action.edit
            made = editor.apply(action.edit)
            assert made[BRIEF].count("said") == 1
            assert _faults_of(tmp_path / "two", {"seeds/a.yaml": seed, **made}) == []

    assert session(tmp_path, script).log == []


def test_line_ends_and_signs_that_end_no_line(tmp_path: Path) -> None:
    """Carriage returns end lines; a line separator and a form feed end none, and edits behind them land where they
    were made."""
    text = OUTLINE.replace("It says", "It\u2028 \x85says")
    workspace(tmp_path, {**FILES, BRIEF: text})

    async def script(editor: Editor) -> None:
        editor.open(BRIEF, text.replace("\n", "\r\n"))
        editor.texts[BRIEF] = text
        await editor.until(lambda: "forbidden-character" in editor.codes(BRIEF))
        editor.type(BRIEF, "\u2028 \x85", " ")
        await editor.told(BRIEF, "single-witness")
        editor.type(BRIEF, "affect", "🧊")
        fault, _ = await editor.told(BRIEF, "altered-quotation", "single-witness")
        assert editor.words(BRIEF, (fault.related_information or ())[0].location.range) == "🧊"
        editor.type(BRIEF, "🧊 the", "affect the")
        await editor.told(BRIEF, "single-witness")

    assert session(tmp_path, script).log == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-32"])
def test_another_encoding_of_positions(tmp_path: Path, encoding: str) -> None:
    """Where the editor offers UTF-8 or UTF-32, places are counted so."""
    workspace(tmp_path, FILES)
    able = types.ClientCapabilities(general=types.GeneralClientCapabilities(position_encodings=[encoding]))

    async def script(editor: Editor) -> None:
        editor.open(BRIEF)
        line = OUTLINE.split("\n")[5]
        at = line.index("focus#p3") + 7
        column = at if encoding == "utf-32" else len(line[:at].encode())
        where: dict[str, Any] = {"text_document": editor.document(BRIEF), "position": types.Position(5, column)}
        found = await editor.client.text_document_hover_async(types.HoverParams(**where))
        assert found
        assert found.range
        behind = line[: line.index("focus#p3") + 8]
        assert found.range.end.character == len(behind if encoding == "utf-32" else behind.encode())

    assert session(tmp_path, script, able).log == []


def test_files_outside_and_several_workspaces(tmp_path: Path) -> None:
    """Files in no workspace are ignored; each workspace has its own library; a seed not yet written counts."""
    two = "zwei größe 🧊"
    for each in ("one", two):
        workspace(tmp_path / each, FILES)
    (tmp_path / "notes.yaml").write_text("a: [", encoding="utf-8")

    async def script(editor: Editor) -> None:
        editor.open("notes.yaml")
        editor.type("notes.yaml", "[", "{")
        editor.open("one/briefs/b.yaml")
        editor.open(f"{two}/briefs/b.yaml")
        await editor.told("one/briefs/b.yaml", "single-witness")
        await editor.told(f"{two}/briefs/b.yaml", "single-witness")
        editor.type(f"{two}/briefs/b.yaml", "quote: focus#p4", "quote: fresh#p1")
        await editor.told(f"{two}/briefs/b.yaml", "unknown-source", "single-witness")
        editor.open(f"{two}/seeds/fresh.yaml", HEAD + "  p1: Fresh words.\n")
        await editor.told(f"{two}/briefs/b.yaml", "single-witness")
        editor.type("one/briefs/b.yaml", "quote: focus#p4", "quote: fresh#p1")
        await editor.told("one/briefs/b.yaml", "unknown-source", "single-witness")
        assert await _label(editor, "notes.yaml", "{", 1) == []
        assert not any("notes" in uri for uri in editor.faults)

    assert session(tmp_path, script).log == []


def test_a_seed_changed_outside_the_editor(tmp_path: Path) -> None:
    """The editor is asked to watch, and a file that another program writes is read again when it says so."""
    workspace(tmp_path, FILES)
    watching = types.DidChangeWatchedFilesClientCapabilities(dynamic_registration=True)
    able = types.ClientCapabilities(types.WorkspaceClientCapabilities(did_change_watched_files=watching))

    async def script(editor: Editor) -> None:
        asked: list[str] = []

        @editor.client.feature(types.CLIENT_REGISTER_CAPABILITY)
        def _asked(params: types.RegistrationParams) -> None:
            asked.extend(each.method for each in params.registrations)

        await editor.until(lambda: asked == [types.WORKSPACE_DID_CHANGE_WATCHED_FILES])
        editor.open(BRIEF)
        await editor.told(BRIEF, "single-witness")
        path = tmp_path / "seeds/focus.yaml"
        path.write_text(SEED.replace("affect", "harm"), encoding="utf-8")
        os.utime(path, (1, 1))
        event = types.FileEvent(editor.uri("seeds/focus.yaml"), types.FileChangeType.Changed)
        editor.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([event]))
        await editor.told(BRIEF, "altered-quotation", "single-witness")

    assert session(tmp_path, script, able).log == []


def test_a_fault_of_ours_ends_no_session(tmp_path: Path) -> None:
    """A message that is none is told in the log; a workspace that vanishes is borne; the next request is answered."""
    workspace(tmp_path, FILES)

    async def script(editor: Editor) -> None:
        editor.open(BRIEF)
        server = editor.client._server
        assert server
        assert server.stdin
        server.stdin.write(b"Content-Length: 6\r\n\r\n{nope}")
        await editor.until(lambda: bool(editor.log))
        (tmp_path / "seeds").rename(tmp_path / "sown")
        assert await _label(editor, BRIEF, "[@focus", 2) == []
        (tmp_path / "sown").rename(tmp_path / "seeds")
        editor.type(BRIEF, "[@focus#p3", "[@focus#p3")
        assert await _label(editor, BRIEF, "[@focus", 2)

    assert len(session(tmp_path, script).log) == 1


def test_a_large_library_is_quick(tmp_path: Path) -> None:
    """With 1,000 passages in 50 seeds a key's faults are there within a second, on a slow machine too."""
    words = "The parties agreed in round {} of the talks that the {}th channel would stay open to both sides."
    seeds = {
        f"seeds/s{n}.yaml": HEAD + "".join(f"  p{m}: {words.format(n, m)}\n" for m in range(20)) for n in range(50)
    }
    body = "".join(f'      - It says "the {m}th channel would stay open" [@s{m}#p{m}].\n' for m in range(20))
    brief = "title: A brief\nsections:\n  - heading: One\n    body:\n" + body
    workspace(tmp_path, {**seeds, BRIEF: brief})

    async def script(editor: Editor) -> None:
        editor.open(BRIEF)
        await editor.told(BRIEF)
        spent = []
        for old, new, told in (("open", "shut", ["altered-quotation"]), ("shut", "open", [])) * 2:
            begun = time.monotonic()
            editor.type(BRIEF, old, new)
            await editor.told(BRIEF, *told)
            spent.append(time.monotonic() - begun)
        assert min(spent) < 1, spent
        found = await _label(editor, BRIEF, "[@s1#", 2)
        assert len(found) == 200

    session(tmp_path, script)


def test_the_one_workspace_of_an_option(tmp_path: Path) -> None:
    """With -C, files of another workspace are ignored; a folder that is none ends the command with 1."""
    for each in ("one", "two"):
        workspace(tmp_path / each, FILES)

    async def script(editor: Editor) -> None:
        editor.open("two/briefs/b.yaml")
        editor.open("one/briefs/b.yaml")
        await editor.told("one/briefs/b.yaml", "single-witness")
        assert await _label(editor, "two/briefs/b.yaml", "[@focus", 2) == []
        assert not any("/two/" in uri for uri in editor.faults)

    session(tmp_path, script, ABLE, "-C", str(tmp_path / "one"))
    wrong = subprocess.run(
        [sys.executable, "-m", "briefwright", "lsp", "-C", str(tmp_path)], capture_output=True, check=False, input=b""
    )
    assert (wrong.returncode, wrong.stdout) == (1, b"")


def test_an_editor_that_dies(tmp_path: Path) -> None:
    """When the editor's end of the pipe closes, the server ends, and does not say that all was well."""
    done = subprocess.run(
        [sys.executable, "-m", "briefwright", "lsp"], input=b"", capture_output=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout) == (1, b"")
