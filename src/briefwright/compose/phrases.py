"""Sentences of the compiler's own that count things, by language.

Gives `phrase(tag, key, count)`. Invariant: every language has every phrase; each has a form for one and a form for
more (Chinese and Korean need one form for both).
"""

from __future__ import annotations

from briefwright.model.language import lookup

Forms = tuple[str, str]

PHRASES: dict[str, dict[str, Forms]] = {
    "en": {
        "quotations": ("The brief has {count} quotation.", "The brief has {count} quotations."),
        "sources": ("It cites {count} source.", "It cites {count} sources."),
        "witnesses": (
            "Counted with what they derive from, the sources are {count} witness.",
            "Counted with what they derive from, the sources are {count} independent witnesses.",
        ),
        "languages": ("The sources are in {names}.",) * 2,
        "dates": ("They are dated from {first} to {last}.",) * 2,
        "one-date": ("What is dated is of {first}.",) * 2,
        "undated": ("{count} source has no date.", "{count} sources have no date."),
        "relayed": (
            "{count} quotation reaches the source through another reporter.",
            "{count} quotations reach the source through another reporter.",
        ),
        "translated": ("{count} quotation is from a translation.", "{count} quotations are from a translation."),
        "judged": ("The reliability of {count} source was judged.", "The reliability of {count} sources was judged."),
        "unjudged": (
            "Nobody has judged the reliability of {count} source.",
            "Nobody has judged the reliability of {count} sources.",
        ),
        "count-of-witnesses": ("{count} witness.", "{count} witnesses."),
    },
    "de": {
        "quotations": ("Der Text enthält {count} Zitat.", "Der Text enthält {count} Zitate."),
        "sources": ("Er stützt sich auf {count} Quelle.", "Er stützt sich auf {count} Quellen."),
        "witnesses": (
            "Mit dem gezählt, worauf sie beruhen, ist das {count} Zeugnis.",
            "Mit dem gezählt, worauf sie beruhen, sind das {count} unabhängige Zeugnisse.",
        ),
        "languages": ("Sprachen der Quellen: {names}.",) * 2,
        "dates": ("Datiert sind sie vom {first} bis zum {last}.",) * 2,
        "one-date": ("Was datiert ist, ist vom {first}.",) * 2,
        "undated": ("{count} Quelle hat kein Datum.", "{count} Quellen haben kein Datum."),
        "relayed": (
            "{count} Zitat erreicht die Quelle über andere Berichterstatter.",
            "{count} Zitate erreichen die Quelle über andere Berichterstatter.",
        ),
        "translated": (
            "{count} Zitat ist einer Übersetzung entnommen.",
            "{count} Zitate sind Übersetzungen entnommen.",
        ),
        "judged": (
            "Die Zuverlässigkeit von {count} Quelle wurde beurteilt.",
            "Die Zuverlässigkeit von {count} Quellen wurde beurteilt.",
        ),
        "unjudged": (
            "Die Zuverlässigkeit von {count} Quelle hat niemand beurteilt.",
            "Die Zuverlässigkeit von {count} Quellen hat niemand beurteilt.",
        ),
        "count-of-witnesses": ("{count} Zeugnis.", "{count} Zeugnisse."),
    },
    "fr": {
        "quotations": ("La note contient {count} citation.", "La note contient {count} citations."),
        "sources": ("Elle s’appuie sur {count} source.", "Elle s’appuie sur {count} sources."),
        "witnesses": (
            "Comptées avec ce dont elles dérivent, ces sources forment {count} témoin.",
            "Comptées avec ce dont elles dérivent, ces sources forment {count} témoins indépendants.",
        ),
        "languages": ("Langues des sources : {names}.",) * 2,
        "dates": ("Les dates vont du {first} au {last}.",) * 2,
        "one-date": ("Ce qui est daté l’est du {first}.",) * 2,
        "undated": ("{count} source n’est pas datée.", "{count} sources ne sont pas datées."),
        "relayed": (
            "{count} citation est rapportée par un intermédiaire.",
            "{count} citations sont rapportées par un intermédiaire.",
        ),
        "translated": ("{count} citation vient d’une traduction.", "{count} citations viennent d’une traduction."),
        "judged": ("La fiabilité de {count} source a été évaluée.", "La fiabilité de {count} sources a été évaluée."),
        "unjudged": (
            "La fiabilité de {count} source n’a été évaluée par personne.",
            "La fiabilité de {count} sources n’a été évaluée par personne.",
        ),
        "count-of-witnesses": ("{count} témoin.", "{count} témoins."),
    },
    "zh": {
        "quotations": ("本简报有{count}处引文。",) * 2,
        "sources": ("引用{count}个来源。",) * 2,
        "witnesses": ("转载与译文并入其原文计算，共有{count}个独立来源。",) * 2,
        "languages": ("来源语言：{names}。",) * 2,
        "dates": ("日期自{first}至{last}。",) * 2,
        "one-date": ("注明的日期为{first}。",) * 2,
        "undated": ("{count}个来源未注明日期。",) * 2,
        "relayed": ("{count}处引文系由他人转述。",) * 2,
        "translated": ("{count}处引文出自译文。",) * 2,
        "judged": ("已评定可靠性的来源有{count}个。",) * 2,
        "unjudged": ("未评定可靠性的来源有{count}个。",) * 2,
        "count-of-witnesses": ("{count}个独立来源。",) * 2,
    },
    "ko": {
        "quotations": ("이 브리핑에는 인용이 {count}건 있다.",) * 2,
        "sources": ("출처는 {count}개이다.",) * 2,
        "witnesses": ("전재와 번역을 원문과 합하여 세면 독립된 출처는 {count}개이다.",) * 2,
        "languages": ("출처의 언어: {names}.",) * 2,
        "dates": ("날짜는 {first}부터 {last}까지이다.",) * 2,
        "one-date": ("밝혀진 날짜는 {first}이다.",) * 2,
        "undated": ("날짜가 없는 출처는 {count}개이다.",) * 2,
        "relayed": ("다른 보도를 거쳐 전해진 인용은 {count}건이다.",) * 2,
        "translated": ("번역에서 인용한 것은 {count}건이다.",) * 2,
        "judged": ("신뢰도를 평가한 출처는 {count}개이다.",) * 2,
        "unjudged": ("신뢰도를 평가하지 않은 출처는 {count}개이다.",) * 2,
        "count-of-witnesses": ("독립된 출처 {count}개.",) * 2,
    },
}


def phrase(tag: str, key: str, count: int = 2, **values: str) -> str:
    """A sentence in the language of a tag (BCP 47), in its form for `count` things. French counts nought with one."""
    language = lookup(tag, frozenset(PHRASES))
    one = count == 1 or (language == "fr" and count == 0)
    return PHRASES[language][key][0 if one else 1].format(count=count, **values)
