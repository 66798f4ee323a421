"""What can go wrong on the way in; each text is an Indonesian sentence that gives nothing away."""

from __future__ import annotations

from datetime import timedelta

from people.errors import NetralError


class SignInRefused(NetralError):
    """One answer for an unknown name, a wrong password, an account without password and a disabled account."""

    def __init__(self) -> None:
        super().__init__("Nama masuk dan kata sandi tidak cocok.")
        self.what_to_do = (
            "Periksa keduanya lalu coba lagi. Bila baru pertama kali masuk, aktifkan akun dahulu; bila lupa kata sandi, "
            "minta kode sekali pakai kepada admin instansi Anda."
        )


class OldPasswordRefused(NetralError):
    def __init__(self) -> None:
        super().__init__("Kata sandi sekarang tidak cocok.")
        self.what_to_do = "Ketik kata sandi yang Anda pakai untuk masuk tadi."


class CodeRefused(NetralError):
    """One answer for an unknown name and a wrong, used or expired code."""

    def __init__(self) -> None:
        super().__init__("Nama masuk dan kode tidak cocok, atau kode sudah terpakai atau kedaluwarsa.")
        self.what_to_do = "Periksa keduanya lalu coba lagi, atau minta kode baru kepada admin instansi Anda."


class SecondFactorRefused(NetralError):
    def __init__(self) -> None:
        super().__init__("Kode enam angka itu tidak cocok atau sudah terpakai.")
        self.what_to_do = "Tunggu kode berikutnya di aplikasi autentikator, lalu ketik kode yang baru."


class SignInAgain(NetralError):
    def __init__(self) -> None:
        super().__init__("Peran itu memerlukan langkah kedua saat masuk.")
        self.what_to_do = "Keluar lalu masuk lagi; Anda akan diminta kode dari aplikasi autentikator."


class TooManyTries(NetralError):
    def __init__(self, wait: timedelta) -> None:
        super().__init__("Terlalu banyak percobaan yang gagal dengan nama ini.")
        self.wait = wait
        self.what_to_do = f"Tunggu {_in_words(wait)}, lalu coba lagi. Akun tidak dikunci."


class ServerBusy(NetralError):
    def __init__(self) -> None:
        super().__init__("Banyak orang sedang masuk bersamaan.")
        self.what_to_do = "Tunggu setengah menit, lalu coba lagi."


class PasswordRefused(NetralError):
    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.what_to_do = (
            "Pakailah beberapa kata yang tidak berhubungan, misalnya empat kata yang Anda pilih acak. "
            "Spasi boleh; huruf besar, angka, dan tanda baca tidak wajib."
        )


class SetupClosed(NetralError):
    def __init__(self) -> None:
        super().__init__("Tautan penyiapan ini tidak berlaku: sudah dipakai atau lewat dari satu jam.")
        self.what_to_do = "Jalankan ulang server; bila situs belum punya admin, tautan baru dicetak di konsol."


class FieldMissing(NetralError):
    def __init__(self, label: str) -> None:
        super().__init__(f"{label} belum diisi dengan benar.")
        self.what_to_do = "Lengkapi isian itu lalu kirim lagi."


class NumberUnfit(NetralError):
    """An NIP or own id that the registry would refuse; the text does not repeat it."""

    def __init__(self, message: str, how_to_fix: str) -> None:
        super().__init__(f"NIP atau nama masuk tidak dapat dipakai. {message}")
        self.what_to_do = how_to_fix


class NotAProductionDatabase(NetralError):
    def __init__(self) -> None:
        super().__init__("Mode produksi menolak berjalan: basis data ini memuat orang rekaan dari mode demo.")
        self.what_to_do = "Atur NETRAL_DATA_DIR ke folder baru yang kosong lalu jalankan lagi."


def _in_words(wait: timedelta) -> str:
    seconds = max(int(wait.total_seconds()), 1)
    return f"{seconds} detik" if seconds < 90 else f"{-(-seconds // 60)} menit"
