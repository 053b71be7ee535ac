"""What of a DOCX acts: runs, fetches, or opens another file.

Takes the bytes of a package; gives a line for each such thing. Invariant: what may stand in a DOCX is listed, not what
may not; a relation, a field or a part that is not known here counts as acting (ECMA-376 parts 1 and 2).
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO
from xml.etree.ElementTree import Element

from briefwright.engines.xml import parsed
from briefwright.model.limits import UNPACKED_BYTES
from briefwright.model.links import link_flaw

RELATIONS = frozenset(
    """officeDocument core-properties extended-properties custom-properties thumbnail styles stylesWithEffects numbering
    settings webSettings fontTable font theme header footer footnotes endnotes comments commentsExtended commentsIds
    commentsExtensible people image hyperlink customXml customXmlProps glossaryDocument""".split()
)
"""The last word of the types of relations that only place parts in the package."""
FIELDS = frozenset("PAGE NUMPAGES SECTION SECTIONPAGES TOC PAGEREF SEQ REF NOTEREF STYLEREF DOCPROPERTY TITLE".split())
"""Fields that count, or repeat what the document says."""
ELEMENTS = frozenset(
    """altChunk subDoc object control OLEObject attachedTemplate mailMerge entryMacro exitMacro frameset
    saveThroughXslt movie macro script""".split()
)
PARTS = re.compile(r"\.bin$|\.exe$|vbaProject|activeX|embeddings/|customUI|\.xlsm?$|\.dotm$", re.IGNORECASE)
XML = re.compile(r"\.(xml|rels)$", re.IGNORECASE)


@lru_cache(maxsize=8)
def docx_active(content: bytes) -> tuple[str, ...]:
    """What acts in a DOCX; nothing in one that only says and shows. What cannot be read acts, too."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            if sum(part.file_size for part in package.infolist()) > UNPACKED_BYTES:
                return ("more in it than any document",)
            return tuple(dict.fromkeys(_found(package)))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        return (f"something that cannot be read ({error})",)


def _found(package: zipfile.ZipFile) -> Iterator[str]:
    for name in package.namelist():
        if PARTS.search(name):
            yield f"a program or a file in it (`{name[:80]}`)"
        elif XML.search(name):
            try:
                root = parsed(package.read(name))
            except ValueError as error:
                raise ValueError(f"{name}: {error}") from None
            yield from _related(root) if name.endswith(".rels") else _acting(root)


def _related(root: Element) -> Iterator[str]:
    for each in root.iter():
        kind, target = each.get("Type", "").rstrip("/").rpartition("/")[2], each.get("Target", "")
        if not kind and not target:
            continue
        if kind not in RELATIONS:
            yield f"a relation of the kind `{kind[:40]}`"
        elif each.get("TargetMode", "") == "External" and (kind != "hyperlink" or link_flaw(target)):
            yield f"something from outside itself ({kind}: `{target[:80]}`)"


def _acting(root: Element) -> Iterator[str]:
    codes = list[str]()  # of the fields that are open here
    for each in root.iter():
        tag = each.tag.rpartition("}")[2]
        if tag in ELEMENTS:
            yield f"`{tag}`"
        elif tag == "fldChar":
            kind = next((value for key, value in each.attrib.items() if key.endswith("fldCharType")), "")
            if kind == "begin":
                codes.append("")
            elif codes and (kind == "separate" or codes[-1] != _READ):
                yield from _field(codes[-1])
                codes[-1] = _READ
            if kind == "end" and codes:
                codes.pop()
        elif tag in ("instrText", "delInstrText"):
            if codes:
                codes[-1] += each.text or ""
            else:
                yield from _field(each.text or "")
        elif tag == "fldSimple":
            yield from _field(next((value for key, value in each.attrib.items() if key.endswith("instr")), ""))
        for key, value in each.attrib.items():
            if key in ("href", "src") and value and not value.startswith("#"):
                yield f"`{key}` in `{tag}` (`{value[:80]}`)"
    for code in codes:
        yield from _field(code)


_READ = "\0"
"""In the place of a field's code that was looked at."""


def _field(code: str) -> Iterator[str]:
    words = code.replace(_READ, "").split()
    if words and words[0].upper() not in FIELDS:
        yield f"the field `{words[0][:40]}`"
