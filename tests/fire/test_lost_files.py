"""Nothing is lost, whatever the disk, the names and the environment are: a clear line, the documented exit code, old
files as they were."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from tests.support import outline, seed, workspace

from briefwright import pipeline
from briefwright.cli import main
from briefwright.desk import find
from briefwright.desk.verify import verify
from briefwright.engines import files
from briefwright.engines.files import Workspace, read_bytes
from briefwright.engines.writing import put_in_place
from briefwright.model.diagnostic import Diagnostic
from briefwright.model.failure import Failure
from briefwright.model.span import TextFile

BRIEF = outline('It says "the harbour is quiet" [@a#p1].')
SEED = seed(p1="They say the harbour is quiet.")
Shown = pytest.CaptureFixture[str]


def made(root: Path, **more: str | bytes) -> Workspace:
    """A workspace of one brief, `b`, and more files."""
    return workspace(root, {"seeds/a.yaml": SEED, "briefs/b.yaml": BRIEF, **more})


def build(where: Path, *words: str, to: str = "html") -> int:
    """Build everything in this process; the exit code."""
    return main(["-C", str(where), "build", "--to", to, *words])


def picture(colour: str) -> bytes:
    """A small PNG."""
    out = BytesIO()
    Image.new("RGB", (8, 8), colour).save(out, "PNG")
    return out.getvalue()


def listing(folder: Path) -> list[str]:
    """The names in a folder, hidden ones too."""
    return sorted(path.name for path in folder.iterdir())


def lines(shown: Shown) -> list[str]:
    """What stands on standard error."""
    return shown.readouterr().err.splitlines()


def program(where: Path, *words: str, **given: object) -> subprocess.CompletedProcess[str]:
    """The program in a process of its own, in a folder."""
    command = [sys.executable, "-m", "briefwright", *words]
    return subprocess.run(command, cwd=where, text=True, check=False, timeout=120, **given)  # type: ignore[call-overload,no-any-return]


# Names.

NAMES = [
    "a b", " lead", "務实🙂", "-rf", "%41%2F", "g*[x]?", "q'u\"o$HOME`id`", "dots...", "con", "~", "é", "#q1",
    "x" * 243,
]  # fmt: skip


def test_any_name_is_built_and_found_again(tmp_path: Path) -> None:
    """Spaces, quotation marks, other scripts, signs of shells and globs, 243 bytes: the outputs bear the name."""
    where = workspace(tmp_path, {"seeds/a.yaml": SEED, **{f"briefs/{name}.yaml": BRIEF for name in NAMES}})
    assert build(where.root) == 0
    endings = ("html", "ledger.json")
    assert listing(tmp_path / "build") == sorted(f"{name}.{e}" for name in NAMES for e in endings)
    ledger = json.loads((tmp_path / "build" / "務实🙂.ledger.json").read_text(encoding="utf-8"))
    assert ledger["brief"]["name"] == "務实🙂"


def test_a_name_that_no_output_can_have_is_told_in_one_line(tmp_path: Path, capsys: Shown) -> None:
    """A line feed, an escape, bytes that are no UTF-8, 244 bytes: the terminal obeys none, the other brief is built."""
    names = ["a\nb", "a\x1b[31m", "a\udcff", "x" * 244]
    where = workspace(tmp_path, {"seeds/a.yaml": SEED, "briefs/b.yaml": BRIEF})
    for name in names:
        (tmp_path / "briefs" / f"{name}.yaml").write_text(BRIEF, encoding="utf-8")
    assert main(["-C", str(where.root), "--format", "short", "build", "--to", "html"]) == 1
    told = lines(capsys)
    assert len(told) == len(names)
    assert all("error[invalid-id]: the outline's name" in line for line in told)
    assert not any("\x1b" in line for line in told)
    assert listing(tmp_path / "build") == ["b.html", "b.ledger.json"]


def test_twins_by_case_are_not_built_over_each_other(tmp_path: Path, capsys: Shown) -> None:
    """On a disk that does not tell A from a the one would take the other's place."""
    where = made(tmp_path, **{"briefs/B.yaml": BRIEF, "briefs/c.yaml": BRIEF})
    if len(where.briefs()) < 3:
        pytest.skip("this disk does not tell b from B")
    assert build(where.root) == 1
    assert "error[duplicate-id]: another brief has this name but for capitals" in "\n".join(lines(capsys))
    assert listing(tmp_path / "build") == ["c.html", "c.ledger.json"]


