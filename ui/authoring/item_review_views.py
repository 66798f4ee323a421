"""The authors' view of how items do in use: which ask for another look, why, and the counts behind it."""

from __future__ import annotations

from html import escape

import streamlit as st

from actions.authoring.fairness import fairness, with_dif_flags
from actions.authoring.item_review import QuizReview, review_quiz, reviewable_quizzes
from analytics.items.facility import MIN_ITEM_LEARNERS
from analytics.items.intervals import Correlation, Unknown
from analytics.items.item_measures import ITEM_MEASURES
from analytics.tables import estimate_text, number
from quizzes.counted import best_ids, option_texts
from ui import keeper, look, session
from ui.asked_choice import keep_choice, selection
from ui.authoring.fairness_views import show_fairness
from ui.authoring.item_map_view import ITEM, asked_item, show_item_map
from ui.authoring.item_numbers_view import show_item_numbers
from ui.authoring.review_task_views import show_review_tasks
from ui.visit import Visit

_TITLE = "Soal yang perlu ditinjau"
QUIZ = "kuis"
"""Query parameter: a quiz's id."""
_HIDDEN = f"kurang dari {MIN_ITEM_LEARNERS}, atau melindungi yang sekecil itu"


def items_to_review(visit: Visit) -> None:
    """Raises NotAllowed."""
    heading = st.empty()
    heading.subheader(_TITLE, anchor=False)
    quizzes = reviewable_quizzes(visit.database, visit.courseware, visit.viewer)
    if not quizzes:
        look.html(look.note("Belum ada kuis yang selesai dikerjakan, jadi belum ada yang dapat dihitung."))
        return
    look.html(
        '<p class="n-small">Dihitung dari percobaan pertama semua peserta. Di sini hanya ada cacah; '
        "siapa yang menjawab tidak dapat dilihat.</p>"
    )
    titles = {quiz_id: visit.courseware.bank.quizzes[quiz_id].title for quiz_id in quizzes}
    most = max(quizzes, key=lambda quiz_id: (_decides(visit, quiz_id), quizzes[quiz_id]))
    quiz_id = selection(QUIZ, "Kuis", titles, most, "tinjau-kuis")
    counted = quizzes[quiz_id]
    review = keeper.of_everybody(visit, counted, review_quiz, visit.viewer, quiz_id)
    fair = keeper.of_everybody(visit, keeper.about(counted), fairness, visit.viewer, quiz_id)
    review = with_dif_flags(review, fair)
    _quiz_facts(review, decides=_decides(visit, quiz_id))
    open_tasks = show_review_tasks(visit, review)
    heading.subheader(f"{_TITLE} ({open_tasks})", anchor=False)
    _map(review)
    _one_item(review)
    show_item_numbers(review, fair)
    _how_to_read()
    show_fairness(visit, review, fair)


def _decides(visit: Visit, quiz_id: str) -> bool:
    """Whether somebody passes or fails by it."""
    return visit.courseware.bank.quizzes[quiz_id].mode == "posttest"


def _quiz_facts(review: QuizReview, *, decides: bool) -> None:
    pairs = [("Orang", number(review.learners)), ("Soal yang cukup datanya", number(review.judged))]
    report = review.report
    if report is not None:
        pairs.append((ITEM_MEASURES["mean"].title, _share(report.scores.mean)))
        if report.components and report.components.dependability is not None:
            pairs.append((ITEM_MEASURES["dependability"].title, _decimal(report.components.dependability)))
            pairs.append((ITEM_MEASURES["absolute_error"].title, _share(report.components.absolute_error)))
        if decides and report.decisions:
            pairs.append((ITEM_MEASURES["consistency"].title, _share(report.decisions.consistency)))
    look.html(look.facts(pairs))


def _map(review: QuizReview) -> None:
    if not review.items:
        return
    pressed = show_item_map(review, asked_item(review))
    if session.is_news(f"tinjau-ditekan-{review.quiz_id}", pressed) and pressed is not None:
        st.query_params[ITEM] = pressed
        st.rerun()


def _one_item(review: QuizReview) -> None:
    if not review.items:
        return
    by_id = {version.item.id: version for version in review.items}
    key = f"tinjau-soal-{review.quiz_id}"
    session.follow_address(key, asked_item(review))
    item_id = st.selectbox("Rincian satu soal", list(by_id), placeholder="Pilih soal", index=None, key=key)
    if item_id != asked_item(review):  # the map above shows its intervals
        keep_choice(ITEM, item_id or "", "", key)
        st.rerun()
    if item_id is None:
        return
    version = by_id[item_id]
    found = version.statistics
    body = f"<p>{look.rich(version.item.stem)}</p>" + look.meta(
        f"{ITEM_MEASURES['facility'].title} {estimate_text(found.facility)}",
        f"{ITEM_MEASURES['guess'].title} {_share(version.guess)}",
        f"{ITEM_MEASURES['item_rest'].title} {_correlation(found.item_rest)}",
        f"{ITEM_MEASURES['unanswered'].title} {_count(version.chosen[''])}",
    )
    texts, best = option_texts(version.item), best_ids(version.item)
    rows = [
        (
            f"{option.option}. {texts[option.option]}" + (" (kunci)" if option.option in best else ""),
            _count(version.chosen[option.option]),
            "-" if version.chosen[option.option] is None else _correlation(option.option_rest),
        )
        for option in found.options
    ]
    if rows:
        body += look.table(
            "Pilihan dan pemilihnya",
            ("Pilihan", ITEM_MEASURES["chosen"].title, ITEM_MEASURES["option_rest"].title),
            rows,
        )
    look.html(body)


def _how_to_read() -> None:
    names = (
        "learners", "mean", "facility", "unanswered", "chosen", "item_rest", "option_rest", "guess", "dependability", "absolute_error",
        "consistency", "accuracy", "wrongly_passed", "wrongly_failed", "kappa",
        "median", "standard_deviation", "skewness", "kurtosis", "internal_consistency", "error_ratio", "standard_error",
        "discrimination", "as_moodle", "discriminative_efficiency", "efficiency_as_moodle", "intended_weight", "effective_weight", "has_negative_covariance",
    )  # fmt: skip
    with st.expander("Cara membaca angka ini"):
        look.html(
            "".join(
                f"<p><strong>{escape(m.title)}</strong> ({escape(m.unit)}). {escape(m.definition)} "
                f"Sumber: {escape(m.source)}.</p>"
                for m in (ITEM_MEASURES[name] for name in names)
            )
        )


def _correlation(found: Correlation | Unknown) -> str:
    if isinstance(found, Correlation):
        return f"{_decimal(found.value)} ({_decimal(found.low)} s.d. {_decimal(found.high)})"
    return "belum cukup orang" if found.reason == "few" else "tidak dapat dihitung: semua sama"


def _count(count: int | None) -> str:
    return _HIDDEN if count is None else number(count)


def _share(share: float) -> str:
    return f"{share * 100:.0f}%"


def _decimal(value: float) -> str:
    rounded = round(value, 2) + 0.0  # no minus sign before a zero
    return f"{rounded:.2f}".replace(".", ",").replace("-", "−")
