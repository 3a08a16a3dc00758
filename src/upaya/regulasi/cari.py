"""What the one search finds of the rules: parameters by title or article, a district's decrees."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from django.urls import reverse

from upaya.core import clock
from upaya.core.access import Access
from upaya.core.search import SHOWN, Asked, Found, Rows
from upaya.regulasi import naskah
from upaya.regulasi.izin import IzinRegulasi
from upaya.regulasi.models import BarisAturan
from upaya.rules.period import tanggal


class _Parameters:
    """Every parameter in force today, by what a reader sees of it."""

    label = "Aturan"

    def find(self, access: Access, asked: Asked) -> Iterable[Found]:
        """Those with the most words, law by law as on the page of all rules."""
        if asked.nik or not access.allows(IzinRegulasi.LIHAT):
            return
        # What holds all words is asked for by the words themselves: few values become lines.
        words = "" if asked.partly else " ".join(asked.beside(self.label))
        ranked = [
            (held, law, row)
            for law in naskah.laws(naskah.district_of(access), clock.today(), words, "")
            for row in law.rows
            if (held := asked.held(self.label, naskah.said(row.shown.value)))
        ]
        ranked.sort(key=lambda one: -one[0])
        for held, law, row in ranked[: SHOWN + 1]:
            key = urlencode({"parameter": row.shown.value.key})
            address = f"{reverse('regulasi:riwayat')}?{key}"
            title = row.shown.value.title
            yield Found(title, f"{law.instrument}, {row.article}", address, held)


ATURAN = _Parameters()
KETETAPAN = Rows(
    label="Ketetapan kabupaten",
    model=BarisAturan,
    permission=IzinRegulasi.LIHAT,
    fields=("nomor_keputusan", "puskesmas__nama"),
    order=("-tanggal_keputusan", "pk"),
    title=lambda row: f"{row.nomor_keputusan}: {row.label}",
    text=lambda row: f"{row.get_status_display()}, {tanggal(row.mulai)}",
    url=lambda row: reverse("regulasi:baris", args=[row.pk]),
    related=("puskesmas",),
)
