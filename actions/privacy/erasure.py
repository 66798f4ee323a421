"""Erasing an identity for good: every trace of who somebody was goes, what they did stays under a nameless id.

Who was erased is also written, by id only, into a list beside the database, so that a restored backup forgets them again.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from actions.mail.send_mail import SITE
from actions.registry.administrators import require_still_administrator
from actions.signing_in.throttle import clear_tries
from actions.signing_in.tokens import keyed_hash
from people.access import Operator
from people.errors import NetralError, NotFound
from people.signing_in.login_names import normal_login_name
from store.auditing.audit import AuditEntry, add_audit_entries
from store.clock import to_text
from store.database import Connection, Database, open_database
from store.ids import new_id
from store.privacy import erasure as erasure_store
from store.privacy import own_data as own_store
from store.privacy.erasure import Identity
from store.privacy.personal_tables import Holding
from store.privacy.scrub import rebuild, scrub
from store.registry.person_changes import acting_administrators
from store.signing_in.accounts import roles_of

WORD = "HAPUS"
"""What is typed to erase."""
LIST_NAME = "penghapusan.json"
KEPT_PATTERN = "*.sebelum-pulih-*"
"""Databases of before a restore, kept beside the present one."""


class WordDiffers(NetralError):
    def __init__(self) -> None:
        super().__init__("Identitas belum dihapus: kata penegas tidak sama.")
        self.what_to_do = f"Ketik {WORD} dengan huruf besar, lalu tekan lagi."


class LastAdministrator(NetralError):
    def __init__(self) -> None:
        super().__init__("Identitas admin terakhir tidak dapat dihapus: tidak ada lagi yang dapat mengelola situs.")
        self.what_to_do = "Beri peran admin kepada orang lain lebih dahulu."


class OwnIdentity(NetralError):
    def __init__(self) -> None:
        super().__init__("Identitas sendiri tidak dapat dihapus sendiri.")
        self.what_to_do = "Minta admin lain melakukannya."


class AlreadyErased(NetralError):
    def __init__(self) -> None:
        super().__init__("Identitas orang itu sudah dihapus.")
        self.what_to_do = "Tidak ada yang perlu dilakukan lagi."


@dataclass(frozen=True)
class Erased:
    """``is_clean``: no byte of name, number or e-mail is left in the database's files.

    ``kept_files``: databases of before a restore that still lie in the data folder and may hold the identity.
    """

    count: int
    is_clean: bool
    kept_files: tuple[str, ...]


def erase(database: Database, operator: Operator, person_id: str, word: str, now: datetime) -> Erased:
    """Cannot be taken back. Raises WordDiffers, NotFound, OwnIdentity, LastAdministrator, AlreadyErased, NotAllowed."""
    if word.strip() != WORD:
        raise WordDiffers()
    return erase_many(database, operator, lambda _: [person_id], now)


def erasure_preview(database: Database, operator: Operator, person_id: str) -> list[tuple[str, str, int]]:
    """(what, what becomes of it, how many rows) for every table with a row of the person."""
    with database.read() as connection:
        kept = own_store.everything_about(connection, person_id)
    return [(one.holding.title, _fate(one.holding), len(one.rows)) for one in kept if one.rows]


def _fate(holding: Holding) -> str:
    if holding.removed or holding.table == "undo_step":
        return "dihapus"
    if holding.emptied or holding.table == "audit_entry":
        return "dikosongkan"
    if holding.ended:
        return "diakhiri, tanpa nama"
    return "tetap, tanpa nama"


def erase_many(
    database: Database, operator: Operator, whom: Callable[[Connection], Collection[str]], now: datetime
) -> Erased:
    """All of them in one transaction, or none; ``whom`` is asked in it, so that nobody is erased who no longer should be.

    Raises NotFound, OwnIdentity, LastAdministrator, AlreadyErased, NotAllowed.
    """
    with database.write() as connection:
        require_still_administrator(connection, operator)
        person_ids = whom(connection)
        identities = [_erasable(connection, operator, person_id) for person_id in person_ids]
        for person_id, identity in zip(person_ids, identities, strict=True):
            _forget_tries(connection, person_id, identity)
        erasure_store.erase_identities(connection, person_ids, to_text(now), operator.actor)
        add_audit_entries(connection, [_entry(operator, person_id, now) for person_id in person_ids])
        words = [word for identity in identities for word in _sure_words(connection, identity)]
        erased = erasure_store.erased_people(connection)
    if not person_ids:
        return Erased(0, True, ())
    write_list(database.path.parent, erased)
    is_clean = scrub(database.path, words)
    kept = tuple(sorted(file.name for file in database.path.parent.glob(KEPT_PATTERN)))
    return Erased(len(person_ids), is_clean, kept)


def write_list(folder: Path, erased: dict[str, str]) -> None:
    """Person id -> when; whole or not at all."""
    target = folder / LIST_NAME
    fresh = target.with_name(target.name + ".baru")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        json.dump({**read_list(folder), **erased}, file, indent=0)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(target)


def read_list(folder: Path) -> dict[str, str]:
    """Empty when there is no list, or it cannot be read as one."""
    with suppress(OSError, ValueError):
        found = json.loads((folder / LIST_NAME).read_text(encoding="utf-8"))
        if isinstance(found, dict):
            return {str(person_id): str(moment) for person_id, moment in found.items()}
    return {}


def find_erased(database_path: Path) -> dict[str, str]:
    """Everybody erased so far, from the database and from the list beside it; whichever can be read."""
    found = read_list(database_path.parent)
    if not database_path.exists():
        return found
    with suppress(NetralError):
        database = open_database(database_path)
        try:
            with database.read() as connection:
                found |= erasure_store.erased_people(connection)
        finally:
            database.close()
    return found


def erase_again(database_path: Path, erased: dict[str, str]) -> int:
    """Apply earlier erasures to a database that does not know of them; how many it held. Nobody is using it yet."""
    if not erased:
        return 0
    database = open_database(database_path)
    try:
        with database.write() as connection:
            due = [one for one in erased if _is_due(connection, one)]
            identities = [erasure_store.find_identity(connection, one) for one in due]
            for moment in sorted({erased[one] for one in due}):
                erasure_store.erase_identities(connection, [one for one in due if erased[one] == moment], moment, SITE)
        words = [word for identity in identities if identity for word in identity.words()]
    finally:
        database.close()
    if due:
        scrub(database_path, words)
    return len(due)


def scrub_everything(path: Path) -> bool:
    """Rebuild the database file whatever is in it; False while others keep it busy."""
    return rebuild(path)


def _is_due(connection: Connection, person_id: str) -> bool:
    known = erasure_store.find_identity(connection, person_id)
    return known is not None and not erasure_store.is_erased(connection, person_id)


def _erasable(connection: Connection, operator: Operator, person_id: str) -> Identity:
    identity = erasure_store.find_identity(connection, person_id)
    if identity is None:
        raise NotFound("Orang itu", "Cari lagi dan pilih dari daftar.")
    if erasure_store.is_erased(connection, person_id):
        raise AlreadyErased()
    if person_id == operator.actor:
        raise OwnIdentity()
    if is_last_administrator(connection, person_id):
        raise LastAdministrator()
    return identity


def is_last_administrator(connection: Connection, person_id: str) -> bool:
    """Whether nobody could manage the site without this person."""
    is_one = "administrator" in roles_of(connection, person_id)
    return is_one and acting_administrators(connection) <= {person_id}


def _sure_words(connection: Connection, identity: Identity) -> Iterable[str]:
    """What must be in no byte of the file; a name that somebody else still carries may."""
    shared = {name for name in identity.names if erasure_store.is_name_of_somebody(connection, name)}
    return (word for word in identity.words() if word not in shared)


def _forget_tries(connection: Connection, person_id: str, identity: Identity) -> None:
    """Failed tries are kept under a keyed hash of what was typed: made again here to find them."""
    names = [normal_login_name(number) for number in identity.numbers]
    subjects = [f"{what}:{name}" for name in names for what in ("name", "code")]
    subjects += [f"change:{person_id}", f"second-factor:{person_id}"]
    subjects += [f"device:{token}:{person_id}" for token in erasure_store.device_hashes(connection, person_id)]
    for subject in subjects:
        clear_tries(connection, keyed_hash(connection, "try", subject))


def _entry(operator: Operator, person_id: str, now: datetime) -> AuditEntry:
    return AuditEntry(
        new_id(now), None, to_text(now), operator.actor, "person.erase", "person", person_id, None, None
    )  # fmt: skip
