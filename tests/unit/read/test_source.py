"""A seed read as a source."""

from __future__ import annotations

from typing import Any

import pytest
from tests.support import codes

from briefwright.model.diagnostic import Diagnostic
from briefwright.model.source import Locator, Source
from briefwright.model.span import TextFile
from briefwright.read.source import read_source

HEAD = "source: {type: report, title: T}\n"


def _read(written: str, name: str = "a") -> tuple[Source, tuple[Diagnostic, ...]]:
    return read_source(name, TextFile(f"seeds/{name}.yaml", written))


def _item(fields: str) -> dict[str, Any]:
    made, faults = _read(f"source:\n  type: report\n  title: T\n  {fields}\npassages: {{p1: x}}\n")
    assert faults == ()
    return {key: value for key, value in made.item.items() if key not in ("id", "type", "title")}


def _faults(fields: str) -> list[str]:
    return codes(_read(f"source:\n  type: report\n  title: T\n  {fields}\npassages: {{p1: x}}\n")[1])


ITEMS: dict[str, tuple[str, dict[str, Any]]] = {
    "a date": ("issued: 2026-01-09", {"issued": {"date-parts": [[2026, 1, 9]]}}),
    "a year": ("issued: 2026", {"issued": {"date-parts": [[2026]]}}),
    "an uncertain month": ("issued: 2026-01~", {"issued": {"date-parts": [[2026, 1]], "circa": True}}),
    "a season": ("issued: 2026-21", {"issued": {"date-parts": [[2026]], "season": 1}}),
    "CSL's own date": ("issued: {date-parts: [[2026, 1, 9]]}", {"issued": {"date-parts": [[2026, 1, 9]]}}),
    "CSL's own range": (
        "issued: {date-parts: [[2025], [2026]], circa: true}",
        {"issued": {"date-parts": [[2025], [2026]], "circa": True}},
    ),
    "a date in words": ("issued: {literal: spring}", {"issued": {"literal": "spring"}}),
    "a raw date": ("issued: {raw: 2026-01}", {"issued": {"date-parts": [[2026, 1]]}}),
    "a name in one piece": ("author: Xi Jinping", {"author": [{"literal": "Xi Jinping"}]}),
    "names": ("author: [A B, {family: C, given: D}]", {"author": [{"literal": "A B"}, {"family": "C", "given": "D"}]}),
    "a group as a name": ("editor: {family: C}", {"editor": [{"family": "C"}]}),
    "words stay as written": ("number: 007", {"number": "007"}),
    "NO is a word": ("publisher-place: NO", {"publisher-place": "NO"}),
    "nothing is left out": ("volume:\n  issue: ~", {}),
    "an address": ("URL: https://x.org/a", {"URL": "https://x.org/a"}),
}


@pytest.mark.parametrize(("fields", "item"), ITEMS.values(), ids=ITEMS)
def test_csl_variables(fields: str, item: dict[str, Any]) -> None:
    """Dates of each precision, names of each form, everything else as words."""
    assert _item(fields) == item


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ("issued: soon", "invalid-date"),
        ("issued: 2026-02-30", "invalid-date"),
        ("issued: [2026]", "wrong-type"),
        ("issued: {date-parts: [[x]]}", "invalid-date"),
        ("autor: X", "unknown-key"),
        ("author: {suffix: Jr}", "missing-key"),
        ("author: {name: X}", "unknown-key"),
        ("URL: javascript:x", "invalid-link"),
        ("language: English!", "wrong-type"),
        ("title-short: [a]", "wrong-type"),
        ('publisher: "a\\ab"', "forbidden-character"),
    ],
)
def test_wrong_variables_are_told(fields: str, code: str) -> None:
    """By the name of the flaw."""
    assert code in _faults(fields)


def test_a_source_without_a_date_gets_none() -> None:
    """Nothing is invented."""
    assert "issued" not in _item("language: en")


def test_type_and_title_are_required() -> None:
    """And the type is one of CSL's."""
    assert codes(_read("source: {language: en}\npassages: {p1: x}\n")[1]) == ["missing-key"] * 2
    _, faults = _read("source: {type: article-newpaper, title: T}\npassages: {p1: x}\n")
    assert codes(faults) == ["wrong-type"]
    assert "article-newspaper" in faults[0].help


def test_a_passage_s_words_are_the_scalar_s() -> None:
    """To the character."""
    made, faults = _read(HEAD + 'passages:\n  p1: "  a  b\\n\\u00a0c "\n  p2: |\n    d\n     e\n')
    assert faults == ()
    assert [p.text.value for p in made.passages.values()] == ["  a  b\n\u00a0c ", "d\n e\n"]
    assert made.passages["p1"].key == "a#p1"


def test_locators() -> None:
    """Of their own, else the number of pN, else none."""
    made, faults = _read(
        HEAD + "passages:\n  p010: x\n  art-3.2: y\n  p2-a: {text: z, locator: {page: 12}}\n"
        "  p3: {text: z, locator: {section: 4}}\n"
    )
    assert faults == ()
    assert [p.locator for p in made.passages.values()] == [
        Locator("paragraph", "10"), None, Locator("page", "12"), Locator("section", "4"),
    ]  # fmt: skip


