"""What is doubtful stands at the field and at the row it is about, and stops nobody."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from tests.factories.akun import make_membership, sign_in
from tests.factories.insentif import advance, make_month, make_team
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.kegiatan.models import IsianKegiatan
from upaya.rules.kesehatan import OPERATOR_PUSKESMAS, VERIFIKATOR_DINAS

pytestmark = pytest.mark.django_db


def submit(month: Pengajuan) -> None:
    team = make_team(month.puskesmas)
    for move in ("kirim", "verifikasi", "ajukan"):
        advance(month, move, team)


@pytest.fixture
def month() -> Pengajuan:
    """September, filled, after an August that was submitted."""
    august = make_month(filled=True)
    submit(august)
    return make_month(august.puskesmas, "2022-09", filled=True)


@pytest.fixture
def operator(month: Pengajuan) -> Client:
    return sign_in(Client(), make_membership(OPERATOR_PUSKESMAS, month.puskesmas))


def at(page: Any, field: str) -> list[str]:  # noqa: ANN401
    return list(page.context["ragu"].get(field, []))


def test_an_amount_far_from_the_plan_is_said_beside_its_field(
    operator: Client, month: Pengajuan
) -> None:
    address = f"/insentif/{month.pk}/administrasi/"
    assert at(operator.get(address), "bok_diserap") == []
    data = {"versi": month.versi, "penduduk": "45.000", "bok_diusulkan": "80.000.000"}

    answer = operator.post(address, data | {"bok_diserap": "2.000.000", "sisa_pagu_bok": ""})

    assert answer.status_code == 302  # stored all the same
    page = operator.get(address)
    assert "Penyerapan BOK Rp2.000.000 dari Rp80.000.000 yang diusulkan, di bawah 10%." in at(
        page, "bok_diserap"
    )
    assert "bulan lalu" in at(page, "penduduk")[0]
    assert "di bawah 10%." in page.content.decode()


def test_achievement_above_the_target_is_said_beside_its_box(
    operator: Client, month: Pengajuan
) -> None:
    month.pelayanan.filter(layanan="balita").update(target=10, realisasi=90)
    page = operator.get(f"/insentif/{month.pk}/pelayanan/")
    assert at(page, "balita_realisasi") == [
        "Balita: realisasi 90 dari target 10; capaian di atas 100% dihitung 100%."
    ]
    assert "bulan lalu 100" in at(page, "balita_target")[0]


def test_jaspel_is_seen_beside_last_month(operator: Client, month: Pengajuan) -> None:
    Pengajuan.objects.filter(periode=date(2022, 8, 1)).update(jaspel=1_000_000)
    Pengajuan.objects.filter(pk=month.pk).update(jaspel=90_000_000, jaspel_penerima=9)
    page = operator.get(f"/insentif/{month.pk}/jaspel/")
    assert "Jaspel kapitasi Rp90.000.000, bulan lalu Rp1.000.000" in at(page, "jaspel")[0]


def test_what_is_being_typed_is_judged_and_not_kept(operator: Client, month: Pengajuan) -> None:
    answer = operator.post(
        f"/insentif/{month.pk}/ragu/administrasi/",
        {"penduduk": "90.000", "bok_diusulkan": "58", "bok_diserap": "bukan angka"},
    )
    assert list(answer.json()) == ["bok_diusulkan", "penduduk"]
    before = month.bok_diusulkan
    month.refresh_from_db()
    assert month.bok_diusulkan == before
    assert operator.post(f"/insentif/{month.pk}/ragu/berkas/").status_code == 404


def test_who_only_reads_the_part_reads_its_doubts(operator: Client, month: Pengajuan) -> None:
    month.pelayanan.filter(layanan="balita").update(target=10, realisasi=90)
    submit(month)
    reader = sign_in(Client(), make_membership(VERIFIKATOR_DINAS))
    page = reader.get(f"/insentif/{month.pk}/pelayanan/").content.decode()
    assert "Balita: realisasi 90 dari target 10" in page


def test_an_officer_beyond_what_one_can_do_is_said_at_the_row(
    operator: Client, month: Pengajuan
) -> None:
    line = month.baris.filter(jenis="lapangan").first()
    row = month.petugas.order_by("pk").first()
    assert line is not None
    assert row is not None
    IsianKegiatan.objects.filter(petugas_bulan=row, baris=line).delete()
    answer = operator.post(
        f"/insentif/{month.pk}/kegiatan/simpan/",
        {"rows": [{"row": row.pk, "versi": row.versi, "cells": {line.pk: 97}}]},
        content_type="application/json",
    )
    said = answer.json()["ragu"][str(row.pk)]
    assert said[0] == f"{row.petugas.nama}: 97 kegiatan lapangan sebulan, di atas 93."
    page = operator.get(f"/insentif/{month.pk}/kegiatan/").content.decode()
    results = operator.get(f"/insentif/{month.pk}/hasil/").context["peringatan"]
    assert set(said) <= set(results)  # in the words of the result
    assert said[0] in page
