"""`find`: passages that hold words, best first.

Takes words as they stand on the command line; gives passages with the hits marked. Words in quotation marks stand
beside each other; `speaker:NAME`, `source:ID` and `date:2025..2026-02` narrow the search; `harb*` is a beginning.
Invariant: a passage is shown only as its file has it at this moment.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches

from briefwright import pipeline
from briefwright.engines import index
from briefwright.engines.entries import day_number
from briefwright.engines.files import Stamp, Workspace
from briefwright.engines.index import Hit, Index
from briefwright.engines.words import Phrase, Query, has_words
from briefwright.model.nearest import nearest

FILTERS = ("speaker", "source", "date")
PIECE = re.compile(rf'({"|".join(FILTERS)}):("[^"]*"|[^\s"]+)|"([^"]*)"|([^\s"]+)')
DAY = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
MOST_WORDS = 60
"""FTS5 has a limit on how deep a query goes."""
entries_of = pipeline.filed
"""How a seed is read into the index."""
NEAR = 0.66
"""How alike two words are before one is offered for the other (difflib's ratio)."""


class WrongQuery(Exception):
    """A query that cannot be; the message says why."""


@dataclass(frozen=True)
class Found:
    """The best passages, how many there are in all, files that were not read whole, and, where there are no passages,
    what is near. At most `weighed` passages were weighed; a count above that says that there are more."""

    hits: tuple[Hit, ...]
    count: int
    unread: tuple[str, ...]
    advice: str = ""
    weighed: int = index.WEIGHED


def find(workspace: Workspace, words: Sequence[str], most: int) -> Found:
    """The passages that hold words. Raises WrongQuery, and Failure when SQLite does."""
    query = parse_query(words)
    return index.with_index(index.cache_file(workspace.root), lambda base: search(workspace, base, query, most))


def search(workspace: Workspace, base: Index, query: Query, most: int) -> Found:
    """The same with an index that is open. A file that changes meanwhile is read again."""
    while True:
        stamps = refresh(workspace, base)
        hits = base.search(query, most)
        if all(workspace.stamp(name) == stamps.get(name) for name in {hit.file for hit in hits}):
            base.prove(hits, stamps, workspace.seed_text)
            break
        base.doubt()
    known = base.sources() if query.sources else []
    for source in query.sources:
        if source not in known:
            raise WrongQuery(f"there is no source `{source}` with a passage" + _also(nearest(source, known)))
    weighed = max(index.WEIGHED, most)
    count = len(hits) if len(hits) < most else base.count(query, weighed + 1)
    return Found(tuple(hits), count, tuple(base.unsound()), "" if hits else _advice(base, query), weighed)


def refresh(workspace: Workspace, base: Index) -> Mapping[str, Stamp]:
    """Bring an index up to the workspace's files; their stamps."""
    stamps = base.stamps_of(workspace.root / "seeds", workspace.stamps)
    base.refresh(stamps, workspace.seed_text, entries_of)
    return stamps


# queries


def parse_query(words: Sequence[str]) -> Query:
    """A query from words; one that holds spaces and no marks stood in marks that the shell took. Raises WrongQuery."""
    phrases: list[Phrase] = []
    given: dict[str, list[str]] = {name: [] for name in FILTERS}
    for word in (word.encode("utf-8", "replace").decode() for word in words):  # a pipe may hand over broken bytes
        name, colon, rest = word.partition(":")
        if colon and name in FILTERS and '"' not in rest:
            given[name].append(rest.strip())
        elif '"' in word or any(f"{name}:" in word for name in FILTERS):
            for piece in PIECE.finditer(word):
                if piece[1]:
                    given[piece[1]].append(piece[2].strip('"'))
                else:
                    phrases.append(_phrase(piece[3] if piece[3] is not None else piece[4]))
        else:
            phrases.append(_phrase(word))
    if empty := next((name for name, values in given.items() if "" in values), ""):
        raise WrongQuery(f"`{empty}:` wants something behind it")
    phrases = [phrase for phrase in phrases if has_words(phrase.words)]
    if not phrases and not any(given.values()):
        raise WrongQuery("there is no word to find")
    if len(given["date"]) > 1:
        raise WrongQuery("`date:` stands twice; write 2025..2026-02 for a span")
    first, last = _days(given["date"][0]) if given["date"] else (0, 0)
    speakers = tuple(Phrase(name) for name in given["speaker"])
    if len(phrases) + len(speakers) > MOST_WORDS:
        raise WrongQuery(f"no more than {MOST_WORDS} words can be looked for at a time; a phrase counts as one")
    if strange := next((each.words for each in speakers if not has_words(each.words)), ""):
        raise WrongQuery(f"`{strange}` is no name")
    return Query(tuple(phrases), speakers, tuple(given["source"]), first, last)


def _phrase(words: str) -> Phrase:
    return Phrase(words.rstrip("*"), words.endswith("*"))


def _days(value: str) -> tuple[int, int]:
    """First and last day of `2026`, `2026-02`, `2025..2026-02`, `..2025`, `2026..`."""
    start, dots, end = value.partition("..")
    first = _span(start)[0] if start else 0
    last = _span(end)[1] if end else 0 if dots else _span(start)[1]
    if last and first > last:
        raise WrongQuery(f"`{value}` ends before it begins")
    return first, last


def _span(value: str) -> tuple[int, int]:
    found = DAY.fullmatch(value)
    numbers = [int(number) for number in found.groups() if number] if found else []
    if not numbers or (len(numbers) > 1 and not 1 <= numbers[1] <= 12):
        raise WrongQuery(f"`{value}` is no date; write 2026, 2026-02, 2026-02-09, or 2025..2026-02 for a span")
    if len(numbers) > 2 and not 1 <= numbers[2] <= monthrange(*numbers[:2])[1]:
        raise WrongQuery(f"`{value}` is no day")
    return day_number(numbers, (1, 1)), day_number(numbers, (12, 31))


# nothing found


def _also(advice: str) -> str:
    return f"; {advice}" if advice else ""


def _advice(base: Index, query: Query) -> str:
    """Which of the words are in no passage, and what is near them."""
    told = []
    for phrase in (*query.phrases, *query.speakers):
        for word in phrase.words.split():
            if has_words(word) and not base.count(Query((Phrase(word, phrase.prefix),))):
                near = near_word(base, word)
                told.append(f"`{word}` is in no passage" + (f"; the nearest word is `{near}`" if near else ""))
    if told:
        return "\n".join(dict.fromkeys(told))
    counts = [f"`{phrase.words}` in {base.count(Query((phrase,)))}" for phrase in query.phrases]
    return f"no passage has all of it: {', '.join(counts)}" if len(counts) > 1 else ""


def near_word(base: Index, word: str) -> str:
    """The word of a passage that is nearest to one; empty where none is near."""
    stems = get_close_matches(word.lower(), base.words_near(word), n=3, cutoff=NEAR)
    written = [each.lower() for stem in stems for each in base.word_of(stem)]
    ranked = sorted(set(written), key=lambda each: (-SequenceMatcher(None, each, word.lower()).ratio(), each))
    return next((each for each in ranked if SequenceMatcher(None, each, word.lower()).ratio() >= NEAR), "")
