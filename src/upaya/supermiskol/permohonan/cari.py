"""What the one search finds of poverty letters: requests and the letters themselves."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import CharField, Exists, OuterRef, Q
from django.db.models.functions import Cast
from django.urls import reverse

from upaya.core.models import Dokumen
from upaya.core.search import Rows
from upaya.supermiskol.izin import IzinSupermiskol
from upaya.supermiskol.permohonan.models import Permohonan
from upaya.supermiskol.surat.models import SuratMiskin
from upaya.supermiskol.surat.papers import JENIS as JENIS_SURAT

PERMOHONAN = Rows(
    label="Permohonan surat miskin",
    model=Permohonan,
    permission=IzinSupermiskol.LIHAT,
    fields=("tiket", "nama"),
    nik="nik_indeks",
    order=("-masuk_pada", "-pk"),
    title=lambda row: row.short_name,
    text=lambda row: f"{row.desa.nama}, {row.state.label}",
    related=("desa",),
)


@dataclass(frozen=True, kw_only=True)
class Letters(Rows):
    """Letters by the number that they have and by those that they had before an extension.

    Whoever comes with the paper of then has the old one in their hand.
    """

    def _says(self, word: str) -> Q:
        before = Dokumen.objects.filter(
            subject_type=Permohonan._meta.label_lower,
            subject_id=Cast(OuterRef("permohonan_id"), CharField()),
            jenis=JENIS_SURAT,
            nomor__icontains=word,
        )
        return super()._says(word) | Q(Exists(before.order_by()))


def _where(row: SuratMiskin) -> str:
    again = f", diperpanjang {row.perpanjangan} kali" if row.perpanjangan else ""
    return f"{row.permohonan.desa.nama}{again}"


SURAT = Letters(
    label="Surat miskin",
    model=SuratMiskin,
    permission=IzinSupermiskol.LIHAT,
    fields=("nomor",),
    order=("-pk",),
    title=lambda row: row.nomor,
    text=_where,
    url=lambda row: reverse("miskol:rinci", args=[row.permohonan_id]),
    related=("permohonan__desa",),
)
