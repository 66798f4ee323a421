"""Why an assignment refuses: outside its window, or a change that cannot be made."""

from __future__ import annotations

from datetime import datetime

from people.assigning.windows import Window
from people.errors import NetralError, NotAllowed


class NotOpenYet(NetralError):
    def __init__(self, window: Window) -> None:
        super().__init__(f"Penugasan ini baru dibuka pada {window.opens_in_words}.")
        self.opens_at: datetime = window.opens_at
        self.what_to_do = "Sementara menunggu, pelajari materinya. Kembali ke kuis ini pada waktu itu."


class WindowClosed(NetralError):
    def __init__(self, window: Window) -> None:
        super().__init__(f"Penugasan ini sudah ditutup pada {window.due_in_words}; percobaan baru tidak dapat dimulai.")
        self.closes_at: datetime = window.closes_at
        self.what_to_do = "Hasil yang sudah ada tetap dapat dilihat. Bila perlu waktu tambahan, hubungi penyelia Anda."


class AssignmentRefused(NetralError):
    """A change of an assignment that would be wrong; nothing was written."""

    def __init__(self, message: str, what_to_do: str) -> None:
        super().__init__(message)
        self.what_to_do = what_to_do


class NotForOneself(NotAllowed):
    """Nobody lifts their own duty or gives themselves more time."""

    def __init__(self) -> None:
        super().__init__("assign")
        self.args = ("Pengecualian dan tambahan untuk diri sendiri tidak dapat Anda putuskan sendiri.",)
        self.what_to_do = "Minta kepada penyelia di atas Anda atau kepada admin lain."
