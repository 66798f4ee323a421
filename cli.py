"""Netral's command line: thin commands over ``actions``; ``python cli.py --help`` lists them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

import cli_accounts
import cli_bank
import cli_mail
import cli_people
import cli_privacy
import cli_report
from cli_site import require_yes, site_database
from cli_words import Command, Commands
from console import progress_bar
from demo import DEFAULT_SEED
from settings import SettingsRefused, load_settings


class _Cli(typer.Typer):
    def command(self, name: str | None = None, **settings: Any) -> Any:
        return super().command(name, cls=Command, **settings)


app = _Cli(
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Netral: belajar dan mengukur netralitas ASN.",
)


@app.callback()
def main() -> None:
    """Netral: belajar dan mengukur netralitas ASN."""


@app.command()
def check(
    strict: Annotated[bool, typer.Option("--ketat", help="Keluar dengan kode 1 juga bila ada peringatan.")] = False,
) -> None:
    """Periksa semua berkas materi dan soal; keluar dengan kode 1 bila ada galat."""
    from actions.courseware import load_courseware
    from content.problems import has_errors
    from quizzes.findings import find_warnings

    settings = load_settings()
    courseware = load_courseware(settings.content_dir, settings.quizzes_dir)
    library, bank = courseware.library, courseware.bank
    warnings = find_warnings(settings.content_dir, settings.quizzes_dir, library)
    problems = sorted({*courseware.problems, *warnings})
    for problem in problems:
        typer.echo(str(problem))
    errors = sum(problem.severity == "error" for problem in problems)
    if not library.regulations:  # nothing was read: the one line above says why
        raise typer.Exit(1)
    typer.echo(
        f"{len(library.regulations)} peraturan, {len(library.provisions)} ketentuan, {len(library.modules)} modul, "
        f"{len(library.lessons)} materi, {len(library.misconceptions)} salah paham, {len(library.glossary)} istilah, "
        f"{len(bank.items)} soal, {len(bank.dilemmas)} dilema, {len(bank.quizzes)} kuis, {len(bank.courses)} kursus; "
        f"{errors} galat, {len(problems) - errors} peringatan."
    )
    if has_errors(problems) or (strict and problems):
        raise typer.Exit(1)


@app.command()
def impact(
    key: Annotated[str, typer.Argument(help="Peraturan (uu-5-2014) atau ketentuannya (uu-7-2017:pasal-494).")],
) -> None:
    """Tunjukkan apa saja yang tersentuh bila sebuah peraturan atau ketentuan berubah."""
    from actions.courseware import load_courseware
    from quizzes.impact import UnknownLaw
    from quizzes.impact import impact as find_impact

    settings = load_settings()
    courseware = load_courseware(settings.content_dir, settings.quizzes_dir)
    try:
        found = find_impact(courseware.library, courseware.bank, key)
    except UnknownLaw as unknown:
        near = f" Mungkin maksud Anda: {', '.join(unknown.near)}." if unknown.near else ""
        typer.echo(f"Peraturan atau ketentuan '{key}' tidak ada di daftar.{near}", err=True)
        raise typer.Exit(1) from None
    typer.echo(f"{found.title} ({found.key})")
    for title, ids in found.groups():
        typer.echo(f"\n{title}: {len(ids)}")
        for one in ids:
            typer.echo(f"  {one}")


@app.command()
def run(
    host: Annotated[str, typer.Option(help="Alamat tempat server mendengarkan.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Nomor porta, 1 sampai 65535.", min=1, max=65535)] = 8501,
    seed: Annotated[int, typer.Option(help="Benih data demo bila basis data masih kosong.")] = DEFAULT_SEED,
) -> None:
    """Jalankan situs; dalam mode demo, basis data yang masih kosong diisi dahulu dengan data demo."""
    import os

    from demo.console import seed_with_progress
    from web.server import run_server

    settings = load_settings()
    address = f"http://{'localhost' if host == '127.0.0.1' else host}:{port}"
    if settings.is_production:
        if not settings.tls:  # on this computer only: the link on the console must name the port
            os.environ.setdefault("NETRAL_PUBLIC_URL", f"http://{settings.allowed_hosts[0]}:{port}")
        address = load_settings().public_url
    elif seed_with_progress(settings, seed).already_seeded:
        typer.echo("Basis data sudah berisi; data demo tidak dibuat lagi.")
    typer.echo(f"Netral berjalan di {address} (Ctrl+C untuk berhenti)")
    run_server(host, port)


@app.command("seed-demo")
def seed_demo_command(
    seed: Annotated[int, typer.Option(help="Benih acak; benih yang sama memberi data yang sama.")] = DEFAULT_SEED,
) -> None:
    """Isi basis data kosong dengan provinsi rekaan: pegawai, percobaan, dan jawaban simulasi."""
    from demo.console import seed_with_progress

    settings = load_settings()
    if settings.is_production:
        raise SettingsRefused("Data demo tidak dibuat dalam mode produksi. Hapus NETRAL_MODE bila ingin mencoba demo.")
    report = seed_with_progress(settings, seed)
    if report.already_seeded:
        typer.echo("Basis data sudah berisi orang; tidak ada yang diubah.")


@app.command()
def backup(target: Annotated[Path, typer.Argument(help="Berkas cadangan yang dibuat.")]) -> None:
    """Cadangkan basis data ke satu berkas; situs boleh tetap berjalan."""
    from actions.backup import back_up

    with progress_bar() as show:
        size = back_up(load_settings().database_path, target, lambda done, total: show("Menyalin", done, total))
    typer.echo(f"Cadangan utuh dan lolos pemeriksaan: {target} ({size / 1e6:.1f} MB).")


@app.command()
def restore(
    source: Annotated[Path, typer.Argument(help="Berkas cadangan.")],
    yes: Annotated[bool, typer.Option("--ya", "--yes", help="Jangan bertanya lagi.")] = False,
) -> None:
    """Ganti basis data dengan sebuah cadangan; yang sekarang disimpan di sebelahnya. Hentikan situs dahulu."""
    from actions.backup import restore as restore_backup

    path = load_settings().database_path
    if not yes and path.exists():
        require_yes(f"Ganti '{path}' dengan '{source}'?")
    with progress_bar() as show:
        restored = restore_backup(path, source, datetime.now(UTC), lambda done, total: show("Menyalin", done, total))
    typer.echo(f"Basis data dipulihkan dari {source}.")
    if restored.kept_as is not None:
        typer.echo(f"Basis data sebelumnya disimpan sebagai {restored.kept_as}.")
    typer.echo(
        f"Semua orang masuk lagi: {restored.sessions_ended} sesi diakhiri, dan {restored.codes_voided} kode masuk yang "
        "belum dipakai tidak berlaku lagi."
    )
    if restored.erased_again:
        typer.echo(f"Identitas {restored.erased_again} orang yang dihapus setelah cadangan dibuat dihapus lagi.")


@app.command("rebuild-rollups")
def rebuild_rollups_command() -> None:
    """Hitung ulang semua ringkasan untuk penyelia dari catatan jawaban."""
    from actions.summaries.rollups import rebuild_rollups

    with site_database() as (_, database):
        rebuild_rollups(database)
    typer.echo("Ringkasan dihitung ulang.")


@app.command("check-rollups")
def check_rollups() -> None:
    """Bandingkan ringkasan dengan hitungan ulang (pada salinan); keluar dengan kode 1 bila berbeda."""
    from actions.backup import differing_rollups

    with site_database() as (_, database), progress_bar() as show:
        differing = differing_rollups(database, lambda done, total: show("Menyalin", done, total))
    if differing:
        typer.echo(f"Ringkasan berbeda dari catatan: {', '.join(differing)}. Jalankan rebuild-rollups.", err=True)
        raise typer.Exit(1)
    typer.echo("Ringkasan sama dengan hitungan ulang dari catatan.")


@app.command()
def snapshot(
    month: Annotated[str, typer.Option("--bulan", "--month", help="Bulan yang sudah berakhir, misalnya 2026-10.")] = "",
) -> None:
    """Bekukan angka penugasan pada akhir suatu bulan (bulan lalu bila tidak disebut). Yang sudah beku tidak diubah."""
    from actions.courseware import load_courseware
    from actions.learning.closing import close_overdue_attempts
    from actions.understanding.snapshots import freeze_last_month, freeze_month

    now = datetime.now(UTC)
    with site_database() as (settings, database):
        courseware = load_courseware(settings.content_dir, settings.quizzes_dir)
        close_overdue_attempts(database, now)
        frozen = (
            freeze_month(database, courseware, month, now) if month else freeze_last_month(database, courseware, now)
        )
    typer.echo(f"Angka {frozen} penugasan dibekukan." if frozen else "Tidak ada yang perlu dibekukan.")


@app.command()
def schemas() -> None:
    """Tulis ulang skema JSON yang dipakai editor untuk melengkapi dan memeriksa YAML."""
    import content.schemas
    import quizzes.schemas

    content.schemas.write_schemas()
    quizzes.schemas.write_schemas()
    typer.echo(f"Skema ditulis ke {content.schemas.FOLDER} dan {quizzes.schemas.FOLDER}.")


cli_people.register(app)
cli_accounts.register(app)
cli_mail.register(app)
cli_bank.register(app)
cli_privacy.register(app)
cli_report.register(app)

if __name__ == "__main__":
    app()
