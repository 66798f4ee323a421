"""Commands about people and agencies: the roster's template, and importing lists after looking at them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from cli_site import site_database, write_privately
from console import progress_bar
from people.assigning.windows import long_date

if TYPE_CHECKING:
    from actions.registry.roster import RosterOptions, RosterPreview

_SHOWN = 20
"""Refused rows and remarks told on the terminal; the rest is in the file of refused rows."""


def register(app: typer.Typer) -> None:
    app.command("import-agencies")(import_agencies_command)
    app.command("import-roster")(import_roster)
    app.command("roster-template")(roster_template)


def roster_template(
    target: Annotated[Path, typer.Argument(help="Berkas .xlsx yang dibuat.")] = Path("templat-pegawai.xlsx"),
    overwrite: Annotated[bool, typer.Option("--timpa", help="Ganti berkas itu bila sudah ada.")] = False,
) -> None:
    """Tulis templat daftar pegawai (XLSX) dengan kolom NIP berformat Teks."""
    from people.roster.writing import template_xlsx

    if target.exists() and not overwrite:
        typer.echo(f"'{target}' sudah ada; pilih nama lain, atau tambahkan --timpa.", err=True)
        raise typer.Exit(1)
    target.write_bytes(template_xlsx())
    typer.echo(f"Templat ditulis ke {target}.")


def import_agencies_command(
    file: Annotated[Path, typer.Argument(help="Daftar unit, .xlsx atau .csv.")],
    apply: Annotated[bool, typer.Option("--terapkan", "--apply", help="Simpan; tanpa ini hanya pratinjau.")] = False,
    since: Annotated[str | None, typer.Option("--mulai", help="Tanggal berlaku bila baris tidak menyebutnya; bawaan: hari ini.")] = None,
) -> None:  # fmt: skip
    """Bandingkan daftar unit (kode, nama, jenis, kode induk) dengan pohon instansi; dengan --terapkan, simpan."""
    from actions.registry.agencies import Change
    from actions.registry.agency_import import import_agencies, preview_agencies
    from actions.registry.roster import require_real_site
    from people.access import console_operator

    with site_database() as (settings, database):
        require_real_site(database, settings.mode)
        today = datetime.now(ZoneInfo(settings.time_zone)).date()
        change = Change(console_operator(), datetime.now(UTC), today, _day(since, today).isoformat())
        found = preview_agencies(database, change, file.read_bytes())
        for remark in found.remarks:
            typer.echo(f"Catatan: {remark}")
        for row in found.refused:
            typer.echo(f"Ditolak: {row.place}: {' | '.join(map(str, row.reasons))}")
        typer.echo(
            f"Baru {len(found.opened)}, ganti nama {len(found.renamed)}, pindah {len(found.moved)}, tetap {found.unchanged}, "
            f"tidak disebut {len(found.absent)} (tidak ditutup), ditolak {len(found.refused)}."
        )
        if apply:
            done = import_agencies(database, change, file.read_bytes())
            typer.echo(f"Tersimpan. Nomor impor pada jejak audit: {done.batch_id}.")
        else:
            typer.echo("Pratinjau saja; tambahkan --terapkan untuk menyimpan.")


def import_roster(
    file: Annotated[Path, typer.Argument(help="Daftar pegawai, .xlsx atau .csv.")],
    apply: Annotated[bool, typer.Option("--terapkan", "--apply", help="Simpan; tanpa ini hanya pratinjau.")] = False,
    is_additional: Annotated[bool, typer.Option("--tambahan", help="Berkas tidak lengkap: tidak menonaktifkan siapa pun.")] = False,
    within: Annotated[str | None, typer.Option("--di", help="Kode unit yang dicakup berkas; tanpa ini semua unit.")] = None,
    since: Annotated[str | None, typer.Option("--mulai", help="Tanggal berlaku (2026-01-31) bila baris tidak menyebutnya; bawaan: hari ini.")] = None,
    limit: Annotated[float, typer.Option("--batas-nonaktif", min=0, max=1, help="Bagian pegawai (0 sampai 1) yang boleh dinonaktifkan tanpa persetujuan.")] = 0.1,
    gone_is_right: Annotated[bool, typer.Option("--setujui-nonaktif", help="Setujui penonaktifan yang melebihi batas.")] = False,
    skip_refused: Annotated[bool, typer.Option("--lewati-ditolak", help="Simpan walau ada baris yang ditolak.")] = False,
    refused_to: Annotated[Path | None, typer.Option("--ditolak", help="Tulis baris yang ditolak beserta alasannya ke berkas .xlsx atau .csv.")] = None,
) -> None:  # fmt: skip
    """Bandingkan daftar pegawai (XLSX/CSV) dengan data yang ada; dengan --terapkan, simpan semuanya atau tidak sama sekali."""
    from actions.registry.roster import Consent, RosterOptions, apply_roster, preview_roster, require_real_site
    from people.access import console_operator

    with site_database() as (settings, database):
        require_real_site(database, settings.mode)  # before the file is even opened
        today = datetime.now(ZoneInfo(settings.time_zone)).date()
        options = RosterOptions(today, _day(since, today), not is_additional, within, limit)
        with progress_bar() as show:
            preview = preview_roster(database, console_operator(), settings.mode, file.read_bytes(), options, show)
        _tell(preview, options)
        _write_refused(preview, refused_to)
        if not apply:
            typer.echo("Pratinjau saja; tambahkan --terapkan untuk menyimpan.")
            return
        with progress_bar() as show:
            report = apply_roster(
                database, console_operator(), settings.mode, preview,
                Consent(gone_is_right, skip_refused), datetime.now(UTC), show,
            )  # fmt: skip
    typer.echo(f"Tersimpan. Nomor impor pada jejak audit: {report.batch_id}.")


def _day(text: str | None, today: date) -> date:
    if text is None:
        return today
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter("tulis tanggal seperti 2026-01-31", param_hint="--mulai") from None
    if day > today:
        raise typer.BadParameter("tanggal itu belum tiba", param_hint="--mulai")
    return day


def _tell(preview: RosterPreview, options: RosterOptions) -> None:
    """Counts, remarks and reasons by place; no number and no name."""
    plan = preview.plan
    for remark in preview.remarks[:_SHOWN]:
        typer.echo(f"Catatan: {remark}")
    for row in plan.refused[:_SHOWN]:
        for reason in row.reasons:
            typer.echo(f"Ditolak: {row.place}: {reason}")
    if len(plan.refused) > _SHOWN:
        typer.echo(f"... dan {len(plan.refused) - _SHOWN} baris lain yang ditolak.")
    if plan.held:
        typer.echo(
            f"{len(plan.held)} orang tidak ada dalam berkas tetapi tidak dinonaktifkan (admin, atau menunggu baris ditolak)."
        )
    typer.echo(
        f"Baru {len(plan.new)}, berubah {len(plan.changed)}, pindah {len(plan.moved)}, tidak ada lagi {len(plan.gone)}, "
        f"tetap {plan.unchanged}, ditolak {len(plan.refused)}; berlaku sejak {long_date(options.day)}."
    )


def _write_refused(preview: RosterPreview, target: Path | None) -> None:
    from people.roster.writing import refused_csv, refused_xlsx

    if target is None or not preview.plan.refused:
        return
    write = refused_csv if target.suffix.lower() == ".csv" else refused_xlsx
    write_privately(target, write(preview.plan.refused))
    typer.echo(f"Baris yang ditolak ditulis ke {target}; berkas itu memuat data pribadi.")
