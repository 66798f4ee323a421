"""How the agency tree changes inside a deed: opened, renamed, moved, merged, split, closed. The past stays as it was.

Every change has a day: it holds from that day on, and is refused when a later change is already written. A day that has
not come yet is refused as well, so that the present tree is always the one of the latest change.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from actions.deeds import Deed
from people.access import Operator
from people.assigning.windows import long_day
from people.errors import NotFound
from people.models import Agency
from people.registry.agency_tree import AgencyChangeRefused, refuse_a_circle, report_id_of
from store.database import Connection
from store.ids import new_id
from store.registry import agencies as agency_store
from store.registry import memberships as membership_store
from store.registry import registry as registry_store
from store.registry.registry import AgencyLife

_LATER = "Pakai tanggal yang sama atau sesudah perubahan terakhir."


@dataclass(frozen=True)
class Change:
    """Who changes, at which moment, and from which day (ISO) it holds. ``today`` is the site's own date."""

    by: Operator
    now: datetime
    today: date
    day: str


@dataclass(frozen=True)
class NewAgency:
    code: str
    name: str
    kind: str


def open_within(doing: Deed, change: Change, new: NewAgency, parent_id: str | None) -> str:
    """The new agency's id; whatever is refused is refused before anything is written. Raises AgencyChangeRefused, NotFound."""
    connection = doing.connection
    _refuse_future(change)
    parent = None if parent_id is None else _living(connection, change, parent_id)[0]
    code, name = _coded(new.code), _named(new.name)
    if registry_store.find_id_of_code(connection, code) is not None:
        raise AgencyChangeRefused(f"Kode unit '{code}' sudah dipakai.", "Pakai kode lain.")
    agency_id = new_id(change.now)
    path = f"{parent.path if parent else ''}{agency_id}/"
    agency = Agency(agency_id, parent_id, name, new.kind, path, report_id_of(agency_id, parent))
    agency_store.add_agencies(connection, [agency], {agency_id: code}, change.day)
    after = {"code": code, "name": name, "kind": new.kind, "parent": parent_id}
    doing.note("agency.open", "agency", agency_id, None, after)
    return agency_id


def rename_within(doing: Deed, change: Change, agency_id: str, name: str, kind: str | None = None) -> None:
    """Raises AgencyChangeRefused, NotFound."""
    connection = doing.connection
    agency, _ = _living(connection, change, agency_id)
    _refuse_before(change, registry_store.last_change_of_name(connection, agency_id))
    after = {"name": _named(name), "kind": kind or agency.kind}
    registry_store.set_name_from(connection, agency_id, change.day, after["name"], after["kind"])
    doing.note("agency.rename", "agency", agency_id, {"name": agency.name, "kind": agency.kind}, {**after})


def move_within(doing: Deed, change: Change, agency_id: str, parent_id: str | None) -> bool:
    """Whether item-level figures now count elsewhere, so that the rollups must be made again.

    Raises AgencyChangeRefused, NotFound.
    """
    connection = doing.connection
    agency, _ = _living(connection, change, agency_id)
    if parent_id is not None:
        _living(connection, change, parent_id)
    _refuse_before(change, registry_store.last_change_of_parent(connection, agency.id))
    refuse_a_circle(agency.id, parent_id, change.day, registry_store.parent_spans_from(connection, change.day))
    registry_store.set_parent_from(connection, agency.id, change.day, parent_id)
    doing.note("agency.move", "agency", agency.id, {"parent": agency.parent_id}, {"parent": parent_id})
    return _hang(connection, agency, parent_id)


def close_within(doing: Deed, change: Change, agency_id: str) -> None:
    """Refused while anybody belongs to it or any unit is under it. Raises AgencyChangeRefused, NotFound."""
    connection = doing.connection
    _living(connection, change, agency_id)
    if registry_store.child_spans_from(connection, agency_id, change.day):
        raise AgencyChangeRefused("Unit ini masih membawahi unit lain.", "Pindahkan atau tutup unit bawahnya dulu.")
    if membership_store.is_in_use_from(connection, agency_id, change.day):
        raise AgencyChangeRefused("Unit ini masih punya pegawai.", "Pindahkan pegawainya dulu, atau gabungkan.")
    _close(doing, change, agency_id)


def merge_within(doing: Deed, change: Change, agency_id: str, into_id: str) -> bool:
    """Its people, posts and units go to the other. Whether item-level figures now count elsewhere.

    Raises AgencyChangeRefused, NotFound.
    """
    if agency_id == into_id:
        raise AgencyChangeRefused("Unit tidak dapat digabung dengan dirinya sendiri.", "Pilih unit lain.")
    connection = doing.connection
    agency, _ = _living(connection, change, agency_id)
    _living(connection, change, into_id)
    children = registry_store.child_spans_from(connection, agency_id, change.day)
    is_elsewhere = [move_within(doing, change, child.agency_id, into_id) for child in children]
    people = membership_store.relocate_members(connection, agency_id, into_id, change.day)
    for post in membership_store.posts_from(connection, agency_id, change.day):
        membership_store.relocate_post(connection, post, into_id, change.day, new_id(change.now))
    registry_store.add_succession(connection, agency_id, into_id, change.day, "merged")
    _close(doing, change, agency_id)
    is_elsewhere.append(_hang(connection, _agency(connection, agency_id), into_id))
    for person_id in people:
        doing.note("person.move", "person", person_id, {"agency": agency.id}, {"agency": into_id})
    return any(is_elsewhere)


