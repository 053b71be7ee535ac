"""The door to SQLite: an index of words, kept in the user's cache.

Takes entries of files and a query; gives hits in the order of their weight (Okapi BM25, FTS5). Words are folded: case,
accents, English endings (Porter). Chinese, Japanese and Korean signs are a word each, so that a query of one sign or
of several finds them inside any run.
Invariant: the files are right and the index is not. Before each question it is brought up to the files as they are;
missing, broken or of another version it is made anew, and where nothing may be written it is made in memory. What it
gives bears the seal of the file that it was read from, and that file is read again before it is believed.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from briefwright.engines import cache
from briefwright.engines.asking import WEIGHED, Asking, Hit, Untrue, hit_of
from briefwright.engines.files import Stamp
from briefwright.engines.fingerprint import fingerprint
from briefwright.engines.gathering import Gathered, Load, Parse, digest_of, gather
from briefwright.engines.notices import NEVER, Notices
from briefwright.model.failure import Failure

__all__ = ["BUSY_SECONDS", "RACY", "WEIGHED", "Hit", "Index", "Load", "Parse", "cache_file", "try_index", "with_index"]

Result = TypeVar("Result")
VERSION = 3
"""Raised when the tables change: older indexes are then made anew. They are too when what fills them changes."""
RACY = 2_000_000_000
"""Nanoseconds. A file changed so shortly before it was read may change again without its stamp telling (a clock of
2 s on FAT, 1 s on HFS+): it is read again the next time."""
BUSY_SECONDS = 20.0
"""How long another process that writes it is waited for; then it is made in memory."""
TABLES = """
CREATE TABLE state (version TEXT);
CREATE TABLE file (
  id INTEGER PRIMARY KEY, name TEXT UNIQUE, size INTEGER, written INTEGER, changed INTEGER, inode INTEGER,
  checked INTEGER, sha256 TEXT, source TEXT, sound INTEGER, clean INTEGER, parent TEXT, place TEXT, ids TEXT,
  start INTEGER, many INTEGER, first INTEGER, last INTEGER, date TEXT, title TEXT
);
CREATE TABLE entry (id INTEGER PRIMARY KEY, file INTEGER, passage TEXT, line INTEGER, who TEXT, seal TEXT);
CREATE TABLE odd (id INTEGER PRIMARY KEY);
CREATE VIRTUAL TABLE words USING fts5(
  text, translation, speaker, about, other, tokenize = "porter unicode61 remove_diacritics 2"
);
INSERT INTO words (words, rank) VALUES ('hashsize', 33554432);
"""
"""The hash is what FTS5 gathers in memory before it writes: with the 1 MiB that it has by itself a first indexing takes
half as long again."""
CACHE = 65536
"""KiB of pages kept in memory."""
BROKEN_DISK = (
    sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_AUTH,
)  # fmt: skip


def cache_file(root: Path) -> Path | None:
    """Where the index of a workspace lies: `$XDG_CACHE_HOME/briefwright/…`, by the workspace's real path; None for
    somebody without a home."""
    base = cache.folder()
    return Path(base) / hashlib.sha256(os.fsencode(root.resolve())).hexdigest()[:24] / "index.sqlite" if base else None


def with_index(path: Path | None, work: Callable[[Index], Result]) -> Result:
    """Do something with the index of a file, made anew where it is broken, in memory where there is no room for it or
    another process keeps it. Raises Failure when SQLite has no full-text search."""
    busy = False
    for place in (path, path, None) if path else (None,):
        if busy and place:
            continue
        try:
            with closing(Index(place)) as index:
                return work(index)
        except sqlite3.DatabaseError as error:
            code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
            busy = code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
            if place is None:
                raise Failure(f"SQLite failed: {error}", "it needs FTS5, which Python's own has") from None
            if not busy and code not in BROKEN_DISK:
                _delete(place)
        except OSError:
            continue
    raise Failure("the index cannot be made")


def try_index(path: Path | None, work: Callable[[Index], Result], wait: float) -> Result | None:
    """Do something with the index of a file; None where it cannot be had. One that is broken is made anew."""
    for _ in (1, 2) if path else ():
        assert path is not None
        try:
            with closing(Index(path, wait)) as index:
                return work(index)
        except sqlite3.DatabaseError as error:
            code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
            if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, *BROKEN_DISK):
                return None
            _delete(path)
        except OSError:
            return None
    return None


def _delete(path: Path) -> None:
    for ending in ("", "-wal", "-shm"):
        with suppress(OSError):
            path.with_name(path.name + ending).unlink(missing_ok=True)


Clean = tuple[str, str, str]
"""Of a file: the SHA-256 of its words, what it derives from, and the lines and columns where it begins, as words."""


def source_of(name: str) -> str:
    """The ID of the source that a file is of, by the file's name."""
    return name.rpartition("/")[2].rpartition(".")[0]


