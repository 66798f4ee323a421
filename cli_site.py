"""What commands about a site's people share: its database, a yes before what is final, and files only their owner reads."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from settings import Settings, load_settings

if TYPE_CHECKING:
    from store.database import Database


@contextmanager
def site_database() -> Iterator[tuple[Settings, Database]]:
    """The database of the site these variables name; none is made, and real people are not handled by a demo's rules.

    Raises SettingsRefused, NoDatabaseYet, NotADemoDatabase, StorageError.
    """
    from actions.signing_in.sign_in import require_demo_database
    from store.database import open_database, require_database

    settings = load_settings()
    require_database(settings.database_path)
    database = open_database(settings.database_path)
    try:
        if not settings.is_production:
            require_demo_database(database)
        yield settings, database
    finally:
        database.close()


def require_yes(question: str) -> None:
    """Raises typer.Abort for anything but a yes."""
    if typer.prompt(f"{question} Ketik 'ya'", default="tidak").strip().lower() not in ("y", "ya"):
        raise typer.Abort()


def write_privately(target: Path, data: bytes) -> None:
    """A new file in place of what was there, readable by its owner only. Raises OSError."""
    target.unlink(missing_ok=True)  # a file that is there already keeps its permissions
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(data)
