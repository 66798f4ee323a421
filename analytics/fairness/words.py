"""What the figures about groups, forms and verdicts say, in plain Indonesian."""

from __future__ import annotations

from math import ceil, floor

from analytics.fairness.equating import Between, Equating
from analytics.fairness.groups import Comparison, ItemDif
from analytics.fairness.link import Harder, Link
from analytics.tables import number, percent

CLASS_WORDS = {"A": "kecil", "B": "sedang", "C": "besar"}
CAUTION = (
    "Ini tanda untuk membaca ulang soal, bukan bukti bahwa soal atau suatu kelompok keliru: soal yang memang menguji hal yang "
    "dihadapi satu kelompok saja boleh berbeda."
)


def dif_reason(comparison: Comparison, item: ItemDif) -> str:
    """The evidence of a flag, with the figures it rests on."""
    harder = item.dif.delta < 0
    way = "keliru" if harder else "benar"
    check = "asing atau bermakna lain" if harder else "terlalu dekat dengan pekerjaan sehari-hari"
    group, reference = inside(comparison.group), inside(comparison.reference)
    return (
        f"{comparison.group} yang nilainya setara dengan {reference} lebih sering {way} pada soal ini: "
        f"{percent(item.focal_right)} menjawab benar, sedangkan {reference} yang setara {percent(item.expected_right)} "
        f"(beda {CLASS_WORDS[item.dif.dif_class]}, kelas {item.dif.dif_class}; {number(item.dif.focal)} dan "
        f"{number(item.dif.reference)} orang). Periksa apakah kata, contoh, atau tata kerja di dalamnya {check} bagi "
        f"{group}. {CAUTION}"
    )


def inside(title: str) -> str:
    """A group's title within a sentence: PNS and Non-ASN keep their capitals."""
    return title if title[:2].isupper() or "ASN" in title else title[0].lower() + title[1:]


def comparison_sentence(one: Comparison) -> str:
    count = len(one.large)
    found = f"{count} soal berbeda besar (kelas C)" if count else "tidak ada soal yang berbeda besar (kelas C)"
    return (
        f"Di antara {len(one.items)} soal yang dikerjakan cukup banyak {inside(one.group)} dan {inside(one.reference)}, {found}. "
        f"Andaikata tidak satu soal pun berbeda, karena kebetulan saja kira-kira {decimal(one.by_chance)} soal akan tertandai."
    )


def equating_sentence(found: Equating) -> str:
    """The verdict on the two forms."""
    apart = _apart(found)
    if found.verdict == "alike":
        return f"Kedua bentuk setara: {apart}. Itu kurang dari setengah soal."
    if found.verdict == "unclear":
        return f"Belum pasti apakah kedua bentuk setara: {apart}. Tunggu lebih banyak peserta."
    return f"Kedua bentuk tidak sama sulit: {apart}."


def _apart(found: Equating) -> str:
    which, value = harder_form(found.harder)
    about = "kurang dari 0,1" if value.value < 0.1 else decimal(value.value)
    return f"bentuk {which} lebih sulit {about} soal dari {found.item_count} (rentang {between(value)})"


def harder_form(b_over_a: Between | Harder) -> tuple[str, Between]:
    """The form that is harder, and by how much."""
    if b_over_a.value >= 0:
        return "B", Between(b_over_a.value, b_over_a.low, b_over_a.high)
    return "A", Between(-b_over_a.value, -b_over_a.high, -b_over_a.low)


def cut_sentence(found: Equating) -> str:
    """What the difference means for who passes."""
    cut = found.at_cut
    a, b = found.passed
    return (
        f"Nilai lulus {found.cut} dari {found.item_count} pada bentuk A setara dengan {decimal(cut.linear.value)} pada bentuk B "
        f"(rentang {between(cut.linear)}). Menurut nilai keseluruhan, {percent(a.value)} peserta bentuk A dan {percent(b.value)} "
        f"peserta bentuk B mencapai nilai lulus (selisih {_points(found.passed_less)}). {_turned(found)}"
    )


def _points(less: Between) -> str:
    ends = [decimal(100 * end) for end in (less.value, less.low, less.high)]
    return f"{ends[0]} poin, rentang {ends[1]} sampai {ends[2]}"


def _turned(found: Equating) -> str:
    if found.cut_on_b == found.cut:
        return "Dibulatkan, nilai lulus kedua bentuk sama, jadi tidak ada keputusan yang berubah."
    return f"Bila bentuk B memakai nilai lulus {found.cut_on_b}, keputusan {percent(found.turned)} pesertanya berubah."


def link_sentence(found: Link, titles: tuple[str, ...]) -> str:
    """The Rasch model's word on the same."""
    which, value = harder_form(found.both)
    items = decimal(abs(found.both.items))
    return (
        f"Menurut model Rasch, yang memperhitungkan soal satu per satu, bentuk {which} lebih sulit {decimal(value.value, 2)} logit "
        f"(rentang {between(value, 2)}), kira-kira {items} soal pada satu naskah. {_each(found, titles)}Dihitung dari "
        f"{found.placed['A']} soal bentuk A dan {found.placed['B']} soal bentuk B."
    )


def _each(found: Link, titles: tuple[str, ...]) -> str:
    if len(found.sittings) < 2:
        return ""
    parts = []
    for title, one in zip(titles, found.sittings, strict=True):
        which, value = harder_form(one)
        parts.append(f"pada {title} bentuk {which} lebih sulit {decimal(value.value, 2)}")
    steady = (
        "keduanya sejalan"
        if found.is_steady
        else "keduanya berbeda lebih jauh daripada kebetulan, jadi jangan dipakai sebagai satu angka"
    )
    return f"Per kuis: {'; '.join(parts)} logit; {steady}. "


def supervisor_line(found: Equating) -> str:
    """For the page of growth: one line that can be cited."""
    return f"{equating_sentence(found)} Dibandingkan pada semua peserta pascauji; bentuk dibagikan secara acak."


def verdict_sentence(consistency: float, half: float) -> str:
    low, high = max(0, floor(100 * (consistency - half))), min(100, ceil(100 * (consistency + half)))
    return (
        f"Dari 100 peserta, sekitar {round(100 * consistency)} akan mendapat keputusan yang sama bila mengerjakan paket setara "
        f"(rentang {low} sampai {high})."
    )


def cut_items(pass_mark: float, item_count: int) -> int:
    """The first number of items right that passes."""
    return ceil(pass_mark * item_count - 1e-9)


def near_cut_sentence(error: float, item_count: int, cut: int) -> str:
    return (
        f"Di sekitar nilai lulus ({cut} dari {item_count} soal), nilai seseorang dapat meleset kira-kira {decimal(error)} soal "
        "ke atas atau ke bawah hanya karena soal yang kebetulan didapat. Karena itu nilai sedikit di bawah batas sebaiknya "
        "dijawab dengan kesempatan mengulang."
    )


def between(found: Between, places: int = 1) -> str:
    return f"{decimal(found.low, places)} sampai {decimal(found.high, places)}"


def decimal(value: float, places: int = 1) -> str:
    """With a comma and a true minus sign, which no spreadsheet reads as a formula."""
    rounded = round(value, places) + 0.0  # no minus sign before a zero
    return f"{rounded:.{places}f}".replace(".", ",").replace("-", "−")
