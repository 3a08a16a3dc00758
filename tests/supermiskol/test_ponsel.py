"""Visits from a phone: sent as often as it takes they are one; nothing is merged, nothing lost."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client

from tests.at_once import at_once
from tests.factories.akun import sign_in
from tests.factories.miskol import Team, answers, make_request, make_village, picture, step, visit
from upaya.rules.supermiskol import road
from upaya.supermiskol.kunjungan import ponsel
from upaya.supermiskol.kunjungan.models import Kunjungan
from upaya.supermiskol.kunjungan.models_ponsel import FotoPonsel, KirimanPonsel
from upaya.supermiskol.permohonan.models import Permohonan
from upaya.supermiskol.permohonan.road import ROAD
from upaya.supermiskol.skema.models import SkemaKabupaten

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day(settings: object) -> None:
    settings.BUSINESS_DATE = date(2022, 11, 3)  # type: ignore[attr-defined] # Django's settings


def _text(case: Permohonan, team: Team, **more: Any) -> str:  # noqa: ANN401 - JSON
    scheme = SkemaKabupaten.objects.get(kabupaten=case.kabupaten_id)
    return json.dumps(
        {
            "skema": scheme.pk,
            "jawaban": answers("1"),
            "tanggal": "2022-11-03",
            "petugas_desa": team.members[road.OPERATOR_DESA].user_id,
            "petugas_tim": team.members[road.SURVEYOR].user_id,
            "catatan": "Dari ponsel.",
        }
        | more
    )


def _sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def test_a_visit_sent_part_by_part_and_again_is_one_with_a_receipt_of_each_part() -> None:
    case = make_request(status=road.DIKONFIRMASI)
    team = Team(case.desa)
    client = sign_in(Client(), team.members[road.SURVEYOR])
    taken = client.get("/miskol/lapangan/bawa/").json()
    assert [one["tiket"] for one in taken["keluarga"]] == [case.tiket]
    assert case.nik not in json.dumps(taken)
    assert case.kk not in json.dumps(taken)
    at, uuid, text = f"/miskol/lapangan/{case.pk}/kirim/", str(uuid4()), _text(case, team)
    house = picture("rumah.png").read()

    def photo() -> Any:  # noqa: ANN401 - an answer
        upload = SimpleUploadedFile("rumah.png", house, content_type="image/png")
        return client.post(at, {"uuid": uuid, "foto": upload})

    assert photo().status_code == 422  # its answers did not come yet
    for _ in range(3):
        said = client.post(at, {"uuid": uuid, "isi": text}).json()
        assert (said["sidik"], said["bentrok"]) == ([_sha(text)], "")
    for _ in range(3):
        said = photo().json()
        assert said["sidik"] == [_sha(text), hashlib.sha256(house).hexdigest()]
    stored = Kunjungan.objects.get()
    assert (str(stored.uuid), stored.jawaban) == (uuid, answers("1"))
    assert (KirimanPonsel.objects.count(), FotoPonsel.objects.count()) == (1, 1)
    assert case.berkas.filter(jenis="foto_rumah").count() == 1
    assert client.get("/miskol/lapangan/bawa/").json()["keluarga"] == []
    other = client.post(at, {"uuid": uuid, "isi": _text(case, team, catatan="Lain.")})
    assert (other.status_code, Kunjungan.objects.get().catatan) == (409, "Dari ponsel.")


def test_a_sign_out_another_person_and_a_surveyor_who_moved_take_nothing_and_lose_nothing() -> None:
    case = make_request(status=road.DIKONFIRMASI)
    team = Team(case.desa)
    surveyor, other = (
        sign_in(Client(), team.members[role]) for role in (road.SURVEYOR, road.OPERATOR_DESA)
    )
    mark = surveyor.get("/miskol/lapangan/bawa/").json()["orang"]
    at, sent = f"/miskol/lapangan/{case.pk}/kirim/", {"uuid": str(uuid4())}
    sent["isi"] = _text(case, team)
    said = {"Accept": "application/json", "X-Orang": mark}
    for client in (Client(), other):
        assert client.post(at, sent, headers=said).status_code == 401
    far = Team(make_village("Tamansari", "Licin", case.kabupaten)).members[road.SURVEYOR]
    assert sign_in(Client(), far).post(at, sent).status_code == 404
    assert KirimanPonsel.objects.count() == 0
    assert surveyor.post(at, sent, headers=said).json()["sidik"] == [_sha(sent["isi"])]
    assert Kunjungan.objects.get().jawaban == answers("1")


@pytest.mark.parametrize(
    "broken",
    ["bukan json", "[]", '{"skema": 1}', "x" * 100_001],
    ids=["words", "list", "half", "long"],
)
def test_what_is_no_visit_is_refused_with_a_sentence_and_leaves_nothing(broken: str) -> None:
    case = make_request(status=road.DIKONFIRMASI)
    client = sign_in(Client(), Team(case.desa).members[road.SURVEYOR])
    sent = client.post(f"/miskol/lapangan/{case.pk}/kirim/", {"uuid": str(uuid4()), "isi": broken})
    assert (sent.status_code, KirimanPonsel.objects.count()) == (422, 0)
    assert sent.json()["pesan"].startswith("Isi kunjungan")


@pytest.mark.django_db(transaction=True)
def test_two_phones_at_one_house_are_both_kept_and_one_waits_for_a_person() -> None:
    case = make_request(status=road.DIKONFIRMASI)
    team = Team(case.desa)
    surveyor, numbers = team.of(road.SURVEYOR), [uuid4() for _ in range(4)]
    texts = [_text(case, team, catatan=f"Ponsel {n}.") for n in range(4)]
    made, refused = at_once(lambda n: ponsel.receive(case.pk, surveyor, numbers[n], texts[n]), 4)
    assert (len(made), refused) == (4, [])
    assert {one.isi for one in KirimanPonsel.objects.all()} == set(texts)
    assert KirimanPonsel.objects.filter(sebab=ponsel.SEEN, kunjungan=None).count() == 3
    stood = Kunjungan.objects.get()
    assert stood.catatan == json.loads(stood.ponsel.isi)["catatan"]
    client = sign_in(Client(), team.members[road.SURVEYOR])
    page = client.get(f"/miskol/{case.pk}/kunjungan/").content.decode()
    assert page.count(ponsel.SEEN) == 3


@pytest.mark.django_db(transaction=True)
def test_the_same_visit_from_two_tabs_at_once_is_one() -> None:
    case = make_request(status=road.DIKONFIRMASI)
    team = Team(case.desa)
    uuid, text = uuid4(), _text(case, team)
    made, refused = at_once(
        lambda _: ponsel.receive(case.pk, team.of(road.SURVEYOR), uuid, text), 4
    )
    assert (len({one.pk for one in made}), refused, Kunjungan.objects.count()) == (1, [], 1)


def test_a_visit_that_comes_when_the_step_is_over_is_kept_and_changes_nothing() -> None:
    case = make_request(status=road.DITINJAU)
    team = Team(case.desa)
    before = Kunjungan.objects.values().get()
    sent = ponsel.receive(case.pk, team.of(road.SURVEYOR), uuid4(), _text(case, team))
    assert (sent.sebab, sent.kunjungan) == (ponsel.CLOSED, None)
    assert Kunjungan.objects.values().get() == before


def test_a_visit_keeps_its_scheme_and_the_decision_maker_is_told_of_the_new_one() -> None:
    case = make_request(status=road.DIKONFIRMASI)
    team = Team(case.desa)
    text = _text(case, team)
    old = SkemaKabupaten.objects.get()
    old.sampai = date(2022, 11, 1)
    old.save()
    fields = {name: getattr(old, name) for name in ("kabupaten", "dasar", "status", "disusun_oleh")}
    SkemaKabupaten.objects.create(
        **fields, nomor=2, isi=old.isi, mulai=date(2022, 11, 2), disusun_pada=old.disusun_pada,
        diputus_oleh=old.diputus_oleh, diputus_pada=old.diputus_pada,
    )  # fmt: skip
    sent = ponsel.receive(case.pk, team.of(road.SURVEYOR), uuid4(), text)
    assert sent.kunjungan is not None
    assert sent.kunjungan.skema == old
    for move in ("tinjau_saja", "rekomendasi", "serahkan", "verifikasi"):
        _move(case, team, move)
    signer = sign_in(Client(), team.members[road.PENANDATANGAN])
    page = signer.get(f"/miskol/{case.pk}/alur/setujui/").content.decode()
    assert re.search(r"versi 1.*?versi 2 yang sekarang berlaku", page, re.DOTALL)


def _move(case: Permohonan, team: Team, name: str) -> None:
    if name == "tinjau_saja":
        ROAD.execute(case.pk, "tinjau", team.of(road.SURVEYOR), reason="")
    else:
        step(case, team, name)


def test_the_database_keeps_one_visit_for_one_number_and_what_a_phone_sent() -> None:
    case = make_request(status=road.DIKONFIRMASI)
    team = Team(case.desa)
    sent = ponsel.receive(case.pk, team.of(road.SURVEYOR), uuid4(), _text(case, team))
    sent.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        sent.save(force_insert=True)
    rows = KirimanPonsel.objects.all()
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(isi="{}")
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.delete()
    assert KirimanPonsel.objects.count() == 1


def test_the_shell_is_the_same_for_everybody_and_other_pages_stay_as_strict() -> None:
    case = make_request(status=road.DIKONFIRMASI)
    client = sign_in(Client(), Team(case.desa).members[road.SURVEYOR])
    mine, anybody = client.get("/miskol/lapangan/"), Client().get("/miskol/lapangan/")
    assert mine.content == anybody.content
    assert "worker-src 'self'" in mine["Content-Security-Policy"]
    for word in (b"csrf", b"nonce", b"data-orang", b"<script>", b"style="):
        assert word not in mine.content
    assert "nonce" not in mine["Content-Security-Policy"]
    worker = Client().get("/miskol/lapangan/pekerja.js")
    assert worker["Content-Security-Policy"] == "default-src 'none'; connect-src 'self'"
    assert b"importScripts" not in worker.content
    other = client.get(f"/miskol/{case.pk}/kunjungan/")["Content-Security-Policy"]
    assert "worker-src" not in other
    assert "default-src 'none'" in other


def test_the_number_of_a_visit_belongs_to_one_family_for_ever() -> None:
    village = make_village()
    first, second = (make_request(village, road.DIKONFIRMASI) for _ in range(2))
    team = Team(village)
    uuid = UUID(int=7)
    ponsel.receive(first.pk, team.of(road.SURVEYOR), uuid, _text(first, team))
    with pytest.raises(ponsel.LainIsiError):
        ponsel.receive(second.pk, team.of(road.SURVEYOR), uuid, _text(second, team))
    visit(second, team)
    assert Kunjungan.objects.count() == 2
