"""Documents on paper, made by Typst and tagged for screen readers (PDF/UA-1).

What is told goes in as data, never as markup, so no name or answer can become part of the document's program. The font is
Typst's own Libertinus (SIL Open Font License): nothing of the machine's fonts is used.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

import typst


def inputs_of(data: Mapping[str, object]) -> dict[str, str]:
    """What a template reads by ``json(bytes(sys.inputs.data))``."""
    return {"data": json.dumps(data)}


def pdf_of(template: str, inputs: dict[str, str]) -> bytes:
    """Raises nothing of its own: a template that does not compile is a fault of ours."""
    return typst.compile(template.encode(), sys_inputs=inputs, pdf_standards="ua-1", ignore_system_fonts=True)


def pictures_of(template: str, inputs: dict[str, str], dots_per_inch: float = 80) -> Sequence[bytes]:
    """The same pages as PNG, to look at."""
    found = typst.compile(
        template.encode(), sys_inputs=inputs, format="png", ppi=dots_per_inch, ignore_system_fonts=True
    )
    return [found] if isinstance(found, bytes) else found


def value_at(template: str, inputs: dict[str, str], label: str) -> str:
    """What the document itself says at a label, as JSON."""
    return typst.query(template.encode(), label, field="value", one=True, sys_inputs=inputs, ignore_system_fonts=True)
