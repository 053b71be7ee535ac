"""Quotations and terms set in the marks of the brief's language.

Takes inlines as `resolve` leaves them; gives inlines in which nothing is `Quoted` or `Marked` any more.
Invariant: a quotation's words are set to the character, and only the marks around them are ours.
"""

from __future__ import annotations

import re
from itertools import groupby

from briefwright.model import document as doc
from briefwright.model.brief import Piece, Quotation
from briefwright.model.document import Inlines
from briefwright.model.language import marks
from briefwright.model.source import Passage

LINE_END = re.compile(r"[ \t]*[\n\u2028\u2029][ \t]*")


def quoted(quotation: Quotation, language: str) -> doc.Span:
    """A quotation in running prose: the brief's marks around the passage's words."""
    opening, closing = marks(language).outer
    inner = (doc.Str(opening, exact=True), *_pieces(quotation), doc.Str(closing, exact=True))
    return doc.Span(inner, quotation.identifier, "quotation", foreign(quotation.passage, quotation, language))


def foreign(passage: Passage, quotation: Quotation, language: str) -> str:
    """The language of a quotation's words where it is not the brief's own."""
    own = language if quotation.translated else passage.language
    return "" if own.split("-")[0].lower() == language.split("-")[0].lower() else own


def _pieces(quotation: Quotation) -> Inlines:
    """The pieces in a row; a stretch of emphasis is one, also where a bracket or mark in it is ours."""
    out: list[doc.Inline] = []
    for emphasis, pieces in groupby(quotation.pieces, key=lambda piece: piece.emphasis):
        words_ = tuple(doc.Str(LINE_END.sub(" ", piece.text), exact=True) for piece in pieces)
        out.extend([doc.Emph(words_)] if emphasis else words_)
    return tuple(out)


def quoted_piece(piece: Piece, text: str) -> doc.Inline:
    """A run of a quotation, to the character; emphasised or not."""
    words_ = doc.Str(text, exact=True)
    return doc.Emph((words_,)) if piece.emphasis else words_


def set_marks(content: Inlines, language: str) -> Inlines:
    """Quotations and terms set in the marks of the brief's language."""
    return tuple(_set(node, language) for node in content)


def _set(node: doc.Inline, language: str) -> doc.Inline:
    match node:
        case doc.Quoted(quotation=quotation):
            return quoted(quotation, language)
        case doc.Marked(content=content, depth=depth):
            opening, closing = marks(language).pair(depth)
            inner = (doc.Str(opening, exact=True), *set_marks(content, language), doc.Str(closing, exact=True))
            return doc.Span(inner, name="term")
        case doc.Cite(citation=citation, own=own, key=key):
            return doc.Cite(citation, set_marks(own, language), key)
        case doc.Link(url=url, content=content):
            return doc.Link(url, set_marks(content, language))
        case doc.Span(content=content, language=tag):
            return doc.Span(set_marks(content, language), language=tag)
        case doc.Emph(content=content) | doc.Strong(content=content) | doc.Strikeout(content=content):
            return type(node)(set_marks(content, language))
    return node
