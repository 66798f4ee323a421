"""The account pages over a real office: HTTP as a browser speaks it, storage and argon2 as in production."""

from __future__ import annotations

import re
from datetime import datetime
from html import unescape
from pathlib import Path
from urllib.parse import unquote_plus

import pyotp
from starlette.responses import Response
from starlette.testclient import TestClient

from actions.signing_in.desk import Desk
from settings import OidcSettings
from tests.actions.office import Office
from tests.builders import NOW
from tests.web.conftest import HOST, FakeSessions, make_site
from web.account_routes import account_routes
from web.forms import SlowDeeds
from web.managed_account_routes import managed_account_routes
from web.oidc_provider import OidcProvider
from web.oidc_routes import BACK_PATH, oidc_routes
from web.own_account_routes import own_account_routes
from web.setup_routes import setup_routes
from web.shell import build_shell
from web.sign_in import SignInDeeds
from web.slip_routes import slip_routes


class Building:
    """An office with a door: ``now`` moves when a test says so."""

    def __init__(
        self,
        folder: Path,
        *,
        tls: bool = True,
        office: Office | None = None,
        sso: OidcSettings | None = None,
        resets_by_mail: bool = False,
    ) -> None:
        self.office = office or Office(folder)
        self.now: datetime = NOW
        self.tls = tls
        self.origin = f"{'https' if tls else 'http'}://{HOST}"
        desk = Desk(lambda: self.office.database, lambda: self.now, lambda moment: moment)
        slow = SlowDeeds()
        nobody = FakeSessions(personas=()).deeds()
        deeds = SignInDeeds(
            nobody.demo_personas, nobody.open_session, desk.close_session, lambda t: desk.find_viewer(t) is not None
        )
        self.sso = OidcProvider(sso, self.origin + BACK_PATH, deadline_seconds=2) if sso else None
        shell = build_shell(
            deeds,
            tls=tls,
            allowed_hosts=(HOST,),
            cache_root=folder / "cache",
            way_in=lambda prefetch: [
                *account_routes(
                    desk,
                    slow,
                    tls=tls,
                    prefetch=prefetch,
                    sso_label=sso.label if sso else "",
                    resets_by_mail=resets_by_mail,
                ),
                *(oidc_routes(desk, self.sso, tls=tls, public_url=self.origin) if self.sso else ()),
                *own_account_routes(desk, slow, tls=tls),
                *managed_account_routes(desk, tls=tls),
                *setup_routes(desk, slow),
                *slip_routes(desk, "https://netral.contoh.go.id", tls=tls),
            ],
        )
        self.site = make_site(shell)

    def browser(self) -> Browser:
        return Browser(self)


class Browser:
    """One person's browser; remembers every address, answer header and cookie for the canary."""

    def __init__(self, building: Building) -> None:
        self.building = building
        self.client = TestClient(building.site, base_url=building.origin, follow_redirects=False)
        self.client.headers["User-Agent"] = (
            "Mozilla/5.0 (Linux; Android 14) AppleWebKit Chrome/156.0 Mobile Safari/537.36"
        )
        self.seen: list[str] = []

    def get(self, path: str) -> Response:
        return self._remember(self.client.get(path))

    def post(self, path: str, **fields: str) -> Response:
        return self._remember(self.client.post(path, data=fields, headers={"Origin": self.building.origin}))

    def sign_in(self, name: str, password: str, **more: str) -> Response:
        return self.post("/masuk", nama=name, sandi=password, **more)

    def sign_in_with_phone(self, name: str, password: str) -> Response:
        """Both steps of somebody who sets up the second one now."""
        self.sign_in(name, password)
        page = text_of(self.get("/masuk/kode"))
        (secret,) = re.findall(r'<p class="code">([A-Z2-7 ]+)</p>', page)
        code = pyotp.TOTP(secret.replace(" ", "")).at(self.building.now)
        return self.post("/masuk/kode", kode=code)

    def cookies(self) -> dict[str, str]:
        return dict(self.client.cookies)

    def _remember(self, response) -> Response:
        headers = [f"{name}: {value}" for name, value in response.headers.items()]
        self.seen += [unquote_plus(str(response.request.url)), *map(unquote_plus, headers), *self.cookies().values()]
        return response


def text_of(response) -> str:
    return unescape(response.text)
