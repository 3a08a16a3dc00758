"""What a provider says after the checks: an answer on a cause, an objection, a claim anew."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from upaya.core import audit, clock, deadline, files
from upaya.core.access import Access
from upaya.core.creation import named
from upaya.core.deadline import Tenggat
from upaya.core.inbox import LIMIT, Tugas
from upaya.core.models import StoredFile
from upaya.core.reasons import reason
from upaya.exchange.jamkesda.klaim_sheet import KlaimTertulis
from upaya.jamkesda.izin_klaim import IzinKlaim
from upaya.jamkesda.klaim import masuk
from upaya.jamkesda.klaim.models import Klaim
from upaya.jamkesda.klaim.putusan import refuse_same_person
from upaya.jamkesda.klaim.reading import BacaanKlaim
from upaya.jamkesda.klaim.road import ROAD
from upaya.jamkesda.telaah.models import Keberatan, PengajuanUlang, Pesan
from upaya.jamkesda.telaah.queries import keberatan_terbuka
from upaya.rules.jamkesda import road_klaim as jalan
from upaya.rules.jamkesda.telaah import HARI_AJUKAN, HARI_JAWAB
from upaya.rules.loader import national_book

PALING_BANYAK = 50
"""Messages on one claim."""
DAPAT_KEBERATAN = (jalan.DISETUJUI, jalan.DITOLAK)


def sebab(reading: BacaanKlaim) -> list[tuple[str, str]]:
    """The causes somebody may write about: "code.line" and words."""
    numbers = dict(reading.subject.layanan.order_by("no").values_list("pk", "no"))
    found: dict[str, str] = {}
    for one in reading.alasan:
        no = numbers.get(one.layanan_id or 0, 0)
        where = f"baris {no}" if no else "seluruh klaim"
        found.setdefault(f"{one.kode}.{no}", f"{one.kode}, {where}: {one.kalimat}"[:160])
    return sorted(found.items())


@transaction.atomic
def kirim_pesan(
    access: Access, pk: int, tentang: str, isi: str, upload: UploadedFile | None
) -> Pesan:
    """Write on a cause; the same words of the same person again are one message.

    ValidationError at `sebab` for a cause that the claim does not have.
    """
    claim = _locked(access, pk)
    reading, said = BacaanKlaim(claim), reason(isi, "isi")
    if tentang not in dict(sebab(reading)):
        raise ValidationError({"sebab": "Pilih salah satu sebab klaim ini."})
    code, _, number = tentang.partition(".")
    same = [one for one in reading.pesan if (one.oleh_id, one.alasan, one.baris, one.isi)
            == (access.user_id, code, int(number), said)]  # fmt: skip
    if same:
        return same[-1]
    if len(reading.pesan) >= PALING_BANYAK:
        raise ValidationError(f"Paling banyak {PALING_BANYAK} pesan satu klaim.")
    made = Pesan.objects.create(
        klaim=claim, alasan=code, baris=int(number), isi=said, stored=_kept(access, claim, upload),
        oleh_id=access.user_id, pada=clock.now(),
    )  # fmt: skip
    assert isinstance(made, Pesan)  # noqa: S101 - the manager has no types
    audit.record(
        "klaim.pesan", claim, access=access, kabupaten=claim.kabupaten_id,
        detail={"sebab": tentang, "pesan": made.pk},
    )  # fmt: skip
    return made


# ------------------------------------------------------------------ objections
def tenggat_ajukan(claim: Klaim) -> Tenggat:
    """Until when its provider may object."""
    return _days(claim, HARI_AJUKAN, claim.status_since)


def tenggat_jawab(one: Keberatan) -> Tenggat:
    """Until when an objection is answered; needs `klaim`."""
    return _days(one.klaim, HARI_JAWAB, one.diajukan_pada)


def _days(claim: Klaim, key: str, since: datetime) -> Tenggat:
    day = timezone.localtime(since).date()
    # No district sets these itself, so a list asks no database.
    number = national_book().read(key, day, str(claim.kabupaten_id)).integer
    return deadline.until(day, number)


def boleh_keberatan(claim: Klaim) -> str:
    """Why its provider may not object now, in a sentence; "" when it may."""
    if claim.status not in DAPAT_KEBERATAN:
        return "Keberatan diajukan sesudah klaim disetujui atau ditolak, sebelum masuk kumpulan."
    if claim.disetujui == claim.diminta:
        return "Klaim ini disetujui seluruhnya; tidak ada yang dipotong."
    if tenggat_ajukan(claim).lewat:
        return "Tenggat mengajukan keberatan atas klaim ini sudah lewat."
    return ""


@named()
def ajukan_keberatan(access: Access, pk: int, isi: str, upload: UploadedFile | None) -> Keberatan:
    """Object to what was cut; until it is answered the claim enters no batch.

    ValidationError when it is too late or nothing was cut, and while another one waits.
    """
    claim = _own(access, pk)
    said = reason(isi, "isi")
    waits = claim.keberatan.filter(status=Keberatan.Status.DIAJUKAN).first()
    if waits is not None and waits.isi == said and waits.diajukan_oleh_id == access.user_id:
        return waits
    why = boleh_keberatan(claim)
    if why or waits is not None:
        raise ValidationError(why or "Keberatan atas klaim ini sudah menunggu jawaban.")
    made = Keberatan.objects.create(
        klaim=claim, isi=said, stored=_kept(access, claim, upload),
        diajukan_oleh_id=access.user_id, diajukan_pada=clock.now(),
    )  # fmt: skip
    assert isinstance(made, Keberatan)  # noqa: S101 - the manager has no types
    audit.record(
        "klaim.keberatan", claim, access=access, kabupaten=claim.kabupaten_id,
        detail={"keberatan": made.pk},
    )  # fmt: skip
    return made


@transaction.atomic
def jawab(access: Access, pk: int, *, terima: bool, jawaban: str) -> Keberatan:
    """Answer an objection: granted, the claim is judged anew; refused, it stays as it is.

    ValidationError for whoever decided or asked for the claim; answered already, it stays.
    """
    rows = Keberatan.objects.for_scope(access.scope)
    found: Keberatan = rows.get(pk=pk)
    claim = _locked(access, found.klaim_id)
    found = rows.get(pk=pk)
    if found.status != Keberatan.Status.DIAJUKAN:
        return found
    said = reason(jawaban, "jawaban")
    if terima:
        ROAD.execute(claim.pk, "terima_keberatan", access, reason=said)
        answered: Keberatan = rows.get(pk=pk)
        return answered
    refuse_same_person(BacaanKlaim(claim), access)
    found.status, found.jawaban = Keberatan.Status.DITOLAK, said
    found.dijawab_oleh_id, found.dijawab_pada = access.user_id, clock.now()
    found.save(update_fields=["status", "jawaban", "dijawab_oleh", "dijawab_pada"])
    audit.record(
        "klaim.keberatan_tolak", claim, access=access, kabupaten=claim.kabupaten_id,
        detail={"keberatan": found.pk},
    )  # fmt: skip
    return found


def tasks(access: Access) -> Iterator[Tugas]:
    """Objections that wait for a verifier."""
    if not access.allows(IzinKlaim.PERIKSA):
        return
    for one in keberatan_terbuka(access)[:LIMIT]:
        yield Tugas(
            judul=f"Jawab keberatan atas klaim {one.klaim.nomor}.",
            konteks=f"Klaim · {one.klaim.unit.nama}",
            alamat=reverse("telaah:keberatan_jawab", args=[one.pk]),
            tenggat=tenggat_jawab(one),
        )


# ------------------------------------------------------------------ a claim anew
@transaction.atomic
def ajukan_ulang(access: Access, pk: int, klaim: KlaimTertulis) -> Klaim:
    """Send a claim in place of one that was refused; both point at each other, the former stays.

    ValidationError for a claim that was not refused or was replaced already, and at `nomor` for its
    own number.
    """
    former = _own(access, pk)
    before = PengajuanUlang.objects.filter(lama=former).select_related("baru").first()
    if before is not None:
        if before.baru.nomor == klaim.nomor:  # with other words the door itself refuses it
            masuk.terima(access, former.unit, [klaim])
            return before.baru
        raise ValidationError(f"Klaim ini sudah diajukan ulang sebagai {before.baru.nomor}.")
    if former.status != jalan.DITOLAK:
        raise ValidationError("Hanya klaim yang ditolak yang diajukan ulang.")
    if klaim.nomor == former.nomor:
        raise ValidationError({"nomor": "Pakai nomor baru; nomor lama tetap milik klaim lama."})
    if klaim.peserta != former.peserta:
        raise ValidationError({"peserta": "Pesertanya harus sama dengan klaim lama."})
    found = masuk.kirim(access, former.unit, [klaim], ulang=True)
    if not found.baru:
        raise ValidationError({"nomor": "Nomor ini sudah dipakai klaim lain."})
    (made,) = found.baru
    PengajuanUlang.objects.create(lama=former, baru=made, oleh_id=access.user_id, pada=clock.now())
    audit.record(
        "klaim.ajukan_ulang", made, access=access, kabupaten=made.kabupaten_id,
        detail={"lama": former.pk},
    )  # fmt: skip
    return made


# ------------------------------------------------------------------ the rows
def _locked(access: Access, pk: int) -> Klaim:
    rows = Klaim.objects.for_scope(access.scope).select_related("unit__kabupaten")
    found: Klaim = rows.select_for_update(of=("self",)).get(pk=pk)
    return found


def _own(access: Access, pk: int) -> Klaim:
    claim = _locked(access, pk)
    if access.scope.unit != claim.unit_id:
        raise ValidationError("Hanya PPK pemilik klaim ini.")
    return claim


def _kept(access: Access, claim: Klaim, upload: UploadedFile | None) -> StoredFile | None:
    if upload is None:
        return None
    return files.store(
        upload,
        kabupaten_id=str(claim.kabupaten_id),
        unit_id=claim.unit_id,
        access=access,
        khusus=str(IzinKlaim.LIHAT),
    )
