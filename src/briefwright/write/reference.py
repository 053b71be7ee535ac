"""Makes a template's `reference.docx`, the styles document that pandoc's `--reference-doc` takes.

Takes: `Settings` (paper, colours, fonts, text size, language).
Gives: the bytes of a DOCX with every style that pandoc and the compiler use, the page, and headers and footers
whose words are placeholders (`PLACEHOLDERS`), each alone in a run, for the compiler to fill.
Invariant: the same settings give the same bytes; elements stand in the order that the WordprocessingML schema
asks for; nothing is taken from any other reference document, and nothing outside the file is pointed at.
"""

from __future__ import annotations

import zipfile
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr

from briefwright.write.look import (
    ALTERNATIVES,
    BOTTOM,
    CODE_FONT,
    FOOTER,
    HEADER,
    LEFT,
    PAPERS,
    RIGHT,
    STYLES,
    TOP,
    Colour,
    Settings,
)
from briefwright.write.styles import (
    CONTENT,
    DRAWING,
    OFFICE,
    PACKAGE,
    XML,
    colour_of,
    part,
    style_id,
    styles_part,
    tag,
)

__all__ = ["make_reference"]

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
        "accent3": "rule", "accent4": "ink", "accent5": "accent", "accent6": "quiet", "hlink": "accent",
        "folHlink": "quiet",
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
