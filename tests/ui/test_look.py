"""Tables: figures stand right, words left, and what would not fit a phone falls into lines."""

from __future__ import annotations

from ui.look import table


def test_columns_of_figures_stand_right_and_columns_of_words_do_not() -> None:
    drawn = table("Contoh", ("Nama", "Orang", "Sebab"), [("Ani", "1.204", "cuti"), ("Budi", "–", "pindah")])
    assert '<th scope="col" class=n-num>Orang</th><th scope="col">Sebab</th>' in drawn
    assert '<td class=n-num data-column="Orang">1.204</td><td data-column="Sebab">cuti</td>' in drawn


def test_a_table_with_words_falls_into_lines_on_a_phone_and_a_narrow_one_of_figures_does_not() -> None:
    assert 'class="n-stack"' in table("Contoh", ("Nama", "Sebab"), [("Ani", "cuti")])
    assert 'class="n-stack"' not in table("Contoh", ("Unit", "Kini", "Jadi"), [("Dinas", "3", "4")])
    assert 'class="n-stack"' in table("Contoh", ("Unit", "A", "B", "C", "D"), [("Dinas", "1", "2", "3", "4")])


def test_what_is_in_a_cell_or_a_heading_is_escaped() -> None:
    drawn = table("<a>", ("<b>", '"c"'), [("<d>", '"<e>')])
    assert "<a>" not in drawn and "<b>" not in drawn and "<d>" not in drawn and 'data-column=""c""' not in drawn


def test_a_table_of_many_columns_stands_closer_together() -> None:
    def drawn(count: int) -> str:
        return table("Contoh", [str(place) for place in range(count)], [["1"] * count])

    assert "n-wide" not in drawn(5) and 'class="n-stack n-wide"' in drawn(6)
