"""Staff by decree (Pasal 12): proposed, decreed by somebody else, and out with the decree."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from tests.factories.akun import make_access, make_membership, make_user, sign_in
from tests.factories.jamkesda import make_ppk
from tests.factories.wilayah import make_kabupaten, make_unit
from tests.jamkesda.test_peserta_surat import DAY, at_upt
from upaya.akun.models import Membership, User
from upaya.core.access import Access
from upaya.jamkesda.staf import services, views
from upaya.jamkesda.staf.models import Penunjukan
from upaya.rules.jamkesda import peran
from upaya.rules.kesehatan import KEPALA_DINAS

pytestmark = pytest.mark.django_db
LAST = date(2022, 12, 31)


@pytest.fixture(autouse=True)
def _day(settings: Any) -> None:  # noqa: ANN401 - pytest-django's
    settings.BUSINESS_DATE = DAY


def head_of_dinas() -> Access:
    return make_access(KEPALA_DINAS, make_unit("dinas", make_kabupaten("64.09")))


def values(role: str = "verifikator_klaim", **more: object) -> dict[str, Any]:
    given: dict[str, Any] = {
        "nama": "Rina Rekaan", "nama_pengguna": "rina.rekaan", "surel": "rina@contoh.invalid",
        "role": role, "mulai": DAY, "sampai": LAST, "pelatihan": "e-Jamkesda, Penajam 2022",
        "alasan": "Verifikator kedua untuk klaim rawat inap.",
    }  # fmt: skip
    return given | more


def test_a_proposal_becomes_access_by_the_decree_and_ends_with_it(
    mailoutbox: list[Any],
    django_capture_on_commit_callbacks: Any,  # noqa: ANN401 - Django's
) -> None:
    head, kunci = at_upt(peran.KEPALA_UPT), uuid4()
    made = services.usulkan(head, kunci, values())
    assert services.usulkan(head, kunci, values()).pk == made.pk
    with pytest.raises(ValidationError, match="menunggu SK"):
        services.usulkan(head, uuid4(), values())
    assert not User.objects.filter(username="rina.rekaan").exists()
    decider = head_of_dinas()
    assert [one.konteks for one in views.tasks(decider)] == [
        "Rina Rekaan, Verifikator klaim, UPT Jamkesda"
    ]
    with pytest.raises(ValidationError, match="orang lain"):
        services.tetapkan(made.pk, dataclasses.replace(decider, user_id=head.user_id), "SK/9", DAY)
    with pytest.raises(ValidationError, match="belum lewat"):
        services.tetapkan(made.pk, decider, "SK/9", DAY + timedelta(days=1))
    with django_capture_on_commit_callbacks(execute=True):
        services.tetapkan(made.pk, decider, "SK/9", DAY)
        services.tetapkan(made.pk, decider, "SK/9", DAY)
    held = Membership.objects.get(user__username="rina.rekaan")
    assert (held.role, held.nomor_sk, held.mulai, held.sampai) == (
        "verifikator_klaim", "SK/9", DAY, LAST,
    )  # fmt: skip
    assert [mail.to for mail in mailoutbox] == [["rina@contoh.invalid"]]
    assert not list(views.tasks(decider))
    until = DAY + timedelta(days=10)
    with pytest.raises(ValidationError, match="antara 3 November 2022"):
        services.cabut(made.pk, decider, LAST + timedelta(days=1), "Pindah tugas.")
    services.cabut(made.pk, decider, until, "Pindah tugas ke dinas lain.")
    held.refresh_from_db()
    assert held.sampai == until
    assert not Membership.objects.valid_on(until + timedelta(days=1)).filter(pk=held.pk).exists()


def test_the_head_of_a_ppk_appoints_at_once_and_only_there() -> None:
    ppk, other = make_ppk(), make_ppk(nama="RS Mitra Rekaan")
    head = make_access(peran.KEPALA_PPK, ppk.unit)
    with pytest.raises(ValidationError, match="tidak ditunjuk di unit Anda"):
        services.tunjuk(head, uuid4(), values(), "SK/1", DAY)
    made = services.tunjuk(head, uuid4(), values("petugas_klaim"), "SK/1", DAY)
    assert made.keanggotaan is not None
    assert (made.status, made.keanggotaan.unit) == ("ditetapkan", ppk.unit)
    elsewhere = make_access(peran.KEPALA_PPK, other.unit)
    with pytest.raises(Penunjukan.DoesNotExist):
        services.cabut(made.pk, elsewhere, DAY, "Bukan pegawai kami.")
    services.cabut(made.pk, head, DAY, "Berhenti bekerja di sini.")


def test_a_claimant_is_never_proposed_as_verifier_and_nobody_appoints_themselves() -> None:
    head = at_upt(peran.KEPALA_UPT)
    held = make_membership(peran.PETUGAS_KLAIM, make_ppk().unit)
    User.objects.filter(pk=held.user_id).update(email="klaim@contoh.invalid")
    with pytest.raises(ValidationError, match="harus dua orang"):
        services.usulkan(head, uuid4(), values(surel="klaim@contoh.invalid"))
    User.objects.filter(pk=head.user_id).update(email="kepala@contoh.invalid")
    with pytest.raises(ValidationError, match="diri sendiri"):
        services.usulkan(head, uuid4(), values("admin_upt", surel="kepala@contoh.invalid"))
    taken = make_user()
    with pytest.raises(ValidationError, match="milik orang dengan surel lain"):
        services.usulkan(head, uuid4(), values(nama_pengguna=taken.username))
    assert not Penunjukan.objects.exists()


def test_the_database_keeps_what_was_decreed() -> None:
    made = services.usulkan(at_upt(peran.KEPALA_UPT), uuid4(), values())
    services.tolak(made.pk, head_of_dinas(), "Pelatihannya belum diikuti.")
    for change in ({"status": "ditetapkan"}, {"sampai": DAY - timedelta(days=1)}, {"nama": "Lain"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Penunjukan.objects.filter(pk=made.pk).update(**change)


def test_the_pages_propose_and_decree(client: Client) -> None:
    upt = at_upt(peran.KEPALA_UPT)
    unit = Membership.objects.get(pk=upt.membership_id).unit
    sign_in(client, make_membership(peran.KEPALA_UPT, unit))
    sent = {name: str(said) for name, said in values().items()} | {
        "kunci": str(uuid4()), "mulai": "3-11-2022", "sampai": "31-12-2021",
    }  # fmt: skip
    page = client.post(reverse("jamkesda:staf_usulkan"), sent)
    assert (page.status_code, "mendahului" in page.content.decode()) == (422, True)
    answer = client.post(reverse("jamkesda:staf_usulkan"), sent | {"sampai": "31-12-2022"})
    made = Penunjukan.objects.get()
    assert answer.headers["Location"] == reverse("jamkesda:staf", args=[made.pk])
    assert "Simpan putusan" not in client.get(answer.headers["Location"]).content.decode()
    decider = Client()
    assert unit.induk is not None
    sign_in(decider, make_membership(KEPALA_DINAS, unit.induk))
    address = reverse("jamkesda:staf_putus", args=[made.pk])
    page = decider.post(address, {"putusan": "tetapkan", "alasan": "Setuju."})
    assert page.status_code == 422
    assert "Isi nomor SK." in page.content.decode()
    said = {"putusan": "tetapkan", "nomor_sk": "SK/7", "tanggal_sk": "1-11-2022"}
    assert decider.post(address, said).status_code == 302
    made.refresh_from_db()
    assert made.status == "ditetapkan"
