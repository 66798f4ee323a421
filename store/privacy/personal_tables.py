"""Every table that holds something about a person: what each column is, whose a row is, and what erasing does to it.

The export of one's own data, the erasure of an identity, the scope of a breach and the processing register are all made
from this one list; a test compares it with the schema, so a new table cannot be forgotten.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from people.privacy.personal_data import GroupId

NAMELESS = "Peserta dihapus"
"""The name of somebody whose identity was erased."""


@dataclass(frozen=True)
class Holding:
    """One table. ``whose`` finds a person's rows; ``owner`` is the person of a row, None where no column or join tells.

    ``hidden`` columns are secrets that nobody is shown, or words that may name others. On erasure rows are ``removed``, or columns ``emptied`` (column ->
    what it becomes); everything else stays under the nameless id.
    """

    table: str
    group: GroupId
    title: str
    columns: Mapping[str, str]
    whose: str = "person_id = :person_id"
    owner: str | None = "person_id"
    joined: str = ""
    hidden: frozenset[str] = frozenset()
    removed: bool = False
    emptied: Mapping[str, str] = field(default_factory=dict)
    ended: bool = False
    """What is in force ends with the day of the erasure."""
    is_long: bool = False
    """Too many rows for paper: the printed copy gives their number only."""


_WHO = {"person_id": "orang (id)"}
_SPAN = {"valid_from": "berlaku sejak", "valid_to": "berakhir"}
_DECIDED = {"decided_by": "diputuskan oleh (id)", "decided_at": "diputuskan pada"}
_SET = {"set_by": "diatur oleh (id)", "set_at": "diatur pada"}
_REASON = {"reason": "alasan", "document": "rujukan dokumen"}
_EMPTY_REASON = {"reason": "''", "document": "''"}
_OF_ATTEMPT = "attempt_id IN (SELECT id FROM attempt WHERE person_id = :person_id)"
_OF_RUN = "run_id IN (SELECT id FROM dilemma_run WHERE person_id = :person_id)"

HOLDINGS: tuple[Holding, ...] = (
    Holding(
        "person", "identity", "Nama dan surel",
        {"id": "id", "name": "nama", "origin": "asal data", "email": "surel"},
        whose="id = :person_id", owner="id", emptied={"name": f"'{NAMELESS}'", "email": "NULL"},
    ),
    Holding(
        "person_number", "identity", "NIP atau nomor lain",
        _WHO | {"kind": "jenis nomor", "number": "nomor"}, removed=True,
    ),
    Holding(
        "former_number", "identity", "Nomor lama",
        _WHO | {"kind": "jenis nomor", "number": "nomor", "valid_to": "berakhir"}, removed=True,
    ),
    Holding(
        "membership", "employment", "Unit kerja",
        _WHO | _SPAN | {"agency_id": "unit", "employment": "jenis kepegawaian"},
    ),
    Holding(
        "post", "employment", "Jabatan",
        _WHO | _SPAN | {"id": "id", "agency_id": "unit", "kind": "jenis", "title": "nama jabatan"},
        emptied={"title": "nameless_title(kind, title)"},
    ),
    Holding(
        "role_grant", "employment", "Peran di situs ini",
        _WHO | {"role": "peran", "title": "sebutan", "description": "keterangan"}, removed=True,
    ),
    Holding(
        "supervision", "employment", "Wilayah penyelia",
        _WHO | _SPAN | {"id": "id", "agency_id": "unit", "set_by": "ditetapkan oleh (id)", "set_at": "ditetapkan pada"},
        ended=True,
    ),
    Holding(
        "account", "account", "Akun",
        _WHO | {"password_hash": "sidik kata sandi", "changed_at": "kata sandi diganti", "disabled_at": "ditutup"},
        hidden=frozenset({"password_hash"}), removed=True,
    ),
    Holding(
        "session", "account", "Sesi yang terbuka",
        _WHO | {
            "token_hash": "sidik sesi", "id": "id", "role": "peran", "stage": "tahap", "device": "peramban",
            "idle_seconds": "batas diam (detik)", "is_strong": "dua langkah", "opened_at": "dibuka", "seen_at": "terakhir dipakai",
            "idle_until": "berakhir bila diam", "expires_at": "berakhir",
        },
        hidden=frozenset({"token_hash"}), removed=True,
    ),
    Holding(
        "entry_code", "account", "Kode masuk",
        _WHO | {
            "code_hash": "sidik kode", "batch_id": "rombongan cetak", "issued_by": "dibuat oleh (id)",
            "issued_at": "dibuat", "expires_at": "berlaku sampai", "used_at": "dipakai",
        },
        hidden=frozenset({"code_hash"}), removed=True,
    ),
    Holding(
        "known_device", "account", "Peramban yang dikenal",
        _WHO | {"token_hash": "sidik peramban", "seen_at": "terakhir dipakai"},
        hidden=frozenset({"token_hash"}), removed=True,
    ),
    Holding(
        "second_factor", "account", "Langkah kedua",
        _WHO | {"secret": "kunci aplikasi", "confirmed_at": "dipasang", "last_step": "hitungan terakhir"},
        hidden=frozenset({"secret", "last_step"}), removed=True,
    ),
    Holding(
        "recovery_code", "account", "Kode cadangan",
        _WHO | {"code_hash": "sidik kode", "used_at": "dipakai"}, hidden=frozenset({"code_hash"}), removed=True,
    ),
    Holding(
        "failed_try", "account", "Percobaan masuk yang gagal",
        {
            "subject_hash": "sidik yang diketik", "failures": "jumlah gagal", "retry_at": "boleh mencoba lagi",
            "last_at": "terakhir gagal",
        },
        whose="0", owner=None, hidden=frozenset({"subject_hash"}),
    ),
    Holding(
        "section_progress", "learning", "Bagian materi yang selesai",
        _WHO | {"lesson_id": "materi", "section_id": "bagian", "response": "pilihan", "done_at": "selesai"},
        is_long=True,
    ),
    Holding(
        "attempt", "learning", "Percobaan kuis",
        _WHO | {
            "id": "id", "assignment_id": "penugasan (id)", "quiz_id": "kuis", "quiz_version": "versi kuis",
            "number": "percobaan ke", "agency_id": "unit saat itu", "employment": "jenis kepegawaian saat itu",
            "paper": "susunan soal", "started_at": "mulai", "deadline_at": "batas waktu", "state": "keadaan",
            "closed_at": "selesai", "score": "nilai (0 sampai 1)", "passed": "lulus", "marks": "nilai per soal",
        },
    ),
    Holding(
        "response", "learning", "Jawaban kuis",
        {
            "attempt_id": "percobaan (id)", "seq": "urutan", "position": "nomor soal", "value": "jawaban",
            "answered_at": "disimpan",
        },
        whose=_OF_ATTEMPT, owner="attempt.person_id", joined="JOIN attempt ON attempt.id = response.attempt_id",
        is_long=True,
    ),
    Holding(
        "attempt_flag", "learning", "Soal yang ditandai untuk dilihat lagi", {"attempt_id": "percobaan (id)", "position": "nomor soal"},
        whose=_OF_ATTEMPT, owner="attempt.person_id", joined="JOIN attempt ON attempt.id = attempt_flag.attempt_id",
        is_long=True,
    ),
    Holding(
        "attempt_sureness", "learning", "Yakin dan ragu pada jawaban",
        {"attempt_id": "percobaan (id)", "said": "nomor soal, lalu + yakin, - ragu, atau . ditarik, lalu detik sejak mulai"},
        whose=_OF_ATTEMPT, owner="attempt.person_id", joined="JOIN attempt ON attempt.id = attempt_sureness.attempt_id",
        is_long=True,
    ),
    Holding(
        "refresher", "learning", "Penyegaran",
        {"attempt_id": "percobaan (id)", "posttest_id": "pascauji (id)", "due_days": "hari sesudah pascauji"},
        whose=_OF_ATTEMPT, owner="attempt.person_id", joined="JOIN attempt ON attempt.id = refresher.attempt_id",
    ),
    Holding(
        "rollup_person", "learning", "Kemajuan pada kuis",
        _WHO | {
            "assignment_id": "penugasan (id)", "quiz_id": "kuis", "progress": "1 dikerjakan, 2 selesai, 3 lulus",
        },
    ),
    Holding(
        "rollup_study", "learning", "Banyak bagian kursus yang selesai",
        _WHO | {"course_id": "kursus", "sections": "banyak bagian"},
    ),
    Holding(
        "dilemma_run", "learning", "Dilema yang dijalani",
        _WHO | {
            "id": "id", "dilemma_id": "dilema", "dilemma_version": "versi", "number": "kali ke",
            "agency_id": "unit saat itu", "employment": "jenis kepegawaian saat itu", "started_at": "mulai",
            "ended_at": "selesai", "ending": "akhir cerita",
        },
    ),
    Holding(
        "dilemma_choice", "learning", "Pilihan dalam dilema",
        {
            "run_id": "dilema yang dijalani (id)", "step_number": "langkah ke", "step_id": "langkah",
            "choice_id": "pilihan", "weight": "bobot", "chosen_at": "dipilih",
        },
        whose=_OF_RUN, owner="dilemma_run.person_id", joined="JOIN dilemma_run ON dilemma_run.id = dilemma_choice.run_id",
        is_long=True,
    ),
    Holding(
        "assignment_exemption", "excuse", "Pengecualian dan cuti",
        _WHO | _REASON | _DECIDED | {
            "assignment_id": "penugasan (id)", "seq": "urutan", "kind": "jenis", "from_day": "mulai", "until_day": "sampai",
        },
        emptied=_EMPTY_REASON,
    ),
    Holding(
        "assignment_accommodation", "excuse", "Tambahan waktu dan percobaan",
        _WHO | _REASON | _DECIDED | {
            "assignment_id": "penugasan (id)", "seq": "urutan", "extra_minutes": "tambahan menit",
            "extra_attempts": "tambahan percobaan",
        },
        emptied=_EMPTY_REASON,
    ),
    Holding(
        "data_request", "request", "Permohonan atas data",
        _WHO | {
            "id": "id", "kind": "jenis", "wish": "isi permohonan", "asked_at": "diajukan", "state": "keadaan",
            "answer": "jawaban", "closed_at": "dijawab", "closed_by": "dijawab oleh (id)",
        },
        emptied={"wish": "''", "answer": "''"},
    ),
    Holding(
        "person_restriction", "request", "Pembatasan pemrosesan",
        _WHO | {"since": "sejak", "set_by": "dipasang oleh (id)"}, removed=True,
    ),
    Holding("erasure", "request", "Penghapusan identitas", _WHO | {"erased_at": "dihapus"}),
    Holding(
        "outbox", "letter", "Surat kepada Anda",
        _WHO | {
            "id": "id", "kind": "jenis", "subject": "judul", "body": "isi", "dedupe_key": "penanda sekali kirim",
            "rank": "urutan kirim", "made_at": "dibuat", "not_before": "dikirim paling awal",
            "expires_at": "dikirim paling lambat", "state": "keadaan", "tries": "berapa kali dicoba",
            "last_error": "kesalahan terakhir", "claim": "tanda pengirim", "message_id": "nomor surat",
        },
        hidden=frozenset({"body", "claim"}), emptied={"subject": "''", "body": "''"}, is_long=True,
    ),
    Holding(
        "outbox_log", "letter", "Perjalanan surat",
        {
            "outbox_id": "surat (id)", "seq": "urutan", "happened_at": "terjadi", "state": "keadaan",
            "actor": "oleh (id)", "reason": "sebab",
        },
        whose="outbox_id IN (SELECT id FROM outbox WHERE person_id = :person_id) OR actor = :person_id",
        owner="outbox.person_id", joined="JOIN outbox ON outbox.id = outbox_log.outbox_id", is_long=True,
    ),
    Holding(
        "report_mail", "letter", "Laporan lewat surel yang Anda minta",
        _WHO | _SET | {"assignment_id": "penugasan (id)", "rhythm": "kapan", "form": "bentuk berkas"}, removed=True,
    ),
    Holding(
        "report_mail_round", "letter", "Hari pembuatan laporan lewat surel",
        _WHO | {"assignment_id": "penugasan (id)", "day": "hari", "made_at": "dibuat"}, removed=True, is_long=True,
    ),
    Holding(
        "audit_entry", "trace", "Jejak audit tentang Anda",
        {
            "id": "id", "batch_id": "rombongan", "happened_at": "terjadi", "actor": "dilakukan oleh (id)",
            "action": "tindakan", "subject_kind": "jenis sasaran", "subject_id": "sasaran (id)",
            "before": "sebelumnya", "after": "sesudahnya",
        },
        whose="subject_kind IN ('person', 'account') AND subject_id = :person_id", owner="subject_id",
    ),
    Holding(
        "undo_step", "trace", "Keadaan lama untuk membatalkan perubahan",
        {"batch_id": "rombongan", "seq": "urutan", "table_name": "tabel", "before": "sebelumnya", "after": "sesudahnya"},
        whose="COALESCE(before, after) ->> CASE table_name WHEN 'person' THEN 'id' ELSE 'person_id' END = :person_id",
        owner="COALESCE(before, after) ->> CASE table_name WHEN 'person' THEN 'id' ELSE 'person_id' END",
    ),
    Holding(
        "assignment_rule", "trace", "Penugasan yang Anda berikan",
        {
            "assignment_id": "penugasan (id)", "audience": "sasaran", "joiners": "pegawai baru", "movers": "pegawai pindah",
            "zone": "zona waktu", "given_by": "diberikan oleh (id)", "given_at": "diberikan",
        },
        whose="given_by = :person_id", owner="given_by",
    ),
    Holding(
        "assignment_withdrawal", "trace", "Penugasan yang Anda tarik atau pulihkan",
        _DECIDED | {"assignment_id": "penugasan (id)", "seq": "urutan", "kind": "jenis", "reason": "alasan"},
        whose="decided_by = :person_id", owner="decided_by",
    ),
    Holding(
        "item_review", "trace", "Tinjauan soal yang Anda catat",
        _DECIDED | {
            "quiz_id": "kuis", "item_id": "soal", "item_version": "versi soal", "flag": "jenis catatan", "seq": "urutan",
            "deed": "tindakan", "note": "alasan", "evidence": "bukti saat itu, tanpa orang",
        },
        whose="decided_by = :person_id", owner="decided_by",
    ),
    Holding(
        "assignment_window_rule", "trace", "Jendela waktu yang Anda hitung dari tahapan",
        _SET | {
            "assignment_id": "penugasan (id)", "seq": "urutan", "opens_stage": "tahapan pembuka",
            "opens_edge": "awal atau akhirnya", "opens_days": "selisih hari pembuka", "opens_day": "hari pembuka",
            "due_stage": "tahapan penutup", "due_edge": "awal atau akhirnya", "due_days": "selisih hari penutup", "due_day": "hari penutup",
        },
        whose="set_by = :person_id", owner="set_by",
    ),
    Holding(
        "mail_plan", "trace", "Jadwal surat yang Anda atur",
        _SET | {
            "assignment_id": "penugasan (id)", "weekdays": "hari", "days_before": "hari sebelum batas", "reminders": "beserta pengingat",
        },
        whose="set_by = :person_id", owner="set_by",
    ),
)  # fmt: skip
