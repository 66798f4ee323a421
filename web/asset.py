"""One static answer in its encodings (brotli, gzip, plain), and the choice between them for a request."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

import brotli
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

FOREVER = "public, max-age=31536000, immutable"
"""For names that change whenever the content does."""
ASK_AGAIN = "no-cache"
"""Kept by the browser, but checked by ETag before use."""

PLAIN = "identity"
_PREFERRED = ("br", "gzip", PLAIN)


@dataclass(frozen=True)
class Asset:
    """``bodies`` maps each encoding to its bytes and always holds ``identity``."""

    bodies: Mapping[str, bytes] = field(repr=False)
    media_type: str
    cache_control: str
    etag: str


def make_asset(
    content: bytes, media_type: str, cache_control: str, encoded: Mapping[str, bytes] | None = None
) -> Asset:
    """``encoded`` holds what was compressed earlier; without it only the plain bytes are served."""
    etag = hashlib.blake2b(content, digest_size=12).hexdigest()
    return Asset({PLAIN: content, **(encoded or {})}, media_type, cache_control, etag)


def compressed(content: bytes, brotli_quality: int = 11) -> dict[str, bytes]:
    return {
        "br": brotli.compress(content, mode=brotli.MODE_TEXT, quality=brotli_quality),
        "gzip": gzip.compress(content, 9, mtime=0),
    }


def asset_response(asset: Asset, request: Request) -> Response:
    """GET or HEAD of an asset: 200, or 304 when the browser already holds it."""
    if request.method not in ("GET", "HEAD"):
        return PlainTextResponse("Metode tidak didukung.", 405, {"Allow": "GET, HEAD"})
    encoding = _choose_encoding(asset, request.headers.get("accept-encoding", ""))
    etag = f'"{asset.etag}-{encoding}"'
    headers = {"Cache-Control": asset.cache_control, "ETag": etag, "Vary": "Accept-Encoding"}
    if etag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    if encoding != PLAIN:
        headers["Content-Encoding"] = encoding
    body = asset.bodies[encoding]
    headers["Content-Length"] = str(len(body))
    return Response(b"" if request.method == "HEAD" else body, headers=headers, media_type=asset.media_type)


def _choose_encoding(asset: Asset, accept_encoding: str) -> str:
    refused, accepted = set(), set()
    for part in accept_encoding.lower().split(","):
        name, _, weight = part.strip().partition(";")
        is_refused = weight.replace(" ", "") in ("q=0", "q=0.0", "q=0.00", "q=0.000")
        (refused if is_refused else accepted).add(name.strip())
    for encoding in _PREFERRED:
        if encoding in asset.bodies and encoding in accepted and encoding not in refused:
            return encoding
    return PLAIN
