"""The evidence annex: what the brief rests on, by independent witness.

Takes a brief; gives blocks. Invariant: counts and declared metadata only, never a judgement of ours; what a source
marks private stays out; a repost or a translation counts with the source that it comes from.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from babel import Locale

from briefwright.compose.dates import date_text
from briefwright.compose.phrases import phrase
from briefwright.model import brief as br
from briefwright.model import document as doc
from briefwright.model.document import Inlines
from briefwright.model.source import Passage, Source
from briefwright.model.walk import items
from briefwright.model.words import words

NONE = "–"


def source_name(source: Source) -> str:
    """What readers call a source: the outlet, else the author, else the title."""
    item = source.item
    author = (item.get("author") or [{}])[0]
    named = author.get("literal") or author.get("family") or ""
    return str(item.get("container-title") or named or item.get("title", source.id))


def statement(brief: br.Brief) -> str:
    """What the brief rests on, in one paragraph of counts."""
    language = brief.outline.language
    sources = list(brief.sources.values())
    witnesses = {origin.id for origin in brief.origins.values()}
    out = [
        phrase(language, "quotations", len(brief.quotations)),
        phrase(language, "sources", len(sources)),
        phrase(language, "witnesses", len(witnesses)),
        phrase(language, "languages", names=_languages(sources, language)),
    ]
    dated = sorted(written for source in sources if (written := _issued(source)))
    if dated:
        first, last = date_text(dated[0], language), date_text(dated[-1], language)
        out.append(phrase(language, "one-date" if first == last else "dates", first=first, last=last))
    counted = {
        "undated": len(sources) - len(dated),
        "relayed": sum(bool(q.voice and q.voice.via) for q in brief.quotations),
        "translated": sum(q.translated for q in brief.quotations),
        "judged": sum(s.evidence.reliability != "F" and not s.evidence.private for s in sources),
        "unjudged": sum(s.evidence.reliability == "F" and not s.evidence.private for s in sources),
    }
    out.extend(phrase(language, key, count) for key, count in counted.items() if count)
    return ("" if language.split("-")[0] in ("zh", "ja") else " ").join(out)


def _languages(sources: Iterable[Source], language: str) -> str:
    locale = Locale.parse(language.split("-")[0])
    tags = dict.fromkeys(source.language.split("-")[0] for source in sources)
    names = [str(locale.languages.get(tag, tag)) for tag in tags]
    return f" {words(language)['and']} ".join([*([", ".join(names[:-1])] if names[1:] else []), names[-1]])


def _issued(source: Source) -> str:
    """The date of a source as `2026-01-09`, `2026-01` or `2026`; empty when it has none in numbers."""
    parts = (source.item.get("issued") or {}).get("date-parts") or [[]]
    return "-".join(f"{number:02d}" for number in parts[0])


def claims(brief: br.Brief) -> list[tuple[Inlines, Inlines, Inlines]]:
    """For each claim its words, and the passages for and against it by witness."""
    found = [item for item in items(brief) if isinstance(item, br.Claim)]
    return [(_bare(each.text), _side(brief, each.evidence), _side(brief, each.against)) for each in found]


def _bare(content: Inlines) -> Inlines:
    """Words without notes and anchors: the annex names what the brief has quoted, and quotes nothing again."""
    out: list[doc.Inline] = []
    for node in content:
        match node:
            case doc.Cite() | doc.Note():
                pass
            case doc.Quoted(quotation=quotation):
                out.append(doc.Marked((doc.Str(quotation.printed, exact=True),)))
            case doc.Emph(content=inner) | doc.Strong(content=inner) | doc.Span(content=inner):
                out.extend(_bare(inner))
            case _:
                out.append(node)
    return tuple(out)


def _side(brief: br.Brief, passages: Sequence[Passage]) -> Inlines:
    """`Focus (para. 9, 12); ThinkChina (para. 3) with Forum (para. 7). 2 witnesses.`"""
    if not passages:
        return (doc.Str(NONE, exact=True),)
    language = brief.outline.language
    groups: dict[str, dict[str, list[Passage]]] = {}
    for passage in passages:
        witness = groups.setdefault(brief.origins[passage.source].id, {})
        witness.setdefault(passage.source, []).append(passage)
    told = []
    for origin, held in groups.items():
        own_first = sorted(held, key=lambda source: source != origin)
        named = [f"{source_name(brief.sources[s])}{_locators(held[s], language)}" for s in own_first]
        told.append(f" {words(language)['together-with']} ".join(named))
    count = phrase(language, "count-of-witnesses", len(groups))
    return (doc.Str(f"{'; '.join(told)}. {count}", exact=True),)


def _locators(passages: Sequence[Passage], language: str) -> str:
    """The places of passages in brackets, those of one kind together."""
    by_label: dict[str, list[str]] = {}
    for passage in passages:
        if passage.locator:
            by_label.setdefault(passage.locator.label, []).append(passage.locator.value)
    known = words(language)
    shown = [f"{known.get(f'{label}-term', label)} {', '.join(values)}" for label, values in by_label.items()]
    return f" ({'; '.join(shown)})" if shown else ""


def sources(brief: br.Brief) -> list[tuple[str, str, str, str]]:
    """For each source its name with its date, what it is, its reliability, and what it derives from."""
    out = []
    for source in brief.sources.values():
        written = _issued(source)
        name = source_name(source) + (f", {date_text(written, brief.outline.language)}" if written else "")
        evidence, origin = source.evidence, brief.origins[source.id]
        derived = source_name(origin) if origin.id != source.id else NONE
        if evidence.private:
            out.append((name, NONE, NONE, derived))
        else:
            out.append((name, evidence.descriptor or NONE, evidence.reliability, derived))
    return out
