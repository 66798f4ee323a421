"""Agencies, people and memberships as plain frozen records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Employment = Literal["pns", "cpns", "pppk", "non-asn", "kepala-desa", "perangkat-desa"]
EMPLOYMENT_TITLES: dict[Employment, str] = {
    "pns": "PNS",
    "cpns": "CPNS",
    "pppk": "PPPK",
    "non-asn": "Non-ASN",
    "kepala-desa": "Kepala desa",
    "perangkat-desa": "Perangkat desa",
}
Role = Literal["learner", "supervisor", "author", "administrator", "auditor"]
ROLE_TITLES: dict[Role, str] = {
    "learner": "Peserta",
    "supervisor": "Penyelia",
    "author": "Penyusun",
    "administrator": "Admin",
    "auditor": "Auditor",
}
SECOND_FACTOR_ROLES: frozenset[Role] = frozenset({"supervisor", "administrator"})
"""Whoever holds one of these signs in with a password and a code from their phone."""


@dataclass(frozen=True)
class Agency:
    """A node of the organisation tree. ``path`` lists the ids from the root, joined by ``/`` and ending in ``/``."""

    id: str
    parent_id: str | None
    name: str
    kind: str
    """``instansi``, ``perangkat-daerah``, ``unit``, ``kecamatan`` or ``desa``."""
    path: str
    report_id: str
    """The agency whose item-level figures this one counts towards (the level below the root)."""


@dataclass(frozen=True)
class Person:
    id: str
    name: str
    employment: Employment
    agency_id: str


@dataclass(frozen=True)
class Viewer:
    """The signed-in person, as checked on this very run."""

    person_id: str
    name: str
    role: Role
    employment: Employment
    agency_id: str
    agency_name: str
    is_demo: bool
