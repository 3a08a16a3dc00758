"""Use cases of the monthly list: close it, match the answer. One transaction each."""

from __future__ import annotations

import calendar
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from upaya.core import audit, clock
from upaya.core.access import Access
from upaya.core.crypto import blind_index
from upaya.exchange.jamkesda.jawaban_bpjs import baca_jawaban
from upaya.jamkesda.bpjs.models import BarisMutasi, DaftarMutasi
from upaya.jamkesda.izin_umum import IzinUmum
from upaya.jamkesda.peserta.models import Mutasi
from upaya.regulasi.queries import rulebook_once
from upaya.rules.period import tanggal
from upaya.warga.models import Warga
from upaya.wilayah.models import Unit

_MOVED = (Mutasi.Jenis.PBI, Mutasi.Jenis.BPJS)
_BATCH = 500
_PISAT = {"kepala": "1", "pasangan": "3", "anak": "4", "orang_tua": "5", "lain": "5"}
_KELAMIN = {"L": "1", "P": "2"}
_DECEMBER = 12


def kolom(kabupaten: str, day: date) -> list[tuple[str, str]]:
    """Head and field ("" for an empty one) of each column of the list on a day."""
    listed = rulebook_once(kabupaten).read("jamkesda.bpjs.kolom", day, kabupaten).items
    pairs = (one.partition("=") for one in listed)
    return [(head.strip(), name.strip()) for head, _, name in pairs]


def batas(kabupaten: str, periode: date) -> date:
    """The cut-off day of a month; in a shorter month its last day."""
    day = rulebook_once(kabupaten).read("jamkesda.bpjs.hari_batas", periode, kabupaten).integer
    last = calendar.monthrange(periode.year, periode.month)[1]
    return periode.replace(day=min(day, last))


def bulan_berikut(kabupaten: str) -> date:
    """The month whose list is closed next: the last one whose cut-off day has come."""
    first = clock.today().replace(day=1)
    if clock.today() >= batas(kabupaten, first):
        return first
    return (
        date(first.year - 1, _DECEMBER, 1)
        if first.month == 1
        else first.replace(month=first.month - 1)
    )


@transaction.atomic
def tutup(access: Access, periode: date) -> DaftarMutasi:
    """The list of a month: everybody who moved up to its cut-off day and is in no list yet.

    Closing it twice gives the one that stands. ValidationError before the cut-off day, and when
    nobody moved.
    """
    district = access.scope.kabupaten or ""
    audit.hold(district)
    before: DaftarMutasi | None = DaftarMutasi.objects.filter(
        kabupaten=district, periode=periode
    ).first()
    if before is not None:
        return before
    last = batas(district, periode)
    if clock.today() < last:
        raise ValidationError(f"Daftar bulan ini ditutup {tanggal(last)}.")
    office = Unit.objects.filter(kabupaten=district, jenis=Unit.Jenis.UPT).order_by("pk").first()
    moved = _moved(district, last)
    if not moved or office is None:
        raise ValidationError("Tidak ada peserta yang pindah ke BPJS sampai tanggal itu.")
    made: DaftarMutasi = DaftarMutasi.objects.create(
        kabupaten_id=district,
        upt=office,
        periode=periode,
        batas=last,
        disusun_oleh_id=access.user_id,
        disusun_pada=clock.now(),
    )
    lines = _lines(made, moved, kolom(district, last))
    BarisMutasi.objects.bulk_create(lines, batch_size=_BATCH)
    audit.record(
        IzinUmum.BPJS_TUTUP, made, access=access, kabupaten=district,
        detail={"baris": len(lines)},
    )  # fmt: skip
    return made


def _moved(district: str, last: date) -> list[Mutasi]:
    """Whoever moved up to a day and stands in no list yet."""
    rows = Mutasi.objects.filter(
        peserta__kabupaten=district, jenis__in=_MOVED, tanggal__lte=last, baris_bpjs=None
    )
    people = "peserta__warga__"
    found = rows.select_related(f"{people}desa__induk", f"{people}keluarga")
    return list(found.order_by("tanggal", "pk"))


