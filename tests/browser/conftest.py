"""A small demo organisation served by the real server, and a real browser to visit it with."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from demo.organisation import OrganisationSize
from demo.seed import seed_demo
from store.database import open_database
from tests.browser.chromium import LAUNCH_ARGUMENTS, get_chromium
from tests.browser.running_site import RunningSite
from tests.browser.visitor import DESKTOP, PATIENCE_MS, context_of
from tests.builders import shipped_courseware

SEED_SECONDS = 300
SMALL = OrganisationSize(pns=900, pppk=450, non_asn=20, kecamatan=2)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE_MS)
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
def seeded(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The database of the demo organisation, for tests to copy: seeding takes as long as twenty pages.

    The workers of a run share the folder above their own. The first to come seeds; the file has its name once it is whole.
    """
    shared = tmp_path_factory.getbasetemp()
    folder = (shared if worker_id == "master" else shared.parent) / "seeded"
    whole = folder / "whole.sqlite"
    try:
        folder.mkdir()
    except FileExistsError:
        deadline = time.monotonic() + SEED_SECONDS
        while not whole.exists():
            assert time.monotonic() < deadline, f"another worker has not seeded within {SEED_SECONDS} s"
            time.sleep(0.1)
    else:
        seeded_site(folder)
        (folder / "netral.sqlite").rename(whole)
    return whole


def site_on_copy(seeded: Path, folder: Path) -> RunningSite:
    shutil.copyfile(seeded, folder / "netral.sqlite")
    return RunningSite(folder)


@pytest.fixture(scope="session")
def site(seeded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    running = site_on_copy(seeded, tmp_path_factory.mktemp("site"))
    running.start()
    yield running
    running.stop()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with context_of(browser, DESKTOP) as context:
        yield context.new_page()
