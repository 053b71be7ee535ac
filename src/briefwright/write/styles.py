"""The styles of `look` as WordprocessingML.

Takes `Settings`; gives the styles part. Invariant: elements stand in the order that the schema asks for.
"""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

from briefwright.write.look import (
    BUILT_IN,
    CODE_FONT,
    LEFT,
    OUT,
    PAPERS,
    RIGHT,
    STYLES,
    TEXT_LINE,
    Border,
    Colour,
    Letters,
    Paragraph,
    Settings,
    Style,
)

__all__ = ["colour_of", "part", "style_id", "styles_part", "tag", "text_width"]

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
    """A whole part, with its root element."""
    return f'{XML}<w:{name} xmlns:w="{WORD}" xmlns:r="{OFFICE}">{"".join(children)}</w:{name}>'


def style_id(name: str) -> str:
    """The ID that a style's name has in the file."""
    return "".join(word[0].upper() + word[1:] for word in name.split())


def twips(points: float | None) -> int | None:
    return None if points is None else round(points * 20)


def text_width(settings: Settings) -> int:
    """The width of the text, in twentieths of a point."""
    return PAPERS[settings.paper][0] - LEFT - RIGHT


def colour_of(settings: Settings, colour: Colour) -> str:
    """A colour of the house as six hexadecimal digits."""
    if colour == "none":
        return colour
    if colour == "white":
        return "FFFFFF"
    if colour != "rule":
        return str(getattr(settings, colour))[1:].upper()
    # A thin line in the quiet colour would be as dark as words: half of it is white.
    channels = bytes.fromhex(settings.quiet[1:])
    return bytes((channel + 255) // 2 for channel in channels).hex().upper()


# Styles --------------------------------------------------------------------------------------------


def fonts(latin: str, settings: Settings) -> str:
    return tag("rFonts", ascii=latin, hAnsi=latin, eastAsia=settings.east_asian_font, cs=settings.other_font)


def border(name: str, width: float, space: int, colour: str) -> str:
    if colour == "none":  # takes away the one of the style that it is based on
        return tag(name, val="nil")
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


def tabs(said: Paragraph, settings: Settings) -> str:
    stops = [("left", twips(said.left_tab))] if said.left_tab is not None else []
    stops += [("right", text_width(settings) - (twips(said.right) or 0))] if said.right_tab else []
    return tag("tabs", *(tag("tab", val=kind, pos=place) for kind, place in stops)) if stops else ""


def paragraph_properties(said: Paragraph, settings: Settings) -> str:
    """The order is the schema's (CT_PPrBase)."""
    inside = (
        switch("keepNext", said.keep_next),
        switch("keepLines", said.keep_lines),
        switch("pageBreakBefore", said.new_page or None),
        borders(said.borders, settings),
        tag("shd", val="clear", color="auto", fill=colour_of(settings, said.shade).replace("none", "auto"))
        if said.shade
        else "",
        tabs(said, settings),
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


def cell_margins(*sides: float) -> str:
    """Space inside a cell, in points: above, left, below, right."""
    each = (tag(side, w=twips(w), type="dxa") for side, w in zip(SIDES, sides, strict=True))
    return tag("tblCellMar", *each)


def table_style(name: str, *rest: str, based_on: str = "NormalTable") -> str:
    names = (tag("name", val=name), tag("basedOn", val=style_id(based_on)), tag("qFormat"))
    return tag("style", *names, *rest, type="table", customStyle=1, styleId=style_id(name))


def first_row(*edges: str) -> str:
    """The head of a table: repeated on each page, its words at its foot."""
    return tag("tblStylePr", tag("tblPr"), tag("trPr", tag("tblHeader")),
               tag("tcPr", tag("tcBorders", *edges), tag("vAlign", val="bottom")), type="firstRow")  # fmt: skip


def table_styles(settings: Settings) -> str:
    """Horizontal rules only, as in the PDF. A wide table reaches out into the margin, a light one has no rule above its
    head; box and key points are tinted under a rule."""
    ink, rule, accent = (colour_of(settings, name) for name in ("ink", "rule", "accent"))
    lines = tag(
        "tblBorders", border("top", 0.75, 0, ink), border("bottom", 0.75, 0, ink), border("insideH", 0.5, 0, rule)
    )
    whole = tag("trPr", tag("cantSplit"))
    box = tag("tblBorders", border("top", 0.75, 0, accent))
    tinted = tag("tcPr", tag("shd", val="clear", color="auto", fill=colour_of(settings, "tint")))

    def indent(points: float) -> str:
        return tag("tblInd", w=twips(points), type="dxa")

    return "".join((
        table_style("Table", tag("tblPr", indent(0), lines, cell_margins(3, 0, 3, 8)), whole,
                    first_row(border("bottom", 0.75, 0, ink))),
        table_style("Wide Table", tag("tblPr", indent(OUT)), based_on="Table"),
        table_style("Light Table",
                    tag("tblPr", tag("tblBorders", border("top", 0, 0, "none"), border("bottom", 0.75, 0, ink),
                                     border("insideH", 0.5, 0, rule))),
                    first_row(border("bottom", 0.5, 0, rule)), based_on="Table"),
        table_style("Timeline", tag("tblPr", tag("tblBorders", border("top", 1.5, 0, accent),
                                                 border("bottom", 0.75, 0, ink), border("insideH", 0.5, 0, rule))),
                    first_row(border("bottom", 0.5, 0, rule)), based_on="Table"),
        table_style("Box Table", tag("tblPr", indent(0), box, cell_margins(4, 12, 1, 12)), tinted),
        table_style("Key Points Table", tag("tblPr", indent(OUT), box, cell_margins(4, -OUT, 1, 12)), tinted),
    ))  # fmt: skip


def figure_table_style() -> str:
    """pandoc sets a figure of several pictures in a table of this style."""
    return tag("style", tag("name", val="Figure Table"), tag("basedOn", val="NormalTable"),
               type="table", customStyle=1, styleId="FigureTable")  # fmt: skip


def styles_part(settings: Settings) -> str:
    """Every style, on the ground of the defaults."""
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
        "styles", defaults(settings), latent, ground_styles(), *named, table_styles(settings), figure_table_style()
    )
