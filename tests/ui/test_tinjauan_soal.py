"""Flags as tasks on the authors' page: taking one, deciding with a reason, and what comes back by itself."""

from __future__ import annotations

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from actions.site import Site
from quizzes.models import SingleItem, fingerprint
from tests.item_counts import count_answers
from tests.ui.conftest import words_of

HEADING = "Soal yang perlu ditinjau"


@pytest.fixture
def flagged(site: Site) -> SingleItem:
    """In the post-test an option that is not the key draws the strong, another is chosen by hardly anybody."""
    bank = site.source.present().bank
    quiz = bank.quizzes[next(course.posttest for course in bank.courses.values())]
    item = next(i for i in bank.items.values() if isinstance(i, SingleItem) and not i.audience)
    answer(site, quiz.id, item)
    return item


def answer(site: Site, quiz_id: str, item: SingleItem) -> None:
    wrong, dead, *others = [o.id for o in item.options if o.id != item.key]
    choices = {item.key: (600, 0.4), wrong: (2000, 0.8), dead: (0, 0.4)} | {o: (200, 0.4) for o in others}
    count_answers(site.database, site.source.present().bank.quizzes[quiz_id], item, choices)


def rewrite(site: Site, monkeypatch, item: SingleItem) -> SingleItem:
    """The author changes the item's text."""
    present = site.source.present()
    new = item.model_copy(update={"stem": "Apa yang kini tepat menurut aturan?"})
    bank = replace(
        present.bank, items={**present.bank.items, item.id: new},
        fingerprints={**present.bank.fingerprints, item.id: fingerprint(new)},
    )  # fmt: skip
    monkeypatch.setattr(site.source, "_present", replace(present, bank=bank, folder_state=("diubah",)))
    return new


def heading(app: AppTest) -> str:
    return next(s.value for s in app.subheader if s.value.startswith(HEADING))


def widget(widgets, part: str):
    return next(one for one in widgets if (one.key or "").startswith(f"tinjau-{part}-"))


def decide(app: AppTest, what: str, note: str = "") -> AppTest:
    """Fill in the form of the first task on the page."""
    widget(app.radio, "apa").set_value(what)
    widget(app.text_area, "catatan").set_value(note)
    return widget(app.button, "simpan").click().run()


def reasons(app: AppTest) -> list[str]:
    return widget(app.selectbox, "alasan").options


def test_the_number_of_open_tasks_stands_beside_the_heading_and_a_wrong_key_comes_first(open_page, flagged) -> None:
    app = open_page("penyusun", "adi")
    assert heading(app) == f"{HEADING} (2)"
    assert reasons(app) == ["Kunci mungkin keliru (1)", "Pengecoh tidak bekerja (1)"]
    assert widget(app.radio, "apa").options == ["Saya tinjau", "Biarkan, dengan alasan", "Sudah diperbaiki"]


def test_taking_a_task_says_who_looks_into_it_and_it_stays_among_the_open(open_page, flagged) -> None:
    app = decide(open_page("penyusun", "adi"), "Saya tinjau")
    assert not app.exception and not app.error
    words = words_of(app)
    assert "Sedang ditinjau oleh Adi Nugroho sejak " in words and "Sudah diputuskan" not in words
    assert heading(app) == f"{HEADING} (2)"
    assert widget(app.text_area, "catatan").value == ""


def test_who_took_a_task_can_let_it_go_again(open_page, flagged) -> None:
    app = decide(open_page("penyusun", "adi"), "Saya tinjau")
    app = decide(app, "Lepaskan, belum ada yang meninjau")
    assert "Dibuka kembali oleh Adi Nugroho" in words_of(app)
    assert "Lepaskan, belum ada yang meninjau" not in widget(app.radio, "apa").options


def test_without_a_reason_nothing_is_kept_and_the_page_says_so(open_page, flagged) -> None:
    app = decide(open_page("penyusun", "adi"), "Biarkan, dengan alasan")
    assert "Alasan membiarkan soal ini belum ditulis" in app.error[0].value
    assert heading(app) == f"{HEADING} (2)"


