"""Names that FHIR R4 resources of ours are made of: systems of codes, kinds, and their addresses.

The form is that of HL7 FHIR Release 4 (4.0.1). Where R4 leaves a code to who publishes, ours are
the words of this program below one address (`Tempat`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from upaya.rules.jamkesda.alasan import ALASAN

Resource = dict[str, Any]

CONTENT_TYPE = "application/fhir+json; charset=utf-8"
VERSION = "4.0.1"
ICD_10 = "http://hl7.org/fhir/sid/icd-10"
CLAIM_TYPE = "http://terminology.hl7.org/CodeSystem/claim-type"
PROCESS_PRIORITY = "http://terminology.hl7.org/CodeSystem/processpriority"
ADJUDICATION = "http://terminology.hl7.org/CodeSystem/adjudication"
RUPIAH = "IDR"


@dataclass(frozen=True, slots=True)
class Tempat:
    """Where this installation's codes and resources are published; `dasar` ends without a slash."""

    dasar: str

    def kode(self, nama: str) -> str:
        """The system of codes of that name."""
        return f"{self.dasar}/CodeSystem/{nama}"

    def nomor(self, nama: str) -> str:
        """The system of identifiers of that name."""
        return f"{self.dasar}/nomor/{nama}"


def kode(system: str, code: str, text: str = "") -> Resource:
    """A CodeableConcept of one code."""
    coding = {"system": system, "code": code} | ({"display": text} if text else {})
    return {"coding": [coding]}


def rupiah(jumlah: int) -> Resource:
    """An amount of money: whole rupiah."""
    return {"value": jumlah, "currency": RUPIAH}


def alasan_klaim(tempat: Tempat) -> Resource:
    """The CodeSystem of reasons, from the one table that the checks read."""
    return {
        "resourceType": "CodeSystem",
        "id": "alasan-klaim",
        "url": tempat.kode("alasan-klaim"),
        "name": "AlasanKlaim",
        "title": "Alasan pemotongan klaim Jamkesda",
        "status": "active",
        "caseSensitive": True,
        "content": "complete",
        "count": len(ALASAN),
        "concept": [
            {"code": one.kode, "display": one.nama, "definition": one.arti}
            for one in sorted(ALASAN.values(), key=lambda one: one.kode)
        ],
    }


def operation_outcome(faults: list[tuple[str, str]], code: str = "invalid") -> Resource:
    """What is wrong with what was sent: (place, sentence) pairs."""
    return {
        "resourceType": "OperationOutcome",
        "issue": [
            {"severity": "error", "code": code, "diagnostics": sentence}
            | ({"expression": [place]} if place else {})
            for place, sentence in faults
        ],
    }


def capability(tempat: Tempat, tanggal: str) -> Resource:
    """What is answered here, as programs ask for it at ``metadata``."""
    kinds: Mapping[str, tuple[str, ...]] = {
        "Claim": ("read", "create"),
        "ClaimResponse": ("read",),
        "CodeSystem": ("read",),
        "Coverage": ("read",),
        "CoverageEligibilityRequest": ("create",),
    }
    return {
        "resourceType": "CapabilityStatement",
        "status": "active",
        "date": tanggal,
        "kind": "instance",
        "implementation": {"description": "e-Jamkesda", "url": tempat.dasar},
        "fhirVersion": VERSION,
        "format": ["json"],
        "rest": [
            {
                "mode": "server",
                "security": {"description": "Kunci pada kepala Authorization: Bearer."},
                "resource": [
                    {"type": kind, "interaction": [{"code": one} for one in many]}
                    for kind, many in kinds.items()
                ],
            }
        ],
    }
