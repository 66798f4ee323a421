"""Commands about personal data: retention, the scope of a breach, scrubbing the database file, the written register."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from cli_site import require_yes, site_database, write_privately
from settings import load_settings

_MOMENT = "Waktu setempat, seperti 2026-11-20T08:30."


def register(app: typer.Typer) -> None:
    app.command("retention")(retention)
    app.command("breach-report")(breach_report)
    app.command("scrub")(scrub_command)
    app.command("privacy-register")(privacy_register)


def retention(
    apply: Annotated[
        bool, typer.Option("--terapkan", "--apply", help="Lepas yang lewat; tanpa ini hanya melihat.")
    ] = False,
    yes: Annotated[bool, typer.Option("--ya", "--yes", help="Jangan bertanya lagi.")] = False,
) -> None:
    """Tunjukkan data pribadi yang melewati masa simpannya; dengan --terapkan, hapus atau kosongkan. Bukti tidak disentuh."""
    from actions.privacy.erasure import WORD
    from actions.privacy.retention import apply_retention, preview_retention
    from people.access import console_operator
    from people.privacy.retention import rules_of

    with site_database() as (settings, database):
        rules, now = rules_of(settings.retention), datetime.now(UTC)
        report = preview_retention(database, console_operator(), rules, now)
        for one in report.due:
            typer.echo(
                f"{one.rule.title}: {one.count} ({one.rule.becomes} {one.rule.days} hari sejak {one.rule.since_when})"
            )
        if not apply:
            typer.echo("Ini baru dilihat; tambahkan --terapkan untuk melepasnya.")
            return
        if report.total and not yes:
            require_yes("Lepas semua itu? Tidak dapat dibatalkan.")
        done = apply_retention(database, console_operator(), rules, WORD, now)
    typer.echo(f"Selesai: {sum(one.count for one in done)} dilepas.")


def breach_report(
    exposure: Annotated[str, typer.Argument(help="database, backup, account, list, atau copy.")],
    folder: Annotated[Path, typer.Argument(help="Folder bagi daftar penerima (XLSX) dan konsep surat.")],
    since: Annotated[str, typer.Option("--sejak", help=f"Awal terbuka. {_MOMENT}")],
    until: Annotated[str, typer.Option("--sampai", help=f"Akhir terbuka. {_MOMENT}")],
    known: Annotated[str, typer.Option("--diketahui", help=f"Kapan diketahui; tenggat 3 x 24 jam dihitung dari sini. {_MOMENT}")],
    person: Annotated[str | None, typer.Option("--orang", help="Id orang (bukan nomor), untuk account dan copy.")] = None,
    agency: Annotated[str | None, typer.Option("--unit", help="Kode unit, untuk list.")] = None,
) -> None:  # fmt: skip
    """Hitung siapa yang terjangkau suatu kebocoran, dan tulis daftar serta konsep pemberitahuannya."""
    from actions.privacy.breach import agency_id_of, breach_scope
    from people.access import console_operator
    from people.privacy.breach import EXPOSURE_TITLES, BreachQuestion, draft_letter
    from people.privacy.breach_list import breach_xlsx

    if exposure not in EXPOSURE_TITLES:
        raise typer.BadParameter(f"pilih salah satu: {', '.join(EXPOSURE_TITLES)}", param_hint="exposure")
    needed = {"account": ("--orang", person), "copy": ("--orang", person), "list": ("--unit", agency)}.get(exposure)
    if needed and not needed[1]:
        raise typer.BadParameter(f"'{exposure}' memerlukan {needed[0]}", param_hint=needed[0])
    with site_database() as (settings, database):
        zone = ZoneInfo(settings.time_zone)
        moments = [_moment(text, zone) for text in (since, until, known)]
        agency_id = agency_id_of(database, console_operator(), agency) if agency else None
        question = BreachQuestion(exposure, *moments, person, agency_id)  # type: ignore[arg-type]
        scope = breach_scope(database, console_operator(), question, datetime.now(UTC))
    words = tuple(f"{moment.astimezone(zone):%d-%m-%Y pukul %H.%M}" for moment in (*moments, scope.due_at))
    for title, count in (*scope.by_group(), *scope.by_agency()):
        typer.echo(f"{title}: {count}")
    typer.echo(
        f"Terjangkau {len(scope.people)} orang; {scope.erased_since} lagi sudah dihapus identitasnya sesudahnya."
    )
    folder.mkdir(parents=True, exist_ok=True)
    write_privately(folder / "penerima-pemberitahuan.xlsx", breach_xlsx(scope))
    write_privately(folder / "konsep-pemberitahuan.md", draft_letter(scope, words).encode())  # type: ignore[arg-type]
    typer.echo(f"Beri tahu paling lambat {words[3]}. Berkasnya di {folder}; daftarnya memuat data pribadi.")


def scrub_command() -> None:
    """Bangun ulang berkas basis data agar sisa data yang dihapus tertimpa; keluar dengan kode 1 bila sedang dipakai."""
    from actions.privacy.erasure import scrub_everything
    from store.database import require_database

    path = load_settings().database_path
    require_database(path)
    if not scrub_everything(path):
        typer.echo("Basis data sedang dipakai atau tidak ada ruang; hentikan situs lalu ulangi.", err=True)
        raise typer.Exit(1)
    typer.echo("Berkas basis data dibangun ulang; log tulisnya dikosongkan.")


def privacy_register() -> None:
    """Tulis ulang daftar tabel dan kolom pada catatan pemrosesan dari kode."""
    from actions.privacy.processing_register import FILE, write_register

    write_register()
    typer.echo(f"Ditulis: {FILE}")


def _moment(text: str, zone: ZoneInfo) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"'{text}' bukan waktu; tulis seperti 2026-11-20T08:30") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)
