"""A PDF's lines to paragraphs.

Takes the bytes of a PDF; gives `Line`s, each with the page or pages that it stands on. Running heads, page numbers and
notes at the foot are marked. A word that a line's end breaks is joined only where the hyphen is the page engine's
(U+00AD, or a U+2010 that stands nowhere but at ends of lines) or the document has the word whole elsewhere; what is
not sure keeps its hyphen and is told.
Invariant: characters are the file's, line breaks become spaces (none between characters of Chinese or Japanese).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median
from typing import Any

from briefwright.desk.add.lines import EAST, STOP, Line, folded
from briefwright.engines.pdf_lines import PdfLine, PdfSheet, pdf_sheets

EDGE = 0.11
"""The part of a page, at its head and its foot, that a running line stands in."""
ONLY_AT_ENDS = "\u2010"
"""A key of the words: the document has U+2010 at ends of lines alone, so that it is the page engine's."""
HYPHEN = ("-", "\u2010", "\u00ad")
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def pdf_paragraphs(content: bytes) -> tuple[tuple[Line, ...], dict[str, Any], tuple[str, ...]]:
    """Paragraphs with their pages, what the file's metadata say, and notes. Raises ValueError when it is no PDF."""
    sheets, metadata = pdf_sheets(content)
    running = _running(sheets)
    sizes = Counter[float]()
    for sheet in sheets:
        for line in sheet.lines:
            sizes[round(line.size, 1)] += len(line.text)
    usual = sizes.most_common(1)[0][0] if sizes else 10.0
    whole = Counter(w.lower() for s in sheets for line in s.lines for w in WORD.findall(line.text))
    inner = any("\u2010" in line.text.rstrip()[:-1] for sheet in sheets for line in sheet.lines)
    if not inner:
        whole[ONLY_AT_ENDS] = 1
    found: list[Line] = []
    notes: list[str] = []
    for page, sheet in enumerate(sheets, 1):
        body, aside = _parted(sheet, running, usual)
        found.extend(Line(page, folded(line.text), why, pages=str(page)) for line, why in aside)
        for group in _groups(body):
            text = _joined(group, whole, notes, page)
            heading = "heading" if _is_heading(group, usual) else ""
            if not heading and found and _goes_on(found, page, text):
                at = max(i for i, line in enumerate(found) if not line.kind)
                before = found[at]
                joined = _join(before.text, text, found[at].text.endswith(HYPHEN), whole, notes, page)
                found[at] = replace(before, text=joined, pages=f"{before.number}-{page}")
            else:
                found.append(Line(page, text, heading, pages=str(page)))
    return tuple(found), _said(metadata, found), tuple(notes)


def _said(metadata: dict[str, str], found: Sequence[Line]) -> dict[str, Any]:
    """The title that the file names, where a page shows it; an author that a page shows."""
    said: dict[str, Any] = {}
    shown = folded(" ".join(line.text for line in found[:12]))
    if (title := folded(metadata.get("Title", ""))) and title in shown:
        said["title"] = title
    if (author := folded(metadata.get("Author", ""))) and author in shown:
        said["author"] = [{"literal": author}]
    return said


def _bare(text: str) -> str:
    return re.sub(r"\d+", "#", folded(text)).lower()


def _running(sheets: Sequence[PdfSheet]) -> set[str]:
    """Lines that stand at the edge of more than one page, numbers aside."""
    seen: Counter[str] = Counter()
    for sheet in sheets:
        seen.update({_bare(line.text) for line in sheet.lines if _at_edge(line, sheet)})
    return {text for text, count in seen.items() if count > 1}


def _at_edge(line: PdfLine, sheet: PdfSheet) -> bool:
    return line.bottom < sheet.height * EDGE or line.top > sheet.height * (1 - EDGE)


def _parted(sheet: PdfSheet, running: set[str], usual: float) -> tuple[list[PdfLine], list[tuple[PdfLine, str]]]:
    """A page's own lines, and those that run through the pages or stand below the text."""
    body: list[PdfLine] = []
    aside: list[tuple[PdfLine, str]] = []
    for line in sheet.lines:
        if _at_edge(line, sheet) and re.fullmatch(
            r"\W*(?:page|seite|p\.)?\s*\d+(?:\s*(?:/|of|von)\s*\d+)?\W*", line.text, re.I
        ):
            aside.append((line, "page number"))
        elif _at_edge(line, sheet) and _bare(line.text) in running:
            aside.append((line, "running head"))
        elif line.size < usual * 0.88 and line.top > sheet.height * 0.55:
            aside.append((line, "note"))
        elif line.size < usual * 0.7:
            aside.append((line, "small print"))
        else:
            body.append(line)
    return body, aside


def _groups(lines: Sequence[PdfLine]) -> list[list[PdfLine]]:
    """Lines that make one paragraph."""
    if not lines:
        return []
    steps = [b.bottom - a.bottom for a, b in pairwise(lines) if 0 < b.bottom - a.bottom < 3 * a.size]
    leading = median(steps) if steps else 14.0
    right = sorted(line.right for line in lines)[-max(1, len(lines) // 4)]
    left = min(line.left for line in lines)
    groups = [[lines[0]]]
    for before, line in pairwise(lines):
        step = line.bottom - before.bottom
        ended = bool(STOP.search(before.text)) and before.right < right - 3 * before.size
        indented = line.left > left + 0.8 * line.size and before.left <= left + 0.4 * line.size
        apart = step > 1.25 * leading or step < -leading
        if abs(line.size - before.size) > 0.6 or apart or (indented and not before.broken) or ended:
            groups.append([])
        groups[-1].append(line)
    return groups


def _is_heading(group: Sequence[PdfLine], usual: float) -> bool:
    return group[0].size > usual * 1.08 and len(group) <= 4


def _goes_on(found: Sequence[Line], page: int, text: str) -> bool:
    """Whether a page begins in the middle of the paragraph that the page before ended with."""
    own = [line for line in found if not line.kind]
    begun = any(line.number == page and line.kind in ("", "heading") for line in found)
    return bool(own) and not begun and not STOP.search(own[-1].text) and bool(text) and not text[0].isupper()


def _joined(group: Sequence[PdfLine], whole: Counter[str], notes: list[str], page: int) -> str:
    text = group[0].text
    for before, line in pairwise(group):
        text = _join(text, line.text, before.broken, whole, notes, page)
    return folded(text)


def _join(text: str, more: str, broken: bool, whole: Counter[str], notes: list[str], page: int) -> str:
    """Two lines as one; a broken word is made whole only where that is sure."""
    if text.endswith("\u00ad") or (text.endswith("\u2010") and whole[ONLY_AT_ENDS]):
        return text[:-1] + more
    if broken and text.endswith(HYPHEN):
        first = WORD.search(text[text.rfind(" ") + 1 : -1])
        second = WORD.match(more)
        if first and second:
            start = (re.findall(r"[^\W\d_]+$", text[:-1]) or [""])[0]
            if whole[f"{start}{second[0]}".lower()]:
                return text[:-1] + more
            hyphened = f"{start}-{second[0]}"
            if not whole[hyphened.lower()]:
                notes.append(f"page {page}: “{hyphened}” was broken at a line’s end; is the hyphen its own?")
        return text + more
    if EAST.match(more[:1]) and text and EAST.match(text[-1]) and not re.search("[\uac00-\ud7af]", text[-1] + more[:1]):
        return text + more
    return f"{text} {more}"
