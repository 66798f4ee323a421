"""What hostile supervisors write down: every number of every view, filter and day, as sums over leaves.

Asking everything there is to ask covers every sequence of filters. Supervisors of every agency put their screens together.
Model estimates (comprehension) are taken for exact sums, which makes the attacker stronger than he is.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from itertools import combinations

from actions.understanding.dilemma_report import dilemma_report
from actions.understanding.growth import growths
from actions.understanding.in_files import overview_in_file
from actions.understanding.item_report import item_views
from actions.understanding.misconceptions import misconception_report
from actions.understanding.report_tree import NotThere, report_tree
from actions.understanding.supervise import overview
from analytics.crossover import MIN_WORSE_LEARNERS, Growth, Worse
from analytics.estimates import MIN_LEARNERS, Estimate
from analytics.items.choices import MIN_STEP_LEARNERS
from analytics.items.facility import MIN_ITEM_LEARNERS
from analytics.misconceptions import MIN_BELIEF_LEARNERS
from analytics.report_columns import FILE_MINIMUM
from analytics.rollups import DIRECT
from people.access import Scope
from people.models import Agency
from quizzes.models import TrueFalseItem
from store.database import Connection
from tests.attack.evidence import (
    FILTERS,
    Found,
    leaves_below,
    pairs_by_indicator,
    people_by_belief,
    people_by_indicator,
    people_by_trail,
    people_by_version,
    watchers,
    with_items,
)
from tests.attack.solving import Evidence, Leaf
from tests.attack.town import ASSIGNMENT, DILEMMA, NOW, THEN, Town


def see_comprehension(town: Town) -> Found:
    """Today's tree and the trees of two other days; and the files under all those tables."""
    found: Found = {}
    for indicator, people in people_by_indicator(town, "kuis").items():
        found[indicator] = Evidence(MIN_LEARNERS, people)
        found[f"berkas {indicator}"] = Evidence(FILE_MINIMUM, people)
    for scope, agency in watchers(town):
        for day in (None, *THEN):
            with town.database.read() as connection:
                paths = _paths(connection, scope, day)
            for kind in FILTERS:
                _note_overview(town, found, scope, agency, kind, day, paths)
    return found


def _paths(connection: Connection, scope: Scope, day: date | None) -> dict[str, str]:
    try:
        return report_tree(connection, scope, day).paths
    except NotThere:
        return {}


def _note_overview(
    town: Town, found: Found, scope: Scope, agency: Agency, kind: str, day: date | None, paths: dict[str, str]
) -> None:
    try:
        seen = overview(town.database, town.courseware, scope, ASSIGNMENT, agency.id, kind, day, now=NOW)
    except NotThere:
        return
    here = paths[agency.id]
    for what, told in (("", seen), ("berkas ", overview_in_file(seen))):
        places = [(here, told.total)]
        places += [(paths[row.agency_id] if row.agency_id else here + DIRECT, row.cells) for row in told.rows]
        for path, cells in places:
            for indicator, cell in zip(seen.indicators, cells, strict=True):
                if isinstance(cell, Estimate):
                    leaves, evidence = leaves_below(town, path, kind, paths), found[what + indicator]
                    evidence.add(leaves)
                    assert cell.learners == sum(evidence.people.get(leaf, 0) for leaf in leaves)


def see_growth(town: Town) -> Found:
    """How far people grew, from five on, in files from ten on; how many clearly fell, from ten on."""
    found: Found = {}
    for indicator, people in pairs_by_indicator(town).items():
        found[indicator] = Evidence(MIN_LEARNERS, people)
        found[f"berkas {indicator}"] = Evidence(FILE_MINIMUM, people)
        found[f"turun {indicator}"] = Evidence(MIN_WORSE_LEARNERS, people)
    for scope, agency in watchers(town):
        for kind in FILTERS:
            asked = (town.database, town.courseware, scope, ASSIGNMENT, agency.id, kind)
            told = growths(*asked, now=NOW)
            in_file = growths(*asked, now=NOW, in_file=True)
            indicators = overview(*asked, now=NOW).indicators
            leaves = leaves_below(town, agency.path, kind)
            for indicator, one, passed_on in zip(indicators, told, in_file, strict=True):
                if isinstance(passed_on, Growth):
                    found[f"berkas {indicator}"].add(leaves)
                if isinstance(one, Growth):
                    found[indicator].add(leaves)
                    assert one.learners == sum(found[indicator].people.get(leaf, 0) for leaf in leaves)
                    if isinstance(one.worse, Worse):
                        found[f"turun {indicator}"].add(leaves)
    return found


