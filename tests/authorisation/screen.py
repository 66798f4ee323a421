"""Runs inside AppTest: pages of the small site of ``world.py``, as somebody with a session there."""

from __future__ import annotations

import os
from collections.abc import Callable

from actions.signing_in.sign_in import find_viewer
from actions.site import site_of
from people.access import may
from people.models import Viewer
from settings import load_settings
from tests.authorisation.world import LATER
from ui import frame
from ui.visit import Visit


def visit_of_test() -> Visit:
    site = site_of(load_settings())
    viewer = find_viewer(site.database, os.environ["NETRAL_TEST_TOKEN"], LATER)
    assert viewer is not None
    return Visit(site, viewer, site.source.present())


def show_page(start: str) -> None:
    frame.run(visit_of_test(), start=start)


def show_forbidden_pages() -> None:
    """Every page the viewer's role may not open, one below the other, each through the frame's own check."""
    visit = visit_of_test()
    for _, title, _, action, show in forbidden_to(visit.viewer):
        frame._run_page(show, action, title, visit)


def forbidden_to(viewer: Viewer) -> list[tuple[str, str, str, str, Callable[[Visit], None]]]:
    return [page for page in frame.PAGES if not may(viewer, page[3])]
