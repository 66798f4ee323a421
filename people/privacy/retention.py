"""How long each kind of personal data is kept, and how a site changes that: rules in days, never about evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from people.errors import NetralError

NEVER = -1
"""As a number of days: the rule is switched off."""


class RetentionRefused(NetralError):
    def __init__(self, why: str) -> None:
        super().__init__(f"NETRAL_RETENTION tidak dapat dipakai: {why}")
        self.what_to_do = f"Tulis seperti 'identity=1825 undo=30' dengan nama: {', '.join(RULES)}. Angkanya hari."


@dataclass(frozen=True)
class Rule:
    """``days`` after ``since_when`` the data are let go as ``becomes`` says."""

    id: str
    title: str
    since_when: str
    becomes: str
    days: int

    @property
    def is_on(self) -> bool:
        return self.days != NEVER

    def before(self, now: datetime) -> datetime:
        """What is older than this is due."""
        return now - timedelta(days=self.days)


RULES: dict[str, Rule] = {
    rule.id: rule
    for rule in (
        Rule("identity", "Identitas orang yang sudah keluar", "keluar dari unit terakhir", "identitas dihapus", 1825),
        Rule("sessions", "Sesi masuk", "berakhir", "dihapus", 0),
        Rule("devices", "Peramban yang dikenal", "terakhir dipakai", "dihapus", 180),
        Rule("tries", "Percobaan masuk yang gagal", "terakhir gagal", "dihapus", 1),
        Rule("codes", "Kode masuk", "kedaluwarsa", "dihapus", 30),
        Rule("undo", "Keadaan lama untuk membatalkan perubahan", "perubahan", "dihapus", 30),
        Rule("audit", "Isi sebelum dan sesudah pada jejak audit", "perubahan", "dikosongkan", 1825),
        Rule("excuses", "Alasan dan dokumen pengecualian", "penugasan berakhir", "dikosongkan", 730),
        Rule("letters", "Isi surat keluar", "surat dibuat", "dikosongkan", 30),
        Rule("requests", "Isi permohonan atas data", "dijawab", "dikosongkan", 1825),
        Rule("kept", "Basis data lama dari pemulihan", "pemulihan", "dihapus", 30),
    )
}


def rules_of(text: str) -> Mapping[str, Rule]:
    """The rules with a site's own days, such as ``identity=3650 audit=-1``. Raises RetentionRefused."""
    rules = dict(RULES)
    for part in text.replace(",", " ").split():
        name, _, number = part.partition("=")
        if name not in rules:
            raise RetentionRefused(f"'{name}' tidak dikenal.")
        if not (number.isdigit() or number == str(NEVER)) or len(number) > 5:
            raise RetentionRefused(f"'{part}' bukan jumlah hari (-1 berarti tidak pernah).")
        rules[name] = replace(rules[name], days=int(number))
    return rules
