"""The one HTML document every Streamlit page starts from, rewritten: Indonesian, our font, no agent link."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from starlette.convertors import StringConvertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from streamlit import config

from web.asset import ASK_AGAIN, asset_response, compressed, make_asset
from web.own_files import FAVICON_URL, FONT_URL, STYLE_URL
from web.static_cache import STREAMLIT_FILES

DESCRIPTION = "Netral: belajar aturan netralitas ASN dan mengukur pemahamannya."

_INLINE_SCRIPT = (
    "window.prerenderReady=false;window.__streamlit={{BACKEND_BASE_URL:location.origin,"
    "HOST_CONFIG:{{allowedOrigins:[location.origin],useExternalAuthToken:false}},"
    "LIGHT_THEME:{light},DARK_THEME:{dark}}}"
)
"""What Streamlit's script reads before it starts.

Without the address it looks for its server below the page's own path first (/materi/_stcore/health: two 404 round
trips); with host settings too it opens the websocket at once, and no foreign page may send it messages. Without the
themes it paints its own first and fetches 167 kB of Source Sans for a moment's use.
"""
_EARLY_THEME_OPTIONS = ("primaryColor", "backgroundColor", "secondaryBackgroundColor", "textColor")

_PAGE = """<!DOCTYPE html>
<html lang="id">
<head>
<meta charset="UTF-8">
<meta name="viewport" content="width=device-width, initial-scale=1, shrink-to-fit=no">
<title>Netral</title>
<meta name="description" content="{description}">
<link rel="shortcut icon" href="{favicon}">
<link rel="preload" href="{font}" as="font" type="font/woff2" crossorigin>
<link rel="preload" href="{icon_font}" as="font" type="font/woff2" crossorigin>
<script>{script}</script>
<script type="module" crossorigin src="{main_script}"></script>
{links}
</head>
<body>
<noscript>
<p>Netral memerlukan JavaScript. Aktifkan JavaScript di peramban Anda, lalu muat ulang halaman ini.</p>
</noscript>
<div id="root"></div>
<link rel="stylesheet" href="{style}">
</body>
</html>
"""


@dataclass(frozen=True)
class IndexPage:
    html: str
    script_hash: str
    """For the Content-Security-Policy: the only inline script allowed to run."""
    bundle_urls: tuple[str, ...]
    """Scripts and styles every page needs, so that the sign-in page can fetch them ahead."""


def build_index_page(streamlit_files: Path = STREAMLIT_FILES) -> IndexPage:
    """Take over the scripts and styles Streamlit's own index names, with addresses that work on any page."""
    original = (streamlit_files.parent / "index.html").read_text(encoding="utf-8")
    (main_script,) = re.findall(r'<script type="module"[^>]* src="\.(/static/[^"]+)"', original)
    modules = re.findall(r'<link rel="modulepreload"[^>]* href="\.(/static/[^"]+)"', original)
    styles = re.findall(r'<link rel="stylesheet"[^>]* href="\.(/static/[^"]+)"', original)
    (icon_font,) = streamlit_files.glob("media/MaterialSymbols-Rounded.*.woff2")
    links = [f'<link rel="modulepreload" crossorigin href="{url}">' for url in modules]
    links += [f'<link rel="stylesheet" crossorigin href="{url}">' for url in styles]
    script = _INLINE_SCRIPT.format(light=_early_theme("light"), dark=_early_theme("dark"))
    html = _PAGE.format(
        description=DESCRIPTION,
        favicon=FAVICON_URL,
        style=STYLE_URL,
        font=FONT_URL,
        icon_font=f"/static/media/{icon_font.name}",
        script=script,
        main_script=main_script,
        links="\n".join(links),
    )
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return IndexPage(html, f"sha256-{digest}", (main_script, *modules, *styles))


def _early_theme(kind: str) -> str:
    """The part of .streamlit/config.toml that shows before the script's first answer, as JSON safe inside HTML."""
    colours = {name: config.get_option(f"theme.{kind}.{name}") for name in _EARLY_THEME_OPTIONS}
    font = config.get_option("theme.font")
    theme = {"base": int(kind == "dark"), "bodyFont": font, "headingFont": font, **colours}
    present = {name: value for name, value in theme.items() if value is not None}
    return json.dumps(present, separators=(",", ":")).replace("<", "\\u003c")


def page_routes(index: IndexPage, is_signed_in: Callable[[Request], bool]) -> list[Route]:
    """``/`` and every ``/<page>``: the document for somebody signed in, the sign-in page for anybody else.

    Put them last: they answer every path that no other route and no part of Streamlit takes.
    """
    content = index.html.encode()
    asset = make_asset(content, "text/html; charset=utf-8", ASK_AGAIN, compressed(content))

    def page(request: Request) -> Response:
        if is_signed_in(request):
            return asset_response(asset, request)
        target = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return RedirectResponse("/masuk" if target == "/" else f"/masuk?tujuan={quote(target, safe='/')}", 303)

    def home(request: Request) -> Response:
        return RedirectResponse("/", 303)

    return [Route("/", page), Route("/{page}", page), Route("/{path:below_a_page}", home)]


class _BelowAPage(StringConvertor):
    """``a/b``: no Streamlit page has such an address, yet Streamlit would answer it with its own English document."""

    regex = r"(?!(?:_stcore|media|component|app|auth)/)[^/]+/.+"


register_url_convertor("below_a_page", _BelowAPage())
