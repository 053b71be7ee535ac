"""Which characters are let in.

Takes text; gives diagnostics. Invariant: decided once, here, when a file is read, and by the same rule for sources,
outlines and templates: a character that pandoc or the page engine would drop, or that could deceive a reader
(`model/characters.py`), never gets further. Soft hyphens are refused too: print does not show them and DOCX loses them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefwright.model.characters import deceptive, mixed_words
from briefwright.model.diagnostic import Diagnostic
from briefwright.model.span import Text, TextFile

BASIC = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u202a-\u202e\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
PLANES = "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
FORBIDDEN = re.compile(f"[{BASIC}{re.escape(PLANES)}]")
IN_BASIC = re.compile(f"[{BASIC}]")
"""The same for text of the basic plane, where it is ten times as fast."""
BEYOND = re.compile("[\U00010000-\U0010ffff]")
NAMES = {0xAD: "a soft hyphen", 0x7F: "a delete character"}
MOST = 20
"""Faults told for one file; a binary file has thousands."""


def forbidden(text: str) -> re.Pattern[str]:
    """What finds the forbidden characters of a text."""
    return FORBIDDEN if not text.isascii() and BEYOND.search(text) else IN_BASIC


def _name(code: int) -> str:
    if code in NAMES:
        return NAMES[code]
    if 0x202A <= code <= 0x202E:
        return "a bidirectional override"
    return "a control character" if code < 0xA0 else "not a character"


def file_faults(file: TextFile) -> list[Diagnostic]:
    """Forbidden characters as they stand in the file."""
    found = []
    for match in forbidden(file.text).finditer(file.text):
        code = ord(match[0])
        told = f"U+{code:04X} ({_name(code)}) cannot stand in a file"
        found.append(
            Diagnostic("forbidden-character", told, file.span(*match.span()), help="delete it, or write a space")
        )
        if len(found) == MOST:
            break
    return found


def value_fault(text: Text, what: str) -> Diagnostic | None:
    """A forbidden character that an escape wrote (`"\\u0007"`), or one that could deceive where it stands; `what`
    names the value, with its ID."""
    match = forbidden(text.value).search(text.value)
    if match:
        code = ord(match[0])
        told = f"U+{code:04X} ({_name(code)}) in {what}"
        return Diagnostic("forbidden-character", told, text.span(*match.span()), help="delete it, or write a space")
    for start, end, why in deceptive(text.value):
        told = f"U+{ord(text.value[start]):04X} in {what} is {why}" if end - start == 1 else f"{why} in {what}"
        advice = "delete it; a reader does not see it, and would be deceived"
        return Diagnostic("deceptive-character", told, text.span(start, end), help=advice)
    return None


def look_alikes(text: Text) -> Iterator[Diagnostic]:
    """Words whose letters are of two scripts and look like those of one. A source may have them; who quotes it, or
    writes of it, should know."""
    for start, end, why in mixed_words(text.value):
        advice = "type the word anew, unless it is spelled so"
        yield Diagnostic("mixed-scripts", why, text.span(start, end), help=advice)
