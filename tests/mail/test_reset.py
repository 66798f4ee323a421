"""A new password by e-mail: one answer for everybody, a code that works once for half an hour, and no mailbox filled."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from actions.mail.post import RESETS_A_DAY, send_activations, send_test
from actions.mail.send_mail import send_due
from actions.signing_in.desk import Desk
from actions.signing_in.password_reset import ResetDesk
from people.access import postmaster_of
from people.mail.outbox_rules import NoAddress
from settings import load_settings
from tests.actions.office import NEW_PASSWORD, NIP, Office, number_of
from tests.builders import NOW
from tests.mail.office import mail_environment
from tests.mail.server import MailServer
from tests.web.accounts import text_of
from tests.web.conftest import HOST, FakeSessions, make_site
from web.account_routes import account_routes
from web.forms import SlowDeeds
from web.reset_routes import reset_routes
from web.shell import build_shell

ORIGIN = f"https://{HOST}"
CODE = re.compile(r"Kode sekali pakai: ([0-9A-Z-]{14})")


class Door:
    """The way in of a site with a mail server, and an office behind it."""

    def __init__(self, folder: Path, server: MailServer) -> None:
        self.office, self.server, self.now, self.woken = Office(folder), server, NOW, 0
        self.settings = load_settings(mail_environment(folder, server.port, MAIL_QUIET_DAYS="tidak"))
        desk = Desk(lambda: self.office.database, lambda: self.now, lambda moment: moment)
        reset = ResetDesk(lambda: self.office.database, self.settings, lambda: self.now, self._wake)
        shell = build_shell(
            FakeSessions(personas=()).deeds(), tls=True, allowed_hosts=(HOST,), cache_root=folder / "cache",
            way_in=lambda prefetch: [
                *account_routes(desk, SlowDeeds(), tls=True, prefetch=prefetch, resets_by_mail=True), *reset_routes(reset),
            ],
        )  # fmt: skip
        self.client = TestClient(make_site(shell), base_url=ORIGIN, follow_redirects=False)

    def _wake(self) -> None:
        self.woken += 1

    def hire(self, name: str, number: str | None = None, address: str | None = "", activated: bool = True) -> str:
        login = self.office.hire(name, number=number, activated=activated)
        address = f"{name}@contoh.go.id" if address == "" else address
        with self.office.database.write() as connection:
            connection.execute("UPDATE person SET email = ? WHERE id = ?", (address, name))
        return login

    def post(self, path: str, **fields: str):
        return self.client.post(path, data=fields, headers={"Origin": ORIGIN})

    def ask(self, name: str):
        return self.post("/lupa-sandi", nama=name)

    def send(self) -> list[str]:
        """Sends what is due; the codes in what the server got so far."""
        send_due(self.office.database, self.settings, lambda: self.now)
        return [code for body in self.server.bodies() for code in CODE.findall(body)]

    def choose(self, name: str, code: str):
        return self.post("/atur-ulang", nama=name, kode=code, sandi=NEW_PASSWORD, ulang=NEW_PASSWORD)


@pytest.fixture
def door(tmp_path: Path) -> Iterator[Door]:
    with MailServer() as server:
        yield Door(tmp_path, server)


def test_from_the_link_to_the_new_password(door: Door) -> None:
    door.hire("ani", NIP)
    assert 'href="/lupa-sandi"' in door.client.get("/masuk").text
    assert "Kirim kode" in door.client.get("/lupa-sandi").text
    answer = door.ask(NIP)
    assert (answer.status_code, answer.headers["location"]) == (303, "/lupa-sandi?kabar=diterima")
    assert "Bila nama masuk itu dikenal" in text_of(door.client.get(answer.headers["location"]))
    (code,) = door.send()
    assert door.woken == 1 and door.server.recipients == ["ani@contoh.go.id"]
    assert door.choose(NIP, code).headers["location"] == "/masuk?kabar=sandi"
    assert door.post("/masuk", nama=NIP, sandi=NEW_PASSWORD).status_code == 303
    assert door.choose(NIP, code).status_code == 400, "once"


def test_the_number_and_the_code_stay_out_of_mail_outbox_and_logs(door: Door, caplog: pytest.LogCaptureFixture) -> None:
    door.hire("ani", NIP)
    with caplog.at_level(logging.DEBUG):
        answer = door.ask(NIP)
        (code,) = door.send()
    kept = str(
        [door.office.rows(f"SELECT * FROM {table}") for table in ("outbox", "outbox_log", "entry_code", "audit_entry")]
    )
    assert NIP not in kept and code not in kept and code.replace("-", "") not in kept
    assert NIP not in caplog.text and code not in caplog.text and NIP not in str(answer.headers)
    assert NIP not in str(door.server.bodies())


def test_everybody_gets_the_same_answer_whether_there_is_somebody_or_not(door: Door) -> None:
    door.hire("ani", NIP)
    no_address = door.hire("budi", address=None)
    closed = door.hire("citra")
    left = door.hire("dedi")
    door.office.change("UPDATE account SET disabled_at = '2026-01-01T00:00:00Z' WHERE person_id = 'citra'")
    door.office.change("UPDATE membership SET valid_to = '2026-02-01' WHERE person_id = 'dedi'")
    answers = set()
    for name in (NIP, no_address, closed, left, "197001011990011999", "", "x" * 200):
        answer = door.ask(name)
        headers = {key: value for key, value in answer.headers.items() if key not in ("date",)}
        answers.add((answer.status_code, answer.text, str(sorted(headers.items()))))
    assert len(answers) == 1
    door.send()
    assert door.server.recipients == ["ani@contoh.go.id"]


def test_nothing_is_looked_up_before_the_answer(door: Door) -> None:
    """So that the time of the answer cannot tell who exists: the same statements run for a known and an unknown name."""
    door.hire("ani", NIP)
    reset = ResetDesk(lambda: door.office.database, door.settings, lambda: door.now, lambda: None)
    statements: dict[str, list[str]] = {}
    for name in ("197001011990011998", NIP, "197001011990011999"):
        seen = statements[name] = []
        with door.office.database.write() as connection:
            connection.set_trace_callback(lambda sql, seen=seen: seen.append(re.sub(r"'[^']*'", "?", sql)))
        reset.ask(name)
        with door.office.database.write() as connection:
            connection.set_trace_callback(None)
    known, unknown = statements[NIP], statements["197001011990011999"]
    assert known == unknown and known and "person" not in str(known)


def test_a_code_lasts_half_an_hour_from_when_it_left(door: Door) -> None:
    door.hire("ani", NIP)
    door.ask(NIP)
    door.now += timedelta(minutes=20)
    (code,) = door.send()
    door.now += timedelta(minutes=31)
    assert door.choose(NIP, code).status_code == 400


def test_a_request_that_waited_too_long_is_dropped(door: Door) -> None:
    door.hire("ani", NIP)
    door.ask(NIP)
    door.now += timedelta(minutes=31)
    assert door.send() == [] and door.office.rows("SELECT state FROM outbox") == [("cancelled",)]


def test_only_the_newest_code_of_the_mail_works_and_the_slip_on_the_desk_stays_good(door: Door) -> None:
    door.hire("ani", NIP)
    slip = door.office.code_for("ani", door.now)
    door.ask(NIP)
    door.send()
    door.now += timedelta(minutes=5)
    door.ask(NIP)
    older, newer = door.send()
    assert door.choose(NIP, older).status_code == 400
    door.now += timedelta(minutes=1)
    assert door.choose(NIP, slip).status_code == 303, "a stranger who asks does not void the slip"
    assert door.choose(NIP, newer).status_code == 400, "once a password is chosen no code is left"


def test_asking_again_and_again_waits_and_fills_nobodys_mailbox(door: Door) -> None:
    door.hire("ani", NIP)
    answers = [door.ask(NIP).status_code for _ in range(6)]
    assert answers[:4] == [303] * 4 and 429 in answers
    unknown = [door.ask("197001011990011999").status_code for _ in range(6)]
    assert unknown == answers, "an unknown name waits as long"
    for _ in range(20):
        door.now += timedelta(minutes=20)
        door.ask(NIP)
    assert door.office.rows("SELECT COUNT(*) FROM outbox") == [(RESETS_A_DAY,)]
    door.now += timedelta(days=1, minutes=1)
    door.ask(NIP)
    assert door.office.rows("SELECT COUNT(*) FROM outbox") == [(RESETS_A_DAY + 1,)]


def test_a_foreign_form_is_refused(door: Door) -> None:
    door.hire("ani", NIP)
    answer = door.client.post("/lupa-sandi", data={"nama": NIP}, headers={"Origin": "https://evil.example"})
    assert answer.status_code == 403 and door.office.rows("SELECT COUNT(*) FROM outbox") == [(0,)]


def test_a_crash_in_between_leaves_no_code_and_sending_again_makes_a_fresh_one(door: Door) -> None:
    from actions.mail.outbox import decide

    door.hire("ani", NIP)
    boss = postmaster_of(door.office.administrator())
    door.ask(NIP)
    door.server.hangs_up = True
    (first,) = door.send()
    door.server.hangs_up = False
    ((message, state),) = door.office.rows("SELECT id, state FROM outbox")
    assert state == "unknown"
    decide(door.office.database, boss, message, "again", door.now)
    door.now += timedelta(minutes=2)
    codes = door.send()
    assert len(codes) == 2 and codes[0] == first != codes[1]
    assert len({mail["Message-ID"] for mail in door.server.accepted}) == 1, "a mail program can tell the copies"
    assert door.choose(NIP, codes[1]).status_code == 303


def test_activation_codes_go_to_those_with_an_address_and_no_password(door: Door) -> None:
    boss = postmaster_of(door.office.administrator())
    login = door.hire("ani", activated=False)
    door.hire("budi", activated=False, address=None)
    door.hire("citra")
    made = send_activations(door.office.database, door.settings, boss, "disdik", door.now)
    again = send_activations(door.office.database, door.settings, boss, "disdik", door.now)
    assert (made, again) == (1, 0)
    (code,) = door.send()
    assert login == number_of("ani") and door.post(
        "/aktivasi", nama=login, kode=code, sandi=NEW_PASSWORD, ulang=NEW_PASSWORD
    ).status_code == 303  # fmt: skip


def test_a_test_message_needs_an_address_of_ones_own(door: Door) -> None:
    boss = postmaster_of(door.office.administrator())
    with pytest.raises(NoAddress):
        send_test(door.office.database, door.settings, boss, door.now)
    door.office.change("UPDATE person SET email = 'admin@contoh.go.id' WHERE id = 'admin'")
    send_test(door.office.database, door.settings, boss, door.now)
    door.send()
    assert door.server.recipients == ["admin@contoh.go.id"]
