"""The rule that a site never loses its administrators: whatever is done, one stays, and nobody shuts themselves out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from people.errors import NetralError
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
