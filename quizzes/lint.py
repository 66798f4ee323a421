"""Item-writing rules for one item: what would tell the answer, confuse, or teach nothing.

Haladyna, Downing & Rodriguez (2002), "A review of multiple-choice item-writing guidelines for classroom assessment",
Applied Measurement in Education 15, 309-333. Rules over the whole bank are in ``quizzes/bank_lint.py``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import permutations

from content.placed import Placed
from content.problems import Problem
from quizzes.models import Item, JudgementItem, MatchingItem, MultipleItem, OrderingItem, SingleItem, TrueFalseItem
from quizzes.options import OptionItem, best_options, content_words, words

MAX_LENGTH_RATIO = 1.6
KEY_LEAD = 1.25
"""A key this much longer than the next option is recognised by its length."""
SHORT = 30
"""Options of at most so many characters (amounts, names, 'Ya') are not compared by length: one word doubles them."""
MIN_FEEDBACK_WORDS = 4

_ABSOLUTE = re.compile(
    r"(?<!tidak )(?<!bukan )(?<!belum )(?<!tak )"  # 'tidak semua' and 'bukan hanya' are the opposite of absolute
    r"\b(selalu|senantiasa|tidak pernah|semua(?:nya)?|seluruh(?:nya)?|hanya|pasti|mutlak|sama sekali"
    r"|(?:apa|siapa|kapan|di mana) ?pun|tanpa kecuali)\b",
    re.IGNORECASE,
)
_STRONG_ABSOLUTE = re.compile(r"\b(selalu|tidak pernah|pasti|mutlak|sama sekali|tanpa kecuali)\b", re.IGNORECASE)
_ALL_OR_NONE = re.compile(
    r"\b(semua|seluruh)(nya)? (jawaban|pilihan|pernyataan|opsi)?\s*(di atas|tersebut|itu|ini)?\s*(adalah )?"
    r"(benar|salah|keliru|tepat)\b"
    r"|\b[a-e] (dan|serta|maupun) [a-e]\b(?! \w+ \w+)"
    r"|\btidak (ada|satu pun)( \w+){0,2} (benar|tepat|salah|di atas)\b"
    r"|\bbukan salah satu( \w+)? di atas\b",
    re.IGNORECASE,
)
_ASKS_FOR_EXCEPTION = re.compile(
    r"\bkecuali\b(?=[^?]{0,3}[?:.…]*$)"
    r"|\b(?i:mana|manakah|apa|apakah|siapa|siapakah|berikut|berikut ini) yang (?:\w+ ){0,2}(?:tidak|bukan)\b"
    r"|\byang (?:tidak|bukan) (?:termasuk|tepat|benar|sesuai|boleh|dibenarkan|diperbolehkan|merupakan|perlu)\b"
    r"|\b(?i:mana|manakah|berikut|berikut ini) yang (?:keliru|salah)\b"
)  # case matters: in capitals the exception is marked
_OPPOSITES = frozenset(("tidak", "bukan", "belum", "tanpa", "jangan", "dilarang", "tak", "kecuali"))
_QUOTED = re.compile(r"[\"“][^\"”]*[\"”]")


def lint_item(placed: Placed[Item]) -> Iterator[Problem]:
    """Every rule this item breaks, on its line."""
    item = placed.value
    found: list[tuple[str, str, tuple[object, ...]]] = [*_lint_stem(item), *_lint_feedback(item)]
    if isinstance(item, (SingleItem, MultipleItem, JudgementItem)):
        found += [*_lint_absolutes(item), *_lint_all_or_none(item), *_lint_overlap(item)]
    if isinstance(item, (SingleItem, JudgementItem)):
        found += _lint_lengths(item)
    if item.id in item.enemies:
        found.append(("soal ini menyebut dirinya sendiri sebagai lawan.", "Hapus dari enemies.", ("enemies",)))
    for message, fix, location in found:
        yield placed.warning(f"Soal '{item.id}': {message}", fix, *location)


_Finding = tuple[str, str, tuple[object, ...]]


def question_of(stem: str) -> str:
    """The sentence that asks: the last one."""
    return re.split(r"(?<=[.!?])[\"”']?\s+", stem.strip())[-1]


def _lint_stem(item: Item) -> Iterator[_Finding]:
    if isinstance(item, TrueFalseItem):
        strong = _STRONG_ABSOLUTE.search(_unquoted(item.stem))
        if strong:
            message = f"pernyataan benar-salah memuat kata mutlak '{strong[0]}', yang memberi petunjuk."
            yield message, "Tulis pernyataan tanpa kata mutlak.", ("stem",)
        return
    negation = _ASKS_FOR_EXCEPTION.search(_unquoted(question_of(item.stem)))
    if negation:
        message = f"pertanyaannya meminta pengecualian ('{negation[0]}') tanpa penanda."
        yield message, "Tanyakan secara positif, atau tulis TIDAK, BUKAN, atau KECUALI dengan huruf besar.", ("stem",)


def _lint_absolutes(item: OptionItem) -> Iterator[_Finding]:
    """An absolute word in a wrong option, with none in the answer, tells which option to strike out."""
    best = best_options(item)
    if any(_ABSOLUTE.search(_unquoted(option.text)) for option in best):
        return
    for index, option in enumerate(item.options):
        absolute = _ABSOLUTE.search(_unquoted(option.text))
        if absolute:
            message = f"pengecoh '{option.id}' memuat kata mutlak '{absolute[0]}', sedangkan jawabannya tidak."
            yield message, "Tulis pengecoh tanpa kata itu agar tidak mudah dicoret.", ("options", index)


def _lint_all_or_none(item: OptionItem) -> Iterator[_Finding]:
    for index, option in enumerate(item.options):
        found = _ALL_OR_NONE.search(option.text)
        if found:
            message = f"pilihan '{option.id}' menunjuk pilihan lain ('{found[0]}')."
            yield message, "Ganti dengan tindakan atau pernyataan yang berdiri sendiri.", ("options", index)


def _lint_overlap(item: OptionItem) -> Iterator[_Finding]:
    meanings = [Counter(w for w in words(option.text) if w in content_words(option.text)) for option in item.options]
    for (i, one), (j, other) in permutations(enumerate(meanings), 2):
        if one < other and not _OPPOSITES & set(other - one):
            part, whole = item.options[i].id, item.options[j].id
            message = f"pilihan '{part}' sudah termasuk dalam pilihan '{whole}'."
            yield message, "Bedakan isinya agar tidak saling mencakup.", ("options", i)


def _lint_lengths(item: SingleItem | JudgementItem) -> Iterator[_Finding]:
    lengths = sorted((len(option.text) for option in item.options), reverse=True)
    if lengths[0] <= SHORT:
        return
    if lengths[0] > MAX_LENGTH_RATIO * lengths[-1]:
        message = f"pilihan terpanjang {lengths[0]} karakter, terpendek {lengths[-1]} (lebih dari 1,6 kali)."
        yield message, "Samakan panjang pilihan: ringkas yang panjang atau lengkapi yang pendek.", ("options",)
    best = best_options(item)
    if len(best) == 1 and len(best[0].text) == lengths[0] > KEY_LEAD * lengths[1]:
        message = f"jawabannya ('{best[0].id}') jauh lebih panjang daripada pilihan lain."
        yield message, "Ringkas jawabannya atau lengkapi pengecohnya.", ("options",)


def _lint_feedback(item: Item) -> Iterator[_Finding]:
    given = feedback_of(item)
    seen: dict[str, str] = {}
    for name, feedback in given.items():
        count = len(words(feedback))
        if count < MIN_FEEDBACK_WORDS:
            message = f"umpan balik '{name}' baru {count} kata (paling sedikit {MIN_FEEDBACK_WORDS}): '{feedback}'."
            yield message, "Jelaskan mengapa jawaban itu benar atau keliru.", ()
        same = seen.setdefault(" ".join(words(feedback)), name)
        if same != name:
            message = f"umpan balik '{same}' dan '{name}' sama."
            yield message, "Jelaskan tiap jawaban dengan alasannya sendiri.", ()


def feedback_of(item: Item) -> dict[str, str]:
    """Name of the answer -> its feedback."""
    if isinstance(item, TrueFalseItem):
        return {"Benar": item.feedback_true, "Salah": item.feedback_false}
    if isinstance(item, MatchingItem):
        return {pair.id: pair.feedback for pair in item.pairs}
    if isinstance(item, OrderingItem):
        return {step.id: step.feedback for step in item.steps}
    return {option.id: option.feedback for option in item.options}


def _unquoted(text: str) -> str:
    """Without what somebody says: people speak in absolutes."""
    return _QUOTED.sub(" ", text)
