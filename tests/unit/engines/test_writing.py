"""The door that everything is written through."""

from __future__ import annotations

import errno
import fcntl
import os
import re
import stat
import tempfile
from pathlib import Path

import pytest

import briefwright
from briefwright.engines import writing
from briefwright.engines.writing import new_file, own_temporary_folder, put_in_place, scratch
from briefwright.model.failure import Failure


def names(folder: Path) -> list[str]:
    """What lies in a folder, hidden files too."""
    return sorted(path.name for path in folder.iterdir())


def stray(folder: Path, at: int = 0) -> Path:
    """What a killed process leaves."""
    path = folder / f".briefwright-{at:012x}.part"
    path.write_bytes(b"half")
    return path


WRITES = re.compile(
    r"write_bytes\(|write_text\(|mkdtemp|mkstemp|TemporaryDirectory|NamedTemporaryFile|os\.(?:replace|rename)\(|copyfile"
    r"""|open\([^)\n]*["'][wax]b?\+?["']"""
)


def test_everything_is_written_through_one_door() -> None:
    """No other module writes a file, renames one, or makes a temporary one."""
    source = Path(briefwright.__file__).parent
    found = {path.relative_to(source).as_posix() for path in source.rglob("*.py")
             if WRITES.search(path.read_text(encoding="utf-8"))}  # fmt: skip
    # Records in the cache are read and written before anything is loaded; a worker's folder is made for it, and a
    # brief that travelled lies in a folder of its own: none of them is anybody's file.
    assert found == {"engines/writing.py", "engines/made.py", "engines/workers.py", "desk/away.py"}


def test_files_are_put_in_place_together(tmp_path: Path) -> None:
    """Folders are made, old files replaced, nothing left beside them."""
    one, two = tmp_path / "build" / "b.pdf", tmp_path / "build" / "b.docx"
    put_in_place({one: b"1", two: b"2"})
    put_in_place({one: b"3"})
    assert (one.read_bytes(), two.read_bytes()) == (b"3", b"2")
    assert names(one.parent) == ["b.docx", "b.pdf"]


def test_what_cannot_be_written_leaves_the_old_files(tmp_path: Path) -> None:
    """All of them, and no parts beside them."""
    one, two = tmp_path / "b.pdf", tmp_path / "file" / "b.docx"
    one.write_bytes(b"old")
    (tmp_path / "file").write_bytes(b"a file where a folder should be")
    with pytest.raises(Failure, match=r"b\.docx"):
        put_in_place({one: b"new", two: b"2"})
    assert one.read_bytes() == b"old"
    assert names(tmp_path) == ["b.pdf", "file"]


def test_renames_come_when_all_is_flushed_and_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both files, then both renames in the order given, then the folder."""
    told: list[str] = []
    flush, rename = os.fsync, Path.replace

    def fsync(handle: int) -> None:
        told.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file")
        flush(handle)

    def replace(self: Path, target: Path) -> Path:
        told.append(target.name)
        return rename(self, target)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(Path, "replace", replace)
    put_in_place({tmp_path / "z": b"1", tmp_path / "a": b"2"})
    assert told == ["file", "file", "z", "a", "folder"]


def test_what_a_killed_build_left_is_swept(tmp_path: Path) -> None:
    """Whatever number its process had; not what a living one still holds, nor a file of the user's."""
    left, held, other = stray(tmp_path), stray(tmp_path, 1), tmp_path / ".briefwright-notes.part"
    other.write_bytes(b"mine")
    with held.open("rb") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        put_in_place({tmp_path / "b.pdf": b"1"})
        assert [path.exists() for path in (left, held, other)] == [False, True, True]
    put_in_place({tmp_path / "b.pdf": b"1"})
    assert names(tmp_path) == [other.name, "b.pdf"]


