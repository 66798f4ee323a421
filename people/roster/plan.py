"""What an import would do: each person of the file against the registry. Pure; the same input gives the same plan."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from people.assigning.windows import long_day
from people.models import Employment
from people.roster.models import NumberKind, PostKind, Reason, RefusedRow, RosterRow


@dataclass(frozen=True, slots=True, order=True)
class Post:
    agency_id: str
    kind: PostKind
    title: str


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody of the registry as they are now. ``agency_id`` is None for a person who has left."""

    person_id: str
    number: str = field(repr=False)
    name: str = field(repr=False)
    email: str | None = field(repr=False)
    agency_id: str | None
    employment: Employment | None
    since: str
    """First day of the present membership, or the day the last one ended."""
    posts: frozenset[Post]
    is_kept: bool = False
    """An administrator: no file takes away whoever could put things right again."""


@dataclass(frozen=True, slots=True)
class Unit:
    agency_id: str
    opened_on: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """A person as the file says they are from ``valid_from`` on."""

    number_kind: NumberKind
    number: str = field(repr=False)
    name: str = field(repr=False)
    email: str | None = field(repr=False)
    agency_id: str
    employment: Employment
    valid_from: str
    posts: frozenset[Post]


@dataclass(frozen=True, slots=True)
class Difference:
    """``before`` is None for somebody new, ``after`` is None for somebody gone."""

    before: Known | None
    after: Wanted | None


@dataclass(frozen=True)
class RosterPlan:
    """New, changed (in what they are), moved (to another agency), gone, and everybody unchanged; and refused rows.

    ``held``: people whom the file lacks but who are kept: administrators, and everybody while some refused row, whose
    number could not be read, may be theirs.
    """

    new: tuple[Difference, ...]
    changed: tuple[Difference, ...]
    moved: tuple[Difference, ...]
    gone: tuple[Difference, ...]
    held: tuple[Known, ...]
    unchanged: int
    refused: tuple[RefusedRow, ...]
    active_before: int
    """People who belong somewhere now: what the share of the gone is measured against."""

    @property
    def differences(self) -> tuple[Difference, ...]:
        return self.new + self.changed + self.moved + self.gone

    @property
    def share_gone(self) -> float:
        return len(self.gone) / self.active_before if self.active_before else 0.0

    def digest(self) -> str:
        """Names this plan: what was looked at is what gets confirmed. It shows nobody's number."""
        heap = hashlib.sha256()
        for one in self.differences:
            before, after = one.before, one.after
            heap.update(before.person_id.encode() if before else b"-")
            if after is not None:
                said = (after.number, after.name, after.email, after.agency_id, after.employment, after.valid_from)
                heap.update(repr((said, sorted(after.posts, key=_post_key))).encode())
            heap.update(b"\n")
        return heap.hexdigest()


def make_plan(
    rows: Sequence[RosterRow],
    refused: Sequence[RefusedRow],
    known: Mapping[str, Known],
    units: Mapping[str, Unit],
    day: str,
    *,
    is_complete: bool,
    covered: Collection[str] | None = None,
    former: Mapping[str, str] | None = None,
) -> RosterPlan:
    """``known``: number in capitals -> person. ``units``: code -> open agency. ``day``: what counts when a row has no date.

    A file that is not complete removes nobody and ends no acting post. ``covered``: the agencies a complete file speaks
    for; None means all. ``former``: a number somebody had before -> their number now, both in capitals; a row that still
    has the old one is refused, and nobody is removed or made anew because of it.
    """
    replaced = former or {}
    turned_away = list(refused)
    blocked = {row.key for row in refused if row.key is not None}
    of_person: dict[str, list[RosterRow]] = {}
    for row in rows:
        of_person.setdefault(row.key, []).append(row)
    shortened = {key.lstrip("0"): key for key in known if key.isdigit()}
    new, changed, moved, unchanged = [], [], [], 0
    for key, same in of_person.items():
        before = known.get(key)
        reason = "Baris lain untuk orang ini ditolak." if key in blocked else _refusal(same, before, units, day)
        if before is None and key in replaced:
            reason = _REPLACED
        if reason is None and shortened.get(key, key) != key:
            reason = _LOST_ZEROS
        if reason is not None:
            blocked.add(key)
            turned_away += [_turned_away(row, reason) for row in same]
            continue
        after = _wanted(same, before, units, day, is_complete)
        if before is None or before.agency_id is None:
            new.append(Difference(before, after))
        elif before.agency_id != after.agency_id:
            moved.append(Difference(before, after))
        elif _differs(before, after):
            changed.append(Difference(before, after))
        else:
            unchanged += 1
    under_old_number = {replaced[key] for key in (*of_person, *blocked) if key in replaced}
    named = of_person.keys() | blocked | under_old_number
    active = [
        one for one in known.values() if one.agency_id is not None and (covered is None or one.agency_id in covered)
    ]
    absent = [one for one in active if is_complete and one.number.upper() not in named]
    may_be_theirs = any(row.key is None for row in turned_away)
    held = [one for one in absent if may_be_theirs or one.is_kept]
    gone = [Difference(one, None) for one in absent if not (may_be_theirs or one.is_kept)]
    turned_away.sort(key=lambda row: (row.place.sheet, row.place.row))
    return RosterPlan(
        tuple(new), tuple(changed), tuple(moved), tuple(gone), tuple(held), unchanged, tuple(turned_away), len(active)
    )