def split_within(doing: Deed, change: Change, agency_id: str, parts: Sequence[NewAgency]) -> tuple[str, ...]:
    """The ids of new agencies beside it that come from it; its people stay until they are moved.

    Raises AgencyChangeRefused, NotFound.
    """
    agency, _ = _living(doing.connection, change, agency_id)
    if not parts:
        raise AgencyChangeRefused("Belum ada unit pecahan.", "Tulis paling sedikit satu unit baru.")
    added = tuple(open_within(doing, change, part, agency.parent_id) for part in parts)
    for part_id in added:
        registry_store.add_succession(doing.connection, agency_id, part_id, change.day, "split")
    return added


def _hang(connection: Connection, agency: Agency, parent_id: str | None) -> bool:
    """Move the present tree. Whether figures of its evidence count towards another report agency now."""
    parent = None if parent_id is None else _agency(connection, parent_id)
    below = agency_store.agencies_below(connection, agency.path)
    had_evidence = registry_store.has_evidence(connection, agency.path)
    registry_store.hang_now(connection, agency.id, parent_id)
    placed: dict[str, Agency] = {} if parent is None else {parent.id: parent}
    is_reported_elsewhere = False
    for one in below:  # parents first
        above = placed.get(parent_id or "") if one.id == agency.id else placed[one.parent_id or ""]
        parent_of_one = parent_id if one.id == agency.id else one.parent_id
        path = f"{above.path if above else ''}{one.id}/"
        report_id = report_id_of(one.id, above)
        placed[one.id] = Agency(one.id, parent_of_one, one.name, one.kind, path, report_id)
        registry_store.place_now(connection, one.id, path, report_id)
        is_reported_elsewhere |= report_id != one.report_id
    return had_evidence and is_reported_elsewhere


def _close(doing: Deed, change: Change, agency_id: str) -> None:
    connection = doing.connection
    last = max(
        registry_store.last_change_of_name(connection, agency_id),
        registry_store.last_change_of_parent(connection, agency_id),
    )
    if change.day <= last:
        raise AgencyChangeRefused(f"Unit ini baru berubah pada {long_day(last)}.", "Pakai tanggal sesudahnya.")
    registry_store.close_from(connection, agency_id, change.day)
    doing.note("agency.close", "agency", agency_id, {"closed_on": None}, {"closed_on": change.day})


def _living(connection: Connection, change: Change, agency_id: str) -> tuple[Agency, AgencyLife]:
    """The agency, which is open on the day of the change and has not been closed since."""
    _refuse_future(change)
    agency, life = _agency(connection, agency_id), registry_store.find_life(connection, agency_id)
    if life is None:
        raise NotFound("Unit")
    if life.closed_on is not None:
        raise AgencyChangeRefused(
            f"Unit '{agency.name}' sudah ditutup pada {long_day(life.closed_on)}.", "Pilih unit lain."
        )
    if change.day < life.opened_on:
        raise AgencyChangeRefused(
            f"Unit '{agency.name}' baru ada sejak {long_day(life.opened_on)}.", "Pakai tanggal sesudahnya."
        )
    return agency, life


def _agency(connection: Connection, agency_id: str) -> Agency:
    agency = agency_store.find_agency(connection, agency_id)
    if agency is None:
        raise NotFound("Unit")
    return agency


def _refuse_future(change: Change) -> None:
    if change.day > change.today.isoformat():
        raise AgencyChangeRefused("Tanggal perubahan belum tiba.", "Catat perubahan itu pada harinya atau sesudahnya.")


def _refuse_before(change: Change, last: str) -> None:
    if change.day < last:
        raise AgencyChangeRefused(f"Sudah ada perubahan yang lebih baru, pada {long_day(last)}.", _LATER)


def _named(text: str) -> str:
    name = " ".join(text.split())
    if not name or len(name) > 200:
        raise AgencyChangeRefused("Nama unit kosong atau terlalu panjang.", "Tulis nama dengan 1 sampai 200 huruf.")
    return name


def _coded(text: str) -> str:
    code = text.strip()
    if not code or len(code) > 40 or any(c.isspace() for c in code):
        raise AgencyChangeRefused("Kode unit kosong, terlalu panjang, atau berspasi.", "Tulis 1 sampai 40 huruf.")
    return code
