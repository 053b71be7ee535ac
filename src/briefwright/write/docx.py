"""The document as DOCX, by pandoc.

Takes a `Document`; gives the file's bytes. Pandoc writes the body from its JSON tree; headers, properties and the
ledger are put in afterwards, part by part. Invariant: words go in as `Str` and are never read as Markdown; the same
document gives the same bytes.
"""

from __future__ import annotations

import os
import re
import unicodedata
import zipfile
from collections.abc import Iterable
from hashlib import sha256
from io import BytesIO
from urllib.parse import quote
from xml.sax.saxutils import escape

from briefwright.engines import pandoc, tree
from briefwright.engines.clock import moment
from briefwright.engines.tree import Json, attributes, node, text
from briefwright.model import document as doc
from briefwright.model.chart import Drawing
from briefwright.model.document import Document, Inlines, drawings, plain
from briefwright.model.language import right_to_left
from briefwright.model.template import Template
from briefwright.write.reference import make_reference, settings_of

PARA_STYLES = {
    "claim": "Claim", "assessment": "Assessment", "attribution": "Attribution",
    "differ-title": "Differ Title", "differ-question": "Differ Question", "toc-1": "toc 1", "toc-2": "toc 2",
    "statement": "Small Print", "legend": "Small Print",
}  # fmt: skip
DIV_STYLES = {"box": "Box", "references": "Sources"}
PART_STYLES = {
    "summary": "Summary", "key-points": "Key Points", "about": "Small Print", "disclaimer": "Small Print",
    "acknowledgements": "Small Print",
}  # fmt: skip
WRAPPED = {
    doc.Emph: "Emph", doc.Strong: "Strong", doc.Strikeout: "Strikeout", doc.Superscript: "Superscript",
    doc.Subscript: "Subscript", doc.SmallCaps: "SmallCaps",
}  # fmt: skip
LEDGER_ITEM = "customXml/item1.xml"
LEDGER_NAMESPACE = "urn:briefwright:ledger:1"


def write_body(document: Document, template: Template, root: str) -> bytes:
    """The file as pandoc makes it. `root` is the folder that pictures' paths start from.

    Raises Failure when pandoc fails.
    """
    meta = {"lang": node("MetaString", document.language)}
    if right_to_left(document.language):
        meta["dir"] = node("MetaString", "rtl")
    given = tree.document(blocks(document), meta)
    made = {} if template.reference else {"reference.docx": make_reference(settings_of(template))}
    made |= {picture_name(drawing): drawing.png for drawing in drawings(document)}
    arguments = [
        "-f",
        "json",
        "-t",
        "docx",
        "-o",
        "-",
        f"--reference-doc={template.reference or 'reference.docx'}",
        f"--resource-path={root}{os.pathsep}.",
    ]
    return pandoc.run(arguments, given, files=made)


def blocks(document: Document) -> list[Json]:
    """The whole body as pandoc's blocks, the title block first."""
    return [*_title_block(document), *(block for part in document.parts for block in _part(part))]


def _styled(style: str, content: Iterable[Json]) -> Json:
    return node("Div", [attributes(custom_style=style), list(content)])


def _words(style: str, content: Json) -> Json:
    return _styled(style, [node("Para", content)])


def _title_block(document: Document) -> list[Json]:
    issue = " ".join(each for each in (document.series, document.number) if each)
    masthead = " · ".join(each for each in (document.publisher, issue, document.date_text) if each)
    out = [_words("Masthead", [text(masthead)])] if masthead else []
    out.append(_words("Title", _inlines(document.title)))
    if document.subtitle:
        out.append(_words("Subtitle", _inlines(document.subtitle)))
    if document.authors:
        names = " · ".join(", ".join(each for each in author if each) for author in document.authors)
        out.append(_words("Author", [text(names)]))
    lines = (("to", document.recipient), ("from", document.sender)) if document.recipient or document.sender else ()
    out.extend(_words("Author", [text(f"{document.words[key]}: {value}")]) for key, value in lines if value)
    if document.cover:
        out.append(node("RawBlock", ["openxml", '<w:p><w:r><w:br w:type="page"/></w:r></w:p>']))
    return out


def _part(part: doc.Part) -> list[Json]:
    style = PART_STYLES.get(part.name)
    first, *rest = part.blocks
    if not style or not isinstance(first, doc.Header):
        return [_block(block) for block in part.blocks]
    lead = _words("Key Points Heading", _inlines(first.content)) if part.name == "key-points" else _block(first)
    return [lead, _styled(style, (_block(block) for block in rest))]


