"""FHIR R4 resources that a provider sends: a Claim, or a question about somebody's cover.

What is read is named; elements that would change an amount or the meaning and are not used here
are refused rather than passed over. A claim read here and one typed in the form are one claim.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from upaya.exchange.checking import Checker, is_integer, is_list, path, read_day, shown
from upaya.exchange.jamkesda.fhir import RUPIAH
from upaya.exchange.jamkesda.klaim_sheet import MOST_LINES, KlaimTertulis
from upaya.exchange.json_parse import RawNumber, parse
from upaya.rules.errors import Fault
from upaya.rules.jamkesda.klaim import JENIS, BarisKlaim
from upaya.rules.numbers import MAX_AMOUNT, MAX_COUNT, clean

LONGEST = 64
_ROOT = ("resourceType",)
_QUIET = ("id", "meta", "text", "language", "created", "enterer", "status", "use", "priority",
          "provider", "insurer", "type", "resourceType", "careTeam", "facility")  # fmt: skip
_CLAIM = ("identifier", "subType", "patient", "billablePeriod", "diagnosis", "supportingInfo",
          "insurance", "item", "total")  # fmt: skip
_ITEM = ("sequence", "productOrService", "servicedDate", "quantity", "unitPrice", "net")
_QUIET_ITEM = ("id", "careTeamSequence", "diagnosisSequence", "informationSequence")
_WHOLE = re.compile(r"[0-9]{1,15}\.0{1,6}")


@dataclass(frozen=True, slots=True)
class Pertanyaan:
    """Whose cover is asked about: a NIK or a card number, and the caller's own mark."""

    nomor: str
    pengenal: str


def read_claim(raw: bytes) -> tuple[KlaimTertulis | None, tuple[Fault, ...]]:
    """A Claim as its provider wrote it, or all faults at once. Never raises."""
    data, faults = parse(raw)
    if faults:
        return None, tuple(faults)
    reader = _Reader()
    found = reader.claim(data)
    return (None, tuple(reader.faults)) if reader.faults else (found, ())


def read_question(raw: bytes) -> tuple[Pertanyaan | None, tuple[Fault, ...]]:
    """A CoverageEligibilityRequest, or all faults at once. Never raises."""
    data, faults = parse(raw)
    if faults:
        return None, tuple(faults)
    reader = _Reader()
    root = reader.resource(data, "CoverageEligibilityRequest")
    if root is None:
        return None, tuple(reader.faults)
    nomor = reader.identifier(root.get("patient"), "CoverageEligibilityRequest.patient.identifier")
    own = root.get("identifier")
    mark = own[0].get("value") if is_list(own) and own and isinstance(own[0], Mapping) else ""
    if reader.faults or nomor is None:
        return None, tuple(reader.faults)
    return Pertanyaan(nomor, mark if isinstance(mark, str) else ""), ()


