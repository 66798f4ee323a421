"""Materi: the list of lessons, a lesson's cover (``?id=``), and one section per screen (``&bagian=``)."""

from __future__ import annotations

from html import escape

import streamlit as st

from actions.learning.study import (
    CourseProgress,
    LessonProgress,
    course_progress,
    lessons_progress,
    mark_section_done,
    sections_done,
)
from content.models import Lesson, Module
from content.sections import CheckSection, Section
from content.staleness import explain, stale_sections
from people.access import require
from people.errors import NotFound
from ui import law, look, session
from ui.learning import sections
from ui.visit import Visit

_BACK = "Kembali ke daftar materi dan pilih dari sana."


def show(visit: Visit) -> None:
    require(visit.viewer, "study")
    lesson_id = st.query_params.get("id")
    if lesson_id is None:
        _list(visit)
        return
    st.page_link(visit.pages["materi"], label="Semua materi", icon=":material/arrow_back:")
    lesson = visit.courseware.library.find_lesson(lesson_id)
    if lesson is None:
        raise NotFound("Materi itu", _BACK)
    done = sections_done(visit.database, visit.viewer, lesson.id)
    section_id = st.query_params.get("bagian")
    if section_id is None:
        _cover(visit, lesson, done)
        return
    position = next((i for i, s in enumerate(lesson.sections) if s.id == section_id), None)
    if position is None:
        raise NotFound("Bagian materi itu", _BACK)
    _section(visit, lesson, position, done)


# --- The list --------------------------------------------------------------------------------


def _list(visit: Visit) -> None:
    look.title("Materi")
    library = visit.courseware.library
    if not library.lessons:
        look.html(look.note("<strong>Belum ada materi.</strong> Penyusun sedang menyiapkannya; silakan kembali nanti."))
        return
    look.html(
        '<p class="n-lead">Setiap modul berisi beberapa materi pendek: aturan, kasus, dan cek pemahaman. Anda dapat '
        "berhenti kapan saja; tempat Anda diingat.</p>"
    )
    progress = lessons_progress(visit.database, visit.courseware, visit.viewer)
    courses = course_progress(visit.database, visit.courseware, visit.viewer, visit.now)
    assigned = {module_id for one in courses for module_id in one.course.modules}
    for module in library.modules:
        lessons = [progress[lesson.id] for lesson in library.lessons_of([module.id])]
        _module(visit, module, lessons, is_assigned=module.id in assigned)
    loose = [p for p in progress.values() if library.module_of(p.lesson.id) is None]
    if loose:
        st.header("Materi lain", anchor=False)
        with look.card("lain"):
            _lesson_links(visit, loose)


def _module(visit: Visit, module: Module, lessons: list[LessonProgress], *, is_assigned: bool) -> None:
    minutes = sum(p.lesson.estimated_minutes for p in lessons)
    done = sum(p.is_done for p in lessons)
    with look.card(f"modul-{module.id}"):
        st.header(f"{module.order}. {look.as_text(module.title)}", anchor=False)
        look.html(
            (f"<p>{look.badge('Kursus Anda', 'accent')}</p>" if is_assigned else "")
            + f"<p>{escape(module.summary)}</p>"
            + look.meta(f"{minutes} menit", f"{len(lessons)} materi", f"{done} selesai" if done else "")
            + (look.thin_bar(done, len(lessons)) if done else "")
        )
        _lesson_links(visit, lessons)
        look.html(
            f'<p class="n-small"><a href="/ringkasan/{module.id}" target="_blank">Ringkasan satu halaman untuk dicetak</a></p>'
        )


def _lesson_links(visit: Visit, lessons: list[LessonProgress]) -> None:
    with st.container(key=f"n-links-{lessons[0].lesson.id}" if lessons else None):
        for progress in lessons:
            lesson = progress.lesson
            words = progress_words(progress.sections_done, progress.section_count)
            st.page_link(
                visit.pages["materi"],
                label=f"{look.as_text(lesson.title)} :small[{lesson.estimated_minutes} menit · {words}]",
                icon=f":material/{'check_circle' if progress.is_done else 'menu_book'}:",
                query_params={"id": lesson.id},
                width="stretch",
            )


