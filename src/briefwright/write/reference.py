"""Makes a template's `reference.docx`, the styles document that pandoc's `--reference-doc` takes.

Takes: `Settings` (paper, colours, fonts, text size, language).
Gives: the bytes of a DOCX with every style that pandoc and the compiler use, the page, and headers and footers
whose words are placeholders (`PLACEHOLDERS`), each alone in a run, for the compiler to fill.
Invariant: the same settings give the same bytes; elements stand in the order that the WordprocessingML schema
asks for; nothing is taken from any other reference document, and nothing outside the file is pointed at.

Longer than most modules because `STYLES` is one table: the whole look of the DOCX is read in one place.
Lengths in that table are points; a size is points more or less than the text.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, field
from io import BytesIO
from typing import Literal
from xml.sax.saxutils import escape, quoteattr

from briefwright.model.template import Template

# Settings -----------------------------------------------------------------------------------------

Paper = Literal["A4", "Letter"]
Colour = Literal["accent", "ink", "quiet", "tint", "rule"]


__all__ = ["PLACEHOLDERS", "Settings", "make_reference", "settings_of"]


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
    "toc 1", "toc 2", "toc 3",
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

# Neighbours with the same borders and indents become one frame in Word and LibreOffice: the members of a frame
# share these. Sides in the tint are its padding.
KEY_POINTS_FRAME = Paragraph(
    left=OUT + 14, right=10, keep_lines=True, shade="tint", line=1.1,
    borders=(
        Border("top", 0.5, 7, "tint"), Border("left", 3, 11, "accent"),
        Border("bottom", 0.5, 4, "tint"), Border("right", 0.5, 9, "tint"),
    ),
)  # fmt: skip
BOX_FRAME = Paragraph(
    left=10, right=10, keep_lines=True, shade="tint", line=1.1,
    borders=(
        Border("top", 0.5, 7, "rule"), Border("left", 0.5, 9, "rule"),
        Border("bottom", 0.5, 4, "rule"), Border("right", 0.5, 9, "rule"),
    ),
)  # fmt: skip
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
STYLES: tuple[Style, ...] = (
    # Text. Normal has no space: pandoc puts the rule above the footnotes in it.
    Style("Body Text", "Normal", paragraph=P(7, 7), link="Body Text Char"),
    Style("First Paragraph", "Body Text", "Body Text"),
    # List items close together, and all table cells: the table's upper cell margin equals the space after.
    Style("Compact", "Body Text", paragraph=P(0, 3)),
    Style("Block Text", "Body Text", "Attribution", P(
        10, 7, left=14, right=14, keep_next=True, keep_lines=True, borders=(Border("left", 0.75, 12, "rule"),))),
    Style("Attribution", "Normal", "Body Text", P(0, 11, left=14, right=14, keep_lines=True), L("heading", colour="quiet", step=-1.5)),
    Style("Definition Term", "Body Text", "Definition", P(7, 0, keep_next=True, keep_lines=True), L(bold=True)),
    Style("Definition", "Body Text", paragraph=P(0, 7, left=18)),
    Style("Source Code", "Body Text", paragraph=P(7, 7, line=1.0, left=6, right=6, keep_lines=True, shade="tint"),
          letters=L("code", step=-1.5, unchecked=True), link="Verbatim Char"),
    Style("Pull Quote", "Normal", "Pull Quote Speaker", P(
        14, 7, line=1.1, left=OUT, keep_next=True, keep_lines=True, borders=(Border("top", 2.25, 7, "accent"),)),
        L("heading", colour="accent", step=6)),
    Style("Pull Quote Speaker", "Attribution", "Body Text", P(0, 14, left=OUT)),
    # Page one.
    Style("Masthead", "Normal", "Title", P(
        0, 22, left=OUT, keep_next=True, borders=(Border("top", 3, 5, "accent"),), right_tab=True),
        L("heading", True, colour="accent", step=-1)),
    Style("Handling", "Normal", "Title", P(0, 12, left=OUT, keep_next=True), L("heading", True, step=-1)),
    Style("Title", "Normal", "Subtitle", P(0, 4, line=1.0, left=OUT, keep_next=True, keep_lines=True), L(bold=True, step=14.5)),
    Style("Subtitle", "Normal", "Author", P(4, 4, line=1.05, left=OUT, keep_next=True, keep_lines=True),
          L("heading", colour="quiet", step=3)),
    Style("Author", "Normal", "Date", P(6, 0, left=OUT, keep_next=True), L("heading", True, step=-1)),
    Style("Date", "Normal", "First Paragraph", P(0, 16, left=OUT), L("heading", colour="quiet", step=-1)),
    Style("Abstract Title", "Normal", "Abstract", P(14, 3, keep_next=True), L("heading", True, colour="accent")),
    Style("Abstract", "Summary"),
    Style("Summary", "Normal", paragraph=P(8, 8, line=1.2), letters=L(step=1)),
    Style("Key Points Heading", "Normal", "Key Points", framed(KEY_POINTS_FRAME, 16, 4, True), L("heading", True, colour="accent")),
    Style("Key Points", "Normal", paragraph=framed(KEY_POINTS_FRAME, 0, 5), letters=L("heading")),
    # Heads.
    heading(1, 22, 6, L("heading", True, colour="accent", step=5), OUT),
    heading(2, 16, 3, L("heading", True, step=2)),
    heading(3, 13, 2, L("heading", True, colour="accent", step=0.5)),
    heading(4, 11, 1, L("heading", True, True, step=0)),
    heading(5, 10, 0, L("heading", colour="accent", step=0)),
    heading(6, 10, 0, L("heading", italic=True, colour="quiet", step=0)),
    Style("Part Heading", "heading 1", "First Paragraph", P(
        26, 6, left=OUT, borders=(Border("top", 0.75, 6, "accent"),), outline=0)),
    Style("TOC Heading", "heading 1", "Normal", P(outline=9)),
    Style("toc 1", "Normal", paragraph=P(5, 0, right_tab=True), letters=SANS, quick=False),
    Style("toc 2", "Normal", paragraph=P(1, 0, left=12, right_tab=True), letters=SANS, quick=False),
    Style("toc 3", "Normal", paragraph=P(1, 0, left=24, right_tab=True), letters=SANS, quick=False),
    # Blocks.
    Style("Claim", "Normal", "Assessment", framed(CLAIM_FRAME, 11, 2, True), L(bold=True)),
    Style("Assessment", "Normal", "Body Text", framed(CLAIM_FRAME, 0, 11), L("heading", colour="quiet", step=-1)),
    Style("Box Heading", "Normal", "Box", framed(BOX_FRAME, 14, 4, True), L("heading", True, colour="accent")),
    Style("Box", "Normal", paragraph=framed(BOX_FRAME, 0, 5), letters=L("heading", step=-0.5)),
    Style("Differ Title", "Normal", "Differ Question", P(
        14, 1, keep_next=True, keep_lines=True, borders=(Border("top", 1.5, 5, "accent"),)),
        L("heading", True, colour="accent", step=-0.5)),
    Style("Differ Question", "Normal", "Body Text", P(0, 4, keep_next=True, keep_lines=True), L(italic=True)),
    # Tables and figures: a caption stays with what is below it, and so does the figure above its caption.
    Style("caption", "Normal", "Body Text", P(6, 4, line=1.05, keep_next=True, keep_lines=True), L("heading", True, step=-1)),
    Style("Table Caption", "caption", paragraph=P(14, 5, keep_next=True)),
    Style("Image Caption", "caption", paragraph=P(5, 2, keep_next=True)),
    Style("Figure", "Normal", paragraph=P(12, 6)),
    Style("Captioned Figure", "Figure", "Image Caption", P(12, 4, keep_next=True)),
    Style("Credit", "Normal", "Body Text", P(0, 12), L("heading", colour="quiet", step=-2)),
    # Behind the text.
    Style("Sources", "Normal", paragraph=P(0, 4, line=1.1, left=14, hanging=14, keep_lines=True), letters=L(step=-1)),
    Style("Bibliography", "Sources"),
    Style("Small Print", "Normal", paragraph=P(4, 4, line=1.1), letters=L("heading", colour="quiet", step=-2)),
    Style("footnote text", "Normal", paragraph=P(0, 2, line=1.05), letters=L(step=-1.75), quick=False),
    Style("Footnote Block Text", "footnote text", "footnote text", P(2, 4, left=12, right=12), quick=False),
    Style("header", "Normal", paragraph=P(0, 0, exact_line=14, left=OUT, right_tab=True), letters=L("heading", colour="quiet", step=-2), quick=False),
    Style("footer", "header", quick=False),
    # Words. Quotation marks the exact words of a source for the proof and must not show.
    named_character("Body Text Char", Letters(), link="Body Text", quick=False),
    named_character("Quotation", Letters()),
    named_character("Label", L("heading", True, colour="accent")),
    named_character("Verbatim Char", L("code", step=-1, unchecked=True), link="Source Code"),
    named_character("Section Number", Letters(), quick=False),
    named_character("footnote reference", L(raised=True), quick=False),
    named_character("Hyperlink", L(colour="accent", underline=True), quick=False),
    named_character("Marking", L("heading", True, colour="ink"), quick=False),
    # Twelve points and bold, on the right of each page: the rule of the Traffic Light Protocol.
    named_character("Handling Mark", L("heading", True, colour="ink", points=12), quick=False),
)  # fmt: skip

# XML -----------------------------------------------------------------------------------------------

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
CONTENT = "application/vnd.openxmlformats-officedocument"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def tag(element: str, /, *children: str, **attributes: object) -> str:
    """An element of WordprocessingML; attributes that are None are left out."""
    said = "".join(
        f" w:{key.rstrip('_')}={quoteattr(str(value))}" for key, value in attributes.items() if value is not None
    )
    inside = "".join(children)
    return f"<w:{element}{said}>{inside}</w:{element}>" if inside else f"<w:{element}{said}/>"


def switch(name: str, value: bool | None) -> str:
    return "" if value is None else tag(name, val=None if value else "0")


def part(name: str, *children: str) -> str:
    return f'{XML}<w:{name} xmlns:w="{WORD}" xmlns:r="{OFFICE}">{"".join(children)}</w:{name}>'


def style_id(name: str) -> str:
    return "".join(word[0].upper() + word[1:] for word in name.split())


def twips(points: float | None) -> int | None:
    return None if points is None else round(points * 20)


def text_width(settings: Settings) -> int:
    return PAPERS[settings.paper][0] - LEFT - RIGHT


def colour_of(settings: Settings, colour: Colour) -> str:
    if colour != "rule":
        return str(getattr(settings, colour))[1:].upper()
    # A thin line in the quiet colour would be as dark as words: half of it is white.
    channels = bytes.fromhex(settings.quiet[1:])
    return bytes((channel + 255) // 2 for channel in channels).hex().upper()


# Styles --------------------------------------------------------------------------------------------


def fonts(latin: str, settings: Settings) -> str:
    return tag("rFonts", ascii=latin, hAnsi=latin, eastAsia=settings.east_asian_font, cs=latin)


def border(name: str, width: float, space: int, colour: str) -> str:
    return tag(name, val="single", sz=round(width * 8), space=space, color=colour)


def borders(said: tuple[Border, ...], settings: Settings) -> str:
    sides = (border(b.side, b.width, b.space, colour_of(settings, b.colour)) for b in said)
    return tag("pBdr", *sides) if said else ""


def spacing(said: Paragraph) -> str:
    line = twips(said.exact_line) if said.exact_line is not None else said.line and round(said.line * 240)
    rule = None if line is None else "auto" if said.exact_line is None else "exact"
    if (said.before, said.after, line) == (None, None, None):
        return ""
    return tag("spacing", before=twips(said.before), after=twips(said.after), line=line, lineRule=rule)


def indents(said: Paragraph) -> str:
    if (said.left, said.right, said.hanging) == (None, None, None):
        return ""
    return tag("ind", left=twips(said.left), right=twips(said.right), hanging=twips(said.hanging))


def paragraph_properties(said: Paragraph, settings: Settings) -> str:
    """The order is the schema's (CT_PPrBase)."""
    inside = (
        switch("keepNext", said.keep_next),
        switch("keepLines", said.keep_lines),
        borders(said.borders, settings),
        tag("shd", val="clear", color="auto", fill=colour_of(settings, said.shade)) if said.shade else "",
        tag("tabs", tag("tab", val="right", pos=text_width(settings))) if said.right_tab else "",
        spacing(said),
        indents(said),
        tag("jc", val=said.align) if said.align else "",
        "" if said.outline is None else tag("outlineLvl", val=said.outline),
    )
    return tag("pPr", *inside) if any(inside) else ""


