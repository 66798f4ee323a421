"""What is hidden of items and beliefs of one quiz, over the whole tree; kept on the database until something changes."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from threading import Lock
from weakref import WeakKeyDictionary

from analytics.hiding.linked_masks import LinkedMasks, linked_masks, report_cells
from quizzes.marking import misconceptions_possible
from store.database import Connection, Database
from store.learning import attempts as attempt_store
from store.registry import agencies as agency_store
from store.summaries import misconception_rollups as misconception_store
from store.summaries import rollups as rollup_store

_KEPT = 4


@dataclass(eq=False)
class _Kept:
    found: dict[Hashable, LinkedMasks] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)


_kept: WeakKeyDictionary[Database, _Kept] = WeakKeyDictionary()
_kept_lock = Lock()


def masks_of(
    database: Database, connection: Connection, assignment_id: str, quiz_id: str, root: str
) -> LinkedMasks:  # fmt: skip
    """The same for every viewer. ``root``: the path of the whole tree."""
    with _kept_lock:
        kept = _kept.setdefault(database, _Kept())
    met = rollup_store.read_item_people(connection, assignment_id, quiz_id, root)
    counted = misconception_store.read_misconceptions(connection, assignment_id, quiz_id, root)
    paths = {agency.id: agency.path for agency in agency_store.agencies_below(connection, root)}
    rows = tuple(sorted((version, paths[office], kind, people) for version, office, kind, people in met))
    beliefs = tuple((row.misconception, row.path, row.employment, row.met) for row in counted)
    key = (rows, beliefs)
    with kept.lock:
        if key not in kept.found:
            able: dict[str, set[str]] = {}
            for version in {row[0] for row in rows}:
                for name in misconceptions_possible(attempt_store.get_item_version(connection, version)):
                    able.setdefault(name, set()).add(version)
            kept.found[key] = linked_masks(_tables(rows, root), _tables(beliefs, root), able)
            for old in list(kept.found)[:-_KEPT]:
                del kept.found[old]
        return kept.found[key]


def _tables(rows: tuple[tuple[str, str, str, int], ...], root: str) -> dict[str, dict[tuple[str, str], int]]:
    by_name: dict[str, list[tuple[str, str, int]]] = {}
    for name, path, kind, people in rows:
        by_name.setdefault(name, []).append((path, kind, people))
    return {name: report_cells(found, root) for name, found in by_name.items()}