def test_voices_translations_and_languages() -> None:
    """A passage's language is its own, else the source's."""
    made, faults = _read(
        "source: {type: report, title: T, language: zh}\npassages:\n  p1: 一\n  p2:\n    text: two\n    language: en\n"
        "    translation: zwei\n    translator: Kim\n    voices: [{says: two, speaker: Lee, via: The Daily}]\n"
    )
    first, second = made.passages.values()
    assert faults == ()
    assert (first.language, second.language) == ("zh", "en")
    assert (str(second.translation), second.translator) == ("zwei", "Kim")
    assert [(str(v.says), v.speaker, v.via) for v in second.voices] == [("two", "Lee", "The Daily")]


PASSAGES = {
    "an ID in capitals": ("P1: x", "invalid-id"),
    "an ID with a space": ("p 1: x", "invalid-id"),
    "an ID twice": ("p1: x\n  p1: y", "duplicate-id"),
    "no words": ("p1:", "empty-passage"),
    "white space": ("p1: '  '", "empty-passage"),
    "no words in a group": ("p1: {text: }", "empty-passage"),
    "a group without text": ("p1: {language: en}", "missing-key"),
    "a list": ("p1: [x]", "wrong-type"),
    "a list as text": ("p1: {text: [x]}", "wrong-type"),
    "a strange key": ("p1: {text: x, speaker: y}", "unknown-key"),
    "two locators": ("p1: {text: x, locator: {page: 1, section: 2}}", "wrong-type"),
    "no locator": ("p1: {text: x, locator: {}}", "wrong-type"),
    "a strange locator": ("p1: {text: x, locator: {seite: 1}}", "unknown-key"),
    "a voice without words": ("p1: {text: x, voices: [{speaker: y}]}", "missing-key"),
    "a voice without a speaker": ("p1: {text: x, voices: [{says: x}]}", "missing-key"),
    "a voice that is no group": ("p1: {text: x, voices: [x]}", "wrong-type"),
    "a control character": ('p1: "a\\ab"', "forbidden-character"),
    "a soft hyphen": ('p1: "a\\u00adb"', "forbidden-character"),
    "an override": ('p1: "a\\u202eb"', "forbidden-character"),
    "a noncharacter": ('p1: "a\\uffffb"', "forbidden-character"),
}


@pytest.mark.parametrize(("written", "code"), PASSAGES.values(), ids=PASSAGES)
def test_wrong_passages_are_told_and_the_source_marked(written: str, code: str) -> None:
    """Every fault is an error, and whoever uses the source knows."""
    made, faults = _read(f"{HEAD}passages:\n  {written}\n")
    assert code in codes(faults)
    assert made.faulty


def test_evidence() -> None:
    """Reliability is F when nobody has judged it, and A to F."""
    made, faults = _read(f"{HEAD}evidence: {{descriptor: d, derived-from: b, note: n}}\npassages: {{p1: x}}\n")
    assert faults == ()
    evidence = made.evidence
    assert [str(each) for each in (evidence.descriptor, evidence.derived_from, evidence.note)] == ["d", "b", "n"]
    assert (evidence.reliability, evidence.private) == ("F", False)
    for wrong in ("G", "AB", "a"):
        assert codes(_read(f"{HEAD}evidence: {{reliability: {wrong}}}\npassages: {{p1: x}}\n")[1]) == ["wrong-type"]


@pytest.mark.parametrize(("written", "private"), [("true", True), ("false", False), ("", False)])
def test_evidence_is_private_when_it_says_so(written: str, private: bool) -> None:
    """With `true`; anything else but `false` is told, and no brief is built on the source."""
    made, faults = _read(f"{HEAD}evidence: {{private: {written}}}\npassages: {{p1: x}}\n")
    assert (made.evidence.private, faults) == (private, ())
    for wrong in ("yes", "no", "'on'"):
        made, faults = _read(f"{HEAD}evidence: {{private: {wrong}}}\npassages: {{p1: x}}\n")
        assert (made.evidence.private, made.faulty, codes(faults)) == (False, True, ["wrong-type"])


@pytest.mark.parametrize("name", ["A", "a b", "a_b", "ä"])
def test_a_source_s_id_is_its_file_s_name(name: str) -> None:
    """Lower-case letters, digits and hyphens."""
    assert codes(_read(f"{HEAD}passages: {{p1: x}}\n", name)[1]) == ["invalid-id"]


@pytest.mark.parametrize("written", ["- a\n", "a\n", "source: x\npassages: y\n", "passages: {}\n", "{}\n"])
def test_a_file_that_is_no_seed_is_told(written: str) -> None:
    """In diagnostics, with what there is of a source."""
    made, faults = _read(written)
    assert faults
    assert made.faulty
