"""The supervisor's view of dilemmas: empty, usual, withheld, too deep. Figures, words and the file agree."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from actions.learning.dilemmas import make_choice, start_run
from actions.registry.supervision import scope_of
from actions.understanding.dilemma_report import dilemma_report
from people.models import Person
from store.registry import people as people_store
from tests.dilemma_builders import PATHS, dilemma_data, write_dilemma_site
from tests.ui.builders import enter, make_site, now, viewer_of
from tests.ui.test_dilema import everything_sent
from ui.understanding.dilemma_views import report_table


@pytest.fixture
def site(tmp_path, monkeypatch):
    content, quizzes = write_dilemma_site(tmp_path, dilemma_data(), dilemma_data(id="kedua", title="Kedua", order=2))
    site = make_site(tmp_path / "data", quizzes, content_dir=content)
    enter(monkeypatch, site, "wati")
    return site


def script(agency_id: str, has_items: bool) -> None:
    import os
    from types import SimpleNamespace

    from actions.registry.supervision import scope_of
    from actions.site import present_site
    from tests.ui.builders import viewer_of
    from ui.understanding.dilemma_views import show_dilemmas
    from ui.visit import Visit

    site = present_site()
    viewer = viewer_of(os.environ["NETRAL_TEST_PERSON"])
    found = SimpleNamespace(
        agency=SimpleNamespace(id=agency_id, name="Dinas Contoh"), employment="", has_items=has_items
    )
    visit = Visit(site, viewer, site.source.present())
    show_dilemmas(visit, scope_of(site.database, viewer, visit.now.date()), found)  # type: ignore[arg-type]


def open_view(agency_id: str = "pemkab", has_items: bool = True) -> AppTest:
    app = AppTest.from_function(script, args=(agency_id, has_items), default_timeout=30).run()
    assert not app.exception
    return app


def play(site, count: int, path: tuple[str, ...], prefix: str) -> None:
    courseware = site.source.present()
    for n in range(count):
        person = Person(f"{prefix}-{n}", "Seseorang", "pns", "dinas")
        with site.database.write() as connection:
            people_store.add_people(connection, [person], "demo", "2026-01-01")
        viewer = viewer_of("budi").__class__(person.id, "X", "learner", "pns", "dinas", "dinas", False)
        run = start_run(site.database, courseware, viewer, "undangan", now(), run_id=person.id)
        for number, choice_id in enumerate(path, start=1):
            make_choice(site.database, viewer, run, number, choice_id, now())


def test_before_anybody_played_it_says_so_and_does_not_tell_the_story(site):
    out = everything_sent(open_view())
    assert "Belum ada hasil di " in out and "Keadaan-satu" not in out and "<table" not in out


def test_each_choice_has_its_people_share_and_bar_and_the_best_is_marked(site):
    play(site, 12, PATHS[0], "baik")
    play(site, 15, PATHS[2], "buruk")
    app = open_view()
    out = everything_sent(app)
    assert out.count("<table") == 5
    for words in ("Tindakan-lapor", "✓ terbaik", ">12</td>", ">15</td>", ">56%</td>", "44% (30–60), n"):
        assert words in out, words
    assert "Netral berarti golput." in out and "orang-" not in out and "Seseorang" not in out
    app.selectbox(key="pemahaman-dilema").select("kedua").run()
    assert "<table" not in everything_sent(app)


def test_a_withheld_step_shows_why_and_nothing_else(site):
    play(site, 12, PATHS[0], "baik")
    play(site, 3, PATHS[2], "buruk")
    out = everything_sent(open_view())
    assert out.count("kurang dari 10 orang sampai di keadaan ini") == 2
    assert "Tindakan-terus" not in out and "Tindakan-jelaskan" in out


def test_the_file_holds_what_the_screen_shows(site):
    play(site, 12, PATHS[0], "baik")
    viewer = viewer_of("wati")
    scope = scope_of(site.database, viewer, now().date())
    (report,) = dilemma_report(site.database, site.source.present(), scope, "undangan", "pemkab")
    rows = report_table(report).rows
    assert ("1", "Keadaan-satu", "Tindakan-lapor", "ya", "12", "100%", "") in rows
    assert ("1", "Keadaan-satu", "Tindakan-ikut", "", "0", "0%", "Netral berarti golput.") in rows
    assert sum(row[1] == "Keadaan-sulit" for row in rows) == 1  # no result, one line that says so


def test_below_the_report_agency_it_says_where_to_look(site):
    assert "Naik ke instansi di atasnya" in open_view(has_items=False).info[0].value
