"""The part of the processing register that follows from the code: every table, every column, purpose, basis, erasure."""

from __future__ import annotations

from pathlib import Path

from people.privacy.personal_data import GROUPS
from store.privacy.impersonal_tables import IMPERSONAL
from store.privacy.personal_tables import HOLDINGS, Holding

FILE = Path(__file__).resolve().parent.parent.parent / "docs" / "pelindungan-data" / "catatan-pemrosesan.md"
_BEGIN = "<!-- mulai: ditulis oleh 'python cli.py privacy-register', jangan diubah di sini -->"
_END = "<!-- akhir -->"


def register_part() -> str:
    """Markdown, without the marks around it."""
    lines: list[str] = []
    for group in GROUPS.values():
        lines += [
            f"### {group.title}",
            "",
            f"* **Tujuan:** {group.purpose}",
            f"* **Dasar pemrosesan:** {group.basis}",
            f"* **Masa simpan:** {group.kept}",
            "",
            "| Tabel | Isi | Kolom | Saat identitas dihapus |",
            "|---|---|---|---|",
            *(_row(holding) for holding in HOLDINGS if holding.group == group.id),
            "",
        ]
    lines += ["### Tabel tanpa data pribadi", "", "| Tabel | Isi |", "|---|---|"]
    lines += [f"| `{table}` | {why} |" for table, why in IMPERSONAL.items()]
    return "\n".join(lines)


def write_register(file: Path = FILE) -> None:
    """Put the part between its marks; what people wrote around it stays. Raises ValueError without the marks."""
    text = file.read_text(encoding="utf-8")
    before, found, rest = text.partition(_BEGIN)
    _, closed, after = rest.partition(_END)
    if not found or not closed:
        raise ValueError(f"{file}: the marks around the generated part are missing")
    file.write_text(f"{before}{_BEGIN}\n\n{register_part()}\n\n{_END}{after}", encoding="utf-8")


def _row(holding: Holding) -> str:
    columns = "; ".join(f"`{holding.table}.{column}` {label}" for column, label in holding.columns.items())
    return f"| `{holding.table}` | {holding.title} | {columns} | {_fate(holding)} |"


def _fate(holding: Holding) -> str:
    if holding.table in ("undo_step", "failed_try"):
        return "baris orang itu dihapus"
    if holding.table == "audit_entry":
        return "isi sebelum dan sesudah dikosongkan, catatannya tetap"
    if holding.removed:
        return "barisnya dihapus"
    if holding.emptied:
        return f"{', '.join(holding.columns[column] for column in holding.emptied)} dikosongkan"
    if holding.ended:
        return "diakhiri pada hari itu, tetap di bawah id tanpa nama"
    return "tetap di bawah id tanpa nama"
