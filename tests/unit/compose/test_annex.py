"""The evidence annex: what a brief rests on, by what is declared."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.support import ORDER, brief, built, codes, library, passage, source, text

from briefwright.compose.layout import lay
from briefwright.compose.lists import captions
from briefwright.compose.number import cites
from briefwright.model import annex as words
from briefwright.model import document as doc
from briefwright.model import types
from briefwright.model.document import plain
from briefwright.model.library import Library
from briefwright.model.source import Evidence, Locator, Source
from briefwright.model.template import Template
from briefwright.model.words import WORDS
from briefwright.read import csl

PARTS = (*ORDER[:4], "annexes", "annex", *ORDER[4:])
TEMPLATE = Template("t", "", "", "A4", 1.0, {}, "", "", PARTS, False, False, (), (), "", "", "")


def _source(identifier: str, parent: str = "", *, evidence: dict[str, Any] | None = None, **item: Any) -> Source:
    pages = [passage(f"Words of {identifier}, {n}.", identifier=f"p{n}", source=identifier,
                     locator=Locator("paragraph", str(n)),
                     voices=[(f"Words of {identifier}, 3", "A", "B")] if n == 3 else ())
             for n in range(1, 4)]  # fmt: skip
    record = {"id": identifier, "type": "report", "title": identifier.title(), **item}
    given = {key: text(value) if isinstance(value, str) and key != "reliability" else value
             for key, value in (evidence or {}).items()}  # fmt: skip
    derived = text(parent) if parent else None
    return source(identifier, *pages, item=record, evidence=Evidence(derived_from=derived, **given))


def _date(*parts: list[int], **more: Any) -> dict[str, Any]:
    return {"date-parts": list(parts), **more}


HELD = library(_source("alpha", language="en", issued=_date([2025, 3])), _source("beta", "alpha"),
               _source("gamma", "beta", type="post"), _source("delta"))  # fmt: skip


def _annex(body: str, held: Library = HELD, language: str = "en") -> tuple[doc.Block, ...]:
    given = f"title: T\nlanguage: {language}\nannex: evidence\nsections: [{{heading: One, body: [{body}]}}]\n"
    made, faults = brief(given, held, PARTS)
    assert codes(faults) == []
    (part,) = (part for part in lay(made, TEMPLATE) if part.name == "annex")
    return part.blocks


def _statement(body: str, held: Library = HELD, language: str = "en") -> str:
    said = _annex(body, held, language)[1]
    assert isinstance(said, doc.Para)
    return plain(said.content).replace("\u00a0", " ")


def _table(body: str, name: str, held: Library = HELD, language: str = "en") -> list[list[str]]:
    (table,) = (b for b in _annex(body, held, language) if isinstance(b, doc.Table) and b.name == f"annex-{name}")
    return [[plain(cell).replace("\u00a0", " ") for cell in row] for row in (table.head, *table.rows)]


def _claim(keys: str) -> list[str]:
    return _table(f"{{claim: So., {keys}}}", "claims")[1]


def test_a_lineage_goes_to_the_origin() -> None:
    """Through every repost, and round a circle no more than once."""
    assert [each.id for each in HELD.lineage("gamma")] == ["gamma", "beta", "alpha"]
    assert [each.id for each in HELD.lineage("alpha")] == ["alpha"]
    circle = library(_source("a", "b"), _source("b", "a"), _source("c", "b"), _source("d", "d"))
    assert {each: circle.lineage(each)[-1].id for each in "abcd"} == {"a": "a", "b": "a", "c": "a", "d": "d"}
    assert [each.id for each in library(_source("a", "nowhere")).lineage("a")] == ["a"]


def test_no_annex_unless_it_is_asked_for() -> None:
    """And not where the template has no place for it, which is told."""
    made, _ = brief("title: T\nsections: [{heading: One, body: ['So.']}]\n", HELD, PARTS)
    assert "annex" not in [part.name for part in lay(made, TEMPLATE)]
    _, faults = brief("title: T\nannex: evidence\nsections: [{heading: One, body: ['So.']}]\n", HELD)
    assert codes(faults) == ["unknown-key"]


FOLDED = {
    "one": ("evidence: [alpha#p1]", "1 witness Alpha, para. 1"),
    "two passages of one": ("evidence: [alpha#p3, alpha#p1]", "1 witness Alpha, paras. 3, 1"),
    "a repost": ("evidence: [alpha#p1, beta#p2]", "1 witness Alpha, para. 1; Beta, para. 2, derived from Alpha"),
    "the original first": (
        "evidence: [gamma#p1, alpha#p2]", "1 witness Alpha, para. 2; Gamma, para. 1, derived from Beta"),
    "an original that is not cited": ("evidence: [beta#p1]", "1 witness Beta, para. 1, derived from Alpha"),
    "two": ("evidence: [alpha#p1, delta#p2, beta#p1]",
            "2 witnesses Alpha, para. 1; Beta, para. 1, derived from Alpha Delta, para. 2"),
}  # fmt: skip


@pytest.mark.parametrize(("keys", "shown"), FOLDED.values(), ids=FOLDED)
def test_witnesses_are_folded(keys: str, shown: str) -> None:
    """A line each, reposts and translations beside what they derive from; a dash where there is none."""
    assert _claim(keys) == ["So.", shown, "–"]
    assert _claim(keys.replace("evidence", "against")) == ["So.", "–", shown]


def test_a_claim_s_own_citation_is_evidence_too() -> None:
    """Not when words stand before it, which may say the contrary."""
    assert _table("{claim: 'So [@delta#p1].'}", "claims")[1] == ["So.", "1 witness Delta, para. 1", "–"]
    assert _table("{claim: 'So [but see @delta#p1].'}", "claims")[1] == ["So.", "–", "–"]


def test_words_quoted_in_a_claim_are_named_and_not_quoted_again() -> None:
    """In marks, to the character, without an anchor and without a note."""
    claim = (
        '{claim: \'It says "words of *delta*", and ["x"]{.term}.[^n]\n\n\n        [^n]: Mine.\', evidence: [delta#p1]}'
    )
    blocks = _annex(claim)
    table = blocks[2]
    assert isinstance(table, doc.Table)
    assert plain(table.rows[0][0]) == "It says “words of delta”, and “x”."
    spans = [node for node in table.rows[0][0] if isinstance(node, doc.Span)]
    assert [(span.identifier, span.name) for span in spans] == [("", "")] * len(spans) != []
    assert list(cites([doc.Part("annex", blocks)])) == []


def test_claims_stand_as_they_are_printed_and_tables_are_numbered_on() -> None:
    """Key points first, those in boxes and annexes too; the annex counts from the last table of the body, and its
    tables are in the list of tables."""
    given = (
        "title: T\nannex: evidence\nrecommendations: [{claim: Four., evidence: [alpha#p1]}]\n"
        "key-points: [{claim: One., evidence: [alpha#p1]}]\nsections:\n  - heading: H\n    body:\n"
        "      - {box: {body: [{claim: Two., evidence: [alpha#p1]}]}}\n      - {table: {columns: [a], rows: [[b]]}}\n"
        "    sections: [{heading: S, body: [{claim: Three., evidence: [alpha#p1]}]}]\n"
        "annexes: [{heading: A, body: [{claim: Five., evidence: [alpha#p1]}]}]\n"
    )
    made, _ = brief(given, HELD, PARTS)
    (part,) = (part for part in lay(made, TEMPLATE) if part.name == "annex")
    claims, sources = (block for block in part.blocks if isinstance(block, doc.Table))
    assert [plain(row[0]) for row in claims.rows] == ["One.", "Two.", "Three.", "Four.", "Five."]
    assert [(each.label, each.identifier) for each in (claims, sources)] == [
        ("Table 2", "table-2"),
        ("Table 3", "table-3"),
    ]
    listed = [entry.content[0] for entry in captions([part], doc.Table) if isinstance(entry, doc.Para)]
    assert [link.url for link in listed if isinstance(link, doc.Link)] == ["#table-2", "#table-3"]


def test_sources_show_what_is_declared() -> None:
    """And a dash for what is not; a source that derives from none has no column for it. What the letters mean stands
    beneath."""
    held = library(_source("a", evidence={"descriptor": "A report.", "note": "Found\nlate.", "reliability": "B"}),
                   _source("b"))  # fmt: skip
    assert _table("'So [@a#p1; @b#p1].'", "sources", held) == [
        ["Source", "Description", "Reliability"], ["A", "A report. Found late.", "B"], ["B", "–", "F"],
    ]  # fmt: skip
    *_, legend = _annex("'So [@a#p1; @b#p1].'", held)
    assert legend == doc.Para((doc.Str("Reliability runs from A, the highest, to E; F is not judged."),), "legend")
    shown = _table("'So [@beta#p1].'", "sources")
    assert shown == [["Source", "Description", "Reliability", "Derived from"], ["Beta", "–", "F", "Alpha"]]


def test_what_is_private_is_not_shown() -> None:
    """Neither in the table nor in the counts; what it derives from is."""
    private = {"descriptor": "A friend.", "note": "Secret.", "reliability": "A", "private": True}
    held = library(_source("alpha"), _source("b", "alpha", evidence=private))
    assert _table("'So [@b#p1].'", "sources", held)[1] == ["B", "–", "–", "Alpha"]
    assert "Reliability: not judged (1), not shown (1)." in _statement("'So [@alpha#p1; @b#p1].'", held)


def test_sources_of_one_outlet_are_told_apart() -> None:
    """By their titles."""
    held = library(*(_source(each, **{"container-title": "The Tide"}) for each in ("a", "b")))
    assert [row[0] for row in _table("'So [@a#p1; @b#p1].'", "sources", held)[1:]] == ["The Tide, A", "The Tide, B"]


def test_the_statement_in_the_singular() -> None:
    """One source, one quotation, one witness."""
    assert _statement("'So \"Words of alpha\" [@alpha#p1].'") == (
        "This brief rests on 1 source and has 1 quotation. Independent witnesses, counting declared reposts and"
        " translations as what they derive from: 1. Types: report (1). Languages: English (1). Dates: March 2025 (1)."
        " Reliability: not judged (1)."
    )


def test_the_statement_in_the_plural() -> None:
    """Everything that can be counted."""
    held = library(
        _source("a", language="en-GB", issued=_date([2025, 3]), evidence={"reliability": "C"}),
        _source("b", "a", language="de", issued=_date([2026, 1, 9])),
        _source("c", type="post", evidence={"reliability": "B"}),
    )
    body = '\'So "Words of a" [@a#p1], "Words of a, 3" [@a#p3], so [@b#p1; @c#p1].\''
    assert _statement(body, held) == (
        "This brief rests on 3 sources and has 2 quotations. Independent witnesses, counting declared reposts and"
        " translations as what they derive from: 2. Types: report (2), online post (1). Languages: English (1),"
        " German (1), not stated (1). Dates: March 2025 to 9 January 2026 (2), undated (1). Reliability: B (1), C (1),"
        " not judged (1). Quotations that a source relays from another reporter: 1."
    ).replace("9 January 2026", "January 9, 2026")


def test_a_brief_without_sources_says_so() -> None:
    """And has no tables."""
    assert _statement("'So.'") == "This brief rests on 0 sources and has 0 quotations."
    assert len(_annex("'So.'")) == 2


def test_a_language_without_a_locale(tmp_path: Path) -> None:
    """Of the brief or of a source: the compiler's words are English, a tag that has no name stands as it is."""
    held = library(_source("alpha", language="xx"))
    assert "Languages: xx (1)." in _statement("'So [@alpha#p1].'", held, "xx")
    seed = (
        "source: {type: report, title: A report, issued: -0044, language: xx}\nevidence: {note: Old.}\n"
        "passages: {p1: All are born free.}\n"
    )
    brief_ = (
        "title: T\nlanguage: xx\nannex: evidence\nsections:\n"
        "  - {heading: One, body: ['So \"all are born free\" [@a#p1].', {claim: So., evidence: [a#p1]}]}\n"
    )
    files = built(tmp_path, {"seeds/a.yaml": seed, "briefs/b.yaml": brief_}, ("html", "docx")).files
    said = files["html"].decode().replace("\u00a0", " ")
    assert "Languages: xx (1). Dates: -44 (1)." in said


