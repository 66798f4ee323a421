"""What may be changed about people: each kind of change says of one person why it cannot be, or that it can. Pure."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from people.errors import NetralError
from people.models import ROLE_TITLES, Employment, Role

_GONE = "tidak lagi menjadi pegawai"


class PersonRefused(NetralError):
    """A change about a person that cannot be made. The message is an Indonesian sentence without any number."""

    def __init__(self, message: str, what_to_do: str) -> None:
        super().__init__(message)
        self.what_to_do = what_to_do


class SelectionChanged(NetralError):
    def __init__(self) -> None:
        super().__init__("Data orang-orang itu berubah sejak pratinjau; belum ada yang disimpan.")
        self.what_to_do = "Periksa pratinjau yang baru, lalu tekan tombolnya lagi."


@dataclass(frozen=True)
class Standing:
    """Somebody as they are now. Without ``agency_id`` they have left; ``since`` is then the day they left."""

    id: str
    name: str = field(repr=False)
    email: str | None = field(repr=False)
    agency_id: str | None
    employment: Employment | None
    since: str
    roles: frozenset[Role]


@dataclass(frozen=True)
class Move:
    """To another unit from a day on; definitive posts end, acting ones stay."""

    agency_id: str
    day: str

    def refusal(self, person: Standing, actor: str) -> str | None:
        if person.agency_id is None:
            return _GONE
        if person.agency_id == self.agency_id:
            return "sudah di unit itu"
        return _too_early(person, self.day)


@dataclass(frozen=True)
class Leave:
    """Belongs nowhere from a day on; posts end and the account opens nothing any more."""

    day: str

    def refusal(self, person: Standing, actor: str) -> str | None:
        if person.agency_id is None:
            return _GONE
        if "administrator" in person.roles:
            return "pemegang peran Admin; cabut peran itu lebih dahulu"
        return _too_early(person, self.day)


@dataclass(frozen=True)
class Grant:
    role: Role

    def refusal(self, person: Standing, actor: str) -> str | None:
        if person.agency_id is None:
            return _GONE
        return f"sudah memegang peran {ROLE_TITLES[self.role]}" if self.role in person.roles else None


@dataclass(frozen=True)
class Revoke:
    role: Role

    def refusal(self, person: Standing, actor: str) -> str | None:
        if self.role not in person.roles:
            return f"tidak memegang peran {ROLE_TITLES[self.role]}"
        if self.role == "administrator" and person.id == actor:
            return "peran Admin Anda sendiri hanya dapat dicabut admin lain"
        return None


Change = Move | Leave | Grant | Revoke
"""What can be done to one person or to many at once."""


@dataclass(frozen=True)
class ChangePlan:
    """Whom a change would change, and whom not, with the reason."""

    change: Change
    changed: tuple[Standing, ...]
    skipped: tuple[tuple[Standing, str], ...]

    @property
    def reasons(self) -> dict[str, int]:
        """Reason -> how many are left as they are because of it, the most frequent first."""
        return dict(Counter(reason for _, reason in self.skipped).most_common())

    def digest(self) -> str:
        """Names this plan: what was looked at is what gets done."""
        heap = hashlib.sha256(repr(self.change).encode())
        for person in self.changed:
            heap.update(repr((person.id, person.agency_id, person.employment, person.since)).encode())
        return heap.hexdigest()


def make_change_plan(change: Change, people: Iterable[Standing], actor: str) -> ChangePlan:
    changed, skipped = [], []
    for person in people:
        reason = change.refusal(person, actor)
        if reason is None:
            changed.append(person)
        else:
            skipped.append((person, reason))
    return ChangePlan(change, tuple(changed), tuple(skipped))


def _too_early(person: Standing, day: str) -> str | None:
    return None if day >= person.since else "datanya yang terakhir berlaku sesudah tanggal itu"
