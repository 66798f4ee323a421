"""Reading the audit trail: who did what and when, deed by deed, filtered, with what can still be taken back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from actions.deeds import is_taken_back
from people.access import require
from people.audit_words import action_title, changes, ids_in, sentence
from people.errors import NetralError
from people.export import table_csv, table_xlsx
from people.models import Viewer
from store import undo as undo_store
from store.auditing import audit_trail as store
from store.auditing.audit import AuditEntry
from store.auditing.audit_trail import TrailFilter
from store.clock import from_text
from store.database import Connection, Database
from store.ids import new_id

PAGE_LENGTH = 20
SHOWN_ENTRIES = 30
"""Of one deed; a roster has thousands."""
MAX_EXPORTED = 50_000
_MAX_CALLED = 500
_NOBODY = {"konsol": "Konsol server", "surel": "Pengirim surel", "situs": "Situs"}
"""Who acts without being a person: whoever types commands, the sender that puts a code into a letter, the site itself."""
HEAD = ("Waktu", "Pelaku", "Tindakan", "Tentang", "Sebelum", "Sesudah", "Nomor tindakan")


class TooManyCalled(NetralError):
    def __init__(self) -> None:
        super().__init__(f"Lebih dari {_MAX_CALLED} orang atau unit cocok dengan nama itu.")
        self.what_to_do = "Tulis namanya lebih lengkap."


@dataclass(frozen=True)
class TrailQuery:
    """Days count from midnight to midnight in ``zone``. ``actor`` and ``subject`` are parts of names, ``subject_id`` is an id."""

    zone: str
    first_day: date | None = None
    last_day: date | None = None
    actor: str = ""
    subject: str = ""
    action: str | None = None
    subject_id: str | None = None
    before: str | None = None
    """Deeds earlier than this one: the next page."""


@dataclass(frozen=True)
class TrailEntry:
    """One entry in words; ``changes`` are (fact, before, after)."""

    happened_at: datetime
    sentence: str = field(repr=False)
    changes: tuple[tuple[str, str, str], ...] = field(repr=False)


@dataclass(frozen=True)
class TrailDeed:
    """``counts``: (what was done, how often). ``is_undoable``: it can still be taken back as a whole."""

    id: str
    happened_at: datetime
    actor: str = field(repr=False)
    counts: tuple[tuple[str, int], ...]
    entries: tuple[TrailEntry, ...]
    is_undoable: bool
    is_taken_back: bool

    @property
    def count(self) -> int:
        return sum(number for _, number in self.counts)


@dataclass(frozen=True)
class TrailPage:
    deeds: tuple[TrailDeed, ...]
    next_before: str | None
    """What the next page's query has in ``before``; None on the last page."""


def trail_page(database: Database, viewer: Viewer, query: TrailQuery) -> TrailPage:
    """The latest deeds first. Raises NotAllowed, TooManyCalled."""
    require(viewer, "read_audit")
    with database.read() as connection:
        lines = store.deeds(connection, _filter(connection, query), PAGE_LENGTH + 1)
        shown = [_deed(connection, line.deed) for line in lines[:PAGE_LENGTH]]
    return TrailPage(tuple(shown), lines[PAGE_LENGTH - 1].deed if len(lines) > PAGE_LENGTH else None)


def trail_csv(database: Database, viewer: Viewer, query: TrailQuery) -> bytes:
    """Raises NotAllowed, TooManyCalled."""
    return table_csv(HEAD, _export(database, viewer, query))


def trail_xlsx(database: Database, viewer: Viewer, query: TrailQuery) -> bytes:
    """Raises NotAllowed, TooManyCalled."""
    return table_xlsx("Jejak audit", HEAD, _export(database, viewer, query))


def _export(database: Database, viewer: Viewer, query: TrailQuery) -> list[tuple[str, ...]]:
    require(viewer, "read_audit")
    with database.read() as connection:
        asked = _filter(connection, replace(query, before=None))
        found = list(store.entries(connection, asked, MAX_EXPORTED))
        names = _names(connection, found)
    zone = ZoneInfo(query.zone)
    rows = []
    for entry in found:
        facts = changes(entry.before, entry.after, names)
        rows.append((
            f"{from_text(entry.happened_at).astimezone(zone):%Y-%m-%d %H:%M:%S}", _actor(entry, names), action_title(entry.action),
            _subject(entry, names), "; ".join(f"{fact}: {was}" for fact, was, _ in facts if was != "-"),
            "; ".join(f"{fact}: {now}" for fact, _, now in facts if now != "-"), entry.batch_id or entry.id,
        ))  # fmt: skip
    return rows


def _deed(connection: Connection, deed: str) -> TrailDeed:
    entries = store.entries_of(connection, deed, SHOWN_ENTRIES)
    names = _names(connection, entries)
    counts = tuple((action_title(action), number) for action, number in store.actions_of(connection, deed).items())
    taken_back = is_taken_back(connection, deed)
    undoable = not taken_back and undo_store.can_take_back(connection, deed)
    first = entries[0]
    shown = tuple(_entry(entry, names) for entry in entries)
    return TrailDeed(deed, from_text(first.happened_at), _actor(first, names), counts, shown, undoable, taken_back)


def _entry(entry: AuditEntry, names: dict[str, str]) -> TrailEntry:
    words = sentence(entry.action, _actor(entry, names), _subject(entry, names))
    return TrailEntry(from_text(entry.happened_at), words, changes(entry.before, entry.after, names))


def _names(connection: Connection, entries: Iterable[AuditEntry]) -> dict[str, str]:
    found = list(entries)
    ids = {one for entry in found for one in (entry.actor, entry.subject_id, *ids_in(entry.before, entry.after))}
    names = store.names_of(connection, ids)
    for entry in found:
        if entry.subject_kind == "batch":
            undone = store.find_first_action(connection, entry.subject_id)
            names[entry.subject_id] = f"“{action_title(undone)}”" if undone else ""
    return names


def _actor(entry: AuditEntry, names: dict[str, str]) -> str:
    return _NOBODY.get(entry.actor) or names.get(entry.actor, "Orang yang sudah dihapus")


def _subject(entry: AuditEntry, names: dict[str, str]) -> str:
    """Empty where the sentence is complete without it: an import, or what somebody did to their own account."""
    if entry.subject_kind == "roster" or entry.subject_id == entry.actor:
        return ""
    return names.get(entry.subject_id, "")


def _filter(connection: Connection, query: TrailQuery) -> TrailFilter:
    zone = ZoneInfo(query.zone)
    earliest = _moment_id(query.first_day, zone) if query.first_day else None
    before = _moment_id(query.last_day + timedelta(days=1), zone) if query.last_day else None
    if query.before is not None:
        before = min(before, query.before) if before else query.before
    actors = _called(connection, query.actor)
    if actors is not None:
        part = query.actor.strip().lower()
        actors = (*actors, *(actor for actor, title in _NOBODY.items() if part in title.lower()))
    subjects = (query.subject_id,) if query.subject_id else _called(connection, query.subject)
    return TrailFilter(earliest, before, actors, query.action, subjects)


def _called(connection: Connection, part: str) -> tuple[str, ...] | None:
    text = " ".join(part.split())
    if not text:
        return None
    found = store.ids_called(connection, text, _MAX_CALLED + 1)
    if len(found) > _MAX_CALLED:
        raise TooManyCalled()
    return found


def _moment_id(day: date, zone: ZoneInfo) -> str:
    """The earliest id that anything of that day can have."""
    return new_id(datetime(day.year, day.month, day.day, tzinfo=zone), 0)
