"""Completion: the IDs that may stand where one types.

Takes the text before a place, and the library; gives the protocol's items. Invariant: what is offered exists, and its
edit replaces the ID that is being typed and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lsprotocol import types

from briefwright.desk.lsp.positions import Positions
from briefwright.model.library import Library
from briefwright.model.source import Passage, Source
from briefwright.model.span import TextFile

MOST = 200
"""Items of one answer; where there are more the editor asks again with each key."""
LOOK_BACK = 2000
"""Characters before a place that are looked at: those of the longest citation."""
TYPED = r"(?P<typed>[\w.#-]*)"
AFTER_SIGN = re.compile(r"(?<![\w@\\])@" + TYPED + r"\Z")
NEXT_CITED = re.compile(r"\[[^\[\]]*@[^\[\]]*;\s*-?(?P<typed>)\Z")
BRACKET = re.compile(r"(?<![\w\]\[])\[(?P<typed>)\Z")
POINTER = re.compile(r"(?:^|[\n{,-])[ \t]*(?:quote|pull-quote|evidence|against)[ \t]*:[ \t]*[\"']?" + TYPED + r"\Z")
LISTED = re.compile(r"\b(?:evidence|against)[ \t]*:\s*\[(?:[^\[\]]*,)?\s*[\"']?" + TYPED + r"\Z")
ITEM = re.compile(r"(?P<indent>[ \t]*)-[ \t]+[\"']?" + TYPED + r"\Z")
LIST = re.compile(r"[ \t]*(?:-[ \t]+)*(?:evidence|against)[ \t]*:[ \t]*\Z")
DERIVED = re.compile(r"(?:^|[\n{,])[ \t]*derived-from[ \t]*:[ \t]*[\"']?" + TYPED + r"\Z")
REST = re.compile(r"[\w.#-]*")


@dataclass(frozen=True)
class Typing:
    """An ID that is being typed: what there is of it, and what it may be. `sign` where its `@` is still wanted."""

    typed: str
    passages: bool = True
    sources: bool = False
    sign: bool = False


def typing(before: str, *, seed: bool) -> Typing | None:
    """Which ID is being typed behind a text; None where none is."""
    before = before[-LOOK_BACK:]
    if seed:
        match = DERIVED.search(before)
        return Typing(match["typed"], passages=False, sources=True) if match else None
    if match := POINTER.search(before) or LISTED.search(before) or _item(before):
        return Typing(match["typed"])
    if match := AFTER_SIGN.search(before):
        return Typing(match["typed"], sources=True)
    if NEXT_CITED.search(before) or BRACKET.search(before):
        return Typing("", sources=True, sign=True)
    return None


def _item(before: str) -> re.Match[str] | None:
    """An item of a list below `evidence:` or `against:`."""
    lines = before.split("\n")
    match = ITEM.match(lines[-1])
    for line in reversed(lines[:-1]) if match else ():
        if LIST.match(line):
            return match
        above = ITEM.match(line.split(" #")[0].rstrip())
        if line.strip() and (above is None or match is None or above["indent"] != match["indent"]):
            return None
    return None


def complete(
    file: TextFile, offset: int, library: Library, positions: Positions, *, seed: bool
) -> types.CompletionList | None:
    """The IDs that may stand at an offset."""
    wanted = typing(file.text[max(0, offset - LOOK_BACK) : offset], seed=seed)
    if wanted is None:
        return None
    rest = REST.match(file.text, offset)
    end = rest.end() if rest and wanted.typed else offset
    place = positions.range(file, offset - len(wanted.typed), end)
    found = sorted(_ranked(wanted, library), key=lambda each: each[0])
    items = [_item_of(wanted, what, number, place, library) for number, (_, what) in enumerate(found[:MOST])]
    return types.CompletionList(is_incomplete=len(found) > MOST, items=items)


def _ranked(wanted: Typing, library: Library) -> Iterator[tuple[int, Passage | Source]]:
    """What fits the characters typed: IDs that begin with them, IDs that have them, words that have them."""
    typed = wanted.typed.lower()
    if wanted.passages:
        of = typed.partition("#")[0] if "#" in typed else None
        one = library.sources.get(of) if of is not None else None
        for passage in library.passages() if of is None else one.passages.values() if one else ():
            rank = _rank(passage.key, typed, passage.text.value)
            if rank is not None or of is not None:
                yield 3 if rank is None else rank, passage
    if wanted.sources and "#" not in typed:
        for source in library.sources.values():
            rank = _rank(source.id, typed, f"{source.name} {source.item.get('title', '')}")
            if rank is not None:
                yield rank, source


def _rank(key: str, typed: str, words: str) -> int | None:
    if key.startswith(typed):
        return 0
    if typed in key:
        return 1
    return 2 if typed in words.lower() else None


def _item_of(
    wanted: Typing, what: Passage | Source, number: int, place: types.Range, library: Library
) -> types.CompletionItem:
    if isinstance(what, Passage):
        label, name, words = what.key, library.sources[what.source].name, what.text.value.strip()
    else:
        label, name, words = what.id, what.name, str(what.item.get("title", ""))
    new = ("@" if wanted.sign else "") + label
    return types.CompletionItem(
        label=label,
        kind=types.CompletionItemKind.Reference if isinstance(what, Passage) else types.CompletionItemKind.File,
        detail=name,
        documentation=words,
        filter_text=f"{new} {' '.join(words.split())}",
        sort_text=f"{number:05}",
        text_edit=types.TextEdit(place, new),
    )
