"""Every other rule: claims, scales, anchors, sources that derive, sources unused."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.support import ORDER, brief, codes, library, outline, passage, source, text

from briefwright.check import anchors, claims, derivation, outlines, plain, terms, unused
from briefwright.check.context import Context
from briefwright.check.rules import check_brief
from briefwright.model.diagnostic import Severity
from briefwright.model.library import Library
from briefwright.model.scale import Scale, Term
from briefwright.model.source import Evidence, Source
from briefwright.model.template import Template

SCALE = Scale("", (Term(("unlikely",)), Term(("likely",))))
TEMPLATE = Template("t", "", "", "A4", 1.0, {}, "", "", ("body",), False, False, SCALE, ("low", "high"), "", "", "")


def _source(identifier: str, parent: str = "") -> Source:
    made = source(identifier, passage("x", source=identifier))
    return replace(made, evidence=Evidence(derived_from=text(parent, made.file.name) if parent else None))


HELD = library(_source("a"), _source("b"), _source("repost", "a"), _source("again", "repost"))


def _context(body: str, held: Library = HELD) -> Context:
    made, faults = brief(f"title: T\nsections: [{{heading: One Two, body: [{body}]}}]\n", held)
    assert faults == []
    return Context(made, held, TEMPLATE)


@pytest.mark.parametrize(
    ("evidence", "told"),
    [
        ("", ["unsupported-claim"]),
        ("evidence: [a#p1]", ["single-witness"]),
        ("evidence: [a#p1, b#p1]", []),
        ("evidence: [a#p1, repost#p1]", ["single-witness"]),
        ("evidence: [repost#p1, again#p1]", ["single-witness"]),
        ("evidence: [b#p1, again#p1]", []),
    ],
)
def test_claims_rest_on_independent_witnesses(evidence: str, told: list[str]) -> None:
    """Reposts and translations count as what they come from."""
    assert codes(list(claims.check(_context(f"{{claim: So., {evidence}}}")))) == told


def test_claims_in_boxes_are_looked_at() -> None:
    """Wherever they stand."""
    assert codes(list(claims.check(_context("{box: {body: [{claim: So.}]}}")))) == ["unsupported-claim"]


@pytest.mark.parametrize(
    ("judged", "told"),
    [("likelihood: likely", 0), ("likelihood: Likely", 0), ("likelihood: maybe", 1), ("confidence: high", 0),
     ("confidence: likely", 1), ("likelihood: x, confidence: y", 2)],
)  # fmt: skip
def test_judgements_are_words_of_the_scale(judged: str, told: int) -> None:
    """A warning with the nearest one."""
    faults = list(terms.check(_context(f"{{claim: So., evidence: [a#p1, b#p1], {judged}}}")))
    assert codes(faults) == ["unknown-term"] * told
    assert all(fault.severity is Severity.WARNING for fault in faults)


def test_inner_links_have_their_anchors() -> None:
    """Sections and parts; a wrong one names the nearest."""
    assert codes(list(anchors.check(_context("'[x](#one-two) [y](#part-body)'")))) == []
    (fault,) = anchors.check(_context("'[x](#one-twoo)'"))
    assert (fault.code, fault.help) == ("invalid-link", "did you mean `one-two`?")


def test_derivation_ends() -> None:
    """In no circle, and at a source that there is."""
    assert list(derivation.check(HELD)) == []
    circle = library(_source("a", "b"), _source("b", "a"), _source("c", "a"))
    assert sorted(codes(list(derivation.check(circle)))) == ["cyclic-derivation"] * 2
    assert codes(list(derivation.check(library(_source("a", "a"))))) == ["cyclic-derivation"]
    assert codes(list(derivation.check(library(_source("a", "nowhere"))))) == ["unknown-source"]


def test_claims_in_a_circle_come_to_an_end() -> None:
    """The circle is another rule's fault."""
    circle = library(_source("a", "b"), _source("b", "a"))
    assert codes(list(claims.check(_context("{claim: So., evidence: [a#p1, b#p1]}", circle)))) == ["single-witness"]


def _annexed(evidence: Evidence, annex: str = "annex: evidence\n") -> Context:
    held = library(replace(source("a", passage("x")), evidence=evidence))
    made, _ = brief(outline("So [@a#p1].", front=annex), held, (*ORDER, "annex"))
    return Context(made, held, TEMPLATE)


def test_what_the_annex_prints_of_a_source_quotes_nothing() -> None:
    """It could not be checked. What is private, or is not printed, may."""
    quoting = text("Signs itself “Desk”.")
    for evidence in (Evidence(descriptor=quoting), Evidence(note=quoting)):
        (fault,) = plain.check(_annexed(evidence))
        assert (fault.code, fault.span.file, fault.span.column) == ("unsourced-quotation", "seeds/a.yaml", 14)
        assert list(plain.check(_annexed(replace(evidence, private=True)))) == []
        assert list(plain.check(_annexed(evidence, annex=""))) == []


def test_unused_sources_are_named() -> None:
    """Those that no brief cites."""
    assert [fault.message for fault in unused.check(HELD, ["a", "b", "repost"])] == ["no brief uses the source `again`"]


def test_every_rule_is_in_force() -> None:
    """The list of rules runs them all."""
    told = codes(list(check_brief(_context("{claim: '[x](#nowhere)', likelihood: maybe}"))))
    assert told == ["invalid-link", "unsupported-claim", "unknown-term"]


def test_outlines_of_one_name_and_none() -> None:
    """Each of two files of a brief is told, and a workspace without outlines."""
    two = list(outlines.check({"briefs/a.yaml": "a", "briefs/a.yml": "a", "briefs/b.yaml": "b"}))
    assert [(each.code, each.span.file) for each in two] == [
        ("duplicate-id", "briefs/a.yaml"),
        ("duplicate-id", "briefs/a.yml"),
    ]
    assert codes(list(outlines.check({}))) == ["no-workspace"]
