"""The catalogue of every number on the supervisor's page: what it is, in plain Indonesian, and where it comes from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Measure:
    id: str
    title: str
    definition: str
    unit: str
    counts: str
    """Which attempts count."""
    source: str


_ALL = (
    Measure(
        "assigned", "Ditugaskan",
        "Banyaknya orang yang hari ini bertugas di instansi yang mendapat penugasan ini.",
        "orang", "Tidak bergantung pada percobaan.", "Data keanggotaan instansi",
    ),
    Measure(
        "started", "Mulai",
        "Orang yang sudah membuka pascauji, dibandingkan dengan orang yang ditugaskan.",
        "orang", "Percobaan pertama.", "Cacah langsung",
    ),
    Measure(
        "finished", "Selesai",
        "Orang yang sudah mengumpulkan pascauji (atau habis waktunya), dibandingkan dengan orang yang ditugaskan.",
        "orang", "Percobaan pertama.", "Cacah langsung",
    ),
    Measure(
        "passed", "Lulus",
        "Orang yang nilainya mencapai batas lulus keseluruhan dan setiap topik kritis, dibandingkan dengan orang yang selesai.",
        "orang", "Percobaan terbaik: siapa pun yang akhirnya lulus dihitung lulus.", "Cacah langsung",
    ),
    Measure(
        "comprehension", "Pemahaman",
        "Perkiraan bagian soal suatu indikator yang dijawab benar oleh seorang anggota instansi, seandainya ia mengerjakan "
        "semua lembar yang dapat tersusun dari bank soal pascauji, dengan campuran mudah, sedang, dan sulit yang sama. Soal yang lebih sukar sudah diperhitungkan, dan unit yang pesertanya sedikit "
        "ikut belajar dari unit di sekitarnya. Instansi adalah rata-rata bagiannya, ditimbang dengan jumlah pegawainya. "
        "Angka keseluruhan pegawai dihitung sendiri, bukan dari angka tiap jenis kepegawaian.",
        "persen", "Hanya percobaan pertama pascauji, supaya ulangan tidak menaikkan angka.",
        "Model bertingkat menurut pohon instansi (Breslow & Clayton, 1993; Robinson, 1991)",
    ),
    Measure(
        "interval", "Rentang 90%",
        "Dua angka di dalam kurung. Bila pengukuran diulang dengan orang dan soal setara, kira-kira 9 dari 10 rentang "
        "seperti ini memuat pemahaman yang sebenarnya. Makin sedikit orang, makin lebar rentangnya. Bila yang lebih paham "
        "lebih rajin menjawab, angkanya terlalu tinggi: lihat juga berapa orang yang selesai.",
        "persen", "Sama dengan pemahaman.", "Model yang sama (Gelman, 2006); diuji pada 1.000 organisasi buatan",
    ),
    Measure(
        "below_target", "Di bawah sasaran",
        "Kemungkinan bahwa pemahaman instansi berada di bawah sasaran, yaitu batas lulus pascauji. 93% berarti: dari 100 "
        "instansi dengan hasil seperti ini, kira-kira 93 memang di bawah sasaran.",
        "persen", "Sama dengan pemahaman.", "Dibaca dari perkiraan dan rentangnya",
    ),
    Measure(
        "group", "Jelas di bawah / jelas di atas",
        "Instansi disebut paling perlu perhatian bila seluruh rentangnya di bawah rentang keseluruhan, dan paling paham "
        "bila seluruh rentangnya di atas. Selebihnya belum dapat dibedakan, dan karena itu tidak diberi peringkat.",
        "kelompok", "Sama dengan pemahaman.", "Perbandingan rentang 90% (Goldstein & Healy, 1995)",
    ),
    Measure(
        "gain", "Kemajuan",
        "Hasil pascauji dikurangi hasil prauji dari orang yang sama. Beda kesukaran kedua bentuk soal dikeluarkan, karena "
        "separuh peserta, secara acak, bertemu bentuk A lebih dahulu dan separuh lagi bentuk B.",
        "poin persen", "Percobaan pertama prauji dan percobaan pertama pascauji, dari orang yang menempuh keduanya.",
        "Rancangan silang dua bentuk (Senn, 2002; Kolen & Brennan, 2014)",
    ),
    Measure(
        "room", "Ruang yang terisi",
        "Kemajuan dibagi ruang yang masih tersisa di atas hasil prauji: 50% berarti separuh dari yang belum dipahami kini "
        "dipahami. Tidak dihitung bila prauji sudah di atas 90%.",
        "persen", "Sama dengan kemajuan.", "Kemajuan ternormalkan (Hake, 1998)",
    ),
    Measure(
        "worse", "Jelas menurun",
        "Banyaknya orang yang hasilnya turun lebih jauh daripada yang dapat dijelaskan oleh pergantian soal, di samping "
        "banyaknya yang diharapkan karena kebetulan saja. Angka ini tentang kelompok, dan hanya tampil dari 10 orang ke atas.",
        "orang", "Sama dengan kemajuan.", "Perubahan yang andal (Jacobson & Truax, 1991)",
    ),
    Measure(
        "facility", "Dijawab benar",
        "Rata-rata nilai semua orang pada satu soal: 100% berarti semua benar. Soal yang diubah teksnya dihitung sebagai "
        "versi baru, dan hanya tampil bila dijawab paling sedikit 10 orang.",
        "persen", "Percobaan pertama pascauji.", "Selang skor Wilson (1927)",
    ),
    Measure(
        "wrong_answer", "Jawaban keliru terbanyak",
        "Jawaban tidak bernilai penuh yang paling banyak dipilih, bila dipilih paling sedikit 10 orang, beserta salah paham "
        "yang diwakilinya dan materi yang meluruskannya.",
        "orang", "Percobaan pertama pascauji.", "Cacah langsung",
    ),
    Measure(
        "dilemma_choice", "Pilihan pada dilema",
        "Berapa orang memilih tiap tindakan pada satu keadaan dilema. Jalan cerita yang ditempuh kurang dari 10 orang "
        "disembunyikan bersama kelompok lain yang dapat membocorkannya, dan orangnya tidak dihitung pada keadaan sesudahnya. "
        "Teks dilema yang diubah dihitung sebagai versi baru.",
        "orang", "Hanya percobaan pertama tiap orang pada tiap dilema, termasuk yang belum selesai; tidak bergantung pada "
        "penugasan.", "Cacah langsung; selang skor Wilson (1927)",
    ),
    Measure(
        "misconception", "Salah paham",
        "Berapa bagian pegawai yang akan menunjukkan suatu salah paham bila ditanya dengan soal yang dapat menunjukkannya. Soal "
        "yang satu lebih memancing daripada yang lain, dan tiap orang mendapat soal yang berbeda; karena itu angkanya "
        "disesuaikan ke campuran soal yang sama untuk semua instansi. Instansi berpeserta sedikit ditarik ke arah "
        "keseluruhan, supaya kebetulan pada beberapa orang tidak disangka ciri instansinya. Yang dihitung orang: menjawab dua "
        "soal tentang hal yang sama tidak dihitung sebagai dua orang. Soal yang dibiarkan kosong tidak dihitung; sebagian "
        "pilihan bisa saja tebakan. Kelompok kurang dari 10 orang disembunyikan bersama kelompok lain yang dapat membocorkannya.",
        "persen orang", "Hanya percobaan pertama pascauji.",
        "Model bertingkat menurut pohon instansi, seperti pemahaman; pengaruh rancangan menurut Kish (1965)",
    ),
    Measure(
        "common_misconception", "Salah paham yang paling umum",
        "Dipilih yang ujung bawah rentangnya paling tinggi, supaya yang kebetulan besar pada sedikit orang tidak naik ke atas, "
        "lalu ditampilkan dari bagian yang terbesar; di bawah 10% tidak disebut umum. Yang rentangnya bertumpang tindih belum "
        "dapat dibedakan urutannya. ▲ berarti seluruh rentangnya di atas, ▼ di bawah rentang seluruh instansi.",
        "daftar", "Sama dengan salah paham.", "Perbandingan rentang 90%",
    ),
    Measure(
        "weekly", "Dari minggu ke minggu",
        "Berapa orang sudah mulai, selesai, dan lulus pada akhir suatu minggu. Minggu berawal hari Senin menurut zona waktu "
        "penugasan. Minggu yang belum berakhir tidak ditampilkan. Bila dalam satu minggu bertambah 1 sampai 4 orang, minggu "
        "itu digabung dengan minggu sesudahnya. Unit lain dapat ikut digabung supaya angka kecil tidak dapat dihitung dengan "
        "pengurangan.",
        "orang", "Pascauji: mulai dan selesai pada percobaan pertama, lulus pada percobaan terbaik. Dihitung di unit tempat "
        "orangnya bekerja ketika mengerjakan, untuk semua jenis kepegawaian.", "Cacah langsung per minggu",
    ),
    Measure(
        "since_snapshot", "Sejak akhir bulan",
        "Angka yang dicatat ketika suatu bulan berakhir dan tidak pernah diubah, lalu semua perubahan sampai hari ini: pegawai "
        "baru, pindah masuk, menjadi wajib, hasil baru, berhenti, pindah keluar, dan dikecualikan. Jumlahnya selalu tepat. "
        "'Perbaikan data' adalah perubahan yang baru dimasukkan belakangan untuk masa sebelum akhir bulan itu.",
        "orang", "Orang yang wajib, dihitung seperti pada bagian atas halaman.",
        "Catatan akhir bulan dan data keanggotaan bertanggal",
    ),
    Measure(
        "withheld", "Disembunyikan",
        "Kelompok kurang dari 5 orang tidak ditampilkan. Kadang kelompok lain ikut disembunyikan, supaya angka kelompok "
        "kecil tidak dapat dihitung dengan pengurangan.",
        "-", "Berlaku untuk semua angka hasil.", "Penekanan sel pelengkap (Willenborg & de Waal, 2001)",
    ),
    Measure(
        "studied", "Selesai materi",
        "Orang yang sudah menyelesaikan semua bagian dari semua materi kursus ini, kapan pun ia membacanya, dibandingkan dengan "
        "orang yang ditugaskan. Membaca materi bukan syarat untuk membuka pascauji. Bagian yang ditambahkan ke kursus harus "
        "dibaca juga.",
        "orang", "Tidak bergantung pada percobaan.", "Cacah langsung",
    ),
    Measure(
        "withheld_in_files", "Disembunyikan dalam berkas",
        "Berkas (laporan PDF, XLSX, CSV, dan Parquet, juga CSV di bawah setiap tabel) mudah diteruskan, jadi hasil kurang dari "
        "10 orang tidak dimuat, beserta hasil lain yang dapat membocorkannya dengan pengurangan. Karena itu sebuah angka dapat "
        "tampil di layar tetapi kosong di berkas; angka yang dimuat selalu sama dengan layar.",
        "-", "Berlaku untuk semua angka hasil dalam berkas.", "Penekanan sel pelengkap (Willenborg & de Waal, 2001)",
    ),
    Measure(
        "sure_wrong", "Yakin tetapi keliru",
        "Dari semua jawaban yang ditandai yakin oleh pesertanya sendiri, berapa bagian yang keliru, yaitu bernilai kurang dari "
        "setengah. Jawaban tanpa tanda, jawaban yang ditandai ragu, dan soal yang dibiarkan kosong tidak dihitung. n adalah "
        "orang yang paling sedikit satu kali yakin. Bendera merah berarti seluruh rentangnya di atas 20%: lebih dari satu dari "
        "lima jawaban yang diyakini ternyata keliru.",
        "persen jawaban", "Hanya percobaan pertama pascauji; tanda terakhir sebelum dikumpulkan yang berlaku.",
        "Penaksir nisbah per orang (Cochran, 1977) dan selang skor Wilson (Korn & Graubard, 1998); batas 20% dari penilaian "
        "berbasis kepastian (Gardner-Medwin, 2006)",
    ),
    Measure(
        "sure_belief", "Salah paham yang diyakini",
        "Dari semua orang yang yakin pada paling sedikit satu jawaban yang dapat menunjukkan suatu salah paham, berapa bagian "
        "yang menunjukkannya pada jawaban yang diyakini. Disembunyikan bila yang yakin, atau yang menjawab tanpa yakin, "
        "kurang dari 10 orang, bersama kelompok lain yang dapat membocorkannya.",
        "persen orang", "Sama dengan yakin tetapi keliru.", "Cacah langsung; selang skor Wilson (1927)",
    ),
    Measure(
        "forms", "Kedua bentuk setara",
        "Rata-rata nilai pada bentuk soal A dikurangi bentuk B. Bentuk dibagikan secara acak, jadi kedua kelompok sama pahamnya, "
        "dan beda nilainya adalah beda kesulitan soal. Disebut setara bila seluruh rentangnya kurang dari setengah soal. Beda "
        "itu dikeluarkan dari kemajuan.",
        "soal", "Contoh acak percobaan pertama pascauji di seluruh instansi, paling banyak 8.000 per jenis kepegawaian.",
        "Rancangan kelompok acak (Kolen & Brennan, 2014; Dorans & Feigenbaum, 1994)",
    ),
    Measure(
        "comprehension_then", "Pemahaman dulu dan kini",
        "Pemahaman seperti yang dihitung ketika suatu bulan berakhir, dari hasil sampai saat itu, dan tidak pernah diubah; "
        "di sebelahnya pemahaman hari ini. Selisihnya dalam poin persen; rentangnya dari ujung ke ujung kedua rentang, jadi "
        "lebih lebar daripada yang perlu. Disebut naik atau turun hanya bila kedua rentang tidak bersentuhan. Bila hasil "
        "baru sejak itu berasal dari 1 sampai 4 orang, keduanya tidak dibandingkan, supaya hasil mereka tidak terbaca.",
        "poin persen", "Hanya percobaan pertama pascauji, untuk semua jenis kepegawaian.",
        "Catatan akhir bulan, dan model yang sama dengan pemahaman; ujung rentang disilangkan (Bonferroni)",
    ),
    Measure(
        "forgetting", "Yang pudar sesudah pascauji",
        "Nilai penyegaran dikurangi nilai pascauji dari orang yang sama, pada indikator yang sama, dengan soal lain. Beda "
        "kesukaran soal yang terambil dikeluarkan, memakai tingkat kesukaran setiap soal dalam pascauji. Penyegaran sukarela, "
        "jadi yang tampak di sini mungkin lebih baik daripada keadaan semua orang.",
        "poin persen", "Percobaan pertama pascauji, dan satu penyegaran untuk setiap tanggal jatuh tempo. Dihitung di unit "
        "tempat orangnya mengerjakan penyegaran, untuk semua jenis kepegawaian.",
        "Selisih berpasangan dengan penyetaraan rata-rata (Kolen & Brennan, 2014)",
    ),
    Measure(
        "targeted", "Sasaran",
        "Semua orang yang dituju penugasan: yang wajib, yang dikecualikan, yang cuti, dan yang berhenti.",
        "orang", "Tidak bergantung pada percobaan.", "Data keanggotaan instansi",
    ),
    Measure(
        "unfinished", "Belum selesai",
        "Orang yang wajib dan belum mengumpulkan pascauji: yang ditugaskan dikurangi yang selesai.",
        "orang", "Percobaan pertama pascauji.", "Cacah langsung",
    ),
    Measure(
        "not_obliged", "Dikecualikan, cuti, berhenti",
        "Orang yang dituju penugasan tetapi hari ini tidak wajib. Mereka dihitung tersendiri dan tidak mengurangi angka selesai.",
        "orang", "Tidak bergantung pada percobaan.", "Catatan pengecualian dan data keanggotaan",
    ),
    Measure(
        "score", "Nilai",
        "Rata-rata nilai semua soal pada satu percobaan, dari 0 sampai 100. Setiap soal sama bobotnya; soal yang dibiarkan "
        "kosong bernilai 0.",
        "0 sampai 100", "Percobaan yang sedang dilihat.", "Cacah langsung",
    ),
    Measure(
        "panel_cut", "Batas panel",
        "Nilai yang menurut panel akan dicapai orang yang pemahamannya tepat cukup: rata-rata perkiraan para penilai. "
        "Simpangan antarpenilai menunjukkan seberapa jauh pendapat mereka berbeda.",
        "0 sampai 100", "Tidak bergantung pada percobaan.", "Metode Angoff (1971)",
    ),
    Measure(
        "topic_comprehension", "Pemahaman per modul dan tujuan belajar",
        "Seperti pemahaman, tetapi hanya atas soal yang materinya termasuk satu modul, atau soal yang mengukur satu tujuan "
        "belajar. Soalnya sedikit, jadi rentangnya lebih lebar dan baru ditampilkan mulai 10 orang; yang disembunyikan pada "
        "indikator tetap disembunyikan di sini. Pada modul, n ≥ berarti paling sedikit sekian orang: yang dihitung ialah "
        "orang yang bertemu soal dari materi yang sama.",
        "persen", "Hanya percobaan pertama pascauji, dari orang yang soalnya memuat modul atau tujuan itu.",
        "Model yang sama dengan pemahaman",
    ),
    Measure(
        "item_separation", "Daya beda soal",
        "Apakah yang menjawab benar soal ini juga lebih kuat pada soal lain: korelasi nilai soal dengan rata-rata nilai soal "
        "lain pada naskah orang itu. 0,1 ke atas berarti membedakan. Ini sifat soalnya, jadi sama untuk semua instansi; dipotong "
        "menjadi satu angka di belakang koma, dan hanya disebut bila dijawab paling sedikit 30 orang, paling sedikit 10 di antaranya "
        "bernilai lain dari nilai yang terbanyak, dan rentangnya tidak melewati 0,1.",
        "−1 sampai 1", "Percobaan pertama kuis itu dari semua instansi; yang tidak dijawab bernilai 0.",
        "Crocker & Algina (1986), bab 14; selang z Fisher (1921)",
    ),
    Measure(
        "item_place", "Letak soal",
        "Soal yang dijawab benar oleh kurang dari separuh orang dan membedakan perlu diajarkan: yang paham memang lebih sering "
        "benar. Bila sama sulitnya tetapi tidak membedakan, soalnya diragukan: mungkin kalimat atau kuncinya yang bermasalah, "
        "jadi tunggu penyusun. 'Belum pasti' berarti rentang yang menjawab benar melewati 50%.",
        "letak", "Sama dengan dijawab benar dan daya beda soal.", "Perbandingan rentang 90% dengan 50%",
    ),
    Measure(
        "comprehension_by_month", "Pemahaman dari bulan ke bulan",
        "Pemahaman seperti yang dicatat pada akhir tiap bulan, dari semua yang sudah selesai sampai bulan itu, lalu pemahaman hari "
        "ini. Disebut naik atau turun hanya bila rentang titik pertama dan rentang titik terakhir tidak bersentuhan. Bulan yang "
        "bersama bulan lain atau hari ini dapat menunjukkan hasil 1 sampai 4 orang tidak ditampilkan. Per minggu pemahaman tidak "
        "dihitung: yang selesai tiap minggu orang yang berlainan, dan biasanya terlalu sedikit.",
        "persen", "Hanya percobaan pertama pascauji, untuk semua jenis kepegawaian.",
        "Catatan akhir bulan, dan model yang sama dengan pemahaman",
    ),
    Measure(
        "comprehension_by_assignment", "Pemahaman dari penugasan ke penugasan",
        "Pemahaman pada tiap penugasan yang sampai ke instansi itu, menurut waktu mulainya; angkanya sama dengan angka pada Peta "
        "penugasan itu. Hanya penugasan berpascauji sama yang dibandingkan dengan kata-kata, sebab pascauji lain bersoal lain. "
        "Disebut naik atau turun hanya bila rentang yang pertama dan yang terakhir tidak bersentuhan.",
        "persen", "Hanya percobaan pertama pascauji, pada penugasan tempat percobaan itu dibuat: tiap orang sekali untuk tiap pascauji. "
        "Untuk semua jenis kepegawaian.",
        "Model yang sama dengan pemahaman, tiap penugasan sendiri",
    ),
    Measure(
        "gain_of_parts", "Kemajuan tiap bagian",
        "Kemajuan tiap bagian pada satu indikator, sama dengan angka pada halaman bagian itu sendiri. Jelas naik atau jelas turun "
        "berarti seluruh rentang 90%-nya di atas atau di bawah nol. Di antara banyak bagian, kira-kira 1 dari 20 yang sebenarnya "
        "tidak berubah akan tampak jelas turun karena kebetulan saja.",
        "poin persen", "Percobaan pertama prauji dan percobaan pertama pascauji dari orang yang sama.",
        "Selisih berpasangan seperti kemajuan; bagian kecil disembunyikan bersama seluruh pohon instansi",
    ),
)  # fmt: skip

MEASURES: dict[str, Measure] = {measure.id: measure for measure in _ALL}


def help_of(measure_id: str) -> str:
    """The text beside a number: its definition and which attempts count."""
    measure = MEASURES[measure_id]
    return f"{measure.definition} {measure.counts}"