def see_items(town: Town) -> Found:
    """How well an item separates is one coarse number over everybody: taken for an exact sum, even where it is not told."""
    found: Found = {}
    for version, people in people_by_version(town, "kuis").items():
        found[version] = Evidence(MIN_ITEM_LEARNERS, people)
    for scope, agency in with_items(town):
        for kind in FILTERS:
            for view in item_views(town.database, town.courseware, scope, ASSIGNMENT, agency.id, kind):
                figures = view.figures
                right = round(figures.facility.value * figures.facility.learners)
                found[figures.version].add(leaves_below(town, agency.path, kind), right)
    for evidence in found.values():
        if evidence.shown:
            evidence.shown.setdefault(frozenset(evidence.people), None)
    return found


def see_beliefs(town: Town) -> Found:
    """Shares and parts of every belief told, with a list as long as anybody may ask for."""
    found = {
        belief: Evidence(MIN_BELIEF_LEARNERS, people) for belief, people in people_by_belief(town).items()
    }  # fmt: skip
    for scope, agency in with_items(town):
        for kind in FILTERS:
            report = misconception_report(
                town.database, town.courseware, scope, ASSIGNMENT, agency.id, kind, limit=99
            )  # fmt: skip
            below = {one.name: one.path for one in town.agencies} | {f"Langsung di {agency.name}": agency.path + DIRECT}
            for view in report.beliefs:
                evidence = found[view.misconception_id]
                places = [
                    (agency.path, view.share),
                    *((below[n], p) for n, p in zip(report.parts, view.parts, strict=True)),
                ]
                for path, share in places:
                    if isinstance(share, Estimate):
                        evidence.add(leaves_below(town, path, kind))
    return found


def see_items_with_beliefs(town: Town) -> Found:
    """Whoever errs on a true-or-false item shows its belief: both tell of the same answers."""
    items, beliefs, bank = see_items(town), see_beliefs(town), town.courseware.bank
    found = items | beliefs
    for item in bank.items.values():
        if isinstance(item, TrueFalseItem) and item.misconception in beliefs:
            of_belief = beliefs[item.misconception]
            found[item.id] = Evidence(MIN_ITEM_LEARNERS, of_belief.people)
            for leaves in (*items[bank.fingerprints[item.id]].shown, *of_belief.shown):
                found[item.id].add(leaves)
    return found


def see_dilemmas(town: Town) -> Found:
    """A step is told over the trails that are shown. Here the attacker even knows which ones those are."""
    found: Found = {}
    for trail, people in people_by_trail(town).items():
        found[trail] = Evidence(MIN_STEP_LEARNERS, people)
    for scope, agency in with_items(town):
        for kind in FILTERS:
            leaves = leaves_below(town, agency.path, kind)
            for report in dilemma_report(town.database, town.courseware, scope, DILEMMA, agency.id, kind):
                for step in report.steps:
                    if isinstance(step.best_share, Estimate):
                        step_id = step.situation.removeprefix("Keadaan-")
                        for trail in _trails_behind(found, step_id, leaves, step.best_share.learners):
                            found[trail].add(leaves)
    return found


def _trails_behind(found: Found, step_id: str, leaves: list[Leaf], learners: int) -> Collection[str]:
    """Those whose people make up the number; where several sets of trails do, what all of them have in common."""
    counts = {
        trail: sum(found[trail].people.get(leaf, 0) for leaf in leaves)
        for trail in found
        if trail.split("/")[-1] == step_id
    }
    counts = {trail: count for trail, count in counts.items() if count}
    fitting = [
        set(trails)
        for size in range(1, len(counts) + 1)
        for trails in combinations(counts, size)
        if sum(counts[trail] for trail in trails) == learners
    ]
    assert fitting, "a step counts whole trails"
    return set.intersection(*fitting)
