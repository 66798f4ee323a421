"""The command that sends mail once: for a site without a running server, or to see what happens."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial

import typer

from cli_site import site_database
from settings import load_settings

_WORDS = {
    "accepted": "terkirim", "later": "ditunda", "refused": "gagal", "unknown": "mungkin terkirim",
    "lost": "diambil proses lain", "halt": "belum terkirim",
}  # fmt: skip


def register(app: typer.Typer) -> None:
    app.command("send-mail")(send_mail)


def send_mail() -> None:
    """Buat surat hari ini lalu kirim satu kali semua yang sudah waktunya, sebanyak batas per menit."""
    from actions.courseware import load_courseware
    from actions.mail.digests import make_due_rounds
    from actions.mail.send_mail import mail_of, send_due
    from actions.reports.report_letters import make_due_reports, report_attachment

    mail_of(load_settings())
    with site_database() as (settings, database):
        courseware = load_courseware(settings.content_dir, settings.quizzes_dir)
        made = make_due_rounds(database, courseware, settings, datetime.now(UTC))
        made += make_due_reports(database, courseware, settings, datetime.now(UTC))
        attach = partial(report_attachment, database, courseware, settings)
        report = send_due(database, settings, lambda: datetime.now(UTC), attach=attach)
    if report.is_taken:
        typer.echo("Proses lain sedang mengirim surel; tidak ada yang dikirim dari sini.", err=True)
        raise typer.Exit(1)
    parts = [f"{number} {_WORDS[kind]}" for kind, number in sorted(report.counts.items())]
    typer.echo(f"{made} surat dibuat; {', '.join(parts) or 'tidak ada yang perlu dikirim sekarang'}.")
    if report.trouble:
        typer.echo(f"{report.trouble} Periksa NETRAL_SMTP_*; surat yang menunggu tetap aman.", err=True)
        raise typer.Exit(1)
