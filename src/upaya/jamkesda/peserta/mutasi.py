"""Changes of a membership, each with its reason and paper. One transaction each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from upaya.core import audit, clock, files
from upaya.core.access import Access
from upaya.core.models import StoredFile
from upaya.core.reasons import reason
from upaya.jamkesda.izin import IzinJamkesda
from upaya.jamkesda.peserta.dasar import peringatan
from upaya.jamkesda.peserta.models import MasaPeserta, Mutasi, Peserta
from upaya.rules.period import tanggal

_BERAKHIR = frozenset(
    {Mutasi.Jenis.AKHIR, Mutasi.Jenis.PBI, Mutasi.Jenis.BPJS, Mutasi.Jenis.MENINGGAL}
)


@transaction.atomic
def catat(
    pk: int, access: Access, values: Mapping[str, Any], upload: UploadedFile | None = None
) -> Mutasi:
    """Write a change down; the same one again is the one that stands.

    What ends a membership closes its open term; whoever stays after their letter stands on this
    decision. ValidationError at the field for a membership that
    has ended already, and for a day that does not fit.
    """
    rows = Peserta.objects.for_scope(access.scope).select_related("warga")
    peserta: Peserta = rows.select_for_update(of=("self",)).get(pk=pk)
    said = reason(values["alasan"], field="alasan")
    before: Mutasi | None = peserta.mutasi.filter(
        jenis=values["jenis"], tanggal=values["tanggal"], dokumen=values["dokumen"]
    ).first()
    if before is not None:
        return before
    if values["tanggal"] > clock.today() and values["jenis"] == Mutasi.Jenis.MENINGGAL:
        raise ValidationError({"tanggal": "Tanggal meninggal belum lewat."})
    if values["jenis"] in _BERAKHIR:
        _end(peserta, values)
    elif values["jenis"] == Mutasi.Jenis.TETAP:
        _stays(peserta)
    else:
        peserta.kategori = values["kategori"]
        peserta.save(update_fields=["kategori"])
    made = Mutasi.objects.create(
        peserta=peserta,
        jenis=values["jenis"],
        tanggal=values["tanggal"],
        alasan=said,
        dokumen=values["dokumen"],
        berkas=_stored(peserta, access, upload),
        oleh_id=access.user_id,
        pada=clock.now(),
    )
    audit.record(
        IzinJamkesda.PESERTA_MUTASI, peserta, access=access, kabupaten=peserta.kabupaten_id,
        detail={"mutasi": made.pk, "jenis": made.jenis},
    )  # fmt: skip
    assert isinstance(made, Mutasi)  # noqa: S101 - the manager has no types
    return made


def _stored(peserta: Peserta, access: Access, upload: UploadedFile | None) -> StoredFile | None:
    if upload is None:
        return None
    assert access.scope.unit is not None  # noqa: S101 - a role of the UPT
    return files.store(
        upload,
        kabupaten_id=peserta.kabupaten_id,
        unit_id=access.scope.unit,
        access=access,
        khusus=str(IzinJamkesda.PESERTA_LIHAT),
    )


def _stays(peserta: Peserta) -> None:
    """Their letter is over and they stay: what they stand on from now on is this decision."""
    if not peringatan(peserta):
        said = "Surat Supermiskol peserta ini masih berlaku, atau bukan dasar kepesertaannya."
        raise ValidationError({"jenis": said})
    peserta.surat_miskin = ""
    peserta.save(update_fields=["surat_miskin"])


def _end(peserta: Peserta, values: Mapping[str, Any]) -> None:
    """The open term ends on the day that is said."""
    term: MasaPeserta | None = peserta.masa.filter(sampai=None).first()
    if term is None:
        last: MasaPeserta | None = peserta.masa.order_by("-sampai").first()
        until = f" sejak {tanggal(last.sampai)}" if last and last.sampai else ""
        raise ValidationError({"jenis": f"Kepesertaan ini sudah berakhir{until}."})
    if values["tanggal"] < term.mulai:
        said = f"Kepesertaan ini baru mulai {tanggal(term.mulai)}."
        raise ValidationError({"tanggal": said})
    term.sampai = values["tanggal"]
    term.save(update_fields=["sampai"])
    if values["jenis"] == Mutasi.Jenis.MENINGGAL:
        if values["tanggal"] < peserta.warga.tanggal_lahir:
            raise ValidationError({"tanggal": "Tanggal meninggal mendahului tanggal lahir."})
        peserta.warga.meninggal = values["tanggal"]
        peserta.warga.save(update_fields=["meninggal"])
