"""e-Jamkesda in FHIR R4: what leaves is R4, a claim by any door is one, faults are all said."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from fhirclient.models.capabilitystatement import CapabilityStatement
from fhirclient.models.claim import Claim as R4Claim
from fhirclient.models.claimresponse import ClaimResponse
from fhirclient.models.codesystem import CodeSystem
from fhirclient.models.coverage import Coverage
from fhirclient.models.coverageeligibilityresponse import CoverageEligibilityResponse
from fhirclient.models.operationoutcome import OperationOutcome
from hypothesis import given
from hypothesis import settings as settings_of
from hypothesis import strategies as st
from pytest_django import Settings

from tests.factories.akun import give_totp, make_membership
from tests.factories.jamkesda import make_ppk
from tests.factories.kunci import bearing, make_kunci
from tests.factories.wilayah import make_kabupaten, make_unit
from tests.jamkesda.test_road_klaim import Dunia
from upaya.akun.models import Membership
from upaya.core.models import AuditEntry
from upaya.exchange.jamkesda.fhir import Tempat
from upaya.exchange.jamkesda.fhir_read import read_claim
from upaya.exchange.jamkesda.fhir_write import BarisJawab, Jawaban
from upaya.exchange.jamkesda.fhir_write import claim as written
from upaya.exchange.jamkesda.klaim_sheet import KlaimTertulis
from upaya.jamkesda.klaim.models import Klaim
from upaya.rules.jamkesda import peran
from upaya.rules.jamkesda.alasan import ALASAN
from upaya.rules.jamkesda.klaim import BarisKlaim

pytestmark = pytest.mark.django_db

TEMPAT = Tempat("https://contoh.example/fhir")
_NOON = datetime(2022, 8, 31, 12, tzinfo=UTC)


@pytest.fixture
def dunia(settings: Settings) -> Dunia:
    settings.BUSINESS_DATE = date(2022, 8, 31)
    return Dunia()


class Caller:
    """A program with somebody's key."""

    def __init__(self, member: Membership) -> None:
        give_totp(member.user)
        self.client, self.head = Client(), bearing(make_kunci(member).text)

    def get(self, path: str) -> tuple[int, Any]:
        answer = self.client.get(f"/fhir/{path}", headers=self.head)
        return answer.status_code, json.loads(answer.content)

    def post(self, path: str, said: object) -> tuple[int, Any]:
        body = said if isinstance(said, bytes) else json.dumps(said)
        answer = self.client.post(
            f"/fhir/{path}", body, content_type="application/fhir+json", headers=self.head
        )
        assert answer["Content-Type"].startswith("application/fhir+json")
        return answer.status_code, json.loads(answer.content)


@pytest.fixture
def simrs(dunia: Dunia) -> Caller:
    return Caller(Membership.objects.get(pk=dunia.petugas.membership_id))


def resource(said: KlaimTertulis) -> dict[str, Any]:
    lines = [BarisJawab(one.no, one.diminta, one.diminta, None, ()) for one in said.baris]
    made = Jawaban(1, said, _NOON, "Diajukan", "queued", lines, ())
    return written(TEMPAT, made)


# ------------------------------------------------------------------ one claim by any door
def test_a_claim_is_answered_line_by_line_and_sent_again_it_is_the_same(
    dunia: Dunia, simrs: Caller
) -> None:
    said = resource(dunia.claim(0))
    status, answer = simrs.post("Claim/$submit", said)
    assert status == 201, answer
    ClaimResponse(answer)  # raises for what R4 does not know
    stands = Klaim.objects.get().status  # a small clean claim passes by rule, unless it is drawn
    assert answer["outcome"] == ("queued" if stands == "diajukan" else "complete")
    assert [row["itemSequence"] for row in answer["item"]] == [1, 2]
    again, second = simrs.post("Claim/$submit", said)
    assert (again, second) == (200, answer)
    assert Klaim.objects.count() == 1


def test_by_form_and_by_program_it_is_one_claim(dunia: Dunia, simrs: Caller) -> None:
    typed = dunia.claim(0)
    dunia.send(typed)
    status, answer = simrs.post("Claim", resource(typed))
    assert status == 200
    R4Claim(answer)
    assert Klaim.objects.count() == 1
    other, outcome = simrs.post("Claim", resource(typed._replace(diagnosis=("A00.0",))))
    assert other == 422
    OperationOutcome(outcome)
    assert "isi lain" in outcome["issue"][0]["diagnostics"]


