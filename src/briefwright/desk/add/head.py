"""The head of an article: title, byline, date, outlet, standfirst.

Takes lines, those that are furniture already marked; gives where the title and the first lines of the body may be and
what the head says. Invariant: careful rules or nothing; a date, an author or an outlet that no line names stays absent.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from briefwright.desk.add.lines import EAST, Line, sentences, size, stopped, words

MONTHS = {name: at for at, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
DATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?!\d)",
        r"(?P<y>\d{4})\s?[./]\s?(?P<m>\d{1,2})\s?[./]\s?(?P<d>\d{1,2})(?!\d)",
        r"(?P<y>\d{4})\s?年\s?(?P<m>\d{1,2})\s?月\s?(?P<d>\d{1,2})\s?日",
        r"(?P<y>\d{4})\s?년\s?(?P<m>\d{1,2})\s?월\s?(?P<d>\d{1,2})\s?일",
        rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<n>{MONTH}),?\s+(?P<y>\d{{4}})",
        rf"(?P<n>{MONTH})\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>\d{{4}})",
    )
)
SIGNS = (
    r"published|posted|first published|updated|last updated|last modified|modified|created|date|issued|release date|on"
    r"|발행|입력|등록|승인|수정|기사입력|기사승인|최종수정|송고|게시|작성|업데이트|发布时间|發布時間|发布于|发表于|發表於|更新时间|更新|时间|日期|发布|发表"
)
DATE_LINE = re.compile(rf"(?:{SIGNS})\b.*\d|(?:{SIGNS})\s*[:：]?\s*\d", re.IGNORECASE)
UPDATED = re.compile(r"^(?:last )?(?:updated|modified)|^(?:최종)?수정|^更新", re.IGNORECASE)
TIME = re.compile(
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b|(?:at|am|pm|a\.m\.|p\.m\.|gmt|utc|kst|hkt|bst|est|edt|cst|sgt|on|ago|hours?"
    r"|minutes?|days?|ET|오전|오후|时|分|星期.|周.|\(?[월화수목금토일]\)?)|\d{1,2}[:.]\d{2}(?:[:.]\d{2})?|[|·,•\-–—/\s.:：()+Z+T]|\d{2})+",
    re.IGNORECASE,
)
LABEL = re.compile(
    r"(?:press|news|media) (?:release|statement|notice)|for immediate release.*|embargoed (?:until|to).*", re.I
)
"""What stands above a release's title, below its office's name."""
NAME = r"[A-Z][\w'’.-]+(?:\s+(?:[A-Z][\w'’.-]*|de|van|von|der|bin|al|el|la|di|da|of|the|and|&)){0,7}"
BYLINE = re.compile(
    rf"(?:by\s?[:：]?|from\s?[:：]|words by|text by|story by|author\s?[:：])\s*(?P<name>{NAME}(?:\s*,\s*{NAME})*)(?P<rest>\s*(?:[|,·•–—-].{{0,80}}|in\s.{{2,60}})?)$",
    re.I,
)
POST = re.compile(
    r"(?:Professor|Associate|Assistant|Director|Fellow|Senior|Research|Lecturer|Analyst|Correspondent|Editor|Reporter"
    r"|Columnist|Chief|Economist|Head|Policy|Staff|Visiting|Deputy|President|Chair)\b",
)  # fmt: skip
ZH_AUTHOR = re.compile(
    r"(?:作者|文|撰文|本报记者|本报特约记者|本刊记者|本网记者|记者|記者|特约撰稿)\s?[:：/／|｜丨\s]\s?(?P<name>[\u4e00-\u9fff·]{2,8}(?:[\s、,，]+[\u4e00-\u9fff·]{2,4})*)(?=$|\s|[|｜])"
)
ZH_POSTER = re.compile(r"^(?P<name>\S{1,24})\s+(?:发表于|發表於|发布于)\s?\S")
ZH_OUTLET = re.compile(r"(?:来源|來源|稿源|文章来源|信息来源|发布机构)\s?[:：]\s?(?P<name>[^\s|｜，,]{2,24})")
ZH_REPORT = re.compile(
    r"(?P<outlet>[\u4e00-\u9fff]{2,12})\s?[／/]\s?(?:記者|记者)\s?(?P<name>[\u4e00-\u9fff·、]{2,16})\s?[／/]\s?\S{1,12}(?:報導|报道)"
)
KO_AUTHOR = re.compile(r"(?P<name>[가-힣]{2,4})\s?(?:선임|수습|인턴|객원)?\s?(?:기자|특파원|논설위원)(?![가-힣])")
KO_OUTLET = re.compile(r"(?:출처|제공|발행처)\s?[:：]\s?(?P<name>[^\s|]{2,24})")
EN_OUTLET = re.compile(r"^(?:source|publisher|outlet|publication)\s?[:：]\s?(?P<name>\S.{1,60})$", re.IGNORECASE)
EN_DATELINE = re.compile(r"^[A-Z][A-Z .'’,-]+,\s[A-Z][a-z]+\.?\s\d{1,2}\s\((?P<name>[A-Z][\w ]{1,24})\)\s*[-–—]")
OUTLET = re.compile(
    r"\b(?:News|Times|Daily|Post|Herald|Journal|Agency|Gazette|Tribune|Weekly|Review|Press|Wire|Magazine)$"
)
KO_DATELINE = re.compile(
    r"^[(\[【][^=()]{1,12}=(?P<name>[가-힣\w]{2,14})[)\]】]\s?(?:(?P<who>[가-힣]{2,4})\s?(?:기자|특파원)\s?=)?"
)


@dataclass(frozen=True)
class Sign:
    """What a line of the head is (`byline`, `date`, `post` …) and the CSL variables that it says."""

    reason: str
    said: dict[str, Any] = field(default_factory=dict)


def found_date(text: str) -> str:
    """The first whole date in a line, ISO 8601; empty when there is none, or when it is none of the calendar's."""
    for pattern in DATES:
        if match := pattern.search(text):
            parts = match.groupdict()
            month = int(parts["m"]) if parts.get("m") else MONTHS[parts["n"][:3].lower()]
            try:
                return date(int(parts["y"]), month, int(parts["d"])).isoformat()
            except ValueError:
                return ""
    return ""


