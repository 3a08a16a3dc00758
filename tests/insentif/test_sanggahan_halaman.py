"""Objections: who may, the mail, the list, and what the database promises."""

import io
from collections.abc import Callable

import openpyxl
import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.arrangements import Own
from tests.factories.akun import make_membership, make_user, sign_in
from tests.factories.insentif import make_month, make_team
from tests.factories.pegawai import make_penetapan, make_petugas
from tests.factories.peran import ROLES
from tests.factories.sanggahan import make_person, make_sanggahan, share_of
from tests.factories.wilayah import make_dinas, make_kabupaten, make_puskesmas
from tests.insentif.objections import KATA, Case, head, write
from upaya.core import clock
from upaya.core.registry import registry
from upaya.insentif.bulan.inbox import tasks_for
from upaya.insentif.izin import IzinInsentif
from upaya.insentif.sanggahan import services as sanggahan
from upaya.insentif.sanggahan.models import Pokok
from upaya.rules.kesehatan import AUDITOR, KEPALA_PUSKESMAS, PETUGAS, VERIFIKATOR_DINAS
from upaya.rules.roles import Reach, Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(own_submitted: Own) -> Case:
    """An officer, the own share, the month."""
    membership, officer, month = own_submitted
    return membership, share_of(month, officer), month


# ------------------------------------------------------------------ who
def test_nobody_answers_the_own_objection() -> None:
    unit = make_puskesmas()
    month_team = make_team(unit)
    officer = make_petugas(unit, "Kepala Rekaan", user=month_team.kepala.user)
    make_penetapan(officer)
    make_membership(PETUGAS, unit, month_team.kepala.user)
    month = make_month(unit, status="diajukan", officers=3)
    row = make_sanggahan(share_of(month, officer))
    kepala = head(month)
    assert [t for t in tasks_for(month_team.kepala.access()) if "sanggahan" in t.judul] == []
    page = kepala.get(f"/sanggahan/{row.pk}/")
    assert page.context["form"] is None
    assert "milik Anda sendiri" in page.content.decode()
    reply = {"putusan": "diterima", "jawaban": "Saya setuju dengan saya."}
    answer = kepala.post(f"/sanggahan/{row.pk}/jawab/", reply)
    assert answer.status_code == 422
    assert "harus dari orang lain" in answer.content.decode()

    other = make_membership(KEPALA_PUSKESMAS, unit)
    assert len([t for t in tasks_for(other.access()) if "sanggahan" in t.judul]) == 1
    client = sign_in(Client(), other)
    assert client.post(f"/sanggahan/{row.pk}/jawab/", reply).status_code == 302


@pytest.mark.parametrize("role", ROLES)
def test_who_reads_and_who_answers(case: Case, role: Role) -> None:
    _, share, month = case
    row = make_sanggahan(share)
    unit = month.puskesmas if role.reach in {Reach.UNIT, Reach.PERSON} else None
    client = sign_in(Client(), make_membership(role, unit))
    allowed = registry().matrix[role]
    listed, page = client.get("/sanggahan/"), client.get(f"/sanggahan/{row.pk}/")
    if IzinInsentif.SANGGAHAN_LIHAT in allowed:
        assert (listed.status_code, page.status_code) == (200, 200)
        text = page.content.decode()
        assert row.uraian in text
        assert share.petugas.rekening[-4:] not in text
        assert ("Kirim jawaban" in text) == (role == KEPALA_PUSKESMAS)
    else:
        assert listed.status_code == 403
        assert page.status_code in {403, 404}
    if IzinInsentif.SANGGAHAN_JAWAB not in allowed:
        reply = {"putusan": "diterima", "jawaban": "Ya."}
        assert client.post(f"/sanggahan/{row.pk}/jawab/", reply).status_code in {403, 404}
        row.refresh_from_db()
        assert row.terbuka


def test_others_do_not_exist(case: Case) -> None:
    _, share, month = case
    row = make_sanggahan(share)
    colleague, _ = make_person(nama="Rekan Satu Puskesmas")
    client = sign_in(Client(), colleague)
    for address in (f"/slip/sanggahan/{row.pk}/", f"/slip/{share.pk}/sanggah/"):
        assert client.get(address).status_code == 404
    assert client.post(f"/slip/sanggahan/{row.pk}/cabut/").status_code == 404
    assert write(client, share).status_code == 404

    besuki = sign_in(Client(), make_team(make_puskesmas("Besuki")).kepala)
    far = make_dinas(make_kabupaten("35.10"))
    for stranger in (besuki, sign_in(Client(), make_membership(VERIFIKATOR_DINAS, far))):
        assert stranger.get(f"/sanggahan/{row.pk}/").status_code == 404
        assert stranger.get("/sanggahan/").context["tabel"].page.paginator.count == 0
    reply = {"putusan": "diterima", "jawaban": "Ya."}
    assert besuki.post(f"/sanggahan/{row.pk}/jawab/", reply).status_code == 404
    row.refresh_from_db()
    assert (row.terbuka, month.sanggahan.count()) == (True, 1)


