"""What a learner's own Yakin and Ragu say: how often they were right, and what to read again first.

A wrong answer given surely is corrected best once it is noticed (the hypercorrection effect: Butterfield, B. & Metcalfe, J.
(2001), "Errors committed with high confidence are hypercorrected", Journal of Experimental Psychology: Learning, Memory,
and Cognition 27, 1491-1494); so these come first. How often somebody was right is ``quizzes.sureness.Calibration``.
"""

from __future__ import annotations

from collections.abc import Sequence

from actions.learning.attempt_views import ReviewedItem
from quizzes.sureness import RELIABLE_SHARE, Calibration, calibrate, is_wrong

FEWEST_FOR_SHARES = 5
"""Below it one answer more or less moves a share by 20 points and more: only counts are told."""
RIGHT_MEANS = "Tepat di sini berarti jawabannya bernilai setengah atau lebih."


def calibration_of(items: Sequence[ReviewedItem]) -> Calibration:
    return calibrate((one.is_sure, one.mark) for one in items if one.response is not None)


def surely_wrong(items: Sequence[ReviewedItem]) -> list[ReviewedItem]:
    return [one for one in items if one.is_sure and one.response is not None and is_wrong(one.mark)]


def sureness_text(is_sure: bool | None) -> str:
    """What was said of one answer, for its review; empty when nothing was."""
    if is_sure is None:
        return ""
    return f"**Anda menandai:** {'Yakin' if is_sure else 'Ragu'}"


def calibration_lines(found: Calibration) -> list[str]:
    """One sentence for each of the two marks that was used."""
    lines = []
    if found.sure:
        lines.append(_line(found.sure, found.sure_right, "yakin"))
    if found.doubted:
        lines.append(_line(found.doubted, found.doubted_right, "ragu"))
    return lines


def calibration_advice(found: Calibration) -> str:
    """A kind sentence about what the two lines mean; careful where there is little to go by."""
    sure_wrong = found.sure - found.sure_right
    if found.sure < FEWEST_FOR_SHARES and found.doubted < FEWEST_FOR_SHARES:
        tail = " Bacalah dahulu bagian di bawah ini." if sure_wrong else ""
        return f"Tandanya masih sedikit, jadi ini belum dapat disimpulkan.{tail}"
    if found.sure >= FEWEST_FOR_SHARES and found.sure_right < RELIABLE_SHARE * found.sure:
        return (
            "Wajar bila ada keyakinan yang perlu diluruskan. Justru di situ belajar paling banyak hasilnya: kekeliruan yang "
            "tadinya diyakini paling mudah diingat setelah tahu yang benar."
        )
    if found.doubted >= FEWEST_FOR_SHARES and found.doubted_right >= RELIABLE_SHARE * found.doubted:
        return (
            "Anda lebih paham daripada yang Anda kira. Baca lagi dasarnya, supaya lain kali Anda menjawab dengan yakin."
        )
    if found.sure >= FEWEST_FOR_SHARES and sure_wrong:
        return "Keyakinan Anda umumnya dapat diandalkan. Luruskan yang masih keliru di bawah ini."
    if found.sure >= FEWEST_FOR_SHARES:
        return "Keyakinan Anda dapat diandalkan: Anda tahu apa yang Anda tahu."
    return "Anda tahu di mana Anda masih ragu. Itu awal yang baik untuk belajar lagi."


def _line(count: int, right: int, said: str) -> str:
    share = f" ({right / count * 100:.0f}%)" if count >= FEWEST_FOR_SHARES else ""
    return f"Dari **{count}** jawaban yang Anda tandai **{said}**, **{right}** tepat{share}."
