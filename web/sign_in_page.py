"""Draws the sign-in page as HTML from its template, every inserted text escaped."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from string import Template

from people.errors import NetralError
from web.form_page import prefetch_link, problem_box
from web.own_files import ASSETS, FAVICON_URL, FONT_URL

_TEMPLATE = Template((ASSETS / "sign_in.html").read_text(encoding="utf-8"))
_STYLE = (ASSETS / "sign_in.css").read_text(encoding="utf-8")

_GROUPS = (
    ("learner", "Peserta", "Belajar materi dan mengerjakan kuis dengan pembahasannya."),
    ("supervisor", "Penyelia", "Melihat pemahaman per instansi dan per indikator."),
    ("author", "Penyusun", "Memeriksa mutu materi dan soal."),
)


def render_sign_in_page(personas: Sequence, target: str, problem: NetralError | None, prefetch: Sequence[str]) -> str:
    return _TEMPLATE.substitute(
        style=_STYLE,
        favicon=FAVICON_URL,
        font=FONT_URL,
        prefetch="\n".join(prefetch_link(url) for url in prefetch),
        problem=problem_box(problem) if problem else "",
        groups="\n".join(_group(role, title, purpose, personas, target) for role, title, purpose in _GROUPS)
        if personas
        else _NOBODY,
    )


_NOBODY = (
    '<p class="problem" role="alert">Data demo belum ada. Jalankan <code>python cli.py seed-demo</code> di server, '
    "lalu muat ulang halaman ini.</p>"
)


def _group(role: str, title: str, purpose: str, personas: Sequence, target: str) -> str:
    members = [persona for persona in personas if persona.role == role]
    if not members:
        return ""
    cards = "\n".join(_card(persona, target) for persona in members)
    return (
        f'<section aria-labelledby="{role}"><h2 id="{role}">{title}</h2><p class="purpose">{purpose}</p>'
        f'<ul class="cards">{cards}</ul></section>'
    )


def _card(persona, target: str) -> str:
    return (
        f'<li><form method="post" action="/masuk"><input type="hidden" name="persona" value="{escape(persona.id)}">'
        f'<input type="hidden" name="tujuan" value="{escape(target)}">'
        f'<h3>{escape(persona.name)}</h3><p class="title">{escape(persona.title)}</p>'
        f'<p class="description">{escape(persona.description)}</p>'
        f'<button type="submit">Masuk sebagai {escape(persona.name)}</button></form></li>'
    )
