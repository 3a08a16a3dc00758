"""What people decide about a claim: line by line, and for the whole."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from upaya.core import audit, clock
from upaya.core.access import Access
from upaya.jamkesda.buku.services import sesuaikan
from upaya.jamkesda.klaim.batas import siapkan
from upaya.jamkesda.klaim.dasar import bagian
from upaya.jamkesda.klaim.masuk import dari_klaim
from upaya.jamkesda.klaim.models import (
    AlasanTercatat,
    KeputusanLayanan,
    Klaim,
    LayananKlaim,
)
from upaya.jamkesda.klaim.reading import BacaanKlaim
from upaya.jamkesda.klaim.services import periksa_ulang
from upaya.rules.jamkesda import road_klaim as jalan
from upaya.rules.jamkesda.alasan import OLEH_VERIFIKATOR
from upaya.rules.jamkesda.susulan import KODE as SUSULAN
from upaya.rules.money import rupiah
from upaya.rules.period import tanggal

_CODES = {one.kode for one in OLEH_VERIFIKATOR}
_SHORTEST = 10
_LATE = "B01"
MEMUTUS = frozenset({"verifikasi", "setujui", "tolak", "kembalikan"})
"""The moves after which somebody does not answer an objection to the claim."""


@transaction.atomic
def putuskan(
    access: Access, claim_pk: int, no: int, *, kode: str, jumlah: int, kalimat: str
) -> KeputusanLayanan:
    """A verifier's word on one line; `kode` "" accepts it whole. The last word stands.

    ValidationError at the field for an amount above what is left, or a cut without a sentence; and
    for whoever asked for the money.
    """
    claim = _examined(access, claim_pk)
    line: LayananKlaim | None = claim.layanan.filter(no=no).first()
    if line is None:
        raise ValidationError(f"Klaim ini tidak mempunyai baris {no}.")
    said = kalimat.strip() if kode else ""
    _refuse(kode, jumlah, said, line)
    made, _ = KeputusanLayanan.objects.update_or_create(
        layanan=line,
        defaults={
            "kode": kode, "jumlah": jumlah if kode else 0, "kalimat": said,
            "oleh_id": access.user_id, "pada": clock.now(),
        },
    )  # fmt: skip
    detail = {"baris": no, "kode": kode, "jumlah": made.jumlah}
    audit.record(
        "klaim.putus_baris", claim, access=access, kabupaten=claim.kabupaten_id, detail=detail
    )
    assert isinstance(made, KeputusanLayanan)  # noqa: S101 - the manager has no types
    return made


def _refuse(kode: str, jumlah: int, said: str, line: LayananKlaim) -> None:
    if not kode:
        return
    faults: dict[str, str] = {}
    if kode not in _CODES:
        faults["kode"] = f"Pilih kode {', '.join(sorted(_CODES))}."
    if not 0 < jumlah <= line.diperiksa:
        faults["jumlah"] = f"Potongan harus di atas nol, paling banyak {rupiah(line.diperiksa)}."
    if len(said) < _SHORTEST:
        faults["kalimat"] = "Tulis alasannya dalam satu kalimat bagi PPK."
    if faults:
        raise ValidationError(faults)


@transaction.atomic
def terima_sisanya(access: Access, claim_pk: int) -> int:
    """Accept all lines that nobody has decided as the checks left them; how many.

    Of a claim that is not covered there is nothing to accept.
    """
    claim = _examined(access, claim_pk)
    if BacaanKlaim(claim).tidak_dijamin:
        return 0
    rest = list(claim.layanan.filter(keputusan=None, diperiksa__gt=0))
    now = clock.now()
    KeputusanLayanan.objects.bulk_create(
        KeputusanLayanan(layanan=line, oleh_id=access.user_id, pada=now) for line in rest
    )
    if rest:
        audit.record(
            "klaim.putus_baris", claim, access=access, kabupaten=claim.kabupaten_id,
            detail={"baris": [line.no for line in rest], "kode": "", "jumlah": 0},
        )  # fmt: skip
    return len(rest)


def _examined(access: Access, pk: int) -> Klaim:
    rows = Klaim.objects.for_scope(access.scope).select_for_update(of=("self",))
    claim: Klaim = rows.get(pk=pk)
    if claim.status != jalan.DIAJUKAN:
        raise ValidationError(f"Klaim ini sudah “{claim.state.label}”; barisnya tidak diubah lagi.")
    if access.user_id in BacaanKlaim(claim).preparers:
        raise ValidationError("Anda ikut mengajukan klaim ini; yang memeriksa harus orang lain.")
    return claim


# ------------------------------------------------------------------ effects of the road
def verify(reading: BacaanKlaim, _access: Access, _context: Mapping[str, Any]) -> None:
    """Each line is approved as checked, less what the verifier cut and what late papers take."""
    lines = []
    for row in reading.baris:
        row.layanan.disetujui = row.sisa - row.gugur
        lines.append(row.layanan)
    LayananKlaim.objects.bulk_update(lines, ["disetujui"])
    reading.subject.disetujui = sum(line.disetujui or 0 for line in lines)


def reexamine(reading: BacaanKlaim, _access: Access, _context: Mapping[str, Any]) -> None:
    """What was verified is open again; the verifier's words stay to be changed."""
    reading.subject.layanan.update(disetujui=None)
    reading.subject.disetujui = None


