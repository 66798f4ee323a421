"""A database at which somebody else is quicker: what they do comes just before one of the next writes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from store.database import Connection, Database


class Interrupted(Database):
    """``deed`` is done once, before the ``at``-th write from now on; ``writes`` counts all of them."""

    def __init__(self, path: Path, deed: Callable[[], object] = lambda: None, at: int = 1) -> None:
        super().__init__(path)
        self.writes = 0
        self._deed, self._at = deed, at

    @contextmanager
    def write(self) -> Iterator[Connection]:
        self.writes += 1
        if self.writes == self._at:
            self._deed()
        with super().write() as connection:
            yield connection
