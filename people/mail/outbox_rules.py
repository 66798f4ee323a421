"""The life of a message in the outbox: its kinds, its states, and which state may follow which."""

from __future__ import annotations

from typing import Literal

from people.errors import NetralError

Kind = Literal["digest", "reminder", "reset", "activation", "test", "report"]
KIND_TITLES: dict[Kind, str] = {
    "digest": "Rekap untuk pimpinan", "reminder": "Pengingat peserta", "reset": "Atur ulang kata sandi",
    "activation": "Aktivasi akun", "test": "Surat percobaan",
    "report": "Laporan untuk penyelia",
}  # fmt: skip
URGENT: frozenset[Kind] = frozenset({"reset", "test"})
"""Somebody sits and waits for these: quiet hours do not hold them."""
DATED: frozenset[Kind] = frozenset({"digest", "reminder"})
"""These tell how things stand on their day."""
CODE_KINDS: frozenset[Kind] = frozenset({"reset", "activation"})
"""These carry a one-time code, made at the moment of sending and kept nowhere in clear."""
CODE_MARK = "[kode dibuat saat surat dikirim]"

MailState = Literal["waiting", "sending", "sent", "failed", "unknown", "cancelled"]
STATE_TITLES: dict[MailState, str] = {
    "waiting": "Menunggu", "sending": "Sedang dikirim", "sent": "Terkirim", "failed": "Gagal",
    "unknown": "Mungkin sudah terkirim", "cancelled": "Dibatalkan",
}  # fmt: skip
NEXT: dict[MailState, frozenset[MailState]] = {
    "waiting": frozenset({"sending", "cancelled"}),
    "sending": frozenset({"sent", "waiting", "failed", "unknown"}),
    "unknown": frozenset({"waiting", "sent", "cancelled"}),
    "failed": frozenset({"waiting", "cancelled"}),
    "sent": frozenset(),
    "cancelled": frozenset(),
}
"""What is being sent never goes back to waiting after the server may have taken it: it becomes unknown, and a person decides."""

Decision = Literal["again", "sent", "cancel"]
DECISION_TITLES: dict[Decision, str] = {
    "again": "Kirim lagi", "sent": "Anggap sudah terkirim", "cancel": "Batalkan",
}  # fmt: skip
RESULT_OF: dict[Decision, MailState] = {"again": "waiting", "sent": "sent", "cancel": "cancelled"}
DECISIONS: dict[MailState, tuple[Decision, ...]] = {
    "waiting": ("cancel",),
    "failed": ("again", "cancel"),
    "unknown": ("again", "sent", "cancel"),
}
"""What an administrator may do with a message; nothing with those that are not named."""


def decisions_for(state: MailState, kind: Kind, *, is_over: bool) -> tuple[Decision, ...]:
    """What an administrator may do with a message. ``is_over``: its time has passed; a digest of then would now be wrong."""
    allowed = DECISIONS.get(state, ())
    return tuple(one for one in allowed if one != "again" or not (is_over and kind in DATED))


class MailNotPossible(NetralError):
    def __init__(self) -> None:
        super().__init__("Situs ini belum dapat mengirim surel: server surel belum diatur.")
        self.what_to_do = (
            "Minta pengelola server mengisi NETRAL_SMTP_HOST dan NETRAL_SMTP_FROM, lalu menjalankan ulang situs."
        )


class NoAddress(NetralError):
    def __init__(self) -> None:
        super().__init__("Anda belum punya alamat surel di daftar pegawai.")
        self.what_to_do = "Buka Pegawai, cari nama Anda, pilih Ubah nama atau surel, lalu coba lagi."


class ReportNotWanted(NetralError):
    def __init__(self) -> None:
        super().__init__("Laporan itu tidak diminta lagi, atau penerimanya bukan penyelia unit itu lagi.")
        self.what_to_do = "Atur lagi jadwal laporannya bila masih diperlukan."


class DecisionRefused(NetralError):
    def __init__(self) -> None:
        super().__init__("Surat itu sudah berubah keadaannya, jadi pilihan tadi tidak berlaku lagi.")
        self.what_to_do = "Muat ulang daftar, lihat keadaannya yang baru, lalu pilih lagi."


class PlanRefused(NetralError):
    def __init__(self, message: str, what_to_do: str) -> None:
        super().__init__(message)
        self.what_to_do = what_to_do


class HeaderRefused(NetralError):
    """A line break or control character where one line is needed; the text does not repeat it."""

    def __init__(self) -> None:
        super().__init__("Judul atau alamat surat memuat ganti baris atau tanda kendali.")
        self.what_to_do = "Perbaiki nama atau judul yang dipakai, lalu coba lagi."
