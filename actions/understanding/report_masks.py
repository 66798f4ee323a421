"""Items and beliefs of one quiz over the whole tree: what is hidden, and which belief is held where.

The same for every viewer, so it is worked out once and kept on the database until another answer is counted or a place
moves. Nobody is shown it whole: ``item_report`` and ``misconceptions`` take from it the cells of an agency in scope.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from threading import Lock
from weakref import WeakKeyDictionary

from actions.understanding.sittings import keep
from analytics.estimates import Estimate, Withheld
from analytics.hiding.linked_masks import LinkedMasks, linked_masks, report_cells
from analytics.misconceptions import BeliefCount, belief_shares
from analytics.rollups import Cell
from quizzes.marking import misconceptions_possible
from store.database import Connection, Database
from store.learning import attempts as attempt_store
from store.learning.belief_names import belief_names
from store.registry import agencies as agency_store
from store.summaries import misconception_rollups as misconception_store
from store.summaries import rollups as rollup_store

_KEPT = 4
Shares = Mapping[str, Mapping[Cell, Estimate | Withheld]]
_State = tuple[tuple[int, ...], Mapping[str, str], Mapping[str, str]]


@dataclass(frozen=True, eq=False)
class _Whole:
    """``state``: of the counts, the tree and the names of misconceptions it was worked out from."""

    state: _State
    masks: LinkedMasks
    counts: tuple[BeliefCount, ...]
    root: str

    @cached_property
    def shares(self) -> Shares:
        return belief_shares(self.counts, self.root, self.masks.beliefs)


@dataclass(eq=False)
class _Kept:
    found: dict[tuple[str, str, str], _Whole] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)


_kept: WeakKeyDictionary[Database, _Kept] = WeakKeyDictionary()
_kept_lock = Lock()


def masks_of(database: Database, connection: Connection, assignment_id: str, quiz_id: str, root: str) -> LinkedMasks:
    """``root``: the path of the whole tree."""
    return _whole(database, connection, assignment_id, quiz_id, root).masks


def shares_of(database: Database, connection: Connection, assignment_id: str, quiz_id: str, root: str) -> Shares:
    """Misconception -> cell -> share of the people who met it. ``root``: the path of the whole tree."""
    return _whole(database, connection, assignment_id, quiz_id, root).shares


def _whole(database: Database, connection: Connection, assignment_id: str, quiz_id: str, root: str) -> _Whole:
    with _kept_lock:
        kept = _kept.setdefault(database, _Kept())
    key = (assignment_id, quiz_id, root)
    with kept.lock:  # whoever else asks waits for it
        state = _state(connection, assignment_id, quiz_id)
        found = kept.found.get(key)
        if found is None or found.state != state:
            found = _worked_out(connection, state, *key)
        keep(kept.found, key, found, _KEPT)
        return found


def _state(connection: Connection, assignment_id: str, quiz_id: str) -> _State:
    """Counts only ever grow, so as long as their sums stand still, so does each of them, under names that stand too."""
    counted = misconception_store.count_misconceptions(connection, assignment_id, quiz_id)
    answered = rollup_store.count_responses(connection, assignment_id, quiz_id)
    return (*counted, *answered), agency_store.all_paths(connection), belief_names(connection)


def _worked_out(connection: Connection, state: _State, assignment_id: str, quiz_id: str, root: str) -> _Whole:
    met = rollup_store.read_item_people(connection, assignment_id, quiz_id, root)
    _, paths, _ = state
    rows = [(version, paths[office], kind, people) for version, office, kind, people in met]
    counted = misconception_store.read_misconceptions(connection, assignment_id, quiz_id, root)
    able: dict[str, set[str]] = {}
    for version in {row[0] for row in rows}:
        for name in misconceptions_possible(attempt_store.get_item_version(connection, version)):
            able.setdefault(name, set()).add(version)
    beliefs = [(row.misconception, row.path, row.employment, row.met) for row in counted]
    masks = linked_masks(_tables(rows, root), _tables(beliefs, root), able)
    return _Whole(
        state, masks, tuple(BeliefCount(c.misconception, c.path, c.employment, c.met, c.held) for c in counted), root
    )


def _tables(rows: list[tuple[str, str, str, int]], root: str) -> dict[str, dict[tuple[str, str], int]]:
    by_name: dict[str, list[tuple[str, str, int]]] = {}
    for name, path, kind, people in rows:
        by_name.setdefault(name, []).append((path, kind, people))
    return {name: report_cells(found, root) for name, found in by_name.items()}