@dataclass(frozen=True)
class _Known:
    """A file as it was read: `checked` is when, in nanoseconds."""

    number: int
    stamp: Stamp
    checked: int
    digest: str

    def fits(self, stamp: Stamp) -> bool:
        """Whether a file of this stamp has surely not changed since."""
        return stamp == self.stamp and max(stamp[1], stamp[2]) <= self.checked - RACY


class Index(Asking):
    """An open index. Every method may raise sqlite3.DatabaseError, which `with_index` understands. `wait` is how many
    seconds it waits for another process to end what it writes."""

    def __init__(self, path: Path | None, wait: float = BUSY_SECONDS) -> None:
        self.read = 0
        """Files that were opened so far."""
        if path:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.seen: tuple[tuple[int, int], dict[str, Stamp] | None] | None = None
        self.proved: dict[str, tuple[Stamp, str]] = {}
        self.notices: Notices | None = None
        self.stamps: Mapping[str, Stamp] = {}
        self.base = sqlite3.connect(path or ":memory:", timeout=wait, isolation_level=None)
        try:
            self._prepare()
        except BaseException:
            self.base.close()
            raise

    def _prepare(self) -> None:
        self.base.execute("PRAGMA journal_mode = WAL")
        self.base.execute("PRAGMA synchronous = NORMAL")
        self.base.execute(f"PRAGMA cache_size = -{CACHE}")
        version = f"{VERSION} {sqlite3.sqlite_version} {fingerprint()}"
        if self._version() == version:
            return
        with self._writing():
            if self._version() == version:
                return  # another process was first
            for (name,) in self.base.execute(
                "SELECT name FROM sqlite_master WHERE name IN ('state', 'file', 'entry', 'odd', 'words')"
            ).fetchall():
                self.base.execute(f"DROP TABLE {name}")
            for statement in TABLES.split(";"):
                self.base.execute(statement)
            self.base.execute("INSERT INTO state VALUES (?)", (version,))

    def _version(self) -> str:
        try:
            row = self.base.execute("SELECT version FROM state").fetchone()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_ERROR:
                return ""  # there is no such table
            raise
        return str(row[0]) if row else ""

    def close(self) -> None:
        """Close it."""
        self.base.close()
        if self.notices:
            self.notices.close()

    def stamps_of(self, folder: Path, look: Callable[[], Mapping[str, Stamp]]) -> Mapping[str, Stamp]:
        """The stamps that `look` gives of a folder's files; those of the last look where surely nothing changed."""
        if self.notices is None:
            self.notices = Notices(folder)
        elif self.notices.quiet():
            return self.stamps
        began = time.monotonic()
        self.stamps = look()
        self.notices.looked(began)
        return self.stamps

    def doubt(self) -> None:
        """Look at the files the next time, whatever was told of them."""
        if self.notices:
            self.notices.looked(NEVER)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        self.base.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            with suppress(sqlite3.DatabaseError):
                self.base.execute("ROLLBACK")
            raise
        self.base.execute("COMMIT")

    # keeping it fresh

    def refresh(self, stamps: Mapping[str, Stamp], load: Load, parse: Parse) -> None:
        """Bring it up to the files as they are; those whose stamp is known are not read."""
        if self._same(stamps):
            return
        with self._writing():
            known = self._known()
            for name in known.keys() - stamps.keys():
                self._forget(known[name].number)
            changed = sorted(name for name in stamps if name not in known or not known[name].fits(stamps[name]))
            digests = {name: known[name].digest for name in changed if name in known}
            for got in gather(changed, digests, load, parse):
                self.read += 1
                self._take(got, stamps[got.name], known.get(got.name))
            if len(changed) > len(stamps) / 2:
                self.base.execute("INSERT INTO words (words) VALUES ('optimize')")

    def _same(self, stamps: Mapping[str, Stamp]) -> bool:
        """Whether every file is as it was read; what is known is read anew only when somebody has written."""
        version = self.base.execute("PRAGMA data_version").fetchone()[0], self.base.total_changes
        if self.seen is None or self.seen[0] != version:
            rows = self.base.execute("SELECT name, size, written, changed, inode, checked FROM file").fetchall()
            settled = {
                name: (size, written, changed, inode)
                for name, size, written, changed, inode, checked in rows
                if checked - RACY >= written and checked - RACY >= changed
            }
            self.seen = (version, settled if len(settled) == len(rows) else None)
        return stamps == self.seen[1]

    def _known(self) -> dict[str, _Known]:
        rows = self.base.execute("SELECT name, id, size, written, changed, inode, checked, sha256 FROM file")
        return {name: _Known(number, tuple(stamp), checked, digest) for name, number, *stamp, checked, digest in rows}

    def clean(self, stamps: Mapping[str, Stamp], *, refreshed: bool) -> tuple[dict[str, Clean], bool]:
        """Of the files with these stamps those against which nothing stands, by name, and whether there are files that
        are not known as they are. `refreshed` when it was brought up to them just now."""
        rows = self.base.execute(
            "SELECT name, size, written, changed, inode, checked, clean, sha256, parent, place FROM file"
        )
        known: dict[str, Clean] = {}
        fitting = 0
        for name, size, written, changed, inode, checked, clean, digest, parent, place in rows:
            settled = refreshed or (checked - RACY >= written and checked - RACY >= changed)
            if settled and stamps.get(name) == (size, written, changed, inode):
                fitting += 1
                if clean:
                    known[name] = digest, parent, place
        return known, fitting < len(stamps)

    def _take(self, got: Gathered, stamp: Stamp, known: _Known | None) -> None:
        if got.filed is None:
            assert known is not None  # its words are those that are known
            self.base.execute(
                "UPDATE file SET size = ?, written = ?, changed = ?, inode = ?, checked = ? WHERE id = ?",
                (*stamp, got.checked, known.number),
            )
            return
        if known:
            self._forget(known.number)
        filed, start = got.filed, self.base.execute("SELECT coalesce(max(id), 0) + 1 FROM entry").fetchone()[0]
        number = self.base.execute(
            f"INSERT INTO file VALUES (NULL{', ?' * 19})",  # noqa: S608 - question marks
            (got.name, *stamp, got.checked, got.digest, source_of(got.name), filed.sound, filed.clean, filed.parent,
             " ".join(map(str, filed.place)), filed.ids, start, len(filed.entries), filed.first, filed.last,
             filed.date, filed.title),
        ).lastrowid  # fmt: skip
        self.base.executemany(
            "INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?)",
            (
                (at, number, *entry, hit_of(got.name, filed, entry, words).seal(got.digest))
                for at, (entry, words) in enumerate(zip(filed.entries, filed.words, strict=True), start)
            ),
        )
        self.base.executemany("INSERT INTO odd VALUES (?)", ((start + at,) for at in filed.odd))
        self.base.executemany(
            "INSERT INTO words (rowid, text, translation, speaker, about, other) VALUES (?, ?, ?, ?, ?, ?)",
            ((at, *words) for at, words in enumerate(filed.words, start)),
        )

    def _forget(self, number: int) -> None:
        start, many = self.base.execute("SELECT start, many FROM file WHERE id = ?", (number,)).fetchone()
        for table, column in (("words", "rowid"), ("entry", "id"), ("odd", "id")):
            self.base.execute(
                f"DELETE FROM {table} WHERE {column} >= ? AND {column} < ?",  # noqa: S608 - names of ours
                (start, start + many),
            )
        self.base.execute("DELETE FROM file WHERE id = ?", (number,))

    def prove(self, hits: Iterable[Hit], stamps: Mapping[str, Stamp], load: Load) -> None:
        """Read the files of hits again, those of a known stamp once. Raises Untrue where they are not what was
        indexed: no stamp is believed over the words that are shown."""
        for name in {hit.file for hit in hits}:
            digest = str(self.base.execute("SELECT sha256 FROM file WHERE name = ?", (name,)).fetchone()[0])
            if name in stamps and self.proved.get(name) != (stamps[name], digest):
                if digest != digest_of(load(name)):
                    raise Untrue(f"{name} is not what was indexed")
                self.proved[name] = (stamps[name], digest)
