"""What a learner does on the quiz page: start, answer the item in front of them, turn to the next, hand in.

An answer counts only when the page says "Tersimpan" (saved) in reply to the last click of the item.
"""

from __future__ import annotations

import random

from bench.tab import Shown, Tab

SAVED = "Tersimpan"
_ITEM_KEY = "jawab-"
"""ui/pages/kuis.py names the widgets of an item so; Streamlit puts the name into the widget's id."""


async def open_quiz(tab: Tab, quiz_id: str) -> None:
    """To the first item of a running attempt, starting one if need be."""
    await tab.open("kuis", f"id={quiz_id}")
    await begin(tab)


async def begin(tab: Tab) -> None:
    if not item_widgets(tab):
        await _press(tab, "Mulai")
    if not item_widgets(tab):
        raise RuntimeError(f"no item on the page:\n{tab.text()[:1500]}")


def item_widgets(tab: Tab) -> list[Shown]:
    kinds = ("radio", "checkbox", "selectbox", "button_group")
    return [shown for kind in kinds for shown in tab.find(kind, lambda s: _ITEM_KEY in s.element.id)]


async def to_a_radio(tab: Tab) -> None:
    """Turn pages until an item is answered by one click."""
    for _ in range(20):
        if item_widgets(tab)[0].kind == "radio":
            return
        await turn_page(tab)
    raise RuntimeError("no single-choice item in this paper")


async def choose_another(tab: Tab) -> bool:
    """One click on the next option of the radio in front; True when the new answer was acknowledged."""
    (radio,) = item_widgets(tab)
    await _click(tab, radio, (_present_place(tab, radio) or 0) + 1)
    return tab.says_anew(SAVED)


async def answer_item(tab: Tab, dice: random.Random) -> bool:
    """As many clicks as the kind of item needs; True when the complete answer was acknowledged."""
    widgets = item_widgets(tab)
    if widgets[0].kind == "checkbox":
        # On the way back the item is answered already: unticking the two would empty the answer.
        widgets = ([box for box in widgets if not _is_ticked(tab, box)] or widgets)[:2]
    ids = [widget.element.id for widget in widgets]
    ranks = dice.sample(range(len(ids)), len(ids))  # pairs and steps must differ from each other
    for widget_id, rank in zip(ids, ranks, strict=False):
        widget = next(w for w in item_widgets(tab) if w.element.id == widget_id)
        is_choice = widget.kind == "radio"
        await _click(tab, widget, (_present_place(tab, widget) or 0) + 1 if is_choice else rank)
    return tab.says_anew(SAVED)


async def answer_and_turn(tab: Tab, dice: random.Random) -> bool:
    is_saved = await answer_item(tab, dice)
    await turn_page(tab)
    return is_saved


def _present_place(tab: Tab, radio: Shown) -> int | None:
    """The option the page shows as chosen."""
    held = tab.held(radio)
    if held:
        return list(radio.element.options).index(held.string_value)
    return radio.element.default if radio.element.HasField("default") else None


def _is_ticked(tab: Tab, box: Shown) -> bool:
    held = tab.held(box)
    return held.bool_value if held else box.element.default


async def _click(tab: Tab, widget: Shown, place: int) -> None:
    element = widget.element
    if widget.kind == "radio":
        await tab.choose(widget, string_value=element.options[place % len(element.options)])
    elif widget.kind == "checkbox":
        await tab.choose(widget, bool_value=not _is_ticked(tab, widget))
    elif widget.kind == "selectbox":
        await tab.choose(widget, string_value=element.options[place])
    else:
        await tab.choose(widget, string_array_value=[element.options[place].content])


async def turn_page(tab: Tab) -> None:
    """To the next item; from the last one back, and from the first one on again."""
    if tab.find_button("Berikutnya") is None:
        tab.goes_back = True
    elif tab.find_button("Sebelumnya") is None:
        tab.goes_back = False
    await _press(tab, "Sebelumnya" if tab.goes_back else "Berikutnya")


async def hand_in(tab: Tab) -> None:
    await _press(tab, "Kumpulkan")
    await _press(tab, "Ya, kumpulkan")


async def _press(tab: Tab, label: str) -> None:
    button = tab.find_button(label)
    if button is None:
        raise RuntimeError(f"no button '{label}' on the page:\n{tab.text()[:1500]}")
    await tab.press(button)
