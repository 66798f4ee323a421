"""The closed, frozen shapes of how it is tested: items of six kinds, dilemmas, blueprints, quizzes, courses."""

from __future__ import annotations

import hashlib
from typing import Annotated, Literal

from pydantic import Field

from content.words import Citation, Closed, Date, Indicator, Line, SectionRef, Slug, Text

Difficulty = Literal["mudah", "sedang", "sulit"]
ItemKind = Literal["single", "multiple", "true_false", "matching", "ordering", "judgement"]
MarkingRule = Literal[
    "all_or_nothing", "proportional", "proportional_minus_wrong", "matching_pairs", "ordering_pairs", "panel_weight"
]
QuizMode = Literal["pretest", "practice", "posttest", "refresher"]
Audience = Literal["pimpinan", "pppk", "non-asn", "desa"]


class Option(Closed):
    """One choice of an item."""

    id: Slug = Field(description="Pengenal pilihan, mis. a. Jangan diubah setelah dipakai.")
    text: Line = Field(description="Teks pilihan.")
    feedback: Line = Field(description="Umpan balik: mengapa pilihan ini benar atau keliru.")
    misconception: Slug | None = Field(
        default=None, description="Salah paham yang diwakili pengecoh ini (id di misconceptions)."
    )


class JudgementOption(Option):
    weight: float = Field(ge=0, le=1, description="Bobot panel, 0 (terburuk) sampai 1 (terbaik).")


class Pair(Closed):
    id: Slug = Field(description="Pengenal pasangan.")
    left: Line = Field(description="Teks kiri.")
    right: Line = Field(description="Pasangan yang benar.")
    feedback: Line = Field(description="Mengapa pasangan ini benar.")


class Step(Closed):
    id: Slug = Field(description="Pengenal langkah.")
    text: Line = Field(description="Teks langkah.")
    feedback: Line = Field(description="Mengapa langkah ini di tempat ini.")


class _Item(Closed):
    id: Slug = Field(description="Pengenal soal, unik di seluruh bank. Jangan diubah setelah dipakai.")
    indicator: Indicator = Field(description="Indikator yang diukur.")
    objectives: tuple[Slug, ...] = Field(min_length=1, description="Tujuan belajar yang diukur.")
    difficulty: Difficulty = Field(description="Perkiraan kesukaran.")
    situational: bool = Field(default=False, description="true bila soal berupa situasi nyata.")
    stem: Text = Field(description="Pokok soal.")
    explanation: Text = Field(description="Pembahasan: aturan dan alasannya.")
    citations: tuple[Citation, ...] = Field(
        min_length=1, description="Rujukan ketentuan yang menjadi dasar kunci, mis. pp-94-2021:pasal-5/huruf-n/angka-6."
    )
    section: SectionRef = Field(description="Bagian materi tempat hal ini diajarkan: materi#bagian.")
    critical: bool = Field(default=False, description="true bila soal termasuk topik kritis (wajib dikuasai).")
    audience: tuple[Audience, ...] = Field(
        default=(), description="Hanya untuk kelompok ini; kosong = untuk semua. Soal khusus tidak keluar di kuis umum."
    )
    enemies: tuple[Slug, ...] = Field(
        default=(), description="Soal yang membocorkan jawaban soal ini; keduanya tidak akan keluar dalam satu paket."
    )
    checked_on: Date | None = Field(
        default=None, description="Tanggal hukumnya dicocokkan; kosong = sama dengan materi tempat ia diajarkan."
    )


class SingleItem(_Item):
    """One correct option."""

    kind: Literal["single"]
    options: tuple[Option, ...] = Field(min_length=3, max_length=5, description="Pilihan jawaban.")
    key: Slug = Field(description="Pengenal pilihan yang benar.")
    fixed_order: bool = Field(default=False, description="true bila urutan pilihan tidak boleh diacak.")


class MultipleItem(_Item):
    """Any number of correct options, at least one right and one wrong."""

    kind: Literal["multiple"]
    options: tuple[Option, ...] = Field(min_length=3, max_length=7, description="Pilihan jawaban.")
    keys: tuple[Slug, ...] = Field(min_length=1, description="Pengenal semua pilihan yang benar.")
    marking: Literal["all_or_nothing", "proportional", "proportional_minus_wrong"] = Field(
        default="proportional_minus_wrong", description="Aturan penilaian."
    )
    fixed_order: bool = Field(default=False, description="true bila urutan pilihan tidak boleh diacak.")


