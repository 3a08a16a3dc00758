"""Registers: one form for all kinds, kept by those whose they are, due when they say so."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.datastructures import MultiValueDict

from tests.factories.akun import make_access, make_membership, sign_in
from tests.factories.jamkesda import make_ppk
from tests.factories.miskol import picture
from tests.factories.wilayah import make_kabupaten, make_unit
from tests.jamkesda.test_peserta_surat import at_upt
from upaya.core.access import Access
from upaya.core.limits import Limit
from upaya.core.models import AuditEntry
from upaya.jamkesda.register import services
from upaya.jamkesda.register.forms import CatatanForm
from upaya.jamkesda.register.models import CatatanRegister
from upaya.jamkesda.register.views import tasks
from upaya.rules.jamkesda import peran
from upaya.rules.jamkesda.register import MACAM, Bentuk, Macam
from upaya.wilayah.models import Unit

pytestmark = pytest.mark.django_db
SAMPLE = {
    Bentuk.TEKS: "Komputer loket 1", Bentuk.PANJANG: "Tiga orang, dr. Ni'mah, Sp.A.",
    Bentuk.TANGGAL: "2022-06-01", Bentuk.BILANGAN: "0", Bentuk.RUPIAH: "12.500.000",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _day(settings: Any) -> None:  # noqa: ANN401 - pytest-django's
    settings.BUSINESS_DATE = date(2022, 11, 3)


@pytest.fixture
def admin() -> Access:
    return at_upt(peran.ADMIN_UPT)


def typed(macam: Macam, **more: str) -> dict[str, str]:
    said = {one.nama: SAMPLE.get(one.bentuk) or one.pilihan[0] for one in macam.isian}
    return {"kunci": str(uuid4())} | said | more


def row(macam: str, unit: int, access: Access, **more: str) -> CatatanRegister:
    kind, said = MACAM[macam], QueryDict(mutable=True)
    said.update(typed(kind, **more))
    owner = Unit.objects.get(pk=unit)
    form = CatatanForm(said, macam=kind, pemilik=[owner])
    assert form.is_valid(), form.errors
    return services.catat(access, form.cleaned_data["kunci"], kind, unit, form.isi)


@pytest.mark.budget(12, "eight registers, each opened, written and exported")
def test_every_register_is_written_listed_and_exported_by_the_same_pages(admin: Access) -> None:
    desk = sign_in(
        Client(), make_membership(peran.ADMIN_UPT, Unit.objects.get(pk=admin.scope.unit or 0))
    )
    page = desk.get("/jamkesda/register/").content.decode()
    for kind in MACAM.values():
        assert kind.pasal in page
        at = f"/jamkesda/register/{kind.kode}/"
        assert desk.post(f"{at}catat/", {"kunci": str(uuid4())}).status_code == 422
        sent = typed(kind, unit=str(admin.scope.unit or 0))
        berkas = SimpleUploadedFile("sk.png", picture().read())
        answer = desk.post(f"{at}catat/", {**sent, "berkas": berkas}, follow=True)
        made = CatatanRegister.objects.get(macam=kind.kode)
        assert made.nama == "Komputer loket 1", answer.content.decode()
        assert "sk.png" in answer.content.decode()
        assert desk.get(f"/jamkesda/register/catatan/{made.pk}/berkas/").status_code == 200
        assert "Komputer loket 1" in desk.get(at).content.decode()
        assert desk.get(f"{at}?ekspor=csv").status_code == 200
    assert CatatanRegister.objects.count() == len(MACAM) == 8


def test_a_row_is_changed_with_its_fields_named_and_put_away_with_a_reason(admin: Access) -> None:
    made = row("pembiayaan", admin.scope.unit or 0, admin)
    assert made.isi["anggaran"] == 12_500_000
    services.ubah(made.pk, admin, made.isi)
    services.ubah(made.pk, admin, made.isi | {"realisasi": 0})
    assert AuditEntry.objects.get(action="register.ubah").detail["isian"] == ["realisasi"]
    with pytest.raises(ValidationError):
        services.arsipkan(made.pk, admin, "x")
    services.arsipkan(made.pk, admin, "Anggarannya dipindah ke tahun depan.")
    services.arsipkan(made.pk, admin, "Alasan kedua yang datang kemudian.")
    made.refresh_from_db()
    assert made.alasan == "Anggarannya dipindah ke tahun depan."
    with pytest.raises(ValidationError, match="diarsipkan"):
        services.ubah(made.pk, admin, made.isi | {"realisasi": 1})


def test_a_ppk_keeps_its_own_and_not_those_of_the_upt(admin: Access) -> None:
    ppk, other = make_ppk().unit, make_ppk(nama="RS Lain").unit
    head = make_access(peran.KEPALA_PPK, ppk)
    own = row("infrastruktur", ppk.pk, head)
    far = row("infrastruktur", other.pk, admin)
    seen = CatatanRegister.objects.for_scope(head.scope)
    assert {one.pk for one in seen} == {own.pk}
    with pytest.raises(ValidationError, match="tidak dicatat unit itu"):
        row("tata-kelola", ppk.pk, head)
    with pytest.raises(ValidationError, match="tidak dicatat unit itu"):
        row("infrastruktur", other.pk, head)
    desk = sign_in(Client(), make_membership(peran.KEPALA_PPK, ppk))
    assert desk.get(f"/jamkesda/register/catatan/{far.pk}/").status_code == 404
    assert desk.get("/jamkesda/register/tata-kelola/catat/").status_code == 302
    away = make_unit("upt", make_kabupaten("35.10"), nama="UPT Lain")
    elsewhere = sign_in(Client(), make_membership(peran.ADMIN_UPT, away))
    assert elsewhere.get(f"/jamkesda/register/catatan/{own.pk}/").status_code == 404


def test_what_is_due_stands_in_the_inbox_until_it_came(admin: Access) -> None:
    ppk = make_ppk().unit
    head = make_access(peran.KEPALA_PPK, ppk)
    due = row("data", ppk.pk, admin, jatuh_tempo="2022-11-10", diterima="")
    row("data", ppk.pk, admin, jatuh_tempo="2022-11-30", diterima="")  # not yet
    row("data", ppk.pk, admin, jatuh_tempo="2022-11-01", diterima="2022-11-02")
    old = row("infrastruktur", ppk.pk, admin, diperiksa="2022-04-01")
    for access in (admin, head):
        found = list(tasks(access))
        assert [one.terlambat for one in found] == [True, False]
        assert {one.alamat.split("/")[-2] for one in found} == {str(due.pk), str(old.pk)}
    services.ubah(due.pk, admin, due.isi | {"diterima": "2022-11-03"})
    assert len(list(tasks(admin))) == 1
    assert list(tasks(make_access(peran.PETUGAS_KLAIM, ppk))) == []


def test_the_same_form_twice_is_one_and_a_day_to_come_is_refused(admin: Access) -> None:
    unit, key = admin.scope.unit or 0, UUID(int=9)
    first = row("pelatihan", unit, admin, kunci=str(key))
    assert row("pelatihan", unit, admin, kunci=str(key)).pk == first.pk
    kind, said = MACAM["data"], QueryDict(mutable=True)
    said.update(typed(kind, diterima="2022-12-01"))
    form = CatatanForm(said, macam=kind, pemilik=[Unit.objects.get(pk=unit)])
    assert form.errors["diterima"] == ["Tanggalnya belum tiba."]


def test_governance_is_read_by_everybody_and_nothing_else_is(admin: Access) -> None:
    unit = admin.scope.unit or 0
    row("tata-kelola", unit, admin, tentang="Jam layanan loket", ringkasan="Buka pukul tujuh.")
    row("pembiayaan", unit, admin, uraian="Honor rahasia")
    gone = row("tata-kelola", unit, admin, tentang="Ketentuan lama")
    services.arsipkan(gone.pk, admin, "Diganti ketentuan yang baru.")
    page = Client().get("/jamkesda/umum/64.09/peraturan/").content.decode()
    assert "Jam layanan loket" in page
    assert "Honor rahasia" not in page
    assert "Ketentuan lama" not in page


AT = "/jamkesda/umum/64.09/peraturan/"


def published(admin: Access, macam: str, **more: str) -> CatatanRegister:
    """A row whose paper everybody may have."""
    kind, said = MACAM[macam], QueryDict(mutable=True)
    said.update(typed(kind, umum="on", **more))
    sent: MultiValueDict[str, Any] = MultiValueDict({"berkas": [picture("pedoman.png")]})
    unit = admin.scope.unit or 0
    form = CatatanForm(said, sent, macam=kind, pemilik=[Unit.objects.get(pk=unit)])
    assert form.is_valid(), form.errors
    given = form.cleaned_data
    return services.catat(
        admin, given["kunci"], kind, unit, form.isi, given["berkas"], umum=form.umum
    )


@pytest.mark.parametrize("macam", ["tata-kelola", "peraturan"])
def test_a_paper_that_was_declared_public_is_downloaded_by_everybody(
    admin: Access, macam: str
) -> None:
    made = published(admin, macam)
    page = Client().get(AT).content.decode()
    assert f'href="{AT}{made.pk}/"' in page
    answer = Client().get(f"{AT}{made.pk}/")
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
    assert made.berkas is not None
    assert hashlib.sha256(answer.content).hexdigest() == made.berkas.sha256
    assert answer["Content-Disposition"] == 'attachment; filename="pedoman.png"'
    assert answer["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert answer["X-Content-Type-Options"] == "nosniff"
    for other in ("35.10", "64.08"):
        assert Client().get(f"/jamkesda/umum/{other}/peraturan/{made.pk}/").status_code == 404
    entry = AuditEntry.objects.filter(action="jamkesda.register_tulis").latest("pk")
    assert entry.detail["terbitan"] is True


def test_what_was_not_declared_or_is_no_longer_public_is_not_there(admin: Access) -> None:
    unit = admin.scope.unit or 0
    made = published(admin, "peraturan")
    closed = services.catat(
        admin, uuid4(), MACAM["peraturan"], unit, made.isi, picture("rancangan.png")
    )
    bare = row("tata-kelola", unit, admin)
    page = Client().get(AT).content.decode()
    assert "rancangan.png" not in page
    for one in (closed, bare):
        assert Client().get(f"{AT}{one.pk}/").status_code == 404
    with pytest.raises(ValidationError, match="Pilih dahulu berkasnya"):
        services.ubah(bare.pk, admin, bare.isi, umum=True)
    with pytest.raises(ValidationError, match="Pilih dahulu berkasnya"):
        services.catat(
            admin, uuid4(), MACAM["pembiayaan"], unit,
            row("pembiayaan", unit, admin).isi, picture(), umum=True,
        )  # fmt: skip
    # Another paper in its place is the one that everybody gets; without the word nobody does.
    again = services.ubah(made.pk, admin, made.isi, picture("baru.png"), umum=True)
    assert (again.terbitan or {})["nama"] == "baru.png"
    assert "baru.png" in Client().get(AT).content.decode()
    services.ubah(made.pk, admin, made.isi)
    assert Client().get(f"{AT}{made.pk}/").status_code == 404
    services.ubah(made.pk, admin, made.isi, umum=True)
    services.arsipkan(made.pk, admin, "Diganti peraturan yang baru.")
    assert Client().get(f"{AT}{made.pk}/").status_code == 404


def test_one_address_gets_only_so_many_papers_in_a_minute(
    admin: Access, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = published(admin, "peraturan")
    few = Limit("uji-unduh", amount=1, seconds=10**9)
    monkeypatch.setattr("upaya.jamkesda.umum.views.halaman._FILES", few)
    assert Client().get(f"{AT}{made.pk + 1}/").status_code == 404  # nothing is read for it
    assert Client().get(f"{AT}{made.pk}/").status_code == 200
    late = Client().get(f"{AT}{made.pk}/")
    assert (late.status_code, "Terlalu sering" in late.content.decode()) == (429, True)


def test_a_public_paper_that_was_altered_on_the_disk_is_not_given_out(admin: Access) -> None:
    made = published(admin, "peraturan")
    assert made.berkas is not None
    default_storage.delete(made.berkas.path)
    default_storage.save(made.berkas.path, ContentFile(b"lain"))
    assert Client().get(f"{AT}{made.pk}/").status_code == 404


def test_the_word_and_its_paper_are_given_by_the_form(admin: Access) -> None:
    desk = sign_in(
        Client(), make_membership(peran.ADMIN_UPT, Unit.objects.get(pk=admin.scope.unit or 0))
    )
    kind = MACAM["peraturan"]
    at = "/jamkesda/register/peraturan/catat/"
    refused = desk.post(at, typed(kind, umum="on"))
    assert "Pilih berkas yang boleh diunduh siapa pun." in refused.content.decode()
    evil = SimpleUploadedFile("pedoman.pdf", b"<script>alert(1)</script>", "application/pdf")
    assert desk.post(at, {**typed(kind, umum="on"), "berkas": evil}).status_code == 422
    sent = {**typed(kind, umum="on"), "berkas": picture("pedoman.png")}
    said = desk.post(at, sent, follow=True).content.decode()
    assert "boleh diunduh siapa pun" in said
    made = CatatanRegister.objects.get()
    change = f"/jamkesda/register/catatan/{made.pk}/ubah/"
    said = desk.post(change, typed(kind), follow=True).content.decode()
    assert "hanya bagi yang masuk" in said
    made.refresh_from_db()
    assert (made.terbitan, made.berkas_id is not None) == (None, True)


def test_a_list_asks_as_often_for_many_rows_as_for_few(admin: Access) -> None:
    desk = sign_in(
        Client(), make_membership(peran.ADMIN_UPT, Unit.objects.get(pk=admin.scope.unit or 0))
    )
    counts = []
    desk.get("/jamkesda/register/")  # a session is written down once
    for _ in range(2):
        for number in range(6):
            row("sosialisasi", admin.scope.unit or 0, admin, kegiatan=f"Pertemuan {number}")
        with CaptureQueriesContext(connection) as seen:
            desk.get("/jamkesda/register/sosialisasi/")
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 15
