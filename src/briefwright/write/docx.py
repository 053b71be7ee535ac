"""The document as DOCX, by pandoc.

Takes a `Document`; gives the file's bytes. Pandoc writes the body from its JSON tree, `word` sets it as Word wants it,
and `package` adds headers, properties and the ledger. Invariant: words go in as `Str` and are never read as Markdown;
the same document gives the same bytes.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path

from briefwright.engines import logos, pandoc, tree
from briefwright.engines.tree import Json, attributes, node, text
from briefwright.model import document as doc
from briefwright.model.chart import Drawing
from briefwright.model.document import Document, Inlines, plain
from briefwright.model.language import right_to_left
from briefwright.model.template import Template
from briefwright.write.look import settings_of
from briefwright.write.reference import make_reference
from briefwright.write.word import dress

PARA_STYLES = {
    "pulled": "Pull Quote", "pulled-from": "Pull Quote Speaker",
    "claim": "Claim", "assessment": "Assessment", "attribution": "Attribution",
    "differ-title": "Differ Title", "differ-question": "Differ Question", "toc-1": "toc 1", "toc-2": "toc 2",
    "statement": "Small Print", "legend": "Small Print",
}  # fmt: skip
DIV_STYLES = {"references": "Sources"}
PART_STYLES = {
    "summary": "Summary", "about": "Small Print", "disclaimer": "Small Print", "acknowledgements": "Small Print",
}  # fmt: skip
PART_HEADS = {
    "contents": "TOC Heading", "lists": "List Heading", "summary": "Summary Heading", "sources": "Back Heading",
    "about": "Back Heading", "disclaimer": "Back Heading", "acknowledgements": "Back Heading",
}  # fmt: skip
OPENING = frozenset({"summary", "body", "annexes", "annex"})
"""Parts that begin a page in a document with a cover."""
LISTED = {"claim": "Listed Claim", "assessment": "Listed Assessment"}
TABLE_STYLES = {"differ-answers": "LightTable", "timeline": "Timeline"}
"""Styles of tables by their names; the others are wide where they stand in a section."""
PICTURES = "pictures"
"""Where pandoc finds the pictures: a folder beside everything that it would take for its own."""
TAB = node("RawInline", ["openxml", "<w:r><w:tab/></w:r>"])
WRAPPED = {
    doc.Emph: "Emph", doc.Strong: "Strong", doc.Strikeout: "Strikeout", doc.Superscript: "Superscript",
    doc.Subscript: "Subscript", doc.SmallCaps: "SmallCaps",
}  # fmt: skip


def write_body(document: Document, template: Template, pictures: Mapping[str, bytes]) -> bytes:
    """The file as pandoc makes it, in a folder with the pictures: it opens nothing else. `pictures` are the files of
    figures by their paths.

    Raises Failure when pandoc fails, or a picture is not what it was.
    """
    meta = {"lang": node("MetaString", document.language)}
    if right_to_left(document.language):
        meta["dir"] = node("MetaString", "rtl")
    given = tree.document(blocks(document, template), meta)
    made = {"reference.docx": template.styles or make_reference(settings_of(template))}
    for picture in doc.pictures(document):
        made[picture_name(picture)] = picture.png if isinstance(picture, Drawing) else pictures[picture]
    if template.logo:
        made[_logo(template)] = logos.pixels(Path(template.folder) / template.logo)
    arguments = [
        "-f",
        "json",
        "-t",
        "docx",
        "-o",
        "-",
        "--reference-doc=reference.docx",
    ]
    return dress(pandoc.run(arguments, given, files=made), document)


def blocks(document: Document, template: Template) -> list[Json]:
    """The whole body as pandoc's blocks, the title block first."""
    return [*_title_block(document, template), *(block for part in document.parts for block in _part(part, document))]


def _styled(style: str, content: Iterable[Json], identifier: str = "") -> Json:
    return node("Div", [attributes(identifier, custom_style=style), list(content)])


def _words(style: str, content: Json, identifier: str = "") -> Json:
    return _styled(style, [node("Para", content)], identifier)


def _lettered(style: str, content: Json) -> Json:
    """Inlines in a character style."""
    return node("Span", [attributes(custom_style=style), content])


# The title block.


def _title_block(document: Document, template: Template) -> list[Json]:
    """Masthead, title, authors. A brief to or from somebody has a memo's head; a cover is a section of its own."""
    memo = bool(document.recipient or document.sender)
    kind = "Cover " if document.cover else "Memo " if memo else ""
    out = _masthead(document, template, f"{kind}Masthead", dated=not memo)
    out.append(_words(f"{kind}Title", _inlines(document.title)))
    if document.subtitle:
        out.append(_words("Cover Subtitle" if document.cover else "Subtitle", _inlines(document.subtitle)))
    if document.authors and not document.sender:
        out.append(_words("Author", _authors(document)))
    if memo:
        out.extend(_memo_lines(document))
    return out


