"""All the figures of a quiz and of its items in two tables, for authors who compare them with another system's."""

from __future__ import annotations

from actions.authoring.fairness import Fairness
from actions.authoring.item_review import QuizReview
from analytics.fairness.words import decimal
from analytics.items.drawn import DrawnItem
from analytics.items.intervals import MIN_CORRELATION_LEARNERS
from analytics.items.item_measures import ITEM_MEASURES
from analytics.items.paper_report import PaperReport
from analytics.tables import Table, number
from ui import look
from ui.figures import show_table

_NONE = "–"


def show_item_numbers(review: QuizReview, found: Fairness) -> None:
    """Nothing where there are too few people for either table."""
    if review.report is not None:
        show_table("Semua angka kuis ini", quiz_table(review.report), "angka-kuis")
    table = item_table(review, found)
    if table.rows:
        show_table("Semua angka tiap soal", table, "angka-soal")
        look.html(
            f'<p class="n-small">Angka tiap soal: contoh acak {number(found.sampled)} percobaan pertama; hanya soal yang '
            f"didapat paling sedikit {MIN_CORRELATION_LEARNERS} orang. Daya beda dibandingkan dengan soal lain pada naskah; "
            "Moodle ikut menghitung soal itu sendiri, jadi angkanya terlalu tinggi.</p>"
        )


def quiz_table(report: PaperReport) -> Table:
    """Scores as shares of the full mark."""
    scores = report.scores
    shares = {
        "mean": scores.mean, "median": scores.median, "standard_deviation": scores.standard_deviation,
        "internal_consistency": report.internal_consistency, "error_ratio": report.error_ratio,
        "standard_error": report.standard_error,
    }  # fmt: skip
    shapes = {"skewness": scores.skewness, "kurtosis": scores.kurtosis}
    rows = [(ITEM_MEASURES[name].title, _share(value)) for name, value in shares.items()]
    rows += [(ITEM_MEASURES[name].title, _decimal(value)) for name, value in shapes.items()]
    return Table(("Ukuran", "Angka"), tuple(rows))


def item_table(review: QuizReview, found: Fairness) -> Table:
    guesses = {version.item.id: version.guess for version in review.items}
    rows = [
        _row(found.item_ids[one.version], guesses.get(found.item_ids[one.version]), one)
        for one in found.drawn
        if one.pool.corrected.learners >= MIN_CORRELATION_LEARNERS
    ]
    titles = (
        "learners", "facility", "guess", "standard_deviation", "discrimination", "as_moodle", "discriminative_efficiency",
        "intended_weight", "effective_weight",
    )  # fmt: skip
    return Table(("Soal", *(ITEM_MEASURES[name].title for name in titles)), tuple(sorted(rows)))


def _row(item_id: str, guess: float | None, one: DrawnItem) -> tuple[str, ...]:
    part = one.pool.corrected
    effective = "kovarians negatif" if one.has_negative_covariance else _fine(one.effective_weight)
    return (
        item_id, number(part.learners), _share(part.facility), _share(guess), _decimal(part.standard_deviation),
        _decimal(part.discrimination), _decimal(one.pool.as_moodle.discrimination), _share(part.discriminative_efficiency),
        _fine(one.intended_weight), effective,
    )  # fmt: skip


def _share(value: float | None) -> str:
    return _NONE if value is None else f"{decimal(100 * value, 0)}%"


def _fine(value: float | None) -> str:
    """Weights in a bank are a percent or less."""
    return _NONE if value is None else f"{decimal(100 * value, 2)}%"


def _decimal(value: float | None) -> str:
    return _NONE if value is None else decimal(value, 2)
