"""Use cases of batches: close one, reverse it, pay it. Each is one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from upaya.alur.many import move_many
from upaya.alur.road import AlreadyMadeError, MoveRefusedError
from upaya.core import audit, clock
from upaya.core.access import Access
from upaya.core.creation import named
from upaya.jamkesda.klaim.banyak import menyiapkan
from upaya.jamkesda.klaim.models import Klaim
from upaya.jamkesda.klaim.road import ROAD as KLAIM
from upaya.jamkesda.kumpulan import queries
from upaya.jamkesda.kumpulan.models import IsiKumpulan, Kumpulan
from upaya.jamkesda.kumpulan.reading import SUMBER, BacaanKumpulan
from upaya.pembayaran.services import funds, lembaga
from upaya.pembayaran.services.lines import Asal
from upaya.rules.jamkesda import road_klaim as jalan
from upaya.rules.jamkesda.klaim import Masa
from upaya.wilayah.models import Kabupaten

_BATCH = 2_000
_ALONE = {"lewat_kumpulan"}


@named()
def tutup(access: Access, periode: Masa) -> Kumpulan:
    """Close the batch of a period from the budget of this year.

    The same period again, by the same person, is the batch that stands. ValidationError says why
    it cannot be closed; MoveRefusedError when this person verified or approved one of its claims.
    """
    district = str(access.scope.kabupaten)
    # Two batches never share what the ceiling leaves.
    Kabupaten.objects.select_for_update(no_key=True).get(pk=district)
    living = Kumpulan.objects.exclude(status=jalan.DIBALIK)
    before: Kumpulan | None = living.filter(
        kabupaten=district, mulai=periode.mulai, sampai=periode.sampai
    ).first()
    if before is not None and before.ditutup_oleh_id == access.user_id:
        return before
    locked = Klaim.objects.select_for_update(of=("self",)).filter(
        kabupaten=district, status=jalan.DISETUJUI,
        keluar__range=(periode.mulai, periode.sampai),
    )  # fmt: skip
    claims = list(locked.select_related("unit").defer("masukan").order_by("pk"))
    # Whoever objects holds the claim's row: what is read now stays so until the end.
    objected = queries.tertahan(district)
    claims = [one for one in claims if one.pk not in objected]
    today = clock.today()
    wanted = queries.usulan(district, periode, today.year, claims)
    if wanted.halangan:
        raise ValidationError(list(wanted.halangan))
    with audit.together():
        made = _batch(access, periode, wanted, today)
        inside = [one for one in claims if one.disetujui]
        IsiKumpulan.objects.bulk_create(
            (IsiKumpulan(kumpulan=made, klaim=one, unit_id=one.unit_id, jumlah=one.disetujui or 0)
             for one in inside),
            batch_size=_BATCH,
        )  # fmt: skip
        move_many(KLAIM, inside, "kumpulkan", access, judged=_ALONE, preparers=menyiapkan(inside))
        detail = {"total": made.total, "klaim": made.banyak, "sisa": wanted.susunan.sisa}
        audit.record("kumpulan.tutup", made, access=access, kabupaten=district, detail=detail)
    return made


def _batch(access: Access, periode: Masa, wanted: queries.Usulan, today: date) -> Kumpulan:
    now = clock.now()
    made: Kumpulan = Kumpulan.objects.create(
        kabupaten_id=str(access.scope.kabupaten), unit_id=access.scope.unit or 0,
        mulai=periode.mulai, sampai=periode.sampai, tahun=today.year,
        pagu=wanted.anggaran.pagu or 0, tersedia=wanted.anggaran.sisa,
        total=wanted.susunan.total, banyak=sum(len(one.klaim) for one in wanted.susunan.bagian),
        ditutup_oleh_id=access.user_id, ditutup_pada=now, status=jalan.DITUTUP, status_since=now,
    )  # fmt: skip
    return made


# ------------------------------------------------------------------ effects of the road
def reverse(reading: BacaanKumpulan, access: Access, context: Mapping[str, Any]) -> None:
    """All claims wait for another batch, and the ceiling has its rupiah again."""
    claims = _claims(reading.subject)
    move_many(KLAIM, claims, "keluarkan", access, judged=_ALONE, reason=str(context["alasan"]))
    reading.subject.isi.update(dibalik=True)
    reading.subject.selesai_pada = clock.now()


def pay(reading: BacaanKumpulan, access: Access, context: Mapping[str, Any]) -> None:
    """A line for each provider, and the funds as the form brought them."""
    batch, transfer = reading.subject, context.get("transfer")
    if transfer is None:
        raise MoveRefusedError("Isi nomor, tanggal, dan jumlah dana yang masuk.")
    accounts = reading.rekening
    owed = [
        lembaga.TagihanLembaga(
            str(row.unit.nama),
            accounts[row.unit.pk],
            ((f"{row.banyak} klaim keluar {batch.short_name}", row.jumlah),),
        )
        for row in reading.bagian
    ]
    source = Asal(
        SUMBER, batch.pk, batch.unit_id, str(batch.kabupaten_id), f"Klaim Jamkesda {batch}"
    )
    payment = lembaga.create(source, owed, access)
    day = clock.today()
    if funds.receive(payment.pk, transfer, access, diminta=min(day, transfer.tanggal)) is None:
        raise AlreadyMadeError


def finish(reading: BacaanKumpulan, access: Access, _context: Mapping[str, Any]) -> None:
    """Every provider has its money: so has every claim."""
    claims = _claims(reading.subject)
    move_many(KLAIM, claims, "bayar", access, judged=_ALONE, preparers=menyiapkan(claims))
    reading.subject.selesai_pada = clock.now()


def _claims(batch: Kumpulan) -> list[Klaim]:
    rows = Klaim.objects.select_for_update(of=("self",)).filter(
        kumpulan__kumpulan=batch, kumpulan__dibalik=False
    )
    return list(rows.select_related("unit").defer("masukan").order_by("pk"))
