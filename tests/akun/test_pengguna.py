"""Pages of people: who sees whom, what the buttons do, how much it costs."""

import re
from datetime import date

import pytest
from django.core import mail
from django.db import connection
from django.test import Client, TestCase
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests.factories.akun import (
    give_totp,
    make_membership,
    make_user,
    sign_in_as,
)
from tests.factories.wilayah import make_dinas, make_kabupaten, make_puskesmas
from upaya.akun.models import User
from upaya.core import clock
from upaya.core.models import AuditEntry
from upaya.rules.kesehatan import (
    ADMIN_DINAS,
    AUDITOR,
    KEPALA_PUSKESMAS,
    OPERATOR_PUSKESMAS,
    PETUGAS,
    VERIFIKATOR_DINAS,
)

pytestmark = pytest.mark.django_db


def form(unit: int, **more: str) -> dict[str, object]:
    return {
        "name": "Siti Rahma",
        "username": "Siti.Rahma",
        "email": "Siti@Upaya.Example",
        "role": OPERATOR_PUSKESMAS.name,
        "unit": unit,
        "nomor_sk": "800/3/2022",
        "mulai": "2022-08-01",
        "sampai": "",
    } | more


# ------------------------------------------------------------------ the list
@pytest.mark.empty_world
def test_a_head_sees_own_unit_and_the_dinas_its_district(client: Client) -> None:
    make_membership(PETUGAS, make_puskesmas("Panji"), make_user(name="Orang Panji"))
    make_membership(PETUGAS, make_puskesmas("Besuki"), make_user(name="Orang Besuki"))
    far = make_puskesmas("Genteng", make_kabupaten("35.10"))
    make_membership(PETUGAS, far, make_user(name="Orang Genteng"))
    sign_in_as(client, KEPALA_PUSKESMAS, make_puskesmas("Panji"))
    text = client.get("/pengguna/").content.decode()
    assert ("Orang Panji" in text, "Orang Besuki" in text) == (True, False)
    sign_in_as(client, ADMIN_DINAS)
    text = client.get("/pengguna/").content.decode()
    assert ("Orang Panji" in text, "Orang Besuki" in text) == (True, True)
    assert "Orang Genteng" not in text
    assert "Genteng" not in text, "units of the filter are those of the scope"


@pytest.mark.empty_world
@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("nama=budi", {"Budi"}),
        ("nama=ani.x", {"Ani"}),
        ("peran=petugas", {"Budi", "Cici"}),
        ("peran=raja", {"Ani", "Budi", "Cici"}),
        ("keadaan=berlaku", {"Ani", "Budi"}),
        ("keadaan=tidak", {"Cici"}),
        ("unit=besuki", {"Cici"}),
        ("unit=999999", {"Ani", "Budi", "Cici"}),
        ("hal=99&urut=-nama", {"Ani", "Budi", "Cici"}),
    ],
)
def test_the_list_is_filtered(client: Client, query: str, shown: set[str]) -> None:
    panji, besuki = make_puskesmas("Panji"), make_puskesmas("Besuki")
    make_membership(OPERATOR_PUSKESMAS, panji, make_user("ani.x", "Ani"))
    make_membership(PETUGAS, panji, make_user(name="Budi"))
    make_membership(PETUGAS, besuki, make_user(name="Cici"), sampai=date(2022, 2, 1))
    sign_in_as(client, AUDITOR)
    page = client.get("/pengguna/?" + query.replace("besuki", str(besuki.pk)))
    names = set(re.findall(r'<th scope="row"><a[^>]*>(.*?)</a>', page.content.decode()))
    assert names & {"Ani", "Budi", "Cici"} == shown


def test_the_list_leaves_as_a_file(client: Client) -> None:
    make_membership(PETUGAS, user=make_user("budi", "=Budi"))
    sign_in_as(client, AUDITOR)
    answer = client.get("/pengguna/?ekspor=csv&peran=petugas")
    text = answer.content.decode()
    assert "'=Budi;budi;Petugas;Panji" in text


