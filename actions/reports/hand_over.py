"""Reports for every agency of an assignment into one folder: whoever fails is told of, and the others are made."""

from __future__ import annotations

import logging
import os
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from actions.courseware import Courseware
from actions.deeds import deed
from actions.reports.file_names import agency_part, report_name
from actions.reports.makers import Maker
from actions.understanding.supervise import has_items
from analytics.tables import Table, to_csv
from content.disk_words import disk_words
from people.access import Operator, Scope, console_scope
from people.assigning.assignment_rules import Given
from people.assigning.windows import offset_of
from people.errors import NetralError, NotAllowed, NotFound
from people.models import Agency
from store.assigning import assignment_rules as rule_store
from store.database import Connection, Database
from store.registry import agencies as agency_store

INDEX = "indeks.csv"
STATES = {"made": "dibuat", "kept": "sudah ada", "failed": "gagal"}
_log = logging.getLogger("netral")
Show = Callable[[int, int], None]


class FolderRefused(NetralError):
    def __init__(self, folder: Path) -> None:
        super().__init__(f"Folder '{folder}' tidak dapat dipakai untuk menyimpan laporan.")
        self.what_to_do = "Periksa izin dan ruangnya, atau pilih folder lain."


class ChooseAssignment(NetralError):
    """``known``: (id, title) of those there are."""

    def __init__(self, known: Sequence[tuple[str, str]]) -> None:
        super().__init__("Penugasan mana yang dilaporkan?" if known else "Belum ada penugasan untuk dilaporkan.")
        listed = "".join(f"\n  {one}  {title}" for one, title in known)
        self.what_to_do = (
            f"Sebutkan salah satu dengan --penugasan:{listed}" if known else "Buat penugasan lebih dahulu."
        )


@dataclass(frozen=True)
class Made:
    """One file, or why there is none; ``file`` is its name in the folder."""

    agency: str
    format: str
    file: str
    state: Literal["made", "kept", "failed"]
    why: str = ""


@dataclass(frozen=True)
class _Asked:
    agency: Agency
    scope: Scope
    name: str
    """Tells it apart from another agency of the same name."""


def assignment_to_report(database: Database, operator: Operator, asked: str | None) -> str:
    """The one asked for, or the only one there is. Raises ChooseAssignment, NotAllowed, NotFound."""
    if not operator.is_console:
        raise NotAllowed("supervise")
    with database.read() as connection:
        known = {one.id: one.title for one in rule_store.all_given(connection) if not one.is_withdrawn}
    if asked is not None:
        if asked not in known:
            raise NotFound("Penugasan itu", "Jalankan tanpa --penugasan untuk melihat daftarnya.")
        return asked
    if len(known) != 1:
        raise ChooseAssignment(list(known.items()))
    return next(iter(known))


def hand_over(
    database: Database,
    courseware: Courseware,
    operator: Operator,
    makers: Sequence[Maker],
    assignment_id: str,
    folder: Path,
    agency_id: str | None = None,
    *,
    overwrite: bool = False,
    now: datetime,
    show: Show = lambda done, total: None,
) -> tuple[Made, ...]:
    """All agencies that are reported apart, or one. What is already in the folder stays, unless ``overwrite``: names hold
    the day, so a run that was cut short goes on where it stopped. Asked for in the audit trail.

    Raises FolderRefused, NotAllowed, NotFound.
    """
    with database.read() as connection:
        given = rule_store.find_given(connection, assignment_id)
        if given is None:
            raise NotFound("Penugasan itu", "Pilih penugasan lain.")
        asked = _asked(connection, operator, given, agency_id)
    _open_folder(folder)
    day = now.astimezone(offset_of(given.window.zone)).date()
    with deed(database, operator, now) as doing:
        facts: dict[str, object] = {"formats": [one.format for one in makers], "reports": len(asked) * len(makers)}
        doing.note("report.make", "assignment", assignment_id, None, facts)
    made: list[Made] = []
    work = [(one, maker) for one in asked for maker in makers]
    try:
        for one, maker in work:
            show(len(made), len(work))
            target = folder / report_name(one.agency.name, day, maker.suffix, one.name)
            make = _maker(database, courseware, maker, one, assignment_id, now)
            made.append(_made(one.agency, maker.format, target, make, overwrite))
        show(len(made), len(work))
    finally:
        _write(folder / INDEX, index_of(made, day))
    return tuple(made)


def _maker(
    database: Database, courseware: Courseware, maker: Maker, one: _Asked, assignment_id: str, now: datetime
) -> Callable[[], bytes]:
    return lambda: maker.make(database, courseware, one.scope, assignment_id, one.agency.id, now=now).data


def _made(agency: Agency, kind: str, target: Path, make: Callable[[], bytes], overwrite: bool) -> Made:
    if target.exists() and not overwrite:
        return Made(agency.name, kind, target.name, "kept")
    why = ""
    try:
        _write(target, make())
    except NetralError as error:
        why = f"{error} {error.what_to_do}"
    except OSError as error:
        why = f"Berkasnya tidak dapat ditulis ({disk_words(error)}). Periksa ruang dan izin folder."
    except Exception as error:  # one agency must not cost the others theirs
        _log.exception("a report failed")
        why = f"Terjadi kesalahan di program ({type(error).__name__}). Sampaikan kepada pengelola situs."
    return Made(agency.name, kind, target.name, "failed" if why else "made", why)


def index_of(made: Sequence[Made], day: date) -> bytes:
    """What is in the folder and what is not, as CSV."""
    rows = tuple(
        (one.agency, one.format, one.file if one.state != "failed" else "–", STATES[one.state], one.why) for one in made
    )
    return to_csv(Table(("Instansi", "Bentuk", "Berkas", f"Keadaan per {day.isoformat()}", "Keterangan"), rows))


# --- Whom it is about ----------------------------------------------------------------------------


def _asked(connection: Connection, operator: Operator, given: Given, agency_id: str | None) -> list[_Asked]:
    """Those the assignment reaches, each with the scope of its whole organisation: hidden alike in all of them."""
    found: list[tuple[Agency, Scope]] = []
    targets = given.rule.agency_ids
    for root in agency_store.root_agencies(connection):
        scope = console_scope(operator, root.id, root.path)
        below = agency_store.agencies_below(connection, root.path)
        paths = [agency.path for agency in below if agency.id in targets]
        found += [
            (agency, scope)
            for agency in below
            if (has_items(agency) if agency_id is None else agency.id == agency_id) and _touches(agency.path, paths)
        ]
    if not found:
        raise NotFound("Instansi yang dijangkau penugasan itu", "Periksa sasaran penugasan, atau pilih instansi lain.")
    names = Counter(agency_part(agency.name) for agency, _ in found)
    return [_Asked(agency, scope, agency.id if names[agency_part(agency.name)] > 1 else "") for agency, scope in found]


def _touches(path: str, targets: Sequence[str]) -> bool:
    return any(path.startswith(target) or target.startswith(path) for target in targets)


# --- The folder ----------------------------------------------------------------------------------


def _open_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise FolderRefused(folder) from None


def _write(target: Path, data: bytes) -> None:
    """Whole or not at all, and readable by its owner only."""
    part = target.with_name(f".{target.name}.part")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(data)
    os.replace(part, target)
