"""A finished PDF against the machine rules of PDF/UA-1 (ISO 14289-1) and PDF/A-3a (ISO 19005-3) that concern it.

Takes `Facts` of a file; gives for each rule what breaks it. Numbers are clauses of the standards and, behind the
hyphen, tests as the public veraPDF profiles count them. Invariant: a rule that passes says only that this check found
nothing; whether a text alternative is a good one no machine can say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from briefwright.engines.objects import Element, Facts

STANDARD = frozenset(
    """Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl
    LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu WT
    WP Figure Formula Form""".split()
)
"""Structure types of ISO 32000-1, 14.8.4."""
TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
Check = Callable[[Facts], Iterator[str]]


@dataclass(frozen=True)
class Rule:
    """A clause, what it asks in our words, and its check, which gives what breaks it."""

    clause: str
    asks: str
    check: Check


def verdicts(facts: Facts) -> list[tuple[Rule, list[str]]]:
    """Each rule with what breaks it; nothing where it passes."""
    return [(rule, list(rule.check(facts))) for rule in RULES]


def _elements(facts: Facts, *kinds: str) -> Iterator[Element]:
    found = facts.root.walk() if facts.root else iter(())
    return (each for each in found if each.kind and (not kinds or each.kind in kinds))


def _if(wrong: bool, told: str) -> Iterator[str]:
    if wrong:
        yield told


def _inside(child: str, *parents: str) -> Check:
    """Elements of a kind stand directly in others."""

    def check(facts: Facts) -> Iterator[str]:
        for each in _elements(facts, child):
            if each.parent is None or each.parent.kind not in parents:
                yield f"{child} in {each.parent.kind if each.parent else 'nothing'}"

    return check


def _only(parent: str, *children: str) -> Check:
    """Elements of a kind hold directly only others."""

    def check(facts: Facts) -> Iterator[str]:
        for each in _elements(facts, parent):
            yield from (f"{kid.kind} in {parent}" for kid in each.children if kid.kind not in children)

    return check


def _at_most_one(parent: str, child: str) -> Check:
    def check(facts: Facts) -> Iterator[str]:
        for each in _elements(facts, parent):
            count = sum(kid.kind == child for kid in each.children)
            yield from _if(count > 1, f"{count} {child} in {parent}")

    return check


def _captions(facts: Facts) -> Iterator[str]:
    for each in _elements(facts, "Table", "L", "Figure"):
        places = [at for at, kid in enumerate(each.children) if kid.kind == "Caption"]
        yield from _if(any(0 < at < len(each.children) - 1 for at in places), f"Caption in the midst of {each.kind}")


def _levels(facts: Facts) -> Iterator[str]:
    """Levels of headings go down one at a time (7.4.2)."""
    last = 0
    for each in _elements(facts, "H1", "H2", "H3", "H4", "H5", "H6"):
        level = int(each.kind[1])
        yield from _if(level > last + 1, f"{each.kind} behind H{last}" if last else f"{each.kind} comes first")
        last = level


def _rows(facts: Facts) -> Iterator[str]:
    for table in _elements(facts, "Table"):
        lengths = {sum(kid.kind in ("TH", "TD") for kid in row.children) for row in table.walk() if row.kind == "TR"}
        yield from _if(len(lengths) > 1, f"rows of {sorted(lengths)} cells")


def _heads(facts: Facts) -> Iterator[str]:
    """Each cell finds its head, by scope or by ID (7.5-1, 7.5-2)."""
    for table in _elements(facts, "Table"):
        cells = list(table.walk())
        known = {cell.identifier for cell in cells if cell.kind == "TH" and cell.identifier}
        scoped = any(cell.scope for cell in cells if cell.kind == "TH")
        for cell in (each for each in cells if each.kind == "TD"):
            missing = set(cell.headers) - known
            yield from _if(bool(missing), f"no head {sorted(missing)}")
            yield from _if(not cell.headers and not scoped, "a cell without a head")


def _alternatives(facts: Facts) -> Iterator[str]:
    for each in _elements(facts, "Figure", "Formula"):
        yield from _if(not (each.alternative or each.actual), f"{each.kind} without words")


def _identifiers(facts: Facts) -> Iterator[str]:
    names = [each.identifier for each in _elements(facts) if each.identifier]
    yield from (f"{name} stands twice" for name in sorted({n for n in names if names.count(n) > 1}))


def _indexed(facts: Facts) -> Iterator[str]:
    names = {each.identifier for each in _elements(facts) if each.identifier}
    yield from (f"{name} is not in the IDTree" for name in sorted(names - facts.id_tree))
    yield from (f"the IDTree's {name} is nowhere" for name in sorted(facts.id_tree - names))


def _notes_linked(facts: Facts) -> Iterator[str]:
    """Each note's number links back, and there is a link to it (ours: both ways)."""
    notes = list(_elements(facts, "Note"))
    back = [n for n in notes if any(e.annotations and "Lbl" in e.above() for e in n.walk())]
    calls = [e for e in _elements(facts, "Link") if "Reference" in e.above() and e.annotations]
    yield from _if(len(back) != len(notes), f"{len(notes) - len(back)} notes without a link to their call")
    yield from _if(len(calls) < len(notes), f"{len(notes)} notes, {len(calls)} calls that link")


