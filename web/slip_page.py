"""Activation slips as one HTML file to print: ten to a sheet of A4, cut along the lines."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

_PAGE = """<!DOCTYPE html>
<html lang="id">
<head>
<meta charset="UTF-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Slip aktivasi Netral</title>
<style>
@page{{size:A4;margin:10mm}}
*{{box-sizing:border-box}}
body{{margin:0;font:9.5pt/1.4 system-ui,sans-serif;color:#000}}
h1{{font-size:13pt;margin:0 0 4mm}}
ul{{list-style:none;margin:0;padding:0;display:grid;grid-template-columns:1fr 1fr}}
li{{height:53mm;padding:5mm;border:1px dashed #777;break-inside:avoid;overflow:hidden}}
p{{margin:0 0 1.2mm}}
.code{{font:700 15pt/1.4 ui-monospace,Consolas,monospace;letter-spacing:.05em}}
.small{{font-size:8pt}}
@media print{{.note{{display:none}}}}
@media screen{{body{{padding:1rem;max-width:60rem}}}}
@media screen and (max-width:40rem){{ul{{grid-template-columns:1fr}}li{{height:auto}}}}
</style>
</head>
<body>
<h1>Slip aktivasi: {agency}</h1>
<p class="note">Cetak, potong, dan serahkan langsung kepada orangnya dalam amplop tertutup. Tutup halaman ini, atau hapus berkasnya, sesudah dicetak.</p>
<ul>
{slips}
</ul>
</body>
</html>
"""
_SLIP = (
    "<li><p><strong>{name}</strong></p><p>{agency}<br>{login_name}</p><p>Kode sekali pakai:</p>"
    '<p class="code">{code}</p><p class="small">Buka {url}/aktivasi, ketik NIP atau nama masuk dan kode ini, lalu buat '
    "kata sandi sendiri. Berlaku sampai {until}. Jangan berikan kepada siapa pun.</p></li>"
)


def render_slips(agency_name: str, slips: Iterable, url: str, until: str) -> str:
    """``slips`` have name, agency_name, login_name and code; every text is escaped."""
    drawn = (
        _SLIP.format(
            name=escape(slip.name),
            agency=escape(slip.agency_name),
            login_name=escape(slip.login_name),
            code=escape(slip.code),
            url=escape(url),
            until=escape(until),
        )
        for slip in slips
    )
    return _PAGE.format(agency=escape(agency_name), slips="\n".join(drawn))
