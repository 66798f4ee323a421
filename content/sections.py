"""The kinds of section a lesson is made of."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from content.words import Citation, Closed, Line, Slug, Text

_CITATIONS = (
    "Rujukan ke ketentuan, mis. uu-20-2023:pasal-24/ayat-1/huruf-d. Peraturan yang sudah dicabut "
    "hanya boleh dirujuk dengan akhiran @sejarah."
)


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


class Branch(Closed):
    """One answer at a fork: it leads to another question or to an outcome."""

    answer: Line = Field(description="Jawaban di percabangan, mis. Ya.")
    goes_to: Slug | None = Field(default=None, description="Pengenal pertanyaan berikutnya; isi ini atau outcome.")
    outcome: Line | None = Field(default=None, description="Simpulan bila jalur berakhir di sini.")
    tone: Literal["aman", "hati-hati", "dilarang"] | None = Field(
        default=None, description="Sifat simpulan; wajib bersama outcome."
    )


class Fork(Closed):
    id: Slug = Field(description="Pengenal pertanyaan.")
    question: Line = Field(description="Pertanyaan di percabangan.")
    branches: tuple[Branch, ...] = Field(min_length=2, max_length=4, description="Jawaban yang mungkin.")


class DecisionTreeSection(_Section):
    """Questions that lead to what to do; the first fork is the start."""

    kind: Literal["decision_tree"]
    forks: tuple[Fork, ...] = Field(min_length=2, max_length=12, description="Percabangan; yang pertama adalah awal.")


class MatrixRow(Closed):
    title: Line = Field(description="Judul baris, mis. PPPK.")
    cells: tuple[Line, ...] = Field(min_length=1, description="Isi sel, sebanyak kolomnya.")


class MatrixSection(_Section):
    """A map in the form of a grid: who against what, stage against risk."""

    kind: Literal["matrix"]
    columns: tuple[Line, ...] = Field(min_length=1, max_length=4, description="Judul kolom, tanpa kolom judul baris.")
    rows: tuple[MatrixRow, ...] = Field(min_length=2, max_length=12, description="Baris peta.")


class MistakesSection(_Section):
    """What readers most often get wrong; opens a module."""

    kind: Literal["mistakes"]
    misconceptions: tuple[Slug, ...] = Field(
        min_length=2, max_length=6, description="Pengenal salah paham; yang paling sering lebih dulu."
    )


class MondaySection(_Section):
    """What to do on Monday; closes a module."""

    kind: Literal["monday"]
    actions: tuple[Line, ...] = Field(min_length=2, max_length=7, description="Tindakan nyata yang bisa dimulai Senin.")


VISUAL_KINDS = ("timeline", "ladder", "decision_tree", "matrix")
"""Kinds that draw a picture from data."""

Section = Annotated[
    TextSection
    | DoDontSection
    | CaseSection
    | TimelineSection
    | LadderSection
    | CheckSection
    | DecisionTreeSection
    | MatrixSection
    | MistakesSection
    | MondaySection,
    Field(discriminator="kind"),
]