def sizes(points: float) -> str:
    half_points = round(points * 2)
    return tag("sz", val=half_points) + tag("szCs", val=half_points)


def letter_properties(said: Letters, settings: Settings) -> str:
    """The order is the schema's (EG_RPrBase)."""
    families = {"text": settings.text_font, "heading": settings.heading_font, "code": CODE_FONT}
    points = said.points if said.step is None else settings.text_size + said.step
    inside = (
        fonts(families[said.font], settings) if said.font else "",
        switch("b", said.bold) + switch("bCs", said.bold),
        switch("i", said.italic) + switch("iCs", said.italic),
        switch("noProof", said.unchecked or None),
        tag("color", val=colour_of(settings, said.colour)) if said.colour else "",
        "" if points is None else sizes(points),
        tag("u", val="single") if said.underline else "",
        tag("vertAlign", val="superscript") if said.raised else "",
    )
    return tag("rPr", *inside) if any(inside) else ""


def style(said: Style, settings: Settings) -> str:
    return tag(
        "style",
        tag("name", val=said.name),
        tag("basedOn", val=style_id(said.based_on)) if said.based_on else "",
        tag("next", val=style_id(said.next)) if said.next else "",
        tag("link", val=style_id(said.link)) if said.link else "",
        switch("qFormat", said.quick or None),
        paragraph_properties(said.paragraph, settings),
        letter_properties(said.letters, settings),
        type=said.kind,
        customStyle=None if said.name in BUILT_IN else 1,
        styleId=style_id(said.name),
    )


