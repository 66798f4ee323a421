"""A QR code as an image inside the page: nothing is fetched, nothing is stored."""

from __future__ import annotations

from html import escape

import segno


def qr_image(text: str) -> str:
    """An ``<img>`` with the code as SVG in its address."""
    address = segno.make(text, error="m").svg_data_uri(scale=4, border=2, dark="#000", light="#FFF")
    return f'<img class="qr" src="{escape(address)}" alt="Kode QR untuk aplikasi autentikator; kuncinya tertulis di bawah.">'
