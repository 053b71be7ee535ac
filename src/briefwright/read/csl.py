"""CSL's names: item types, variables, locator labels.

Source: the Citation Style Language 1.0.2 specification, appendices III and IV, and the CSL-JSON input schema.
Invariant: lists only.
"""

from __future__ import annotations

TYPES = tuple(
    "article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection"
    " dataset document entry entry-dictionary entry-encyclopedia event figure graphic hearing interview"
    " legal_case legislation manuscript map motion_picture musical_score pamphlet paper-conference patent"
    " performance periodical personal_communication post post-weblog regulation report review review-book"
    " software song speech standard thesis treaty webpage".split()
)
DATES = ("accessed", "available-date", "event-date", "issued", "original-date", "submitted")
NAMES = tuple(
    "author chair collection-editor compiler composer container-author contributor curator director editor"
    " editorial-director editor-translator executive-producer guest host illustrator interviewer narrator organizer"
    " original-author"
    " performer producer recipient reviewed-author script-writer series-creator translator".split()
)
STANDARD = tuple(
    "abstract annote archive archive_collection archive_location archive-place authority call-number"
    " chapter-number citation-key citation-label citation-number collection-number collection-title"
    " container-title container-title-short custom dimensions division DOI edition event event-title event-place"
    " first-reference-note-number genre ISBN ISSN issue jurisdiction keyword language license medium note number"
    " number-of-pages number-of-volumes original-publisher original-publisher-place original-title page page-first"
    " part-number part-title PMCID PMID printing-number publisher publisher-place references reviewed-genre"
    " reviewed-title scale section short-title source status supplement-number title title-short type URL version"
    " volume volume-title volume-title-short year-suffix".split()
)
VARIABLES = (*STANDARD, *NAMES, *DATES)
NAME_PARTS = (
    "family", "given", "literal", "suffix", "dropping-particle", "non-dropping-particle", "comma-suffix",
    "static-ordering",
)  # fmt: skip
DATE_PARTS = ("date-parts", "season", "circa", "literal", "raw")
LOCATORS = tuple(
    "act appendix article-locator article book canon chapter column elocation equation figure folio issue line"
    " location note number opus page paragraph part rule scene section sub-verbo supplement table timestamp title"
    " title-locator verse volume".split()
)
