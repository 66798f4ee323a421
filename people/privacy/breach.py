"""What a breach exposed and who was within reach: the question, the answer, and the letters that must follow.

UU 27/2022 article 46: a written notice to the people and to the authority within 3 x 24 hours.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from people.errors import NetralError
from people.privacy.personal_data import GROUPS, GroupId, due_at

Exposure = Literal["database", "backup", "account", "list", "copy"]
EXPOSURE_TITLES: dict[Exposure, str] = {
    "database": "Berkas basis data atau server",
    "backup": "Sebuah cadangan",
    "account": "Akun seseorang dipakai orang lain",
    "list": "Daftar tindak lanjut sebuah unit",
    "copy": "Salinan data seseorang",
}
LISTED: frozenset[GroupId] = frozenset({"identity", "employment", "learning"})
"""What a follow-up list tells of each person on it: name, unit, and how far they are."""
SEEN_BY_SUPERVISOR: frozenset[GroupId] = LISTED | {"excuse"}
SEEN_BY_ADMINISTRATOR: frozenset[GroupId] = SEEN_BY_SUPERVISOR | {"request"}


class MomentRefused(NetralError):
    def __init__(self) -> None:
        super().__init__("Salah satu waktu tidak terbaca.")
        self.what_to_do = "Tulis seperti 20-11-2026 08.30."


@dataclass(frozen=True)
class BreachQuestion:
    """``person_id`` for an account or a copy, ``agency_id`` for a list; ``since`` to ``until`` is when it was exposed."""

    exposure: Exposure
    since: datetime
    until: datetime
    known_at: datetime
    person_id: str | None = None
    agency_id: str | None = None


@dataclass(frozen=True)
class Reached:
    """One person within reach, and the kinds of their data that were."""

    person_id: str
    name: str = field(repr=False)
    number: str = field(repr=False)
    email: str = field(repr=False)
    agency: str
    groups: frozenset[GroupId]

    @property
    def group_titles(self) -> str:
        return ", ".join(group.title for group in GROUPS.values() if group.id in self.groups)


@dataclass(frozen=True)
class BreachScope:
    """``erased_since``: people whose identity was still there when the exposure began and is unknown today."""

    question: BreachQuestion
    people: tuple[Reached, ...]
    erased_since: int

    @property
    def due_at(self) -> datetime:
        """Until when people and authority are to be told."""
        return due_at(self.question.known_at)

    def by_agency(self) -> list[tuple[str, int]]:
        """The most people first."""
        counts: dict[str, int] = {}
        for one in self.people:
            counts[one.agency] = counts.get(one.agency, 0) + 1
        return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))

    def by_group(self) -> list[tuple[str, int]]:
        """In the order of the register; kinds that reach nobody are left out."""
        counted = [(group.title, sum(group.id in one.groups for one in self.people)) for group in GROUPS.values()]
        return [pair for pair in counted if pair[1]]


def moment_of(text: str) -> datetime:
    """``20-11-2026 08.30`` as a moment without a zone yet. Raises MomentRefused."""
    try:
        return datetime.strptime(text.strip().replace(":", "."), "%d-%m-%Y %H.%M")
    except ValueError:
        raise MomentRefused() from None


def draft_letter(scope: BreachScope, when: tuple[str, str, str, str]) -> str:
    """The two letters as Markdown, with what must be filled in by hand in brackets.

    ``when``: since, until, known and due, in words.
    """
    since, until, known, due = when
    groups = "; ".join(title.lower() for title, _ in scope.by_group()) or "[tidak ada]"
    agencies = "\n".join(f"   * {name}: {count} orang" for name, count in scope.by_agency()) or "   * tidak ada"
    kinds = "\n".join(f"   * {name}: {count} orang" for name, count in scope.by_group()) or "   * tidak ada"
    what = EXPOSURE_TITLES[scope.question.exposure].lower()
    account = "\n\nKunci langkah kedua ikut terbaca: akun dengan langkah kedua akan diminta memasangnya lagi."
    second = account if scope.question.exposure in ("database", "backup") else ""
    return f"""# Konsep pemberitahuan kegagalan pelindungan data pribadi

Kirim kepada subjek data dan lembaga paling lambat **{due}** (3 x 24 jam, Pasal 46 ayat (1) UU 27/2022). Lengkapi yang dalam kurung siku.

## Kepada subjek data

Kepada Bapak/Ibu pengguna Netral,

Pada {known} kami mengetahui bahwa {what} terbuka bagi pihak yang tidak berhak: [apa yang terjadi, dengan kata sehari-hari].

**Data yang terungkap:** {groups}. Kata sandi tidak tersimpan dalam bentuk yang terbaca.{second}

**Kapan dan bagaimana:** {since} sampai {until}. [caranya]

**Yang sudah kami lakukan:** [penghentian, penggantian, laporan, pemulihan]

**Yang sebaiknya Anda lakukan:** ganti kata sandi Netral, juga di tempat lain bila sama; waspadai pesan yang menyebut NIP atau jabatan Anda; hubungi [narahubung] bila ada
yang janggal.

[nama jabatan, instansi, tanggal]

## Kepada lembaga

1. Pengendali data pribadi: [instansi, alamat, narahubung, pejabat pelindungan data]
2. Diketahui pada: {known}; tenggat pemberitahuan: {due}
3. Yang terbuka: {what}; dalam jangkauan: {len(scope.people)} orang, ditambah {scope.erased_since} orang yang identitasnya sudah dihapus sesudahnya
4. Kelompok data:
{kinds}
5. Menurut unit:
{agencies}
6. Kapan dan bagaimana: {since} sampai {until}. [kejadian dan dugaan penyebab]
7. Penanganan dan pemulihan: [langkah dan waktunya]
8. Pemberitahuan kepada subjek data: [tanggal, jalur, jumlah]
9. Pengumuman kepada masyarakat (Pasal 46 ayat (3)): [ya atau tidak, alasan]

[nama jabatan, tanda tangan, tanggal]
"""
