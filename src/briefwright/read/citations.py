"""Citations in prose, `[see @source#passage, p. 5; @other]`, in pandoc's syntax.

Takes the bracket's text and its place; gives a `Citation`. Invariant: pointers stay text; nothing is looked up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefwright.model.diagnostic import Diagnostic
from briefwright.model.prose import Citation, CitationItem
from briefwright.model.source import Locator
from briefwright.model.span import Text

LONGEST = 2000
"""Characters of a citation; a bracket that has not closed by then is none."""
DEEPEST = 8
"""Brackets in each other that a citation may have."""
BRACKET = re.compile(r"[\[\]]")
KEY = re.compile(
    r"(?<![\w@\\])-?@(?P<source>[A-Za-z0-9][A-Za-z0-9_.-]*?)(?:#(?P<passage>[A-Za-z0-9._-]*[A-Za-z0-9]))?"
    r"(?=[,;:\]\s]|[.](?:[\s\];,]|$)|$)"
)
LABELS: dict[str, tuple[str, ...]] = {
    "page": ("p.", "pp.", "page", "pages"),
    "paragraph": ("para.", "paras.", "para", "paras", "paragraph", "paragraphs", "¶", "¶¶"),
    "chapter": ("ch.", "chap.", "chaps.", "chapter", "chapters"),
    "section": ("sec.", "secs.", "section", "sections", "§", "§§"),
    "article": ("art.", "arts.", "article", "articles"),
    "volume": ("vol.", "vols.", "volume", "volumes"),
    "number": ("no.", "nos.", "number"),
    "column": ("col.", "cols.", "column", "columns"),
    "figure": ("fig.", "figs.", "figure", "figures"),
    "table": ("table", "tables"),
    "line": ("l.", "ll.", "line", "lines"),
    "note": ("n.", "nn.", "note", "notes"),
    "folio": ("fol.", "fols.", "folio"),
    "part": ("pt.", "pts.", "part", "parts"),
    "verse": ("v.", "vv.", "verse", "verses"),
}
VALUE = r"(?P<value>[0-9ivxlcdmIVXLCDM]+(?:[.:][0-9]+)*(?:\s*[-–,]\s*[0-9ivxlcdm]+)*)"
LOCATOR = re.compile(
    r"\s*(?:(?P<label>"
    + "|".join(re.escape(t) for ts in LABELS.values() for t in sorted(ts, key=len, reverse=True))
    + r")\s*)?"
    + VALUE
    + r"(?=[,;\s]|$)"
)


def citation_end(text: str, start: int, stop: int) -> int:
    """The offset behind a citation that begins at `start`, or -1 when none does."""
    if text[start : start + 1] != "[" or text[start : start + 2] == "[^":
        return -1
    depth = 0
    for bracket in BRACKET.finditer(text, start, min(stop, start + LONGEST)):
        depth += 1 if bracket[0] == "[" else -1
        if depth == 0:
            at = bracket.start()
            followed = text[at + 1 : at + 2]
            return at + 1 if followed not in ("(", "{") and KEY.search(text, start + 1, at) else -1
        if depth > DEEPEST:
            break
    return -1


def read_citation(raw: str, at: int, text: Text, faults: list[Diagnostic]) -> Iterator[Citation]:
    """The citation whose bracket is `raw`, standing at offset `at` of `text`."""
    items: list[CitationItem] = []
    start = 1
    for piece in raw[1:-1].split(";"):
        keys = list(KEY.finditer(piece))
        span = text.span(at + start, at + start + max(len(piece), 1))
        if len(keys) != 1:
            told = "each part of a citation names one source" if keys else f"`{piece.strip()}` names no source"
            advice = "part sources with `;`: [@one#p1; @two#p2]"
            faults.append(Diagnostic("bare-citation", told, span, help=advice))
        else:
            items.append(_item(piece, keys[0], at + start, text))
        start += len(piece) + 1
    if items:
        yield Citation(tuple(items), text.span(at, at + len(raw)))


def _item(piece: str, key: re.Match[str], at: int, text: Text) -> CitationItem:
    rest = piece[key.end() :]
    locator = None
    match = LOCATOR.match(rest[1:]) if rest[:1] == "," else None
    if match:
        locator = Locator(_label(match["label"] or "p."), match["value"].replace("-", "–"))
        rest = rest[1 + match.end() :]
    sign = piece.index("@", key.start())
    return CitationItem(
        source=key["source"],
        passage=key["passage"] or "",
        prefix=piece[: key.start()].strip(),
        suffix=rest.lstrip(", ").strip(),
        locator=locator,
        span=text.span(at + sign, at + key.end()),
    )


def _label(term: str) -> str:
    return next(label for label, terms in LABELS.items() if term in terms)