_LOST_ZEROS = Reason("", "", "Nomor ini tampak kehilangan nol di depan.", "Format kolom sebagai Teks, tulis lengkap.")
_REPLACED = Reason(
    "", "", "Nomor lama: orang ini sudah memakai nomor baru (mis. dari PPPK menjadi PNS).",
    "Tulis nomornya yang sekarang; orangnya tidak dibuat ulang dan tidak dinonaktifkan.",
)  # fmt: skip
_ASK = "Periksa baris ini; bila benar, catat perubahan itu lewat halaman pegawai."


def _refusal(same: Sequence[RosterRow], before: Known | None, units: Mapping[str, Unit], day: str) -> Reason | None:
    """Why the rows of one person cannot stand against the registry, or None."""
    for row in same:
        unit = units.get(row.unit_code)
        if unit is None:
            return Reason(
                "", "", "Kode unit tidak terdaftar atau unitnya sudah ditutup.", "Pakai kode unit yang terdaftar."
            )
        if (row.valid_from or day) < unit.opened_on:
            return Reason(
                "", "", f"Unit itu baru ada sejak {long_day(unit.opened_on)}.", "Perbaiki tanggal berlaku sejak."
            )
    home = next((row for row in same if row.post_kind == "definitif"), None)
    if home is None:
        if before is None or before.agency_id is None:
            return Reason("", "", "Plt/Plh tanpa baris jabatan definitif.", "Tambahkan baris unit asal orang ini.")
        return None
    if before is None:
        return None
    agency_id = units[home.unit_code].agency_id
    if home.number_kind == "own" and before.name != home.name and before.agency_id != agency_id:
        return Reason("", "", "Nomor ini sudah dipakai orang lain di unit lain.", "Beri nomor yang belum dipakai.")
    is_other = (before.agency_id, before.employment) != (agency_id, home.employment)
    if is_other and home.valid_from is not None and home.valid_from < before.since:
        return Reason("", "", f"Tanggal lebih awal daripada data terakhir ({long_day(before.since)}).", _ASK)
    return None


def _turned_away(row: RosterRow, reason: Reason | str) -> RefusedRow:
    if isinstance(reason, str):
        reason = Reason("", "", reason, "Perbaiki baris itu; keduanya lalu dibaca bersama.")
    cells = (
        row.number, row.name, row.employment, row.unit_code, row.title, row.post_kind, row.valid_from or "", row.email or ""
    )  # fmt: skip
    return RefusedRow(row.place, (reason,), cells, row.key)


def _wanted(
    same: Sequence[RosterRow], before: Known | None, units: Mapping[str, Unit], day: str, is_complete: bool
) -> Wanted:
    posts = {
        Post(units[row.unit_code].agency_id, row.post_kind, row.title)
        for row in same
        if row.title or row.post_kind != "definitif"
    }
    if before is not None and not is_complete:
        posts |= {post for post in before.posts if post.kind != "definitif"}
    home = next((row for row in same if row.post_kind == "definitif"), None)
    if home is None:  # the file tells of acting posts only: the rest stays
        assert before is not None and before.agency_id is not None and before.employment is not None
        posts |= {post for post in before.posts if post.kind == "definitif"}
        return Wanted(
            same[0].number_kind, before.number, before.name, before.email, before.agency_id, before.employment, day,
            frozenset(posts),
        )  # fmt: skip
    since = home.valid_from or max(day, before.since if before else day)
    email = home.email or (before.email if before else None)
    number = before.number if before else home.number
    agency_id = units[home.unit_code].agency_id
    return Wanted(home.number_kind, number, home.name, email, agency_id, home.employment, since, frozenset(posts))


def _differs(before: Known, after: Wanted) -> bool:
    return (before.name, before.email, before.employment, before.posts) != (
        after.name, after.email, after.employment, after.posts,
    )  # fmt: skip


def _post_key(post: Post) -> tuple[str, str, str]:
    return post.agency_id, post.kind, post.title
