"""Some hundred more offices with results of their own: a few offices of the made-up region, copied in the database's own tongue."""

from __future__ import annotations

import json
from pathlib import Path

from actions.courseware import Courseware
from people.models import Agency
from store.database import Connection
from store.registry import agencies
from store.summaries.rollups import add_to_rollups
from store.summaries.sureness_rollups import SurenessRow
from tests.analytics.region import ASSIGNMENT, make_region

OFFICES = 200
PARTS = OFFICES + 6
"""With the five of the region, and those who sit in the province itself."""
PER_UNIT, SMALL = 12, 3
_PATTERNS = {"d00-u0": "d00", "d02-u0": "d02", "d04": "d04"}
"""A unit far below, one in the middle, an office of three: the agency whose people are copied -> whose answers."""
_COUNTED = ("rollup_progress", "rollup_indicator", "rollup_seat", "rollup_pair")
_ANSWERED = ("rollup_response", "rollup_misconception")


def make_many(folder: Path, courseware: Courseware, name: str) -> Path:
    """Offices called ``name`` and a number, some of each pattern; October had their tests, some were sure."""
    database = make_region(
        folder / "netral.sqlite", courseware, offices=5, people_per_unit=PER_UNIT, small_office=SMALL
    )
    offices = [f"x{n}" for n in range(OFFICES)]
    tree = [Agency(x, "prov", f"{name} {x[1:]}", "perangkat-daerah", f"prov/{x}/", x) for x in offices]
    with database.write() as connection:
        agencies.add_agencies(connection, tree)
        for (unit, office), alike in zip(
            _PATTERNS.items(), (offices[:90], offices[90:190], offices[190:]), strict=True
        ):
            copies = json.dumps(alike)
            for table in ("person", "membership", "attempt"):
                _copy(connection, table, unit, copies, {"id", "person_id"})
            for table in _COUNTED:
                _copy(connection, table, unit, copies, set())
            for table in _ANSWERED:
                _copy(connection, table, office, copies, set())
        connection.execute("UPDATE rollup_week SET week = '2026-10-05', finished = started")
        sure = [sure_row(x, 3 if n >= OFFICES - 10 else 8) for n, x in enumerate(offices)]
        add_to_rollups(connection, sure)
    database.close()
    return folder


def sure_row(agency_id: str, people: int) -> SurenessRow:
    """So many were sure five times each and wrong twice."""
    return SurenessRow(
        ASSIGNMENT, "pascauji-dasar", agency_id, "pns", "kampanye", people, people, 5 * people, 2 * people, 25 * people,
        10 * people, 4 * people,
    )  # fmt: skip


def _copy(connection: Connection, table: str, pattern: str, copies: str, own: set[str]) -> None:
    """Every row of the pattern once for each copy; ``own``: columns whose values become the copy's own."""
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    where = next((one for one in ("agency_id", "report_id") if one in columns), "")
    of_copy = {where: "copies.value"} | {one: f"{table}.{one} || '-' || copies.value" for one in own}
    values = ", ".join(of_copy.get(one, f"{table}.{one}") for one in columns)
    whose = (
        f"{where} = :pattern" if where else "person.id IN (SELECT person_id FROM membership WHERE agency_id = :pattern)"
    )
    connection.execute(
        f"INSERT INTO {table} SELECT {values} FROM {table}, json_each(:copies) AS copies WHERE {whose}",
        {"pattern": pattern, "copies": copies},
    )
