"""How the DOCX looks: the settings that a house may choose, and every style as a value.

Gives `Settings` and `STYLES`. Invariant: data only; `reference` writes it as WordprocessingML. Lengths are points; a
size is points more or less than the text.

The fonts are Word's own and not the PDF's: a font that a reader's machine lacks is replaced without a word, and one
carried inside the file makes each copy a megabyte larger and is dropped by half of the programs that open it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from briefwright.model.template import Template

# Settings -----------------------------------------------------------------------------------------

__all__ = ["OUT", "PLACEHOLDERS", "STYLES", "Settings", "settings_of"]

Paper = Literal["A4", "Letter"]
Colour = Literal["accent", "ink", "quiet", "tint", "rule", "white", "none"]


@dataclass(frozen=True)
class Settings:
    """What a house may choose: paper, colours (`#rrggbb`), fonts by name, the size of text in points."""

    paper: Paper = "A4"
    accent: str = "#1f4e5f"
    ink: str = "#1a1c1f"
    quiet: str = "#565d64"
    tint: str = "#eef3f4"
    # Every Word has these two, and LibreOffice has Caladea and Carlito of the same widths.
    text_font: str = "Cambria"
    heading_font: str = "Calibri"
    east_asian_font: str = "SimSun"
    other_font: str = "Times New Roman"  # of Arabic and Hebrew
    text_size: float = 10.5
    language: str = "en-GB"

    def __post_init__(self) -> None:
        """A wrong value would only show as a broken file in somebody's Word, so it stops here."""
        if self.paper not in PAPERS:
            raise ValueError(f"paper: {self.paper} is none of {', '.join(PAPERS)}")
        for name in COLOURS:
            if not re.fullmatch("#[0-9A-Fa-f]{6}", getattr(self, name)):
                raise ValueError(f"colours.{name}: {getattr(self, name)} is not of the form #rrggbb")


PAPERS: dict[str, tuple[int, int]] = {"A4": (11906, 16838), "Letter": (12240, 15840)}  # twips
COLOURS = ("accent", "ink", "quiet", "tint")
PLACEHOLDERS = ("@running-head@", "@handling@", "@status@", "@embargo@", "@page@", "@of@")

# The page, in twips. As in the PDF, title, section heads and key points reach OUT into a wide left margin, which
# keeps the line of text near 75 characters.
TOP, RIGHT, BOTTOM, LEFT = 1531, 1418, 1361, 2665
HEADER, FOOTER = 624, 624
OUT = -62.0  # points

CODE_FONT = "Courier New"
# Names by which a system without the font may know it or one of the same widths.
ALTERNATIVES = {
    "Cambria": "Caladea",
    "Calibri": "Carlito",
    "Courier New": "Liberation Mono",
    "SimSun": "宋体,Songti SC,Noto Serif CJK SC",
    "Noto Serif CJK SC": "Source Han Serif SC,Songti SC,SimSun",
}
# Word counts these names as its own; all others are marked as custom styles.
BUILT_IN = frozenset({
    "Normal", "Default Paragraph Font", "Normal Table", "No List", "Body Text", "Body Text Char", "Title", "Subtitle",
    "Date", "heading 1", "heading 2", "heading 3", "heading 4", "heading 5", "heading 6", "Block Text",
    "footnote text", "footnote reference", "caption", "Bibliography", "Hyperlink", "header", "footer", "TOC Heading",
    "toc 1", "toc 2", "toc 3", "table of figures", "List Paragraph", "Emphasis", "Strong",
})  # fmt: skip

# What a style may say ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Border:
    side: Literal["top", "left", "bottom", "right"]
    width: float
    space: int
    colour: Colour


@dataclass(frozen=True)
class Paragraph:
    before: float | None = None
    after: float | None = None
    line: float | None = None  # a multiple of the font's own line
    exact_line: float | None = None  # points
    left: float | None = None
    right: float | None = None
    hanging: float | None = None
    keep_next: bool | None = None
    keep_lines: bool | None = None
    borders: tuple[Border, ...] = ()
    shade: Colour | None = None
    right_tab: bool = False
    left_tab: float | None = None
    new_page: bool = False
    align: Literal["left", "right", "center"] | None = None
    outline: int | None = None


@dataclass(frozen=True)
class Letters:
    font: Literal["text", "heading", "code"] | None = None
    bold: bool | None = None
    italic: bool | None = None
    colour: Colour | None = None
    step: float | None = None
    points: float | None = None  # a size that must not follow the text's
    underline: bool = False
    raised: bool = False
    unchecked: bool = False  # no spelling marks


