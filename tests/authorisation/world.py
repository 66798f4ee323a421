"""One small real site in which every action has something to act on, prepared once and copied file by file.

    pemkab              the parent
      dinas             where everybody who asks belongs: their own agency
        bidang          its child
      kantor            its sibling

Ids say what a thing is and whose: ``tugas-dinas``, ``buka-orang-kantor``. Names are canaries.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from actions.assigning import assignments
from actions.assigning.assignments import Draft
from actions.courseware import Courseware, load_courseware
from actions.learning import dilemmas, take_quiz
from actions.privacy import data_rights
from actions.registry import person as person_deeds
from actions.registry.people import Occasion
from actions.signing_in.tokens import hash_token
from content.stage_files import Stage
from people.access import assigner_of, console_operator
from people.assigning.assignment_rules import Rule
from people.assigning.stage_windows import Anchor, WindowRule
from people.assigning.windows import Window
from people.models import Agency, Person, Role, Viewer
from settings import Settings, load_settings
from store.clock import to_text
from store.database import Connection, Database
from store.mail import outbox
from store.mail.outbox import NewMessage
from store.registry import agencies as agency_store
from store.registry import people as people_store
from store.registry import supervision as supervision_store
from store.registry.people import RoleGrant
from store.registry.supervision import SupervisionRow
from store.signing_in import accounts as account_store
from store.signing_in import sessions as session_store
from store.signing_in.sessions import SessionRow
from tests.actions.office import password_hash
from tests.builders import NOW, new_database, quiz_data, write_courseware, write_yaml
from tests.dilemma_builders import dilemma_data
from tests.mail.office import mail_environment
from tests.people.rosters import nip

LATER = NOW + timedelta(minutes=1)
TODAY = date(2026, 11, 22)
OPENS, DUE = date(2026, 11, 1), date(2026, 12, 30)
NEXT_YEAR = Window(date(2027, 2, 1), date(2027, 2, 28), "WIB")
PLACES = {"dinas": "pemkab/dinas/", "pemkab": "pemkab/", "bidang": "pemkab/dinas/bidang/", "kantor": "pemkab/kantor/"}
"""Own agency, parent, child, sibling -> path."""
PREFIX = "dinas2"
"""A sibling whose id begins like the own agency's."""
ROLES: dict[Role, str] = {
    "learner": "peserta", "supervisor": "penyelia", "author": "penyusun", "administrator": "admin", "auditor": "auditor",
}  # fmt: skip
"""Role -> who asks as that role; all of them work in ``dinas``."""
OTHER_SUPERVISORS = {
    "penyelia-induk": ("pemkab", ()),
    "kepala-bidang": ("bidang", ()),
    "penyelia-dua": ("dinas", ("bidang", "kantor")),
    "penyelia-berakhir": ("dinas", ()),
    "penyelia-pindah": ("kantor", ()),
}
"""Who -> (where they work now, what was given to them)."""
_OTHERS = {f"orang-{place}": place for place in PLACES}
HOMES: dict[str, str] = (
    dict.fromkeys(ROLES.values(), "dinas")
    | {who: home for who, (home, _) in OTHER_SUPERVISORS.items()}
    | _OTHERS
    | {"admin-lain": "kantor"}
)
"""Everybody -> where they work."""


def name_of(person_id: str) -> str:
    return f"Kenari {person_id.replace('-', ' ').title()} Burung"


def number_of(person_id: str) -> str:
    return nip(500 + sorted(HOMES).index(person_id))


def token_of(person_id: str, role: Role) -> str:
    return f"tanda-{person_id}-{role}"


@dataclass(frozen=True)
class World:
    """``batch_id``: a deed that can be taken back."""

    folder: Path
    courseware: Courseware
    settings: Settings
    batch_id: str

    def copy(self, folder: Path) -> Database:
        """The same site again, to do with as one likes."""
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(self.folder / "netral.sqlite", folder / "netral.sqlite")
        return Database(folder / "netral.sqlite")


def make_world(folder: Path) -> World:
    database = new_database(folder / "netral.sqlite")
    quiz = quiz_data(attempt_limit=5, time_limit_minutes=30, asks_sureness=True)
    content, asked = write_courseware(folder / "situs", quizzes=[quiz])
    write_yaml(asked / "dilemmas" / "undangan.yaml", dilemma_data())
    courseware = load_courseware(content, asked)
    assert courseware.problems == ()
    stage = Stage(id="kampanye", title="Kampanye", begins=NEXT_YEAR.opens_on, ends=NEXT_YEAR.due_on, source="SK")
    courseware = replace(courseware, library=replace(courseware.library, stages={stage.id: stage}))
    with database.write() as connection:
        _build_tree(connection)
        for person_id, home in HOMES.items():
            _hire(connection, person_id, home)
        _grant_roles(connection)
    _assign(database, courseware)
    for person_id, home in HOMES.items():
        _live(database, courseware, person_id, home)
    _move_away(database)
    batch_id = person_deeds.correct_person(
        database, Occasion(console_operator(), NOW, TODAY), "orang-dinas", name_of("orang-dinas"), ""
    )
    database.close()  # nothing stays beside the file
    return World(folder, courseware, load_settings(mail_environment(folder, 25)), batch_id)


def _build_tree(connection: Connection) -> None:
    def agency(agency_id: str, path: str) -> Agency:
        parents = path.split("/")[:-2]
        report_id = path.split("/")[min(1, len(parents))]
        kind = ("instansi", "perangkat-daerah", "unit", "unit")[len(parents)]
        return Agency(
            agency_id, parents[-1] if parents else None, f"Merpati {agency_id.title()}", kind, path, report_id
        )

    tree = [agency(place, PLACES[place]) for place in ("pemkab", "dinas", "bidang", "kantor")]
    tree.append(agency(PREFIX, f"pemkab/{PREFIX}/"))
    tree += [agency(f"kosong-{place}", f"{path}kosong-{place}/") for place, path in PLACES.items()]
    agency_store.add_agencies(connection, tree, {one.id: f"K-{one.id}".upper() for one in tree}, "2026-01-01")


