"""A personnel bureau: an administrator, units since 2000, people with numbers, and the deeds done there."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from actions.registry import person as one_person
from actions.registry.people import Occasion, carry_out
from actions.registry.person import NewPerson
from people.access import Operator, operator_of
from people.models import Person, Role, Viewer
from people.registry.person_changes import Change
from store import undo as undo_store
from store.registry import people as people_store
from store.registry import registry as registry_store
from store.signing_in import accounts as account_store
from tests.builders import NOW
from tests.people.rosters import TODAY, make_registry, nip


class Bureau:
    """``units`` has the ids of 01 (the root), 01.01, 01.02 and 01.03 by their codes; ``admin`` is the first person."""

    def __init__(self, folder: Path) -> None:
        self.database = make_registry(folder / "netral.sqlite")
        with self.database.read() as connection:
            self.units = {life.code: life.agency_id for life in registry_store.agency_lives(connection)}
        self._moment = NOW
        self.hire("admin", "administrator")

    def hire(self, name: str, *roles: Role, unit: str = "01.01", number: str = "", since: str = "2026-01-01") -> str:
        """The person's id, which is the name; not a deed."""
        with self.database.write() as connection:
            people_store.add_people(connection, [Person(name, name.title(), "pns", self.units[unit])], "real", since)
            account_store.add_number(connection, name, "nip" if number else "own", number or f"{name.upper()}-1")
            for role in roles or ("learner",):
                people_store.add_role(connection, people_store.RoleGrant(name, "", role, "", ""))
        return name

    def viewer(self, person_id: str = "admin", role: Role = "administrator") -> Viewer:
        return Viewer(person_id, person_id.title(), role, "pns", self.units["01.01"], "Dinas 01.01", False)

    def operator(self, person_id: str = "admin") -> Operator:
        return operator_of(self.viewer(person_id))

    def at(self, person_id: str = "admin") -> Occasion:
        """A moment later than every one before."""
        self._moment += timedelta(seconds=1)
        return Occasion(self.operator(person_id), self._moment, TODAY)

    def do(self, change: Change, *ids: str, by: str = "admin") -> str:
        return carry_out(self.database, self.at(by), change, ids)[0]

    def add(self, name: str = "Sari Dewi", number: str = "", **changes: str) -> tuple[str, str]:
        """A deed: (person id, batch id)."""
        new = {"employment": "pns", "agency_id": self.units["01.01"], "day": "2026-02-01"} | changes
        return one_person.add_person(self.database, self.at(), NewPerson(name, number=number or nip(900), **new))  # type: ignore[arg-type]

    def registry(self) -> dict[str, list[tuple[object, ...]]]:
        """Every row of every table that deeds may change."""
        with self.database.read() as connection:
            return {
                table: sorted((tuple(row) for row in connection.execute(f"SELECT * FROM {table}")), key=repr)
                for table in undo_store.REMEMBERED
            }

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        with self.database.read() as connection:
            return [tuple(row) for row in connection.execute(sql)]
