"""Sending over a real SMTP server: what each answer of it does to a message, and that nothing leaves twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from actions.mail.smtp import write_message
from people.mail.mail_times import MAX_TRIES
from people.mail.outbox_rules import HeaderRefused
from tests.actions.assigning import at_once
from tests.mail.office import MORNING, NIGHT, MailOffice
from tests.mail.server import PASSWORD, USER, MailServer, make_certificate

MINUTE = timedelta(minutes=1)


@pytest.fixture
def server() -> Iterator[MailServer]:
    with MailServer() as running:
        yield running


@pytest.fixture
def office(tmp_path: Path, server: MailServer) -> MailOffice:
    return MailOffice(tmp_path, server)


def test_a_message_goes_to_the_address_the_person_has_now(office: MailOffice, server: MailServer) -> None:
    office.hire("ani")
    sent = office.put("ani", subject="Kode – aktivasi")
    office.set_address("ani", "ani.baru@contoh.go.id")
    assert office.send().counts == {"accepted": 1}
    (message,) = server.accepted
    assert server.recipients == [message["To"]] == ["ani.baru@contoh.go.id"]
    assert message["Subject"] == "Kode – aktivasi" and message["Auto-Submitted"] == "auto-generated"
    assert message.get_content() == "Isi surat.\r\n" and message["Message-ID"] == f"<{sent}@contoh.go.id>"
    assert office.log(sent) == ["waiting", "sending", "sent"]
    assert office.send().counts == {} and len(server.accepted) == 1


def test_no_address_is_kept_with_the_messages(office: MailOffice) -> None:
    office.hire("ani")
    office.put("ani")
    office.send()
    for table in ("outbox", "outbox_log", "outbox_sender"):
        assert not [row for row in office.rows(f"SELECT * FROM {table}") if "ani@" in str(row)]


@pytest.mark.parametrize(
    "address", [None, "", "dua@a.id, tiga@b.id", "ani@contoh.go.id\nBcc: x@y.id", "ani", "ä@contoh.id"]
)
def test_somebody_without_a_usable_address_fails_with_a_reason_and_holds_up_nobody(
    office: MailOffice, server: MailServer, address: str | None
) -> None:
    office.hire("ani")
    office.hire("budi")
    wrong, right = office.put("ani"), office.put("budi")
    office.set_address("ani", address)
    office.send()
    assert (office.state(wrong), office.state(right)) == ("failed", "sent") and len(server.accepted) == 1


@pytest.mark.parametrize(
    ("answer", "state"),
    [("450 4.2.1 <ani@contoh.go.id> penuh", "waiting"), ("550 5.1.1 <ani@contoh.go.id> tidak ada", "failed")],
)
@pytest.mark.parametrize("step", ["rcpt", "data"])
def test_a_passing_refusal_is_tried_again_and_a_lasting_one_fails(
    office: MailOffice, server: MailServer, step: str, answer: str, state: str
) -> None:
    office.hire("ani")
    message = office.put("ani")
    setattr(server, step, lambda _: answer)
    office.send()
    assert office.state(message) == state
    ((error, tries),) = office.rows("SELECT last_error, tries FROM outbox")
    assert answer[:9] in error and "ani" not in error and tries == 1
    setattr(server, step, lambda _: "250 OK")
    assert office.send().counts == {}, "not at once"
    office.now += 2 * MINUTE
    office.send()
    assert len(server.accepted) == (state == "waiting")


def test_the_waits_grow_and_end_in_failure(office: MailOffice, server: MailServer) -> None:
    office.hire("ani")
    message = office.put("ani", days=3)
    server.rcpt = lambda _: "451 nanti"
    waits = []
    while office.state(message) == "waiting":
        begun = office.now
        while not office.send().counts:
            office.now += 5 * MINUTE
            if office.now.astimezone().hour > 20:
                office.now += timedelta(hours=1)
        waits.append(office.now - begun)
    assert len(waits) == MAX_TRIES and waits == sorted(waits) and office.state(message) == "failed"


def test_a_server_that_cannot_be_reached_keeps_everything_waiting_and_is_asked_ever_more_rarely(tmp_path: Path) -> None:
    with MailServer() as gone:
        office = MailOffice(tmp_path, gone)
    office.hire("ani")
    message = office.put("ani")
    tries = []
    for _ in range(120):
        if office.send().trouble:
            tries.append(office.now)
        office.now += MINUTE
    waits = [later - earlier for earlier, later in pairwise(tries)]
    assert waits[0] == 2 * MINUTE and waits == sorted(waits) and len(tries) < 8
    assert office.rows("SELECT state, tries FROM outbox") == [("waiting", 0)]
    ((trouble,),) = office.rows("SELECT trouble FROM outbox_sender")
    assert "tidak dapat dihubungi" in trouble
    with MailServer(port=office.settings.mail.port) as back:  # type: ignore[union-attr]
        office.now += timedelta(hours=2)
        office.send()
        assert office.state(message) == "sent" and len(back.accepted) == 1
    assert office.rows("SELECT failures, trouble FROM outbox_sender") == [(0, "")]


def test_a_line_that_breaks_after_the_message_makes_it_unknown_and_never_sends_it_again(
    office: MailOffice, server: MailServer
) -> None:
    office.hire("ani")
    message = office.put("ani")

    server.hangs_up = True
    office.send()
    assert office.state(message) == "unknown"
    server.hangs_up = False
    for _ in range(5):
        office.now += timedelta(hours=3)
        office.send()
    assert office.state(message) == "unknown" and len(server.accepted) == 1, "the server had taken it"


def test_quiet_hours_hold_everything_but_what_somebody_waits_for(office: MailOffice, server: MailServer) -> None:
    office.hire("ani")
    office.now = NIGHT
    calm, urgent = office.put("ani"), office.put("ani", "test")
    office.send()
    assert (office.state(calm), office.state(urgent)) == ("waiting", "sent")
    office.now = MORNING + timedelta(days=1)
    office.now -= timedelta(minutes=1)
    office.send()
    assert office.state(calm) == "sent"


def test_what_has_expired_is_cancelled_not_sent(office: MailOffice, server: MailServer) -> None:
    office.hire("ani")
    message = office.put("ani", days=0.5)
    office.now += timedelta(days=1)
    office.send()
    assert office.state(message) == "cancelled" and server.accepted == []


def test_no_more_leave_within_a_minute_than_allowed(tmp_path: Path, server: MailServer) -> None:
    office = MailOffice(tmp_path, server, MAIL_PER_MINUTE="5")
    office.hire("ani")
    for _ in range(12):
        office.put("ani")
    counts = []
    for _ in range(4):
        office.send()
        counts.append(len(server.accepted))
        office.now += MINUTE + timedelta(seconds=1)
    assert counts == [5, 10, 12, 12]


def test_of_several_senders_at_once_each_message_leaves_once(office: MailOffice, server: MailServer) -> None:
    from store.database import open_database

    office.hire("ani")
    for _ in range(20):
        office.put("ani")
    others = [open_database(office.database.path) for _ in range(4)]

    def send(place: int) -> object:
        from actions.mail.send_mail import send_due

        return send_due(others[place], office.settings, lambda: office.now)

    reports = at_once(4, send)
    assert not [report for report in reports if isinstance(report, Exception)], reports
    assert sum(report.is_taken for report in reports) >= 1  # type: ignore[attr-defined]
    office.send()
    assert len(server.accepted) == 20 and set(server.copies.values()) == {1}
    for other in others:
        other.close()


@pytest.mark.parametrize("tls", [False, True], ids=["starttls", "tls"])
def test_encrypted_with_a_login_and_only_to_a_server_that_is_trusted(tmp_path: Path, tls: bool) -> None:
    certificate = make_certificate(tmp_path)
    with MailServer(certificate=certificate, tls=tls, needs_login=True) as server:
        more = {"SMTP_SECURITY": "tls" if tls else "starttls", "SMTP_USER": USER, "SMTP_PASSWORD": PASSWORD}
        office = MailOffice(tmp_path, server, SMTP_CA_FILE=str(certificate[0]), **more)
        office.hire("ani")
        office.put("ani")
        trusting = office.settings
        mail = trusting.mail
        assert mail is not None and PASSWORD not in repr(trusting)
        office.settings = replace(trusting, mail=replace(mail, ca_file=None))
        assert "dipercaya" in office.send().trouble and not server.accepted
        office.now += 5 * MINUTE
        office.settings = replace(trusting, mail=replace(mail, password="salah"))
        assert "menolak nama atau sandi" in office.send().trouble and not server.accepted
        office.now += 15 * MINUTE
        office.settings = trusting
        assert office.send().counts == {"accepted": 1}, office.rows("SELECT * FROM outbox_sender")


def test_a_server_without_starttls_gets_nothing(office: MailOffice, server: MailServer) -> None:
    office.hire("ani")
    office.put("ani")
    assert office.settings.mail is not None
    office.settings = replace(office.settings, mail=replace(office.settings.mail, security="starttls"))
    assert "STARTTLS" in office.send().trouble and server.accepted == []


@pytest.mark.parametrize("bad", ["a\nBcc: x@y.id", "a\r\nX: y", "a\rb", "a\x00b", "a\u2028b", "a\x85b"])
@pytest.mark.parametrize("place", ["sender", "recipient", "subject", "message_id"])
def test_a_second_header_cannot_be_slipped_in(place: str, bad: str) -> None:
    words = {
        "sender": "n@contoh.go.id",
        "recipient": "a@contoh.go.id",
        "subject": "Judul",
        "message_id": "<1@contoh.go.id>",
    }
    write_message(**words, body="Isi\n.\nBcc: x@y.id\n", now=MORNING)
    with pytest.raises(HeaderRefused):
        write_message(**words | {place: bad}, body="Isi", now=MORNING)
