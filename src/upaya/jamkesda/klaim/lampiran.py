"""Papers of a claim, and what its provider adds when it was returned. Each is one transaction."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from upaya.core import audit, clock, files
from upaya.core.access import Access
from upaya.core.models import StoredFile
from upaya.jamkesda.izin_klaim import IzinKlaim
from upaya.jamkesda.klaim.models import BerkasKlaim, Klaim
from upaya.jamkesda.telaah.models import Saringan
from upaya.rules.jamkesda import road_klaim as jalan
from upaya.rules.jamkesda.telaah import ATURAN
from upaya.rules.numbers import clean

TERBUKA = frozenset({jalan.DIAJUKAN, jalan.DIKEMBALIKAN})
"""While nobody has verified it, papers may come."""
PALING_BANYAK = 40
"""Papers of one claim."""


@transaction.atomic
def lampirkan(access: Access, pk: int, nama: str, upload: UploadedFile) -> BerkasKlaim:
    """Add a paper; the same file under the same name twice is one."""
    claim = _open(access, pk, TERBUKA)
    name, mark = clean(nama).lower(), files.digest(upload)
    same: BerkasKlaim | None = claim.berkas.filter(nama=name, stored__sha256=mark).first()
    if same is not None:
        return same
    if claim.berkas.count() >= PALING_BANYAK:
        raise ValidationError({"berkas": f"Paling banyak {PALING_BANYAK} berkas satu klaim."})
    stored: StoredFile = files.store(
        upload,
        kabupaten_id=str(claim.kabupaten_id),
        unit_id=claim.unit_id,
        access=access,
        khusus=str(IzinKlaim.LIHAT),
    )
    made = BerkasKlaim.objects.create(
        klaim=claim, nama=name, stored=stored, diunggah_oleh_id=access.user_id,
        diunggah_pada=clock.now(),
    )  # fmt: skip
    assert isinstance(made, BerkasKlaim)  # noqa: S101 - the manager has no types
    audit.record(
        "klaim.berkas", claim, access=access, kabupaten=claim.kabupaten_id, detail={"nama": name}
    )
    return made


@transaction.atomic
def perbaiki(access: Access, pk: int, diagnosis: tuple[str, ...], penjelasan: str) -> Klaim:
    """Other diagnoses or an explanation for a returned claim; the same again changes nothing."""
    claim = _open(access, pk, frozenset({jalan.DIKEMBALIKAN}))
    wanted: dict[str, object] = {}
    if diagnosis:
        wanted["diagnosis"] = list(diagnosis)
    if penjelasan.strip():
        wanted["penjelasan"] = penjelasan.strip()
    if claim.perbaikan != wanted:
        claim.perbaikan = wanted
        claim.save(update_fields=["perbaikan"])
        audit.record(
            "klaim.perbaiki", claim, access=access, kabupaten=claim.kabupaten_id,
            detail={"bagian": sorted(wanted)},
        )  # fmt: skip
    return claim


@transaction.atomic
def catat_unduhan(access: Access, found: BerkasKlaim) -> None:
    """Who read a paper of a sick person is known."""
    audit.record(
        "klaim.berkas_unduh", found.klaim, access=access, kabupaten=found.stored.kabupaten_id,
        detail={"nama": found.nama, "berkas": found.pk},
    )  # fmt: skip


def _open(access: Access, pk: int, states: frozenset[str]) -> Klaim:
    rows = Klaim.objects.for_scope(access.scope).select_for_update(of=("self",))
    claim: Klaim = rows.get(pk=pk)
    if access.scope.unit != claim.unit_id:
        raise ValidationError("Hanya PPK pemilik klaim yang melengkapinya.")
    passed = (
        claim.status == jalan.DISETUJUI
        and Saringan.objects.filter(klaim=claim, jalur=ATURAN).exists()
    )
    # What the rule approved nobody has verified: until it is gathered its papers may come.
    if claim.status not in states and not (passed and states == TERBUKA):
        raise ValidationError(f"Klaim ini sudah “{claim.state.label}”; tidak dapat dilengkapi.")
    return claim
