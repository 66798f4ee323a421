"""The pooled estimates of an assignment over the whole tree, kept between views: fitted to sums that submits keep up to date.

What is kept hangs on the ``Database`` and is the same for every viewer; ``actions/understanding/supervise.py`` shows each what is theirs.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from threading import Lock

from actions.courseware import Courseware
from actions.understanding import sittings as sitting_action
from actions.understanding.kept import Kept
from actions.understanding.reference import members_of, mix_of
from analytics.comprehension.cells import Measure
from analytics.comprehension.sittings import Sittings, sums_of
from analytics.comprehension.sums import Seat, SeatSums, pack_sums
from analytics.estimates import Comprehension, NoData
from analytics.hiding.file_cells import hidden_in_files
from analytics.rollups import Cell
from quizzes.models import Item
from quizzes.topics import indicator_topic, is_topic, topics_of
from store.database import Connection, Database
from store.learning import attempts as attempt_store
from store.learning import first_attempts as first_store
from store.registry import agencies as agency_store
from store.registry import registry as registry_store
from store.summaries import seats as seat_store

MANY = sitting_action.MANY
"""From this many people on a fit is made anew at most every five minutes, below that at every change."""
KEEP = timedelta(minutes=5)
MIN_TOPIC_LEARNERS = 10
"""Modules and objectives are a few items each, near to single items, which are told from ten people on."""
_QUIZZES_KEPT, _FITS_KEPT = sitting_action.QUIZZES_KEPT, 16


@dataclass(frozen=True, eq=False)
class Answered:
    """What is known of one quiz whatever the tree. ``sample``: whole persons; ``finished``: people per seat, its version;
    ``items``: version -> item, as it was asked."""

    sums: SeatSums
    sample: Sittings
    finished: Mapping[Seat, int]
    items: Mapping[str, Item]

    @property
    def learners(self) -> int:
        return sum(self.finished.values())


@dataclass(frozen=True, eq=False)
class Estimates:
    """One quiz pooled along one tree. ``mix``: indicator -> its items, by how often a paper asks them. ``measures``: indicator
    -> its estimates, those that anybody was asked about."""

    answered: Answered
    paths: Mapping[str, str]
    members: Mapping[Cell, int]
    mix: Mapping[str, Mapping[str, float]]
    measures: Mapping[str, Measure]
    made_at: datetime
    _topics: dict[tuple[frozenset[str], frozenset[tuple[str, float]]], Measure] = field(default_factory=dict)
    _topic_masks: dict[frozenset[tuple[Cell, int]], frozenset[Cell]] = field(default_factory=dict)
    _fitting: Lock = field(default_factory=Lock)

    @cached_property
    def hidden_in_files(self) -> Mapping[str, frozenset[Cell]]:
        """Indicator -> cells that no file tells, though the screen may."""
        return hidden_in_files(self.measures)

    def topic(self, topics: frozenset[str], mix: Mapping[str, float]) -> Measure:
        """Of the items of some topics (``quizzes.topics``): a few items, so from ten people on, and hidden wherever an
        indicator is. Fitted when first asked for."""
        key = topics, frozenset(mix.items())
        with self._fitting:
            if key not in self._topics:
                of_topics = {v: item.id for v, item in self.answered.items.items() if topics & {*topics_of(item)}}
                hidden = frozenset().union(*(measure.hidden for measure in self.measures.values()))
                self._topics[key] = Measure(
                    self.answered.sums, self.answered.sample, topics, of_topics, mix, self.paths, self.members,
                    MIN_TOPIC_LEARNERS, hidden, self._topic_masks,
                )  # fmt: skip
            return self._topics[key]

    def found_in(self, measure: Measure, cell: Cell) -> Comprehension:
        with self._fitting:
            return measure.found(cell)

    def found(self, indicator: str, cell: Cell, hidden: Collection[Cell]) -> Comprehension:
        """Two who ask at once wait for one fit."""
        measure = self.measures.get(indicator)
        if measure is None:
            return NoData()
        with self._fitting:
            return measure.found(cell, hidden)


_answered = Kept[tuple[str, str], Answered](_QUIZZES_KEPT)
_estimates = Kept[tuple[object, ...], Estimates](_FITS_KEPT)


def estimates_of(
    database: Database,
    courseware: Courseware,
    assignment_id: str,
    quiz_id: str,
    now: datetime,
    as_of: date | None = None,
    without: frozenset[str] = frozenset(),
    *,
    many: int = MANY,
) -> Estimates:
    """Grouped by today's tree, or by that of ``as_of``. ``without``: agencies of that day that must not count.

    From ``many`` people on they stand for a while, and one number per measure comes from so many of them.
    """
    mix = _mix(courseware, quiz_id)

    def renew(found: Estimates | None) -> Estimates:
        with database.read() as connection:  # whoever else asks waits without a connection
            paths = _paths(connection, as_of, without)
            if (
                found is not None
                and (found.paths, found.mix) == (paths, mix)
                and found.answered.learners >= many
                and now - found.made_at < KEEP
            ):
                return found
            members = members_of(connection, assignment_id, paths, as_of)
            answered = _answered.renewed(
                database,
                (assignment_id, quiz_id),
                lambda known: _refreshed(database, connection, known, assignment_id, quiz_id, many),
            )
        if (
            found is not None
            and found.answered is answered
            and (found.paths, found.members, found.mix) == (paths, members, mix)
        ):
            return found
        return Estimates(answered, paths, members, mix, _measures(answered, paths, members, mix), now)

    return _estimates.renewed(database, (assignment_id, quiz_id, as_of, without), renew)


def estimates_until(
    database: Database,
    courseware: Courseware,
    assignment_id: str,
    quiz_id: str,
    ends_at: datetime,
    as_of: date,
    paths: Mapping[str, str],
) -> Estimates:
    """Of the attempts that had ended before that moment, however late it is asked; made for freezing, and not kept."""
    mix = _mix(courseware, quiz_id)
    with database.read() as connection:
        members = members_of(connection, assignment_id, paths, as_of)
        sittings = sitting_action.ended_before(connection, assignment_id, quiz_id, ends_at)
        items = attempt_store.item_versions(connection, sittings.versions)
    sums = sums_of(sittings, {version: topics_of(item) for version, item in items.items()})
    answered = Answered(sums, sittings, sittings.by_seat, items)
    return Estimates(answered, paths, members, mix, _measures(answered, paths, members, mix), ends_at)


def _refreshed(
    database: Database, connection: Connection, known: Answered | None, assignment_id: str, quiz_id: str, many: int
) -> Answered:
    """``known`` itself when nothing has come since."""
    finished = first_store.finished_by_seat(connection, assignment_id, quiz_id)
    if known is not None and known.finished == finished:
        return known
    sums = pack_sums(seat_store.read_seats(connection, assignment_id, quiz_id))
    sample = sitting_action.sample(database, connection, assignment_id, quiz_id, sum(finished.values()), many)
    versions = (subject for subject in sums.subjects if not is_topic(subject))
    items = attempt_store.item_versions(connection, versions)
    return Answered(sums, sample, finished, items)


def _paths(connection: Connection, as_of: date | None, without: frozenset[str]) -> dict[str, str]:
    if as_of is None:
        return agency_store.all_paths(connection)
    tree = registry_store.tree_as_of(connection, as_of.isoformat())
    return {agency.id: agency.path for agency in tree if agency.id not in without}


def _mix(courseware: Courseware, quiz_id: str) -> dict[str, dict[str, float]]:
    """Indicator -> its part of the reference mix."""
    items = courseware.bank.items
    found: dict[str, dict[str, float]] = {}
    for item_id, times in mix_of(courseware, quiz_id).items():
        found.setdefault(items[item_id].indicator, {})[item_id] = times
    return found


def _measures(
    answered: Answered, paths: Mapping[str, str], members: Mapping[Cell, int], mix: Mapping[str, Mapping[str, float]]
) -> dict[str, Measure]:
    items: dict[str, dict[str, str]] = {}
    for version, item in answered.items.items():
        items.setdefault(item.indicator, {})[version] = item.id
    masks: dict[frozenset[tuple[Cell, int]], frozenset[Cell]] = {}
    return {
        indicator: Measure(
            answered.sums, answered.sample, (indicator_topic(indicator),), items[indicator],
            mix.get(indicator, {}), paths, members, masks=masks,
        )
        for indicator in sorted(items)
    }  # fmt: skip
