"""A copy of everything the site keeps of one person, for that person: as JSON and as a document to print.

The shape of the JSON is described in docs/pelindungan-data/salinan-data.md.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from actions.learning.under_way import attempts_held_back
from actions.signing_in.accounts import note
from people.access import require
from people.errors import NotFound
from people.models import EMPLOYMENT_TITLES, ROLE_TITLES, Viewer
from people.privacy.own_data_print import Part, own_data_pdf
from people.privacy.personal_data import GROUPS
from store.clock import to_text
from store.database import Database
from store.privacy import own_data as own_store
from store.privacy.own_data import Kept

FORMAT = "netral-data-pribadi/1"
HELD_BACK = "ditahan sampai kuis yang masih terbuka dikumpulkan"
"""What would tell the key of an item that the person is answering now."""
_TELLS_KEYS = {"attempt": ("id", ("paper", "marks")), "response": ("attempt_id", ("value",))}
"""Table -> the column that names the attempt, and what is held back: stored orders and answers follow the key."""
_WORDS: dict[str, dict[str, str]] = {
    "employment": dict(EMPLOYMENT_TITLES),
    "role": dict(ROLE_TITLES),
    "passed": {"0": "tidak", "1": "ya"},
    "is_strong": {"0": "tidak", "1": "ya"},
}
"""Column -> stored value -> word on the copy."""


@dataclass(frozen=True, repr=False)
class OwnData:
    """``parts``: one for each table of the register, also those without a row."""

    name: str
    made_at: str
    parts: tuple[Part, ...]

    @property
    def row_count(self) -> int:
        return sum(len(part.rows) for part in self.parts)


def my_data(database: Database, viewer: Viewer, now: datetime) -> OwnData:
    """Everything about the viewer; that a copy was made is written in the audit trail. Raises NotAllowed, NotFound."""
    require(viewer, "manage_own_data")
    with database.write() as connection:
        note(connection, viewer.person_id, viewer.person_id, "data-copied", now)
    with database.read() as connection:
        known = own_store.find_known_person(connection, viewer.person_id)
        if known is None:
            raise NotFound("Data Anda", "Hubungi admin.")
        names = own_store.agency_names(connection)
        held = attempts_held_back(connection, viewer.person_id)
        kept = own_store.everything_about(connection, viewer.person_id)
    return OwnData(known.name, to_text(now), tuple(_part(_without_keys(one, held), names) for one in kept))


def as_json(data: OwnData) -> bytes:
    """UTF-8, with readable keys in Indonesian."""
    document = {
        "format": FORMAT,
        "dibuat_pada": data.made_at,
        "bagian": [
            {
                "tabel": part.table, "judul": part.title, "kelompok": part.group, "tujuan": part.purpose,
                "dasar": part.basis, "masa_simpan": part.kept, "tidak_ditampilkan": list(part.hidden),
                "baris": [dict(row) for row in part.rows],
            }
            for part in data.parts
        ],
    }  # fmt: skip
    return json.dumps(document, ensure_ascii=False, indent=2).encode()


def as_pdf(data: OwnData, made_on: str) -> bytes:
    """A4, in Indonesian; ``made_on`` is the day in words."""
    return own_data_pdf(data.name, made_on, data.parts)


def _without_keys(kept: Kept, held: frozenset[str]) -> Kept:
    attempt_column, columns = _TELLS_KEYS.get(kept.holding.table, ("", ()))
    if not columns or not held:
        return kept
    rows = (row | dict.fromkeys(columns, HELD_BACK) if row[attempt_column] in held else row for row in kept.rows)
    return Kept(kept.holding, tuple(rows))


def _part(kept: Kept, names: dict[str, str]) -> Part:
    holding, group = kept.holding, GROUPS[kept.holding.group]
    rows = tuple(
        {label: _value(column, row[column], names) for column, label in holding.columns.items() if column in row}
        for row in kept.rows
    )
    hidden = tuple(label for column, label in holding.columns.items() if column in holding.hidden)
    return Part(
        holding.table, holding.title, group.title, group.purpose, group.basis, group.kept, hidden, rows, holding.is_long
    )


def _value(column: str, value: object, names: dict[str, str]) -> object:
    if column == "agency_id":
        return names.get(str(value), value)
    return _WORDS.get(column, {}).get(str(value), value)