class TrueFalseItem(_Item):
    """A statement that is true or false."""

    kind: Literal["true_false"]
    key: bool = Field(description="true bila pernyataannya benar.")
    feedback_true: Line = Field(description="Umpan balik bila dijawab Benar.")
    feedback_false: Line = Field(description="Umpan balik bila dijawab Salah.")
    misconception: Slug | None = Field(default=None, description="Salah paham di balik jawaban yang keliru.")


class MatchingItem(_Item):
    """Left sides to be joined with right sides; every right side text is distinct."""

    kind: Literal["matching"]
    pairs: tuple[Pair, ...] = Field(min_length=3, max_length=6, description="Pasangan yang benar.")
    extra_rights: tuple[Line, ...] = Field(default=(), max_length=3, description="Pengecoh di sisi kanan.")


class OrderingItem(_Item):
    """Steps to be put in order; written in the right order."""

    kind: Literal["ordering"]
    steps: tuple[Step, ...] = Field(min_length=3, max_length=6, description="Langkah dalam urutan yang benar.")


class JudgementItem(_Item):
    """Situational judgement: choose the best action; options carry panel weights."""

    kind: Literal["judgement"]
    options: tuple[JudgementOption, ...] = Field(min_length=3, max_length=5, description="Tindakan yang mungkin.")
    fixed_order: bool = Field(default=False, description="true bila urutan pilihan tidak boleh diacak.")


Item = Annotated[
    SingleItem | MultipleItem | TrueFalseItem | MatchingItem | OrderingItem | JudgementItem,
    Field(discriminator="kind"),
]


class ItemFile(Closed):
    items: tuple[Item, ...] = Field(min_length=1, description="Daftar soal.")


# --- Dilemmas --------------------------------------------------------------------------------


class Choice(Closed):
    """What a person may do at one point of a dilemma: it has a consequence and leads on."""

    id: Slug = Field(description="Pengenal pilihan. Jangan diubah setelah dipakai.")
    text: Line = Field(description="Tindakan yang dipilih.")
    consequence: Text = Field(description="Apa yang terjadi sesudahnya, sebagai cerita.")
    feedback: Text = Field(description="Mengapa tindakan ini baik atau kurang baik, dengan aturannya.")
    weight: float = Field(ge=0, le=1, description="Bobot, 0 (terburuk) sampai 1 (terbaik).")
    misconception: Slug | None = Field(default=None, description="Salah paham di balik pilihan ini.")
    leads_to: Slug = Field(description="Pengenal langkah berikutnya, atau pengenal akhir cerita.")


class DilemmaStep(Closed):
    id: Slug = Field(description="Pengenal langkah.")
    situation: Text = Field(description="Keadaan yang dihadapi sekarang.")
    question: Line = Field(description="Pertanyaan, mis. Apa yang Anda lakukan?")
    citations: tuple[Citation, ...] = Field(
        min_length=1, description="Rujukan ketentuan di balik umpan balik langkah ini."
    )
    choices: tuple[Choice, ...] = Field(min_length=2, max_length=4, description="Tindakan yang mungkin.")


class Ending(Closed):
    id: Slug = Field(description="Pengenal akhir cerita.")
    title: Line = Field(description="Judul akhir cerita.")
    text: Text = Field(description="Bagaimana ceritanya berakhir dan apa pelajarannya.")


class Dilemma(Closed):
    """A branching case of 3 to 5 steps; every path ends in one of the endings."""

    id: Slug = Field(description="Pengenal dilema; dipakai di alamat halaman.")
    title: Line = Field(description="Judul dilema.")
    summary: Line = Field(description="Satu kalimat pembuka.")
    order: int = Field(ge=1, description="Urutan tampil.")
    indicator: Indicator = Field(description="Indikator yang paling terkait.")
    objectives: tuple[Slug, ...] = Field(min_length=1, description="Tujuan belajar yang dilatih.")
    section: SectionRef = Field(description="Bagian materi tempat hal ini diajarkan: materi#bagian.")
    estimated_minutes: int = Field(ge=1, le=20, description="Perkiraan waktu (menit).")
    steps: tuple[DilemmaStep, ...] = Field(min_length=3, description="Langkah; yang pertama adalah awal cerita.")
    endings: tuple[Ending, ...] = Field(min_length=2, description="Akhir cerita yang mungkin.")


# --- Quizzes and courses ---------------------------------------------------------------------