# ------------------------------------------------------------------ mail
@pytest.mark.django_db(transaction=True)
def test_mail_goes_to_the_head_and_back_to_the_officer_without_the_words(case: Case) -> None:
    _, share, month = case
    mail.outbox.clear()
    row = make_sanggahan(share, KATA)
    (told,) = mail.outbox
    assert told.to == [make_team(month.puskesmas).kepala.user.email]
    assert f"/sanggahan/{row.pk}/" in told.body
    assert KATA not in told.body

    mail.outbox.clear()
    sanggahan.answer(row.pk, make_team(month.puskesmas).kepala.access(), "dijelaskan", "Begini.")
    (told,) = mail.outbox
    assert share.petugas.user is not None
    assert told.to == [share.petugas.user.email]
    assert f"/slip/sanggahan/{row.pk}/" in told.body
    assert "Begini." not in told.body


# ------------------------------------------------------------------ the list
def test_the_list_filters_sorts_and_exports(case: Case) -> None:
    _, share, month = case
    make_sanggahan(share, KATA, pokok=Pokok.BOBOT, status="dijelaskan")
    _, other = make_person(make_puskesmas("Besuki"), "Budi Rekaan")
    elsewhere = make_month(other.puskesmas, "2022-09", status="diajukan")
    make_sanggahan(share_of(elsewhere, other))
    client = sign_in(Client(), make_membership(AUDITOR))

    def names(**query: str) -> list[str]:
        page = client.get("/sanggahan/", query).context["tabel"].page
        found = [row.petugas.nama for row in page.object_list]
        return [name for name in found if name in {"Budi Rekaan", "Siti Rekaan"}]

    assert names() == ["Budi Rekaan", "Siti Rekaan"]
    assert names(urut="petugas") == ["Budi Rekaan", "Siti Rekaan"]
    assert names(urut="-petugas") == ["Siti Rekaan", "Budi Rekaan"]
    assert names(status="terbuka") == ["Budi Rekaan"]
    assert names(pokok="bobot") == ["Siti Rekaan"]
    assert names(bulan="2022-08") == ["Siti Rekaan"]
    assert names(nama="budi") == ["Budi Rekaan"]
    assert names(puskesmas="besu") == ["Budi Rekaan"]
    assert names(bulan="agustus") == ["Budi Rekaan", "Siti Rekaan"]
    page = client.get("/sanggahan/?bulan=agustus").content.decode()
    assert "tidak terbaca sebagai bulan; tulis seperti Agustus 2022" in page
    book = openpyxl.load_workbook(io.BytesIO(client.get("/sanggahan/?ekspor=xlsx").content))
    cells = [str(cell) for line in book.active.values for cell in line]  # type: ignore[union-attr]
    assert KATA in cells
    assert "Sudah diperiksa dengan daftar hadir." in cells
    assert "puskesmas" not in head(month).get("/sanggahan/").context["tabel"].filters.fields


def test_the_month_leads_to_its_objections(case: Case) -> None:
    _, share, month = case
    address = f"/insentif/{month.pk}/hasil/"
    assert "sanggahan petugas" not in head(month).get(address).content.decode()
    make_sanggahan(share)
    text = head(month).get(address).content.decode()
    assert "Baca 1 sanggahan petugas" in text
    assert "1 menunggu jawaban" in text
    team = sign_in(Client(), make_team(month.puskesmas).tim)
    assert "sanggahan petugas" not in team.get(address).content.decode()


def test_lists_ask_a_fixed_number_of_queries(
    django_assert_max_num_queries: Callable[[int], CaptureQueriesContext],
) -> None:
    unit = make_puskesmas()
    people = [make_person(unit, f"Petugas {number}") for number in range(6)]
    month = make_month(unit, status="diajukan", officers=6)
    for _, officer in people:
        make_sanggahan(share_of(month, officer))
    kepala = head(month)
    kepala.get("/tugas/")
    with django_assert_max_num_queries(10):
        assert kepala.get("/sanggahan/").context["tabel"].page.paginator.count == 6
    access = make_team(unit).kepala.access()
    with django_assert_max_num_queries(5):
        assert len(tasks_for(access)) == 6
    row = month.sanggahan.earliest("pk")
    with django_assert_max_num_queries(10):
        kepala.get(f"/sanggahan/{row.pk}/")


# ------------------------------------------------------------------ the database says so too
def broken(**values: object) -> dict[str, object]:
    return values


@pytest.mark.parametrize(
    "values",
    [
        broken(uraian=""),
        broken(pokok="tidak_ada"),
        broken(status="ditolak"),
        broken(status="diterima"),
        broken(status="dijelaskan", jawaban="Ya."),
        broken(jawaban="Ya."),
        broken(status="dicabut"),
        broken(dicabut_pada="kini"),
        broken(status="diterima", jawaban="", dijawab_oleh="lain", dijawab_pada="kini"),
        broken(status="diterima", jawaban="Ya.", dijawab_oleh="sendiri", dijawab_pada="kini"),
        broken(
            status="diterima", jawaban="Ya.", dijawab_oleh="lain", dijawab_pada="kini",
            dicabut_oleh="lain", dicabut_pada="kini",
        ),
    ],
)  # fmt: skip
def test_no_half_objection_is_kept(case: Case, values: dict[str, object]) -> None:
    _, share, _ = case
    row = make_sanggahan(share)
    words = {"kini": clock.now(), "lain": make_user(), "sendiri": row.diajukan_oleh}
    for name, value in values.items():
        setattr(row, name, words.get(str(value), value))
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_one_open_objection_for_each_officer_and_month(case: Case) -> None:
    _, share, _ = case
    row = make_sanggahan(share)
    row.pk = None
    row._state.adding = True
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()
    row.status, row.dicabut_oleh, row.dicabut_pada = "dicabut", make_user(), clock.now()
    row.save()
    assert share.sanggahan.count() == 2
