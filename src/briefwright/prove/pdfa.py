"""The machine rules of PDF/A-3a (ISO 19005-3).

Gives `RULES`. Numbers are clauses and, behind the hyphen, tests as the public veraPDF profiles count them; rules of
ours beside them say so. Invariant: a rule is here when a file that the page engine makes could break it; forms, layers
and spot colours are refused as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefwright.engines.objects import Facts
from briefwright.prove.checks import (
    Check,
    Rule,
    each_annotation,
    each_file,
    each_font,
    each_page,
    elements,
    fact,
    has,
    in_xmp,
    parsed,
    same,
    when,
)  # fmt: skip
from briefwright.prove.pdfua import CMAPS, FORBIDDEN, STANDARD, TAG, other_collection

FILTERS = frozenset("/ASCIIHexDecode /ASCII85Decode /FlateDecode /RunLengthDecode /CCITTFaxDecode /JBIG2Decode "
                    "/DCTDecode".split())  # fmt: skip
INLINE = FILTERS | frozenset("/AHx /A85 /Fl /RL /CCF /DCT".split())
INTENTS = frozenset("/RelativeColorimetric /AbsoluteColorimetric /Perceptual /Saturation".split())
BLENDS = frozenset("""/Normal /Compatible /Multiply /Screen /Overlay /Darken /Lighten /ColorDodge /ColorBurn /HardLight
    /SoftLight /Difference /Exclusion /Hue /Saturation /Color /Luminosity""".split())  # fmt: skip
ACTIONS = frozenset("/GoTo /GoToR /GoToE /Thread /URI /Named /SubmitForm".split())
ANNOTATIONS = frozenset("""Text Link FreeText Line Square Circle Polygon PolyLine Highlight Underline Squiggly StrikeOut
    Stamp Caret Ink Popup FileAttachment Widget PrinterMark TrapNet Watermark Redact""".split())  # fmt: skip
FONTS = frozenset("Type0 Type1 MMType1 TrueType Type3".split())
PROGRAMS = frozenset(["", "/Type1C", "/CIDFontType0C", "/OpenType"])
MIME = re.compile(r"[-\w+.]+/[-\w+.]+")
HIDING = 0b100100011
"""Flags Invisible, Hidden, NoView and ToggleNoView (ISO 32000-1, table 165)."""
PRINTED = 0b100
SCHEMAS = frozenset(
    [
        "http://purl.org/dc/elements/1.1/", "http://ns.adobe.com/xap/1.0/", "http://ns.adobe.com/xap/1.0/mm/",
        "http://ns.adobe.com/xap/1.0/rights/", "http://ns.adobe.com/pdf/1.3/", "http://www.aiim.org/pdfa/ns/id/",
        "http://www.aiim.org/pdfa/ns/extension/",
    ]
)  # fmt: skip
"""Schemas that need no description (ISO 19005-3, 6.6.2.3): those of the XMP specification that we use, and PDF/A's."""
COMPONENTS = {"RGB ": 3, "CMYK": 4, "GRAY": 1}
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
SCHEMA = "{http://www.aiim.org/pdfa/ns/schema#}"
PROPERTY = "{http://www.aiim.org/pdfa/ns/property#}"


def _properties(facts: Facts) -> Iterator[tuple[str, str]]:
    """The properties of the XMP: namespaces and names."""
    tree = parsed(facts.xmp)
    for description in tree.iter(f"{RDF}Description") if tree is not None else ():
        for name in [*description.attrib, *(child.tag for child in description)]:
            space, _, local = name.lstrip("{").partition("}")
            if local and f"{{{space}}}" != RDF:
                yield space, local


