"""What the operating system says about a file, in Indonesian."""

from __future__ import annotations

import errno

_TROUBLES = {
    errno.ENOENT: "berkas atau foldernya tidak ada",
    errno.EACCES: "tidak ada izin",
    errno.EPERM: "tidak ada izin",
    errno.EROFS: "hanya dapat dibaca",
    errno.EISDIR: "itu folder, bukan berkas",
    errno.ENOTDIR: "bagian dari letaknya bukan folder",
    errno.EEXIST: "sudah ada",
    errno.ENOSPC: "ruang penyimpanan penuh",
}


def disk_words(error: OSError) -> str:
    """Why a file could not be read or written, as part of a sentence."""
    return _TROUBLES.get(error.errno or 0, error.strerror or "sebab tidak dikenal")
