"""One item of a quiz: its text, its figures and who chose what, today and in every former version that enough people met."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import streamlit as st

from actions.authoring.item_review import FormerVersion, QuizReview, ReviewedVersion
from analytics.charts.items import decimal
from analytics.items.facility import MIN_ITEM_LEARNERS
from analytics.items.intervals import Correlation, Unknown
from analytics.items.item_measures import ITEM_MEASURES
from analytics.tables import estimate_text, number, percent
from quizzes.counted import best_ids, option_texts
from ui import look, session
from ui.asked_choice import keep_choice
from ui.authoring.item_map_view import ITEM, asked_item
from ui.visit import Visit

_HIDDEN = f"kurang dari {MIN_ITEM_LEARNERS}, atau melindungi yang sekecil itu"


def show_one_item(visit: Visit, review: QuizReview, last_met: Mapping[str, datetime]) -> None:
    """``last_met``: former version -> when it was last finished with, as far as is known."""
    today = {version.item.id: version for version in review.items}
    known = [*today, *dict.fromkeys(one.item.id for one in review.former if one.item.id not in today)]
    if not known:
        return
    key = f"tinjau-soal-{review.quiz_id}"
    session.follow_address(key, asked_item(review))
    item_id = st.selectbox("Rincian satu soal", known, placeholder="Pilih soal", index=None, key=key)
    if item_id != asked_item(review):  # the map above shows its intervals
        keep_choice(ITEM, item_id or "", "", key)
        st.rerun()
    if item_id is None:
        return
    look.html(_body(today[item_id]) if item_id in today else look.note(_nothing_today(visit, item_id)))
    for one in review.former:
        if one.item.id == item_id:
            with st.container(border=True):
                look.html(f"<p><strong>{_when(visit, one, last_met)}</strong></p>{_body(one)}")


def _nothing_today(visit: Visit, item_id: str) -> str:
    if item_id not in visit.courseware.bank.items:
        return "Soal ini sudah tidak dipakai."
    return f"Versi sekarang belum dijawab paling sedikit {MIN_ITEM_LEARNERS} orang pada kuis ini."


def _when(visit: Visit, one: FormerVersion, last_met: Mapping[str, datetime]) -> str:
    if one.version not in last_met:
        return "Versi lama"
    return f"Versi lama, terakhir dikerjakan sekitar {look.long_date(visit.local(last_met[one.version]).date())}"


def _body(version: ReviewedVersion | FormerVersion) -> str:
    found = version.statistics
    body = f"<p>{look.rich(version.item.stem)}</p>" + look.meta(
        f"{ITEM_MEASURES['facility'].title} {estimate_text(found.facility)}",
        f"{ITEM_MEASURES['guess'].title} {percent(version.guess)}",
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
    return body


def _correlation(found: Correlation | Unknown) -> str:
    if isinstance(found, Correlation):
        return f"{decimal(found.value)} ({decimal(found.low)} s.d. {decimal(found.high)})"
    return "belum cukup orang" if found.reason == "few" else "tidak dapat dihitung: semua sama"


def _count(count: int | None) -> str:
    return _HIDDEN if count is None else number(count)