def _annotations(facts: Facts, kind: str = "") -> Iterator[tuple[int, str, str, int]]:
    for number, page in enumerate(facts.pages, 1):
        for each in page.annotations:
            if not kind or each.kind == kind:
                yield number, each.holder, each.contents, each.flags


def _xmp(pattern: str, what: str) -> Check:
    def check(facts: Facts) -> Iterator[str]:
        yield from _if(not re.search(pattern, facts.xmp, re.DOTALL), f"no {what}")

    return check


def _same(key: str, pattern: str) -> Check:
    """An entry of the information dictionary says what the XMP says (ISO 19005-3, 6.6.3)."""

    def check(facts: Facts) -> Iterator[str]:
        given = facts.info.get(key)
        if given is None:
            return
        found = re.search(pattern, facts.xmp, re.DOTALL)
        told = _unescaped(found[1]) if found else ""
        if "Date" in key:
            given, told = (re.sub(r"\D", "", each)[:14].rstrip("0") for each in (given, told))
        yield from _if(given != told, f"{key} is {given!r}, and {told!r} in the XMP")

    return check


def _unescaped(words: str) -> str:
    return words.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&")


def _fonts(wrong: Callable[[Any], bool], told: str) -> Check:
    def check(facts: Facts) -> Iterator[str]:
        yield from (f"{font.name} {told}" for font in facts.fonts if wrong(font))

    return check


def _pages(wrong: Callable[[Any], bool], told: str) -> Check:
    def check(facts: Facts) -> Iterator[str]:
        yield from (f"page {number} {told}" for number, page in enumerate(facts.pages, 1) if wrong(page))

    return check


def _files(wrong: Callable[[Any], bool], told: str) -> Check:
    def check(facts: Facts) -> Iterator[str]:
        yield from (f"{each.name} {told}" for each in facts.files if wrong(each))

    return check


def _fact(wrong: Callable[[Facts], bool], told: str) -> Check:
    return lambda facts: _if(wrong(facts), told)


PDFUA = "PDF/UA-1 "
PDFA = "PDF/A-3a "
DANGEROUS = {"/Launch", "/Sound", "/Movie", "/ResetForm", "/ImportData", "/Hide", "/SetOCGState", "/Rendition",
             "/Trans", "/GoTo3DView", "/JavaScript"}  # fmt: skip

