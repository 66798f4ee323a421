"""A region whose people have everything the site can keep of a person: number, post, account, results, excuses, traces."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from actions.assigning import excuses
from actions.courseware import load_courseware
from actions.deeds import deed
from actions.learning import dilemmas
from actions.learning.say_sureness import say_sureness
from actions.privacy import data_rights
from actions.signing_in import accounts
from actions.signing_in.throttle import count_try
from people.access import console_operator
from people.assigning.assignment_rules import Exemption
from people.mail.mail_texts import line_of_name
from people.models import Person, Viewer
from store.assigning.assignment_rules import Accommodation
from store.clock import to_text
from store.ids import new_id
from store.learning import progress
from store.mail import outbox
from store.mail.outbox import Move, NewMessage
from store.registry import people as people_store
from store.registry import person_changes, supervision
from store.registry.person_changes import NumberRow
from store.registry.supervision import SupervisionRow
from store.signing_in import accounts as account_store
from store.signing_in import entry_codes, failed_tries
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
    old_name: str
    old_number: str

    @property
    def secrets(self) -> tuple[str, ...]:
        return (self.name, self.number, self.email, self.title, self.old_name, self.old_number)


def somebody(place: int) -> Somebody:
    """Words that occur nowhere else."""
    return Somebody(
        f"orang-{place}", f"Qwerdana Zulfikri{place}x", f"19870515201001{place:04}", f"qwerdana{place}@canary.example",
        f"Kepala Bidang Xenolit {place}" if place % 2 else f"Analis Xenolit {place}",
        f"Vexandri Umbara{place}y", f"19870515202421{place:04}",
    )  # fmt: skip


class Household:
    """A region, its administrator, and one assignment for everybody."""

    def __init__(self, folder: Path) -> None:
        self.region = Region(folder, asks_sureness=True)
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
            people_store.add_people(connection, [Person(who.id, who.old_name, "pns", "sd")], "real", "2026-01-01")
            person_changes.set_person(connection, who.id, who.name, who.email)
            account_store.add_number(connection, who.id, "ni-pppk", who.old_number)
            old = NumberRow(who.id, "ni-pppk", who.old_number)
            person_changes.replace_number(connection, old, "nip", who.number, "2026-06-01")
            supervision.add_supervision(
                connection,
                SupervisionRow(f"wilayah-{who.id}", who.id, "sd", "SD 1", "2026-01-01", None, BOSS, to_text(now)),
            )
            people_store.add_role(connection, people_store.RoleGrant(who.id, "", "learner", who.title, who.name))
            connection.execute(
                "INSERT INTO post (id, person_id, agency_id, kind, title, valid_from) VALUES (?, ?, 'sd', 'definitif', ?, ?)",
                (f"post-{who.id}", who.id, who.title, "2026-01-01"),
            )
            doing.note("person.change", "person", who.id, {"name": who.old_name}, {"name": who.name})
            doing.note(
                "person.new", "person", who.id, None, {"name": who.name, "email": who.email, "posts": [who.title]}
            )
            doing.note("batch.note", "roster", doing.batch_id, None, {"person": who.id, "name": who.name})
        viewer = Viewer(who.id, who.name, "learner", "pns", "sd", "SD 1", False)
        self._account(who)
        if passes:
            self.region.finish(viewer)
        attempt = self.region.start(viewer, now + timedelta(minutes=1))
        say_sureness(self.database, viewer, attempt, 0, True, now + timedelta(minutes=2))
        if passes:
            self._refresher(who, attempt)
        self._dilemma(viewer)
        words = (f"Sakit: {who.name}", f"SK {who.number}")
        head = self.region.head()
        leave, extra = Exemption("leave", *words, "2026-11-20", "2026-11-21"), Accommodation(10, 1, *words)
        excuses.exempt_all(self.database, head, self.assignment_id, [who.id], leave, now)
        excuses.accommodate_all(self.database, head, self.assignment_id, [who.id], extra, now)
        data_rights.ask(self.database, viewer, "correction", f"Nama saya {who.name}", now, request_id=fresh_id())
        data_rights.restrict(self.database, BY, who.id, now)
        self._letters(who)
        return viewer

    def _refresher(self, who: Somebody, attempt_id: str) -> None:
        """The later attempt counts as a refresher of the first."""
        with self.database.write() as connection:
            connection.execute(
                "INSERT INTO refresher SELECT ?, id, 30 FROM attempt WHERE person_id = ? AND number = 1",
                (attempt_id, who.id),
            )

    def _letters(self, who: Somebody) -> None:
        """One to the person that waits; of two lists for the administrator with the person's names, one was sent."""
        reminder = f"Yth. {who.name}\n"
        lists = [f"Yang belum selesai:\n{line_of_name(name)}- Orang lain\n" for name in (who.name, who.old_name)]
        at, until = to_text(DURING), to_text(DURING + timedelta(hours=12))
        for number, (kind, person_id, body) in enumerate(
            [("reminder", who.id, reminder), ("digest", BOSS, lists[0]), ("digest", BOSS, lists[1])]
        ):
            key = f"{kind}:{who.id}:{number}"
            message = NewMessage(
                new_id(DURING),
                kind,
                person_id,
                "Mohon diselesaikan",
                body,
                key,
                at,
                at,
                until,
                f"<{key}@x>",  # type: ignore[arg-type]
            )
            with self.database.write() as connection:
                outbox.add_messages(connection, [message], "situs")
                if number == 2:
                    outbox.move(connection, Move(message.id, "waiting", "sending", at, "situs"))
                    outbox.move(connection, Move(message.id, "sending", "sent", at, "situs"))

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
