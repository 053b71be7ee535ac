"""Alterations made from a passage are found in it, and undoing them gives its words back."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.support import good, passage, quoted, squeezed

from briefwright.model.brief import Change, Level, Quotation

STEMS = (
    "agre bord cabin deleg econ fact gover harbo inter joint kinde labor minis north offic peac quest regim summi trea"
    " unita visib waiti xenon yello zones アイウ 한국어 éclai Œuvr"
).split(" ")
ENDINGS = ("", "e", "ed", "ing", "ment", "ies")
OURS = ("with", "he said", "Lee’s", "these four words here", "…and", "sic!", "3,000", "their “own”")


@dataclass(frozen=True)
class Plan:
    """Words of a passage, the words an outline has for them, and the changes that it declares."""

    text: str
    start: int
    end: int
    quoted: str
    changes: tuple[Change, ...]


def _altered(draw: st.DrawFn, words: list[str], at: int, *, first: bool, last: bool) -> tuple[int, str, Change | None]:
    """What stands for the words from `at` on: how many of them, as what, and by which change."""
    kinds = ["as it is"]
    if not first and not last:
        kinds += ["omission", "insertion", "replacement", "ending"]
    if first:
        kinds.append("initial")
    kind = draw(st.sampled_from(kinds))
    left = len(words) - at - 1
    if kind == "omission" and left > 1:
        return draw(st.integers(1, left - 1)), draw(st.sampled_from(["[…]", "[...]"])), Change.OMISSION
    if kind == "insertion":
        return 0, f"[{draw(st.sampled_from(OURS))}]", Change.INSERTION
    if kind == "replacement" and left > 1:
        return draw(st.integers(1, min(left - 1, 10))), f"[{draw(st.sampled_from(OURS))}]", Change.INSERTION
    word = words[at]
    stem = next(each for each in STEMS if word.lower().startswith(each.lower()))
    if kind == "ending" and word[:1].isascii() and len(word) - len(stem) <= 4:
        return 1, f"{stem}[{draw(st.sampled_from(['s', 'd', 'able', 'ation']))}]", Change.ENDING
    if kind == "initial" and word[:1].swapcase() != word[:1]:
        return 1, f"[{word[:1].swapcase()}]{word[1:]}", Change.INITIAL
    return 1, word, None


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """A passage of words that each stand in it once, and an altered quotation of some of them."""
    stems = draw(st.permutations(STEMS))[: draw(st.integers(6, 24))]
    words = [stem + draw(st.sampled_from(ENDINGS)) for stem in stems]
    first = draw(st.integers(0, 2))
    last = draw(st.integers(first + 4, len(words)))
    taken = words[first:last]
    out: list[str] = []
    changes: list[Change] = []
    at, plain = 0, True
    while at < len(taken):
        count, printed, change = (1, taken[at], None) if not plain else _altered(
            draw, taken, at, first=at == 0, last=at == len(taken) - 1
        )  # fmt: skip
        out.append(printed)
        changes.extend([change] if change else [])
        at += count
        plain = change is None
    gaps = [draw(st.sampled_from([" ", " ", "  ", "\n"])) for _ in words]
    text = "".join(word + gap for word, gap in zip(words, gaps, strict=True)).strip()
    start = text.index(words[first])
    end = text.index(words[last - 1]) + len(words[last - 1])
    return Plan(text, start, end, " ".join(out), tuple(changes))


def undone(found: Quotation) -> str:
    """What is printed, with every alteration undone."""
    out, rest = "", found.printed
    for change in sorted(found.alterations, key=lambda each: (each.start, each.end)):
        if change.change in (Change.EMPHASIS, Change.MARKS):
            continue
        before, printed, rest = rest.partition(change.printed)
        assert printed == change.printed
        out += before + change.source
    return out + rest


@given(plans())
@settings(max_examples=400)
def test_alterations_made_from_a_passage_are_found_and_can_be_undone(plan: Plan) -> None:
    """The match is the words it was made from; its changes are those made; undone, it is the passage again."""
    found = good(quoted(plan.quoted, passage(plan.text)))
    assert (found.start, found.end) == (plan.start, plan.end)
    assert found.exact == plan.text[plan.start : plan.end]
    assert squeezed(undone(found)) == squeezed(found.exact)
    assert tuple(change.change for change in found.alterations) == plan.changes
    assert (found.level is Level.ALTERED) == bool(plan.changes)
    for change in found.alterations:
        assert change.source == plan.text[change.start : change.end]


@given(plans())
@settings(max_examples=200)
def test_what_is_not_ours_is_the_passage_in_its_order(plan: Plan) -> None:
    """The pieces that are not marked as ours stand in the passage one after the other, to the character."""
    found = good(quoted(plan.quoted, passage(plan.text)))
    at = found.start
    for piece in found.pieces:
        for word in [] if piece.ours else piece.text.split():
            at = plan.text.index(word, at) + len(word)
    assert at <= found.end


@given(plans(), st.data())
@settings(max_examples=200)
def test_plain_words_of_an_altered_quotation_are_the_source_s(plan: Plan, data: st.DataObject) -> None:
    """One letter changed outside the brackets, and there is no quotation."""
    depth, places = 0, []
    for at, char in enumerate(plan.quoted):
        depth += (char == "[") - (char == "]")
        if not depth and char.isalnum() and at:
            places.append(at)
    assume(places)
    at = data.draw(st.sampled_from(places))
    spoiled = plan.quoted[:at] + ("q" if plan.quoted[at] != "q" else "w") + plan.quoted[at + 1 :]
    assert not isinstance(quoted(spoiled, passage(plan.text)), Quotation)
