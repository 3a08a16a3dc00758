"""The hand-over to e-Renggar: as its form says, nothing lost, nobody named, one district."""

from __future__ import annotations

import hashlib
import json
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from jsonschema import Draft202012Validator

from tests.factories.akun import give_totp, make_membership, sign_in
from tests.factories.insentif import make_month
from tests.factories.kunci import bearing, make_kunci
from tests.factories.wilayah import make_dinas, make_kabupaten, make_puskesmas
from upaya.akun.models import Membership
from upaya.core.models import AuditEntry
from upaya.exchange.insentif.serah import JUMLAH, SCHEMA
from upaya.exchange.json_answer import encode
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.hasil.models import Perhitungan
from upaya.insentif.serah.queries import rows_of
from upaya.rules.kesehatan import ADMIN_DINAS, OPERATOR_PUSKESMAS
from upaya.rules.period import Period

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin() -> Membership:
    member = make_membership(ADMIN_DINAS, make_dinas())
    give_totp(member.user)
    return member


MONTH = "2022-12"
"""A month that nobody else of this district has."""


def approved(name: str, status: str = "disetujui") -> Pengajuan:
    return make_month(make_puskesmas(name), MONTH, status=status)


def test_the_file_is_what_its_form_says_and_loses_nothing(
    admin: Membership, client: Client
) -> None:
    month = approved("Panji")
    paid = approved("Besuki", "dibayar")
    period = Period.of(month.periode)
    sign_in(client, admin)
    said = json.loads(client.get(f"/serah/{period}.json").content)
    Draft202012Validator(SCHEMA).validate(said)
    assert [row["puskesmas"] for row in said["puskesmas"]] == ["Besuki", "Panji"]
    for name in JUMLAH:
        assert said["jumlah"][name] == sum(row[name] for row in said["puskesmas"])
    kept = {one.pengajuan_id: one for one in Perhitungan.objects.all()}
    first = said["puskesmas"][0]
    assert first["dibayar"] == kept[paid.pk].dibagi == first["insentif_disetujui"]
    assert (first["selesai"], said["puskesmas"][1]["selesai"]) == (True, False)
    mark = said.pop("sidik")
    assert mark == hashlib.sha256(encode(said)).hexdigest()
    assert "Rekaan" not in json.dumps(said), "nobody is named"


def test_a_month_that_is_not_approved_is_not_handed_over(admin: Membership, client: Client) -> None:
    month = make_month(make_puskesmas("Panji"), MONTH)
    sign_in(client, admin)
    assert client.get(f"/serah/{Period.of(month.periode)}.json").status_code == 404
    assert "Desember 2022" not in client.get("/serah/").content.decode()
    assert client.get("/serah/2022-13.json").status_code == 404


def test_e_renggar_fetches_it_with_a_key_and_that_is_recorded(
    admin: Membership, client: Client
) -> None:
    month = approved("Panji")
    head = bearing(make_kunci(admin).text)
    url = f"/api/v1/insentif/serah/{Period.of(month.periode)}"
    answer = client.get(url, headers=head)
    Draft202012Validator(SCHEMA).validate(json.loads(answer.content))
    assert AuditEntry.objects.filter(action="insentif.serahkan", actor=admin.user).count() == 1
    assert client.get("/api/v1/insentif/serah/agustus", headers=head).status_code == 422
    assert client.get("/api/v1/insentif/serah/2019-01", headers=head).status_code == 404
    clerk = make_membership(OPERATOR_PUSKESMAS, month.puskesmas)
    assert client.get(url, headers=bearing(make_kunci(clerk).text)).status_code == 403


def test_another_district_hands_over_its_own_and_the_cost_does_not_grow(
    admin: Membership,
) -> None:
    first = approved("Panji")
    period = Period.of(first.periode)
    other = make_membership(ADMIN_DINAS, make_dinas(make_kabupaten("35.10")))
    assert rows_of(other.access().scope, period) == []

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            rows_of(admin.access().scope, period)
        return len(asked)

    before = cost()
    approved("Besuki")
    assert cost() == before <= 5
    assert first.periode == date(period.year, period.month, 1)
