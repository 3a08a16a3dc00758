"""The page of documents, the files behind it, and the SPJ folder."""

from __future__ import annotations

import hashlib
import io
import zipfile
from datetime import date

import openpyxl
import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings

from tests.factories.akun import sign_in, sign_in_as
from tests.factories.core import make_upload
from tests.factories.insentif import make_month, make_team
from tests.factories.wilayah import make_kabupaten, make_puskesmas
from tests.snapshots.arranged import arrangement
from upaya.alur import folder as folders
from upaya.alur import papers
from upaya.core import audit
from upaya.core.models import AuditEntry, Dokumen, StoredFile
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.bulan.road import ROAD
from upaya.insentif.documents.papers import PAPERS
from upaya.insentif.uang import spj
from upaya.pegawai.models import Petugas
from upaya.rules.kesehatan import AUDITOR, KEPALA_PUSKESMAS, OPERATOR_PUSKESMAS

pytestmark = pytest.mark.django_db

TODAY = date(2022, 11, 3)


@pytest.fixture(autouse=True)
def _day(settings: Settings) -> None:
    settings.DEMO = True
    settings.BUSINESS_DATE = TODAY


@arrangement(DEMO=True, BUSINESS_DATE=TODAY)
def approved() -> Pengajuan:
    return make_month(status="disetujui")


@arrangement(DEMO=True, BUSINESS_DATE=TODAY)
def paid() -> Pengajuan:
    return make_month(status="dibayar")


def url(month: Pengajuan, kind: str = "rekap", form: str = "pdf") -> str:
    return reverse(f"insentif:dokumen_{form}", args=[month.pk, kind])


def issued(month: Pengajuan, *kinds: str) -> list[Dokumen]:
    """Issue papers, as the treasurer of the puskesmas does."""
    access = make_team(month.puskesmas).pembantu.access()
    return list(papers.issue(ROAD, PAPERS, month.pk, kinds or ("rekap",), access))


def auditor(client: Client, month: Pengajuan) -> Client:
    sign_in_as(client, AUDITOR)
    return client


def folder(client: Client, month: Pengajuan) -> bytes:
    response = client.get(reverse("insentif:spj_zip", args=[month.pk]))
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/zip"
    return b"".join(response)


# ------------------------------------------------------------------ the page
def test_the_page_says_what_there_is_and_what_not_yet_and_why(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries, approved: Pengajuan
) -> None:
    sign_in(client, make_team(approved.puskesmas).pembantu)
    with django_assert_max_num_queries(32):
        page = client.get(reverse("insentif:dokumen", args=[approved.pk]))
    text = page.content.decode()
    assert "5 dari 9 dokumen dapat dibuat" in text
    assert "Dapat dibuat setelah operator membuat rekap pembayaran." in text
    assert url(approved) in text
    assert url(approved, "nota") not in text
    assert "diberikan saat diterbitkan" in text
    assert "Terbitkan 4 dokumen" in text


def test_once_issued_it_shows_the_number(client: Client, approved: Pengajuan) -> None:
    sign_in(client, make_team(approved.puskesmas).pembantu)
    (row,) = issued(approved)
    text = client.get(reverse("insentif:dokumen", args=[approved.pk])).content.decode()
    assert row.nomor in text
    assert reverse("core:periksa", args=[row.kode]) in text
    assert "Terbitkan 3 dokumen" in text


def test_the_page_of_a_month_leads_to_its_documents(client: Client, approved: Pengajuan) -> None:
    sign_in(client, make_team(approved.puskesmas).pembantu)
    page = client.get(reverse("insentif:hasil", args=[approved.pk]))
    assert reverse("insentif:dokumen", args=[approved.pk]) in page.content.decode()


