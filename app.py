"""The web entrance: ``streamlit run app.py`` or ``uvicorn app:app``. It only wires; see web/ and ui/."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import streamlit as st
from starlette.routing import Route

from actions.learning.closing import close_overdue_attempts
from actions.mail.courier import Courier
from actions.signing_in import passwords, setup, sign_in
from actions.signing_in.desk import Desk
from actions.signing_in.password_reset import ResetDesk
from actions.signing_in.throttle import sweep_tries
from actions.site import present_site
from actions.summaries.belief_names import follow_belief_names
from actions.understanding.snapshots import freeze_last_month
from demo import DEFAULT_SEED
from demo.console import seed_with_progress
from settings import load_settings
from store.database import Database
from ui.learning.handout import handout_routes
from web.account_routes import account_routes
from web.forms import SlowDeeds
from web.managed_account_routes import managed_account_routes
from web.oidc_provider import OidcProvider
from web.oidc_routes import BACK_PATH, oidc_routes
from web.own_account_routes import own_account_routes
from web.reset_routes import reset_routes
from web.setup_routes import setup_link, setup_routes
from web.shell import build_shell
from web.sign_in import SignInDeeds, signed_in_check
from web.slip_routes import slip_routes

ROOT = Path(__file__).resolve().parent
settings = load_settings()


def database() -> Database:
    return present_site().database


def now() -> datetime:
    return datetime.now(UTC)


courier = Courier(present_site, now)


def prepare_demo() -> None:
    """An empty site becomes the demo; a site with real people does not start in demo mode."""
    sign_in.require_demo_database(database())
    if not sign_in.demo_personas(database()):
        seed_with_progress(settings, DEFAULT_SEED)


def prepare_production() -> None:
    """A site without an administrator prints the link that makes the first one."""
    setup.require_production_database(database())
    passwords.decoy_hash()
    token = setup.offer_setup(database(), now())
    if token:
        print(
            "Situs ini belum punya admin. Buka tautan ini dalam satu jam (hanya berlaku sekali):\n"
            f"  {setup_link(settings.public_url, token)}",
            flush=True,
        )
    if settings.mail:
        courier.start()


def sso_routes(desk: Desk) -> list[Route]:
    if settings.oidc is None:
        return []
    provider = OidcProvider(settings.oidc, settings.public_url + BACK_PATH)
    return oidc_routes(desk, provider, tls=settings.tls, public_url=settings.public_url)


def account_way_in(prefetch: Sequence[str]) -> list[Route]:
    desk = Desk(database, now, lambda moment: moment.astimezone(ZoneInfo(settings.time_zone)))
    slow = SlowDeeds()
    label = settings.oidc.label if settings.oidc else ""
    return [
        *account_routes(
            desk, slow, tls=settings.tls, prefetch=prefetch, sso_label=label, resets_by_mail=settings.mail is not None
        ),
        *sso_routes(desk),
        *(reset_routes(ResetDesk(database, settings, now, courier.wake)) if settings.mail else ()),
        *own_account_routes(desk, slow, tls=settings.tls),
        *managed_account_routes(desk, tls=settings.tls),
        *setup_routes(desk, slow),
        *slip_routes(desk, settings.public_url, tls=settings.tls),
    ]


def tidy() -> None:
    close_overdue_attempts(database(), now())
    follow_belief_names(database(), present_site().source.present())
    freeze_last_month(database(), present_site().source.present(), now())
    if settings.is_production:
        sweep_tries(database(), now())


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
    way_in=account_way_in if settings.is_production else None,
    more_routes=handout_routes(
        lambda: present_site().source.present().library, signed_in_check(deeds, tls=settings.tls)
    ),
    on_start=prepare_production if settings.is_production else prepare_demo,
    regularly=tidy,
)

app = st.App(ROOT / "screen.py", routes=shell.routes, middleware=shell.middleware, lifespan=shell.lifespan)
