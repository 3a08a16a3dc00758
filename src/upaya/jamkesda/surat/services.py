"""Use cases of letters: write one, issue it, add its papers, refer. Each is one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from upaya.akun.models import User
from upaya.core import audit, clock, files
from upaya.core.access import Access
from upaya.core.creation import named
from upaya.core.documents import register
from upaya.core.models import StoredFile
from upaya.jamkesda.buku.services import Kunci, tetapkan
from upaya.jamkesda.izin import IzinJamkesda
from upaya.jamkesda.peserta.models import Peserta
from upaya.jamkesda.ppk.models import Perjanjian, Ppk, berlaku_pada
from upaya.jamkesda.surat.models import BerkasSurat, Rujukan, SuratJaminan
from upaya.jamkesda.surat.papers import letter
from upaya.jamkesda.surat.reading import BacaanSurat, ketentuan
from upaya.rules.jamkesda import road
from upaya.rules.jamkesda.batas import SURAT


def perjanjian_dari(ppk: Ppk, day: date) -> Perjanjian:
    """The agreement under which a PPK may make letters. ValidationError when there is none."""
    found: Perjanjian | None = ppk.perjanjian.filter(berlaku_pada(day)).first()
    if found is not None:
        return found
    last: Perjanjian | None = ppk.perjanjian.exclude(status="draf").first()
    state = f"Perjanjian {last.nomor} {last.keadaan(day).lower()}" if last else "Belum ada"
    said = f"{state}; PPK ini tidak dapat membuat surat jaminan pada tanggal itu."
    raise ValidationError({"mulai": said if last else f"{state} perjanjian yang berlaku."})


def _own(access: Access) -> Ppk:
    """The PPK of this access, locked: of its letters one at a time is made."""
    rows = Ppk.objects.for_scope(access.scope).select_related("unit")
    found: Ppk | None = (
        rows.select_for_update(of=("self",), no_key=True).filter(pk=access.scope.unit).first()
    )
    if found is None:
        raise ValidationError("Unit Anda belum tercatat sebagai PPK; hubungi UPT Jamkesda.")
    return found


@named()
def buat(access: Access, kunci: UUID, peserta: Peserta, values: Mapping[str, Any]) -> SuratJaminan:
    """A draft of the PPK of this access. The same form twice makes one.

    ValidationError without an agreement in force, for a span that is too long, and for a second
    open letter of an episode.
    """
    ppk = _own(access)
    before: SuratJaminan | None = SuratJaminan.objects.filter(kunci=kunci, ppk=ppk).first()
    if before is not None:
        return before
    mulai: date = values["mulai"]
    longest = ketentuan(ppk.kabupaten_id, "hari_terlama", mulai).integer
    if values["sampai"] > mulai + timedelta(days=longest - 1):
        raise ValidationError({"sampai": f"Surat jaminan berlaku paling lama {longest} hari."})
    late = None
    if values["gawat_darurat"]:
        days = ketentuan(ppk.kabupaten_id, "hari_susulan", mulai).integer
        late = clock.deadline(mulai, days).day
    now = clock.now()
    made = SuratJaminan(
        **values,
        kabupaten_id=ppk.kabupaten_id,
        ppk=ppk,
        peserta=peserta,
        perjanjian=perjanjian_dari(ppk, mulai),
        kunci=kunci,
        susulan_sampai=late,
        status=road.DRAF,
        status_since=now,
        dibuat_oleh_id=access.user_id,
        dibuat_pada=now,
    )
    made.save(force_insert=True)
    audit.record("surat_jaminan.buat", made, access=access, kabupaten=ppk.kabupaten_id)
    return made


@named()
def rujuk(access: Access, kunci: UUID, peserta: Peserta, values: Mapping[str, Any]) -> Rujukan:
    """A referral of the PPK of this access. The same form twice makes one."""
    ppk = _own(access)
    before: Rujukan | None = Rujukan.objects.filter(kunci=kunci, dari=ppk).first()
    if before is not None:
        return before
    if values["ke"].pk == ppk.pk:
        raise ValidationError({"ke": "Pilih PPK lain sebagai tujuan rujukan."})
    made = Rujukan.objects.create(
        **values,
        kabupaten_id=ppk.kabupaten_id,
        dari=ppk,
        peserta=peserta,
        kunci=kunci,
        dibuat_oleh_id=access.user_id,
        dibuat_pada=clock.now(),
    )
    assert isinstance(made, Rujukan)  # noqa: S101 - the manager has no types
    audit.record("rujukan.buat", made, access=access, kabupaten=ppk.kabupaten_id)
    return made


@transaction.atomic
def lampirkan(pk: int, access: Access, nama: str, upload: UploadedFile) -> BerkasSurat:
    """Add a paper to a letter; the same file twice is one.

    The first paper of an emergency letter is the one that was due: its day is written. Whether it
    came in time stays to be seen.
    """
    rows = SuratJaminan.objects.for_scope(access.scope)
    case: SuratJaminan = rows.select_for_update(of=("self",)).get(pk=pk)
    if not case.menerima_berkas:
        raise ValidationError("Surat ini sudah ditutup; berkas tidak dapat ditambah.")
    mark = files.digest(upload)
    same: BerkasSurat | None = case.berkas.filter(stored__sha256=mark).first()
    if same is not None:
        return same
    stored: StoredFile = files.store(
        upload,
        kabupaten_id=case.kabupaten_id,
        unit_id=case.ppk_id,
        access=access,
        khusus=str(IzinJamkesda.SURAT_LIHAT),
    )
    made = BerkasSurat.objects.create(
        surat=case,
        nama=nama,
        stored=stored,
        diunggah_oleh_id=access.user_id,
        diunggah_pada=clock.now(),
    )
    if case.gawat_darurat and case.susulan_pada is None:
        case.susulan_pada = clock.today()
        case.save(update_fields=["susulan_pada"])
    audit.record(
        "surat_jaminan.berkas", case, access=access, kabupaten=case.kabupaten_id,
        detail={"berkas": made.pk},
    )  # fmt: skip
    assert isinstance(made, BerkasSurat)  # noqa: S101 - the manager has no types
    return made


# ------------------------------------------------------------------ effects of the road
def terbitkan(reading: BacaanSurat, access: Access, _context: Mapping[str, Any]) -> None:
    """The letter gets its number, and its limit stands in the book that claims use."""
    case = reading.subject
    if case.batas is not None:  # before the register: whoever writes limits holds the chain last
        tetapkan(access, Kunci(SURAT, case.kode), case.batas)
    signer = User.objects.only("name", "nip", "pangkat").get(pk=access.user_id)
    issued = register.issue(
        case,
        letter(case, (signer.name, signer.nip, signer.pangkat)),
        access,
        kabupaten_id=case.kabupaten_id,
        unit_id=case.ppk_id,
    )
    case.dokumen, case.nomor = issued, issued.nomor
    case.save(update_fields=["dokumen", "nomor"])