def progress_words(done: int, total: int) -> str:
    if done == 0:
        return "belum dimulai"
    return "selesai" if done >= total else f"{done} dari {total} bagian selesai"


def _done_count(lesson: Lesson, done: dict[str, str | None]) -> int:
    return len(done.keys() & {section.id for section in lesson.sections})


# --- The cover -------------------------------------------------------------------------------


def _cover(visit: Visit, lesson: Lesson, done: dict[str, str | None]) -> None:
    total, finished = len(lesson.sections), _done_count(lesson, done)
    first_open = next((s for s in lesson.sections if s.id not in done), None)
    look.title(look.as_text(lesson.title))
    look.html(
        f'<p class="n-lead">{escape(lesson.summary)}</p>'
        + look.meta(f"{lesson.estimated_minutes} menit", f"{total} bagian", progress_words(finished, total))
    )
    if first_open:
        label = "Lanjutkan membaca" if finished else "Mulai membaca"
        look.primary_link(visit.pages["materi"], label, "mulai", {"id": lesson.id, "bagian": first_open.id})
    else:
        _what_next(visit, lesson)
    st.header("Setelah ini Anda dapat", anchor=False)
    look.html(look.bullet_list(objective.text for objective in lesson.objectives))
    _honesty(visit, lesson)
    st.header("Isi materi", anchor=False)
    with st.container(key="n-links-isi"):
        for number, section in enumerate(lesson.sections, start=1):
            mark = "check_circle" if section.id in done else "radio_button_unchecked"
            after = " :small[· selesai]" if section.id in done else ""
            st.page_link(
                visit.pages["materi"],
                label=f"{number}\\. {look.as_text(section.title)}{after}",
                icon=f":material/{mark}:",
                query_params={"id": lesson.id, "bagian": section.id},
                width="stretch",
            )


def _honesty(visit: Visit, lesson: Lesson) -> None:
    """When and how the law was checked, what is disputed, and that the official texts prevail."""
    library = visit.courseware.library
    disputed = law.contested(library, lesson)
    words = (
        f"<strong>Hukum diperiksa {look.long_date(lesson.checked_on)}</strong>: "
        f"{escape(law.how_checked(library, lesson))}. Bila berbeda, naskah resmi peraturan yang berlaku."
    )
    if disputed:
        words += (
            f"</p><p><strong>Masih diperdebatkan:</strong> {escape('; '.join(disputed))}. Langkah hati-hatinya ada di dalam "
            "materi, dan hal ini tidak pernah dinilai dalam kuis."
        )
    stale = stale_sections(library, [lesson])
    if stale:
        reasons = explain(change for changes in stale.values() for change in changes if change.is_certain)
        words += (
            f"</p><p><strong>Dasar hukumnya telah berubah</strong> sejak diperiksa{f': {escape(reasons)}' if reasons else ''}. "
            "Penyusun perlu memeriksa ulang materi ini."
        )
    look.html(look.note(f"<p>{words}</p>", "warn" if disputed or stale else "plain"))


# --- One section -----------------------------------------------------------------------------


def _section(visit: Visit, lesson: Lesson, position: int, done: dict[str, str | None]) -> None:
    """Obey the press that began this run, then draw where it leads: one run draws one section, never two."""
    section = lesson.sections[position]
    if session.is_pressed(_forward_key(section)):
        if section.id not in done and not isinstance(section, CheckSection):
            _remember(visit, lesson, section, done)
        _turn(visit, lesson, position + 1, done)
    elif session.is_pressed(_back_key(section)):
        _turn(visit, lesson, position - 1, done)
    else:
        _draw_section(visit, lesson, position, done)


