"""The numbers people are known by: NIP, NI PPPK, or an id of the agency's own. Text in, the same text out, or a refusal.

A number is never repaired. Only spaces, invisible marks and one leading apostrophe are taken away, which change no digit.
NIP: birth date (8), CPNS from year and month (6), sex (1), serial (3). NI PPPK: birth date (8), year (4), how many
contracts (2, not a month), sex (1), serial (3). Nothing here quotes a number in an error: it is personal data.
"""

from __future__ import annotations

import re
from datetime import date

_APOSTROPHES = "'’‘"
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202c\u2060\ufeff"))
_DIGITS = re.compile(r"[0-9]+")
_OWN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9./_-]{0,30}[A-Za-z0-9])?")
_NUMBER_LIKE = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?[eE][+-]?[0-9]+|[0-9]{15,}[.,]0+")
_OLDEST, _YOUNGEST = 85, 15
"""Ages nobody on a roster has: wide, because only impossible dates are to be refused."""


class NumberRefused(Exception):
    """``str`` says what is wrong without the number; ``how_to_fix`` what to do."""

    def __init__(self, message: str, how_to_fix: str) -> None:
        super().__init__(message)
        self.how_to_fix = how_to_fix


AS_TEXT = "Format kolom sebagai Teks, lalu ketik atau tempel ulang nomor aslinya."


def bare(text: str) -> str:
    """Without spaces, invisible marks and one leading apostrophe; every other character as given."""
    stripped = "".join(text.translate(_INVISIBLE).split())
    return stripped[1:] if stripped[:1] and stripped[0] in _APOSTROPHES else stripped


def check_national(text: str, today: date) -> str:
    """A NIP or NI PPPK as 18 digits. Raises NumberRefused."""
    number = bare(text)
    if _NUMBER_LIKE.fullmatch(number):
        raise NumberRefused("Nomor sudah berubah menjadi bilangan (notasi ilmiah).", AS_TEXT)
    if not number.isascii() or not _DIGITS.fullmatch(number):
        raise NumberRefused("Nomor memuat tanda selain angka.", "Tulis 18 angka saja; spasi boleh.")
    if len(number) != 18:
        raise NumberRefused(f"Nomor berisi {len(number)} angka, seharusnya 18.", "Tulis nomor lengkap 18 angka.")
    if number.endswith("000"):
        raise NumberRefused("Tiga angka terakhir 000: tanda nomor pernah dibulatkan Excel.", AS_TEXT)
    if not _is_birth_date(number[:8], today):
        raise NumberRefused("Delapan angka pertama bukan tanggal lahir yang masuk akal.", "Periksa nomor aslinya.")
    if number[14] not in "12":
        raise NumberRefused("Angka ke-15 (jenis kelamin) harus 1 atau 2.", "Periksa nomor aslinya.")
    return number


def check_own(text: str) -> str:
    """An id that the agency gave itself. Raises NumberRefused."""
    number = bare(text)
    if _NUMBER_LIKE.fullmatch(number):
        raise NumberRefused("Nomor sudah berubah menjadi bilangan (notasi ilmiah).", AS_TEXT)
    if not number.isascii() or not _OWN.fullmatch(number):
        raise NumberRefused(
            "Nomor harus 1 sampai 32 huruf atau angka tanpa tanda selain . / _ -.", "Pakai nomor yang dibuat instansi."
        )
    if _is_nik(number):
        raise NumberRefused("Nomor ini tampak seperti NIK; NIK tidak boleh dipakai.", "Pakai nomor buatan instansi.")
    return number


def has_month(number: str) -> bool:
    """Whether digits 13-14 can be a month, as in every NIP; in an NI PPPK they count contracts."""
    return "01" <= number[12:14] <= "12"


def _is_birth_date(digits: str, today: date) -> bool:
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return _YOUNGEST <= today.year - born.year <= _OLDEST


def _is_nik(number: str) -> bool:
    """16 digits with a day (40 added for women) and a month where a NIK has them."""
    if len(number) != 16 or not _DIGITS.fullmatch(number):
        return False
    day, month = int(number[6:8]), int(number[8:10])
    return (1 <= day <= 31 or 41 <= day <= 71) and 1 <= month <= 12
