"""The page that computes a need takes all that the command takes, and says what is wrong where."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from tests.factories.akun import make_membership, sign_in
from tests.factories.wilayah import make_puskesmas
from upaya.rules.kesehatan import OPERATOR_PUSKESMAS
from upaya.tenaga.formasi.models import Kebutuhan

pytestmark = pytest.mark.django_db

TASKS = "Penyuluhan; 480; 150\nPosbindu; desa; 96; 120 kali"


@pytest.fixture
def operator(settings: Settings, client: Client) -> Client:
    settings.BUSINESS_DATE = date(2022, 11, 3)
    return sign_in(client, make_membership(OPERATOR_PUSKESMAS, make_puskesmas("Panji")))


def _send(client: Client, **more: str) -> str:
    said = {"tahun": "2022", "jenis": "promkes", "waktu": "72.000", "tugas": TASKS, "ada": "0"}
    answer = client.post(reverse("formasi:hitung"), said | more, follow=True)
    return answer.content.decode()


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ({"faktor": "20", "penunjang": ""}, ("20", None)),
        ({"faktor": "", "penunjang": "1,25"}, (None, "1.25")),
    ],
)
def test_either_of_each_pair_gives_the_same_need(
    operator: Client, given: dict[str, str], kept: tuple[str | None, str | None]
) -> None:
    page = _send(operator, **given)
    # 480 of 480 times a year and 96 of 120, a quarter more for other duties.
    made = Kebutuhan.objects.get()
    assert made.tepat == "2.25"
    assert made.orang == 2
    work = made.masukan["beban"]
    assert (work["faktor_penunjang"], work["standar_penunjang"]) == kept
    assert [(row["uraian"], row["norma"], row["standar"]) for row in work["tugas_pokok"]] == [
        ("Penyuluhan", "150", None),
        ("Posbindu; desa", None, "120"),
    ]
    assert "2 orang menurut beban kerja" in page
    file = operator.get(reverse("formasi:kebutuhan_berkas", args=[made.pk]))
    assert json.loads(file.content)["tugas_pokok"][1]["standar"] == "120"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"faktor": "", "penunjang": ""}, "Isi salah satu"),
        ({"faktor": "20", "penunjang": "1,25"}, "Isi salah satu"),
        ({"penunjang": "0,9"}, "tidak boleh kurang dari 1"),
        ({"penunjang": "banyak"}, "“banyak” bukan angka"),
        ({"faktor": "100"}, "kurang dari 100 persen"),
        ({"faktor": "20", "tugas": "Penyuluhan; 480; 0 kali"}, "harus lebih dari nol"),
        ({"faktor": "20", "tugas": "Penyuluhan; 480; kali"}, "bukan angka"),
        ({"faktor": "20", "tugas": "Penyuluhan; 480"}, "tulis uraian"),
    ],
)
def test_a_fault_stands_at_its_field_and_what_was_typed_stays(
    operator: Client, given: dict[str, str], said: str
) -> None:
    page = _send(operator, **given)
    assert said in page
    assert "Penyuluhan; 480" in page
    assert not Kebutuhan.objects.exists()
