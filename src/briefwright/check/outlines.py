"""The outlines of a workspace together: none of them, two of one name, or a name that cannot be its outputs' name.

Takes the names of their files; gives `no-workspace`, `duplicate-id` and `invalid-id`. Invariant: each of two is told;
a brief that has such a fault is not built, for its files might take the place of another's.

    briefs/one.yaml, briefs/one.yml      two files would make build/one.pdf
    briefs/One.yaml, briefs/one.yaml     so they would on disks that do not tell A from a, or é from e and its accent
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping

from briefwright.model.diagnostic import Diagnostic
from briefwright.model.limits import NAME_LENGTH
from briefwright.model.span import Span

LONGEST = ".ledger.json"
"""The longest of the endings that a brief's name is given."""
HIDDEN = ("Cc", "Cs", "Zl", "Zp")
"""Categories of characters that no name may have: controls, broken bytes, ends of lines."""


def check(outlines: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Faults of outlines, given as the brief's name by the name of its file."""
    names, alike = Counter(outlines.values()), Counter(map(_folded, outlines.values()))
    for file, name in outlines.items():
        if names[name] > 1:
            told = f"the brief `{name}` has two files"
            yield Diagnostic("duplicate-id", told, Span(file), help="keep one of them")
        elif alike[_folded(name)] > 1:
            told = "another brief has this name but for capitals or accents; on many disks they would be one file"
            yield Diagnostic("duplicate-id", told, Span(file), help="rename one of them")
        if wrong := _name_fault(name):
            yield Diagnostic("invalid-id", f"the outline's name {wrong}", Span(file), help="rename it")
    if not outlines:
        advice = "write an outline: briefs/NAME.yaml"
        yield Diagnostic("no-workspace", "there is no outline in briefs/", Span("briefs/"), help=advice)


def _folded(name: str) -> str:
    """A name as disks compare it that ignore case and how accents are written (HFS+, APFS, NTFS)."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _name_fault(name: str) -> str:
    strange = next((char for char in name if unicodedata.category(char) in HIDDEN), "")
    if strange:
        shown = f"the byte {ord(strange) - 0xDC00:02X}" if "\udc80" <= strange <= "\udcff" else f"U+{ord(strange):04X}"
        return f"has {shown}, which no finished file's name may have"
    size = len(f"{name}{LONGEST}".encode())
    return f"is too long: {LONGEST} behind it makes {size} bytes of {NAME_LENGTH}" if size > NAME_LENGTH else ""