def settle(reading: BacaanKlaim, access: Access, _context: Mapping[str, Any]) -> None:
    """All cuts since the check are written for good, and what they free goes back to the limits.

    The verifier's stand under their name; those of late papers are a rule's, as at the check.
    """
    claim = reading.subject
    AlasanTercatat.objects.bulk_create(
        AlasanTercatat(
            klaim=claim, layanan=row.layanan, kode=SUSULAN, jumlah=row.gugur,
            kalimat=reading.susulan_lewat, putaran=claim.round,
        )
        for row in reading.baris
        if row.gugur
    )  # fmt: skip
    AlasanTercatat.objects.bulk_create(
        AlasanTercatat(
            klaim=claim, layanan=row.layanan, kode=row.keputusan.kode, jumlah=row.keputusan.jumlah,
            kalimat=row.keputusan.kalimat, putaran=claim.round, oleh_id=row.keputusan.oleh_id,
        )
        for row in reading.baris
        if row.keputusan is not None and row.keputusan.kode
    )  # fmt: skip
    sesuaikan(access, claim.nama_buku, claim.disetujui or 0)


def close_late(reading: BacaanKlaim, access: Access, _context: Mapping[str, Any]) -> None:
    """What was never mended is refused: every rupiah left is cut for the papers that never came."""
    claim = reading.subject
    due = claim.deadline
    until = f" sampai {tanggal(due.hari)}" if due else ""
    lines = [row.layanan for row in reading.baris]
    AlasanTercatat.objects.bulk_create(
        AlasanTercatat(
            klaim=claim, layanan=line, kode=_LATE, jumlah=line.diperiksa, putaran=claim.round,
            kalimat=f"Klaim dikembalikan dan tidak dilengkapi{until}.", oleh_id=access.user_id,
        )
        for line in lines
        if line.diperiksa
    )  # fmt: skip
    for line in lines:
        line.disetujui = 0
    LayananKlaim.objects.bulk_update(lines, ["disetujui"])
    claim.disetujui = 0
    sesuaikan(access, claim.nama_buku, 0)


def undo(reading: BacaanKlaim, access: Access, context: Mapping[str, Any]) -> None:
    """Only whoever made the last step takes it back."""
    last = reading.moves[-1] if reading.moves else None
    if last is None or last.actor_id != access.user_id:
        raise ValidationError("Hanya yang mengambil langkah itu yang mengurungkannya.")
    if reading.subject.status == jalan.DIVERIFIKASI:
        reexamine(reading, access, context)


def grant(reading: BacaanKlaim, access: Access, context: Mapping[str, Any]) -> None:
    """The objection is answered, and the claim is judged anew in the next round."""
    objection = reading.keberatan_terbuka
    if objection is None:
        raise ValidationError("Tidak ada keberatan yang menunggu jawaban.")
    refuse_same_person(reading, access)
    objection.status = objection.Status.DITERIMA
    objection.jawaban = context["alasan"]
    objection.dijawab_oleh_id, objection.dijawab_pada = access.user_id, clock.now()
    objection.save()
    send_again(reading, access, context)


def refuse_same_person(reading: BacaanKlaim, access: Access) -> None:
    """ValidationError for whoever verified, approved or cut the claim, or asked for its money."""
    decided = {log.actor_id for log in reading.moves if log.move in MEMUTUS}
    cuts = AlasanTercatat.objects.filter(klaim=reading.subject).exclude(oleh=None)
    decided |= set(cuts.order_by().values_list("oleh", flat=True))
    if access.user_id in decided | set(reading.preparers):
        raise ValidationError(
            "Anda ikut memutus atau mengajukan klaim ini; keberatannya dijawab verifikator lain."
        )


def send_again(reading: BacaanKlaim, access: Access, _context: Mapping[str, Any]) -> None:
    """Judged anew, as the claim stands with what was added and by the register of now."""
    claim = reading.subject
    wanted = dari_klaim(claim, [one.nama for one in reading.berkas])
    (part,) = bagian(claim.unit, [wanted], claim.diajukan)
    siapkan(access, [part])
    (known,) = part.klaim
    periksa_ulang(access, claim, part.dasar, known)
