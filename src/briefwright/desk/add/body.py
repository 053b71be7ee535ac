"""Which lines are paragraphs of the body.

Takes a `Document`; gives its title, what its head says, its paragraphs in order, and every line that was left out with
the reason. Invariant: each line is either a paragraph or left out, never both and never neither; a paragraph's words
are the line's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from briefwright.desk.add.furniture import is_caption, verdict
from briefwright.desk.add.head import EN_DATELINE, KO_DATELINE, Sign, sign_of, title_at
from briefwright.desk.add.lines import Document, Line, folded, sentences, size, stopped, words

LEFT_OUT = "heading"
LONG = 90
"""The size from which a line that ends as a sentence is prose, whatever list it stands in."""
OPEN = re.compile(r"[:：;；,，](?:\s(?:and|or))?$")
"""The end of a line that goes on below: an item of a list, or the words before a quotation."""
ABOUT = re.compile(r"(?:The|This) (?:writer|author|columnist)s?\s(?!said|argued|added|told)\S.{4,180}$")
MARKS = re.compile(r"""^["'“”‘’«»„「」『』\s]+|["'“”‘’«»„「」『』\s.…。,，—–-]+$""")


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of the body: its number from 1, its line, and the subheading that it stands under."""

    number: int
    line: Line
    heading: str = ""


@dataclass(frozen=True)
class Body:
    """What a document is made of."""

    title: str
    said: dict[str, Any]
    paragraphs: tuple[Paragraph, ...]
    left_out: tuple[tuple[Line, str], ...] = ()


def body_of(document: Document) -> Body:
    """Sort a document's lines."""
    lines = document.lines
    reasons = _by_themselves(lines)
    _twice(lines, reasons)
    title = _title(document, reasons)
    said, start = _head(lines, reasons, title, document)
    _lists(lines, reasons, start)
    _headings(lines, reasons, start)
    _repeats(lines, reasons)
    _tail(lines, reasons)
    return _gathered(document, reasons, title, said)


def _by_themselves(lines: Sequence[Line]) -> list[str]:
    """Reasons that a line gives alone."""
    reasons = []
    for line in lines:
        found = verdict(line.text)
        reasons.append(line.kind or (found.reason if found else "") or ("caption" if is_caption(line.text) else ""))
    return reasons


def _twice(lines: Sequence[Line], reasons: list[str]) -> None:
    """A line that stands twice, one below the other, is a caption and its alternative text."""
    for at in range(1, len(lines)):
        if folded(lines[at].text) == folded(lines[at - 1].text) and reasons[at - 1] in ("", "caption"):
            reasons[at - 1] = reasons[at] = "caption"


def _title(document: Document, reasons: list[str]) -> int | None:
    said = folded(str(document.said.get("title", "")))
    if said:
        same = (at for at, line in enumerate(document.lines) if folded(line.text) == said)
        return next(same, None)
    return title_at(document.lines, reasons)


def _head(
    lines: Sequence[Line], reasons: list[str], title: int | None, document: Document
) -> tuple[dict[str, Any], int]:
    """Mark the lines of the head; what they say, and where the body may begin."""
    said: dict[str, Any] = {}
    first = 0 if title is None else title + 1
    above = range(first - 1 if title is not None else 0)
    for at in above:
        _sign(lines, reasons, at, said)
        reasons[at] = reasons[at] or "above the title"
    if title is not None:
        reasons[title] = "title"
    passed: list[int] = []
    short: list[int] = []
    end = first
    for at in range(first, min(len(lines), first + 30)):
        signed = _sign(lines, reasons, at, said)
        why = reasons[at]
        if not why and not stopped(lines[at].text) and size(lines[at].text) < 60:
            short.append(at)
        elif not why:
            if len(passed) == 2 or sentences(lines[at].text) > 2 or "\n" in lines[at].text:
                break
            passed.append(at)
        elif (
            signed
            or why in ("byline", "date", "poster", "author's post", "reading time", "label")
            or (why == "caption" and passed and _glued(lines, passed[-1], at))
        ):
            end = at + 1
        elif why == "heading" and passed and lines[at].kind:
            break
    for at in passed:
        if at < end or _standfirst(lines, reasons, at, passed):
            reasons[at] = "standfirst" if words(lines[at].text) >= 4 else "section"
            end = max(end, at + 1)
    for at in short:
        if at < end:
            reasons[at] = "section" if words(lines[at].text) < 4 else "standfirst"
    if said.get("author") and document.said.get("author"):
        said.pop("author")
    return said, end


def _glued(lines: Sequence[Line], upper: int, lower: int) -> bool:
    """Whether two lines have no empty line between them although the document's paragraphs do."""
    gaps = [line.gap for line in lines if size(line.text) >= 2 * LONG]
    return bool(gaps) and median(gaps) >= 1 and all(line.gap == 0 for line in lines[upper + 1 : lower + 1])


def _sign(lines: Sequence[Line], reasons: list[str], at: int, said: dict[str, Any]) -> bool:
    """Mark a line that says who, when or where; whether it does."""
    if reasons[at] not in ("", "about the author", "address"):
        return False
    following = lines[at + 1].text if at + 1 < len(lines) else ""
    sign: Sign | None = sign_of(lines[at], following)
    if sign:
        reasons[at] = sign.reason
        for key, value in sign.said.items():
            said.setdefault(key, value)
    return sign is not None


def _standfirst(lines: Sequence[Line], reasons: list[str], at: int, passed: list[int]) -> bool:
    """A sentence by itself below the title: without its full stop, or set off by a wide gap from longer paragraphs."""
    line = lines[at]
    if line.tagged or at != passed[0]:
        return False
    rest = [each for each, why in zip(lines[at + 1 :], reasons[at + 1 :], strict=True) if not why]
    if not rest:
        return False
    if not stopped(line.text):
        return size(line.text) >= 60
    usual = median([each.gap for each in rest[1:]] or [1])
    return sentences(line.text) == 1 and rest[0].gap > usual and median(sentences(r.text) for r in rest) >= 3


def _lists(lines: Sequence[Line], reasons: list[str], start: int) -> None:
    """What stands below the head of a list of links, of comments, of the page's end."""
    inside = ""
    whole = [at for at in range(start, len(lines)) if not reasons[at] and stopped(lines[at].text)]
    for at in range(start, len(lines)):
        found = verdict(lines[at].text) if reasons[at] and not lines[at].kind else None
        if found and found.below and whole and at > whole[0]:
            inside = found.reason
            ended = found.below == "end"
            continue
        if not inside or reasons[at]:
            continue
        if not ended and _is_prose(lines[at]):
            inside = ""
            continue
        reasons[at] = inside


def _is_prose(line: Line) -> bool:
    return stopped(line.text) and size(line.text) >= LONG


def _headings(lines: Sequence[Line], reasons: list[str], start: int) -> None:
    """Short lines that end as no sentence does; short questions by themselves among paragraphs."""
    open_ = [at for at in range(start, len(lines)) if not reasons[at]]
    for place, at in enumerate(open_):
        line = lines[at]
        if line.tagged and size(line.text) >= 160:
            continue
        if not stopped(line.text) and not OPEN.search(line.text) and size(line.text) < 160:
            reasons[at] = LEFT_OUT
        elif line.text.endswith(("?", "？")) and size(line.text) <= 60 and sentences(line.text) == 1:
            after = open_[place + 1 :]
            if after and _is_prose(lines[after[0]]):
                reasons[at] = LEFT_OUT


def _bare(text: str) -> str:
    return MARKS.sub("", folded(text).replace("‘", "'").replace("’", "'").replace("“", '"').replace("”", '"')).lower()


def _repeats(lines: Sequence[Line], reasons: list[str]) -> None:
    """Pull quotes: words that a longer paragraph has too, or the beginning of one, cut short."""
    bare = [_bare(line.text) for line in lines]
    open_ = [at for at in range(len(lines)) if not reasons[at]]
    for at in open_:
        if words(bare[at]) < 4:
            continue
        others = [o for o in open_ if o != at and not reasons[o] and len(bare[o]) > len(bare[at])]
        if any(bare[at] in bare[o] for o in others):
            reasons[at] = "pull quote"
            following = at + 1
            if following < len(lines) and re.match(r"[—–-]\s?\S.{1,80}$", lines[following].text):
                reasons[following] = "pull quote"
    first: dict[str, int] = {}
    for at in open_:
        if not reasons[at] and words(bare[at]) >= 4:
            if bare[at] in first:
                reasons[at] = "repeated paragraph"
            first.setdefault(bare[at], at)


BIOGRAPHY = re.compile(
    r"^(?:Dr\.? |Prof(?:essor|\.)? )?[A-Z][\w'’.-]+(?: [A-Z][\w'’.-]+){1,3},? (?:is|was|works as|serves as) (?:an?|the"
    r"|currently|head|director|professor)\b.{10,260}$"
)


def _tail(lines: Sequence[Line], reasons: list[str]) -> None:
    """A last short paragraph that says who the author is."""
    open_ = [at for at, why in enumerate(reasons) if not why]
    for at in open_[:-4:-1] if len(open_) > 3 else []:
        text = lines[at].text
        about = ABOUT.match(text) or (
            BIOGRAPHY.match(text)
            and re.search(
                r"\b(?:fellow|professor|director|researcher|editor|writer|columnist|correspondent|analyst|author|lecturer"
                r"|journalist|economist|reporter|scholar)\b",
                text,
            )
        )
        if not about or sentences(text) > 3:
            break
        reasons[at] = "about the author"


def _gathered(document: Document, reasons: list[str], title: int | None, said: dict[str, Any]) -> Body:
    paragraphs: list[Paragraph] = []
    left: list[tuple[Line, str]] = []
    heading = ""
    for line, why in zip(document.lines, reasons, strict=True):
        if why:
            left.append((line, why))
            if why == LEFT_OUT and (paragraphs or not heading):
                heading = line.text
            continue
        paragraphs.append(Paragraph(len(paragraphs) + 1, line, heading))
    if paragraphs and (match := EN_DATELINE.match(paragraphs[0].line.text)):
        said.setdefault("container-title", match["name"])
    named = str(document.said.get("title") or ("" if title is None else document.lines[title].text))
    if paragraphs and (match := KO_DATELINE.match(paragraphs[0].line.text)):
        said.setdefault("container-title", match["name"])
        if match["who"]:
            said.setdefault("author", [{"literal": match["who"]}])
    return Body(re.sub(r"[ \t]*\n\s*", " ", named).strip(), said, tuple(paragraphs), tuple(left))
