"""The material for an agency's next gathering, from its most common wrong beliefs: words and figures, no names."""

from __future__ import annotations

from datetime import date

from actions.courseware import Courseware
from actions.understanding.misconceptions import BeliefReport, BeliefView, gathering_report
from actions.understanding.supervise import ALL_EMPLOYMENT
from analytics.estimates import Estimate
from analytics.misconceptions import MIN_BELIEF_LEARNERS
from analytics.tables import number, percent
from analytics.words.share_words import share_words
from people.access import Scope
from people.assigning.windows import long_date
from people.briefing_print import Briefing, Point, briefing_pdf
from people.models import EMPLOYMENT_TITLES
from store.database import Database
from store.registry import agencies as agency_store

_QUESTIONS = (
    "Siapa pernah mendengar kalimat ini di kantor? Apa jawaban Anda waktu itu?",
    "Benar atau keliru? Minta satu orang menjelaskan alasannya sebelum aturannya dibacakan.",
    "Bila rekan di sebelah Anda yakin begini, apa yang akan Anda katakan kepadanya?",
    "Kapan hal ini dapat terjadi di kantor kita, dan apa yang sebaiknya dilakukan?",
    "Apa akibatnya bila seorang pegawai bertindak menurut anggapan ini?",
)
"""One for each place, so that no two points are asked about alike; a case in the lesson goes before them."""


def gathering_pdf(
    database: Database,
    courseware: Courseware,
    scope: Scope,
    assignment_id: str,
    agency_id: str,
    employment: str = ALL_EMPLOYMENT,
    *,
    today: date,
) -> bytes:
    """Raises NotAllowed, NotFound, NothingToTell."""
    return briefing_pdf(gathering(database, courseware, scope, assignment_id, agency_id, employment, today=today))


def gathering(
    database: Database,
    courseware: Courseware,
    scope: Scope,
    assignment_id: str,
    agency_id: str,
    employment: str = ALL_EMPLOYMENT,
    *,
    today: date,
) -> Briefing:
    """The same before it is printed. Raises NotAllowed, NotFound, NothingToTell."""
    report = gathering_report(database, courseware, scope, assignment_id, agency_id, employment)
    with database.read() as connection:
        asked = agency_store.find_agency(connection, agency_id)
    assert asked is not None, "the report of an agency that is not there was refused"
    return Briefing(
        agency=report.agency.name,
        facts=_facts(report, asked.name),
        lead=_lead(report),
        points=tuple(_point(place, view) for place, view in enumerate(report.beliefs)),
        cautions=_cautions(report),
        made_on=long_date(today),
    )


def _facts(report: BeliefReport, asked: str) -> tuple[tuple[str, str], ...]:
    assignment = report.assignment
    first, last = (long_date(date.fromisoformat(day)) for day in (assignment.opens_on, assignment.due_on))
    who = EMPLOYMENT_TITLES[report.employment] if report.employment else "semua pegawai"  # type: ignore[index]
    facts = [
        ("Penugasan", f"{assignment.title}, {first} sampai {last}"),
        ("Peserta", f"{number(report.finished)} orang menyelesaikan pascauji ({who})"),
    ]
    if asked != report.agency.name:
        facts.append(("Catatan", f"peserta {asked} terlalu sedikit, jadi ini angka {report.agency.name}"))
    return tuple(facts)


def _lead(report: BeliefReport) -> str:
    if not report.beliefs:
        return (
            "Tidak ada salah paham yang ditunjukkan sedikitnya satu dari sepuluh pegawai. Sampaikan terima kasih, dan "
            "ingatkan untuk tetap membaca materi bila aturannya berubah."
        )
    return (
        f"Berikut {len(report.beliefs)} salah paham yang paling umum pada percobaan pertama pascauji. Bacakan kalimatnya, "
        "ajukan pertanyaannya, beri waktu satu menit, lalu bacakan yang benar. Jangan menanyakan siapa yang keliru."
    )


def _point(place: int, view: BeliefView) -> Point:
    cure = view.cure
    if view.case_question and cure:
        question = f"Bacakan “{cure.section_title}” dari materi {cure.title}. {view.case_question}"
    else:
        question = _QUESTIONS[place % len(_QUESTIONS)]
    return Point(
        belief=view.belief,
        how_common=people_words(view.share),
        rule=" ".join(view.correction.split()),
        sources=view.sources,
        question=question,
        lesson=f"{cure.title}, bagian “{cure.section_title}”" if cure else "",
    )


def people_words(share: Estimate) -> str:
    """Such as ``Kira-kira 3 dari 4 pegawai (75%, rentang 68–81%, dari 120 orang yang menjawab soalnya).``"""
    words = f"{share_words(share)} pegawai"
    low, high = percent(share.low).rstrip("%"), percent(share.high)
    return (
        f"{words[0].upper()}{words[1:]} ({percent(share.value)}, rentang {low}–{high}, "
        f"dari {number(share.learners)} orang yang menjawab soalnya)."
    )


def _cautions(report: BeliefReport) -> tuple[str, ...]:
    cautions = [
        "Tiap orang mendapat soal yang berbeda, dan tidak semua mendapat soal tentang tiap salah paham. Karena itu angkanya "
        "perkiraan: disesuaikan dengan soal yang didapat, dan hasil sedikit orang ditarik ke arah keseluruhan.",
        "Rentang berarti: bila diulang dengan orang setara, kira-kira 9 dari 10 rentang seperti ini memuat bagian yang "
        "sebenarnya. Sebagian pilihan bisa saja tebakan.",
        f"Angka dari kurang dari {MIN_BELIEF_LEARNERS} orang tidak ditampilkan. Bahan ini tidak memuat nama dan bukan "
        "alat menilai perorangan.",
    ]
    if order := order_words(report):
        cautions.insert(1, order)
    return tuple(cautions)


def order_words(report: BeliefReport) -> str:
    """What may be said of the order, if anything has to be."""
    bands = [view.band for view in report.beliefs]
    words = []
    if len(bands) > 1 and len(set(bands)) == 1:
        words.append("Urutannya belum dapat dibedakan, karena rentangnya bertumpang tindih.")
    elif len(set(bands)) < len(bands):
        words.append("Yang rentangnya bertumpang tindih belum dapat dibedakan urutannya.")
    if report.close:
        words.append(f"{report.close} salah paham lain di luar daftar ini mungkin sama umumnya.")
    return " ".join(words)
