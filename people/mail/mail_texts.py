"""The words of every message: plain text, names for completion only; never a number, a score or an answer."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from typing import NamedTuple

from people.assigning.assignment_rules import Given
from people.mail.digest import Late, Letter
from people.mail.outbox_rules import CODE_MARK
from people.mail.report_schedule import Rhythm, rhythm_in_words

MAX_NAMES = 200
"""A longer list is for the site to show; the numbers above it are complete."""
_MAX_SUBJECT = 180
_LONG_NUMBER = re.compile(r"\d{6,}")
_FOOT = (
    "\n--\nSurat otomatis dari Netral ({url}). Mohon tidak dibalas. "
    "Netral tidak pernah meminta kata sandi, dan tidak mengirim nilai atau jawaban seseorang lewat surel.\n"
)


class Text(NamedTuple):
    subject: str
    body: str


def one_line(words: str) -> str:
    """Names and titles as they may stand in a message: one line, nothing invisible, no long number."""
    seen = "".join(letter if unicodedata.category(letter)[0] != "C" else " " for letter in words)
    return _LONG_NUMBER.sub("…", " ".join(seen.split()))


def line_of_name(name: str) -> str:
    """A person on the list of a digest; by this line such letters are found again when the person is to be forgotten."""
    return f"- {one_line(name)}\n"


def digest_text(given: Given, letter: Letter, url: str, now: datetime) -> Text:
    """For the head of a unit: how many have not finished, who, and until when."""
    unit, title = one_line(letter.agency_name), one_line(given.title)
    lines = [f"Yth. Pimpinan {unit}", "", f'Penugasan "{title}" {_due(given, now)}.', ""]
    for part in letter.parts:
        lines.append(f"{one_line(part.name)}: {len(part.late)} dari {part.assigned} orang belum selesai.")
    lines += ["", "Yang belum selesai:", *_names(letter.late)]
    if letter.forwarded:
        lines += ["", "Pimpinan unit berikut belum dapat disurati, jadi mohon diteruskan:"]
        lines += [f"- {one_line(name)}: {number} orang" for name, number in letter.forwarded]
    lines += ["", "Mohon Bapak/Ibu mengingatkan mereka agar menyelesaikan pascauji sebelum batas waktu:", url]
    return _text(f"Belum selesai {len(letter.late)} orang di {unit}: {title}", lines, url)


def reminder_text(given: Given, late: Late, url: str, now: datetime) -> Text:
    """For somebody who has not finished."""
    title = one_line(given.title)
    lines = [
        f"Yth. {one_line(late.name)}", "", f'Anda belum menyelesaikan penugasan "{title}".', f"Penugasan itu {_due(given, now)}.",
        "", "Buka Netral, baca materinya, lalu kerjakan pascauji:", url,
        "", "Bila hari ini sudah selesai, abaikan surat ini. Terima kasih.",
    ]  # fmt: skip
    return _text(f"Mohon diselesaikan: {title}", lines, url)


def reset_text(name: str, url: str) -> Text:
    """``CODE_MARK`` becomes the code when the message leaves."""
    lines = [
        f"Yth. {one_line(name)}", "", "Ada permintaan untuk mengatur ulang kata sandi akun Netral Anda.", "",
        f"Kode sekali pakai: {CODE_MARK}", "Kode berlaku 30 menit dan hanya sekali.", "",
        f"Buka {url}/atur-ulang, ketik nama masuk Anda dan kode itu, lalu buat kata sandi baru.", "",
        "Bila Anda tidak memintanya, abaikan surat ini: kata sandi Anda tidak berubah. Jangan berikan kode ini kepada siapa pun.",
    ]  # fmt: skip
    return _text("Kode untuk mengatur ulang kata sandi", lines, url)


def activation_text(name: str, url: str, days: int) -> Text:
    lines = [
        f"Yth. {one_line(name)}", "", "Akun Netral Anda siap diaktifkan.", "",
        f"Kode sekali pakai: {CODE_MARK}", f"Kode berlaku {days} hari dan hanya sekali.", "",
        f"Buka {url}/aktivasi, ketik NIP atau nama masuk Anda dan kode itu, lalu buat kata sandi sendiri.", "",
        "Jangan berikan kode ini kepada siapa pun.",
    ]  # fmt: skip
    return _text("Aktifkan akun Netral Anda", lines, url)


def report_text(name: str, title: str, agency: str, rhythm: Rhythm, url: str) -> Text:
    """For a supervisor; the report itself is attached."""
    agency, title = one_line(agency), one_line(title)
    lines = [
        f"Yth. {one_line(name)}", "", f'Terlampir laporan pemahaman {agency} untuk penugasan "{title}",',
        "menurut keadaan saat surat ini dikirim.", "",
        "Isinya angka kelompok, tanpa nama orang dan tanpa hasil perorangan. Angka kelompok kecil disembunyikan.", "",
        "Rinciannya, dan pengaturan surat ini, ada di Netral pada halaman Pemahaman:", url,
        f"Jadwal surat ini: {rhythm_in_words(rhythm)}.",
    ]  # fmt: skip
    return _text(f"Laporan pemahaman {agency}: {title}", lines, url)


def test_text(name: str, url: str) -> Text:
    lines = [f"Yth. {one_line(name)}", "", "Surat percobaan ini menunjukkan bahwa Netral dapat mengirim surel."]
    return _text("Surat percobaan dari Netral", lines, url)


def _due(given: Given, now: datetime) -> str:
    days = (given.window.due_on - given.window.day_of(now)).days
    left = "hari ini hari terakhir" if days == 0 else "besok hari terakhir" if days == 1 else f"{days} hari lagi"
    return f"berakhir {given.window.due_in_words} ({left})"


def _names(late: Iterable[Late]) -> list[str]:
    everybody = list(late)
    lines = []
    for unit, people in groupby(everybody[:MAX_NAMES], key=lambda one: one.unit):
        lines.append(f"{one_line(unit)}:")
        lines += [line_of_name(one.name).rstrip("\n") for one in people]
    if len(everybody) > MAX_NAMES:
        lines.append(f"... dan {len(everybody) - MAX_NAMES} orang lagi; daftar lengkapnya ada di Netral.")
    return lines


def _text(subject: str, lines: Iterable[str], url: str) -> Text:
    return Text(subject[:_MAX_SUBJECT], "\n".join(lines) + "\n" + _FOOT.format(url=url))
