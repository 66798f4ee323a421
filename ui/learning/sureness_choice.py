"""Yakin or Ragu beside an answer: nothing preselected, never needed, saved by itself once the answer is on disk.

As with answers, every run compares what the buttons show with what this tab and the store last agreed on. A failure here
costs the learner nothing: the answer was saved before, and the choice is tried again with the next press.
"""

from __future__ import annotations

import streamlit as st

from actions.learning.attempt_views import AlreadyClosed, AttemptView, NotAsked, OpenItem, StrangeAnswer, TooLate
from actions.learning.say_sureness import say_sureness
from store.database import StorageError
from ui import session
from ui.visit import Visit

TITLES = {"yakin": "Yakin", "ragu": "Ragu"}
QUESTION = "Seberapa yakin? (tidak mengubah nilai)"


def choice_key(item_key: str) -> str:
    return f"yakin-{item_key.removeprefix('jawab-')}"


def show_choice(view: AttemptView, position: int, item_key: str) -> None:
    """The two buttons, always in the same place so that nothing moves under a finger; they wait for an answer."""
    item, key = view.items[position], choice_key(item_key)
    if session.widget_values([key]) is None:
        session.set_synced_sureness(view.attempt_id, position, _chosen(item))
    st.segmented_control(
        QUESTION,
        list(TITLES),
        default=_chosen(item),
        format_func=TITLES.__getitem__,
        key=key,
        disabled=item.answer is None,
        width="stretch",
    )


def save_choice(visit: Visit, view: AttemptView, position: int, item_key: str) -> AttemptView | None:
    """Save what the learner chose here, take over what was chosen elsewhere. None when the attempt is over."""
    values = session.widget_values([choice_key(item_key)])
    if values is None:
        return view
    attempt_id, (chosen,), stored = view.attempt_id, values, _chosen(view.items[position])
    agreed = session.find_synced_sureness(attempt_id, position)
    if chosen == agreed:
        session.set_synced_sureness(attempt_id, position, stored)
        if stored != agreed:
            session.renew_widgets(attempt_id, position)
        return view
    is_sure = None if chosen is None else chosen == "yakin"
    try:
        said = say_sureness(visit.database, visit.viewer, attempt_id, position, is_sure, visit.now)
    except StorageError as error:
        session.set_notice(
            attempt_id,
            f"Pilihan Yakin/Ragu pada soal {position + 1} belum tersimpan; jawaban Anda tetap aman. {error.what_to_do}",
        )
        return view
    except (TooLate, AlreadyClosed):
        return None
    except (StrangeAnswer, NotAsked):
        session.renew_widgets(attempt_id, position)
        return view
    session.set_synced_sureness(attempt_id, position, chosen)
    return view.with_sureness(position, said)


def said_words(visit: Visit, item: OpenItem) -> str:
    """The acknowledgement, to stand behind that of the answer."""
    if item.sureness is None:
        return ""
    return f" · {TITLES[_chosen(item) or '']} tersimpan {visit.local(item.sureness.at):%H.%M.%S}"


def _chosen(item: OpenItem) -> str | None:
    if item.sureness is None:
        return None
    return "yakin" if item.sureness.is_sure else "ragu"
