"""Who may be saying the quoted words of a paragraph.

Takes a paragraph's text; gives proposals for an editor to judge. Invariant: a proposal's words stand in double marks in
the text, and its speaker and reporter are the text's own words; nothing is concluded from outside it. Patterns of
English, Chinese and Korean.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

QUOTED = re.compile(r"[“\"„「]([^“”\"„「」]{2,}?)[”\"」]")
TITLE = r"(?:(?:[Tt]he|[Aa]|[Aa]n|[Hh]is|[Hh]er|[Tt]heir|[Oo]ne)\s)?"
WORD = r"(?:[A-Z][\w-]*(?:[’'](?!s\b)\w+)*\.?|of|the|for|and|de|van|von|al|bin)"
NAME = rf"(?:{TITLE}(?:[a-z]+(?:-[a-z]+)?\s){{0,2}}(?:[A-Z][\w.-]*(?:[’'](?!s\b)\w+)*)(?:\s{WORD}){{0,7}}(?:['’]s\s[a-z]+(?:\s(?!said|told|who)[a-z]+)?)?|[Tt]he\s[a-z]+(?:['’]s)?(?:\s[a-z]+)?|he|she|they|He|She|They)"
SAYS = (
    r"(?:said|says|told|tells|added|adds|wrote|writes|argued|argues|noted|notes|stated|states|warned|warns|explained|explains"
    r"|insisted|insists|declared|declares|replied|replies|posted|tweeted|remarked|remarks|stressed|stresses|emphasi[sz]ed|asked"
    r"|called|concluded|concludes|suggested|claimed|claims|announced|acknowledged|admitted|commented|observed|urged|recalled)"
)
REPORTED = r"(?:reported|reports|editoriali[sz]ed|quoted|cited|wrote|writes)"
OUTLET = re.compile(
    r"\b(?:Daily|Times|News|Newspaper|Post|Herald|Journal|Agency|Television|TV|Radio|Gazette|Tribune|Courier|Standard"
    r"|Guardian|Telegraph|Observer|Ilbo|Shimbun|Broadcasting|Press|Weekly|Review|Mail|Wire|Bulletin|Echo|Chronicle"
    r"|Mirror|Reuters|Yonhap|Xinhua|AFP|BBC|CNN|CCTV|KBS)\b"
)
AFTER = re.compile(rf"^[,.]?\s*(?P<who>{NAME}),?(?:\s[^.“”\"]{{0,50}}?,)?\s(?P<verb>{SAYS})\b")
INVERTED = re.compile(rf"^[,.]?\s*(?P<verb>{SAYS})\s(?P<who>{NAME})")
BEFORE = re.compile(
    rf"(?:^|[.!?,;:”\"—]\s*|\b(?:that|and|but|when|as|which)\s)(?P<who>{NAME})(?:,[^.“”\"]{{2,90}},)?\s(?:also\s|later\s|has\s|had\s|then\s)?"
    rf"(?P<verb>{SAYS})\b[^.!?“”\"]{{0,120}}$"
)
ACCORDING = re.compile(rf"(?:^|\b)[Aa]ccording to (?P<who>{NAME})(?:[,’]|$|\.|\s)")
RELAY = re.compile(rf"(?:^\s*|[.!?,]\s|[”\"]\s?)(?P<who>{NAME})\s(?:has\s)?{REPORTED}\b")
TOLD = re.compile(rf"\btold\s(?P<who>{NAME})")
ZH_VERBS = "表示|说|說|称|稱|指出|认为|認為|强调|強調|回应|回應|介绍|介紹|透露|坦言|直言|写道|寫道|解释|補充|补充|告诉记者|告訴記者|警告|呼吁|宣布"
ZH_NAME = r"[\u4e00-\u9fffA-Za-z·]{2,24}?"
ZH_BEFORE = re.compile(
    rf"(?:^|[，。；！？、”」\s])(?P<who>{ZH_NAME})(?:\d{{1,2}}日|昨日|昨天|今天|日前)?(?:在[^，。“「]{{1,24}})?(?:对此|则|還|还|也|又|并)?(?:{ZH_VERBS})(?:道)?[，,：:]?\s?$"
)
ZH_AFTER = re.compile(rf"^[，,]?(?P<who>{ZH_NAME})(?:{ZH_VERBS})(?=[。，,；]|$)")
ZH_VIA = re.compile(
    r"(?:据|據|援引|引述)《?(?P<who>[\u4e00-\u9fffA-Za-z·]{2,16}?)》?(?:的)?(?:报道|報道|報導|消息|披露|的话|称)"
)
KO_BEFORE = re.compile(
    r"(?:^|[.!?”\"]\s+|\s)(?P<who>[가-힣A-Za-z·]+(?:\s[가-힣A-Za-z·]+){0,3}?)(?:은|는|이|가)\s(?:[^.“”\"]{0,60}\s)?$"
)
KO_AFTER = re.compile(
    r"^\s?(?:이?라고|이?라며|이?라면서|고|며|라는)\s?[^.“”\"]{0,60}?(?:말|밝|강조|설명|주장|지적|덧붙|전했|했다|답|우려|촉구|평가|썼)"
)
KO_VIA = re.compile(r"(?P<who>[가-힣A-Za-z·]+(?:\s[가-힣A-Za-z·]+){0,2})에 따르면")
NOBODY = frozenset(
    "when while as if but and then this that it there these those here now today after before yet".split()
)
PRONOUNS = frozenset(("he", "she", "they", "他", "她", "그", "그는"))


@dataclass(frozen=True)
class Proposal:
    """Words in marks, who may be saying them, and who relays them. `speaker` is empty when the text has only a pronoun
    or nothing near the words."""

    says: str
    speaker: str
    via: str = ""
    pronoun: str = ""


def proposals(text: str) -> tuple[Proposal, ...]:
    """One for each piece of quoted words that reads as speech: five words or more, or with a speaker beside it."""
    found = []
    for match in QUOTED.finditer(text):
        says = match[1].strip().rstrip(",，.。").strip()
        who, via = _around(text[: match.start()], text[match.end() :])
        if not who and not via:
            continue
        pronoun = who if who.lower() in PRONOUNS else ""
        found.append(Proposal(says, "" if pronoun else who, via, pronoun))
    return tuple(found)


def _around(before: str, after: str) -> tuple[str, str]:
    """Speaker and reporter from the words before and after a quotation, in its own sentence first."""
    near = _last_sentence(before)
    rest = re.split(r"(?<=[.!?。！？])\s", after, maxsplit=1)[0]
    who = ""
    for pattern, part in ((AFTER, after), (INVERTED, after), (ZH_AFTER, after), (BEFORE, near), (ZH_BEFORE, near)):
        if match := pattern.search(part):
            who = match["who"]
            break
    if not who and KO_AFTER.search(after) and (match := KO_BEFORE.search(before)):
        who = re.sub(r"^.*에 따르면\s", "", match["who"])
    via = ""
    for match in [*RELAY.finditer(before), *RELAY.finditer(rest), *TOLD.finditer(near), *TOLD.finditer(rest)]:
        if OUTLET.search(match["who"]):
            via = match["who"]
    for pattern in (ZH_VIA, KO_VIA):
        if match := pattern.search(near):
            via = match["who"]
    if match := ACCORDING.search(near) or ACCORDING.search(rest):
        via, who = (match["who"], who) if OUTLET.search(match["who"]) else (via, who or match["who"])
    if who and OUTLET.search(who) and via in ("", who):
        # An outlet that says something itself is its own speaker; one that reports another's words relays them.
        via = ""
    return _trimmed(who), _trimmed(via)


def _last_sentence(text: str) -> str:
    pieces = re.split(r"(?<=[.!?。！？])(?:[”\"」]?)\s+|(?<=[。！？])", text)
    return next((piece for piece in reversed(pieces) if piece.strip()), "")


def _trimmed(name: str) -> str:
    if name.lower() in NOBODY:
        return ""
    name = re.sub(r"^(?:[Aa]ccording to|[Bb]ut|[Aa]nd|[Ww]hen|[Aa]s|[Ii]n|[Aa]t|[Oo]n)\s", "", name.strip())
    return re.sub(r"['’]s$|[.,]$", "", name)
