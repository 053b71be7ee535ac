"""The keys of every group in a seed, an outline and a template, each with what it means to an editor.

Invariant: the readers take the keys from here, and the JSON Schemas for editors (`desk/schema.py`) keys and words.
Tables only.
"""

from __future__ import annotations

SEED = {
    "source": "The document itself: its bibliographic record, a CSL item.",
    "evidence": "What a reader should know of the source. Every key of it may be left out.",
    "passages": "Pieces of the text, exactly as the source has them, by IDs that never change: `p9` is paragraph 9.",
    "document": "What `add` keeps of the document that the passages were taken from; written by `add`.",
}
DOCUMENT = {
    "file": "The name of the document's file.",
    "sha256": "The SHA-256 of its bytes.",
    "passages": "Where `add` found each passage, by ID.",
}
PLACE = {
    "sha256": "The SHA-256 of the passage's words.",
    "prefix": "The words before it (a W3C TextQuoteSelector).",
    "suffix": "The words behind it.",
}
EVIDENCE = {
    "descriptor": "What kind of source it is, in a sentence: `Unsigned news report; relays Korean newspapers.`",
    "reliability": "A (reliable) to F (nobody has judged it).",
    "derived-from": "The ID of the source that this one reposts or translates; the two are one witness.",
    "note": "What else should be known: gaps, doubtful dates, where the text is from.",
    "private": "`true` keeps descriptor, reliability and note out of every output.",
}
PASSAGE = {
    "text": "The passage, to the character. Begin long words on a line of their own after `>-`.",
    "locator": "Where in the source: one CSL label and its value, `{page: 12}`. Left out for paragraphs `p1`, `p2` ….",
    "language": "Its language, where it is not the source's: a tag such as `fr` or `zh-Hant`.",
    "translation": "A translation; it may be quoted too, and the note says whose it is.",
    "translator": "Who made the translation.",
    "voices": "Who says a piece of the passage, when it is not the source's own author.",
}
VOICE = {
    "says": "The piece: words of the passage.",
    "speaker": "Who says them.",
    "via": "The reporter that the source itself relies on.",
}
OUTLINE = {
    "title": "The brief's title. Words in double marks must be quoted in the text.",
    "subtitle": "A line below the title.",
    "date": "The date of the brief: 2026-01-20, 2026-01 or 2026.",
    "authors": "Who signs: names, or groups of `name` and `affiliation`.",
    "series": "The series, printed above the title.",
    "number": "The number in the series.",
    "template": "The house style; policy-brief is the default.",
    "style": "How notes are worded: the name of a CSL note style, or the path of a `.csl` file.",
    "scale": "The words of likelihood: a standard's, instead of the template's.",
    "language": "The language of the brief's own words, such as en-GB (the default) or fr.",
    "handling": "Printed on every page: a label of TLP 2.0, or words of your own.",
    "status": "Printed on every page: `draft`.",
    "embargo": "Date and time with its zone, printed on every page: 2026-01-22T06:00+09:00.",
    "to": "Whom a memo goes to.",
    "from": "Whom a memo comes from.",
    "summary": "Prose, or a body of blocks, before the sections.",
    "key-points": "A list of points: prose, or claims.",
    "sections": "The text. Each section has a heading, a body and perhaps subsections.",
    "recommendations": "A list of recommendations: prose, or claims.",
    "annexes": "Sections behind the text.",
    "annex": "`evidence` adds what the brief rests on: counts, claims with their passages, each source.",
    "about": "About the authors or the institution.",
    "disclaimer": "The disclaimer; the template may have one.",
    "acknowledgements": "Thanks.",
}
AUTHOR = {"name": "The name, as it is printed.", "affiliation": "Where the author belongs."}
SECTION = {
    "heading": "The heading, without a number.",
    "body": "Prose in Markdown, or a list of prose and blocks.",
    "sections": "Subsections; one level.",
}
QUOTE = {
    "quote": "A block quotation: source#passage.",
    "exact": "Just these words of the passage; changes in brackets: `[…]`, `[word]`, `[T]he`.",
    "speaker": "The name below it, one of the passage's voices.",
}
PULL_QUOTE = {
    "pull-quote": "Words that the text quotes, large beside it: source#passage.",
    "exact": "The words.",
    "speaker": "The name below it, one of the passage's voices.",
}
CLAIM = {
    "claim": "A judgement.",
    "evidence": "Passages for it: a list of source#passage. They are its note.",
    "against": "Passages against it; an empty list says that there are none.",
    "likelihood": "How likely it is, in a word of the scale.",
    "confidence": "How sure the judgement is: low, moderate, high.",
}
TABLE = {
    "caption": "What the table shows.",
    "columns": "The heads of the columns.",
    "rows": "A list of rows, each a list of cells; cells are Markdown and may quote.",
    "file": "A CSV file instead of rows; its path starts from the outline's folder.",
    "formats": "CLDR patterns for columns of numbers and dates: {Ships: '#,##0.0'}.",
}
FIGURE = {
    "file": "A picture (PNG, JPEG, GIF); its path starts from the outline's folder.",
    "alt": "What a reader who cannot see it should know.",
    "caption": "What it shows.",
    "credit": "Whose it is.",
}
CHART = {
    **FIGURE,
    "file": "A CSV file of its data; its path starts from the outline's folder.",
    "vega-lite": "A Vega-Lite specification; colours, letters and width are the template's.",
}
BOX = {"heading": "The heading of the box.", "body": "What stands in it: prose, or a list of prose and blocks."}
DIFFER = {"question": "What sources tell differently.", "answers": "What they say, with evidence."}
ANSWER = {"says": "What some sources say.", "evidence": "Which passages say so: a list of source#passage."}
EVENT = {
    "date": "The day, month or year: 2026-01-05, 2026-01 or 2026.",
    "event": "What happened.",
    "evidence": "Which passages say so: a list of source#passage.",
}
GROUPED = {"table": TABLE, "figure": FIGURE, "chart": CHART, "box": BOX, "differ": DIFFER}
"""Blocks with a group of keys behind theirs."""
BLOCKS = {
    "quote": QUOTE["quote"],
    "pull-quote": PULL_QUOTE["pull-quote"],
    "claim": CLAIM["claim"],
    "table": "A table, from rows or a CSV file.",
    "figure": "A picture with what it shows.",
    "chart": "A chart in the house style, from a Vega-Lite specification.",
    "box": "Matter set apart from the run of the text.",
    "differ": "A question that sources answer differently.",
    "timeline": "Dated events, each with its note.",
}
TEMPLATE = {
    "extends": "The template that this one builds on.",
    "publisher": "Shown at the head of page one.",
    "logo": "A file beside this one (SVG or PNG), shown instead of the publisher's name.",
    "paper": "A4 or Letter.",
    "text": "`large` is large print of 16 points.",
    "colours": "Colours as '#rrggbb'; letters need a contrast of 4.5 to 1.",
    "style": "How notes are worded: the name of a CSL note style.",
    "parts": "The parts of a brief in their order; `body` must be there.",
    "cover": "`yes` gives the brief a cover.",
    "numbering": "`yes` numbers the headings.",
    "likelihood": "The words of likelihood: a standard's name, or a list from the least likely to the most.",
    "confidence": "The words of confidence, from the lowest.",
    "disclaimer": "The disclaimer of briefs that have none of their own.",
}
COLOUR = {
    "accent": "Headings, rules and charts.",
    "ink": "The text.",
    "quiet": "Notes, captions and running heads.",
    "tint": "The ground of boxes and tables.",
}
LIKELIHOOD = {"word": "The word.", "from": "The lowest per cent that it stands for.", "to": "The highest."}
