"""The other things a supervisor sees: modules and objectives, sure and wrong, forgetting, frozen months, and files laid side by side."""

from __future__ import annotations

from collections.abc import Callable

from actions.reports.contents import read_contents
from actions.reports.tables import tables_of
from actions.understanding.comprehension import MIN_TOPIC_LEARNERS
from actions.understanding.forgetting import forgetting_report
from actions.understanding.snapshots import freeze_month
from actions.understanding.supervise import overview
from actions.understanding.sureness import sureness_report
from actions.understanding.then_and_now import then_and_now
from actions.understanding.topics import topic_report
from analytics.estimates import MIN_LEARNERS, Estimate
from analytics.forgetting import Change
from analytics.misconceptions import MIN_BELIEF_LEARNERS
from analytics.report_columns import ALL_KINDS, DIRECTLY, FILE_MINIMUM, ReportTable, Value
from analytics.rollups import DIRECT
from analytics.sureness import SureShare
from people.models import EMPLOYMENT_TITLES, Agency
from quizzes.topics import lesson_topic, objective_topic
from store.summaries import snapshots as snapshot_store
from tests.attack.evidence import (
    FILTERS,
    Found,
    finished_where_they_work,
    leaves_below,
    pairs_by_indicator,
    people_by_belief,
    people_by_indicator,
    people_by_month,
    people_by_subject,
    refreshed_by_indicator,
    sure_by_belief,
    sure_by_indicator,
    watchers,
)
from tests.attack.solving import Evidence, Leaf
from tests.attack.spies import see_beliefs, see_dilemmas, see_items_with_beliefs
from tests.attack.spies_over_time import see_assignments_over_time, see_growth_with_parts
from tests.attack.town import ASSIGNMENT, MONTHS, NOW, Town


def see_topics(town: Town) -> Found:
    """Each module is one lesson here."""
    met = people_by_subject(town)
    found: Found = {}
    for scope, agency in watchers(town):
        below = _paths_by_name(town, agency)
        for kind in FILTERS:
            for by in ("modul", "tujuan"):
                told = topic_report(town.database, town.courseware, scope, ASSIGNMENT, agency.id, kind, by, now=NOW)
                assert told.page_count == 1
                places = [(agency.path, told.whole), *((below[part.name], part.cells) for part in told.parts)]
                for column, topic in enumerate(told.topics):
                    subject = objective_topic(topic.id) if by == "tujuan" else lesson_topic(topic.id[len("modul-") :])
                    evidence = found.setdefault(subject, Evidence(MIN_TOPIC_LEARNERS, met[subject]))
                    for path, cells in places:
                        if isinstance(cells[column], Estimate):
                            evidence.add(leaves_below(town, path, kind))
    return found


def see_sureness(town: Town) -> Found:
    """Wrong ones among sure answers, per indicator; and sure beliefs, beside the same beliefs of everybody."""
    found: Found = {name: Evidence(MIN_LEARNERS, people) for name, people in sure_by_indicator(town).items()}
    everybody = see_beliefs(town)
    sure = sure_by_belief(town)
    for belief, people in people_by_belief(town).items():
        both = {leaf: (sure.get(belief, {}).get(leaf, 0), count) for leaf, count in people.items()}
        counts = {_sure(leaf): n for leaf, (n, _) in both.items()} | {
            _rest(leaf): all_ - n for leaf, (n, all_) in both.items()
        }
        found[belief] = Evidence(MIN_BELIEF_LEARNERS, counts)
        for leaves in everybody[belief].shown:
            found[belief].add([half(leaf) for leaf in leaves for half in (_sure, _rest)])
    for scope, agency in watchers(town):
        below = _paths_by_name(town, agency)
        for kind in FILTERS:
            told = sureness_report(town.database, town.courseware, scope, ASSIGNMENT, agency.id, kind)
            places = [(agency.path, told.total), *((below[part.name], part.cells) for part in told.parts)]
            for path, cells in places:
                leaves = leaves_below(town, path, kind)
                for indicator, cell in zip(told.indicators, cells, strict=True):
                    if isinstance(cell, SureShare):
                        found[indicator].add(leaves)
                        people = found[indicator].people
                        assert cell.share.learners == sum(people.get(leaf, 0) for leaf in leaves)
            for view in told.beliefs:
                found[view.misconception_id].add([_sure(leaf) for leaf in leaves_below(town, agency.path, kind)])
    return found


