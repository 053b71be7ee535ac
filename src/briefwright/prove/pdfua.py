"""The machine rules of PDF/UA-1 (ISO 14289-1).

Gives `RULES`. Numbers are clauses and, behind the hyphen, tests as the public veraPDF profiles count them; rules of
ours beside them say so. Invariant: a rule is here when a file that the page engine makes could break it; forms, media
and simple fonts are refused as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefwright.engines.glyphs import Font
from briefwright.engines.objects import Facts
from briefwright.prove import tables
from briefwright.prove.checks import (
    Check,
    Rule,
    at_most_one,
    caption_first,
    each_annotation,
    each_element,
    each_file,
    each_font,
    each_page,
    elements,
    fact,
    has,
    in_xmp,
    inside,
    only,
    when,
)  # fmt: skip

STANDARD = frozenset(
    """Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl
    LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu WT
    WP Figure Formula Form""".split()
)
"""Structure types of ISO 32000-1, 14.8.4."""
TAG = re.compile(r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*")
HEADINGS = ("H1", "H2", "H3", "H4", "H5", "H6")
CMAPS = ("/Identity-H", "/Identity-V")
FORBIDDEN = frozenset("\0\ufeff\ufffe")
OTHERS = ("Widget", "Popup", "Link")


def _mapped(facts: Facts, kind: str) -> str:
    """The standard type of a type; empty when there is none, or it is mapped in a circle."""
    seen: set[str] = set()
    while kind not in STANDARD and kind not in seen:
        seen.add(kind)
        kind = facts.role_map.get(f"/{kind}", "").lstrip("/")
    return kind if kind in STANDARD else ""


def _circles(facts: Facts) -> Iterator[str]:
    for start in facts.role_map:
        seen, kind = {start}, facts.role_map[start]
        while kind in facts.role_map and kind not in seen:
            seen.add(kind)
            kind = facts.role_map[kind]
        yield from when(kind in seen, start)


def _levels(facts: Facts) -> Iterator[str]:
    """Levels of headings go down one at a time (7.4.2)."""
    last = 0
    for each in elements(facts, *HEADINGS):
        level = int(each.kind[1])
        yield from when(level > last + 1, f"{each.kind} behind H{last}" if last else f"{each.kind} comes first")
        last = level


def _headings(facts: Facts) -> Iterator[str]:
    kinds = {each.kind for each in elements(facts)}
    yield from when("H" in kinds and bool(kinds & set(HEADINGS)), "both")


def _bodies(child: str) -> Check:
    def check(facts: Facts) -> Iterator[str]:
        for table in elements(facts, "Table"):
            kinds = {kid.kind for kid in table.children}
            yield from when(child in kinds and "TBody" not in kinds, f"{child} and no TBody")

    return check


def _repeated_ids(facts: Facts) -> Iterator[str]:
    names = [each.identifier for each in elements(facts) if each.identifier]
    yield from (f"{name} stands twice" for name in sorted({n for n in names if names.count(n) > 1}))


def _indexed(facts: Facts) -> Iterator[str]:
    names = {each.identifier for each in elements(facts) if each.identifier}
    yield from (f"{name} is not in the IDTree" for name in sorted(names - facts.id_tree))
    yield from (f"the IDTree's {name} is nowhere" for name in sorted(facts.id_tree - names))


def _notes_linked(facts: Facts) -> Iterator[str]:
    """Each note's number links back, and there is a link to it."""
    notes = list(elements(facts, "Note"))
    back = [n for n in notes if any(e.annotations and "Lbl" in e.above() for e in n.walk())]
    calls = [
        e for e in elements(facts, "Link") if "Reference" in e.above() and "TOCI" not in e.above() and e.annotations
    ]
    yield from when(len(back) != len(notes), f"{len(notes) - len(back)} notes without a link to their call")
    yield from when(len(calls) < len(notes), f"{len(notes)} notes, {len(calls)} calls that link")


def _languages(facts: Facts) -> Iterator[str]:
    """Every language that is told is a language tag."""
    told = [facts.language] if "/Lang" in facts.catalog else []
    told += [each.language for each in elements(facts) if each.language]
    told += [language for page in facts.pages for language in page.painted.languages]
    yield from (repr(each) for each in told if not TAG.fullmatch(each))


