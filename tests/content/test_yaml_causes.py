"""Rules of the sentences about a file that is not YAML: the cause is named, the line is theirs, the remedy mends it."""

from __future__ import annotations

import pytest

from content.yaml_file import YamlRefused, parse_yaml


def refused(text: str) -> YamlRefused:
    with pytest.raises(YamlRefused) as caught:
        parse_yaml(text)
    return caught.value


@pytest.mark.parametrize(
    ("text", "line", "cause", "remedy"),
    [
        ("id: a\ntitle: Kasus: brosur\n", 2, "memuat titik dua", "title: 'Kasus: brosur'"),
        ("a:\n  - b: Jum'at: libur\n", 2, "memuat titik dua", '- b: "Jum\'at: libur"'),
        ("a: Tamu datang\n  Ingat: jangan\n", 2, "Teks lanjutan", "|-"),
        ("title: A\n summary: B\n", 2, "bergeser lebih dalam", "kolom yang sama"),
        ('id: a\nfb: "Tidak" itu salah\nx: 1\n', 2, "menutup sebelum", """fb: '"Tidak" itu salah'"""),
        ("id: a\nfb: 'Jum'at bersih'\nx: 1\n", 2, "menutup sebelum", 'fb: "Jum\'at bersih"'),
        ('x:\n  - "Ya" dan "tidak"\n  - b\n', 2, "menutup sebelum", """- '"Ya" dan "tidak"'"""),
        ('a: 1\nfb: "Tidak\nx: 1\n', 2, "tidak ditutup", 'fb: "Tidak"'),
        ('a: 1\nfb: "Tidak\nx: 1\ny: "Halo"\nz: 1\n', 2, "tidak ditutup", 'fb: "Tidak"'),
        ("a: 1\ntitle: “Kasus: brosur”\n", 2, "Tanda kutip miring", "title: 'Kasus: brosur'"),
        ("a: “Ya,” katanya: “Mari.”\n", 1, "Tanda kutip miring", "a: '“Ya,” katanya: “Mari.”'"),
        ("a: 1\ntitle:\u00a0Kasus\nx: 1\n", 2, "spasi tak terputus", "tombol spasi"),
        ("a:\n\u00a0 b: 1\n  c: 2\n", 2, "spasi tak terputus", "tombol spasi"),
        ("a:\n\t- b\n", 2, "tombol Tab", "dua spasi"),
        ("a:\n  - b: 1\n\tc: 2\n", 3, "tombol Tab", "dua spasi"),
        ("a: **Tebal** sekali\n", 1, "diawali '*'", "a: '**Tebal** sekali'"),
        ("a: [Lama] isi\nb: 1\n", 1, "diawali '['", "a: '[Lama] isi'"),
        ("body: |-\nTeks\nx: 1\n", 2, "belum digeser", "dua spasi"),
        ("id: a\ntitle:Kasus\nx: 1\n", 2, "Tidak ada spasi", "title: Kasus"),
        ("id: a\ntitle Kasus\nx: 1\n", 2, "bukan isian", "nama: nilai"),
        ("a:\n    b: 1\n  c: 2\n", 3, "tidak cocok", "kolom yang sama"),
        ("cells: ['a, b', \"c\" d]\n", 1, "kurung siku", "tanda hubung"),
    ],
)
def test_the_cause_is_named_with_their_own_line_mended(text: str, line: int, cause: str, remedy: str) -> None:
    refusal = refused(text)
    assert refusal.line == line and cause in refusal.message and remedy in refusal.how_to_fix, (
        refusal.line, refusal.message, refusal.how_to_fix,
    )  # fmt: skip


@pytest.mark.parametrize(
    "line", ["title: Kasus: brosur", "title: 'Jum'at: libur'", 'title: "Ya" kata Bu Rina', "title: **Tebal** sekali"]
)
def test_the_mended_line_can_be_read(line: str) -> None:
    refusal = refused(f"id: a\n{line}\nx: 1\n")
    mended = refusal.how_to_fix.partition("kutip: ")[2]
    found = parse_yaml(f"id: a\n{mended}\nx: 1\n")
    assert set(found.data) == {"id", "title", "x"} and found.losses == ()


@pytest.mark.parametrize("written", ["a: Loket #3\n", "x:\n  - Loket #3 buka\n", "a: Loket\n  nomor #3\n"])
def test_text_lost_as_a_comment_is_told(written: str) -> None:
    ((line, message, fix),) = parse_yaml(f"# judul\n{written}").losses
    assert line == written.count("\n") + 1 and "' #' dianggap catatan" in message and "tanda kutip" in fix


@pytest.mark.parametrize(
    "written",
    ["a: b\n# catatan\n", "a: 'b' # catatan\n", "a: 5 # catatan\n", "a: |-\n  b # c\n", "a: b#c\n", "a: [b] # c\n"],
)
def test_a_comment_that_hides_no_text_is_left_alone(written: str) -> None:
    assert parse_yaml(written).losses == ()


@pytest.mark.parametrize(
    "body",
    [
        "Tamu:\n    - satu\n    - dua\n".replace(":", ""),
        "Satu.\n\n    Dua.\n",
        "\n    Satu.\n\n    1. Dua\n",
        "'Satu.\n\n    Dua.'\n",
    ],
)
def test_a_folded_list_or_paragraph_is_told(body: str) -> None:
    ((line, message, fix),) = parse_yaml(f"id: a\nx:\n  body: {body}").losses
    assert message == "Isi 'body' tidak didahului |-, sehingga daftar dan baris barunya menyatu."
    assert fix.startswith("Tulis body: |-") and line >= 3


@pytest.mark.parametrize(
    "body", ["satu\n  dua\n", "|-\n  satu\n\n  - dua\n", ">-\n  satu\n\n  dua\n", "satu\n\n\nb: 1\n"]
)
def test_lines_of_one_paragraph_may_be_folded(body: str) -> None:
    assert parse_yaml(f"body: {body}").losses == ()