def _masthead(document: Document, template: Template, style: str, *, dated: bool) -> list[Json]:
    """The house on the left (without one, the series), series and date on the right."""
    issue = " ".join(each for each in (document.series, document.number) if each)
    house = [text(document.publisher or issue)] if document.publisher or issue else []
    if template.logo:
        house = [node("Image", [attributes(height="28pt"), [text(document.publisher)], [_logo(template), ""]])]
    right = [issue if template.logo or document.publisher else "", document.date_text if dated else ""]
    shown = " · ".join(each for each in right if each)
    kind = "Masthead Issue" if style == "Masthead" else "Issue"
    tail = [TAB, _lettered(kind, [text(shown)])] if shown else []
    return [_words(style, [*house, *tail])] if house or tail else []


def _logo(template: Template) -> str:
    suffix = Path(template.logo).suffix.lower()
    return "logo.png" if suffix == ".svg" else f"logo{suffix}"


def _authors(document: Document) -> list[Json]:
    out: list[Json] = []
    for name, affiliation in document.authors:
        out.extend([text(" · ")] if out else [])
        out.append(node("Strong", [text(name)]))
        out.extend([text(f", {affiliation}")] if affiliation else [])
    return out


def _memo_lines(document: Document) -> list[Json]:
    lines = (("to", document.recipient), ("from", document.sender), ("date", document.date_text))
    shown = [[_lettered("Memo Label", [text(document.words[key])]), TAB, text(value)] for key, value in lines if value]
    styles = ["Memo Line"] * (len(shown) - 1) + ["Memo End"]
    return [_words(style, line) for style, line in zip(styles, shown, strict=True)]


# Parts and blocks.


def _part(part: doc.Part, document: Document) -> list[Json]:
    opening = document.cover and part.name in OPENING
    if part.name == "key-points" and isinstance(part.blocks[0], doc.Header):
        head, *rest = part.blocks
        assert isinstance(head, doc.Header)
        lead = _words("Key Points Heading", _inlines(head.content), _anchor(head))
        return _framed("KeyPointsTable", [lead], [_block(block, "Key Points") for block in rest])
    out = []
    for number, block in enumerate(part.blocks):
        style = PART_HEADS.get(part.name, "")
        if opening and not number:
            out.append(_opening(block))
        elif isinstance(block, doc.Header) and style:
            out.append(
                _words(
                    "TOC Heading" if part.name == "lists" and not number else style,
                    _inlines(block.content),
                    _anchor(block),
                )
            )
        elif part.name == "lists" and isinstance(block, doc.Para):
            out.append(_words("table of figures", _inlines(block.content)))
        elif part.name in PART_STYLES:
            out.append(_styled(PART_STYLES[part.name], [_block(block)]))
        else:
            out.extend(_wide([block]))
    return out


def _opening(block: doc.Block) -> Json:
    """The first block of a part, its heading on a new page."""
    match block:
        case doc.Header(content=content):
            return _words("Opening Heading", _inlines(content), _anchor(block))
        case doc.Div(content=(doc.Header() as head, *rest)):
            return node("Div", [attributes(), [_opening(head), *_wide(rest)]])
    return _block(block)


def _anchor(head: doc.Header) -> str:
    return head.identifier.removesuffix("-heading")


def _wide(content: Iterable[doc.Block]) -> list[Json]:
    """Blocks of a section: its tables reach out into the margin."""
    return [
        _anchored(each.identifier, _table(each, "WideTable"))
        if isinstance(each, doc.Table) and each.label
        else _block(each)
        for each in content
    ]


def _framed(style: str, head: list[Json], body: list[Json]) -> list[Json]:
    """Blocks in a table of one column: neighbouring paragraphs of different indents would be frames of their own in
    Word. The head is a row of its own, which Word repeats where the frame goes on on the next page."""
    row = '<w:tr><w:trPr><w:cantSplit/>{}</w:trPr><w:tc><w:tcPr><w:tcW w:w="0" w:type="auto"/></w:tcPr>'
    look = '<w:tblLook w:val="0000"/>'
    first = f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/>{look}</w:tblPr><w:tblGrid><w:gridCol/></w:tblGrid>'
    between = "</w:tc></w:tr>"
    out = [_raw(first)]
    for cell, header in ((head, "<w:tblHeader/>"), (body, "")):
        if cell:
            out.extend([_raw(row.format(header)), *cell, _raw(between)])
    return [*out, _raw("</w:tbl>")]


def _raw(xml: str) -> Json:
    return node("RawBlock", ["openxml", xml])


