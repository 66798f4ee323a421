"""The server is killed (kill -9) again and again at random moments of real browser quizzes: no acknowledged answer is lost,
changed or doubled."""

from __future__ import annotations

import os
import random
import time
from pathlib import Path

import pytest
from playwright.sync_api import Error, Page, sync_playwright

from quizzes.attempts import Attempt
from store.database import Database, open_database, rows
from store.learning import attempts as attempt_store
from tests.browser import visitor
from tests.browser.chromium import LAUNCH_ARGUMENTS, get_chromium
from tests.browser.conftest import seeded_site

KILLS = int(os.environ.get("NETRAL_PROVE_KILLS", "200"))
SEED = 11
QUIZ = "latihan-kampanye"
LEARNERS = (visitor.RINA, visitor.YOHANA, visitor.NENGAH)


class Witness:
    """One learner's own record, kept outside the server: what the screen said was saved."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.acknowledged: dict[str, int] = {}
        """Heading of the item -> chosen place."""
        self.pending: dict[str, int] = {}
        self.seen = ""

    def heading(self) -> str:
        return self.page.locator("h2, h3").filter(has_text="Soal ").first.inner_text()

    def choose(self, dice: random.Random) -> None:
        """Press one option of the item on screen (only items with one choice are used here)."""
        radios = visitor.widgets(self.page).locator("[data-testid=stRadioOption]")
        checked = radios.locator("input").evaluate_all("boxes => boxes.map(box => box.checked)")
        free = [place for place, is_checked in enumerate(checked) if not is_checked]
        if not free:
            return
        self.seen = self._status()
        place = dice.choice(free)
        self.pending[self.heading()] = place
        radios.nth(place).click()

    def look(self) -> None:
        """Take note of an acknowledgement, if the screen shows a new one for the item just answered."""
        status = self._status()
        heading = self.heading()
        if heading in self.pending and status != self.seen and "ersimpan" in status:
            self.acknowledged[heading] = self.pending.pop(heading)

    def turn(self) -> None:
        """The next item; from the last one back to the first."""
        before = self.heading()
        button = self.page.get_by_role("button", name="Berikutnya")
        if button.count() and button.is_enabled():
            button.click()
        else:
            self.page.goto(self.page.url.split("&soal")[0] + "&soal=1")
        self.page.locator("h2, h3").filter(has_text="Soal ").filter(has_not_text=before).first.wait_for()
        visitor.settle(self.page)

    def _status(self) -> str:
        return self.page.locator("p[role=status]").first.inner_text()


@pytest.mark.prove
def test_no_acknowledged_answer_is_lost_over_many_kills(tmp_path: Path) -> None:
    dice = random.Random(SEED)
    site = seeded_site(tmp_path)
    site.start()
    begun = time.monotonic()
    acknowledged = interrupted = 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=get_chromium(), args=list(LAUNCH_ARGUMENTS))
        witnesses = []
        for title in LEARNERS:
            page = visitor.context_of(browser, visitor.PHONE).new_page()
            visitor.sign_in(page, site.url, title)
            visitor.start_quiz(page, site.url, QUIZ)
            witnesses.append(Witness(page))
        for kill in range(KILLS):
            for witness in witnesses:
                witness.turn()
                witness.choose(dice)
            time.sleep(dice.random() * 0.25)
            site.kill()
            for witness in witnesses:
                try:
                    witness.look()  # what stood on the screen at the moment of death
                except Error:
                    continue
                interrupted += bool(witness.pending)
            site.start()
            for witness in witnesses:
                witness.page.reload(wait_until="commit")
            for witness in witnesses:
                visitor.settle(witness.page)
                visitor.widgets(witness.page).first.wait_for()
            # Compared only now: a page that finds its server again sends a choice the old server never heard of.
            database = open_database(tmp_path / "netral.sqlite")
            for witness, attempt in zip(witnesses, _attempts(database), strict=True):
                acknowledged += len(witness.acknowledged)
                _compare(database, witness, attempt)
            database.close()
            if kill % 20 == 19:
                print(f"{kill + 1} kills, {acknowledged} acknowledgements compared, {time.monotonic() - begun:.0f} s")
        browser.close()
    site.stop()
    print(
        f"{KILLS} kills: {acknowledged} comparisons of acknowledged answers, {interrupted} interrupted answers, 0 lost"
    )
    assert acknowledged >= KILLS


def _attempts(database: Database) -> list[Attempt]:
    names = ("Rina Wulandari", "Yohana Mandagi", "Nengah Arsana")
    found = []
    with database.read() as connection:
        for name in names:
            row = rows(
                connection,
                "SELECT attempt.id FROM attempt JOIN person ON person.id = person_id WHERE person.name = :name "
                "AND quiz_id = :quiz AND state = 'open'",
                name=name,
                quiz=QUIZ,
            )[0]
            record = attempt_store.find_attempt(connection, row["id"])
            assert record is not None
            found.append(record.attempt)
    return found


def _compare(database: Database, witness: Witness, attempt: Attempt) -> None:
    from quizzes.shown import shown_from_response

    with database.read() as connection:
        items = [attempt_store.get_item_version(connection, drawn.fingerprint) for drawn in attempt.paper]
        stored = attempt_store.decoded_responses(connection, attempt.id, items)
        log = rows(
            connection, "SELECT position, value FROM response WHERE attempt_id = :id ORDER BY seq", id=attempt.id
        )
    for heading, place in list(witness.acknowledged.items()):
        position = int(heading.split()[1]) - 1
        now = shown_from_response(items[position], attempt.paper[position], stored.get(position))
        allowed = {place, witness.pending.get(heading, place)}
        assert now in allowed, f"{heading}: the screen said {place} was saved, the store has {now}"
    for heading, place in list(witness.pending.items()):  # not acknowledged: either version may stand from here on
        position = int(heading.split()[1]) - 1
        now = shown_from_response(items[position], attempt.paper[position], stored.get(position))
        if now == place:
            witness.acknowledged[heading] = place
        del witness.pending[heading]
    last: dict[int, str] = {}
    for row in log:
        assert last.get(row["position"]) != row["value"], "the same answer was written twice in a row"
        last[row["position"]] = row["value"]
