"""Serves Streamlit's browser bundle under /static/, compressed, cached forever, from memory after first use."""

from __future__ import annotations

import mimetypes
from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from web.asset import ASK_AGAIN, FOREVER, Asset, asset_response, make_asset
from web.static_cache import ICON_FONT_PATTERN, STREAMLIT_FILES, TEXT_SUFFIXES, prepare_static_cache

PREFIX = "/static/"


class StaticBundle:
    """The files of Streamlit's bundle by their name under /static/ (``js/index.abc123.js``)."""

    def __init__(self, source: Path = STREAMLIT_FILES) -> None:
        self._source = source
        self._cache: Path | None = None
        self._assets: dict[str, Asset] = {}
        self.names = frozenset(p.relative_to(source).as_posix() for p in source.rglob("*") if p.is_file())

    def prepare(self, cache_root: Path) -> None:
        """Make or find the compressed files; until then, or when that fails, files are served as they are."""
        self._cache = prepare_static_cache(cache_root, self._source)
        self._assets.clear()

    def find(self, name: str) -> Asset | None:
        if name not in self.names:
            return None
        if name not in self._assets:
            self._assets[name] = self._load(name)
        return self._assets[name]

    def _load(self, name: str) -> Asset:
        media_type = "text/javascript" if name.endswith(".js") else mimetypes.guess_type(name)[0]
        # The icon font keeps its name when our list of icons changes, so browsers must ask for it again.
        cache_control = ASK_AGAIN if Path(name).match(ICON_FONT_PATTERN) else FOREVER
        encoded, path = {}, self._source / name
        if self._cache is not None:
            if path.suffix in TEXT_SUFFIXES:
                encoded = _read_encoded(self._cache / name)
            elif (self._cache / name).is_file():
                path = self._cache / name
        return make_asset(path.read_bytes(), media_type or "application/octet-stream", cache_control, encoded)


def _read_encoded(path: Path) -> dict[str, bytes]:
    """What is there of ``path.br`` and ``path.gzip``; somebody may have emptied the cache while we run."""
    candidates = {encoding: path.with_name(f"{path.name}.{encoding}") for encoding in ("br", "gzip")}
    return {encoding: file.read_bytes() for encoding, file in candidates.items() if file.is_file()}


class StaticFilesMiddleware:
    """Answers everything under /static/ itself; a route cannot, because Streamlit reserves that prefix."""

    def __init__(self, app: ASGIApp, bundle: StaticBundle) -> None:
        self._app = app
        self._bundle = bundle

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(PREFIX):
            await self._app(scope, receive, send)
            return
        asset = self._bundle.find(scope["path"].removeprefix(PREFIX))
        if asset is None:
            response = PlainTextResponse("Berkas tidak ditemukan.", 404)
        else:
            response = asset_response(asset, Request(scope))
        await response(scope, receive, send)
