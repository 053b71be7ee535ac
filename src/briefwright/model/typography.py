"""Typography of the brief's own words.

Takes plain words as editors type them; gives them as they are set: curly apostrophes, dashes, ellipses, and the spaces
that their language puts before signs or never ends a line at. Invariant: words marked `exact` never come here, and
nothing is changed but marks, dashes and spaces.
Sources: Chicago Manual of Style 6; New Hart's Rules; DIN 5008 and Duden; Lexique des règles typographiques en usage à
l'Imprimerie nationale; Unicode CLDR (per cent, groups of digits).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

OPENS = re.compile(r"(?:^|(?<=[\s(\[{—–“‘«„]))'(?=\S)")
YEARS = re.compile(r"(?:^|(?<=[\s(]))'(?=\d\ds?\b)")
FIXED, THIN = "\u00a0", "\u202f"
"""No-break spaces: of a word's width, and narrow."""
CAPITAL = "A-ZÀ-ÖØ-Þ"

Change = Callable[[str], str]

SINGLE = {"de": ("‚", "‘"), "cs": ("‚", "‘"), "de-ch": ("‹", "›"), "de-li": ("‹", "›")}
"""Single marks that differ from apostrophes. Where a language nests by double ones, single marks stay what they are:
they are not checked, and must not look as if they were."""
CLOSED_DASH = {"en-us": "—", "en-ca": "—", "zh": "——", "ja": "――"}
"""A dash in a sentence that has no space around it; elsewhere it is an en dash between spaces."""

SPACED_PER_CENT = frozenset("de fr es sv nb nn da fi cs sk ru".split())
UNSPACED_PER_CENT = frozenset("de-ch de-li fr-ch".split())
DIGIT_SPACE = {"fr": THIN, "sv": FIXED, "nb": FIXED, "fi": FIXED, "cs": FIXED, "pl": FIXED, "ru": FIXED, "uk": FIXED}
UNITS = (
    r"(?:[kMGT]?(?:Wh?|Hz|B|t)|[kcmµ]?m[²³]?|[kmµ]?g|ha|h|l|°[CF]?|[%‰€£¥₩]|[A-Z]{0,3}\$|EUR|USD|GBP|CNY|KRW"
    r"|bn|[mbt]rillions?|[mb]illions?|per\scent|percent"
    r"|Mio\.?|Mrd\.?|Millionen|Milliarden|Prozent|Uhr|Euro|euros?|milliards?|millions?|pour\scent)(?![\w’'])"
)
TITLES = {
    "en": r"Mr|Mrs|Ms|Mx|Dr|Prof|Gen|Col|Capt|Lt|Sgt|Sen|Rep|Gov|Hon|Rev|St|Sir|Dame|Lord|Lady",
    "de": r"Dr|Prof|Hr|Fr|Herr|Herrn|Frau|St|Gen|Dipl",
    "fr": r"M|MM|Mme|Mmes|Mlle|Mlles|Dr|Pr|Me|Mgr|St|Ste",
}
PLACES = {
    "en": r"[Pp]|[Pp]p|[Nn]o|[Nn]os|[Vv]ol|[Vv]ols|[Pp]aras?|[Ss]ecs?|[Aa]rts?|[Cc]h|[Cc]haps?|[Ff]igs?|[Ee]d|[Cc]a|c",
    "de": r"S|Nr|Nrn|Art|Abs|Bd|Bde|Kap|Abschn|Ziff|Abb|Tab|Rn|Aufl|ca",
    "fr": r"[Pp]|[Pp]p|[Aa]rt|[Cc]hap|[Vv]ol|[Tt]|[Ff]ig|[Pp]aragr|[Ss]ect|n[°ᵒº]|N[°ᵒº]|env|av",
}
MONTHS = {
    "en": "January February March April May June July August September October November December"
    " Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec",
    "de": "Januar Jänner Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
}


def curl(text: str, before: str = "", language: str = "") -> str:
    """Apostrophes and single marks curly, `--` and `---` as dashes, `...` as an ellipsis.

    `before` is the character that stands before the text.
    """
    if not any(sign in text for sign in ("'", "--", "...")):
        return text
    marked = (before or " ") + text
    marked = _dashes(marked, language).replace("...", "…")
    marked = YEARS.sub("’", marked)
    if single := _of(SINGLE, language):
        marked = re.sub(rf"{OPENS.pattern}([^'\n]*?)'(?!\w)", rf"{single[0]}\1{single[1]}", marked)
    marked = OPENS.sub("‘", marked)
    return marked.replace("'", "’")[1:]


