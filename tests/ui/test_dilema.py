"""The dilemma page: empty, usual, refused, broken; a choice is final and nothing unchosen reaches the browser."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from actions.learning.dilemmas import find_run, make_choice, start_run
from tests.dilemma_builders import PATHS, STORY, dilemma_data, write_dilemma_site
from tests.ui.builders import enter, make_site, now, viewer_of
from tests.ui.conftest import words_of

WORST = PATHS[2]


@pytest.fixture
def site(tmp_path, monkeypatch):
    content, quizzes = write_dilemma_site(tmp_path, dilemma_data(), dilemma_data(id="kedua", title="Kedua", order=2))
    site = make_site(tmp_path / "data", quizzes, content_dir=content)
    enter(monkeypatch, site, "budi")
    return site


def script(start: str) -> None:
    from tests.ui.builders import show_page

    show_page(start)


def open_page(dilemma_id: str | None = None, langkah: str | None = None, start: str = "dilema") -> AppTest:
    app = AppTest.from_function(script, kwargs={"start": start}, default_timeout=30)
    if dilemma_id is not None:
        app.query_params["id"] = dilemma_id
    if langkah is not None:
        app.query_params["langkah"] = langkah
    app.run()
    assert not app.exception
    return app


def begin(site, person: str = "budi", run_id: str = "r1") -> str:
    courseware = site.source.present()
    return start_run(site.database, courseware, viewer_of(person), "undangan", now(), run_id=run_id)


def play(site, path, person: str = "budi") -> None:
    run_id = begin(site, person)
    for number, choice_id in enumerate(path, start=1):
        make_choice(site.database, viewer_of(person), run_id, number, choice_id, now())


def view(site, person: str = "budi"):
    return find_run(site.database, viewer_of(person), "undangan")


def pick(app: AppTest, number: int, choice_id: str) -> AppTest:
    radio = next(r for r in app.radio if r.key.endswith(f"-{number}"))
    radio.set_value(radio.options.index(f"Tindakan-{choice_id}"))
    return press(app, "tetapkan", number)


def press(app: AppTest, deed: str, number: int) -> AppTest:
    (button,) = [b for b in app.button if b.key.startswith(f"dilema-{deed}-") and b.key.endswith(f"-{number}")]
    return button.click().run()


def everything_sent(app: AppTest) -> str:
    """Everything any element carries to the browser, seen or not."""
    found = []

    def walk(block) -> None:
        for child in block.children.values():
            proto = getattr(child, "proto", None)
            found.append(str(proto) if proto is not None else "")
            if hasattr(child, "children"):
                walk(child)

    walk(app._tree)
    return "\n".join(found)


def test_the_list_names_every_dilemma(site):
    words = words_of(open_page())
    assert "Undangan" in words and "Kedua" in words and "belum dimulai" in words


def test_without_dilemmas_it_says_so(tmp_path, monkeypatch):
    content, quizzes = write_dilemma_site(tmp_path)
    (quizzes / "dilemmas" / "undangan.yaml").unlink()
    site = make_site(tmp_path / "data", quizzes, content_dir=content)
    enter(monkeypatch, site, "budi")
    assert "Belum ada dilema" in words_of(open_page())
    assert "Dilema: putuskan" not in words_of(open_page(start="beranda"))


def test_the_cover_says_that_choices_are_final_and_the_first_run_counts(site):
    app = open_page("undangan")
    words = words_of(app)
    assert "tidak dapat diganti" in words and "hanya percobaan pertama" in words
    assert view(site) is None
    app.button(key="dilema-mulai-undangan").click().run()
    assert view(site).number == 1
    assert "Keadaan-satu" in words_of(app) and "Langkah 1" in words_of(app)


def test_nothing_is_chosen_beforehand_and_pressing_without_a_choice_says_so(site):
    begin(site)
    app = open_page("undangan")
    assert app.radio[0].value is None
    press(app, "tetapkan", 1)
    assert "Pilih satu tindakan dahulu" in words_of(app) and view(site).path == ()


def test_a_whole_story_from_the_first_choice_to_the_ending(site):
    begin(site)
    app = open_page("undangan")
    for number, choice_id in enumerate(WORST, start=1):
        pick(app, number, choice_id)
        words = words_of(app)
        assert f"Langkah {number}: akibat pilihan Anda" in words
        assert any(f"Akibat-{step}-{choice_id}" in words for step in STORY) and f"Tindakan-{choice_id}" in words
        press(app, "lanjut", number)
    words = words_of(app)
    assert "Judul-buruk" in words and "Penutup-buruk" in words
    assert "0 dari 4 langkah" in words and "12%" in words
    assert "Ulasan-satu-ikut" in words and "Ulasan-satu-lapor" in words  # what was chosen, and what was best
    assert "Ulasan-satu-diam" not in words
    assert "Baca materinya: Awal" in words and "hanya percobaan pertama" in words


def test_nothing_of_an_unchosen_choice_reaches_the_browser_before_the_end(site):
    begin(site)
    app = open_page("undangan")
    for number, choice_id in enumerate(WORST, start=1):
        for page in (app, open_page("undangan")):
            out, made = everything_sent(page), WORST[: number - 1]
            for step, choices in STORY.items():
                for name, (_, leads_to) in choices.items():
                    if name not in made:
                        assert f"Akibat-{step}-{name}" not in out and f"Ulasan-{step}-{name}" not in out
                    assert f'"{name}"' not in out and f'"{leads_to}"' not in out
            assert "Penutup-" not in out and "Judul-" not in out
        assert f"Tindakan-{choice_id}" in everything_sent(app)  # the looking itself works
        pick(app, number, choice_id)
        if number < len(WORST):
            press(app, "lanjut", number)


def test_a_reload_shows_the_same_place(site):
    play(site, WORST[:2])
    assert "Keadaan-empat" in words_of(open_page("undangan"))
    assert "Akibat-satu-ikut" in words_of(open_page("undangan", "1"))


@pytest.mark.parametrize("asked", ["9", "0", "-1", "x", "", "²", "99999999999999999999"])
def test_a_strange_step_in_the_address_shows_where_the_story_is(site, asked):
    play(site, WORST[:1])
    assert "Keadaan-sulit" in words_of(open_page("undangan", asked))


def test_a_tab_left_behind_shows_what_was_chosen_in_the_other(site):
    run_id = begin(site)
    app = open_page("undangan")
    make_choice(site.database, viewer_of("budi"), run_id, 1, "lapor", now())
    pick(app, 1, "ikut")
    words = words_of(app)
    assert "Akibat-satu-lapor" in words and "Akibat-satu-ikut" not in words and "sudah Anda putuskan" in words
    assert [past.chosen for past in view(site).path] == ["Tindakan-lapor"]


def test_a_double_click_is_one_choice_and_no_complaint(site):
    run_id = begin(site)
    app = open_page("undangan")
    make_choice(site.database, viewer_of("budi"), run_id, 1, "ikut", now())  # the first of the two
    words = words_of(pick(app, 1, "ikut"))
    assert "Akibat-satu-ikut" in words and "sudah Anda putuskan" not in words
    assert len(view(site).path) == 1


def test_going_back_shows_an_earlier_consequence_but_no_way_to_choose_again(site):
    play(site, WORST[:2])
    app = open_page("undangan", "2")
    press(app, "mundur", 2)
    assert "Akibat-satu-ikut" in words_of(app) and not app.radio


def test_starting_again_is_a_new_run_and_the_list_keeps_the_first_score(site):
    play(site, WORST)
    app = open_page("undangan")
    app.button(key="dilema-mulai-undangan").click().run()
    assert view(site).number == 2 and "percobaan ke-2" in words_of(app)
    assert "sedang diulang" in words_of(open_page())
    run_id = view(site).run_id
    for number, choice_id in enumerate(PATHS[0], start=1):
        make_choice(site.database, viewer_of("budi"), run_id, number, choice_id, now())
    assert "nilai percobaan pertama 12%" in words_of(open_page())
    assert "100%" in words_of(open_page("undangan"))


def test_an_unknown_dilemma_gives_a_sentence(site):
    assert "Dilema itu tidak ditemukan" in open_page("tidak-ada").error[0].value


def test_anothers_run_is_not_shown(site):
    play(site, WORST, person="sari")
    assert "Mulai cerita" in words_of(open_page("undangan"))


def test_a_refused_visit_is_a_sentence(site, monkeypatch):
    from people.errors import NotAllowed

    def refuse(*_):
        raise NotAllowed("study")

    monkeypatch.setattr("ui.pages.dilema.require", refuse)
    assert "tidak berwenang" in open_page().error[0].value


def test_a_broken_store_gives_a_reference_not_a_traceback(site):
    begin(site)
    with site.database.write() as connection:
        connection.execute("DROP TABLE dilemma_choice")
    app = open_page("undangan")
    assert len(app.error) == 1 and "Terjadi kesalahan di server" in app.error[0].value


def test_a_law_that_left_the_library_is_passed_over(site, tmp_path):
    play(site, WORST[:1])
    for path in (tmp_path / "content" / "regulations").iterdir():
        path.unlink()
    site.source._looked_at = 0
    assert "Akibat-satu-ikut" in words_of(open_page("undangan", "1"))


def test_the_home_page_has_one_card_for_all_dilemmas(site):
    play(site, WORST)
    words = words_of(open_page(start="beranda"))
    assert "Dilema: putuskan, lalu lihat akibatnya" in words
    assert "2 cerita bercabang" in words and "1 selesai" in words
