"""A document as lines, whatever its format was.

Gives `Line` and `Document`. Invariant: a line's text is the document's own characters, white space at its ends left
off and soft hyphens taken out; nothing here decides what belongs to the body.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

EAST = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""A character of Chinese, Japanese or Korean writing."""
STOP = re.compile(r"""[.!?…。！？‥](?:["'”’»」』）)\]]|\[\d+\])*$""")
SENTENCE = re.compile(r"""[.!?…](?:["'”’»)\]])*(?=\s)|[。！？](?:["'”’」』）])*|[.!?…](?:["'”’»)\]])*$""")


@dataclass(frozen=True)
class Line:
    """One line or block. `number` is where it stands, in the document's own unit (line, page, paragraph); `kind` is
    empty, `heading`, or the reason for which the format itself says that it is no paragraph; `gap` counts the empty
    lines before it; `tagged` is a paragraph by its format, so that a missing full stop means nothing."""

    number: int
    text: str
    kind: str = ""
    gap: int = 1
    pages: str = ""
    tagged: bool = False


@dataclass(frozen=True)
class Document:
    """A document that was read. `said` are CSL variables that its format names, `unit` is what a line's number
    counts, `notes` are things for an editor to look at, `raw` the lines of the file as they are shown in faults."""

    name: str
    sha256: str
    lines: tuple[Line, ...]
    unit: str = "line"
    said: Mapping[str, Any] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    raw: str = ""
    paged: bool = False


def folded(text: str) -> str:
    """White space folded."""
    return " ".join(text.split())


def size(text: str) -> int:
    """How long a text is to a reader: characters, those of Chinese, Japanese and Korean counted twice."""
    return len(text) + len(EAST.findall(text))


def words(text: str) -> int:
    """Words; two characters of a writing without spaces count as one."""
    if re.search("[\uac00-\ud7af]", text):
        return len(text.split())
    east = len(EAST.findall(text))
    return len(EAST.sub(" ", text).split()) + east // 2


def stopped(text: str) -> bool:
    """Whether it ends as a sentence does."""
    return bool(STOP.search(text))


def sentences(text: str) -> int:
    """The sentences of a paragraph, at least one."""
    return max(1, len(SENTENCE.findall(re.sub(r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|St|No|vs)\.", "", text))))
