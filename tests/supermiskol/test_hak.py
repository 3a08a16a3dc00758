"""What a family asks for without an account: how it stands, an objection, a correction."""

from __future__ import annotations

import logging
import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import FieldError, ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError
from django.test import Client

from tests.factories.akun import make_access, make_membership, sign_in
from tests.factories.miskol import Team, make_request, make_village
from tests.factories.wilayah import make_kabupaten, make_unit
from tests.supermiskol.people import Person
from upaya.core.models import AuditEntry
from upaya.rules.kesehatan import AUDITOR
from upaya.rules.supermiskol import road
from upaya.rules.supermiskol.keluarga import DIPUTUS, KABAR
from upaya.supermiskol.hak import inbox, queries, services
from upaya.supermiskol.hak.akses import Lihatan
from upaya.supermiskol.hak.models import PermintaanHak
from upaya.supermiskol.permohonan.models import Permohonan

pytestmark = pytest.mark.django_db

SAYA = "/surat-miskin/saya/"
WHY = "Rumah kami rusak sejak banjir bulan lalu."
REPLY = "Petugas akan melihat rumah Anda lagi bersama tim."


@pytest.fixture(autouse=True)
def _day(settings: object) -> None:
    settings.BUSINESS_DATE = date(2022, 11, 3)  # type: ignore[attr-defined] # Django's settings


def enter(case: Permohonan, *, tiket: str = "", lahir: object = "") -> tuple[Client, str, int]:
    client = Client()
    sent = {"tiket": tiket or case.tiket, "lahir": lahir or case.tanggal_lahir.isoformat()}
    answer = client.post(SAYA, sent, follow=True)
    page = re.sub(r'value="[^"]*"|CSRFToken": "[^"]*"', "", answer.content.decode())
    return client, page, answer.status_code


def test_plain_words_for_every_status() -> None:
    assert set(KABAR) == set(road.MISKOL.states)
    assert DIPUTUS <= road.SELESAI


def test_a_family_reads_how_it_stands_and_no_data_of_its_own() -> None:
    case = make_request(status=road.DITOLAK)
    client, page, status = enter(case, tiket=case.tiket.lower().replace("-", " "))
    assert status == 200
    assert "Permohonan Anda tidak disetujui" in page
    assert case.putusan.alasan in page
    for secret in (case.nama, case.nik, case.kk, case.alamat, case.faskes):
        assert secret not in page
    assert AuditEntry.objects.filter(action="miskol.keluarga_buka").count() == 1
    entry = AuditEntry.objects.get(action="miskol.keluarga_buka")
    assert (entry.actor_id, entry.detail, entry.subject_id) == (None, {}, str(case.pk))
    assert client.post(f"{SAYA}selesai/").status_code == 302
    assert client.get(f"{SAYA}kabar/").status_code == 302  # the next person begins anew


def test_a_wrong_birth_date_and_an_unknown_number_get_the_same_page_after_the_same_work(
    caplog: pytest.LogCaptureFixture,
) -> None:
    case = make_request()
    said = []
    with caplog.at_level(logging.DEBUG, logger="upaya"):
        for tiket in (case.tiket, "SM-2222-2222"):
            with connection.execute_wrapper(asked := Counted()):
                _, page, status = enter(case, tiket=tiket, lahir="1950-01-01")
            said.append((page.replace(tiket, ""), status, asked.count))
    assert said[0] == said[1]
    assert said[0][1] == 422
    assert not AuditEntry.objects.filter(action="miskol.keluarga_buka").exists()
    assert "1950" not in caplog.text


