"""What counts as the same words.

Takes text; gives it folded, with the way back to every character. Two texts are the same words when their folded
forms are equal; how strict the sameness was is decided afterwards on the characters themselves.
Invariant: nothing looser than NFC, white space, quotation marks, dashes and ellipses is folded. Case never is.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

from briefwright.model.brief import Level

DOUBLE = frozenset('"“”„‟«»「」『』〝〞＂')
SINGLE = frozenset("'‘’‚‛‹›ʼ＇`´")
DASHES = frozenset("-‐‑‒–—―−")
ZERO_WIDTH = "\u200b"
MARK = '"'
APOSTROPHE = "’"
GUILLEMET_SPACE = re.compile("(?<=[«‹])[\u00a0\u202f]|[\u00a0\u202f](?=[»›])")
WHITE = re.compile(r"\s+")


@dataclass(frozen=True)
class Folded:
    """Folded characters; `at[i]` is where folded character `i` begins in the text, `at[-1]` the text's length."""

    text: str
    folded: str
    at: list[int] = field(repr=False)

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The range of the text that folded characters `start` to `end` stand for, white space at its end left out."""
        if end <= start:
            return self.at[start], self.at[start]
        stop = self.at[end]
        first = self.at[start]
        while stop > first and self.text[stop - 1] in ZERO_WIDTH and not self.folded[end - 1].isspace():
            stop -= 1
        return first, stop


@lru_cache(maxsize=4096)
def fold(text: str) -> Folded:
    """Fold a text. Source of the classes: the outline format's rules on sameness."""
    spaces = {match.start() for match in GUILLEMET_SPACE.finditer(text)}
    out: list[str] = []
    at: list[int] = []
    for start, cluster in _clusters(text):
        if start in spaces or cluster == ZERO_WIDTH:
            continue
        for char in _composed(cluster):
            folded = _class(char, text, start)
            if out and folded == " " and out[-1] == " ":
                continue
            if folded == "-" and _dash_run(out, at, text, start):
                continue
            out.append(folded)
            at.append(start)
    at.append(len(text))
    return _with_ellipses(text, "".join(out), at)


def _clusters(text: str) -> list[tuple[int, str]]:
    """Runs of characters that NFC composes; single characters where the text is in NFC already."""
    if unicodedata.is_normalized("NFC", text):
        return list(enumerate(text))
    out: list[tuple[int, str]] = []
    for index, char in enumerate(text):
        if out:
            start, last = out[-1]
            apart = _composed(last) + _composed(char)
            if unicodedata.combining(char) or _composed(last + char) != apart:
                out[-1] = (start, last + char)
                continue
        out.append((index, char))
    return out


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _class(char: str, text: str, at: int) -> str:
    if char.isspace():
        return " "
    if char in DASHES:
        return "-"
    if char in DOUBLE:
        return MARK
    if char in SINGLE:
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        return APOSTROPHE if before.isalnum() and after.isalnum() else MARK
    return char


def _dash_run(out: list[str], at: list[int], text: str, start: int) -> bool:
    """Whether a hyphen goes on a run `--` or `---` already folded to one dash."""
    if not out or out[-1] != "-" or text[start] != "-":
        return False
    first = at[-1]
    return text[first : start + 1] in ("--", "---")


def _with_ellipses(text: str, folded: str, at: list[int]) -> Folded:
    if "..." not in folded:
        return Folded(text, folded, at)
    out: list[str] = []
    places: list[int] = []
    position = 0
    while position < len(folded):
        places.append(at[position])
        if folded.startswith("...", position):
            out.append("…")
            position += 3
        else:
            out.append(folded[position])
            position += 1
    return Folded(text, "".join(out), [*places, len(text)])


def level_of(quoted: str, source: str) -> Level:
    """How strictly two texts with equal folded forms are the same."""
    if quoted == source:
        return Level.IDENTICAL
    if _spaced(quoted) == _spaced(source):
        return Level.WHITESPACE
    return Level.TYPOGRAPHIC


def _spaced(text: str) -> str:
    return WHITE.sub(" ", text.replace(ZERO_WIDTH, "")).strip()


def breaks_everywhere(char: str) -> bool:
    """Whether the script puts a word boundary beside each character (UAX #29: ideographs and Hiragana)."""
    code = ord(char)
    return (
        0x2E80 <= code <= 0x2FDF
        or 0x3005 <= code <= 0x3007
        or 0x3041 <= code <= 0x309F
        or 0x3400 <= code <= 0x4DBF
        or 0x4E00 <= code <= 0x9FFF
        or 0xF900 <= code <= 0xFAFF
        or 0x20000 <= code <= 0x3FFFF
    )


def inside_word(folded: str, at: int) -> bool:
    """Whether offset `at` of a folded text lies inside a word or a number (after UAX #29, WB4 to WB12)."""
    if not 0 < at < len(folded):
        return False
    before, after = folded[at - 1], folded[at]
    if unicodedata.category(after) in ("Mn", "Me", "Mc") or after == "\u200d" or before == "\u200d":
        return True
    further_before, further_after = folded[at - 2 : at - 1] if at > 1 else "", folded[at + 1 : at + 2]
    if before.isalnum() and after.isalnum():
        return not (breaks_everywhere(before) or breaks_everywhere(after))
    if after.isdigit() and before in ".,:" and (further_before.isdigit() or before == "."):
        return further_before.isdigit() or not further_before or further_before.isspace()
    if before.isdigit() and after in ".,:" and further_after.isdigit():
        return True
    if after.isdigit() and before == "-" and not further_before.isalnum():
        return True
    if before.isalnum() and after == APOSTROPHE and further_after.isalnum():
        return True
    return before == APOSTROPHE and after.isalnum() and further_before.isalnum()
