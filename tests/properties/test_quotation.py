"""No quotation leaves that its source does not say: words are taken from a passage, and then spoiled."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from tests.support import brief, escaped, library, outline, passage, quoted, source, squeezed

from briefwright.model.brief import Quotation
from briefwright.model.library import Library
from briefwright.resolve.sameness import DOUBLE, SINGLE

FAULTS = {"altered-quotation", "misattributed-quotation", "unpaired-mark", "unsourced-quotation"}
MARKS = re.compile("[" + re.escape("".join(sorted(DOUBLE | SINGLE))) + "]")
WORDS = (
    "the The not no never Lee said that it agreed ROK-US alliance’s leaders don't un well-known U.S. policy of 2026"
    " 1,500 5.5 12:30 -5 $5 £3.20 10% 3/4 A&B <b> *star* _low_ \\alpha #1 ~40 ^x | {y} @handle $x$ é ñandú e\u0301t"
    " Œuvre İzmir ß 实用 務實 한국은 동의 ガイド 100万 – — -- ... … ; : , . ! ? (so to speak) ‘yes’ “no” «oui» 「是」 /"
).split(" ")
SPACES = [" ", " ", " ", "  ", "\n", "\u00a0", " \n "]
word = st.sampled_from(WORDS) | st.text("abcdefghij", min_size=1, max_size=6)
SPOILERS = "abexyzABXZ0123456789éж用"


@st.composite
def said(draw: st.DrawFn, least: int = 3) -> tuple[str, int, int]:
    """A passage, and where in it some of its whole words begin and end."""
    words = draw(st.lists(word, min_size=least, max_size=14))
    first = draw(st.integers(0, len(words) - least))
    last = draw(st.integers(first + least, len(words)))
    text, start, end = "", 0, 0
    for number, each in enumerate(words):
        if number == first:
            start = len(text)
        text += each
        if number == last - 1:
            end = len(text)
        text += draw(st.sampled_from(SPACES)) if number < len(words) - 1 else ""
    assume(any(char.isalnum() for char in text[start:end]))
    return text, start, end


def _plain(words: str) -> str:
    """Words as loosely as the format allows them to be the same, worked out anew, without the code's own tables."""
    words = re.sub(r"\s+", " ", unicodedata.normalize("NFC", words.replace("\u200b", "")))
    words = MARKS.sub("'", words).replace("...", "…")
    return re.sub("--+|[‐-―−]", "-", words).strip()


def _anywhere(words: str, text: str) -> int:
    """How often a text has the words, the first letter's case and a last comma or full stop aside."""
    mine, whole = _plain(words), _plain(text)
    forms = {mine, mine[:-1].rstrip() if mine[-1:] in ",.，。、" else mine}
    forms |= {form[:1].swapcase() + form[1:] for form in forms}
    return max(sum(1 for at in range(len(whole)) if whole.startswith(form, at)) for form in forms if form)


def _library(text: str) -> Library:
    return library(source("a", passage(text), passage("Entirely other matter.", identifier="p2")))


def _in_prose(words: str, text: str, mark: str = '"') -> tuple[tuple[Quotation, ...], list[str]]:
    """What becomes of words between double marks in Markdown, cited to the passage."""
    inner = escaped("".join("'" if char in DOUBLE else char for char in words))
    body = outline(f"He wrote {mark}{inner}{mark} [@a#p1].")
    made, faults = brief(body, _library(text))
    return made.quotations, [fault.code for fault in faults]


@given(said(least=1))
@settings(max_examples=400)
@example((r"2*3*4 \alpha <b>x</b> [^1] @handle $5–$6 {{ x }} {% y %} -- “no” ... 实用 務實", 0, 78))
@example(("It is [sic] so […] there.", 0, 25))
@example(("the 1,500 100万", 0, 9))
def test_any_whole_words_of_a_passage_can_be_quoted(taken: tuple[str, int, int]) -> None:
    """Whole words, escaped for Markdown, become a quotation whose printed characters are the passage's own."""
    text, start, end = taken
    quotations, faults = _in_prose(text[start:end], text)
    assert faults == []
    (found,) = quotations
    assert found.exact == found.passage.text.value[found.start : found.end]
    assert _plain(found.exact) == _plain(text[start:end])
    assert MARKS.sub("'", squeezed(found.printed)) == MARKS.sub("'", squeezed(found.exact))
    assert {change.change.value for change in found.alterations} <= {"nested-marks"}


