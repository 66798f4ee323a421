"""A small site around our HTTP shell, with hand-made sign-in deeds and a stand-in for Streamlit."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Mount, WebSocketRoute
from starlette.testclient import TestClient

from people.errors import UnknownPerson
from web.shell import Shell, build_shell
from web.sign_in import SignInDeeds

HOST = "netral.test"
ORIGIN = f"http://{HOST}"


@dataclass(frozen=True)
class FakePersona:
    id: str
    name: str
    role: str
    title: str
    description: str


@dataclass
class FakeSessions:
    """Remembers tokens in memory, as the database would."""

    personas: tuple[FakePersona, ...] = (
        FakePersona("made.learner", "Made <Ayu>", "learner", "Staf", "Baru mulai."),
        FakePersona("dewi.supervisor", "Dewi", "supervisor", "Inspektorat", "Melihat semua."),
    )
    tokens: set[str] = field(default_factory=set)

    def open(self, persona_id: str) -> str:
        if persona_id not in {persona.id for persona in self.personas}:
            raise UnknownPerson(persona_id)
        self.tokens.add(f"token-of-{persona_id}")
        return f"token-of-{persona_id}"

    def deeds(self) -> SignInDeeds:
        return SignInDeeds(lambda: self.personas, self.open, self.tokens.discard, self.tokens.__contains__)


@pytest.fixture
def sessions() -> FakeSessions:
    return FakeSessions()


def make_shell(sessions: FakeSessions, tmp_path, tls: bool = False) -> Shell:
    return build_shell(sessions.deeds(), tls=tls, allowed_hosts=(HOST,), cache_root=tmp_path)


def make_site(shell: Shell) -> Starlette:
    """Our routes and middleware, then a stand-in for what Streamlit would answer."""

    async def streamlit_socket(websocket) -> None:
        await websocket.accept()
        await websocket.send_text(str(dict(websocket.headers)))
        await websocket.close()

    async def streamlit_http(scope, receive, send) -> None:
        if scope["path"] == "/_stcore/broken":
            raise RuntimeError("secret detail")
        await PlainTextResponse(f"streamlit {scope['headers']}")(scope, receive, send)

    own = [WebSocketRoute("/_stcore/stream", streamlit_socket), Mount("/", streamlit_http)]
    return Starlette(routes=[*shell.routes, *own], middleware=shell.middleware)


@pytest.fixture
def client(sessions, tmp_path) -> TestClient:
    return TestClient(make_site(make_shell(sessions, tmp_path)), base_url=ORIGIN, follow_redirects=False)


@pytest.fixture
def tls_client(sessions, tmp_path) -> TestClient:
    site = make_site(make_shell(sessions, tmp_path, tls=True))
    return TestClient(site, base_url=f"https://{HOST}", follow_redirects=False)


@pytest.fixture
def learner(client, sessions) -> TestClient:
    client.cookies.set("netral", sessions.open("made.learner"))
    return client
