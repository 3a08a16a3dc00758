"""Use cases of a simulation: create, run, stop, start again, rename, delete.

Each is one transaction and audited; the work itself is many small ones, so that a page can watch
it and anybody can stop it. Nothing here writes to a real month.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from upaya.core import audit, clock
from upaya.core.access import Access
from upaya.core.changes import put
from upaya.core.tasks import enqueue, task
from upaya.insentif.simulasi import queries
from upaya.insentif.simulasi.izin import IzinSimulasi
from upaya.insentif.simulasi.models import Simulasi
from upaya.regulasi.models import BarisAturan
from upaya.regulasi.queries import rulebook_for
from upaya.rules.insentif.comparison import Perbandingan
from upaya.rules.insentif.simulation import bandingkan
from upaya.rules.scenario import Skenario
from upaya.wilayah.models import Kabupaten

log = logging.getLogger("upaya.insentif.simulasi")

ANTRE, BERJALAN, SELESAI = (
    Simulasi.Status.ANTRE,
    Simulasi.Status.BERJALAN,
    Simulasi.Status.SELESAI,
)
GALAT = (
    "Perhitungan berhenti karena gangguan di pihak kami. Jalankan lagi; bila terulang, hubungi "
    "admin."
)


class SimulasiRefusedError(Exception):
    """What cannot be done; the message is for the person who tried."""


class _Stopped(Exception):  # noqa: N818 - not a fault: somebody cancelled, or started again
    """The running task is no longer wanted."""


def create(
    access: Access,
    *,
    nama: str,
    skenario: Skenario,
    bulan: Sequence[str] = (),
    puskesmas: Sequence[int] = (),
    usulan: BarisAturan | None = None,
) -> Simulasi:
    """Store a simulation and hand it to the queue; empty `bulan` and `puskesmas` mean all."""
    kabupaten = _district(access)
    pilihan = queries.pick(kabupaten, bulan, puskesmas)
    if not pilihan.rows:
        raise SimulasiRefusedError(
            "Pada pilihan ini belum ada bulan yang diajukan, jadi tidak ada yang dapat "
            "dibandingkan. Pilih bulan atau puskesmas lain."
        )
    with transaction.atomic():
        Kabupaten.objects.select_for_update(no_key=True).get(pk=kabupaten)
        sidik = queries.fingerprint(kabupaten, skenario, pilihan)
        if (before := _sent_before(access, nama.strip(), sidik, usulan)) is not None:
            return before
        made = Simulasi(
            kabupaten_id=kabupaten,
            nama=nama.strip(),
            usulan=usulan,
            skenario=skenario.to_dict(),
            bulan=list(bulan),
            puskesmas=list(puskesmas),
            sidik=sidik,
            banyaknya=len(pilihan.units),
            antre_sejak=timezone.now(),
            dibuat_oleh_id=access.user_id,
            dibuat_pada=clock.now(),
        )
        made.save()
        enqueue(run, made.pk, made.percobaan)
        detail = {"aturan": sorted(skenario.nilai), "usulan": usulan.pk if usulan else None}
        _record("simulasi.buat", made, access, **detail)
    return made


def _sent_before(
    access: Access, nama: str, sidik: str, usulan: BarisAturan | None
) -> Simulasi | None:
    """The same question under the same name, asked by the same person: the form came twice.

    One that was stopped or failed answers nothing: it may be asked anew.
    """
    own = Simulasi.objects.for_scope(access.scope).filter(
        dibuat_oleh=access.user_id, nama=nama, sidik=sidik, usulan=usulan
    )
    ended = (Simulasi.Status.GAGAL, Simulasi.Status.DIBATALKAN)
    found: Simulasi | None = own.exclude(status__in=ended).order_by("pk").first()
    return found


# ---------------------------------------------------------------- the work
@task()
def run(pk: int, percobaan: int) -> None:
    """Compute a simulation; does nothing unless this very start of it still waits."""
    if not _claim(pk, percobaan):
        return
    made = Simulasi.objects.get(pk=pk)
    try:
        outcome = _compute(made)
    except _Stopped:
        return
    except Exception:  # whatever it was, the page has to say that it ended
        log.exception("simulasi gagal", extra={"task": "simulasi.run"})
        _end(made, Simulasi.Status.GAGAL, galat=GALAT)
        return
    _end(made, SELESAI, hasil=outcome.to_dict(), dikerjakan=made.banyaknya)


def _claim(pk: int, percobaan: int) -> bool:
    """Take the simulation from the queue; False when somebody else did, or it was cancelled."""
    now = timezone.now()
    waiting = Simulasi.objects.filter(pk=pk, percobaan=percobaan, status=ANTRE)
    return bool(waiting.update(status=BERJALAN, mulai=now, denyut=now))


def _compute(made: Simulasi) -> Perbandingan:
    """Fix what goes in, then compare; the fingerprint is of just the months that are read now."""
    skenario = made.isi_skenario
    pilihan = queries.pick(made.kabupaten_id, made.bulan, made.puskesmas)
    made.banyaknya = len(pilihan.units)
    sidik = queries.fingerprint(made.kabupaten_id, skenario, pilihan)
    _write(made, banyaknya=made.banyaknya, dikerjakan=0, sidik=sidik)

    def progress(done: int) -> None:
        _write(made, dikerjakan=done)

    stream = queries.stream(pilihan, skenario, progress)
    return bandingkan(stream, rulebook_for(made.kabupaten_id), skenario)


def _write(made: Simulasi, **values: object) -> None:
    """Write while this start still runs; the one place where a cancelled one notices it."""
    mine = Simulasi.objects.filter(pk=made.pk, percobaan=made.percobaan, status=BERJALAN)
    if not mine.update(denyut=timezone.now(), **values):
        raise _Stopped


def _end(made: Simulasi, status: Simulasi.Status, **values: object) -> None:
    with transaction.atomic():
        try:
            _write(made, status=status, selesai=timezone.now(), **values)
        except _Stopped:
            return
        _record("simulasi.berakhir", made, None, status=status.value)


# ---------------------------------------------------------------- what people do
def cancel(pk: int, access: Access) -> Simulasi:
    """Stop a simulation that waits or runs; what was done so far is thrown away."""
    with transaction.atomic():
        made = _locked(pk, access)
        if not made.hidup:
            raise SimulasiRefusedError("Simulasi ini sudah berakhir.")
        made.status = Simulasi.Status.DIBATALKAN
        made.selesai = timezone.now()
        made.save()
        _record("simulasi.batal", made, access)
    return made


def start_again(pk: int, access: Access) -> Simulasi:
    """Queue anew what failed, was cancelled or broken off; an older task of it then does nothing.

    A finished one may start again when months or rules have changed since.
    """
    with transaction.atomic():
        made = _locked(pk, access)
        if made.hidup and not made.terputus:
            raise SimulasiRefusedError("Simulasi ini sedang dikerjakan. Tunggu atau batalkan dulu.")
        if made.status == SELESAI and not outdated(made):
            raise SimulasiRefusedError("Bulan dan aturannya belum berubah; hasilnya akan sama.")
        made.status = ANTRE
        made.percobaan += 1
        made.dikerjakan = 0
        made.antre_sejak = timezone.now()
        made.mulai = made.denyut = made.selesai = made.hasil = None
        made.galat = ""
        made.save()
        enqueue(run, made.pk, made.percobaan)
        _record("simulasi.ulang", made, access, percobaan=made.percobaan)
    return made


def rename(pk: int, access: Access, nama: str) -> Simulasi:
    """Give another name."""
    with transaction.atomic():
        made = _locked(pk, access)
        if put(made, {"nama": nama.strip()}):
            made.save(update_fields=["nama"])
            _record("simulasi.nama", made, access)
    return made


def delete(pk: int, access: Access) -> None:
    """Remove a simulation that is over. One that stood beside a decision on a rule is kept."""
    with transaction.atomic():
        made = _locked(pk, access)
        if made.hidup and not made.terputus:
            raise SimulasiRefusedError("Simulasi ini sedang dikerjakan. Batalkan dulu.")
        usulan = made.usulan
        if usulan is not None and usulan.status != BarisAturan.Status.USULAN:
            raise SimulasiRefusedError(
                "Perbandingan ini ditunjukkan saat sebuah usulan aturan diputus, jadi disimpan."
            )
        _record("simulasi.hapus", made, access, sidik=made.sidik)
        made.delete()


@transaction.atomic
def note_download(made: Simulasi, access: Access) -> None:
    """Record who took the outcome as a file."""
    _record("simulasi.unduh", made, access)


def outdated(made: Simulasi) -> bool:
    """Whether months or rules changed since the simulation read them."""
    pilihan = queries.pick(made.kabupaten_id, made.bulan, made.puskesmas)
    return queries.fingerprint(made.kabupaten_id, made.isi_skenario, pilihan) != made.sidik


def _locked(pk: int, access: Access) -> Simulasi:
    _district(access)
    rows = Simulasi.objects.for_scope(access.scope).select_related("usulan")
    found: Simulasi = rows.select_for_update(of=("self",)).get(pk=pk)
    return found


def _district(access: Access) -> str:
    if not access.allows(IzinSimulasi.KELOLA) or access.scope.kabupaten is None:
        raise PermissionDenied
    return access.scope.kabupaten


def _record(action: str, made: Simulasi, access: Access | None, **detail: object) -> None:
    audit.record(action, made, access=access, kabupaten=made.kabupaten_id, detail=detail)
