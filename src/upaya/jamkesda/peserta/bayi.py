"""A newborn comes in under the mother's cover: covered from birth, linked to her card.

No text tells for how long that may be asked: `jamkesda.peserta.hari_bayi`, an assumption.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError

from upaya.core import clock
from upaya.jamkesda.peserta.models import Kategori, Peserta, Sumber
from upaya.regulasi.queries import rulebook_for
from upaya.rules.period import tanggal
from upaya.warga.models import Kelamin, Warga


def isi_bayi(ibu: Peserta, said: Mapping[str, Any]) -> dict[str, Any]:
    """An application of a child of this member, as the short form tells it.

    `nomor_sumber` is the certificate of birth. ValidationError at its field.
    """
    mother, born, today = ibu.warga, said["tanggal_lahir"], clock.today()
    if mother.jenis_kelamin != Kelamin.P:
        raise ValidationError("Bayi didaftarkan dari kartu ibunya.")
    if mother.keluarga is None:
        raise ValidationError(
            "Kartu keluarga ibunya belum tercatat; lengkapi dulu di UPT Jamkesda."
        )
    if born > today:
        raise ValidationError({"tanggal_lahir": "Tanggal lahir ini belum tiba."})
    rule = rulebook_for(ibu.kabupaten_id).read("jamkesda.peserta.hari_bayi", born, ibu.kabupaten_id)
    last = born + timedelta(days=rule.integer)
    if today > last:
        raise ValidationError(
            {
                "tanggal_lahir": f"Bayi didaftarkan dengan jaminan sejak lahir sampai "
                f"{tanggal(last)}; sesudah itu lewat pendaftaran biasa."
            }
        )
    return {
        "nama": said["nama"],
        "nik": "",
        "kk": mother.keluarga.kk,
        "tanggal_lahir": born,
        "jenis_kelamin": said["jenis_kelamin"],
        "hubungan": Warga.Hubungan.ANAK,
        "ibu": mother.nama,
        "desa": mother.desa,
        "alamat": mother.keluarga.alamat,
        "telepon": mother.telepon,
        "kategori": Kategori.BAYI,
        "sumber": Sumber.BAYI_LAHIR,
        "nomor_sumber": said["nomor_sumber"],
        "mulai": born,
        "ibu_peserta": ibu,
    }
