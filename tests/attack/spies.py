"""What hostile supervisors write down: every number of every view, filter and day, as sums over leaves.

Asking everything there is to ask covers every sequence of filters. Supervisors of every agency put their screens together.
Model estimates (comprehension) are taken for exact sums, which makes the attacker stronger than he is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from datetime import date
from itertools import combinations

from actions.understanding.dilemma_report import dilemma_report
from actions.understanding.growth import growths
from actions.understanding.in_files import overview_in_file
from actions.understanding.item_report import item_views
from actions.understanding.misconceptions import misconception_report
from actions.understanding.report_tree import NotThere, report_tree
from actions.understanding.supervise import has_items, overview
from analytics.crossover import MIN_WORSE_LEARNERS, Growth, Worse
from analytics.estimates import MIN_LEARNERS, Estimate
from analytics.items.choices import MIN_STEP_LEARNERS
from analytics.items.facility import MIN_ITEM_LEARNERS
from analytics.misconceptions import MIN_BELIEF_LEARNERS
from analytics.report_columns import FILE_MINIMUM
from analytics.rollups import DIRECT
from people.access import Scope
from people.models import Agency
from quizzes.marking import misconceptions_possible
from quizzes.models import TrueFalseItem
from store.database import Connection
from tests.attack.solving import Evidence, Leaf
from tests.attack.town import ASSIGNMENT, DILEMMA, KINDS, NOW, THEN, Town

FILTERS = ("", *KINDS)
Found = dict[str, Evidence]
"""Measure -> what was shown of it."""

_PEOPLE = """SELECT agency_id, employment, item.value, quiz_id, person_id FROM attempt, json_each('["' || replace(paper, ' ', '","') || '"]') AS item
WHERE state <> 'open' AND number = 1"""


def watchers(town: Town) -> Iterator[tuple[Scope, Agency]]:
    """Every scope with everything below it."""
    for head in town.agencies:
        scope = town.scope(head)
        yield from ((scope, agency) for agency in town.agencies if scope.covers(agency.path))


def leaves_below(town: Town, path: str, kind: str, paths: dict[str, str] | None = None) -> list[Leaf]:
    """Own people of every agency below ``path`` (or only of the last one, at its direct part)."""
    places = paths or {agency.id: agency.path for agency in town.agencies}
    return [
        (one, of) for one, at in places.items() if (at + DIRECT).startswith(path) for of in KINDS if kind in ("", of)
    ]


def see_comprehension(town: Town) -> Found:
    """Today's tree and the trees of two other days; and the files under all those tables."""
    found: Found = {}
    for indicator, people in _people_by_indicator(town, "kuis").items():
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
    for indicator, people in _pairs_by_indicator(town).items():
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
    found: Found = {}
    for version, people in _people_by_version(town, "kuis").items():
        found[version] = Evidence(MIN_ITEM_LEARNERS, people)
    for scope, agency in _with_items(town):
        for kind in FILTERS:
            for view in item_views(town.database, town.courseware, scope, ASSIGNMENT, agency.id, kind):
                figures = view.figures
                right = round(figures.facility.value * figures.facility.learners)
                found[figures.version].add(leaves_below(town, agency.path, kind), right)
    return found


def see_beliefs(town: Town) -> Found:
    """Shares and parts of every belief told, with a list as long as anybody may ask for."""
    found = {
        belief: Evidence(MIN_BELIEF_LEARNERS, people) for belief, people in _people_by_belief(town).items()
    }  # fmt: skip
    for scope, agency in _with_items(town):
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
                        held = round(share.value * share.learners)
                        evidence.add(leaves_below(town, path, kind), held)
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
    for trail, people in _people_by_trail(town).items():
        found[trail] = Evidence(MIN_STEP_LEARNERS, people)
    for scope, agency in _with_items(town):
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


Spy = Callable[[Town], Found]
SPIES: tuple[Spy, ...] = (see_comprehension, see_growth, see_items_with_beliefs, see_dilemmas)


# --- Who is behind the numbers: read from the evidence itself ------------------------------------


def _with_items(town: Town) -> Iterator[tuple[Scope, Agency]]:
    return ((scope, agency) for scope, agency in watchers(town) if has_items(agency))


def _first_answers(town: Town, quiz_id: str) -> Iterator[tuple[Leaf, str, str]]:
    """(leaf, person, item version)."""
    with town.database.read() as connection:
        for agency, kind, entry, quiz, person in connection.execute(_PEOPLE).fetchall():
            if quiz == quiz_id:
                yield (agency, kind), person, entry.partition(":")[0]


def _people_by_indicator(town: Town, quiz_id: str) -> dict[str, Counter[Leaf]]:
    bank = town.courseware.bank
    indicator_of = {bank.fingerprints[item.id]: item.indicator for item in bank.items.values()}
    met = {(indicator_of[version], leaf, person) for leaf, person, version in _first_answers(town, quiz_id)}
    return _count((indicator, leaf) for indicator, leaf, _ in met)


def _pairs_by_indicator(town: Town) -> dict[str, Counter[Leaf]]:
    bank = town.courseware.bank
    indicator_of = {bank.fingerprints[item.id]: item.indicator for item in bank.items.values()}
    before = {(indicator_of[version], person) for _, person, version in _first_answers(town, "pra")}
    after = {(indicator_of[version], person, leaf) for leaf, person, version in _first_answers(town, "kuis")}
    return _count((indicator, leaf) for indicator, person, leaf in after if (indicator, person) in before)


def _people_by_version(town: Town, quiz_id: str) -> dict[str, Counter[Leaf]]:
    return _count((version, leaf) for leaf, _, version in _first_answers(town, quiz_id))


def _people_by_belief(town: Town) -> dict[str, Counter[Leaf]]:
    """Everybody who answered an item that can show it."""
    query = (
        "SELECT DISTINCT attempt.agency_id, attempt.employment, attempt.person_id, attempt.paper, response.position "
        "FROM attempt JOIN response ON response.attempt_id = attempt.id "
        "WHERE attempt.quiz_id = 'kuis' AND response.value <> 'null'"
    )
    bank = town.courseware.bank
    item_of = {version: bank.items[name] for name, version in bank.fingerprints.items() if name in bank.items}
    met: set[tuple[str, Leaf, str]] = set()
    with town.database.read() as connection:
        for agency, kind, person, paper, position in connection.execute(query).fetchall():
            item = item_of[paper.split(" ")[position].partition(":")[0]]
            met |= {(belief, (agency, kind), person) for belief in misconceptions_possible(item)}
    return _count((belief, leaf) for belief, leaf, _ in met)


def _people_by_trail(town: Town) -> dict[str, Counter[Leaf]]:
    query = (
        "SELECT group_concat(choice.step_id, '/') OVER (PARTITION BY run.id ORDER BY choice.step_number), run.agency_id, "
        "run.employment FROM dilemma_run AS run JOIN dilemma_choice AS choice ON choice.run_id = run.id WHERE run.number = 1"
    )
    with town.database.read() as connection:
        return _count((trail, (agency, kind)) for trail, agency, kind in connection.execute(query).fetchall())


def _count(rows: Collection[tuple[str, Leaf]] | Iterator[tuple[str, Leaf]]) -> dict[str, Counter[Leaf]]:
    found: dict[str, Counter[Leaf]] = {}
    for name, leaf in rows:
        found.setdefault(name, Counter())[leaf] += 1
    return found
