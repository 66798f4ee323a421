"""Reads the regulations and checks that they tell the same story of each other."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pydantic import TypeAdapter

from content.checks import all_texts, check_citations, check_markup, duplicates
from content.models import Regulation
from content.problems import Problem, has_errors
from content.validation import read_model
from content.yaml_file import YamlFile, yaml_files


def load_regulations(root: Path, problems: list[Problem]) -> dict[str, Regulation]:
    adapter = TypeAdapter(Regulation)
    regulations: dict[str, Regulation] = {}
    places: dict[str, str] = {}
    for path in yaml_files(root / "regulations"):
        regulation, file, found = read_model(path, root, adapter)
        relative = path.relative_to(root).as_posix()
        if regulation is not None and file is not None:
            found += _check_regulation(regulation, relative, file, regulations)
        problems += found
        if regulation is not None and not has_errors(found):
            regulations[regulation.id] = regulation
            places[regulation.id] = relative
    provisions = {f"{r.id}:{p.id}": p for r in regulations.values() for p in r.provisions}
    for regulation in regulations.values():
        changes = [p.changed_by for p in regulation.provisions if p.changed_by is not None]
        for message, fix in check_citations(changes, regulations, provisions):
            problems.append(Problem(places[regulation.id], 1, "error", message, fix))
        for other in (*regulation.amends, *regulation.amended_by, *regulation.repeals, regulation.repealed_by):
            if other is not None and other not in regulations:
                message = f"Peraturan terkait '{other}' tidak ada di daftar."
                problems.append(Problem(places[regulation.id], 1, "error", message, "Tambahkan berkasnya atau hapus."))
        for other in regulation.repeals:
            if other in regulations and regulations[other].repealed_by != regulation.id:
                message = f"'{regulation.id}' mencabut '{other}', tetapi '{other}' tidak menyebut hal itu."
                fix = f"Isi repealed_by: {regulation.id} dan status: dicabut pada '{other}'."
                problems.append(Problem(places[regulation.id], 1, "error", message, fix))
        for other in regulation.amends:
            if other in regulations and regulation.id not in regulations[other].amended_by:
                message = f"'{regulation.id}' mengubah '{other}', tetapi '{other}' tidak menyebut hal itu."
                fix = f"Tambahkan {regulation.id} pada amended_by di '{other}'."
                problems.append(Problem(places[regulation.id], 1, "error", message, fix))
    return regulations


def _check_regulation(
    regulation: Regulation, relative: str, file: YamlFile, earlier: Mapping[str, Regulation]
) -> list[Problem]:
    def problem(location: tuple[object, ...], message: str, how_to_fix: str) -> Problem:
        return Problem(relative, file.line_of(location), "error", message, how_to_fix)

    problems = []
    if regulation.id in earlier:
        problems.append(
            problem(("id",), f"Pengenal '{regulation.id}' sudah dipakai berkas lain.", "Pilih pengenal lain.")
        )
    if (regulation.status == "dicabut") != (regulation.repealed_on is not None):
        problems.append(
            problem(("status",), "Status 'dicabut' dan repealed_on harus diisi bersama.", "Lengkapi salah satunya.")
        )
    if regulation.status == "diubah" and not regulation.amended_by and not regulation.note:
        problems.append(problem(("status",), "Status 'diubah' tanpa keterangan.", "Isi amended_by atau note."))
    for repeated in duplicates(p.id for p in regulation.provisions):
        problems.append(problem(("provisions",), f"Ketentuan '{repeated}' tertulis dua kali.", "Hapus salah satunya."))
    for index, provision in enumerate(regulation.provisions):
        if (provision.basis == "secondary") != (provision.source is not None):
            message = f"Ketentuan '{provision.id}': source wajib untuk basis secondary, dan hanya untuk itu."
            problems.append(problem(("provisions", index), message, "Isi source, atau ubah basis."))
        if (provision.changed_on is None) != (provision.changed_by is None):
            message = f"Ketentuan '{provision.id}': changed_on dan changed_by harus diisi bersama."
            problems.append(problem(("provisions", index), message, "Lengkapi salah satunya."))
    problems += [problem((), message, fix) for message, fix in check_markup(all_texts(regulation))]
    return problems
