"""PDF/UA-1 and PDF/A-3a: every rule on the repository's briefs, and a file spoilt so that each rule has its turn."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from tests.outputs.rich import rich

from briefwright.engines.objects import facts
from briefwright.pipeline import Built, Compiled
from briefwright.prove.accessibility import RULES, verdicts

Made = tuple[Compiled, Built]
Change = Callable[[Any], object]


def broken(content: bytes) -> dict[str, list[str]]:
    """The rules that a file breaks."""
    return {rule.clause: found for rule, found in verdicts(facts(content)) if found}


def test_the_briefs_break_no_rule(made: Made) -> None:
    """Each brief of the repository in its own style."""
    assert broken(made[1].files["pdf"]) == {}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A PDF that has some of everything."""
    return rich(tmp_path_factory.mktemp("rich")).files["pdf"]


def test_a_file_with_everything_breaks_no_rule(whole: bytes) -> None:
    """Pictures, a table, lists, contents, notes, links, markings and a box that shines through."""
    assert broken(whole) == {}


def spoilt(content: bytes, change: Change, **options: Any) -> bytes:
    """A PDF with a change."""
    with pikepdf.open(BytesIO(content)) as pdf:
        change(pdf)
        out = BytesIO()
        pdf.save(out, preserve_pdfa=False, fix_metadata_version=False, compress_streams=False, **options)
        return out.getvalue()


def each(pdf: Any, key: str, value: str) -> list[Any]:
    """The dictionaries that have a name under a key."""
    return [e for e in pdf.objects if isinstance(e, Dictionary | pikepdf.Stream) and e.get(key) == value]


def of(kind: str, at: int = 0) -> Callable[[Any], Any]:
    """A structure element of a kind."""
    return lambda pdf: each(pdf, "/S", kind)[at]


def put(where: Callable[[Any], Any], key: str, value: Any) -> Change:
    """A key gets a value, made by a function where it is one."""
    return lambda pdf: where(pdf).__setitem__(key, value(pdf) if callable(value) else value)


def drop(where: Callable[[Any], Any], key: str) -> Change:
    """A key is taken away."""
    return lambda pdf: where(pdf).__delitem__(key)


def kind(old: str, new: str, at: int = 0) -> Change:
    """A structure element becomes another."""
    return put(of(old, at), "/S", Name(new))


def root(pdf: Any) -> Any:
    """The catalogue."""
    return pdf.Root


def page(pdf: Any) -> Any:
    """The last page, which has nearly all."""
    return pdf.pages[-1].obj


def link(pdf: Any) -> Any:
    """The first annotation."""
    return page(pdf).Annots[0]


def font(pdf: Any) -> Any:
    """A composite font."""
    return each(pdf, "/Subtype", "/Type0")[0]


def below(pdf: Any) -> Any:
    """The font in a composite font."""
    return font(pdf).DescendantFonts[0]


def described(pdf: Any) -> Any:
    """A font's descriptor."""
    return below(pdf).FontDescriptor


def image(pdf: Any) -> Any:
    """A picture."""
    return each(pdf, "/Subtype", "/Image")[0]


def form(pdf: Any) -> Any:
    """The form of the box that shines through."""
    return each(pdf, "/Subtype", "/Form")[0]


def file(pdf: Any) -> Any:
    """The ledger's specification."""
    return each(pdf, "/Type", "/Filespec")[0]


def intent(pdf: Any) -> Any:
    """The output intent."""
    return pdf.Root.OutputIntents[0]


def content(operators: bytes) -> Change:
    """Operators are added to the last page."""
    return lambda pdf: pdf.pages[-1].contents_add(operators)


def shows(code: bytes) -> Change:
    """A glyph is shown by its code."""

    def change(pdf: Any) -> None:
        name = next(iter(page(pdf).Resources.Font.keys()))
        pdf.pages[-1].contents_add(b"/Artifact BMC BT %s 9 Tf <%s> Tj ET EMC" % (name.encode(), code))

    return change


