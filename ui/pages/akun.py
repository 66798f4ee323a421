"""Akun saya: links to one's own sessions, password and roles, and for an administrator to entry codes.

The pages behind them are plain HTML outside Streamlit: what is typed there never becomes a widget's value.
"""

from __future__ import annotations

from html import escape

from people.access import may, require
from ui import look
from ui.visit import Visit

_LINKS = (
    ("/sesi", "Sesi saya", "Lihat di mana saja akun Anda terbuka, dan akhiri yang tidak Anda kenali."),
    ("/kata-sandi", "Ganti kata sandi", "Pilih kata sandi baru; sesi di perangkat lain diakhiri."),
    ("/peran", "Ganti peran", "Bila Anda memegang lebih dari satu peran."),
)
_CODES = (
    "/kode-masuk",
    "Kode masuk",
    "Buat kode masuk bagi orang baru atau yang lupa kata sandi.",
)
_ROW = "padding:.75rem 0;border-bottom:1px solid var(--n-line)"


def show(visit: Visit) -> None:
    require(visit.viewer, "manage_own_account")
    look.title("Akun saya")
    offered = (*_LINKS, _CODES) if may(visit.viewer, "manage_accounts") else _LINKS
    rows = "".join(
        f'<li style="{_ROW}"><a href="{address}" target="_self" style="font-weight:650">{escape(title)}</a>'
        f'<p class="n-small">{escape(text)}</p></li>'
        for address, title, text in offered
    )
    look.html(f'<ul style="list-style:none;padding:0">{rows}</ul>')
