"""What a screen reader is told: names, roles, states and the order of headings, from Chromium's accessible tree.

Two small sites of their own: one with an item of each kind, one with a province of offices and their results.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.analytics.region import make_region
from tests.browser import visitor
from tests.browser.running_site import RunningSite
from tests.builders import (
    KINDS,
    add_learner,
    lesson_data,
    make_database,
    section_data,
    shipped_courseware,
    write_courseware,
)
from ui.learning.question import INSTRUCTIONS
from web.icons import ICONS

LEARNER, SUPERVISOR = "Peserta", "Inspektorat"
LADDER = {
    "kind": "ladder", "id": "tangga", "title": "Tangga", "citations": ["uu-9-2030:pasal-1"],
    "steps": [{"title": f"Tingkat {n}", "text": "Isi.", "severity": n} for n in (1, 2, 3)],
}  # fmt: skip
ORDER = """() => [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')]
    .filter(h => h.offsetParent !== null).map(h => [Number(h.tagName[1]), h.innerText.trim()])"""
TABLE = """
    - table "Pemahaman per bagian dan indikator":
      - rowgroup:
        - row:
          - columnheader "Bagian"
          - columnheader "Karier ASN"
      - rowgroup:
        - row:
          - rowheader "Seluruh Provinsi Contoh"
          - cell /^\\d+%/
"""
TABLE_ON_A_PHONE = """
    - table "Pemahaman per bagian dan indikator":
      - rowgroup:
        - row:
          - rowheader "Seluruh Provinsi Contoh"
          - cell /^Karier ASN \\d+%/
"""
"""Each cell says its own column, as its head is not on the screen."""
ENGLISH = (
    "Skip to main",
    "App pages",
    "Expand sidebar",
    "Collapse sidebar",
    "Help for",
    '"Help"',
    '"Open"',
    '"progress"',
)


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    """A lesson with a ladder, and a quiz with an item of each kind."""
    folder = tmp_path_factory.mktemp("sekolah")
    lesson = lesson_data(sections=[section_data(), LADDER])
    content, quizzes = write_courseware(folder / "situs", lessons=[lesson])
    database = make_database(folder / "netral.sqlite")
    add_learner(database)
    database.close()
    running = RunningSite(folder, {"NETRAL_CONTENT_DIR": str(content), "NETRAL_QUIZZES_DIR": str(quizzes)})
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    folder = tmp_path_factory.mktemp("provinsi")
    make_region(folder / "netral.sqlite", shipped_courseware(), offices=6).close()
    running = RunningSite(folder)
    running.start()
    yield running
    running.stop()


def heard(page: Page) -> str:
    return page.locator("body").aria_snapshot()


def check_rules(page: Page) -> None:
    """What holds on every page: headings in order from one h1 on, nothing in English, no icon read as a word."""
    headings = page.evaluate(ORDER)
    levels = [level for level, _ in headings]
    assert levels[0] == 1 and levels.count(1) == 1, headings
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels)), headings
    assert all(words for _, words in headings), headings
    tree = heard(page)
    assert not [words for words in ENGLISH if words in tree]
    assert not [line for line in tree.splitlines() if re.fullmatch(rf".*(?:text|paragraph): ({'|'.join(ICONS)})", line)]
    assert not re.findall(
        r"- (?:button|link|checkbox|radio|combobox|textbox|radiogroup)(?: \[[a-z]+\])?:?$", tree, re.M
    )


def test_the_door_names_everybody_and_what_pressing_does(page: Page, school: RunningSite) -> None:
    page.goto(f"{school.url}/masuk")
    expect(page.locator("body")).to_match_aria_snapshot("""
        - complementary "Pemberitahuan"
        - banner:
          - heading "Tahu batasnya, tenang bekerja." [level=1]
        - main:
          - region "Peserta":
            - heading "Peserta" [level=2]
            - list:
              - listitem:
                - heading "Ani" [level=3]
                - button "Masuk sebagai Ani"
    """)
    check_rules(page)


def test_a_lesson_reads_as_headings_and_lists(page: Page, school: RunningSite) -> None:
    visitor.sign_in(page, school.url, LEARNER)
    visitor.open_page(page, school.url, "materi?id=dasar&bagian=tangga")
    expect(page.get_by_role("main")).to_match_aria_snapshot("""
        - heading "Tangga" [level=1]
        - list:
          - listitem:
            - heading "Tingkat 1" [level=2]
            - paragraph: Isi.
            - paragraph: berat 1 dari 5
    """)
    expect(page.get_by_role("navigation", name="Halaman")).to_be_visible()
    check_rules(page)


def answers_named(page: Page, kind: str) -> None:
    """The question, or what to do, is the name of the group; each choice has its own."""
    first = visitor.widgets(page).first
    first.locator("input, button").first.wait_for(state="attached")
    main = page.get_by_role("main")
    if kind in ("single", "true_false", "judgement"):
        expect(main.get_by_role("radiogroup")).to_have_accessible_name(re.compile(r"\w{4}"))
        assert all(named(main.get_by_role("radiogroup").get_by_role("radio")))
        expect(main.get_by_role("radio", checked=True)).to_have_count(0)  # nothing is chosen for anybody
    elif kind == "multiple":
        assert len(named(main.get_by_role("checkbox"))) == 5 and all(named(main.get_by_role("checkbox")))
    elif kind == "matching":
        boxes = named(main.get_by_role("combobox"))
        assert len(set(boxes)) == 3 and all(boxes)
    else:
        steps = main.get_by_role("radiogroup")
        assert len({*named(steps)}) == 4 and all(named(steps))  # each step says its own text
        assert named(steps.first.get_by_role("radio")) == ["1", "2", "3", "4"]


def named(found: Locator) -> list[str]:
    return [
        one.evaluate(
            "e => (e.getAttribute('aria-label') || (e.labels && e.labels[0] && e.labels[0].innerText) || "
            "(e.getAttribute('aria-labelledby') || '').split(' ').map(i => document.getElementById(i)?.innerText || '').join(' ')"
            " || e.innerText || '').trim()"
        )
        for one in found.all()
    ]


def test_every_kind_of_item_says_what_to_do_and_that_it_was_saved(page: Page, school: RunningSite) -> None:
    visitor.sign_in(page, school.url, LEARNER)
    visitor.start_quiz(page, school.url, "kuis")
    seen = set()
    for position in range(len(KINDS)):
        kind = kind_of(page)
        seen.add(kind)
        expect(page.get_by_role("heading", name=f"Soal {position + 1} dari 6", level=2)).to_be_visible()
        answers_named(page, kind)
        visitor.answer_item(page)
        status = page.get_by_role("status").filter(has_text=visitor.SAVED)
        expect(status).to_have_count(1)
        assert status.evaluate("e => e.getAttribute('aria-live') || e.role || e.getAttribute('role')") in (
            "polite",
            "status",
        )
        check_rules(page)
        if position < len(KINDS) - 1:
            visitor.turn_to(page, position + 1, len(KINDS))
    assert seen == set(KINDS)
    page.get_by_role("button", name="Kumpulkan", exact=True).click()
    page.get_by_role("button", name="Ya, kumpulkan").wait_for()
    visitor.settle(page)
    expect(page.get_by_role("main")).to_match_aria_snapshot("""
        - heading "Kuis" [level=1]
        - heading "Kumpulkan sekarang?" [level=2]
        - paragraph:
          - strong: /\\d dari 6/
          - text: soal terjawab. Setelah dikumpulkan, jawaban tidak dapat diubah lagi.
        - button "Ya, kumpulkan"
        - button "Kembali ke soal"
    """)
    check_rules(page)
    page.get_by_role("button", name="Ya, kumpulkan").click()
    page.wait_for_url("**/hasil**")
    visitor.settle(page)
    expect(page.get_by_role("main")).to_match_aria_snapshot("""
        - heading "Hasil Kuis" [level=1]
        - paragraph: /Percobaan 1 · Dikumpulkan/
        - paragraph: Nilai
        - button "Keterangan Nilai"
        - paragraph: /dari 100/
        - heading "Per indikator" [level=2]
        - paragraph:
          - strong: Karier ASN
          - text: /dari 100 \\(6 soal\\)/
    """)
    check_rules(page)


def kind_of(page: Page) -> str:
    """Every kind asks in its own words."""
    visitor.widgets(page).first.locator("input, button").first.wait_for(state="attached")
    heard_here = page.get_by_role("main").aria_snapshot()
    return next(kind for kind, asked in INSTRUCTIONS.items() if asked.rstrip(":") in heard_here)


@pytest.mark.parametrize("across", [1280, 360])
def test_the_supervisors_first_view_reads_from_what_to_do_to_the_table(
    browser: Browser, province: RunningSite, across: int
) -> None:
    with visitor.context_of(browser, {"width": across, "height": 800}) as context:
        page = context.new_page()
        visitor.sign_in(page, province.url, SUPERVISOR)
        visitor.open_page(page, province.url, "pemahaman")
        expect(page.get_by_role("figure")).to_be_visible()
        expect(page.get_by_role("main")).to_match_aria_snapshot("""
            - heading "Pemahaman" [level=1]
            - heading /jelas di bawah rata-rata/ [level=2]
            - paragraph: Ditugaskan
            - button "Keterangan Ditugaskan"
            - radiogroup "Pertanyaan":
              - radio "Di mana" [checked]
            - 'radiogroup "Tampilan: Di mana"':
              - radio "Peta" [checked]
            - heading /Peta pemahaman/ [level=3]
            - figure /Peta pemahaman Provinsi Contoh.*tabel di bawahnya/
            - link "Cara menghitung semua angka ini"
        """)
        check_rules(page)
        page.get_by_text("Tabel: Pemahaman per bagian dan indikator").click()
        table = page.get_by_role("table", name="Pemahaman per bagian dan indikator")
        expect(table).to_match_aria_snapshot(TABLE if across > 600 else TABLE_ON_A_PHONE)
        expect(page.get_by_role("link", name="Rentang 90%")).to_have_attribute(
            "href", re.compile(r"metode\?ukuran=interval")
        )