def state(key: str, value: Any) -> Change:
    """A state of graphics has a key."""
    return put(lambda pdf: pdf.Root, "/Odd", lambda pdf: Dictionary({"/Type": Name.ExtGState, key: value}))


def stream(**keys: Any) -> Change:
    """A stream with some keys is added."""
    return put(root, "/Odd", lambda pdf: pdf.make_indirect(pikepdf.Stream(pdf, b"0", **keys)))


def xmp(old: bytes, new: bytes) -> Change:
    """The XMP says something else."""

    def change(pdf: Any) -> None:
        words = pdf.Root.Metadata.read_bytes()
        assert old in words
        pdf.Root.Metadata.write(words.replace(old, new))

    return change


def info(key: str, value: str) -> Change:
    """The information dictionary says something else."""
    return lambda pdf: pdf.docinfo.__setitem__(key, value)


def profile(at: int, words: bytes, components: int = 3) -> Change:
    """The output intent's profile has another header."""

    def change(pdf: Any) -> None:
        held = intent(pdf).DestOutputProfile
        was = held.read_bytes()
        held.write(was[:at] + words + was[at + len(words) :])
        held.N = components

    return change


def values(value: bytes) -> Change:
    """Fonts' glyphs have another Unicode value."""
    lines = b" ".join(b"<%04x> <%s>" % (code, value) for code in range(999))

    def change(pdf: Any) -> None:
        for held in each(pdf, "/Subtype", "/Type0"):
            held.ToUnicode.write(b"9 beginbfchar %s endbfchar" % lines)

    return change


def all_of(*changes: Change) -> Change:
    """Some changes, one after another."""
    return lambda pdf: [change(pdf) for change in changes]


def swapped(pdf: Any) -> None:
    """A table's caption comes after its head."""
    held = of("/Table")(pdf)
    held.K = Array([held.K[1], held.K[0], *list(held.K)[2:]])


def overlapping(pdf: Any) -> None:
    """A cell reaches down to where a wide one of the next row stands."""
    first, second = [row for row in each(pdf, "/S", "/TR") if row.K[0].S == "/TD"][:2]
    first.K[1].A = Dictionary(O=Name.Table, RowSpan=2)
    second.K[0].A = Dictionary(O=Name.Table, ColSpan=2)


def shorter(pdf: Any) -> None:
    """A row lacks a cell."""
    row = of("/TR", -1)(pdf)
    row.K = Array([row.K[0]])


def twice(pdf: Any) -> None:
    """A piece of content is in an element two times."""
    held = of("/H2")(pdf)
    held.K = Array([*list(held.K), held.K[0]])


def painted_twice(pdf: Any) -> None:
    """The box that shines through is painted a second time."""
    name = next(name for name, held in page(pdf).Resources.XObject.items() if held.get("/Subtype") == "/Form")
    pdf.pages[-1].contents_add(f"/Artifact BMC {name} Do EMC".encode())


