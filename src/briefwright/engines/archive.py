"""PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1) at once, which WeasyPrint declares one at a time.

Takes the objects of a PDF before they are written, made by WeasyPrint as PDF/A-3a; adds what PDF/UA-1 asks, and lets
nothing through that acts. Invariant: what is declared is one thing, what holds another: `prove` looks at the finished
file.
"""

from __future__ import annotations

import re
from typing import Any

from briefwright.model.links import link_flaw

UA = b"""\
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part>\
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file keeps</pdfaProperty:description>
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
"""
"""The identification of PDF/UA, and what PDF/A wants to be told of a schema that it does not know (6.6.2.3)."""


SPACE = re.compile(rb"^(<[0-9a-fA-F]+>) <(?:00a0|202f)>$", re.IGNORECASE)
"""A glyph that stands for a no-break space."""


ACTIONS = frozenset(["/GoTo", "/URI"])
ACTING = frozenset("JS JavaScript AA Launch RichMediaContent RichMediaSettings Rendition AcroForm OpenAction".split())
"""Keys by which a PDF runs something (ISO 32000-2, 12.6)."""


class Acting(ValueError):
    """A PDF would do more than show itself and follow links."""


def _looked_at(value: Any) -> None:
    """Raises Acting where something in an object of a PDF acts, or leads where no link may."""
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, dict):
            action = _plain(each.get("S", "")) if "URI" in each or each.get("Type") == "/Action" else ""
            if found := ACTING & each.keys():
                raise Acting(f"the PDF would have `{min(found)}`")
            if action and action not in ACTIONS:
                raise Acting(f"the PDF would have the action `{action}`")
            if action == "/URI" and link_flaw(address := _plain(each.get("URI", ""))):
                raise Acting(f"the PDF would have a link to `{address[:100]}`")
            waiting.extend(each.values())
        elif isinstance(each, list):
            waiting.extend(each)


def _plain(value: Any) -> str:
    """A name or a string of a PDF that is to be written."""
    given = getattr(value, "string", value)
    return given.decode("latin-1") if isinstance(given, bytes) else str(given)


def finish(pdf: Any) -> None:
    """Declare PDF/UA beside PDF/A, and mend what WeasyPrint leaves wrong for either. Raises Acting."""
    for each in (pdf.catalog, pdf.info, *pdf.objects):
        _looked_at(getattr(each, "extra", each))
    reference = int(pdf.catalog["Metadata"].split()[0])
    metadata = pdf.objects[reference]
    metadata.stream = [b"".join(metadata.stream).replace(b"</rdf:RDF>", UA + b"</rdf:RDF>", 1)]
    metadata.compress = False  # readers that know no PDF find it too
    if "AF" in pdf.catalog:  # WeasyPrint lists each attached file twice
        pdf.catalog["AF"][:] = dict.fromkeys(pdf.catalog["AF"])
    for each in pdf.objects:
        # No picture is smoothed by the reader (ISO 19005-3, 6.2.8), masks neither.
        getattr(each, "extra", {}).pop("Interpolate", None)
    _plain_spaces(pdf)


def _plain_spaces(pdf: Any) -> None:
    """Spaces read back as plain ones. A font draws no-break spaces with the glyph of the plain one, and a glyph has one
    character (ISO 32000-1, 9.10.3), the first: a French page would have no plain space to be searched by."""
    for each in pdf.objects:
        lines = getattr(each, "stream", None)
        if lines and b"begincmap" in lines:
            each.stream = [SPACE.sub(rb"\1 <0020>", line) if isinstance(line, bytes) else line for line in lines]
