"""The catalogue of figures about fairness: what each is, in plain Indonesian, and where it comes from."""

from __future__ import annotations

from analytics.measures import Measure

_SAMPLE = "Contoh acak percobaan pertama, paling banyak 8.000 per jenis kepegawaian; yang tidak dijawab bernilai 0."

_ROWS = (
    # id, title, definition, unit, source
    ("dif", "Beda antarkelompok", "Seberapa jauh satu soal lebih sulit atau lebih mudah bagi suatu kelompok daripada bagi orang kelompok terbesar yang nilainya setara. Nilai setara dihitung dari soal yang dikerjakan kedua kelompok, tanpa soal yang sudah ketahuan berbeda besar.", "delta: 1 delta kira-kira 8 poin persen di sekitar 70%", "Mantel & Haenszel (1959); Holland & Thayer (1988); pemurnian dua tahap: Clauser, Mazor & Hambleton (1993)"),
    ("dif_class", "Kelas A, B, C", "A: beda di bawah 1 delta atau belum pasti. C: paling sedikit 1,5 delta dan jelas lebih dari 1. B: di antaranya. Hanya C yang masuk daftar tinjauan.", "kelas", "Educational Testing Service: Zieky (1993)"),
    ("by_chance", "Tertandai karena kebetulan", "Banyaknya soal kelas C yang akan muncul andaikata tidak satu soal pun berbeda. Bandingkan dengan banyaknya yang ditemukan.", "soal", "Sebaran normal galat delta (Robins, Breslow & Greenland, 1986)"),
    ("expected_right", "Orang setara yang benar", "Bagian yang menjawab benar di antara orang kelompok terbesar, andaikata nilainya tersebar seperti pada kelompok yang dibandingkan.", "persen", "Standardisasi: Dorans & Kulick (1986)"),
    ("harder", "Selisih kesulitan kedua bentuk", "Rata-rata nilai pada bentuk A dikurangi bentuk B, dari dua kelompok yang dibagi secara acak. Di bawah setengah soal tidak mengubah nilai siapa pun.", "soal", "Rancangan kelompok acak: Kolen & Brennan (2014); Dorans & Feigenbaum (1994)"),
    ("equated", "Nilai setara", "Nilai pada bentuk B yang sama artinya dengan suatu nilai pada bentuk A. Cara linear menyamakan rata-rata dan simpangan, cara persentil menyamakan urutan, cara rata-rata hanya menggeser.", "soal", "Kolen & Brennan (2014), bab 2; galat: Braun & Holland (1982)"),
    ("turned", "Keputusan yang berubah", "Bagian peserta bentuk B yang keputusannya berubah bila bentuk B memakai nilai lulus setaranya. Hanya memperhitungkan nilai keseluruhan, belum topik kritis.", "persen", "Cacah langsung"),
    ("link", "Selisih menurut Rasch", "Beda rata-rata kesulitan soal kedua bentuk. Kesulitan tiap soal dihitung tanpa andaian tentang orangnya; kedua bentuk dihubungkan oleh dua kelompok acak yang bertukar bentuk antara prauji dan pascauji. Benar berarti nilai penuh.", "logit", "Rasch (1960); Andersen (1970); Fischer (1981); Andersen & Madsen (1977)"),
    ("margin", "Rentang keputusan yang sama", "Seberapa pasti angka keputusan dan keandalan, dilihat dengan mengeluarkan sepersepuluh orang bergantian.", "poin persen", "Jackknife kelompok: Miller (1974); Kott (2001)"),
    ("error_near_cut", "Galat di sekitar nilai lulus", "Seberapa jauh nilai orang yang pahamnya tepat di batas berubah dari naskah ke naskah. Untuk soal bernilai sebagian, galatnya lebih kecil.", "soal", "Lord (1957)"),
)  # fmt: skip

FAIRNESS_MEASURES: dict[str, Measure] = {
    id_: Measure(id_, title, definition, unit, _SAMPLE, source) for id_, title, definition, unit, source in _ROWS
}
