"""Asking for a new password by e-mail: counted and answered alike for everybody, and looked up only after the answer."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from actions.mail.post import request_reset
from actions.signing_in.throttle import count_try
from people.errors import NetralError
from people.signing_in.login_names import normal_login_name
from settings import Settings
from store.database import Database

_log = logging.getLogger("netral")


@dataclass(frozen=True)
class ResetDesk:
    """What ``web/reset_routes.py`` asks, with the database and the clock filled in."""

    database: Callable[[], Database]
    settings: Settings
    now: Callable[[], datetime]
    wake: Callable[[], object]
    """Tells the sender that somebody waits."""

    def ask(self, login_name: str) -> None:
        """Counts the request by what was typed, known or not; nothing is looked up. Raises TooManyTries, StorageError."""
        with self.database().write() as connection:
            count_try(connection, f"reset:{normal_login_name(login_name)}", self.now())

    def follow_up(self, login_name: str) -> None:
        """After the answer has left: the message, if there is anybody to write to. Never raises: nobody is there to hear."""
        try:
            if request_reset(self.database(), self.settings, login_name, self.now()):
                self.wake()
        except NetralError as problem:
            _log.warning("a request for a new password could not be kept: %s", type(problem).__name__)
