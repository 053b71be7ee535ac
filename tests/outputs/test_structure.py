"""The structure of finished PDFs: what a screen reader is told, where pages, templates and pictures make it hard."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from tests.conformance import tree
from tests.outputs.rich import LONG, WORDS, files, picture
from tests.support import built, codes, compiled

from briefwright.engines.objects import Element, facts
from briefwright.engines.page import lay_out
from briefwright.pipeline import Built, Compiled
from briefwright.prove.accessibility import verdicts

Made = tuple[Compiled, Built]
GOLDEN = Path(__file__).with_name("structure.txt")
ROW = 'Row {n}, "And a second cell that says a little more than the first one does, to fill its lines"'
ROWS = "".join(f"            - [{ROW.format(n=n)}]\n" for n in range(60))
TABLE = f"""\
      - table:
          caption: Ice
          columns: [What, 'They say "{WORDS}" [@a#p1]']
          rows:
{ROWS}"""
ITEMS = "".join(f"        * Item {n}: {LONG}\n" for n in range(40))


def told(content: bytes) -> list[Element]:
    """The structure elements of a PDF that breaks no rule, in reading order."""
    held = facts(content)
    assert {rule.clause: found for rule, found in verdicts(held) if found} == {}
    assert held.root is not None
    return [each for each in held.root.walk() if each.kind]


def made(root: Path, body: str, **options: str) -> list[Element]:
    """The structure of a brief with this body."""
    done = built(root, files(body, **options), ["pdf"])
    assert not done.faults
    return told(done.files["pdf"])


def printed(html: str) -> bytes:
    """HTML as a PDF."""
    whole = f'<html lang="en"><head><title>A page</title></head><body>{html}</body></html>'
    return lay_out(whole, {}).pdf(b"0", [("b.ledger.json", "Ledger", b"{}")])


def kinds(found: list[Element], *wanted: str) -> list[Element]:
    """The elements of some kinds."""
    return [each for each in found if each.kind in wanted]


def pages(element: Element) -> set[int]:
    """The pages that an element has content on, from 0."""
    return {held.page for each in element.walk() for held in each.contents}


def test_the_structure_of_a_page(again: Callable[[str], Made], accept: bool) -> None:
    """A page with notes, as a screen reader goes through it."""
    came = tree(again("yellow-sea-memo")[1].files["pdf"], 1) + "\n"
    if accept:
        GOLDEN.write_text(came, encoding="utf-8")
    assert came == GOLDEN.read_text(encoding="utf-8")


def test_a_table_over_pages(tmp_path: Path) -> None:
    """One table with one head, whatever pages repeat; the quotation in its head counts once, and so does its note."""
    found = made(tmp_path, TABLE)
    (table,) = kinds(found, "Table")
    assert len(pages(table)) > 1
    assert [each.kind for each in table.children] == ["Caption", "THead", "TBody"]
    assert [len(kinds(list(each.walk()), "TR")) for each in table.children[1:]] == [1, 60]
    assert pages(table.children[1]) == {0}
    assert len(kinds(found, "Quote")) == len(kinds(found, "Note")) == len(kinds(found, "Reference")) == 1
    assert "TH" not in list(kinds(found, "Note")[0].above())


def test_a_repeated_head_is_an_artifact(tmp_path: Path) -> None:
    """The later pages of a table show its head, and no screen reader says it again; its links are on the first."""
    content = built(tmp_path, files(TABLE), ["pdf"]).files["pdf"]
    with pypdfium2.PdfDocument(content) as document:
        shown = [page.get_textpage().get_text_bounded() for page in document]
    heads = [at for at, words in enumerate(shown) if "They say" in words]
    assert len(heads) > 1
    assert all("They say" in tree(content, at + 1) for at in heads[:1])
    assert not any("They say" in tree(content, at + 1) for at in heads[1:])
    assert [len(page.annotations) for page in facts(content).pages][1:] == [0] * (len(shown) - 1)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (f"      - |\n{ITEMS}", "L"),
        (f"      - {'Words of one paragraph that goes on and on. ' * 220}", "P"),
        (f"      - box: {{heading: A box, body: [{'Words of a box that goes on. ' * 300}]}}", "Sect"),
        (f"      - |\n        * {'Words of one item that goes on. ' * 300}", "LBody"),
    ],
    ids=["list", "paragraph", "box", "item"],
)
def test_what_goes_on_on_the_next_page_is_one_element(tmp_path: Path, body: str, kind: str) -> None:
    """One element has its content on both pages; no page begins another."""
    css = ".box, p { break-inside: auto !important }"
    found = made(tmp_path, body, css=css)
    split = [each for each in kinds(found, kind) if len(pages(each)) > 1]
    assert split
    assert len({id(each) for each in split}) == len([each for each in split if each.parent])
    assert len(kinds(found, "H1")) == 1
    assert len(kinds(found, "Part")) == 1
    texts = [each for each in kinds(found, "P") if len(pages(each)) > 1]
    assert len(texts) <= 1
    if kind == "L":
        assert [len(kinds(each.children, "LI")) for each in split] == [40]


def test_a_block_quotation_over_pages(tmp_path: Path) -> None:
    """A block quotation that ends on the next page is one."""
    workspace = files("      - quote: a#p9\n")
    workspace["seeds/a.yaml"] += f'  p9: "{LONG * 60}"\n'
    done = built(tmp_path, workspace, ["pdf"])
    assert not done.faults
    (quotation,) = kinds(told(done.files["pdf"]), "BlockQuote")
    assert pages(quotation) == {0, 1}
    assert [each.kind for each in quotation.children] == ["P", "Note"]


def test_a_note_on_the_next_page() -> None:
    """A note that finds no room on its call's page stands behind the paragraph that calls it all the same."""
    long = "Words of a note that goes on. " * 400
    style = "<style>.n { float: footnote } @page { size: A5 }</style>"
    found = told(printed(f'{style}<h1>A</h1><p>Text<span class="n footnote" id="fn1">{long}</span> and more.</p>'))
    (note,) = kinds(found, "Note")
    assert pages(note) == {1}
    assert [each.kind for each in found if each.parent and each.parent.kind == "Document"] == ["H1", "P", "Note"]


