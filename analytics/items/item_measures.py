"""The catalogue of item and quiz statistics: what each is, in plain Indonesian, and where it comes from.

Ids are the names the statistics have in code, so that a test can walk from one to the other.
"""

from __future__ import annotations

from analytics.measures import Measure

_FIRST = "Percobaan pertama tiap orang; yang tidak dijawab bernilai 0."
_MOODLE = "Moodle, Quiz statistics calculations"
_CROCKER = "Crocker & Algina (1986), Introduction to Classical and Modern Test Theory"
_BRENNAN = "Brennan (2001), Generalizability Theory; komponen menurut Henderson (1953), metode 1"
_LEWIS = (
    "Livingston & Lewis (1995), Journal of Educational Measurement 32; skor sejati menurut sebaran beta (Huynh 1976)"
)

_ROWS = (
    # id, title, definition, unit, source
    ("learners", "Banyak orang", "Banyaknya orang yang mendapat soal atau kuis itu dan sudah selesai.", "orang", "Cacah langsung"),
    ("unanswered", "Tidak dijawab", "Banyaknya orang yang mendapat soal itu tetapi membiarkannya kosong.", "orang", "Cacah langsung"),
    ("facility", "Tingkat kemudahan", "Rata-rata nilai satu soal dibagi nilai penuhnya: 100% berarti semua orang benar.", "persen", f"{_MOODLE}; selang skor Wilson (1927)"),
    ("guess", "Nilai menebak", "Rata-rata nilai orang yang menjawab asal saja, bila tiap jawaban sama peluangnya.", "persen", f"{_MOODLE}, diperluas ke semua bentuk soal"),
    ("standard_deviation", "Simpangan baku", "Seberapa jauh nilai orang-orang tersebar di sekitar rata-ratanya.", "nilai", _MOODLE),
    ("covariance", "Kovarians dengan soal lain", "Kecenderungan nilai soal ini naik bersama nilai soal lain pada kuis yang sama.", "nilai kuadrat", _MOODLE),
    ("covariance_max", "Kovarians terbesar", "Kovarians bila urutan orang pada soal ini sama persis dengan urutannya pada soal lain.", "nilai kuadrat", _MOODLE),
    ("discrimination", "Daya beda", "Korelasi nilai satu soal dengan jumlah nilai soal lain. Soal yang baik bernilai positif: yang paham lebih sering benar.", "−1 sampai 1", f"{_MOODLE}; {_CROCKER}, bab 14"),
    ("as_moodle", "Daya beda menurut Moodle", "Untuk soal yang diambil acak, Moodle menghitung korelasi dengan nilai seluruh naskah, termasuk soal itu sendiri. Angkanya jadi tertarik ke arah positif, bahkan tandanya dapat berbalik; pakailah daya beda.", "−1 sampai 1", _MOODLE),
    ("discriminative_efficiency", "Efisiensi daya beda", "Kovarians dibagi kovarians terbesar yang mungkin, sehingga soal yang sangat mudah pun dapat dinilai.", "persen", _MOODLE),
    ("efficiency_as_moodle", "Efisiensi menurut Moodle", "Efisiensi daya beda yang dihitung dengan nilai seluruh naskah, termasuk soal itu sendiri. Angkanya terlalu tinggi; pakailah efisiensi daya beda.", "persen", _MOODLE),
    ("item_rest", "Daya beda pada naskah acak", "Korelasi nilai satu soal dengan rata-rata nilai soal lain pada naskah orang itu.", "−1 sampai 1", f"{_CROCKER}, bab 14; selang z Fisher (1921)"),
    ("intended_weight", "Bobot yang dimaksud", "Bagian nilai penuh soal ini dari nilai penuh seluruh kuis; bila naskahnya acak, menurut seringnya soal itu keluar.", "persen", _MOODLE),
    ("effective_weight", "Bobot yang terjadi", "Bagian soal ini dalam membedakan nilai akhir orang-orang; dibandingkan dengan bobot yang dimaksud.", "persen", _MOODLE),
    ("has_negative_covariance", "Kovarians negatif", "Tanda bahwa nilai soal ini turun ketika nilai kuis naik, sehingga bobot yang terjadi tidak dapat dihitung.", "ya/tidak", _MOODLE),
    ("chosen", "Dipilih", "Banyaknya orang yang memilih satu pilihan; yang kurang dari 10 orang disembunyikan.", "orang", "Cacah langsung"),
    ("share", "Bagian yang memilih", "Banyaknya orang yang memilih satu pilihan dibagi semua orang yang mendapat soal itu.", "persen", "Selang skor Wilson (1927)"),
    ("option_rest", "Korelasi pilihan", "Korelasi antara memilih satu pilihan dan rata-rata nilai pada soal lain. Kunci semestinya positif, pengecoh negatif.", "−1 sampai 1", f"{_CROCKER}, bab 14; selang z Fisher (1921)"),
    ("mean_rest", "Nilai pemilih pada soal lain", "Rata-rata nilai pada soal lain dari orang-orang yang memilih satu pilihan.", "persen", _CROCKER),
    ("mean", "Rata-rata", "Jumlah nilai semua orang dibagi banyaknya orang.", "nilai", _MOODLE),
    ("median", "Median", "Nilai yang di tengah bila semua nilai diurutkan.", "nilai", _MOODLE),
    ("skewness", "Kemencengan", "Positif bila beberapa nilai jauh di atas rata-rata, negatif bila beberapa jauh di bawahnya.", "tanpa satuan", f"{_MOODLE}; statistik k Fisher (1930)"),
    ("kurtosis", "Keruncingan", "Nol untuk sebaran normal; positif bila ada nilai yang sangat jauh dari rata-rata.", "tanpa satuan", f"{_MOODLE}; statistik k Fisher (1930)"),
    ("internal_consistency", "Konsistensi internal", "Seberapa kompak semua soal mengukur hal yang sama: alfa Cronbach. Bila naskahnya acak, dihitung dari ragam orang dan ragam sisa; hasilnya sama bila semua orang mendapat soal yang sama.", "persen", f"Cronbach (1951), Psychometrika 16; {_MOODLE}"),
    ("error_ratio", "Rasio galat", "Bagian dari simpangan baku yang berasal dari kebetulan, bukan dari perbedaan pemahaman.", "persen", _MOODLE),
    ("standard_error", "Galat baku", "Perkiraan seberapa jauh nilai seseorang menyimpang dari nilai sejatinya: rasio galat dikali simpangan baku.", "nilai", _MOODLE),
    ("people", "Ragam antarorang", "Seberapa besar nilai berbeda karena orangnya berbeda paham.", "nilai kuadrat", _BRENNAN),
    ("items", "Ragam antarsoal", "Seberapa besar nilai berbeda karena soalnya berbeda sulit.", "nilai kuadrat", _BRENNAN),
    ("residual", "Ragam sisa", "Perbedaan nilai yang tidak dijelaskan oleh orang maupun soal.", "nilai kuadrat", _BRENNAN),
    ("items_per_paper", "Banyak soal per naskah", "Rata-rata harmonik banyaknya soal pada satu naskah.", "soal", _BRENNAN),
    ("dependability", "Keandalan naskah acak", "Bagian perbedaan nilai yang benar-benar berasal dari orangnya, bila untung-rugi mendapat naskah mudah atau sulit dihitung sebagai galat.", "0 sampai 1", f"{_BRENNAN}, rancangan i:p"),
    ("generalizability", "Keandalan setelah disesuaikan", "Seperti keandalan naskah acak, untuk nilai yang sudah disesuaikan dengan kesulitan naskahnya. Sama dengan alfa bila semua mendapat soal yang sama.", "0 sampai 1", f"{_BRENNAN}, rancangan p × i"),
    ("absolute_error", "Galat baku naskah acak", "Perkiraan seberapa jauh nilai seseorang pada satu naskah menyimpang dari nilainya pada seluruh bank soal.", "persen", f"{_BRENNAN}, rancangan i:p"),
    ("consistency", "Keputusan yang sama", "Perkiraan bagian orang yang mendapat keputusan lulus atau tidak lulus yang sama bila mengerjakan naskah lain yang setara. Hanya memperhitungkan nilai lulus keseluruhan, belum topik kritis.", "persen", _LEWIS),
    ("accuracy", "Keputusan yang tepat", "Perkiraan bagian orang yang keputusannya sesuai dengan pemahaman sejatinya.", "persen", _LEWIS),
    ("wrongly_passed", "Lulus, semestinya belum", "Perkiraan bagian orang yang lulus padahal pemahaman sejatinya di bawah batas lulus.", "persen", _LEWIS),
    ("wrongly_failed", "Belum lulus, semestinya lulus", "Perkiraan bagian orang yang tidak lulus padahal pemahaman sejatinya mencapai batas lulus.", "persen", _LEWIS),
    ("chance_consistency", "Keputusan sama karena kebetulan", "Bagian keputusan yang sama andaikata dua naskah tidak berkaitan sama sekali.", "persen", "Cohen (1960), Educational and Psychological Measurement 20"),
    ("kappa", "Kappa keputusan", "Keputusan yang sama di luar kebetulan: 0 berarti seperti kebetulan, 1 berarti selalu sama.", "0 sampai 1", "Cohen (1960), Educational and Psychological Measurement 20"),
    ("effective_items", "Panjang efektif", "Banyaknya soal benar/salah yang setara dengan keandalan kuis ini.", "soal", _LEWIS),
)  # fmt: skip

ITEM_MEASURES: dict[str, Measure] = {
    id_: Measure(id_, title, definition, unit, _FIRST, source) for id_, title, definition, unit, source in _ROWS
}
