"""What citizens say: a complaint with its ticket, and how care was judged."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client

from tests.factories.akun import make_membership, sign_in
from tests.factories.jamkesda import bare_surat, make_desa, make_peserta, make_ppk, make_warga
from tests.factories.miskol import picture
from tests.factories.tantangan import solved
from tests.factories.wilayah import make_kabupaten, make_unit
from tests.jamkesda.test_peserta_surat import at_upt
from upaya.core.models import StoredFile
from upaya.jamkesda.aduan import services
from upaya.jamkesda.aduan.models import Aduan, UmpanBalik
from upaya.jamkesda.aduan.views import tasks
from upaya.jamkesda.peserta.models import Peserta
from upaya.jamkesda.surat.papers import address_of
from upaya.jamkesda.umum import tantangan
from upaya.rules.jamkesda import peran, road
from upaya.wilayah.models import Unit

AT = "/jamkesda/umum/64.09/"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day(settings: Any) -> Iterator[None]:  # noqa: ANN401 - pytest-django's
    settings.BUSINESS_DATE = date(2022, 11, 3)
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def upt() -> Unit:
    dinas = make_unit("dinas", make_kabupaten("64.09"), nama="Dinas Kesehatan")
    return make_unit("upt", below=dinas, nama="UPT Jamkesda")


@pytest.fixture
def member(upt: Unit) -> Peserta:
    return make_peserta(make_warga(make_desa(), "Hj. Siti Ma'rifah, S.Pd."))


# ------------------------------------------------------------------ complaints
def said(**more: object) -> dict[str, object]:
    given: dict[str, object] = {"jenis": "aduan", "uraian": "Obat habis sejak hari Senin."}
    return given | solved(tantangan.today()) | more


def test_a_complaint_gets_a_ticket_is_answered_and_read_without_an_account(upt: Unit) -> None:
    client, head = Client(), make_membership(peran.KEPALA_UPT, upt)
    sent = said(
        nama="Ibu Ni'mah", kontak="0812", berkas=SimpleUploadedFile("a.png", picture().read())
    )
    page = client.post(f"{AT}pengaduan/", sent, follow=True)
    made = Aduan.objects.get()
    assert page.redirect_chain[-1][0] == f"{AT}tiket/{made.tiket}/"
    assert "menunggu jawaban" in page.content.decode()
    assert "10 November 2022" in page.content.decode()  # five working days, said beforehand
    assert "Obat habis" not in page.content.decode()
    desk = sign_in(Client(), head)
    assert "Jawab pengaduan warga." in desk.get("/").content.decode() or [*tasks(head.access())]
    assert "Ibu Ni&#x27;mah" in desk.get(f"/jamkesda/aduan/{made.pk}/").content.decode()
    assert desk.get(f"/jamkesda/aduan/{made.pk}/lampiran/").status_code == 200
    empty = desk.post(f"/jamkesda/aduan/{made.pk}/jawab/", {"jawaban": "ok"})
    assert empty.status_code == 422
    desk.post(f"/jamkesda/aduan/{made.pk}/jawab/", {"jawaban": "Obatnya sudah datang hari ini."})
    found = client.get(f"{AT}tiket/{made.tiket}/").content.decode()
    assert "Obatnya sudah datang hari ini." in found
    assert [*tasks(head.access())] == []
    with pytest.raises(ValidationError, match="sudah dijawab"):
        services.jawab(made.pk, head.access(), "Jawaban yang lain sama sekali.")


def test_the_same_form_twice_is_one_and_a_workbook_is_refused(upt: Unit) -> None:
    client, first, files = Client(), said(), StoredFile.objects.count()
    client.post(f"{AT}pengaduan/", first)
    client.post(f"{AT}pengaduan/", first)
    assert Aduan.objects.count() == 1
    bad = client.post(f"{AT}pengaduan/", said(berkas=SimpleUploadedFile("a.png", b"MZ bukan")))
    assert bad.status_code == 422
    assert "Obat habis sejak hari Senin." in bad.content.decode()
    assert (Aduan.objects.count(), StoredFile.objects.count()) == (1, files)


def test_who_holds_no_ticket_learns_nothing(upt: Unit) -> None:
    made = services.kirim(upt.pk, services.Kiriman("aduan", "Rahasia sekali", "", "", None, "x"))
    other = Client().get(f"{AT}tiket/AD-2222-2222/")
    assert (other.status_code, "tidak dikenal" in other.content.decode()) == (200, True)
    away = make_unit("upt", make_kabupaten("35.10"), nama="UPT Lain")
    assert away.kabupaten_id == "35.10"
    page = Client().get(f"/jamkesda/umum/35.10/tiket/{made.tiket}/").content.decode()
    assert "tidak dikenal" in page
    assert Client().get("/jamkesda/umum/99.99/").status_code == 404
    clerk = sign_in(Client(), make_membership(peran.KEPALA_PPK, make_ppk().unit))
    assert clerk.get(f"/jamkesda/aduan/{made.pk}/").status_code == 404
    head = sign_in(Client(), make_membership(peran.KEPALA_UPT, away))
    assert head.get(f"/jamkesda/aduan/{made.pk}/").status_code == 404


def test_a_ticket_is_printed_with_the_office_and_the_way_to_its_answer(upt: Unit) -> None:
    made = services.kirim(
        upt.pk, services.Kiriman("aduan", "Rahasia sekali", "Ibu Ni'mah", "0812", None, "x")
    )
    page = Client().get(f"{AT}tiket/{made.tiket}/").content.decode()
    paper = page.partition('<main id="isi"')[2].partition("</main>")[0]
    button = re.search(r"<button[^>]*\bdata-cetak\b[^>]*>(.*?)</button>", paper, re.DOTALL)
    assert button is not None
    assert "Cetak tanda terima" in button.group(1)
    (line,) = re.findall(r'<p class="print-only">(.*?)</p>', paper, re.DOTALL)
    assert line.startswith(upt.nama)
    assert line.endswith(f"{AT}tiket/{made.tiket}/")
    for secret in ("Rahasia", "Ni&#x27;mah", "0812"):
        assert secret not in paper
    unknown = Client().get(f"{AT}tiket/AD-2222-2222/").content.decode()
    assert "data-cetak" not in unknown.partition('<main id="isi"')[2]


@pytest.mark.parametrize("typed", ["é", "١٢٣٤", "AD-7KXQ-22MÉ", "ad 7kxq 22mb", "-"])
def test_a_number_with_letters_that_no_ticket_has_is_looked_up_all_the_same(
    typed: str, upt: Unit
) -> None:
    page = Client().get(f"{AT}tiket/", {"tiket": typed}, follow=True)
    assert page.status_code == 200
    assert "tidak dikenal" in page.content.decode()


# ------------------------------------------------------------------ feedback
GOOD = {
    "dilayani": "ya", "diminta_bayar": "tidak", "obat_diresepkan": "tidak", "nilai": "5",
}  # fmt: skip


def test_asked_to_pay_opens_a_task_and_a_letter_is_judged_once(member: Peserta, upt: Unit) -> None:
    letter, head = bare_surat(make_ppk(), member, road.SELESAI), at_upt(peran.KEPALA_UPT)
    at = f"/surat-jaminan/{letter.kode}/nilai/"
    client = Client()
    page = client.post(at, GOOD | {"diminta_bayar": "ya"} | solved(tantangan.today()), follow=True)
    assert "Jawaban Anda tersimpan" in page.content.decode()
    assert UmpanBalik.objects.get().diminta_bayar
    (task,) = tasks(head)
    assert task.judul == "Tindak lanjuti pasien yang diminta membayar."
    again = client.post(at, GOOD | solved(tantangan.today()))
    assert services.ONCE in again.content.decode() or "sudah dinilai" in again.content.decode()
    assert UmpanBalik.objects.count() == Aduan.objects.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        UmpanBalik.objects.filter(pk__gt=0).update(nilai=1)


def test_a_good_judgement_opens_nothing_and_a_half_one_is_asked_again(
    member: Peserta, upt: Unit
) -> None:
    letter = bare_surat(make_ppk(), member, road.TERBIT)
    at = f"/surat-jaminan/{letter.kode}/nilai/"
    half = Client().post(at, GOOD | {"obat_diresepkan": "ya"} | solved(tantangan.today()))
    assert half.status_code == 422
    Client().post(at, GOOD | solved(tantangan.today()))
    assert (UmpanBalik.objects.count(), Aduan.objects.count()) == (1, 0)
    unknown = Client().post("/surat-jaminan/tidakada/nilai/", GOOD | solved(tantangan.today()))
    assert "tidak dikenal" in unknown.content.decode()
    assert letter.kode in address_of(letter.kode)


def test_the_questions_tell_no_more_letters_than_the_check_of_letters_does(
    member: Peserta, upt: Unit
) -> None:
    letter, client = bare_surat(make_ppk(), member, road.TERBIT), Client()
    amount = tantangan.per_alamat().amount
    answers = [client.get(f"/surat-jaminan/tebakan{n}/nilai/").status_code for n in range(amount)]
    assert set(answers) == {200}
    shut = client.get(f"/surat-jaminan/{letter.kode}/nilai/")
    assert (shut.status_code, bool(shut["Retry-After"])) == (429, True)
    assert client.get(f"/surat-jaminan/{letter.kode}/").status_code == 200
