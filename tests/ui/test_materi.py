"""Reading: the list, the cover, one section per screen, and checks that are marked on the server."""

from __future__ import annotations

from dataclasses import replace

from actions.learning.study import mark_section_done, sections_done
from content.library import Library
from content.sections import CaseSection, CheckSection
from tests.ui.builders import now, viewer_of
from tests.ui.conftest import words_of
from ui import look


def find(site, kind):
    return next(
        (lesson, s) for lesson in site.source.present().library.lessons for s in lesson.sections if isinstance(s, kind)
    )


def test_the_list_names_every_lesson(open_page, site):
    words = words_of(open_page("materi"))
    library = site.source.present().library
    for title in [m.title for m in library.modules] + [lesson.title for lesson in library.lessons]:
        assert look.as_text(title) in words
    assert "belum dimulai" in words


def test_the_list_marks_the_modules_of_ones_own_course_and_no_others(open_page, site):
    present = site.source.present()
    course = present.bank.courses["netralitas-dasar"]
    assert words_of(open_page("materi")).count("Kursus Anda") == len(course.modules) < len(present.library.modules)
    with site.database.write() as connection:
        connection.execute("UPDATE membership SET agency_id = 'lain' WHERE person_id = 'budi'")
    assert "Kursus Anda" not in words_of(open_page("materi"))


def test_without_lessons_it_says_so(open_page, site, monkeypatch):
    monkeypatch.setattr(site.source, "_present", replace(site.source.present(), library=Library()))
    assert "Belum ada materi" in words_of(open_page("materi"))


def test_an_unknown_lesson_or_section_gives_a_sentence(open_page):
    assert "Materi itu tidak ditemukan" in open_page("materi", id="tidak-ada").error[0].value
    app = open_page("materi", id="sanksi", bagian="tidak-ada")
    assert "Bagian materi itu tidak ditemukan" in app.error[0].value


def test_a_broken_store_gives_a_reference_not_a_traceback(open_page, site):
    with site.database.write() as connection:
        connection.execute("DROP TABLE section_progress")
    app = open_page("materi", id="sanksi")
    assert not app.exception
    assert len(app.error) == 1


def test_every_section_of_every_lesson_can_be_drawn(open_page, site):
    for lesson in site.source.present().library.lessons:
        for section in lesson.sections:
            app = open_page("materi", id=lesson.id, bagian=section.id)
            assert not app.exception and not app.error, (lesson.id, section.id)


def test_next_marks_the_section_as_read(open_page, site):
    lesson = site.source.present().library.find_lesson("sanksi")
    first, second = lesson.sections[:2]
    app = open_page("materi", id=lesson.id, bagian=first.id)
    app.button(key=f"materi-maju-{first.id}").click().run()
    assert first.id in sections_done(site.database, viewer_of("budi"), lesson.id)
    assert app.query_params["bagian"] in (second.id, [second.id])


def test_a_check_shows_no_feedback_before_the_answer(open_page, site):
    lesson, section = find(site, CheckSection)
    app = open_page("materi", id=lesson.id, bagian=section.id)
    words = words_of(app)
    assert app.radio(key=f"materi-cek-{section.id}").value is None
    for option in section.options:
        assert option.feedback not in words
    app.button(key=f"materi-periksa-{section.id}").click().run()
    assert "Pilih satu jawaban dahulu" in words_of(app)
    assert sections_done(site.database, viewer_of("budi"), lesson.id) == {}


def test_an_answered_check_is_stored_and_shown_again(open_page, site):
    lesson, section = find(site, CheckSection)
    wrong = next(o.id for o in section.options if o.id != section.key)
    for chosen, says in ((wrong, "Belum tepat"), (section.key, "Tepat.")):
        app = open_page("materi", id=lesson.id, bagian=section.id)
        app.radio(key=f"materi-cek-{section.id}").set_value(chosen)
        app.button(key=f"materi-periksa-{section.id}").click().run()
        assert says in words_of(app)
        assert sections_done(site.database, viewer_of("budi"), lesson.id) == {section.id: chosen}
    again = open_page("materi", id=lesson.id, bagian=section.id)
    assert again.radio(key=f"materi-cek-{section.id}").value == section.key
    again.button(key=f"materi-maju-{section.id}").click().run()
    assert sections_done(site.database, viewer_of("budi"), lesson.id)[section.id] == section.key


def test_skipping_a_check_does_not_count_it_as_done(open_page, site):
    lesson, section = find(site, CheckSection)
    app = open_page("materi", id=lesson.id, bagian=section.id)
    app.button(key=f"materi-maju-{section.id}").click().run()
    assert sections_done(site.database, viewer_of("budi"), lesson.id) == {}


def test_a_case_hides_its_analysis_until_asked(open_page, site):
    lesson, section = find(site, CaseSection)
    app = open_page("materi", id=lesson.id, bagian=section.id)
    first_words = section.analysis[:12]
    assert "Putusan" not in words_of(app) and first_words not in words_of(app)
    app.button(key=f"materi-bahas-{section.id}").click().run()
    assert "Putusan" in words_of(app) and first_words in words_of(app)


def test_progress_is_each_persons_own(open_page, site):
    lesson = site.source.present().library.find_lesson("sanksi")
    for section in lesson.sections:
        chosen = section.key if isinstance(section, CheckSection) else None
        mark_section_done(
            site.database, site.source.present(), viewer_of("sari"), lesson.id, section.id, now(), chosen=chosen
        )
    assert "Materi ini selesai" in words_of(open_page("materi", "sari", id="sanksi"))
    assert "Materi ini selesai" not in words_of(open_page("materi", "budi", id="sanksi"))
