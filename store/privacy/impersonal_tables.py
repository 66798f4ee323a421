"""Every table with nobody's data in it, and why; the others are in ``store/privacy/personal_tables.py``."""

from __future__ import annotations

from collections.abc import Mapping

IMPERSONAL: Mapping[str, str] = {
    "agency": "pohon instansi",
    "agency_span": "pohon instansi",
    "agency_name": "pohon instansi",
    "agency_parent": "pohon instansi",
    "agency_succession": "pohon instansi",
    "assignment": "penugasan kepada instansi, bukan orang",
    "assignment_agency": "penugasan kepada instansi, bukan orang",
    "assignment_employment": "penugasan kepada jenis kepegawaian, bukan orang",
    "item_version": "teks soal",
    "quiz_version": "teks kuis",
    "dilemma_version": "teks dilema",
    "rollup_progress": "hitungan per unit, tanpa orang",
    "rollup_indicator": "hitungan per unit, tanpa orang",
    "rollup_seat": "hitungan per unit, tanpa orang",
    "rollup_response": "hitungan per instansi, tanpa orang",
    "rollup_choice": "hitungan per instansi, tanpa orang",
    "rollup_item_answer": "hitungan per soal, tanpa orang",
    "rollup_paper": "hitungan per susunan soal, tanpa orang",
    "mail_round": "jumlah surat per penugasan dan hari",
    "outbox_report": "laporan mana yang menyertai sebuah surat; orangnya ada pada surat",
    "outbox_sender": "proses yang sedang mengirim surat",
    "rollup_misconception": "hitungan per instansi, tanpa orang",
    "rollup_sureness": "hitungan per unit, tanpa orang",
    "rollup_sure_belief": "hitungan per instansi, tanpa orang",
    "rollup_week": "hitungan per unit dan minggu, tanpa orang",
    "course_section": "bagian materi tiap kursus",
    "belief_name": "pengenal lama salah paham",
    "snapshot": "hitungan akhir bulan, tanpa orang",
    "snapshot_agency": "pohon instansi pada akhir bulan",
    "snapshot_people": "hitungan per unit pada akhir bulan, tanpa orang",
    "snapshot_indicator": "hitungan per unit pada akhir bulan, tanpa orang",
    "snapshot_model": "cara menghitung pemahaman pada akhir bulan",
    "snapshot_comprehension": "perkiraan per unit pada akhir bulan, tanpa orang",
    "rollup_refresher": "hitungan per unit, tanpa orang",
    "rollup_refresher_item": "hitungan per soal, tanpa orang",
    "rollup_pair": "hitungan per unit, tanpa orang",
    "setup_token": "tautan penyiapan situs",
    "site_key": "kunci situs untuk sidik",
    "_sqlite_migrations": "langkah skema yang sudah dijalankan",
}
"""Every other table, and why nobody's data are in it."""