# ------------------------------------------------------------------ one document
def test_pdf_and_xlsx_have_one_number_and_one_record(client: Client, paid: Pengajuan) -> None:
    (row,) = issued(paid, "penerimaan")
    auditor(client, paid)
    paper = client.get(url(paid, "penerimaan"))
    book = client.get(url(paid, "penerimaan", "xlsx"))
    assert paper.headers["Content-Type"] == "application/pdf"
    assert paper.headers["Content-Disposition"] == (
        'attachment; filename="penerimaan-puskesmas-panji-2022-08.pdf"'
    )
    assert paper.content.startswith(b"%PDF")
    sheet = openpyxl.load_workbook(io.BytesIO(book.content))["Dokumen"]
    assert row.nomor in [line[1] for line in sheet.values]
    assert row.unit_nama == "Puskesmas Panji"
    assert AuditEntry.objects.filter(action="dokumen.terbit").count() == 1
    assert client.get(url(paid, "penerimaan")).content == paper.content
    assert AuditEntry.objects.filter(action="dokumen.terbit").count() == 1
    assert "no-store" in paper.headers["Cache-Control"]


def test_the_check_page_knows_it(client: Client, paid: Pengajuan) -> None:
    (row,) = issued(paid, "penerimaan")
    address = reverse("core:periksa", args=[row.kode])
    text = Client().get(f"{address}?s={row.sidik[:16]}").content.decode()
    assert "Sidik cocok" in text
    for officer in paid.puskesmas.petugas.all():
        assert officer.nama not in text


def test_a_corrected_name_changes_no_issued_paper_until_somebody_issues_anew(
    client: Client, paid: Pengajuan
) -> None:
    (old,) = issued(paid)
    sign_in(client, make_team(paid.puskesmas).pembantu)
    before = client.get(url(paid)).content
    officer = paid.puskesmas.petugas.earliest("pk")
    Petugas.objects.filter(pk=officer.pk).update(nama="Nama Yang Benar")
    assert client.get(url(paid)).content == before
    page = client.get(reverse("insentif:dokumen", args=[paid.pk])).content.decode()
    assert "Isinya berubah sejak diterbitkan." in page
    shown = client.get(f"{url(paid)}?pratinjau=1")
    assert "pratinjau-rekap" in shown.headers["Content-Disposition"]
    assert Dokumen.objects.get() == old
    (new,) = issued(paid)
    assert (new.versi, new.urut) == (2, 2)
    assert client.get(url(paid)).content != before
    address = reverse("core:periksa", args=[old.kode])
    assert "sudah digantikan" in client.get(address).content.decode()


def test_what_is_not_possible_yet_leads_back_with_the_reason(client: Client) -> None:
    month = make_month(status="diajukan")
    auditor(client, month)
    page = client.get(url(month), follow=True)
    assert page.redirect_chain == [(reverse("insentif:dokumen", args=[month.pk]), 302)]
    assert "Dapat dibuat setelah Dinas Kesehatan menyetujui pengajuan." in page.content.decode()
    assert not Dokumen.objects.exists()


@pytest.mark.parametrize("kind", ["tidak-ada", "kuitansi-9", "kuitansi-0", "kuitansi"])
def test_an_unknown_document_is_not_found(client: Client, kind: str, paid: Pengajuan) -> None:
    assert auditor(client, paid).get(url(paid, kind)).status_code == 404


def test_another_units_document_does_not_exist(client: Client, paid: Pengajuan) -> None:
    sign_in_as(client, KEPALA_PUSKESMAS, make_puskesmas("Besuki"))
    foreign = make_puskesmas("Genteng", make_kabupaten("35.10"))
    for address in (
        url(paid),
        url(paid, form="xlsx"),
        reverse("insentif:dokumen", args=[paid.pk]),
        reverse("insentif:spj_zip", args=[paid.pk]),
    ):
        assert client.get(address).status_code == 404
        other = Client()
        sign_in_as(other, OPERATOR_PUSKESMAS, foreign)
        assert other.get(address).status_code == 404
    assert not Dokumen.objects.exists()


