"""Invented Indonesian names. Given and family names are combined at random; nobody in particular is meant."""

from __future__ import annotations

import random

_GIVEN = (
    "Agus Ahmad Aditya Andika Anisa Arif Asri Ayu Bagus Bambang Bayu Budi Cahya Citra Daud Dedi Desi Dewi Dian Dimas "
    "Dwi Edi Eka Eko Elisa Endang Erna Fajar Farida Fitri Galih Gita Gusti Hadi Hana Hendra Herlina Ida Iin Ika Indah "
    "Intan Irfan Iwan Joko Kartika Ketut Komang Kurnia Laila Lestari Lilis Lina Lukman Made Maria Marlina Maya Mega "
    "Melati Muhammad Mulyadi Nadia Nanda Nengah Nia Ningsih Novi Nur Nyoman Oki Putra Putri Putu Rahma Rahmat Ratna "
    "Reni Retno Ridwan Rini Rizki Robert Rosa Rudi Sari Sinta Siti Slamet Sri Sukma Surya Susi Taufik Tono Tri Umar "
    "Vina Wahyu Wati Wawan Wayan Widya Wulan Yani Yohana Yosef Yuli Yusuf Zahra Zainal"
)
_FAMILY = (
    "Adnyana Anggraini Anwar Ardiansyah Aritonang Arsana Astuti Basri Budiman Cahyono Darmawan Datau Daulay Effendi "
    "Firmansyah Fitriani Gunawan Hakim Halim Handayani Harahap Hartono Hasan Hidayat Irawan Ismail Kurniawan Kusuma "
    "Lase Latif Lestari Lubis Lumban Mahendra Mandagi Manurung Maulana Mokodompit Monoarfa Mulyana Nasution Nugraha "
    "Nurhayati Pangaribuan Permana Pohan Prasetyo Pratama Purnomo Puspita Rachman Rahayu Ramadhan Rumengan Sagala "
    "Salim Santoso Saputra Saragih Setiawan Siregar Sitompul Suarta Sudarsono Sugiarto Suharti Sulaiman Sumarni "
    "Supriyadi Suryani Susanto Syahputra Tambunan Tanjung Tarigan Utami Wahyuni Wibowo Widodo Wijaya Wulandari Yasin "
    "Yulianti Yusuf Zebua"
)
GIVEN, FAMILY = tuple(_GIVEN.split()), tuple(_FAMILY.split())


def make_name(dice: random.Random) -> str:
    first, family = dice.choice(GIVEN), dice.choice(FAMILY)
    if dice.random() < 0.35:
        middle = dice.choice(GIVEN)
        if middle != first:
            return f"{first} {middle} {family}"
    return f"{first} {family}"
