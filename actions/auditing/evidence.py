"""Evidence for an auditor: what was taken, by whom under a code instead of a name, and what was decided about it."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from analytics import tables
from people.access import require
from people.audit_words import action_title
from people.errors import NotFound
from people.export import table_csv, table_xlsx
from people.models import Viewer
from people.small_groups import FEWEST, named_units
from store.auditing import evidence as store
from store.auditing.evidence import EvidenceLine
from store.clock import from_text
from store.database import Connection, Database
from store.signing_in.accounts import site_key

PAGE_LENGTH = 50
MAX_DECISIONS = 500
WITHHELD = "(ditahan: kelompok kecil)"
HEAD = (
    "Kode peserta",
    "Unit saat itu",
    "Kuis",
    "Versi kuis",
    "Percobaan",
    "Mulai",
    "Selesai",
    "Keadaan",
    "Nilai",
    "Lulus",
)
DECISION_HEAD = ("Waktu", "Kode pelaku", "Tindakan", "Tentang", "Isi")
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_STATES = {"open": "masih dibuka", "submitted": "dikumpulkan", "expired": "waktu habis"}
_TOLD = {
    "opens_on": "hari pertama", "due_on": "hari terakhir", "zone": "zona", "from_day": "sejak", "until_day": "sampai",
    "extra_minutes": "tambahan menit", "extra_attempts": "tambahan percobaan",
}  # fmt: skip
"""Facts of a decision that an auditor reads; reasons and documents may be about health and are left out."""

Cells = tuple[str, ...]


@dataclass(frozen=True)
class AssignmentCount:
    """One quiz of one assignment; numbers of people below ten are said in words."""

    assignment_id: str
    title: str
    quiz_id: str
    attempts: str
    people: str
    closed: str
    passed: str


@dataclass(frozen=True)
class EvidencePage:
    """``rows`` under ``HEAD``."""

    rows: tuple[Cells, ...]
    next_before: str | None


def assignment_counts(database: Database, viewer: Viewer) -> tuple[AssignmentCount, ...]:
    """Every assignment that anybody has begun, the latest first. Raises NotAllowed."""
    require(viewer, "read_evidence")
    with database.read() as connection:
        titles, counts = store.assignments(connection), store.quiz_counts(connection)
    order = {assignment_id: place for place, assignment_id in enumerate(titles)}
    found = []
    for count in sorted(counts, key=lambda one: (order[one.assignment_id], one.quiz_id)):
        is_few = count.people < FEWEST
        numbers = [_said(number, is_few) for number in (count.attempts, count.people, count.closed, count.passed)]
        found.append(AssignmentCount(count.assignment_id, titles[count.assignment_id], count.quiz_id, *numbers))
    return tuple(found)


def evidence_page(database: Database, viewer: Viewer, assignment_id: str, before: str | None = None) -> EvidencePage:
    """Attempts of one assignment, the latest first. Raises NotAllowed, NotFound."""
    require(viewer, "read_evidence")
    key = _key(database)
    with database.read() as connection:
        units = _units(connection, assignment_id)
        lines = store.evidence_page(connection, assignment_id, before, PAGE_LENGTH + 1)
    shown = lines[:PAGE_LENGTH]
    rows = tuple(_cells(line, key, units) for line in shown)
    return EvidencePage(rows, shown[-1].id if len(lines) > PAGE_LENGTH else None)


def evidence_csv(database: Database, viewer: Viewer, assignment_id: str) -> bytes:
    """Raises NotAllowed, NotFound."""
    return table_csv(HEAD, _all(database, viewer, assignment_id))


def evidence_xlsx(database: Database, viewer: Viewer, assignment_id: str) -> bytes:
    """Raises NotAllowed, NotFound."""
    return table_xlsx("Bukti", HEAD, _all(database, viewer, assignment_id))


def decisions(database: Database, viewer: Viewer) -> tuple[Cells, ...]:
    """What was decided about assignments, and about people in them; rows under ``DECISION_HEAD``. Raises NotAllowed."""
    require(viewer, "read_evidence")
    key = _key(database)
    with database.read() as connection:
        titles, entries = store.assignments(connection), store.decisions(connection, MAX_DECISIONS)
    rows = []
    for entry in entries:
        facts = json.loads(entry.after or "{}")
        subject = (
            code_of(key, entry.subject_id) if entry.subject_kind == "person" else titles.get(entry.subject_id, "-")
        )
        told = "; ".join(
            f"{words}: {facts[fact]}" for fact, words in _TOLD.items() if facts.get(fact) not in (None, "")
        )
        actor = entry.actor if entry.actor == "konsol" else code_of(key, entry.actor)
        rows.append((_moment(from_text(entry.happened_at)), actor, action_title(entry.action), subject, told or "-"))
    return tuple(rows)


def code_of(key: bytes, person_id: str) -> str:
    """The same for the same person everywhere on this site, and nothing by which the person could be found."""
    digest = int.from_bytes(hmac.new(key, person_id.encode(), hashlib.sha256).digest()[:7], "big")
    letters = "".join(_ALPHABET[digest >> shift & 31] for shift in range(45, -1, -5))
    return f"{letters[:5]}-{letters[5:]}"


def evidence_key(connection: Connection) -> bytes:
    """Needs a write connection: the first call makes it."""
    return bytes.fromhex(site_key(connection, "evidence", secrets.token_hex(32)))


def _key(database: Database) -> bytes:
    with database.write() as connection:
        return evidence_key(connection)


def _all(database: Database, viewer: Viewer, assignment_id: str) -> Iterable[Cells]:
    require(viewer, "read_evidence")
    key = _key(database)
    with database.read() as connection:
        units = _units(connection, assignment_id)
        return [_cells(line, key, units) for line in store.all_evidence(connection, assignment_id)]


def _units(connection: Connection, assignment_id: str) -> dict[str, str]:
    """Agency -> the name under which its evidence is shown."""
    if assignment_id not in store.assignments(connection):
        raise NotFound("Penugasan itu", "Pilih penugasan dari daftar.")
    parents, names = store.agency_tree(connection)
    shown = named_units(store.people_by_agency(connection, assignment_id), parents)
    return {agency: names[named] if named is not None else WITHHELD for agency, named in shown.items()}


def _cells(line: EvidenceLine, key: bytes, units: dict[str, str]) -> Cells:
    return (
        code_of(key, line.person_id), units[line.agency_id], line.quiz_id, line.quiz_version[:12], str(line.number),
        _moment(from_text(line.started_at)), _moment(from_text(line.closed_at)) if line.closed_at else "-",
        _STATES[line.state], "-" if line.score is None else f"{line.score * 100:.1f}".replace(".", ","),
        "-" if line.passed is None else "ya" if line.passed else "tidak",
    )  # fmt: skip


def _moment(moment: datetime) -> str:
    """UTC, as it is stored: evidence of agencies in three zones is compared on one clock."""
    return f"{moment:%Y-%m-%d %H:%M} UTC"


def _said(number: int, is_few: bool) -> str:
    return f"kurang dari {FEWEST}" if is_few else tables.number(number)
