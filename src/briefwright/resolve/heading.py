"""Titles and headings: no citations; words in marks must be quoted elsewhere in the brief.

Takes a paragraph and the brief's quotations; gives inlines. Invariant: a heading quotes nothing of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from briefwright.model import document as doc
from briefwright.model.brief import Quotation
from briefwright.model.diagnostic import Diagnostic
from briefwright.model.prose import (
    Break,
    Citation,
    Code,
    Foreign,
    Inline,
    Link,
    OwnNote,
    Paragraph,
    Styled,
    Term,
    Words,
)
from briefwright.resolve.marks import pair_marks
from briefwright.resolve.match import matches
from briefwright.resolve.pattern import literal_pattern, variants
from briefwright.resolve.sameness import DOUBLE, fold

STYLES: dict[str, Callable[[doc.Inlines], doc.Inline]] = {
    "Emph": doc.Emph, "Strong": doc.Strong, "Strikeout": doc.Strikeout,
}  # fmt: skip
Tell = Callable[[Diagnostic], None]


def bind_heading(paragraph: Paragraph, quotations: Sequence[Quotation], fault: Tell) -> doc.Inlines:
    """A heading's inlines; faults for citations, notes, links and words quoted nowhere else."""
    content = paragraph.content
    flat = _flat(content)
    if flat and any(pair_marks(run.text)[1] for run in content if isinstance(run, Words)):
        text = "".join(word.text for word in flat)
        if not pair_marks(text)[1]:
            # A pair of marks around emphasis: the words count, and the emphasis is let go.
            content = (Words(text, [at for word in flat for at in word.at], flat[0].source),)
    return _nodes(content, quotations, fault)


def _flat(content: Sequence[Inline]) -> list[Words]:
    """The words of a heading that has nothing but words and emphasis in it; none at all when it has more."""
    found: list[Words] = []
    for node in content:
        inner = [node] if isinstance(node, Words) else _flat(node.content) if isinstance(node, Styled) else []
        if not inner:
            return []
        found.extend(inner)
    return found


def _nodes(content: Sequence[Inline], quotations: Sequence[Quotation], fault: Tell) -> doc.Inlines:
    out: list[doc.Inline] = []
    for node in content:
        match node:
            case Words():
                out.extend(_words(node, quotations, fault))
            case Break():
                out.append(doc.SoftBreak())
            case Styled(style=style, content=inner):
                out.append(STYLES[style](_nodes(inner, quotations, fault)))
            case Foreign(language=language, content=inner):
                out.append(doc.Span(_nodes(inner, quotations, fault), language=language))
            case Code(text=text, span=span):
                if DOUBLE & set(text):
                    told = "words in quotation marks stand in a code span and are not checked"
                    fault(Diagnostic("unsourced-quotation", told, span, help="take the backticks away"))
                out.append(doc.Code(text))
            case Term(content=inner):
                words = "".join(each.text for each in _flat(inner)) or "".join(
                    each.text for each in inner if isinstance(each, Words)
                )
                out.append(doc.Marked((doc.Str(words.strip().strip("".join(DOUBLE))),)))
            case Citation(span=span) | OwnNote(span=span) | Link(span=span):
                what = "a link" if isinstance(node, Link) else "a citation or note"
                advice = "put it into the text below"
                fault(Diagnostic("misplaced-markup", f"{what} cannot stand in a heading", span, help=advice))
    return tuple(out)


def _words(node: Words, quotations: Sequence[Quotation], fault: Tell) -> list[doc.Inline]:
    pairs, lonely = pair_marks(node.text)
    for at in lonely:
        told = "a quotation mark without its partner in this heading"
        fault(Diagnostic("unpaired-mark", told, node.span(at, at + 1), help="close it, or take it out"))
    out: list[doc.Inline] = []
    done = 0
    for start, end in pairs:
        out.append(doc.Str(node.text[done:start]))
        words = _quoted(node.text[start + 1 : end], quotations)
        if words is None:
            told = "words in quotation marks in a heading must be quoted in the brief"
            advice = (
                'quote them with their citation in the text; words that are no quotation are `["so-called"]{.term}`'
            )
            fault(Diagnostic("unsourced-quotation", told, node.span(start, start + 1), help=advice))
        else:
            out.append(doc.Marked((doc.Str(words, exact=True),)))
        done = end + 1
    out.append(doc.Str(node.text[done:]))
    return [each for each in out if not (isinstance(each, doc.Str) and not each.text)]


def _quoted(text: str, quotations: Sequence[Quotation]) -> str | None:
    """The words as the source of a quotation of the brief has them, in one run: an insertion is nobody's words."""
    wanted = literal_pattern(fold(text.strip()).folded)
    if not wanted.says_something:
        return None
    for exact in (quotation.exact for quotation in quotations):
        folded = fold(exact)
        for pattern in variants(wanted):
            if match := next(matches(pattern, folded.folded), None):
                start, end = folded.original(match.start, match.end)
                first = text.strip()[:1]
                printed = exact[start:end]
                return first + printed[1:] if first.lower() == printed[:1].lower() else printed
    return None
