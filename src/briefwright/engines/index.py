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
import re
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from briefwright.engines.files import Stamp
from briefwright.engines.hits import Entry, Hit
from briefwright.engines.notices import NEVER, Notices
from briefwright.engines.words import CLOSE, CUT, OPEN, Query, condition, match_of, other_forms, plain, spaced
from briefwright.model.failure import Failure

Result = TypeVar("Result")
VERSION = 2
"""Raised when what is stored, or how a file is read into it, changes: older indexes are then made anew."""
WEIGHTS = (10.0, 8.0, 4.0, 1.0, 6.0)
"""Of the columns of `words`: text, translation, speaker, about, other forms."""
RACY = 2_000_000_000
"""Nanoseconds. A file changed so shortly before it was read may change again without its stamp telling (a clock of
2 s on FAT, 1 s on HFS+): it is read again the next time."""
BUSY_SECONDS = 20.0
"""How long another process that writes it is waited for; then it is made in memory."""
TABLES = """
CREATE TABLE state (version TEXT);
CREATE TABLE file (
  id INTEGER PRIMARY KEY, name TEXT UNIQUE, size INTEGER, written INTEGER, changed INTEGER, inode INTEGER,
  checked INTEGER, sha256 TEXT, sound INTEGER
);
CREATE TABLE entry (
  id INTEGER PRIMARY KEY, file INTEGER, place INTEGER, key TEXT, source TEXT, line INTEGER,
  first INTEGER, last INTEGER, who TEXT, date TEXT, title TEXT, seal TEXT
);
CREATE INDEX entry_file ON entry (file);
CREATE INDEX entry_source ON entry (source);
CREATE VIRTUAL TABLE words USING fts5(
  text, translation, speaker, about, other, tokenize = "porter unicode61 remove_diacritics 2"
);
"""
BROKEN_DISK = (
    sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_AUTH,
)  # fmt: skip


class Untrue(sqlite3.DatabaseError):
    """The index says what no file says."""


Load = Callable[[str], str | None]
"""The text of a file by its name; None where it cannot be read."""
Parse = Callable[[str, str], tuple[Sequence[Entry], bool]]
"""The entries of a file's name and text, and whether the file is sound."""


def cache_file(root: Path) -> Path | None:
    """Where the index of a workspace lies: `$XDG_CACHE_HOME/briefwright/…`, by the workspace's real path; None for
    somebody without a home."""
    given = os.environ.get("XDG_CACHE_HOME", "")
    try:
        base = Path(given) if given.startswith("/") else Path(os.environ.get("LOCALAPPDATA") or Path.home() / ".cache")
    except RuntimeError:
        return None
    return base / "briefwright" / hashlib.sha256(os.fsencode(root.resolve())).hexdigest()[:24] / "index.sqlite"


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


def _delete(path: Path) -> None:
    for ending in ("", "-wal", "-shm"):
        with suppress(OSError):
            path.with_name(path.name + ending).unlink(missing_ok=True)


def _digest(text: str | None) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest() if text is not None else ""


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


