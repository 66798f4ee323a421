"""Who administers the site: whatever is done, one stays, nobody shuts themselves out, and a lost role does nothing more."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from people.access import Operator
from people.errors import NetralError, NotAllowed
from store.database import Connection
from store.registry import person_changes


class LastAdministrator(NetralError):
    def __init__(self) -> None:
        super().__init__("Sesudah perubahan itu tidak ada admin lagi; belum ada yang disimpan.")
        self.what_to_do = "Beri peran Admin kepada orang lain lebih dahulu, lalu ulangi."


class OwnAdministration(NetralError):
    def __init__(self) -> None:
        super().__init__("Perubahan itu akan mencabut kewenangan Anda sendiri sebagai admin; belum ada yang disimpan.")
        self.what_to_do = "Minta admin lain melakukannya."


def require_still_administrator(connection: Connection, by: Operator) -> None:
    """What was taken away a moment ago must not be used any more. Raises NotAllowed."""
    if not by.is_console and by.actor not in person_changes.acting_administrators(connection):
        raise NotAllowed("manage_people")


@contextmanager
def administrators_guarded(connection: Connection, actor: str) -> Iterator[None]:
    """Inside a write transaction, around what is done. Raises LastAdministrator, OwnAdministration."""
    before = person_changes.acting_administrators(connection)
    yield
    after = person_changes.acting_administrators(connection)
    if before and not after:
        raise LastAdministrator()
    if actor in before and actor not in after:
        raise OwnAdministration()
