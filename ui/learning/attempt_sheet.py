"""An attempt under way: one item per screen, saved as it is answered, the map of items, and handing in.

The store is the truth. Every run compares what the widgets show with what this tab and the store last agreed on, and
saves the difference; nothing is saved in a callback, because a callback is lost when the session is.

The sheet runs alone for whatever leaves the item; an answer runs its own part of it (answer_part.py).
"""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from actions.learning.attempt_views import AlreadyClosed, AttemptView, OpenItem, StrangeAnswer, TooLate
from actions.learning.take_quiz import set_flag, view_attempt
from people.assigning.windows import ZONE_NAMES
from quizzes.shown import ShownAnswer
from store.database import StorageError
from ui import session
from ui.learning.answer_part import (
    is_still_signed_in,
    item_key,
    map_key,
    polite,
    saved_by_now,
    show_answer,
    values_on_screen,
)
from ui.learning.attempt_turns import again, closed, confirm, find_position
from ui.learning.question import answer_from, ask, ask_stem, safe_label
from ui.learning.review import clock_text, minutes_left
from ui.learning.sureness_choice import save_choice
from ui.problem import problems_shown, show_error
from ui.visit import Visit

CLOCK_SECONDS = 30
LAST_MINUTES = 5
"""From here on a screen reader is told the time left as well."""
_BUTTONS = ("sebelumnya", "berikutnya", "tanda", "kumpulkan")


def show_attempt(visit: Visit, attempt_id: str) -> None:
    view = view_attempt(visit.database, visit.viewer, attempt_id, visit.now)
    with st.container(key="n-quiz-title"):
        st.title(safe_label(view.title), anchor=False)
    if not view.is_open:
        closed(visit, attempt_id)
        return
    if view.deadline_at is not None:
        _clock(visit, attempt_id, view.deadline_at)
    _sheet(visit, attempt_id)


@st.fragment(run_every=CLOCK_SECONDS)
def _clock(visit: Visit, attempt_id: str, deadline_at: datetime) -> None:
    """The time left, by the server's clock; the page as a whole is drawn anew once it has run out."""
    left = minutes_left(deadline_at, visit.now)
    if left <= 0:
        with problems_shown():
            if not view_attempt(visit.database, visit.viewer, attempt_id, visit.now).is_open:
                session.set_found_closed(attempt_id)
                st.rerun(scope="app")
    until = f"{clock_text(visit.local(deadline_at))} {ZONE_NAMES.get(visit.site.settings.time_zone, '')}".rstrip()
    text = f"Sisa waktu {left} menit (sampai {until})" if left > 0 else f"Waktu habis pukul {until}"
    polite(text, aloud=left <= LAST_MINUTES)


@st.fragment
def _sheet(visit: Visit, attempt_id: str) -> None:
    with problems_shown():
        if not is_still_signed_in(visit):
            st.rerun(scope="app")
        view = view_attempt(visit.database, visit.viewer, attempt_id, visit.now)
        if not view.is_open:
            closed(visit, attempt_id)
        elif session.is_confirming(attempt_id):
            confirm(visit, view)
        else:
            _item(visit, view)


def _item(visit: Visit, view: AttemptView) -> None:
    """Save what this tab changed, obey what was pressed, and only then draw: one run shows one item, never two."""
    position = find_position(view)
    values = values_on_screen(view, position)
    if values is None:
        _draw_first(visit, view, position)
        return
    saved = _save(visit, view, position, answer_from(view.items[position].shown, values))
    if saved is None:
        return
    if saved.asks_sureness:
        said = save_choice(visit, saved, position, item_key(saved, position))
        if said is None:
            closed(visit, view.attempt_id)
            return
        saved = said
    target = _obey(visit, saved, position)
    if session.is_confirming(view.attempt_id):
        confirm(visit, saved)
    elif session.is_pressed("tanda"):
        _draw(visit, view_attempt(visit.database, visit.viewer, view.attempt_id, visit.now), position)
    else:
        _draw(visit, saved, target)


def _draw_first(visit: Visit, view: AttemptView, position: int) -> None:
    """An item this tab has not on its screen yet. A page that lost its server and found it again brings a choice and
    a press this server has not heard of; they are known only once the widgets are drawn."""
    answer = _draw(visit, view, position)
    brought = answer != view.items[position].answer
    if brought and _save(visit, view, position, answer) is None:
        return
    said = save_choice(visit, view, position, item_key(view, position)) if view.asks_sureness else view
    _obey(visit, view, position)
    if brought or said is not view or any(session.is_pressed(key) for key in _BUTTONS):
        again()


