"""The two ways mail leaves: by command, and by the running site's own thread."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from actions.mail.courier import Courier
from actions.site import Site
from cli import app
from tests.mail.office import MailOffice, mail_environment
from tests.mail.server import MailServer

ALWAYS = {"MAIL_QUIET": "tidak", "MAIL_QUIET_DAYS": "tidak"}


@pytest.fixture
def server() -> Iterator[MailServer]:
    with MailServer() as running:
        yield running


class Source:
    """The office's own courseware, as the site's source hands it out."""

    def __init__(self, office: MailOffice) -> None:
        self.present = lambda: office.courseware


def site_of(office: MailOffice) -> Site:
    return Site(office.settings, office.database, Source(office))  # type: ignore[arg-type]


def test_the_command_sends_what_is_due_and_says_what_it_did(
    tmp_path: Path, server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    from datetime import UTC, datetime

    office = MailOffice(tmp_path, server, **ALWAYS)
    office.hire("ani")
    office.now = datetime.now(UTC)
    office.put("ani")
    for name, value in mail_environment(tmp_path, server.port, **ALWAYS).items():
        monkeypatch.setenv(name, value)
    told = CliRunner().invoke(app, ["send-mail"])
    assert told.exit_code == 0 and "1 terkirim" in told.output and len(server.accepted) == 1


def test_the_command_without_a_mail_server_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in mail_environment(tmp_path, None).items():
        monkeypatch.setenv(name, value)
    told = CliRunner().invoke(app, ["send-mail"])
    assert told.exit_code == 1 and "server surel belum diatur" in told.output and "Traceback" not in told.output


def test_the_thread_sends_soon_after_it_is_woken_and_stops_when_told(tmp_path: Path, server: MailServer) -> None:
    office = MailOffice(tmp_path, server)
    office.hire("ani")
    courier = Courier(lambda: site_of(office), lambda: office.now)
    courier.start()
    office.put("ani", "test")
    courier.wake()
    deadline = time.monotonic() + 10
    while not server.accepted and time.monotonic() < deadline:
        time.sleep(0.05)
    courier.stop()
    assert len(server.accepted) == 1
    office.put("ani", "test")
    courier.wake()
    time.sleep(0.3)
    assert len(server.accepted) == 1, "nobody sends any more"
    assert office.rows("SELECT owner FROM outbox_sender") == [("",)], "the next sender need not wait"


def test_an_error_does_not_end_the_thread(tmp_path: Path, server: MailServer) -> None:
    office = MailOffice(tmp_path, server)
    office.hire("ani")
    office.put("ani", "test")
    calls = []

    def site() -> Site:
        calls.append(1)
        if len(calls) == 1:
            raise OSError("disk")
        return site_of(office)

    courier = Courier(site, lambda: office.now)
    courier.start()
    deadline = time.monotonic() + 10
    while not server.accepted and time.monotonic() < deadline:
        courier.wake()
        time.sleep(0.05)
    courier.stop()
    assert len(server.accepted) == 1
