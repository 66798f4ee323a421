"""The way in with an account: /masuk, /masuk/kode, /aktivasi and /atur-ulang. Plain HTML forms; no script is needed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from html import escape
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from people.errors import NetralError
from people.signing_in.account_errors import PasswordRefused
from people.signing_in.sso import find_sso_error
from web.desk import AccountDesk, device_name, device_token, let_in, set_device_cookie
from web.form_page import Field, links, notice_box, render_form, render_page
from web.forms import RefusedForm, SlowDeeds, read_form, refusal
from web.qr import qr_image
from web.session_cookie import find_token, set_session_cookie
from web.sign_in import safe_target, sign_out_route

LOGIN_NAME = Field("nama", "NIP atau nama masuk", autocomplete="username", hint="NIP boleh ditulis dengan spasi.")
PASSWORD = Field("sandi", "Kata sandi", "password", "current-password")
NEW_PASSWORD = Field(
    "sandi", "Kata sandi baru", "password", "new-password",
    hint="Paling sedikit 12 karakter. Beberapa kata yang tidak berhubungan mudah diingat dan sulit ditebak; spasi boleh.",
)  # fmt: skip
REPEATED = Field("ulang", "Ketik sekali lagi kata sandi baru", "password", "new-password")
ENTRY_CODE = Field(
    "kode", "Kode sekali pakai", autocomplete="one-time-code", hint="Dua belas huruf dan angka dari slip atau surel."
)
SECOND_CODE = Field("kode", "Kode enam angka", autocomplete="one-time-code", hint="Dari aplikasi autentikator Anda.")

_FOOTER = (
    "<p>Sesi berakhir saat Anda keluar, setelah 30 menit tanpa kegiatan (15 menit bagi penyelia, admin, dan auditor), "
    "atau setelah 12 jam. Jawaban yang sudah tersimpan tetap aman.</p>"
)
_KINDS = {
    "/aktivasi": ("Aktifkan akun", "Ketik NIP atau nama masuk dan kode pada slip Anda, lalu buat kata sandi sendiri."),
    "/atur-ulang": ("Atur ulang kata sandi", "Minta kode kepada admin instansi Anda, lalu buat kata sandi baru di sini."),
}  # fmt: skip
_NOTICES = {"sandi": "Kata sandi Anda tersimpan. Silakan masuk.", "siap": "Situs siap dipakai. Silakan masuk.",
            "keluar": "Anda sudah keluar dari Netral.",
            "tutup": "Tutup semua jendela peramban ini agar sesi SSO Anda juga berakhir."}  # fmt: skip


class Mismatch(PasswordRefused):
    """The second field is there because nobody sees what they type."""

    def __init__(self) -> None:
        super().__init__("Kedua kata sandi tidak sama.")
        self.what_to_do = "Ketik kata sandi baru itu dua kali, persis sama."


def account_routes(
    desk: AccountDesk,
    slow: SlowDeeds,
    *,
    tls: bool,
    prefetch: Sequence[str] = (),
    sso_label: str = "",
    resets_by_mail: bool = False,
) -> list[Route]:
    """``sso_label``: what the agency's own sign-in service is called, when there is one (``web/oidc_routes.py``)."""
    forgotten = "/lupa-sandi" if resets_by_mail else "/atur-ulang"
    door = partial(_door, prefetch=prefetch, sso_label=sso_label, forgotten=forgotten)

    async def show_door(request: Request) -> Response:
        asked = request.query_params
        notice = asked.get("kabar", "")
        problem = find_sso_error(asked.get("gagal", "")) if sso_label else None
        return HTMLResponse(door(safe_target(asked.get("tujuan", "/")), "", notice, problem))

    async def enter(request: Request) -> Response:
        try:
            fields = await read_form(request)
        except RefusedForm as refused:
            return refused.response
        target, name = safe_target(fields.get("tujuan", "/")), fields.get("nama", "")
        try:
            entry = await slow.run(
                desk.enter, name, fields.get("sandi", ""), device_token(request, tls), device_name(request)
            )
        except NetralError as problem:
            return refusal(door(target, name, "", problem), problem)
        return await welcome(desk, request, entry, target, tls)

    async def show_second_step(request: Request) -> Response:
        return await second_step_page(request, safe_target(request.query_params.get("tujuan", "/")), None)

    async def second_step_page(request: Request, target: str, problem: NetralError | None) -> Response:
        step = await run_in_threadpool(desk.find_second_step, find_token(request, tls) or "")
        if step is None:
            return RedirectResponse(_with_target("/masuk", target), 303)
        page = _second_step(step, target, problem)
        return HTMLResponse(page) if problem is None else refusal(page, problem)

    async def enter_second_step(request: Request) -> Response:
        try:
            fields = await read_form(request)
        except RefusedForm as refused:
            return refused.response
        target, token = safe_target(fields.get("tujuan", "/")), find_token(request, tls) or ""
        try:
            entry = await run_in_threadpool(
                desk.enter_second_step, token, fields.get("kode", ""), device_token(request, tls), device_name(request)
            )
        except NetralError as problem:
            return await second_step_page(request, target, problem)
        if not entry.recovery_codes:
            return let_in(_after(entry.roles, target), entry.token, entry.device_token, tls)
        response = HTMLResponse(_recovery_codes(entry.recovery_codes, _after(entry.roles, target)))
        set_session_cookie(response, entry.token, tls)
        set_device_cookie(response, entry.device_token, tls)
        return response

    async def show_choosing(request: Request) -> Response:
        return HTMLResponse(_choosing(request.url.path, {}, None))

    async def choose(request: Request) -> Response:
        try:
            fields = await read_form(request)
        except RefusedForm as refused:
            return refused.response
        try:
            if fields.get("sandi") != fields.get("ulang"):
                raise Mismatch()
            await slow.run(
                desk.choose_password, fields.get("nama", ""), fields.get("kode", ""), fields.get("sandi", "")
            )
        except NetralError as problem:
            return refusal(_choosing(request.url.path, fields, problem), problem)
        return RedirectResponse("/masuk?kabar=sandi", 303)

    return [
        Route("/masuk", show_door, methods=["GET"]),
        Route("/masuk", enter, methods=["POST"]),
        Route("/masuk/kode", show_second_step, methods=["GET"]),
        Route("/masuk/kode", enter_second_step, methods=["POST"]),
        *(Route(path, show_choosing, methods=["GET"]) for path in _KINDS),
        *(Route(path, choose, methods=["POST"]) for path in _KINDS),
        sign_out_route(desk.close_session, tls=tls, leads_to="/masuk?kabar=keluar" if sso_label else "/masuk"),
    ]


