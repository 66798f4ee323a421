"""The family of errors a person can meet; each carries its facts, and its text is an Indonesian sentence."""

from __future__ import annotations


class NetralError(Exception):
    """Base of everything a page shows as a sentence: what happened and what to do."""

    what_to_do = "Coba lagi. Bila tetap terjadi, hubungi admin."


class UnknownPerson(NetralError):
    def __init__(self, person_id: str) -> None:
        super().__init__("Orang itu tidak terdaftar.")
        self.person_id = person_id
        self.what_to_do = "Kembali ke halaman masuk dan pilih lagi."


class NotAllowed(NetralError):
    def __init__(self, action: str) -> None:
        super().__init__("Anda tidak berwenang membuka bagian ini.")
        self.action = action
        self.what_to_do = "Masuk dengan peran yang sesuai, atau kembali ke beranda."


class NotFound(NetralError):
    def __init__(self, thing: str, what_to_do: str = "Kembali ke beranda dan pilih dari daftar.") -> None:
        super().__init__(f"{thing} tidak ditemukan.")
        self.thing = thing
        self.what_to_do = what_to_do


class NoAttemptsLeft(NetralError):
    def __init__(self, limit: int) -> None:
        super().__init__(f"Batas {limit} percobaan untuk kuis ini sudah terpakai.")
        self.limit = limit
        self.what_to_do = "Lihat hasil Anda, atau berlatih lewat kuis latihan."


class DemoKeepsNoRequests(NetralError):
    def __init__(self) -> None:
        super().__init__("Situs demo tidak menyimpan permohonan atau perbaikan data.")
        self.what_to_do = "Orang di sini rekaan. Coba di situs sendiri dalam mode produksi."


class IdentityGone(NetralError):
    def __init__(self) -> None:
        super().__init__("Identitas orang itu sudah dihapus; tidak ada lagi yang dapat diubah.")
        self.what_to_do = "Pilih orang lain."
