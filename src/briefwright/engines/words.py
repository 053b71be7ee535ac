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

STRANGE = re.compile("[\u02ba\u02bc\u0300-\u036f\u200b\ue000-\uf8ff\U000f0000-\U0010ffff]")
"""Signs at which FTS5 parts words otherwise than a reader does: marks that are letters to it, accents that stand alone,
signs of no meaning."""


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


def strange(text: str) -> bool:
    """Whether FTS5 may see other words in a text than in the same text folded as quotations are."""
    if text.isascii():
        return False
    return STRANGE.search(text) is not None or not unicodedata.is_normalized("NFC", text)


def plain(word: str) -> str:
    """A word in its plainest form: small letters without accents, one way to write each."""
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", word).casefold())
    return unicodedata.normalize("NFC", "".join(c for c in apart if not unicodedata.combining(c)))


def other_forms(texts: Iterable[str]) -> str:
    """Texts that have letters which are written in another way too, in the other way."""
    odd = [each for each in texts if not each.isascii() and ODD.search(each)]
    return "" if not odd else spaced(" ".join(unicodedata.normalize("NFKC", each).casefold() for each in odd))


def has_words(text: str) -> bool:
    """Whether there is anything in a text that can be looked for."""
    return any(char.isalnum() for char in text)


def match_of(query: Query) -> str:
    """The query in FTS5's language."""
    parts = [_either(phrase) for phrase in query.phrases]
    parts += [f"speaker : {_either(phrase)}" for phrase in query.speakers]
    return " AND ".join(parts)


def _marked(words: str) -> str:
    """Words as a string of FTS5's language."""
    return f'"{spaced(words.replace(chr(34), " "))}"'.replace("\0", "")


def _either(phrase: Phrase) -> str:
    forms = (unicodedata.normalize("NFC", phrase.words), unicodedata.normalize("NFKC", phrase.words).casefold())
    marks = dict.fromkeys(_marked(form) for form in forms)
    return f"({' OR '.join(f'{each} *' if phrase.prefix else each for each in marks)})"


def narrowed(query: Query) -> tuple[str, list[str | int]]:
    """What the file of a passage must fulfil, as a condition on the table of files, and its values."""
    conditions: list[str] = []
    values: list[str | int] = []
    if query.sources:
        conditions.append(f"f.source IN ({', '.join('?' * len(query.sources))})")
        values.extend(query.sources)
    if query.first or query.last:
        conditions.append("f.first > 0 AND f.last >= ? AND f.first <= ?")
        values.extend((query.first, query.last or 99991231))
    return " AND ".join(conditions), values


def having(rows: Iterable[Iterable[str]]) -> str:
    """Passages whose text or translation has all the phrases of one of the rows, in FTS5's language."""
    each = (" AND ".join(_marked(phrase) for phrase in row) for row in rows)
    return f"{{text translation}} : ({' OR '.join(f'({row})' for row in each)})"
