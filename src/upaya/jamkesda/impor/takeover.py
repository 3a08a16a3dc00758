"""A file's rows become members, in few questions however many they are. Inside a transaction."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from datetime import date

from upaya.core import clock
from upaya.core.access import Access
from upaya.core.crypto import blind_index
from upaya.exchange.jamkesda.peserta_tabel import lahir
from upaya.jamkesda.impor.matching import Register, chunks
from upaya.jamkesda.impor.models import BarisImpor, ImporPeserta
from upaya.jamkesda.peserta.models import MasaPeserta, Mutasi, Peserta, Sumber
from upaya.rules.nama_orang import baku
from upaya.warga.models import Keluarga, Warga
from upaya.wilayah.models import Unit

Cocok, Putusan = BarisImpor.Cocok, BarisImpor.Putusan
MASUK, SUDAH, LEWAT, GALAT = "masuk", "sudah peserta", "tidak diambil", "tidak dapat dipakai"
_BATCH = 500
Row = tuple[BarisImpor, Mapping[str, str]]


def ambil(impor: ImporPeserta, access: Access) -> Counter[str]:
    """Take the rows over; how many came in, were members already, or were left, by word."""
    outcome: Counter[str] = Counter()
    every = list(impor.baris.select_related("warga").order_by("nomor"))
    taken: list[Row] = []
    for row in every:
        if row.cocok == Cocok.GALAT:
            outcome[GALAT] += 1
        elif row.putusan == Putusan.LEWATI:
            outcome[LEWAT] += 1
        else:
            taken.append((row, json.loads(row.isi)))
    people = _people(impor, taken)
    _members(impor, access, people, outcome)
    for row in every:  # what was read is not kept in clear nor sealed longer than it is needed
        row.isi = ""
    BarisImpor.objects.bulk_update(every, ["isi", "warga", "peserta"], batch_size=_BATCH)
    return outcome


def _people(impor: ImporPeserta, rows: list[Row]) -> list[Row]:
    """Each row with its person, those who are new written into the register."""
    register = Register(impor.kabupaten_id, [said for _, said in rows])
    families = _families(impor, rows)
    villages = _villages(impor, rows)
    fresh: list[Warga] = []
    for row, said in rows:
        if row.putusan == Putusan.SAMA and row.warga is not None:
            row.warga = row.warga.gabung_ke or row.warga
            if said["nik"] and not row.warga.nik:  # now the register knows it too
                row.warga.nik = said["nik"]
                row.warga.save(update_fields=["nik", "nik_indeks"])
            continue
        match = register.cari(said)
        # What was new when it was tried may have come in since: then it is known now.
        if match.cocok == Cocok.TEPAT and match.warga is not None:
            row.warga = match.warga
            continue
        row.warga = Warga(
            kabupaten_id=impor.kabupaten_id,
            desa=villages[said["desa"]],
            keluarga=families[blind_index(said["kk"], "kk")],
            hubungan=said["hubungan"],
            nama=said["nama"],
            nama_baku=baku(said["nama"]),
            nik=said["nik"],
            tanggal_lahir=lahir(said),
            jenis_kelamin=said["jenis_kelamin"],
            ibu=said["ibu"],
        )
        fresh.append(row.warga)
        register.tambah(row.warga)
    Warga.objects.bulk_create(fresh, batch_size=_BATCH)
    return rows


def _villages(impor: ImporPeserta, rows: list[Row]) -> dict[str, Unit]:
    found: dict[str, Unit] = {}
    for codes in chunks(sorted({said["desa"] for _, said in rows})):
        places = Unit.objects.filter(
            kabupaten=impor.kabupaten_id, jenis=Unit.Jenis.DESA, kode__in=codes
        )
        found |= {one.kode: one for one in places}
    return found


def _families(impor: ImporPeserta, rows: list[Row]) -> dict[str, Keluarga]:
    """Family cards by their blind index, those that are new written."""
    said = {blind_index(one["kk"], "kk"): one for _, one in rows}
    found: dict[str, Keluarga] = {}
    for marks in chunks(sorted(said)):
        known = Keluarga.objects.filter(kabupaten=impor.kabupaten_id, kk_indeks__in=marks)
        found |= {one.kk_indeks: one for one in known}
    villages = _villages(impor, rows)
    fresh = [
        Keluarga(
            kabupaten_id=impor.kabupaten_id,
            desa=villages[one["desa"]],
            kk=one["kk"],
            alamat=one["alamat"],
        )
        for mark, one in said.items()
        if mark not in found
    ]
    for made in Keluarga.objects.bulk_create(fresh, batch_size=_BATCH):
        found[made.kk_indeks] = made
    return found


def _members(impor: ImporPeserta, access: Access, rows: list[Row], outcome: Counter[str]) -> None:
    """Whoever is no member yet becomes one; a term that ended stays ended, and is said."""
    keys = {row.warga.pk for row, _ in rows if row.warga is not None}
    known: dict[int, Peserta] = {}
    for some in chunks(sorted(keys)):
        known |= {one.warga_id: one for one in Peserta.objects.filter(warga__in=some)}
    now, fresh = clock.now(), []
    for row, said in rows:
        assert row.warga is not None  # noqa: S101 - every row has its person now
        if row.warga.pk in known:
            outcome[SUDAH] += 1
            row.peserta = known[row.warga.pk]
            continue
        row.peserta = known[row.warga.pk] = Peserta(
            kabupaten_id=impor.kabupaten_id,
            warga=row.warga,
            inisial=row.warga.inisial,
            kategori=said["kategori"],
            sumber=Sumber.IMPOR,
            nomor_sumber=impor.nomor_berkas,
            dibuat_pada=now,
        )
        fresh.append(row.peserta)
        outcome[MASUK] += 1
    Peserta.objects.bulk_create(fresh, batch_size=_BATCH)
    _terms(impor.mulai, impor.nomor_berkas, access, fresh)


def _terms(mulai: date, nomor: str, access: Access, fresh: list[Peserta]) -> None:
    now = clock.now()
    MasaPeserta.objects.bulk_create(
        (MasaPeserta(peserta=one, mulai=mulai) for one in fresh), batch_size=_BATCH
    )
    Mutasi.objects.bulk_create(
        (
            Mutasi(
                peserta=one,
                jenis=Mutasi.Jenis.MASUK,
                tanggal=mulai,
                alasan="Impor data peserta.",
                dokumen=nomor,
                oleh_id=access.user_id,
                pada=now,
            )
            for one in fresh
        ),
        batch_size=_BATCH,
    )
