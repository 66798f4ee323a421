"""A sender in a process of its own is killed (kill -9) at random moments, again and again; what the mail server accepted is the judge."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from actions.mail.outbox import details
from settings import ROOT
from tests.mail.office import MORNING, MailOffice, mail_environment
from tests.mail.server import MailServer

_SENDER = """
import sys
from datetime import datetime, timedelta, UTC
from actions.mail.send_mail import send_due
from settings import load_settings
from store.database import open_database
settings = load_settings()
database = open_database(settings.database_path)
at = datetime.fromisoformat(sys.argv[1])
print("siap", flush=True)
while True:
    send_due(database, settings, lambda: at)
"""
BATCH = 12


@dataclass
class Tally:
    kills: int = 0
    accepted: int = 0
    sent: int = 0
    unknown: int = 0
    doubtful_but_taken: int = 0
    """Unknown messages that the server had accepted: what a second sending would have doubled."""


def kill_senders(folder: Path, kills: int, seed: int) -> Tally:
    """Raises AssertionError as soon as the server has accepted a message twice or a sent one never came."""
    dice, tally = random.Random(seed), Tally()
    with MailServer() as server:

        def answer(_) -> str:
            time.sleep(dice.random() * 0.02)  # the message is on the line and not yet accepted
            return "250 OK"

        server.data = answer
        taken = threading.Event()

        def hold_the_answer() -> None:
            taken.set()
            time.sleep(dice.random() * 0.04)  # accepted, and the sender does not know

        server.after = hold_the_answer
        office = MailOffice(folder, server)
        office.hire("ani")
        environment = os.environ | mail_environment(folder, server.port)
        for kill in range(kills):
            # Past the turn of the sender that was killed, and within working hours.
            office.now = MORNING + timedelta(days=kill // 60, minutes=10 * (kill % 60))
            for _ in range(BATCH):
                office.put("ani", days=99)
            taken.clear()
            with _running_sender(office, environment):
                if kill % 2:
                    taken.wait(30)  # every other one dies while an answer is on its way
                    time.sleep(dice.random() * 0.03)
                else:
                    time.sleep(dice.random() * 0.25)
            tally.kills += 1
            assert set(server.copies.values()) <= {1}, f"a message left twice after kill {kill + 1}"
        while office.states().keys() & {"waiting", "sending"}:
            office.now += timedelta(minutes=10)
            office.send()
        _compare(office, server, tally)
    return tally


@contextmanager
def _running_sender(office: MailOffice, environment: dict[str, str]) -> Iterator[None]:
    """Killed at the end, without a goodbye."""
    process = subprocess.Popen(
        [sys.executable, "-c", _SENDER, office.now.isoformat()], cwd=ROOT, env=environment, stdout=subprocess.PIPE
    )
    try:
        assert process.stdout is not None and process.stdout.readline() == b"siap\n"
        yield
    finally:
        process.kill()
        process.wait()


def _compare(office: MailOffice, server: MailServer, tally: Tally) -> None:
    """Every message is accounted for: sent means accepted once, unknown means at most once, waiting or failed never."""
    copies = server.copies
    for message_id, mail_id, state in office.rows("SELECT id, message_id, state FROM outbox"):
        taken = copies.get(mail_id, 0)
        assert taken <= 1, f"{message_id} left {taken} times"
        if state == "sent":
            assert taken == 1, f"{message_id} is called sent and never came"
            tally.sent += 1
        elif state == "unknown":
            tally.unknown += 1
            tally.doubtful_but_taken += taken
            assert "sent" in details(office.database, office.postmaster(), message_id, office.now).decisions
        else:
            raise AssertionError(f"{message_id} is {state} after everything was sent")
    tally.accepted = sum(copies.values())
    assert tally.unknown <= tally.kills, "one sender has one message in hand"