@pytest.mark.parametrize(
    "css",
    [
        ".box { opacity: .9 }",
        "main { opacity: .95 }",
        ".box, .box p { opacity: .9 }",
        "figure, table { opacity: .9 }",
        ".box { transform: translate(0, 0) rotate(0deg) }",
        ".box { overflow: hidden; border-radius: 4pt }",
        ".box { mix-blend-mode: multiply; filter: blur(1px) }",
        ".box { position: absolute; top: 0 }",
        ".box { columns: 2 }",
        ".box { background: url('data:image/png;base64,PNG') }",
        ".box { box-shadow: 1pt 1pt 3pt #888; border: 1pt dashed #888 }",
    ],
)
def test_style_sheets_leave_nothing_outside_the_structure(tmp_path: Path, css: str) -> None:
    """What shines through, is turned, cut, moved or filled is in the structure all the same."""
    body = (
        "      - box: {heading: A box, body: ['Words of the [box](https://example.org/).']}\n"
        "      - figure: {file: a.png, alt: A map}\n      - table: {columns: [A, B], rows: [[c, d]]}\n"
    )
    found = made(tmp_path, body, css=css.replace("PNG", b64encode(picture()).decode()))
    (heading,) = kinds(found, "H3")
    assert heading.contents
    assert len(kinds(found, "Figure")) == len(kinds(found, "Table")) == len(kinds(found, "Link")) == 1


