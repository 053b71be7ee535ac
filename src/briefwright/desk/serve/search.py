"""Passages that hold words, as one types them.

Takes a library and words; gives passages. Invariant: the only place that `serve` searches in.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import islice

from briefwright.model.library import Library
from briefwright.model.source import Passage


def search(library: Library, words: str, most: int = 40) -> list[Passage]:
    """The first passages in the order of files that have every word somewhere: in their text, translation or ID, or in
    their source's title. All of them for no words."""
    wanted = _plain(words).split()
    return list(islice(_found(library, wanted), most))


def _found(library: Library, wanted: list[str]) -> Iterator[Passage]:
    for passage in library.passages():
        source = library.sources[passage.source]
        translation = passage.translation.value if passage.translation else ""
        whole = _plain(f"{passage.key} {passage.text.value} {translation} {source.name} {source.item.get('title', '')}")
        if all(word in whole for word in wanted):
            yield passage


def _plain(words: str) -> str:
    """Without case, and without marks on letters."""
    apart = unicodedata.normalize("NFKD", words.casefold())
    return "".join(char for char in apart if not unicodedata.combining(char))
