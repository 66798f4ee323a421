"""What is worked out once for all viewers and kept on the database: the latest few, and one at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import islice
from threading import Lock
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

from store.database import Database

K, V = TypeVar("K"), TypeVar("V")


@dataclass(eq=False)
class _Shelf(Generic[K, V]):
    values: dict[K, V] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)


class Kept(Generic[K, V]):
    def __init__(self, at_most: int) -> None:
        """``at_most``: so many keys of one database; the latest used stay."""
        self._at_most = at_most
        self._shelves: WeakKeyDictionary[Database, _Shelf[K, V]] = WeakKeyDictionary()
        self._lock = Lock()

    def renewed(self, database: Database, key: K, renew: Callable[[V | None], V]) -> V:
        """``renew`` is given what is kept, or None, and returns that or something newer; whoever else asks waits for it."""
        with self._lock:
            shelf = self._shelves.setdefault(database, _Shelf())
        with shelf.lock:
            value = renew(shelf.values.get(key))
            shelf.values.pop(key, None)
            shelf.values[key] = value
            for old in list(islice(shelf.values, max(0, len(shelf.values) - self._at_most))):
                del shelf.values[old]
            return value