def _draw(visit: Visit, view: AttemptView, position: int) -> ShownAnswer | None:
    """The item with everything that leaves it; returns what its widgets show."""
    _head(view, position)
    answer = show_answer(visit, view.attempt_id, position, [view])
    _move(view, position)
    return answer


def _head(view: AttemptView, position: int) -> None:
    st.header(f"Soal {position + 1} dari {len(view.items)}", anchor=False)
    ask_stem(view.items[position].shown)


def _obey(visit: Visit, view: AttemptView, position: int) -> int:
    """Do what was pressed, now that the answer is on disk; returns the item to show."""
    if session.is_pressed("kumpulkan"):
        session.set_confirming(view.attempt_id, True)
    elif session.is_pressed("tanda"):
        set_flag(visit.database, visit.viewer, view.attempt_id, position, not view.items[position].is_flagged)
    return _turned(view, position)


def _save(visit: Visit, view: AttemptView, position: int, answer: ShownAnswer | None) -> AttemptView | None:
    """As ``saved_by_now``, and tells what hinders it. None when the sheet cannot go on."""
    try:
        return saved_by_now(visit, view, position, answer)
    except StorageError as error:
        _not_saved(view, position, error)
    except (TooLate, AlreadyClosed):
        closed(visit, view.attempt_id)
    except StrangeAnswer as error:
        session.forget_synced(view.attempt_id, position)
        session.renew_widgets(view.attempt_id, position)
        show_error(error)
    return None


def _not_saved(view: AttemptView, position: int, error: StorageError) -> None:
    """The widgets keep the answer; pressing the button runs the sheet again, which tries to save again."""
    _head(view, position)
    item = view.items[position]
    ask(item.shown, item.answer, item_key(view, position))
    st.error(f"**Jawaban ini belum tersimpan.** {error} {error.what_to_do}", icon=":material/error:")
    st.button("Coba simpan lagi", key="simpan-lagi", type="primary", icon=":material/refresh:")


def _move(view: AttemptView, position: int) -> None:
    """Everything that leaves the item. ``_item`` obeys it in the next run, once the answer is on disk."""
    last = len(view.items) - 1
    with st.container(horizontal=True, key="n-turn"):
        st.button("Sebelumnya", key="sebelumnya", icon=":material/arrow_back:", disabled=position == 0)
        if position < last:
            st.button(
                "Berikutnya", key="berikutnya", type="primary", icon=":material/arrow_forward:", icon_position="right"
            )
    flagged = view.items[position].is_flagged
    kind = "primary" if position == last else "secondary"
    with st.container(horizontal=True):
        st.button("Hapus tanda" if flagged else "Tandai soal ini", key="tanda", icon=":material/flag:")
        st.button("Kumpulkan", key="kumpulkan", type=kind, icon=":material/send:")
    with st.expander("Peta soal", icon=":material/apps:", key=map_key(view, position), on_change="rerun") as box:
        if box.open:  # twenty buttons that most answers do without
            _map(view, position)


def _map(view: AttemptView, position: int) -> None:
    labels = [_map_label(place, item) for place, item in enumerate(view.items)]
    st.pills(
        "Peta soal: ✓ terjawab, ○ belum, ⚑ ditandai",
        range(len(view.items)),
        default=position,
        required=True,
        format_func=labels.__getitem__,
        key=_map_key(view, position),
    )


def _turned(view: AttemptView, position: int) -> int:
    """Where the press that began this run leads."""
    chosen = session.widget_values([_map_key(view, position)])
    step = session.is_pressed("berikutnya") - session.is_pressed("sebelumnya")
    target = position + step if step else chosen[0] if chosen and chosen[0] is not None else position
    if target == position or not 0 <= target < len(view.items):
        return position
    st.query_params["soal"] = str(target + 1)
    return find_position(view)


def _map_key(view: AttemptView, position: int) -> str:
    return f"peta-{view.attempt_id}-{position}"


def _map_label(place: int, item: OpenItem) -> str:
    state = "✓" if item.is_complete else "○"
    return f"{place + 1} {state}{' ⚑' if item.is_flagged else ''}"
