"""What axe-core finds on the page as it stands, and what runs off its side."""

from __future__ import annotations

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from tests.browser import visitor

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
LOOKS_AGAIN = 5

_JUDGE = """async (rules) => {
    const bars = [...document.querySelectorAll('.st-key-n-turn')].map(inside => inside.parentElement);
    for (const bar of bars) bar.style.position = 'static';
    await new Promise(requestAnimationFrame);
    netralRest.stirred = false;
    const { violations } = await axe.run(rules);
    const disturbed = netralRest.stirred;
    for (const bar of bars) bar.style.position = '';
    return {
        disturbed,
        violations: violations.map(v => `${v.id}: ${v.help}: ${v.nodes[0].html.slice(0, 200)}`),
        wider: document.documentElement.scrollWidth - document.documentElement.clientWidth,
        lang: document.documentElement.lang,
    };
}"""
"""The bar that stays at the foot of the screen is laid at the end of the page meanwhile: what it happens to cover by half
is not too small to touch. Only what is read comes back: axe also tells of all that is in order, which takes longer to hand
over than to find."""


def violations(page: Page, where: str) -> list[str]:
    """What is wrong with the page once it is at rest: text that is fading in has no colour yet.

    A page that moved while axe was looking is looked at again.
    """
    for _ in range(LOOKS_AGAIN):
        visitor.come_to_rest(page)
        if not page.evaluate("'axe' in window"):
            page.evaluate(AXE_SCRIPT)
        seen = page.evaluate(_JUDGE, RULES)
        if not seen["disturbed"]:
            break
    problems = [f"{where}: {problem}" for problem in seen["violations"]]
    if seen["wider"] > 0:
        problems.append(f"{where}: {seen['wider']} px wider than the screen")
    if seen["lang"] != "id":
        problems.append(f"{where}: lang is {seen['lang']}")
    return problems