def test_every_cut_rupiah_leaves_with_its_code(dunia: Dunia, simrs: Caller) -> None:
    dear = dunia.claim(0)
    dear = dear._replace(baris=(dear.baris[0]._replace(harga=90_000), dear.baris[1]))
    _, answer = simrs.post("Claim/$submit", resource(dear))
    known = set(ALASAN)
    for row in answer["item"]:
        amounts = {
            one["category"]["coding"][0]["code"]: one["amount"]["value"]
            for one in row["adjudication"]
            if "reason" not in one
        }
        cuts = [one for one in row["adjudication"] if "reason" in one]
        assert amounts["submitted"] == amounts["eligible"] + sum(c["amount"]["value"] for c in cuts)
        assert {c["reason"]["coding"][0]["code"] for c in cuts} <= known
    codes = [c["reason"]["coding"][0]["code"] for row in answer["item"]
             for c in row["adjudication"] if "reason" in c]  # fmt: skip
    assert codes == ["T02"]


def test_a_claim_on_its_road_is_told_as_it_stands(dunia: Dunia, simrs: Caller) -> None:
    (claim,) = dunia.send(dunia.claim(0))
    dunia.move(claim, "verifikasi", dunia.verifikator)
    dunia.move(claim, "setujui", dunia.kepala)
    status, answer = simrs.get(f"ClaimResponse/{claim.pk}")
    assert status == 200
    ClaimResponse(answer)
    totals = {one["category"]["coding"][0]["code"]: one["amount"]["value"]
              for one in answer["total"]}  # fmt: skip
    assert (answer["outcome"], totals["benefit"]) == ("complete", 150_000)
    status, whole = simrs.get(f"Claim/{claim.pk}")
    back, faults = read_claim(json.dumps(whole).encode())
    assert (status, faults) == (200, ())
    assert back is not None
    assert back.isi == claim.isi


def test_another_ppk_knows_nothing_of_it(dunia: Dunia) -> None:
    (claim,) = dunia.send(dunia.claim(0))
    other = make_ppk(nama="Klinik Lain").unit
    stranger = Caller(make_membership(peran.PETUGAS_KLAIM, other))
    for kind in ("Claim", "ClaimResponse"):
        status, answer = stranger.get(f"{kind}/{claim.pk}")
        assert status == 404
        OperationOutcome(answer)


# ------------------------------------------------------------------ cover
def test_cover_is_told_as_the_counter_tells_it_and_recorded(dunia: Dunia, simrs: Caller) -> None:
    kartu = dunia.peserta.kartu
    status, answer = simrs.get(f"Coverage/{kartu}")
    assert (status, answer["status"]) == (200, "active")
    Coverage(answer)
    asked = {"resourceType": "CoverageEligibilityRequest", "status": "active",
             "patient": {"identifier": {"value": kartu}}}  # fmt: skip
    status, answer = simrs.post("CoverageEligibilityRequest", asked)
    assert (status, answer["insurance"][0]["inforce"]) == (200, True)
    CoverageEligibilityResponse(answer)
    assert AuditEntry.objects.filter(action="jamkesda.cek").count() == 2
    asked["patient"] = {"identifier": {"value": "JKTIDAKADA9"}}
    status, answer = simrs.post("CoverageEligibilityRequest", asked)
    CoverageEligibilityResponse(answer)
    assert (status, "insurance" in answer) == (200, False)


def test_a_card_of_another_district_is_nobody_here(dunia: Dunia, settings: Settings) -> None:
    far = make_unit("rumah_sakit", make_kabupaten("35.10"), nama="RSUD Jauh")
    stranger = Caller(make_membership(peran.PETUGAS_KLAIM, far))
    assert stranger.get(f"Coverage/{dunia.peserta.kartu}")[0] == 404


def test_a_key_for_reading_sends_no_claim(dunia: Dunia) -> None:
    head = Caller(make_membership(peran.KEPALA_PPK, dunia.unit))
    status, answer = head.post("Claim", resource(dunia.claim(0)))
    assert status == 403
    OperationOutcome(answer)


