"""One plain sentence per view of comprehension: what it shows, with counts and intervals, and no order that is not proved."""

from __future__ import annotations

from collections.abc import Sequence

from analytics.crossover import Growth
from analytics.estimates import CONFIDENCE, Comprehension, Estimate, NoData, Withheld
from analytics.items.facility import MIN_ITEM_LEARNERS
from analytics.ranking import Group, lowest_band
from analytics.tables import number, percent, points
from analytics.words.listing import listed
from analytics.words.share_words import share_words

NAMED = 3
"""So many are told by name; the others as a number."""
HALF = 0.5


def nothing_words(name: str, cells: Sequence[object]) -> str:
    """Why no number can be told of an agency."""
    if all(isinstance(cell, NoData) for cell in cells):
        return f"Belum ada hasil di {name}."
    return f"Angka {name} secara keseluruhan disembunyikan, karena kelompoknya kecil atau dapat membocorkan kelompok kecil."


def interval_words(found: Estimate) -> str:
    """Such as ``64%, rentang 58–70%, 120 orang``."""
    return (
        f"{percent(found.value)}, rentang {found.low * 100:.0f}–{percent(found.high)}, {number(found.learners)} orang"
    )


def span_words(found: Sequence[Estimate]) -> str:
    """From the lowest end of their intervals to the highest, such as ``rentang 58–70%``."""
    return f"rentang {min(one.low for one in found) * 100:.0f}–{percent(max(one.high for one in found))}"


def names_words(names: Sequence[str]) -> str:
    """In the order of the alphabet, so that the order says nothing; at most three by name."""
    ordered = sorted(names)
    shown, others = ordered[:NAMED], len(ordered) - NAMED
    if others > 0:
        return f"{', '.join(shown)}, dan {others} lainnya"
    return listed(shown)


# --- Map -------------------------------------------------------------------------------------


def map_words(
    name: str, titles: Sequence[str], total: Sequence[Comprehension], parts: Sequence[Sequence[Group]], noun: str
) -> str:
    """``noun``: what the columns are ("indikator"). The weakest columns, then how many parts clearly fall behind."""
    known = [(title, found) for title, found in zip(titles, total, strict=True) if isinstance(found, Estimate)]
    if not known:
        return nothing_words(name, total)
    return " ".join(filter(None, (_weakest(name, known, noun), _behind(parts, noun))))


def _weakest(name: str, known: list[tuple[str, Estimate]], noun: str) -> str:
    alike = [known[place] for place in lowest_band([found for _, found in known])]
    title, found = alike[0]
    if len(alike) == 1:
        words = f"Di {name}, {share_words(found)} jawaban tentang {title} benar ({interval_words(found)})"
        return f"{words}; itu jelas {noun} terlemah." if len(known) > 1 else f"{words}."
    span = span_words([found for _, found in alike])
    if len(alike) == len(known):
        return f"Di {name}, belum ada {noun} yang jelas paling lemah: semuanya pada {span}."
    names = names_words([title for title, _ in alike])
    return f"Di {name}, yang paling lemah adalah {names} ({span}); di antara mereka belum ada yang jelas terlemah."


def _behind(parts: Sequence[Sequence[Group]], noun: str) -> str:
    measured = [groups for groups in parts if any(group != "unknown" for group in groups)]
    if not measured:
        return ""
    low = sum("low" in groups for groups in measured)
    unknown = len(parts) - len(measured)
    beside = f" {number(unknown)} bagian lain belum ada hasilnya atau disembunyikan." if unknown else ""
    if not low:
        return f"Tidak satu pun dari {number(len(measured))} bagian yang terukur jelas tertinggal.{beside}"
    return (
        f"{number(low)} dari {number(len(measured))} bagian yang terukur jelas di bawah keseluruhan "
        f"pada sedikitnya satu {noun}.{beside}"
    )


# --- Order -----------------------------------------------------------------------------------


def order_words(title: str, name: str, parts: Sequence[tuple[str, Group]]) -> str:
    """How many parts stand clearly apart from the whole, by name but in no order."""
    groups = {group: [part for part, its in parts if its == group] for group in ("low", "high", "unclear")}
    measured = sum(map(len, groups.values()))
    if not measured:
        return f"Pada {title}, belum ada bagian {name} yang angkanya dapat ditampilkan."
    if not groups["low"] and not groups["high"]:
        return (
            f"Pada {title}, tidak satu pun dari {number(measured)} bagian {name} dapat dibedakan dari keseluruhan: "
            "rentangnya bertumpang tindih."
        )
    told = []
    if groups["low"]:
        told.append(f"{number(len(groups['low']))} jelas di bawah keseluruhan ({names_words(groups['low'])})")
    if groups["high"]:
        told.append(f"{number(len(groups['high']))} jelas di atas")
    if groups["unclear"]:
        told.append(f"{number(len(groups['unclear']))} belum dapat dibedakan")
    return f"Pada {title}, dari {number(measured)} bagian {name} yang terukur: {'; '.join(told)}."


# --- Growth ----------------------------------------------------------------------------------


