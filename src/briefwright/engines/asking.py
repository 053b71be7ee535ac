"""What the index is asked for.

Takes a query; gives hits in the order of their weight (Okapi BM25, FTS5), or the passages that may say some words.
Invariant: changes nothing in the index.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import merge
from itertools import chain, islice

from briefwright.engines.entries import Entry, Filed, Words
from briefwright.engines.words import CLOSE, CUT, OPEN, Query, having, match_of, narrowed, plain
from briefwright.model.library import Phrases, Says

WEIGHTS = (10.0, 8.0, 4.0, 1.0, 6.0)
"""Of the columns of `words`: text, translation, speaker, about, other forms."""
WEIGHED = 5000
"""Passages that are weighed against each other for one question: to weigh a million takes seconds."""
EVERY = 2**62
"""Above every number."""
OPENED = re.compile(f"[{OPEN}{CLOSE}]")


@dataclass(frozen=True)
class Hit:
    """A passage that was found. `text` and `translation` are whole, `OPEN` and `CLOSE` stand around what was hit."""

    key: str
    file: str
    line: int
    text: str
    translation: str
    who: str
    date: str
    title: str

    def seal(self, digest: str) -> str:
        """What binds it to the file of this SHA-256, so that a row that was harmed, exchanged, or read from another
        file is known. Marks of hits are none of its words."""
        said = [OPENED.sub("", each) for each in (self.text, self.translation)]
        parts = (digest, self.key, self.line, *said, self.who, self.date, self.title)
        return hashlib.blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def hit_of(name: str, filed: Filed, entry: Entry, words: Words) -> Hit:
    """A passage of a file as it is shown where nothing is hit."""
    (identifier, line, who), source = entry, name.rpartition("/")[2].rpartition(".")[0]
    text, translation = (each.replace(CUT, "") for each in words[:2])
    return Hit(f"{source}#{identifier}", name, line, text, translation, who, filed.date, filed.title)


class Untrue(sqlite3.DatabaseError):
    """The index says what no file says."""


class Asking:
    """The questions. Every one may raise sqlite3.DatabaseError."""

    base: sqlite3.Connection

    def unsound(self) -> list[str]:
        """Names of files that could not be read, or not whole."""
        return [name for (name,) in self.base.execute("SELECT name FROM file WHERE NOT sound ORDER BY name")]

    def sources(self) -> list[str]:
        """Every source that has a passage."""
        return [name for (name,) in self.base.execute("SELECT DISTINCT source FROM file WHERE many ORDER BY source")]

    def count(self, query: Query, most: int = EVERY) -> int:
        """How many passages there are; counted up to `most`."""
        return sum(1 for _ in islice(self._numbers(query), most)) if most < EVERY else self._count(query)

    def _count(self, query: Query) -> int:
        match = match_of(query)
        if not match:
            return sum(last - first for first, last in self._extents(query))
        one = "SELECT count(*) FROM words WHERE words MATCH ? AND rowid >= ? AND rowid < ?"
        return sum(self.base.execute(one, (match, *extent)).fetchone()[0] for extent in self._extents(query))

    def _numbers(self, query: Query) -> Iterator[int]:
        """The numbers of the passages, in the order in which they were stored."""
        match = match_of(query)
        table = f"words WHERE {'words MATCH ? AND ' if match else ''}"
        one = f"SELECT rowid FROM {table} rowid >= ? AND rowid < ? ORDER BY rowid"  # noqa: S608 - names of ours
        for extent in self._extents(query):
            yield from (number for (number,) in self.base.execute(one, (*([match] if match else []), *extent)))

    def _extents(self, query: Query) -> list[tuple[int, int]]:
        """The numbers that the passages may have, first and behind the last, in order."""
        where, values = narrowed(query)
        if not where:
            return [(0, EVERY)]
        rows = self.base.execute(f"SELECT start, many FROM file f WHERE {where} AND many ORDER BY start", values)  # noqa: S608
        found: list[tuple[int, int]] = []
        for start, many in rows:
            if found and found[-1][1] == start:
                found[-1] = (found[-1][0], start + many)
            else:
                found.append((start, start + many))
        return found

    def search(self, query: Query, most: int) -> list[Hit]:
        """The first `most` passages by weight, and by ID where the weights are the same. Of more than `WEIGHED`
        (or `most`, where that is more) those that were stored first are weighed, and the others are not looked at."""
        match = match_of(query)
        if not match:
            where, values = narrowed(query)
            order = f"SELECT start, start + many FROM file f WHERE {where or '1'} ORDER BY source"  # noqa: S608
            spans = self.base.execute(order, values)
            return [self._hit(number, "") for number in islice(chain(*(range(*span) for span in spans)), most)]
        chosen = list(islice(self._numbers(query), max(WEIGHED, most)))
        if not chosen:
            return []
        self.base.execute("CREATE TEMP TABLE IF NOT EXISTS chosen (id INTEGER PRIMARY KEY)")
        self.base.execute("DELETE FROM temp.chosen")
        among = ""
        if narrowed(query)[0]:
            self.base.executemany("INSERT INTO temp.chosen VALUES (?)", ((number,) for number in chosen))
            among = "AND +words.rowid IN temp.chosen"
        order = (
            "SELECT words.rowid FROM words CROSS JOIN entry e ON e.id = words.rowid CROSS JOIN file f ON f.id = e.file"  # noqa: S608
            f" WHERE words MATCH ? AND words.rowid >= ? AND words.rowid <= ? {among}"
            f" ORDER BY bm25(words, {', '.join(map(str, WEIGHTS))}), f.source, e.id LIMIT ?"
        )
        numbers = self.base.execute(order, (match, chosen[0], chosen[-1], most))
        return [self._hit(number, match) for (number,) in numbers]

    def _hit(self, number: int, match: str) -> Hit:
        shown = ", ".join(f"highlight(words, {column}, '{OPEN}', '{CLOSE}')" if match else name
                          for column, name in enumerate(("text", "translation")))  # fmt: skip
        row = self.base.execute(
            f"SELECT f.source || '#' || e.passage, f.name, e.line, {shown}, e.who, f.date, f.title,"  # noqa: S608
            " e.seal, f.sha256 FROM words"
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

    # for a library

    def having(self, passage: str) -> dict[str, tuple[str, bool]]:
        """Every file, with the SHA-256 of its words and whether it has a passage of this ID."""
        rows = self.base.execute("SELECT name, sha256, instr(ids, ?) FROM file", (f" {passage} ",))
        return {name: (digest, at > 0) for name, digest, at in rows}

    def held(self) -> dict[str, tuple[str, int, int]]:
        """Every file, with the SHA-256 of its words, the number of its first passage, and how many it has. What is
        asked from here on is answered from the same moment."""
        self.base.execute("BEGIN")
        rows = self.base.execute("SELECT name, sha256, start, many FROM file")
        return {name: (digest, start, many) for name, digest, start, many in rows}

    def saying(self, phrases: Phrases, says: Says, first: int, last: int) -> Iterator[tuple[str, str]]:
        """Of the passages with numbers from `first` to before `last` those that say the words, by the name of their
        file and their ID, in the order of their numbers."""
        columns = "SELECT words.rowid, words.text, words.translation FROM"
        extent = "{0} >= ? AND {0} < ? ORDER BY {0}"
        found: Iterable[tuple[int, str, str]]
        if not phrases:
            found = self.base.execute(f"{columns} words WHERE {extent}".format("words.rowid"), (first, last))
        else:
            sure = f"{columns} words WHERE words MATCH ? AND {extent}".format("words.rowid")
            odd = f"{columns} odd CROSS JOIN words ON words.rowid = odd.id WHERE {extent}".format("odd.id")
            asked = (self.base.execute(sure, (having(phrases), first, last)), self.base.execute(odd, (first, last)))
            found = merge(*asked)
        told = 0
        for number, *texts in found:
            if number != told and any(says(text.replace(CUT, "")) for text in texts if text):
                told = number
                yield self._named(number)

    def _named(self, number: int) -> tuple[str, str]:
        named = "SELECT f.name, e.passage FROM entry e JOIN file f ON f.id = e.file WHERE e.id = ?"
        file, passage = self.base.execute(named, (number,)).fetchone()
        return file, passage
