"""The only file that touches Streamlit's session state: ids and drafts of this browser tab, never the truth.

Everything here may vanish (a restart, a new tab) without losing an answer: the store holds those.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import streamlit as st

from quizzes.shown import ShownAnswer


class Synced(NamedTuple):
    """The answer on which this tab and the store last agreed. ``answer`` None: unanswered."""

    answer: ShownAnswer | None


class Done(NamedTuple):
    """What an administrator did last in this tab; ``batch_id`` takes it back, None: it cannot be."""

    text: str
    batch_id: str | None


def find_quiz_position(attempt_id: str) -> int | None:
    """Where this tab was in the attempt; None when it was never there."""
    return st.session_state.get(f"kuis-posisi-{attempt_id}")


def set_quiz_position(attempt_id: str, position: int) -> None:
    st.session_state[f"kuis-posisi-{attempt_id}"] = position


def is_confirming(attempt_id: str) -> bool:
    """True while the learner looks at the question whether to submit."""
    return bool(st.session_state.get(f"kuis-konfirmasi-{attempt_id}", False))


def set_confirming(attempt_id: str, confirming: bool) -> None:
    st.session_state[f"kuis-konfirmasi-{attempt_id}"] = confirming


def find_synced(attempt_id: str, position: int) -> Synced | None:
    """None when this tab has not shown the item since it last turned to it."""
    found = st.session_state.get(f"kuis-selaras-{attempt_id}-{position}")
    return Synced(found[0]) if found else None


def set_synced(attempt_id: str, position: int, answer: ShownAnswer | None) -> None:
    st.session_state[f"kuis-selaras-{attempt_id}-{position}"] = (answer,)


def forget_synced(attempt_id: str, position: int) -> None:
    st.session_state.pop(f"kuis-selaras-{attempt_id}-{position}", None)


def find_synced_sureness(attempt_id: str, position: int) -> str | None:
    """``yakin``, ``ragu`` or None: on which this tab and the store last agreed."""
    return st.session_state.get(f"kuis-selaras-yakin-{attempt_id}-{position}")


def set_synced_sureness(attempt_id: str, position: int, chosen: str | None) -> None:
    st.session_state[f"kuis-selaras-yakin-{attempt_id}-{position}"] = chosen


def widget_generation(attempt_id: str, position: int) -> int:
    """Part of the widgets' keys; a new number makes them start again from the stored answer."""
    return st.session_state.get(f"kuis-generasi-{attempt_id}-{position}", 0)


def renew_widgets(attempt_id: str, position: int) -> None:
    st.session_state[f"kuis-generasi-{attempt_id}-{position}"] = widget_generation(attempt_id, position) + 1


def set_notice(attempt_id: str, text: str) -> None:
    """A sentence to show once, at the next run."""
    st.session_state[f"kuis-kabar-{attempt_id}"] = text


def take_notice(attempt_id: str) -> str | None:
    return st.session_state.pop(f"kuis-kabar-{attempt_id}", None)


def set_found_closed(attempt_id: str) -> None:
    """The attempt on screen is over, by its time or on another device; the next run says so once."""
    st.session_state[f"kuis-tutup-{attempt_id}"] = True


def take_found_closed(attempt_id: str) -> bool:
    return st.session_state.pop(f"kuis-tutup-{attempt_id}", False)


def find_shown_plan() -> str | None:
    """The digest of the roster import this tab looked at last."""
    return st.session_state.get("pegawai-rencana")


def set_shown_plan(digest: str | None) -> None:
    st.session_state["pegawai-rencana"] = digest


def widget_values(keys: Sequence[str]) -> list[Any] | None:
    """What these widgets hold, before they are drawn again; None unless all of them stand on this tab's screen."""
    if any(key not in st.session_state for key in keys):
        return None
    return [st.session_state[key] for key in keys]


def forget_widgets(keys: Sequence[str]) -> None:
    """They start again from what they are drawn with. (Streamlit drops a widget's value when the part of the page that drew
    it no longer does, but not when the part around that part is what ran.)"""
    for key in keys:
        st.session_state.pop(key, None)


def is_pressed(key: str) -> bool:
    """True in the run that a press of this button began, also before the button is drawn."""
    return bool(st.session_state.get(key, False))


