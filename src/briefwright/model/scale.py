"""Scales of likelihood and levels of confidence, and what they are called in other languages.

Gives `Scale` and the named ones. Invariant: a word stands for one range;
an outline may use the scale's own word or that of the brief's language, and the brief prints the latter.

Ranges: Intelligence Community Directive 203, Analytic Standards (ODNI, 2015), annex, with its two rows of terms; the
Probability Yardstick of the Professional Head of Intelligence Assessment (UK, as published in March 2025). The words of
other languages are ours: neither standard has any.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefwright.model.language import lookup


@dataclass(frozen=True)
class Term:
    """A word of a scale: its names (the first is the scale's own), per cent from and to, where the scale says them, and
    whether it stops short of the last."""

    names: tuple[str, ...]
    low: float | None = None
    high: float | None = None
    below: bool = False


@dataclass(frozen=True)
class Scale:
    """Likelihood words in rising order; `name` is empty for a template's own."""

    name: str
    terms: tuple[Term, ...]

    def find(self, word: str, language: str) -> Term | None:
        """The term that a word means, in the scale's language or in the brief's."""
        wanted = _folded(word)
        return next((term for term in self.terms if wanted in map(_folded, self._names(term, language))), None)

    def printed(self, word: str, language: str) -> str:
        """The word as the brief prints it: in the brief's language where the scale has it there."""
        term = self.find(word, language)
        own = self._translated(term, language) if term else ""
        return own or word.strip()

    def words(self, language: str) -> list[str]:
        """Every word that may stand in an outline of a language."""
        return [name for term in self.terms for name in self._names(term, language)]

    def _names(self, term: Term, language: str) -> Iterator[str]:
        yield from term.names
        if own := self._translated(term, language):
            yield own

    def _translated(self, term: Term, language: str) -> str:
        known = TRANSLATED.get(self.name, {})
        words = known.get(lookup(language, frozenset({*known, "en"})), ())
        return words[self.terms.index(term)] if words else ""


def _folded(word: str) -> str:
    return " ".join(word.split()).casefold()


ICD_203 = Scale(
    "ICD 203",
    (
        Term(("almost no chance", "remote"), 1, 5),
        Term(("very unlikely", "highly improbable"), 5, 20),
        Term(("unlikely", "improbable"), 20, 45),
        Term(("roughly even chance", "roughly even odds"), 45, 55),
        Term(("likely", "probable"), 55, 80),
        Term(("very likely", "highly probable"), 80, 95),
        Term(("almost certain", "nearly certain"), 95, 99),
    ),
)
PHIA = Scale(
    "PHIA",
    (
        Term(("remote chance",), 0, 5),
        Term(("highly unlikely",), 10, 20),
        Term(("unlikely",), 25, 35),
        Term(("realistic possibility",), 40, 50, below=True),
        Term(("likely", "probable", "likely or probable"), 55, 75),
        Term(("highly likely",), 80, 90),
        Term(("almost certain",), 95, 100),
    ),
)
SCALES = {scale.name: scale for scale in (ICD_203, PHIA)}


def scale_of(name: str, own: Scale) -> Scale:
    """The scale that an outline names, or else the template's own."""
    return SCALES.get(name, own)


TRANSLATED: dict[str, dict[str, tuple[str, ...]]] = {
    "ICD 203": {
        "de": (
            "nahezu ausgeschlossen", "sehr unwahrscheinlich", "unwahrscheinlich",
            "etwa ebenso wahrscheinlich wie nicht", "wahrscheinlich", "sehr wahrscheinlich", "nahezu sicher",
        ),
        "fr": (
            "quasi exclu", "très improbable", "improbable", "environ une chance sur deux", "probable", "très probable",
            "quasi certain",
        ),
        "zh": ("几乎不可能", "很不可能", "不太可能", "可能性约为一半", "可能", "很可能", "几乎确定"),
        "zh-hant": ("幾乎不可能", "很不可能", "不太可能", "可能性約為一半", "可能", "很可能", "幾乎確定"),
        "ko": ("거의 없음", "매우 낮음", "낮음", "반반", "높음", "매우 높음", "거의 확실"),
        "ja": ("ほぼなし", "非常に低い", "低い", "五分五分", "高い", "非常に高い", "ほぼ確実"),
        "ar": ("شبه مستحيل", "مستبعد جدًّا", "مستبعد", "متساوي الاحتمال تقريبًا", "مرجَّح", "مرجَّح جدًّا", "شبه مؤكَّد"),
    },
    "PHIA": {
        "de": (
            "äußerst unwahrscheinlich", "sehr unwahrscheinlich", "unwahrscheinlich", "durchaus möglich",
            "wahrscheinlich", "sehr wahrscheinlich", "nahezu sicher",
        ),
        "fr": (
            "extrêmement improbable", "très improbable", "improbable", "réellement possible", "probable",
            "très probable", "quasi certain",
        ),
        "zh": ("可能性极小", "很不可能", "不太可能", "确有可能", "可能", "很可能", "几乎确定"),
        "zh-hant": ("可能性極小", "很不可能", "不太可能", "確有可能", "可能", "很可能", "幾乎確定"),
        "ko": ("극히 낮음", "매우 낮음", "낮음", "현실적으로 있음", "높음", "매우 높음", "거의 확실"),
        "ja": ("極めて低い", "非常に低い", "低い", "現実的にあり得る", "高い", "非常に高い", "ほぼ確実"),
        "ar": ("ضئيل للغاية", "مستبعد جدًّا", "مستبعد", "ممكن واقعيًّا", "مرجَّح", "مرجَّح جدًّا", "شبه مؤكَّد"),
    },
}  # fmt: skip
"""The terms of a scale in other languages, in its order; a language without its own prints the scale's words."""

LEVELS = ("low", "moderate", "high")
CONFIDENCE: dict[str, tuple[str, str, str]] = {
    "en": LEVELS,
    "de": ("gering", "mittel", "hoch"),
    "fr": ("faible", "modérée", "élevée"),
    "zh": ("低", "中等", "高"),
    "zh-hant": ("低", "中等", "高"),
    "ko": ("낮음", "보통", "높음"),
    "ja": ("低い", "中程度", "高い"),
    "ar": ("منخفضة", "متوسطة", "عالية"),
}


def confidence_printed(word: str, language: str) -> str:
    """A level of confidence as the brief prints it; a template's own level as it is."""
    names = CONFIDENCE[lookup(language, frozenset(CONFIDENCE))]
    return names[LEVELS.index(_folded(word))] if _folded(word) in LEVELS else word.strip()


def confidence_words(levels: Sequence[str], language: str) -> list[str]:
    """Every level that may stand in an outline: the template's, and what they are called in the brief's language."""
    return list(dict.fromkeys([*levels, *(confidence_printed(level, language) for level in levels)]))
