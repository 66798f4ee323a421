"""An answer redraws its own part of the sheet and nothing else, and the sheet loses nothing by it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Locator, Page, WebSocket, expect

from actions.learning.take_quiz import save_answer, submit, view_attempt
from people.models import Viewer
from store.database import Database, open_database
from tests.browser import visitor
from tests.browser.running_site import RunningSite
from tests.builders import add_learner, item_data, make_database, quiz_data, write_courseware

ITEMS = [item_data("single", id=f"soal-{number}") for number in range(3)]


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    """A quiz of three items with one choice each."""
    folder = tmp_path_factory.mktemp("sekolah")
    content, quizzes = write_courseware(
        folder / "situs", items=ITEMS, quizzes=[quiz_data(blueprint=[{"count": 3}], asks_sureness=True)]
    )
    database = make_database(folder / "netral.sqlite")
    add_learner(database)
    database.close()
    running = RunningSite(folder, {"NETRAL_CONTENT_DIR": str(content), "NETRAL_QUIZZES_DIR": str(quizzes)})
    running.start()
    yield running
    running.stop()


@pytest.fixture
def database(school: RunningSite) -> Iterator[Database]:
    opened = open_database(school.data_dir / "netral.sqlite")
    yield opened
    opened.close()


@pytest.fixture
def frames(page: Page) -> list[bytes]:
    """What the server has sent to the page."""
    sent: list[bytes] = []

    def listen(socket: WebSocket) -> None:
        socket.on("framereceived", lambda data: sent.append(data if isinstance(data, bytes) else data.encode()))

    page.on("websocket", listen)
    return sent


def start(page: Page, school: RunningSite) -> None:
    visitor.sign_in(page, school.url, "Peserta")
    visitor.start_quiz(page, school.url, "kuis")


def option(page: Page, place: int) -> Locator:
    return visitor.widgets(page).locator("[data-testid=stRadioOption]").nth(place)


def elsewhere(database: Database) -> tuple[Database, Viewer, str]:
    """The learner's open attempt, as another device reaches it."""
    with database.read() as connection:
        attempt_id, person_id, agency_id = connection.execute(
            "SELECT id, person_id, agency_id FROM attempt WHERE state = 'open'"
        ).fetchone()
    return database, Viewer(person_id, "Ani", "learner", "pns", agency_id, "Kantor", is_demo=True), attempt_id


def test_an_answer_sends_its_own_part_only(page: Page, school: RunningSite, frames: list[bytes], database: Database):
    start(page, school)
    frames.clear()
    visitor.answer_item(page, 1)
    visitor.settle(page)
    heard = b"".join(frames)
    assert b"Tersimpan" in heard
    assert not [words for words in (b"Berikutnya", b"Kumpulkan", b"Soal 1 dari") if words in heard]
    page.get_by_role("radio", name="Yakin", exact=True).click()
    expect(page.get_by_text("Yakin tersimpan")).to_be_visible()
    item = view_attempt(*elsewhere(database), datetime.now(UTC)).items[0]
    assert item.answer == 1 and item.sureness is not None and item.sureness.is_sure
    page.get_by_role("button", name="Berikutnya").click()
    expect(page.get_by_role("heading", name="Soal 2 dari 3")).to_be_visible()
    expect(visitor.widgets(page)).to_have_count(1)
    expect(page.get_by_role("radio", checked=True)).to_have_count(0)
    submit(*elsewhere(database), datetime.now(UTC))


def test_coming_back_shows_what_the_store_says_and_changes_nothing(page: Page, school: RunningSite, database: Database):
    start(page, school)
    visitor.answer_item(page, 0)
    visitor.turn_to(page, 1, 3)
    save_answer(*elsewhere(database), 0, 2, datetime.now(UTC))
    page.get_by_role("button", name="Sebelumnya").click()
    expect(page.get_by_role("heading", name="Soal 1 dari 3")).to_be_visible()
    visitor.settle(page)
    expect(option(page, 2).locator("input")).to_be_checked()
    visitor.turn_to(page, 1, 3)
    assert view_attempt(*elsewhere(database), datetime.now(UTC)).items[0].answer == 2
    submit(*elsewhere(database), datetime.now(UTC))


def test_an_answer_to_a_closed_attempt_says_so_and_leads_to_the_result(
    page: Page, school: RunningSite, database: Database
):
    start(page, school)
    submit(*elsewhere(database), datetime.now(UTC))
    option(page, 1).click()
    expect(page.get_by_text("Kuis ini sudah ditutup.")).to_be_visible()
    expect(visitor.widgets(page)).to_have_count(0)
    expect(page.get_by_role("button", name="Kumpulkan", exact=True)).to_have_count(0)
    expect(page.get_by_role("link", name="Lihat hasil")).to_be_visible()
    page.reload()
    visitor.settle(page)
    expect(page.get_by_role("button", name="Mulai", exact=True)).to_be_visible()


def test_the_open_map_of_items_shows_an_answer_at_once(page: Page, school: RunningSite, database: Database):
    start(page, school)
    page.get_by_text("Peta soal", exact=True).click()
    first = page.get_by_role("radiogroup", name="Peta soal").get_by_role("radio").first
    expect(first).to_contain_text("1 ○")
    visitor.answer_item(page, 2)
    expect(first).to_contain_text("1 ✓")
    submit(*elsewhere(database), datetime.now(UTC))