def is_open(key: str) -> bool:
    """Whether this expander is open, also where it is not drawn."""
    return bool(st.session_state.get(key, False))


def new_assignment_id(fresh: str) -> str:
    """The id of the assignment this tab is writing: the same until it is given, so that a second press changes nothing."""
    return st.session_state.setdefault("penugasan-baru", fresh)


def forget_new_assignment() -> None:
    st.session_state.pop("penugasan-baru", None)


def set_assignment_notice(text: str) -> None:
    """A sentence to show once, at the next run."""
    st.session_state["penugasan-kabar"] = text


def take_assignment_notice() -> str | None:
    return st.session_state.pop("penugasan-kabar", None)


def set_review_notice(text: str) -> None:
    """A sentence to show once, at the next run."""
    st.session_state["tinjau-kabar"] = text


def take_review_notice() -> str | None:
    return st.session_state.pop("tinjau-kabar", None)


def find_done() -> Done | None:
    found = st.session_state.get("terakhir")
    return Done(*found) if found else None


def set_done(done: Done | None) -> None:
    st.session_state["terakhir"] = tuple(done) if done else None


def form_generation(form: str) -> int:
    """Part of the keys of a form's widgets; a new number empties the form."""
    return st.session_state.get(f"formulir-{form}", 0)


def renew_form(form: str) -> None:
    st.session_state[f"formulir-{form}"] = form_generation(form) + 1


def find_previewed(form: str) -> str | None:
    """What this tab looked at last in this form, before agreeing to it."""
    return st.session_state.get(f"pratinjau-{form}")


def set_previewed(form: str, what: str | None) -> None:
    st.session_state[f"pratinjau-{form}"] = what


def is_asking(key: str) -> bool:
    """True while the viewer looks at the question whether to do it."""
    return bool(st.session_state.get(f"tanya-{key}", False))


def set_asking(key: str, asking: bool) -> None:
    st.session_state[f"tanya-{key}"] = asking


def picked_people(assignment_id: str) -> tuple[str, ...]:
    """Whom this tab has picked of the assignment, in order; ids."""
    return tuple(st.session_state.get(f"penugasan-dipilih-{assignment_id}", ()))


def set_picked_people(assignment_id: str, person_ids: Sequence[str]) -> None:
    st.session_state[f"penugasan-dipilih-{assignment_id}"] = tuple(person_ids)


def new_request_id(fresh: str) -> str:
    """The id of the request about own data this tab is writing: the same until it is sent."""
    return st.session_state.setdefault("data-saya-baru", fresh)


def forget_new_request() -> None:
    st.session_state.pop("data-saya-baru", None)


def ticked_people() -> frozenset[str]:
    """Ids of the people ticked on the list, on whichever page of it."""
    return frozenset(st.session_state.get("pegawai-dicentang", ()))


def set_ticked_people(ids: frozenset[str]) -> None:
    st.session_state["pegawai-dicentang"] = tuple(sorted(ids))


def list_generation(of: tuple[Any, ...], which: str) -> int:
    """A number that changes with what is asked for, so that a list about something else begins at its first page."""
    last, number = st.session_state.get(f"{which}-daftar", (of, 0))
    if tuple(last) != of:
        number += 1
    st.session_state[f"{which}-daftar"] = (of, number)
    return number


def new_person_form() -> int:
    """Part of the form's keys; a new number empties it."""
    return st.session_state.get("pegawai-formulir", 0)


def empty_new_person_form() -> None:
    st.session_state["pegawai-formulir"] = new_person_form() + 1


def is_news(key: str, value: str | None) -> bool:
    """True when it is not what it was in the last run of this tab."""
    before = st.session_state.get(key)
    st.session_state[key] = value
    return value != before


def follow_address(key: str, asked: str | int | None) -> None:
    """Before a widget is drawn: where the address was changed by anything else (a link, the way back), the widget follows."""
    if key not in st.session_state or st.session_state.get(f"{key}-alamat") != asked:
        st.session_state[key] = asked
    st.session_state[f"{key}-alamat"] = asked


def address_follows(key: str, chosen: str | int | None) -> None:
    """After the address was changed to what the widget says."""
    st.session_state[f"{key}-alamat"] = chosen