def _block(block: doc.Block, ground: str = "") -> Json:
    """A block; `ground` is the style of paragraphs where they are not the text's (`Box`, `Key Points`, a list's)."""
    match block:
        case doc.Para(content=content, name=name) if name in PARA_STYLES:
            style = LISTED.get(name, PARA_STYLES[name]) if ground else PARA_STYLES[name]
            return _words(style, _inlines(content))
        case doc.Para(content=content):
            return _words(ground, _inlines(content)) if ground else node("Para", _inlines(content))
        case doc.Header(content=content, name="box-heading"):
            return _words("Box Heading", _inlines(content))
        case doc.Header(level=level, content=content):
            return node("Header", [level - 1, attributes(_anchor(block)), _inlines(content)])
        case doc.BulletList(items=items):
            return node("BulletList", [_item(item, ground) for item in items])
        case doc.OrderedList(start=start, items=items):
            return node("OrderedList", [[start, {"t": "Decimal"}, {"t": "Period"}], [_item(i, ground) for i in items]])
        case doc.BlockQuote():
            return _quote(block, ground)
        case doc.Table(identifier=identifier):
            return _anchored(identifier, _table(block, "Table"))
        case doc.Figure(identifier=identifier):
            return _anchored(identifier, _figure(block))
        case doc.Div():
            return _div(block, ground)
        case doc.HorizontalRule():
            return node("HorizontalRule")


def _div(block: doc.Div, ground: str) -> Json:
    """Blocks with a name. A name that is not known here is set as what stands in it."""
    match block:
        case doc.Div(name="box", content=content):
            head = [each for each in content[:1] if isinstance(each, doc.Header)]
            body = [_block(each, "Box") for each in content[len(head) :]]
            return node("Div", [attributes(), _framed("BoxTable", [_block(each) for each in head], body)])
        case doc.Div(name="claim-block", content=(doc.Para() as claim,)) if not ground:
            return _words("Single Claim", _inlines(claim.content))
        case doc.Div(name=name, content=content) if name in DIV_STYLES:
            return _styled(DIV_STYLES[name], (_block(each) for each in content))
        case doc.Div(name="section" | "subsection", content=content):
            return node("Div", [attributes(), _wide(content)])
    return node("Div", [attributes(), [_block(each, ground) for each in block.content]])


def _item(item: Iterable[doc.Block], ground: str) -> list[Json]:
    return [_block(each, ground or "List Paragraph") for each in item]


def _anchored(identifier: str, block: Json) -> Json:
    """A block that the lists of tables and figures can point at."""
    return node("Div", [attributes(identifier), [block]]) if identifier else block


def _quote(quote: doc.BlockQuote, ground: str) -> Json:
    paragraphs = [p for p in quote.content if isinstance(p, doc.Para)]
    said = [p for p in paragraphs if p.name != "attribution"]
    names = [p for p in paragraphs if p.name == "attribution"]
    content: list[Json] = []
    for number, paragraph in enumerate(said):
        # A bookmark a paragraph: one across paragraphs would not survive an edit in Word.
        identifier = quote.identifier if number == 0 else f"{quote.identifier}_{number + 1}"
        span = attributes(identifier, lang=quote.language)
        last = bool(names) and number == len(said) - 1
        style = "Box Quote" if ground else "Spoken Text" if last else "Block Text"
        content.append(_words(style, [node("Span", [span, _inlines(paragraph.content)])]))
    content.extend(_words("Box Quote" if ground else "Attribution", _inlines(name.content)) for name in names)
    return node("Div", [attributes(), content])


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


def _table(table: doc.Table, style: str) -> Json:
    caption = _caption(table.label, table.caption)
    columns = [
        [{"t": each}, {"t": "ColWidth", "c": width}]
        for each, width in zip(table.alignments, _widths(table), strict=True)
    ]
    head = [attributes(), [_row(table.head, table.alignments)]]
    rows = [_row(row, table.alignments) for row in table.rows]
    body = [attributes(), 0, [], rows]
    short = [None, [node("Plain", caption)] if caption else []]
    look = attributes(custom_style=TABLE_STYLES.get(table.name, style))
    return node("Table", [look, short, columns, head, [body], [attributes(), []]])


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


def picture_name(picture: str | Drawing) -> str:
    """The name of a picture while pandoc runs."""
    if isinstance(picture, Drawing):
        return f"chart-{sha256(picture.png).hexdigest()}.png"
    return f"figure-{sha256(picture.encode()).hexdigest()}{Path(picture).suffix}"


def _figure(figure: doc.Figure) -> Json:
    caption = _caption(figure.label, figure.caption)
    if figure.credit:
        credit = node("Span", [attributes(custom_style="Credit Char"), _inlines(figure.credit)])
        caption = [*caption, text(" "), credit]
    drawing = figure.picture if isinstance(figure.picture, Drawing) else None
    size = attributes(width=f"{drawing.picture_width / 72:.4f}in") if drawing else attributes()
    image = node("Image", [size, [text(figure.described)], [picture_name(figure.picture), ""]])
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