def _dated(text: str) -> Sign | None:
    day = found_date(text)
    rest = text
    for pattern in DATES:
        rest = pattern.sub(" ", rest)
    if day and len(text) <= 160 and (DATE_LINE.match(text) or TIME.fullmatch(rest) or not rest.strip()):
        return Sign("date", {"updated" if UPDATED.match(text) else "issued": day})
    if len(text) <= 60 and re.fullmatch(
        r"(?:\d+|an?|one)\s(?:second|minute|hour|day|week|month)s? ago|\d+\s?(?:天|小时|分钟)前|\d+\s?(?:일|시간|분)\s?전",
        text,
        re.I,
    ):
        return Sign("date")
    return None


def _named(name: str) -> list[dict[str, str]]:
    office = re.search(r"\bof\b|\bfor\b|\b(?:Ministry|Department|Board|Office|Institute|Committee)\b", name)
    parts = re.split(r"\s*(?:,|、|，|;)\s*" if office else r"\s*(?:,|、|，|;|&|\band\b)\s*", name.strip(" .|,"))
    return [{"literal": part} for part in parts if part]


def sign_of(line: Line, following: str = "") -> Sign | None:
    """What a line of the head is; None when it may be prose."""
    text = line.text
    if len(text) > 200 or "\n" in text:
        return None
    said: dict[str, Any] = {}
    day = found_date(text)
    if match := ZH_POSTER.match(text):
        return Sign("poster", {"author": _named(match["name"]), **({"issued": day} if day else {}), "type": "post"})
    for pattern in (ZH_OUTLET, KO_OUTLET, EN_OUTLET):
        if match := pattern.search(text):
            said["container-title"] = match["name"].strip()
    if match := ZH_REPORT.search(text):
        said |= {"container-title": match["outlet"], "author": _named(match["name"])}
    elif match := ZH_AUTHOR.search(text):
        said["author"] = _named(re.sub(r"\s+", "、", match["name"].strip()))
    elif KO_AUTHOR.search(text) and len(text) <= 90 and not text.endswith("다."):
        reporters = dict.fromkeys(match["name"] for match in KO_AUTHOR.finditer(text))
        said["author"] = [{"literal": name} for name in reporters]
    elif (
        (match := BYLINE.fullmatch(text)) and text[:1] in "BbFfWwTtSsAa" and len(text) <= 120 and not text.endswith(".")
    ):
        names = _named(match["name"])
        said["author"] = names[:1] + [each for each in names[1:] if not OUTLET.search(each["literal"])]
        if outlets := [each["literal"] for each in names[1:] if OUTLET.search(each["literal"])]:
            said["container-title"] = outlets[0]
    if said:
        return Sign("byline", {**said, **({"issued": day} if day else {})})
    if dated := _dated(text):
        return dated
    if re.fullmatch(NAME, text) and 2 <= words(text) <= 4 and POST.match(following):
        return Sign("byline", {"author": [{"literal": text}]})
    if POST.match(text) and not text.endswith(".") and len(text) <= 200:
        return Sign("author's post")
    return None


def title_at(lines: Sequence[Line], reasons: Sequence[str]) -> int | None:
    """Where the title stands: the first line of the head that is longer than a section's name."""
    labels = [at for at, line in enumerate(lines[:8]) if LABEL.fullmatch(line.text)]
    first = labels[-1] + 1 if labels else 0
    open_ = [at for at, why in enumerate(reasons[:40]) if at >= first and not why and not sign_of(lines[at])]
    for at in open_:
        text = lines[at].text
        if words(text) >= 4 or len(EAST.findall(text)) >= 6:
            prose = stopped(text) and text[-1] not in "?!？！" and (sentences(text) > 1 or size(text) > 160)
            return None if prose or len(text) > 300 or "\n" in text else at
    return open_[0] if open_ and len(lines[open_[0]].text) <= 300 else None