SPOILT: dict[str, Change] = {
    "PDF/UA-1 5-1": xmp(b"pdfuaid:part", b"pdfuaid:other"),
    "PDF/UA-1 5-2": xmp(b"<pdfuaid:part>1", b"<pdfuaid:part>9"),
    "PDF/UA-1 5-3": xmp(b'xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"', b'xmlns:pdfuaid="http://example.org/"'),
    "PDF/UA-1 6.2-1": drop(root, "/MarkInfo"),
    "PDF/UA-1 7.1-1": content(b"/P <</MCID 900>> BDC /Artifact BMC 0 0 1 1 re f EMC EMC"),
    "PDF/UA-1 7.1-2": content(b"/Artifact BMC /P <</MCID 900>> BDC 0 0 1 1 re f EMC EMC"),
    "PDF/UA-1 7.1-3": content(b"0 0 1 1 re f"),
    "PDF/UA-1 7.1-3 (ours)": content(b"/P <</MCID 900>> BDC 0 0 1 1 re f EMC"),
    "PDF/UA-1 7.1-3 once (ours)": twice,
    "PDF/UA-1 7.1-4": put(lambda pdf: pdf.Root.MarkInfo, "/Suspects", True),
    "PDF/UA-1 7.1-5": kind("/P", "/Paragraph"),
    "PDF/UA-1 7.1-6": put(lambda pdf: pdf.Root.StructTreeRoot, "/RoleMap", Dictionary(A=Name.B, B=Name.A)),
    "PDF/UA-1 7.1-7": put(lambda pdf: pdf.Root.StructTreeRoot, "/RoleMap", Dictionary(P=Name.Div)),
    "PDF/UA-1 7.1-8": drop(root, "/Metadata"),
    "PDF/UA-1 7.1-9": xmp(b"dc:title", b"dc:other"),
    "PDF/UA-1 7.1-10": drop(root, "/ViewerPreferences"),
    "PDF/UA-1 7.1-11": drop(root, "/StructTreeRoot"),
    "PDF/UA-1 7.1-12": drop(of("/P"), "/P"),
    "PDF/UA-1 7.2-2": drop(root, "/Lang"),
    "PDF/UA-1 7.2-3": kind("/TBody", "/Div"),
    "PDF/UA-1 7.2-4": kind("/THead", "/Div"),
    "PDF/UA-1 7.2-5": kind("/Table", "/Div"),
    "PDF/UA-1 7.2-6": kind("/Table", "/Div"),
    "PDF/UA-1 7.2-7": kind("/P", "/TFoot"),
    "PDF/UA-1 7.2-8": kind("/TR", "/Div"),
    "PDF/UA-1 7.2-9": kind("/TR", "/Div", -1),
    "PDF/UA-1 7.2-10": kind("/TD", "/P"),
    "PDF/UA-1 7.2-11": kind("/TBody", "/THead"),
    "PDF/UA-1 7.2-12": all_of(kind("/TBody", "/TFoot"), kind("/THead", "/TFoot")),
    "PDF/UA-1 7.2-13": kind("/TBody", "/TFoot"),
    "PDF/UA-1 7.2-14": kind("/TBody", "/TFoot"),
    "PDF/UA-1 7.2-15": overlapping,
    "PDF/UA-1 7.2-16": swapped,
    "PDF/UA-1 7.2-17": kind("/L", "/Div"),
    "PDF/UA-1 7.2-18": kind("/LI", "/Div"),
    "PDF/UA-1 7.2-19": kind("/LI", "/P"),
    "PDF/UA-1 7.2-20": kind("/LBody", "/P"),
    "PDF/UA-1 7.2-22": drop(root, "/Lang"),
    "PDF/UA-1 7.2-24": drop(root, "/Lang"),
    "PDF/UA-1 7.2-26": kind("/TOC", "/Div"),
    "PDF/UA-1 7.2-27": kind("/TOCI", "/P"),
    "PDF/UA-1 7.2-28": kind("/TOCI", "/Caption", 1),
    "PDF/UA-1 7.2-29": put(of("/H2"), "/Lang", "en_GB"),
    "PDF/UA-1 7.2-33": drop(root, "/Lang"),
    "PDF/UA-1 7.2-36": kind("/TR", "/P"),
    "PDF/UA-1 7.2-37": kind("/TR", "/P", -1),
    "PDF/UA-1 7.2-38": all_of(kind("/TBody", "/TFoot"), kind("/TR", "/P", -1)),
    "PDF/UA-1 7.2-39": kind("/TBody", "/Caption"),
    "PDF/UA-1 7.2-40": kind("/LI", "/Caption", 1),
    "PDF/UA-1 7.2-41": put(of("/TD", -1), "/A", Dictionary(O=Name.Table, RowSpan=3)),
    "PDF/UA-1 7.2-42": shorter,
    "PDF/UA-1 7.6 (ours)": drop(of("/L"), "/A"),
    "PDF/UA-1 7.3-1": drop(of("/Figure"), "/Alt"),
    "PDF/UA-1 7.3 (ours)": put(lambda pdf: of("/Figure")(pdf).A, "/BBox", Array([10, 900, 50, 1000])),
    "PDF/UA-1 7.4.2-1": kind("/H2", "/H5"),
    "PDF/UA-1 7.4.4-1": all_of(kind("/P", "/H"), kind("/P", "/H")),
    "PDF/UA-1 7.4.4-2": kind("/P", "/H"),
    "PDF/UA-1 7.5-1": drop(of("/TH"), "/A"),
    "PDF/UA-1 7.5-2": put(of("/TD"), "/A", Dictionary(O=Name.Table, Headers=Array([pikepdf.String("none")]))),
    "PDF/UA-1 7.5 (ours)": drop(of("/TH"), "/A"),
    "PDF/UA-1 7.7-1": kind("/P", "/Formula"),
    "PDF/UA-1 7.9-1": drop(of("/Note"), "/ID"),
    "PDF/UA-1 7.9-2": lambda pdf: put(of("/Note"), "/ID", of("/Note", 1)(pdf).ID)(pdf),
    "PDF/UA-1 7.9 (ours)": drop(of("/Reference", -1), "/K"),
    "PDF/UA-1 7.9 index (ours)": drop(lambda pdf: pdf.Root.StructTreeRoot, "/IDTree"),
    "PDF/UA-1 7.10 (ours)": put(root, "/OCProperties", Dictionary()),
    "PDF/UA-1 7.11-1": drop(file, "/UF"),
    "PDF/UA-1 7.15-1": put(root, "/AcroForm", Dictionary(XFA="x")),
    "PDF/UA-1 7.18.1-1": drop(link, "/StructParent"),
    "PDF/UA-1 7.18.1-2": all_of(put(link, "/Subtype", Name.Text), drop(link, "/Contents")),
    "PDF/UA-1 7.18.2-1": put(link, "/Subtype", Name.TrapNet),
    "PDF/UA-1 7.18.3-1": drop(page, "/Tabs"),
    "PDF/UA-1 7.18.4 (ours)": all_of(put(link, "/Subtype", Name.Widget),
                                   put(root, "/AcroForm", lambda pdf: Dictionary(Fields=Array([link(pdf)])))),
    "PDF/UA-1 7.18.5-1": lambda pdf: [held.__setitem__("/S", Name.Span) for held in each(pdf, "/S", "/Link")],
    "PDF/UA-1 7.18.5-2": drop(link, "/Contents"),
    "PDF/UA-1 7.20-1": put(form, "/Ref", Dictionary()),
    "PDF/UA-1 7.20-2": painted_twice,
    "PDF/UA-1 7.21 (ours)": put(font, "/Subtype", Name.Type1),
    "PDF/UA-1 7.21.3.1-1": all_of(put(font, "/Encoding", Name("/GBK-EUC-H")),
                                  put(lambda pdf: below(pdf).CIDSystemInfo, "/Ordering", "Korea1")),
    "PDF/UA-1 7.21.3.2-1": all_of(put(below, "/Subtype", Name.CIDFontType2), drop(below, "/CIDToGIDMap")),
    "PDF/UA-1 7.21.3.3-1": put(font, "/Encoding", Name.Odd),
    "PDF/UA-1 7.21.4.1-1": drop(described, "/FontFile3"),
    "PDF/UA-1 7.21.4.1-3": shows(b"fff0"),
    "PDF/UA-1 7.21.4.2-2": put(described, "/CIDSet", lambda pdf: pdf.make_indirect(pikepdf.Stream(pdf, b"0"))),
    "PDF/UA-1 7.21.5-1": drop(below, "/W"),
    "PDF/UA-1 7.21.7-1": drop(font, "/ToUnicode"),
    "PDF/UA-1 7.21.7-2": values(b"feff"),
    "PDF/UA-1 7.21.8-1": shows(b"0000"),
    "PDF/A-3a 6.1.7-3": put(lambda pdf: each(pdf, "/Type", "/EmbeddedFile")[0], "/F", "elsewhere"),
    "PDF/A-3a 6.1.7-4": stream(Filter=Name.LZWDecode),
    "PDF/A-3a 6.1.10-1": content(b"/Artifact BMC\nBI /W 1 /H 1 /BPC 8 /CS /G /F /LZW ID 0\nEI\nEMC"),
    "PDF/A-3a 6.1.13-3": put(root, "/Odd", "x" * 32768),
    "PDF/A-3a 6.1.13-4": put(root, "/" + "x" * 128, 1),
    "PDF/A-3a 6.1.13-8": content(b"q " * 29 + b"Q " * 29),
    "PDF/A-3a 6.1.13-11": put(page, "/MediaBox", Array([0, 0, 2, 2])),
    "PDF/A-3a 6.2.2-1": content(b"odd"),
    "PDF/A-3a 6.2.3 (ours)": drop(root, "/OutputIntents"),
    "PDF/A-3a 6.2.3-1": profile(12, b"link"),
    "PDF/A-3a 6.2.3-2": lambda pdf: pdf.Root.OutputIntents.append(intent(pdf)),
    "PDF/A-3a 6.2.3-3": put(intent, "/DestOutputProfileRef", Dictionary()),
    "PDF/A-3a 6.2.3 components (ours)": profile(12, b"mntr", 4),
    "PDF/A-3a 6.2.4.3-2": profile(16, b"GRAY", 1),
    "PDF/A-3a 6.2.4.3-3": put(image, "/ColorSpace", Name.DeviceCMYK),
    "PDF/A-3a 6.2.4.3-4": all_of(drop(root, "/OutputIntents"), content(b"0 g")),
    "PDF/A-3a 6.2.4.4 (ours)": put(image, "/ColorSpace", Array([Name.Separation, Name.Spot, Name.DeviceRGB, 0])),
    "PDF/A-3a 6.2.5-1": state("/TR", Name.Identity),
    "PDF/A-3a 6.2.5-2": state("/TR2", Name.Identity),
    "PDF/A-3a 6.2.5-3": state("/HTP", 1),
    "PDF/A-3a 6.2.5-4": state("/HT", Dictionary(HalftoneType=6)),
    "PDF/A-3a 6.2.5-5": state("/HT", Dictionary(HalftoneType=1, HalftoneName="x")),
    "PDF/A-3a 6.2.6-1": content(b"/Odd ri"),
    "PDF/A-3a 6.2.8-1": put(image, "/Alternates", Array()),
    "PDF/A-3a 6.2.8-2": put(image, "/OPI", Dictionary()),
    "PDF/A-3a 6.2.8-3": put(image, "/Interpolate", True),
    "PDF/A-3a 6.2.8.3 (ours)": stream(Filter=Name.JPXDecode),
    "PDF/A-3a 6.2.9-1": put(form, "/OPI", Dictionary()),
    "PDF/A-3a 6.2.9-2": put(form, "/Ref", Dictionary()),
    "PDF/A-3a 6.2.9-3": stream(Type=Name.XObject, Subtype=Name.PS),
    "PDF/A-3a 6.2.10-1": state("/BM", Name.Odd),
    "PDF/A-3a 6.2.11.2-2": put(font, "/Subtype", Name.Odd),
    "PDF/A-3a 6.2.11.2-3": drop(font, "/BaseFont"),
    "PDF/A-3a 6.2.11.2-7": put(lambda pdf: described(pdf).FontFile3, "/Subtype", Name.Odd),
    "PDF/A-3a 6.2.11.7-3": values(b"e001"),
    "PDF/A-3a 6.3.1-1": put(link, "/Subtype", Name.Sound),
    "PDF/A-3a 6.3.2-1": drop(link, "/F"),
    "PDF/A-3a 6.3.2-2": put(link, "/F", 2),
    "PDF/A-3a 6.3.3-1": put(link, "/Subtype", Name.Stamp),
    "PDF/A-3a 6.3.3-2": put(link, "/AP", Dictionary(D=Dictionary())),
    "PDF/A-3a 6.4.1 (ours)": put(root, "/AcroForm", Dictionary()),
    "PDF/A-3a 6.4.2-2": put(root, "/NeedsRendering", True),
    "PDF/A-3a 6.5.1-1": put(root, "/OpenAction", Dictionary(S=Name.JavaScript, JS="app.alert(1)")),
    "PDF/A-3a 6.5.2-1": put(root, "/AA", Dictionary()),
    "PDF/A-3a 6.5.2-2": put(page, "/AA", Dictionary()),
    "PDF/A-3a 6.6.2.1-1": drop(root, "/Metadata"),
    "PDF/A-3a 6.6.2.1-2": xmp(b"<?xpacket begin=", b'<?xpacket bytes="9" begin='),
    "PDF/A-3a 6.6.2.1-3": xmp(b"<?xpacket begin=", b'<?xpacket encoding="UTF-8" begin='),
    "PDF/A-3a 6.6.2.1-4": xmp(b"</rdf:RDF>", b""),
    "PDF/A-3a 6.6.2.1-5": xmp(b"On ice", b"On \xff"),
    "PDF/A-3a 6.6.2.3-2": xmp(b"pdfaExtension", b"pdfaOther"),
    "PDF/A-3a 6.6.2.3-3": xmp(b"pdfaSchema:prefix", b"pdfaSchema:other"),
    "PDF/A-3a 6.6.2.3-4": xmp(b"pdfaProperty:category", b"pdfaProperty:other"),
    "PDF/A-3a 6.6.2.3-7": xmp(b"<pdfaProperty:name>part", b"<pdfaProperty:name>other"),
    "PDF/A-3a 6.6.4-1": xmp(b"pdfaid:part", b"pdfaid:other"),
    "PDF/A-3a 6.6.4-2": xmp(b'pdfaid:part="3"', b'pdfaid:part="1"'),
    "PDF/A-3a 6.6.4-3": xmp(b'pdfaid:conformance="A"', b'pdfaid:conformance="B"'),
    "PDF/A-3a 6.6.4-4": xmp(b'xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"', b'xmlns:pdfaid="http://example.org/"'),
    "PDF/A-3a 6.6.3 title (ours)": info("/Title", "Another"),
    "PDF/A-3a 6.6.3 authors (ours)": info("/Author", "Another"),
    "PDF/A-3a 6.6.3 subject (ours)": info("/Subject", "Another"),
    "PDF/A-3a 6.6.3 creator (ours)": info("/Creator", "Another"),
    "PDF/A-3a 6.6.3 producer (ours)": info("/Producer", "Another"),
    "PDF/A-3a 6.6.3 created (ours)": info("/CreationDate", "D:20200101000000Z"),
    "PDF/A-3a 6.6.3 changed (ours)": info("/ModDate", "D:20200101000000Z"),
    "PDF/A-3a 6.8-1": drop(lambda pdf: each(pdf, "/Type", "/EmbeddedFile")[0], "/Subtype"),
    "PDF/A-3a 6.8-3": drop(file, "/AFRelationship"),
    "PDF/A-3a 6.8-4": drop(root, "/AF"),
    "PDF/A-3a 6.8 once (ours)": lambda pdf: pdf.Root.AF.append(pdf.Root.AF[0]),
    "PDF/A-3a 6.8 dates (ours)": drop(lambda pdf: each(pdf, "/Type", "/EmbeddedFile")[0].Params, "/ModDate"),
    "PDF/A-3a 6.10-1": put(lambda pdf: pdf.Root.Names, "/AlternatePresentations", Dictionary()),
    "PDF/A-3a 6.10-2": put(page, "/PresSteps", Dictionary()),
    "PDF/A-3a 6.11-1": put(root, "/Requirements", Array()),
}  # fmt: skip
SAME = {
    "PDF/A-3a 6.2.11.3-1": "PDF/UA-1 7.21.3.1-1", "PDF/A-3a 6.2.11.3-2": "PDF/UA-1 7.21.3.2-1",
    "PDF/A-3a 6.2.11.3-3": "PDF/UA-1 7.21.3.3-1", "PDF/A-3a 6.2.11.4-1": "PDF/UA-1 7.21.4.1-1",
    "PDF/A-3a 6.2.11.4-2": "PDF/UA-1 7.21.4.1-3", "PDF/A-3a 6.2.11.4-4": "PDF/UA-1 7.21.4.2-2",
    "PDF/A-3a 6.2.11.5-1": "PDF/UA-1 7.21.5-1", "PDF/A-3a 6.2.11.7-1": "PDF/UA-1 7.21.7-1",
    "PDF/A-3a 6.2.11.7-2": "PDF/UA-1 7.21.7-2", "PDF/A-3a 6.2.11.8-1": "PDF/UA-1 7.21.8-1",
    "PDF/A-3a 6.7.2-1": "PDF/UA-1 6.2-1", "PDF/A-3a 6.7.3-1": "PDF/UA-1 7.1-11", "PDF/A-3a 6.7.3-2": "PDF/UA-1 7.1-5",
    "PDF/A-3a 6.7.4-1": "PDF/UA-1 7.2-29", "PDF/A-3a 6.7.4 (ours)": "PDF/UA-1 7.2-33",
    "PDF/A-3a 6.8-2": "PDF/UA-1 7.11-1", "PDF/A-3a 6.9 (ours)": "PDF/UA-1 7.10 (ours)",
}  # fmt: skip
"""Rules of one standard that are broken by what breaks one of the other."""
LOCKED = pikepdf.Encryption(owner="x", user="")
RAW: dict[str, Callable[[bytes], bytes]] = {
    "PDF/UA-1 6.1-1": lambda whole: whole.replace(b"%PDF-1.", b"%PDF-2.", 1),
    "PDF/A-3a 6.1.2-1": lambda whole: whole.replace(b"%PDF-1.7", b"%PDF-1.9", 1),
    "PDF/A-3a 6.1.2-2": lambda whole: whole[:10] + b"abcd" + whole[14:],
    "PDF/A-3a 6.1.3-1": lambda whole: spoilt(
        whole, lambda pdf: None, object_stream_mode=pikepdf.ObjectStreamMode.disable).replace(b"/ID [", b"/XD ["),
    "PDF/A-3a 6.1.3-3": lambda whole: whole + b"more",
    "PDF/A-3a 6.6.2.1 (ours)": lambda whole: whole.replace(b"/Subtype /XML", b"/Filter [   ]"),
    "PDF/UA-1 7.16-1": lambda whole: spoilt(whole, lambda pdf: None, encryption=LOCKED),
    "PDF/A-3a 6.1.3-2": lambda whole: spoilt(whole, lambda pdf: None, encryption=LOCKED),
}  # fmt: skip
"""What the writer of the spoilt file would mend: its bytes are changed."""


@pytest.mark.parametrize("clause", [*SPOILT, *SAME])
def test_a_spoilt_file_breaks_its_rule(whole: bytes, clause: str) -> None:
    """One thing taken away or changed: the rule that asks for it says so."""
    assert clause in broken(spoilt(whole, SPOILT[SAME.get(clause, clause)]))


@pytest.mark.parametrize("clause", RAW)
def test_spoilt_bytes_break_their_rule(whole: bytes, clause: str) -> None:
    """The same of what stands around the objects."""
    assert clause in broken(RAW[clause](whole))


def test_a_file_of_too_many_objects(whole: bytes) -> None:
    """The one rule that no file of a reasonable size breaks."""
    many = dataclasses.replace(facts(whole), objects=8388608)
    assert [rule.clause for rule, found in verdicts(many) if found] == ["PDF/A-3a 6.1.13-7"]


def test_each_rule_has_its_turn() -> None:
    """A clause has one rule, each says what it asks, and each is broken above."""
    clauses = [rule.clause for rule in RULES]
    assert len(set(clauses)) == len(clauses)
    assert set(clauses) == {*SPOILT, *SAME, *RAW, "PDF/A-3a 6.1.13-7"}
    assert all(rule.asks for rule in RULES)
