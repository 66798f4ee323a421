"""The few shared visual pieces: one fixed stylesheet, words for dates and numbers, and HTML whose data is escaped."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from html import escape
from typing import Any, Literal

import streamlit as st

Tone = Literal["plain", "accent", "ok", "no", "warn"]

_MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
_PLAIN = str.maketrans({c: f"\\{c}" for c in "\\`*_{}[]()<>#+-.!|:$~&"})
_HIDDEN_SECONDS = 0.15  # long enough for a slow phone to lay the page out once
_BOLD = re.compile(r"\*\*(.+?)\*\*")

STYLE = """<style>
.stApp{--n-soft:currentColor;--n-accent:currentColor;--n-accent-bg:rgba(43,118,134,.12);--n-card:rgba(127,127,127,.06);
--n-line:rgba(127,120,105,.35);--n-track:rgba(127,120,105,.25);--n-ok:currentColor;--n-ok-bg:rgba(30,130,85,.12);
--n-no:currentColor;--n-no-bg:rgba(190,70,50,.12);--n-warn:currentColor;--n-warn-bg:rgba(220,165,50,.2);
--n-fill:#0F4C5C;--n-fill-hover:#0A3540;--n-gold:#E3B34C}
@supports (color:light-dark(red,red)){.stApp{--n-soft:light-dark(#46545A,#B4C2C4);--n-accent:light-dark(#0F4C5C,#8AD1E0);
--n-accent-bg:light-dark(#E4EEF0,#13303A);--n-card:light-dark(#FFFFFF,#141E21);--n-line:light-dark(#DDD7C9,#2C3B40);
--n-track:light-dark(#E4DFD3,#2C3B40);--n-ok:light-dark(#17603F,#86D8B1);--n-ok-bg:light-dark(#E9F3EC,#112A20);
--n-no:light-dark(#96302B,#FFB4A8);--n-no-bg:light-dark(#FAEDE9,#331B19);--n-warn:light-dark(#6B4700,#F0C766);
--n-warn-bg:light-dark(#FBF1D6,#2F2611);--n-fill:light-dark(#0F4C5C,#1F7F93);--n-fill-hover:light-dark(#0A3540,#186678)}}
.n p,.n ul,.n ol,.n dl,.n h2,.n h3,.n h4{margin:0;padding:0}
.n{line-height:1.55;overflow-wrap:anywhere}
.n ul,.n ol{list-style:none}
.n li{margin:0;font-size:inherit}
.n a{color:var(--n-accent)}
.n-eyebrow{color:var(--n-accent);font-weight:650;font-size:.8824rem;letter-spacing:.01em}
.n-title{font-size:1.5rem;line-height:1.25;font-weight:700;letter-spacing:-.015em;text-wrap:balance}
.n-lead{color:var(--n-soft);font-size:1.0625rem}
.n-meta{color:var(--n-soft);font-size:.9375rem;display:flex;flex-wrap:wrap;gap:.125rem .5rem;align-items:center}
.n-meta>span:not(:last-child)::after{content:"·";margin-left:.5rem}
.n-badge{display:inline-block;padding:.0625rem .5rem;border-radius:.375rem;font-size:.8235rem;font-weight:600;line-height:1.5;
background:var(--n-track);color:inherit}
.n-accent{background:var(--n-accent-bg);color:var(--n-accent)}.n-ok{background:var(--n-ok-bg);color:var(--n-ok)}
.n-no{background:var(--n-no-bg);color:var(--n-no)}.n-warn{background:var(--n-warn-bg);color:var(--n-warn)}
.n-bar{display:block;height:.5rem;border-radius:.25rem;background:var(--n-track);overflow:hidden}
.n-bar>span{display:block;height:100%;border-radius:.25rem;background:var(--n-fill)}
.n-bar.n-thin{height:.3125rem}
.n-progress{display:grid;gap:.375rem}
.n-progress p{display:flex;flex-wrap:wrap;justify-content:space-between;gap:0 1rem;font-size:.9375rem;color:var(--n-soft)}
.n-progress strong{color:var(--n-accent)}
[class*="st-key-n-hero"]{background:var(--n-accent-bg);border-radius:.875rem;padding:1.375rem 1.5rem 1.5rem;border-left:.375rem solid var(--n-gold)}
[class*="st-key-n-card"]{background:var(--n-card);border:1px solid var(--n-line);border-radius:.75rem;padding:.875rem 1.125rem 1rem;gap:.375rem}
[class*="st-key-n-story"]{background:var(--n-card);border:1px solid var(--n-line);border-radius:.75rem;padding:1.125rem 1.25rem}
[class*="st-key-n-verdict"]{background:var(--n-accent-bg);border-radius:.75rem;padding:1.125rem 1.25rem}
.stMain [class*="st-key-n-cta"] [data-testid="stPageLink"] a{background-color:var(--n-fill);min-height:2.875rem;padding:.5rem 1.125rem;border-radius:.5rem;justify-content:center}
.stMain [class*="st-key-n-cta"] [data-testid="stPageLink"] a:hover{background-color:var(--n-fill-hover)}
[class*="st-key-n-cta"] a *{color:#FFF!important;font-weight:600;text-decoration:none!important}
[class*="st-key-n-card"] [data-testid="stPageLink"] a,[class*="st-key-n-links"] [data-testid="stPageLink"] a{min-height:2.75rem;margin-left:-.5rem}
[class*="st-key-n-card"] [data-testid="stPageLink"] a p{white-space:normal;font-weight:600;font-size:1.0625rem;line-height:1.35}
[data-testid="stPageLink"] a p{white-space:normal;line-height:1.4}
.stMain [data-testid="stPageLink"] a{height:auto;background-color:transparent}
.stMain [data-testid="stPageLink"] a:hover{background-color:var(--n-track)}
[class*="st-key-n-links"]{gap:.25rem}
.stMain [class*="st-key-n-links"] [data-testid="stPageLink"] a{padding-top:.4375rem;padding-bottom:.4375rem}
.st-key-n-head h1{font-size:1.625rem;line-height:1.25;padding:0 0 .25rem}
[class*="st-key-n-links"] [data-testid="stElementContainer"],[class*="st-key-n-card"] [data-testid="stElementContainer"]{height:auto}
[class*="st-key-n-turn"] button,[class*="st-key-n-case"] button,[class*="st-key-n-check"] button{min-height:2.875rem}
[class*="st-key-n-check"] [role="radiogroup"] label{padding:.625rem .75rem;margin:0;border:1px solid var(--n-line);border-radius:.5rem;background:var(--n-card);width:100%}
[class*="st-key-n-check"] [data-testid="stRadio"] [role="radiogroup"]{gap:.5rem;width:100%}
[class*="st-key-n-check"] [data-testid="stRadio"] label:has(input:checked){border-color:var(--n-accent);box-shadow:inset 0 0 0 1px var(--n-accent)}
[class*="st-key-n-check"] [data-testid="stRadio"],[class*="st-key-n-check"] [data-testid="stRadio"]>div{width:100%}
.n-pair{display:grid;gap:1rem;grid-template-columns:repeat(auto-fit,minmax(min(17rem,100%),1fr))}
.n-pair>section{border-radius:.75rem;padding:1.125rem 1.25rem;color:inherit}
.n-pair h3{font-size:1.0625rem;font-weight:700;margin-bottom:.625rem;display:flex;gap:.5rem;align-items:center}
.n-pair li{display:grid;grid-template-columns:1.5rem 1fr;padding:.5rem 0;border-top:1px solid var(--n-line)}
.n-pair li>span:last-child{min-width:0}
.n-mark{font-weight:800;line-height:1.5}
.n-do{background:var(--n-ok-bg)}.n-do h3,.n-do .n-mark{color:var(--n-ok)}
.n-dont{background:var(--n-no-bg)}.n-dont h3,.n-dont .n-mark{color:var(--n-no)}
.n-time>li{position:relative;padding:0 0 1.5rem 1.75rem;border-left:2px solid var(--n-line);margin-left:.5rem}
.n-time>li:last-child{padding-bottom:0;border-left-color:transparent}
.n-time>li::before{content:"";position:absolute;left:-.5625rem;top:.3125rem;width:.75rem;height:.75rem;border-radius:50%;background:var(--n-gold);border:.1875rem solid var(--n-fill);box-sizing:content-box;width:.625rem;height:.625rem}
.n-time .n-when{color:var(--n-accent);font-weight:650;font-size:.9375rem}
.n-time h3,.n-ladder h3{font-size:1.0625rem;line-height:1.35;font-weight:650;margin:.125rem 0 .25rem}
.n-ladder{display:grid;gap:.625rem}
.n-ladder>li{display:grid;grid-template-columns:auto 1fr;gap:.25rem .875rem;padding:.875rem 1rem;border-radius:.625rem;border:1px solid var(--n-line);
background:linear-gradient(90deg,var(--n-warn-bg) var(--grow,20%),var(--n-card) 0)}
.n-step{width:2rem;height:2rem;border-radius:50%;background:var(--n-fill);color:#FFF;display:grid;place-items:center;font-weight:700;font-size:.9375rem}
.n-weight{display:flex;gap:.1875rem;align-items:center;color:var(--n-soft);font-size:.8235rem;margin-top:.375rem}
.n-weight i{width:1.125rem;height:.375rem;border-radius:.1875rem;background:var(--n-track)}.n-weight i.on{background:var(--n-gold);outline:1px solid var(--n-warn)}
.n-weight span{margin-left:.375rem}
.n-list{display:grid;gap:.5rem}
.n-list>li{display:grid;grid-template-columns:1.5rem 1fr;gap:.25rem}
.n-list .n-mark{color:var(--n-accent)}
.n-note{padding:.75rem 1rem;border-radius:.625rem;font-size:.9375rem;background:var(--n-card);border:1px solid var(--n-line)}
.n-note.n-warn{background:var(--n-warn-bg);border-color:transparent}.n-note.n-ok{background:var(--n-ok-bg);border-color:transparent}
.n-note.n-no{background:var(--n-no-bg);border-color:transparent}.n-note.n-accent{background:var(--n-accent-bg);border-color:transparent}
.n-laws>li{padding:.875rem 0;border-top:1px solid var(--n-line)}
.n-laws>li:first-child{border-top:0;padding-top:0}
.n-laws h3{font-size:1rem;font-weight:650;display:flex;flex-wrap:wrap;gap:.25rem .5rem;align-items:center;margin-bottom:.125rem}
.n-small{font-size:.9375rem;color:var(--n-soft)}
.n-facts{display:grid;gap:.75rem 1.5rem;grid-template-columns:repeat(auto-fit,minmax(7rem,1fr))}
.n-facts dt{font-size:.8824rem;color:var(--n-soft)}.n-facts dd{margin:0;font-size:1.5rem;font-weight:700;line-height:1.3;font-variant-numeric:tabular-nums}
.n-facts.n-words dd{font-size:1rem;font-weight:600}
.n-scroll{overflow-x:auto}
.n table{border-collapse:collapse;width:100%;font-size:.9375rem}
.n caption{text-align:left;color:var(--n-soft);font-size:.9375rem;padding-bottom:.375rem}
.n th,.n td{text-align:left;padding:.4375rem .625rem;border:0;border-bottom:1px solid var(--n-line);font-variant-numeric:tabular-nums}
.n table{overflow-wrap:normal}.n-note p+p{margin-top:.5rem}
.n thead th{color:var(--n-soft);font-weight:600}.n .n-num{text-align:right}
.n code{font-size:.9em;background:var(--n-track);padding:.0625rem .3125rem;border-radius:.25rem;overflow-wrap:anywhere}
.n-demo{background:#F6D77A;color:#3A2A00;border-radius:.5rem;padding:.5rem .875rem;font-size:.9375rem;line-height:1.45}
.n-leave button{font:inherit;font-weight:600;min-height:2.75rem;width:100%;padding:.5rem 1rem;border-radius:.5rem;border:1px solid #8E8778;background:transparent;color:inherit;cursor:pointer}
.n-leave button:hover{background:var(--n-track)}
.n-leave button:focus-visible,.n a:focus-visible{outline:3px solid var(--n-accent);outline-offset:2px}
[data-testid="stSidebarNavLink"]{min-height:2.75rem}
[data-testid="stSidebarHeader"]::before{content:"Netral";font-weight:700;font-size:1.375rem;letter-spacing:-.01em;line-height:2rem;padding-left:2.625rem;background:url(/aset/favicon.svg) left center/2rem no-repeat}
@media (max-width:40rem){.stMainBlockContainer{padding-left:1rem;padding-right:1rem}[class*="st-key-n-hero"]{padding:1.125rem 1.125rem 1.25rem}
.n-title{font-size:1.3125rem}.n-ladder>li{grid-template-columns:1fr}}
@media (prefers-reduced-motion:reduce){*{transition:none!important;animation:none!important}}
</style>"""
"""Colours follow Streamlit's ``color-scheme`` of the chosen theme; browsers without light-dark() get quiet neutrals."""


def apply_style() -> None:
    """Once per run, from the frame."""
    st.html(STYLE)


@contextmanager
def from_the_top() -> Iterator[None]:
    """Draw the next part of a page from its top: Streamlit keeps the scroll position within a page, and one hidden for
    a moment falls back to its top."""
    veil = st.empty()
    veil.html("<style>[data-testid=stMainBlockContainer]{display:none}</style>")
    time.sleep(_HIDDEN_SECONDS)
    try:
        yield
    finally:
        veil.empty()


def html(body: str) -> None:
    """Draw HTML made by this module's functions or by fixed text; every datum in it must be escaped already."""
    st.html(f'<div class="n">{body}</div>')


# --- Words -----------------------------------------------------------------------------------


def as_text(words: str) -> str:
    """Escaped so that Markdown shows it as it was written: names, titles."""
    return words.translate(_PLAIN)


def rich(words: str) -> str:
    """One authored line as HTML: everything escaped, **bold** kept."""
    return _BOLD.sub(r"<strong>\1</strong>", escape(words))


def long_date(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def due_words(due_on: date, today: date) -> str:
    """The deadline in words; kind when it has passed."""
    days = (due_on - today).days
    if days > 1:
        return f"tenggat {long_date(due_on)}, {days} hari lagi"
    if days == 1:
        return f"tenggat besok, {long_date(due_on)}"
    if days == 0:
        return f"tenggat hari ini, {long_date(due_on)}"
    return f"tenggat {long_date(due_on)} sudah lewat, tetapi Anda masih dapat menyelesaikannya"


def percent(fraction: float) -> str:
    return f"{fraction * 100:.0f}%"


# --- Small HTML ------------------------------------------------------------------------------


def badge(words: str, tone: Tone = "plain") -> str:
    return f'<span class="n-badge n-{tone}">{escape(words)}</span>'


def meta(*parts: str) -> str:
    """Quiet facts on one line."""
    return f'<p class="n-meta">{"".join(f"<span>{escape(part)}</span>" for part in parts if part)}</p>'


def note(body: str, tone: Tone = "plain") -> str:
    """``body`` is HTML, already escaped."""
    return f'<div class="n-note n-{tone}">{body}</div>'


def progress(done: int, total: int, words: str, beside: str = "") -> str:
    """A bar that is never alone: ``words`` say the same."""
    share = 100 * done / total if total else 0
    return (
        f'<div class="n-progress"><p><strong>{escape(words)}</strong><span>{escape(beside)}</span></p>'
        f'<span class="n-bar" aria-hidden="true"><span style="width:{share:.0f}%"></span></span></div>'
    )


def thin_bar(done: int, total: int) -> str:
    share = 100 * done / total if total else 0
    return f'<span class="n-bar n-thin" aria-hidden="true"><span style="width:{share:.0f}%"></span></span>'


def facts(pairs: Iterable[tuple[str, str]], *, words: bool = False) -> str:
    """(name, value) pairs; ``words`` when the values are not figures."""
    body = "".join(f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>" for name, value in pairs)
    return f'<dl class="n-facts{" n-words" if words else ""}">{body}</dl>'


def bullet_list(lines: Iterable[str], mark: str = "→") -> str:
    body = "".join(
        f'<li><span class="n-mark" aria-hidden="true">{mark}</span><span>{rich(line)}</span></li>' for line in lines
    )
    return f'<ul class="n-list">{body}</ul>'


def table(caption: str, head: Iterable[str], body: Iterable[Iterable[str]]) -> str:
    """First column names the row; the others are figures."""
    columns = list(head)
    top = "".join(
        f'<th scope="col"{" class=n-num" if i else ""}>{escape(column)}</th>' for i, column in enumerate(columns)
    )
    lines = []
    for row in body:
        first, *others = row
        cells = "".join(f'<td class="n-num">{escape(cell)}</td>' for cell in others)
        lines.append(f'<tr><th scope="row">{escape(first)}</th>{cells}</tr>')
    return (
        f'<div class="n-scroll" tabindex="0" role="region" aria-label="{escape(caption)}"><table><caption>{escape(caption)}'
        f"</caption><thead><tr>{top}</tr></thead><tbody>{''.join(lines)}</tbody></table></div>"
    )


# --- Links and boxes -------------------------------------------------------------------------


def card(key: str) -> Any:
    """A bordered box; ``key`` is unique on the page."""
    return st.container(key=f"n-card-{key}")


def primary_link(page: Any, label: str, key: str, params: Mapping[str, str] | None = None, icon: str = "arrow_forward"):
    """The one link a screen wants pressed, drawn as a filled button."""
    with st.container(key=f"n-cta-{key}"):
        st.page_link(
            page, label=label, icon=f":material/{icon}:", icon_position="right", query_params=dict(params or {})
        )