def _refused(words: str, text: str) -> None:
    """The words become no quotation, alone or in prose."""
    outcome = quoted(words, passage(text))
    assert not isinstance(outcome, Quotation), (words, text, outcome)
    quotations, faults = _in_prose(words, text)
    assert quotations == ()
    assert set(faults) & FAULTS


def _letters(words: str) -> Iterator[int]:
    return (at for at, char in enumerate(words) if char.isalnum())


@given(said(), st.data())
@settings(max_examples=150)
def test_one_changed_letter_is_refused(taken: tuple[str, int, int], data: st.DataObject) -> None:
    """Any letter or digit of the quoted words changed to another, at every place in turn."""
    text, start, end = taken
    words = text[start:end]
    for at in _letters(words):
        other = data.draw(st.sampled_from(SPOILERS))
        spoiled = words[:at] + other + words[at + 1 :]
        if not _anywhere(spoiled, text):
            _refused(spoiled, text)


@given(said())
@settings(max_examples=150)
def test_changed_case_behind_the_first_letter_is_refused(taken: tuple[str, int, int]) -> None:
    """The first letter's case may be the brief's own; no other letter's."""
    text, start, end = taken
    words = text[start:end]
    for at in _letters(words):
        spoiled = words[:at] + words[at].swapcase() + words[at + 1 :]
        if at and not _anywhere(spoiled, text):
            _refused(spoiled, text)


@given(said(), word)
@settings(max_examples=150)
def test_a_dropped_or_added_word_is_refused(taken: tuple[str, int, int], more: str) -> None:
    """A word left out from the middle, put in anywhere, doubled, or moved one further."""
    text, start, end = taken
    words = re.split(r"\s+", text[start:end].strip())
    for at in range(len(words) + 1):
        changed = [
            words[:at] + words[at + 1 :],
            [*words[:at], more, *words[at:]],
            words[: at + 1] + words[at:],
            words[:at] + words[at : at + 2][::-1] + words[at + 2 :],
        ]
        for each in changed:
            spoiled = " ".join(each)
            if spoiled.strip() and not _anywhere(spoiled, text):
                _refused(spoiled, text)


@given(said())
@settings(max_examples=150)
def test_a_lost_or_added_sign_is_refused(taken: tuple[str, int, int]) -> None:
    """A sign inside the quoted words taken out, or a space put between two letters."""
    text, start, end = taken
    words = text[start:end]
    for at in range(1, len(words) - 1):
        changed = [words[:at] + words[at + 1 :]]
        if words[at - 1].isalnum() and words[at].isalnum():
            changed.append(words[:at] + " " + words[at:])
            changed.append(words[:at] + "-" + words[at:])
        for spoiled in changed:
            if not words[at].isspace() and not _anywhere(spoiled, text):
                _refused(spoiled, text)


def _scripts(char: str) -> str:
    return unicodedata.name(char, "").split(" ")[0]


@given(said())
@settings(max_examples=200)
def test_words_cut_inside_a_word_are_refused(taken: tuple[str, int, int]) -> None:
    """A quotation begins and ends at the edge of a word or number."""
    text, start, end = taken
    for cut in range(start + 1, end):
        before, after = text[cut - 1], text[cut]
        number = before.isdigit() and after in ".,:" and text[cut + 1 : cut + 2].isdigit()
        letters = before.isalnum() and after.isalnum() and "CJK" not in (_scripts(before), _scripts(after))
        if not (letters or number):
            continue
        for words in (text[start:cut], text[cut:end]):
            if squeezed(words) and _anywhere(words, text) == 1:
                _refused(words, text)


@given(said(), said())
@settings(max_examples=150)
def test_words_of_another_passage_are_misattributed(taken: tuple[str, int, int], other: tuple[str, int, int]) -> None:
    """Words that only another passage says are refused, and the fault names that passage."""
    text, start, end = taken
    words = text[start:end]
    assume(not _anywhere(words, other[0]))
    held = library(source("a", passage(other[0])), source("b", passage(text, source="b")))
    inner = escaped("".join("'" if char in DOUBLE else char for char in words))
    made, faults = brief(outline(f'He wrote "{inner}" [@a#p1].'), held)
    assert made.quotations == ()
    assert [fault.code for fault in faults] == ["misattributed-quotation"]
    assert "b#p1" in faults[0].message