def defaults(settings: Settings) -> str:
    """What every style starts from. The size stands here and not in Normal, or no table style could change it."""
    letters = tag(
        "rPr",
        fonts(settings.text_font, settings),
        tag("color", val=colour_of(settings, "ink")),
        sizes(settings.text_size),
        tag("lang", val=settings.language, eastAsia="zh-CN", bidi="ar-SA"),
    )
    lines = tag(
        "pPr", tag("widowControl"), tag("spacing", before=0, after=0, line=round(TEXT_LINE * 240), lineRule="auto")
    )
    return tag("docDefaults", tag("rPrDefault", letters), tag("pPrDefault", lines))


def ground_styles() -> str:
    """The four styles that everything rests on, in Word's own names."""
    cells = tag("tblCellMar", *(tag(side, w=w, type="dxa") for side, w in zip(SIDES, (0, 108, 0, 108), strict=True)))
    hidden = tag("uiPriority", val=99) + tag("semiHidden") + tag("unhideWhenUsed")
    return "".join((
        tag("style", tag("name", val="Normal"), tag("qFormat"), type="paragraph", default=1, styleId="Normal"),
        tag("style", tag("name", val="Default Paragraph Font"), hidden, type="character", default=1,
            styleId="DefaultParagraphFont"),
        tag("style", tag("name", val="Normal Table"), hidden, tag("tblPr", tag("tblInd", w=0, type="dxa"), cells),
            type="table", default=1, styleId="NormalTable"),
        tag("style", tag("name", val="No List"), hidden, type="numbering", default=1, styleId="NoList"),
    ))  # fmt: skip


