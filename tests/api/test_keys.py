"""Keys of people for programs: made once, shown once, only what the hat may, ended in every way."""

from __future__ import annotations

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.test import Client

from tests.at_once import at_once
from tests.factories.akun import give_totp, make_membership, sign_in
from tests.factories.kunci import bearing, make_kunci
from tests.factories.wilayah import make_dinas, make_kabupaten, make_puskesmas
from upaya.api.models import KunciApi
from upaya.api.services import LONGEST, MOST, Wish, find, make, withdraw
from upaya.core import clock
from upaya.core.limits import Limit
from upaya.core.models import AuditEntry
from upaya.insentif.izin import IzinInsentif
from upaya.jamkesda.izin import IzinJamkesda
from upaya.rules.kesehatan import AUDITOR, KEPALA_PUSKESMAS, OPERATOR_PUSKESMAS

pytestmark = pytest.mark.django_db

LIST = "/api/v1/insentif/bulan/"


def test_the_text_of_a_key_is_shown_once_and_kept_nowhere() -> None:
    member = make_membership(KEPALA_PUSKESMAS)
    give_totp(member.user)
    made = make_kunci(member)
    row = KunciApi.objects.values().get()
    assert made.text.split("_", 2)[2] not in str(row)
    assert made.text not in str(list(AuditEntry.objects.values()))
    assert find(made.text) is not None


@pytest.mark.parametrize("text", ["", "upaya", "upaya__", "Bearer", "\x00", "é" * 90])
def test_any_other_text_is_nobodys(text: str) -> None:
    make_kunci(make_membership(KEPALA_PUSKESMAS))
    assert find(text) is None


def test_a_form_sent_twice_makes_one_key_and_says_so() -> None:
    member, kirim, today = make_membership(KEPALA_PUSKESMAS), uuid4(), clock.today()
    wish = Wish("Program", [str(IzinInsentif.LIHAT)], today, today)
    make(member.access(), kirim, wish)
    with pytest.raises(ValidationError, match="sudah dibuat"):
        make(member.access(), kirim, wish)
    assert KunciApi.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_at_once_with_one_form_make_one_key() -> None:
    member, kirim, today = make_membership(KEPALA_PUSKESMAS), uuid4(), clock.today()
    wish = Wish("Program", [str(IzinInsentif.LIHAT)], today, today)

    made, refused = at_once(lambda _: make(member.access(), kirim, wish), 4)
    assert (len(made), len(refused)) == (1, 3)
    assert KunciApi.objects.count() == 1


def test_a_key_includes_nothing_that_its_owner_may_not() -> None:
    member, today = make_membership(KEPALA_PUSKESMAS), clock.today()
    for codes in ([], [str(IzinJamkesda.PESERTA_LIHAT)], ["tidak.ada"]):
        with pytest.raises(ValidationError) as refused:
            make(member.access(), uuid4(), Wish("Program", codes, today, today))
        assert set(refused.value.message_dict) == {"izin"}


@pytest.mark.parametrize(
    ("first", "last", "field"), [(-1, 5, "mulai"), (5, 4, "sampai"), (0, LONGEST + 1, "sampai")]
)
def test_a_key_holds_for_a_time(first: int, last: int, field: str) -> None:
    member, today = make_membership(KEPALA_PUSKESMAS), clock.today()
    wish = Wish("Program", [str(IzinInsentif.LIHAT)], today + timedelta(first),
                today + timedelta(last))  # fmt: skip
    with pytest.raises(ValidationError) as refused:
        make(member.access(), uuid4(), wish)
    assert set(refused.value.message_dict) == {field}


def test_nobody_has_more_keys_than_can_be_looked_after() -> None:
    member = make_membership(KEPALA_PUSKESMAS)
    for _ in range(MOST):
        make_kunci(member)
    with pytest.raises(ValidationError, match="Cabut"):
        make_kunci(member)


def test_a_key_ends_with_its_day_its_withdrawal_the_role_and_the_account(client: Client) -> None:
    def opens(text: str) -> bool:
        return client.get(LIST, headers=bearing(text)).status_code == 200

    member = make_membership(KEPALA_PUSKESMAS)
    give_totp(member.user)
    texts = [make_kunci(member).text for _ in range(2)]
    assert all(opens(text) for text in texts)
    withdraw(member.access(), KunciApi.objects.order_by("pk")[0].pk)
    assert [opens(text) for text in texts] == [False, True]
    for active in (False, True):
        member.user.is_active = active
        member.user.save()
        assert opens(texts[1]) is active
    member.sampai = clock.today() - timedelta(days=1)
    member.save()
    assert not opens(texts[1])


