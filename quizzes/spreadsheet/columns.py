"""The columns of the workbook: what each is called, which kinds of item use it, and what an author writes in it.

The sheet 'Petunjuk' and the drop-downs are made from this table, and the reader knows no other column.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from content.words import INDICATOR_TITLES

ALL = ("single", "multiple", "true_false", "judgement", "matching", "ordering")
ONE_OF_OPTIONS = ("single", "multiple", "judgement")
OPTION_KINDS = ("single", "multiple", "true_false", "judgement")

KINDS = {
    "single": "pilihan ganda",
    "multiple": "pilihan majemuk",
    "true_false": "benar-salah",
    "judgement": "penilaian situasi",
    "matching": "menjodohkan",
    "ordering": "mengurutkan",
}
KINDS_ALSO = {
    "ganda": "single", "tunggal": "single", "pilihan tunggal": "single",
    "majemuk": "multiple", "jamak": "multiple", "pilihan jamak": "multiple",
    "benar salah": "true_false", "benar/salah": "true_false", "benar atau salah": "true_false",
    "penilaian": "judgement", "pertimbangan": "judgement", "pertimbangan situasi": "judgement",
    "jodohkan": "matching", "urutkan": "ordering",
}  # fmt: skip
"""Other names authors use for a kind -> the kind."""
MARKINGS = {
    "proportional_minus_wrong": "sebanding dikurangi yang salah",
    "proportional": "sebanding",
    "all_or_nothing": "semua atau nol",
}
DIFFICULTIES = {name: name for name in ("mudah", "sedang", "sulit")}
AUDIENCES = {name: name for name in ("pimpinan", "pppk", "non-asn", "desa")}
INDICATORS = INDICATOR_TITLES
YES_NO = {True: "ya", False: "tidak"}
TRUE_FALSE = {True: "Benar", False: "Salah"}

LETTERS = {"single": "ABCDE", "judgement": "ABCDE", "multiple": "ABCDEFG", "true_false": "AB"}
"""Option columns an item of the kind may fill; by default the option in column B has the id b."""
PAIR_NUMBERS, EXTRA_NUMBERS, STEP_NUMBERS = range(1, 7), range(1, 4), range(1, 7)


@dataclass(frozen=True)
class Column:
    """One column: its header, its width in characters, the kinds that use it, the kinds that need it, and its help."""

    header: str
    width: int
    kinds: tuple[str, ...]
    needed_by: tuple[str, ...]
    help: str
    choices: tuple[str, ...] = ()


ORDER, ID, KIND, STEM, KEY = "no urut", "id soal", "jenis", "soal", "kunci"
EXPLANATION, CITATIONS, SECTION, INDICATOR = "pembahasan", "rujukan", "bagian materi", "indikator"
OBJECTIVES, DIFFICULTY, SITUATIONAL, CRITICAL = "tujuan belajar", "kesukaran", "situasional", "kritis"
AUDIENCE, ENEMIES, MARKING, FIXED_ORDER = "khusus untuk", "soal lawan", "penilaian", "urutan tetap"
CHECKED_ON, OPTION_IDS = "tanggal periksa", "pengenal pilihan"

_FRONT = (
    Column(ORDER, 8, ALL, (), "Urutan soal dalam berkas; boleh kosong."),
    Column(
        ID, 26, ALL, ALL,
        "Pengenal soal: huruf kecil, angka, dan tanda hubung, mis. kampanye-ajakan-01. "
        "Jangan diubah setelah soal dipakai.",
    ),
    Column(KIND, 18, ALL, (), "Jenis soal; pilih dari daftar.", tuple(KINDS[kind] for kind in OPTION_KINDS)),
    Column(STEM, 50, ALL, ALL, "Pokok soal. Baris baru di dalam sel: Alt+Enter."),
)  # fmt: skip
_BACK = (
    Column(EXPLANATION, 50, ALL, ALL, "Pembahasan: aturan dan alasannya."),
    Column(
        CITATIONS, 36, ALL, ALL,
        "Dasar kunci, satu rujukan tiap baris, mis. uu-20-2023:pasal-24/ayat-1/huruf-d. Lihat lembar Daftar Rujukan.",
    ),
    Column(SECTION, 34, ALL, ALL, "Tempat hal ini diajarkan: materi#bagian. Lihat lembar Daftar Bagian."),
    Column(INDICATOR, 18, ALL, ALL, "Indikator yang diukur; pilih dari daftar.", tuple(INDICATORS.values())),
    Column(OBJECTIVES, 32, ALL, ALL, "Tujuan belajar yang diukur, satu tiap baris. Lihat lembar Daftar Tujuan."),
    Column(DIFFICULTY, 12, ALL, ALL, "Perkiraan kesukaran; pilih dari daftar.", tuple(DIFFICULTIES)),
    Column(SITUATIONAL, 12, ALL, (), "ya bila soal berupa situasi nyata; kosong berarti tidak.", ("ya", "tidak")),
    Column(CRITICAL, 10, ALL, (), "ya bila topiknya wajib dikuasai; kosong berarti tidak.", ("ya", "tidak")),
    Column(AUDIENCE, 16, ALL, (), "Kelompok: pimpinan, pppk, non-asn, desa; satu tiap baris. Kosong berarti semua."),
    Column(ENEMIES, 26, ALL, (), "Pengenal soal yang membocorkan jawaban soal ini, satu tiap baris."),
    Column(
        MARKING, 26, ("multiple",), (),
        "Hanya pilihan majemuk. Kosong berarti sebanding dikurangi yang salah.", tuple(MARKINGS.values()),
    ),
    Column(
        FIXED_ORDER, 12, ONE_OF_OPTIONS, (),
        "ya bila urutan pilihan tidak boleh diacak; kosong berarti tidak.", ("ya", "tidak"),
    ),
    Column(CHECKED_ON, 16, ALL, (), "Tanggal hukumnya dicocokkan (TTTT-BB-HH). Kosong berarti sama dengan materinya."),
    Column(
        OPTION_IDS, 18, (*ONE_OF_OPTIONS, "matching", "ordering"), (),
        "Biarkan kosong: pilihan A berpengenal a, B berpengenal b (pasangan p1, p2; langkah s1, s2). "
        "Terisi hanya bila soal lama memakai pengenal lain.",
    ),
)  # fmt: skip


def option_header(part: str, mark: object) -> str:
    """'pilihan A', 'umpan balik 3' ..."""
    return f"{part} {mark}"


TEXT, FEEDBACK, MISCONCEPTION, WEIGHT = "pilihan", "umpan balik", "salah paham", "bobot"
LEFT, RIGHT, EXTRA, STEP = "kiri", "kanan", "pengecoh kanan", "langkah"


def _options() -> tuple[Column, ...]:
    found = []
    for letter in "ABCDEFG":
        kinds = tuple(kind for kind, letters in LETTERS.items() if letter in letters)
        needed = tuple(kind for kind in ONE_OF_OPTIONS if letter in "ABC")
        found += [
            Column(option_header(TEXT, letter), 36, kinds, needed, f"Teks pilihan {letter}."),
            Column(
                option_header(FEEDBACK, letter), 36, kinds, (*needed, *(("true_false",) if letter in "AB" else ())),
                f"Mengapa pilihan {letter} benar atau keliru.",
            ),
            Column(
                option_header(MISCONCEPTION, letter), 24, kinds, (),
                f"Salah paham yang diwakili pilihan {letter}, bila keliru. Lihat lembar Daftar Salah Paham.",
            ),
        ]  # fmt: skip
        if letter in LETTERS["judgement"]:
            needed = tuple(kind for kind in needed if kind == "judgement")
            help_text = f"Hanya penilaian situasi: bobot panel pilihan {letter}, 0 (terburuk) sampai 1 (terbaik)."
            found.append(Column(option_header(WEIGHT, letter), 9, ("judgement",), needed, help_text))
    key_help = (
        "Huruf pilihan yang benar, mis. B; pilihan majemuk: A, C; benar-salah: Benar atau Salah. "
        "Kosong pada penilaian situasi."
    )
    kinds = ("single", "multiple", "true_false")
    return (*found, Column(KEY, 12, kinds, kinds, key_help))


def _pairs() -> tuple[Column, ...]:
    found = []
    for number in PAIR_NUMBERS:
        needed = ("matching",) if number <= 3 else ()
        found += [
            Column(option_header(LEFT, number), 32, ("matching",), needed, f"Teks kiri pasangan ke-{number}."),
            Column(option_header(RIGHT, number), 32, ("matching",), needed, f"Pasangan yang benar bagi kiri {number}."),
            Column(option_header(FEEDBACK, number), 36, ("matching", "ordering"), needed, "Mengapa ini benar."),
        ]
    for number in EXTRA_NUMBERS:
        help_text = "Teks di sisi kanan yang tidak punya pasangan; boleh kosong."
        found.append(Column(option_header(EXTRA, number), 28, ("matching",), (), help_text))
    return tuple(found)


def _steps() -> tuple[Column, ...]:
    found = []
    for number in STEP_NUMBERS:
        needed = ("ordering",) if number <= 3 else ()
        help_text = f"Langkah ke-{number} dalam urutan yang benar."
        found += [
            Column(option_header(STEP, number), 36, ("ordering",), needed, help_text),
            Column(option_header(FEEDBACK, number), 36, ("matching", "ordering"), needed, "Mengapa di tempat ini."),
        ]
    return tuple(found)


def _for(kinds: tuple[str, ...], middle: tuple[Column, ...]) -> tuple[Column, ...]:
    def use(column: Column) -> bool:
        return bool(set(column.kinds) & set(kinds)) and (column.header != KIND or len(kinds) > 1)

    return (*filter(use, _FRONT), *middle, *filter(use, _BACK))


SHEETS: dict[str, tuple[tuple[str, ...], tuple[Column, ...]]] = {
    "Soal": (OPTION_KINDS, _for(OPTION_KINDS, _options())),
    "Menjodohkan": (("matching",), _for(("matching",), _pairs())),
    "Mengurutkan": (("ordering",), _for(("ordering",), _steps())),
}
"""Sheet name -> the kinds written on it and its columns, left to right."""

COLUMNS: dict[str, Column] = {column.header: column for _, columns in SHEETS.values() for column in columns}
"""Every header the reader knows."""

OWN_SHEETS = ("petunjuk", "daftar", "contoh")
"""Sheets whose name starts so are help for the author and are not read."""


def slots(ids: tuple[str, ...], defaults: tuple[str, ...]) -> tuple[tuple[int, ...], bool]:
    """Where the options go among the columns, and whether their ids must be written out.

    An option whose id is the default of a column stands in that column, also when one before it was deleted.
    """
    places = tuple(defaults.index(one) for one in ids if one in defaults)
    if len(places) == len(ids) and all(a < b for a, b in pairwise(places)):
        return places, False
    return tuple(range(len(ids))), True


def default_ids(kind: str) -> tuple[str, ...]:
    if kind == "matching":
        return tuple(f"p{number}" for number in PAIR_NUMBERS)
    if kind == "ordering":
        return tuple(f"s{number}" for number in STEP_NUMBERS)
    return tuple(LETTERS[kind].lower())