SIDES = ("top", "left", "bottom", "right")


def table_style(settings: Settings) -> str:
    """Horizontal rules only; the first row in bold between darker ones, repeated on each page."""
    ink, rule = colour_of(settings, "ink"), colour_of(settings, "rule")
    cells = tag("tblCellMar", *(tag(side, w=w, type="dxa") for side, w in zip(SIDES, (60, 0, 0, 160), strict=True)))
    lines = tag(
        "tblBorders", border("top", 0.75, 0, ink), border("bottom", 0.75, 0, ink), border("insideH", 0.5, 0, rule)
    )
    first = tag(
        "tblStylePr",
        tag("pPr", tag("keepNext")),
        tag("rPr", tag("b"), tag("bCs")),
        tag("tblPr"),
        tag("trPr", tag("tblHeader")),
        tag("tcPr", tag("tcBorders", border("bottom", 0.75, 0, ink)), tag("vAlign", val="bottom")),
        type="firstRow",
    )
    return tag(
        "style", tag("name", val="Table"), tag("basedOn", val="NormalTable"), tag("qFormat"),
        tag("pPr", tag("spacing", line=252, lineRule="auto")),
        tag("rPr", fonts(settings.heading_font, settings), sizes(settings.text_size - 1)),
        tag("tblPr", tag("tblInd", w=0, type="dxa"), lines, cells),
        tag("trPr", tag("cantSplit")),
        first, type="table", customStyle=1, styleId="Table",
    )  # fmt: skip


