"""Every column of the tables that analysts and staff take along: what it is, in which unit, and when it is empty.

Numbers are whole and rounded as the screen rounds them: more digits would tell how one person's result moved a mean.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

FILE_MINIMUM = 10
"""In a file that is passed on, results of fewer people than this are left out."""
SHOWN, NO_DATA = "ada", "belum ada hasil"
FEW, PROTECTS = f"kurang dari {FILE_MINIMUM} orang", "melindungi kelompok kecil"
NOT_COUNTED = "tidak dihitung"
STATES = (SHOWN, NO_DATA, FEW, PROTECTS)
BELOW, ABOVE, UNCLEAR = "jelas di bawah", "jelas di atas", "belum dapat dibedakan"
WHOLE, PART, DIRECTLY = "seluruh", "bagian", "langsung"
ALL_KINDS = "semua"
YES, NO = "ya", "tidak"

Kind = Literal["teks", "bilangan", "tanggal"]
Value = str | int | date | None


@dataclass(frozen=True)
class Column:
    """``measure``: its entry in the catalogue of measures, which says what counts and from where. Without ``may_be_empty``
    every row has a value; ``values``: the only ones it can have."""

    name: str
    title: str
    meaning: str
    kind: Kind = "teks"
    unit: str = ""
    measure: str | None = None
    may_be_empty: bool = False
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class TableShape:
    """``name`` is that of the file, ``title`` that of the sheet."""

    name: str
    title: str
    meaning: str
    columns: tuple[Column, ...]


def _number(name: str, title: str, meaning: str, unit: str, measure: str | None, *, always: bool = False) -> Column:
    return Column(name, title, meaning, "bilangan", unit, measure, not always)


def _state(name: str, title: str, of: str, *more: str) -> Column:
    return Column(name, title, f"Mengapa {of} ada atau kosong.", measure="withheld_in_files", values=(*STATES, *more))


_INTERVAL = "dari rentang 90% di sekitarnya."
_PLACE = (
    Column("bagian_id", "Kode bagian", "Kode tetap bagian; kosong untuk pegawai yang langsung di instansi itu.", may_be_empty=True),
    Column("bagian", "Bagian", "Nama instansi yang dilaporkan, atau bagian tepat di bawahnya."),
    Column("tingkat", "Tingkat", "Seluruh instansi, satu bagiannya, atau pegawai yang langsung di instansi itu.", values=(WHOLE, PART, DIRECTLY)),
)  # fmt: skip
_KIND = Column("kepegawaian", "Kepegawaian", "Jenis kepegawaian, atau semua jenis bersama.")
_INDICATOR = Column("indikator", "Indikator", "Nama indikator.")
_GROUP = Column(
    "kelompok", "Kelompok", "Perbandingan rentangnya dengan rentang seluruh instansi.", measure="group", may_be_empty=True,
    values=(BELOW, ABOVE, UNCLEAR),
)  # fmt: skip

REPORT = TableShape(
    "laporan", "Laporan", "Apa yang dilaporkan: satu baris.",
    (
        Column("penugasan_id", "Kode penugasan", "Kode tetap penugasan."),
        Column("penugasan", "Penugasan", "Judul penugasan."),
        Column("kursus_id", "Kode kursus", "Kode kursus yang ditugaskan."),
        Column("instansi_id", "Kode instansi", "Kode tetap instansi yang dilaporkan."),
        Column("instansi", "Instansi", "Nama instansi yang dilaporkan."),
        Column("per_tanggal", "Keadaan per", "Hari pembuatan berkas, menurut zona waktu penugasan.", "tanggal"),
        _number("sasaran_persen", "Sasaran (persen)", "Batas lulus pascauji.", "persen", "below_target", always=True),
        Column(
            "soal_dihitung", "Soal dihitung",
            "Soal dan salah paham hanya dihitung untuk seluruh wilayah dan untuk instansi tepat di bawahnya.", values=(YES, NO),
        ),
    ),
)  # fmt: skip
COMPREHENSION = TableShape(
    "pemahaman", "Pemahaman", "Satu baris untuk tiap bagian, jenis kepegawaian, dan indikator.",
    (
        *_PLACE, _KIND, Column("indikator_id", "Kode indikator", "Kode tetap indikator."), _INDICATOR,
        _number("pemahaman_persen", "Pemahaman", "Perkiraan pemahaman.", "persen", "comprehension"),
        _number("bawah_persen", "Batas bawah", f"Ujung bawah {_INTERVAL}", "persen", "interval"),
        _number("atas_persen", "Batas atas", f"Ujung atas {_INTERVAL}", "persen", "interval"),
        _number("orang", "Orang", "Orang yang hasilnya dipakai.", "orang", "comprehension"),
        _number("jawaban", "Jawaban", "Jawaban yang dipakai.", "jawaban", "comprehension"),
        _number(
            "di_bawah_sasaran_persen", "Di bawah sasaran",
            "Kemungkinan berada di bawah sasaran. 1 berarti paling banyak 1, 99 berarti paling sedikit 99.", "persen", "below_target",
        ),
        _GROUP, _state("keadaan", "Keadaan", "pemahaman"),
    ),
)  # fmt: skip
PEOPLE = TableShape(
    "orang", "Orang", "Satu baris untuk tiap bagian dan jenis kepegawaian. Bagian berjumlah tepat seluruh instansi.",
    (
        *_PLACE, _KIND,
        _number("ditugaskan", "Ditugaskan", "Orang yang ditugaskan.", "orang", "assigned", always=True),
        _number("mulai", "Mulai", "Dari yang ditugaskan, yang sudah mulai.", "orang", "started", always=True),
        _number("selesai", "Selesai", "Dari yang ditugaskan, yang sudah selesai.", "orang", "finished", always=True),
        _number("lulus", "Lulus", "Dari yang selesai, yang lulus.", "orang", "passed"),
        _state("keadaan_lulus", "Keadaan lulus", "angka lulus"),
    ),
)  # fmt: skip
ITEMS = TableShape(
    "soal", "Soal", "Satu baris untuk tiap soal yang boleh ditampilkan, dari yang tersulit.",
    (
        Column("soal_id", "Kode soal", "Kode tetap soal."),
        Column("versi", "Versi soal", "Sidik teks soal; berubah bila teksnya diubah."),
        _INDICATOR, Column("soal", "Soal", "Bunyi soal."),
        _number("benar_persen", "Dijawab benar", "Rata-rata nilai soal.", "persen", "facility", always=True),
        _number("bawah_persen", "Batas bawah", f"Ujung bawah {_INTERVAL}", "persen", "facility", always=True),
        _number("atas_persen", "Batas atas", f"Ujung atas {_INTERVAL}", "persen", "facility", always=True),
        _number("orang", "Orang", "Orang yang menjawab.", "orang", "facility", always=True),
        Column("daya_beda", "Daya beda soal", "Dengan koma desimal; kosong bila belum dapat dinilai.", measure="item_separation", may_be_empty=True),
        Column("letak", "Letak", "Letaknya pada peta soal; kosong bila daya bedanya kosong.", measure="item_place", may_be_empty=True),
        Column("sedang_ditinjau", "Sedang ditinjau", "Apakah penyusun sedang meninjau soal ini.", values=(YES, NO)),
        Column("jawaban_keliru", "Jawaban keliru terbanyak", "Bunyi jawaban itu.", measure="wrong_answer", may_be_empty=True),
        _number("jawaban_keliru_orang", "Pemilihnya", "Orang yang memilih jawaban itu.", "orang", "wrong_answer"),
        Column(
            "keadaan_keliru", "Keadaan jawaban keliru", "Mengapa jawaban keliru terbanyak ada atau kosong.",
            measure="withheld_in_files", values=(SHOWN, FEW),
        ),
        Column("salah_paham", "Salah paham", "Salah paham yang diwakili jawaban itu.", measure="wrong_answer", may_be_empty=True),
        Column("materi", "Materi", "Materi yang meluruskannya.", may_be_empty=True),
    ),
)  # fmt: skip
BELIEFS = TableShape(
    "salah_paham", "Salah paham", "Satu baris untuk tiap salah paham yang umum di instansi itu dan tiap bagian.",
    (
        Column("salah_paham_id", "Kode salah paham", "Kode tetap salah paham.", measure="common_misconception"),
        Column("salah_paham", "Salah paham", "Anggapan yang keliru."), Column("yang_benar", "Yang benar", "Aturannya."),
        _INDICATOR, replace(_PLACE[1], meaning="Nama instansi, atau bagian tepat di bawahnya."), _PLACE[2],
        _number("keliru_persen", "Keliru", "Bagian pegawai yang menunjukkan salah paham itu bila ditanya, disesuaikan dengan soal yang didapat.", "persen", "misconception"),
        _number("bawah_persen", "Batas bawah", f"Ujung bawah {_INTERVAL}", "persen", "misconception"),
        _number("atas_persen", "Batas atas", f"Ujung atas {_INTERVAL}", "persen", "misconception"),
        _number("orang", "Orang", "Orang yang menjawab soal yang dapat menunjukkannya.", "orang", "misconception"),
        replace(_GROUP, meaning="Perbandingan rentangnya dengan rentang seluruh instansi; di atas berarti lebih banyak yang keliru."),
        _state("keadaan", "Keadaan", "angkanya"),
    ),
)  # fmt: skip
GROWTH = TableShape(
    "kemajuan", "Kemajuan", "Satu baris untuk tiap indikator, seluruh instansi, semua jenis kepegawaian.",
    (
        Column("indikator_id", "Kode indikator", "Kode tetap indikator."), _INDICATOR,
        _number("prauji_persen", "Prauji", "Hasil prauji orang yang menempuh keduanya.", "persen", "gain"),
        _number("pascauji_persen", "Pascauji", "Hasil pascauji orang yang sama.", "persen", "gain"),
        _number("kemajuan_poin", "Kemajuan", "Selisihnya.", "poin persen", "gain"),
        _number("bawah_poin", "Batas bawah", f"Ujung bawah {_INTERVAL}", "poin persen", "gain"),
        _number("atas_poin", "Batas atas", f"Ujung atas {_INTERVAL}", "poin persen", "gain"),
        _number("orang", "Orang", "Orang yang menempuh keduanya.", "orang", "gain"),
        _state("keadaan", "Keadaan", "kemajuan"),
        _number("ruang_persen", "Ruang yang terisi", "Kemajuan dibagi ruang yang tersisa.", "persen", "room"),
        _number("ruang_bawah_persen", "Ruang, batas bawah", f"Ujung bawah {_INTERVAL}", "persen", "room"),
        _number("ruang_atas_persen", "Ruang, batas atas", f"Ujung atas {_INTERVAL}", "persen", "room"),
        _state("keadaan_ruang", "Keadaan ruang", "ruang yang terisi", NOT_COUNTED),
        _number("menurun_orang", "Jelas menurun", "Orang yang jelas menurun.", "orang", "worse"),
        _number("kebetulan_orang", "Karena kebetulan", "Kira-kira berapa yang menurun karena kebetulan saja.", "orang", "worse"),
        _state("keadaan_menurun", "Keadaan menurun", "angka yang menurun", NOT_COUNTED),
    ),
)  # fmt: skip
WEEKS = TableShape(
    "mingguan", "Per minggu", "Satu baris untuk tiap masa yang sudah berakhir, seluruh instansi, semua jenis kepegawaian.",
    (
        Column("dari", "Dari", "Hari pertama masa itu.", "tanggal", measure="weekly"),
        Column("sampai", "Sampai", "Hari terakhir masa itu.", "tanggal", measure="weekly"),
        _number("mulai", "Mulai", "Yang sudah mulai pada akhir masa.", "orang", "weekly", always=True),
        _number("selesai", "Selesai", "Yang sudah selesai pada akhir masa.", "orang", "weekly", always=True),
        _number("lulus", "Lulus", "Yang sudah lulus pada akhir masa.", "orang", "weekly"),
        _number("tambah_mulai", "Tambahan mulai", "Yang mulai dalam masa itu.", "orang", "weekly", always=True),
        _number("tambah_selesai", "Tambahan selesai", "Yang selesai dalam masa itu.", "orang", "weekly", always=True),
        _number("tambah_lulus", "Tambahan lulus", "Yang lulus dalam masa itu.", "orang", "weekly"),
        _state("keadaan_lulus", "Keadaan lulus", "angka lulus"),
    ),
)  # fmt: skip
SURENESS = TableShape(
    "keyakinan", "Keyakinan",
    "Satu baris untuk tiap bagian dan indikator, semua jenis kepegawaian; kosong bila pascauji tidak menanyakan yakin atau ragu.",
    (
        *_PLACE, Column("indikator_id", "Kode indikator", "Kode tetap indikator."), _INDICATOR,
        _number("keliru_persen", "Yakin tetapi keliru", "Bagian yang keliru di antara jawaban yang ditandai yakin.", "persen", "sure_wrong"),
        _number("bawah_persen", "Batas bawah", f"Ujung bawah {_INTERVAL}", "persen", "sure_wrong"),
        _number("atas_persen", "Batas atas", f"Ujung atas {_INTERVAL}", "persen", "sure_wrong"),
        _number("orang", "Orang", "Orang yang pernah yakin.", "orang", "sure_wrong"),
        _number("keliru_orang", "Pernah keliru", "Dari mereka, yang keliru paling sedikit satu kali.", "orang", "sure_wrong"),
        Column(
            "bendera_merah", "Bendera merah", "Seluruh rentangnya di atas batas bendera merah.", measure="sure_wrong",
            may_be_empty=True, values=(YES, NO),
        ),
        _state("keadaan", "Keadaan", "angkanya"),
    ),
)  # fmt: skip

SHAPES: tuple[TableShape, ...] = (REPORT, COMPREHENSION, PEOPLE, ITEMS, BELIEFS, GROWTH, WEEKS, SURENESS)


@dataclass(frozen=True)
class ReportTable:
    """One table: values in the order of the shape's columns."""

    shape: TableShape
    rows: tuple[tuple[Value, ...], ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.shape.columns)
