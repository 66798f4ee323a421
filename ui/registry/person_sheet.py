"""One person's sheet: where they belong and belonged, posts, roles, account and assignments; and what can be changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape

import streamlit as st

from actions.registry.person_sheet import PersonSheet, person_sheet
from people.access import Operator
from people.errors import NetralError
from people.models import EMPLOYMENT_TITLES, ROLE_TITLES, Agency, Role
from people.roster.models import POST_TITLES
from store.clock import from_text
from ui import look
from ui.problem import show_error
from ui.registry.person_account import show_account_deeds
from ui.registry.person_forms import show_changes
from ui.registry.supervision_form import show_supervision
from ui.visit import Visit

_NUMBER_TITLES = {"nip": "NIP", "ni-pppk": "NI PPPK", "own": "Nomor instansi"}
_ALWAYS = "0001-01-01"


def show_person(visit: Visit, operator: Operator, agencies: Sequence[Agency], person_id: str) -> None:
    if st.button("Semua pegawai", icon=":material/arrow_back:", type="tertiary", key="pegawai-semua"):
        st.query_params.clear()
        st.rerun()
    try:
        sheet = person_sheet(visit.database, operator, person_id, visit.now)
    except NetralError as error:
        show_error(error)
        return
    home = sheet.home
    place = f"{home.agency_name}, {EMPLOYMENT_TITLES[home.employment]}" if home else "Tidak lagi menjadi pegawai"
    look.html(f'<h2 class="n-title">{escape(sheet.name)}</h2>' + look.meta(place, sheet.email or "tanpa surel"))
    look.html(look.facts(_facts(visit, sheet), words=True))
    _personal_data(visit, sheet)
    show_changes(visit, operator, agencies, sheet)
    if "supervisor" in sheet.roles:
        show_supervision(visit, operator, agencies, sheet.id)
    st.subheader("Akun", anchor=False)
    look.html(_account(visit, sheet))
    show_account_deeds(visit, sheet)
    st.subheader("Riwayat", anchor=False)
    st.page_link(
        visit.pages["jejak"],
        label="Jejak audit orang ini",
        icon=":material/history:",
        query_params={"tentang": sheet.id},
    )
    _history(sheet)


def _personal_data(visit: Visit, sheet: PersonSheet) -> None:
    if sheet.is_erased:
        look.html(look.note("Identitas orang ini sudah dihapus. Hasilnya tetap dihitung tanpa nama.", "warn"))
        return
    if sheet.restricted_since:
        since = _moment(visit, sheet.restricted_since)
        words = f"Pemrosesan datanya dibatasi sejak {since}: namanya tidak tampil bagi penyelia dan ia tidak disurati."
        look.html(look.note(words, "warn"))
    st.page_link(
        visit.pages["privasi"], label="Data pribadi orang ini: permohonan, pembatasan, penghapusan",
        icon=":material/shield_person:", query_params={"orang": sheet.id},
    )  # fmt: skip


def _facts(visit: Visit, sheet: PersonSheet) -> list[tuple[str, str]]:
    present = next((one for one in sheet.numbers if one.valid_to is None), None)
    number = f"{_NUMBER_TITLES[present.kind]} …{present.number[-4:]}" if present else "tanpa nomor"
    former = [f"…{one.number[-4:]} (sampai {_day(one.valid_to)})" for one in sheet.numbers if one.valid_to]
    facts = [("Nomor", number)]
    facts += [("Nomor lama", ", ".join(former))] if former else []
    facts.append(("Peran", ", ".join(_roles(sheet.roles)) or "tidak ada"))
    posts = [f"{_post(post.kind, post.title)}, {post.agency_name}" for post in sheet.posts if post.valid_to is None]
    return [*facts, ("Jabatan", "; ".join(posts) or "tidak tercatat")]


def _account(visit: Visit, sheet: PersonSheet) -> str:
    account = sheet.account
    if account.disabled_at:
        state, tone = f"Dinonaktifkan sejak {_moment(visit, account.disabled_at)}", "no"
    elif account.has_password:
        state, tone = "Aktif", "ok"
    else:
        state, tone = "Belum diaktifkan", "warn"
    parts = [
        f"kode masuk berlaku sampai {_moment(visit, account.code_until)}" if account.code_until else "",
        "langkah kedua terpasang" if account.has_second_factor else "tanpa langkah kedua",
        f"{account.session_count} sesi terbuka" if account.session_count else "tidak ada sesi terbuka",
    ]
    return f"<p>{look.badge(state, tone)}</p>" + look.meta(*parts)


def _history(sheet: PersonSheet) -> None:
    memberships = [
        (line.agency_name, EMPLOYMENT_TITLES[line.employment], _day(line.valid_from), _until(line.valid_to))
        for line in sheet.memberships
    ]
    look.html(look.table("Unit dan jenis kepegawaian", ("Unit", "Jenis", "Sejak", "Sampai"), memberships))
    if sheet.posts:
        posts = [
            (_post(line.kind, line.title), line.agency_name, _day(line.valid_from), _until(line.valid_to))
            for line in sheet.posts
        ]
        look.html(look.table("Jabatan", ("Jabatan", "Unit", "Sejak", "Sampai"), posts))
    if sheet.attempts:
        rows = [
            (line.title, str(line.attempts), _outcome(line.has_finished, line.has_passed)) for line in sheet.attempts
        ]
        look.html(look.table("Penugasan yang sudah dikerjakan", ("Penugasan", "Percobaan", "Keadaan"), rows))


def _outcome(has_finished: bool, has_passed: bool) -> str:
    return "lulus" if has_passed else "selesai, belum lulus" if has_finished else "sedang dikerjakan"


def _roles(roles: Sequence[Role]) -> list[str]:
    return [title for role, title in ROLE_TITLES.items() if role in roles]


def _post(kind: str, title: str) -> str:
    return title if kind == "definitif" else f"{POST_TITLES[kind]} {title}"  # type: ignore[index]


def _day(day: str | None) -> str:
    return "awal" if day in (None, _ALWAYS) else look.long_date(date.fromisoformat(day or ""))


def _until(day: str | None) -> str:
    return _day(day) if day else "sekarang"


def _moment(visit: Visit, text: str) -> str:
    return look.long_date(visit.local(from_text(text)).date())
