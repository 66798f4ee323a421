"""The groups of personal data Netral keeps: why, on what basis, for how long; and the rights of whom they are about.

Articles are of UU 27/2022; see docs/pelindungan-data.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

GroupId = Literal["identity", "employment", "account", "learning", "excuse", "request", "letter", "trace"]


@dataclass(frozen=True)
class Group:
    """``kept`` says for how long, in the words of the register."""

    id: GroupId
    title: str
    purpose: str
    basis: str
    kept: str


_DUTY = "Pelaksanaan tugas dan kewenangan instansi: Pasal 20 ayat (2) huruf e"
_LAW = "Pemenuhan kewajiban hukum pengendali: Pasal 20 ayat (2) huruf c"

GROUPS: dict[GroupId, Group] = {
    group.id: group
    for group in (
        Group(
            "identity", "Identitas dan kontak", "Mengenali peserta dan menghubunginya tentang penugasan.", _DUTY,
            "Selama menjadi pegawai, lalu sesuai jadwal retensi (bawaan 5 tahun setelah keluar).",
        ),
        Group(
            "employment", "Kepegawaian dan peran", "Menghitung capaian menurut instansi dan menentukan sasaran penugasan.",
            _DUTY, "Riwayat disimpan tanpa nama sesudah identitas dihapus, karena menjadi penyebut hitungan.",
        ),
        Group(
            "account", "Akun dan keamanan", "Memastikan hanya pemilik akun yang masuk.",
            "Kewajiban menjaga keamanan dan mencegah akses tidak sah: Pasal 35 dan Pasal 39",
            "Selama akun ada; sesi yang berakhir, kode terpakai, dan perangkat lama disapu berkala.",
        ),
        Group(
            "learning", "Belajar dan hasil", "Menunjukkan kemajuan belajar dan mengukur pemahaman per instansi.", _DUTY,
            "Disimpan sebagai bukti; tanpa nama sesudah identitas dihapus.",
        ),
        Group(
            "excuse", "Pengecualian dan penyesuaian",
            "Mencatat siapa yang dibebaskan atau diberi tambahan waktu, beserta alasannya (dapat menyangkut kesehatan).",
            f"{_LAW}; bila menyangkut kesehatan, data spesifik menurut Pasal 4 ayat (2)",
            "Alasan dan dokumen dikosongkan 2 tahun setelah penugasan berakhir (bawaan).",
        ),
        Group(
            "request", "Permohonan atas data", "Menerima dan menjawab permohonan subjek data.",
            f"{_LAW} (permohonan tercatat, Pasal 14)", "Isi permohonan dikosongkan 5 tahun setelah dijawab (bawaan).",
        ),
        Group(
            "letter", "Surat dari situs ini",
            "Mengingatkan peserta dan pimpinan tentang penugasan, serta mengirim kode untuk akun.", _DUTY,
            "Isi surat dikosongkan 30 hari setelah dibuat (bawaan); catatan bahwa surat itu ada tetap, tanpa nama.",
        ),
        Group(
            "trace", "Jejak perubahan", "Membuktikan siapa mengubah apa, dan membatalkan kekeliruan.",
            f"{_LAW} (perekaman pemrosesan, Pasal 31)",
            "Catatan tetap ada; isi sebelum/sesudahnya dikosongkan 5 tahun kemudian, gambar pembatalan 30 hari (bawaan).",
        ),
    )
}  # fmt: skip

RequestKind = Literal["correction", "restriction", "erasure"]
RequestState = Literal["open", "done", "refused"]
STATE_TITLES: dict[RequestState, str] = {"open": "Belum dijawab", "done": "Dipenuhi", "refused": "Ditolak"}
TERM = timedelta(hours=3 * 24)
"""The term of articles 30, 32, 41 and 46: 3 x 24 hours."""


@dataclass(frozen=True)
class Right:
    """``article`` gives the right; ``term`` says until when, ``is_legal`` whether the law itself sets it."""

    kind: RequestKind
    title: str
    article: str
    term: str
    is_legal: bool


RIGHTS: dict[RequestKind, Right] = {
    "correction": Right("correction", "Perbaikan data", "Pasal 6", "3 x 24 jam (Pasal 30 ayat (1))", True),
    "restriction": Right("restriction", "Pembatasan pemrosesan", "Pasal 11", "3 x 24 jam (Pasal 41 ayat (1))", True),
    "erasure": Right(
        "erasure", "Penghapusan data", "Pasal 8",
        "UU tidak menyebut jam (Pasal 43 dan Pasal 45); sasaran situs ini 3 x 24 jam", False,
    ),
}  # fmt: skip


def due_at(asked_at: datetime) -> datetime:
    """Until when a request, or the notice of a breach, is to be answered."""
    return asked_at + TERM