class BlueprintCell(Closed):
    """How many items to draw from the part of the bank that fits."""

    count: int = Field(ge=1, le=50, description="Banyak soal yang diambil.")
    indicator: Indicator | None = Field(default=None, description="Hanya soal dengan indikator ini.")
    objective: Slug | None = Field(default=None, description="Hanya soal yang mengukur tujuan ini.")
    difficulty: Difficulty | None = Field(default=None, description="Hanya soal dengan kesukaran ini.")
    critical: bool | None = Field(default=None, description="true: hanya soal topik kritis; false: hanya yang bukan.")
    lessons: tuple[Slug, ...] = Field(default=(), description="Hanya soal yang diajarkan di materi-materi ini.")
    audience: Audience | None = Field(
        default=None, description="Hanya soal khusus kelompok ini; kosong = hanya soal untuk semua."
    )


class CriticalTopic(Closed):
    """A topic that must be passed whatever the total."""

    title: Line = Field(description="Nama topik di layar.")
    pass_mark: float = Field(gt=0, le=1, description="Nilai minimum pada topik ini (0 sampai 1).")
    indicator: Indicator | None = Field(default=None, description="Topik = soal berindikator ini.")
    objective: Slug | None = Field(default=None, description="Topik = soal yang mengukur tujuan ini.")
    only_critical: bool = Field(default=False, description="Topik = soal yang bertanda critical.")


class Quiz(Closed):
    """What is taken: a blueprint with its rules."""

    id: Slug = Field(description="Pengenal kuis; dipakai di alamat halaman.")
    title: Line = Field(description="Judul kuis.")
    summary: Line = Field(description="Satu kalimat penjelasan.")
    mode: QuizMode = Field(description="pretest, practice, posttest, atau refresher.")
    modules: tuple[Slug, ...] = Field(
        default=(), description="Hanya soal yang diajarkan di modul-modul ini; kosong = seluruh bank."
    )
    blueprint: tuple[BlueprintCell, ...] = Field(min_length=1, description="Kisi-kisi.")
    attempt_limit: int | None = Field(default=None, ge=1, le=20, description="Batas percobaan; kosong = tanpa batas.")
    time_limit_minutes: int | None = Field(default=None, ge=1, le=300, description="Batas waktu; kosong = tanpa batas.")
    pass_mark: float = Field(ge=0, le=1, description="Nilai lulus (0 sampai 1).")
    critical_topics: tuple[CriticalTopic, ...] = Field(default=(), description="Topik yang wajib lulus.")
    parallel: Slug | None = Field(
        default=None,
        description="Nama pasangan bentuk sejajar. Prauji dan pascauji senama memakai kisi-kisi sama tetapi belahan "
        "bank yang berbeda, ditukar silang antarpeserta.",
    )
    asks_sureness: bool = Field(
        default=False,
        exclude_if=lambda asks: not asks,  # so that the fingerprint of a quiz that does not ask stays what it was
        description="true: di samping jawaban peserta boleh menandai Yakin atau Ragu. Tidak pernah mengubah nilai. Prauji "
        "dan pascauji yang sejajar harus sama-sama bertanya atau sama-sama tidak.",
    )


class Refresher(Closed):
    """A short quiz some time after the post-test: whoever recalls a thing keeps it longer."""

    quiz: Slug = Field(description="Kuis penyegaran (mode refresher), 5 sampai 8 soal.")
    after_days: tuple[Annotated[int, Field(ge=7, le=730)], ...] = Field(
        min_length=1,
        max_length=4,
        description="Ditawarkan sesudah sekian hari sejak pascauji pertama dikumpulkan; urut naik, mis. [30, 90].",
    )


class Course(Closed):
    """Lessons with a pre-test before and a post-test after."""

    id: Slug = Field(description="Pengenal kursus.")
    title: Line = Field(description="Judul kursus.")
    summary: Line = Field(description="Satu kalimat penjelasan.")
    pretest: Slug | None = Field(default=None, description="Kuis prauji.")
    audience: Audience | None = Field(default=None, description="Kelompok sasaran; kosong = semua.")
    modules: tuple[Slug, ...] = Field(min_length=1, description="Modul, urut belajar.")
    practice: tuple[Slug, ...] = Field(default=(), description="Kuis latihan.")
    posttest: Slug = Field(description="Kuis pascauji.")
    refresher: Refresher | None = Field(default=None, description="Penyegaran sesudah pascauji; kosong = tanpa.")

    @property
    def quizzes(self) -> tuple[str, ...]:
        """Ids of every quiz the course asks."""
        refresher = self.refresher.quiz if self.refresher else None
        return tuple(quiz for quiz in (self.pretest, *self.practice, self.posttest, refresher) if quiz is not None)


def fingerprint(item: Closed) -> str:
    """16 hex digits that change whenever any field of the item changes (SHA-256 of its canonical JSON)."""
    return hashlib.sha256(item.model_dump_json().encode()).hexdigest()[:16]
