"""A small demo organisation served by the real server, and a real browser to visit it with."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from demo.organisation import OrganisationSize
from demo.seed import seed_demo
from store.database import open_database
from tests.browser.chromium import LAUNCH_ARGUMENTS, get_chromium
from tests.browser.running_site import RunningSite
from tests.builders import shipped_courseware

SMALL = OrganisationSize(pns=900, pppk=450, non_asn=20, kecamatan=2)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=get_chromium(), args=list(LAUNCH_ARGUMENTS))
        yield chromium
        chromium.close()


def seeded_site(folder: Path) -> RunningSite:
    database = open_database(folder / "netral.sqlite")
    seed_demo(database, shipped_courseware(), 7, datetime.now(UTC), size=SMALL)
    database.close()
    return RunningSite(folder)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    running = seeded_site(tmp_path_factory.mktemp("site"))
    running.start()
    yield running
    running.stop()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="id-ID")
    context.set_default_timeout(20_000)
    yield context.new_page()
    context.close()
