"""What is kept of a seed in the index.

Takes a source as read; gives `Filed`. Invariant: a function of the file's name and text and of nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from briefwright.engines.words import other_forms, spaced, strange
from briefwright.model.source import Passage, Source

TITLES = ("title", "short-title", "title-short", "original-title", "container-title", "event-title")
Entry = tuple[str, int, str]
"""Of a passage: its ID in the source, its line, who says it."""
Words = tuple[str, str, str, str, str]
"""Of a passage, as FTS5 shall see them: text, translation, speakers, what is about it, other forms of odd letters."""


@dataclass(frozen=True)
class Filed:
    """A file as it is kept: its passages, then what holds of all of them. `sound` when it was read whole, `clean` when
    nothing stands against it; `parent` is what it says it derives from, `place` where it begins (lines and columns of a
    span); `first` and `last` are the days of its date as the numbers yyyymmdd, 0 where nobody knows; `odd` are the
    numbers of passages that FTS5 may see otherwise than `resolve` does."""

    entries: tuple[Entry, ...] = ()
    words: tuple[Words, ...] = ()
    odd: tuple[int, ...] = ()
    sound: bool = False
    clean: bool = False
    parent: str = ""
    place: tuple[int, int, int, int] = (1, 1, 1, 1)
    first: int = 0
    last: int = 0
    date: str = ""
    title: str = ""

    @property
    def ids(self) -> str:
        """The passages' IDs, each between two spaces; they have none themselves."""
        return f" {' '.join(entry[0] for entry in self.entries)} "


def filed(source: Source, *, clean: bool) -> Filed:
    """A source as it is kept."""
    about = " ".join((source.id, *_about(source)))
    authors = [_name(author) for author in source.item.get("author", [])]
    first, last = _issued(source)
    span, parent = source.span, source.evidence.derived_from
    passages = list(source.passages.values())
    outlet = source.name
    return Filed(
        entries=tuple(
            (each.id, source.file.position(each.text.start)[0], ", ".join(_speakers(each) or authors) or outlet)
            for each in passages
        ),
        words=tuple(_words(each, about, authors) for each in passages),
        odd=tuple(at for at, each in enumerate(passages) if _strange(each)),
        sound=not source.faulty,
        clean=clean,
        parent=parent.value.strip() if parent else "",
        place=(span.line, span.column, span.end_line, span.end_column),
        first=first,
        last=last,
        date=written_date(source.item.get("issued", {})),
        title=str(source.item.get("title", "")),
    )


def _strange(passage: Passage) -> bool:
    return strange(passage.text.value) or (passage.translation is not None and strange(passage.translation.value))


def _words(passage: Passage, about: str, authors: list[str]) -> Words:
    translation = passage.translation.value if passage.translation else ""
    speaker = ", ".join(dict.fromkeys([*_speakers(passage), *authors]))
    if passage.voices:
        about = " ".join((about, *(voice.via for voice in passage.voices if voice.via)))
    own = (passage.text.value, translation, speaker, about)
    return spaced(own[0]), spaced(own[1]), spaced(own[2]), spaced(own[3]), other_forms(own)


def _about(source: Source) -> Iterable[str]:
    yield from (str(source.item[key]) for key in TITLES if key in source.item)
    yield from (text.value for text in (source.evidence.descriptor, source.evidence.note) if text)


def _speakers(passage: Passage) -> list[str]:
    return list(dict.fromkeys(voice.speaker for voice in passage.voices)) if passage.voices else []


def _name(author: dict[str, str]) -> str:
    return author.get("literal") or " ".join(filter(None, (author.get("given"), author.get("family"))))


def _issued(source: Source) -> tuple[int, int]:
    parts = source.item.get("issued", {}).get("date-parts", [])
    if not parts or min(part[0] for part in parts) < 1:
        return 0, 0
    return day_number(parts[0], (1, 1)), day_number(parts[-1], (12, 31))


def day_number(parts: Iterable[int], rest: tuple[int, int]) -> int:
    """A date as the number yyyymmdd; `rest` is the month and the day that a shorter one means."""
    given = tuple(parts)
    year, month, day = (*given, *rest[len(given) - 1 :])
    return year * 10000 + month * 100 + day


def written_date(issued: dict[str, Any]) -> str:
    """A CSL date as ISO 8601 writes it; `n.d.` where there is none."""
    parts = ("-".join(f"{n:0{2 if at else 4}}" for at, n in enumerate(part)) for part in issued.get("date-parts", []))
    return "/".join(parts) or str(issued.get("literal", "n.d."))