def figure_table_style() -> str:
    """pandoc sets a figure of several pictures in a table of this style."""
    return tag("style", tag("name", val="Figure Table"), tag("basedOn", val="NormalTable"),
               type="table", customStyle=1, styleId="FigureTable")  # fmt: skip


def styles_part(settings: Settings) -> str:
    # Word's own styles stay out of its lists until they are used: an editor sees the house's only.
    latent = tag(
        "latentStyles",
        defLockedState=0,
        defUIPriority=99,
        defSemiHidden=1,
        defUnhideWhenUsed=1,
        defQFormat=0,
        count=376,
    )
    named = (style(said, settings) for said in STYLES)
    return part(
        "styles", defaults(settings), latent, ground_styles(), *named, table_style(settings), figure_table_style()
    )


# Headers and footers -------------------------------------------------------------------------------


def run(text: str, character_style: str | None = None) -> str:
    said = tag("rPr", tag("rStyle", val=style_id(character_style))) if character_style else ""
    space = ' xml:space="preserve"' if text != text.strip() else ""
    return tag("r", said, f"<w:t{space}>{escape(text)}</w:t>")


def number_field(name: str) -> str:
    """A number that Word counts; the 1 is what stands there until it does."""
    begin, separate, end = (tag("r", tag("fldChar", fldCharType=kind)) for kind in ("begin", "separate", "end"))
    code = f'<w:instrText xml:space="preserve"> {name} </w:instrText>'
    return begin + tag("r", code) + separate + run("1") + end


def line_of(paragraph_style: str, *runs: str) -> str:
    return tag("p", tag("pPr", tag("pStyle", val=style_id(paragraph_style))), *runs)


TAB = tag("r", tag("tab"))
MARKING = run("@status@", "Marking") + run("\u2003") + run("@embargo@", "Marking")
HANDLING = TAB + run("@handling@", "Handling Mark")


def other_pages_header() -> str:
    """The markings come last: where there are none, the empty line lies in the margin and nobody sees it."""
    return part("hdr", line_of("header", run("@running-head@"), HANDLING), line_of("header", MARKING))


def first_page_header() -> str:
    return part("hdr", line_of("header", MARKING, HANDLING))


def footer() -> str:
    page = run("@page@") + run("\u00a0") + number_field("PAGE")
    pages = run(" ") + run("@of@") + run("\u00a0") + number_field("NUMPAGES")
    return part("ftr", line_of("footer", page, pages, HANDLING))


# The other parts -----------------------------------------------------------------------------------


