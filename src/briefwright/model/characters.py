"""Characters that a reader does not see, or takes for others.

Takes words; gives what in them could deceive, with its place. Invariant: one rule for every language and every file,
and it asks for sense: what Persian, Hindi, Hebrew, Korean, Mongolian or an emoji needs is let in where these need it,
and nowhere else.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

MARKS = 4
"""Marks without width on one letter (Unicode TS 39, 5.4, forbids more)."""


class Deceptive(NamedTuple):
    """What could deceive: from where to where in the words, and what it is, in an editor's words."""

    start: int
    end: int
    what: str


ORDER = "\u061c\u200e\u200f\u2066-\u2069"
"""Marks and isolates of the direction of writing (UAX 9). Embeddings and overrides are let in nowhere."""
NOWHERE = "\u17b4\u17b5\u2061-\u2065\u206a-\u206f\u3164\uffa0\ufff9-\ufffb\U0001d173-\U0001d17a\U000e0000\U000e0001"
"""Invisible characters that no language needs: Unicode advises against them, or they belong to other programs."""
JOINERS, FILLERS, TIES = "\u200c\u200d", "\u115f\u1160", "\u2060\ufeff"
VARIATIONS = "\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef"
SUSPECT = re.compile(
    f"[{ORDER}{NOWHERE}{JOINERS}{FILLERS}{TIES}{VARIATIONS}\u034f\u180e\U000e0020-\U000e007f]"
    r"|(?:[^\x00-\u02ff\w\s]){5,}"
)
FLAG = re.compile("\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{1,12}\U000e007f")
"""The flag of a region: a black flag and the region's letters, as tags (Unicode TS 51)."""
KEYCAP = frozenset("0123456789#*")
SIMPLE = frozenset(["LATIN", "GREEK", "CYRILLIC", "ARMENIAN", "GEORGIAN", "CJK", "HIRAGANA", "KATAKANA", "HANGUL",
                    "BOPOMOFO", "FULLWIDTH", "HALFWIDTH", "ETHIOPIC", "CHEROKEE"])  # fmt: skip
"""Scripts whose letters are not joined: a joiner between two of them shows nothing."""
OPENING, CLOSING = "\u2066\u2067\u2068", "\u2069"


def script(char: str) -> str:
    """The script of a letter, by the first word of its name; empty for what is no letter and no mark."""
    if not unicodedata.category(char).startswith(("L", "M")):
        return ""
    return unicodedata.name(char, "").split(" ", 1)[0]


def deceptive(text: str) -> Iterator[Deceptive]:
    """Everything in a piece of text that could deceive, from its beginning."""
    if text.isascii():
        return
    opened = list[int]()
    for match in SUSPECT.finditer(text):
        at, char = match.start(), match[0][0]
        if len(match[0]) > 1:
            yield from _heaped(text, at, match.end())
            continue
        if char in OPENING and _right_to_left(text):
            opened.append(at)
        elif char == CLOSING and opened:
            opened.pop()
        elif what := _out_of_place(text, at, char):
            yield Deceptive(at, at + 1, what)
    for at in opened:
        yield Deceptive(at, at + 1, "a direction of writing that begins and does not end")


def _out_of_place(text: str, at: int, char: str) -> str:
    """Why an invisible character makes no sense where it stands; empty when it does."""
    before, behind = text[at - 1 : at], text[at + 1 : at + 2]
    if char in OPENING or char == CLOSING:
        return "a direction of writing that makes no sense here"
    if re.match(f"[{ORDER}]", char):
        return "" if _right_to_left(text) else "a mark of direction among letters that all go one way"
    if char in JOINERS:
        return "" if _joins(before, behind) else "an invisible joiner between letters that are not joined"
    if char in FILLERS:
        jamo = any("\u1100" <= each <= "\u11ff" for each in (before, behind))
        return "" if jamo else "an invisible letter"
    if char in TIES:
        word = before.isalnum() and behind.isalnum() and {script(before), script(behind)} <= {*SIMPLE, ""}
        return "an invisible character inside a word" if word else ""
    if char == "\u034f":
        return "" if (before and unicodedata.combining(before)) or script(before) == "HEBREW" else "an invisible mark"
    if char == "\u180e" or "\u180b" <= char <= "\u180f":
        return "" if script(before) == "MONGOLIAN" else "a Mongolian sign where nothing is Mongolian"
    if re.match(f"[{VARIATIONS}]", char):
        return "" if _varies(before) else "a variation of what has none"
    if "\U000e0020" <= char <= "\U000e007f":
        flag = any(each.start() < at < each.end() for each in FLAG.finditer(text, max(at - 14, 0), at + 14))
        return "" if flag else "an invisible tag"
    return "an invisible character"


def _right_to_left(text: str) -> bool:
    return any(unicodedata.bidirectional(char) in ("R", "AL", "AN") and char.isalnum() for char in text)


