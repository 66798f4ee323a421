"""The flags of a quiz as the authors' list of tasks: the evidence, who looks into it, a small form, and what was decided."""

from __future__ import annotations

from collections import Counter
from html import escape

import streamlit as st

from actions.authoring import review_tasks as tasks
from actions.authoring.item_review import QuizReview
from actions.authoring.review_tasks import MAX_NOTE, Decided, Task
from analytics.items.flags import KINDS, MIN_FLAG_LEARNERS, Flag, Kind
from people.errors import NetralError
from quizzes.counted import option_texts
from ui import look, session
from ui.asked_choice import selection
from ui.look import Tone
from ui.problem import show_error
from ui.visit import Visit

REASON = "alasan"
"""Query parameter: a kind of flag."""
_FIRST, _MOST = 5, 20
"""Tasks drawn at once, and those kept below them; the most urgent come first, so the others can wait."""
_URGENT: frozenset[Kind] = frozenset({"wrong_key", "negative"})
_TAKE, _KEEP, _MEND = "Saya tinjau", "Biarkan, dengan alasan", "Sudah diperbaiki"
_RELEASE = "Lepaskan, belum ada yang meninjau"
_DEEDS = {_TAKE: tasks.take, _KEEP: tasks.keep, _MEND: tasks.mend, _RELEASE: tasks.reopen}
_SAID = {
    _TAKE: "Tercatat: Anda meninjau soal {}.",
    _KEEP: "Tercatat: soal {} dibiarkan.",
    _MEND: "Tercatat: soal {} sudah diperbaiki.",
    _RELEASE: "Tercatat: soal {} menunggu peninjau lagi.",
}
_WORDS = {
    "taken": "Sedang ditinjau oleh {} sejak {}",
    "kept": "Dibiarkan oleh {} pada {}",
    "mended": "Dinyatakan sudah diperbaiki oleh {} pada {}",
    "reopened": "Dibuka kembali oleh {} pada {}",
}


def show_review_tasks(visit: Visit, review: QuizReview) -> int:
    """How many are not decided yet. Raises NotAllowed."""
    notice = session.take_review_notice()
    if notice:  # seen wherever on the page the form stood
        st.toast(notice, icon=":material/check:")
    found = tasks.review_tasks(visit.database, visit.viewer, review)
    waiting = [task for task in found if not task.is_decided]
    if not review.judged:
        look.html(look.note(f"Belum ada soal yang dijawab paling sedikit {MIN_FLAG_LEARNERS} orang pada kuis ini."))
    elif not found:
        look.html(look.note(f"<strong>✓ Tidak ada yang janggal</strong> pada {review.judged} soal itu.", "ok"))
    elif not waiting:
        look.html(look.note("<strong>✓ Semua catatan sudah diputuskan.</strong> Tidak ada yang menunggu.", "ok"))
    else:
        _waiting(visit, review, waiting)
    _decided(visit, review, [task for task in found if task.is_decided])
    return len(waiting)


def _waiting(visit: Visit, review: QuizReview, waiting: list[Task]) -> None:
    counts = Counter(task.kind for task in waiting)
    labels: dict[str, str] = {kind: f"{title} ({counts[kind]})" for kind, title in KINDS.items() if counts[kind]}
    key = f"tinjau-alasan-{review.quiz_id}-{len(waiting)}"  # a new one, or the browser keeps the words with the old number
    kind = selection(REASON, "Alasan", labels, next(iter(labels)), key)
    shown = [task for task in waiting if task.kind == kind]
    for task in shown[:_FIRST]:
        _task(visit, task)
    if shown[_FIRST:]:
        with st.expander(f"{len(shown[_FIRST:_MOST])} catatan lagi", key=f"tinjau-lagi-{review.quiz_id}-{kind}"):
            for task in shown[_FIRST:_MOST]:
                _task(visit, task)
    if len(shown) > _MOST:
        look.html(
            f'<p class="n-small">Tampil {_MOST} dari {len(shown)} catatan; sisanya menyusul setelah ini dibereskan.</p>'
        )


def _task(visit: Visit, task: Task) -> None:
    with st.container(border=True, key=_key(task, "kotak")):
        look.html(f'<div class="n-laws">{_evidence(task)}{_status(visit, task)}</div>')
        with st.popover("Tindak lanjuti", icon=":material/task_alt:", key=_key(task, "buka")):
            _form(visit, task)


