"""Use cases of imports: try a file, decide on a row, take the file over. One transaction each."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from upaya.core import audit, clock
from upaya.core.access import Access
from upaya.core.creation import named
from upaya.core.reasons import reason
from upaya.core.sniff import clean_name
from upaya.exchange.jamkesda.peserta_tabel import baca_peserta
from upaya.jamkesda.impor.matching import Register
from upaya.jamkesda.impor.models import BarisImpor, ImporPeserta
from upaya.jamkesda.impor.takeover import ambil
from upaya.jamkesda.izin import IzinJamkesda
from upaya.rules.period import tanggal as _day
from upaya.supermiskol.kepesertaan.services import PENGECEK
from upaya.wilayah.models import Unit

Cocok, Putusan = BarisImpor.Cocok, BarisImpor.Putusan
_BATCH = 500
_COVERED = frozenset({"pbi_jkn", "pbi_apbd", "lain"})


@named()
def coba(
    access: Access, nama: str, data: bytes, jenis: str, mulai: date, nomor_berkas: str
) -> ImporPeserta:
    """Read and match a file without making anybody a member. The same file again is the one kept.

    ValidationError at `berkas` for a file that is no such list.
    """
    district = access.scope.kabupaten
    assert district is not None  # noqa: S101 - a role of a district
    mark = hashlib.sha256(data).hexdigest()
    audit.hold(district)  # two of the same file at once make one
    before: ImporPeserta | None = ImporPeserta.objects.filter(
        kabupaten=district, sha256=mark, mulai=mulai
    ).first()
    if before is not None:
        return before
    found = baca_peserta(data, jenis)
    if found.galat:
        raise ValidationError({"berkas": found.galat})
    made = ImporPeserta.objects.create(
        kabupaten_id=district,
        nama=clean_name(nama),
        sha256=mark,
        mulai=mulai,
        nomor_berkas=nomor_berkas,
        catatan=list(found.catatan),
        diunggah_oleh_id=access.user_id,
        diunggah_pada=clock.now(),
    )
    _match(made, [(row.nomor, dict(row.isi), list(row.galat)) for row in found.baris])
    audit.record(
        IzinJamkesda.IMPOR, made, access=access, kabupaten=district,
        detail={"baris": len(found.baris)},
    )  # fmt: skip
    assert isinstance(made, ImporPeserta)  # noqa: S101 - the manager has no types
    return made


def _match(impor: ImporPeserta, rows: list[tuple[int, dict[str, str], list[str]]]) -> None:
    villages = Unit.objects.filter(kabupaten=impor.kabupaten_id, jenis=Unit.Jenis.DESA)
    codes = set(villages.values_list("kode", flat=True))
    niks = [said["nik"] for _, said, faults in rows if said["nik"] and not faults]
    covered = PENGECEK.cek_banyak(impor.kabupaten_id, niks)
    for _, said, faults in rows:
        if said["desa"] and said["desa"] not in codes:
            faults.append(f"Kode desa “{said['desa'][:20]}” tidak ada di kabupaten ini.")
        if said["tanggal_lahir"] and said["tanggal_lahir"] > impor.mulai.isoformat():
            faults.append("Tanggal lahirnya sesudah tanggal aktif.")
        jkn = covered.get(said["nik"])
        if jkn is not None and jkn.kepesertaan in _COVERED:
            faults.append(f"{jkn.sumber} menyebut orang ini peserta JKN aktif.")
    register = Register(impor.kabupaten_id, [said for _, said, faults in rows if not faults])
    made = []
    for number, said, faults in rows:
        row = BarisImpor(impor=impor, nomor=number, isi=json.dumps(said), cocok=Cocok.GALAT)
        if faults:
            row.galat = " ".join(faults)[:1000]
        else:
            match = register.cari(said)
            row.cocok, row.warga = match.cocok, match.warga
            if row.cocok == Cocok.TEPAT and row.warga and row.warga.meninggal:
                row.cocok = Cocok.GALAT
                row.galat = f"Register mencatat orang ini meninggal {_day(row.warga.meninggal)}."
        made.append(row)
    BarisImpor.objects.bulk_create(made, batch_size=_BATCH)


@transaction.atomic
def putuskan(pk: int, access: Access, putusan: str, alasan: str) -> BarisImpor:
    """Somebody's word on a row that looks like a person of the register; the last word stands."""
    audit.hold(access.scope.kabupaten or "")  # as whoever takes the file over begins
    rows = BarisImpor.objects.for_scope(access.scope).select_related("impor")
    found: BarisImpor = rows.select_for_update(of=("self",)).get(pk=pk)
    if found.impor.diterapkan_pada is not None:
        raise ValidationError("Berkas ini sudah diambil; putusannya tidak diubah lagi.")
    if found.cocok != Cocok.MIRIP or putusan not in {Putusan.SAMA, Putusan.LAIN, Putusan.LEWATI}:
        raise ValidationError({"putusan": "Hanya baris yang mirip yang diputus."})
    found.putusan, found.alasan = putusan, reason(alasan, field="alasan")
    found.diputus_oleh_id = access.user_id
    found.save(update_fields=["putusan", "alasan", "diputus_oleh"])
    audit.record(
        IzinJamkesda.IMPOR, found.impor, access=access, kabupaten=found.impor.kabupaten_id,
        detail={"baris": found.nomor, "putusan": putusan},
    )  # fmt: skip
    return found


def belum(impor: ImporPeserta) -> int:
    """How many rows wait for somebody's word."""
    return int(impor.baris.filter(cocok=Cocok.MIRIP, putusan="").count())


@named()
def terapkan(pk: int, access: Access) -> ImporPeserta:
    """Take a file over: whoever is new or known and no member yet becomes one. Once.

    Everybody is looked up again under the lock of the district: two files at once, or a file that
    says again what another said, add nobody twice. ValidationError for whoever sent the file or
    decided on its rows, and while a row waits for a word.
    """
    district = access.scope.kabupaten or ""
    audit.hold(district)
    rows = ImporPeserta.objects.for_scope(access.scope)
    found: ImporPeserta = rows.select_for_update(of=("self",)).get(pk=pk)
    if found.diterapkan_pada is not None:
        return found
    deciders = set(found.baris.exclude(diputus_oleh=None).values_list("diputus_oleh", flat=True))
    if access.user_id in {found.diunggah_oleh_id, *deciders}:
        raise ValidationError("Anda menyiapkan berkas ini; pengambilannya harus oleh orang lain.")
    if waiting := belum(found):
        raise ValidationError(f"{waiting} baris yang mirip belum diputus.")
    outcome: Counter[str] = ambil(found, access)
    found.hasil = dict(outcome)
    found.diterapkan_oleh_id, found.diterapkan_pada = access.user_id, clock.now()
    found.save(update_fields=["hasil", "diterapkan_oleh", "diterapkan_pada"])
    detail: dict[str, Any] = {"hasil": found.hasil}
    audit.record(
        IzinJamkesda.IMPOR_TERAPKAN, found, access=access, kabupaten=district, detail=detail
    )
    return found