def _boxes(facts: Facts) -> Iterator[str]:
    """A figure's box stands on its page, in the page's own points (ISO 32000-1, 14.8.5.4.3)."""
    tallest = max((size for page in facts.pages for size in page.sizes), default=0.0)
    for each in elements(facts, "Figure"):
        good = len(each.box) == 4 and 0 <= each.box[0] < each.box[2] <= tallest and 0 <= each.box[1] < each.box[3]
        yield from when(not good or each.box[3] > tallest, f"{each.alternative[:30]!r} at {each.box}")


def _numbered(facts: Facts) -> Iterator[str]:
    """A list whose items have marks says how it counts (ISO 32000-1, table 347)."""
    for each in elements(facts, "L"):
        marked = any(kid.kind == "Lbl" for item in each.children for kid in item.children)
        yield from when(marked and not each.numbering, "a list with marks and no ListNumbering")


def _once(facts: Facts) -> Iterator[str]:
    """Marked content belongs to one element."""
    places = [place for each in elements(facts) for place in each.contents]
    yield from when(len(places) != len(set(places)), "a piece of content in two elements")


def other_collection(font: Font) -> bool:
    """Whether a font's characters are of another collection than its encoding's."""
    return font.kind == "Type0" and font.encoding not in CMAPS and font.system != "Adobe-Identity"


def _untold(facts: Facts) -> bool:
    """Whether the file has no language of its own."""
    return not facts.language


def _rule(test: str, asks: str, check: Check) -> Rule:
    return Rule(f"PDF/UA-1 {test}", asks, check)


