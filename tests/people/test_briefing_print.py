"""The paper for a gathering keeps to two A4 pages, is tagged, and prints what it is given as words, not as a program."""

from __future__ import annotations

import re
import struct
import zlib

import pytest

from people.briefing_print import MAX_PAGES, Briefing, Point, briefing_pdf, briefing_pictures, fitted_inputs
from tests.builders import shipped_courseware


def point(**changes: str) -> Point:
    usual = {
        "belief": "Netral berarti golput.", "how_common": "Kira-kira 3 dari 4 pegawai (75%).", "rule": "Tidak.",
        "sources": "UU 9/2030 Pasal 1", "question": "Benar atau keliru?", "lesson": "Dasar, bagian “Awal”",
    }  # fmt: skip
    return Point(**usual | changes)


def briefing(*points: Point, agency: str = "Dinas Contoh") -> Briefing:
    facts = (("Penugasan", "Tugas, 1 Januari sampai 31 Desember 2026"), ("Peserta", "120 orang"))
    return Briefing(agency, facts, "Bacakan, tanyakan, lalu jelaskan.", points, ("Rentang 90%.",), "22 November 2026")


def inflated(pdf: bytes) -> bytes:
    """The file with its packed parts unpacked: where the structure of a modern PDF lives."""
    parts = [pdf]
    for found in re.finditer(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        try:
            parts.append(zlib.decompress(found.group(1)))
        except zlib.error:
            continue
    return b"\n".join(parts)


def size_of(png: bytes) -> tuple[int, int]:
    return struct.unpack(">II", png[16:24])


def test_the_longest_texts_of_the_whole_curriculum_fit_on_two_a4_pages() -> None:
    known = shipped_courseware().library.misconceptions.values()
    longest = sorted(known, key=lambda one: len(one.belief) + len(one.correction), reverse=True)[:5]
    told = briefing(*(point(belief=m.belief, rule=m.correction, question="Mengapa? " * 20) for m in longest))
    pages = briefing_pictures(told, dots_per_inch=72)
    assert len(pages) <= MAX_PAGES
    assert {size_of(page) for page in pages} == {(595, 842)}  # A4 in points
    assert '"size": 8.5' not in fitted_inputs(told)["data"]  # large enough to read aloud
    assert fitted_inputs(told)["data"].count('"belief"') == 5


@pytest.mark.parametrize("length", [1, 40, 400])
def test_whatever_the_length_there_are_never_more_than_two_pages(length: int) -> None:
    told = briefing(*(point(rule="Aturan yang panjang sekali. " * length) for _ in range(5)))
    pdf = inflated(briefing_pdf(told))
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf)) <= MAX_PAGES
    assert len(briefing_pictures(told, dots_per_inch=20)) <= MAX_PAGES


def test_the_file_is_tagged_and_says_its_language_and_title() -> None:
    pdf = inflated(briefing_pdf(briefing(point())))
    assert b"/StructTreeRoot" in pdf and re.search(rb"/Marked\s+true", pdf)
    assert re.search(rb"/Lang\s*\(id", pdf) and b"pdfuaid" in pdf
    assert b"/H1" in pdf and b"/H2" in pdf


def test_texts_are_never_read_as_a_program() -> None:
    told = briefing(point(belief='#panic("x") *tebal* $x$ <label> @rujuk', rule="\\ #let a = 1"), agency="#include")
    assert briefing_pdf(told).startswith(b"%PDF-")


def test_a_briefing_without_beliefs_is_one_page() -> None:
    assert len(briefing_pictures(briefing(), dots_per_inch=20)) == 1
