"""A learner reads, takes the quiz, survives a killed server, submits, and learns why; then a supervisor sees it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from content.checks import all_texts
from store.database import open_database
from tests.browser import visitor
from tests.browser.conftest import site_on_copy
from tests.browser.running_site import RunningSite
from tests.builders import shipped_courseware

PRETEST_ITEMS = 20


@pytest.fixture
def own_site(seeded: Path, tmp_path: Path):
    running = site_on_copy(seeded, tmp_path)
    running.start()
    yield running
    running.stop()


def secret_texts() -> list[str]:
    """Explanations and feedback of every shipped item: none may reach a browser while an attempt is open."""

    bank = shipped_courseware().bank
    secrets = []
    for item in bank.items.values():
        shown = {item.stem, *(t for t in all_texts(item) if len(t) < 25)}
        for part in ("options", "pairs", "steps"):
            for choice in getattr(item, part, ()):
                secrets.append(choice.feedback)
                shown |= {getattr(choice, name, "") for name in ("text", "left", "right")}
        secrets.append(item.explanation)
        secrets += [getattr(item, name) for name in ("feedback_true", "feedback_false") if hasattr(item, name)]
    return [text for text in secrets if len(text) >= 25]


def test_a_lesson_remembers_the_sections_that_were_read(site: RunningSite, page: Page) -> None:
    visitor.sign_in(page, site.url, visitor.RINA)
    visitor.open_page(page, site.url, "materi?id=apa-itu-netralitas&bagian=" + first_section())
    page.get_by_role("button", name="Berikutnya").click()
    expect(page.get_by_text(re.compile(r"Bagian 2 dari \d+")).first).to_be_visible()
    page.reload()
    visitor.settle(page)
    expect(page.get_by_text(re.compile(r"Bagian 2 dari \d+")).first).to_be_visible()


def first_section() -> str:

    library = shipped_courseware().library
    lesson = library.find_lesson("apa-itu-netralitas")
    assert lesson is not None
    return lesson.sections[0].id


def test_no_acknowledged_answer_is_lost_when_the_server_is_killed(own_site: RunningSite, page: Page) -> None:
    frames: list[bytes] = []

    def remember(socket) -> None:
        socket.on("framereceived", lambda data: frames.append(data if isinstance(data, bytes) else data.encode()))

    page.on("websocket", remember)
    visitor.sign_in(page, own_site.url, visitor.RINA)
    visitor.start_quiz(page, own_site.url, "prauji-dasar")
    for position in range(PRETEST_ITEMS):
        acknowledged = visitor.answer_item(page)
        if position == 9:
            own_site.kill()
            own_site.start()
            page.reload()
            visitor.settle(page)
            expect(page.get_by_role("heading", name="Soal 10 dari 20")).to_be_visible()
            assert visitor.acknowledgement(page) == acknowledged
        if position + 1 < PRETEST_ITEMS:
            visitor.turn_to(page, position + 1, PRETEST_ITEMS)

    heard = b"\n".join(frames)
    leaked = [text for text in secret_texts() if text.encode() in heard]
    assert not leaked, "the browser heard explanations before the attempt was closed"
    assert len(heard) > 10_000

    page.get_by_role("button", name="Kumpulkan", exact=True).click()
    page.get_by_role("button", name="Ya, kumpulkan").click()
    page.wait_for_url(re.compile("/hasil"))
    visitor.settle(page)
    expect(page.get_by_text(re.compile("Pembahasan")).first).to_be_visible()

    database = open_database(own_site.data_dir / "netral.sqlite")
    with database.read() as connection:
        answered = connection.execute(
            "SELECT COUNT(DISTINCT position) FROM response JOIN attempt ON attempt.id = attempt_id "
            "JOIN person ON person.id = person_id WHERE person.name = 'Rina Wulandari'"
        ).fetchone()[0]
    database.close()
    assert answered == PRETEST_ITEMS
    assert "Traceback" not in own_site.log()


def test_the_supervisor_of_the_province_sees_comprehension_by_agency(site: RunningSite, page: Page) -> None:
    visitor.sign_in(page, site.url, visitor.PROVINCE)
    expect(page.locator("[data-testid=stPlotlyChart]").first).to_be_visible()
    expect(page.get_by_text("Kampanye").first).to_be_visible()


def test_a_learner_cannot_open_the_supervisors_page(site: RunningSite, page: Page) -> None:
    visitor.sign_in(page, site.url, visitor.RINA)
    page.goto(f"{site.url}/pemahaman")
    expect(page.get_by_text("Anda tidak berwenang membuka bagian ini.")).to_be_visible()
    visitor.come_to_rest(page)
    expect(page.locator("[data-testid=stPlotlyChart]")).to_have_count(0)


def test_signing_out_closes_every_tab(site: RunningSite, page: Page) -> None:
    visitor.sign_in(page, site.url, visitor.YOHANA)
    second = page.context.new_page()
    visitor.open_page(second, site.url, "materi")
    page.get_by_role("button", name="Keluar").click()
    page.wait_for_url(re.compile("/masuk"))
    second.reload()
    second.wait_for_url(re.compile("/masuk"))