@pytest.mark.parametrize(
    ("mode", "kind", "options"),
    [
        ("RGB", "PNG", {}),
        ("RGBA", "PNG", {}),
        ("L", "PNG", {}),
        ("LA", "PNG", {}),
        ("1", "PNG", {}),
        ("P", "PNG", {"transparency": 0}),
        ("RGB", "PNG", {"icc_profile": b"no profile"}),
        ("RGB", "JPEG", {}),
        ("RGB", "JPEG", {"icc_profile": b"no profile"}),
        ("L", "JPEG", {}),
        ("P", "GIF", {"transparency": 0}),
    ],
)
def test_pictures_that_a_brief_takes(tmp_path: Path, mode: str, kind: str, options: dict[str, bytes]) -> None:
    """Each arrives whole, breaks no rule, and is of a colour space that the output intent has."""
    workspace = files("      - figure: {file: a.png, alt: A map}\n")
    workspace["briefs/a.png"] = picture(mode, kind, **options)
    done = built(tmp_path, workspace, ["pdf"])
    assert not done.faults
    assert len(kinds(told(done.files["pdf"]), "Figure")) == 1
    with pikepdf.open(BytesIO(done.files["pdf"])) as pdf:
        held = [each for page in pdf.pages for each in page.get_images().values()]
        assert [pikepdf.PdfImage(each).as_pil_image().size for each in held] == [(24, 16)]
        assert {str(each.ColorSpace) for each in held} <= {"/DeviceRGB", "/DeviceGray"}
        assert not any("/Interpolate" in each for each in pdf.objects if isinstance(each, pikepdf.Stream))


@pytest.mark.parametrize(
    ("mode", "kind", "why"),
    [("CMYK", "JPEG", "colours of a printing press"), ("I;16", "PNG", "more than 8 bits"), ("CMYK", "TIFF", "is TIFF")],
)
def test_pictures_that_a_brief_refuses(tmp_path: Path, mode: str, kind: str, why: str) -> None:
    """Colours that the PDF has no profile for are refused when the outline is read."""
    workspace = files("      - figure: {file: a.png, alt: A map}\n")
    workspace["briefs/a.png"] = picture(mode, kind)
    done, _ = compiled(tmp_path, workspace)
    assert codes(done.faults) == ["invalid-picture"]
    assert why in done.faults[0].message


def test_a_figure_has_its_words_and_its_place() -> None:
    """Pictures, SVG in a file and in the text have words; each has its box where it is drawn, in points."""
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="40"><title>Bars</title><rect width="9" height="9"/>'
    )
    data = b64encode(f"{svg}<text y='20'>Words</text></svg>".encode()).decode()
    png = b64encode(picture()).decode()
    content = printed(
        f'<h1>A</h1><p><img src="data:image/png;base64,{png}" alt="A map" style="width: 96px; height: 64px"></p>'
        f'<figure><img src="data:image/svg+xml;base64,{data}" alt="A chart"><figcaption>Words</figcaption></figure>'
        f'<div>{svg}</svg></div><p>Words <img src="data:image/png;base64,{png}" alt=""></p>'
    )
    found = told(content)
    figures = kinds(found, "Figure")
    assert [each.alternative for each in figures] == ["A map", "A chart", "Bars"]
    assert [each.parent.kind for each in figures if each.parent] == ["P", "Div", "Div"]
    assert [each.kind for each in figures[1].parent.children if figures[1].parent] == ["Figure", "Caption"]  # type: ignore[union-attr]
    with pypdfium2.PdfDocument(content) as document:
        drawn = [each.get_bounds() for each in document[0].get_objects() if each.type == 3]
    assert figures[0].box == pytest.approx(drawn[0], abs=0.1)
    assert drawn[0][2] - drawn[0][0] == pytest.approx(72, abs=0.1)


def test_a_picture_without_words_is_told() -> None:
    """A picture of a template that says nothing of itself is a complaint, which stops a build."""
    whole = '<html lang="en"><title>A</title><body><p><img src="data:image/png;base64,%s">'
    page = lay_out(whole % b64encode(picture()).decode(), {})
    page.pdf(b"0", [])
    assert any("alt" in complaint for complaint in page.complaints)


def test_lists_say_how_they_count() -> None:
    """Points, numbers, and no marks; a list in an item; terms and what is said of them."""
    found = told(
        printed(
            "<h1>A</h1><ul><li>One<ol style='list-style: lower-alpha'><li>Two</li></ol></li></ul>"
            "<ol><li><p>Three</p></li></ol>"
            "<ul style='list-style: none'><li>Four</li></ul><dl><dt>To</dt><dd>Them</dd><dt>From</dt><dd>Us</dd></dl>"
        )
    )
    lists = kinds(found, "L")
    assert [each.numbering for each in lists] == ["Disc", "LowerAlpha", "Decimal", "None", "None"]
    assert lists[1].parent
    assert lists[1].parent.kind == "LBody"
    assert [[kid.kind for kid in item.children] for item in lists[4].children] == [["Lbl", "LBody"]] * 2


