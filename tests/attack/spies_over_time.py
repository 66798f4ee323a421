"""What hostile supervisors write down of lines over time, of growth part by part, and of the red flag."""

from __future__ import annotations

from actions.understanding.assignment_trend import assignment_trend
from actions.understanding.growth import growths_of_parts
from actions.understanding.supervise import overview
from analytics.crossover import Growth
from analytics.estimates import Estimate
from analytics.rollups import DIRECT
from tests.attack.evidence import FILTERS, Found, leaves_below, watchers
from tests.attack.spies import see_comprehension, see_growth
from tests.attack.town import ASSIGNMENT, NOW, Town


def see_growth_with_parts(town: Town) -> Found:
    """Every agency's own page, and beside it the parts as the page above tells them: also those who sit in it directly."""
    found = see_growth(town)
    for scope, agency in watchers(town):
        paths = {one.name: one.path for one in town.agencies} | {f"Langsung di {agency.name}": agency.path + DIRECT}
        for kind in FILTERS:
            asked = (town.database, town.courseware, scope, ASSIGNMENT, agency.id, kind)
            indicators = overview(*asked, now=NOW).indicators
            for part in growths_of_parts(*asked, now=NOW):
                leaves = leaves_below(town, paths[part.name], kind)
                for indicator, one in zip(indicators, part.cells, strict=True):
                    if isinstance(one, Growth):
                        found[indicator].add(leaves)
                        assert one.learners == sum(found[indicator].people.get(leaf, 0) for leaf in leaves)
    return found


def see_assignments_over_time(town: Town) -> Found:
    """Beside everything that the maps tell."""
    found = see_comprehension(town)
    for scope, agency in watchers(town):
        over_all = assignment_trend(town.database, town.courseware, scope, ASSIGNMENT, agency.id, now=NOW)
        leaves = leaves_below(town, agency.path, "")
        for point in over_all.points:
            for indicator, cell in zip(over_all.indicators, point.cells, strict=True):
                if isinstance(cell, Estimate):
                    found[indicator].add(leaves)
    return found