class Counted:
    """How many questions a page asks."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, execute: object, *args: object) -> object:
        self.count += 1
        return execute(*args)  # type: ignore[operator] # Django's hook


def test_the_birth_date_is_only_compared() -> None:
    case = make_request()
    rows = Permohonan.objects.for_public()
    found = rows.filter(tiket=case.tiket, tanggal_lahir=case.tanggal_lahir).first()
    assert found is not None
    assert "tanggal_lahir" not in found
    for name in ("tanggal_lahir__year", "tanggal_lahir__lt", "tanggal_lahir__in", "nama"):
        with pytest.raises(FieldError):
            rows.filter(**{name: 1980})
    with pytest.raises(FieldError):
        rows.filter(tiket=case.tiket).order_by("tanggal_lahir")


def test_birth_dates_of_one_number_are_not_guessed_from_many_addresses() -> None:
    case = make_request()
    statuses = []
    for number in range(11):
        answer = Client(REMOTE_ADDR=f"203.0.113.{number}").post(
            SAYA, {"tiket": case.tiket, "lahir": f"1950-01-{number + 1:02d}"}
        )
        statuses.append(answer.status_code)
    assert statuses == [422] * 10 + [429]
    # Also with the right date now; another number is not concerned.
    assert enter(case)[2] == 429
    assert enter(make_request(case.desa))[2] == 200


def test_an_objection_goes_to_another_officer_and_its_promise_becomes_a_task() -> None:
    case = make_request(status=road.DITOLAK)
    team = Team(case.desa)
    signer, clerk = team.members[road.PENANDATANGAN], team.members[road.PETUGAS_DINSOS]
    client, _, _ = enter(case)
    sent = {"kunci": str(uuid4()), "uraian": WHY}
    assert client.post(f"{SAYA}keberatan/", sent | {"uraian": "x"}).status_code == 422
    for _ in range(2):  # the button twice
        assert client.post(f"{SAYA}keberatan/", sent).status_code == 302
    row = PermintaanHak.objects.get()
    assert (row.batas.date(), row.pemutus_id) == (date(2022, 11, 8), case.putusan.diputus_oleh_id)
    assert client.post(f"{SAYA}keberatan/", sent | {"kunci": str(uuid4())}).status_code == 422
    # Whoever decided has no task and no form, and the database refuses them too.
    assert list(inbox.tasks(signer.access())) == []
    at = f"/miskol/hak/{row.pk}/"
    assert "Anda ambil sendiri" in Person(signer).page(at)
    yes = {"putusan": "diterima", "jawaban": REPLY}
    promise = {"janji": "Kunjungan ulang bersama tim kecamatan.", "janji_sampai": "2022-11-10"}
    assert Person(signer).post(f"{at}jawab/", **yes, **promise).status_code == 422
    with pytest.raises(IntegrityError, match="hak_dijawab_orang_lain"), transaction.atomic():
        PermintaanHak.objects.filter(pk=row.pk).update(
            status="ditolak", jawaban=REPLY, dijawab_oleh=row.pemutus, dijawab_pada=row.batas
        )
    (task,) = inbox.tasks(clerk.access())
    assert task.judul == "Jawab keberatan keluarga."
    other = Person(clerk)
    assert other.post(f"{at}jawab/", **yes).status_code == 422  # no promise
    late = promise | {"janji_sampai": "2022-12-30"}
    assert other.post(f"{at}jawab/", **yes, **late).status_code == 422
    for _ in range(2):
        assert other.post(f"{at}jawab/", **yes, **promise).status_code == 302
    (task,) = inbox.tasks(clerk.access())
    assert (task.judul, task.tenggat.hari if task.tenggat else None) == (
        "Tepati janji kepada keluarga.",
        date(2022, 11, 10),
    )
    page = client.get(f"{SAYA}kabar/").content.decode()
    assert "Kunjungan ulang bersama tim" in page
    assert (
        other.post(f"{at}penuhi/", pemenuhan="Rumah sudah dilihat lagi kemarin.").status_code == 302
    )
    assert list(inbox.tasks(clerk.access())) == []
    assert "sudah dilakukan 3 November 2022" in client.get(f"{SAYA}kabar/").content.decode()
    with pytest.raises(DatabaseError), transaction.atomic():
        PermintaanHak.objects.filter(pk=row.pk).update(jawaban="Lain.")
    with pytest.raises(DatabaseError), transaction.atomic():
        PermintaanHak.objects.all().delete()


def test_nothing_to_object_to_before_a_decision_against_it() -> None:
    for status in (road.DIVERIFIKASI, road.DISETUJUI):
        with pytest.raises(ValidationError, match="belum ada"):
            services.file_objection(make_request(status=status).pk, uuid4(), WHY)


def test_a_correction_is_made_within_seventy_two_hours_even_after_the_decision(
    settings: object,
) -> None:
    case = make_request(status=road.DISETUJUI)
    clerk = Team(case.desa).members[road.PETUGAS_DINSOS]
    client, _, _ = enter(case)
    sent = {"bidang": "nik", "uraian": ""}

    def ask(**said: object) -> int:
        given = sent | {"kunci": str(uuid4())} | said
        return client.post(f"{SAYA}betulkan/", given).status_code

    right = "9999010203800099"
    assert [ask(seharusnya=""), ask(seharusnya="12"), ask(bidang="lain")] == [422] * 3
    assert ask(bidang="tanggal_lahir", seharusnya="17 Agustus 2080") == 422
    assert ask(seharusnya=right) == 302
    assert ask(seharusnya=right) == 422  # one is open
    row = PermintaanHak.objects.get()
    assert row.batas - row.diajukan_pada == timedelta(hours=72)
    with connection.cursor() as cursor:
        cursor.execute("SELECT seharusnya FROM supermiskol_permintaanhak")
        assert right not in str(cursor.fetchone())
    settings.BUSINESS_DATE = date(2022, 11, 7)  # type: ignore[attr-defined] # Django's settings
    (task,) = inbox.tasks(clerk.access())
    assert task.terlambat
    at = f"/miskol/hak/{row.pk}/"
    assert right in Person(clerk).page(at)
    village = Person(Team(case.desa).members[road.OPERATOR_DESA])
    assert right not in village.page(at)
    assert village.post(f"{at}jawab/", putusan="diterima", jawaban=REPLY).status_code == 403
    before = case.nik_indeks
    assert Person(clerk).post(f"{at}jawab/", putusan="diterima", jawaban=REPLY).status_code == 302
    case.refresh_from_db()
    assert case.nik == right
    assert case.nik_indeks not in {"", before}  # look-alikes are found by the new number
    assert "terlambat dijawab" in Person(clerk).page(at)
    assert right not in str(list(AuditEntry.objects.values("detail")))
    # With nothing open the database holds the data of a decided request again.
    with pytest.raises(DatabaseError), transaction.atomic():
        Permohonan.objects.filter(pk=case.pk).update(nama="Orang lain")


def test_the_letter_itself_only_where_the_district_lets(monkeypatch: pytest.MonkeyPatch) -> None:
    case = make_request(status=road.DISETUJUI)
    client, page, _ = enter(case)
    assert "Unduh surat" not in page
    assert client.get(f"{SAYA}surat/").status_code == 302
    monkeypatch.setattr(queries, "letter_allowed", lambda _: True)
    assert "Unduh surat" in client.get(f"{SAYA}kabar/").content.decode()
    answer = client.get(f"{SAYA}surat/")
    assert answer.content.startswith(b"%PDF")
    assert AuditEntry.objects.filter(action="miskol.keluarga_surat").count() == 1


def test_another_district_does_not_see_them() -> None:
    case = make_request(status=road.DITOLAK)
    row = services.file_objection(case.pk, uuid4(), WHY)
    far = Team(make_village("Panji", "Panji", make_kabupaten("35.12")))
    for role in (road.PETUGAS_DINSOS, road.OPERATOR_DESA):
        assert Person(far.members[role]).client.get(f"/miskol/hak/{row.pk}/").status_code == 404
    near = make_access(road.OPERATOR_DESA, make_village("Tamansari", "Licin", case.kabupaten))
    assert not PermintaanHak.objects.for_scope(near.scope).exists()


def test_who_looked_is_told_by_office_to_the_family_and_by_name_to_the_auditor() -> None:
    case = make_request(status=road.DISETUJUI)
    team = Team(case.desa)
    clerk, village = team.members[road.PETUGAS_DINSOS], team.members[road.OPERATOR_DESA]
    for _ in range(2):  # the same page again on that day is the same row
        Person(clerk).page(f"/miskol/{case.pk}/hasil/")
    Person(village).page(f"/miskol/{case.pk}/pemohon/")
    client = Person(clerk).client
    assert client.get(f"/miskol/berkas/{case.berkas.earliest('pk').pk}/").status_code == 200
    said = set(Lihatan.objects.values_list("user_id", "halaman"))
    assert said == {
        (clerk.user_id, "hasil"),
        (clerk.user_id, "unduh_berkas"),
        (village.user_id, "pemohon"),
    }
    assert Lihatan.objects.count() == 3
    _, page, _ = enter(case)
    assert f"{clerk.unit.nama}: isi berkas, skor dan putusan" in page
    assert clerk.user.name not in page
    auditor = make_membership(AUDITOR, make_unit("dinas", case.kabupaten))
    told = Person(auditor).page(f"/miskol/{case.pk}/hak/")
    assert clerk.user.name in told
    assert clerk.user.name not in Person(village).page(f"/miskol/{case.pk}/hak/")
    with pytest.raises(DatabaseError), transaction.atomic():
        Lihatan.objects.all().delete()


def test_a_family_takes_its_ticket_home_and_nothing_that_names_it(client: Client) -> None:
    case = make_request(status=road.DIAJUKAN)
    team = Team(case.desa)
    address = f"/miskol/{case.pk}/tanda-terima/"
    sign_in(client, team.members[road.OPERATOR_DESA])
    assert address in client.get(f"/miskol/{case.pk}/berkas/").content.decode()
    main = client.get(address).content.decode().partition('<main id="isi"')[2]
    paper = main.partition('<div class="receipt">')[2]
    assert case.tiket in paper
    assert SAYA in paper
    assert "data-cetak" in paper
    for secret in (case.nama, case.nik, case.kk, case.alamat, case.tanggal_lahir.isoformat()):
        assert secret not in paper
    assert Lihatan.objects.filter(permohonan=case, halaman="terima").count() == 1
    sign_in(client, make_membership(road.OPERATOR_DESA, make_village(nama="Desa Lain")))
    assert client.get(address).status_code == 404
    sign_in(client, make_membership(AUDITOR, make_unit("dinas", case.kabupaten)))
    assert client.get(address).status_code == 403
