"""Puts the HTTP parts together: the routes, middleware and start-up that surround the Streamlit script."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import BaseRoute

from people.errors import NetralError
from web.health import health_routes
from web.index_page import build_index_page, page_routes
from web.own_files import STYLE_URL, own_file_routes
from web.security import SecurityMiddleware, security_headers
from web.sign_in import SignInDeeds, sign_in_routes, signed_in_check
from web.static_files import StaticBundle, StaticFilesMiddleware

HEAVY_MODULES = ("numpy", "pandas", "pyarrow", "plotly.graph_objects", "streamlit.elements.plotly_chart")
"""Imported before the first visitor, who would otherwise wait a second for them. The last one gives plotly our
theme's colours, which a figure takes at birth: without it the first chart of a process has others."""

SWEEP_SECONDS = 30


@dataclass(frozen=True)
class Shell:
    """What ``st.App`` takes besides the script."""

    routes: list[BaseRoute]
    middleware: list[Middleware]
    lifespan: Callable[[Any], Any]


def build_shell(
    deeds: SignInDeeds,
    *,
    tls: bool,
    allowed_hosts: tuple[str, ...],
    cache_root: Path,
    way_in: Callable[[Sequence[str]], Sequence[BaseRoute]] | None = None,
    more_routes: Sequence[BaseRoute] = (),
    on_start: Callable[[], object] = lambda: None,
    regularly: Callable[[], object] = lambda: None,
) -> Shell:
    """``way_in`` makes the routes for signing in, given the addresses to fetch ahead; without it one enters as a persona.

    ``on_start`` runs before the first request and may raise to refuse to start; ``regularly`` every half minute.
    """
    bundle = StaticBundle()
    index = build_index_page()
    headers = security_headers(index.script_hash, allowed_hosts, tls)
    prefetch = (*index.bundle_urls, STYLE_URL)
    routes = [
        *health_routes(),
        *own_file_routes(),
        *(way_in(prefetch) if way_in else sign_in_routes(deeds, tls=tls, prefetch=prefetch)),
        *more_routes,
        *page_routes(index, signed_in_check(deeds, tls=tls)),
    ]
    middleware = [
        Middleware(SecurityMiddleware, headers=headers, allowed_hosts=allowed_hosts),
        Middleware(StaticFilesMiddleware, bundle=bundle),
    ]
    # Streamlit checks the Host of websockets too; uvicorn reads no STREAMLIT_* variable, so it is told here.
    st.config.set_option("server.allowedHosts", list(allowed_hosts))

    @asynccontextmanager
    async def lifespan(app: Any):
        _require_own_configuration()
        _start_or_stop(on_start)
        await asyncio.to_thread(bundle.prepare, cache_root)
        for name in HEAVY_MODULES:
            import_module(name)
        gc.collect()
        gc.freeze()  # what is loaded now stays: no later collection walks through it again
        sweeper = asyncio.create_task(_sweep_regularly(regularly))
        try:
            yield
        finally:
            sweeper.cancel()

    return Shell(routes, middleware, lifespan)


def _start_or_stop(on_start: Callable[[], object]) -> None:
    """A refusal is one sentence for the administrator; raised further, the server would bury it in a traceback."""
    try:
        on_start()
    except NetralError as refusal:
        print(f"{refusal} {refusal.what_to_do}", file=sys.stderr, flush=True)
        os._exit(1)  # nothing is open yet


def _require_own_configuration() -> None:
    """uvicorn finds .streamlit/config.toml only from the project's folder; without it errors would show on screen."""
    if st.config.get_option("runner.postScriptGC") or st.config.get_option("client.showErrorDetails") != "none":
        raise RuntimeError("Streamlit did not read .streamlit/config.toml: start the server from the project's folder.")


async def _sweep_regularly(regularly: Callable[[], object]) -> None:
    """Streamlit would collect after every run (90 ms each); once in a while is enough to keep memory flat."""
    while True:
        await asyncio.sleep(SWEEP_SECONDS)
        gc.collect()
        try:
            await asyncio.to_thread(regularly)
        except Exception:  # a busy or full disk now must not end the sweeping for good
            logging.getLogger("netral").exception("the regular task failed; it is tried again")