def test_with_a_reason_it_is_folded_away_and_told_with_its_reason(open_page, flagged) -> None:
    app = decide(open_page("penyusun", "adi"), "Biarkan, dengan alasan", "Kuncinya <b>benar</b> menurut Pasal 24.")
    assert not app.exception and not app.error
    assert heading(app) == f"{HEADING} (1)"
    assert reasons(app) == ["Pengecoh tidak bekerja (1)"]
    assert [fold.label for fold in app.expander if fold.label.startswith("Sudah")] == ["Sudah diputuskan (1)"]
    assert "“Kuncinya &lt;b&gt;benar&lt;/b&gt; menurut Pasal 24.”" in words_of(app)
    assert app.toast[0].value.startswith("Tercatat: soal ")


def test_mended_says_that_the_old_version_is_still_in_use(open_page, flagged) -> None:
    app = decide(open_page("penyusun", "adi"), "Sudah diperbaiki")
    words = words_of(app)
    assert "Dinyatakan sudah diperbaiki oleh Adi Nugroho" in words
    assert "Versi lama masih dipakai sampai berkas yang baru terpasang." in words


def test_when_all_is_decided_the_page_says_so_and_one_can_be_opened_again(open_page, flagged) -> None:
    app = open_page("penyusun", "adi")
    for _ in range(2):
        app = decide(app, "Biarkan, dengan alasan", "Sengaja begitu.")
    assert heading(app) == f"{HEADING} (0)" and "Semua catatan sudah diputuskan" in words_of(app)
    box = widget(app.selectbox, "kembali")
    assert widget(app.button, "buka-lagi").disabled
    app = widget(box.select_index(0).run().button, "buka-lagi").click().run()
    assert not app.exception and heading(app) == f"{HEADING} (1)"
    assert "Dibuka kembali oleh Adi Nugroho" in words_of(app)


def test_a_new_version_that_is_still_flagged_is_open_again_and_tells_the_old_reason(
    open_page, site, flagged, monkeypatch
) -> None:
    app = decide(open_page("penyusun", "adi"), "Biarkan, dengan alasan", "Kuncinya benar.")
    assert heading(app) == f"{HEADING} (1)"
    posttest = next(course.posttest for course in site.source.present().bank.courses.values())
    answer(site, posttest, rewrite(site, monkeypatch, flagged))
    words = words_of(app := open_page("penyusun", "adi"))
    assert heading(app) == f"{HEADING} (2)"
    assert "Tentang versi sebelumnya: Dibiarkan oleh Adi Nugroho" in words and "“Kuncinya benar.”" in words
    assert not [fold for fold in app.expander if fold.label.startswith("Sudah diputuskan")]


def test_a_former_version_keeps_its_text_and_its_figures_beside_todays(open_page, site, flagged, monkeypatch) -> None:
    """Right after a change nobody has answered the new text: the old one can be found all the same."""
    posttest = next(course.posttest for course in site.source.present().bank.courses.values())
    new = rewrite(site, monkeypatch, flagged)
    words = words_of(app := open_page("penyusun", "adi", butir=flagged.id))
    assert not app.exception
    assert "Versi sekarang belum dijawab paling sedikit 10 orang" in words
    assert "Versi lama" in words and flagged.stem in words and "2.000" in words
    answer(site, posttest, new)
    rewrite(site, monkeypatch, flagged)  # the site has looked at its files meanwhile
    words = words_of(open_page("penyusun", "adi", butir=flagged.id))
    assert words.index(new.stem) < words.index("<strong>Versi lama</strong>") < words.index(flagged.stem)
    assert words.count("(kunci)") == 2


def test_the_reason_that_is_looked_at_stays_after_a_deed_and_is_in_the_address(open_page, site, flagged) -> None:
    app = open_page("penyusun", "adi", alasan="dead_option")
    assert widget(app.selectbox, "alasan").value == "dead_option"
    app = decide(app, "Saya tinjau")
    assert widget(app.selectbox, "alasan").value == "dead_option"
    assert open_page("penyusun", "adi", alasan="<script>").selectbox is not None


def test_a_learner_a_supervisor_and_an_auditor_see_no_task(open_page, flagged) -> None:
    for person_id in ("budi", "wati", "putu"):
        app = open_page("penyusun", person_id)
        assert not [one for one in app.radio if (one.key or "").startswith("tinjau-")]