@pytest.mark.parametrize("name", ["with spaces", "务实🙂", "a'b\"c", "a\nb", "%41[*]?;&", "-x", b"\xff\xfe"])
def test_a_workspace_may_lie_anywhere(tmp_path: Path, name: str | bytes) -> None:
    """In a folder of any name, even one that is no UTF-8: it is built with its picture, and words are found."""
    root = tmp_path / os.fsdecode(name)
    figure = "      - figure: {file: 'map 1.png', alt: A map}\n"
    where = made(root, **{"briefs/b.yaml": BRIEF + figure, "briefs/map 1.png": picture("red")})
    assert build(root, to="docx,pdf") == 0
    for ending in ("docx", "pdf"):
        assert not verify(root / "build" / f"b.{ending}", "b", pipeline.load_library(where).library).faults
    assert [hit.key for hit in find.find(where, ["harbour"], 5).hits] == ["a#p1"]


def test_the_workspace_may_be_a_link(tmp_path: Path) -> None:
    """Its files are inside all the same."""
    made(tmp_path / "real", **{"briefs/b.yaml": BRIEF + "      - figure: {file: m.png, alt: A map}\n",
                               "briefs/m.png": picture("red")})  # fmt: skip
    (tmp_path / "link").symlink_to("real")
    assert build(tmp_path / "link", to="docx") == 0
    assert (tmp_path / "real" / "build" / "b.docx").is_file()


# Folders that are not what they should be.


@pytest.mark.parametrize("kind", ["file", "link to nothing", "folder in the way", "read-only file", "pipe"])
def test_outputs_that_cannot_take_their_place(tmp_path: Path, capsys: Shown, kind: str) -> None:
    """Exit 3 and a line that names the file and the brief; nothing half written."""
    made(tmp_path)
    out = tmp_path / "build"
    if kind == "file":
        out.write_text("mine", encoding="utf-8")
    elif kind == "link to nothing":
        out.symlink_to("nowhere")
    else:
        out.mkdir()
        (out / "b.html").mkdir() if kind == "folder in the way" else None
        os.mkfifo(out / "b.html") if kind == "pipe" else None
        if kind == "read-only file":
            (out / "b.html").write_text("final", encoding="utf-8")
            (out / "b.html").chmod(0o444)
    assert build(tmp_path) == 3
    told = lines(capsys)
    assert told[0].startswith(f"briefwright: b: cannot write {out}/b.html: ")
    assert len(told) == 2
    if out.is_dir():
        assert listing(out) == ["b.html"]


def test_one_brief_that_cannot_be_written_stops_no_other(tmp_path: Path, capsys: Shown) -> None:
    """Its own line, and the others are there."""
    made(tmp_path, **{"briefs/a.yaml": BRIEF, "briefs/c.yaml": BRIEF, "build/b.html/x": "in the way"})
    assert build(tmp_path) == 3
    assert [line for line in lines(capsys) if line.startswith("briefwright:")] == [
        f"briefwright: b: cannot write {tmp_path}/build/b.html: it is a folder"
    ]
    assert {"a.html", "c.html"} <= set(listing(tmp_path / "build"))


def test_the_folder_of_outputs_may_be_a_link_elsewhere(tmp_path: Path) -> None:
    """That is its owner's own choice, as `-o` is."""
    made(tmp_path / "w")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "w" / "build").symlink_to("../elsewhere")
    assert build(tmp_path / "w") == 0
    assert listing(tmp_path / "elsewhere") == ["b.html", "b.ledger.json"]
    assert (tmp_path / "w" / "build").is_symlink()


def test_an_output_that_is_a_link_gives_way(tmp_path: Path) -> None:
    """What it points at is not written over."""
    made(tmp_path / "w", **{"build/b.html": "x"})
    (tmp_path / "precious").write_text("precious", encoding="utf-8")
    (tmp_path / "w/build/b.html").unlink()
    (tmp_path / "w/build/b.html").symlink_to("../../precious")
    assert build(tmp_path / "w") == 0
    assert (tmp_path / "precious").read_text(encoding="utf-8") == "precious"
    assert not (tmp_path / "w/build/b.html").is_symlink()