RULES: tuple[Rule, ...] = (
    # Identification
    _rule("5-1", "the XMP names PDF/UA", in_xmp(r"pdfuaid:part", "pdfuaid:part")),
    _rule("5-2", "it names part 1", in_xmp(r"pdfuaid:part\s*(>|=\")1(<|\")", "part 1")),
    _rule("5-3", "its prefix is pdfuaid", in_xmp(r"xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\"", "prefix")),
    _rule("6.1-1", "the file begins as PDF 1.n", fact(lambda f: not re.match(r"%PDF-1\.[0-7]", f.header), "header")),
    _rule("6.2-1", "it says that it is tagged", fact(lambda f: f.marked != "True", "MarkInfo")),
    # General
    _rule("7.1-1", "no artifact stands inside the text",
          each_page(lambda p: p.painted.artifacts_within, "has artifacts in the text")),
    _rule("7.1-2", "no text stands inside an artifact",
          each_page(lambda p: p.painted.tagged_within, "has text in artifacts")),
    _rule("7.1-3", "all content is tagged or an artifact",
          each_page(lambda p: p.painted.unmarked, "has content outside the structure")),
    _rule("7.1-3 (ours)", "what is tagged has its element, and elements their content",
          each_page(lambda p: p.lost, "has marked content without an element")),
    _rule("7.1-3 once (ours)", "content belongs to one element", _once),
    _rule("7.1-4", "nothing in it is suspect", fact(lambda f: f.suspects == "True", "Suspects")),
    _rule("7.1-5", "structure types are standard ones",
          lambda f: (each.kind for each in elements(f) if not _mapped(f, each.kind))),
    _rule("7.1-6", "no type is mapped in a circle", _circles),
    _rule("7.1-7", "standard types are not mapped anew",
          lambda f: (kind for kind in f.role_map if kind.lstrip("/") in STANDARD)),
    _rule("7.1-8", "the catalogue has XMP metadata", fact(lambda f: "/Metadata" not in f.catalog, "none")),
    _rule("7.1-9", "the XMP has a title", in_xmp(r"<dc:title>.*?<rdf:li[^>]*>[^<]+</rdf:li>", "dc:title")),
    _rule("7.1-10", "viewers show the title", fact(lambda f: f.display_title != "True", "DisplayDocTitle")),
    _rule("7.1-11", "there is a structure tree", fact(lambda f: "/StructTreeRoot" not in f.catalog, "none")),
    _rule("7.1-12", "each element names its parent", each_element("", lambda e: not e.owned, "without P")),
    # Text
    _rule("7.2-2", "the outline's language is known",
          fact(lambda f: "/Outlines" in f.catalog and _untold(f), "unknown")),
    _rule("7.2-3", "a table holds rows and groups of rows", only("Table", "TR", "THead", "TBody", "TFoot", "Caption")),
    _rule("7.2-4", "a row stands in a table", inside("TR", "Table", "THead", "TBody", "TFoot")),
    _rule("7.2-5", "a head of a table stands in one", inside("THead", "Table")),
    _rule("7.2-6", "a body of a table stands in one", inside("TBody", "Table")),
    _rule("7.2-7", "a foot of a table stands in one", inside("TFoot", "Table")),
    _rule("7.2-8", "a head cell stands in a row", inside("TH", "TR")),
    _rule("7.2-9", "a cell stands in a row", inside("TD", "TR")),
    _rule("7.2-10", "a row holds cells", only("TR", "TH", "TD")),
    _rule("7.2-11", "a table has one head at most", at_most_one("Table", "THead")),
    _rule("7.2-12", "a table has one foot at most", at_most_one("Table", "TFoot")),
    _rule("7.2-13", "a table with a foot has a body", _bodies("TFoot")),
    _rule("7.2-14", "a table with a head has a body", _bodies("THead")),
    _rule("7.2-15", "cells do not overlap", tables.overlaps),
    _rule("7.2-16", "a table's caption comes first or last", caption_first("Table", last=True)),
    _rule("7.2-17", "an item stands in a list", inside("LI", "L")),
    _rule("7.2-18", "an item's body stands in an item", inside("LBody", "LI")),
    _rule("7.2-19", "a list holds items", only("L", "LI", "L", "Caption")),
    _rule("7.2-20", "an item holds its mark and its body", only("LI", "Lbl", "LBody")),
    _rule("7.2-22", "the language of words in a figure's place is known",
          fact(lambda f: _untold(f) and any(e.alternative for e in elements(f)), "unknown")),
    _rule("7.2-24", "the language of what annotations say is known",
          fact(lambda f: _untold(f) and any(a.contents for p in f.pages for a in p.annotations), "unknown")),
    _rule("7.2-26", "an entry stands in contents", inside("TOCI", "TOC")),
    _rule("7.2-27", "contents hold entries", only("TOC", "TOC", "TOCI", "Caption")),
    _rule("7.2-28", "a caption of contents comes first", caption_first("TOC")),
    _rule("7.2-29", "languages are language tags", _languages),
    _rule("7.2-33", "the document has a language", fact(_untold, "none")),
    _rule("7.2-36", "a head of a table holds rows", only("THead", "TR")),
    _rule("7.2-37", "a body of a table holds rows", only("TBody", "TR")),
    _rule("7.2-38", "a foot of a table holds rows", only("TFoot", "TR")),
    _rule("7.2-39", "a table has one caption at most", at_most_one("Table", "Caption")),
    _rule("7.2-40", "a list's caption comes first", caption_first("L")),
    _rule("7.2-41", "columns have as many rows", tables.uneven_columns),
    _rule("7.2-42", "rows have as many columns", tables.uneven_rows),
    _rule("7.6 (ours)", "a list with marks says how it counts", _numbered),
    # Figures, headings, tables, notes
    _rule("7.3-1", "a figure has words in its place",
          each_element("Figure", lambda e: not (e.alternative or e.actual), "without words")),
    _rule("7.3 (ours)", "a figure has its box, on the page", _boxes),
    _rule("7.4.2-1", "levels of headings go down one at a time", _levels),
    _rule("7.4.4-1", "an element has one H at most",
          each_element("", lambda e: sum(kid.kind == "H" for kid in e.children) > 1, "with two H")),
    _rule("7.4.4-2", "numbered headings are not mixed with H", _headings),
    _rule("7.5-1", "a cell finds its heads", tables.headless),
    _rule("7.5-2", "the heads that it names are there", tables.unknown_heads),
    _rule("7.5 (ours)", "a head cell has its scope",
          each_element("TH", lambda e: e.scope not in ("Row", "Column", "Both"), "without Scope")),
    _rule("7.7-1", "a formula has words in its place",
          each_element("Formula", lambda e: not (e.alternative or e.actual), "without words")),
    _rule("7.9-1", "a note has an ID", each_element("Note", lambda e: not e.identifier, "without ID")),
    _rule("7.9-2", "no ID stands twice", _repeated_ids),
    _rule("7.9 (ours)", "a note and its call are linked both ways", _notes_linked),
    _rule("7.9 index (ours)", "every ID is in the IDTree, and nothing else", _indexed),
    # Other things of a file
    _rule("7.10 (ours)", "there are no layers", fact(lambda f: "/OCProperties" in f.catalog, "OCProperties")),
    _rule("7.11-1", "an attached file has its name twice", each_file(lambda e: len(e.names) < 2, "lacks F or UF")),
    _rule("7.15-1", "there is no XFA form", has("Dictionary/XFA", "AcroForm/XFA")),
    _rule("7.16-1", "it may be read aloud: it is not encrypted", fact(lambda f: f.encrypted, "encrypted")),
    _rule("7.18.1-1", "annotations are in the structure",
          each_annotation(lambda a: not a.holder or (a.kind not in OTHERS and a.holder != "Annot"), "is not")),
    _rule("7.18.1-2", "annotations say what they are",
          each_annotation(lambda a: a.kind not in OTHERS and not a.contents, "says nothing")),
    _rule("7.18.2-1", "no trap network", each_annotation(lambda a: a.kind == "TrapNet", "stands there")),
    _rule("7.18.3-1", "tabs follow the structure",
          each_page(lambda p: p.annotations and p.tabs != "/S", "has another order")),
    _rule("7.18.4 (ours)", "there are no form fields", each_annotation(lambda a: a.kind == "Widget", "stands there")),
    _rule("7.18.5-1", "links are tagged as links",
          each_annotation(lambda a: a.kind == "Link" and a.holder != "Link", "is not")),
    _rule("7.18.5-2", "links say where they lead",
          each_annotation(lambda a: a.kind == "Link" and not a.contents, "says nothing")),
    _rule("7.20-1", "no page of another file is shown", has("Form/Ref")),
    _rule("7.20-2", "what forms paint is in the structure, once",
          fact(lambda f: f.lost_in_forms, "content of a form without an element")),
    # Fonts
    _rule("7.21 (ours)", "fonts are of the two kinds that are checked",
          each_font(lambda g: g.kind not in ("Type0", "Type3"), "is of another kind")),
    _rule("7.21.3.1-1", "character collections agree", each_font(other_collection, "differ")),
    _rule("7.21.3.2-1", "glyphs of TrueType fonts are mapped",
          each_font(lambda g: g.descendant == "CIDFontType2" and not g.glyph_map, "has no CIDToGIDMap")),
    _rule("7.21.3.3-1", "character maps are standard ones or embedded",
          each_font(lambda g: g.kind == "Type0" and g.encoding not in (*CMAPS, "stream"), "has another")),
    _rule("7.21.4.1-1", "fonts are embedded", each_font(lambda g: not g.embedded, "is not embedded")),
    _rule("7.21.4.1-3", "glyphs that are shown are in their fonts",
          each_font(lambda g: g.absent, "lacks glyphs that are shown")),
    _rule("7.21.4.2-2", "no list of glyphs that could be short", each_font(lambda g: g.cid_set, "has a CIDSet")),
    _rule("7.21.5-1", "widths are those of the fonts", each_font(lambda g: g.wide, "has other widths")),
    _rule("7.21.7-1", "characters have Unicode values",
          each_font(lambda g: g.silent or not g.unicode, "has glyphs without a Unicode value")),
    _rule("7.21.7-2", "the values are characters",
          each_font(lambda g: FORBIDDEN & set(g.said), "has U+0000, U+FEFF or U+FFFE")),
    _rule("7.21.8-1", "the sign for no character is not shown",
          each_font(lambda g: g.kind == "Type0" and 0 in g.shown, "shows .notdef")),
)  # fmt: skip
