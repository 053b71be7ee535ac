"""Whatever a passage says arrives: in the DOCX, in the HTML, on the pages."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from html.parser import HTMLParser
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree

from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.support import compiled, double, escaped, outline, seed, squeezed

from briefwright.engines import page
from briefwright.engines.files import Workspace
from briefwright.pipeline import Compiled, make_document, produce
from briefwright.read.admission import FORBIDDEN
from briefwright.write.html import write_html

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NASTY = (
    r"2*3*4 \alpha <b>x</b> [^1] @handle $5–$6 {{ x }} {% y %} -- “no” ... 实用 務實",
    "`code` ~~gone~~ **bold** _under_ # head > quote - list 1. one | a | b |",
    "&amp; &#65; &lt;script&gt; ]]> <!-- x --> <?php ?> </w:t> %PDF \\n \\u0041",
    "https://example.org/a?b=c&d=e#f mailto:a@example.org www.example.org :smile: H~2~O x^2^",
    "[@a#p1] [see @a] {.term} {=html} ::: div --- *** ___ \\[x\\] \\(y\\) $$z$$ <https://example.org>",
    "{{ constructor }} {# gone #} ${x} %s %(x)s {0} \\0 \\x00 &nbsp; \u00a0\u202f\u2009|",
    "e\u0301 e\u0301 \u1112\u1161\u11ab 한글 ﬁ ﬂ Ω K Å \U0001f1ea\U0001f1fa \U0001d400 ا\u200dب מה?",
)
FITTING = "".join(map(chr, [*range(0x20, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x180)])) + "–—‘’“”„‚…‹›€•†‡−≤≥"


def _admitted(words: str) -> bool:
    return bool(squeezed(words)) and not FORBIDDEN.search(words) and "\r" not in words


admitted = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cn")) | st.sampled_from("\n\t \"'*_[]<>&@\\$"), max_size=40
)
passages = st.lists(admitted.filter(_admitted), min_size=10, max_size=30)
printable = st.lists(st.text(FITTING, min_size=1, max_size=60).filter(_admitted), min_size=100, max_size=100)


def _files(texts: Sequence[str], body: str) -> dict[str, str]:
    return {
        "seeds/a.yaml": seed(**{f"p{number}": words for number, words in enumerate(texts, 1)}),
        "briefs/b.yaml": f"title: T\nlanguage: en-US\nsections:\n  - heading: One\n    body:\n{body}",
    }


def _blocks(texts: Sequence[str]) -> dict[str, str]:
    return _files(texts, "".join(f"      - quote: a#p{number}\n" for number in range(1, len(texts) + 1)))


def _compiled(root: Path, files: dict[str, str]) -> Compiled:
    done, loaded = compiled(root, files)
    assert [fault for fault in (*loaded.faults, *done.faults) if fault.is_error] == []
    return done


class _Words(HTMLParser):
    """The words of each element that has an `id`, note calls left out."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: dict[str, str] = {}
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("meta", "br", "img", "hr", "wbr"):
            named = dict(attrs)
            self.open.append("call" if named.get("class") == "call" else named.get("id") or "")

    def handle_endtag(self, tag: str) -> None:
        self.open.pop()

    def handle_data(self, data: str) -> None:
        if "call" not in self.open:
            for name in filter(None, self.open):
                self.found[name] = self.found.get(name, "") + data


def _in_html(made: bytes) -> dict[str, str]:
    reader = _Words()
    reader.feed(made.decode())
    return reader.found


def _runs(made: bytes) -> dict[str, list[str]]:
    """The runs of text of each bookmark of a DOCX."""
    body = ElementTree.fromstring(zipfile.ZipFile(io.BytesIO(made)).read("word/document.xml"))
    found: dict[str, list[str]] = {}
    opened: dict[str, str] = {}
    for element in body.iter():
        if element.tag == f"{W}bookmarkStart":
            opened[element.get(f"{W}id", "")] = element.get(f"{W}name", "")
        elif element.tag == f"{W}bookmarkEnd":
            opened.pop(element.get(f"{W}id", ""), None)
        elif element.tag == f"{W}t":
            for name in opened.values():
                found.setdefault(name, []).append(element.text or "")
    return found


def _check_files(texts: Sequence[str]) -> None:
    with TemporaryDirectory() as folder:
        made = produce(Workspace(Path(folder)), _compiled(Path(folder), _blocks(texts)), ("docx", "html"))
    assert made.faults == ()
    runs, html = _runs(made.files["docx"]), _in_html(made.files["html"])
    for number, words in enumerate(texts, 1):
        name = f"q{number}"
        arrived = "".join(
            run for key, each in runs.items() if key == name or key.startswith(f"{name}_") for run in each
        )
        assert squeezed(arrived) == squeezed(words)
        assert squeezed(html[name]) == squeezed(words)
        if not set(words) & set("\n\t\u2028\u2029"):
            assert "".join(runs[name]) == words.strip()


@given(passages)
@settings(max_examples=12)
@example(list(NASTY))
def test_a_whole_passage_arrives_in_docx_and_html(texts: list[str]) -> None:
    """Every character that is admitted arrives, and in a run of the DOCX the spaces too."""
    _check_files(texts)


def _laid(files: dict[str, str]) -> dict[str, str]:
    with TemporaryDirectory() as folder:
        done = _compiled(Path(folder), files)
        assert done.template
        html = write_html(make_document(done), done.template, "foot", lambda path: b"")
        laid = page.lay_out(html, {"template": Path(done.template.folder)}).layout().quotations
        return {name: "".join(line.text for line in lines) for name, lines in laid.items()}


@given(printable)
@settings(max_examples=3)
@example([*NASTY[:6]])
def test_a_whole_passage_arrives_on_the_pages(texts: list[str]) -> None:
    """Every character that the fonts have is laid out, in its order."""
    laid = _laid(_blocks(texts))
    for number, words in enumerate(texts, 1):
        assert squeezed(laid[f"q{number}"]) == squeezed(words)


def test_words_quoted_in_prose_arrive_on_the_pages_and_in_the_files(tmp_path: Path) -> None:
    """The nastiest passages arrive through Markdown, too."""
    texts = [words.replace("“", "‘").replace("”", "’").replace("`", "+") for words in NASTY[:6]]
    items = [f'So "{escaped(words)}" [@a#p{number}].' for number, words in enumerate(texts, 1)]
    files = {**_blocks(texts), "briefs/b.yaml": outline(*items, language="en-US")}
    laid = _laid(files)
    made = produce(Workspace(tmp_path), _compiled(tmp_path, files), ("docx", "html"))
    runs, html = _runs(made.files["docx"]), _in_html(made.files["html"])
    for number, words in enumerate(texts, 1):
        printed = f"“{squeezed(words)}”"
        assert squeezed(laid[f"q{number}"]) == printed
        assert squeezed("".join(runs[f"q{number}"])) == printed
        assert squeezed(html[f"q{number}"]) == printed


def test_a_seed_says_what_was_written_into_it() -> None:
    """The helper that writes seeds writes them so that they are read back."""
    with TemporaryDirectory() as folder:
        done = _compiled(Path(folder), _blocks(NASTY))
    assert done.brief
    assert [quotation.passage.text.value for quotation in done.brief.quotations] == list(NASTY)
    assert double('"\\') == '"\\"\\\\"'
