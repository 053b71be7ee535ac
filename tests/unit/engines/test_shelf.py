"""The library read on demand: open texts, several processes, an index that cannot be had."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from lsprotocol import types
from tests.support import codes, seed, workspace

from briefwright import cli, pipeline
from briefwright.desk.lsp.buffers import OpenWorkspace, uri_of
from briefwright.desk.lsp.room import Room
from briefwright.engines import asking, gathering, shelf
from briefwright.engines.entries import Filed
from briefwright.engines.files import Workspace
from briefwright.engines.index import Index, cache_file

WORDS = "The harbour waits for ships of every kind, and nobody has counted them for years. "
BRIEF = "title: T\nsections: [{heading: H, body: ['They say \"the harbour waits\" [@s1#p1].']}]\n"


@pytest.fixture
def large(tmp_path: Path) -> Workspace:
    """A workspace of more than `SMALL` bytes, with a fault."""
    files = {f"seeds/s{n}.yaml": seed(p1=WORDS * 4, p2=f"Number {n}. {WORDS * 8}") for n in range(80)}
    where = workspace(tmp_path, files | {"seeds/bad.yaml": "source: 1\n", "briefs/b.yaml": BRIEF})
    assert sum(stamp[0] for stamp in where.stamps().values()) > shelf.SMALL
    return where


def _whole(where: Workspace) -> pipeline.Loaded:
    """The library with nothing of the index."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shelf, "SMALL", 2**40)
        return pipeline.load_library(where)


def _rows(path: Path) -> list[object]:
    """What an index holds, but for the times at which files were looked at."""
    with closing(sqlite3.connect(path)) as base:
        tables = [base.execute(f"SELECT * FROM {table}").fetchall() for table in ("entry", "odd", "words")]
        files = base.execute("SELECT name, size, sha256, sound, clean, place, ids, start, many FROM file").fetchall()
    return [*tables, files]


def test_a_large_library_is_read_on_demand_and_a_small_one_whole(large: Workspace, tmp_path: Path) -> None:
    """It says the same either way, the first time and the second."""
    first, second = pipeline.load_library(large), pipeline.load_library(large)
    assert first.faults == second.faults == _whole(large).faults
    assert set(codes(first.faults)) == {"wrong-type", "missing-key"}
    assert isinstance(second.library, shelf.Shelf)
    small = pipeline.load_library(workspace(tmp_path / "small", {"seeds/a.yaml": seed(p1="A")}))
    assert not isinstance(small.library, shelf.Shelf)
    assert cache_file(tmp_path / "small").exists() is False  # type: ignore[union-attr]


def test_the_text_in_the_editor_counts(large: Workspace) -> None:
    """And never gets into the index, which is of the files."""
    room = Room(OpenWorkspace(large.root))
    before = room.library()
    assert before.library.passage("s1", "p1")
    path = large.root / "seeds/s1.yaml"
    document = types.TextDocumentItem(uri_of(path), "yaml", 1, seed(p7="Words not written yet"))
    room.workspace.buffers.put(path, document)
    new = large.root / "seeds/new.yaml"
    room.workspace.buffers.put(new, types.TextDocumentItem(uri_of(new), "yaml", 1, "source: 2\n"))
    now = room.library()
    assert now.library.made_of() != before.library.made_of()
    assert list(now.library.sources["s1"].passages) == ["p7"]
    assert {fault.span.file for fault in now.faults} == {"seeds/bad.yaml", "seeds/new.yaml"}
    room.workspace.buffers.drop(path)
    room.workspace.buffers.drop(new)
    assert room.library().library.made_of() == before.library.made_of()
    assert room.library().faults == before.faults


