"""The regulations: grouped by status, searchable, one at a time with its provisions."""

from __future__ import annotations

from dataclasses import replace

from content.library import Library
from people.errors import NetralError
from tests.ui.conftest import words_of


def test_regulations_are_grouped_by_status_and_searched(open_page):
    app = open_page("peraturan")
    assert any("Sudah dicabut" in s.value for s in app.subheader)
    app.text_input(key="peraturan-cari").set_value("94/2021").run()
    assert "PP 94/2021" in words_of(app)
    assert not any("Sudah dicabut" in s.value for s in app.subheader)
    app.text_input(key="peraturan-cari").set_value("<b>zzz").run()
    assert "&lt;b&gt;zzz" in words_of(app)


def test_without_regulations_it_says_so(open_page, site, monkeypatch):
    monkeypatch.setattr(site.source, "_present", replace(site.source.present(), library=Library()))
    assert "Belum ada peraturan" in words_of(open_page("peraturan"))


def test_a_linked_provision_comes_first(open_page):
    words = words_of(open_page("peraturan", id="pp-94-2021", ketentuan="pasal-5/huruf-n/angka-1"))
    assert "Ketentuan yang Anda buka" in words
    assert "Pasal 5 huruf n angka 1" in words


def test_every_regulation_can_be_drawn(open_page, site):
    for regulation_id in site.source.present().library.regulations:
        app = open_page("peraturan", id=regulation_id)
        assert not app.exception and not app.error, regulation_id


def test_an_unknown_regulation_gives_a_sentence(open_page):
    assert "Peraturan itu tidak ditemukan" in open_page("peraturan", id="tidak-ada").error[0].value


def test_a_regulation_that_names_a_missing_one_is_still_shown(open_page, site, monkeypatch):
    courseware = site.source.present()
    one = courseware.library.regulations["uu-20-2023"].model_copy(update={"repeals": ("uu-0-1999",)})
    library = replace(courseware.library, regulations={**courseware.library.regulations, one.id: one})
    monkeypatch.setattr(site.source, "_present", replace(courseware, library=library))
    app = open_page("peraturan", id="uu-20-2023")
    assert not app.error
    assert r"uu\-0\-1999" in words_of(app)


def test_a_refused_visit_is_a_sentence(open_page, monkeypatch):
    def refuse(*_):
        raise NetralError("Anda tidak berwenang.")

    monkeypatch.setattr("ui.pages.peraturan.require", refuse)
    assert "tidak berwenang" in open_page("peraturan").error[0].value
