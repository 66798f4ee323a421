"""Which passwords are good enough: long, not the login name, and more than a common word with decorations.

After NIST SP 800-63B (length, a list of common ones, no composition rules) and the OWASP authentication cheat sheet.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection

from people.signing_in.account_errors import PasswordRefused

MIN_LENGTH = 12
MAX_LENGTH = 128
"""Long enough for any passphrase; a limit keeps the cost of hashing known."""

NEEDED_WEIGHT = 8
"""A common word weighs as much as three letters; runs, series and years weigh nothing. ``bismillah123456`` has 3."""
WORD_WEIGHT = 3
_SERIES = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "1qaz2wsx3edc4rfv",
    "1q2w3e4r5t6y7u8i9o0p",
)
_LOOKALIKES = str.maketrans("@$031457!", "asoeiasti")


def normal_password(password: str) -> str:
    """The same characters however the keyboard composes them (NFKC)."""
    return unicodedata.normalize("NFKC", password)


def require_good_password(password: str, login_name: str, common_words: Collection[str]) -> None:
    """Raises PasswordRefused with the one reason that matters first."""
    text = normal_password(password)
    if len(text) < MIN_LENGTH:
        raise PasswordRefused(f"Kata sandi terlalu pendek: paling sedikit {MIN_LENGTH} karakter.")
    if len(text) > MAX_LENGTH:
        raise PasswordRefused(f"Kata sandi terlalu panjang: paling banyak {MAX_LENGTH} karakter.")
    folded = text.casefold()
    name = login_name.casefold()
    if name and (name in folded or name in "".join(folded.split())):
        raise PasswordRefused("Kata sandi tidak boleh memuat NIP atau nama masuk Anda.")
    if weight(folded, common_words) < NEEDED_WEIGHT:
        raise PasswordRefused("Kata sandi ini mudah ditebak: terlalu dekat dengan kata, angka, atau urutan yang umum.")


def weight(text: str, common_words: Collection[str]) -> int:
    """How much of the text is not a common word, a repetition, a series or a year; the laxer reading of two."""
    folded = text.casefold()
    return min(_weight(folded, common_words), _weight(folded.translate(_LOOKALIKES), common_words))


def _weight(text: str, common_words: Collection[str]) -> int:
    words: set[str] = set()
    letters: set[str] = set()
    place = 0
    while place < len(text):
        word = _word_at(text, place, common_words)
        if word:
            words.add(word)
            place += len(word)
        elif length := _pattern_length(text, place):
            place += length
        else:
            letters.add(text[place])
            place += 1
    return WORD_WEIGHT * len(words) + len(letters)


def _word_at(text: str, place: int, common_words: Collection[str]) -> str:
    """The longest common word that starts here, or nothing."""
    for end in range(min(len(text), place + 20), place + 2, -1):
        if text[place:end] in common_words:
            return text[place:end]
    return ""


def _pattern_length(text: str, place: int) -> int:
    """How many characters from here are one character again and again, a series up or down, or a year."""
    return max(_run(text, place), _series(text, place), _year(text, place))


def _run(text: str, place: int) -> int:
    end = place
    while end < len(text) and text[end] == text[place]:
        end += 1
    return end - place if end - place >= 3 else 0


def _series(text: str, place: int) -> int:
    longest = 0
    for series in (way for row in _SERIES for way in (row, row[::-1])):
        length = 3
        while text[place : place + length] in series and place + length <= len(text):
            longest, length = length, length + 1
    return longest


def _year(text: str, place: int) -> int:
    part = text[place : place + 4]
    return 4 if len(part) == 4 and part.isascii() and part.isdigit() and part[:2] in ("19", "20") else 0
