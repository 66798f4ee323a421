"""Commands about accounts: activation slips for a unit."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from cli_site import site_database, write_privately


def register(app: typer.Typer) -> None:
    app.command("activation-slips")(activation_slips)


def activation_slips(
    unit: Annotated[str, typer.Argument(help="Kode unit; semua unit di bawahnya ikut.")],
    target: Annotated[Path, typer.Argument(help="Berkas HTML yang dibuat; tidak boleh sudah ada.")],
) -> None:
    """Buat slip aktivasi untuk semua orang di sebuah unit yang belum punya kata sandi; siap dicetak."""
    from actions.signing_in.slips import make_slips
    from people.access import console_operator
    from web.slip_page import render_slips

    if target.exists():
        typer.echo(f"'{target}' sudah ada; pilih nama berkas lain.", err=True)
        raise typer.Exit(1)
    with site_database() as (settings, database):
        write_privately(target, b"")  # before any code is made: making one voids the slips printed earlier
        try:
            batch = make_slips(database, console_operator(), unit, datetime.now(UTC))
        finally:
            target.unlink()
    if not batch.slips:
        typer.echo(f"Semua orang di {batch.agency_name} sudah punya kata sandi; tidak ada slip dibuat.")
        return
    until = batch.expires_at.astimezone(ZoneInfo(settings.time_zone))
    text = render_slips(batch.agency_name, batch.slips, settings.public_url, f"{until:%d-%m-%Y}")
    write_privately(target, text.encode())
    typer.echo(f"{len(batch.slips)} slip ditulis ke {target}. Cetak, serahkan, lalu hapus berkas itu.")
