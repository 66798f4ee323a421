"""Sure and yet wrong over the whole tree, per indicator: what may be told of every place and kind, on screen and in files.

The same for every viewer, so it is worked out once and kept on the database until another sure answer is counted or a place
moves. Nobody is shown it whole: ``sureness`` takes from it the cells of an agency in scope.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from actions.understanding.kept import Kept
from analytics.estimates import Withheld
from analytics.rollups import Cell, Counts
from analytics.sureness import SureShare, sure_cells, sure_cells_in_file
from store.database import Connection, Database
from store.summaries import sureness_rollups as sureness_store
from store.summaries.sureness_rollups import SureCount

_KEPT = 4


@dataclass(frozen=True, eq=False)
class SureTable:
    """Of one post-test. ``cells``, ``cells_in_file``: indicator -> what is told on screen, and in files that are passed on."""

    counts: tuple[SureCount, ...]

    @cached_property
    def cells(self) -> Mapping[str, Mapping[Cell, SureShare | Withheld]]:
        return {indicator: sure_cells(rows) for indicator, rows in self._rows.items()}

    @cached_property
    def cells_in_file(self) -> Mapping[str, Mapping[Cell, SureShare | Withheld]]:
        return {indicator: sure_cells_in_file(rows) for indicator, rows in self._rows.items()}

    @cached_property
    def _rows(self) -> Mapping[str, list[tuple[str, str, Counts]]]:
        found: dict[str, list[tuple[str, str, Counts]]] = defaultdict(list)
        for one in self.counts:
            found[one.indicator].append((one.path, one.employment, _numbers(one)))
        return found


_kept = Kept[tuple[str, str], SureTable](_KEPT)


def sure_table_of(database: Database, connection: Connection, assignment_id: str, quiz_id: str) -> SureTable:
    """The same object while nothing has come since."""
    counts = tuple(sureness_store.read_sureness(connection, assignment_id, quiz_id))
    return _kept.renewed(
        database,
        (assignment_id, quiz_id),
        lambda known: known if known and known.counts == counts else SureTable(counts),
    )


def _numbers(one: SureCount) -> Counts:
    return (
        one.learners, one.erring, one.answers, one.wrong, one.answers_square, one.answers_wrong, one.wrong_square,
    )  # fmt: skip