RULES: tuple[Rule, ...] = tuple(
    Rule(clause, asks, check)
    for clause, asks, check in (
        # PDF/UA-1
        (PDFUA + "5-1", "the XMP names the part of ISO 14289", _xmp(r"pdfuaid:part(>|=\")1", "pdfuaid:part")),
        (PDFUA + "5-4", "its prefix is pdfuaid", _xmp(r"xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\"", "prefix")),
        (PDFUA + "6.2-1", "the file begins as PDF 1.n", _fact(lambda f: not f.header.startswith("%PDF-1."), "header")),
        (PDFUA + "7.1-1", "all content is tagged or an artifact",
         _pages(lambda p: p.unmarked > 0, "has content outside the structure")),
        (PDFUA + "7.1-5", "structure types are standard ones",
         lambda f: (f"{e.kind}" for e in _elements(f) if f.role_map.get("/" + e.kind, e.kind) not in STANDARD)),
        (PDFUA + "7.1-6", "no type is mapped in a circle", lambda f: (k for k, v in f.role_map.items() if k == v)),
        (PDFUA + "7.1-7", "standard types are not mapped anew",
         lambda f: (k for k in f.role_map if k.lstrip("/") in STANDARD)),
        (PDFUA + "7.1-8", "the catalogue has XMP metadata", _fact(lambda f: "/Metadata" not in f.catalog, "none")),
        (PDFUA + "7.1-9", "the XMP has a title", _xmp(r"<dc:title>.*?<rdf:li[^>]*>[^<]+</rdf:li>", "dc:title")),
        (PDFUA + "7.1-10", "viewers show the title", _fact(lambda f: f.display_title != "True", "DisplayDocTitle")),
        (PDFUA + "7.1-11", "there is a structure tree", _fact(lambda f: "/StructTreeRoot" not in f.catalog, "none")),
        (PDFUA + "7.1-4", "nothing in it is suspect", _fact(lambda f: f.suspects == "True", "Suspects")),
        (PDFUA + "6.2-2", "it says that it is tagged", _fact(lambda f: f.marked != "True", "MarkInfo")),
        (PDFUA + "7.2-29", "the document has a language",
         _fact(lambda f: not TAG.fullmatch(f.language), "no language")),
        (PDFUA + "7.2-30", "languages of parts are language tags",
         lambda f: (e.language for e in _elements(f) if e.language and not TAG.fullmatch(e.language))),
        (PDFUA + "7.2-3", "a table holds rows and groups of rows",
         _only("Table", "TR", "THead", "TBody", "TFoot", "Caption")),
        (PDFUA + "7.2-4", "a row stands in a table", _inside("TR", "Table", "THead", "TBody", "TFoot")),
        (PDFUA + "7.2-5", "a head of a table stands in one", _inside("THead", "Table")),
        (PDFUA + "7.2-6", "a body of a table stands in one", _inside("TBody", "Table")),
        (PDFUA + "7.2-7", "a foot of a table stands in one", _inside("TFoot", "Table")),
        (PDFUA + "7.2-8", "a head cell stands in a row", _inside("TH", "TR")),
        (PDFUA + "7.2-9", "a cell stands in a row", _inside("TD", "TR")),
        (PDFUA + "7.2-10", "a row holds cells", _only("TR", "TH", "TD")),
        (PDFUA + "7.2-11", "a table has one head at most", _at_most_one("Table", "THead")),
        (PDFUA + "7.2-12", "a table has one foot at most", _at_most_one("Table", "TFoot")),
        (PDFUA + "7.2-14", "a table has one caption at most", _at_most_one("Table", "Caption")),
        (PDFUA + "7.2-16", "a caption comes first or last", _captions),
        (PDFUA + "7.2-17", "an item stands in a list", _inside("LI", "L")),
        (PDFUA + "7.2-18", "an item's body stands in an item", _inside("LBody", "LI")),
        (PDFUA + "7.2-19", "a list holds items", _only("L", "LI", "L", "Caption")),
        (PDFUA + "7.2-20", "an item holds its mark and its body", _only("LI", "Lbl", "LBody")),
        (PDFUA + "7.2-26", "contents hold entries", _only("TOC", "TOC", "TOCI", "Caption")),
        (PDFUA + "7.2-27", "an entry stands in contents", _inside("TOCI", "TOC")),
        (PDFUA + "7.2-36", "a head of a table holds rows", _only("THead", "TR")),
        (PDFUA + "7.2-37", "a body of a table holds rows", _only("TBody", "TR")),
        (PDFUA + "7.2-41", "rows have as many cells", _rows),
        (PDFUA + "7.3-1", "a figure has words in its place", _alternatives),
        (PDFUA + "7.3 (ours)", "a figure has its box",
         lambda f: (e.alternative[:30] for e in _elements(f, "Figure") if not e.box)),
        (PDFUA + "7.4.2-1", "levels of headings go down one at a time", _levels),
        (PDFUA + "7.4.4-1", "numbered headings are not mixed with H",
         lambda f: _if(any(True for _ in _elements(f, "H")) and any(True for _ in _elements(f, "H1", "H2")), "both")),
        (PDFUA + "7.5-1", "a cell finds its heads", _heads),
        (PDFUA + "7.5-2", "a head cell has its scope",
         lambda f: ("a TH without Scope" for e in _elements(f, "TH") if e.scope not in ("Row", "Column", "Both"))),
        (PDFUA + "7.9-1", "a note has an ID",
         lambda f: ("a note without" for e in _elements(f, "Note") if not e.identifier)),
        (PDFUA + "7.9-2", "no ID stands twice", _identifiers),
        (PDFUA + "7.9 (ours)", "a note and its call are linked both ways", _notes_linked),
        (PDFUA + "14.7.2 (ours)", "every ID is in the IDTree, and nothing else", _indexed),
        (PDFUA + "7.11-1", "an attached file has its name twice",
         _files(lambda e: len(e.names) < 2, "lacks F or UF")),
        (PDFUA + "7.15-1", "there is no XFA form", _fact(lambda f: "XFA" in f.xmp, "XFA")),
        (PDFUA + "7.16-1", "it may be read aloud: it is not encrypted", _fact(lambda f: f.encrypted, "encrypted")),
        (PDFUA + "7.18.1-1", "annotations are in the structure",
         lambda f: (f"page {n}" for n, holder, _, _ in _annotations(f) if not holder)),
        (PDFUA + "7.18.1-2", "annotations say what they are",
         lambda f: (f"page {n}" for n, _, contents, _ in _annotations(f) if not contents)),
        (PDFUA + "7.18.3-1", "tabs follow the structure",
         _pages(lambda p: bool(p.annotations) and p.tabs != "/S", "has another order")),
        (PDFUA + "7.18.5-1", "links are tagged as links",
         lambda f: (f"page {n}: {holder}" for n, holder, _, _ in _annotations(f, "Link") if holder != "Link")),
        (PDFUA + "7.18.5-2", "links say where they lead",
         lambda f: (f"page {n}" for n, _, contents, _ in _annotations(f, "Link") if not contents)),
        (PDFUA + "7.21.3.2-1", "glyphs of TrueType fonts are mapped",
         _fonts(lambda g: g.kind == "Type0" and not g.glyph_map, "has no CIDToGIDMap")),
        (PDFUA + "7.21.4.1-1", "fonts are embedded",
         _fonts(lambda g: not g.embedded, "is not embedded")),
        (PDFUA + "7.21.7-1", "characters have Unicode values",
         _fonts(lambda g: not g.unicode, "has no ToUnicode")),
        # PDF/A-3a
        (PDFA + "6.1.2-1", "the file begins %PDF-1.n",
         _fact(lambda f: not re.fullmatch(r"%PDF-1\.[0-7]", f.header), "no")),
        (PDFA + "6.1.2-2", "bytes above 127 follow", _fact(lambda f: not f.binary, "they do not")),
        (PDFA + "6.1.3-1", "the trailer has an ID", _fact(lambda f: not f.trailer_id, "none")),
        (PDFA + "6.1.3-2", "it is not encrypted", _fact(lambda f: f.encrypted, "encrypted")),
        (PDFA + "6.1.7.1-3", "streams keep their data in the file", _fact(lambda f: f.external > 0, "outside")),
        (PDFA + "6.1.7.2-1", "no filter is LZW or Crypt",
         lambda f: iter(sorted(f.filters & {"/LZWDecode", "/Crypt"}))),
        (PDFA + "6.2.3-1", "an output intent for PDF/A",
         lambda f: _if(not any(kind == "/GTS_PDFA1" for kind, _, _ in f.intents), "none")),
        (PDFA + "6.2.3-2", "its profile has components",
         lambda f: _if(any(n not in (1, 3, 4) for _, n, _ in f.intents), "n")),
        (PDFA + "6.2.5-1", "no transfer functions", _fact(lambda f: f.transfer > 0, "TR")),
        (PDFA + "6.2.8-3", "no picture is interpolated", _fact(lambda f: f.interpolated > 0, "Interpolate")),
        (PDFA + "6.2.11.2-1", "fonts have a kind", _fonts(lambda g: not g.kind, "has none")),
        (PDFA + "6.2.11.3-1", "character collections agree",
         _fonts(lambda g: g.kind == "Type0" and g.system != "Adobe-Identity", "is of another")),
        (PDFA + "6.2.11.3-2", "glyphs are mapped as they stand",
         _fonts(lambda g: g.kind == "Type0" and g.glyph_map != "/Identity", "has another map")),
        (PDFA + "6.2.11.4-1", "fonts are embedded",
         _fonts(lambda g: not g.embedded, "is not embedded")),
        (PDFA + "6.2.11.4.2-2", "no CIDSet that could be short", _fonts(lambda g: g.cid_set, "has one")),
        (PDFA + "6.2.11.5-1", "widths are given", _fonts(lambda g: not g.widths, "has none")),
        (PDFA + "6.2.11.7.2-1", "characters have Unicode values",
         _fonts(lambda g: not g.unicode, "has no ToUnicode")),
        (PDFA + "6.3.2-1", "annotations are printed, and not hidden",
         lambda f: (f"page {n}: {flags}" for n, _, _, flags in _annotations(f) if flags & 0b100011 or not flags & 4)),
        (PDFA + "6.3.3-1", "annotations other than links have a look of their own",
         lambda f: (f"page {n}" for n, p in enumerate(f.pages, 1) for a in p.annotations
                    if a.kind not in ("Link", "Popup") and not a.appearance)),
        (PDFA + "6.4-1", "there is no form with a script", _fact(lambda f: "/AcroForm" in f.catalog, "AcroForm")),
        (PDFA + "6.5.1-1", "no action but links",
         lambda f: (a for a in [*f.actions, *(x for p in f.pages for n in p.annotations for x in n.actions)]
                    if a in DANGEROUS)),
        (PDFA + "6.5.2-1", "nothing happens on opening", _fact(lambda f: "/AA" in f.catalog, "AA")),
        (PDFA + "6.5.2-2", "nothing happens on a page", _pages(lambda p: p.actions, "has AA")),
        (PDFA + "6.6.2.1-1", "the XMP is there, unfiltered", lambda f: _if(not f.xmp or f.xmp_filtered, "filtered")),
        (PDFA + "6.6.2.3-1", "schemas of its own are described",
         _xmp(r"pdfaExtension:schemas.*pdfuaid.*pdfaProperty:name>part<", "description of pdfuaid")),
        (PDFA + "6.6.4-1", "the XMP names part 3", _xmp(r"pdfaid:part(>|=\")3", "pdfaid:part")),
        (PDFA + "6.6.4-2", "and level A", _xmp(r"pdfaid:conformance(>|=\")A", "pdfaid:conformance")),
        (PDFA + "6.6.3 title", "the title is the same in both places",
         _same("/Title", r"<dc:title>.*?<rdf:li[^>]*>([^<]*)</rdf:li>")),
        (PDFA + "6.6.3 creator", "the program is the same in both places",
         _same("/Creator", r"<xmp:CreatorTool>([^<]*)<")),
        (PDFA + "6.6.3 producer", "the engine is the same in both places",
         _same("/Producer", r"pdf:Producer(?:>|=\")([^<\"]*)")),
        (PDFA + "6.6.3 created", "the date is the same in both places",
         _same("/CreationDate", r"<xmp:CreateDate>([^<]*)<")),
        (PDFA + "6.6.3 changed", "the other date, too", _same("/ModDate", r"<xmp:ModifyDate>([^<]*)<")),
        (PDFA + "6.7.2-1", "it says that it is tagged", _fact(lambda f: f.marked != "True", "MarkInfo")),
        (PDFA + "6.7.3-1", "there is a structure tree", _fact(lambda f: "/StructTreeRoot" not in f.catalog, "none")),
        (PDFA + "6.7.4-1", "the language is a language tag", _fact(lambda f: not TAG.fullmatch(f.language), "none")),
        (PDFA + "6.8-1", "attached files have a kind", _files(lambda e: not e.mime, "has none")),
        (PDFA + "6.8-2", "and both names", _files(lambda e: len(e.names) < 2, "lacks F or UF")),
        (PDFA + "6.8-3", "and a relationship", _files(lambda e: not e.relationship, "has none")),
        (PDFA + "6.8-4", "and are associated", _files(lambda e: not e.associated, "is not")),
        (PDFA + "6.8 dates", "and a date", _files(lambda e: not e.modified, "has none")),
        (PDFA + "6.9-1", "no layers with settings of their own",
         _fact(lambda f: "/OCProperties" in f.catalog, "layers")),
        (PDFA + "6.10-1", "no other presentations", _fact(lambda f: "/AlternatePresentations" in f.catalog, "some")),
        (PDFA + "6.11-1", "no requirements", _fact(lambda f: "/Requirements" in f.catalog, "some")),
    )
)  # fmt: skip
