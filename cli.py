"""Netral's command line: thin commands over ``actions``; ``python cli.py --help`` lists them."""

from __future__ import annotations

import typer

from settings import load_settings

app = typer.Typer(no_args_is_help=True, add_completion=False, help="Netral: belajar dan mengukur netralitas ASN.")


@app.callback()
def main() -> None:
    """Netral: belajar dan mengukur netralitas ASN."""


@app.command()
def check() -> None:
    """Periksa semua berkas materi dan soal; keluar dengan kode 1 bila ada galat."""
    from actions.courseware import load_courseware
    from content.problems import has_errors

    settings = load_settings()
    courseware = load_courseware(settings.content_dir, settings.quizzes_dir)
    for problem in courseware.problems:
        typer.echo(str(problem))
    library, bank = courseware.library, courseware.bank
    typer.echo(
        f"{len(library.regulations)} peraturan, {len(library.provisions)} ketentuan, {len(library.lessons)} materi, "
        f"{len(library.misconceptions)} salah paham, {len(bank.items)} soal, {len(bank.quizzes)} kuis, "
        f"{len(bank.courses)} kursus; {len(courseware.problems)} masalah."
    )
    if has_errors(courseware.problems):
        raise typer.Exit(1)


if __name__ == "__main__":
    app()
