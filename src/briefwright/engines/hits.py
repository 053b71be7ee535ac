"""Passages as the index holds them and gives them back.

Takes their words; gives values. Invariant: a hit says what its entry said and its seal binds both to one file's bytes,
so that a row that was harmed, exchanged, or read from another file is known.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from briefwright.engines.words import CLOSE, OPEN

OPENED = re.compile(f"[{OPEN}{CLOSE}]")


@dataclass(frozen=True)
class Entry:
    """What is indexed of a passage. `first` and `last` are the days of its source's date, as the numbers yyyymmdd,
    0 where nobody knows; `speaker` and `about` are searched, `who`, `date` and `title` are shown."""

    key: str
    source: str
    line: int
    text: str
    translation: str
    speaker: str
    about: str
    first: int
    last: int
    who: str
    date: str
    title: str

    @property
    def searched(self) -> tuple[str, str, str, str]:
        """The words that are indexed."""
        return self.text, self.translation, self.speaker, self.about

    def hit(self, file: str) -> Hit:
        """The passage as it is shown where nothing was hit."""
        return Hit(self.key, file, self.line, self.text, self.translation, self.who, self.date, self.title)


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
        """What binds it to the file of this sha256. Marks of hits are none of its words."""
        said = [OPENED.sub("", each) for each in (self.text, self.translation)]
        parts = (digest, self.key, self.line, *said, self.who, self.date, self.title)
        return hashlib.blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
