"""Writes docs/hak-akses.md from the table: ``python -m tests.authorisation.document``."""

from __future__ import annotations

from pathlib import Path

from people.access import may
from people.models import ROLE_TITLES, Role, Viewer
from tests.authorisation.matrix import TABLES
from tests.authorisation.row import (
    AGENCIES,
    MYSELF,
    NOBODY,
    OTHERS,
    PEOPLE,
    REACHED,
    SITE,
    SUBTREE,
    Objects,
    Row,
    Table,
)
from ui.frame import PAGES

FILE = Path(__file__).resolve().parents[2] / "docs" / "hak-akses.md"
_HEAD = """# Hak akses

Siapa boleh melakukan apa, dan terhadap apa. Halaman ini ditulis dari tabel yang sama dengan yang diuji: setiap sel dicoba
pada situs sungguhan, yang boleh harus berhasil, dan yang lain harus ditolak tanpa mengubah apa pun
(`tests/authorisation/`). Jangan menyunting halaman ini; jalankan `python -m tests.authorisation.document`.

Arti isi tabel:

* **ya**: boleh. Yang dilihat tetap hanya milik sendiri, atau hanya wilayah tanggung jawabnya.
* **milik sendiri**: hanya tentang diri sendiri; milik orang lain dijawab seolah-olah tidak ada.
* **wilayahnya**: unit yang menjadi tanggung jawab penyelia dan semua unit di bawahnya; induk dan unit sejajar ditolak.
* **yang sampai ke wilayahnya**: juga penugasan yang diberikan dari atas; yang terlihat tetap hanya orang di wilayahnya.
* **semua**: unit atau orang mana pun. **semua orang lain**: siapa pun kecuali diri sendiri.
* **-**: ditolak.

Penyelia yang tidak diberi wilayah bertanggung jawab atas unitnya sendiri. Setelah wilayah diberikan, hanya wilayah itu yang
berlaku, juga bila masanya sudah habis. Peran yang dicabut, akun yang ditutup, dan sesi yang diakhiri berlaku pada tindakan
berikutnya. Seorang yang memegang beberapa peran memakai satu peran setiap kali, dan hanya hak peran itulah yang berlaku.
"""


def document() -> str:
    """The whole page."""
    return "\n".join([_HEAD, "## Halaman\n", *_pages(), *(line for table in TABLES for line in _section(table))])


def _pages() -> list[str]:
    def cell(role: Role, action: str) -> str:
        return "ya" if may(Viewer("", "", role, "pns", "", "", False), action) else "-"

    rows = [
        _line(f"{title} (`/{path}`)", [cell(r, action) for r in ROLE_TITLES]) for path, title, _, action, _ in PAGES
    ]
    return [*_table_head("Halaman"), *rows, ""]


def _section(table: Table) -> list[str]:
    """Actions of the same words and the same rights are one line."""
    lines = dict.fromkeys(_line(row.words, [in_words(row, role) for role in ROLE_TITLES]) for row in table.rows)
    return [f"## {table.title}\n", *_table_head("Tindakan"), *lines, ""]


def _table_head(first: str) -> list[str]:
    return [_line(first, list(ROLE_TITLES.values())), _line("---", ["---"] * len(ROLE_TITLES))]


def _line(first: str, cells: list[str]) -> str:
    return f"| {' | '.join([first, *cells])} |"


def in_words(row: Row, role: Role) -> str:
    """What a role may do with the objects of a row. Raises KeyError for rights that have no word yet."""
    words: dict[Objects, str] = {
        SUBTREE & row.about: "wilayahnya", REACHED & row.about: "yang sampai ke wilayahnya",
        NOBODY: "-", SITE: "ya", MYSELF: "milik sendiri", PEOPLE: "semua", AGENCIES: "semua",
    }  # fmt: skip
    if row.about == PEOPLE:
        words |= {OTHERS: "semua orang lain", SUBTREE - MYSELF: "orang lain di wilayahnya"}
    return words[row.allowed(role)]


if __name__ == "__main__":
    FILE.write_text(document(), encoding="utf-8")