@dataclass(frozen=True)
class Style:
    name: str
    based_on: str | None = None
    next: str | None = None
    paragraph: Paragraph = field(default_factory=Paragraph)
    letters: Letters = field(default_factory=Letters)
    link: str | None = None
    kind: Literal["paragraph", "character"] = "paragraph"
    quick: bool = True  # in Word's gallery of styles


# The look ------------------------------------------------------------------------------------------

TEXT_LINE = 1.15
SANS = Letters(font="heading")

# Neighbours with the same borders and indents become one frame in Word and LibreOffice.
CLAIM_FRAME = Paragraph(left=12, keep_lines=True, borders=(Border("left", 2.25, 9, "accent"),))


def framed(frame: Paragraph, before: float, after: float, keep_next: bool = False) -> Paragraph:
    """A member of a frame: only the space around it may differ."""
    return Paragraph(
        before=before, after=after, line=frame.line, left=frame.left, right=frame.right, keep_next=keep_next or None,
        keep_lines=frame.keep_lines, borders=frame.borders, shade=frame.shade,
    )  # fmt: skip


def heading(level: int, before: float, after: float, letters: Letters, left: float | None = None) -> Style:
    return Style(
        f"heading {level}", "Normal", "First Paragraph", letters=letters,
        paragraph=Paragraph(before, after, line=1.0, left=left, keep_next=True, keep_lines=True, outline=level - 1),
    )  # fmt: skip


def named_character(name: str, letters: Letters, link: str | None = None, quick: bool = True) -> Style:
    return Style(name, "Default Paragraph Font", letters=letters, link=link, kind="character", quick=quick)


P, L = Paragraph, Letters

