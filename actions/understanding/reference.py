"""What estimates are weighed by: the people of every place an assignment is for, and the items as often as papers ask them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from actions.courseware import Courseware
from analytics.rollups import Cell
from quizzes.asked import times_asked
from store.assigning import assignment_rules as rule_store
from store.database import Connection
from store.registry import agencies as agency_store
from store.registry import memberships as membership_store
from store.registry import people as people_store


def members_of(
    connection: Connection, assignment_id: str, paths: Mapping[str, str], as_of: date | None = None
) -> dict[Cell, int]:
    """People per (agency path, kind), of the places and kinds the assignment is for, today or on a day: the weights of units
    in the agencies above them. ``paths``: agency id -> path of that day."""
    given = rule_store.find_given(connection, assignment_id)
    if given is None:
        return {}
    if as_of is None:
        roots = agency_store.root_agencies(connection)
        headcounts = [people_store.headcount(connection, root.path) for root in roots]
    else:
        headcounts = [membership_store.headcount_as_of(connection, as_of.isoformat())]
    targets, kinds = given.rule.agency_ids, given.rule.employments
    reached = {agency for agency, path in paths.items() if not targets.isdisjoint(path.split("/"))}
    found: dict[Cell, int] = {}
    for headcount in headcounts:
        for (agency, kind), count in headcount.items():
            if agency in reached and kind in kinds:
                cell = (paths[agency], kind)
                found[cell] = found.get(cell, 0) + count
    return found


def mix_of(courseware: Courseware, quiz_id: str) -> dict[str, float]:
    """The items that the quiz can draw today, weighted as it draws them: the scale of its pass mark. Empty where the quiz has
    left the bank."""
    quiz = courseware.bank.quizzes.get(quiz_id)
    return times_asked(quiz, courseware.bank.items.values()) if quiz else {}
