"""The supervision part of a person's sheet: default, given, ended, taken back."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from tests.ui.builders import enter
from tests.ui.conftest import words_of


def script(person_id: str) -> None:
    from actions.registry.directory import units
    from actions.site import present_site
    from people.access import operator_of
    from tests.ui.builders import viewer_of
    from ui.done import show_done
    from ui.registry.supervision_form import show_supervision
    from ui.visit import Visit

    site = present_site()
    visit = Visit(site, viewer_of("nyoman"), site.source.present())
    operator = operator_of(visit.viewer)
    show_done(visit, operator)
    show_supervision(visit, operator, units(site.database, operator), person_id)


def sheet(monkeypatch, site, person_id: str = "wati") -> AppTest:
    enter(monkeypatch, site, "nyoman")
    return AppTest.from_function(script, args=(person_id,), default_timeout=30).run()


def test_a_learner_has_nothing_to_supervise(monkeypatch, site) -> None:
    page = sheet(monkeypatch, site, "budi")
    assert "belum berperan sebagai penyelia" in words_of(page) and not page.multiselect and not page.exception


def test_subtrees_are_given_ended_and_taken_back(monkeypatch, site) -> None:
    page = sheet(monkeypatch, site)
    assert "unit kerjanya sendiri" in words_of(page) and "Pemkab Contoh" in words_of(page)
    page.multiselect(key="wilayah-tambah-wati-0").set_value(["dinas", "lain"]).run()
    page.checkbox(key="wilayah-sendiri").set_value(False).run()
    page.button(key="wilayah-tambah-wati-minta").click().run()
    assert "ia hanya bertanggung jawab atas Dinas Contoh, Instansi Lain" in words_of(page)
    page.button(key="wilayah-tambah-wati-ya").click().run()
    assert not page.exception and "<strong>Pemkab Contoh</strong>" not in words_of(page)
    assert "<strong>Dinas Contoh</strong>, <strong>Instansi Lain</strong>" in words_of(page)
    page.selectbox(key="wilayah-akhiri").set_value(_id_of(site, "dinas")).run()
    page.button(key=f"wilayah-akhiri-{_id_of(site, 'dinas')}-minta").click().run()
    page.button(key=f"wilayah-akhiri-{_id_of(site, 'dinas')}-ya").click().run()
    assert "<strong>Dinas Contoh</strong>" not in words_of(page) and "berakhir" in words_of(page)
    next(button for button in page.button if button.label == "Batalkan perubahan ini").click().run()
    assert "<strong>Dinas Contoh</strong>" in words_of(page) and not page.exception


def _id_of(site, agency_id: str) -> str:
    with site.database.read() as connection:
        return connection.execute("SELECT id FROM supervision WHERE agency_id = ?", (agency_id,)).fetchone()[0]