def section(settings: Settings) -> str:
    width, height = PAPERS[settings.paper]
    references = "".join(
        f'<w:{kind}Reference w:type="{page}" r:id="{page}-{kind}"/>'
        for kind in ("header", "footer")
        for page in ("default", "first")
    )
    return tag(
        "sectPr",
        references,
        # pandoc's own reference begins again in each section, and so would every document made with it.
        tag("footnotePr", tag("numFmt", val="decimal"), tag("numRestart", val="continuous")),
        tag("pgSz", w=width, h=height),
        tag("pgMar", top=TOP, right=RIGHT, bottom=BOTTOM, left=LEFT, header=HEADER, footer=FOOTER, gutter=0),
        tag("cols", space=720),
        tag("titlePg"),
    )


def document_part(settings: Settings) -> str:
    """Each paragraph style set in itself: pandoc reads only the section, a designer reads the rest."""
    body = (line_of(said.name, run(said.name)) for said in STYLES if said.kind == "paragraph")
    return part("document", tag("body", *body, section(settings)))


def footnotes_part() -> str:
    rules = (("separator", -1), ("continuationSeparator", 0))
    return part(
        "footnotes", *(tag("footnote", tag("p", tag("r", tag(kind))), type=kind, id=number) for kind, number in rules)
    )


def settings_part(settings: Settings) -> str:
    word = "http://schemas.microsoft.com/office/word"
    modern = (("compatibilityMode", 15), ("overrideTableStyleFontSizeAndJustification", 1))
    colours = "bg1=light1 t1=dark1 bg2=light2 t2=dark2 hyperlink=hyperlink followedHyperlink=followedHyperlink"
    mapping = dict(pair.split("=") for pair in colours.split()) | {f"accent{n}": f"accent{n}" for n in range(1, 7)}
    return part(
        "settings",
        tag("zoom", percent=100),
        tag("defaultTabStop", val=720),
        tag("characterSpacingControl", val="doNotCompress"),
        tag("footnotePr", tag("numRestart", val="continuous"), tag("footnote", id=-1), tag("footnote", id=0)),
        tag("compat", *(tag("compatSetting", name=name, uri=word, val=value) for name, value in modern)),
        tag("themeFontLang", val=settings.language, eastAsia="zh-CN"),
        tag("clrSchemeMapping", **mapping),
        tag("decimalSymbol", val="."),
        tag("listSeparator", val=","),
    )


def font_entry(name: str, family: str) -> str:
    alternatives = ALTERNATIVES.get(name)
    return tag(
        "font",
        tag("altName", val=alternatives) if alternatives else "",
        tag("family", val=family),
        tag("pitch", val="fixed" if family == "modern" else "variable"),
        name=name,
    )


def font_table_part(settings: Settings) -> str:
    families = {
        settings.text_font: "roman",
        settings.heading_font: "swiss",
        settings.east_asian_font: "auto",
        CODE_FONT: "modern",
    }
    return part("fonts", *(font_entry(name, family) for name, family in families.items()))


def theme_part(settings: Settings) -> str:
    """Word's menus of colours and fonts offer the theme's: here they are the house's."""

    def filled(colour: str) -> str:
        return f'<a:solidFill><a:schemeClr val="{colour}"/></a:solidFill>'

    slots = {
        "dk1": "ink", "lt1": None, "dk2": "accent", "lt2": "tint", "accent1": "accent", "accent2": "quiet",
        "accent3": "rule", "accent4": "ink", "accent5": "accent", "accent6": "quiet", "hlink": "accent", "folHlink": "quiet",
    }  # fmt: skip
    colours: dict[str, Colour | None] = slots  # type: ignore[assignment]
    scheme = "".join(
        f'<a:{slot}><a:srgbClr val="{colour_of(settings, colour) if colour else "FFFFFF"}"/></a:{slot}>'
        for slot, colour in colours.items()
    )
    faces = "".join(
        f"<a:{use}Font><a:latin typeface={quoteattr(latin)}/><a:ea typeface={quoteattr(settings.east_asian_font)}/>"
        f'<a:cs typeface=""/></a:{use}Font>'
        for use, latin in (("major", settings.heading_font), ("minor", settings.text_font))
    )
    fill, effect = filled("phClr"), "<a:effectStyle><a:effectLst/></a:effectStyle>"
    formats = (
        f"<a:fillStyleLst>{fill * 3}</a:fillStyleLst>"
        f'<a:lnStyleLst>{f"""<a:ln w="9525">{fill}</a:ln>""" * 3}</a:lnStyleLst>'
        f"<a:effectStyleLst>{effect * 3}</a:effectStyleLst><a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst>"
    )
    return (
        f'{XML}<a:theme xmlns:a="{DRAWING}" name="briefwright"><a:themeElements>'
        f'<a:clrScheme name="briefwright">{scheme}</a:clrScheme><a:fontScheme name="briefwright">{faces}</a:fontScheme>'
        f'<a:fmtScheme name="briefwright">{formats}</a:fmtScheme></a:themeElements></a:theme>'
    )


