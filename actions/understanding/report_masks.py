"""Items and beliefs of one quiz over the whole tree: what is hidden, and which belief is held where.

The same for every viewer, so it is worked out once and kept on the database until another answer is counted or a place
moves. Nobody is shown it whole: ``item_report`` and ``misconceptions`` take from it the cells of an agency in scope.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from actions.courseware import Courseware
from actions.understanding.kept import Kept
from actions.understanding.reference import members_of, mix_of
from analytics.comprehension.beliefs import BeliefCount, BeliefShares, ShownCount
from analytics.hiding.linked_masks import LinkedMasks, linked_masks, report_cells
from analytics.rollups import Cell
from quizzes.marking import misconceptions_possible, misconceptions_shown
from quizzes.models import Item
from quizzes.responses import decode_response
from store.database import Connection, Database
from store.learning import attempts as attempt_store
from store.learning.belief_names import belief_names
from store.registry import agencies as agency_store
from store.summaries import misconception_rollups as misconception_store
from store.summaries import rollups as rollup_store

_KEPT = 4
_State = tuple[tuple[int, ...], Mapping[str, str], Mapping[str, str]]


@dataclass(frozen=True, eq=False)
class _Whole:
    """``state``: of the counts, the tree and the names of misconceptions it was worked out from. ``people``: who met which
    misconception. ``shares``: made when first asked for, and anew where members or the mix of items have changed."""

    state: _State
    masks: LinkedMasks
    people: tuple[BeliefCount, ...]
    items: Mapping[str, Item]
    shares: BeliefShares | None = None


_kept = Kept[tuple[str, str, str], _Whole](_KEPT)


def masks_of(database: Database, connection: Connection, assignment_id: str, quiz_id: str, root: str) -> LinkedMasks:
    """``root``: the path of the whole tree."""
    key = (assignment_id, quiz_id, root)
    return _kept.renewed(database, key, lambda known: _whole(connection, known, *key)).masks


def shares_of(
    database: Database, connection: Connection, courseware: Courseware, assignment_id: str, quiz_id: str, root: str
) -> BeliefShares:
    """``root``: the path of the whole tree."""
    key = (assignment_id, quiz_id, root)
    members, mix = _members(connection, assignment_id, root), _mix(courseware, quiz_id)

    def with_shares(known: _Whole | None) -> _Whole:
        whole = _whole(connection, known, *key)
        if whole.shares is not None and (whole.shares.mix, whole.shares.members) == (mix, members):
            return whole
        answers = _answers(connection, whole.items, *key)
        return replace(whole, shares=BeliefShares(whole.people, answers, root, whole.masks.beliefs, mix, members))

    shares = _kept.renewed(database, key, with_shares).shares
    assert shares is not None, "made just now"
    return shares


def _whole(connection: Connection, known: _Whole | None, assignment_id: str, quiz_id: str, root: str) -> _Whole:
    """``known`` itself when nothing has come since."""
    state = _state(connection, assignment_id, quiz_id)
    if known is not None and known.state == state:
        return known
    return _worked_out(connection, state, assignment_id, quiz_id, root)


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
    items = attempt_store.item_versions(connection, {row[0] for row in rows})
    able: dict[str, set[str]] = {}
    for version, item in items.items():
        for name in misconceptions_possible(item):
            able.setdefault(name, set()).add(version)
    beliefs = [(row.misconception, row.path, row.employment, row.met) for row in counted]
    masks = linked_masks(_tables(rows, root), _tables(beliefs, root), able)
    people = tuple(BeliefCount(c.misconception, c.path, c.employment, c.met, c.held) for c in counted)
    return _Whole(
        state, masks, people, {version: item for version, item in items.items() if misconceptions_possible(item)}
    )


def _answers(
    connection: Connection, items: Mapping[str, Item], assignment_id: str, quiz_id: str, root: str
) -> list[ShownCount]:
    """``items``: by version, those that can show a misconception. Whoever shows one twice in an answer has shown it once."""
    shown: dict[tuple[str, str], frozenset[str]] = {}
    sums: dict[tuple[str, str, str, str], list[int]] = {}
    for version, path, kind, value, people in rollup_store.read_office_answers(
        connection, assignment_id, quiz_id, root
    ):
        item = items.get(version)
        if item is None:
            continue
        if (version, value) not in shown:
            shown[version, value] = frozenset(misconceptions_shown(item, decode_response(item, value)))
        for name in misconceptions_possible(item):
            sums_here = sums.setdefault((name, item.id, path, kind), [0, 0])
            sums_here[0] += people
            sums_here[1] += people if name in shown[version, value] else 0
    return [ShownCount(*key, *counts) for key, counts in sums.items()]


def _members(connection: Connection, assignment_id: str, root: str) -> dict[Cell, int]:
    members = members_of(connection, assignment_id, agency_store.all_paths(connection))
    return {(path, kind): count for (path, kind), count in members.items() if path.startswith(root)}


def _mix(courseware: Courseware, quiz_id: str) -> dict[str, dict[str, float]]:
    """Misconception -> the items that can show it, by how often a paper asks them."""
    found: dict[str, dict[str, float]] = {}
    for item_id, times in mix_of(courseware, quiz_id).items():
        for name in misconceptions_possible(courseware.bank.items[item_id]):
            found.setdefault(name, {})[item_id] = times
    return found


def _tables(rows: list[tuple[str, str, str, int]], root: str) -> dict[str, dict[tuple[str, str], int]]:
    by_name: dict[str, list[tuple[str, str, int]]] = {}
    for name, path, kind, people in rows:
        by_name.setdefault(name, []).append((path, kind, people))
    return {name: report_cells(found, root) for name, found in by_name.items()}