def _undescribed(facts: Facts) -> Iterator[str]:
    """Properties of schemas that are neither known nor described in the file."""
    tree = parsed(facts.xmp)
    described = set()
    for entry in tree.iter() if tree is not None else ():
        space = entry.findtext(f"{SCHEMA}namespaceURI")
        if space:
            described |= {(space, name.text) for name in entry.iter(f"{PROPERTY}name")}
    yield from (f"{{{s}}}{n}" for s, n in _properties(facts) if s not in SCHEMAS and (s, n) not in described)


def _half_described(*names: str) -> Check:
    """Each description of a schema or a property has all its fields."""

    def check(facts: Facts) -> Iterator[str]:
        tree = parsed(facts.xmp)
        for entry in tree.iter(f"{RDF}li") if tree is not None else ():
            held = {child.tag for child in entry}
            if held & set(names):
                yield from (name.partition("}")[2] for name in names if name not in held)

    return check


def _spaces(facts: Facts) -> set[str]:
    """The colour spaces of profiles that the output intents have."""
    return {intent.space for intent in facts.intents if intent.kind == "/GTS_PDFA1"}


def _rule(test: str, asks: str, check: Check) -> Rule:
    return Rule(f"PDF/A-3a {test}", asks, check)


def _keys(pattern: str) -> Check:
    return lambda facts: (key for key in sorted(facts.keys) if re.fullmatch(pattern, key))


def _values(key: str, allowed: frozenset[str]) -> Check:
    """The names that a key has are some of these."""
    return lambda f: (v for v in sorted(f.values) if v.startswith(key) and v.removeprefix(key) not in allowed)


