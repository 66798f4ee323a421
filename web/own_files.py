"""Our own fonts, style sheet and favicon under /aset/."""

from __future__ import annotations

import hashlib
from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from web.asset import FOREVER, Asset, asset_response, compressed, make_asset

ASSETS = Path(__file__).parent / "assets"
FONT_URL = "/aset/fonts/plus-jakarta-sans-latin-wght-normal.woff2"
FAVICON_URL = "/aset/favicon.svg"
STYLE = (ASSETS / "netral.css").read_bytes()
STYLE_URL = f"/aset/netral.{hashlib.blake2b(STYLE, digest_size=6).hexdigest()}.css"
_ONE_DAY = "public, max-age=86400"


def own_file_routes() -> list[Route]:
    favicon_svg = (ASSETS / "favicon.svg").read_bytes()
    favicon = make_asset(favicon_svg, "image/svg+xml", _ONE_DAY, compressed(favicon_svg))
    # A font's file name is its version: a newer font comes under a new name.
    font = make_asset((ASSETS / FONT_URL.removeprefix("/aset/")).read_bytes(), "font/woff2", FOREVER)
    # Streamlit's script asks for ./favicon.png on every page; browsers draw it by its media type, not by its name.
    style = make_asset(STYLE, "text/css; charset=utf-8", FOREVER, compressed(STYLE))
    served = {STYLE_URL: style, FAVICON_URL: favicon, "/favicon.png": favicon, "/favicon.ico": favicon, FONT_URL: font}
    return [_route(path, asset) for path, asset in served.items()] + [Route("/aset/{rest:path}", _not_found)]


def _route(path: str, asset: Asset) -> Route:
    async def serve(request: Request) -> Response:
        return asset_response(asset, request)

    return Route(path, serve)


async def _not_found(request: Request) -> Response:
    return PlainTextResponse("Berkas tidak ditemukan.", 404)
