"""The audit trail in plain Indonesian: what each action is called, and what its facts say. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date

from people.assigning.assignment_rules import AUDIENCE_TITLES, JOINER_TITLES, MOVER_TITLES
from people.mail.report_schedule import RHYTHM_TITLES
from people.models import EMPLOYMENT_TITLES, ROLE_TITLES
from people.roster.models import POST_TITLES

ACTION_TITLES = {
    "agency.open": "membuka unit",
    "agency.rename": "mengubah nama atau jenis unit",
    "agency.move": "memindahkan unit",
    "agency.close": "menutup unit",
    "person.new": "menambahkan",
    "person.return": "mencatat kembali menjadi pegawai",
    "person.change": "mengubah data",
    "person.move": "memindahkan",
    "person.gone": "mencatat keluar",
    "person.number": "mengganti nomor",
    "role.grant": "memberi peran kepada",
    "role.revoke": "mencabut peran dari",
    "post.begin": "menambahkan jabatan",
    "post.end": "mengakhiri jabatan",
    "roster.import": "mengimpor daftar pegawai",
    "supervision.grant": "menetapkan wilayah penyelia",
    "supervision.end": "mengakhiri wilayah penyelia",
    "mail.plan": "mengatur jadwal surat penugasan",
    "mail.report": "mengatur laporan lewat surel untuk",
    "person.restrict": "membatasi pemrosesan data",
    "person.lift-restriction": "mengakhiri pembatasan pemrosesan data",
    "person.erase": "menghapus identitas",
    "data-request.done": "memenuhi permohonan data",
    "data-request.refused": "menolak permohonan data",
    "data-copied": "mengambil salinan data pribadi",
    "retention.apply": "menjalankan retensi data",
    "breach.report": "menghitung jangkauan kebocoran data",
    "report.make": "membuat laporan untuk diserahkan",
    "assignment.create": "membuat penugasan",
    "assignment.window": "mengubah batas waktu penugasan",
    "assignment.withdraw": "menarik penugasan",
    "assignment.restore": "memulihkan penugasan",
    "assignment.recount": "menghitung ulang batas waktu penugasan",
    "assignment.exempt": "mencatat pembebasan atau cuti",
    "assignment.accommodate": "mencatat tambahan waktu atau percobaan",
    "item.take": "mulai meninjau soal",
    "item.keep": "membiarkan soal yang ditandai",
    "item.mend": "menyatakan soal sudah diperbaiki",
    "item.reopen": "membuka kembali tinjauan soal",
    "code-issued": "membuat kode masuk untuk",
    "password-chosen": "memilih kata sandi",
    "password-changed": "mengganti kata sandi",
    "sso-first": "masuk lewat SSO untuk pertama kali",
    "disabled": "menonaktifkan akun",
    "enabled": "mengaktifkan kembali akun",
    "sessions-ended": "mengakhiri semua sesi",
    "second-factor-on": "memasang langkah kedua",
    "second-factor-off": "mencabut langkah kedua",
    "set-up": "menyiapkan situs dan menjadi admin pertama",
    "deed.take-back": "membatalkan perubahan",
}
"""Action -> a verb that a name may stand before and after. An action without one is shown as it is written."""

_FACTS = {
    "name": "nama", "email": "surel", "agency": "unit", "agencies": "unit", "employment": "jenis kepegawaian",
    "employments": "jenis kepegawaian", "posts": "jabatan", "post": "jabatan", "since": "sejak", "until": "sampai",
    "role": "peran", "kind": "jenis", "code": "kode", "parent": "induk", "closed_on": "ditutup pada", "new": "baru",
    "changed": "berubah", "moved": "pindah", "gone": "tidak ada lagi", "refused": "baris ditolak", "title": "judul",
    "course": "kursus", "audience": "sasaran", "joiners": "yang masuk kemudian", "movers": "yang pindah", "zone": "zona",
    "opens_on": "hari pertama", "due_on": "hari terakhir", "assignment": "penugasan", "reason": "alasan",
    "document": "dokumen", "from_day": "sejak", "until_day": "sampai", "extra_minutes": "tambahan menit",
    "extra_attempts": "tambahan percobaan", "formats": "bentuk", "reports": "banyaknya laporan",
    "rhythm": "jadwal laporan", "form": "bentuk berkas", "item": "soal", "quiz": "kuis", "flag": "catatan",
}  # fmt: skip
_HIDDEN = frozenset({"file"})
"""Facts for machines: the hash of an imported file."""
_DAYS = frozenset({"since", "until", "closed_on", "opens_on", "due_on", "from_day", "until_day"})
_NUMBER_KINDS = {"nip": "NIP", "ni-pppk": "NI PPPK", "own": "nomor instansi"}
_EXEMPTION_KINDS = {"exempt": "pembebasan", "leave": "cuti", "none": "dicabut"}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")

Names = Mapping[str, str]
"""Id -> what an agency, a person or an assignment is called now."""


def action_title(action: str) -> str:
    return ACTION_TITLES.get(action) or action.replace(".", ": ").replace("-", " ").replace("_", " ")


def sentence(action: str, actor: str, subject: str) -> str:
    """Who did what to whom; ``subject`` may be empty."""
    return " ".join(part for part in (actor, action_title(action), subject) if part) + "."


def changes(before: str | None, after: str | None, names: Names) -> tuple[tuple[str, str, str], ...]:
    """(fact, before, after) in words, of what changed; "-" where there was nothing. The facts are JSON objects, or None."""
    was, is_now = _read(before), _read(after)
    keys = [key for key in {**was, **is_now} if key not in _HIDDEN and was.get(key) != is_now.get(key)]
    return tuple(
        (_FACTS.get(key, key.replace("_", " ")), _words(key, was.get(key), names), _words(key, is_now.get(key), names))
        for key in keys
    )


def ids_in(*facts: str | None) -> Iterator[str]:
    """Every text among the facts that may be the id of something with a name."""
    for fact in facts:
        for value in _read(fact).values():
            yield from _texts(value)


def _read(facts: str | None) -> dict[str, object]:
    found = json.loads(facts) if facts else {}
    return found if isinstance(found, dict) else {}


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)


def _words(key: str, value: object, names: Names) -> str:
    if value is None or value == "" or value == []:
        return "-"
    if key == "post" and isinstance(value, list):
        return _post(value, names)
    if key == "posts" and isinstance(value, list):
        return "; ".join(_post(one, names) for one in value)
    if isinstance(value, list):
        return ", ".join(_words(key, one, names) for one in value)
    text = str(value)
    if key in _DAYS:
        return _day(text)
    for titles in (_TITLES.get(key, {}), names):
        if text in titles:
            return titles[text]
    return text


def _post(post: object, names: Names) -> str:
    if not isinstance(post, list) or len(post) != 3:
        return str(post)
    kind, title, agency = map(str, post)
    held = title if kind == "definitif" else f"{POST_TITLES.get(kind, kind)} {title}"  # type: ignore[call-overload]
    return f"{held} ({names.get(agency, 'unit')})"


def _day(text: str) -> str:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    return "awal" if day.year == 1 else f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


_TITLES: dict[str, Mapping[str, str]] = {
    "employment": EMPLOYMENT_TITLES, "employments": EMPLOYMENT_TITLES, "role": ROLE_TITLES, "rhythm": RHYTHM_TITLES, "audience": AUDIENCE_TITLES,
    "joiners": JOINER_TITLES, "movers": MOVER_TITLES, "kind": _NUMBER_KINDS | _EXEMPTION_KINDS,
}  # type: ignore[dict-item]  # fmt: skip