def _hire(connection: Connection, person_id: str, home: str) -> None:
    now, later = to_text(NOW), to_text(NOW + timedelta(hours=12))
    person = Person(person_id, name_of(person_id), "pns", home)
    people_store.add_people(connection, [person], "real", "2026-01-01")
    connection.execute("UPDATE person SET email = ? WHERE id = ?", (f"{person_id}@contoh.go.id", person_id))
    account_store.add_number(connection, person_id, "nip", number_of(person_id))
    people_store.add_role(connection, RoleGrant(person_id, "", "learner", "", ""))
    account_store.add_account(connection, person_id)
    account_store.set_password(connection, person_id, password_hash(), now)
    connection.execute(
        "INSERT INTO post (id, person_id, agency_id, kind, title, valid_from) VALUES (?, ?, ?, 'definitif', 'Kepala', ?)",
        (f"jabatan-{person_id}", person_id, home, "2026-01-01"),
    )
    text = (f"surat-{person_id}", "test", person_id, "Perihal", f"Halo {name_of(person_id)}", f"kunci-{person_id}")
    outbox.add_messages(connection, [NewMessage(*text, now, now, later, f"<{person_id}@contoh>")], "konsol")
    row = SessionRow(f"sesi-{person_id}", person_id, "learner", "open", "", None, 0, now, now, later, later)
    session_store.add_session(connection, hash_token(token_of(person_id, "learner")), row)


def _grant_roles(connection: Connection) -> None:
    now, later = to_text(NOW), to_text(NOW + timedelta(hours=12))
    held: list[tuple[str, Role]] = [(person_id, role) for role, person_id in ROLES.items() if role != "learner"]
    held += [(person_id, "supervisor") for person_id in (*OTHER_SUPERVISORS, *_OTHERS)]
    held.append(("admin-lain", "administrator"))
    for person_id, role in held:
        people_store.add_role(connection, RoleGrant(person_id, "", role, "", ""))
        row = SessionRow(f"sesi-{person_id}-{role}", person_id, role, "open", "", None, 1, now, now, later, later)
        session_store.add_session(connection, hash_token(token_of(person_id, role)), row)
    spans = [(who, place, "2026-01-01", None) for who, (_, given) in OTHER_SUPERVISORS.items() for place in given]
    spans.append(("penyelia-berakhir", "dinas", "2026-01-01", TODAY.isoformat()))
    spans += [(who, place, "2030-01-01", "2030-02-01") for who, place in _OTHERS.items()]
    for who, place, begins, ends in spans:
        row = SupervisionRow(f"wilayah-{who}-{place}", who, place, "", begins, ends, "konsol", now)
        supervision_store.add_supervision(connection, row)


def _assign(database: Database, courseware: Courseware) -> None:
    """In every place one that runs, one that was withdrawn, and one of next year whose window is counted."""
    boss = Viewer("admin-lain", "", "administrator", "pns", "kantor", "", False)
    by, before = assigner_of(boss, "pemkab", "pemkab/"), NOW - timedelta(days=40)
    for place in PLACES:
        running = Draft("kursus", f"Tugas {place}", Rule(frozenset({place})), Window(OPENS, DUE, "WIB"))
        rule = WindowRule(Anchor("kampanye", "begins", 0), Anchor("kampanye", "ends", 0))
        coming = replace(running, window=NEXT_YEAR, window_rule=rule)
        for kind, draft in (("tugas", running), ("tarik", running), ("tahap", coming)):
            assignments.create(database, courseware, by, draft, before, assignment_id=f"{kind}-{place}")
        assignments.withdraw(database, by, f"tarik-{place}", f"Salah alamat {place}", before)
    following = Draft(
        "kursus", "Tugas ikut", Rule(frozenset({"dinas"}), movers="moved-along"), Window(OPENS, DUE, "WIB")
    )
    assignments.create(database, courseware, by, following, before, assignment_id="ikut-dinas")


def _live(database: Database, courseware: Courseware, person_id: str, home: str) -> None:
    """One attempt closed and one open, a dilemma begun, a request about one's data."""
    viewer = Viewer(person_id, "", "learner", "pns", home, "", False)
    for seed, kind in enumerate(("tutup", "buka")):
        attempt_id = f"{kind}-{person_id}"
        take_quiz.start_attempt(database, courseware, viewer, "kuis", NOW, attempt_id=attempt_id, seed=seed)
        if kind == "tutup":
            take_quiz.submit(database, viewer, attempt_id, NOW)
    dilemmas.start_run(database, courseware, viewer, "undangan", NOW, run_id=f"jalan-{person_id}")
    data_rights.ask(database, viewer, "correction", f"Saya {name_of(person_id)}", NOW, request_id=f"minta-{person_id}")


def _move_away(database: Database) -> None:
    """``penyelia-pindah`` belonged to ``dinas`` until yesterday."""
    with database.write() as connection:
        change = ("2026-01-01", "2026-11-21", "dinas", "penyelia-pindah")
        connection.execute(
            "UPDATE membership SET valid_from = ?, valid_to = ?, agency_id = ? WHERE person_id = ?", change
        )
        connection.execute(
            "INSERT INTO membership (person_id, valid_from, agency_id, employment) VALUES (?, ?, ?, 'pns')",
            ("penyelia-pindah", "2026-11-21", "kantor"),
        )
