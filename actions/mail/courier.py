"""The running site's own sender: a thread that makes the digests and reports of the day and sends what is due, every little while.

A thread of its own, because a slow mail server must hold up neither the pages nor the closing of overdue attempts.
"""

from __future__ import annotations

import atexit
import logging
import threading
from collections.abc import Callable
from datetime import datetime
from functools import partial

from actions.mail.digests import make_due_rounds
from actions.mail.send_mail import send_due
from actions.reports.report_letters import make_due_reports, report_attachment
from actions.site import Site

TICK_SECONDS = 15
STOP_SECONDS = 25
"""Long enough for the message under way, so that an ordinary stop leaves nothing in doubt."""
_log = logging.getLogger("netral")


class Courier:
    def __init__(self, site: Callable[[], Site], now: Callable[[], datetime]) -> None:
        self._site = site
        self._now = now
        self._stopping = threading.Event()
        self._woken = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Once per process; the thread ends with it."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="surel", daemon=True)
            self._thread.start()
            atexit.register(self.stop)

    def wake(self) -> None:
        """Somebody waits for a message just made."""
        self._woken.set()

    def stop(self) -> None:
        self._stopping.set()
        self._woken.set()
        if self._thread is not None:
            self._thread.join(STOP_SECONDS)

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self.go_round()
            except Exception:  # a busy disk or database now must not end the sending for good
                _log.exception("sending mail failed; it is tried again")
            self._woken.wait(TICK_SECONDS)
            self._woken.clear()

    def go_round(self) -> None:
        """Once: what is due today is made, and sent."""
        site = self._site()
        courseware = site.source.present()
        make_due_rounds(site.database, courseware, site.settings, self._now())
        make_due_reports(site.database, courseware, site.settings, self._now())
        attach = partial(report_attachment, site.database, courseware, site.settings)
        send_due(site.database, site.settings, self._now, self._stopping.is_set, attach)
