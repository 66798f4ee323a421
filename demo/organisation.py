"""The demo's invented province: its agencies, one regency with villages, everybody who works there, and the personas.

Pure: the same seed and size give the same organisation.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from demo.names import make_name
from people.models import Agency, Employment, Person, Role

Story = Literal["never", "midcourse", "ready", "finished", "free"]
"""How far a persona has come; ``free`` is left to the simulation."""


@dataclass(frozen=True)
class OrganisationSize:
    """How many of what. The default is the real thing; tests take a small one."""

    pns: int = 9_607
    pppk: int = 5_055
    non_asn: int = 150
    agencies: int | None = None
    """Only the first so many perangkat daerah; None = all."""
    kecamatan: int = 6


@dataclass(frozen=True)
class DemoPersona:
    """Somebody a visitor may be."""

    person_id: str
    role: Role
    title: str
    description: str
    story: Story


@dataclass(frozen=True)
class Organisation:
    agencies: tuple[Agency, ...]
    """Parents before children."""
    people: tuple[Person, ...]
    personas: tuple[DemoPersona, ...]


@dataclass(frozen=True)
class _Plan:
    """A perangkat daerah: ``weight`` is its share of the staff, ``pppk_share`` of it on contract."""

    name: str
    weight: float
    pppk_share: float = 0.15
    units: tuple[str, ...] = ()


_BIDANG = ("Sekretariat",)
_SCHOOL_TOWNS = ("Nusa Harapan", "Tanjung Lestari", "Muara Damai", "Bukit Asri")
_PLANS = (
    _Plan("Dinas Kominfo dan Statistik", 1.3, 0.2, (*_BIDANG, "Bidang Informasi Publik", "Bidang Aplikasi Informatika", "Bidang Statistik Sektoral", "Bidang Persandian")),
    _Plan("Dinas Pendidikan", 3.0, 0.2, (*_BIDANG, "Bidang Pembinaan SMA", "Bidang Pembinaan SMK", "Bidang Guru dan Tenaga Kependidikan", *(f"Cabang Dinas Wilayah {n}" for n in ("I", "II", "III", "IV")))),
    _Plan("Badan Kepegawaian Daerah", 1.2, 0.1, (*_BIDANG, "Bidang Mutasi dan Promosi", "Bidang Disiplin dan Kinerja")),
    _Plan("Dinas Kesehatan", 3.0, 0.25, (*_BIDANG, "Bidang Pelayanan Kesehatan", "Bidang Kesehatan Masyarakat", "UPTD Laboratorium Kesehatan", "UPTD Pelatihan Kesehatan", "UPTD Gudang Farmasi")),
    _Plan("RSUD Nusa Harapan", 16.0, 0.4, ("Direktorat", "Bidang Pelayanan Medis", "Bidang Keperawatan", "Bidang Penunjang Medis", "Instalasi Gawat Darurat", "Instalasi Rawat Inap", "Komite Medik")),
    _Plan("Badan Pengembangan Sumber Daya Manusia", 1.2, 0.12, (*_BIDANG, "Bidang Kompetensi Manajerial", "Bidang Sertifikasi")),
    _Plan("Sekretariat DPRD", 1.1, 0.12, ("Bagian Umum", "Bagian Persidangan", "Bagian Keuangan")),
    _Plan("Inspektorat Daerah", 1.1, 0.05, (*_BIDANG, "Inspektur Pembantu I", "Inspektur Pembantu II", "Inspektur Pembantu Khusus")),
    _Plan("Biro Pemerintahan dan Otonomi Daerah", 0.4, 0.08),
    _Plan("Biro Kesejahteraan Rakyat", 0.4, 0.08),
    _Plan("Biro Hukum", 0.4, 0.08),
    _Plan("Biro Perekonomian", 0.3, 0.08),
    _Plan("Biro Administrasi Pembangunan", 0.3, 0.08),
    _Plan("Biro Pengadaan Barang dan Jasa", 0.5, 0.1),
    _Plan("Biro Organisasi", 0.4, 0.08),
    _Plan("Biro Umum", 1.4, 0.25, ("Bagian Rumah Tangga", "Bagian Tata Usaha", "Bagian Perlengkapan")),
    _Plan("Biro Administrasi Pimpinan", 0.6, 0.15),
    _Plan("Badan Perencanaan Pembangunan Daerah", 1.1, 0.08, (*_BIDANG, "Bidang Perencanaan Makro", "Bidang Infrastruktur")),
    _Plan("Badan Pengelola Keuangan dan Aset Daerah", 1.4, 0.1, (*_BIDANG, "Bidang Anggaran", "Bidang Perbendaharaan", "Bidang Aset")),
    _Plan("Badan Pendapatan Daerah", 3.0, 0.2, (*_BIDANG, "UPTD Samsat Wilayah I", "UPTD Samsat Wilayah II", "UPTD Samsat Wilayah III", "UPTD Samsat Wilayah IV", "Bidang Pajak")),
    _Plan("Badan Kesatuan Bangsa dan Politik", 0.6, 0.08),
    _Plan("Badan Penanggulangan Bencana Daerah", 0.9, 0.25, (*_BIDANG, "Bidang Kedaruratan", "Pos Siaga Pulau Karang")),
    _Plan("Badan Riset dan Inovasi Daerah", 0.5, 0.08),
    _Plan("Badan Penghubung", 0.25, 0.12, ("Subbagian Promosi", "Anjungan Daerah", "Subbagian Hubungan Lembaga")),
    _Plan("Badan Pengelola Perbatasan Daerah", 0.3, 0.08),
    _Plan("Satuan Polisi Pamong Praja", 2.5, 0.35, (*_BIDANG, "Bidang Ketertiban Umum", "Bidang Penegakan Perda", "Bidang Perlindungan Masyarakat")),
    _Plan("RS Jiwa Harapan Sentosa", 4.0, 0.35, ("Direktorat", "Bidang Pelayanan", "Bidang Keperawatan")),
    _Plan("Dinas Pekerjaan Umum dan Penataan Ruang", 3.5, 0.2, (*_BIDANG, "Bidang Bina Marga", "Bidang Sumber Daya Air", "Bidang Tata Ruang", "UPTD Jalan Wilayah Utara", "UPTD Jalan Wilayah Selatan", "UPTD Laboratorium Bahan")),
    _Plan("Dinas Perumahan dan Kawasan Permukiman", 0.9, 0.12),
    _Plan("Dinas Sosial", 1.8, 0.3, (*_BIDANG, "UPTD Panti Wreda", "UPTD Panti Anak", "Bidang Rehabilitasi Sosial")),
    _Plan("Dinas Tenaga Kerja dan Transmigrasi", 1.4, 0.15, (*_BIDANG, "UPTD Balai Latihan Kerja", "Bidang Pengawasan Ketenagakerjaan")),
    _Plan("Dinas Pemberdayaan Perempuan dan Keluarga Berencana", 0.8, 0.12),
    _Plan("Dinas Ketahanan Pangan", 0.7, 0.1),
    _Plan("Dinas Lingkungan Hidup", 1.2, 0.15, (*_BIDANG, "Bidang Penataan Lingkungan", "UPTD Laboratorium Lingkungan")),
    _Plan("Dinas Kependudukan dan Pencatatan Sipil", 0.6, 0.1),
    _Plan("Dinas Pemberdayaan Masyarakat dan Desa", 0.8, 0.1),
    _Plan("Dinas Perhubungan", 1.7, 0.2, (*_BIDANG, "Bidang Lalu Lintas", "UPTD Terminal", "UPTD Pelabuhan Penyeberangan", "Pos Timbang Muara")),
    _Plan("Dinas Koperasi dan Usaha Kecil Menengah", 0.9, 0.12),
    _Plan("Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu", 0.8, 0.12),
    _Plan("Dinas Kepemudaan dan Olahraga", 0.7, 0.12),
    _Plan("Dinas Kebudayaan", 0.9, 0.15, (*_BIDANG, "UPTD Museum Daerah", "UPTD Taman Budaya")),
    _Plan("Dinas Perpustakaan dan Arsip Daerah", 0.9, 0.12),
    _Plan("Dinas Kelautan dan Perikanan", 1.7, 0.18, (*_BIDANG, "UPTD Pelabuhan Perikanan", "UPTD Budidaya", "Pos Pengawasan Pulau Karang")),
    _Plan("Dinas Pariwisata dan Ekonomi Kreatif", 0.9, 0.12),
    _Plan("Dinas Pertanian dan Hortikultura", 2.4, 0.25, (*_BIDANG, "UPTD Benih Padi", "UPTD Proteksi Tanaman", "Bidang Penyuluhan")),
    _Plan("Dinas Perkebunan", 1.1, 0.15, (*_BIDANG, "UPTD Benih Perkebunan", "Bidang Produksi")),
    _Plan("Dinas Peternakan dan Kesehatan Hewan", 1.1, 0.15, (*_BIDANG, "UPTD Klinik Hewan", "UPTD Pembibitan Ternak")),
    _Plan("Dinas Kehutanan", 2.6, 0.25, (*_BIDANG, *(f"UPTD KPH Wilayah {n}" for n in ("I", "II", "III", "IV")), "Pos Polhut Gunung Lestari")),
    _Plan("Dinas Energi dan Sumber Daya Mineral", 1.0, 0.12, (*_BIDANG, "Bidang Mineral", "Cabang Dinas Wilayah Utara", "Cabang Dinas Wilayah Selatan")),
    _Plan("Dinas Perdagangan", 1.0, 0.12, (*_BIDANG, "UPTD Metrologi", "UPTD Pengujian Mutu Barang")),
    _Plan("Dinas Perindustrian", 0.8, 0.12),
)  # fmt: skip
_SCHOOLS_WEIGHT = 64.0
_SCHOOLS_PPPK_SHARE = 0.52
_SCHOOLS_PER_BRANCH = 9
_TINY = ("Pos ", "Anjungan", "Komite", "Inspektur Pembantu Khusus", "Subbagian", "UPTD Gudang")
"""Units of three or four people: too few to show, so that withholding can be seen."""
_TINY_COUNT = 3
_KECAMATAN = ("Hulu Damai", "Hilir Damai", "Batu Sari", "Rimba Jaya", "Teluk Indah", "Padang Lapang")
_DESA = ("Suka Makmur", "Air Bening", "Tanjung Mekar", "Karya Bersama", "Sumber Rejeki", "Mekar Sari", "Bukit Harapan")
ROOT_ID = "prov"


@dataclass(frozen=True)
class _Slot:
    """A place where people work and how many of them to expect."""

    agency_id: str
    weight: float
    pppk_share: float
    is_tiny: bool = False


def make_organisation(seed: int, size: OrganisationSize | None = None) -> Organisation:
    size = size or OrganisationSize()
    dice = random.Random(f"organisation:{seed}")
    root = Agency(ROOT_ID, None, "Provinsi Nusa Harapan (demo)", "instansi", f"{ROOT_ID}/", ROOT_ID)
    agencies, slots = [root], []
    for number, plan in enumerate(_PLANS[: size.agencies], start=1):
        added, places = _perangkat_daerah(root, f"pd-{number:02d}", plan, dice)
        agencies += added
        slots += places
    staff = _asn(slots, size, dice)
    staff += [(slot.agency_id, "non-asn") for slot in _spread(slots, size.non_asn, dice)]
    regency, village_staff = _regency(root, size.kecamatan, dice)
    agencies += regency
    staff += village_staff
    place_of = {agency.id: place for place, agency in enumerate(agencies)}
    staff.sort(key=lambda entry: place_of[entry[0]])
    people = [Person(f"demo-{n:05d}", make_name(dice), job, where) for n, (where, job) in enumerate(staff, start=1)]
    people, personas = _personas(people, agencies)
    return Organisation(tuple(agencies), tuple(people), personas)


def apportion(total: int, weights: Sequence[float], minimum: int = 0) -> list[int]:
    """Whole numbers in proportion to ``weights`` that add up to exactly ``total`` (largest remainders)."""
    free = total - minimum * len(weights)
    if free < 0:
        raise ValueError(f"{total} people cannot fill {len(weights)} places of at least {minimum}")
    shares = [free * weight / sum(weights) for weight in weights]
    counts = [minimum + int(share) for share in shares]
    by_remainder = sorted(range(len(weights)), key=lambda i: (int(shares[i]) - shares[i], i))
    for i in by_remainder[: total - sum(counts)]:
        counts[i] += 1
    return counts


def _child(parent: Agency, agency_id: str, name: str, kind: str) -> Agency:
    report_id = agency_id if parent.parent_id is None else parent.report_id
    return Agency(agency_id, parent.id, name, kind, f"{parent.path}{agency_id}/", report_id)


def _perangkat_daerah(
    root: Agency, agency_id: str, plan: _Plan, dice: random.Random
) -> tuple[list[Agency], list[_Slot]]:
    agency = _child(root, agency_id, plan.name, "perangkat-daerah")
    agencies = [agency]
    own_share = 0.12 if plan.units else 1.0
    slots = [_Slot(agency.id, plan.weight * own_share, plan.pppk_share)]
    tastes = [dice.uniform(0.5, 1.8) for _ in plan.units]
    for number, (name, taste) in enumerate(zip(plan.units, tastes, strict=True), start=1):
        unit = _child(agency, f"{agency_id}-u{number}", name, "unit")
        agencies.append(unit)
        weight = plan.weight * (1 - own_share) * taste / sum(tastes)
        slots.append(_Slot(unit.id, weight, plan.pppk_share, name.startswith(_TINY)))
        if name.startswith("Cabang Dinas Wilayah") and plan.name == "Dinas Pendidikan":
            schools = _schools(unit, number)
            agencies += schools
            slots += [
                _Slot(s.id, _SCHOOLS_WEIGHT / 4 / len(schools) * dice.uniform(0.4, 1.8), _SCHOOLS_PPPK_SHARE)
                for s in schools
            ]
    return agencies, slots


def _schools(branch: Agency, number: int) -> list[Agency]:
    town = _SCHOOL_TOWNS[number % len(_SCHOOL_TOWNS)]
    schools = []
    for place in range(1, _SCHOOLS_PER_BRANCH + 1):
        kind = "SMA" if place <= 5 else "SMK" if place <= 8 else "SLB"
        name = f"{kind} Negeri {place if place <= 5 else place - 5 if place <= 8 else 1} {town}"
        schools.append(_child(branch, f"{branch.id}-s{place}", name, "unit"))
    return schools


def _asn(slots: list[_Slot], size: OrganisationSize, dice: random.Random) -> list[tuple[str, Employment]]:
    tiny = [slot for slot in slots if slot.is_tiny]
    large = [slot for slot in slots if not slot.is_tiny]
    in_tiny = [_TINY_COUNT + dice.randrange(2) for _ in tiny]
    asn = size.pns + size.pppk
    in_large = apportion(asn - sum(in_tiny) - 1, [slot.weight for slot in large], minimum=3)  # one heads the province
    counts = {slot.agency_id: n for slot, n in zip([*tiny, *large], [*in_tiny, *in_large], strict=True)}
    contract = apportion(size.pppk, [counts[s.agency_id] * s.pppk_share for s in large])
    for place, slot in enumerate(large):  # a share may be larger than the place: hand the surplus on
        surplus = contract[place] - (counts[slot.agency_id] - 1)
        if surplus > 0:
            contract[place] -= surplus
            contract[(place + 1) % len(large)] += surplus
    staff: list[tuple[str, Employment]] = [(ROOT_ID, "pns")]
    pppk_at = {slot.agency_id: n for slot, n in zip(large, contract, strict=True)}
    for slot in slots:
        here = pppk_at.get(slot.agency_id, 0)
        staff += [(slot.agency_id, "pns")] * (counts[slot.agency_id] - here) + [(slot.agency_id, "pppk")] * here
    return staff


def _spread(slots: list[_Slot], count: int, dice: random.Random) -> list[_Slot]:
    large = [slot for slot in slots if not slot.is_tiny]
    return dice.choices(large, [slot.weight for slot in large], k=count)


def _regency(root: Agency, kecamatan: int, dice: random.Random) -> tuple[list[Agency], list[tuple[str, Employment]]]:
    regency = _child(root, "kab", "Kabupaten Sungai Damai (demo)", "instansi")
    agencies: list[Agency] = [regency]
    staff: list[tuple[str, Employment]] = []
    for number, name in enumerate(_KECAMATAN[:kecamatan], start=1):
        district = _child(regency, f"kec-{number}", f"Kecamatan {name}", "kecamatan")
        agencies.append(district)
        for place, village_name in enumerate(dice.sample(_DESA, dice.randrange(4, 8)), start=1):
            village = _child(district, f"desa-{number}-{place}", f"Desa {village_name}", "desa")
            agencies.append(village)
            staff.append((village.id, "kepala-desa"))
            staff += [(village.id, "perangkat-desa")] * dice.randrange(6, 11)
    return agencies, staff


def _personas(people: list[Person], agencies: list[Agency]) -> tuple[list[Person], tuple[DemoPersona, ...]]:
    """Give a few of the people a known name and a story; nobody is added, so headcounts stay exact."""
    named = {a.name: a.id for a in agencies}
    kominfo, bkd = named["Dinas Kominfo dan Statistik"], named["Badan Kepegawaian Daerah"]
    school = next(a.id for a in agencies if a.name.startswith("SMA Negeri"))
    village = next(a.id for a in agencies if a.kind == "desa")
    wanted: tuple[tuple[str, str, str, Role, str, str, Story], ...] = (
        ("Rina Wulandari", kominfo, "pns", "learner", "PNS, belum mulai",
         "Staf dinas yang baru menerima penugasan. Mulai dari prauji.", "never"),
        ("Yohana Mandagi", school, "pppk", "learner", "Guru PPPK, di tengah kursus",
         "Sudah prauji dan membaca dua materi; pascauji menunggu.", "midcourse"),
        ("Nengah Arsana", village, "perangkat-desa", "learner", "Perangkat desa, siap pascauji",
         "Sudah prauji dan membaca semua materi.", "ready"),
        ("Dimas Prasetyo", bkd, "pns", "learner", "PNS, sudah selesai",
         "Sudah pascauji; lihat hasil dan pembahasannya.", "finished"),
        ("Ratna Effendi", kominfo, "pns", "supervisor", "Penyelia dinas",
         "Melihat pemahaman Dinas Kominfo dan Statistik beserta unitnya.", "free"),
        ("Surya Hidayat", ROOT_ID, "pns", "supervisor", "Penyelia provinsi",
         "Melihat semua perangkat daerah dan kabupaten.", "free"),
        ("Kartika Lubis", bkd, "pns", "author", "Penyusun materi",
         "Memeriksa masalah pada berkas materi dan soal.", "free"),
    )  # fmt: skip
    taken: set[int] = set()
    personas = []
    people = list(people)
    for name, agency_id, employment, role, title, description, story in wanted:
        place = next(
            i
            for i, p in enumerate(people)
            if i not in taken and p.agency_id == agency_id and p.employment == employment
        )
        taken.add(place)
        people[place] = replace(people[place], name=name)
        personas.append(DemoPersona(people[place].id, role, title, description, story))
    return people, tuple(personas)
