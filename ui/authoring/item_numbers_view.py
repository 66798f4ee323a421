"""All the figures of a quiz and of its items in two tables, for authors who compare them with another system's."""

from __future__ import annotations

from collections.abc import Mapping

from actions.authoring.fairness import Fairness
from actions.authoring.item_review import QuizReview
from analytics.estimates import wilson_interval
from analytics.fairness.verdicts import Margins
from analytics.items.classical import PartStatistics
from analytics.items.drawn import DrawnItem
from analytics.items.intervals import MIN_CORRELATION_LEARNERS, fisher_interval
from analytics.items.item_measures import ITEM_MEASURES
from analytics.items.paper_report import PaperReport, figures_of
from analytics.tables import Table, number
from analytics.words.ranges import CORRELATION, SHARE, SIZE, Limits, decimal_range, ends, percent_range
from ui import look
from ui.authoring.figure_rows import HEADER, figure_row
from ui.figures import show_table


def show_item_numbers(review: QuizReview, found: Fairness) -> None:
    """Nothing where there are too few people for either table."""
    if review.report is not None:
        show_table("Semua angka kuis ini", quiz_table(review.report, found.margins), "angka-kuis")
    table = item_table(review, found)
    if table.rows:
        show_table("Semua angka tiap soal", table, "angka-soal")
        look.html(
            f'<p class="n-small">Angka tiap soal: contoh acak {number(found.sampled)} percobaan pertama; hanya soal yang '
            f"didapat paling sedikit {MIN_CORRELATION_LEARNERS} orang. Di dalam kurung: rentang 90%. Daya beda dan efisiensi dibandingkan "
            "dengan soal lain pada naskah; Moodle ikut menghitung soal itu sendiri, jadi angkanya terlalu tinggi.</p>"
        )


def quiz_table(report: PaperReport, margins: Margins | None) -> Table:
    """Scores as shares of the full mark, over everybody; the widths of the intervals are those found in the sample."""
    figures, widths = figures_of(report), margins.widths if margins else {}
    names = (
        "mean", "median", "standard_deviation", "internal_consistency", "error_ratio", "standard_error", "skewness", "kurtosis",
    )  # fmt: skip
    return Table(HEADER, tuple(figure_row(name, figures, widths) for name in names))


def item_table(review: QuizReview, found: Fairness) -> Table:
    guesses = {version.item.id: version.guess for version in review.items}
    rows = [
        _row(
            found.item_ids[one.version], guesses.get(found.item_ids[one.version]), one, found.item_margins[one.version]
        )
        for one in found.drawn
        if one.pool.corrected.learners >= MIN_CORRELATION_LEARNERS
    ]
    titles = (
        "learners", "facility", "guess", "standard_deviation", "discrimination", "as_moodle", "discriminative_efficiency",
        "efficiency_as_moodle", "intended_weight", "effective_weight",
    )  # fmt: skip
    return Table(("Soal", *(ITEM_MEASURES[name].title for name in titles)), tuple(sorted(rows)))


def _row(item_id: str, guess: float | None, one: DrawnItem, widths: Mapping[str, float]) -> tuple[str, ...]:
    part, moodle = one.pool.corrected, one.pool.as_moodle

    def around(name: str, value: float | None, limits: Limits) -> tuple[float, float] | None:
        return None if value is None or name not in widths else ends(value, widths[name], limits)

    spread, efficiency, weight = part.standard_deviation, part.discriminative_efficiency, one.effective_weight
    of_moodle = one.pool.efficiency_as_moodle
    facility = wilson_interval(part.facility or 0.0, part.learners)
    return (
        item_id,
        number(part.learners),
        percent_range(part.facility, facility),
        percent_range(guess, None),
        decimal_range(spread, around("standard_deviation", spread, SIZE)),
        _correlation(part),
        _correlation(moodle),
        percent_range(efficiency, around("discriminative_efficiency", efficiency, CORRELATION)),
        percent_range(of_moodle, around("efficiency_as_moodle", of_moodle, CORRELATION)),
        percent_range(one.intended_weight, None, 2),
        "kovarians negatif"
        if one.has_negative_covariance
        else percent_range(weight, around("effective_weight", weight, SHARE), 2),
    )


def _correlation(part: PartStatistics) -> str:
    value = part.discrimination
    return decimal_range(value, None if value is None else fisher_interval(value, part.learners))
