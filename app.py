"""The web entrance: ``streamlit run app.py`` or ``uvicorn app:app``. It only wires; see web/ and ui/."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import streamlit as st

from actions import sign_in
from actions.site import present_site
from actions.take_quiz import close_overdue_attempts
from demo import DEFAULT_SEED
from demo.console import seed_with_progress
from settings import load_settings
from store.database import Database
from ui.handout import handout_routes
from web.shell import build_shell
from web.sign_in import SignInDeeds, signed_in_check

ROOT = Path(__file__).resolve().parent
settings = load_settings()


def database() -> Database:
    return present_site().database


def now() -> datetime:
    return datetime.now(UTC)


def prepare() -> None:
    """An empty site becomes the demo; a site with real people does not start in demo mode."""
    sign_in.require_demo_database(database())
    if not sign_in.demo_personas(database()):
        seed_with_progress(settings, DEFAULT_SEED)


deeds = SignInDeeds(
    demo_personas=lambda: sign_in.demo_personas(database()),
    open_session=lambda persona_id: sign_in.open_session(database(), persona_id, now()),
    close_session=lambda token: sign_in.close_session(database(), token),
    has_session=lambda token: sign_in.find_viewer(database(), token, now()) is not None,
)
shell = build_shell(
    deeds,
    tls=settings.tls,
    allowed_hosts=settings.allowed_hosts,
    cache_root=ROOT / ".cache" / "static",  # not in the data folder: it can be made again, backups need not hold it
    more_routes=handout_routes(
        lambda: present_site().source.present().library, signed_in_check(deeds, tls=settings.tls)
    ),
    on_start=prepare,
    regularly=lambda: close_overdue_attempts(database(), now()),
)

app = st.App(ROOT / "screen.py", routes=shell.routes, middleware=shell.middleware, lifespan=shell.lifespan)
