"""A seed's passages against a newer copy of their document.

Takes passages in the order of their seed and the paragraphs of the copy; gives what became of each, and the paragraphs
that are new. Invariant: a passage is the same only where its words are, white space folded; likeness alone never moves
an ID to other words.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from briefwright.desk.add.lines import folded
from briefwright.desk.add.seed import fingerprint
from briefwright.model.source import Original, Passage

ALIKE = 0.5
"""The least part of the words that a changed paragraph still shares with the passage."""
TOKEN = re.compile(r"\s+|[\u3040-\u30ff\u3400-\u9fff]|[^\s\u3040-\u30ff\u3400-\u9fff]+")


@dataclass(frozen=True)
class Fate:
    """What became of a passage: `same`, `shifted` (another number, the same order), `moved`, `changed` or `gone`; `at`
    is the paragraph's index in the copy, None when it is gone."""

    passage: str
    kind: str
    at: int | None = None


@dataclass(frozen=True)
class Comparison:
    """Every passage's fate in the order of the seed, and the indices of paragraphs that no ID has."""

    fates: tuple[Fate, ...]
    new: tuple[int, ...]
    dropped: Mapping[str, int]
    """IDs of paragraphs that the editor took out of the seed, with their index."""


def compare(
    passages: Sequence[Passage], original: Original | None, texts: Sequence[str], numbers: Mapping[str, str]
) -> Comparison:
    """Find each passage in the copy. `numbers` are the values of the locators of those paragraphs that `texts` has,
    as strings of their index, for telling a shift."""
    flat = [folded(text) for text in texts]
    taken: dict[int, str] = {}
    found: dict[str, int] = {}
    for passage in passages:
        words = folded(passage.text.value)
        whole = [at for at, text in enumerate(flat) if text == words]
        at = _nearest([each for each in whole if each not in taken], passage, original, flat)
        if at is None:
            at = _nearest([each for each, text in enumerate(flat) if words in text], passage, original, flat)
        if at is not None:
            found[passage.id] = at
            taken.setdefault(at, passage.id)
    prints = {fingerprint(text): at for at, text in enumerate(flat)}
    held = {passage.id for passage in passages}
    places = original.places if original else {}
    dropped = {i: prints[p.sha256] for i, p in places.items() if i not in held and p.sha256 in prints}
    free = [at for at in range(len(flat)) if at not in taken and at not in dropped.values()]
    changed = _changed([p for p in passages if p.id not in found], flat, free, original)
    fates = _fates(passages, found, changed, numbers)
    new = tuple(at for at in free if at not in changed.values())
    return Comparison(fates, new, dropped)


def _nearest(places: Sequence[int], passage: Passage, original: Original | None, flat: Sequence[str]) -> int | None:
    """Of several places with the same words, the one whose neighbours are those that the seed remembers."""
    if not places:
        return None
    place = original.places.get(passage.id) if original else None
    if place is None:
        return places[0]

    def likeness(at: int) -> int:
        before = flat[at - 1] if at else ""
        after = flat[at + 1] if at + 1 < len(flat) else ""
        return (bool(place.prefix) and before.endswith(place.prefix)) + (
            bool(place.suffix) and after.startswith(place.suffix)
        )

    return max(places, key=likeness)


def _changed(
    lost: Sequence[Passage], flat: Sequence[str], free: Sequence[int], original: Original | None
) -> dict[str, int]:
    """Passages whose words are nowhere, with the free paragraph that is most like them."""
    pairs: list[tuple[float, str, int]] = []
    for passage in lost:
        words = TOKEN.findall(folded(passage.text.value))
        place = original.places.get(passage.id) if original else None
        for at in free:
            other = TOKEN.findall(flat[at])
            blocks = SequenceMatcher(None, words, other, autojunk=False).get_matching_blocks()
            shared = sum(len("".join(words[b.a : b.a + b.size])) for b in blocks if b.size > 1 or len(words) < 6)
            ratio = shared / max(1, len("".join(words)))
            if place and place.prefix and at and flat[at - 1].endswith(place.prefix):
                ratio += 0.1
            pairs.append((ratio, passage.id, at))
    chosen: dict[str, int] = {}
    for ratio, identifier, at in sorted(pairs, key=lambda pair: (-pair[0], pair[2])):
        if ratio >= ALIKE and identifier not in chosen and at not in chosen.values():
            chosen[identifier] = at
    return chosen


def _fates(
    passages: Sequence[Passage], found: Mapping[str, int], changed: Mapping[str, int], numbers: Mapping[str, str]
) -> tuple[Fate, ...]:
    # What was changed stands in the order too: it tells whether those around it moved.
    where = {**changed, **found}
    order = [p.id for p in passages if p.id in where]
    steady = _steady([where[identifier] for identifier in order])
    kept = {identifier for place, identifier in enumerate(order) if place in steady}
    fates = []
    for passage in passages:
        if passage.id in found:
            at = found[passage.id]
            value = passage.locator.value if passage.locator else ""
            same = value == numbers.get(str(at), value)
            kind = "moved" if passage.id not in kept else "same" if same else "shifted"
            fates.append(Fate(passage.id, kind, at))
        elif passage.id in changed:
            fates.append(Fate(passage.id, "changed", changed[passage.id]))
        else:
            fates.append(Fate(passage.id, "gone"))
    return tuple(fates)


def _steady(values: Sequence[int]) -> set[int]:
    """Positions of a longest run that never falls: what did not move against the rest."""
    tails: list[int] = []
    ends: list[int] = []
    back: list[int] = []
    for position, value in enumerate(values):
        at = bisect_right(tails, value)
        back.append(ends[at - 1] if at else -1)
        tails[at : at + 1] = [value]
        ends[at : at + 1] = [position]
    run: set[int] = set()
    position = ends[-1] if ends else -1
    while position >= 0:
        run.add(position)
        position = back[position]
    return run


def word_diff(old: str, new: str) -> str:
    """What changed from one text to the other: `[-words taken out-]` and `{+words put in+}`, a few words around."""
    a, b = TOKEN.findall(folded(old)), TOKEN.findall(folded(new))
    parts: list[str] = []
    for tag, i, j, k, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        was, now = "".join(a[i:j]), "".join(b[k:m])
        if tag == "equal":
            parts.append(_short(was, first=not parts, last=j == len(a)))
        else:
            parts.append((f"[-{was}-]" if was else "") + (f"{{+{now}+}}" if now else ""))
    return "".join(parts)


def _short(text: str, *, first: bool, last: bool) -> str:
    """Equal words between two changes, shortened in the middle."""
    if len(text) <= 60:
        return text
    head = "" if first else text[:24].rsplit(" ", 1)[0]
    tail = "" if last else text[-24:].split(" ", 1)[-1]
    return f"{head}{'' if first else ' '}…{'' if last else ' '}{tail}"
