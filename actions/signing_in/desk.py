"""The reception desk: every deed of signing in and of one's own account, with the database and the clock filled in.

The HTTP pages in ``web/`` ask the desk; they know neither the store nor the time.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from actions.signing_in import accounts, my_sessions, second_factor, setup, sign_in, slips, sso
from actions.signing_in.accounts import Door, Entry, IssuedCode
from actions.signing_in.my_sessions import MySession
from actions.signing_in.second_factor import FullEntry, SecondStep
from actions.signing_in.setup import FirstAdministrator
from actions.signing_in.slips import SlipBatch
from people.access import operator_of
from people.models import Role, Viewer
from store.database import Database


@dataclass(frozen=True)
class Desk:
    database: Callable[[], Database]
    now: Callable[[], datetime]
    local: Callable[[datetime], datetime]
    """A moment on the clock of the site's time zone."""

    def enter(self, login_name: str, password: str, device_token: str, device: str) -> Entry:
        door = Door(device_token, device)
        return accounts.enter_by_password(self.database(), login_name, password, door, self.now())

    def enter_by_sso(self, number: str, is_strong: bool, device_token: str, device: str) -> Entry:
        return sso.enter_by_sso(self.database(), number, is_strong, Door(device_token, device), self.now())

    def sso_key(self) -> str:
        return sso.sso_key(self.database())

    def find_second_step(self, token: str) -> SecondStep | None:
        return second_factor.find_second_step(self.database(), token, self.now())

    def enter_second_step(self, token: str, code: str, device_token: str, device: str) -> FullEntry:
        door = Door(device_token, device)
        return second_factor.enter_second_step(self.database(), token, code, door, self.now())

    def choose_password(self, login_name: str, code: str, password: str) -> None:
        accounts.choose_password(self.database(), login_name, code, password, self.now())

    def change_password(self, viewer: Viewer, token: str, old: str, new: str) -> None:
        accounts.change_password(self.database(), viewer, token, old, new, self.now())

    def issue_code(self, viewer: Viewer, login_name: str) -> IssuedCode:
        return accounts.issue_code(self.database(), viewer, login_name, self.now())

    def issue_code_to(self, viewer: Viewer, person_id: str) -> IssuedCode:
        return accounts.issue_code_to(self.database(), viewer, person_id, self.now())

    def count_slips(self, viewer: Viewer, agency_id: str) -> int:
        return slips.count_newcomers(self.database(), operator_of(viewer), agency_id)

    def make_slips(self, viewer: Viewer, agency_id: str) -> SlipBatch:
        return slips.make_slips_of(self.database(), operator_of(viewer), agency_id, self.now())

    def find_viewer(self, token: str) -> Viewer | None:
        return sign_in.find_viewer(self.database(), token, self.now())

    def keep_alive(self, token: str) -> None:
        sign_in.keep_alive(self.database(), token, self.now())

    def close_session(self, token: str) -> None:
        sign_in.close_session(self.database(), token)

    def my_sessions(self, viewer: Viewer, token: str) -> tuple[MySession, ...]:
        return my_sessions.my_sessions(self.database(), viewer, token, self.now())

    def end_my_session(self, viewer: Viewer, session_id: str) -> None:
        my_sessions.end_my_session(self.database(), viewer, session_id)

    def end_my_other_sessions(self, viewer: Viewer, token: str) -> int:
        return my_sessions.end_my_other_sessions(self.database(), viewer, token)

    def my_roles(self, viewer: Viewer) -> tuple[Role, ...]:
        return my_sessions.my_roles(self.database(), viewer)

    def change_role(self, viewer: Viewer, token: str, role: str) -> str:
        return my_sessions.change_role(self.database(), viewer, token, role, self.now())

    def require_open_setup(self, token: str) -> None:
        setup.require_open_setup(self.database(), token, self.now())

    def needs_agency(self) -> bool:
        return setup.needs_agency(self.database())

    def set_up(self, token: str, answers: dict[str, str]) -> None:
        setup.set_up(self.database(), token, FirstAdministrator(**answers), self.now())
