"""What an ID points at, in words."""

from __future__ import annotations

from markdown_it import MarkdownIt
from tests.support import passage, source

from briefwright.desk.lsp.hover import describe

WORDS = "1. *Some* _words_ <b> & [a](b) `c` # ~~d~~ | 2) \\ http://x.org\n- and\n\n+ more"
HELD = source("a", passage(WORDS, voices=[("and", "X *Y*", "Z")], translation="T_r_a", translator="N"))


def test_words_are_never_markup() -> None:
    """What Markdown makes of a passage are its words and nothing else."""
    said = describe(HELD, HELD.passages["p1"], "Note, para. 1.", markdown=True)
    tokens = [
        child for token in MarkdownIt("gfm-like", {"linkify": False}).parse(said) for child in token.children or []
    ]
    text = "\n".join(token.content for token in tokens if token.type == "text" or token.type == "text_special")
    assert "".join(WORDS.split()) in "".join(text.split())
    assert {token.type for token in tokens} <= {"text", "softbreak", "strong_open", "strong_close", "text_special"}


def test_plain_words_for_an_editor_without_markdown() -> None:
    """The same, with no sign of markup."""
    said = describe(HELD, HELD.passages["p1"], "", markdown=False)
    assert said.startswith(f"Passage: a#p1\n\n{WORDS}\n\nTranslation: T_r_a\n\nVoice: X *Y*, as reported by Z: and")
    assert "Title: Report a" in describe(HELD, None, "", markdown=False)
