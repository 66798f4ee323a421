"""What a supervisor sees, as a file may say it that is passed on: results of under ten people, and what would tell them, are left out."""

from __future__ import annotations

from dataclasses import replace

from actions.understanding.agency_parts import Part
from actions.understanding.supervise import Overview, below_each, groups_of
from analytics.estimates import Withheld


def overview_in_file(found: Overview) -> Overview:
    total = found.total_in_file
    return replace(
        found,
        total=total,
        total_below_target=below_each(total, found.target),
        passed_is_withheld=any(isinstance(cell, Withheld) for cell in total),
        rows=tuple(
            replace(
                row,
                cells=row.cells_in_file,
                groups=groups_of(row.cells_in_file, total),
                below_target=below_each(row.cells_in_file, found.target),
            )
            for row in found.rows
        ),
    )


def part_in_file(part: Part, target: float) -> Part:
    below = below_each(part.cells_in_file, target)
    parts = tuple(part_in_file(one, target) for one in part.parts)
    return replace(part, cells=part.cells_in_file, below_target=below, parts=parts)
