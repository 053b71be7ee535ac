"""What stands around an article and is none of it.

Gives `Rule`s and the ways to ask them. The lists are a file a language (`furniture_en.py`, `furniture_zh.py`,
`furniture_ko.py`); all are asked of every document, for a page in one language often has buttons in another.
Invariant: a rule looks at one line and says why it is left out; what needs a look at other lines is `body.py`'s.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from briefwright.desk.add.lines import size, words


@dataclass(frozen=True)
class Rule:
    """A reason and the words that it knows. `most` is the greatest size of a line that it can mean: a long paragraph
    that begins with the same words is prose. `below` says what follows the line: `list` (short lines, until prose
    comes again), `end` (nothing of the article), or nothing special."""

    reason: str
    pattern: str
    most: int = 90
    below: str = ""
    whole: bool = True


@dataclass(frozen=True)
class Verdict:
    """Why a line is left out, and what that means for those below."""

    reason: str
    below: str = ""


@cache
def _compiled() -> tuple[tuple[Rule, re.Pattern[str]], ...]:
    from briefwright.desk.add import furniture_en, furniture_ko, furniture_zh

    rules = (*furniture_en.RULES, *furniture_zh.RULES, *furniture_ko.RULES)
    return tuple((rule, re.compile(rule.pattern, re.IGNORECASE)) for rule in rules)


SHORT = 110
"""Rules for lines of at most this size mean labels and buttons, never a sentence."""


def _prose(text: str) -> bool:
    """Whether a short line is a sentence all the same."""
    return text[-1] in ".。”" and words(text) >= (3 if text.endswith("다.") else 6)


NO_WORDS = re.compile(r"[\W\d_]*")
TIMES = re.compile(r"[\d.,:/|\s]*\d(?:\.\d+)?\s?x[\s\d.x]*|\d+\s*(?:wpm|kb|mb)", re.IGNORECASE)
FILE = re.compile(r"\S.{0,80}\.(?:jpe?g|png|gif|webp|svg|mp4|pdf|docx?)(?:\s*\(.{0,40}\))?", re.IGNORECASE)
ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+", re.IGNORECASE)


def verdict(text: str) -> Verdict | None:
    """Why a line is furniture by its own words, or None."""
    length = size(text)
    for rule, pattern in _compiled():
        if rule.most <= SHORT and _prose(text):
            continue
        if length <= rule.most and (pattern.fullmatch(text) if rule.whole else pattern.search(text)):
            return Verdict(rule.reason, rule.below)
    for pattern, reason in ((TIMES, "control"), (FILE, "file name"), (ADDRESS, "address"), (NO_WORDS, "no words")):
        if pattern.fullmatch(text):
            return Verdict(reason)
    return None


AGENCIES = (
    "AFP|AP|EPA|EPA-EFE|Reuters|Xinhua|Yonhap|Kyodo|Getty(?: Images)?|Bloomberg|TASS|Jiji|PTI|Anadolu|CNA|Pool|"
    "Handout|Shutterstock|iStock|Unsplash|Alamy|연합뉴스|뉴시스|뉴스1|新华社|中新社|视觉中国|法新社|路透社?|美联社"
)
CREDIT = re.compile(
    rf"[(\[（【]\s*(?:[^()\[\]（）【】]*?(?:\bvia\b|/|\bphotos?\b|\bpictures?\b|\bimages?\b|\bcourtesy\b|제공|사진|图|圖|摄|攝|資料照|资料照)"
    rf"[^()\[\]（）【】]*|(?:{AGENCIES})(?:[,·/ ].*)?)[)\]）】]\s*\.?$",
    re.IGNORECASE,
)
CREDIT_WORDS = re.compile(
    r"(?:^|[.…)]\s+|[。）]\s*|\s[|–—-]\s+|\s)(?:(?:Photo(?:graph)?|Picture|Image|Illustration|Graphic|Photo credit|Credit)\s?"
    r"(?:by|:|：)\s*\S.{0,60}|Photos?: .{1,60}|/?\s?사진\s?[=:：]\s?.{1,30}|사진\s?제공\s?[=:：]?\s?.{1,30}"
    r"|(?:图源|图片来源|来源图|摄影|供图|图/|图｜|图\|)[:：/]?\s?.{1,20})$",
    re.IGNORECASE,
)
CAPTION = re.compile(
    r"(?:▲|△|▶|◀|\[사진|\(사진|사진\s?[=:：]|\[자료사진|图为|圖為|图说|圖說|图\d*[：:]|图片说明|资料图|Pictured(?: above)?[:,]"
    r"|Caption:|Image:|Photo:|File photo|FILE -|FILE PHOTO|In this (?:file )?(?:photo|picture)|This (?:photo|picture)"
    r" (?:taken|shows)|A (?:file )?(?:photo|picture) (?:taken|shows))",
    re.IGNORECASE,
)
CAPTION_END = re.compile(r"(?:\S+\s)?(?:기자\s?제공|자료사진|제공|资料图|[\u4e00-\u9fff]{2,4}\s?摄)[\].)）】]*$")


def is_caption(text: str) -> bool:
    """Whether a line is a picture's caption or credit by its own words."""
    if CREDIT.search(text) or CAPTION.match(text):
        return True
    found = CREDIT_WORDS.search(text)
    if found and (size(text) <= 420):
        return True
    return size(text) <= 240 and bool(CAPTION_END.search(text)) and not text.endswith("。")
