"""What a DOCX has beside its body: running heads, properties, the ledger.

Takes the file as `docx` wrote it; gives the finished bytes. Invariant: the body is not touched; the same parts give the
same bytes.
"""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from xml.sax.saxutils import escape

from briefwright.engines.clock import moment
from briefwright.model.document import Document, plain

LEDGER_ITEM = "customXml/item1.xml"
LEDGER_NAMESPACE = "urn:briefwright:ledger:1"


def finish(made: bytes, document: Document, ledger: bytes) -> bytes:
    """The finished file: running heads, properties, the ledger."""
    parts = unpack(made)
    for name in parts:
        if re.fullmatch(r"word/(header|footer)\d*\.xml", name):
            parts[name] = _fill(parts[name].decode(), document).encode()
    parts["docProps/core.xml"] = _core(document).encode()
    _add_ledger(parts, ledger)
    return pack(parts)


def unpack(made: bytes) -> dict[str, bytes]:
    """The parts of a package by their names."""
    source = zipfile.ZipFile(BytesIO(made))
    return {name: source.read(name) for name in source.namelist()}


def _fill(xml: str, document: Document) -> str:
    issue = " ".join(each for each in (document.series, document.number) if each)
    running = " · ".join(each for each in (issue, plain(document.title)) if each)
    status = document.words.get(document.status, document.status)
    embargo = f"{document.words['embargo']} {document.embargo}" if document.embargo else ""
    words = {
        "@running-head@": running,
        "@handling@": document.handling,
        "@status@": status,
        "@embargo@": embargo,
        "@page@": document.words["page"],
        "@of@": document.words["of"],
    }
    for placeholder, value in words.items():
        xml = xml.replace(placeholder, escape(value))
    return xml


def _core(document: Document) -> str:
    """Core properties (ECMA-376 part 2, 11)."""
    created = _moment(document.date)
    creators = "; ".join(name for name, _ in document.authors)
    fields = [
        ("dc:title", plain(document.title)),
        ("dc:subject", plain(document.subtitle)),
        ("dc:creator", creators),
        ("cp:category", document.series),
        ("dc:language", document.language),
    ]
    shown = "".join(f"<{tag}>{escape(value)}</{tag}>" for tag, value in fields if value)
    dates = "".join(
        f'<dcterms:{kind} xsi:type="dcterms:W3CDTF">{created}</dcterms:{kind}>' for kind in ("created", "modified")
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{shown}{dates}</cp:coreProperties>"
    )


def _moment(written: str) -> str:
    if epoch := moment():
        return epoch.strftime("%Y-%m-%dT%H:%M:%SZ")
    year, month, day = ([*written.split("-"), "01", "01"] if written else ["1980", "01", "01"])[:3]
    return f"{year}-{month}-{day}T00:00:00Z"


def _add_ledger(parts: dict[str, bytes], ledger: bytes) -> None:
    """The ledger as a custom XML part (ECMA-376 part 1, 15.2.5), which Word and LibreOffice keep."""
    words = escape(ledger.decode())
    content = f'<?xml version="1.0" encoding="UTF-8"?>\n<ledger xmlns="{LEDGER_NAMESPACE}">{words}</ledger>'
    parts[LEDGER_ITEM] = content.encode()
    properties = (
        '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n<ds:datastoreItem'
        ' ds:itemID="{B41EF3A1-6C1E-5D0B-9C0C-0B4C1ED6E4A1}"'
        ' xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"><ds:schemaRefs>'
        f'<ds:schemaRef ds:uri="{LEDGER_NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    )
    parts["customXml/itemProps1.xml"] = properties.encode()
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    parts["customXml/_rels/item1.xml.rels"] = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="{package}"><Relationship'
        f' Id="rId1" Type="{relation}customXmlProps" Target="itemProps1.xml"/></Relationships>'
    ).encode()
    rels = parts["word/_rels/document.xml.rels"].decode()
    added = f'<Relationship Id="rIdLedger" Type="{relation}customXml" Target="../{LEDGER_ITEM}"/></Relationships>'
    parts["word/_rels/document.xml.rels"] = rels.replace("</Relationships>", added).encode()
    types = parts["[Content_Types].xml"].decode()
    kind = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
    override = f'<Override PartName="/customXml/itemProps1.xml" ContentType="{kind}"/></Types>'
    parts["[Content_Types].xml"] = types.replace("</Types>", override).encode()


def pack(parts: dict[str, bytes]) -> bytes:
    """A package with fixed dates and order: content types first, as readers expect."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name in sorted(parts, key=lambda n: (n != "[Content_Types].xml", not n.startswith("_rels/"), n)):
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            package.writestr(info, parts[name])
    return out.getvalue()