def test_the_list_costs_the_same_for_many(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(40):
        make_membership(PETUGAS, make_puskesmas(f"Nomor {number % 5}"))
    sign_in_as(client, ADMIN_DINAS)
    client.get("/profil/")
    with django_assert_max_num_queries(6):
        assert client.get("/pengguna/").status_code == 200


# ------------------------------------------------------------------ adding
def test_adding_a_person_mails_a_link_that_nobody_else_sees(client: Client) -> None:
    unit = make_puskesmas("Panji")
    sign_in_as(client, KEPALA_PUSKESMAS, unit)
    with TestCase.captureOnCommitCallbacks(execute=True):
        page = client.post("/pengguna/baru/", form(unit.pk), follow=True)
    text = page.content.decode()
    made = User.objects.get(username="siti.rahma")
    sent = next(m for m in mail.outbox if m.to == ["siti@upaya.example"])
    link = re.search(r"https?://[^/]+(/sandi/atur/\S+)", str(sent.body))
    assert link
    assert "/sandi/atur/" not in text
    new = "kuda-baterai-staples-betul"
    other = Client()
    address = other.get(link[1], follow=True).redirect_chain[-1][0]
    other.post(address, {"password1": new, "password2": new})
    other.post("/masuk/", {"login": "siti.rahma", "password": new})
    assert other.get("/profil/").context["user"] == made


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"username": "ada"}, "username"),
        ({"username": "a b"}, "username"),
        ({"username": "demo.x"}, "username"),
        ({"email": "ADA@upaya.example"}, "email"),
        ({"role": KEPALA_PUSKESMAS.name}, "role"),
        ({"nomor_sk": ""}, "nomor_sk"),
        ({"mulai": "31-13-2022"}, "mulai"),
        ({"sampai": "2022-07-31"}, "sampai"),
    ],
)
def test_faults_stand_at_their_field_and_nothing_is_made(
    client: Client, change: dict[str, str], field: str
) -> None:
    make_user("ada", email="ada@upaya.example")
    unit = make_puskesmas("Panji")
    sign_in_as(client, KEPALA_PUSKESMAS, unit)
    before = User.objects.count()
    page = client.post("/pengguna/baru/", form(unit.pk, **change))
    assert page.status_code == 422
    assert set(page.context["form"].errors) == {field}
    assert User.objects.count() == before
    assert mail.outbox == []


def test_another_unit_cannot_be_chosen(client: Client) -> None:
    sign_in_as(client, KEPALA_PUSKESMAS, make_puskesmas("Panji"))
    page = client.post("/pengguna/baru/", form(make_puskesmas("Besuki").pk))
    assert set(page.context["form"].errors) == {"unit"}


# ------------------------------------------------------------------ one person
def test_a_head_does_not_see_roles_elsewhere(client: Client) -> None:
    panji = make_puskesmas("Panji")
    person = make_membership(PETUGAS, panji).user
    make_membership(OPERATOR_PUSKESMAS, make_puskesmas("Besuki"), person)
    sign_in_as(client, KEPALA_PUSKESMAS, panji)
    text = client.get(f"/pengguna/{person.pk}/").content.decode()
    assert "Besuki" not in text
    assert "Pulihkan akun" not in text, "the person holds more than the head may give"
    assert "Akhiri" in text


ACTIONS = ("nonaktifkan", "aktifkan")


def test_another_units_person_does_not_exist(client: Client) -> None:
    besuki = make_membership(PETUGAS, make_puskesmas("Besuki"))
    sign_in_as(client, KEPALA_PUSKESMAS, make_puskesmas("Panji"))
    for path in ("", "ubah/", "peran/", "pulihkan/", *(f"{action}/" for action in ACTIONS)):
        assert client.post(f"/pengguna/{besuki.user_id}/{path}").status_code == 404, path
    assert client.post(f"/pengguna/peran/{besuki.pk}/akhiri/").status_code == 404


def test_who_only_looks_changes_nothing(client: Client) -> None:
    made = make_membership(PETUGAS)
    sign_in_as(client, AUDITOR)
    assert client.get(f"/pengguna/{made.user_id}/").status_code == 200
    assert client.get("/pengguna/baru/").status_code == 403
    for path in ("ubah/", "peran/", "pulihkan/", *(f"{action}/" for action in ACTIONS)):
        assert client.post(f"/pengguna/{made.user_id}/{path}").status_code == 403, path
    assert client.post(f"/pengguna/peran/{made.pk}/akhiri/").status_code == 403


