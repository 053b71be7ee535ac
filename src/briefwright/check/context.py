"""What a rule may look at.

Gives `Context`. Invariant: values only, all of them finished.
"""

from __future__ import annotations

from dataclasses import dataclass

from briefwright.model.brief import Brief
from briefwright.model.library import Library
from briefwright.model.scale import Scale, scale_of
from briefwright.model.template import Template


@dataclass(frozen=True)
class Context:
    """A brief, the library it draws on and the template that will set it."""

    brief: Brief
    library: Library
    template: Template

    @property
    def scale(self) -> Scale:
        """The scale of likelihood in force: the outline's, or the template's."""
        return scale_of(self.brief.outline.scale, self.template.scale)