def _form(visit: Visit, task: Task) -> None:
    with st.form(_key(task, "formulir"), border=False):
        deeds = [words for words in _DEEDS if words != _RELEASE or task.status == "taken"]
        what = st.radio(f"Soal {task.version.item.id}", deeds, key=_key(task, "apa"))
        note = st.text_area(
            "Alasan atau catatan", max_chars=MAX_NOTE, key=_key(task, "catatan"),
            placeholder="Wajib bila soal dibiarkan. Jangan menulis nama orang.",
        )  # fmt: skip
        if not st.form_submit_button("Simpan", key=_key(task, "simpan"), type="primary"):
            return
    try:
        _DEEDS[what](visit.database, visit.courseware, visit.viewer, task, note, visit.now)
    except NetralError as error:
        show_error(error)
        return
    session.set_review_notice(_SAID[what].format(task.version.item.id))
    st.rerun()


def _decided(visit: Visit, review: QuizReview, decided: list[Task]) -> None:
    if not decided:
        return
    with st.expander(f"Sudah diputuskan ({len(decided)})", key=f"tinjau-diputuskan-{review.quiz_id}"):
        look.html(
            '<p class="n-small">Sebuah keputusan berlaku bagi versi soal itu saja. Catatannya terbuka lagi dengan sendirinya '
            "bila soalnya diubah tetapi masih janggal, atau bila buktinya menjadi jelas lebih kuat.</p>"
        )
        entries = "".join(f"<li>{_evidence(task)}{_status(visit, task)}</li>" for task in decided)
        look.html(f'<ul class="n-laws">{entries}</ul>')
        by_name = {f"{task.version.item.id}: {KINDS[task.kind]}": task for task in decided}
        again = st.selectbox(
            "Buka kembali sebuah catatan", list(by_name), index=None, placeholder="Pilih catatan",
            key=f"tinjau-kembali-{review.quiz_id}",
        )  # fmt: skip
        if not st.button("Buka kembali", disabled=again is None, key=f"tinjau-buka-lagi-{review.quiz_id}"):
            return
        task = by_name[again]
        try:
            tasks.reopen(visit.database, visit.courseware, visit.viewer, task, "", visit.now)
        except NetralError as error:
            show_error(error)
            return
    session.set_review_notice(f"Catatan tentang soal {task.version.item.id} dibuka kembali.")
    st.rerun()


def _key(task: Task, part: str) -> str:
    """Of a widget. It changes with every deed, so that each form begins empty."""
    subject = task.subject
    return f"tinjau-{part}-{subject.quiz_id}-{subject.item_version}-{subject.flag}-{task.seq}"


# --- Words -----------------------------------------------------------------------------------


def _evidence(task: Task) -> str:
    tone: Tone = "no" if task.kind in _URGENT else "warn"
    return (
        f"<h3>{look.badge(KINDS[task.kind], tone)} <code>{escape(task.version.item.id)}</code></h3>"
        f"<p>{look.rich(task.version.item.stem)}</p>{''.join(_reason(task, flag) for flag in task.flags)}"
    )


def _reason(task: Task, flag: Flag) -> str:
    text = option_texts(task.version.item).get(flag.option or "")
    option = f"<p>Pilihan {escape(str(flag.option))}: “{escape(text)}”</p>" if text else ""
    return f"{option}<p><strong>Bukti:</strong> {escape(flag.reason)}</p>"


def _status(visit: Visit, task: Task) -> str:
    lines = []
    if task.newest:
        lines.append(f"<strong>{_said(visit, task.newest)}</strong>")
    if task.status == "mended":
        lines.append("Versi lama masih dipakai sampai berkas yang baru terpasang.")
    if task.is_worse:
        lines.append("Terbuka lagi: buktinya sekarang jelas lebih kuat daripada saat itu.")
    if task.before:
        lines.append(f"Tentang versi sebelumnya: {_said(visit, task.before)}")
    return f"<p>{'<br>'.join(lines)}</p>" if lines else ""


def _said(visit: Visit, decided: Decided) -> str:
    day = look.long_date(visit.local(decided.at).date())
    words = _WORDS[decided.deed].format(decided.by, day)
    return escape(f"{words}: “{decided.note}”" if decided.note else f"{words}.")
