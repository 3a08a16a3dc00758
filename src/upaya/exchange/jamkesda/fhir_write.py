"""What is answered in FHIR R4: cover, the answer to a question about it, a claim and its answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from upaya.exchange.jamkesda.fhir import (
    ADJUDICATION,
    CLAIM_TYPE,
    ICD_10,
    PROCESS_PRIORITY,
    Resource,
    Tempat,
    kode,
    rupiah,
)
from upaya.exchange.jamkesda.klaim_sheet import KlaimTertulis


@dataclass(frozen=True, slots=True)
class Tanggungan:
    """Somebody's cover: card and category, the term (None: none), in force today or not."""

    kartu: str
    kategori: str
    mulai: date | None
    sampai: date | None
    aktif: bool


@dataclass(frozen=True, slots=True)
class BarisJawab:
    """A line as it was answered: asked, checked, approved (None: not yet), and every reason."""

    no: int
    diminta: int
    diperiksa: int
    disetujui: int | None
    alasan: tuple[tuple[str, int, str], ...]


@dataclass(frozen=True, slots=True)
class Jawaban:
    """A claim as it stands: `alasan` are reasons on the whole of it (code, sentence)."""

    id: int
    tertulis: KlaimTertulis
    dibuat: datetime
    keadaan: str
    outcome: str
    baris: Sequence[BarisJawab]
    alasan: Sequence[tuple[str, str]]


PENJAMIN = {"display": "UPT Jamkesda"}


def coverage(tempat: Tempat, one: Tanggungan) -> Resource:
    """Coverage of a card."""
    term = {"start": one.mulai, "end": one.sampai}
    said = {name: day.isoformat() for name, day in term.items() if day is not None}
    return {
        "resourceType": "Coverage",
        "id": one.kartu,
        "identifier": [{"system": tempat.nomor("kartu"), "value": one.kartu}],
        "status": "active" if one.aktif else "cancelled",
        "type": kode(tempat.kode("kategori-peserta"), one.kategori),
        "beneficiary": _card(tempat, one.kartu),
        "payor": [PENJAMIN],
    } | ({"period": said} if said else {})


def eligibility(
    tempat: Tempat, one: Tanggungan | None, pengenal: str, nomor: str, pada: datetime
) -> Resource:
    """The answer to a question about cover; the same shape for somebody whom nobody knows."""
    answer: Resource = {
        "resourceType": "CoverageEligibilityResponse",
        "status": "active",
        "purpose": ["validation"],
        "patient": _card(tempat, one.kartu) if one else {"identifier": {"value": nomor}},
        "created": pada.isoformat(),
        "request": {"identifier": {"value": pengenal or nomor}},
        "outcome": "complete",
        "disposition": "Peserta aktif." if one and one.aktif else "Bukan peserta aktif hari ini.",
        "insurer": PENJAMIN,
    }
    if one is not None:
        answer["insurance"] = [
            {"coverage": {"reference": f"Coverage/{one.kartu}"}, "inforce": one.aktif}
        ]
    return answer


def claim(tempat: Tempat, one: Jawaban) -> Resource:
    """A claim as its provider wrote it; what `read_claim` reads back to the same."""
    said = one.tertulis
    return (
        _type(tempat, said)
        | {
            "resourceType": "Claim",
            "id": str(one.id),
            "identifier": [{"system": tempat.nomor("klaim"), "value": said.nomor}],
            "status": "active",
            "use": "claim",
            "patient": _card(tempat, said.peserta),
            "billablePeriod": {"start": said.masuk.isoformat(), "end": said.keluar.isoformat()},
            "created": one.dibuat.isoformat(),
            "provider": {"display": "PPK"},
            "priority": kode(PROCESS_PRIORITY, "normal"),
            "insurance": [_insurance(said)],
            "item": [
                {
                    "sequence": line.no,
                    "productOrService": kode(tempat.kode("layanan"), line.kode),
                    "servicedDate": line.tanggal.isoformat(),
                    "quantity": {"value": line.jumlah},
                    "unitPrice": rupiah(line.harga),
                    "net": rupiah(line.diminta),
                }
                for line in said.baris
            ],
            "total": rupiah(sum(line.diminta for line in said.baris)),
        }
        | _more(tempat, said)
    )


def _insurance(said: KlaimTertulis) -> Resource:
    cover = {
        "sequence": 1,
        "focal": True,
        "coverage": {"reference": f"Coverage/{said.peserta}"},
    }
    return cover | ({"preAuthRef": [said.surat]} if said.surat else {})


def _more(tempat: Tempat, said: KlaimTertulis) -> Resource:
    found: Resource = {}
    if said.diagnosis:
        found["diagnosis"] = [
            {"sequence": no, "diagnosisCodeableConcept": kode(ICD_10, code)}
            for no, code in enumerate(said.diagnosis, 1)
        ]
    if said.lampiran:
        found["supportingInfo"] = [
            {"sequence": no, "category": kode(tempat.kode("lampiran"), "lampiran"),
             "valueString": name}
            for no, name in enumerate(said.lampiran, 1)
        ]  # fmt: skip
    return found


def claim_response(tempat: Tempat, one: Jawaban) -> Resource:
    """What became of a claim: per line asked, checked, approved, and each cut with its code."""
    decided = all(row.disetujui is not None for row in one.baris)
    totals = [("submitted", sum(row.diminta for row in one.baris)),
              ("eligible", sum(row.diperiksa for row in one.baris))]  # fmt: skip
    if decided:
        totals.append(("benefit", sum(row.disetujui or 0 for row in one.baris)))
    answer = _type(tempat, one.tertulis) | {
        "resourceType": "ClaimResponse",
        "id": str(one.id),
        "status": "active",
        "use": "claim",
        "patient": _card(tempat, one.tertulis.peserta),
        "created": one.dibuat.isoformat(),
        "insurer": PENJAMIN,
        "request": {"reference": f"Claim/{one.id}"},
        "outcome": one.outcome,
        "disposition": one.keadaan,
        "item": [
            {"itemSequence": row.no, "adjudication": _adjudications(tempat, row)}
            for row in one.baris
        ],
        "total": [
            {"category": kode(ADJUDICATION, name), "amount": rupiah(amount)}
            for name, amount in totals
        ],
    }
    if one.alasan:
        answer["processNote"] = [
            {"number": no, "type": "display", "text": f"{code}: {sentence}"}
            for no, (code, sentence) in enumerate(one.alasan, 1)
        ]
    return answer


def _adjudications(tempat: Tempat, row: BarisJawab) -> list[Resource]:
    amounts = [("submitted", row.diminta), ("eligible", row.diperiksa)]
    if row.disetujui is not None:
        amounts.append(("benefit", row.disetujui))
    said: list[Resource] = [
        {"category": kode(ADJUDICATION, name), "amount": rupiah(amount)} for name, amount in amounts
    ]
    reasons = tempat.kode("alasan-klaim")
    return said + [
        {
            "category": kode(tempat.kode("potongan"), "potongan"),
            "reason": kode(reasons, code) | {"text": sentence},
            "amount": rupiah(amount),
        }
        for code, amount, sentence in row.alasan
    ]


def _type(tempat: Tempat, said: KlaimTertulis) -> Resource:
    return {
        "type": kode(CLAIM_TYPE, "institutional"),
        "subType": kode(tempat.kode("jenis-rawat"), said.jenis),
    }


def _card(tempat: Tempat, kartu: str) -> Resource:
    return {"identifier": {"system": tempat.nomor("kartu"), "value": kartu}}
