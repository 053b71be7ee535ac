"""The document as HTML."""

from __future__ import annotations

from pathlib import Path
from time import process_time

from tests.support import compiled, outline, seed

from briefwright.pipeline import make_document
from briefwright.write.html import _words, write_html


def test_a_note_that_the_engine_lost_may_go_to_the_next_page(tmp_path: Path) -> None:
    """It, and the lines of its paragraph, are let go; no other note and no other paragraph."""
    files = {
        "seeds/a.yaml": seed(p1="Peace is good.", p2="War is not."),
        "briefs/b.yaml": outline('So "peace is good" [@a#p1].', 'And "war is not" [@a#p2].'),
    }
    done, _ = compiled(tmp_path, files)
    assert done.template
    page = write_html(make_document(done), done.template, "foot", lambda path: b"", {2})
    assert page.count("footnote-policy: auto") == 1
    assert '<span class="footnote" id="fn1">' in page
    assert '<span class="footnote" id="fn2" style="footnote-policy: auto">' in page
    assert '<p style="orphans: 1; widows: 1">And' in page
    assert "<p>So" in page


def test_a_word_longer_than_a_line_may_break_anywhere() -> None:
    """Without another character in it; shorter words, and those of scripts whose letters join, stay whole."""
    long = "ab&c" * 60
    assert _words(f"so {long} on").replace("<wbr>", "") == f"so {long.replace('&', '&amp;')} on"
    assert _words(long).count("<wbr>") == 11
    assert "<wbr>" not in _words("a" * 100)
    assert "<wbr>" not in _words("\u0628" * 400)
    assert _words("at www.example.org/a now") == 'at <span class="url">www.<wbr>example.<wbr>org/<wbr>a</span> now'


def test_addresses_are_found_in_time_by_the_length_of_the_text() -> None:
    """A word of a hundred thousand letters is no address, which is known at once."""
    start = process_time()
    _words("a" * 100_000)
    assert process_time() - start < 2
