"""Mending what was noted wrongly, and money that came back too late: two persons, both entries.

One who knows proposes with a reason, another decides. What stood before stays in `semula`, what it
became is noted anew. A closed payment opens again with it; its source stays closed, and what is
open again stands with whoever pays until it is paid.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import transaction

from upaya.core import audit, clock
from upaya.core.access import Access
from upaya.core.second import propose, settle
from upaya.pembayaran import sumber
from upaya.pembayaran.models import (
    BarisPembayaran,
    DanaMasuk,
    Kiriman,
    Pembayaran,
    Pembetulan,
    Percobaan,
)
from upaya.pembayaran.queries.funds import free_funds
from upaya.pembayaran.services.locking import locked
from upaya.rules.kesehatan import (
    BENDAHARA_PEMBANTU,
    BENDAHARA_PENGELUARAN,
    KEPALA_DINAS,
    KEPALA_PUSKESMAS,
    VERIFIKATOR_DINAS,
)
from upaya.rules.money import rupiah
from upaya.rules.pembayaran import BERHASIL, DIBATALKAN, DIKEMBALIKAN, DIKIRIM, LABELS, LIVING
from upaya.rules.roles import Role, either

Jenis = Pembetulan.Jenis

PENGUSUL: Mapping[str, tuple[Role, ...]] = {
    Jenis.HASIL: (BENDAHARA_PEMBANTU,),
    Jenis.KEMBALI: (BENDAHARA_PEMBANTU,),
    Jenis.KIRIMAN: (BENDAHARA_PEMBANTU,),
    Jenis.DANA: (BENDAHARA_PENGELUARAN,),
}
PEMUTUS: Mapping[str, tuple[Role, ...]] = {
    Jenis.HASIL: (KEPALA_PUSKESMAS,),
    Jenis.KEMBALI: (KEPALA_PUSKESMAS,),
    Jenis.KIRIMAN: (KEPALA_PUSKESMAS,),
    Jenis.DANA: (KEPALA_DINAS, VERIFIKATOR_DINAS),
}
"""Who proposes and who decides: whoever handles the money, and somebody above in the same house."""


@dataclass(frozen=True, slots=True)
class UsulanPembetulan:
    """What is to be mended: the row by its kind, why, and what is right where that must be told."""

    jenis: str
    sasaran: int
    alasan: str
    tanggal: date | None = None
    nomor: str = ""
    jumlah: int | None = None


@transaction.atomic
def usulkan(payment_id: int, wanted: UsulanPembetulan, access: Access) -> Pembetulan:
    """Propose; refused in words when it could not be carried out now."""
    payment = locked(payment_id, access)
    if access.role not in PENGUSUL[wanted.jenis]:
        raise ValidationError(f"Usulan ini milik {either(PENGUSUL[wanted.jenis])}.")
    row = Pembetulan(
        kabupaten_id=payment.kabupaten_id,
        pembayaran=payment,
        jenis=wanted.jenis,
        tanggal=wanted.tanggal,
        nomor=wanted.nomor.strip(),
        jumlah=wanted.jumlah,
    )
    setattr(row, f"{_field(wanted.jenis)}_id", wanted.sasaran)
    _refuse(payment, row)
    same = {_field(wanted.jenis): wanted.sasaran}
    if payment.pembetulan.filter(status="diusulkan", **same).exists():
        raise ValidationError("Pembetulan catatan ini sudah diusulkan dan menunggu putusan.")
    propose(row, access, wanted.alasan)
    audit.record(
        "pembayaran.betulkan_usul",
        row,
        access=access,
        kabupaten=payment.kabupaten_id,
        detail={"pembayaran": payment.pk, "jenis": row.jenis, "sasaran": wanted.sasaran},
    )
    return row


def _field(jenis: str) -> str:
    return {Jenis.KIRIMAN: "kiriman", Jenis.DANA: "dana"}.get(Jenis(jenis), "percobaan")


@transaction.atomic
def putuskan(pk: int, access: Access, *, setuju: bool, alasan: str) -> Pembetulan:
    """Decide a proposal: refused, nothing changes; agreed, the entry is mended at once."""
    found = Pembetulan.objects.for_scope(access.scope).get(pk=pk)
    payment = locked(found.pembayaran_id, access)
    row = Pembetulan.objects.select_for_update(of=("self",)).get(pk=pk)
    if access.role not in PEMUTUS[row.jenis]:
        raise ValidationError(f"Putusan ini milik {either(PEMUTUS[row.jenis])}.")
    with audit.together():
        settle(row, access, setuju=setuju, alasan=alasan, own=_noted_by(row))
        audit.record(
            "pembayaran.betulkan_putus",
            row,
            access=access,
            kabupaten=payment.kabupaten_id,
            detail={"pembayaran": payment.pk, "jenis": row.jenis, "putusan": row.status},
        )
        if setuju:
            _refuse(payment, row)
            _mend(payment, row, access)
            sumber.of(payment).bergerak(payment, access)
            row.save(update_fields=["semula", "berkas_semula"])
    return row


def _noted_by(row: Pembetulan) -> set[int | None]:
    """Whoever made the entry does not say either that it was wrong."""
    if row.dana is not None:
        return {row.dana.dicatat_oleh_id}
    if row.kiriman is not None:
        return {row.kiriman.dibuat_oleh_id}
    return {row.percobaan.dicatat_oleh_id} if row.percobaan else set()


# ---------------------------------------------------------------- what stands in the way


def _refuse(payment: Pembayaran, row: Pembetulan) -> None:
    if row.jenis == Jenis.DANA:
        _refuse_funds(payment, row)
    elif row.jenis == Jenis.KIRIMAN:
        _refuse_shipment(payment, row)
    else:
        _refuse_result(payment, row)


def _refuse_result(payment: Pembayaran, row: Pembetulan) -> None:
    attempt = _attempt(payment, row.percobaan_id)
    line = attempt.baris
    if attempt.nomor != line.dicoba:
        raise ValidationError("Baris ini sudah dikirim lagi; betulkan kiriman yang terakhir.")
    if row.jenis == Jenis.KEMBALI:
        if attempt.status != BERHASIL:
            raise ValidationError(
                f"Tercatat “{LABELS[attempt.status]}”; hanya uang yang diterima dapat kembali."
            )
        _refuse_day(row.tanggal, attempt.tanggal or attempt.kiriman.tanggal)
        return
    if attempt.status == DIKIRIM:
        raise ValidationError("Belum ada hasil yang dicatat.")
    free = free_funds(payment)
    if attempt.status not in LIVING and line.bruto > free:
        raise ValidationError(
            f"Dana yang bebas tinggal {rupiah(free)}, sedangkan baris ini {rupiah(line.bruto)}: "
            "dananya sudah dipakai untuk petugas lain."
        )


def _attempt(payment: Pembayaran, pk: int | None) -> Percobaan:
    found = Percobaan.objects.filter(pk=pk or 0, baris__pembayaran=payment)
    attempt = found.select_related("baris", "kiriman").first()
    if attempt is None:
        raise ValidationError("Catatan ini bukan milik pembayaran ini.")
    return attempt


def _refuse_day(day: date | None, earliest: date) -> None:
    if day is None:
        raise ValidationError({"tanggal": "Isi tanggalnya."})
    if day > clock.today():
        raise ValidationError({"tanggal": "Tanggalnya belum tiba."})
    if day < earliest:
        raise ValidationError({"tanggal": f"Paling awal {earliest:%d/%m/%Y}."})


def _refuse_shipment(payment: Pembayaran, row: Pembetulan) -> None:
    sent = payment.kiriman.filter(pk=row.kiriman_id or 0).first()
    if sent is None:
        raise ValidationError("Catatan ini bukan milik pembayaran ini.")
    if sent.percobaan.exclude(status=DIKIRIM).exists():
        raise ValidationError(
            "Sebagian kiriman ini sudah ada hasilnya. Betulkan hasil itu dulu satu demi satu."
        )


def _refuse_funds(payment: Pembayaran, row: Pembetulan) -> None:
    noted = payment.dana_masuk.filter(pk=row.dana_id or 0, batal=False).first()
    if noted is None:
        raise ValidationError("Transfer ini tidak ada pada pembayaran ini, atau sudah dibatalkan.")
    _refuse_day(row.tanggal, noted.diminta)
    amount = row.jumlah or 0
    if amount and not row.nomor:
        raise ValidationError({"nomor": "Tulis nomor buktinya."})
    others = payment.dana_masuk.filter(batal=False).exclude(pk=noted.pk)
    if others.filter(nomor=row.nomor).exists():
        raise ValidationError({"nomor": "Nomor bukti ini sudah dicatat untuk pembayaran ini."})
    most = payment.sisa_dana + noted.jumlah
    if amount > most:
        raise ValidationError({"jumlah": f"Paling banyak {rupiah(most)}."})
    least = noted.jumlah - free_funds(payment)
    if amount < least:
        raise ValidationError(
            {
                "jumlah": f"Paling sedikit {rupiah(least)}: sebanyak itu sudah dikirim atau "
                "dibayar dari transfer ini. Betulkan dulu kiriman atau hasilnya."
            }
        )


# ---------------------------------------------------------------- carried out


_RESULT = (
    "status", "tanggal", "bukti", "alasan", "dicatat_oleh", "dicatat_pada", "berkas_bukti",
)  # fmt: skip


def _mend(payment: Pembayaran, row: Pembetulan, access: Access) -> None:
    if row.jenis == Jenis.DANA:
        _replace_funds(payment, row)
        return
    if row.jenis == Jenis.KIRIMAN:
        _take_back(row, access)
        return
    attempt = _attempt(payment, row.percobaan_id)
    row.semula, row.berkas_semula_id = _as_it_was(attempt), attempt.berkas_bukti_id
    if row.jenis == Jenis.KEMBALI:
        attempt.status, attempt.tanggal, attempt.alasan = DIKEMBALIKAN, row.tanggal, row.alasan
        attempt.dicatat_oleh_id, attempt.dicatat_pada = row.diusulkan_oleh_id, clock.now()
    else:
        attempt.status, attempt.tanggal, attempt.bukti, attempt.alasan = DIKIRIM, None, "", ""
        attempt.dicatat_oleh, attempt.dicatat_pada, attempt.berkas_bukti = None, None, None
    attempt.save(update_fields=_RESULT)
    BarisPembayaran.objects.filter(pk=attempt.baris_id).update(status=attempt.status)
    _open_again(payment, access)
    if row.jenis == Jenis.KEMBALI:
        sumber.of(payment).tercatat(payment, [attempt])


def _as_it_was(attempt: Percobaan) -> dict[str, Any]:
    return {
        "status": attempt.status,
        "tanggal": attempt.tanggal.isoformat() if attempt.tanggal else None,
        "bukti": attempt.bukti,
        "alasan": attempt.alasan,
        "dicatat_oleh": attempt.dicatat_oleh_id,
        "dicatat_pada": attempt.dicatat_pada.isoformat() if attempt.dicatat_pada else None,
    }


def _take_back(row: Pembetulan, access: Access) -> None:
    """A shipment that was never made: its lines may be sent again."""
    sent = Kiriman.objects.get(pk=row.kiriman_id or 0)
    lines = list(sent.percobaan.order_by("pk").values_list("baris", flat=True))
    row.semula = {"baris": lines, "jumlah": sent.jumlah}
    sent.percobaan.update(
        status=DIBATALKAN,
        tanggal=clock.today(),
        alasan=row.alasan,
        dicatat_oleh=access.user_id,
        dicatat_pada=clock.now(),
    )
    BarisPembayaran.objects.filter(pk__in=lines).update(status=DIBATALKAN)


def _replace_funds(payment: Pembayaran, row: Pembetulan) -> None:
    """The wrong transfer counts no more; the right one stands beside it, unless none came."""
    wrong = DanaMasuk.objects.get(pk=row.dana_id or 0)
    row.semula = {
        "nomor": wrong.nomor,
        "tanggal": wrong.tanggal.isoformat(),
        "jumlah": wrong.jumlah,
    }
    wrong.batal = True
    wrong.save(update_fields=["batal"])
    amount = row.jumlah or 0
    payment.dana += amount - wrong.jumlah
    payment.save(update_fields=["dana"])
    if amount:
        DanaMasuk.objects.create(
            kabupaten_id=payment.kabupaten_id,
            pembayaran=payment,
            nomor=row.nomor,
            tanggal=row.tanggal or wrong.tanggal,
            diminta=wrong.diminta,
            jumlah=amount,
            sisa=payment.sisa_dana,
            alasan=row.alasan if payment.sisa_dana else "",
            kunci=uuid4(),
            dicatat_oleh_id=row.diusulkan_oleh_id,
            dicatat_pada=clock.now(),
        )


def _open_again(payment: Pembayaran, access: Access) -> None:
    if payment.selesai_pada is None:
        return
    payment.selesai_pada, payment.dibuka_pada = None, clock.now()
    payment.save(update_fields=["selesai_pada", "dibuka_pada"])
    audit.record("pembayaran.buka", payment, access=access, kabupaten=payment.kabupaten_id)