@pytest.mark.parametrize("action", ACTIONS)
def test_actions_are_not_made_by_looking(client: Client, action: str) -> None:
    made = make_membership(PETUGAS)
    sign_in_as(client, ADMIN_DINAS)
    assert client.get(f"/pengguna/{made.user_id}/{action}/").status_code == 405


def test_the_buttons_of_a_person_work(client: Client) -> None:
    made = make_membership(KEPALA_PUSKESMAS)
    give_totp(made.user)
    sign_in_as(client, ADMIN_DINAS)
    base = f"/pengguna/{made.user_id}/"
    text = client.get(base).content.decode()
    for words in (
        "Pulihkan akun",
        "Nonaktifkan akun",
        "Tambah peran",
        "Ubah data",
    ):
        assert words in text
    client.post(base + "nonaktifkan/")
    text = client.get(base).content.decode()
    assert "Aktifkan akun" in text
    client.post(base + "aktifkan/")
    client.post(base + "ubah/", {"name": "Nama Baru", "email": made.user.email})
    made.user.refresh_from_db()
    assert (made.user.name, made.user.is_active) == ("Nama Baru", True)
    role = {"role": "petugas", "unit": made.unit_id, "nomor_sk": "4", "mulai": "2022-08-01"}
    client.post(base + "peran/", role)
    assert made.user.memberships.count() == 2
    assert client.post(base + "peran/", role).status_code == 302  # a second click
    again = client.post(base + "peran/", role | {"nomor_sk": "5"})
    assert "masa yang sama" in again.content.decode()
    assert made.user.memberships.count() == 2
    client.post(f"/pengguna/peran/{made.pk}/akhiri/", {"sampai": "2022-08-31"})
    made.refresh_from_db()
    assert made.sampai == date(2022, 8, 31)


def test_the_last_admin_is_told_why_not(client: Client) -> None:
    acting = sign_in_as(client, ADMIN_DINAS)
    text = client.get(f"/pengguna/{acting.user_id}/").content.decode()
    assert "Akhiri" not in text
    assert "Nonaktifkan" not in text
    page = client.post(
        f"/pengguna/peran/{acting.pk}/akhiri/", {"sampai": clock.today().isoformat()}
    )
    assert "tidak dapat mengakhirinya sendiri" in page.content.decode()
    page = client.post(f"/pengguna/{acting.user_id}/nonaktifkan/", follow=True)
    assert "Akun Anda sendiri tidak dapat diubah" in page.content.decode()


def test_one_person_costs_few_queries(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    person = make_user()
    for number in range(12):
        make_membership(PETUGAS, make_puskesmas(f"Nomor {number}"), person)
    sign_in_as(client, ADMIN_DINAS)
    client.get("/profil/")
    with django_assert_max_num_queries(8):
        assert client.get(f"/pengguna/{person.pk}/").status_code == 200


def test_an_auditor_of_another_district_sees_nobody(client: Client) -> None:
    made = make_membership(PETUGAS)
    sign_in_as(client, AUDITOR, make_dinas(make_kabupaten("35.10")))
    assert client.get(f"/pengguna/{made.user_id}/").status_code == 404


# ------------------------------------------------------------------ the rest
def test_what_stands_below_a_signature_is_corrected_with_the_name(client: Client) -> None:
    sign_in_as(client, ADMIN_DINAS)
    person = make_membership(VERIFIKATOR_DINAS).user
    address = reverse("akun:ubah", args=[person.pk])
    sent = {"name": "Rekaan, S.K.M.", "email": person.email, "nip": "198001012005001001"}
    assert client.post(address, sent | {"nip": "123"}).status_code == 422
    assert client.post(address, sent | {"pangkat": "Penata (III/c)"}).status_code == 302
    person.refresh_from_db()
    assert (person.nip, person.pangkat) == ("198001012005001001", "Penata (III/c)")
    entry = AuditEntry.objects.get(action="pengguna.ubah")
    assert "198001012005001001" not in str(entry.detail)
    with connection.cursor() as cursor:
        cursor.execute("SELECT nip FROM akun_user WHERE id = %s", [person.pk])
        assert "198001012005001001" not in cursor.fetchone()[0]
