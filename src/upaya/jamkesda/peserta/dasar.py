"""Upon which poverty letter of Supermiskol somebody is a member: asked of its port, never read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse

from upaya.core import clock
from upaya.core.access import Access
from upaya.core.inbox import LIMIT, Tugas
from upaya.jamkesda.izin import IzinJamkesda
from upaya.jamkesda.peserta.models import Kategori, Peserta, Sumber, aktif_pada
from upaya.rules.nama_orang import baku
from upaya.supermiskol.penerima.services import SUMBER, SuratDiakui
from upaya.warga.models import Kelamin

_PLACE_OF_DAY = slice(6, 8)
_WOMEN = 40
"""The NIK of a woman has forty more in the place of the day."""
_SALIN = ("nama", "nik", "kk", "tanggal_lahir", "ibu", "hubungan", "desa", "alamat", "telepon")


def kode_dasar(kabupaten: str, values: Mapping[str, Any]) -> str:
    """The code of the letter that an application names; "" where it stands on something else.

    ValidationError at `nomor_sumber` for a letter that the district did not issue here, that is
    somebody else's, or that does not stand. A district that issues none here compares the paper.
    """
    if values["sumber"] != Sumber.SURAT_MISKIN:
        return ""
    found = SUMBER.menurut_nomor(kabupaten, values["nomor_sumber"])
    if found is None and not SUMBER.terbit_di(kabupaten):
        return ""
    if found is None:
        raise ValidationError(
            {
                "nomor_sumber": "Surat bernomor ini tidak terbit dalam Supermiskol kabupaten ini. "
                "Ketik seperti pada suratnya; surat di luar aplikasi memakai dasar Permohonan."
            }
        )
    if not _milik(found, values):
        raise ValidationError({"nomor_sumber": "Surat bernomor ini atas nama orang lain."})
    if not found.berlaku(clock.today()):
        raise ValidationError({"nomor_sumber": found.kalimat(clock.today())})
    return found.kode


def _milik(found: SuratDiakui, values: Mapping[str, Any]) -> bool:
    """Whether the applicant is the one of the letter: by NIK, else by birth date and name."""
    if found.nik and values["nik"]:
        return bool(found.nik == values["nik"])
    same = baku(found.nama) == baku(values["nama"])
    return same and found.tanggal_lahir == values["tanggal_lahir"]


def isi_dari(kabupaten: str, nomor: str, lahir: date, kelamin: str) -> dict[str, Any]:
    """An application as the letter of this number writes it; both must fit the paper in hand.

    ValidationError at its field; a wrong birth date is answered like a number that nobody has.
    """
    found = SUMBER.menurut_nomor(kabupaten, nomor)
    if found is None or found.tanggal_lahir != lahir:
        said = "Tidak ada surat Supermiskol dengan nomor dan tanggal lahir ini di kabupaten ini."
        raise ValidationError({"nomor": said})
    if not found.berlaku(clock.today()):
        raise ValidationError({"nomor": found.kalimat(clock.today())})
    sex = _kelamin(found.nik) or kelamin
    if not sex:
        said = "Surat ini tanpa NIK: pilih jenis kelamin pemegangnya."
        raise ValidationError({"jenis_kelamin": said})
    return {name: getattr(found, name) for name in _SALIN} | {
        "jenis_kelamin": sex,
        "kategori": Kategori.MISKIN,
        "sumber": Sumber.SURAT_MISKIN,
        "nomor_sumber": found.nomor,
        "mulai": clock.today(),
    }


def _kelamin(nik: str) -> str:
    """Sex as the NIK tells it; "" without one."""
    if not nik:
        return ""
    return str(Kelamin.P if int(nik[_PLACE_OF_DAY]) > _WOMEN else Kelamin.L)


def surat_dari(peserta: Peserta) -> SuratDiakui | None:
    """The letter upon which somebody is a member, as it stands now."""
    return SUMBER.menurut_kode(peserta.kabupaten_id, peserta.surat_miskin)


def peringatan(peserta: Peserta) -> str:
    """What is told of a member whose letter does not stand any more; "" otherwise."""
    if not peserta.surat_miskin:
        return ""
    found, today = surat_dari(peserta), clock.today()
    return "" if found is None or found.berlaku(today) else found.kalimat(today)


def tasks(access: Access) -> Iterator[Tugas]:
    """Members whose letter was withdrawn or ran out, until somebody says what follows from it."""
    district = access.scope.kabupaten
    if not access.allows(IzinJamkesda.PESERTA_MUTASI) or district is None:
        return
    rows = (
        Peserta.objects.for_scope(access.scope)
        .filter(aktif_pada(clock.today()), gabung_ke=None)
        .filter(surat_miskin__in=SUMBER.tidak_berlaku(district, clock.today()))
        .select_related("warga")
        .order_by("pk")
    )
    for one in rows[:LIMIT]:
        yield Tugas(
            "Surat Supermiskol peserta ini tidak berlaku lagi: catat mutasinya.",
            f"{one.warga.nama}, kartu {one.kartu}",
            reverse("jamkesda:peserta", args=[one.pk]),
        )
