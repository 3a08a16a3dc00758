"""Use cases of what citizens send: complain or ask, say how the care was, answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from upaya.core import audit, clock, files
from upaya.core.access import Access
from upaya.core.reasons import reason
from upaya.core.tantangan import mark
from upaya.jamkesda.aduan.models import Aduan, UmpanBalik
from upaya.jamkesda.izin_umum import IzinUmum
from upaya.jamkesda.surat.models import SuratJaminan
from upaya.rules.loader import national_book
from upaya.rules.period import tanggal
from upaya.wilayah.models import Unit

ONCE = "Surat ini sudah dinilai; satu surat dinilai satu kali."


@dataclass(frozen=True, slots=True)
class Kiriman:
    """What a citizen sent: `ppk` is the key of the PPK it is about, None for none."""

    jenis: str
    uraian: str
    nama: str
    kontak: str
    ppk: int | None
    tantangan: str


def batas(day: date) -> date:
    """Until when an answer is promised to what comes in on a day."""
    days = national_book().read("jamkesda.umum.hari_jawab", day).integer
    return clock.deadline(day, days).day


@transaction.atomic
def kirim(upt: int, sent: Kiriman, lampiran: UploadedFile | None = None) -> Aduan:
    """Keep what a citizen sent to a UPT; the same form twice is one.

    ValidationError for a file that is not taken.
    """
    office = Unit.objects.select_for_update(of=("self",), no_key=True).get(pk=upt)
    known = mark(sent.tantangan)
    before: Aduan | None = Aduan.objects.filter(tantangan=known).first()
    if before is not None:
        return before
    stored = None
    if lampiran is not None:
        stored = files.store(
            lampiran,
            kabupaten_id=office.kabupaten_id or "",
            unit_id=office.pk,
            access=None,
            khusus=str(IzinUmum.ADUAN_LIHAT),
        )
    made: Aduan = Aduan.objects.create(
        kabupaten_id=office.kabupaten_id or "",
        upt=office,
        tantangan=known,
        jenis=sent.jenis,
        ppk_id=sent.ppk,
        nama=sent.nama,
        kontak=sent.kontak,
        uraian=sent.uraian,
        lampiran=stored,
        masuk_pada=clock.now(),
        batas=batas(clock.today()),
    )
    audit.record("aduan.kirim", made, access=None, kabupaten=made.kabupaten_id)
    return made


@transaction.atomic
def nilai(kode: str, upt: int, said: Mapping[str, Any]) -> UmpanBalik:
    """Keep what the holder of a letter says; whoever was asked to pay opens a task of the UPT.

    ValidationError for a letter that is not known, and for the second answer on one.
    """
    rows = SuratJaminan.objects.select_for_update(of=("self",)).select_related("ppk__unit")
    issued = rows.filter(kode=kode, nomor__gt="").first()
    if issued is None:
        raise ValidationError("Surat ini tidak dikenal. Pindai kode QR pada suratnya.")
    if UmpanBalik.objects.filter(surat=issued).exists():
        raise ValidationError(ONCE)
    answers = {
        name: said[name]
        for name in ("dilayani", "diminta_bayar", "obat_diresepkan", "obat_diterima", "nilai")
    }
    now = clock.now()
    made: UmpanBalik = UmpanBalik.objects.create(
        kabupaten_id=issued.kabupaten_id, upt_id=upt, surat=issued, pada=now, **answers
    )
    if made.diminta_bayar:
        Aduan.objects.create(
            kabupaten_id=issued.kabupaten_id,
            upt_id=upt,
            jenis=Aduan.Jenis.BAYAR,
            ppk_id=issued.ppk_id,
            umpan=made,
            uraian=f"Pemegang surat {issued.nomor} ({issued.ppk.unit.nama}, "
            f"{tanggal(issued.mulai)}) menyatakan diminta membayar.",
            masuk_pada=now,
            batas=batas(clock.today()),
        )
    audit.record("umpan_balik.kirim", made, access=None, kabupaten=made.kabupaten_id)
    return made


@transaction.atomic
def jawab(pk: int, access: Access, jawaban: str) -> Aduan:
    """Answer for good. The same answer twice is one.

    ValidationError without words, and for what somebody answered already.
    """
    rows = Aduan.objects.for_scope(access.scope)
    found: Aduan = rows.select_for_update(of=("self",)).get(pk=pk)
    if (found.jawaban, found.dijawab_oleh_id) == (jawaban.strip(), access.user_id):
        return found
    if not found.terbuka:
        raise ValidationError("Ini sudah dijawab; jawabannya tidak dapat diubah.")
    found.jawaban = reason(jawaban, field="jawaban")
    found.status = Aduan.Status.DIJAWAB
    found.dijawab_oleh_id, found.dijawab_pada = access.user_id, clock.now()
    found.save(update_fields=["jawaban", "status", "dijawab_oleh", "dijawab_pada"])
    audit.record(IzinUmum.ADUAN_JAWAB, found, access=access, kabupaten=found.kabupaten_id)
    return found
