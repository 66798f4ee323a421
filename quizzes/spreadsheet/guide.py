"""The help sheets of the workbook: how each column is filled, one example of each kind, and lists to look ids up in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from content.library import Library
from content.words import INDICATOR_TITLES
from quizzes.spreadsheet import columns as c
from quizzes.spreadsheet.examples import EXAMPLES
from quizzes.spreadsheet.item_rows import item_cells, sheet_of
from quizzes.spreadsheet.styles import Styles

RULES = (
    "Satu baris adalah satu soal. Pilihan ganda, pilihan majemuk, benar-salah, dan penilaian situasi ditulis di lembar "
    "Soal; soal menjodohkan di lembar Menjodohkan; soal mengurutkan di lembar Mengurutkan.",
    "Kolom berjudul merah wajib diisi (bagi jenis yang memakainya). Nama kolom jangan diubah; urutannya boleh.",
    "Pengenal soal dan letak pilihan (kolom A, B, C ...) jangan diubah setelah soal dipakai. Bila sebuah pilihan "
    "dihapus, kosongkan kolomnya dan jangan menggeser pilihan lain.",
    "Pilihan ganda: isi pilihan A sampai paling banyak E, lalu tulis huruf kuncinya, mis. B.",
    "Pilihan majemuk: isi pilihan A sampai paling banyak G; kunci ditulis dengan koma, mis. A, C.",
    "Benar-salah: tulis pernyataannya di kolom soal dan kunci Benar atau Salah. Umpan balik A untuk jawaban Benar, "
    "umpan balik B untuk jawaban Salah; salah paham ditulis pada jawaban yang keliru.",
    "Penilaian situasi: tiap tindakan berbobot 0 sampai 1, yang terbaik 1; kolom kunci dikosongkan.",
    "Menjodohkan: kiri 1 berpasangan dengan kanan 1, dan seterusnya; pengecoh kanan tidak punya pasangan.",
    "Mengurutkan: tulis langkah 1, 2, 3 dalam urutan yang benar; aplikasi yang mengacaknya.",
    "Beberapa rujukan, tujuan belajar, soal lawan, atau kelompok ditulis satu tiap baris di dalam sel (Alt+Enter).",
    "Jangan memakai rumus, sel gabungan, atau menyembunyikan lembar. Huruf tebal di Excel tidak terbawa: tulis **tebal**.",
    "Sel sudah berformat Teks agar Excel tidak mengubah '1-2' menjadi tanggal atau '50%' menjadi 0,5. Bila menempel "
    "dari tempat lain, pakai Paste Special > Values.",
    "Ubah menjadi berkas bank: python cli.py xlsx-to-bank soal.xlsx -o quizzes/bank/nama.yaml. Masalah disebut per "
    "lembar, baris, dan kolom; baris yang bermasalah tidak ikut, baris lain tetap diubah.",
    "Lembar bernama Petunjuk, Contoh ..., dan Daftar ... tidak dibaca.",
)


def add_guide(workbook: Any, styles: Styles) -> None:
    sheet = workbook.add_worksheet("Petunjuk")
    sheet.set_column(0, 0, 24, styles.text)
    sheet.set_column(1, 1, 100, styles.text)
    sheet.set_column(2, 2, 40, styles.text)
    sheet.write_string(0, 0, "Menulis soal di Excel", styles.title)
    row = 2
    for number, rule in enumerate(RULES, start=1):
        sheet.write_string(row, 0, f"{number}.", styles.text)
        sheet.write_string(row, 1, rule, styles.text)
        row += 1
    row += 1
    for index, title in enumerate(("kolom", "isinya", "dipakai jenis")):
        sheet.write_string(row, index, title, styles.header)
    for column in c.COLUMNS.values():
        row += 1
        kinds = "semua" if set(column.kinds) == set(c.ALL) else ", ".join(c.KINDS[kind] for kind in column.kinds)
        sheet.write_string(row, 0, column.header, styles.bold)
        sheet.write_string(row, 1, column.help, styles.text)
        sheet.write_string(row, 2, kinds, styles.text)


def add_examples(workbook: Any, styles: Styles) -> None:
    """One item of each kind on sheets that are not read."""
    for name, (_, columns) in c.SHEETS.items():
        sheet = workbook.add_worksheet(f"Contoh {name}")
        rows = [item_cells(item) for item in EXAMPLES if sheet_of(item) == name]
        for index, column in enumerate(columns):
            sheet.set_column(index, index, column.width, styles.text)
            sheet.write_string(0, index, column.header, styles.needed if column.needed_by else styles.header)
            for row, cells in enumerate(rows, start=1):
                value = cells.get(column.header)
                if isinstance(value, float):
                    sheet.write_number(row, index, value, styles.number)
                elif value is not None:
                    sheet.write_string(row, index, str(value), styles.text)
        sheet.freeze_panes(1, 0)


def add_lists(workbook: Any, styles: Styles, library: Library) -> dict[str, str]:
    """Sheets to look ids up in; header -> the range its drop-down takes its values from."""
    sections = [
        (f"{lesson.id}#{section.id}", section.title, lesson.title)
        for lesson in library.lessons
        for section in lesson.sections
    ]
    objectives = [(o.id, o.text, INDICATOR_TITLES[o.indicator]) for o in library.objectives().values()]
    beliefs = [(m.id, m.belief, m.correction) for m in library.misconceptions.values()]
    provisions = []
    for key, provision in library.provisions.items():
        regulation = library.regulations[key.partition(":")[0]]
        historical = "@sejarah" if regulation.status == "dicabut" else ""
        provisions.append((key + historical, provision.summary, regulation.short_title))
    ranges = {
        c.SECTION: _list(workbook, styles, "Daftar Bagian", ("bagian materi", "judul", "materi"), sections),
        c.OBJECTIVES: _list(workbook, styles, "Daftar Tujuan", ("tujuan belajar", "bunyi", "indikator"), objectives),
        c.MISCONCEPTION: _list(workbook, styles, "Daftar Salah Paham", ("salah paham", "keyakinan", "yang benar"), beliefs),
        c.CITATIONS: _list(workbook, styles, "Daftar Rujukan", ("rujukan", "isi", "peraturan"), provisions),
    }  # fmt: skip
    return {header: source for header, source in ranges.items() if source}


def _list(workbook: Any, styles: Styles, name: str, titles: Sequence[str], rows: Iterable[tuple[str, str, str]]) -> str:
    sheet = workbook.add_worksheet(name)
    rows = sorted(rows)
    for index, (title, width) in enumerate(zip(titles, (44, 90, 50), strict=True)):
        sheet.set_column(index, index, width, styles.text)
        sheet.write_string(0, index, title, styles.header)
        for row, cells in enumerate(rows, start=1):
            sheet.write_string(row, index, cells[index], styles.text)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(len(rows), 1), len(titles) - 1)
    return f"='{name}'!$A$2:$A${len(rows) + 1}" if rows else ""
