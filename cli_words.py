"""What the command line says in Indonesian where typer speaks English: help, wrong arguments, files that cannot be used."""

from __future__ import annotations

import sys
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from content.disk_words import disk_words
from people.errors import NetralError
from settings import SettingsRefused

_HELP_WORDS = {
    "ARGUMENTS_PANEL_TITLE": "Isian",
    "OPTIONS_PANEL_TITLE": "Pilihan",
    "COMMANDS_PANEL_TITLE": "Perintah",
    "REQUIRED_LONG_STRING": "[wajib]",
    "DEFAULT_STRING": "[bawaan: {}]",
}
"""Typer's names for the fixed words of its help."""


class _Help:
    """The parts of help that a command and a group of commands share."""

    def get_help_option(self, ctx: Any) -> Any:
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = "Tunjukkan petunjuk ini."
        return option

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), "Pakai: ")  # type: ignore[attr-defined]

    def format_help(self, ctx: Any, formatter: Any) -> None:
        from typer import rich_utils

        for name, words in _HELP_WORDS.items():
            setattr(rich_utils, name, words)
        super().format_help(ctx, formatter)  # type: ignore[misc]


class Command(_Help, TyperCommand):
    """One command with its help in Indonesian."""


class Commands(_Help, TyperGroup):
    """All commands. Whatever goes wrong ends with one sentence on stderr, never a traceback: code 2 for wrong
    arguments, 1 for everything else."""

    def main(self, *args: Any, **settings: Any) -> Any:
        settings["standalone_mode"] = False  # typer would show its own errors
        try:
            sys.exit(super().main(*args, **settings) or 0)
        except typer.Abort:
            typer.echo("Dibatalkan; tidak ada yang diubah.", err=True)
            sys.exit(1)
        except typer.TyperException as error:
            if words := _usage_words(error):
                typer.echo(words, err=True)
            sys.exit(getattr(error, "exit_code", 2))

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except NetralError as error:
            typer.echo(f"{error} {error.what_to_do}", err=True)
        except SettingsRefused as error:
            typer.echo(str(error), err=True)
        except OSError as error:
            if error.filename is None:  # not about a file, such as a pipe that was closed
                raise
            typer.echo(_file_words(error), err=True)
        except KeyboardInterrupt:
            typer.echo("Dihentikan.", err=True)
        raise typer.Exit(1)


def _file_words(error: OSError) -> str:
    return (
        f"'{error.filename}' tidak dapat dibaca atau ditulis: {disk_words(error)}. Periksa nama, folder, dan izinnya."
    )


def _usage_words(error: Any) -> str:
    """Empty when help was shown instead. Told apart by what each kind of error carries; its own words are English."""
    ctx, param = getattr(error, "ctx", None), getattr(error, "param", None)
    kind, said = type(error).__name__, getattr(error, "message", str(error))
    if kind == "NoArgsIsHelpError":
        return ""
    where = ctx.command_path if ctx else "cli.py"
    if kind == "MissingParameter" and param:
        sentence = f"Isian {param.get_error_hint()} belum ada. {param.help}"
    elif kind == "NoSuchOption":
        sentence = f"Pilihan '{error.option_name}' tidak dikenal."
    elif kind == "BadOptionUsage":
        sentence = f"Nilai untuk '{error.option_name}' belum ditulis, atau tidak boleh ditulis."
    elif kind == "BadParameter" and param:  # typer's own check of a value
        sentence = f"Nilai untuk {param.get_error_hint()} tidak dapat dipakai. {param.help}"
    elif kind == "BadParameter":  # ours
        hint = f" {error.param_hint}" if error.param_hint else ""
        sentence = f"Nilai{hint} tidak dapat dipakai: {said}."
    elif said.startswith("No such command"):
        sentence = f"Perintah {said.removeprefix('No such command').strip(' .')} tidak ada."
    else:
        sentence = "Isian perintah itu tidak dapat dibaca; mungkin ada yang berlebih."
    return f"{sentence}\nPetunjuk: python {where} --help"
