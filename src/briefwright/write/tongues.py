"""Languages in a DOCX: what Word checks spelling by, and which way words run.

Takes parts of a package; changes run and paragraph properties. Invariant: words stay as they are. Word knows a run's
language by its script: `w:val` for letters, `w:eastAsia` for Chinese, Japanese and Korean, `w:bidi` for scripts that
run from right to left, and these only in runs marked `w:rtl` (ECMA-376, 17.3.2.20 and 17.3.2.30).
"""

from __future__ import annotations

import re
import unicodedata
from xml.etree import ElementTree as ET

from briefwright.model.language import right_to_left

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PLACES = {
    "zh": "zh-CN", "zh-hans": "zh-CN", "zh-hant": "zh-TW", "ja": "ja-JP", "ko": "ko-KR", "ar": "ar-SA", "he": "he-IL",
    "fa": "fa-IR", "ur": "ur-PK", "en": "en-US", "de": "de-DE", "fr": "fr-FR", "es": "es-ES", "it": "it-IT",
    "pt": "pt-PT", "nl": "nl-NL", "ru": "ru-RU", "uk": "uk-UA", "pl": "pl-PL", "cs": "cs-CZ", "sv": "sv-SE",
    "da": "da-DK", "nb": "nb-NO", "fi": "fi-FI",
}  # fmt: skip
"""Word has a dictionary for a language of a place only."""
EAST_ASIAN_FONTS = {
    "zh-CN": "SimSun",
    "zh-TW": "PMingLiU",
    "zh-HK": "PMingLiU",
    "ja-JP": "MS Mincho",
    "ko-KR": "Batang",
}


def placed(language: str) -> str:
    """A language as Word names it."""
    return PLACES.get(language.lower(), language)


def east_asian(language: str) -> bool:
    """Whether a language is written in Chinese, Japanese or Korean signs."""
    return language.split("-")[0].lower() in ("zh", "ja", "ko")


def set_ground(xml: str, language: str) -> str:
    """Styles or settings whose words are in a language, unless a run says otherwise."""
    named = placed(language)
    eastern = named if east_asian(language) else "zh-CN"
    other = named if right_to_left(language) else "ar-SA"
    xml = re.sub(r"<w:lang [^>]*>", f'<w:lang w:val="{named}" w:eastAsia="{eastern}" w:bidi="{other}"/>', xml, count=1)
    theme = f'<w:themeFontLang w:val="{named}" w:eastAsia="{eastern}"/>'
    xml = re.sub(r"<w:themeFontLang [^>]*>", theme, xml)
    font = EAST_ASIAN_FONTS.get(eastern)
    return xml.replace('w:eastAsia="SimSun"', f'w:eastAsia="{font}"') if font else xml


def set_languages(part: ET.Element, language: str) -> None:
    """Mark each run whose words are in another language than the brief's, or run the other way."""
    rtl = right_to_left(language)
    for paragraph in part.iter(f"{W}p"):
        runs = [run for run in paragraph.iter(f"{W}r") if run.find(f"{W}t") is not None]
        for run in runs:
            _set_run(run, rtl, east_asian(language))
        lettered = [run for run in runs if _direction(run) != ""]
        foreign = bool(lettered) and all(_direction(run) == ("L" if rtl else "R") for run in lettered)
        look = paragraph.find(f"{W}pPr")
        if look is None or not foreign:
            continue
        turned = look.find(f"{W}bidi")
        if not rtl and turned is None:
            _insert(look, "bidi")
        elif rtl and turned is not None and any(run.find(f"{W}rPr/{W}lang") is not None for run in lettered):
            look.remove(turned)


def _set_run(run: ET.Element, rtl: bool, eastern: bool) -> None:
    look = run.find(f"{W}rPr")
    said = None if look is None else look.find(f"{W}lang")
    direction = _direction(run)
    turned = direction == "R" or (rtl and direction == "")
    if look is None:
        if not turned:
            return
        look = ET.Element(f"{W}rPr")
        run.insert(0, look)
    for each in look.findall(f"{W}rtl"):
        look.remove(each)
    if said is not None:
        tag = placed(said.get(f"{W}val", ""))
        said.set(f"{W}val", tag)
        if east_asian(tag):
            said.set(f"{W}eastAsia", tag)
            _font(look, tag, eastern)
        if turned:
            said.set(f"{W}bidi", tag)
    if turned:
        made = ET.Element(f"{W}rtl")
        look.insert(list(look).index(said) if said is not None else len(look), made)


def _font(look: ET.Element, tag: str, eastern: bool) -> None:
    """The font of the language's signs. The hint that marks are signs too is dropped where they are the brief's own."""
    fonts = look.find(f"{W}rFonts")
    if fonts is not None and tag in EAST_ASIAN_FONTS:
        fonts.set(f"{W}eastAsia", EAST_ASIAN_FONTS[tag])
        if not eastern:
            fonts.attrib.pop(f"{W}hint", None)


def _direction(run: ET.Element) -> str:
    """`R` when a run has letters that run from right to left, `L` when it has others only, nothing without letters."""
    kinds = {unicodedata.bidirectional(char) for each in run.iter(f"{W}t") for char in each.text or ""}
    return "R" if kinds & {"R", "AL"} else "L" if "L" in kinds else ""


AFTER_BIDI = frozenset(
    "adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents jc outlineLvl rPr sectPr".split()
)


def _insert(look: ET.Element, name: str) -> None:
    """A property in its place in the schema's order (CT_PPrBase)."""
    later = [at for at, each in enumerate(look) if each.tag.removeprefix(W) in AFTER_BIDI]
    look.insert(later[0] if later else len(look), ET.Element(f"{W}{name}"))
