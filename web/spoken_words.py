"""Words that Streamlit says in English, to screen readers or to everybody, and what ours hear and read instead.

They cannot be set from Python, so they are exchanged in the files of Streamlit's bundle as those are compressed. A test
holds every phrase against the installed bundle, so that an upgrade that words one differently is noticed.
"""

from __future__ import annotations

_LABELS = {
    "App pages": "Halaman",
    "Sidebar": "Menu",
    "Expand sidebar": "Buka menu",
    "Collapse sidebar": "Tutup menu",
    "Main menu": "Menu utama",
    "Open": "Buka pilihan",
    "Close": "Tutup",
    "Clear value": "Kosongkan",
    "Clear all": "Kosongkan semua",
    "Clear date": "Kosongkan tanggal",
    "Choose date": "Pilih tanggal",
    "Previous month": "Bulan sebelumnya",
    "Next month": "Bulan berikutnya",
    "Increment": "Tambah satu",
    "Decrement": "Kurangi satu",
    "Notifications": "Pemberitahuan",
    "Add files": "Tambah berkas",
    "Selected values": "Yang dipilih",
    "Button action menu": "Menu tombol",
}
_LOST = "Jawaban yang sudah bertanda Tersimpan tetap aman. Periksa jaringan Anda; halaman ini menyambung lagi dengan sendirinya."
_MESSAGES = {
    "`Connection error`": "`Sambungan terputus`",
    "{message:`Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:`,"
    "codeBlock:`streamlit run yourscript.py`}": f"{{message:`Server belum menjawab. {_LOST}`}}",
    "`Streamlit server is not responding. Are you connected to the internet?`": f"`Server belum menjawab. {_LOST}`",
    "`Connecting`": "`Menyambung`",
    "`Connecting to Streamlit server`": "`Menyambung ke server`",
    "`Page not found`": "`Halaman tidak ditemukan`",
    "`The page that you have requested does not seem to exist`": "`Alamat itu tidak ada di situs ini`",
    "`You have requested page /${e}, but no corresponding file was found in the app's pages/ directory`": "`Alamat /${e} "
    "tidak ada di situs ini`",
    ". Running the app's main page.`": ". Halaman utama ditampilkan.`",
    "children:`No results`": "children:`Tidak ada yang cocok`",
    "label:`Fullscreen`": "label:`Layar penuh`",
    "label:`Close fullscreen`": "label:`Tutup layar penuh`",
}
PHRASES = {f'"aria-label":`{english}`': f'"aria-label":`{words}`' for english, words in _LABELS.items()} | {
    "children:`Skip to main content`": "children:`Langsung ke isi`",
    "`Help for ${": "`Keterangan ${",
    "`Help`": "`Keterangan`",
    **_MESSAGES,
    ":`Upload`}": ":`Pilih berkas`}",
    "} per file`": "} per berkas`",
    "`Drag and drop a file here`": "`Lepaskan berkas di sini`",
    "`${e.type} files are not allowed.`": "`Berkas ${e.type} tidak diterima.`",
    "return`No results`": "return`Tidak ada yang cocok`",
    "label:`Select all`": "label:`Pilih semua`",
}
"""As they stand in the bundle -> as they are served."""
_IN_BYTES = [(english.encode(), words.encode()) for english, words in PHRASES.items()]


def in_indonesian(script: bytes) -> bytes:
    for english, words in _IN_BYTES:
        script = script.replace(english, words)
    return script