def test_whoever_owes_a_second_factor_has_no_key_in_force() -> None:
    member = make_membership(KEPALA_PUSKESMAS)
    made = make_kunci(member)
    owes = find(made.text) is None
    give_totp(member.user)
    assert owes
    assert find(made.text) is not None


def test_withdrawn_once_is_withdrawn_for_good() -> None:
    member = make_membership(KEPALA_PUSKESMAS)
    row = make_kunci(member).row
    first = withdraw(member.access(), row.pk)
    again = withdraw(member.access(), row.pk)
    assert first.dicabut_pada == again.dicabut_pada
    assert AuditEntry.objects.filter(action="api.kunci_cabut").count() == 1
    with pytest.raises(DatabaseError), transaction.atomic():
        KunciApi.objects.filter(pk=row.pk).update(dicabut_pada=None, dicabut_oleh=None)
    with pytest.raises(DatabaseError), transaction.atomic():
        KunciApi.objects.filter(pk=row.pk).update(izin=["audit.lihat"])
    with pytest.raises(DatabaseError), transaction.atomic():
        KunciApi.objects.filter(pk=row.pk).delete()


def test_keys_of_others_are_taken_back_by_who_looks_after_them_only() -> None:
    home, abroad = make_puskesmas("Panji"), make_kabupaten("35.10")
    row = make_kunci(make_membership(KEPALA_PUSKESMAS, home)).row
    colleague = make_membership(OPERATOR_PUSKESMAS, home)
    with pytest.raises(ValidationError, match="orang lain"):
        withdraw(colleague.access(), row.pk)
    stranger = make_membership(AUDITOR, make_dinas(abroad))
    with pytest.raises(KunciApi.DoesNotExist):
        withdraw(stranger.access(), row.pk)
    auditor = make_membership(AUDITOR)
    assert withdraw(auditor.access(), row.pk).dicabut_oleh_id == auditor.user_id


def test_the_page_makes_a_key_that_works_and_keeps_what_was_typed(client: Client) -> None:
    member = make_membership(KEPALA_PUSKESMAS)
    give_totp(member.user)
    sign_in(client, member)
    page = client.get("/antarmuka/kunci/baru/")
    said = {
        "kirim": str(page.context["form"].initial["kirim"]), "nama": "SIMRS Sa'diyah",
        "mulai": clock.today().strftime("%d/%m/%Y"), "sampai": "31/12/2021",
        "izin": [str(IzinInsentif.LIHAT)],
    }  # fmt: skip
    wrong = client.post("/antarmuka/kunci/baru/", said)
    assert wrong.status_code == 422
    assert "SIMRS Sa&#x27;diyah" in wrong.content.decode()
    said["sampai"] = (clock.today() + timedelta(days=10)).strftime("%d/%m/%Y")
    made = client.post("/antarmuka/kunci/baru/", said).context["kunci"]
    assert Client().get(LIST, headers=bearing(made.text)).status_code == 200
    again = client.post("/antarmuka/kunci/baru/", said)
    assert again.status_code == 422
    assert KunciApi.objects.count() == 1
    assert made.text not in client.get("/antarmuka/kunci/").content.decode()


def test_a_key_opens_no_page_and_a_session_no_list(client: Client) -> None:
    member = make_membership(KEPALA_PUSKESMAS)
    give_totp(member.user)
    made = make_kunci(member)
    assert client.get("/tugas/", headers=bearing(made.text)).status_code == 302
    sign_in(client, member)
    answer = client.get(LIST)
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"].startswith("Bearer")
    assert "pesan" in json.loads(answer.content)


def test_every_call_is_recorded_and_too_many_are_refused(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    member = make_membership(KEPALA_PUSKESMAS)
    give_totp(member.user)
    made = make_kunci(member)
    monkeypatch.setattr("upaya.core.keyed.CALLS", Limit("kunci-uji", amount=2, seconds=3600))
    codes = [client.get(LIST, headers=bearing(made.text)).status_code for _ in range(3)]
    assert codes == [200, 200, 429]
    found = AuditEntry.objects.filter(action="api.baca")
    assert [(row.actor_id, row.detail["daftar"]) for row in found] == [
        (member.user_id, "insentif/bulan")
    ] * 2


@pytest.mark.parametrize(
    "asked",
    [f"batas={'0' * 19}1999999", f"batas={'0' * 20}9", f"setelah={'0' * 20}{'9' * 40}",
     f"setelah={'9' * 5_000}", f"batas={chr(0x665)}"],
)  # fmt: skip
def test_zeros_in_front_hide_no_number_that_is_too_large(asked: str, client: Client) -> None:
    member = make_membership(KEPALA_PUSKESMAS)
    give_totp(member.user)
    answer = client.get(f"{LIST}?{asked}", headers=bearing(make_kunci(member).text))
    assert answer.status_code == 422
    assert "bilangan bulat" in answer.json()["pesan"]
