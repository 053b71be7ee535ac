"""Typography of the brief's own words.

Takes plain words as editors type them; gives them as they are set: curly apostrophes, dashes, ellipses.
Invariant: words marked `exact` never come here.
"""

from __future__ import annotations

import re

OPENS = re.compile(r"(?:^|(?<=[\s(\[{—–“‘«„]))'(?=\S)")
YEARS = re.compile(r"(?:^|(?<=[\s(]))'(?=\d\ds?\b)")


def curl(text: str, before: str = "") -> str:
    """Apostrophes and single marks curly, `--` and `---` as dashes, `...` as an ellipsis.

    `before` is the character that stands before the text.
    """
    if not any(sign in text for sign in ("'", "--", "...")):
        return text
    marked = (before or " ") + text
    marked = marked.replace("---", "—").replace("--", "–").replace("...", "…")
    marked = YEARS.sub("’", marked)
    marked = OPENS.sub("‘", marked)
    return marked.replace("'", "’")[1:]
