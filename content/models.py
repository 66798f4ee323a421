"""The closed, frozen shapes of everything that is taught: regulations, modules, lessons, misconceptions, glossary.

The kinds of section a lesson is made of are in ``content/sections.py``; the words both share in ``content/words.py``.

Field descriptions are in Indonesian because editors show them to authors through the
generated JSON Schemas (see ``content/schemas.py``).
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from content.sections import Section
from content.words import Basis, Citation, Closed, Date, Indicator, Line, ProvisionId, SectionRef, Slug, Text

# --- Regulations -----------------------------------------------------------------------------


class Provision(Closed):
    """One pasal/ayat/huruf/angka of a regulation, paraphrased."""

    id: ProvisionId = Field(description="Alamat ketentuan, mis. pasal-24/ayat-1/huruf-d.")
    summary: Text = Field(description="Isi ketentuan dengan kata-kata sendiri (bukan salinan).")
    basis: Basis = Field(
        description="primary = naskah peraturannya dibaca; secondary = dari sumber sekunder tepercaya."
    )
    source: Line | None = Field(default=None, description="Sumber sekundernya; wajib bila basis secondary.")
    contested: bool = Field(
        default=False, description="true bila tafsirnya diperdebatkan; tidak boleh dijadikan soal berskor."
    )
    changed_on: Date | None = Field(
        default=None,
        description="Tanggal isi atau ancamannya terakhir berubah; materi dan soal yang lebih tua jadi usang.",
    )
    changed_by: Citation | None = Field(
        default=None, description="Ketentuan yang mengubahnya; wajib bersama changed_on."
    )
    note: Text | None = Field(default=None, description="Catatan untuk pembaca, mis. benturan aturan.")


class Regulation(Closed):
    """A legal instrument and the provisions of it that Netral teaches."""

    id: Slug = Field(description="Pengenal peraturan, mis. uu-20-2023.")
    kind: Literal["uu", "pp", "perpres", "permen", "perbawaslu", "pkpu", "skb", "se", "putusan-mk"] = Field(
        description="Jenis peraturan."
    )
    number: Line = Field(description="Nomor, ditulis sebagai teks, mis. '20'.")
    year: int = Field(ge=1945, le=2100, description="Tahun.")
    title: Line = Field(description="Judul resmi (tentang ...).")
    short_title: Line = Field(description="Nama pendek yang dipakai di layar, mis. UU 20/2023 (ASN).")
    issuer: Line = Field(description="Pembentuk atau penerbit.")
    status: Literal["berlaku", "diubah", "dicabut"] = Field(description="Status hari ini.")
    in_force_from: Date = Field(description="Tanggal mulai berlaku (TTTT-BB-HH).")
    repealed_on: Date | None = Field(default=None, description="Tanggal dicabut; wajib bila status dicabut.")
    amends: tuple[Slug, ...] = Field(default=(), description="Peraturan yang diubah olehnya.")
    amended_by: tuple[Slug, ...] = Field(default=(), description="Peraturan yang mengubahnya.")
    repeals: tuple[Slug, ...] = Field(default=(), description="Peraturan yang dicabut olehnya.")
    repealed_by: Slug | None = Field(default=None, description="Peraturan yang mencabutnya.")
    checked_on: Date = Field(description="Tanggal terakhir isinya dicocokkan.")
    note: Text | None = Field(default=None, description="Catatan status, mis. bagian yang sudah usang.")
    provisions: tuple[Provision, ...] = Field(min_length=1, description="Ketentuan yang dipakai.")


# --- Misconceptions --------------------------------------------------------------------------


class Misconception(Closed):
    """A named wrong belief that a distractor stands for."""

    id: Slug = Field(description="Pengenal salah paham.")
    belief: Line = Field(description="Keyakinan yang keliru, ditulis sebagai kalimat orang yang meyakininya.")
    correction: Text = Field(description="Yang benar, satu atau dua kalimat.")
    indicator: Indicator = Field(description="Indikator yang paling terkait.")
    cure: SectionRef = Field(description="Bagian materi yang meluruskannya: materi#bagian.")
    citations: tuple[Citation, ...] = Field(
        min_length=1,
        max_length=3,
        description="Satu sampai tiga ketentuan yang menjadi dasar correction, yang terpenting lebih dahulu; "
        "dibacakan di samping aturannya.",
    )
    formerly: tuple[Slug, ...] = Field(
        default=(),
        description="Pengenal lamanya, bila digabung atau berganti nama; jawaban lama dihitung untuk salah paham ini.",
    )


class MisconceptionFile(Closed):
    misconceptions: tuple[Misconception, ...] = Field(min_length=1, description="Daftar salah paham.")


# --- Glossary --------------------------------------------------------------------------------


class Term(Closed):
    """A word explained where it is read, on hover or tap."""

    id: Slug = Field(description="Pengenal istilah.")
    term: Line = Field(description="Istilah seperti ditulis dalam materi, mis. bakal calon.")
    also: tuple[Line, ...] = Field(default=(), description="Bentuk lain yang sama artinya, mis. singkatannya.")
    definition: Line = Field(description="Arti dengan bahasa sehari-hari, satu atau dua kalimat.")
    citations: tuple[Citation, ...] = Field(
        default=(), description="Rujukan ketentuan bila artinya berasal dari aturan."
    )


class Glossary(Closed):
    terms: tuple[Term, ...] = Field(min_length=1, description="Daftar istilah.")


# --- Lessons and modules ---------------------------------------------------------------------


class Objective(Closed):
    """A thing a learner can do after the lesson."""

    id: Slug = Field(description="Pengenal tujuan belajar, unik di seluruh pustaka.")
    text: Line = Field(description="Kalimat kemampuan: kata kerja + objek.")
    indicator: Indicator = Field(description="Indikator yang diukurnya.")


class Lesson(Closed):
    """One self-paced page."""

    id: Slug = Field(description="Pengenal materi; dipakai di alamat halaman.")
    title: Line = Field(description="Judul materi.")
    summary: Line = Field(description="Satu kalimat tentang isi materi.")
    order: int = Field(ge=1, description="Urutan tampil.")
    estimated_minutes: int = Field(ge=1, le=60, description="Perkiraan waktu baca (menit).")
    indicators: tuple[Indicator, ...] = Field(min_length=1, description="Indikator yang dibahas.")
    checked_on: Date = Field(description="Tanggal hukumnya terakhir dicocokkan.")
    objectives: tuple[Objective, ...] = Field(min_length=1, description="Tujuan belajar.")
    sections: tuple[Section, ...] = Field(min_length=1, description="Bagian-bagian materi.")


class SummaryPoint(Closed):
    text: Line = Field(description="Satu pokok untuk ringkasan cetak satu halaman.")
    citations: tuple[Citation, ...] = Field(default=(), description="Rujukan ketentuan, bila pokoknya berisi hukum.")


class Module(Closed):
    """A few lessons that belong together, with a one-page summary to print."""

    id: Slug = Field(description="Pengenal modul; dipakai di alamat halaman.")
    title: Line = Field(description="Judul modul.")
    summary: Line = Field(description="Satu kalimat tentang isi modul.")
    order: int = Field(ge=1, description="Urutan tampil.")
    lessons: tuple[Slug, ...] = Field(min_length=1, max_length=5, description="Materi, urut belajar.")
    points: tuple[SummaryPoint, ...] = Field(
        min_length=4, max_length=10, description="Pokok-pokok untuk ringkasan cetak satu halaman."
    )