RULES: tuple[Rule, ...] = (
    # The file
    _rule("6.1.2-1", "the file begins %PDF-1.n", fact(lambda f: not re.fullmatch(r"%PDF-1\.[0-7]", f.header), "no")),
    _rule("6.1.2-2", "four bytes above 127 follow", fact(lambda f: not f.binary, "they do not")),
    _rule("6.1.3-1", "the trailer has an ID", fact(lambda f: not f.trailer_id, "none")),
    _rule("6.1.3-2", "it is not encrypted", fact(lambda f: f.encrypted, "encrypted")),
    _rule("6.1.3-3", "nothing follows the end", fact(lambda f: not f.ending, "something does")),
    _rule("6.1.7-3", "streams keep their data in the file",
          _keys(r"(Image|Form|EmbeddedFile|Metadata|ObjStm|Pattern)/(F|FFilter|FDecodeParms)")),
    _rule("6.1.7-4", "filters are standard ones, LZW and Crypt left out", lambda f: iter(sorted(f.filters - FILTERS))),
    _rule("6.1.10-1", "so are those of inline pictures",
          each_page(lambda p: p.painted.inline - INLINE - {"/Interpolate"}, "has another")),
    _rule("6.1.13-3", "strings have at most 32767 bytes", fact(lambda f: f.longest_string > 32767, "longer")),
    _rule("6.1.13-4", "names have at most 127 bytes", fact(lambda f: f.longest_name > 127, "longer")),
    _rule("6.1.13-7", "there are at most 8388607 objects", fact(lambda f: f.objects > 8388607, "more")),
    _rule("6.1.13-8", "states of graphics are nested 28 deep at most",
          each_page(lambda p: p.painted.deepest > 28, "nests deeper")),
    _rule("6.1.13-11", "pages measure 3 to 14400 points",
          each_page(lambda p: any(not 3 <= size <= 14400 for size in p.sizes), "does not")),
    # Graphics
    _rule("6.2.2-1", "operators are those of PDF", each_page(lambda p: p.painted.strange, "has others")),
    _rule("6.2.3 (ours)", "an output intent for PDF/A",
          fact(lambda f: not any(each.kind == "/GTS_PDFA1" for each in f.intents), "none")),
    _rule("6.2.3-1", "its profile is of a printer or a screen",
          fact(lambda f: any(each.device not in ("prtr", "mntr") or each.space not in ("RGB ", "CMYK", "GRAY")
                             or each.version >= 5 for each in f.intents), "another")),
    _rule("6.2.3-2", "there is one", fact(lambda f: len(f.intents) > 1, "more")),
    _rule("6.2.3-3", "it is in the file", has("OutputIntent/DestOutputProfileRef")),
    _rule("6.2.3 components (ours)", "it has as many components as are told",
          fact(lambda f: any(COMPONENTS.get(each.space) != each.components for each in f.intents), "others")),
    _rule("6.2.4.3-2", "RGB is used with an RGB profile",
          fact(lambda f: "/DeviceRGB" in f.colours and "RGB " not in _spaces(f), "without")),
    _rule("6.2.4.3-3", "CMYK is used with a CMYK profile",
          fact(lambda f: "/DeviceCMYK" in f.colours and "CMYK" not in _spaces(f), "without")),
    _rule("6.2.4.3-4", "grey is used with a profile",
          fact(lambda f: "/DeviceGray" in f.colours and not _spaces(f), "without")),
    _rule("6.2.4.4 (ours)", "there are no spot colours",
          lambda f: iter(sorted(f.colours & {"/Separation", "/DeviceN"}))),
    _rule("6.2.5-1", "no transfer functions", has("ExtGState/TR")),
    _rule("6.2.5-2", "nor of the other kind", _values("ExtGState/TR2", frozenset(["/Default"]))),
    _rule("6.2.5-3", "no halftone origin", has("ExtGState/HTP")),
    _rule("6.2.5-4", "halftones are of kind 1 or 5", _values("Halftone/HalftoneType", frozenset(["1", "5"]))),
    _rule("6.2.5-5", "halftones have no name", has("Halftone/HalftoneName")),
    _rule("6.2.6-1", "rendering intents are standard ones",
          lambda f: iter(sorted({each for p in f.pages for each in p.painted.intents} - INTENTS
                                | {v for v in f.values if v.startswith(("Image/Intent", "ExtGState/RI"))
                                   and "/" + v.rpartition("/")[2] not in INTENTS}))),
    _rule("6.2.8-1", "no picture has another beside it", has("Image/Alternates")),
    _rule("6.2.8-2", "nor one for the press", has("Image/OPI")),
    _rule("6.2.8-3", "no picture is interpolated",
          lambda f: iter([v for v in f.values if v == "Image/InterpolateTrue"]
                         + ["inline" for p in f.pages if "/Interpolate" in p.painted.inline])),
    _rule("6.2.8.3 (ours)", "no picture is JPEG 2000", fact(lambda f: "/JPXDecode" in f.filters, "one is")),
    _rule("6.2.9-1", "forms are no PostScript", has("Form/OPI", "Form/PS", "Form/Subtype2")),
    _rule("6.2.9-2", "no page of another file is shown", has("Form/Ref")),
    _rule("6.2.9-3", "there is no PostScript", _keys(r"PS/.*")),
    _rule("6.2.10-1", "blend modes are standard ones", _values("ExtGState/BM", BLENDS)),
    # Fonts
    _rule("6.2.11.2-2", "fonts are of a known kind", each_font(lambda g: g.kind not in FONTS, "is not")),
    _rule("6.2.11.2-3", "fonts have a name", each_font(lambda g: g.kind != "Type3" and not g.name, "has none")),
    _rule("6.2.11.2-7", "programs are of a known kind", each_font(lambda g: g.program not in PROGRAMS, "is not")),
    _rule("6.2.11.3-1", "character collections agree", each_font(other_collection, "differ")),
    _rule("6.2.11.3-2", "glyphs of TrueType fonts are mapped",
          each_font(lambda g: g.descendant == "CIDFontType2" and not g.glyph_map, "has no CIDToGIDMap")),
    _rule("6.2.11.3-3", "character maps are standard ones or embedded",
          each_font(lambda g: g.kind == "Type0" and g.encoding not in (*CMAPS, "stream"), "has another")),
    _rule("6.2.11.4-1", "fonts are embedded", each_font(lambda g: not g.embedded, "is not embedded")),
    _rule("6.2.11.4-2", "glyphs that are shown are in their fonts",
          each_font(lambda g: g.absent, "lacks glyphs that are shown")),
    _rule("6.2.11.4-4", "no list of glyphs that could be short", each_font(lambda g: g.cid_set, "has a CIDSet")),
    _rule("6.2.11.5-1", "widths are those of the fonts",
          each_font(lambda g: g.wide or not g.widths, "has other widths")),
    _rule("6.2.11.7-1", "characters have Unicode values",
          each_font(lambda g: g.silent or not g.unicode, "has glyphs without a Unicode value")),
    _rule("6.2.11.7-2", "the values are characters",
          each_font(lambda g: FORBIDDEN & set(g.said), "has U+0000, U+FEFF or U+FFFE")),
    _rule("6.2.11.7-3", "none is a private one",
          each_font(lambda g: re.search("[\ue000-\uf8ff\U000f0000-\U0010ffff]", g.said), "has private characters")),
    _rule("6.2.11.8-1", "the sign for no character is not shown",
          each_font(lambda g: g.kind == "Type0" and 0 in g.shown, "shows .notdef")),
    # Annotations, forms, actions
    _rule("6.3.1-1", "annotations are of a known kind", each_annotation(lambda a: a.kind not in ANNOTATIONS, "is not")),
    _rule("6.3.2-1", "annotations have flags",
          each_annotation(lambda a: a.kind != "Popup" and a.flags is None, "has none")),
    _rule("6.3.2-2", "they are printed, and not hidden",
          each_annotation(lambda a: a.flags is not None and (a.flags & HIDING or not a.flags & PRINTED), "is not")),
    _rule("6.3.3-1", "annotations other than links have a look of their own",
          each_annotation(lambda a: a.kind not in ("Link", "Popup") and not a.appearance, "has none")),
    _rule("6.3.3-2", "and no more than one", each_annotation(lambda a: set(a.appearance) - {"/N"}, "has more")),
    _rule("6.4.1 (ours)", "there is no form", fact(lambda f: "/AcroForm" in f.catalog, "AcroForm")),
    _rule("6.4.2-2", "nothing is drawn by a script", fact(lambda f: "/NeedsRendering" in f.catalog, "NeedsRendering")),
    _rule("6.5.1-1", "no action but links",
          lambda f: iter(sorted({*f.actions, *(x for p in f.pages for n in p.annotations for x in n.actions)}
                                - ACTIONS))),
    _rule("6.5.2-1", "nothing happens on opening", fact(lambda f: "/AA" in f.catalog, "AA")),
    _rule("6.5.2-2", "nothing happens on a page", each_page(lambda p: "/AA" in p.keys, "has AA")),
    # Metadata
    _rule("6.6.2.1-1", "the XMP is there", fact(lambda f: not f.xmp, "none")),
    _rule("6.6.2.1-2", "its packet tells no length",
          fact(lambda f: re.search(r"<\?xpacket[^>]*bytes=", f.xmp), "does")),
    _rule("6.6.2.1-3", "and no encoding", fact(lambda f: re.search(r"<\?xpacket[^>]*encoding=", f.xmp), "does")),
    _rule("6.6.2.1-4", "it is well-formed", fact(lambda f: parsed(f.xmp) is None, "not")),
    _rule("6.6.2.1-5", "it is UTF-8", fact(lambda f: "\ufffd" in f.xmp, "not")),
    _rule("6.6.2.1 (ours)", "it is not compressed", fact(lambda f: f.xmp_filtered, "filtered")),
    _rule("6.6.2.3-2", "schemas of its own are described",
          in_xmp(r"xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\".*<rdf:Bag>", "pdfaExtension")),
    _rule("6.6.2.3-3", "each with its name, address, prefix and properties",
          _half_described(*(f"{SCHEMA}{name}" for name in ("schema", "namespaceURI", "prefix", "property")))),
    _rule("6.6.2.3-4", "and each property with its name, type, kind and meaning",
          _half_described(*(f"{PROPERTY}{name}" for name in ("name", "valueType", "category", "description")))),
    _rule("6.6.2.3-7", "all properties are known or described", _undescribed),
    _rule("6.6.4-1", "the XMP names PDF/A", in_xmp(r"pdfaid:part", "pdfaid:part")),
    _rule("6.6.4-2", "it names part 3", in_xmp(r"pdfaid:part\s*(>|=\")3(<|\")", "part 3")),
    _rule("6.6.4-3", "and level A", in_xmp(r"pdfaid:conformance\s*(>|=\")A(<|\")", "level A")),
    _rule("6.6.4-4", "its prefix is pdfaid", in_xmp(r"xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\"", "prefix")),
    _rule("6.6.3 title (ours)", "the title is the same in both places",
          same("/Title", r"<dc:title>(.*?)</dc:title>")),
    _rule("6.6.3 authors (ours)", "so are the authors", same("/Author", r"<dc:creator>(.*?)</dc:creator>")),
    _rule("6.6.3 subject (ours)", "and the subject", same("/Subject", r"<dc:description>(.*?)</dc:description>")),
    _rule("6.6.3 creator (ours)", "and the program", same("/Creator", r"<xmp:CreatorTool>([^<]*)<")),
    _rule("6.6.3 producer (ours)", "and the engine", same("/Producer", r"pdf:Producer(?:>|=\")([^<\"]*)")),
    _rule("6.6.3 created (ours)", "and the date", same("/CreationDate", r"<xmp:CreateDate>([^<]*)<")),
    _rule("6.6.3 changed (ours)", "and the other date", same("/ModDate", r"<xmp:ModifyDate>([^<]*)<")),
    # Structure
    _rule("6.7.2-1", "it says that it is tagged", fact(lambda f: f.marked != "True", "MarkInfo")),
    _rule("6.7.3-1", "there is a structure tree", fact(lambda f: "/StructTreeRoot" not in f.catalog, "none")),
    _rule("6.7.3-2", "structure types are standard ones",
          lambda f: (e.kind for e in elements(f) if e.kind not in STANDARD and f"/{e.kind}" not in f.role_map)),
    _rule("6.7.4-1", "languages are language tags",
          lambda f: (repr(each) for each in [f.language, *(e.language for e in elements(f))]
                     if each and not TAG.fullmatch(each))),
    _rule("6.7.4 (ours)", "the document has a language", fact(lambda f: not f.language, "none")),
    # Attached files, and other things
    _rule("6.8-1", "attached files have a kind", each_file(lambda e: not MIME.fullmatch(e.mime), "has none")),
    _rule("6.8-2", "and both names", each_file(lambda e: len(e.names) < 2, "lacks F or UF")),
    _rule("6.8-3", "and a relationship", each_file(lambda e: not e.relationship, "has none")),
    _rule("6.8-4", "and are associated", each_file(lambda e: not e.associated, "is not")),
    _rule("6.8 once (ours)", "once", lambda f: when(len(f.associated) != len(set(f.associated)), "twice")),
    _rule("6.8 dates (ours)", "and have a date", each_file(lambda e: not e.modified, "has none")),
    _rule("6.9 (ours)", "there are no layers", fact(lambda f: "/OCProperties" in f.catalog, "layers")),
    _rule("6.10-1", "no other presentations", fact(lambda f: "/AlternatePresentations" in f.names, "some")),
    _rule("6.10-2", "no steps of a presentation", each_page(lambda p: "/PresSteps" in p.keys, "has some")),
    _rule("6.11-1", "no requirements", fact(lambda f: "/Requirements" in f.catalog, "some")),
)  # fmt: skip
