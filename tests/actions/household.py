"""A region whose people have everything the site can keep of a person: number, post, account, results, excuses, traces."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from actions import accounts, assignments, data_rights, dilemmas
from actions.courseware import load_courseware
from actions.deeds import deed
from actions.throttle import count_try
from people.access import console_operator
from people.assignment_rules import Exemption
from people.models import Person, Viewer
from store import accounts as account_store
from store import entry_codes, failed_tries, progress
from store import people as people_store
from store.assignment_rules import Accommodation
from store.clock import to_text
from tests.actions.assigning import DURING, Region
from tests.builders import fresh_id, write_yaml
from tests.dilemma_builders import PATHS, dilemma_data

BY = console_operator()
BOSS = "kepala-admin"


@dataclass(frozen=True)
class Somebody:
    """``secrets``: the words that name this person and nobody else."""

    id: str
    name: str
    number: str
    email: str
    title: str

    @property
    def secrets(self) -> tuple[str, ...]:
        return (self.name, self.number, self.email, self.title)


def somebody(place: int) -> Somebody:
    """Words that occur nowhere else."""
    return Somebody(
        f"orang-{place}", f"Qwerdana Zulfikri{place}x", f"19870515201001{place:04}", f"qwerdana{place}@canary.example",
        f"Kepala Bidang Xenolit {place}" if place % 2 else f"Analis Xenolit {place}",
    )  # fmt: skip


class Household:
    """A region, its administrator, and one assignment for everybody."""

    def __init__(self, folder: Path) -> None:
        self.region = Region(folder)
        self.database = self.region.database
        asked = folder / "site" / "quizzes"
        write_yaml(asked / "dilemmas" / "undangan.yaml", dilemma_data())
        self.courseware = self.region.courseware = load_courseware(folder / "site" / "content", asked)
        assert self.courseware.problems == ()
        self.assignment_id = self.region.assign("kab")
        self.leaders_id = self.region.assign("kab", audience="pimpinan")
        self.region.hire(BOSS)
        with self.database.write() as connection:
            people_store.add_role(connection, people_store.RoleGrant(BOSS, "", "administrator", "", ""))

    def settle(self, who: Somebody, *, passes: bool = True) -> Viewer:
        """Hired by a deed that can be undone, with a row in every table that may hold one."""
        now = DURING
        with deed(self.database, BY, now) as doing:
            connection = doing.connection
            people_store.add_people(connection, [Person(who.id, who.name, "pns", "sd")], "real", "2026-01-01")
            connection.execute("UPDATE person SET email = ? WHERE id = ?", (who.email, who.id))
            account_store.add_number(connection, who.id, "nip", who.number)
            people_store.add_role(connection, people_store.RoleGrant(who.id, "", "learner", who.title, who.name))
            connection.execute(
                "INSERT INTO post (id, person_id, agency_id, kind, title, valid_from) VALUES (?, ?, 'sd', 'definitif', ?, ?)",
                (f"post-{who.id}", who.id, who.title, "2026-01-01"),
            )
            doing.note(
                "person.new", "person", who.id, None, {"name": who.name, "email": who.email, "posts": [who.title]}
            )
            doing.note("batch.note", "roster", doing.batch_id, None, {"person": who.id, "name": who.name})
        viewer = Viewer(who.id, who.name, "learner", "pns", "sd", "SD 1", False)
        self._account(who)
        if passes:
            self.region.finish(viewer)
        self.region.start(viewer, now + timedelta(minutes=1))
        self._dilemma(viewer)
        words = (f"Sakit: {who.name}", f"SK {who.number}")
        head = self.region.head()
        assignments.exempt(
            self.database, head, self.assignment_id, who.id, Exemption("leave", *words, "2026-11-20", "2026-11-21"), now
        )
        assignments.accommodate(self.database, head, self.assignment_id, who.id, Accommodation(10, 1, *words), now)
        data_rights.ask(self.database, viewer, "correction", f"Nama saya {who.name}", now, request_id=fresh_id())
        data_rights.restrict(self.database, BY, who.id, now)
        return viewer

    def _account(self, who: Somebody) -> None:
        with self.database.write() as connection:
            account_store.add_account(connection, who.id)
            account_store.set_password(connection, who.id, f"sidik-{who.id}", to_text(DURING))
            accounts.add_code(connection, who.id, BOSS, DURING)
            accounts.open_full_session(connection, who.id, "learner", f"Peramban {who.name}", DURING, is_strong=False)
            failed_tries.remember_device(connection, f"alat-{who.id}", who.id, to_text(DURING))
            entry_codes.start_second_factor(connection, who.id, f"RAHASIA{who.id}")
            entry_codes.set_recovery_codes(connection, who.id, [f"cadangan-{who.id}"])
            for subject in (f"name:{who.number}", f"device:alat-{who.id}:{who.id}", f"second-factor:{who.id}"):
                count_try(connection, subject, DURING)
            done = progress.SectionDone(who.id, "dasar", "awal", None, to_text(DURING))
            progress.mark_section(connection, done)

    def _dilemma(self, viewer: Viewer) -> None:
        run_id = dilemmas.start_run(
            self.database, self.courseware, viewer, "undangan", DURING, run_id=fresh_id()
        )  # fmt: skip
        for number, choice in enumerate(PATHS[0], start=1):
            dilemmas.make_choice(self.database, viewer, run_id, number, choice, DURING)
