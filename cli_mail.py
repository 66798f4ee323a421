"""The command that sends mail once: for a site without a running server, or to see what happens."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial

import typer

from settings import load_settings

_WORDS = {
    "accepted": "terkirim", "later": "ditunda", "refused": "gagal", "unknown": "mungkin terkirim",
    "lost": "diambil proses lain", "halt": "belum terkirim",
}  # fmt: skip


def register(app: typer.Typer) -> None:
    app.command("send-mail")(send_mail)


def send_mail() -> None:
    """Buat surat hari ini lalu kirim satu kali semua yang sudah waktunya, sebanyak batas per menit."""
    from actions.mail.digests import make_due_rounds
    from actions.mail.send_mail import mail_of, send_due
    from actions.reports.report_letters import make_due_reports, report_attachment
    from actions.site import site_of

    settings = load_settings()
    mail_of(settings)
    site = site_of(settings)
    try:
        courseware = site.source.present()
        made = make_due_rounds(site.database, courseware, settings, datetime.now(UTC))
        made += make_due_reports(site.database, courseware, settings, datetime.now(UTC))
        attach = partial(report_attachment, site.database, courseware, settings)
        report = send_due(site.database, settings, lambda: datetime.now(UTC), attach=attach)
    finally:
        site.database.close()
    if report.is_taken:
        typer.echo("Proses lain sedang mengirim surel; tidak ada yang dikirim dari sini.", err=True)
        raise typer.Exit(1)
    parts = [f"{number} {_WORDS[kind]}" for kind, number in sorted(report.counts.items())]
    typer.echo(f"{made} surat dibuat; {', '.join(parts) or 'tidak ada yang perlu dikirim sekarang'}.")
    if report.trouble:
        typer.echo(f"{report.trouble} Periksa NETRAL_SMTP_*; surat yang menunggu tetap aman.", err=True)
        raise typer.Exit(1)
