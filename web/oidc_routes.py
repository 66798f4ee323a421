"""Signing in through the agency's own service: GET /masuk/sso goes there, /masuk/sso/kembali is the way back.

Links, not forms: a form may only lead to this site (form-action), and a service's address is not known beforehand.
"""

from __future__ import annotations

import logging
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from people.signing_in.sso import SsoCancelled, SsoError, SsoStale, SsoUntrusted, is_strong_sign_in, number_of
from web.account_routes import welcome
from web.desk import AccountDesk, device_name, device_token
from web.oidc_flow import Flow, find_flow, forget_flow, keep_flow, new_flow
from web.oidc_provider import OidcProvider
from web.sign_in import safe_target

START_PATH = "/masuk/sso"
BACK_PATH = "/masuk/sso/kembali"
SIGN_OUT_PATH = "/masuk/sso/keluar"

_log = logging.getLogger(__name__)


def oidc_routes(desk: AccountDesk, provider: OidcProvider, *, tls: bool, public_url: str) -> list[Route]:
    async def start(request: Request) -> Response:
        target = safe_target(request.query_params.get("tujuan", "/"))
        if not _is_from_here(request):
            return RedirectResponse(f"/masuk?tujuan={quote(target, safe='/')}", 303)
        flow = new_flow(target, desk.now())
        try:
            response = RedirectResponse(await provider.authorization_url(flow, desk.now()), 303)
        except SsoError as problem:
            return _at_the_door(problem, target)
        keep_flow(request, response, flow, await run_in_threadpool(desk.sso_key), tls)
        return response

    async def come_back(request: Request) -> Response:
        state = request.query_params.get("state", "")
        flow = find_flow(request, state, await run_in_threadpool(desk.sso_key), desk.now(), tls)
        target = safe_target(flow.target) if flow else "/"
        try:
            response = await _let_in(request, flow, target)
        except SsoError as problem:
            _log.warning("SSO: somebody was turned away: %s", problem.code)
            response = _at_the_door(problem, target)
        forget_flow(request, response, state, tls)
        return response

    async def _let_in(request: Request, flow: Flow | None, target: str) -> Response:
        if flow is None:
            raise SsoStale()
        code = _code(request, provider.settings.issuer)
        claims = await provider.claims(code, flow, desk.now())
        rules = provider.settings
        entry = await run_in_threadpool(
            desk.enter_by_sso,
            number_of(claims, rules.nip_claim),
            is_strong_sign_in(claims, rules.strong_acr, rules.strong_amr, rules.is_always_strong),
            device_token(request, tls),
            device_name(request),
        )
        return await welcome(desk, request, entry, target, tls)

    async def sign_out(request: Request) -> Response:
        if not _is_from_here(request):
            return RedirectResponse("/masuk", 303)
        try:
            address = await provider.sign_out_url(f"{public_url}/masuk", desk.now())
        except SsoError as problem:
            return _at_the_door(problem, "/")
        return RedirectResponse(address or "/masuk?kabar=tutup", 303)

    return [
        Route(START_PATH, start, methods=["GET"]),
        Route(BACK_PATH, come_back, methods=["GET"]),
        Route(SIGN_OUT_PATH, sign_out, methods=["GET"]),
    ]


def _code(request: Request, issuer: str) -> str:
    """What the service sent the browser back with. Raises SsoCancelled, SsoUntrusted, SsoStale."""
    answer = request.query_params
    if answer.get("iss", issuer) != issuer:  # RFC 9207: an answer of some other service
        raise SsoUntrusted()
    if "error" in answer:
        raise SsoCancelled()
    if not answer.get("code"):
        raise SsoStale()
    return answer["code"]


def _is_from_here(request: Request) -> bool:
    """A page of ours, or typed by hand: no other site sends people away through us."""
    return request.headers.get("sec-fetch-site", "same-origin") in ("same-origin", "none")


def _at_the_door(problem: SsoError, target: str) -> Response:
    """Back to the sign-in page, which says the problem and has the password form; the code leaves the address bar."""
    return RedirectResponse(f"/masuk?gagal={problem.code}&tujuan={quote(target, safe='/')}", 303)