async def welcome(desk: AccountDesk, request: Request, entry, target: str, tls: bool) -> Response:
    """Onward for somebody who proved who they are, perhaps to the second step; this browser's former session ends."""
    await run_in_threadpool(_leave_former, desk, request, tls)
    if entry.needs_second_factor:
        response = RedirectResponse(_with_target("/masuk/kode", target), 303)
        set_session_cookie(response, entry.token, tls)
        return response
    return let_in(_after(entry.roles, target), entry.token, entry.device_token, tls)


def _door(
    target: str,
    name: str,
    notice: str,
    problem: NetralError | None,
    *,
    prefetch: Sequence[str],
    sso_label: str,
    forgotten: str,
) -> str:
    form = render_form(
        "/masuk", (LOGIN_NAME, PASSWORD), "Masuk",
        hidden={"tujuan": target}, filled={"nama": name}, has_problem=problem is not None,
    )  # fmt: skip
    others = links(("/aktivasi", "Pertama kali masuk? Aktifkan akun"), (forgotten, "Lupa kata sandi"))
    return render_page(
        "Masuk",
        (notice_box(_NOTICES[notice]) if notice in _NOTICES else "") + _sso(sso_label, notice, target) + form + others,
        lead="Tahu batasnya, tenang bekerja: belajar aturan netralitas ASN lewat kasus sehari-hari.",
        problem=problem,
        footer=_FOOTER,
        prefetch=prefetch,
    )


def _sso(label: str, notice: str, target: str) -> str:
    """The way through the agency's own service; somebody who just left is also shown the way out there."""
    if not label:
        return ""
    out = links(("/masuk/sso/keluar", f"Di komputer bersama: keluar juga dari {label}")) if notice == "keluar" else ""
    address = escape(_with_target("/masuk/sso", target))
    return (
        f'{out}<p><a class="button" href="{address}">Masuk dengan {escape(label)}</a></p>'
        '<p class="hint">Atau masuk dengan NIP dan kata sandi Netral:</p>'
    )


def _choosing(path: str, filled: Mapping[str, str], problem: NetralError | None) -> str:
    title, lead = _KINDS[path]
    form = render_form(
        path, (LOGIN_NAME, ENTRY_CODE, NEW_PASSWORD, REPEATED), "Simpan kata sandi",
        filled=filled, has_problem=problem is not None,
    )  # fmt: skip
    return render_page(title, form + links(("/masuk", "Kembali ke halaman masuk")), lead=lead, problem=problem)


def _second_step(step, target: str, problem: NetralError | None) -> str:
    form = render_form(
        "/masuk/kode", (SECOND_CODE,), "Lanjut", hidden={"tujuan": target}, has_problem=problem is not None
    )
    if step.secret is None:
        lead = "Ketik kode dari aplikasi autentikator, atau salah satu kode cadangan Anda."
        return render_page("Langkah kedua", form, lead=lead, problem=problem)
    spread = " ".join(step.secret[i : i + 4] for i in range(0, len(step.secret), 4))
    setting_up = (
        f"<ol><li>Pasang aplikasi autentikator di ponsel Anda (misalnya Aegis atau FreeOTP).</li><li>Pindai gambar ini, "
        f"atau ketik kuncinya.</li><li>Ketik kode enam angka yang muncul.</li></ol>{qr_image(step.address)}"
        f'<p class="hint">Kunci (jangan dibagikan):</p><p class="code">{escape(spread)}</p>'
    )
    lead = "Peran Anda dapat melihat data orang lain, jadi masuk memerlukan kata sandi dan kode dari ponsel Anda."
    return render_page("Pasang langkah kedua", setting_up + form, lead=lead, problem=problem)


def _recovery_codes(codes: Sequence[str], target: str) -> str:
    items = "".join(f"<li>{escape(code)}</li>" for code in codes)
    body = (
        f'<ol class="codes">{items}</ol><p><a class="button" href="{escape(target)}">Sudah saya simpan, lanjut</a></p>'
    )
    lead = (
        "Bila ponsel Anda hilang, satu kode ini menggantikan kode enam angka, masing-masing sekali saja. "
        "Cetak atau catat sekarang: halaman ini tidak ditampilkan lagi."
    )
    return render_page("Simpan kode cadangan", body, lead=lead)


def _after(roles: Sequence[str], target: str) -> str:
    """Whoever holds several roles says first in which one they come."""
    return target if len(roles) < 2 else _with_target("/peran", target)


def _with_target(path: str, target: str) -> str:
    return path if target == "/" else f"{path}?tujuan={quote(target, safe='/')}"


def _leave_former(desk: AccountDesk, request: Request, tls: bool) -> None:
    former = find_token(request, tls)
    if former:
        desk.close_session(former)