def growth_words(name: str, titles: Sequence[str], grown: Sequence[Growth | NoData | Withheld]) -> str:
    """On which indicators the same persons clearly grew or fell, and on which nothing can be said."""
    known = [(title, one) for title, one in zip(titles, grown, strict=True) if isinstance(one, Growth)]
    if not known:
        return nothing_words(name, grown)
    up = [(title, one) for title, one in known if one.low > 0]
    down = [(title, one) for title, one in known if one.high < 0]
    told = []
    for found, word in ((up, "jelas naik"), (down, "jelas turun")):
        if found:
            low, high = min(one.low for _, one in found), max(one.high for _, one in found)
            span = f"rentang {points(low)} sampai {points(high)} poin"
            where = "semua indikator" if len(found) == len(titles) > 1 else names_words([title for title, _ in found])
            told.append(f"{word} pada {where} ({span})")
    unsure = [title for title, one in known if one.low <= 0 <= one.high]
    if unsure:
        told.append(f"belum jelas berubah pada {names_words(unsure)}")
    people = max(one.learners for _, one in known)
    return f"Di {name}, hasil {number(people)} orang yang menempuh prauji dan pascauji {'; '.join(told)}."


def part_growth_words(title: str, name: str, parts: Sequence[tuple[str, Growth | NoData | Withheld]]) -> str:
    """Which parts clearly fell, by the alphabet, beside how many would seem to by chance; how many clearly grew."""
    known = [(part, one) for part, one in parts if isinstance(one, Growth)]
    if not known:
        return f"Pada {title}, belum ada bagian {name} yang kemajuannya dapat ditampilkan."
    fallen = [part for part, one in known if one.turn == "fallen"]
    risen = sum(one.turn == "risen" for _, one in known)
    unclear = len(known) - len(fallen) - risen
    told = [f"{number(len(fallen))} jelas turun ({names_words(fallen)})" if fallen else "tidak satu pun jelas turun"]
    told += [f"{number(count)} {word}" for count, word in ((risen, "jelas naik"), (unclear, "belum jelas")) if count]
    by_luck = len(known) * (1 - CONFIDENCE) / 2
    beside = (
        f" Seandainya tidak ada yang berubah, kira-kira {max(1, round(by_luck))} dari {number(len(known))} bagian akan tampak jelas "
        "turun karena kebetulan saja."
        if fallen
        else ""
    )
    return f"Pada {title}, dari {number(len(known))} bagian {name} yang terukur: {'; '.join(told)}.{beside}"


# --- Items, dilemmas, beliefs ----------------------------------------------------------------


def items_words(name: str, facilities: Sequence[Estimate]) -> str:
    """How many items clearly more than half got wrong, and how the hardest ones did."""
    if not facilities:
        return f"Di {name} belum ada soal yang dijawab paling sedikit {MIN_ITEM_LEARNERS} orang."
    hard = [one for one in facilities if one.high < HALF]
    count = f"dari {number(len(facilities))} soal yang terukur"
    if not hard:
        return f"Di {name}, {count}, tidak ada yang jelas dijawab salah oleh lebih dari separuh orang."
    low, high = min(one.low for one in hard), max(one.high for one in hard)
    return (
        f"Di {name}, {count}, {number(len(hard))} jelas belum dijawab benar oleh separuh orang "
        f"(yang benar {low * 100:.0f}–{percent(high)})."
    )


def no_order_words(facilities: Sequence[Estimate], told: int) -> str:
    """Of items listed by facility, ``told`` of them on top: what that order does not say."""
    top, others = facilities[:told], facilities[told:]
    alike = sum(any(one.low <= it.high and it.low <= one.high for it in top) for one in others)
    beside = (
        f"{number(alike)} soal lain belum tentu lebih mudah, karena rentangnya bertumpang tindih. " if alike else ""
    )
    return (
        f"Tampil {number(len(top))} soal dengan bagian benar terendah. {beside}"
        "Juga di antaranya belum dapat dikatakan mana yang lebih sulit selama rentangnya bertumpang tindih."
    )


def dilemma_words(name: str, best: Sequence[Comprehension]) -> str:
    """At how many steps of a story clearly fewer than half chose the best action."""
    known = [found for found in best if isinstance(found, Estimate)]
    if not known:
        return nothing_words(name, best)
    low, high = min(found.low for found in known), max(found.high for found in known)
    poor = sum(found.high < HALF for found in known)
    told = (
        f"pada {number(poor)} keadaan jelas lebih dari separuh orang memilih tindakan lain"
        if poor
        else "tidak ada keadaan yang jelas keliru bagi lebih dari separuh orang"
    )
    return (
        f"Di {name}, {number(len(known))} dari {number(len(best))} keadaan cerita ini dapat dihitung. "
        f"Tindakan terbaik dipilih oleh {low * 100:.0f}–{percent(high)} orang; {told}."
    )


def beliefs_words(name: str, beliefs: Sequence[tuple[str, int, Estimate]], measured: int, close: int) -> str:
    """``beliefs``: (text, band, share), the most common first; what shares the first one's band, or is ``close``, may be as common."""
    if not beliefs:
        return f"Di {name} tidak ada salah paham yang ditunjukkan sedikitnya satu dari sepuluh orang."
    text, band, share = beliefs[0]
    alike = sum(1 for _, its, _ in beliefs[1:] if its == band)
    alike += close if alike == len(beliefs) - 1 else 0
    place = (
        f"Itu salah satu yang paling umum; {number(alike)} lainnya belum dapat dibedakan."
        if alike
        else "Itu jelas yang paling umum."
        if len(beliefs) > 1
        else f"Itu satu-satunya yang umum dari {number(measured)} salah paham yang terukur."
    )
    return f"Di {name}, {share_words(share)} pegawai keliru ({interval_words(share)}). Anggapannya: “{text}” {place}"
