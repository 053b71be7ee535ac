"""`mixed-judgement`: one sentence says how likely a thing is and how sure the author is of it.

A warning. The two are different: "we have high confidence that it is unlikely" reads as if the one raised or lowered
the other. ICD 203 (D.6.e.2.b) forbids it in one sentence. Quoted words are their author's, and are let be.

Fails: `With high confidence we judge that a strike is very likely.`
Passes: `A strike is very likely. Our confidence in this is high.`
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from briefwright.check.context import Context
from briefwright.check.negation import sentence
from briefwright.check.paragraphs import paragraphs
from briefwright.model import prose as md
from briefwright.model.diagnostic import Diagnostic, Label
from briefwright.model.span import Span

CONFIDENCE: dict[str, str] = {
    "en": r"\b(?:low|moderate|medium|high)(?:[- ]to[- ](?:moderate|medium|high))?[- ]confidence\b"
    r"|\bconfidence (?:level )?(?:is|remains) (?:low|moderate|medium|high)\b",
    "de": r"\b(?:gering|niedrig|mittler|mäßig|moderat|hoh|groß)(?:e|er|en|em|es)\s+"
    r"(?:Konfidenz|Zuversicht|Verlässlichkeit)\b",
    "fr": r"\bconfiance (?:faible|modérée|moyenne|élevée|forte)\b|\b(?:faible|forte|haute|grande) confiance\b",
    "zh": r"[高中低](?:等|度)?(?:的)?(?:把握|可信度|置信度|信心|信度)",
    "ko": r"(?:높은|중간|보통|낮은)\s?(?:수준의\s)?(?:신뢰도|확신)",
    "ja": r"(?:高い|中程度の|低い)(?:確信度|信頼度|確信)",
    "ar": r"ثقة\s(?:عالية|متوسطة|منخفضة)",
}
"""How prose names a level of confidence, by language."""
UNSPACED = ("zh", "ja", "ko")
QUOTED = re.compile(r'"[^"]*"|“[^“”]*”|„[^„“”]*[“”]|«[^«»]*»|»[^«»]*«|「[^「」]*」|『[^『』]*』')
BARE = frozenset({"remote", "possible", "可能", "높음", "낮음", "高い", "低い"})
"""Words of a scale that prose uses in other senses too often to be told from a judgement."""


def check(context: Context) -> Iterator[Diagnostic]:
    """Warn of sentences that mix the two."""
    language = context.brief.outline.language.split("-")[0].lower()
    if language not in CONFIDENCE:
        return
    words = [word for word in context.scale.words(context.brief.outline.language) if word not in BARE]
    likelihood = _one_of(words, spaced=language not in UNSPACED)
    confidence = re.compile(CONFIDENCE[language], re.IGNORECASE)
    for paragraph in paragraphs(context.brief.outline):
        flat = _Flat(paragraph.content)
        for match in confidence.finditer(flat.own):
            start, end = sentence(flat.own, *match.span())
            found = likelihood.search(flat.own, start, end)
            if found:
                told = f"“{match[0]}” and “{found[0]}” stand in one sentence"
                advice = "say in one sentence how likely it is, and in another how sure you are"
                label = Label(flat.span(*found.span()), "the likelihood")
                yield Diagnostic("mixed-judgement", told, flat.span(*match.span()), help=advice, labels=(label,))


def _one_of(words: Sequence[str], *, spaced: bool) -> re.Pattern[str]:
    longest_first = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    edge = r"\b" if spaced else ""
    return re.compile(f"{edge}(?:{longest_first}){edge}" if longest_first else r"(?!)", re.IGNORECASE)


class _Flat:
    """A paragraph's words in one string, each character with its place; what is quoted is blank in `own`."""

    def __init__(self, content: Sequence[md.Inline]) -> None:
        self.places: list[tuple[md.Words, int]] = []
        text = "".join(self._flat(content))
        self.own = QUOTED.sub(lambda quoted: " " * len(quoted[0]), text)

    def _flat(self, content: Sequence[md.Inline]) -> Iterator[str]:
        for node in content:
            if isinstance(node, md.Words):
                self.places.extend((node, at) for at in range(len(node.text)))
                yield node.text
            elif isinstance(node, md.Break) and self.places:
                self.places.append(self.places[-1])
                yield " "
            elif isinstance(node, md.Styled | md.Foreign | md.Link):
                yield from self._flat(node.content)

    def span(self, start: int, end: int) -> Span:
        """The place of `own[start:end]`, as far as it lies in one run of words."""
        words, first = self.places[start]
        last = max(at for node, at in self.places[start:end] if node is words)
        return words.span(first, last + 1)
