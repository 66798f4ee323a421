"""The authors' view of how items do in use: which ask for another look, why, and the counts behind it."""

from __future__ import annotations

from html import escape

import streamlit as st

from actions.authoring.fairness import fairness, with_dif_flags
from actions.authoring.item_review import QuizReview, review_quiz, reviewable_quizzes
from analytics.items.item_measures import ITEM_MEASURES
from analytics.tables import number
from ui import keeper, look, session
from ui.asked_choice import selection
from ui.authoring.fairness_views import show_fairness
from ui.authoring.item_map_view import ITEM, asked_item, show_item_map
from ui.authoring.item_numbers_view import show_item_numbers
from ui.authoring.one_item_view import show_one_item
from ui.authoring.open_tasks_view import QUIZ, show_quizzes, tasks_of_quizzes
from ui.authoring.review_task_views import show_review_tasks
from ui.visit import Visit

_TITLE = "Soal yang perlu ditinjau"


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
    overview = st.container()
    most = max(quizzes, key=lambda quiz_id: (_decides(visit, quiz_id), quizzes[quiz_id]))
    quiz_id = selection(QUIZ, "Kuis", titles, most, "tinjau-kuis")
    counted = quizzes[quiz_id]
    review = keeper.of_everybody(visit, counted, review_quiz, visit.viewer, quiz_id)
    fair = keeper.of_everybody(visit, keeper.about(counted), fairness, visit.viewer, quiz_id)
    review = with_dif_flags(review, fair)
    _quiz_facts(review, decides=_decides(visit, quiz_id))
    open_tasks = show_review_tasks(visit, review)
    heading.subheader(f"{_TITLE} ({open_tasks})", anchor=False)
    with overview:
        show_quizzes(visit, tasks_of_quizzes(visit, quizzes), quiz_id)
    _map(review)
    show_one_item(visit, review, fair.last_met)
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


def _share(share: float) -> str:
    return f"{share * 100:.0f}%"


def _decimal(value: float) -> str:
    rounded = round(value, 2) + 0.0  # no minus sign before a zero
    return f"{rounded:.2f}".replace(".", ",").replace("-", "−")
