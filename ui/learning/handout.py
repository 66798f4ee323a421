"""The one-page summary of a module, to print and pin up: a plain document of its own, without Streamlit."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from content.library import Library
from content.models import Lesson, Module
from content.sections import DoDontSection, MistakesSection, MondaySection
from ui import law, look

MAX_LINES = 5
"""Of each kind: more would not fit on a page that is still read."""

_PAGE = """<!DOCTYPE html>
<html lang="id">
<head>
<meta charset="UTF-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} · Ringkasan Netral</title>
<style>
@page{{size:A4;margin:12mm 14mm}}
*{{box-sizing:border-box}}
body{{font:8.75pt/1.36 "Plus Jakarta Sans",system-ui,sans-serif;color:#16262B;max-width:182mm;margin:1.5rem auto;padding:0 1rem;background:#FFF}}
h1{{font-size:17pt;line-height:1.2;margin:0 0 .15rem}}h2{{font-size:10.5pt;margin:.7rem 0 .25rem;color:#0F4C5C}}
p,ul,ol{{margin:0}}ul,ol{{padding-left:1.1rem}}li{{margin:.16rem 0}}
.lead{{color:#46545A}}.pair{{display:grid;grid-template-columns:1fr 1fr;gap:0 1.25rem}}
.law{{color:#46545A;font-size:7pt}}.do li::marker{{content:"✓ ";color:#17603F}}.dont li::marker{{content:"✕ ";color:#96302B}}
.wrong{{font-style:italic}}.monday li::marker{{content:"☐ "}}
footer{{margin-top:.8rem;padding-top:.35rem;border-top:1px solid #DDD7C9;font-size:7pt;color:#46545A}}
.print{{font:inherit;font-size:11pt;padding:.6rem 1rem;margin-bottom:1rem;border-radius:.5rem;border:1px solid #8E8778;background:#FFF;cursor:pointer}}
@media print{{.print{{display:none}}body{{margin:0;padding:0;max-width:none}}}}
@media screen{{body{{font-size:11pt}}.law,footer{{font-size:9.5pt}}}}
@media screen and (max-width:40rem){{.pair{{grid-template-columns:1fr}}}}
</style>
</head>
<body>
<p class="print">Untuk mencetak, tekan Ctrl+P (di ponsel: menu Bagikan, lalu Cetak). Muat di satu lembar A4.</p>
<main>
<h1>{title}</h1>
<p class="lead">{summary}</p>
{parts}
</main>
<footer>Netral · Ringkasan modul {order}. Hukum diperiksa {checked}. Bila berbeda, naskah resmi peraturan yang berlaku.</footer>
</body>
</html>
"""


def handout(library: Library, module: Module) -> str:
    """The document as HTML; everything authored is escaped."""
    lessons = library.lessons_of([module.id])
    sections = [section for lesson in lessons for section in lesson.sections]
    beliefs = [i for s in sections if isinstance(s, MistakesSection) for i in s.misconceptions]
    known = [library.misconceptions[i] for i in beliefs if i in library.misconceptions][:3]
    do_dont = [s for s in sections if isinstance(s, DoDontSection)]
    monday = [line for s in sections if isinstance(s, MondaySection) for line in s.actions]
    points = (
        f'{look.rich(point.text)} <span class="law">{escape(law.short_sources(library, point.citations[:4]))}</span>'
        for point in module.points
    )
    wrong = (f'<span class="wrong">“{look.rich(m.belief)}”</span> {look.rich(m.correction)}' for m in known)
    parts = [
        _part("Yang sering keliru, dan yang benar", wrong),
        _part("Pokok aturan", points),
        '<div class="pair">'
        + _part("Boleh", _shared(s.do for s in do_dont), "do")
        + _part("Hindari", _shared(s.dont for s in do_dont), "dont")
        + "</div>",
        _part("Mulai Senin", map(look.rich, monday[:MAX_LINES]), "monday"),
    ]
    return _PAGE.format(
        title=escape(module.title),
        summary=escape(module.summary),
        parts="\n".join(parts),
        order=module.order,
        checked=_checked(lessons),
    )


def handout_routes(library: Callable[[], Library], is_signed_in: Callable[[Request], bool]) -> list[Route]:
    """``/ringkasan/<module id>``, for those who are signed in."""

    def show(request: Request) -> Response:
        if not is_signed_in(request):
            return RedirectResponse("/masuk", 303)
        present = library()
        module = present.find_module(request.path_params["module_id"])
        if module is None:
            return PlainTextResponse("Ringkasan itu tidak ditemukan. Buka halaman Materi dan pilih dari sana.", 404)
        return HTMLResponse(handout(present, module))

    return [Route("/ringkasan/{module_id}", show)]


def _part(title: str, lines: Iterable[str], css: str = "") -> str:
    rows = "".join(f"<li>{line}</li>" for line in lines)
    return f'<section><h2>{title}</h2><ul class="{css}">{rows}</ul></section>' if rows else ""


def _shared(columns: Iterable[tuple[str, ...]]) -> list[str]:
    """The first lines of every table in turn, so that each lesson has its say."""
    tables = list(columns)
    longest = max(map(len, tables), default=0)
    lines = [table[row] for row in range(longest) for table in tables if row < len(table)]
    return [look.rich(line) for line in lines[:MAX_LINES]]


def _checked(lessons: Iterable[Lesson]) -> str:
    dates = [lesson.checked_on for lesson in lessons]
    return look.long_date(min(dates)) if dates else "-"