def typeset(text: str, language: str, before: str = "") -> str:
    """The brief's own words as their language sets them."""
    set_ = (before or " ") + curl(text, before, language)
    for change in _changes(language.lower()):
        set_ = change(set_)
    return set_[1:]


def _of(table: dict[str, str] | dict[str, tuple[str, str]], language: str) -> str | tuple[str, str]:
    """The entry of a language, or of the language that it is a kind of."""
    tag = language.lower()
    return table.get(tag) or table.get(tag.split("-")[0]) or ""


def _dashes(text: str, language: str) -> str:
    """`--` inside a compound or a range is an en dash; between spaces, and `---`, it is the dash of a sentence."""
    dash = str(_of(CLOSED_DASH, language)) or f"{FIXED}– "
    if not language:  # words of which nobody knows the language keep the spaces that they have
        return text.replace("---", "—").replace("--", "–")
    text = re.sub(r"(?<=\S)(?:[ \u00a0]*---[ \u00a0]*|[ \u00a0]+--[ \u00a0]+)(?=\S|$)", dash, text)
    return text.replace("---", "—" if dash.strip() == "—" else "–").replace("--", "–")


@cache
def _changes(tag: str) -> tuple[Change, ...]:
    """What a language does to spaces, in order."""
    language = tag.split("-")[0]
    changes = []
    if language in SPACED_PER_CENT and tag not in UNSPACED_PER_CENT:
        changes.append(_replacing(r"(?<=\d)(?=[%‰])", FIXED))
    if space := DIGIT_SPACE.get(language):
        groups = re.compile(r"(?<![\w.,])\d{1,3}(?:[ \u00a0]\d{3})+(?![\d])")
        changes.append(lambda text: groups.sub(lambda match: re.sub(r"\s", space, match[0]), text))
    changes.append(_replacing(rf"(?<=\d) (?={UNITS})", FIXED))
    changes.append(_replacing(r"(?<=[§¶№]) (?=\d)", FIXED))
    changes.append(_replacing(rf"(?<![\w.])([{CAPITAL}]\.) (?=[{CAPITAL}])", rf"\1{FIXED}"))
    # A line never begins with a dash.
    changes.append(_replacing(r"(?<=\S) (?=[–—](?:\s|$))", FIXED))
    if language in TITLES:
        months = "|".join(MONTHS[language].split())
        changes.append(_replacing(rf"(?<!\w)((?:{TITLES[language]})\.?) (?=[{CAPITAL}])", rf"\1{FIXED}"))
        changes.append(_replacing(rf"(?<!\w)((?:{PLACES[language]})\.?) (?=\d|[IVXLC]+\b)", rf"\1{FIXED}"))
        changes.append(_replacing(rf"(?<!\d)(\d{{1,2}}(?:\.|st|nd|rd|th|er)?) (?=(?:{months})\b)", rf"\1{FIXED}"))
        if language == "en":
            changes.append(_replacing(rf"(?<!\w)((?:{months})\.?) (?=\d{{1,2}}(?!\d))", rf"\1{FIXED}"))
    return (*changes, *(_french(tag) if language == "fr" else ()))


def _french(tag: str) -> tuple[Change, ...]:
    """Spaces before signs of two parts; Canada has one only before the colon, Switzerland narrow ones throughout."""
    space = r"[ \u00a0\u202f]?"
    behind = r"(?=[\s)\]}»”’\"…,]|$)"
    narrow = _replacing(rf"(?<=[^\s(\[{{«“‘;:!?/]){space}([;!?]+){behind}", rf"{THIN}\1")
    colon = THIN if tag.startswith("fr-ch") else FIXED
    wide = _replacing(rf"(?<=[^\s(\[{{«“‘;:!?/]){space}:{behind}", f"{colon}:")
    return (wide,) if tag.startswith("fr-ca") else (narrow, wide)


def _replacing(pattern: str, by: str) -> Change:
    compiled = re.compile(pattern)
    return lambda text: compiled.sub(by, text)
