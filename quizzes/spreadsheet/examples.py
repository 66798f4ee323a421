"""One short example of each kind, shown to authors on the sheets 'Contoh ...'."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from quizzes.models import Item


def _option(one: str, text: str, feedback: str, **more: Any) -> dict[str, Any]:
    return {"id": one, "text": text, "feedback": feedback, **more}


_COMMON: dict[str, Any] = {
    "indicator": "kampanye", "objectives": ("kampanye-bentuk",), "difficulty": "sedang", "situational": True,
    "explanation": "Pegawai ASN wajib menjaga netralitas (UU 20/2023 Pasal 24 ayat 1 huruf d).",
    "citations": ("uu-20-2023:pasal-24/ayat-1/huruf-d",), "section": "kampanye-medsos#tujuh-bentuk",
}  # fmt: skip

_RAW: tuple[dict[str, Any], ...] = (
    {
        "id": "contoh-pilihan-ganda", "kind": "single", "key": "b",
        "stem": "Seorang PNS diminta rekannya memakai kaus calon saat senam kantor. Sikap mana yang tepat?",
        "options": (
            _option("a", "Memakainya di luar jam kerja", "Belum tepat. Kaus itu tetap tanda keberpihakan."),
            _option("b", "Menolaknya dan menerangkan alasannya", "Tepat. Penolakan menjaga sikap netral pegawai."),
            _option("c", "Memakainya bila semua rekan setuju", "Belum tepat. Persetujuan rekan tidak mengubah aturan."),
        ),
    },
    {
        "id": "contoh-pilihan-majemuk", "kind": "multiple", "keys": ("a", "c"),
        "stem": "Tindakan mana saja yang menjaga netralitas di grup percakapan kantor?",
        "options": (
            _option("a", "Tidak meneruskan poster calon", "Tepat. Poster calon mengarahkan pilihan pembacanya."),
            _option("b", "Memberi tanda suka pada ajakan memilih", "Keliru. Tanda suka menunjukkan dukungan."),
            _option("c", "Mengingatkan rekan yang mengajak", "Tepat. Rekan mendapat kesempatan berhenti."),
        ),
    },
    {
        "id": "contoh-benar-salah", "kind": "true_false", "key": False,
        "stem": "Pegawai ASN boleh mengajak tetangganya memilih seorang calon di hari libur.",
        "feedback_true": "Belum tepat. Kewajiban netral melekat juga di hari libur.",
        "feedback_false": "Tepat. Hari libur tidak menghapus kewajiban netral.",
    },
    {
        "id": "contoh-penilaian-situasi", "kind": "judgement",
        "stem": "Atasan meminta Anda menyebarkan undangan kampanye kepada staf. Tindakan mana yang paling tepat?",
        "options": (
            _option("a", "Menyebarkannya seperti yang diminta", "Keliru. Perintah itu tidak sah.", weight=0.0),
            _option("b", "Menunda tanpa memberi jawaban", "Kurang tepat. Masalahnya tidak selesai.", weight=0.4),
            _option("c", "Menolak dan mencatat perintah itu", "Tepat. Catatan melindungi Anda.", weight=1.0),
        ),
    },
    {
        "id": "contoh-menjodohkan", "kind": "matching",
        "stem": "Pasangkan tiap perbuatan dengan penilaiannya.",
        "pairs": tuple(
            {"id": f"p{n}", "left": left, "right": right, "feedback": feedback}
            for n, (left, right, feedback) in enumerate((
                ("Mencoblos di TPS", "Hak sebagai warga", "Pegawai ASN memilih secara rahasia."),
                ("Mengunggah foto bersama calon", "Tanda keberpihakan", "Unggahan itu dibaca sebagai dukungan."),
                ("Melapor kepada Bawaslu", "Membantu pengawasan", "Laporan lewat kanal resmi dibenarkan."),
            ), start=1)
        ),
        "extra_rights": ("Tugas kedinasan rutin",),
    },
    {
        "id": "contoh-mengurutkan", "kind": "ordering",
        "stem": "Anda menerima ajakan berpihak dari rekan. Urutkan langkahnya dari awal.",
        "steps": tuple(
            {"id": f"s{n}", "text": text, "feedback": feedback}
            for n, (text, feedback) in enumerate((
                ("Menolak dengan santun", "Sikap netral dinyatakan lebih dahulu."),
                ("Menyimpan bukti ajakan", "Bukti diperlukan sebelum melapor."),
                ("Melapor lewat kanal resmi", "Laporan disertai bukti yang tersimpan."),
            ), start=1)
        ),
    },
)  # fmt: skip

_ITEM: TypeAdapter[Item] = TypeAdapter(Item)
EXAMPLES: tuple[Item, ...] = tuple(_ITEM.validate_python(_COMMON | raw) for raw in _RAW)
