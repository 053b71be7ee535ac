"""The index of words: kept fresh, never believed over the files, safe between processes."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from tests.support import seed, workspace

from briefwright.desk import find
from briefwright.engines import index
from briefwright.engines.files import Workspace
from briefwright.engines.index import Index, cache_file, with_index
from briefwright.engines.words import Query


def _settled(where: Workspace) -> None:
    """Wait until the files' last change lies behind the time in which a stamp may not tell."""
    newest = max(max(stamp[1], stamp[2]) for stamp in where.stamps().values())
    time.sleep(max(0, newest + index.RACY - time.time_ns()) / 1e9 + 0.01)


def _keys(where: Workspace, *words: str) -> list[str]:
    return [hit.key for hit in find.find(where, words, 50).hits]


@pytest.fixture
def library(tmp_path: Path) -> Workspace:
    """Thirty sources of two passages."""
    files = {f"seeds/s{n}.yaml": seed(p1=f"The harbour number{n}", p2="A quiet day") for n in range(30)}
    return workspace(tmp_path, files)


def test_after_one_change_one_file_is_read(library: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other files are not even opened, but for those of what is shown."""
    _settled(library)
    assert _keys(library, "number7") == ["s7#p1"]
    opened: list[str] = []
    read = Workspace.read_seed
    monkeypatch.setattr(Workspace, "read_seed", lambda self, path: (opened.append(path.name), read(self, path))[1])
    assert _keys(library, "number8") == ["s8#p1"]
    assert opened == ["s8.yaml"]
    opened.clear()
    (library.root / "seeds/s7.yaml").write_text(seed(p1="Another word"), encoding="utf-8")
    assert _keys(library, "number7") == []
    assert set(opened) == {"s7.yaml"}
    assert _keys(library, "another") == ["s7#p1"]


def test_new_files_are_found_and_deleted_ones_are_not(library: Workspace) -> None:
    """A file that is gone takes its passages along."""
    assert len(_keys(library, "harbour")) == 30
    (library.root / "seeds/s3.yaml").unlink()
    (library.root / "seeds/t.yml").write_text(seed(p1="The harbour, new"), encoding="utf-8")
    found = _keys(library, "harbour")
    assert "t#p1" in found
    assert "s3#p1" not in found
    assert len(found) == 30
    for path in library.seeds():
        path.unlink()
    assert _keys(library, "harbour") == []


def test_a_change_that_keeps_size_and_time_is_seen(library: Workspace) -> None:
    """An editor, or a program that sets the time back, cannot hide it."""
    path = library.root / "seeds/s1.yaml"
    _settled(library)
    assert _keys(library, "harbour", "number1") == ["s1#p1"]
    before = path.stat()
    path.write_text(path.read_text(encoding="utf-8").replace("harbour", "airport"), encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size
    assert _keys(library, "harbour", "number1") == []
    assert _keys(library, "airport") == ["s1#p1"]


def test_a_file_touched_is_known_by_its_content(library: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is read, and not parsed again."""
    assert len(_keys(library, "harbour")) == 30
    (library.root / "seeds/s1.yaml").touch()
    monkeypatch.setattr(find, "entries_of", lambda name, text: pytest.fail(f"{name} was parsed again"))
    assert len(_keys(library, "harbour")) == 30


def test_a_passage_that_changes_during_the_search_is_not_shown(
    library: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The search begins again."""
    search = Index.search
    changed: list[bool] = []

    def slow(self: Index, query: Query, most: int) -> list[index.Hit]:
        hits = search(self, query, most)
        if not changed:
            changed.append(True)
            (library.root / "seeds/s1.yaml").write_text(seed(p1="Nothing of it"), encoding="utf-8")
        return hits

    monkeypatch.setattr(Index, "search", slow)
    assert _keys(library, "number1") == []


@pytest.mark.parametrize("harm", ["noise", "empty", "cut", "older", "no table", "folder"])
def test_a_broken_index_is_made_anew(library: Workspace, harm: str) -> None:
    """And nobody is told, for nothing was lost."""
    assert _keys(library, "number2") == ["s2#p1"]
    path = cache_file(library.root)
    assert path
    if harm == "noise":
        path.write_bytes(b"this is no database" * 500)
    elif harm == "empty":
        path.write_bytes(b"")
    elif harm == "cut":
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    elif harm == "folder":
        path.unlink()
        path.mkdir()
    else:
        base = sqlite3.connect(path, isolation_level=None)
        base.execute("UPDATE state SET version = '0'" if harm == "older" else "DROP TABLE words")
        base.execute("DELETE FROM entry")
        base.close()
    assert _keys(library, "number2") == ["s2#p1"]
    assert len(_keys(library, "quiet")) == 30
    if harm == "folder":
        path.rmdir()  # in the way still: it was made in memory
    else:
        with closing(sqlite3.connect(path)) as base:
            assert base.execute("SELECT count(*) FROM entry").fetchone() == (60,)


def test_where_nothing_may_be_written_it_is_made_in_memory(
    library: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A cache that is a file stands for every folder that refuses."""
    (tmp_path / "no-folder").write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "no-folder"))
    assert _keys(library, "number2") == ["s2#p1"]


def test_somebody_without_a_home_has_it_in_memory(library: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a container whose user nobody knows."""

    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)
    assert cache_file(library.root) is None
    assert _keys(library, "number2") == ["s2#p1"]


def test_each_workspace_has_its_own(tmp_path: Path) -> None:
    """By its real path."""
    (tmp_path / "a").mkdir()
    (tmp_path / "b").symlink_to(tmp_path / "a")
    assert cache_file(tmp_path / "a") == cache_file(tmp_path / "b") != cache_file(tmp_path)


def test_processes_at_the_same_time_find_the_same(library: Workspace) -> None:
    """Six begin with no index at all, while a file changes under them."""
    command = [sys.executable, "-m", "briefwright", "-C", str(library.root), "find", "quiet", "-n", "100"]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(6)]
    (library.root / "seeds/s5.yaml").touch()
    told = {process.communicate(timeout=60) for process in running}
    assert [process.returncode for process in running] == [0] * 6
    ((out, errors),) = told
    assert errors == b""
    assert len(out.splitlines()) == 30


def test_two_that_are_open_see_each_other(library: Workspace, tmp_path: Path) -> None:
    """What one has read the other does not read again."""
    _settled(library)
    one, two = Index(tmp_path / "i.sqlite"), Index(tmp_path / "i.sqlite")
    find.refresh(library, one)
    find.refresh(library, two)
    assert (one.read, two.read) == (30, 0)
    (library.root / "seeds/s1.yaml").write_text(seed(p1="Nothing of it"), encoding="utf-8")
    _settled(library)
    find.refresh(library, two)
    find.refresh(library, one)
    assert (one.read, two.read) == (30, 1)
    assert one.count(find.parse_query(["harbour"])) == 29
    one.close()
    two.close()


def test_a_process_that_fails_leaves_the_index_as_it_was(library: Workspace, tmp_path: Path) -> None:
    """Nothing is half written."""
    with_index(tmp_path / "i.sqlite", lambda base: find.refresh(library, base))
    (library.root / "seeds/s1.yaml").unlink()
    (library.root / "seeds/s2.yaml").touch()

    def stop(_name: str) -> str:
        raise KeyboardInterrupt

    def broken(base: Index) -> None:
        base.refresh(library.stamps(), stop, find.entries_of)

    with pytest.raises(KeyboardInterrupt):
        with_index(tmp_path / "i.sqlite", broken)
    assert with_index(tmp_path / "i.sqlite", lambda base: base.count(find.parse_query(["harbour"]))) == 30
