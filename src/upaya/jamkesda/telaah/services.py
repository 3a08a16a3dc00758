"""Steps of the review: a claim accepted whole, a line cut, sent back, the last step undone."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction

from upaya.core import audit
from upaya.core.access import Access
from upaya.core.models import WorkflowLog
from upaya.jamkesda.klaim import putusan
from upaya.jamkesda.klaim.models import KeputusanLayanan, Klaim, LayananKlaim
from upaya.jamkesda.klaim.road import ROAD
from upaya.rules.jamkesda import road_klaim as jalan
from upaya.rules.jamkesda.alasan import DILIHAT_ORANG

KALIMAT = {
    "V01": "{layanan} dipotong karena berkas tidak membuktikan layanan itu diberikan sebanyak yang "
    "ditagih.",
    "V02": "{layanan} dipotong karena tidak sesuai dengan diagnosis atau indikasi medisnya.",
    "V03": "{layanan} dipotong karena bagian dari paket, atau kodenya bukan yang diberikan.",
}
"""What the provider reads of a cut when the verifier writes nothing else."""
_UNDONE = frozenset({"verifikasi", "kembalikan"})


@transaction.atomic
def setujui(access: Access, pk: int) -> Klaim:
    """Accept every line that nobody decided as the checks left it, and verify the claim."""
    putusan.terima_sisanya(access, pk)
    made = ROAD.execute(pk, "verifikasi", access, seen_status=jalan.DIAJUKAN)
    assert isinstance(made, Klaim)  # noqa: S101 - the road's model
    return made


@transaction.atomic
def putus_baris(
    access: Access, pk: int, no: int, *, kode: str, jumlah: int | None, kalimat: str, layanan: str
) -> None:
    """A word on one line; a cut without an amount takes all that is left, with the code's sentence.

    ValidationError at its field, as `putusan.putuskan`.
    """
    line = LayananKlaim.objects.for_scope(access.scope).filter(klaim=pk, no=no).first()
    left = line.diperiksa if line else 0
    said = kalimat.strip() or KALIMAT.get(kode, "").format(layanan=layanan)
    putusan.putuskan(
        access, pk, no, kode=kode, jumlah=left if jumlah is None else jumlah, kalimat=said
    )


@transaction.atomic
def kembalikan(access: Access, pk: int, alasan: str) -> Klaim:
    """Send a claim back for what it lacks."""
    made = ROAD.execute(pk, "kembalikan", access, seen_status=jalan.DIAJUKAN, reason=alasan)
    assert isinstance(made, Klaim)  # noqa: S101 - the road's model
    return made


@transaction.atomic
def urungkan(access: Access) -> Klaim:
    """Take back this person's own last step of the review; the claim it was taken on.

    A word on a line of an open claim is removed; a verification or a return goes back by the road,
    while the head has not decided and the provider has added nothing. ValidationError when there is
    no such step, MoveRefusedError when it is final.
    """
    words = KeputusanLayanan.objects.for_scope(access.scope).filter(
        oleh=access.user_id, layanan__klaim__status=jalan.DIAJUKAN
    )
    word = words.select_related("layanan__klaim").order_by("-pada", "-pk").first()
    logs = WorkflowLog.objects.for_scope(access.scope).filter(
        workflow=jalan.KLAIM.name, actor=access.user_id
    )
    log = logs.order_by("-pk").first()
    if log is not None and log.move in _UNDONE and (word is None or word.pada <= log.at):
        made = ROAD.execute(log.subject_id, "urungkan", access, seen_status=log.target)
        assert isinstance(made, Klaim)  # noqa: S101 - the road's model
        return made
    if word is None:
        raise ValidationError("Tidak ada langkah Anda yang dapat diurungkan.")
    rows = Klaim.objects.for_scope(access.scope).select_for_update(of=("self",))
    claim: Klaim = rows.get(pk=word.layanan.klaim_id)
    if claim.status != jalan.DIAJUKAN:
        raise ValidationError(f"Klaim ini sudah “{claim.state.label}”; barisnya tidak diubah lagi.")
    word.delete()
    audit.record(
        "klaim.urung_baris", claim, access=access, kabupaten=claim.kabupaten_id,
        detail={"baris": word.layanan.no, "kode": word.kode},
    )  # fmt: skip
    return claim


def kekurangan(sebab: list[tuple[str, str, str]]) -> str:
    """The sentence with which a claim is sent back, from what the checks found for a person."""
    people = [said for kode, _, said in sebab if kode in DILIHAT_ORANG]
    return f"Mohon dilengkapi: {' '.join(people)}"[:400] if people else ""