class _Reader(Checker):
    def resource(self, data: Any, kind: str) -> Mapping[str, Any] | None:  # noqa: ANN401 - untrusted
        root = self.members(data, "", None, _ROOT)
        if root is None:
            return None
        if root.get("resourceType") != kind:
            self.fault("resourceType", f"harus {kind}; terbaca {shown(root.get('resourceType'))}")
            return None
        return root

    def claim(self, data: Any) -> KlaimTertulis | None:  # noqa: ANN401 - untrusted
        root = self.resource(data, "Claim")
        if root is None:
            return None
        for name in root:
            if name not in (*_QUIET, *_CLAIM):
                self.fault(f"Claim.{name}", "tidak dipakai di sini")
        term = self._object(root.get("billablePeriod"), "Claim.billablePeriod") or {}
        jenis = self._code(root.get("subType"), "Claim.subType")
        if jenis is not None and jenis not in JENIS:
            self.fault("Claim.subType", f"harus salah satu dari {', '.join(JENIS)}")
        nomor = self._number(root.get("identifier"), "Claim.identifier")
        peserta = self.identifier(root.get("patient"), "Claim.patient.identifier")
        masuk = self._day(term.get("start"), "Claim.billablePeriod.start")
        keluar = self._day(term.get("end"), "Claim.billablePeriod.end")
        lines = self._lines(root.get("item"))
        self._total(root.get("total"), sum(line.diminta for line in lines))
        rest = (self._letter(root.get("insurance")), self._diagnoses(root.get("diagnosis")),
                self._papers(root.get("supportingInfo")))  # fmt: skip
        if self.faults:
            return None
        read: Any = (nomor, peserta, rest[0], jenis, masuk, keluar, rest[1], rest[2], lines)
        return KlaimTertulis(*read)  # without a fault each of them was read

    # ---------------------------------------------------------------- parts
    def _lines(self, data: Any) -> tuple[BarisKlaim, ...]:  # noqa: ANN401 - untrusted
        known = (*_ITEM, *_QUIET_ITEM)
        found: dict[int, BarisKlaim] = {}
        rows = list(self.objects(data, "Claim.item", known, _ITEM[:-1], (MOST_LINES, "baris")))
        for at, row in rows:
            line = self._line(at, row)
            if line is None:
                continue
            if line.no in found:
                self.fault(path(at, "sequence"), f"{line.no} sudah dipakai baris lain")
            found[line.no] = line
        if not rows and is_list(data):
            self.fault("Claim.item", "klaim tanpa satu baris pun")
        if not self.faults and sorted(found) != list(range(1, len(found) + 1)):
            self.fault("Claim.item", "sequence harus 1, 2, 3, dan seterusnya tanpa lompat")
        return tuple(found[no] for no in sorted(found))

    def _line(self, at: str, row: Mapping[str, Any]) -> BarisKlaim | None:
        no = self._whole(row.get("sequence"), path(at, "sequence"), 1, MOST_LINES)
        kode = self._code(row.get("productOrService"), path(at, "productOrService"))
        when = self._day(row.get("servicedDate"), path(at, "servicedDate"))
        count = self._object(row.get("quantity"), path(at, "quantity")) or {}
        many = self._whole(count.get("value"), path(at, "quantity.value"), 1, MAX_COUNT)
        price = self._money(row.get("unitPrice"), path(at, "unitPrice"))
        if None in (no, kode, when, many, price):
            return None
        line = BarisKlaim(no, kode, when, many, price)  # type: ignore[arg-type] # none is None
        if line.diminta > MAX_AMOUNT:
            self.fault(at, "jumlah kali harga terlalu besar")
        if "net" in row and self._money(row["net"], path(at, "net")) not in (None, line.diminta):
            self.fault(path(at, "net"), f"bukan quantity kali unitPrice ({line.diminta})")
        return line

    def _total(self, data: Any, total: int) -> None:  # noqa: ANN401 - untrusted
        if total > MAX_AMOUNT:
            self.fault("Claim.item", "jumlah klaim terlalu besar")
        if data is not None and self._money(data, "Claim.total") not in (None, total):
            self.fault("Claim.total", f"bukan jumlah barisnya ({total})")

    def _letter(self, data: Any) -> str | None:  # noqa: ANN401 - untrusted
        """The number of the guarantee letter: what FHIR calls a pre-authorisation."""
        numbers = [
            number
            for row in (data if is_list(data) else ())
            if isinstance(row, Mapping) and is_list(row.get("preAuthRef", ()))
            for number in row.get("preAuthRef", ())
        ]
        if len(numbers) > 1:
            self.fault("Claim.insurance", "satu klaim satu surat jaminan")
        return self._name(numbers[0], "Claim.insurance.preAuthRef") if numbers else None

    def _diagnoses(self, data: Any) -> tuple[str, ...]:  # noqa: ANN401 - untrusted
        found = []
        if data is None:
            return ()
        for at, row in self.objects(data, "Claim.diagnosis", _DIAGNOSIS, _DIAGNOSIS[:2]):
            no = self._whole(row.get("sequence"), path(at, "sequence"), 1, MOST_LINES)
            code = self._code(row.get("diagnosisCodeableConcept"), at)
            if no is not None and code is not None:
                found.append((no, code.upper()))
        return tuple(dict.fromkeys(code for _, code in sorted(found)))

    def _papers(self, data: Any) -> tuple[str, ...]:  # noqa: ANN401 - untrusted
        """Names of attachments; the files themselves come through the page of the claim."""
        if data is None:
            return ()
        found = [
            self._name(row.get("valueString"), path(at, "valueString"))
            for at, row in self.objects(data, "Claim.supportingInfo", _INFO, ("valueString",))
        ]
        return tuple(dict.fromkeys(one for one in found if one))

    # ---------------------------------------------------------------- values
    def identifier(self, data: Any, place: str) -> str | None:  # noqa: ANN401 - untrusted
        """The value of a reference's identifier."""
        inner = data.get("identifier") if isinstance(data, Mapping) else None
        value = inner.get("value") if isinstance(inner, Mapping) else None
        return self._name(value, place)

    def _number(self, data: Any, place: str) -> str | None:  # noqa: ANN401 - untrusted
        if not is_list(data) or len(data) != 1 or not isinstance(data[0], Mapping):
            self.fault(place, "harus satu nomor klaim milik PPK")
            return None
        return self._name(data[0].get("value"), f"{place}[0].value")

    def _name(self, value: Any, place: str) -> str | None:  # noqa: ANN401 - untrusted
        found = self.one_line(value, place)
        if found is not None and len(clean(found)) > LONGEST:
            self.fault(place, f"paling panjang {LONGEST} huruf")
        return None if found is None else clean(found)

    def _code(self, data: Any, place: str) -> str | None:  # noqa: ANN401 - untrusted
        coding = data.get("coding") if isinstance(data, Mapping) else None
        if not is_list(coding) or not coding or not isinstance(coding[0], Mapping):
            self.fault(place, "harus berisi coding dengan satu kode")
            return None
        return self._name(coding[0].get("code"), f"{place}.coding[0].code")

    def _object(self, data: Any, place: str) -> Mapping[str, Any] | None:  # noqa: ANN401 - untrusted
        return self.members(data, place, None, ())

    def _money(self, data: Any, place: str) -> int | None:  # noqa: ANN401 - untrusted
        said = self._object(data, place)
        if said is None:
            return None
        if said.get("currency", RUPIAH) != RUPIAH:
            self.fault(path(place, "currency"), "harus IDR")
        return self._whole(said.get("value"), path(place, "value"), 0, MAX_AMOUNT)

    def _whole(self, value: Any, place: str, least: int, most: int) -> int | None:  # noqa: ANN401 - untrusted
        """A whole number; FHIR may write it as ``150000.00``."""
        if isinstance(value, RawNumber) and _WHOLE.fullmatch(value.teks):
            value = int(value.teks.partition(".")[0])
        if not is_integer(value) or not least <= value <= most:
            self.fault(place, f"harus bilangan bulat dari {least} sampai {most}; "
                              f"terbaca {shown(value)}")  # fmt: skip
            return None
        return value

    def _day(self, value: Any, place: str) -> date | None:  # noqa: ANN401 - untrusted
        found = read_day(value)
        if found is None:
            self.fault(place, f"harus tanggal seperti 2022-08-31; terbaca {shown(value)}")
        return found


_DIAGNOSIS = ("sequence", "diagnosisCodeableConcept", "id", "type", "onAdmission")
_INFO = ("sequence", "category", "valueString", "id", "code")
