"""What a rule may look at.

Gives `Context`. Invariant: values only, all of them finished.
"""

from __future__ import annotations

from dataclasses import dataclass

from briefwright.model.brief import Brief
from briefwright.model.library import Library
from briefwright.model.template import Template


@dataclass(frozen=True)
class Context:
    """A brief, the library it draws on and the template that will set it."""

    brief: Brief
    library: Library
    template: Template
