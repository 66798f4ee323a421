"""Tests wait until a page is at rest; here is what that must wait for."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from playwright.sync_api import Page

from tests.browser import visitor
from tests.browser.axe import violations

FADING = """<style>@keyframes fade { from { opacity: 0 } } h1 { animation: fade 700ms }</style><h1>Judul</h1>"""
DRAWN_BIT_BY_BIT = """<h1></h1><script>
    let bits = 0;
    const draw = () => { document.querySelector('h1').append('x'); if (++bits < 20) setTimeout(draw, 40); };
    draw();
</script>"""
RUNNING = """<div data-test-script-state="running"><h1>Judul</h1></div>
<script>setTimeout(() => { document.querySelector('div').dataset.testScriptState = 'notRunning' }, 700)</script>"""
WAITS_FOR_AN_ANSWER = """<h1>Judul</h1><script>
    const socket = new WebSocket('ws://127.0.0.1:9');
    try { socket.send('?') } catch {}
    setTimeout(() => { window.answered = true; socket.dispatchEvent(new MessageEvent('message')) }, 700);
</script>"""
UNNAMED_PICTURE = """<!doctype html><html lang="id"><title>Uji</title><h1>Judul</h1><img src="data:,">"""
HALF_BEHIND_THE_BAR = """<!doctype html><html lang="id"><title>Uji</title><body style="margin: 0">
    <h1 style="margin: 0; height: 722px">Judul</h1><button style="height: 44px; display: block">Tekan</button>
    <div style="height: 2000px"></div>
    <div style="position: sticky; bottom: 0; height: 60px; background: white">
        <div class="st-key-n-turn"><button style="height: 44px; width: 100%">Lanjut</button></div>
    </div>"""
IT_LEAVES_MEANWHILE = """() => {
    const run = axe.run;
    axe.run = async (rules) => { const found = await run(rules); document.querySelector('img')?.remove(); return found };
}"""


def open_html(page: Page, html: str) -> None:
    page.goto(f"data:text/html,{quote(html)}")
    visitor.come_to_rest(page)


@pytest.mark.parametrize(
    ("html", "is_over"),
    [
        (FADING, "getComputedStyle(document.querySelector('h1')).opacity === '1'"),
        (DRAWN_BIT_BY_BIT, "document.querySelector('h1').innerText.length === 20"),
        (RUNNING, "document.querySelector('div').dataset.testScriptState === 'notRunning'"),
        (WAITS_FOR_AN_ANSWER, "window.answered === true"),
    ],
    ids=["fade", "drawing", "run", "answer"],
)
def test_what_has_begun_is_over(page: Page, html: str, is_over: str) -> None:
    open_html(page, html)
    assert page.evaluate(is_over)


def test_a_press_counts_although_nothing_has_come_of_it_yet(page: Page) -> None:
    open_html(page, "<h1>Judul</h1><button onclick=\"setTimeout(() => document.body.append('ya'), 60)\">Tekan</button>")
    page.get_by_role("button").click()
    visitor.come_to_rest(page)
    assert page.locator("body").inner_text().endswith("ya")


def test_a_page_that_moved_while_it_was_judged_is_judged_again(page: Page) -> None:
    open_html(page, UNNAMED_PICTURE)
    assert len(violations(page, "gambar tanpa nama")) == 1
    page.evaluate(IT_LEAVES_MEANWHILE)
    assert violations(page, "gambar yang pergi") == []


def test_what_the_bar_at_the_foot_happens_to_cover_is_not_too_small(page: Page) -> None:
    open_html(page, HALF_BEHIND_THE_BAR)
    assert violations(page, "setengah tertutup") == []