@pytest.mark.parametrize("harm", ["locked", "nowhere", "noise", "a folder", "no table"])
def test_an_index_that_cannot_be_had_changes_nothing(
    large: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, harm: str
) -> None:
    """The files are read, and say the same."""
    monkeypatch.setattr(shelf, "WAIT", 0.0)
    path = cache_file(large.root)
    assert path
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(path if harm == "locked" else ":memory:", isolation_level=None)) as other:
        if harm == "locked":
            other.execute("BEGIN EXCLUSIVE")
        elif harm == "nowhere":
            (tmp_path / "file").write_text("", encoding="utf-8")
            monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
        elif harm == "noise":
            path.write_bytes(b"no database" * 999)
        elif harm == "a folder":
            path.mkdir()
        else:
            pipeline.load_library(large)
            with closing(sqlite3.connect(path)) as base:
                base.execute("DROP TABLE words")
        loaded, whole = pipeline.load_library(large), _whole(large)
        assert loaded.faults == whole.faults
        said = list(loaded.library.saying([["harbour"]], lambda words: "Number 7." in words))
        assert [passage.key for passage in said] == ["s7#p2"]
        assert list(loaded.library.keys_of("p2")) == list(whole.library.keys_of("p2"))


def test_processes_at_the_same_time_say_the_same(large: Workspace) -> None:
    """Four begin with no index, while a file is touched under them."""
    command = [sys.executable, "-m", "briefwright", "-C", str(large.root), "--format", "short", "check"]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(4)]
    (large.root / "seeds/s5.yaml").touch()
    told = {process.communicate(timeout=120) for process in running}
    assert [process.returncode for process in running] == [1] * 4
    ((_, errors),) = told
    assert [line.split(b": ")[0] for line in errors.splitlines()] == [b"seeds/bad.yaml:1:1", b"seeds/bad.yaml:1:9"]


# several processes at one index


@pytest.fixture
def shared(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other processes help from two files on."""
    monkeypatch.setattr(gathering, "MANY", 2)
    monkeypatch.setattr(gathering.os, "cpu_count", lambda: 2)


@pytest.mark.usefixtures("shared")
def test_helpers_make_the_same_index(large: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the same order."""
    for name, many in (("alone", 10**9), ("helped", 2)):
        monkeypatch.setattr(gathering, "MANY", many)
        with closing(Index(tmp_path / name)) as base:
            base.refresh(large.stamps(), large.seed_text, pipeline.filed)
    assert _rows(tmp_path / "alone") == _rows(tmp_path / "helped")


@pytest.mark.usefixtures("shared")
def test_a_helper_that_is_ended_costs_time_only(large: Workspace, tmp_path: Path) -> None:
    """Its files are read by the process that it helped."""
    here = os.getpid()

    def parse(name: str, text: str) -> Filed:
        if os.getpid() != here and name == "seeds/s40.yaml":
            os.kill(os.getpid(), signal.SIGKILL)
        return pipeline.filed(name, text)

    with closing(Index(tmp_path / "index")) as base:
        base.refresh(large.stamps(), large.seed_text, parse)
        assert base.read == 81
    with closing(Index(tmp_path / "other")) as base:
        base.refresh(large.stamps(), large.seed_text, pipeline.filed)
    assert _rows(tmp_path / "index") == _rows(tmp_path / "other")


# common words


def test_of_very_many_passages_the_first_are_weighed(
    large: Workspace, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """And whoever asks is told; narrowed, or asked for more, all of them are."""
    monkeypatch.setattr(asking, "WEIGHED", 50)
    monkeypatch.setattr("briefwright.engines.index.WEIGHED", 50)
    assert cli.main(["-C", str(large.root), "find", "harbour", "-n", "3"]) == 0
    out, errors = capsys.readouterr()
    assert len(out.splitlines()) == 3
    assert "3 of more than 50 passages, of which 50 were weighed; narrow it, or more with -n" in errors
    assert cli.main(["-C", str(large.root), "find", "harbour", "source:s7", "source:s9", "-n", "3"]) == 0
    out, errors = capsys.readouterr()
    assert {line.split("#")[0] for line in out.splitlines()} == {"s7", "s9"}
    assert "3 of 4 passages; more with -n" in errors
    assert cli.main(["-C", str(large.root), "find", "harbour", "-n", "500"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 160