def _joins(before: str, behind: str) -> bool:
    """Whether a joiner has something to join or to keep apart: letters of a script that joins, or pictures."""
    beside = [each for each in (before, behind) if each]
    if any(script(each) not in (*SIMPLE, "", "COMBINING", "VARIATION") for each in beside):
        return True
    return bool(before and behind) and _pictured(before) and _pictured(behind)


def _pictured(char: str) -> bool:
    """Part of an emoji sequence: a symbol, its colour of skin, its variation, a tag's end."""
    return unicodedata.category(char) in ("So", "Sk") or char in "\ufe0f\u2640\u2642\U000e007f"


def _varies(before: str) -> bool:
    """What may have a variation selector: a sign, a digit of a keycap, an ideograph, a letter of other scripts than
    those of Europe."""
    if not before or before.isspace() or re.match(f"[{VARIATIONS}]", before):
        return False
    return before in KEYCAP or script(before) not in SIMPLE - {"CJK", "HIRAGANA", "KATAKANA"}


def _heaped(text: str, start: int, end: int) -> Iterator[Deceptive]:
    """Marks piled on a letter, in a run of characters that are no letters; others of the run by themselves."""
    count = 0
    for at in range(start, end + 1):
        char = text[at : at + 1]
        if at < end and unicodedata.category(char) in ("Mn", "Me") and not re.match(f"[{VARIATIONS}]", char):
            count += 1
            continue
        if count > MARKS:
            yield Deceptive(at - count, at, f"{count} marks on one letter")
        count = 0
        if at < end and SUSPECT.match(char) and (what := _out_of_place(text, at, char)):
            yield Deceptive(at, at + 1, what)


# Letters that look like those of another script.

LATIN_LIKE = (
    "АВЕЅІЈКМНОРСТУХаеіјоԁԛԝѕсрухһӏҮүԌ"  # Cyrillic
    "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧΧονϲϳ"  # Greek
    "ՕօսՍոհցԼգԵ"  # Armenian
    "ᎪᏴᏟᎠᎬᎻᎫᏦᏞᎷᏢᎡᏚᎢᏙᎳᏃ"  # Cherokee
    "ⲞⲟⲤⲥⲢⲣ"  # Coptic
)
"""Letters that readers take for Latin ones: an extract from Unicode TS 39, confusables.txt."""
LIKE = frozenset(LATIN_LIKE)
OTHERS = "\u0370-\u058f\u13a0-\u13ff\u2c80-\u2cff"
"""Greek, Cyrillic, Armenian, Cherokee and Coptic."""
MIXED = re.compile(f"[^\\W\\d_]*(?:[A-Za-z\u00c0-\u024f][{OTHERS}]|[{OTHERS}][A-Za-z\u00c0-\u024f])[^\\W\\d_]*")
NAMES = {"LATIN": "Latin", "GREEK": "Greek", "CYRILLIC": "Cyrillic", "ARMENIAN": "Armenian", "CHEROKEE": "Cherokee",
         "COPTIC": "Coptic"}  # fmt: skip


def mixed_words(text: str) -> Iterator[Deceptive]:
    """Words of two scripts in which a letter looks like one of the other: `pаypal` with a Cyrillic а."""
    if text.isascii():
        return
    for match in MIXED.finditer(text):
        latin = [char for char in match[0] if script(char) == "LATIN"]
        strange = [char for char in match[0] if char in LIKE]
        if not latin or not strange:
            continue
        others = [char for char in match[0] if char.isalpha() and char not in latin]
        odd = latin[0] if len(latin) < len(others) else strange[0]
        name = NAMES.get(script(odd), "of another script")
        told = f"in `{match[0][:40]}` the {odd} is {name} (U+{ord(odd):04X}) and other letters are not"
        yield Deceptive(match.start(), match.end(), told)


def passes_for_latin(word: str) -> bool:
    """Whether a word has no Latin letter and yet seems to be all Latin."""
    letters = [char for char in word if char.isalpha()]
    return bool(letters) and all(char in LIKE for char in letters)


# What a terminal may be given.

CONTROLS = "\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff"
"""What no file of a workspace may have, and its name or an argument can."""
ACTING = re.compile(
    f"[{CONTROLS}\u061c\u200b\u200e\u200f\u2028\u2029\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
"""Controls, directions and invisible characters: what acts on a terminal, or on who reads it."""
CONTROL = re.compile(f"[{CONTROLS}]")


@cache
def _shown(char: str) -> str:
    code = ord(char)
    return chr(0x2400 + code) if code < 0x20 else "\u2421" if code == 0x7F else "\ufffd"


def harmless(text: str) -> str:
    """Foreign words in a message for a terminal: one line, with a sign one column wide in the place of each character
    that acts."""
    if text.isascii() and text.isprintable():
        return text
    return ACTING.sub(lambda match: _shown(match[0]), text).replace("\n", _shown("\n"))


def without_controls(text: str) -> str:
    """Results for a terminal or a pipe, verbatim but for what would act on a terminal; lines stay lines."""
    return CONTROL.sub(lambda match: _shown(match[0]), text)
