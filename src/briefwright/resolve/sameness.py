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

DOUBLE = frozenset('"“”„‟«»「」『』〝〞＂❝❞ʺ')
SINGLE = frozenset("'‘’‚‛‹›ʼ＇`´")
DASHES = frozenset("-‐‑‒–—―−")
ZERO_WIDTH = "\u200b"
DROPPED = ZERO_WIDTH + "\u00a0\u202f"
"""What folding drops behind a character: zero-width spaces, and no-break spaces inside French marks."""
LONGEST = 4
"""Characters that NFC looks back over when the next one is no combining mark."""
MARKS_ABOVE = "".join(chr(code) for code in range(0x0300, 0x0370))
"""Combining marks, which NFC joins to the letter before them."""
MID_NUMBER = frozenset(".,:·．，٫٬’")
"""What may stand between the digits of one number (UAX #29 MidNum and MidNumLet)."""
TURNING = re.compile(r"(?<![^\W_])(?:anti|counter|non|ex|un|pseudo|quasi|de)-$", re.IGNORECASE)
"""Prefixes that turn a word's meaning: what stands behind their hyphen is no word of its own."""
ELISION = re.compile(
    r"(?<![^\W_])(?:l|d|j|m|t|s|c|qu|lorsqu|puisqu|jusqu|quoiqu|dell|nell|all|sull|un)’$", re.IGNORECASE
)
"""Words that lose their last vowel before the next one; a quotation may begin behind their apostrophe."""
MARK = '"'
APOSTROPHE = "’"
GUILLEMET_SPACE = re.compile(r"(?<=(?<!\w)[«‹])[\u00a0\u202f]|[\u00a0\u202f](?=[»›](?!\w))")
"""The space inside French marks; outside »German ones« a no-break space is a space."""
WHITE = re.compile(r"\s+")
HANGUL_OR_KATAKANA = re.compile("[\u1100-\u11ff\u30a0-\u30ff\u3130-\u318f\uac00-\ud7a3]")


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
        while stop > first and self.text[stop - 1] in DROPPED and not self.folded[end - 1].isspace():
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
    out: list[tuple[int, list[str]]] = []
    for index, char in enumerate(text):
        if out and (unicodedata.combining(char) or _composes("".join(out[-1][1][-LONGEST:]), char)):
            out[-1][1].append(char)
        else:
            out.append((index, [char]))
    return [(start, "".join(chars)) for start, chars in out]


def _composes(last: str, char: str) -> bool:
    """Whether NFC makes one of what stands before and a character that is no combining mark (Hangul, some Indic)."""
    return _composed(last + char) != _composed(last) + _composed(char)


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
        before, after = (
            text[:at].rstrip(MARKS_ABOVE)[-1:] if at and text[at - 1] in MARKS_ABOVE else text[at - 1 : at],
            text[at + 1 : at + 2],
        )
        return APOSTROPHE if _elides(before) and _elides(after) else MARK
    return char


def _elides(char: str) -> bool:
    """Whether an apostrophe may stand beside a letter or digit: not in Chinese, Japanese and Korean, where particles
    follow a closing mark without a space."""
    return char.isalnum() and not breaks_everywhere(char) and not HANGUL_OR_KATAKANA.match(char)


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
    """Whether offset `at` of a folded text lies inside a word or a number (after UAX #29, WB4 to WB13)."""
    if not 0 < at < len(folded):
        return False
    before, after = folded[at - 1], folded[at]
    if before.isascii() and after.isascii():  # nearly always; what follows would say the same
        if before.isalnum() and after.isalnum():
            return True
        if (before == " " and after.isalpha()) or (before.isalpha() and after == " "):
            return False
    if unicodedata.category(after) in ("Mn", "Me", "Mc"):
        return True
    left, right = _without_format(folded[max(at - 24, 0) : at][::-1])[::-1], _without_format(folded[at : at + 24])
    if not left or not right:
        return False
    before, after = left[-1], right[0]
    if _of_word(before) and _of_word(after):
        return not (breaks_everywhere(before) or breaks_everywhere(after))
    if before == "-" and after.isalpha() and TURNING.search(left):
        return True
    return _inside_number(left, right) or _across_point(left, right)


def _without_format(text: str) -> str:
    """Without format characters (word joiner, zero-width joiner …), which do not part words (WB4)."""
    return "".join(char for char in text if unicodedata.category(char) != "Cf")


def _of_word(char: str) -> bool:
    return char.isalnum() or char == "_"


def _across_point(left: str, right: str) -> bool:
    """An apostrophe or a point between two letters: don|'t, U|.S (WB6, WB7)."""
    if left[-1].isalpha() and right[0] in "’." and right[1:2].isalpha():
        return True
    if not (left[-1] in "’." and right[0].isalpha() and left[-2:-1].isalpha()):
        return False
    return not ELISION.search(left)


def _inside_number(left: str, right: str) -> bool:
    """1,|500, 1| 500, -|5, -|$5, .|5 (WB11, WB12, and groups of three digits behind a space)."""
    before, after, further = left[-1], right[0], left[-2:-1]
    if before.isdigit() and after in MID_NUMBER and right[1:2].isdigit():
        return True
    if before.isdigit() and after in "%‰°":
        return True
    if before.isdigit() and after == " ":
        return _grouped(left, right[1:])
    if before == " " and after.isdigit():
        return _grouped(left[:-1], right)
    if after.isdigit() and before in MID_NUMBER:
        return further.isdigit() or (before == "." and not further.isalnum())
    signed = before == "-" and not further.isalnum()
    return signed and (
        after.isdigit() or (right[1:2].isdigit() and (after == "." or unicodedata.category(after) == "Sc"))
    )


def _grouped(left: str, right: str) -> bool:
    """Whether digits before and after a space are groups of one number: one to three, then three. A number that is
    grouped by commas or has a fraction ends at the space: 1,500 100."""
    lead = len(left) - len(left.rstrip("0123456789"))
    follow = len(right) - len(right.lstrip("0123456789"))
    before = left[: len(left) - lead]
    other = before[-1:] in MID_NUMBER and before[-2:-1].isdigit()
    return 1 <= lead <= 3 and follow == 3 and not other
