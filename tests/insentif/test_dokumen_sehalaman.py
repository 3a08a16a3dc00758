"""A list of one officer is one page, on F4 and on A4, with everything that may stand on it."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from pypdf import PdfReader

from tests.factories.dokumen import TERBIT
from tests.factories.insentif import make_month
from upaya.core.documents import pdf
from upaya.core.documents.pdf import KERTAS
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.bulan.reading import RELATED, LembarBulan
from upaya.insentif.documents import penerimaan, rekening

pytestmark = pytest.mark.django_db


def test_the_lists_for_the_treasurer_of_one_officer_fit_on_a_page() -> None:
    month = make_month(status="direkap", officers=1)
    sheet = LembarBulan(Pengajuan.objects.select_related(*RELATED).get(pk=month.pk))
    for bare in (penerimaan.isi(sheet), rekening.isi(sheet)):
        kop = replace(
            bare.kop, alamat=("Jalan Raya Rekaan Nomor 12, Kecamatan Panji", "Telepon 0338 000000")
        )
        signed = tuple(
            replace(one, nama="dr. Rekaan, M.Kes.", pangkat="Pembina (IV/a)", nip="198001012005001")
            for one in bare.tanda_tangan
        )
        notes = (*bare.catatan, "Pajak Petugas Rekaan 1 disesuaikan dari Rp1.000 menjadi Rp2.000.")
        isi = replace(bare, kop=kop, tanda_tangan=signed, catatan=notes)
        for kertas in KERTAS:
            pages = PdfReader(io.BytesIO(pdf.render(isi, TERBIT, kertas))).pages
            assert len(pages) == 1, (isi.judul, kertas)
