"""What a press on an answer changes: the widgets, the acknowledgement, and what is saved on the way.

It runs alone, within the sheet, so that a press draws four elements and not all.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import streamlit as st

from actions.learning.attempt_views import AttemptView
from actions.learning.take_quiz import save_answer, view_attempt
from actions.signing_in.sign_in import find_viewer, keep_alive
from people.errors import NetralError
from quizzes.shown import ShownAnswer
from ui import look, session
from ui.learning.question import answer_from, ask, how_marked, widget_keys
from ui.learning.sureness_choice import choice_key, said_words, save_choice, show_choice
from ui.problem import problems_shown
from ui.visit import Visit
from web.session_cookie import session_cookie_name


@st.fragment
def show_answer(visit: Visit, attempt_id: str, position: int, just_read: list[AttemptView]) -> ShownAnswer | None:
    """Draw it, and return what the widgets show. ``just_read`` holds the attempt for the run that draws the whole sheet and
    has saved already; when a press runs this part alone, it saves and reads for itself."""
    with problems_shown():
        view = just_read.pop() if just_read else _saved_alone(visit, attempt_id, position)
        item, key = view.items[position], item_key(view, position)
        if session.find_synced(attempt_id, position) is None:
            session.forget_widgets([*widget_keys(item.shown, key), choice_key(key)])
            session.set_synced(attempt_id, position, item.answer)
        answer = ask(item.shown, item.answer, key)
        if view.asks_sureness:
            show_choice(view, position, key)
        _acknowledge(visit, view, position)
        return answer
    return None


def _saved_alone(visit: Visit, attempt_id: str, position: int) -> AttemptView:
    """Save what a press on the answer changed. Whatever hinders it is left to the whole page, which tries again and tells;
    and so is an answer beside the open map of items, which tells what is answered."""
    if is_still_signed_in(visit):
        view = view_attempt(visit.database, visit.viewer, attempt_id, visit.now)
        values = values_on_screen(view, position)
        if not view.is_open:
            session.set_found_closed(attempt_id)
        elif values is not None:
            with suppress(NetralError):
                view = saved_by_now(visit, view, position, answer_from(view.items[position].shown, values))
                said = save_choice(visit, view, position, item_key(view, position)) if view.asks_sureness else view
                if said is not None and not session.is_open(map_key(view, position)):
                    return said
    st.rerun(scope="app")


def saved_by_now(visit: Visit, view: AttemptView, position: int, answer: ShownAnswer | None) -> AttemptView:
    """Save what the learner changed here; take over what was changed elsewhere.

    Raises StorageError, TooLate, AlreadyClosed, StrangeAnswer.
    """
    item, attempt_id = view.items[position], view.attempt_id
    synced = session.find_synced(attempt_id, position)
    agreed = synced.answer if synced else item.answer
    if answer == agreed:
        session.set_synced(attempt_id, position, item.answer)
        if item.answer != agreed:
            session.renew_widgets(attempt_id, position)
            session.set_notice(
                attempt_id, "Jawaban soal ini diubah di tempat lain; yang terakhir tersimpan ditampilkan."
            )
        return view
    saved = save_answer(visit.database, visit.viewer, attempt_id, position, answer, visit.now)
    session.set_synced(attempt_id, position, answer)
    return view.with_saved(position, answer, saved)


def _acknowledge(visit: Visit, view: AttemptView, position: int) -> None:
    """The number leads, so that a screen reader tells of every move as well as of every saving."""
    item = view.items[position]
    notice = session.take_notice(view.attempt_id)
    if notice:
        st.info(notice, icon=":material/info:")
    state = "Belum dijawab"
    if item.saved_at is not None:
        state = "Tersimpan" if item.is_complete else "Belum lengkap; tersimpan"
        state = "Dikosongkan; tersimpan" if item.answer is None else state
        state += f" {visit.local(item.saved_at):%H.%M.%S}"
        state += said_words(visit, item)
    answered, total = view.answered_count, len(view.items)
    bar = look.thin_bar(answered, total)
    polite(f"Soal {position + 1} · {state}", f"{bar}{answered} dari {total} terjawab · {how_marked(item.shown)}")


def values_on_screen(view: AttemptView, position: int) -> list[Any] | None:
    """What the item's widgets hold; None where this tab has not shown the item since it last turned to it."""
    if session.find_synced(view.attempt_id, position) is None:
        return None
    return session.widget_values(widget_keys(view.items[position].shown, item_key(view, position)))


def item_key(view: AttemptView, position: int) -> str:
    generation = session.widget_generation(view.attempt_id, position)
    return f"jawab-{view.attempt_id}-{position}" + (f"-g{generation}" if generation else "")


def map_key(view: AttemptView, position: int) -> str:
    return f"peta-buka-{view.attempt_id}-{position}"


def is_still_signed_in(visit: Visit) -> bool:
    """A fragment runs without the script around it, so it looks for itself whether the session still stands.

    Each answer keeps the session alive; the clock beside it, which runs by itself, does not.
    """
    token = st.context.cookies.get(session_cookie_name(visit.site.settings.tls))
    if not isinstance(token, str):
        return True
    is_theirs = find_viewer(visit.database, token, datetime.now(UTC)) == visit.viewer
    if is_theirs:
        keep_alive(visit.database, token, datetime.now(UTC))
    return is_theirs


def polite(text: str, more: str = "", *, aloud: bool = True) -> None:
    """A line of our own words that a screen reader is told about when it changes, and one it reads when it gets there."""
    role = ' role="status"' if aloud else ""
    second = f'<p class="n-small" style="margin:0">{more}</p>' if more else ""
    st.html(f'<p{role} style="margin:0;font-weight:600">{text}</p>{second}')
