"""The articles that pages and papers name are those of the district; the Dinas has its own head."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.akun import sign_in_as
from tests.factories.insentif import make_month
from tests.factories.regulasi import make_baris
from tests.factories.wilayah import make_dinas, make_kabupaten, make_puskesmas
from tests.insentif.papered import content
from upaya.core.models import AuditEntry
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.bulan.reading import RELATED, LembarBulan
from upaya.insentif.documents.papers import daftar
from upaya.rules.insentif.articles import binding
from upaya.rules.insentif.ketentuan import DASAR_DOKUMEN, PAGU
from upaya.rules.insentif.road import INSENTIF
from upaya.rules.kesehatan import ADMIN_DINAS, OPERATOR_PUSKESMAS, VERIFIKATOR_DINAS
from upaya.rules.loader import national_book
from upaya.rules.period import Period
from upaya.wilayah.models import Unit

pytestmark = pytest.mark.django_db
FOLLOWED = f"mengikuti Pasal 24 huruf i {INSENTIF.source} (asumsi)"


@pytest.fixture
def paid() -> Pengajuan:
    """A month of Situbondo that is over."""
    return make_month(make_puskesmas("Panji"), status="dibayar")


def _read(month: Pengajuan) -> LembarBulan:
    return LembarBulan(Pengajuan.objects.select_related(*RELATED).get(pk=month.pk))


def test_an_article_binds_its_own_district_and_is_followed_by_others() -> None:
    day = Period(2022, 8).last_day
    article = f"Pasal 11A ayat (8) huruf c {INSENTIF.source}"
    ours, theirs = (national_book().find(DASAR_DOKUMEN, day, one) for one in ("35.12", "35.10"))
    assert binding(article, ours) == article
    assert binding(article, theirs) == f"mengikuti {article} (asumsi)"
    assert binding(article, None) == f"mengikuti {article} (asumsi)"
    assert binding("Keterangan aplikasi Insentif UKM", theirs) == "Keterangan aplikasi Insentif UKM"


def test_the_list_of_papers_names_articles_of_the_own_district(paid: Pengajuan) -> None:
    assert {paper.key: paper.basis for paper in daftar(_read(paid))}["rekap"] == (
        "SPJ, Pasal 24 huruf i"
    )
    genteng = make_puskesmas("Genteng", make_kabupaten("35.10"))
    assert genteng.kabupaten
    make_baris(genteng.kabupaten, PAGU, 66_000_000, puskesmas=genteng, sampai=date(2022, 12, 31))
    elsewhere = daftar(_read(make_month(genteng, status="disetujui")))
    assert {paper.key: paper.basis for paper in elsewhere}["rekap"] == f"SPJ, {FOLLOWED}"
    assert all("asumsi" in paper.basis for paper in elsewhere)


def test_a_step_says_by_which_text_it_is_made(client: Client) -> None:
    ours, genteng = make_puskesmas("Panji"), make_puskesmas("Genteng", make_kabupaten("35.10"))
    for unit, words in ((ours, "Dasar: Pasal 11A"), (genteng, "Dasar: mengikuti Pasal 11A")):
        month = make_month(unit, status="draf")
        sign_in_as(client, OPERATOR_PUSKESMAS, unit)
        page = client.get(reverse("insentif:alur_kirim", args=[month.pk]))
        assert words in page.content.decode()


def test_the_sheet_of_verification_has_the_head_of_the_dinas(paid: Pengajuan) -> None:
    dinas = paid.puskesmas.induk
    assert dinas
    Unit.objects.filter(pk=dinas.pk).update(alamat="Jalan Merak 5", telepon="(0338) 990000")
    head = content(paid, "verifikasi").kop
    assert (head.penerbit, head.unit) == (dinas.nama, "")
    assert head.alamat == ("Jalan Merak 5", "Telepon (0338) 990000")
    assert content(paid, "rekap").kop.unit != ""


def _fill(client: Client, **sent: str) -> Any:  # noqa: ANN401 - the test client's response
    return client.post(reverse("wilayah:kop"), sent)


def test_the_dinas_fills_the_head_of_its_letters(client: Client) -> None:
    sign_in_as(client, ADMIN_DINAS)
    dinas = make_dinas()
    assert client.get(reverse("wilayah:kop")).status_code == 200
    assert reverse("wilayah:kop") in client.get(reverse("wilayah:daftar")).content.decode()
    refused = _fill(client, alamat="", telepon="x")
    assert refused.status_code == 422
    for _ in range(2):  # a second click leaves one entry
        assert _fill(client, alamat=" Jalan Merak 5 ", telepon="").status_code == 302
    dinas.refresh_from_db()
    assert (dinas.alamat, dinas.telepon) == ("Jalan Merak 5", "")
    assert AuditEntry.objects.filter(action="dinas.kop", subject_id=str(dinas.pk)).count() == 1


def test_nobody_else_fills_it(client: Client) -> None:
    sign_in_as(client, VERIFIKATOR_DINAS)
    assert client.get(reverse("wilayah:kop")).status_code == 403
    assert _fill(client, alamat="Jalan Lain").status_code == 403
