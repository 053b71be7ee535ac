"""A library that is read on demand says what one says that has read every file."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support import bad, wanted, workspace

from briefwright.check import unused
from briefwright.desk import find as finder
from briefwright.engines import index, shelf
from briefwright.engines.files import Workspace
from briefwright.engines.index import cache_file
from briefwright.model.diagnostic import in_order
from briefwright.model.library import Library
from briefwright.pipeline import compile_brief, load_library, texts_of
from briefwright.resolve.finding import find

RACY = 20_000_000
"""Nanoseconds within which a stamp is not believed here, so that it is believed in a test's lifetime."""
HEAD = "source: {type: report, title: A report, issued: 2026-01-09, language: en}\n"
CONTENTS = {
    "plain": HEAD + "passages:\n  p1: The harbour waits.\n  p2: Nobody knows of it.\n",
    "other": HEAD + "passages:\n  p1: The airport waits.\n  p2: Nobody hears of it.\n",
    "child": HEAD + "evidence: {derived-from: a}\npassages:\n  p1: The harbour waits.\n  p9: A ninth.\n",
    "circle": HEAD + "evidence: {derived-from: b}\npassages:\n  p1: A circle of reports.\n",
    "orphan": HEAD + "evidence: {derived-from: nowhere}\npassages:\n  p1: Of unknown descent.\n",
    "key": "source: {type: report, titel: A report}\npassages:\n  p1: The harbour waits.\n",
    "yaml": 'source: "never closed\n',
    "voice": HEAD + "passages:\n  p1: {text: The ships lie still., voices: [{says: ships sail, speaker: Li}]}\n",
    "empty": HEAD + "passages:\n  p1: ''\n  p2: Some words.\n",
    "none": "",
    "signs": "source: {type: report, title: 港, language: zh}\npassages:\n  p1: 三尺冰冻非一日之寒，务实合作。\n",
    "bytes": "\udcff",
}
BRIEF = """\
title: T
sections:
  - heading: H
    body:
      - |
        They say "the harbour waits" [@a#p1], and "the airport waits" [@b#p2], and "非一日之寒" [@b#p1]; see
        [@c#p9] and [@d#p2] and [@zz#p1].
      - claim: It is so.
        evidence: [a#p1, b#p1]
"""
FILES = ("a.yaml", "b.yaml", "c.yaml", "d.yaml", "a.yml", "B.yaml")
Edit = tuple[str, str, str]
EDITS = st.tuples(
    st.sampled_from(["write"] * 5 + ["delete", "rename", "touch", "same size and time", "link", "folder",
                     "find", "no index", "broken index", "locked index"]),
    st.sampled_from(FILES),
    st.sampled_from(sorted(CONTENTS)),
)  # fmt: skip


@pytest.fixture(autouse=True)
def _believed_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "RACY", RACY)
    monkeypatch.setattr(shelf, "WAIT", 0.0)


def _do(where: Workspace, edit: Edit) -> None:
    kind, name, content = edit
    path = where.root / "seeds" / name
    raw = CONTENTS[content].encode("utf-8", "surrogateescape")
    there = path.is_file() and not path.is_symlink()
    cache = cache_file(where.root)
    assert cache
    if path.is_dir() and kind in ("write", "delete", "rename"):
        path.rmdir()
    if kind == "write":
        path.unlink(missing_ok=True)
        path.write_bytes(raw)
    elif kind == "delete":
        path.unlink(missing_ok=True)
    elif kind == "rename" and there:
        path.replace(path.with_name("c.yaml"))
    elif kind == "touch" and there:
        path.touch()
    elif kind == "same size and time" and there:
        before = path.stat()
        path.write_bytes(path.read_bytes().replace(b"harbour", b"airport").replace(b"type", b"tyqe"))
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    elif kind == "link" and not path.is_dir():
        path.unlink(missing_ok=True)
        path.symlink_to(where.root / ("outside.yaml" if content < "e" else "seeds/a.yaml"))
    elif kind == "folder" and not path.exists() and not path.is_symlink():
        path.mkdir()
    elif kind == "find":
        finder.find(where, ["waits"], 5)
    elif kind == "no index":
        cache.unlink(missing_ok=True)
    elif kind == "broken index" and cache.is_file():
        cache.write_bytes(cache.read_bytes()[:5000])


