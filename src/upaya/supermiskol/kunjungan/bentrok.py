"""Use case: say which of two visits at one family is right. Both stay as they came."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from upaya.alur.writing import lock
from upaya.core import audit, clock
from upaya.core.access import Access
from upaya.core.reasons import reason
from upaya.supermiskol.izin import IzinSupermiskol
from upaya.supermiskol.kunjungan.models import Kunjungan
from upaya.supermiskol.kunjungan.models_ponsel import KirimanPonsel, PutusanBentrok
from upaya.supermiskol.permohonan.models import Permohonan

OWN = "Anda ikut dalam salah satu kunjungan ini; orang lain yang memutus."
DECIDED = "Kunjungan ini sudah diputus; putusan pertama berlaku."


@transaction.atomic
def decide(pk: int, access: Access, kiriman: int, *, putusan: str, alasan: str) -> PutusanBentrok:
    """Record who says what of a visit beside the one that counts, and why.

    The same word twice is one. ValidationError for another word on what was decided and for a
    reason that is none, PermissionDenied for whoever was at one of the visits, LookupError for a
    visit that stands beside nothing here.
    """
    case = lock(Permohonan, pk, access)
    sent: KirimanPonsel | None = KirimanPonsel.objects.filter(
        pk=kiriman, permohonan=case, kunjungan=None
    ).first()
    if sent is None:
        raise LookupError(kiriman)
    if access.user_id in _present(case, sent):
        raise PermissionDenied(OWN)
    said = reason(alasan, field="alasan")
    before: PutusanBentrok | None = PutusanBentrok.objects.filter(kiriman=sent).first()
    if before is not None:
        if (before.putusan, before.alasan, before.diputus_oleh_id) == (
            putusan,
            said,
            access.user_id,
        ):
            return before
        raise ValidationError({"putusan": DECIDED})
    made: PutusanBentrok = PutusanBentrok.objects.create(
        kiriman=sent,
        putusan=putusan,
        alasan=said,
        diputus_oleh_id=access.user_id,
        diputus_pada=clock.now(),
    )
    audit.record(
        IzinSupermiskol.BENTROK,
        case,
        access=access,
        kabupaten=case.kabupaten_id,
        detail={"kiriman": sent.pk, "putusan": putusan},
    )
    return made


def _present(case: Permohonan, sent: KirimanPonsel) -> set[int | None]:
    """Everybody who wrote, sent or stands for one of the visits."""
    rows = Kunjungan.objects.filter(permohonan=case).values_list(
        "petugas_desa", "petugas_tim", "ditulis_oleh"
    )
    return {sent.dikirim_oleh_id, *(one for row in rows for one in row)}
