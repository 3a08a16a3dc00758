"""What became of each attempt: noted by hand or from the bank's file, judged the same way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from upaya.core import audit, clock
from upaya.core.access import Access
from upaya.core.models import StoredFile
from upaya.pembayaran import sumber
from upaya.pembayaran.models import BarisPembayaran, Pembayaran, Percobaan
from upaya.pembayaran.queries.funds import free_funds
from upaya.pembayaran.services.locking import open_locked
from upaya.rules.money import rupiah
from upaya.rules.pembayaran import BERHASIL, DIKEMBALIKAN, GAGAL, LABELS, LIVING, may_become

CATAT, SAMA, TOLAK = "catat", "sama", "tolak"


@dataclass(frozen=True, slots=True)
class Hasil:
    """The bank's (or the treasurer's) word on one reference; `jumlah` None when it names none."""

    rujukan: str
    status: str
    tanggal: date | None
    bukti: str = ""
    alasan: str = ""
    jumlah: int | None = None


@dataclass(frozen=True, slots=True)
class Putusan:
    """What noting a result would do: `tindakan` is catat, sama (known already) or tolak."""

    hasil: Hasil
    tindakan: str
    kalimat: str
    percobaan: Percobaan | None = None

    @property
    def nama(self) -> str:
        """The payee, "" for a reference nobody knows."""
        return self.percobaan.baris.nama if self.percobaan else ""


def judge(payment: Pembayaran, results: Sequence[Hasil]) -> list[Putusan]:
    """One judgement per result, in their order; nothing is written."""
    attempts = {
        attempt.rujukan: attempt
        for attempt in Percobaan.objects.filter(
            baris__pembayaran=payment, rujukan__in={result.rujukan for result in results}
        ).select_related("baris", "kiriman")
    }
    seen: set[str] = set()
    judged = []
    for result in results:
        attempt = attempts.get(result.rujukan)
        twice = result.rujukan in seen
        seen.add(result.rujukan)
        judged.append(_judge_one(result, attempt, twice=twice))
    return _within_funds(payment, judged)


def _within_funds(payment: Pembayaran, judged: list[Putusan]) -> list[Putusan]:
    """Money that another line got meanwhile is not paid a second time, whatever the order.

    An attempt that had failed gave its funds back: it may turn out to be paid only as far as funds
    are free, together with what these same results set free.
    """
    if not any(_takes(one) for one in judged):
        return judged
    free = free_funds(payment) + sum(_bruto(one) for one in judged if _gives_back(one))
    found = []
    for one in judged:
        short = _takes(one) and _bruto(one) > free
        if _takes(one) and not short:
            free -= _bruto(one)
        found.append(replace(one, tindakan=TOLAK, kalimat=_uncovered(one, free)) if short else one)
    return found


def _takes(one: Putusan) -> bool:
    return (
        one.tindakan == CATAT
        and one.percobaan is not None
        and one.percobaan.status not in LIVING
        and one.hasil.status in LIVING
    )


def _gives_back(one: Putusan) -> bool:
    return (
        one.tindakan == CATAT
        and one.percobaan is not None
        and one.percobaan.status in LIVING
        and one.hasil.status not in LIVING
    )


def _bruto(one: Putusan) -> int:
    return one.percobaan.baris.bruto if one.percobaan else 0


def _uncovered(one: Putusan, free: int) -> str:
    return (
        f"Tercatat “{LABELS[GAGAL]}”, dan dananya sudah dipakai untuk petugas lain: dana yang "
        f"bebas tinggal {rupiah(free)}, sedangkan baris ini {rupiah(_bruto(one))}. Jangan kirim "
        "lagi baris ini; catat keberhasilannya setelah dana berikutnya ditransfer, atau setelah "
        "uang petugas lain kembali."
    )


def _judge_one(result: Hasil, attempt: Percobaan | None, *, twice: bool) -> Putusan:
    if attempt is None:
        return Putusan(result, TOLAK, "Rujukan ini tidak dikenal pada pembayaran ini.")
    if twice:
        return Putusan(result, TOLAK, "Rujukan ini sudah ada di atas.", attempt)
    fault = _mismatch(result, attempt)
    if not fault and result.status == attempt.status:
        return Putusan(result, SAMA, "Sudah tercatat.", attempt)
    fault = fault or _out_of_turn(result, attempt) or _lack(result, attempt)
    return Putusan(result, TOLAK if fault else CATAT, fault or LABELS[result.status], attempt)


def _mismatch(result: Hasil, attempt: Percobaan) -> str:
    if result.jumlah is None or result.jumlah == attempt.jumlah:
        return ""
    return f"Jumlahnya {rupiah(result.jumlah)}, yang dikirim {rupiah(attempt.jumlah)}."


def _out_of_turn(result: Hasil, attempt: Percobaan) -> str:
    if not may_become(attempt.status, result.status):
        return (
            f"Tercatat “{LABELS[attempt.status]}”; tidak dapat menjadi “{LABELS[result.status]}”."
        )
    if attempt.nomor != attempt.baris.dicoba:
        return "Baris ini sudah dikirim lagi dengan rujukan lain."
    if result.status == BERHASIL and attempt.jumlah != attempt.baris.neto:
        return (
            "Pajaknya atau potongannya diubah setelah dikirim: yang dikirim "
            f"{rupiah(attempt.jumlah)}, neto kini {rupiah(attempt.baris.neto)}. Kembalikan dulu, "
            "lalu catat."
        )
    return ""


def _lack(result: Hasil, attempt: Percobaan) -> str:
    if result.tanggal is None:
        return "Tanggalnya belum ada."
    if not attempt.kiriman.tanggal <= result.tanggal <= clock.today():
        return "Tanggalnya sebelum pengiriman atau belum tiba."
    if result.status == DIKEMBALIKAN and attempt.tanggal and result.tanggal < attempt.tanggal:
        return f"Uang ini diterima pada {attempt.tanggal:%d/%m/%Y}; tidak dikembalikan sebelumnya."
    if result.status == BERHASIL and not result.bukti.strip():
        return "Nomor bukti belum ada."
    if result.status in (GAGAL, DIKEMBALIKAN) and not result.alasan.strip():
        return "Alasannya belum ada."
    return ""


@transaction.atomic
def note(payment_id: int, results: Sequence[Hasil], access: Access) -> list[Putusan]:
    """Note every result that can be noted; what cannot is said in its judgement.

    When the last line is paid the payment closes, and its source with it.
    """
    payment = open_locked(payment_id, access)
    judged = judge(payment, results)
    note_judged(payment, judged, access)
    return judged


def note_judged(payment: Pembayaran, judged: Sequence[Putusan], access: Access) -> None:
    """Note what was judged of a payment that the caller holds locked and open."""
    with audit.together():
        _note(payment, judged, access)


def _note(payment: Pembayaran, judged: Sequence[Putusan], access: Access) -> None:
    if any(one.tindakan == CATAT for one in judged) and (
        said := sumber.of(payment).terlibat(payment, access.user_id)
    ):
        raise ValidationError(said)
    done = [
        _noted(one.percobaan, one.hasil, access)
        for one in judged
        if one.tindakan == CATAT and one.percobaan is not None
    ]
    if done:
        _write(done)
    # Before the audit, whose chain everybody of the district waits for: closing locks the source.
    _close_when_paid(payment, access)
    if done:
        sumber.of(payment).bergerak(payment, access)
        audit.record(
            "pembayaran.hasil",
            payment,
            access=access,
            kabupaten=payment.kabupaten_id,
            detail={
                status: [attempt.baris_id for attempt in done if attempt.status == status]
                for status in sorted({attempt.status for attempt in done})
            },
        )
        sumber.of(payment).tercatat(payment, done)


@transaction.atomic
def note_one(
    payment_id: int, result: Hasil, access: Access, proof: StoredFile | None = None
) -> Percobaan:
    """Note one result by hand; ValidationError with the sentence when it cannot be noted."""
    (judged,) = note(payment_id, [result], access)
    if judged.tindakan == TOLAK or judged.percobaan is None:
        raise ValidationError(judged.kalimat)
    if proof is not None and judged.tindakan == CATAT:
        judged.percobaan.berkas_bukti = proof
        judged.percobaan.save(update_fields=["berkas_bukti"])
    return judged.percobaan


_NOTED = ("status", "tanggal", "bukti", "alasan", "dicatat_oleh", "dicatat_pada")


def _noted(attempt: Percobaan, result: Hasil, access: Access) -> Percobaan:
    attempt.status, attempt.tanggal = result.status, result.tanggal
    # Money that came back had arrived: the proof of that stays.
    attempt.bukti = result.bukti.strip() or attempt.bukti
    attempt.alasan = result.alasan.strip()
    attempt.dicatat_oleh_id, attempt.dicatat_pada = access.user_id, clock.now()
    return attempt


def _write(attempts: Sequence[Percobaan]) -> None:
    Percobaan.objects.bulk_update(attempts, _NOTED)
    # What gives funds back first: the database never sees more paid than arrived.
    for status in sorted({attempt.status for attempt in attempts}, key=LIVING.__contains__):
        lines = [attempt.baris_id for attempt in attempts if attempt.status == status]
        BarisPembayaran.objects.filter(pk__in=lines).update(status=status)


def _close_when_paid(payment: Pembayaran, access: Access) -> None:
    if payment.baris.exclude(status=BERHASIL).exists() or payment.sisa_dana:
        return
    payment.selesai_pada = clock.now()
    payment.save(update_fields=["selesai_pada"])
    sumber.of(payment).selesai(payment, access)
