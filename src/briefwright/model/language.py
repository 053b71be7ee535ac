"""What the compiler knows of languages: quotation marks, negations, its own words.

Gives tables and look-ups by BCP 47 tag. Invariant: data only; a language without an entry gets English's.
Sources: Unicode CLDR (delimiters), Chicago Manual of Style 6.9, Duden K 8, Lexique des règles typographiques.
British English has double marks too, as CLDR has them: single ones are not checked, and must not look as if they were.
"""

from __future__ import annotations

from dataclasses import dataclass

MARKS: dict[str, tuple[str, str, str, str]] = {
    "en": ("“", "”", "‘", "’"),
    "de": ("„", "“", "‚", "‘"),
    "de-ch": ("«", "»", "‹", "›"),
    "fr": ("«\u202f", "\u202f»", "“", "”"),
    "fr-ch": ("«\u202f", "\u202f»", "‹\u202f", "\u202f›"),
    "es": ("«", "»", "“", "”"),
    "it": ("«", "»", "“", "”"),
    "pt": ("“", "”", "‘", "’"),
    "nl": ("“", "”", "‘", "’"),
    "ru": ("«", "»", "„", "“"),
    "uk": ("«", "»", "„", "“"),
    "pl": ("„", "”", "«", "»"),
    "cs": ("„", "“", "‚", "‘"),
    "sv": ("”", "”", "’", "’"),
    "da": ("”", "”", "’", "’"),
    "nb": ("«", "»", "‘", "’"),
    "fi": ("”", "”", "’", "’"),
    "ar": ("«", "»", "“", "”"),
    "he": ("”", "”", "’", "’"),
    "zh": ("“", "”", "‘", "’"),
    "zh-hant": ("「", "」", "『", "』"),
    "zh-tw": ("「", "」", "『", "』"),
    "zh-hk": ("「", "」", "『", "』"),
    "ja": ("「", "」", "『", "』"),
    "ko": ("“", "”", "‘", "’"),
}
"""Outer opening and closing, inner opening and closing."""

NEGATIONS: dict[str, frozenset[str]] = {
    "en": frozenset(
        "no not never none nobody nothing neither nor nowhere without cannot non hardly scarcely barely seldom"
        " rarely unlikely".split()
    ),
    "fr": frozenset("ne non pas jamais rien aucun aucune ni sans nul nulle personne guère point".split()),
    "de": frozenset(
        "nicht nichts nie niemals niemand niemanden niemandem nirgends nirgendwo kein keine keinen keinem keiner"
        " keines keinerlei ohne weder kaum keineswegs keinesfalls".split()
    ),
    "es": frozenset("no nunca jamás nada nadie ni ninguno ninguna ningún sin tampoco apenas".split()),
    "it": frozenset("non no mai niente nulla nessuno nessuna nessun né senza neanche neppure".split()),
    "pt": frozenset("não nunca jamais nada ninguém nem nenhum nenhuma sem tampouco".split()),
    "nl": frozenset("niet niets nooit niemand nergens geen noch zonder nauwelijks".split()),
    "ru": frozenset("не нет ни без никогда никто ничего ничто никакой нельзя".split()),
    "ar": frozenset("لا لم لن ليس ليست غير دون بدون ما".split()),
}
"""Words that negate, in lower case, for languages that write spaces between words."""

NEGATION_PARTS: dict[str, tuple[str, ...]] = {
    "zh": ("不", "没", "沒", "未", "無", "无", "非", "勿", "莫", "别", "別", "否"),
    "ko": ("않", "없", "아니", "못", "말라", "말아", "안 "),
    "ja": ("ない", "なかっ", "ません", "なく", "ず", "非", "不", "無", "未"),
}
"""Pieces of a word that negate, for languages that do not."""


@dataclass(frozen=True)
class Marks:
    """The quotation marks of a language: outer and inner pairs, with the spaces that belong to them."""

    outer: tuple[str, str]
    inner: tuple[str, str]

    def pair(self, depth: int) -> tuple[str, str]:
        """The pair for a depth of nesting, 0 outermost."""
        return self.inner if depth % 2 else self.outer


def lookup(tag: str, keys: frozenset[str]) -> str:
    """The longest known prefix of a language tag (RFC 4647 lookup), or `en`."""
    parts = tag.lower().replace("_", "-").split("-")
    if parts[0] == "zh" and {"tw", "hk", "mo"} & set(parts) and "-".join(parts[:2]) not in keys:
        parts = ["zh", "hant"]  # where Chinese is written in traditional characters
    while parts:
        if (candidate := "-".join(parts)) in keys:
            return candidate
        parts.pop()
    return "en"


def marks(tag: str) -> Marks:
    """Quotation marks of a language."""
    a, b, c, d = MARKS[lookup(tag, frozenset(MARKS))]
    return Marks((a, b), (c, d))


def negations(tag: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """Negating words and negating pieces of words of a language (English's where it is unknown)."""
    known = lookup(tag, frozenset(NEGATIONS) | frozenset(NEGATION_PARTS))
    return NEGATIONS.get(known, frozenset()), NEGATION_PARTS.get(known, ())


def right_to_left(tag: str) -> bool:
    """Whether a language (BCP 47) is written from right to left."""
    return tag.split("-")[0].lower() in {"ar", "fa", "he", "ur", "yi", "ps", "sd", "ckb"}
