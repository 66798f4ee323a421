"""The list of the unfinished: names only for WhatsApp, and numbers as text only where they may be seen."""

from __future__ import annotations

import io

from python_calamine import CalamineWorkbook

from people.assigning.follow_up import FollowedUp, FollowUp, follow_up_xlsx, whatsapp_text

NIP = "198501012010011001"
LIST = FollowUp(
    "Netralitas *dasar*", "Dinas Pendidikan", "30 November 2026 pukul 24.00 WITA", 7,
    (
        FollowedUp("Ani _Lestari_", "SMA 1", "PNS", "Belum mulai", NIP),
        FollowedUp(f"Budi\n{NIP}", "SMA 2", "PPPK", "Sedang mengerjakan", "0012"),
        FollowedUp("=1+1", "SMA 2", "PPPK", "Belum mulai", ""),
    ),
)  # fmt: skip


def rows(content: bytes) -> list[list[object]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()


def test_the_text_lists_names_and_never_a_number() -> None:
    text = whatsapp_text(LIST)
    assert "1. Ani Lestari\n2. Budi …\n3. =1+1" in text and "3 dari 7 orang" in text and "24.00 WITA" in text
    assert NIP not in text and "0012" not in text
    assert text.startswith("*Netralitas dasar*\nDinas Pendidikan\n")


def test_when_everybody_has_finished_the_text_says_so() -> None:
    assert "Semua (7 orang) sudah selesai" in whatsapp_text(FollowUp("T", "U", "D", 7, ()))


def test_the_sheet_keeps_numbers_as_text() -> None:
    found = rows(follow_up_xlsx(LIST, with_numbers=True))
    assert found[5][-1] == "NIP/Nomor" and [row[-1] for row in found[6:]] == [NIP, "0012", ""]
    assert all(isinstance(row[-1], str) for row in found[6:]) and found[8][1] == "=1+1"


def test_without_the_right_no_number_is_in_the_file() -> None:
    found = rows(follow_up_xlsx(LIST, with_numbers=False))
    assert found[5] == ["No.", "Nama", "Unit kerja", "Kepegawaian", "Keadaan"]
    assert all("0012" not in row for row in found)
