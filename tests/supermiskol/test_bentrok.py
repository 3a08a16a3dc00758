"""Two visits at one family: somebody who was at neither says which is right; both stay."""

from __future__ import annotations

import json
from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.test import Client

from tests.at_once import at_once
from tests.factories.akun import make_membership, sign_in
from tests.factories.core import jpg_bytes
from tests.factories.miskol import Team, answers, make_request
from upaya.core.models import AuditEntry
from upaya.rules.supermiskol import road
from upaya.supermiskol.izin import IzinSupermiskol
from upaya.supermiskol.kunjungan import inbox, ponsel
from upaya.supermiskol.kunjungan.bentrok import DECIDED, OWN, decide
from upaya.supermiskol.kunjungan.models import Kunjungan
from upaya.supermiskol.kunjungan.models_ponsel import KirimanPonsel, PutusanBentrok
from upaya.supermiskol.permohonan.models import Permohonan
from upaya.supermiskol.skema.models import SkemaKabupaten

pytestmark = pytest.mark.django_db
WHY = "Ponsel kedua mencatat rumah tetangga."


@pytest.fixture(autouse=True)
def _day(settings: object) -> None:
    settings.BUSINESS_DATE = date(2022, 11, 3)  # type: ignore[attr-defined] # Django's settings


def _beside() -> tuple[Permohonan, Team, KirimanPonsel]:
    """A visit stands, another one came with a picture."""
    case = make_request(status=road.DITINJAU)
    team = Team(case.desa)
    text = json.dumps(
        {
            "skema": SkemaKabupaten.objects.get(kabupaten=case.kabupaten_id).pk,
            "jawaban": answers("2"),
            "tanggal": "2022-11-03",
            "petugas_desa": team.members[road.OPERATOR_DESA].user_id,
            "petugas_tim": team.members[road.SURVEYOR].user_id,
            "catatan": "",
        }
    )
    uuid, surveyor = uuid4(), team.of(road.SURVEYOR)
    sent = ponsel.receive(case.pk, surveyor, uuid, text)
    upload = SimpleUploadedFile("sumur.jpg", jpg_bytes())
    ponsel.receive_photo(case.pk, surveyor, uuid, upload, jpg_bytes())
    return case, team, sent


def test_a_word_is_recorded_with_who_and_why_and_both_visits_stay() -> None:
    case, team, sent = _beside()
    before = (Kunjungan.objects.values().get(), KirimanPonsel.objects.values().get())
    client = sign_in(Client(), team.members[road.VERIFIKATOR_KECAMATAN])
    at, page = f"/miskol/{case.pk}/bentrok/{sent.pk}/", f"/miskol/{case.pk}/kunjungan/"
    shown = client.get(page).content.decode()
    assert "Foto dari ponsel: sumur.jpg" in shown
    photo = sent.foto.get()
    assert client.get(f"/miskol/foto-ponsel/{photo.pk}/kecil/").content == jpg_bytes()
    empty = client.post(at, {"putusan": "tercatat", "alasan": "-"})
    assert (empty.status_code, PutusanBentrok.objects.count()) == (422, 0)
    asked = "Putuskan dua kunjungan atas satu keluarga."
    assert asked in client.get("/tugas/").content.decode()
    assert list(inbox.tasks(team.of(road.SURVEYOR))) == []
    for _ in range(2):
        assert client.post(at, {"putusan": "tercatat", "alasan": WHY}).status_code == 302
    assert asked not in client.get("/tugas/").content.decode()
    said = PutusanBentrok.objects.get()
    who = team.members[road.VERIFIKATOR_KECAMATAN].user
    assert (said.kiriman, said.diputus_oleh, said.alasan) == (sent, who, WHY)
    assert (Kunjungan.objects.values().get(), KirimanPonsel.objects.values().get()) == before
    shown = client.get(page).content.decode()
    assert f"diputus {who.name}" in shown
    assert WHY in shown
    assert AuditEntry.objects.filter(action=IzinSupermiskol.BENTROK).count() == 1
    other = client.post(at, {"putusan": "ulang", "alasan": WHY})
    assert (other.status_code, DECIDED in other.content.decode()) == (422, True)


def test_whoever_was_at_a_visit_says_nothing_of_it_with_another_hat() -> None:
    case, team, sent = _beside()
    both = make_membership(
        road.VERIFIKATOR_KECAMATAN,
        team.village.induk,
        user=team.members[road.SURVEYOR].user,
    )
    with pytest.raises(PermissionDenied, match=OWN):
        decide(case.pk, both.access(), sent.pk, putusan="tercatat", alasan=WHY)
    with pytest.raises(LookupError):
        decide(case.pk, team.of(road.PETUGAS_DINSOS), 0, putusan="tercatat", alasan=WHY)
    surveyor = sign_in(Client(), team.members[road.SURVEYOR])
    sent_in = {"putusan": "tercatat", "alasan": WHY}
    assert surveyor.post(f"/miskol/{case.pk}/bentrok/{sent.pk}/", sent_in).status_code == 403
    assert not PutusanBentrok.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_words_at_once_are_one_and_it_lies_still() -> None:
    case, team, sent = _beside()
    roles = (road.VERIFIKATOR_KECAMATAN, road.PETUGAS_DINSOS)
    made, refused = at_once(
        lambda n: decide(case.pk, team.of(roles[n]), sent.pk, putusan="ulang", alasan=WHY), 2
    )
    assert (len(made), [type(one) for one in refused]) == (1, [ValidationError])
    with pytest.raises(DatabaseError), transaction.atomic():
        PutusanBentrok.objects.update(alasan="lain")
    with pytest.raises(DatabaseError), transaction.atomic():
        PutusanBentrok.objects.all().delete()