def test_outputs_among_the_seeds_disturb_nothing(tmp_path: Path) -> None:
    """`-o seeds`: no output is taken for a source."""
    where = made(tmp_path)
    for _ in range(2):
        assert build(tmp_path, "-o", str(tmp_path / "seeds")) == 0
    assert [path.name for path in where.seeds()] == ["a.yaml"]


@pytest.mark.parametrize("folder", ["seeds", "briefs", "templates", ".briefwright"])
def test_nothing_is_written_through_a_link_out_of_the_workspace(tmp_path: Path, capsys: Shown, folder: str) -> None:
    """Seeds, outlines, templates and schemas stay inside."""
    where = made(tmp_path / "w")
    (tmp_path / "outside").mkdir()
    inner = where.root / folder
    if inner.is_dir():
        inner.rename(tmp_path / "kept")
    inner.symlink_to(tmp_path / "outside", target_is_directory=True)
    document = tmp_path / "d.txt"
    document.write_text("A title\n\n" + "A paragraph of so many words that it is a body. " * 3, encoding="utf-8")
    command = {"seeds": ["add", "--title", "A title", str(document)], "briefs": ["new", "other"],
               "templates": ["new-template", "ours"], ".briefwright": ["schema"]}[folder]  # fmt: skip
    assert main(["-C", str(where.root), *command]) == 3
    assert "leads out of the workspace" in lines(capsys)[0]
    assert listing(tmp_path / "outside") == []


def test_a_workspace_deleted_while_it_is_built_does_not_come_back(
    tmp_path: Path, capsys: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One line, exit 3, and no new folder where it was."""
    made(tmp_path / "w")
    produce = pipeline.produce

    def then_gone(workspace: Workspace, *given: object) -> pipeline.Built:
        built = produce(workspace, *given)  # type: ignore[arg-type]
        shutil.rmtree(workspace.root)
        return built

    monkeypatch.setattr(pipeline, "produce", then_gone)
    assert build(tmp_path / "w") == 3
    assert lines(capsys)[0] == "briefwright: b: the workspace is gone"
    assert not (tmp_path / "w").exists()


def test_the_folder_of_the_command_may_be_gone(tmp_path: Path) -> None:
    """With -C it does not matter; without, there is no workspace."""
    made(tmp_path / "w")
    (tmp_path / "gone").mkdir()
    script = "import os, sys; os.rmdir(os.getcwd()); from briefwright.cli import main; sys.exit(main(sys.argv[1:]))"
    for words, code in ((["-C", str(tmp_path / "w"), "build", "--to", "html"], 0), (["check"], 1)):
        (tmp_path / "gone").mkdir(exist_ok=True)
        command = [sys.executable, "-c", script, *words]
        done = subprocess.run(command, cwd=tmp_path / "gone", capture_output=True, text=True, check=False)
        assert done.returncode == code, done.stderr
        assert "Traceback" not in done.stderr
    assert (tmp_path / "w/build/b.html").is_file()


# Disks that refuse.


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS], ids=errno.errorcode.get)
def test_a_disk_that_refuses_to_write(
    tmp_path: Path, capsys: Shown, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    """At the last file of the set: the old ones stay, nothing lies beside them, exit 3 in one line."""
    made(tmp_path)
    assert build(tmp_path) == 0
    old = {path.name: path.read_bytes() for path in (tmp_path / "build").iterdir()}
    (tmp_path / "briefs/b.yaml").write_text(BRIEF.replace("A brief", "Another"), encoding="utf-8")
    flush, count = os.fsync, []

    def fsync(handle: int) -> None:
        count.append(handle)
        if len(count) == 2:
            raise OSError(code, os.strerror(code))
        flush(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    capsys.readouterr()
    assert build(tmp_path) == 3
    told = lines(capsys)
    assert told[0] == f"briefwright: b: cannot write {tmp_path}/build/b.ledger.json: {os.strerror(code)}"
    assert {path.name: path.read_bytes() for path in (tmp_path / "build").iterdir()} == old


@contextmanager
def small_disk(folder: Path) -> Iterator[None]:
    """A disk of 64 KiB."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)]
    try:
        mounted = subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        mounted = False
    if not mounted:
        pytest.skip("no disk may be mounted here")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_full_disk(tmp_path: Path) -> None:
    """A real one: what was there stays, to the byte, and there is as much room as before."""
    folder = tmp_path / "disk"
    with small_disk(folder):
        put_in_place({folder / "b.pdf": b"o" * 30_000})
        with pytest.raises(Failure, match=r"b\.docx: No space left on device"):
            put_in_place({folder / "b.pdf": b"n" * 20_000, folder / "b.docx": b"n" * 40_000})
        assert (folder / "b.pdf").read_bytes() == b"o" * 30_000
        assert listing(folder) == ["b.pdf"]
        put_in_place({folder / "b.pdf": b"n" * 30_000})
        assert (folder / "b.pdf").read_bytes() == b"n" * 30_000


def test_outputs_on_another_disk(tmp_path: Path) -> None:
    """`-o` there: they are written beside their places, so that the rename is one."""
    made(tmp_path / "w")
    with small_disk(tmp_path / "disk"):
        assert build(tmp_path / "w", "-o", str(tmp_path / "disk")) == 0
        assert listing(tmp_path / "disk") == ["b.html", "b.ledger.json"]


def test_a_limit_of_the_size_of_files(tmp_path: Path) -> None:
    """EFBIG, whose signal (SIGXFSZ) would end the process."""
    place = tmp_path / "b.pdf"
    put_in_place({place: b"old"})
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, before[1]))
    try:
        with pytest.raises(Failure, match="File too large"):
            put_in_place({place: b"n" * 20_000})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert place.read_bytes() == b"old"
    assert listing(tmp_path) == ["b.pdf"]


