"""What an agency's sign-in service (OpenID Connect) tells about somebody, and what can go wrong on that way in."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from people.errors import NetralError
from people.signing_in.login_names import normal_login_name

_PASSWORD_TOO = "atau masuk dengan NIP dan kata sandi di bawah ini."


class SsoError(NetralError):
    """``code`` names it in an address, so that the sign-in page can say it; nothing about the person is in it."""

    code = ""


class SsoUnreachable(SsoError):
    code = "sso-putus"

    def __init__(self) -> None:
        super().__init__("Layanan SSO sedang tidak dapat dihubungi atau menjawab dengan galat.")
        self.what_to_do = f"Coba lagi beberapa menit lagi, {_PASSWORD_TOO}"


class SsoStale(SsoError):
    """The way back came too late, twice, or in another browser than the way out."""

    code = "sso-ulang"

    def __init__(self) -> None:
        super().__init__("Masuk lewat SSO belum selesai, atau sudah lewat sepuluh menit.")
        self.what_to_do = f"Mulai lagi dengan tombol SSO, {_PASSWORD_TOO}"


class SsoCancelled(SsoError):
    code = "sso-batal"

    def __init__(self) -> None:
        super().__init__("Masuk lewat SSO dibatalkan atau ditolak oleh layanan SSO.")
        self.what_to_do = f"Mulai lagi dengan tombol SSO, {_PASSWORD_TOO}"


class SsoUntrusted(SsoError):
    code = "sso-sangsi"

    def __init__(self) -> None:
        super().__init__("Jawaban layanan SSO tidak dapat dipastikan keasliannya, jadi tidak dipakai.")
        self.what_to_do = f"Beri tahu admin Netral di instansi Anda, {_PASSWORD_TOO}"


class SsoNumberUnfit(SsoError):
    """The claim came as a number, a list or anything else than text; digits may be lost, so it is never repaired."""

    code = "sso-nomor"

    def __init__(self) -> None:
        super().__init__("Layanan SSO tidak mengirim NIP Anda sebagai teks, jadi tidak dapat dipakai.")
        self.what_to_do = f"Beri tahu admin Netral di instansi Anda, {_PASSWORD_TOO}"


class SsoUnknown(SsoError):
    """One answer for somebody unknown, gone, disabled or without a role."""

    code = "sso-akun"

    def __init__(self) -> None:
        super().__init__("SSO mengenali Anda, tetapi Anda belum dapat masuk ke Netral.")
        self.what_to_do = f"Minta admin Netral di instansi Anda memeriksa data Anda, {_PASSWORD_TOO}"


_KINDS: tuple[type[SsoError], ...] = (
    SsoUnreachable, SsoStale, SsoCancelled, SsoUntrusted, SsoNumberUnfit, SsoUnknown,
)  # fmt: skip


def find_sso_error(code: str) -> SsoError | None:
    """The error behind a code of ours; None for anything else in the address."""
    return next((kind() for kind in _KINDS if kind.code == code), None)


def find_claim(claims: Mapping[str, object], path: str) -> object:
    """The claim of that whole name, else the one the dots lead to; None when there is none."""
    if path in claims:
        return claims[path]
    found: object = claims
    for step in path.split("."):
        found = found.get(step) if isinstance(found, Mapping) else None
    return found


def number_of(claims: Mapping[str, object], path: str) -> str:
    """The number as the registry compares it. Raises SsoUnknown without the claim, SsoNumberUnfit when it is no text."""
    value = find_claim(claims, path)
    if value is None:
        raise SsoUnknown()
    if not isinstance(value, str):
        raise SsoNumberUnfit()
    number = normal_login_name(value)
    if not number:
        raise SsoUnknown()
    return number


def is_strong_sign_in(
    claims: Mapping[str, object], strong_acr: Collection[str], strong_amr: Collection[str], is_always: bool
) -> bool:
    """Whether the service says, by ``acr`` or ``amr``, that it asked for a second factor."""
    acr, amr = claims.get("acr"), claims.get("amr")
    methods = [method for method in amr if isinstance(method, str)] if isinstance(amr, list) else []
    return is_always or (isinstance(acr, str) and acr in strong_acr) or any(method in strong_amr for method in methods)