def _block(block: doc.Block) -> Json:
    match block:
        case doc.Para(content=content, name=name) if name in PARA_STYLES:
            return _words(PARA_STYLES[name], _inlines(content))
        case doc.Para(content=content):
            return node("Para", _inlines(content))
        case doc.Header(content=content, name="box-heading"):
            return _words("Box Heading", _inlines(content))
        case doc.Header(level=level, content=content, identifier=identifier):
            anchor = identifier.removesuffix("-heading")
            return node("Header", [level - 1, attributes(anchor), _inlines(content)])
        case doc.BulletList(items=items):
            return node("BulletList", [[_block(each) for each in item] for item in items])
        case doc.OrderedList(start=start, items=items):
            kind = [start, {"t": "Decimal"}, {"t": "Period"}]
            return node("OrderedList", [kind, [[_block(each) for each in item] for item in items]])
        case doc.BlockQuote():
            return _quote(block)
        case doc.Table(identifier=identifier):
            return _anchored(identifier, _table(block))
        case doc.Figure(identifier=identifier):
            return _anchored(identifier, _figure(block))
        case doc.Div(name=name, content=content) if name in DIV_STYLES:
            return _styled(DIV_STYLES[name], (_block(each) for each in content))
        case doc.Div(content=content):
            return node("Div", [attributes(), [_block(each) for each in content]])
        case doc.HorizontalRule():
            return node("HorizontalRule")


def _anchored(identifier: str, block: Json) -> Json:
    """A block that the lists of tables and figures can point at."""
    return node("Div", [attributes(identifier), [block]]) if identifier else block


def _quote(quote: doc.BlockQuote) -> Json:
    paragraphs = [p for p in quote.content if isinstance(p, doc.Para)]
    said = [p for p in paragraphs if p.name != "attribution"]
    rest = [_block(p) for p in paragraphs if p.name == "attribution"]
    content: list[Json] = []
    for number, paragraph in enumerate(said):
        # A bookmark a paragraph: one across paragraphs would not survive an edit in Word.
        identifier = quote.identifier if number == 0 else f"{quote.identifier}_{number + 1}"
        span = attributes(identifier, lang=quote.language)
        content.append(node("Para", [node("Span", [span, _inlines(paragraph.content)])]))
    return node("Div", [attributes(), [node("BlockQuote", content), *rest]])


def _cell(content: Inlines, alignment: str) -> Json:
    return [attributes(), {"t": alignment}, 1, 1, [node("Plain", _inlines(content))] if content else []]


def _row(cells: Iterable[Inlines], alignments: Iterable[str]) -> Json:
    return [attributes(), [_cell(cell, each) for cell, each in zip(cells, alignments, strict=True)]]


def _caption(label: str, content: Inlines) -> list[Json]:
    words = _inlines(content)
    if label:
        styled = node("Span", [attributes(custom_style="Label"), [text(label)]])
        words = [styled, text(" "), *words] if words else [styled]
    return words


def _table(table: doc.Table) -> Json:
    caption = _caption(table.label, table.caption)
    columns = [
        [{"t": each}, {"t": "ColWidth", "c": width}]
        for each, width in zip(table.alignments, _widths(table), strict=True)
    ]
    head = [attributes(), [_row(table.head, table.alignments)]]
    rows = [_row(row, table.alignments) for row in table.rows]
    body = [attributes(), 0, [], rows]
    short = [None, [node("Plain", caption)] if caption else []]
    return node("Table", [attributes(), short, columns, head, [body], [attributes(), []]])


def _widths(table: doc.Table) -> list[float]:
    """Parts of the table's width for its columns, 1 in all: by how much they hold, and no word is cut."""
    rows = (table.head, *table.rows)
    weights = []
    for cells in zip(*rows, strict=True):
        texts = [plain(cell) for cell in cells]
        longest_word = max((_set_width(word) for text in texts for word in text.split()), default=1)
        weights.append(max(longest_word + 2, sum(map(_set_width, texts)) / len(texts), 4))
    whole = sum(min(weight, WIDEST) for weight in weights)
    return [round(min(weight, WIDEST) / whole, 4) for weight in weights]


WIDEST = 45
"""Characters beyond which a column's words only make it deeper."""


def _set_width(words: str) -> int:
    """How many Latin letters' width some words have; a Chinese or Korean sign has that of two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in words)


def picture_name(drawing: Drawing) -> str:
    """The name of a chart's picture while pandoc runs: no file of a workspace has it by accident."""
    return f"chart-{sha256(drawing.png).hexdigest()}.png"


