"""Which papers a request must bring stands in its scheme: dated, approved by two, kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from tests.factories.miskol import (
    SKEMA,
    Team,
    make_request,
    make_skema,
    make_village,
    picture,
    step,
    values,
    visit,
)
from tests.supermiskol.people import Person
from upaya.core.foto import Kiriman
from upaya.rules.supermiskol import road
from upaya.rules.supermiskol.persyaratan import wajib
from upaya.rules.supermiskol.skor import sidik
from upaya.supermiskol.permohonan import services
from upaya.supermiskol.permohonan.reading import BacaanPermohonan
from upaya.supermiskol.skema import services as schemes
from upaya.supermiskol.skema.models import SkemaKabupaten
from upaya.supermiskol.skema.queries import beda

pytestmark = pytest.mark.django_db


def _next(team: Team, berkas: tuple[str, ...], mulai: date) -> SkemaKabupaten:
    writer, signer = team.of(road.PETUGAS_DINSOS), team.of(road.PENANDATANGAN)
    draft = schemes.draft(writer)
    held = replace(draft.skema, berkas=berkas)
    schemes.save(draft.pk, writer, held, dasar="SK", mulai=mulai, seen_versi=draft.versi)
    return schemes.decide(draft.pk, signer, setuju=True, alasan="Sesuai.")


def test_a_request_keeps_the_papers_of_the_scheme_under_which_it_came(settings: object) -> None:
    settings.BUSINESS_DATE = date(2022, 11, 3)  # type: ignore[attr-defined] # Django's settings
    village = make_village()
    assert village.kabupaten is not None
    make_skema(village.kabupaten)
    team = Team(village)
    before = make_request(village, road.DIKONFIRMASI)
    made = _next(team, ("kk", "rujukan", "foto_rumah"), date(2022, 11, 10))
    assert [one.hal for one in beda(SkemaKabupaten.objects.get(nomor=1).skema, made.skema)] == [
        "Berkas wajib"
    ]
    settings.BUSINESS_DATE = date(2022, 11, 10)  # type: ignore[attr-defined] # Django's settings
    assert BacaanPermohonan(before).berkas_wajib == ("ktp", "kk", "surat_desa", "rujukan")
    after = make_request(village, road.PERMOHONAN)
    operator = Person(team.members[road.OPERATOR_DESA])
    page = operator.page(f"/miskol/{after.pk}/berkas/")
    assert "skema versi 2: Kartu keluarga, Rujukan atau surat rawat inap, Foto rumah" in page
    assert "KTP belum diunggah" not in page
    # A picture of the house is asked at the visit, not at the counter.
    assert "Foto rumah belum diunggah" not in page
    for kind in ("kk", "rujukan"):
        services.attach(after.pk, team.of(road.OPERATOR_DESA), kind, Kiriman(picture()))
    for move in ("periksa", "ajukan", "konfirmasi"):
        step(after, team, move)
    after.refresh_from_db()
    visit(after, team)
    assert BacaanPermohonan(after).kunjungan_kurang == ["Foto rumah belum diunggah."]
    services.attach(after.pk, team.of(road.SURVEYOR), "foto_rumah", Kiriman(picture()))
    assert BacaanPermohonan(after).kunjungan_kurang == []


def test_a_scheme_decided_after_the_applicant_came_asks_nothing_of_the_request(
    settings: object,
) -> None:
    settings.BUSINESS_DATE = date(2022, 11, 3)  # type: ignore[attr-defined] # Django's settings
    village = make_village()
    assert village.kabupaten is not None
    team = Team(village)
    case = services.file(team.of(road.OPERATOR_DESA), uuid4(), values())
    _next(team, ("kk",), date(2022, 11, 1))  # the first one may reach back
    reading = BacaanPermohonan(case)
    assert reading.sumber_berkas == "ketentuan program"
    assert reading.berkas_wajib == ("ktp", "kk", "surat_desa", "rujukan")


def test_papers_make_no_difference_to_the_fingerprint_of_a_score() -> None:
    assert SKEMA.berkas
    assert sidik(SKEMA, {}) == sidik(replace(SKEMA, berkas=None), {})


def test_without_a_nik_another_paper_stands_for_the_ktp() -> None:
    assert wajib(("ktp", "kk"), ("ket_dinsos",), ber_nik=False) == ("ket_dinsos", "kk")
    assert wajib(("kk",), ("ket_dinsos",), ber_nik=False) == ("kk",)
    assert wajib(("ktp", "kk"), ("ket_dinsos",), ber_nik=True) == ("ktp", "kk")