@contextmanager
def as_nobody(folder: Path) -> Iterator[None]:
    """Without the powers of root, which may do anything."""
    if os.geteuid() == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        if os.getuid() == 0:
            os.seteuid(0)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that everybody may look into."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def test_a_folder_that_may_not_be_written(open_folder: Path) -> None:
    """EACCES: told, and the old file stays."""
    (open_folder / "b.pdf").write_bytes(b"old")
    open_folder.chmod(0o555)
    with as_nobody(open_folder), pytest.raises(Failure, match="Permission denied"):
        put_in_place({open_folder / "b.pdf": b"new"})
    assert (open_folder / "b.pdf").read_bytes() == b"old"
    open_folder.chmod(0o755)


def test_a_seed_that_may_not_be_read(open_folder: Path) -> None:
    """EACCES: a diagnostic with its name; the other seeds are read. So is a folder of seeds, as a failure."""
    where = workspace(open_folder, {"seeds/a.yaml": SEED, "seeds/b.yaml": SEED})
    (open_folder / "seeds/a.yaml").chmod(0)
    with as_nobody(open_folder):
        loaded = pipeline.load_library(where)
    assert [(fault.span.file, fault.message) for fault in loaded.faults] == [
        ("seeds/a.yaml", "cannot be read: Permission denied")
    ]
    assert set(loaded.library.sources) == {"b"}
    (open_folder / "seeds").chmod(0)
    with as_nobody(open_folder), pytest.raises(Failure, match="cannot read seeds/: Permission denied"):
        pipeline.load_library(where)
    (open_folder / "seeds").chmod(0o755)


def test_a_disk_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """EIO on one seed: that seed's diagnostic."""
    where = workspace(tmp_path, {"seeds/a.yaml": SEED, "seeds/b.yaml": SEED})
    read = files._read_once

    def broken(path: Path, name: str, most: int) -> bytes | Diagnostic | None:
        if name == "seeds/a.yaml":
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return read(path, name, most)

    monkeypatch.setattr(files, "_read_once", broken)
    loaded = pipeline.load_library(where)
    assert [fault.message for fault in loaded.faults] == ["cannot be read: Input/output error"]
    assert set(loaded.library.sources) == {"b"}


# Files that change under the reader's hands.


def meanwhile(monkeypatch: pytest.MonkeyPatch, *work: Callable[[], object]) -> None:
    """Do something between the reading of a file and the look whether it changed, one thing a reading."""
    waiting = list(work)
    stamp = files.stamp_of

    def stamp_of(status: os.stat_result) -> files.Stamp:
        if waiting:
            waiting.pop(0)()
        return stamp(status)

    monkeypatch.setattr(files, "stamp_of", stamp_of)