def test_where_a_disk_has_no_locks_age_decides(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A part of yesterday is nobody's, nor is one of the day after tomorrow, when the clock jumped."""

    def flock(handle: int, how: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", flock)
    fresh, old, future = (stray(tmp_path, at) for at in range(3))
    now = fresh.stat().st_mtime
    os.utime(old, (now - 90_000, now - 90_000))
    os.utime(future, (now + 200_000, now + 200_000))
    put_in_place({tmp_path / "b.pdf": b"1"})
    assert [path.exists() for path in (fresh, old, future)] == [True, False, False]


def test_a_part_swept_before_it_was_held_is_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between its making and its lock another process may take it for a stray."""
    hold, taken = writing._hold, []

    def late(handle: int, seconds: float = 0.0) -> bool | None:
        found = list(tmp_path.glob(".briefwright-*"))
        if found and not taken:
            taken.append(found[0].name)
            found[0].unlink()
        return hold(handle, seconds)

    monkeypatch.setattr(writing, "_hold", late)
    put_in_place({tmp_path / "b.pdf": b"1"})
    assert taken
    assert names(tmp_path) == ["b.pdf"]


def test_a_link_gives_way_and_its_target_stays(tmp_path: Path) -> None:
    """Nothing outside is written over by surprise."""
    (tmp_path / "outside").write_bytes(b"precious")
    (tmp_path / "build").mkdir()
    place = tmp_path / "build" / "b.pdf"
    for target in ("../outside", "nowhere", "b.pdf"):
        place.unlink(missing_ok=True)
        place.symlink_to(target)
        put_in_place({place: b"1"})
        assert not place.is_symlink()
        assert place.read_bytes() == b"1"
    assert (tmp_path / "outside").read_bytes() == b"precious"


@pytest.mark.parametrize("kind", ["folder", "pipe", "read-only"])
def test_what_is_no_plain_file_stays(tmp_path: Path, kind: str) -> None:
    """A folder, a pipe, and a file that somebody made read-only; the other files of the brief stay old too."""
    place, other = tmp_path / "b.pdf", tmp_path / "b.docx"
    other.write_bytes(b"old")
    if kind == "folder":
        place.mkdir()
    elif kind == "pipe":
        os.mkfifo(place)
    else:
        place.write_bytes(b"final")
        place.chmod(0o444)
    with pytest.raises(Failure, match=r"b\.pdf: it is"):
        put_in_place({other: b"new", place: b"new"})
    assert other.read_bytes() == b"old"
    assert names(tmp_path) == ["b.docx", "b.pdf"]
    if kind == "read-only":
        assert place.read_bytes() == b"final"


def test_permissions_stay(tmp_path: Path) -> None:
    """A private file does not become everybody's, nor a shared one private."""
    for mode in (0o600, 0o664, 0o640):
        (tmp_path / "b").write_bytes(b"old")
        (tmp_path / "b").chmod(mode)
        put_in_place({tmp_path / "b": b"new"})
        assert stat.S_IMODE((tmp_path / "b").stat().st_mode) == mode


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
def test_the_owner_stays(tmp_path: Path) -> None:
    """Root, as in a container, does not take the user's files from them."""
    (tmp_path / "b").write_bytes(b"old")
    os.chown(tmp_path / "b", 1234, 2345)
    put_in_place({tmp_path / "b": b"new"})
    status = (tmp_path / "b").stat()
    assert (status.st_uid, status.st_gid) == (1234, 2345)


def test_what_changed_meanwhile_is_not_lost(tmp_path: Path) -> None:
    """None of the files is written, and those that changed are named."""
    one, two = tmp_path / "a.yaml", tmp_path / "b.yaml"
    one.write_bytes(b"\xef\xbb\xbfold\r\n")
    two.write_bytes(b"old\n")
    assert put_in_place({one: b"1", two: b"2"}, {one: "old\n", two: "older\n"}) == (two,)
    assert put_in_place({one: b"1", tmp_path / "c": b"3"}, {tmp_path / "c": None, two: None}) == (two,)
    assert (one.read_bytes(), two.read_bytes()) == (b"\xef\xbb\xbfold\r\n", b"old\n")
    assert put_in_place({one: b"1", two: b"2"}, {one: "old\n", two: "old\n"}) == ()
    assert names(tmp_path) == ["a.yaml", "b.yaml"]


def test_a_new_file_is_never_an_old_one(tmp_path: Path) -> None:
    """It is written once; a link to nothing is something."""
    assert new_file(tmp_path / "a" / "b", "é")
    assert not new_file(tmp_path / "a" / "b", "x")
    assert (tmp_path / "a" / "b").read_text(encoding="utf-8") == "é"
    (tmp_path / "link").symlink_to("nowhere")
    assert not new_file(tmp_path / "link", "x")
    assert (tmp_path / "link").is_symlink()


def test_a_new_file_that_came_meanwhile_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Looked for again while nobody else writes."""
    monkeypatch.setattr(os.path, "lexists", lambda path, real=os.path.lexists: (real(path), _made(Path(path)))[0])
    assert not new_file(tmp_path / "b", "ours")
    assert (tmp_path / "b").read_text(encoding="utf-8") == "theirs"


def _made(path: Path) -> None:
    path.write_text("theirs", encoding="utf-8")


def test_an_interrupt_leaves_nothing_beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While the parts are flushed."""

    def fsync(handle: int) -> None:
        raise KeyboardInterrupt

    (tmp_path / "b").write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(KeyboardInterrupt):
        put_in_place({tmp_path / "b": b"new"})
    assert names(tmp_path) == ["b"]
    assert (tmp_path / "b").read_bytes() == b"old"


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for temporary files."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    return tmp_path


def test_temporary_folders_of_the_dead_are_swept(temporary: Path) -> None:
    """When a command begins; those of the living and of others stay."""
    dead, living, other = (temporary / name for name in (".briefwright-dead.tmp", ".briefwright-alive.tmp", "mine"))
    for folder in (dead, living, other):
        (folder / "pictures").mkdir(parents=True)
        (folder / "pictures" / "x").write_bytes(b"x")
    handle = os.open(living, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    with own_temporary_folder():
        own = Path(tempfile.gettempdir())
        assert os.environ["TMPDIR"] == str(own)
        assert names(temporary) == sorted([living.name, other.name, own.name])
        tempfile.mkdtemp(prefix="left-by-a-library-")
        with scratch({"a/b": b"1"}) as folder:
            assert (folder / "a" / "b").read_bytes() == b"1"
            assert stat.S_IMODE(folder.stat().st_mode) == 0o700
            assert folder.parent == own
    os.close(handle)
    assert os.environ["TMPDIR"] == tempfile.gettempdir() == str(temporary)
    assert names(temporary) == sorted([living.name, other.name])


@pytest.mark.parametrize("when", ["before it is opened", "before it is held"])
def test_a_temporary_folder_swept_at_its_making_is_made_again(
    temporary: Path, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    """Two processes may begin at once, and one take the other's folder for a stray."""
    make, hold, swept = tempfile.mkdtemp, writing._hold, []

    def sweep(path: str) -> None:
        if not swept:
            swept.append(path)
            Path(path).rmdir()

    def mkdtemp(**given: str) -> str:
        made = make(**given)
        if when == "before it is opened":
            sweep(made)
        return made

    def late(handle: int, seconds: float = 0.0) -> bool | None:
        if when == "before it is held":
            sweep(str(next(temporary.iterdir())))
        return hold(handle, seconds)

    monkeypatch.setattr(tempfile, "mkdtemp", mkdtemp)
    monkeypatch.setattr(writing, "_hold", late)
    with scratch({"a": b"1"}) as folder:
        assert (folder / "a").read_bytes() == b"1"
        assert str(folder) not in swept
    assert swept
    assert names(temporary) == []


def test_no_room_for_temporary_files_is_told(temporary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In one line that names TMPDIR."""
    monkeypatch.setattr(tempfile, "tempdir", str(temporary / "none"))
    with pytest.raises(Failure, match="no temporary folder can be written") as failed, scratch({}):
        pass
    assert "TMPDIR" in failed.value.advice
