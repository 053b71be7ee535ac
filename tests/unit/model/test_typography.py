"""Own words in good type."""

from __future__ import annotations

import pytest

from briefwright.model.typography import curl, typeset

CURLED = {
    "it's": "it’s",
    "'so'": "‘so’",
    "he 'said' so": "he ‘said’ so",
    "('so')": "(‘so’)",
    "the leaders' talks": "the leaders’ talks",
    "the '90s": "the ’90s",
    "'90s": "’90s",
    "a -- b": "a – b",
    "a---b": "a—b",
    "so...": "so…",
    "2020-21": "2020-21",
    'a "b" c': 'a "b" c',
    "plain": "plain",
    "": "",
}
F, T = "\u00a0", "\u202f"
SET = {
    "en-GB": {
        "Mr Lee met Dr. Hwang": f"Mr{F}Lee met Dr.{F}Hwang",
        "J. R. Smith": f"J.{F}R.{F}Smith",
        "on 20 January 2026": f"on 20{F}January 2026",
        "from 20 to 30": "from 20 to 30",
        "see p. 5, No. 7, Art. IV": f"see p.{F}5, No.{F}7, Art.{F}IV",
        "it had no. Ships": "it had no. Ships",
        "40 km and 5 million": f"40{F}km and 5{F}million",
        "5% and 5 per cent": f"5% and 5{F}per cent",
        "§ 5": f"§{F}5",
        "a -- b": f"a{F}– b",
        "a---b": f"a{F}– b",
        "Paris--London, 10--20": "Paris–London, 10–20",
        "a – b": f"a{F}– b",
        "a—b": "a—b",
        "−5 or –5": "−5 or –5",
        "why? So: yes; no!": "why? So: yes; no!",
        "it's 'so'": "it’s ‘so’",
        "1 000 ships": "1 000 ships",
    },
    "en-US": {
        "a -- b": "a—b",
        "a---b": "a—b",
        "a--b": "a–b",
        "a – b": f"a{F}– b",
        "January 20, 2026": f"January{F}20, 2026",
    },
    "de": {
        "5% und 5 %": f"5{F}% und 5{F}%",
        "5 Mio. Euro, 3 Prozent": f"5{F}Mio. Euro, 3{F}Prozent",
        "S. 5, Art. 3, Nr. 7": f"S.{F}5, Art.{F}3, Nr.{F}7",
        "am 20. Januar": f"am 20.{F}Januar",
        "Dr. Meyer, Frau Kim": f"Dr.{F}Meyer, Frau{F}Kim",
        "so -- gut": f"so{F}– gut",
        "'so' geht's": "‚so‘ geht’s",
        "warum? ja: so!": "warum? ja: so!",
    },
    "de-CH": {"5% 'so'": "5% ‹so›"},
    "fr": {
        "Pourquoi? Oui: non; jamais!": f"Pourquoi{T}? Oui{F}: non{T}; jamais{T}!",
        "Pourquoi ? Oui : non ; jamais !": f"Pourquoi{T}? Oui{F}: non{T}; jamais{T}!",
        "Quoi ?!": f"Quoi{T}?!",
        "à 10:30, https://a.fr/?b;c": "à 10:30, https://a.fr/?b;c",
        "(?)": "(?)",
        "5% de 1 204 500 navires": f"5{F}% de 1{T}204{T}500 navires",
        "en 2024 500 navires": "en 2024 500 navires",
        "M. Lee, le 5 janvier, p. 5, n° 7": f"M.{F}Lee, le 5{F}janvier, p.{F}5, n°{F}7",
        "le 1er mai": f"le 1er{F}mai",
        "a -- b": f"a{F}– b",
        "l'eau, 'ainsi'": "l’eau, ‘ainsi’",
    },
    "fr-CA": {"Pourquoi? Oui: non;": f"Pourquoi? Oui{F}: non;"},
    "fr-CH": {"Pourquoi? Oui: 5%": f"Pourquoi{T}? Oui{T}: 5%"},
    "zh-Hans": {"他说---是": "他说——是", "5%": "5%", "为什么？": "为什么？"},
    "ja": {"彼は---そう": "彼は――そう"},
    "ko": {"그는 -- 그래": f"그는{F}– 그래", "5%": "5%"},
    "ar": {"نعم -- لا": f"نعم{F}– لا", "5%": "5%"},
    "sw": {"a -- b 5%": f"a{F}– b 5%"},
}


@pytest.mark.parametrize(("written", "set_"), CURLED.items(), ids=CURLED)
def test_what_is_typed_and_what_is_set(written: str, set_: str) -> None:
    """Apostrophes, dashes and ellipses; hyphens stay."""
    assert curl(written) == set_


@pytest.mark.parametrize("language", SET)
def test_each_language_has_its_own_spaces(language: str) -> None:
    """Before signs, in numbers, with units, titles and dates; and no line begins with a dash."""
    assert {written: typeset(written, language) for written in SET[language]} == SET[language]


@pytest.mark.parametrize("language", SET)
def test_what_is_set_stays_as_it_is(language: str) -> None:
    """Setting twice changes nothing."""
    assert all(typeset(words, language) == words for words in SET[language].values())


def test_what_stands_before_decides() -> None:
    """A mark behind a letter closes, behind a space or a bracket it opens; a sign behind a quotation has its space."""
    assert curl("'s end", "n") == "’s end"
    assert curl("'so' it", " ") == "‘so’ it"
    assert curl("'so' it", "(") == "‘so’ it"
    assert typeset("? Oui", "fr", "»") == f"{T}? Oui"
    assert typeset("? Oui", "fr") == "? Oui"
    assert typeset(" – so", "en", "”") == f"{F}– so"
    assert typeset(" -- so", "en-US", "”") == "—so"