# ------------------------------------------------------------------ faults
@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda r: r["item"][0]["quantity"].update(value=0), "quantity"),
        (lambda r: r["item"][0]["quantity"].update(value=-5), "quantity"),
        (lambda r: r["item"][0]["quantity"].update(value=True), "quantity"),
        (lambda r: r["item"][0]["quantity"].update(value="2"), "quantity"),
        (lambda r: r["item"][0]["unitPrice"].update(value=0.5), "unitPrice"),
        (lambda r: r["item"][0]["unitPrice"].update(currency="USD"), "currency"),
        (lambda r: r["item"][0].update(net={"value": 1, "currency": "IDR"}), "net"),
        (lambda r: r["item"][0].update(factor=0.5), "factor"),
        (lambda r: r["item"][1].update(sequence=1), "sequence"),
        (lambda r: r["item"][1].update(sequence=7), "item"),
        (lambda r: r.update(item=[]), "item"),
        (lambda r: r.update(total={"value": 3}), "total"),
        (lambda r: r.update(payee={}), "payee"),
        (lambda r: r.pop("patient"), "patient"),
        (lambda r: r.update(subType={"coding": [{"code": "igd"}]}), "subType"),
        (lambda r: r["billablePeriod"].update(start="2022-02-30"), "start"),
        (lambda r: r.update(resourceType="Patient"), "resourceType"),
        (lambda r: r.update(identifier=[{"value": "K" * 65}]), "identifier"),
        (lambda r: r.update(identifier=[{"value": "K\n0"}]), "identifier"),
        (lambda r: r["insurance"].append({"preAuthRef": ["S9"]}), "insurance"),
    ],
)
def test_a_fault_is_told_at_its_place_and_nothing_is_stored(
    change: Callable[[Any], object],
    place: str,
    dunia: Dunia,
    simrs: Caller,
) -> None:
    said = resource(dunia.claim(0))
    change(said)
    status, outcome = simrs.post("Claim", said)
    assert status == 422, outcome
    OperationOutcome(outcome)
    assert any(place in one["diagnostics"] for one in outcome["issue"])
    assert not Klaim.objects.exists()


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b"null", b"\xff", b'{"resourceType": 1}'])
def test_what_is_no_claim_is_said(raw: bytes, simrs: Caller) -> None:
    status, outcome = simrs.post("Claim", raw)
    assert status == 422
    OperationOutcome(outcome)


_NAMES = st.from_regex(r"[A-Za-z0-9./-]{1,20}", fullmatch=True)
_DAYS = st.dates(date(2021, 1, 1), date(2023, 12, 31))
_LINES = st.lists(
    st.tuples(_NAMES, _DAYS, st.integers(1, 10**6), st.integers(0, 10**8)), min_size=1, max_size=6
)


@settings_of(max_examples=40)
@given(
    st.tuples(_NAMES, _NAMES, st.none() | _NAMES, st.sampled_from(["rawat_jalan", "rawat_inap"])),
    _DAYS, _DAYS, _LINES, st.lists(_NAMES, unique=True, max_size=3),
)  # fmt: skip
def test_what_is_written_reads_back_the_same(
    head: tuple[str, str, str | None, Any], masuk: date, keluar: date,
    lines: list[tuple[str, date, int, int]], papers: list[str],
) -> None:  # fmt: skip
    said = KlaimTertulis(
        *head, masuk, keluar, ("A09.0", "Z00"), tuple(papers),
        tuple(BarisKlaim(no, *line) for no, line in enumerate(lines, 1)),
    )  # fmt: skip
    plain = resource(said)
    R4Claim(plain)
    back, faults = read_claim(json.dumps(plain).encode())
    assert faults == ()
    assert back == said
    assert back is not None
    assert back.isi == said.isi
    decimal = re.sub(
        r'"value": (\d+), "currency"', r'"value": \1.00, "currency"', json.dumps(plain)
    )
    assert ".00" in decimal
    assert read_claim(decimal.encode())[0] == said


# ------------------------------------------------------------------ open to everybody
def test_the_codes_are_the_table_that_the_checks_read(client: Client) -> None:
    said = json.loads(client.get("/fhir/CodeSystem/alasan-klaim").content)
    CodeSystem(said)
    assert {one["code"] for one in said["concept"]} == set(ALASAN)
    CapabilityStatement(json.loads(client.get("/fhir/metadata").content))


def test_a_long_claim_costs_no_more_statements(dunia: Dunia, simrs: Caller) -> None:
    def cost(lines: int, n: int) -> int:
        one = dunia.claim(n)
        day = one.masuk
        many = tuple(BarisKlaim(no, "OBT-1", day, 1, 10_000) for no in range(1, lines + 1))
        said = resource(one._replace(baris=many))
        with CaptureQueriesContext(connection) as asked:
            assert simrs.post("Claim/$submit", said)[0] == 201
        return len(asked)

    assert cost(3, 0) >= cost(60, 1)
