"""Which characters are let in.

Takes text; gives diagnostics. Invariant: decided once, here, when a file is read: a character that pandoc or the
page engine would drop, or that could deceive a reader, never gets further. Soft hyphens are refused too: print does
not show them and DOCX loses them.
"""

from __future__ import annotations

import re

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
    """A forbidden character that an escape wrote (`"\\u0007"`); `what` names the value, with its ID."""
    match = forbidden(text.value).search(text.value)
    if not match:
        return None
    code = ord(match[0])
    told = f"U+{code:04X} ({_name(code)}) in {what}"
    return Diagnostic("forbidden-character", told, text.span(*match.span()), help="delete it, or write a space")
