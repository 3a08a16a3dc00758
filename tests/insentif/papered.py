"""The papers of a month as the tests read them."""

from __future__ import annotations

from datetime import date

from upaya.core.documents.content import Isi, Rincian, Tabel
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.bulan.reading import LembarBulan
from upaya.insentif.documents.papers import PAPERS

TODAY = date(2022, 11, 3)


ALWAYS = {"keabsahan", "verifikasi", "rekap", "sk", "kegiatan"}


WITH_MONEY = ALWAYS | {"penerimaan", "rekening"}


WITH_NOTE = WITH_MONEY | {"nota"}


ALL = WITH_NOTE | {"kuitansi-1"}


def content(month: Pengajuan, kind: str) -> Isi:
    month = Pengajuan.objects.get(pk=month.pk)
    found = PAPERS.find(LembarBulan(month), kind)
    assert found is not None
    assert found.missing == ""
    return found.make()


def table(isi: Isi, place: int = 0) -> Tabel:
    return [part for part in isi.bagian if isinstance(part, Tabel)][place]


def values(isi: Isi) -> dict[str, str]:
    return {
        label: value
        for part in isi.bagian
        if isinstance(part, Rincian)
        for label, value in part.baris
    }
