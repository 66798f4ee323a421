"""The pooled estimates of an assignment over the whole tree, kept between views: read once, joined with what came since.

What is kept hangs on the ``Database`` and is the same for every viewer; ``actions/supervise.py`` shows each what is theirs.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import islice
from threading import Lock
from typing import TypeVar
from weakref import WeakKeyDictionary

from actions.courseware import Courseware
from analytics.comprehension.cells import Measure
from analytics.comprehension.sittings import Sat, Sittings, join_sittings, pack_sittings
from analytics.estimates import Comprehension, NoData
from analytics.rollups import Cell
from people.assignment_rules import Given
from quizzes.draw import fits
from store import agencies as agency_store
from store import assignment_rules as rule_store
from store import attempts as attempt_store
from store import first_attempts as first_store
from store import memberships as membership_store
from store import people as people_store
from store import registry as registry_store
from store.clock import from_text, to_text
from store.database import Connection, Database

MANY = 20_000
"""From this many people on a fit takes seconds: it is made anew at most every five minutes, below that at every change."""
KEEP = timedelta(minutes=5)
OVERLAP = timedelta(days=1)
"""An attempt that ran out is closed when somebody looks, at its own deadline: so much of the past is read again."""
_QUIZZES_KEPT, _FITS_KEPT = 4, 8
K, V = TypeVar("K"), TypeVar("V")


@dataclass(frozen=True, eq=False)
class Estimates:
    """One quiz pooled along one tree. ``measures``: indicator -> its estimates, those that anybody was asked about."""

    sittings: Sittings
    paths: Mapping[str, str]
    members: Mapping[Cell, int]
    bank: Mapping[str, frozenset[str]]
    measures: Mapping[str, Measure]
    made_at: datetime
    _fitting: Lock = field(default_factory=Lock)

    def found(self, indicator: str, cell: Cell, hidden: Collection[Cell]) -> Comprehension:
        """Two who ask at once wait for one fit."""
        measure = self.measures.get(indicator)
        if measure is None:
            return NoData()
        with self._fitting:
            return measure.found(cell, hidden)


@dataclass(eq=False)
class _Kept:
    sittings: dict[tuple[str, str], Sittings] = field(default_factory=dict)
    estimates: dict[tuple[object, ...], Estimates] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)


_kept: WeakKeyDictionary[Database, _Kept] = WeakKeyDictionary()
_kept_lock = Lock()


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
    """Grouped by today's tree, or by that of ``as_of``. ``without``: agencies of that day that must not count."""
    with _kept_lock:
        kept = _kept.setdefault(database, _Kept())
    bank = _bank(courseware, quiz_id)
    with kept.lock, database.read() as connection:  # whoever else asks waits without a connection
        given = rule_store.find_given(connection, assignment_id)
        paths = _paths(connection, as_of, without)
        key = (assignment_id, quiz_id, as_of, without)
        found = kept.estimates.get(key)
        if found is not None and found.paths == paths and len(found.sittings) >= many and now - found.made_at < KEEP:
            return found
        members = _members(connection, given, paths, as_of)
        sittings = _refreshed(connection, kept.sittings.get((assignment_id, quiz_id)), assignment_id, quiz_id)
        if (
            found is None
            or (found.paths, found.members, found.bank) != (paths, members, bank)
            or found.sittings is not sittings
        ):
            found = Estimates(
                sittings, paths, members, bank, _measures(connection, sittings, paths, members, bank), now
            )
        _keep(kept.sittings, (assignment_id, quiz_id), sittings, _QUIZZES_KEPT)
        _keep(kept.estimates, key, found, _FITS_KEPT)
        return found


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
    bank = _bank(courseware, quiz_id)
    with database.read() as connection:
        given = rule_store.find_given(connection, assignment_id)
        members = _members(connection, given, paths, as_of)
        sittings = _read(connection, assignment_id, quiz_id).until(to_text(ends_at))
        measures = _measures(connection, sittings, paths, members, bank)
    return Estimates(sittings, paths, members, bank, measures, ends_at)


def _refreshed(connection: Connection, known: Sittings | None, assignment_id: str, quiz_id: str) -> Sittings:
    """``known`` itself when nothing has come since; all is read again when old and new together do not add up."""
    expected = first_store.count_first_attempts(connection, assignment_id, quiz_id)
    if known is not None and len(known) == expected:
        return known
    if known is not None and len(known):
        since = _earlier(known.closed_at[-1])
        joined = join_sittings(known.until(since), _read(connection, assignment_id, quiz_id, since))
        if len(joined) == expected:
            return joined
    return _read(connection, assignment_id, quiz_id)


def _read(connection: Connection, assignment_id: str, quiz_id: str, since: str = "") -> Sittings:
    return pack_sittings(Sat(*row) for row in first_store.first_attempts(connection, assignment_id, quiz_id, since))


def _earlier(moment: str) -> str:
    return to_text(from_text(moment) - OVERLAP)


def _paths(connection: Connection, as_of: date | None, without: frozenset[str]) -> dict[str, str]:
    if as_of is None:
        return agency_store.all_paths(connection)
    tree = registry_store.tree_as_of(connection, as_of.isoformat())
    return {agency.id: agency.path for agency in tree if agency.id not in without}


def _members(
    connection: Connection, given: Given | None, paths: Mapping[str, str], as_of: date | None
) -> dict[Cell, int]:
    """People of the places and kinds the assignment is for: the weights of units in the agencies above them."""
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


def _bank(courseware: Courseware, quiz_id: str) -> dict[str, frozenset[str]]:
    """Indicator -> the items that the quiz can draw today: the reference mix."""
    quiz = courseware.bank.quizzes.get(quiz_id)
    found: dict[str, set[str]] = {}
    for item in courseware.bank.items.values() if quiz else ():
        if any(fits(item, cell) for cell in quiz.blueprint):
            found.setdefault(item.indicator, set()).add(item.id)
    return {indicator: frozenset(items) for indicator, items in found.items()}


def _measures(
    connection: Connection,
    sittings: Sittings,
    paths: Mapping[str, str],
    members: Mapping[Cell, int],
    bank: Mapping[str, frozenset[str]],
) -> dict[str, Measure]:
    items: dict[str, dict[str, str]] = {}
    for version in sittings.versions:
        item = attempt_store.get_item_version(connection, version)
        items.setdefault(item.indicator, {})[version] = item.id
    masks: dict[frozenset[tuple[Cell, int]], frozenset[Cell]] = {}
    return {
        indicator: Measure(sittings, items[indicator], bank.get(indicator, frozenset()), paths, members, masks=masks)
        for indicator in sorted(items)
    }


def _keep(kept: dict[K, V], key: K, value: V, at_most: int) -> None:
    """The latest used stay."""
    kept.pop(key, None)
    kept[key] = value
    for old in list(islice(kept, max(0, len(kept) - at_most))):
        del kept[old]
