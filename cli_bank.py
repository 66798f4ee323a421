"""The commands for authors who work in Excel: bank files to a workbook, a workbook to a bank file, an empty template."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from settings import Settings, load_settings

if TYPE_CHECKING:
    from content.library import Library

_OVERWRITE = typer.Option("--timpa", help="Ganti berkas tujuan bila sudah ada.")


def register(app: typer.Typer) -> None:
    app.command("bank-to-xlsx")(bank_to_xlsx)
    app.command("xlsx-to-bank")(xlsx_to_bank)
    app.command("bank-template")(bank_template)


def bank_to_xlsx(
    target: Annotated[Path, typer.Option("-o", "--output", help="Buku kerja yang dibuat, mis. soal.xlsx.")],
    bank: Annotated[
        list[Path] | None, typer.Argument(help="Berkas bank soal (YAML); kosong berarti seluruh bank.")
    ] = None,
    overwrite: Annotated[bool, _OVERWRITE] = False,
) -> None:
    """Tulis bank soal (YAML) menjadi buku kerja Excel, tanpa ada yang hilang."""
    from actions.authoring.bank_workbook import bank_paths, export_bank

    settings, library = _courseware()
    done = export_bank(bank or bank_paths(settings.quizzes_dir), target, library, overwrite=overwrite)
    for problem in done.problems:
        typer.echo(str(problem))
    for item_id, reason in done.left_out:
        typer.echo(f"Soal '{item_id}' tidak ditulis: {reason}.")
    if done.item_count == 0:
        typer.echo("Tidak ada soal yang dapat ditulis; buku kerja tidak dibuat.", err=True)
        raise typer.Exit(1)
    typer.echo(f"{done.item_count} soal ditulis ke {target}.")
    if done.left_out or any(problem.severity == "error" for problem in done.problems):
        raise typer.Exit(1)


def xlsx_to_bank(
    source: Annotated[Path, typer.Argument(help="Buku kerja (.xlsx) atau berkas .csv berisi soal.")],
    target: Annotated[
        Path, typer.Option("-o", "--output", help="Berkas bank yang dibuat, mis. quizzes/bank/nama.yaml.")
    ],
    overwrite: Annotated[bool, _OVERWRITE] = False,
) -> None:
    """Ubah buku kerja Excel menjadi bank soal (YAML) dan sebutkan masalahnya baris demi baris; kode 1 bila ada galat."""
    from actions.authoring.bank_workbook import import_bank

    settings, library = _courseware()
    done = import_bank(source, target, library, settings.content_dir, settings.quizzes_dir, overwrite=overwrite)
    for problem in done.problems:
        typer.echo(str(problem))
    errors = sum(problem.severity == "error" for problem in done.problems)
    typer.echo(
        f"{done.item_count} soal dapat diubah, {done.refused_rows} baris ditolak; "
        f"{errors} galat, {len(done.problems) - errors} peringatan."
    )
    if done.gone:
        typer.echo(f"Ada di berkas lama, tidak ada di buku kerja: {', '.join(done.gone)}.")
    typer.echo(done.kept_because or f"Ditulis ke {target}.")
    if errors or done.kept_because:
        raise typer.Exit(1)


def bank_template(
    target: Annotated[Path, typer.Option("-o", "--output", help="Buku kerja yang dibuat, mis. templat.xlsx.")],
    overwrite: Annotated[bool, _OVERWRITE] = False,
) -> None:
    """Buat buku kerja kosong untuk menulis soal: petunjuk, contoh tiap jenis, dan daftar pengenal."""
    from actions.authoring.bank_workbook import write_template

    _, library = _courseware()
    write_template(target, library, overwrite=overwrite)
    typer.echo(f"Templat ditulis ke {target}.")


def _courseware() -> tuple[Settings, Library]:
    """Raises SettingsRefused, FolderMissing."""
    from actions.authoring.bank_workbook import require_folders
    from content.library import load_library

    settings = load_settings()
    require_folders(settings.content_dir, settings.quizzes_dir)
    return settings, load_library(settings.content_dir)[0]