DATES = {
    "undated": ([None], "undated (1)"),
    "a month may end after its days": ([_date([2026, 1]), _date([2026, 1, 16])], "January 2026 (2)"),
    "a range": ([_date([2025], [2026, 2])], "2025 to February 2026 (1)"),
    "a guess stays one": ([_date([2024], circa=True), _date([2025])], "2024? to 2025 (2)"),
    "before our time": ([_date([-44])], "-44 (1)"),
}


@pytest.mark.parametrize(("issued", "shown"), DATES.values(), ids=DATES)
def test_dates_are_as_precise_as_declared(issued: list[dict[str, Any] | None], shown: str) -> None:
    """Nothing is filled in."""
    each = [_source(f"s{n}", **({"issued": date} if date else {})) for n, date in enumerate(issued)]
    body = f"'So [{'; '.join(f'@{one.id}#p1' for one in each)}].'"
    assert f"Dates: {shown}." in _statement(body, library(*each))


LANGUAGES = {
    "de": "Dieses Papier stützt sich auf 1 Quelle und enthält 1 Zitat.",
    "fr": "Cette note s’appuie sur 1 source et contient 1 citation.",
    "zh": "本简报依据1个来源，含1处引文。独立信源",
    "ko": "이 보고서는 출처 1건에 근거하며 인용문 1개를 담고 있다.",
}


@pytest.mark.parametrize(("language", "begins"), LANGUAGES.items(), ids=LANGUAGES)
def test_the_statement_in_other_languages(language: str, begins: str) -> None:
    """Whole sentences, in every language that the compiler has words of."""
    assert _statement("'So \"Words of alpha\" [@alpha#p1].'", language=language).startswith(begins)


def test_every_language_has_every_word() -> None:
    """The same languages as elsewhere, all of CSL's types, and as many places for values."""
    assert set(words.LANGUAGES) == set(WORDS)
    assert {frozenset(each) for each in WORDS.values()} == {frozenset(WORDS["en"])}
    assert set(types.TYPES) == set(csl.TYPES)
    for each in words.LANGUAGES.values():
        for name in ("rests", "derives", "places", "counted", "label", "between"):
            assert getattr(each, name).count("{}") == 2
    assert types.type_name("post", "ko-KR") == "온라인 게시물"
    assert types.type_name("hologram", "de") == "hologram"


def test_none_is_one_in_french() -> None:
    """0 citation, and 0 quotations."""
    assert words.FRENCH.count(words.FRENCH.quotation, 0) == "0 citation"
    assert words.ENGLISH.count(words.ENGLISH.quotation, 0) == "0 quotations"