def _turn(visit: Visit, lesson: Lesson, position: int, done: dict[str, str | None]) -> None:
    """To another section; past the last one to the cover."""
    with look.from_the_top():
        if position < len(lesson.sections):
            st.query_params["bagian"] = lesson.sections[position].id
            _draw_section(visit, lesson, position, done)
        else:
            st.query_params.from_dict({"id": lesson.id})
            _cover(visit, lesson, done)


def _draw_section(visit: Visit, lesson: Lesson, position: int, done: dict[str, str | None]) -> None:
    section, total = lesson.sections[position], len(lesson.sections)
    is_last = position == total - 1
    left = sections.minutes_left(lesson, position)
    look.html(
        look.progress(position + 1, total, f"Bagian {position + 1} dari {total}", f"kira-kira {left} menit lagi")
        + f'<p class="n-eyebrow" style="margin-top:1rem">{escape(lesson.title)} · {sections.KIND_TITLES[section.kind]}</p>'
    )
    with st.container(key="n-head"):
        look.title(look.as_text(section.title))
    with st.container(key=f"n-section-{section.id}"):
        revealed = section.id in done or st.query_params.get("bahas") == section.id
        answer = sections.draw(visit, section, revealed=revealed, chosen=done.get(section.id))
    sections.draw_citations(visit, section)
    if answer is True:
        st.query_params["bahas"] = section.id
        st.rerun()
    if isinstance(answer, str) and done.get(section.id) != answer:
        _remember(visit, lesson, section, done, chosen=answer)
    skips = isinstance(section, CheckSection) and section.id not in done
    with st.container(key="n-turn", horizontal=True, horizontal_alignment="distribute"):
        st.button("Sebelumnya", icon=":material/arrow_back:", disabled=position == 0, key=_back_key(section))
        st.button(
            "Lewati dahulu" if skips else "Selesai" if is_last else "Berikutnya",
            icon=f":material/{'check' if is_last and not skips else 'arrow_forward'}:",
            icon_position="right",
            type="secondary" if skips else "primary",
            key=_forward_key(section),
        )


def _forward_key(section: Section) -> str:
    return f"materi-maju-{section.id}"


def _back_key(section: Section) -> str:
    return f"materi-mundur-{section.id}"


def _remember(
    visit: Visit, lesson: Lesson, section: Section, done: dict[str, str | None], chosen: str | None = None
) -> None:
    mark_section_done(visit.database, visit.courseware, visit.viewer, lesson.id, section.id, visit.now, chosen=chosen)
    done[section.id] = chosen


# --- What next -------------------------------------------------------------------------------


def _what_next(visit: Visit, lesson: Lesson) -> None:
    """Offered on the cover of a finished lesson."""
    with st.container(key="n-hero"):
        look.html('<p class="n-eyebrow">Materi ini selesai. Bagus!</p>')
        course = next(
            (
                c
                for c in course_progress(visit.database, visit.courseware, visit.viewer, visit.now)
                if _teaches(c, lesson)
            ),
            None,
        )
        following = next((p.lesson for p in course.lessons if not p.is_done), None) if course else None
        if following is not None:
            look.html(f'<p class="n-title">Berikutnya: {escape(following.title)}</p>')
            look.primary_link(visit.pages["materi"], "Buka materi berikutnya", "lanjut", {"id": following.id})
        elif course is not None and not course.is_passed:
            look.html('<p class="n-title">Semua materi kursus ini sudah Anda baca.</p>')
            look.primary_link(visit.pages["kuis"], "Kerjakan pascauji", "lanjut", {"id": course.posttest.quiz.id})
        else:
            look.primary_link(visit.pages["materi"], "Pilih materi lain", "lanjut")


def _teaches(course: CourseProgress, lesson: Lesson) -> bool:
    return any(progress.lesson.id == lesson.id for progress in course.lessons)
