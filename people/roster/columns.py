"""The documented columns of a roster: their names, other names offices give them, and what is written in them."""

from __future__ import annotations

from people.models import EMPLOYMENT_TITLES, Employment
from people.roster.column_set import Column, ColumnSet
from people.roster.models import PostKind

NUMBER, NAME, EMPLOYMENT, UNIT, TITLE, STATUS, SINCE, EMAIL = (
    "number", "name", "employment", "unit_code", "title", "post_kind", "valid_from", "email",
)  # fmt: skip


COLUMNS = (
    Column(
        NUMBER, "NIP/Nomor", 24, True,
        "NIP atau NI PPPK 18 angka; selain PNS, CPNS, dan PPPK: nomor buatan instansi, bukan NIK. Kolom ini harus Teks.",
        ("nip", "nip nomor", "nip ni pppk", "nip nipppk", "nipppk", "ni pppk", "nip baru", "nomor induk",
         "nomor induk pegawai", "nip nomor induk", "nomor pegawai", "id pegawai", "nip id", "nip nik", "nip nrk"),
        ("nomor",),
    ),
    Column(NAME, "Nama", 34, True, "Nama lengkap; gelar boleh.", ("nama", "nama lengkap", "nama pegawai", "nama asn")),
    Column(
        EMPLOYMENT, "Jenis Kepegawaian", 20, True, "Pilih dari daftar.",
        ("jenis", "jenis kepegawaian", "jenis pegawai", "status kepegawaian", "kepegawaian"), (),
        tuple(EMPLOYMENT_TITLES.values()),
    ),
    Column(
        UNIT, "Kode Unit", 18, True, "Kode unit seperti yang terdaftar, mis. 01.02. Kolom ini harus Teks.",
        ("kode unit", "kode unit kerja", "kode opd", "kode skpd", "kode perangkat daerah", "unit kode", "unit kerja kode",
         "kode unor"),
    ),
    Column(TITLE, "Jabatan", 34, False, "Nama jabatan; boleh kosong.", ("jabatan", "nama jabatan")),
    Column(
        STATUS, "Status Jabatan", 16, False,
        "Kosong atau definitif; Plt atau Plh untuk baris jabatan rangkap (satu baris tiap jabatan).",
        ("status jabatan", "plt plh", "status plt plh", "status plt"), (), ("definitif", "Plt", "Plh"),
    ),
    Column(
        SINCE, "Berlaku Sejak", 16, False, "Tanggal, mis. 2026-01-31 atau 31/01/2026. Kosong: tanggal impor.",
        ("berlaku sejak", "sejak", "tmt", "tmt jabatan", "tanggal berlaku"),
    ),
    Column(EMAIL, "Email", 30, False, "Surel kantor; boleh kosong.", ("email", "e mail", "surel", "alamat email")),
)  # fmt: skip
ROSTER = ColumnSet(COLUMNS)


EMPLOYMENT_OF: dict[str, Employment] = {
    "pns": "pns", "cpns": "cpns", "pppk": "pppk", "p3k": "pppk", "pppk penuh waktu": "pppk", "pppk paruh waktu": "pppk",
    "non asn": "non-asn", "nonasn": "non-asn", "honorer": "non-asn", "kepala desa": "kepala-desa", "kades": "kepala-desa",
    "perangkat desa": "perangkat-desa",
}  # fmt: skip
POST_KIND_OF: dict[str, PostKind] = {
    "": "definitif", "definitif": "definitif", "def": "definitif",
    "plt": "plt", "pelaksana tugas": "plt", "plh": "plh", "pelaksana harian": "plh",
}  # fmt: skip
NATIONAL: frozenset[Employment] = frozenset({"pns", "cpns", "pppk"})
"""Kinds whose people have an 18-digit national number."""
