"""A telephone's page that knows nothing yet: an empty cache, and a session where one is given."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def fresh_page(browser: Any, origin: str, cookie: str) -> Iterator[tuple[Any, Any]]:
    """The page and its developer tools, listening to the network; both are gone afterwards."""
    context = browser.new_context(viewport={"width": 360, "height": 640})
    try:
        if cookie:
            name, _, value = cookie.partition("=")
            context.add_cookies([{"name": name, "value": value, "url": origin}])
        page = context.new_page()
        tools = context.new_cdp_session(page)
        tools.send("Network.enable")
        yield page, tools
    finally:
        context.close()