def _told(where: Workspace, least: int, monkeypatch: pytest.MonkeyPatch) -> tuple[object, ...]:
    """Everything that a run says, with the index for libraries of `least` bytes and more."""
    monkeypatch.setattr(shelf, "SMALL", least)
    loaded = load_library(where)
    first = tuple(loaded.faults)
    compiled = compile_brief(where, where.root / "briefs/b.yaml", loaded)
    brief = compiled.brief
    assert brief
    faults = [*loaded.faults, *compiled.faults, *unused.check(loaded.library, brief.sources)]
    shown = loaded.texts | texts_of(where, faults)
    told = in_order(faults)
    places = {each.span.file for each in told} | {label.span.file for each in told for label in each.labels}
    texts = {name: shown[name].text for name in places if name in shown}
    said = [(q.passage.key, q.printed, q.passage.sha256) for q in brief.quotations]
    lineage = {name: [source.file.text for source in line] for name, line in brief.lineage.items()}
    return first, told, texts, compiled.blocked, said, lineage, list(loaded.library.sources)


@settings(max_examples=40)
@given(edits=st.lists(EDITS, min_size=3, max_size=9))
def test_any_edits_give_the_same_with_the_index_and_without(
    edits: list[Edit], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Every fault, in the order in which it is found; the brief; the texts that faults are shown in."""
    where = workspace(tmp_path_factory.mktemp("w"), {"briefs/b.yaml": BRIEF, "outside.yaml": CONTENTS["plain"]})
    (where.root / "seeds/a.yaml").write_text(CONTENTS["plain"], encoding="utf-8")
    (where.root / "seeds/d.yaml").write_text(CONTENTS["child"], encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        for edit in edits:
            _do(where, edit)
            time.sleep(2 * RACY / 1e9)
            cache = cache_file(where.root)
            assert cache
            with closing(sqlite3.connect(cache if cache.is_file() else ":memory:", isolation_level=None)) as other:
                if edit[0] == "locked index" and cache.is_file():
                    other.execute("BEGIN IMMEDIATE")
                with_index = _told(where, 0, patch)
            assert with_index == _told(where, 2**40, patch)


def test_unchanged_seeds_are_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """But those that the brief uses, and those against which something stands."""
    files = {f"seeds/s{n}.yaml": CONTENTS["other"] for n in range(20)}
    named = {"seeds/a.yaml": CONTENTS["plain"], "seeds/b.yaml": CONTENTS["child"], "seeds/d.yaml": CONTENTS["key"]}
    where = workspace(tmp_path, files | named | {"briefs/b.yaml": BRIEF})
    time.sleep(2 * RACY / 1e9)
    first = _told(where, 0, monkeypatch)
    opened: list[str] = []
    read = Workspace.read_seed
    monkeypatch.setattr(Workspace, "read_seed", lambda self, path: (opened.append(path.stem), read(self, path))[1])
    monkeypatch.setattr(shelf, "SMALL", 0)
    loaded = load_library(where)
    assert opened == ["d"]
    compile_brief(where, where.root / "briefs/b.yaml", loaded)
    assert {"a", "b"} <= set(opened) <= {"a", "b", "d", "s0", "s1", "s10"}  # the words of `b` stand in three others
    assert len(opened) == len(set(opened))
    assert _told(where, 0, monkeypatch) == first


def test_what_the_file_says_at_the_end_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A seed that is spoiled between the look at the library and its use stops the brief, and is told."""
    where = workspace(tmp_path, {"seeds/a.yaml": CONTENTS["plain"], "briefs/b.yaml": BRIEF})
    monkeypatch.setattr(shelf, "SMALL", 0)
    time.sleep(2 * RACY / 1e9)
    load_library(where)
    loaded = load_library(where)
    assert loaded.faults == []
    (where.root / "seeds/a.yaml").write_text(CONTENTS["key"], encoding="utf-8")
    assert compile_brief(where, where.root / "briefs/b.yaml", loaded).blocked
    assert {fault.code for fault in loaded.faults} == {"unknown-key", "missing-key"}
    loaded = load_library(where)
    (where.root / "seeds/a.yaml").write_text(CONTENTS["plain"], encoding="utf-8")
    time.sleep(2 * RACY / 1e9)
    load_library(where)
    loaded = load_library(where)
    (where.root / "seeds/a.yaml").unlink()
    assert compile_brief(where, where.root / "briefs/b.yaml", loaded).blocked
    assert [fault.code for fault in loaded.faults] == ["missing-file"]


# which passage says some words

SAID = (
    "The ministers agreed on the harbour, and the harbour waits.",
    "the ministers agree on the harbour",
    "He said: “Three feet of ice — does not melt…” and left.",
    "三尺冰冻非一日之寒，务实合作。",
    "한국의 항만은 깊다, 라고 말했다.",
    "Ｆｕｌｌ width, 港の話はカフェで。",
    "Un café très cher, l’État paie 1,500 euros.",
    "Un cafe\u0301 tre\u0300s cher, l'E\u0301tat paie 1 500 euros.",
    "\u1112\u1161\u11ab\u1100\u116e\u11a8의 항만은 깊다",
    "zero\u200bwidth and donʼt and 5ʺ of rain",
    "x\u0302y alone, private \ue000word here",
    "Straße, STRASSE, straße; U.S. policy; a/res/217(iii)",
    "She [the minister] said: [T]he harbour [sic] waits",
    "«\u00a0Bonjour\u00a0» and - -- --- dashes ‐ ‒ – — all",
    "🙂 € 100 % 🙂",
    "a b c d e f g h i j k l m n o p q r s t u v w x y z 1 2 3 4 5 6 7 8 9",
    "Ǆungla i ǆungla, İstanbul ve ışık, ẞ ß",
    "हिन्दी में लिखा गया है। ไทยภาษา العَرَبِيَّة",
)
CHANGES: tuple[Callable[[str], str], ...] = (
    str, str.upper, str.capitalize, str.strip, lambda s: s + ".", lambda s: s + ",", lambda s: f"[{s[:1]}]{s[1:]}",
    lambda s: s.replace(" ", " […] ", 1), lambda s: s.replace(" ", " [so] ", 1), lambda s: s + "[s]",
    lambda s: s[:1].swapcase() + s[1:], lambda s: s.replace("-", "—"), lambda s: s.replace("’", "'"),
    lambda s: f"[…] {s} […]", lambda s: f"{s} [sic]", lambda s: " ".join(reversed(s.split())),
)  # fmt: skip


class Both:
    """A library that is read on demand, and the same read whole."""

    def __init__(self, on_demand: shelf.Shelf, whole: Library) -> None:
        self.on_demand, self.whole = on_demand, whole

    def fresh(self) -> shelf.Shelf:
        """The first, of which nothing has been read: what was is asked in the place of the index."""
        names = self.on_demand.sources.names
        sources = shelf.OnDemand(names, {}, lambda name: self.whole.sources[Path(name).stem])
        return shelf.Shelf(sources, self.on_demand.root, self.on_demand.cards)


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Both:
    """A library of many scripts."""
    seeds = {"seeds/cited.yaml": HEAD + "passages: {p1: Qqqq.}\n"}
    for number in range(3):
        lines = [f"  p{at}: {{text: {_quoted(words)}}}" for at, words in enumerate(SAID) if (at + number) % 3]
        translated = f"  t1: {{text: 冰很厚, language: zh, translation: {_quoted(SAID[number])}}}"
        seeds[f"seeds/s{number}.yaml"] = HEAD + "passages:\n" + "\n".join([*lines, translated]) + "\n"
    where = workspace(tmp_path_factory.mktemp("said"), seeds)
    time.sleep(0.1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(index, "RACY", RACY)
        patch.setattr(shelf, "SMALL", 2**40)
        whole = load_library(where)
        patch.setattr(shelf, "SMALL", 0)
        on_demand = load_library(where)
    assert whole.faults == on_demand.faults == []
    assert isinstance(on_demand.library, shelf.Shelf)
    return Both(on_demand.library, whole.library)


def _quoted(words: str) -> str:
    return "'" + words.replace("'", "''") + "'"


@settings(max_examples=400)
@given(
    words=st.sampled_from(SAID),
    ends=st.tuples(st.integers(0, 60), st.integers(1, 70)),
    changes=st.lists(st.sampled_from(CHANGES), max_size=2),
    whole_words=st.booleans(),
)
def test_the_index_names_the_passages_that_a_look_at_all_of_them_names(
    both: Both,
    words: str,
    ends: tuple[int, int],
    changes: list[Callable[[str], str]],
    whole_words: bool,
) -> None:
    """In whatever script, however altered; and in the same order."""
    if whole_words:
        parts = words.split(" ")
        said = " ".join(parts[ends[0] % len(parts) :][: ends[1] % 9 + 1])
    else:
        said = words[ends[0] % len(words) :][: ends[1]]
    for change in changes:
        said = change(said)
    asked, cited = both.fresh(), [both.whole.sources["cited"].passages["p1"]]
    assert bad(find(wanted(said), cited, asked)) == bad(find(wanted(said), cited, both.whole))
