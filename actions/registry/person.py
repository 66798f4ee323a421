"""Deeds about one person: added, corrected, another kind of employment or number, back again, posts begun and ended."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import get_args

from actions.registry.people import Occasion, person_deed, require_day, require_open_unit
from people.assigning.windows import long_day
from people.errors import DemoKeepsNoRequests, IdentityGone, NotFound
from people.models import Employment
from people.registry.numbers import NumberRefused
from people.registry.person_changes import PersonRefused, Standing
from people.roster.columns import NATIONAL
from people.roster.models import NumberKind, PostKind
from people.roster.row import RowRefused, check_number, clean_email, clean_name
from store.database import Connection, Database
from store.ids import new_id
from store.privacy import erasure as erasure_store
from store.privacy import own_data as own_store
from store.registry import person_changes as store
from store.registry import roster as roster_store

LONGEST_TITLE = 200


@dataclass(frozen=True)
class NewPerson:
    """As typed; ``day``: since when they belong to the unit (ISO)."""

    name: str = field(repr=False)
    employment: Employment
    number: str = field(repr=False)
    agency_id: str
    day: str
    email: str = field(default="", repr=False)


@dataclass(frozen=True)
class NewPost:
    agency_id: str
    kind: PostKind
    title: str
    day: str


def add_person(database: Database, at: Occasion, new: NewPerson) -> tuple[str, str]:
    """(person id, batch id); a learner from the first moment. Raises PersonRefused."""
    name, email = _name(new.name), _email(new.email)
    kind, number = _number(new.number, new.employment, at.today)
    require_day(new.day, at.today)
    with person_deed(database, at) as doing:
        connection, person_id = doing.connection, new_id(at.now)
        require_open_unit(connection, new.agency_id, new.day)
        _require_free(connection, number, None)
        roster_store.add_people(
            connection, [{"id": person_id, "name": name, "email": email, "kind": kind, "number": number}]
        )
        store.begin_membership(connection, person_id, new.agency_id, new.employment, new.day)
        after = {"name": name, "email": email, "agency": new.agency_id, "employment": new.employment, "since": new.day}
        doing.note("person.new", "person", person_id, None, after)
    return person_id, doing.batch_id


def correct_person(database: Database, at: Occasion, person_id: str, name: str, email: str) -> str:
    """Name and e-mail address as they should always have been.

    Raises PersonRefused, NotFound, IdentityGone, and DemoKeepsNoRequests for a made-up person.
    """
    name, address = _name(name), _email(email)
    with person_deed(database, at) as doing:
        person = _person(doing.connection, person_id)
        if own_store.is_made_up(doing.connection, person_id):
            raise DemoKeepsNoRequests()
        if (name, address) == (person.name, person.email):
            raise PersonRefused("Nama dan surel itu sama dengan yang tersimpan.", "Ubah salah satunya.")
        store.set_person(doing.connection, person_id, name, address)
        before, after = {"name": person.name, "email": person.email}, {"name": name, "email": address}
        doing.note("person.change", "person", person_id, before, after)
    return doing.batch_id


def change_employment(
    database: Database, at: Occasion, person_id: str, employment: Employment, day: str, number: str = ""
) -> str:
    """From a day on; a kind that is known by another kind of number asks for it. The old number is kept as former.

    Raises PersonRefused, NotFound.
    """
    require_day(day, at.today)
    with person_deed(database, at) as doing:
        connection, person = doing.connection, _present(doing.connection, person_id)
        _require_not_before(person, day)
        changed = _change_number(connection, person_id, employment, number, at.today, day)
        if employment == person.employment and not changed:
            raise PersonRefused(
                "Jenis kepegawaian dan nomornya sudah demikian.", "Pilih jenis lain atau isi nomor baru."
            )
        if employment != person.employment:
            store.begin_membership(connection, person_id, person.agency_id or "", employment, day)
            before = {"employment": person.employment, "since": person.since}
            doing.note("person.change", "person", person_id, before, {"employment": employment, "since": day})
        if changed:
            doing.note("person.number", "person", person_id, {"kind": changed[0]}, {"kind": changed[1], "since": day})
    return doing.batch_id


def come_back(
    database: Database, at: Occasion, person_id: str, agency_id: str, employment: Employment, day: str
) -> str:
    """Somebody who had left belongs to a unit again. Raises PersonRefused, NotFound."""
    require_day(day, at.today)
    with person_deed(database, at) as doing:
        connection, person = doing.connection, _person(doing.connection, person_id)
        if person.agency_id is not None:
            raise PersonRefused("Orang itu masih menjadi pegawai.", "Pakai 'Pindah unit'.")
        _require_not_before(person, day)
        require_open_unit(connection, agency_id, day)
        _change_number(connection, person_id, employment, "", at.today, day)
        store.begin_membership(connection, person_id, agency_id, employment, day)
        after = {"agency": agency_id, "employment": employment, "since": day}
        doing.note("person.return", "person", person_id, {"since": person.since}, after)
    return doing.batch_id


def begin_post(database: Database, at: Occasion, person_id: str, post: NewPost) -> str:
    """Definitive, Plt or Plh. Raises PersonRefused, NotFound."""
    title = " ".join(post.title.split())
    if not title or len(title) > LONGEST_TITLE:
        raise PersonRefused("Nama jabatan kosong atau terlalu panjang.", f"Tulis 1 sampai {LONGEST_TITLE} huruf.")
    require_day(post.day, at.today)
    with person_deed(database, at) as doing:
        connection, person = doing.connection, _present(doing.connection, person_id)
        require_open_unit(connection, post.agency_id, post.day)
        if post.kind == "definitif" and post.agency_id != person.agency_id:
            raise PersonRefused(
                "Jabatan definitif hanya di unit orang itu sendiri.", "Pakai Plt atau Plh, atau pindahkan."
            )
        row = {"id": new_id(at.now), "person_id": person_id, **vars(post), "title": title}
        roster_store.add_posts(connection, [row])
        after = {"post": [post.kind, title, post.agency_id], "since": post.day}
        doing.note("post.begin", "person", person_id, None, after)
    return doing.batch_id


def end_post(database: Database, at: Occasion, post_id: str, day: str) -> str:
    """A post that began on that day or later was a mistake and is removed. Raises PersonRefused, NotFound."""
    require_day(day, at.today)
    with person_deed(database, at) as doing:
        post = store.find_open_post(doing.connection, post_id)
        if post is None:
            raise NotFound("Jabatan itu", "Muat ulang halaman; mungkin sudah diakhiri.")
        roster_store.end_posts(doing.connection, [{"id": post_id, "day": day}])
        before = {"post": [post.kind, post.title, post.agency_id], "since": post.valid_from}
        doing.note("post.end", "person", post.person_id, before, {"until": day})
    return doing.batch_id


def _change_number(
    connection: Connection, person_id: str, employment: Employment, typed: str, today: date, day: str
) -> tuple[NumberKind, NumberKind] | None:
    """(kind before, kind now) when a number was typed; refuses a kind of employment that the present number does not fit."""
    if employment not in get_args(Employment):
        raise PersonRefused("Jenis kepegawaian tidak dikenal.", "Pilih dari daftar.")
    old = store.find_number(connection, person_id)
    if not typed.strip():
        if old is not None and not _fits(old.kind, employment):
            raise PersonRefused(
                "Jenis kepegawaian itu memakai nomor lain.", "Isi juga nomor barunya; nomor lama tetap tersimpan."
            )
        return None
    kind, number = _number(typed, employment, today)
    if old is None or number.upper() == old.number.upper():
        raise PersonRefused("Nomor itu sama dengan yang sekarang.", "Kosongkan isian nomor, atau isi nomor baru.")
    _require_free(connection, number, person_id)
    store.replace_number(connection, old, kind, number, day)
    return old.kind, kind


def _fits(kind: NumberKind, employment: Employment) -> bool:
    if employment in NATIONAL:
        return kind == ("ni-pppk" if employment == "pppk" else "nip")
    return kind in ("own", "nip")


def _require_free(connection: Connection, number: str, person_id: str | None) -> None:
    if store.find_owner_ever(connection, number) not in (None, person_id):
        raise PersonRefused(
            "Nomor itu milik orang lain, sekarang atau dahulu.",
            "Cari nomornya pada daftar, dan periksa siapa yang benar.",
        )


def _require_not_before(person: Standing, day: str) -> None:
    if day < person.since:
        raise PersonRefused(
            f"Datanya yang terakhir berlaku sejak {long_day(person.since)}.", "Pakai tanggal itu atau sesudahnya."
        )


def _person(connection: Connection, person_id: str) -> Standing:
    found = store.standings(connection, [person_id])
    if not found:
        raise NotFound("Orang itu", "Kembali ke daftar pegawai dan pilih lagi.")
    if erasure_store.is_erased(connection, person_id):
        raise IdentityGone()
    return found[0]


def _present(connection: Connection, person_id: str) -> Standing:
    person = _person(connection, person_id)
    if person.agency_id is None:
        raise PersonRefused("Orang itu tidak lagi menjadi pegawai.", "Catat dulu bahwa ia kembali.")
    return person


def _name(text: str) -> str:
    try:
        return clean_name(text)
    except RowRefused as refusal:
        raise PersonRefused(refusal.message, refusal.how_to_fix) from None


def _email(text: str) -> str | None:
    try:
        return clean_email(text)
    except RowRefused as refusal:
        raise PersonRefused(refusal.message, refusal.how_to_fix) from None


def _number(text: str, employment: Employment, today: date) -> tuple[NumberKind, str]:
    if not text.strip():
        raise PersonRefused("Nomor kosong.", "Isi NIP, NI PPPK, atau nomor buatan instansi.")
    try:
        return check_number(text, employment, today)
    except NumberRefused as refused:
        raise PersonRefused(str(refused), refused.how_to_fix) from None