def see_forgetting(town: Town) -> Found:
    found = {name: Evidence(MIN_LEARNERS, people) for name, people in refreshed_by_indicator(town).items()}
    for scope, agency in watchers(town):
        told = forgetting_report(town.database, town.courseware, scope, ASSIGNMENT, agency.id)
        leaves = leaves_below(town, agency.path, "")
        for after in told.after:
            for indicator, one in (("", after.overall), *after.indicators):
                if isinstance(one, Change):
                    found[indicator].add(leaves)
                    assert one.learners == sum(found[indicator].people.get(leaf, 0) for leaf in leaves)
    return found


def see_then_and_now(town: Town) -> Found:
    """All frozen months beside each other and beside today, where kinds of employment are told apart too."""
    found = {name: Evidence(MIN_LEARNERS, people) for name, people in people_by_month(town).items()}
    for month in MONTHS:
        freeze_month(town.database, town.courseware, month, NOW)
    now = {"2026-11", *MONTHS}
    for scope, agency in watchers(town):
        for month in MONTHS:
            told = then_and_now(town.database, town.courseware, scope, ASSIGNMENT, agency.id, month, now=NOW)
            with town.database.read() as connection:
                paths = snapshot_store.paths_of(connection, told.head)
            for one in told.indicators:
                if isinstance(one.then, Estimate):
                    leaves = _by_month(
                        leaves_below(town, paths[agency.id], "", paths), {m for m in MONTHS if m <= month}
                    )
                    found[one.indicator].add(leaves)
                    assert one.then.learners == sum(found[one.indicator].people.get(leaf, 0) for leaf in leaves)
        for kind in FILTERS:
            seen = overview(town.database, town.courseware, scope, ASSIGNMENT, agency.id, kind, now=NOW)
            for indicator, cell in zip(seen.indicators, seen.total, strict=True):
                if isinstance(cell, Estimate):
                    found[indicator].add(_by_month(leaves_below(town, agency.path, kind), now))
    return found


def see_files(town: Town) -> Found:
    """Files of every agency side by side, in the hands of somebody who may not look at the site."""
    found: Found = {}
    for name, people in people_by_indicator(town, "kuis").items():
        found[name] = Evidence(FILE_MINIMUM, people)
    for name, people in pairs_by_indicator(town).items():
        found[f"naik {name}"] = Evidence(FILE_MINIMUM, people)
        found[f"turun {name}"] = Evidence(FILE_MINIMUM, people)
    found["lulus"] = Evidence(FILE_MINIMUM, finished_where_they_work(town))
    for scope, agency in watchers(town):
        contents = read_contents(town.database, town.courseware, scope, ASSIGNMENT, agency.id, now=NOW)
        told = {table.shape.name: _by_column(table) for table in tables_of(contents)}
        for row in told["pemahaman"]:
            if row["pemahaman_persen"] is not None:
                found[str(row["indikator_id"])].add(_leaves_of(town, agency, row))
        for row in told["orang"]:
            if row["lulus"] is not None:
                found["lulus"].add(_leaves_of(town, agency, row))
        everybody = leaves_below(town, agency.path, "")
        for row in told["kemajuan"]:
            for word, column in (("naik", "kemajuan_poin"), ("turun", "menurun_orang")):
                if row[column] is not None:
                    found[f"{word} {row['indikator_id']}"].add(everybody)
    return found


Spy = Callable[[Town], Found]
SPIES: tuple[Spy, ...] = (
    see_assignments_over_time, see_growth_with_parts, see_items_with_beliefs, see_dilemmas,
    see_topics, see_sureness, see_forgetting, see_then_and_now, see_files,
)  # fmt: skip
"""Numbers of a new view get their line here."""


def _paths_by_name(town: Town, agency: Agency) -> dict[str, str]:
    return {one.name: one.path for one in town.agencies} | {f"Langsung di {agency.name}": agency.path + DIRECT}


def _sure(leaf: Leaf) -> Leaf:
    return leaf[0], f"{leaf[1]} yakin"


def _rest(leaf: Leaf) -> Leaf:
    return leaf[0], f"{leaf[1]} lain"


def _by_month(leaves: list[Leaf], months: set[str]) -> list[Leaf]:
    return [(agency, f"{kind} {month}") for agency, kind in leaves for month in months]


def _by_column(table: ReportTable) -> list[dict[str, Value]]:
    return [dict(zip(table.names, row, strict=True)) for row in table.rows]


def _leaves_of(town: Town, agency: Agency, row: dict[str, Value]) -> list[Leaf]:
    paths = {one.id: one.path for one in town.agencies}
    path = agency.path + DIRECT if row["tingkat"] == DIRECTLY else paths[str(row["bagian_id"])]
    kinds = {title: kind for kind, title in EMPLOYMENT_TITLES.items()} | {ALL_KINDS: ""}
    return leaves_below(town, path, kinds[str(row["kepegawaian"])])
