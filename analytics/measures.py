"""The catalogue of every number on the supervisor's page: what it is, in plain Indonesian, and where it comes from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Measure:
    id: str
    title: str
    definition: str
    unit: str
    counts: str
    """Which attempts count."""
    source: str


_WILSON = "Selang skor Wilson (1927) dengan ukuran sampel efektif Kish (1965)"

_ALL = (
    Measure(
        "assigned", "Ditugaskan",
        "Banyaknya orang yang hari ini bertugas di instansi yang mendapat penugasan ini.",
        "orang", "Tidak bergantung pada percobaan.", "Data keanggotaan instansi",
    ),
    Measure(
        "started", "Mulai",
        "Orang yang sudah membuka pascauji, dibandingkan dengan orang yang ditugaskan.",
        "orang", "Percobaan pertama.", "Cacah langsung",
    ),
    Measure(
        "finished", "Selesai",
        "Orang yang sudah mengumpulkan pascauji (atau habis waktunya), dibandingkan dengan orang yang ditugaskan.",
        "orang", "Percobaan pertama.", "Cacah langsung",
    ),
    Measure(
        "passed", "Lulus",
        "Orang yang nilainya mencapai batas lulus keseluruhan dan setiap topik kritis, dibandingkan dengan orang yang selesai.",
        "orang", "Percobaan terbaik: siapa pun yang akhirnya lulus dihitung lulus.", "Cacah langsung",
    ),
    Measure(
        "comprehension", "Pemahaman",
        "Perkiraan peluang seorang anggota instansi menjawab benar soal pada suatu indikator: rata-rata, "
        "dari semua orang, atas nilai rata-rata tiap orang pada indikator itu.",
        "persen", "Hanya percobaan pertama pascauji, supaya ulangan tidak menaikkan angka.", "Rata-rata antarorang",
    ),
    Measure(
        "interval", "Rentang 90%",
        "Dua angka di dalam kurung. Bila pengukuran diulang dengan orang dan soal setara, kira-kira 9 dari 10 rentang "
        "seperti ini memuat pemahaman yang sebenarnya. Makin sedikit orang, makin lebar rentangnya.",
        "persen", "Sama dengan pemahaman.", _WILSON,
    ),
    Measure(
        "group", "Jelas di bawah / jelas di atas",
        "Instansi disebut paling perlu perhatian bila seluruh rentangnya di bawah rentang keseluruhan, dan paling paham "
        "bila seluruh rentangnya di atas. Selebihnya belum dapat dibedakan, dan karena itu tidak diberi peringkat.",
        "kelompok", "Sama dengan pemahaman.", "Perbandingan rentang 90%",
    ),
    Measure(
        "gain", "Kemajuan",
        "Pemahaman semua orang pada pascauji dikurangi pemahaman semua orang pada prauji. Ini membandingkan dua kelompok, "
        "bukan pertumbuhan orang yang sama; sebagian peserta prauji mungkin belum menempuh pascauji.",
        "poin persen", "Percobaan pertama prauji dan percobaan pertama pascauji.", "Selang selisih Newcombe (1998), metode 10",
    ),
    Measure(
        "facility", "Dijawab benar",
        "Rata-rata nilai semua orang pada satu soal: 100% berarti semua benar. Soal yang diubah teksnya dihitung sebagai "
        "versi baru, dan hanya tampil bila dijawab paling sedikit 10 orang.",
        "persen", "Percobaan pertama pascauji.", "Selang skor Wilson (1927)",
    ),
    Measure(
        "wrong_answer", "Jawaban keliru terbanyak",
        "Jawaban tidak bernilai penuh yang paling banyak dipilih, bila dipilih paling sedikit 5 orang, beserta salah paham "
        "yang diwakilinya dan materi yang meluruskannya.",
        "orang", "Percobaan pertama pascauji.", "Cacah langsung",
    ),
    Measure(
        "dilemma_choice", "Pilihan pada dilema",
        "Berapa orang memilih tiap tindakan pada satu keadaan dilema. Jalan cerita yang ditempuh kurang dari 10 orang "
        "disembunyikan bersama kelompok lain yang dapat membocorkannya, dan orangnya tidak dihitung pada keadaan sesudahnya. "
        "Teks dilema yang diubah dihitung sebagai versi baru.",
        "orang", "Hanya percobaan pertama tiap orang pada tiap dilema, termasuk yang belum selesai; tidak bergantung pada "
        "penugasan.", "Cacah langsung; selang skor Wilson (1927)",
    ),
    Measure(
        "misconception", "Salah paham",
        "Dari semua orang yang menjawab paling sedikit satu soal yang dapat menunjukkan suatu salah paham, berapa bagian yang "
        "menunjukkannya paling sedikit satu kali. Yang dihitung orang, bukan jawaban; soal yang dibiarkan kosong tidak dihitung. "
        "Sebagian pilihan bisa saja tebakan. Kelompok kurang dari 10 orang disembunyikan bersama kelompok lain yang dapat "
        "membocorkannya.",
        "persen orang", "Hanya percobaan pertama pascauji.", "Cacah langsung; selang skor Wilson (1927)",
    ),
    Measure(
        "common_misconception", "Salah paham yang paling umum",
        "Dipilih yang ujung bawah rentangnya paling tinggi, supaya yang kebetulan besar pada sedikit orang tidak naik ke atas, "
        "lalu ditampilkan dari bagian yang terbesar; di bawah 10% tidak disebut umum. Yang rentangnya bertumpang tindih belum "
        "dapat dibedakan urutannya. ▲ berarti seluruh rentangnya di atas, ▼ di bawah rentang seluruh instansi.",
        "daftar", "Sama dengan salah paham.", "Perbandingan rentang 90%",
    ),
    Measure(
        "withheld", "Disembunyikan",
        "Kelompok kurang dari 5 orang tidak ditampilkan. Kadang kelompok lain ikut disembunyikan, supaya angka kelompok "
        "kecil tidak dapat dihitung dengan pengurangan.",
        "-", "Berlaku untuk semua angka hasil.", "Penekanan sel pelengkap (Willenborg & de Waal, 2001)",
    ),
)  # fmt: skip

MEASURES: dict[str, Measure] = {measure.id: measure for measure in _ALL}


def help_of(measure_id: str) -> str:
    """The text beside a number: its definition and which attempts count."""
    measure = MEASURES[measure_id]
    return f"{measure.definition} {measure.counts}"
