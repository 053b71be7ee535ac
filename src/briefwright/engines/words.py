"""What is asked of the index, in FTS5's language.

Takes words; gives them as FTS5 shall see them. Signs of Chinese, Japanese and Korean are cut apart, so that each is a
word and a run of them a phrase. Invariant: a user's words are strings in that language, never its operators.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

CUT, OPEN, CLOSE = "\x1f", "\x02", "\x03"
"""Put between signs, and around hits. They cannot stand in a source: the reader refuses controls."""
EAST = r"[⺀-⿟々〆〇ぁ-ヿㄅ-ㆿㇰ-ㇿ㐀-䶿一-鿿가-힣豈-\ufaffｦ-ﾝ\U00020000-\U0003ffff]"
SIGN = re.compile(rf"(?<=.)(?={EAST})|(?<={EAST})(?=.)", re.DOTALL)
"""A place beside a sign of Chinese, Japanese or Korean."""
ODD = re.compile("[\u00df\u1100-\u11ff\ufb00-\ufb06\uf900-\ufaff\uff10-\uff5a\uff66-\uffdc]")
"""Letters that are written in another way too: ß, jamo, ligatures, wide and narrow forms."""


@dataclass(frozen=True)
class Phrase:
    """Words that stand beside each other; `prefix` where the last of them is only begun."""

    words: str
    prefix: bool = False


@dataclass(frozen=True)
class Query:
    """What is looked for: all of the phrases, by all of the speakers, in one of the sources, in a span of days."""

    phrases: tuple[Phrase, ...] = ()
    speakers: tuple[Phrase, ...] = ()
    sources: tuple[str, ...] = ()
    first: int = 0
    last: int = 0


def spaced(text: str) -> str:
    """Text with a cut on both sides of each sign of Chinese, Japanese and Korean; nothing else is changed."""
    return text if text.isascii() else SIGN.sub(CUT, text)


def plain(word: str) -> str:
    """A word in its plainest form: small letters without accents, one way to write each."""
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", word).casefold())
    return unicodedata.normalize("NFC", "".join(c for c in apart if not unicodedata.combining(c)))


def other_forms(texts: Iterable[str]) -> str:
    """Texts that have letters which are written in another way too, in the other way."""
    odd = (each for each in texts if ODD.search(each))
    return spaced(" ".join(unicodedata.normalize("NFKC", each).casefold() for each in odd))


def has_words(text: str) -> bool:
    """Whether there is anything in a text that can be looked for."""
    return any(char.isalnum() for char in text)


def match_of(query: Query) -> str:
    """The query in FTS5's language."""
    parts = [_either(phrase) for phrase in query.phrases]
    parts += [f"speaker : {_either(phrase)}" for phrase in query.speakers]
    return " AND ".join(parts)


def _either(phrase: Phrase) -> str:
    forms = (unicodedata.normalize("NFC", phrase.words), unicodedata.normalize("NFKC", phrase.words).casefold())
    marks = [f'"{spaced(form)}"'.replace("\0", "") for form in dict.fromkeys(f.replace('"', " ") for f in forms)]
    return f"({' OR '.join(f'{each} *' if phrase.prefix else each for each in marks)})"


def condition(query: Query) -> tuple[str, str, list[str | int]]:
    """Tables, conditions and their values."""
    conditions: list[str] = []
    values: list[str | int] = []
    tables = "entry e"
    if match := match_of(query):
        tables = "words JOIN entry e ON e.id = words.rowid"
        conditions.append("words MATCH ?")
        values.append(match)
    if query.sources:
        conditions.append(f"e.source IN ({', '.join('?' * len(query.sources))})")
        values.extend(query.sources)
    if query.first or query.last:
        conditions.append("e.first > 0 AND e.last >= ? AND e.first <= ?")
        values.extend((query.first, query.last or 99991231))
    return tables, " AND ".join(conditions) or "1", values
