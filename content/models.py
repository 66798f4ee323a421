"""The closed, frozen shapes of everything that is taught: regulations, lessons, misconceptions.

Field descriptions are in Indonesian because editors show them to authors through the
generated JSON Schemas (see ``content/schemas.py``).
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

INDICATORS = ("karier", "partai-politik", "kampanye", "pelayanan-publik")
"""The four neutrality indicators, in their fixed order: a frame for learning."""

INDICATOR_TITLES = {
    "karier": "Karier ASN",
    "partai-politik": "Partai politik",
    "kampanye": "Kampanye",
    "pelayanan-publik": "Pelayanan publik",
}


def _date_from_text(value: object) -> object:
    return dt.date.fromisoformat(value) if isinstance(value, str) else value


Indicator = Literal["karier", "partai-politik", "kampanye", "pelayanan-publik"]
Basis = Literal["primary", "secondary"]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Line = Annotated[str, Field(min_length=1, max_length=400)]
Text = Annotated[str, Field(min_length=1, max_length=6000)]
Date = Annotated[dt.date, BeforeValidator(_date_from_text)]
ProvisionId = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)*$", max_length=120)]
Citation = Annotated[str, Field(pattern=r"^[a-z0-9-]+:[a-z0-9/-]+(@sejarah)?$", max_length=200)]
SectionRef = Annotated[str, Field(pattern=r"^[a-z0-9-]+#[a-z0-9-]+$", max_length=170)]

_CITATIONS = (
    "Rujukan ke ketentuan, mis. uu-20-2023:pasal-24/ayat-1/huruf-d. Peraturan yang sudah dicabut "
    "hanya boleh dirujuk dengan akhiran @sejarah."
)


class Closed(BaseModel):
    """Frozen, and refusing any field it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


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


class MisconceptionFile(Closed):
    misconceptions: tuple[Misconception, ...] = Field(min_length=1, description="Daftar salah paham.")


# --- Lessons ---------------------------------------------------------------------------------


class Objective(Closed):
    """A thing a learner can do after the lesson."""

    id: Slug = Field(description="Pengenal tujuan belajar, unik di seluruh pustaka.")
    text: Line = Field(description="Kalimat kemampuan: kata kerja + objek.")
    indicator: Indicator = Field(description="Indikator yang diukurnya.")


class _Section(Closed):
    id: Slug = Field(description="Pengenal bagian, unik di dalam materi ini.")
    title: Line = Field(description="Judul bagian.")
    citations: tuple[Citation, ...] = Field(default=(), description=_CITATIONS)


class TextSection(_Section):
    """Running text in Markdown (no HTML, no images)."""

    kind: Literal["text"]
    body: Text = Field(description="Isi dalam Markdown sederhana; tanpa HTML dan tanpa gambar.")


class DoDontSection(_Section):
    """A table of what to do and what not to do."""

    kind: Literal["do_dont"]
    do: tuple[Line, ...] = Field(min_length=1, description="Yang boleh atau dianjurkan.")
    dont: tuple[Line, ...] = Field(min_length=1, description="Yang dilarang atau dihindari.")


class CaseSection(_Section):
    """A real-life case: what happened, what to ask, how the rule answers."""

    kind: Literal["case"]
    story: Text = Field(description="Kejadiannya. Nama dan tempat fiktif.")
    question: Line = Field(description="Pertanyaan untuk direnungkan.")
    verdict: Literal["pelanggaran", "bukan-pelanggaran", "bergantung"] = Field(description="Putusan kasus.")
    analysis: Text = Field(description="Mengapa demikian, dengan aturannya.")


class TimelineEvent(Closed):
    when: Line = Field(description="Waktu kejadian seperti ditampilkan, mis. 31 Oktober 2023.")
    title: Line = Field(description="Judul kejadian.")
    text: Line = Field(description="Penjelasan singkat.")


class TimelineSection(_Section):
    """Events in order of time."""

    kind: Literal["timeline"]
    events: tuple[TimelineEvent, ...] = Field(min_length=2, description="Kejadian, urut waktu.")


class LadderStep(Closed):
    title: Line = Field(description="Nama anak tangga, mis. Sanksi moral.")
    text: Line = Field(description="Isinya.")
    severity: int = Field(ge=1, le=5, description="Berat ringannya, 1 sampai 5.")


class LadderSection(_Section):
    """A sanction ladder, lightest first."""

    kind: Literal["ladder"]
    steps: tuple[LadderStep, ...] = Field(min_length=2, description="Anak tangga, dari yang paling ringan.")


class CheckOption(Closed):
    id: Slug = Field(description="Pengenal pilihan, mis. a.")
    text: Line = Field(description="Teks pilihan.")
    feedback: Line = Field(description="Umpan balik bila pilihan ini diambil.")


class CheckSection(_Section):
    """An ungraded inline question with immediate feedback."""

    kind: Literal["check"]
    stem: Text = Field(description="Pertanyaannya.")
    options: tuple[CheckOption, ...] = Field(min_length=2, max_length=5, description="Pilihan jawaban.")
    key: Slug = Field(description="Pengenal pilihan yang benar.")


Section = Annotated[
    TextSection | DoDontSection | CaseSection | TimelineSection | LadderSection | CheckSection,
    Field(discriminator="kind"),
]


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