def test_the_grid_of_a_table() -> None:
    """Spans and scopes are told; a head cell in a row is the row's."""
    found = told(
        printed(
            "<h1>A</h1><table><caption>C</caption><thead><tr><th colspan=2>AB</th><th rowspan=2>C</th></tr>"
            "<tr><th>A</th><th>B</th></tr></thead><tbody><tr><th>1</th><td>2</td><td>3</td></tr></tbody></table>"
        )
    )
    heads = kinds(found, "TH")
    assert [(each.spans, each.scope) for each in heads] == [
        ((2, 1), "Column"), ((1, 2), "Column"), ((1, 1), "Column"), ((1, 1), "Column"), ((1, 1), "Row"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "call", "back"),
    [
        ("en-GB", "Note 1", "Back to the text"),
        ("de", "Anmerkung 1", "Zurück zum Text"),
        ("fr", "Note 1", "Retour au texte"),
        ("zh", "注 1", "返回正文"),
        ("ko", "주 1", "본문으로 돌아가기"),
    ],
)
def test_links_of_notes_say_where_they_lead(tmp_path: Path, language: str, call: str, back: str) -> None:
    """In the brief's own language, a call says the note and a note's number the way back; an address says itself."""
    workspace = files(f'      - Words "{WORDS}" [@a#p1], and [a link](https://example.org/two).\n')
    workspace["briefs/b.yaml"] = workspace["briefs/b.yaml"].replace("language: en-GB", f"language: {language}")
    content = built(tmp_path, workspace, ["pdf"]).files["pdf"]
    links = [each.contents for page in facts(content).pages for each in page.annotations]
    assert sorted(links) == sorted([call, "https://example.org/two", back])


def test_markings_are_read_once(tmp_path: Path) -> None:
    """The handling and the status stand in the margins of each page for the eye, and once before all for the ear."""
    content = built(tmp_path, files(f"      - {'Words that go on. ' * 600}"), ["pdf"]).files["pdf"]
    found = told(content)
    with pypdfium2.PdfDocument(content) as document:
        shown = [page.get_textpage().get_text_bounded() for page in document]
    assert len(shown) > 1
    assert all(words.count("TLP:GREEN") == 2 and words.count("draft") == 1 for words in shown)
    first, second, *_ = [each for each in found if each.parent and each.parent.kind == "Document"]
    assert (first.kind, second.kind) == ("P", "P")
    assert tree(content, 1).splitlines()[1:3] == ["  P: draft", "  P: TLP:GREEN"]
    assert not any(word in tree(content, at) for at in range(2, len(shown) + 1) for word in ("TLP", "draft"))


def test_markings_in_the_text_are_not_read_twice() -> None:
    """A layout that prints its markings in the text leaves those in the margins out."""
    page = "<style>@page { @top-right { content: 'TLP:RED' } }</style>"
    found = told(printed(f'{page}<p class="markings"><strong>TLP:RED</strong></p><h1>A</h1>'))
    assert [each.kind for each in found] == ["Document", "P", "H1"]


def test_headings_and_contents(tmp_path: Path) -> None:
    """Levels of headings are unbroken; contents hold entries, each with a link that says the heading and no points."""
    done = built(tmp_path, files(base="report"), ["pdf"])
    content = done.files["pdf"]
    found = told(content)
    levels = [int(each.kind[1]) for each in found if each.kind in ("H1", "H2", "H3")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    entries = kinds(found, "TOCI")
    assert entries
    assert all([each.kind for each in entry.walk()] == ["TOCI", "Reference", "Link"] for entry in entries)
    assert "Table 1 Ice" in [each.contents for page in facts(content).pages for each in page.annotations]
    assert not any(". ." in tree(content, at + 1) for at in range(done.pages))


def test_foreign_words_say_their_language(tmp_path: Path) -> None:
    """A quotation in another language says which; one in the brief's own does not."""
    found = made(tmp_path, f'      - They say "{WORDS}" [@a#p1] and "Wo Eis liegt, liegt Schnee" [@a#p3].\n')
    assert [each.language for each in kinds(found, "Quote")] == ["", "de"]
