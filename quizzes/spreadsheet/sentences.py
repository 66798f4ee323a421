"""What Pydantic complains about, in the words of somebody who sees a sheet and not a file."""

from __future__ import annotations

from typing import Any

from quizzes.spreadsheet import columns as c

_SHAPES = {
    c.ID: ("pengenal soal", "Tulis huruf kecil, angka, dan tanda hubung saja, mis. kampanye-ajakan-01."),
    c.CITATIONS: ("rujukan", "Tulis peraturan:ketentuan, mis. uu-20-2023:pasal-24/ayat-1, satu tiap baris."),
    c.SECTION: ("bagian materi", "Tulis materi#bagian seperti pada lembar Daftar Bagian."),
    c.OBJECTIVES: ("tujuan belajar", "Salin pengenalnya dari lembar Daftar Tujuan, satu tiap baris."),
    c.ENEMIES: ("pengenal soal lawan", "Salin pengenal soal itu, satu tiap baris."),
    c.OPTION_IDS: ("pengenal pilihan", "Kosongkan sel ini agar pengenal dibuat menurut kolomnya."),
}


def sentence(complaint: dict[str, Any], header: str) -> tuple[str, str]:
    """(message, how to fix)."""
    context = complaint.get("ctx", {})
    written = complaint.get("input")
    match complaint["type"]:
        case "missing" | "string_too_short":
            return "sel ini wajib diisi.", "Isi selnya."
        case "string_too_long":
            return f"teksnya {len(str(written))} karakter, paling banyak {context['max_length']}.", "Ringkas teksnya."
        case "string_pattern_mismatch":
            fallback = ("pengenal salah paham", "Salin pengenalnya dari lembar Daftar Salah Paham.")
            name, fix = _SHAPES.get(header, fallback)
            return f"{name} '{written}' tidak sesuai bentuknya.", fix
        case "literal_error":
            allowed = ", ".join(c.AUDIENCES) if header == c.AUDIENCE else str(context.get("expected", ""))
            return f"'{written}' bukan nilai yang dikenal.", f"Pilih dari: {allowed}."
        case "too_short":
            return f"paling sedikit {context['min_length']} isian.", "Lengkapi isian di kolom ini dan sesudahnya."
        case "too_long":
            return f"paling banyak {context['max_length']} isian.", "Kurangi isiannya."
        case "greater_than_equal" | "less_than_equal":
            return "bobotnya di luar 0 sampai 1.", "Tulis bobot antara 0 dan 1, mis. 0,5."
    return "isinya tidak sah.", f"Perbaiki isinya ({complaint['msg']})."