class Index:
    """An open index. Every method may raise sqlite3.DatabaseError, which `with_index` understands."""

    def __init__(self, path: Path | None) -> None:
        self.read = 0
        """Files that were opened so far."""
        if path:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.seen: tuple[tuple[int, int], dict[str, Stamp] | None] | None = None
        self.proved: dict[str, tuple[Stamp, str]] = {}
        self.notices: Notices | None = None
        self.stamps: Mapping[str, Stamp] = {}
        self.base = sqlite3.connect(path or ":memory:", timeout=BUSY_SECONDS, isolation_level=None)
        try:
            self._prepare()
        except BaseException:
            self.base.close()
            raise

    def _prepare(self) -> None:
        self.base.execute("PRAGMA journal_mode = WAL")
        self.base.execute("PRAGMA synchronous = NORMAL")
        version = f"{VERSION} {sqlite3.sqlite_version}"
        if self._version() == version:
            return
        with self._writing():
            if self._version() == version:
                return  # another process was first
            for (name,) in self.base.execute(
                "SELECT name FROM sqlite_master WHERE name IN ('state', 'file', 'entry', 'words')"
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
                self.base.execute("DELETE FROM file WHERE id = ?", (known[name].number,))
            changed = sorted(name for name in stamps if name not in known or not known[name].fits(stamps[name]))
            for name in changed:
                self._take(name, stamps[name], known.get(name), load, parse)
            if len(changed) > len(stamps) / 2:
                self.base.execute("INSERT INTO words (words) VALUES ('optimize')")

    def _same(self, stamps: Mapping[str, Stamp]) -> bool:
        """Whether every file is as it was read; what is known is read anew only when somebody has written."""
        version = self.base.execute("PRAGMA data_version").fetchone()[0], self.base.total_changes
        if self.seen is None or self.seen[0] != version:
            known = self._known()
            settled = {name: file.stamp for name, file in known.items() if file.fits(file.stamp)}
            self.seen = (version, settled if len(settled) == len(known) else None)
        return stamps == self.seen[1]

    def _known(self) -> dict[str, _Known]:
        rows = self.base.execute("SELECT name, id, size, written, changed, inode, checked, sha256 FROM file")
        return {name: _Known(number, tuple(stamp), checked, digest) for name, number, *stamp, checked, digest in rows}

    def _take(self, name: str, stamp: Stamp, known: _Known | None, load: Load, parse: Parse) -> None:
        checked = time.time_ns()
        self.read += 1
        text = load(name)
        digest = _digest(text)
        if known and known.digest == digest:
            self.base.execute(
                "UPDATE file SET size = ?, written = ?, changed = ?, inode = ?, checked = ? WHERE id = ?",
                (*stamp, checked, known.number),
            )
            return
        entries, sound = parse(name, text) if text is not None else ((), False)
        if known:
            self._forget(known.number)
            self.base.execute("DELETE FROM file WHERE id = ?", (known.number,))
        number = self.base.execute(
            "INSERT INTO file (name, size, written, changed, inode, checked, sha256, sound)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (name, *stamp, checked, digest, sound),
        ).lastrowid
        first = self.base.execute("SELECT coalesce(max(id), 0) + 1 FROM entry").fetchone()[0]
        self.base.executemany(
            "INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    first + at,
                    number,
                    at,
                    e.key,
                    e.source,
                    e.line,
                    e.first,
                    e.last,
                    e.who,
                    e.date,
                    e.title,
                    e.hit(name).seal(digest),
                )
                for at, e in enumerate(entries)
            ),
        )
        self.base.executemany(
            "INSERT INTO words (rowid, text, translation, speaker, about, other) VALUES (?, ?, ?, ?, ?, ?)",
            (
                (
                    first + at,
                    *map(spaced, (e.text, e.translation, e.speaker, e.about)),
                    other_forms((e.text, e.translation, e.speaker, e.about)),
                )
                for at, e in enumerate(entries)
            ),
        )

    def _forget(self, number: int) -> None:
        self.base.execute("DELETE FROM words WHERE rowid IN (SELECT id FROM entry WHERE file = ?)", (number,))
        self.base.execute("DELETE FROM entry WHERE file = ?", (number,))

    # asking it

    def unsound(self) -> list[str]:
        """Names of files that could not be read, or not whole."""
        return [name for (name,) in self.base.execute("SELECT name FROM file WHERE NOT sound ORDER BY name")]

    def sources(self) -> list[str]:
        """Every source that has a passage."""
        return [name for (name,) in self.base.execute("SELECT DISTINCT source FROM entry ORDER BY source")]

    def count(self, query: Query) -> int:
        """How many passages there are."""
        tables, where, values = condition(query)
        return int(self.base.execute(f"SELECT count(*) FROM {tables} WHERE {where}", values).fetchone()[0])  # noqa: S608

    def search(self, query: Query, most: int) -> list[Hit]:
        """The first `most` passages by weight, and by ID where the weights are the same."""
        tables, where, values = condition(query)
        weight = f"bm25(words, {', '.join(map(str, WEIGHTS))})" if match_of(query) else "e.source"
        order = f"SELECT e.id FROM {tables} WHERE {where} ORDER BY {weight}, e.source, e.place LIMIT ?"  # noqa: S608
        numbers = [number for (number,) in self.base.execute(order, (*values, most))]
        return [self._hit(number, match_of(query)) for number in numbers]

    def _hit(self, number: int, match: str) -> Hit:
        shown = ", ".join(f"highlight(words, {column}, '{OPEN}', '{CLOSE}')" if match else name
                          for column, name in enumerate(("text", "translation")))  # fmt: skip
        row = self.base.execute(
            f"SELECT e.key, f.name, e.line, {shown}, e.who, e.date, e.title, e.seal, f.sha256 FROM words"  # noqa: S608
            " JOIN entry e ON e.id = words.rowid JOIN file f ON f.id = e.file"
            f" WHERE words.rowid = ? {'AND words MATCH ?' if match else ''}",
            (number, match) if match else (number,),
        ).fetchone()
        if row is None:
            raise Untrue("a passage has no file")
        key, file, line, text, translation, who, date, title, seal, digest = row
        hit = Hit(key, file, line, str(text).replace(CUT, ""), str(translation).replace(CUT, ""), who, date, title)
        if seal != hit.seal(digest):
            raise Untrue(f"{key} is not as it was read")
        return hit

    def prove(self, hits: Iterable[Hit], stamps: Mapping[str, Stamp], load: Load) -> None:
        """Read the files of hits again, those of a known stamp once. Raises Untrue where they are not what was
        indexed: no stamp is believed over the words that are shown."""
        for name in {hit.file for hit in hits}:
            digest = str(self.base.execute("SELECT sha256 FROM file WHERE name = ?", (name,)).fetchone()[0])
            if name in stamps and self.proved.get(name) != (stamps[name], digest):
                if digest != _digest(load(name)):
                    raise Untrue(f"{name} is not what was indexed")
                self.proved[name] = (stamps[name], digest)

    def words_near(self, word: str) -> Iterator[str]:
        """Words of passages whose stems are about as long as a word and begin as it does, or are one sign off."""
        self.base.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.stems USING fts5vocab('main', 'words', 'row')")
        self.base.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.places USING fts5vocab('main', 'words', 'instance')")
        folded = plain(word)
        stems = [stem for (stem,) in self.base.execute(
            "SELECT term FROM temp.stems WHERE length(term) BETWEEN ? AND ? AND (substr(term, 1, 1) = ?"
            " OR substr(term, 2, 2) = ?)",
            (max(2, len(folded) - 4), len(folded) + 2, folded[:1], folded[1:3]),
        )]  # fmt: skip
        yield from stems

    def word_of(self, stem: str) -> list[str]:
        """Words of a passage that has a stem, as they are written."""
        row = self.base.execute("SELECT doc, col FROM temp.places WHERE term = ? LIMIT 1", (stem,)).fetchone()
        if row is None or row[1] not in ("text", "translation", "speaker", "about"):
            return []
        text = self.base.execute(f"SELECT {row[1]} FROM words WHERE rowid = ?", (row[0],)).fetchone()[0]  # noqa: S608
        return re.findall(r"[^\W_]+", text)
