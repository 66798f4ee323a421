"""The running site's shared parts: settings, database and courseware; one of each per process and settings."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from actions.courseware import CoursewareSource
from settings import Settings, load_settings
from store.database import Database, open_database


@dataclass(frozen=True)
class Site:
    settings: Settings
    database: Database
    source: CoursewareSource


def present_site() -> Site:
    """The site of the present environment. Raises SettingsRefused, StorageError."""
    return site_of(load_settings())


@lru_cache(maxsize=8)
def site_of(settings: Settings) -> Site:
    database = open_database(settings.database_path)
    return Site(settings, database, _source_of(settings.content_dir, settings.quizzes_dir))


@lru_cache(maxsize=8)
def _source_of(content_dir: Path, quizzes_dir: Path) -> CoursewareSource:
    """Sites that teach the same two folders read them once."""
    return CoursewareSource(content_dir, quizzes_dir)