# Space between paragraphs is the larger of the upper one's `after` and the lower one's `before`, in Word and in
# LibreOffice alike. Text has both, because what stands above it (a list, a table) may have none.
NO_SIDES = (Border("left", 0, 0, "none"), Border("bottom", 0, 0, "none"), Border("right", 0, 0, "none"))
STYLES: tuple[Style, ...] = (
    # Text. Normal has no space: it is the ground of every other style.
    Style("Body Text", "Normal", paragraph=P(7, 7), link="Body Text Char"),
    Style("First Paragraph", "Body Text", "Body Text"),
    Style("Compact", "Body Text", paragraph=P(0, 3)),
    Style("List Paragraph", "Body Text", paragraph=P(0, 4)),
    Style("Block Text", "Body Text", "Attribution", P(
        10, 7, left=14, right=14, keep_lines=True, borders=(Border("left", 0.75, 12, "rule"),))),
    # A quotation that its speaker's name stands under: the two are one frame.
    Style("Spoken Text", "Block Text", "Attribution", P(10, 3, keep_next=True)),
    Style("Attribution", "Block Text", "Body Text", P(0, 11, line=1.0), L("heading", colour="quiet", step=-1.5)),
    Style("Definition Term", "Body Text", "Definition", P(7, 0, keep_next=True, keep_lines=True), L(bold=True)),
    Style("Definition", "Body Text", paragraph=P(0, 7, left=18)),
    Style("Source Code", "Body Text", paragraph=P(7, 7, line=1.0, left=6, right=6, keep_lines=True, shade="tint"),
          letters=L("code", step=-1.5, unchecked=True), link="Verbatim Char"),
    Style("Pull Quote", "Normal", "Pull Quote Speaker", P(
        14, 7, line=1.1, left=OUT, keep_next=True, keep_lines=True, borders=(Border("top", 2.25, 7, "accent"),)),
        L("heading", colour="accent", step=6)),
    Style("Pull Quote Speaker", "Attribution", "Body Text", P(0, 14, left=OUT)),
    Style("Break", "Normal", "Body Text", P(7, 7, line=0.5, borders=(Border("bottom", 0.5, 1, "rule"),)), quick=False),
    # Page one.
    Style("Masthead", "Normal", "Title", P(
        0, 26, left=OUT + 7, right=7, keep_next=True, shade="accent", right_tab=True,
        borders=tuple(Border(side, 3, 4, "accent") for side in ("top", "left", "bottom", "right"))), L("heading", True, colour="white", step=0.5)),
    Style("Title", "Normal", "Subtitle", P(0, 4, line=1.0, left=OUT, keep_next=True, keep_lines=True), L(bold=True, step=14.5)),
    Style("Subtitle", "Normal", "Author", P(4, 4, line=1.05, left=OUT, keep_next=True, keep_lines=True),
          L("heading", colour="quiet", step=3)),
    Style("Author", "Normal", "Summary Heading", P(6, 0, left=OUT), L("heading", step=-1)),
    Style("Date", "Normal", "First Paragraph", P(0, 16, left=OUT), L("heading", colour="quiet", step=-1)),
    Style("Abstract Title", "Normal", "Abstract", P(14, 3, keep_next=True), L("heading", True, colour="accent")),
    Style("Abstract", "Summary"),
    Style("Summary", "Normal", paragraph=P(0, 8, line=1.15), letters=L(step=1)),
    # A cover is a page of its own: the title stands on its upper third.
    Style("Cover Masthead", "Masthead", "Cover Title", P(
        0, 150, left=OUT, right=0, borders=(Border("top", 6, 8, "accent"), *NO_SIDES), shade="none", right_tab=True),
        L(colour="accent", step=-1)),
    Style("Cover Title", "Title", "Cover Subtitle", P(0, 8), L(step=21.5)),
    Style("Cover Subtitle", "Subtitle", "Author", P(8, 24), L(step=4.5)),
    # A memo's head is a list of lines above a rule.
    Style("Memo Masthead", "Masthead", "Memo Title", P(
        0, 8, left=OUT, right=0, borders=(Border("top", 0, 0, "none"), *NO_SIDES), shade="none", right_tab=True),
        L(colour="ink", step=-1)),
    Style("Memo Title", "Title", "Memo Line", P(0, 2), L("heading", step=6.5)),
    Style("Memo Line", "Normal", "Memo Line", P(
        0, 0, line=1.1, left=OUT + 62, hanging=62, keep_next=True, left_tab=OUT + 62),
        L("heading", step=-0.5)),
    Style("Memo End", "Memo Line", "Body Text", P(0, 14, borders=(Border("bottom", 0.75, 6, "ink"),))),
    # Heads.
    heading(1, 20, 5, L("heading", True, colour="accent", step=4), OUT),
    heading(2, 14, 3, L("heading", True, step=0.5)),
    heading(3, 12, 2, L("heading", True, colour="accent", step=0)),
    heading(4, 11, 1, L("heading", True, True, step=0)),
    heading(5, 10, 0, L("heading", colour="accent", step=0)),
    heading(6, 10, 0, L("heading", italic=True, colour="quiet", step=0)),
    Style("Opening Heading", "heading 1", "First Paragraph", P(0, 6, new_page=True), L(step=5.5)),
    Style("Summary Heading", "heading 1", "Summary", P(16, 2, left=0), L(step=0)),
    Style("Back Heading", "heading 1", "Small Print", P(
        14, 2, line=1.1, borders=(Border("top", 0.5, 5, "rule"),)), L(colour="ink", step=-1.5)),
    Style("TOC Heading", "heading 1", "toc 1", P(0, 8, outline=9), L(step=5.5)),
    Style("List Heading", "TOC Heading", "table of figures", P(20, 6)),
    Style("toc 1", "Normal", paragraph=P(5, 0, right=28, right_tab=True), letters=L("heading", True), quick=False),
    Style("toc 2", "Normal", paragraph=P(1, 0, left=14, right=28, right_tab=True), letters=L("heading", step=-0.5), quick=False),
    Style("toc 3", "Normal", paragraph=P(1, 0, left=28, right=28, right_tab=True), letters=L("heading", step=-0.5), quick=False),
    Style("table of figures", "Normal", paragraph=P(2, 0, right=28, right_tab=True), letters=L("heading", step=-0.5), quick=False),
    # Blocks. Boxes and key points are tables: what stands in them may be anything, and stays in its frame.
    Style("Key Points Heading", "heading 1", "Key Points", P(0, 0, left=0), L(step=0)),
    Style("Key Points", "Normal", paragraph=P(0, 4, line=1.1), letters=L("heading")),
    Style("Box Heading", "Normal", "Box", P(0, 0, line=1.1, keep_next=True), L("heading", True, colour="accent")),
    Style("Box", "Normal", paragraph=P(0, 5, line=1.1), letters=L("heading", step=-0.5)),
    Style("Box Quote", "Box", paragraph=P(3, 6, left=14, right=10, keep_lines=True, borders=(Border("left", 0.75, 12, "rule"),))),
    Style("Claim", "Normal", "Assessment", framed(CLAIM_FRAME, 11, 2, True), L(bold=True)),
    Style("Single Claim", "Claim", "Body Text", P(11, 11, keep_next=False)),
    Style("Assessment", "Normal", "Body Text", framed(CLAIM_FRAME, 0, 11), L("heading", colour="accent", step=-1.5)),
    Style("Listed Claim", "Key Points", "Listed Assessment", P(0, 1, keep_next=True), L(bold=True)),
    Style("Listed Assessment", "Key Points", letters=L(colour="accent", step=-1.5)),
    Style("Differ Title", "Normal", "Differ Question", P(
        14, 1, keep_next=True, keep_lines=True, borders=(Border("top", 1.5, 5, "accent"),)),
        L("heading", True, colour="accent", step=0)),
    Style("Differ Question", "Normal", "Body Text", P(0, 4, keep_next=True, keep_lines=True), L(italic=True)),
    # Tables and figures: a caption stays with what is below it, and a figure with its caption.
    Style("caption", "Normal", "Body Text", P(6, 4, line=1.05, keep_lines=True), L("heading", step=-1.5)),
    Style("Table Caption", "caption", paragraph=P(14, 5, keep_next=True)),
    Style("Wide Caption", "Table Caption", paragraph=P(14, 5, left=OUT, keep_next=True)),
    Style("Table Text", "Normal", paragraph=P(0, 0, line=1.05), letters=L("heading", step=-1.5)),
    Style("Table Number", "Table Text", paragraph=P(align="right")),
    Style("Table Head", "Table Text", paragraph=P(keep_next=True), letters=L(bold=True)),
    Style("Table Head Number", "Table Head", paragraph=P(align="right")),
    Style("Light Head", "Table Text", paragraph=P(keep_next=True), letters=L(colour="quiet")),
    Style("Table Gap", "Normal", paragraph=P(exact_line=7), quick=False),
    Style("Image Caption", "caption", paragraph=P(5, 12)),
    Style("Figure", "Normal", paragraph=P(12, 6)),
    Style("Captioned Figure", "Figure", "Image Caption", P(12, 4, keep_next=True)),
    # Behind the text.
    Style("Sources", "Normal", paragraph=P(0, 4, line=1.1, left=14, hanging=14, keep_lines=True), letters=L(step=-1.5)),
    Style("Bibliography", "Sources"),
    Style("Small Print", "Normal", paragraph=P(3, 4, line=1.1), letters=L("heading", colour="quiet", step=-1.5)),
    Style("footnote text", "Normal", paragraph=P(0, 2, line=1.05), letters=L(step=-1.75), quick=False),
    Style("Footnote Block Text", "footnote text", "footnote text", P(2, 4, left=12, right=12), quick=False),
    Style("Footnote Separator", "Normal", paragraph=P(6, 4, line=1.0), quick=False),
    Style("header", "Normal", paragraph=P(0, 0, exact_line=14, left=OUT, right_tab=True), letters=L("heading", colour="quiet", step=-2), quick=False),
    Style("footer", "header", quick=False),
    # Words. Quotation marks the exact words of a source for the proof and must not show.
    named_character("Body Text Char", Letters(), link="Body Text", quick=False),
    named_character("Emphasis", L(italic=True)),
    named_character("Strong", L(bold=True)),
    named_character("Quotation", Letters()),
    named_character("Label", L("heading", True, colour="accent")),
    named_character("Credit Char", L("heading", colour="quiet")),
    named_character("Issue", L("heading", False, colour="quiet"), quick=False),
    named_character("Masthead Issue", L("heading", False, colour="white"), quick=False),
    named_character("Memo Label", L("heading", colour="quiet"), quick=False),
    named_character("Verbatim Char", L("code", step=-1, unchecked=True), link="Source Code"),
    named_character("Section Number", Letters(), quick=False),
    named_character("footnote reference", L("heading", True, colour="accent", raised=True), quick=False),
    named_character("Hyperlink", L(colour="accent", underline=True), quick=False),
    named_character("Marking", L("heading", True, colour="ink"), quick=False),
    # Twelve points and bold, on the right of each page: the rule of the Traffic Light Protocol.
    named_character("Handling Mark", L("heading", True, colour="ink", points=12), quick=False),
)  # fmt: skip


def settings_of(template: Template) -> Settings:
    """A template's settings, as far as they concern Word."""
    accent, ink, quiet, tint = (template.colours[name] for name in COLOURS)
    paper: Paper = "Letter" if template.paper == "Letter" else "A4"
    return Settings(paper, accent, ink, quiet, tint, text_size=round(21 * template.scale_of_text) / 2)
