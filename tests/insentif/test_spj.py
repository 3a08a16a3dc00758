"""SPJ handed over: a dash is no document, and all of them go in one step."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from tests.factories.akun import sign_in
from tests.factories.core import make_upload
from tests.factories.insentif import make_month, make_team
from upaya.core.reasons import PLACE, names_a_place
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.uang import spj
from upaya.insentif.uang.models import DokumenSpj

pytestmark = pytest.mark.django_db

KINDS = [kind.value for kind in DokumenSpj.Jenis]


@pytest.fixture
def month() -> Pengajuan:
    """A recapped month: nothing is handed over yet."""
    return make_month(status="direkap")


@pytest.mark.parametrize(
    ("said", "enough"),
    [("-", False), ("...", False), ("x", False), ("12/2022", False), ("map", True),
     ("Lemari 2", True)],
)  # fmt: skip
def test_where_a_paper_is_is_said_in_words(said: str, enough: bool) -> None:  # noqa: FBT001
    assert names_a_place(said) is enough


def test_a_dash_is_no_document_for_the_service_and_for_the_page(month: Pengajuan) -> None:
    team = make_team(month.puskesmas)
    with pytest.raises(ValidationError, match="Tulis dengan kata di mana"):
        spj.hand_over(month.pk, "sk", team.pembantu.access(), keterangan="-")
    client = sign_in(Client(), team.pembantu)
    page = client.post(f"/insentif/{month.pk}/spj/sk/", {"keterangan": "-"})
    assert page.status_code == 422
    assert page.context["form"].errors == {"keterangan": [PLACE]}
    assert month.spj.count() == 0


def test_all_documents_are_handed_over_in_one_step(month: Pengajuan) -> None:
    client = sign_in(Client(), make_team(month.puskesmas).pembantu)
    address = f"/insentif/{month.pk}/spj/"
    assert address in client.get(f"/insentif/{month.pk}/pembayaran/").content.decode()
    assert client.get(address).status_code == 200
    typed = {"keterangan": "Map SPJ Agustus", "berkas_rekap": make_upload("rekap.pdf"),
             "keterangan_sk": "Lemari TU"}  # fmt: skip
    page = client.post(address, typed, follow=True).content.decode()
    assert "4 dokumen SPJ diserahkan." in page
    kept = {row.jenis: (row.berkas.name if row.berkas else row.keterangan)
            for row in month.spj.select_related("berkas")}  # fmt: skip
    expected = dict.fromkeys(KINDS, "Map SPJ Agustus")
    assert kept == expected | {"rekap": "rekap.pdf", "sk": "Lemari TU"}
    again = client.post(address, typed, follow=True).content.decode()
    assert "Keempat dokumen SPJ sudah diserahkan." in again
    assert month.spj.count() == len(KINDS)


def test_one_document_without_a_place_keeps_all_of_them_back(month: Pengajuan) -> None:
    client = sign_in(Client(), make_team(month.puskesmas).pembantu)
    typed = {f"keterangan_{kind}": "Map SPJ" for kind in KINDS[1:]} | {"keterangan": "-"}
    page = client.post(f"/insentif/{month.pk}/spj/", typed)
    assert page.status_code == 422
    assert list(page.context["form"].errors) == [f"keterangan_{KINDS[0]}"]
    assert month.spj.count() == 0
