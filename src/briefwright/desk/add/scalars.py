"""Words as YAML scalars that are read back as they are.

Takes any admissible text; gives the lines of a scalar. Three styles, the first that keeps every character: `>-` for one
paragraph, folded at single spaces; `|-` for words with line breaks of their own; double quotation marks for the rest
(white space at an end, tabs, separators that YAML takes for line breaks). Invariant: our reader gives back the same
string (tests/properties/test_seed_writing.py).
"""

from __future__ import annotations

import re

WIDTH = 100
PLAIN = re.compile(r"[^\W\d_][\w’'“”‘()./–—-]*(?:[ ,]{1,2}[\w’“”‘()./–—&+-][\w’'“”‘()./–—&+-]*)*")
NUMBERS = re.compile(r"[0-9]+(?:-[0-9]+)*")
RESERVED = frozenset("null true false yes no on off y n none ~ .nan .inf".split())
UNSAFE = re.compile("[\t\r\x85\u2028\u2029\ufeff\u200e\u200f\u2066-\u2069\u0000-\u0008\u000b-\u001f\u007f-\u009f]")
ESCAPES = {
    '"': '\\"',
    "\\": "\\\\",
    "\n": "\\n",
    "\t": "\\t",
    "\r": "\\r",
    "\x85": "\\N",
    "\u2028": "\\L",
    "\u2029": "\\P",
}


def quoted(text: str) -> str:
    """In double quotation marks, on one line."""
    return '"' + "".join(ESCAPES.get(c) or (f"\\u{ord(c):04X}" if UNSAFE.match(c) else c) for c in text) + '"'


def inline(text: str) -> str:
    """On one line: bare where that is safe. Numbers are: our reader takes scalars as they are written."""
    if NUMBERS.fullmatch(text):
        return text
    safe = PLAIN.fullmatch(text) and text.lower() not in RESERVED and len(text) <= 200
    return text if safe else quoted(text)


def block(text: str, indent: int) -> list[str]:
    """The lines of a scalar behind a key and a colon, the first without indentation; `indent` is that of its words."""
    if not text or UNSAFE.search(text) or text[0] in " \n" or text[-1] in " \n":
        return [quoted(text)]
    pad = " " * indent
    if "\n" not in text:
        if len(text) + indent <= WIDTH - 10 and PLAIN.fullmatch(text.rstrip(".")) and text.lower() not in RESERVED:
            return [text]
        return [">-", *(pad + line for line in _folded(text, WIDTH - indent))]
    rows = text.split("\n")
    if any(row != row.strip(" ") for row in rows if not row.strip(" ")) or rows[0].startswith(" "):
        return [quoted(text)]
    return ["|-", *(pad + row if row else "" for row in rows)]


def _folded(text: str, width: int) -> list[str]:
    """Broken at single spaces between words, where folding gives the one space back."""
    lines: list[str] = []
    line = ""
    for piece in re.split(r"(?<=[^ ]) (?=[^ ])", text):
        if line and len(line) + 1 + len(piece) > width:
            lines.append(line)
            line = piece
        else:
            line = f"{line} {piece}" if line else piece
    return [*lines, line]