@pytest.mark.parametrize("change", ["grows", "shrinks", "is replaced by a longer", "says other words of one length"])
def test_a_file_that_changes_while_it_is_read_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    """What is given is all of it as it stands in the end."""
    path = tmp_path / "a"
    path.write_bytes(b"first words")
    os.utime(path, (1, 1))
    words = {"grows": b"first words and more", "shrinks": b"first", "is replaced by a longer": b"x" * 50_000,
             "says other words of one length": b"other words"}[change]  # fmt: skip
    meanwhile(monkeypatch, lambda: path.write_bytes(words))
    assert read_bytes(path, "a", 10**6) == words


def test_a_file_that_never_rests_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No half of it is believed, and nobody waits for ever."""
    path = tmp_path / "a"
    path.write_bytes(b"x")
    more = [lambda: path.write_bytes(path.read_bytes() + b"x")] * 100
    meanwhile(monkeypatch, *more)
    begin = time.monotonic()
    fault = read_bytes(path, "a", 10**6)
    assert isinstance(fault, Diagnostic)
    assert fault.message == "cannot be read: it changes while it is read"
    assert time.monotonic() - begin < 10


def test_a_file_that_grows_over_its_limit_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No more is read than its size said, then it is too large."""
    path = tmp_path / "a"
    path.write_bytes(b"x")
    meanwhile(monkeypatch, lambda: path.write_bytes(b"x" * 2000))
    fault = read_bytes(path, "a", 1000)
    assert isinstance(fault, Diagnostic)
    assert fault.code == "file-too-large"


def test_a_pipe_among_the_seeds_is_not_waited_for(tmp_path: Path) -> None:
    """Nor is a folder named like one."""
    where = workspace(tmp_path, {"seeds/a.yaml": SEED, "seeds/d.yaml/x": ""})
    os.mkfifo(tmp_path / "seeds/c.yaml")
    loaded = pipeline.load_library(where)
    assert [(fault.span.file, fault.code) for fault in loaded.faults] == [
        ("seeds/c.yaml", "missing-file"), ("seeds/d.yaml", "missing-file"),
    ]  # fmt: skip
    assert set(loaded.library.sources) == {"a"}


