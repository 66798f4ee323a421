"""Draws the plain HTML pages around an account: one title, perhaps a problem, fields with labels, one button."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from string import Template

from people.errors import NetralError
from web.own_files import ASSETS, FAVICON_URL, FONT_URL

_TEMPLATE = Template((ASSETS / "form.html").read_text(encoding="utf-8"))
_STYLE = (ASSETS / "sign_in.css").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Field:
    """An input with its label; ``autocomplete`` tells password managers and phones what belongs here."""

    name: str
    label: str
    kind: str = "text"
    autocomplete: str = "off"
    hint: str = ""
    options: tuple[tuple[str, str], ...] = ()
    """(value, title): makes it a list to choose from."""


def render_page(
    title: str,
    body: str,
    *,
    lead: str = "",
    problem: NetralError | None = None,
    footer: str = "",
    prefetch: Sequence[str] = (),
) -> str:
    """``body`` and ``footer`` are HTML of ours; every other text is escaped here."""
    return _TEMPLATE.substitute(
        style=_STYLE,
        favicon=FAVICON_URL,
        font=FONT_URL,
        prefetch="\n".join(prefetch_link(url) for url in prefetch),
        page_title=("Galat: " if problem else "") + escape(title),
        title=escape(title),
        lead=escape(lead),
        problem=problem_box(problem) if problem else "",
        body=body,
        footer=footer,
    )


def render_form(
    action: str,
    fields: Iterable[Field],
    button: str,
    *,
    hidden: Mapping[str, str] | None = None,
    filled: Mapping[str, str] | None = None,
    has_problem: bool = False,
) -> str:
    """``filled`` puts back what was typed; a password is never put back."""
    kept = filled or {}
    kept_along = "".join(f'<input type="hidden" name="{k}" value="{escape(v)}">' for k, v in (hidden or {}).items())
    drawn = "".join(_field(field, kept.get(field.name, ""), has_problem) for field in fields)
    return f'<form method="post" action="{action}">{kept_along}{drawn}<button type="submit">{escape(button)}</button></form>'


def problem_box(problem: NetralError) -> str:
    return (
        f'<p class="problem" role="alert" id="masalah"><strong>{escape(str(problem))}</strong> '
        f"{escape(problem.what_to_do)}</p>"
    )


def notice_box(text: str) -> str:
    return f'<p class="notice" role="status">{escape(text)}</p>'


def links(*pairs: tuple[str, str]) -> str:
    """A list of (address, text)."""
    return '<ul class="links">' + "".join(f'<li><a href="{a}">{escape(t)}</a></li>' for a, t in pairs) + "</ul>"


def prefetch_link(url: str) -> str:
    kind = {"js": "script", "css": "style"}.get(url.rpartition(".")[2], "font")
    return f'<link rel="prefetch" href="{escape(url)}" as="{kind}" crossorigin>'


def _field(field: Field, value: str, has_problem: bool) -> str:
    hint = f'<p class="hint" id="{field.name}-petunjuk">{escape(field.hint)}</p>' if field.hint else ""
    described = " ".join([f"{field.name}-petunjuk"] * bool(field.hint) + ["masalah"] * has_problem)
    common = f'id="{field.name}" name="{field.name}" required' + (
        f' aria-describedby="{described}"' if described else ""
    )
    label = f'<label for="{field.name}">{escape(field.label)}</label>'
    if field.options:
        items = "".join(
            f'<option value="{escape(key)}"{" selected" if key == value else ""}>{escape(title)}</option>'
            for key, title in field.options
        )
        return f'<div class="field">{label}{hint}<select {common}>{items}</select></div>'
    shown = "" if field.kind == "password" else escape(value)
    return (
        f'<div class="field">{label}{hint}<input {common} type="{field.kind}" value="{shown}" '
        f'autocomplete="{field.autocomplete}" autocapitalize="none" spellcheck="false"></div>'
    )
