"""Nothing is lost between processes, threads and clocks; index and caches are never believed over the files."""

from __future__ import annotations

import fcntl
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest
from tests.fire.test_lost_files import BRIEF, SEED, Shown, build, lines, listing, made
from tests.support import seed, workspace

from briefwright import pipeline
from briefwright.cli import add as add_command
from briefwright.cli import main
from briefwright.desk import find
from briefwright.desk.add import adding
from briefwright.desk.verify import verify
from briefwright.desk.workshop import Workshop
from briefwright.engines import index, writing
from briefwright.engines.files import Workspace
from briefwright.engines.index import cache_file
from briefwright.engines.writing import put_in_place

DOCUMENT = """\
The ferry at night

The ferry does not run at night, said the harbour master on Monday, and nobody asked him why that was.

The last boat leaves at ten, and the bridge has been closed since the flood of last year, he said.
"""


# Builds.


def test_two_builds_at_once_leave_one_set(tmp_path: Path) -> None:
    """Two processes, two outlines of one name, one folder: the files are of one of the two, nothing beside."""
    for at, title in enumerate(("One", "Two")):
        made(tmp_path / str(at), **{"briefs/b.yaml": BRIEF.replace("A brief", title)})
    out = tmp_path / "out"
    command = [sys.executable, "-m", "briefwright", "build", "--to", "docx,html", "-o", str(out)]
    running = [subprocess.Popen(command, cwd=tmp_path / str(at), stdout=subprocess.DEVNULL) for at in (0, 1)]
    assert [process.wait(timeout=120) for process in running] == [0, 0]
    assert listing(out) == ["b.docx", "b.html", "b.ledger.json"]
    assert verify(out / "b.docx", "b.docx", None).faults == ()


def test_sets_that_are_put_in_place_at_once_do_not_mix(tmp_path: Path) -> None:
    """Whoever looks while nobody renames sees files of one writer."""
    names = ["b.pdf", "b.docx", "b.ledger.json"]
    mixed = []

    def write(mark: bytes) -> None:
        for _ in range(15):
            put_in_place({tmp_path / name: mark * 1000 for name in names})

    def look() -> None:
        handle = os.open(tmp_path, os.O_RDONLY)
        while any(thread.is_alive() for thread in writers):
            fcntl.flock(handle, fcntl.LOCK_EX)
            found = {path.read_bytes() for path in map(tmp_path.joinpath, names) if path.exists()}
            fcntl.flock(handle, fcntl.LOCK_UN)
            mixed.extend([found] if len(found) > 1 or any(len(each) != 1000 for each in found) else [])
            time.sleep(0.001)
        os.close(handle)

    writers = [threading.Thread(target=write, args=(mark,)) for mark in (b"1", b"2", b"3")]
    for thread in writers:
        thread.start()
    look()
    assert mixed == []
    assert listing(tmp_path) == sorted(names)


