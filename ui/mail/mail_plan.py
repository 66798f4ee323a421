"""The schedule of letters about one assignment: chosen, looked at as its receivers will see it, then switched on."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import streamlit as st

from actions.mail import digests, mail_plans
from actions.mail.digests import RoundPreview
from actions.mail.mail_plans import Planned
from people.access import Assigner
from people.assigning.windows import long_date
from people.mail.mail_times import DAYS_BEFORE, WEEKDAYS, MailPlan, plan_in_words
from ui import look
from ui.visit import Visit

_SHOWN = 20


def show_mail_plan(visit: Visit, by: Assigner, assignment_id: str, say: Callable[[str], None]) -> None:
    """``say`` tells what was done, at the top of whatever page this stands on. Raises NotAllowed, NotFound."""
    settings = visit.site.settings
    found = mail_plans.planned(visit.database, settings, by, assignment_id, visit.now)
    look.html(
        f'<p class="n-small">Batas waktu: {escape(found.given.window.due_in_words)}. {escape(plan_in_words(found.plan))}</p>'
    )
    _history(found)
    if settings.mail is None:
        look.html(look.note("Server surel belum diatur, jadi tidak ada surat yang dibuat untuk penugasan ini."))
        return
    wanted = _form(found.plan, assignment_id)
    days = mail_plans.days_to_come(found.given, wanted, settings, visit.now)
    if wanted.is_on and not days:
        look.html(look.note("Tidak ada hari surat yang tersisa sebelum batas waktu.", "warn"))
    elif wanted.is_on:
        look.html(f'<p class="n-small">Hari surat berikutnya: {escape("; ".join(map(long_date, days[:6])))}.</p>')
    if st.toggle("Lihat contoh surat dengan keadaan sekarang", key=f"surat-contoh-{assignment_id}"):
        _preview(
            digests.preview_round(visit.database, visit.courseware, settings, by, assignment_id, visit.now), wanted
        )
    if wanted != found.plan and st.button(
        "Simpan jadwal surat" if wanted.is_on else "Hentikan surat otomatis",
        key=f"surat-simpan-{assignment_id}", icon=":material/save:",
    ):  # fmt: skip
        mail_plans.choose_plan(visit.database, settings, by, assignment_id, wanted, visit.now)
        say(f"Tersimpan. {plan_in_words(wanted)}")


def _form(plan: MailPlan, assignment_id: str) -> MailPlan:
    weekdays = st.multiselect(
        "Setiap hari", list(WEEKDAYS), sorted(plan.weekdays), format_func=WEEKDAYS.__getitem__,
        placeholder="Pilih hari", key=f"surat-hari-{assignment_id}",
    )  # fmt: skip
    days_before = st.multiselect(
        "Menjelang batas waktu", list(DAYS_BEFORE), sorted(plan.days_before, reverse=True), format_func=_before,
        placeholder="Pilih jarak hari", key=f"surat-jarak-{assignment_id}",
    )  # fmt: skip
    reminders = st.checkbox(
        "Surati juga pegawai yang belum selesai", plan.reminders, key=f"surat-peserta-{assignment_id}"
    )
    is_on = bool(weekdays or days_before)
    return MailPlan(frozenset(weekdays), frozenset(days_before), bool(reminders) and is_on)


def _before(days: int) -> str:
    return "Hari terakhir" if days == 0 else f"H-{days}"


def _history(found: Planned) -> None:
    if found.rounds:
        rows = [
            (one.day, str(one.letters), str(one.reminders), f"{one.unreached} unit") for one in found.rounds
        ]  # fmt: skip
        head = ("Tanggal", "Surat ke pimpinan", "Pengingat", "Tidak terjangkau")
        look.html(look.table("Surat yang sudah dibuat", head, rows))


def _preview(found: RoundPreview, wanted: MailPlan) -> None:
    numbers = [("Surat ke pimpinan", str(len(found.samples))), ("Belum selesai", str(found.late))]
    if wanted.reminders:
        numbers.append(("Pengingat ke pegawai", str(found.reminders)))
    look.html(look.facts(numbers))
    _units("Unit yang disampaikan lewat atasannya", found.told_above)
    if found.unreached:
        look.html(
            look.note(
                "Tidak ada pimpinan yang punya alamat surel untuk unit berikut, juga di atasnya. Beri tahu mereka dengan cara lain.",
                "warn",
            )
        )
        _units("Unit yang tidak dapat diberi tahu", found.unreached)
    if not found.samples:
        look.html(look.note("Tidak ada surat: semua sudah selesai, atau belum ada pimpinan dengan alamat surel."))
        return
    by_unit = {sample.agency_id: sample for sample in found.samples}
    chosen = st.selectbox(
        "Contoh surat untuk unit", list(by_unit), format_func={unit: sample.agency_name for unit, sample in by_unit.items()}.__getitem__,
        key=f"surat-unit-{found.given.id}",
    )  # fmt: skip
    sample = by_unit[chosen]
    show_letter(f"Kepada: {sample.head}\nJudul: {sample.text.subject}\n\n{sample.text.body}")


def show_letter(body: str) -> None:
    """As it is written, line by line."""
    look.html(
        '<section aria-label="Isi surat"><pre style="white-space:pre-wrap;overflow-wrap:anywhere;font:inherit">'
        f"{escape(body)}</pre></section>"
    )


def _units(caption: str, units: tuple[tuple[str, int], ...]) -> None:
    if units:
        rows = [(name, str(number)) for name, number in units[:_SHOWN]]
        look.html(look.table(f"{caption} ({len(rows)} dari {len(units)})", ("Unit", "Belum selesai"), rows))
