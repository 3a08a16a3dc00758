"""The form of a letter's number is judged when it is proposed, and the district's own is drawn."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from pytest_django import Settings

from tests.factories.akun import make_access, sign_in_as
from tests.factories.miskol import make_request, make_village
from tests.factories.wilayah import make_dinas
from upaya.core.documents.register import form_fault
from upaya.regulasi.models import BarisAturan
from upaya.regulasi.services import AturanRefusedError, Ketetapan, approve, propose
from upaya.rules.kesehatan import ADMIN_DINAS, KEPALA_DINAS
from upaya.rules.supermiskol.road import DISETUJUI
from upaya.supermiskol.ketetapan import NOMOR
from upaya.supermiskol.surat.models import SuratMiskin

USUL = "/aturan/ketetapan/usul/nomor-surat-miskin/"
BAD = {
    "{urut}/SM": "Muat {tahun}",
    "SM/{tahun}": "Muat {urut}",
    "{urut}/{tahun}/{nama}": "{nama} tidak dikenal",
    "{urut}/{tahun}/{urut}": "ditulis sekali",
    "{urut}/{tahun}/{": "hanya huruf",
    "{urut}/{tahun}/{urut.real}": "hanya huruf",
    "{urut}/{tahun}/{}": "hanya huruf",
    "{urut}/{tahun}/" + "A" * 60: "Paling panjang 60",
}


@pytest.mark.parametrize(("pola", "said"), BAD.items(), ids=[str(n) for n in range(len(BAD))])
def test_a_form_that_cannot_be_drawn_is_said(pola: str, said: str) -> None:
    assert said in form_fault(pola)


@pytest.mark.parametrize("pola", ["{urut}/{kode}/DINSOS/{bulan}/{tahun}", "400.9/{urut}/{tahun}"])
def test_a_good_one_is_let_through(pola: str) -> None:
    assert form_fault(pola) == ""


def decree(pola: str) -> Ketetapan:
    return Ketetapan(NOMOR, pola, date(2022, 1, 1), None, "188/9/2022", date(2022, 1, 2))


@pytest.mark.django_db
def test_it_is_refused_at_its_field_and_by_the_service(client: Client) -> None:
    sign_in_as(client, ADMIN_DINAS)
    said = {
        "pola": "{urut}/SM",
        "nomor_keputusan": "188/9/2022",
        "tanggal_keputusan": "2022-01-02",
        "mulai": "2022-01-01",
        "sampai": "",
    }
    answer = client.post(USUL, said)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Muat {tahun}" in page
    assert 'value="{urut}/SM"' in page, "what was typed is kept"
    with pytest.raises(AturanRefusedError, match="Muat"):
        propose(make_access(ADMIN_DINAS), decree("{urut}/SM"))
    assert not BarisAturan.objects.filter(kunci=NOMOR).exists()
    assert client.post(USUL, said | {"pola": "{urut}/SM/{tahun}"}).status_code == 302


@pytest.mark.django_db
@pytest.mark.empty_world
def test_the_next_number_is_written_as_the_district_decreed(settings: Settings) -> None:
    settings.BUSINESS_DATE = date(2022, 11, 3)
    village = make_village()
    assert village.kabupaten is not None
    dinas = make_dinas(village.kabupaten)
    row = propose(make_access(ADMIN_DINAS, dinas), decree("400.9/{urut}/{bulan}/{tahun}"))
    make_request(village, DISETUJUI)
    approve(row.pk, make_access(KEPALA_DINAS, dinas))
    make_request(village, DISETUJUI)
    numbers = [one.nomor for one in SuratMiskin.objects.order_by("pk")]
    assert numbers == ["001/SM/DINSOS/XI/2022", "400.9/002/XI/2022"]