def test_a_process_that_sleeps_with_the_lock_is_not_waited_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After the patience is over each file takes its place by itself."""
    monkeypatch.setattr(writing, "PATIENCE", 0.2)
    handle = os.open(tmp_path, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    put_in_place({tmp_path / "b": b"1"})
    os.close(handle)
    assert (tmp_path / "b").read_bytes() == b"1"


def test_seeds_that_are_renewed_while_a_build_reads_them(tmp_path: Path) -> None:
    """`build` and `add` at once: each reading has the old words or the new ones, whole."""
    where = made(tmp_path)
    path = tmp_path / "seeds/a.yaml"
    texts = [seed(p1="They say the harbour is quiet."), seed(p1="They say the harbour is quiet. " + "More. " * 5000)]
    stop = threading.Event()

    def renew() -> None:
        turn = 0
        while not stop.is_set():
            put_in_place({path: texts[turn % 2].encode()})
            turn += 1

    thread = threading.Thread(target=renew)
    thread.start()
    try:
        found = [pipeline.load_library(where) for _ in range(25)]
    finally:
        stop.set()
        thread.join()
    assert [fault for loaded in found for fault in loaded.faults] == []
    words = {passage.text.value for loaded in found if (passage := loaded.library.passage("a", "p1"))}
    assert words <= {"They say the harbour is quiet.", ("They say the harbour is quiet. " + "More. " * 5000)}


def test_watch_and_build_at_once(tmp_path: Path) -> None:
    """What a workshop has made is put in place by the same door: after both, one set lies there."""
    where = made(tmp_path)
    shop = Workshop(where, ["docx", "html"])
    shop.reload()
    built = shop.make(tmp_path / "briefs/b.yaml").built
    assert built
    files = {tmp_path / "build" / f"b.{ending}": content for ending, content in built.files.items()}
    thread = threading.Thread(target=lambda: [put_in_place(files) for _ in range(10)])
    thread.start()
    assert build(tmp_path, to="docx,html") == 0
    thread.join()
    assert listing(tmp_path / "build") == ["b.docx", "b.html", "b.ledger.json"]
    assert verify(tmp_path / "build/b.docx", "b.docx", None).faults == ()


def test_a_change_that_keeps_size_and_time_is_seen_by_watch(tmp_path: Path) -> None:
    """A program that sets a file's time back cannot hide that it changed it."""
    where = made(tmp_path)
    shop = Workshop(where, ["html"])
    shop.reload()
    path = tmp_path / "briefs/b.yaml"
    assert shop.make(path).whole
    assert shop.stale() == []
    before = path.stat()
    path.write_text(BRIEF.replace("A brief", "A crief"), encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size
    assert shop.stale() == [path]


@pytest.mark.parametrize("when", [0, 4102444800], ids=["1970", "2100"])
def test_files_of_another_time(tmp_path: Path, when: int) -> None:
    """A clock that jumped: seeds and outline from 1970 or from 2100 are built, found, and seen to change."""
    where = made(tmp_path)
    for name in ("seeds/a.yaml", "briefs/b.yaml"):
        os.utime(tmp_path / name, (when, when))
    assert build(tmp_path) == 0
    assert [hit.key for hit in find.find(where, ["quiet"], 5).hits] == ["a#p1"]
    (tmp_path / "seeds/a.yaml").write_text(SEED.replace("quiet", "windy"), encoding="utf-8")
    os.utime(tmp_path / "seeds/a.yaml", (when, when))
    assert find.find(where, ["quiet"], 5).hits == ()
    assert [hit.key for hit in find.find(where, ["windy"], 5).hits] == ["a#p1"]
    assert build(tmp_path) == 1


# `add`.


def document(folder: Path, words: str = DOCUMENT) -> str:
    """A document; its path."""
    path = folder / "ferry.txt"
    path.write_text(words, encoding="utf-8")
    return str(path)


def test_two_adds_of_one_document_at_once(tmp_path: Path) -> None:
    """Three processes: one adds it, the others see that it is there."""
    workspace(tmp_path, {})
    command = [sys.executable, "-m", "briefwright", "add", document(tmp_path)]
    running = [subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    told = [process.communicate(timeout=120)[0] for process in running]
    assert [process.returncode for process in running] == [0, 0, 0]
    assert sorted("nothing has changed" in each for each in told) == [False, True, True]
    (name,) = listing(tmp_path / "seeds")
    assert name.endswith(".yaml")


def meanwhile(monkeypatch: pytest.MonkeyPatch, *texts: tuple[Path, str]) -> None:
    """Somebody writes a seed after `add` has read it, once for each text."""
    waiting = list(texts)
    put = adding.put

    def late(added: Sequence[adding.Added]) -> bool:
        if waiting:
            path, text = waiting.pop(0)
            path.write_text(text, encoding="utf-8")
        return put(added)

    monkeypatch.setattr(adding, "put", late)


def test_what_an_editor_saves_while_a_copy_is_added_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The note that the editor wrote, and what the newer copy says."""
    workspace(tmp_path, {})
    assert main(["-C", str(tmp_path), "add", "--id", "ferry", document(tmp_path)]) == 0
    path = tmp_path / "seeds/ferry.yaml"
    edited = path.read_text(encoding="utf-8") + "# what the editor noted\n"
    meanwhile(monkeypatch, (path, edited))
    newer = DOCUMENT + "\nFrom May on there will be two boats in the evening, and they take bicycles too, he said.\n"
    assert main(["-C", str(tmp_path), "add", "--id", "ferry", document(tmp_path, newer)]) == 0
    after = path.read_text(encoding="utf-8")
    assert "# what the editor noted" in after
    assert "two boats in the evening" in after


def test_a_seed_that_comes_while_another_of_its_name_is_added_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The document gets another ID."""
    workspace(tmp_path, {})
    assert main(["-C", str(tmp_path), "add", document(tmp_path)]) == 0
    (name,) = listing(tmp_path / "seeds")
    path = tmp_path / "seeds" / name
    path.unlink()
    theirs = SEED.replace("A report", "Quite another report")
    meanwhile(monkeypatch, (path, theirs))
    assert main(["-C", str(tmp_path), "add", document(tmp_path)]) == 0
    assert path.read_text(encoding="utf-8") == theirs
    assert len(listing(tmp_path / "seeds")) == 2


def test_a_seed_that_never_rests_is_told(tmp_path: Path, capsys: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit 3, and the last words are the editor's."""
    workspace(tmp_path, {})
    assert main(["-C", str(tmp_path), "add", "--id", "ferry", document(tmp_path)]) == 0
    path = tmp_path / "seeds/ferry.yaml"
    text = path.read_text(encoding="utf-8")
    edits = [(path, f"{text}# {at}\n") for at in range(add_command.TURNS)]
    meanwhile(monkeypatch, *edits)
    capsys.readouterr()
    newer = DOCUMENT + "\nFrom May on there will be two boats in the evening, and they take bicycles too, he said.\n"
    assert main(["-C", str(tmp_path), "add", "--id", "ferry", document(tmp_path, newer)]) == 3
    assert lines(capsys)[0].startswith("briefwright: the seeds change while they are added to; nothing was written")
    assert path.read_text(encoding="utf-8") == edits[-1][1]


def test_a_kill_of_add_leaves_no_half_seed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it left is no seed, and the next run takes it away."""
    where = workspace(tmp_path, {})
    killed = os.fork()
    if not killed:
        os.fsync = lambda handle: os.kill(os.getpid(), 9)
        try:
            main(["-C", str(tmp_path), "add", "--id", "ferry", document(tmp_path)])
        finally:
            os._exit(70)
    assert os.waitstatus_to_exitcode(os.waitpid(killed, 0)[1]) == -9
    assert len(listing(tmp_path / "seeds")) == 1
    assert where.seeds() == []
    assert main(["-C", str(tmp_path), "add", "--id", "ferry", document(tmp_path)]) == 0
    assert listing(tmp_path / "seeds") == ["ferry.yaml"]


# The index.


@pytest.fixture
def library(tmp_path: Path) -> Workspace:
    """Five sources, indexed, their stamps settled."""
    files = {f"seeds/s{n}.yaml": seed(p1=f"The harbour number{n}", p2="A quiet day") for n in range(5)}
    where = workspace(tmp_path / "w", files)
    for path in where.seeds():
        os.utime(path, (1_000_000_000, 1_000_000_000))
    assert words_of(where, "harbour")
    return where


def words_of(where: Workspace, *words: str) -> list[tuple[str, str]]:
    """What `find` shows: ID and words."""
    return [
        (hit.key, hit.text.replace("\x02", "").replace("\x03", "")) for hit in find.find(where, list(words), 50).hits
    ]


def base_of(where: Workspace) -> sqlite3.Connection:
    """The index itself."""
    path = cache_file(where.root)
    assert path
    return sqlite3.connect(path, isolation_level=None)


FORGERIES = {
    "other words": "UPDATE words SET text = 'The harbour was sold' WHERE rowid = 1",
    "another's name": "UPDATE entry SET who = 'The Minister' WHERE id = 1",
    "another passage's ID": "UPDATE entry SET passage = 'p2' WHERE id = 1",
    "another date": "UPDATE file SET date = '1999' WHERE id = 1",
    "another file": "UPDATE entry SET file = 2 WHERE id = 1",
    "words that are no text": "UPDATE words SET text = x'ff00', speaker = 'harbour' WHERE rowid = 1",
}


@pytest.mark.parametrize("forged", FORGERIES)
def test_a_row_that_no_file_says_is_never_shown(library: Workspace, forged: str) -> None:
    """The index is made anew, and what is shown are the files' words."""
    expected = words_of(library, "harbour")
    with closing(base_of(library)) as base:
        base.execute(FORGERIES[forged])
    assert words_of(library, "harbour") == expected
    assert words_of(library, "sold") == []


def test_a_row_of_a_file_that_is_not_there_is_not_shown(library: Workspace) -> None:
    """It may be missed until the index is made anew; nothing wrong is shown."""
    expected = words_of(library, "harbour")
    with closing(base_of(library)) as base:
        base.execute("UPDATE entry SET file = 99 WHERE id = 1")
    assert set(words_of(library, "harbour")) <= set(expected)


def test_the_index_of_another_workspace_is_not_believed(library: Workspace, tmp_path: Path) -> None:
    """Of files with the same names, sizes, times and all that a stamp can tell, but other words."""
    other = workspace(tmp_path / "x", {f"seeds/s{n}.yaml": seed(p1=f"The airport number{n}", p2="A quiet day")
                                       for n in range(5)})  # fmt: skip
    assert words_of(other, "airport")
    ours, theirs = cache_file(library.root), cache_file(other.root)
    assert ours
    assert theirs
    for old in ours.parent.iterdir():
        old.unlink()
    shutil.copy(theirs, ours)
    with closing(base_of(library)) as base:
        now = time.time_ns() + 10**15
        for name, stamp in library.stamps().items():
            row = (*stamp, now, name)
            base.execute(
                "UPDATE file SET size = ?, written = ?, changed = ?, inode = ?, checked = ? WHERE name = ?", row
            )
    assert words_of(library, "airport") == []
    assert len(words_of(library, "harbour")) == 5


def test_an_index_of_a_version_to_come_is_made_anew(library: Workspace) -> None:
    """By an older program, whose tables are others."""
    with closing(base_of(library)) as base:
        base.execute(f"UPDATE state SET version = '{index.VERSION + 1} 99.0.0'")
        base.execute("ALTER TABLE entry ADD COLUMN more TEXT")
    assert len(words_of(library, "harbour")) == 5


def test_an_index_deleted_while_it_is_used(library: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """By somebody who empties caches in the middle of a search."""
    path = cache_file(library.root)
    assert path
    search = index.Index.search

    def late(self: index.Index, *given: object) -> object:
        shutil.rmtree(path.parent, ignore_errors=True)
        return search(self, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(index.Index, "search", late)
    assert len(words_of(library, "harbour")) == 5
    monkeypatch.undo()
    assert len(words_of(library, "harbour")) == 5


def test_an_index_that_another_process_keeps(library: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that sleeps with its lock: the words are found without it."""
    monkeypatch.setattr(index, "BUSY_SECONDS", 0.1)
    (library.root / "seeds/s9.yaml").write_text(seed(p1="The harbour number9"), encoding="utf-8")
    with closing(base_of(library)) as base:
        base.execute("BEGIN EXCLUSIVE")
        assert len(words_of(library, "harbour")) == 6
        base.execute("ROLLBACK")
    assert len(words_of(library, "harbour")) == 6


def test_every_byte_of_the_index_may_be_harmed(library: Workspace) -> None:
    """A page overwritten with noise, one after another: the words that are shown are right each time."""
    path = cache_file(library.root)
    assert path
    expected = set(words_of(library, "harbour"))
    with closing(base_of(library)) as base:
        base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    whole = path.read_bytes()
    for at in range(0, len(whole), 4096):
        for each in path.parent.iterdir():
            each.unlink()
        path.write_bytes(whole[:at] + bytes(range(256)) * 16 + whole[at + 4096 :])
        assert set(words_of(library, "harbour")) <= expected