def test_an_outline_deleted_after_it_was_listed(tmp_path: Path, capsys: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its own diagnostic; the other brief is built."""
    made(tmp_path, **{"briefs/c.yaml": BRIEF})
    read = Workspace.read_outline

    def late(self: Workspace, path: Path) -> TextFile | Diagnostic:
        (tmp_path / "briefs/b.yaml").unlink(missing_ok=True)
        return read(self, path)

    monkeypatch.setattr(Workspace, "read_outline", late)
    assert main(["-C", str(tmp_path), "--format", "short", "build", "--to", "html"]) == 1
    assert lines(capsys)[0].startswith("briefs/b.yaml:1:1: error[missing-file]: cannot be read")
    assert (tmp_path / "build/c.html").is_file()


def test_seeds_that_come_and_go_while_they_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that came is of the next run; one that went is told."""
    where = workspace(tmp_path, {f"seeds/{name}.yaml": SEED for name in "abc"})
    read = Workspace.read_seed

    def late(self: Workspace, path: Path) -> TextFile | Diagnostic:
        (tmp_path / "seeds/b.yaml").unlink(missing_ok=True)
        (tmp_path / "seeds/aa.yaml").write_text(SEED, encoding="utf-8")
        return read(self, path)

    monkeypatch.setattr(Workspace, "read_seed", late)
    loaded = pipeline.load_library(where)
    assert set(loaded.library.sources) == {"a", "c"}
    assert [fault.span.file for fault in loaded.faults] == ["seeds/b.yaml"]


def compiled(where: Workspace) -> pipeline.Compiled:
    """The brief `b`, without faults."""
    done = pipeline.compile_brief(where, where.root / "briefs/b.yaml", pipeline.load_library(where))
    assert done.faults == ()
    return done


def test_a_build_is_of_one_reading(tmp_path: Path) -> None:
    """Seed, outline and data change when all are read: words, sha256 and table are those that were read, together."""
    words = BRIEF + "      - table: {caption: Ships, file: t.csv}\n"
    where = made(tmp_path, **{"briefs/b.yaml": words, "briefs/t.csv": "ship,number\nfirst,1\n"})
    done = compiled(where)
    for path in ("seeds/a.yaml", "briefs/b.yaml", "briefs/t.csv"):
        (tmp_path / path).write_text("spoilt", encoding="utf-8")
    built = pipeline.produce(where, done, ("html",))
    (item,) = json.loads(built.files["ledger.json"])["items"]
    assert item["sha256"] == hashlib.sha256(b"They say the harbour is quiet.").hexdigest()
    assert item["target"]["selector"]["exact"] == "the harbour is quiet"
    assert "first" in built.files["html"].decode()


@pytest.mark.parametrize("change", ["another", "gone", "a link out"])
def test_a_picture_that_changes_after_it_was_checked(tmp_path: Path, change: str) -> None:
    """It is in no output: the build ends with a line that names it."""
    figure = BRIEF + "      - figure: {file: m.png, alt: A map}\n"
    where = made(tmp_path / "w", **{"briefs/b.yaml": figure, "briefs/m.png": picture("red")})
    done = compiled(where)
    path = where.root / "briefs/m.png"
    path.unlink()
    if change == "another":
        path.write_bytes(picture("blue"))
    elif change == "a link out":
        (tmp_path / "secret.png").write_bytes(picture("blue"))
        path.symlink_to(tmp_path / "secret.png")
    with pytest.raises(Failure, match=r"briefs/m\.png changed while the brief was made"):
        pipeline.produce(where, done, ("docx",))


def test_a_picture_that_changes_between_the_formats(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is read once for all of them."""
    figure = BRIEF + "      - figure: {file: m.png, alt: A map}\n"
    where = made(tmp_path, **{"briefs/b.yaml": figure, "briefs/m.png": picture("red")})
    done = compiled(where)
    read = Workspace.read_picture

    def then_changed(self: Workspace, name: str) -> bytes | Diagnostic:
        content = read(self, name)
        (tmp_path / "briefs/m.png").write_bytes(picture("blue"))
        return content

    monkeypatch.setattr(Workspace, "read_picture", then_changed)
    built = pipeline.produce(where, done, ("docx", "html"))
    with zipfile.ZipFile(BytesIO(built.files["docx"])) as package:
        media = [package.read(name) for name in package.namelist() if name.startswith("word/media/")]
    assert media == [picture("red")]
    from base64 import b64encode

    assert b64encode(picture("red")) in built.files["html"]


# The environment.


@pytest.mark.parametrize("value", ["-1", "abc", "1.5", " 1", "٣", "99999999999999999999", "4354819200"])
def test_an_absurd_source_date_epoch_is_told(
    tmp_path: Path, capsys: Shown, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    """Negative, no number, beyond the year 2107: exit 3, and nothing is written."""
    made(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", value)
    assert build(tmp_path, to="docx") == 3
    told = f"briefwright: b: SOURCE_DATE_EPOCH is `{value}`, which is no number of seconds since 1970"
    assert lines(capsys)[0] == told
    assert not (tmp_path / "build").exists()


@pytest.mark.parametrize("value", ["0", "1", "4354819199"])
def test_the_first_and_last_moments_that_can_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    """From 1970 to the end of the year 2107."""
    made(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", value)
    assert build(tmp_path, to="docx,html") == 0


def test_without_home_cache_and_temporary_folder(tmp_path: Path) -> None:
    """The system's own temporary folder is used, the index is made in memory, the build is whole."""
    made(tmp_path)
    nowhere = dict.fromkeys(("HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "TMPDIR"), "/nonexistent")
    done = program(tmp_path, "build", "--to", "docx,pdf", env={**os.environ, **nowhere}, capture_output=True)
    assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr
    assert (tmp_path / "build/b.pdf").is_file()
    done = program(tmp_path, "find", "harbour", env={**os.environ, **nowhere}, capture_output=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("a#p1")


def test_no_temporary_folder_at_all_is_told(tmp_path: Path, capsys: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit 3; the line names TMPDIR."""
    made(tmp_path)

    def none() -> str:
        raise FileNotFoundError(errno.ENOENT, "No usable temporary directory found")

    monkeypatch.setattr(tempfile, "gettempdir", none)
    monkeypatch.setattr(tempfile, "mkdtemp", lambda **_: none())
    assert build(tmp_path) == 3
    told = lines(capsys)
    assert told[0] == "briefwright: no temporary folder can be written: No usable temporary directory found"
    assert "TMPDIR" in told[1]


CLOSED = [([1], 0), ([2], 0), ([0], 0), ([0, 1, 2], 0)]


@pytest.mark.parametrize(("closed", "code"), CLOSED, ids=["stdout", "stderr", "stdin", "all"])
def test_closed_streams(tmp_path: Path, closed: list[int], code: int) -> None:
    """No output takes a closed stream's number: the files are whole, and nothing printed is in them."""
    where = made(tmp_path)
    command = [sys.executable, "-m", "briefwright", "build", "--to", "docx"]
    shell = " ".join([f"exec {each}>&-;" if each else "exec 0<&-;" for each in closed] + ['exec "$@"'])
    done = subprocess.run(["sh", "-c", shell, "sh", *command], cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == code
    assert b"Traceback" not in done.stderr
    assert not verify(tmp_path / "build/b.docx", "b", pipeline.load_library(where).library).faults


def test_nobody_reads_what_is_told(tmp_path: Path) -> None:
    """`build | true`: every brief is built all the same, without a traceback."""
    made(tmp_path, **{"briefs/c.yaml": BRIEF})
    reading, writing = os.pipe()
    os.close(reading)
    done = program(tmp_path, "build", "--to", "html", stdout=writing, stderr=subprocess.PIPE)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, "")
    assert {"b.html", "c.html"} <= set(listing(tmp_path / "build"))


def test_results_that_do_not_fit_where_they_go(tmp_path: Path) -> None:
    """`> /dev/full`: exit 3 and a line, for a result that was not written was not given."""
    made(tmp_path)
    with Path("/dev/full").open("wb") as full:
        done = program(tmp_path, "check", stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 3
    told = done.stderr.splitlines()
    assert told[0].startswith("briefwright: ")
    assert "No space left on device" in told[0]
    assert len(told) == 2


def test_a_poor_locale_and_names_that_are_no_utf_8(tmp_path: Path) -> None:
    """LANG=C: what cannot be printed is printed as an escape; exit 1, no traceback."""
    made(tmp_path, **{"briefs/务实.yaml": BRIEF.replace("quiet", "loud")})
    (tmp_path / os.fsdecode(b"briefs/\xff.yaml")).write_text(BRIEF, encoding="utf-8")
    poor = {**os.environ, "LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    for form in ("full", "short", "json", "github"):
        done = program(tmp_path, "--format", form, "check", env=poor, capture_output=True)
        assert done.returncode == 1
        assert "altered-quotation" in done.stderr
        assert "Traceback" not in done.stderr


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_signal_in_the_middle(tmp_path: Path, name: str) -> None:
    """Exit 128 and the signal's number, one line, the old outputs as they were, nothing beside them or in TMPDIR."""
    made(tmp_path)
    (tmp_path / "temporary").mkdir()
    assert build(tmp_path, to="docx") == 0
    old = {path.name: path.read_bytes() for path in (tmp_path / "build").iterdir()}
    script = """\
import os, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGHUP, signal.SIG_DFL)
from briefwright.cli import main
flush, count = os.fsync, []
def fsync(handle):
    flush(handle)
    count.append(handle)
    if len(count) == 2:
        os.kill(os.getpid(), getattr(signal, sys.argv[1]))
os.fsync = fsync
sys.exit(main(sys.argv[2:]))
"""
    (tmp_path / "briefs/b.yaml").write_text(BRIEF.replace("A brief", "Another"), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", script, name, "build", "--to", "docx"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
        env={**os.environ, "TMPDIR": f"{tmp_path}/temporary"},
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (128 + getattr(signal, name), "briefwright: stopped\n")
    assert {path.name: path.read_bytes() for path in (tmp_path / "build").iterdir()} == old
    assert listing(tmp_path / "temporary") == []


def test_an_interrupt_while_the_program_is_loaded() -> None:
    """Exit 130 without a word."""
    script = """\
import os, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
class Finder:
    def find_spec(self, name, *_):
        if name == "briefwright.pipeline":
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Finder())
from briefwright.__main__ import run
sys.exit(run())
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")