def _figure(figure: doc.Figure) -> Json:
    caption = _caption(figure.label, figure.caption)
    if figure.credit:
        credit = node("Span", [attributes(custom_style="Credit Char"), _inlines(figure.credit)])
        caption = [*caption, text(" "), credit]
    drawing = figure.picture if isinstance(figure.picture, Drawing) else None
    size = attributes(width=f"{drawing.picture_width / 72:.4f}in") if drawing else attributes()
    path = picture_name(drawing) if drawing else quote(str(figure.picture))
    image = node("Image", [size, [text(figure.described)], [path, ""]])
    return node("Figure", [attributes(), [None, [node("Plain", caption)]], [node("Plain", [image])]])


def _inlines(content: Inlines) -> list[Json]:
    return [_inline(each) for each in content]


def _inline(each: doc.Inline) -> Json:
    match each:
        case doc.Str(text=words):
            return text(words)
        case doc.SoftBreak():
            return node("SoftBreak")
        case doc.LineBreak():
            return node("LineBreak")
        case doc.Code(text=words):
            return node("Code", [attributes(), words])
        case doc.Link(url=url, content=content):
            return node("Link", [attributes(), _inlines(content), [url, ""]])
        case doc.Span(content=content, identifier=identifier, language=language):
            return node("Span", [attributes(identifier, lang=language), _inlines(content)])
        case doc.Note(content=content):
            return node("Note", [node("Para", _inlines(content))])
        case doc.Emph() | doc.Strong() | doc.Strikeout() | doc.Superscript() | doc.Subscript() | doc.SmallCaps():
            return node(WRAPPED[type(each)], _inlines(each.content))
    raise TypeError(f"{type(each).__name__} is no node of a finished document")


# Finishing: what pandoc does not write.


def finish(made: bytes, document: Document, ledger: bytes) -> bytes:
    """The finished file: running heads, properties, languages of parts, the ledger."""
    source = zipfile.ZipFile(BytesIO(made))
    parts = {name: source.read(name) for name in source.namelist()}
    for name in parts:
        if re.fullmatch(r"word/(header|footer)\d*\.xml", name):
            parts[name] = _fill(parts[name].decode(), document).encode()
    parts["docProps/core.xml"] = _core(document).encode()
    parts["word/document.xml"] = _east_asian(parts["word/document.xml"].decode()).encode()
    parts["word/footnotes.xml"] = _east_asian(parts.get("word/footnotes.xml", b"").decode()).encode()
    if not parts["word/footnotes.xml"]:
        del parts["word/footnotes.xml"]
    _hang_key_points(parts)
    _add_ledger(parts, ledger)
    return _zip(parts)


KEY_POINT = re.compile(r'(<w:pStyle w:val="KeyPoints" ?/><w:numPr>.*?</w:numPr>)')
HANGING = 360
"""Indent of a list's words behind its marks, twentieths of a point, as pandoc has it."""


def _hang_key_points(parts: dict[str, bytes]) -> None:
    """Indent the points of the box as the box is: pandoc's numbering would move each one's frame to the right."""
    styles = parts["word/styles.xml"].decode()
    frame = re.search(r'w:styleId="KeyPoints".*?<w:ind w:left="(-?\d+)" w:right="(-?\d+)"', styles, re.DOTALL)
    if frame:
        indent = f'<w:ind w:left="{int(frame[1]) + HANGING}" w:right="{frame[2]}" w:hanging="{HANGING}"/>'
        body = parts["word/document.xml"].decode()
        parts["word/document.xml"] = KEY_POINT.sub(lambda match: match[1] + indent, body).encode()


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


LANG_RUN = re.compile(r'<w:lang w:val="((?:zh|ja|ko)[^"]*)" ?/>')


def _east_asian(xml: str) -> str:
    """Word takes the language of Chinese, Japanese and Korean words from `w:eastAsia`, which pandoc does not write."""
    return LANG_RUN.sub(r'<w:lang w:val="\1" w:eastAsia="\1"/>', xml)


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


def _zip(parts: dict[str, bytes]) -> bytes:
    """A package with fixed dates and order: content types first, as readers expect."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name in sorted(parts, key=lambda n: (n != "[Content_Types].xml", not n.startswith("_rels/"), n)):
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            package.writestr(info, parts[name])
    return out.getvalue()
