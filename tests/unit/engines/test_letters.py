"""Glyphs are told as the characters that they are; marks stand at the letters that have them."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support import built, double, seed, squeezed

from briefwright.engines import pdfium
from briefwright.engines.letters import Letters
from briefwright.prove.bidi import shown_in
from briefwright.prove.expected import as_read

ALEF, BET, FATHA, SHADDA = 0x10, 0x11, 0x20, 0x21
NOMINAL = {"\u064e": FATHA, "\u0651": SHADDA, "e": 0x30, "\u0301": 0x31, "\u0323": 0x32}


def told(*glyphs: tuple[int, str]) -> dict[int, str]:
    """The characters of glyphs after they were told as WeasyPrint tells them."""
    letters = Letters(lambda char: NOMINAL.get(char, -1))
    for glyph, text in glyphs:
        if glyph not in letters:
            letters[glyph] = text
    return dict(letters)


def test_of_a_letter_with_its_mark_each_has_its_own() -> None:
    """From right to left the mark is drawn first and told all of it; a form of a letter is no nominal glyph."""
    assert told((FATHA, "\u0628\u064e"), (BET, "")) == {FATHA: "\u064e", BET: "\u0628"}
    assert told((FATHA, "\u064e"), (BET, "\u0628")) == {FATHA: "\u064e", BET: "\u0628"}


def test_a_mark_is_the_same_mark_on_every_letter() -> None:
    """What a glyph was first told with does not stay with it."""
    found = told((FATHA, "\u0628\u064e"), (BET, ""), (FATHA, "\u0627\u064e"), (ALEF, ""))
    assert found == {FATHA: "\u064e", BET: "\u0628", ALEF: "\u0627"}


def test_from_left_to_right_the_last_glyph_is_told_all() -> None:
    """A letter with two marks, whose order the font has changed."""
    assert told((0x30, ""), (0x32, ""), (0x31, "e\u0301\u0323")) == {0x30: "e", 0x31: "\u0301", 0x32: "\u0323"}


def test_one_glyph_for_several_characters_has_them_all() -> None:
    """Ligatures, and letters that the font has with their marks."""
    assert told((0x40, "ffi")) == {0x40: "ffi"}
    assert told((0x41, "\u0644\u0627")) == {0x41: "\u0644\u0627"}
    assert told((0x42, "n\u0303")) == {0x42: "n\u0303"}


def page_of(root: Path, words: str, language: str) -> bytes:
    """The PDF of a brief that quotes these words."""
    given = seed(p1="x").replace("language: en", f"language: {language}").replace('"x"', double(words))
    outline = "title: T\ntemplate: memo\nsections:\n  - heading: H\n    body:\n      - quote: a#p1\n"
    made = built(root, {"seeds/a.yaml": given, "briefs/b.yaml": outline}, ["pdf"])
    assert [fault.message for fault in made.faults] == []
    return made.files["pdf"]


@pytest.mark.parametrize(("words", "language"), [("دَؤَ إْ ئِ بَ تٍزِ", "ar"), ("בְּרֵאשִׁית בָּרָא", "he"), ("ẹ́ ọ̀ ạ̈", "yo")])
def test_letters_with_marks_are_proved_and_read_back(tmp_path: Path, words: str, language: str) -> None:
    """The page has each of the characters, and no other in the place of one."""
    with pdfium.opened(page_of(tmp_path, words, language)) as pages:
        held = pages[0].text
    for char in set(squeezed(as_read(words))):
        assert held.count(char) >= squeezed(as_read(words)).count(char)


def test_a_mark_at_another_letter_is_not_what_the_page_shows(tmp_path: Path) -> None:
    """The same letters and the same marks, two of the marks exchanged."""
    words = "בָגֵד"
    with pdfium.opened(page_of(tmp_path, words, "he")) as pages:
        page = pages[0]
        near = [at for at, char in enumerate(page.text) if char in words]
        assert shown_in(page, words, near, rtl=False)
        assert not shown_in(page, "בֵגָד", near, rtl=False)


def test_what_a_reader_cannot_tell_apart_is_read_alike() -> None:
    """Forms and their letters, marks in any order, signs without ink; letters and marks that differ stay different."""
    assert as_read("\ufb01\ufeff x\u200d") == "fi x"
    assert as_read("a\u0301\u0323") == as_read("a\u0323\u0301")
    assert as_read("a\u0301\u0308") != as_read("a\u0308\u0301")
    assert as_read("\u2126\u0343") == "\u03a9\u0313"
    assert as_read("²") == "²"
    assert as_read("Ａ") == "Ａ"
