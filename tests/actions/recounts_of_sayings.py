"""The summaries of sure answers and of refreshers counted once more from the log in plain Python; see ``tests.actions.recounts``."""

from __future__ import annotations

import json
from collections import defaultdict
from fractions import Fraction
from typing import Any

from store.database import Connection
from tests.actions.recounts import Logged, Rows, add, frozen_items, log_of, sorted_rows


def recounted_sureness(connection: Connection, posttest: str) -> dict[str, Rows]:
    """First attempts at ``posttest`` that are closed; the last word on each answer that was given."""
    items = frozen_items(connection)
    sayings = dict(map(tuple, connection.execute("SELECT attempt_id, said FROM attempt_sureness")))
    sums: dict[Any, list[int]] = {}
    beliefs: dict[Any, list[int]] = {}
    for one in log_of(connection):
        if one.quiz != posttest or one.number != 1 or not one.closed:
            continue
        sure = _surely_answered(one, sayings.get(one.id, ""))
        by_indicator, shown = defaultdict(list), defaultdict(list)
        for place in sure:
            item = items[one.versions[place]]
            by_indicator[item["indicator"]].append(one.micros[place] < 500_000)
            can, does = wrong_choices(item, json.loads(one.answers[place]))
            for belief in can:
                shown[belief].append(belief in does)
        for indicator, wrongs in by_indicator.items():
            n, wrong = len(wrongs), sum(wrongs)
            add(sums, (*one.seat, indicator), 1, int(wrong > 0), n, wrong, n * n, n * wrong, wrong * wrong)
        for belief, times in shown.items():
            add(beliefs, (one.seat[0], one.quiz, one.report, one.seat[3], belief), 1, int(any(times)))
    return {"rollup_sureness": sorted_rows(sums), "rollup_sure_belief": sorted_rows(beliefs)}


def _surely_answered(one: Logged, said: str) -> list[int]:
    last = {}
    for entry in said.split():
        sign = next(letter for letter in entry if not letter.isdigit())
        last[int(entry.split(sign)[0])] = sign
    return [place for place, sign in last.items() if sign == "+" and one.answers[place] != "null"]


def wrong_choices(item: dict[str, Any], value: object) -> tuple[set[str], set[str]]:
    """(beliefs the item can show, beliefs this answer shows), straight from the stored text."""
    if item["kind"] == "true_false":
        can = {item["misconception"]} - {None}
        return can, can if value != ("true" if item["key"] else "false") else set()
    chosen = value if isinstance(value, list) else [value]
    wrong = {one["id"]: one["misconception"] for one in item.get("options", ()) if one.get("misconception")}
    return set(wrong.values()), {belief for one, belief in wrong.items() if one in chosen}


def recounted_refreshers(connection: Connection) -> dict[str, Rows]:
    """Per person: the mean mark on each indicator that both tests asked, after less before; "" is the mean of these."""
    items, log = frozen_items(connection), {one.id: one for one in log_of(connection)}
    changes: dict[Any, list[int]] = {}
    shares: dict[Any, list[int]] = {}
    for attempt, posttest, days in map(
        tuple, connection.execute("SELECT attempt_id, posttest_id, due_days FROM refresher")
    ):
        after, before = log[attempt], log[posttest]
        if not after.closed:
            continue
        sides = {"before": _by_indicator(before, items), "after": _by_indicator(after, items)}
        both = sorted(sides["before"].keys() & sides["after"].keys())
        change = {name: _mean(sides["after"][name]) - _mean(sides["before"][name]) for name in both}
        if change:
            change[""] = round(Fraction(sum(change.values()), len(change)))
        seat = after.seat[0], before.quiz, days
        for name, value in change.items():
            add(changes, (*seat, *after.seat[2:], name), 1, value, value**2)
        for name in both:
            for side, found in sides.items():
                for version, _ in found[name]:
                    add(shares, (*seat, side, name, version), round(Fraction(1_000_000, len(found[name]))))
    return {"rollup_refresher": sorted_rows(changes), "rollup_refresher_item": sorted_rows(shares)}


def _by_indicator(one: Logged, items: dict[str, Any]) -> dict[str, list[tuple[str, int]]]:
    found = defaultdict(list)
    for version, micro in zip(one.versions, one.micros, strict=True):
        found[items[version]["indicator"]].append((version, micro))
    return found


def _mean(found: list[tuple[str, int]]) -> int:
    return round(Fraction(sum(micro for _, micro in found), len(found)))
