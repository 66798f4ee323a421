"""The inner door: pages and forms that only somebody signed in may reach, and how a refusal looks there."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from people.errors import NetralError, NotAllowed
from people.models import Viewer
from web.desk import AccountDesk, visitor
from web.form_page import links, render_page
from web.forms import RefusedForm, read_form

BACK = links(("/", "Kembali ke Netral"))
Page = Callable[[Request, Viewer, str], Awaitable[Response]]
"""Gets the viewer and the token of their session."""
Deed = Callable[[Request, Viewer, str, Mapping[str, str]], Awaitable[Response]]
"""Gets the posted fields too."""


@dataclass(frozen=True)
class SignedInDoor:
    desk: AccountDesk
    tls: bool

    def page(self, path: str, show: Page) -> Route:
        """GET ``path``; strangers go to sign in and come back."""

        async def answer(request: Request) -> Response:
            found = await run_in_threadpool(visitor, self.desk, request, self.tls)
            if found is None:
                return RedirectResponse(f"/masuk?tujuan={quote(path, safe='/')}", 303)
            try:
                return await show(request, *found)
            except NetralError as problem:
                return _refused(problem)

        return Route(path, answer, methods=["GET"])

    def deed(self, path: str, act: Deed) -> Route:
        """POST ``path``, from our own forms only."""

        async def answer(request: Request) -> Response:
            try:
                fields = await read_form(request)
            except RefusedForm as refused:
                return refused.response
            found = await run_in_threadpool(visitor, self.desk, request, self.tls)
            if found is None:
                return RedirectResponse("/masuk", 303)
            try:
                return await act(request, *found, fields)
            except NetralError as problem:
                return _refused(problem)

        return Route(path, answer, methods=["POST"])


def _refused(problem: NetralError) -> Response:
    status = 403 if isinstance(problem, NotAllowed) else 400
    return HTMLResponse(render_page("Tidak dapat dilakukan", BACK, problem=problem), status)
