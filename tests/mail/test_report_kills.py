"""Senders of reports are killed (kill -9) while they make one or wait for an answer: no report ever leaves twice."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
import time
from datetime import timedelta
from pathlib import Path

from settings import ROOT
from tests.mail.office import MORNING, mail_environment
from tests.mail.report_office import WEEKLY, ReportOffice
from tests.mail.server import MailServer

_SENDER = """
import sys
from datetime import datetime
from functools import partial
from pathlib import Path
from actions.courseware import load_courseware
from actions.reports.report_letters import report_attachment
from actions.mail.send_mail import send_due
from settings import load_settings
from store.database import open_database
settings = load_settings()
database = open_database(settings.database_path)
site = Path(sys.argv[2])
courseware = load_courseware(site / "content", site / "quizzes")
at = datetime.fromisoformat(sys.argv[1])
attach = partial(report_attachment, database, courseware, settings)
print("siap", flush=True)
while True:
    send_due(database, settings, lambda: at, attach=attach)
"""
KILLS = 6


def test_a_killed_sender_never_makes_a_report_leave_twice(tmp_path: Path) -> None:
    dice, taken = random.Random(7), threading.Event()
    with MailServer() as server:

        def hold_the_answer() -> None:
            taken.set()
            time.sleep(0.05)

        server.after = hold_the_answer
        office = ReportOffice(tmp_path, server)
        for name in ("satu", "dua", "tiga"):
            office.wish(WEEKLY, office.appoint_supervisor(name, "disdik"))
        with office.database.write() as connection:
            connection.execute("UPDATE assignment SET due_on = '2027-06-30'")
        environment = os.environ | mail_environment(tmp_path, server.port)
        for kill in range(KILLS):
            office.now = MORNING + timedelta(days=7 * kill)
            assert office.make_reports() == 3
            taken.clear()
            arguments = [sys.executable, "-c", _SENDER, office.now.isoformat(), str(tmp_path / "site")]
            sender = subprocess.Popen(arguments, cwd=ROOT, env=environment, stdout=subprocess.PIPE)
            try:
                assert sender.stdout is not None and sender.stdout.readline() == b"siap\n"
                if kill % 2:
                    taken.wait(30)  # while the answer is on its way
                else:
                    time.sleep(dice.random() * 0.2)  # perhaps while the report is made
            finally:
                sender.kill()
                sender.wait()
            assert set(server.copies.values()) <= {1}
        while office.states().keys() & {"waiting", "sending"}:
            office.now += timedelta(minutes=10)
            office.send()
        copies = server.copies
        assert set(copies.values()) <= {1}
        for message_id, state in office.rows("SELECT message_id, state FROM outbox"):
            assert (state == "sent") <= (copies.get(message_id) == 1), "called sent and never came"
        states = office.states()
        assert states.get("unknown", 0) >= KILLS // 2, "no kill came between claim and answer: the test proves nothing"
        assert sum(states.values()) == 3 * KILLS