# ------------------------------------------------------------------ the folder
def test_the_folder_holds_everything_and_its_list_proves_it(client: Client) -> None:
    month = make_month(status="direkap")
    team = make_team(month.puskesmas)
    spj.hand_over(month.pk, "sk", team.pembantu.access(), upload=make_upload("SK bertanda.pdf"))
    spj.hand_over(month.pk, "rekap", team.pembantu.access(), keterangan="lemari 2")
    issued(month, "rekap", "sk")
    with zipfile.ZipFile(io.BytesIO(folder(auditor(client, month), month))) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        listed = archive.read(folders.CONTENTS).decode()
        bodies = {name: archive.read(name) for name in names if name != folders.CONTENTS}
    kinds = ["keabsahan", "verifikasi", "rekap", "sk", "kegiatan", "rekening", "penerimaan"]
    assert [name for name in names if name.startswith("dokumen/")] == [
        f"dokumen/{'' if kind in {'rekap', 'sk'} else 'pratinjau-'}{n:02d}-{kind}.{form}"
        for n, kind in enumerate(kinds, start=1)
        for form in ("pdf", "xlsx")
    ]
    assert "data-dukung/01-serapan-serapan.pdf" in names
    assert "spj-bertanda-tangan/01-sk-sk-bertanda.pdf" in names
    hashes = {
        path: digest
        for digest, path in (
            line.split("  ") for line in listed.splitlines() if not line.startswith("#")
        )
    }
    assert hashes == {name: hashlib.sha256(body).hexdigest() for name, body in bodies.items()}
    assert "# Kertas: Rekap perhitungan insentif UKM, lemari 2" in listed
    assert "# Belum ada: Kuitansi penerimaan dana." in listed
    assert listed.count("PRATINJAU: belum diterbitkan") == 2 * (len(kinds) - 2)
    assert Dokumen.objects.count() == 2
    for row in Dokumen.objects.all():
        assert row.nomor in listed


def test_the_same_folder_has_the_same_bytes(client: Client, paid: Pengajuan) -> None:
    issued(paid)
    auditor(client, paid)
    assert folder(client, paid) == folder(client, paid)
    assert Dokumen.objects.count() == 1
    assert AuditEntry.objects.filter(action="dokumen.unduh").count() == 2
    assert list(audit.verify()) == []


def test_what_is_in_the_folder_is_what_is_downloaded_alone(client: Client, paid: Pengajuan) -> None:
    issued(paid)
    body = folder(auditor(client, paid), paid)
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        assert archive.read("dokumen/03-rekap.pdf") == client.get(url(paid)).content


def test_a_lost_file_is_named_and_does_not_stop_the_folder(
    client: Client, approved: Pengajuan
) -> None:
    default_storage.delete(approved.berkas.get().berkas.path)
    with zipfile.ZipFile(io.BytesIO(folder(auditor(client, approved), approved))) as archive:
        listed = archive.read(folders.CONTENTS).decode()
    assert "# HILANG ATAU RUSAK  data-dukung/01-serapan-serapan.pdf" in listed


def test_a_draft_has_a_folder_with_its_list_alone(client: Client) -> None:
    month = make_month()
    with zipfile.ZipFile(io.BytesIO(folder(auditor(client, month), month))) as archive:
        assert archive.namelist() == [folders.CONTENTS]
        assert archive.read(folders.CONTENTS).decode().count("# Belum ada") == 9


def test_a_folder_too_large_is_refused_in_words(
    client: Client, monkeypatch: pytest.MonkeyPatch, approved: Pengajuan
) -> None:
    monkeypatch.setattr(folders, "MAX_SIZE", 10)
    address = reverse("insentif:spj_zip", args=[approved.pk])
    page = auditor(client, approved).get(address, follow=True)
    assert "Unduh dokumen dan berkasnya satu per satu" in page.content.decode()
    assert not Dokumen.objects.exists()


def test_a_name_of_a_file_cannot_leave_the_folder() -> None:
    for name in ("../../etc/passwd.pdf", "C:\\a\\b.pdf", "é/ü .pdf", "….pdf", "x\n y.pdf"):
        path = folders.place("data-dukung", 1, "lain", StoredFile(name=name, kind="pdf"))
        assert path.startswith("data-dukung/01-lain-")
        assert path.count("/") == 1
        assert ".." not in path
        assert path.isascii()
        assert path.endswith(".pdf")
