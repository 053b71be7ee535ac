"""The document as HTML."""

from __future__ import annotations

from pathlib import Path

from tests.support import compiled, outline, seed

from briefwright.pipeline import make_document
from briefwright.write.html import write_html


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