def _lines(
    made: DaftarMutasi, moved: Sequence[Mutasi], heads: Sequence[tuple[str, str]]
) -> list[BarisMutasi]:
    """Their lines, column by column as the layout of the day has them."""
    found = []
    for number, one in enumerate(moved, start=1):
        said, nik = _said(one, number), one.peserta.warga.nik
        isi = json.dumps([said.get(name, "") for _, name in heads], ensure_ascii=False)
        found.append(
            BarisMutasi(
                daftar=made,
                peserta=one.peserta,
                mutasi=one,
                nomor=number,
                nik=nik,
                nik_indeks=blind_index(nik, "nik"),
                isi=isi,
            )
        )
    return found


def _said(change: Mutasi, number: int) -> Mapping[str, str]:
    """The fields of a person; what the register does not know is left empty."""
    person: Warga = change.peserta.warga
    above = person.desa.induk
    return {
        "nomor": str(number),
        "kk": person.keluarga.kk if person.keluarga else "",
        "nik": person.nik,
        "nama": person.nama,
        "hubungan": _PISAT[person.hubungan],
        "tanggal_lahir": f"{person.tanggal_lahir:%d-%m-%Y}",
        "kelamin": _KELAMIN[person.jenis_kelamin],
        "alamat": person.keluarga.alamat if person.keluarga else "",
        "desa": person.desa.nama,
        "desa_kode": person.desa.kode,
        "kecamatan": above.nama if above else "",
        "kecamatan_kode": above.kode if above else "",
        "telepon": person.telepon,
        "kelas": "3",
        "kewarganegaraan": "WNI",
        "kartu": change.peserta.kartu,
        "jaminan": "Jamkesda",
    }


@dataclass(frozen=True, slots=True)
class Hasil:
    """What an answer did: how many rows it matched, and a sentence for each that it did not."""

    diterima: int
    ditolak: int
    lain: tuple[str, ...]


@transaction.atomic
def jawaban(pk: int, access: Access, data: bytes, jenis: str) -> Hasil:
    """Match the answer of BPJS to a list by NIK; the same file again changes nothing.

    A later answer to a row that was refused stands; one that was taken stays. ValidationError at
    `berkas` for a file that is no answer.
    """
    rows = DaftarMutasi.objects.for_scope(access.scope)
    found: DaftarMutasi = rows.select_for_update(of=("self",)).get(pk=pk)
    read = baca_jawaban(data, jenis)
    if read.galat:
        raise ValidationError({"berkas": read.galat})
    known = {line.nik_indeks: line for line in found.baris.exclude(nik_indeks="")}
    counts, others, changed = {True: 0, False: 0}, [], []
    for one in read.baris:
        line = known.get(blind_index(one.nik, "nik")) if not one.galat else None
        if line is None:
            others.append(f"Baris {one.nomor}: {one.galat or 'NIK ini tidak ada dalam daftar.'}")
            continue
        counts[one.diterima] += 1
        wanted = BarisMutasi.Jawaban.DITERIMA if one.diterima else BarisMutasi.Jawaban.DITOLAK
        if line.jawaban == BarisMutasi.Jawaban.DITERIMA or (
            (line.jawaban, line.keterangan) == (wanted, one.keterangan)
        ):
            continue
        line.jawaban, line.keterangan = wanted, one.keterangan
        line.dijawab_oleh_id, line.dijawab_pada = access.user_id, clock.now()
        changed.append(line)
    BarisMutasi.objects.bulk_update(
        changed, ["jawaban", "keterangan", "dijawab_oleh", "dijawab_pada"], batch_size=_BATCH
    )
    if changed:
        audit.record(
            "bpjs.jawaban", found, access=access, kabupaten=found.kabupaten_id,
            detail={"baris": len(changed)},
        )  # fmt: skip
    return Hasil(counts[True], counts[False], tuple(others))
