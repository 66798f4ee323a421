"""The command that makes reports to hand over, for every agency or for one."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from cli_site import site_database
from console import progress_bar


def register(app: typer.Typer) -> None:
    app.command("report")(report)


def report(
    folder: Annotated[Path, typer.Option("-o", "--output", help="Folder bagi laporan dan daftarnya (indeks.csv).")],
    formats: Annotated[list[str] | None, typer.Option("--format", help="Bentuk laporan; boleh diulang. Tanpa ini: pdf.")] = None,
    assignment: Annotated[str | None, typer.Option("--penugasan", "--assignment", help="Id penugasan; boleh kosong bila hanya ada satu.")] = None,
    agency: Annotated[str | None, typer.Option("--unit", "--agency", help="Kode unit; tanpa ini semua instansi yang dilaporkan tersendiri.")] = None,
    overwrite: Annotated[bool, typer.Option("--timpa", help="Buat lagi yang berkasnya sudah ada.")] = False,
) -> None:  # fmt: skip
    """Buat laporan untuk diserahkan kepada pimpinan tiap instansi. Yang hari ini sudah dibuat tidak dibuat lagi."""
    from actions.courseware import load_courseware
    from actions.privacy.breach import agency_id_of
    from actions.reports.hand_over import STATES, assignment_to_report, hand_over
    from actions.reports.makers import MAKERS
    from people.access import console_operator

    wanted = list(dict.fromkeys(formats or ["pdf"]))
    if strange := [one for one in wanted if one not in MAKERS]:
        raise typer.BadParameter(f"bentuk '{strange[0]}' tidak ada; pilih dari: {', '.join(MAKERS)}")
    operator = console_operator()
    with site_database() as (settings, database):
        assignment_id = assignment_to_report(database, operator, assignment)
        agency_id = agency_id_of(database, operator, agency) if agency else None
        courseware = load_courseware(settings.content_dir, settings.quizzes_dir)
        with progress_bar() as show:
            made = hand_over(
                database, courseware, operator, [MAKERS[one] for one in wanted], assignment_id, folder, agency_id,
                overwrite=overwrite, now=datetime.now(UTC), show=lambda done, total: show("Membuat laporan", done, total),
            )  # fmt: skip
    failed = [one for one in made if one.state == "failed"]
    for one in failed:
        typer.echo(f"{one.agency} ({one.format}): {one.why}", err=True)
    counts = {state: sum(one.state == state for one in made) for state in STATES}
    typer.echo(
        f"{', '.join(f'{counts[state]} {words}' for state, words in STATES.items())}. Daftarnya: {folder / 'indeks.csv'}"
    )
    if failed:
        raise typer.Exit(1)
