"""Sources and their passages, as read from `seeds/`.

Gives `Source`, `Passage`, `Voice`, `Locator`, `Evidence`, `Original`.
Invariant: a passage's words are the file's own, to the character; nothing here cleans or normalises them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from briefwright.model.span import Span, Text, TextFile

Item = Mapping[str, Any]
"""A bibliographic record in CSL-JSON's variables and shapes."""


@dataclass(frozen=True)
class Locator:
    """Where in a source: a CSL locator label (`page`, `paragraph` …) and a value (`12`, `3-4`)."""

    label: str
    value: str


@dataclass(frozen=True)
class Voice:
    """Who says a piece of a passage, and the reporter (`via`) that the source itself relies on."""

    says: Text
    speaker: str
    via: str = ""


@dataclass(frozen=True)
class Passage:
    """A piece of a source's text with an ID that never changes; `id` is the part after `#`."""

    id: str
    source: str
    text: Text
    locator: Locator | None
    language: str
    voices: tuple[Voice, ...] = ()
    translation: Text | None = None
    translator: str = ""

    @property
    def key(self) -> str:
        """The whole ID, `source#passage`."""
        return f"{self.source}#{self.id}"

    @property
    def sha256(self) -> str:
        """Fingerprint of the words, hexadecimal, over UTF-8."""
        return hashlib.sha256(self.text.value.encode()).hexdigest()


@dataclass(frozen=True)
class Evidence:
    """What a reader should know of a source; `reliability` is A to F, F when nobody has judged it.

    `private` keeps descriptor, reliability and note out of every output. What a source derives from is no secret:
    witnesses could not be counted without it.
    """

    descriptor: Text | None = None
    reliability: str = "F"
    derived_from: Text | None = None
    note: Text | None = None
    private: bool = False


@dataclass(frozen=True)
class Place:
    """Where a paragraph stood in the document that a seed was made from: the first 16 digits of the SHA-256 of its
    words, and the words before and after it (a TextQuoteSelector of the W3C Web Annotation model without `exact`)."""

    sha256: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True)
class Original:
    """The document that a seed was made from, so that a newer copy can be told apart: its file's name, the SHA-256 of
    its bytes, and its paragraphs by ID, those that the editor has taken out of the seed too. In no output."""

    file: str = ""
    sha256: str = ""
    places: Mapping[str, Place] = field(default_factory=dict)


@dataclass(frozen=True)
class Source:
    """A document that is quoted: a CSL item and its passages; one file in `seeds/`."""

    id: str
    file: TextFile = field(repr=False)
    item: Item
    language: str
    evidence: Evidence
    passages: Mapping[str, Passage]
    span: Span
    faulty: bool = False
    original: Original | None = None

    @property
    def name(self) -> str:
        """What readers call it: the outlet, else the author, else the title."""
        author = (self.item.get("author") or [{}])[0]
        named = author.get("literal") or author.get("family") or ""
        return str(self.item.get("container-title") or named or self.item.get("title", self.id))
