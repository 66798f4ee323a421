"""A fresh tiny site for every page test, and a page opened in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from actions.site import Site
from tests.ui.builders import enter, make_site

OpenPage = Callable[..., AppTest]


@pytest.fixture(scope="session", autouse=True)
def installed_packages_are_searched_once() -> Iterator[None]:
    """Every new AppTest reads the metadata of all installed packages in search of components: far longer than a page takes."""
    with pytest.MonkeyPatch.context() as patch:
        searched_once = cache(manifest_scanner.scan_component_manifests)
        patch.setattr(manifest_scanner, "scan_component_manifests", searched_once)
        yield


@pytest.fixture
def site(tmp_path) -> Site:
    return make_site(tmp_path)


@pytest.fixture
def open_page(site, monkeypatch) -> OpenPage:
    """``open_page("materi", "budi", id="sanksi")`` runs that page as that person."""

    def open_it(start: str, person_id: str = "budi", **query: str) -> AppTest:
        enter(monkeypatch, site, person_id)
        app = AppTest.from_function(_screen, kwargs={"start": start}, default_timeout=30)
        for name, value in query.items():
            app.query_params[name] = value
        return app.run()

    return open_it


def _screen(start: str) -> None:
    from tests.ui.builders import show_page

    show_page(start)


def words_of(app: AppTest) -> str:
    """Everything the page says: headings, Markdown, HTML, errors and buttons."""
    elements = [*app.title, *app.header, *app.subheader, *app.markdown, *app.error, *app.get("html")]
    parts = [getattr(e, "value", None) or getattr(getattr(e, "proto", None), "body", "") for e in elements]
    links = [link.proto.label for link in app.get("page_link")]
    return "\n".join([*map(str, parts), *links, *(button.label for button in app.button)])