# The package ---------------------------------------------------------------------------------------

# A part's path under word/, its relationship's ID and kind; the kind is in its content type too.
PARTS = (
    ("styles.xml", "styles", "styles"),
    ("settings.xml", "settings", "settings"),
    ("fontTable.xml", "fonts", "fontTable"),
    ("footnotes.xml", "footnotes", "footnotes"),
    ("theme/theme1.xml", "theme", "theme"),
    ("header1.xml", "default-header", "header"),
    ("header2.xml", "first-header", "header"),
    ("footer1.xml", "default-footer", "footer"),
    ("footer2.xml", "first-footer", "footer"),
)


def content_type(kind: str) -> str:
    return f"{CONTENT}.theme+xml" if kind == "theme" else f"{CONTENT}.wordprocessingml.{kind}+xml"


def content_types() -> str:
    overrides = "".join(
        f'<Override PartName="/word/{path}" ContentType="{content_type(kind)}"/>'
        for path, kind in (("document.xml", "document.main"), *((path, kind) for path, _, kind in PARTS))
    )
    return (
        f'{XML}<Types xmlns="{PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def relationships(targets: tuple[tuple[str, str, str], ...]) -> str:
    said = "".join(
        f'<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="{path}"/>' for path, name, kind in targets
    )
    return f'{XML}<Relationships xmlns="{PACKAGE}/relationships">{said}</Relationships>'


def files(settings: Settings) -> dict[str, str]:
    return {
        "[Content_Types].xml": content_types(),
        "_rels/.rels": relationships((("word/document.xml", "document", "officeDocument"),)),
        "word/document.xml": document_part(settings),
        "word/_rels/document.xml.rels": relationships(PARTS),
        "word/styles.xml": styles_part(settings),
        "word/settings.xml": settings_part(settings),
        "word/fontTable.xml": font_table_part(settings),
        "word/footnotes.xml": footnotes_part(),
        "word/theme/theme1.xml": theme_part(settings),
        "word/header1.xml": other_pages_header(),
        "word/header2.xml": first_page_header(),
        "word/footer1.xml": footer(),
        "word/footer2.xml": footer(),
    }


def settings_of(template: Template) -> Settings:
    """A template's settings, as far as they concern Word."""
    accent, ink, quiet, tint = (template.colours[name] for name in COLOURS)
    paper: Paper = "Letter" if template.paper == "Letter" else "A4"
    return Settings(paper, accent, ink, quiet, tint, text_size=round(21 * template.scale_of_text) / 2)


def make_reference(settings: Settings) -> bytes:
    """The bytes of the reference document; the same for the same settings, on every machine."""
    package = BytesIO()
    with zipfile.ZipFile(package, "w") as archive:
        for path, text in files(settings).items():
            entry = zipfile.ZipInfo(path, (1980, 1, 1, 0, 0, 0))
            entry.create_system = 0  # or the machine that made it would show
            # Stored, not deflated: two versions of zlib may pack the same text differently.
            archive.writestr(entry, text.encode("utf-8"))
    return package.getvalue()
