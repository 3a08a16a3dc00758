"""A newborn under the mother's cover: from birth, linked to her card, while it is asked in time."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from tests.factories.akun import make_membership, sign_in
from tests.factories.jamkesda import make_desa, make_perjanjian, make_peserta, make_ppk, make_warga
from tests.jamkesda.test_peserta_surat import DAY, at_upt, values, walk
from upaya.alur.road import MoveRefusedError
from upaya.jamkesda.models import MasaPeserta, Peserta
from upaya.jamkesda.peserta import services
from upaya.jamkesda.peserta.bayi import isi_bayi
from upaya.jamkesda.peserta.models import Pendaftaran
from upaya.jamkesda.peserta.road import ROAD
from upaya.rules.jamkesda import peran
from upaya.warga.models import Keluarga

pytestmark = pytest.mark.django_db
BORN = DAY - timedelta(days=2)


@pytest.fixture(autouse=True)
def _day(settings: Any) -> None:  # noqa: ANN401 - pytest-django's
    settings.BUSINESS_DATE = DAY


@pytest.fixture
def mother() -> Peserta:
    home = make_desa()
    family = Keluarga.objects.create(
        kabupaten_id=home.kabupaten_id or "", desa=home, kk="9999010101220007", alamat="RT 03"
    )
    return make_peserta(make_warga(home, "Siti Rekaan", keluarga=family))


def said(**more: object) -> dict[str, Any]:
    given = {"nama": "Bayi Siti", "tanggal_lahir": BORN, "jenis_kelamin": "L"}
    return given | {"nomor_sumber": "SKL/9"} | more


def test_a_newborn_is_covered_from_birth_and_linked_to_the_mother(
    mother: Peserta, client: Client
) -> None:
    ppk = make_ppk()
    make_perjanjian(ppk)
    sign_in(client, make_membership(peran.PENDAFTARAN, ppk.unit))
    address = reverse("jamkesda:bayi_daftar", args=[mother.kartu])
    sent = {name: str(value) for name, value in said().items()} | {"kunci": str(uuid4())}
    assert client.post(address, sent | {"tanggal_lahir": "1-1-2022"}).status_code == 422
    sent["tanggal_lahir"] = f"{BORN:%d-%m-%Y}"
    assert client.post(address, sent).status_code == 302
    case = Pendaftaran.objects.get()
    assert (case.ibu, case.kk, case.ibu_peserta) == ("Siti Rekaan", "9999010101220007", mother)
    # Whoever corrects the draft keeps what it stands on.
    page = client.get(reverse("pendaftaran:ubah", args=[case.pk])).content.decode()
    assert "Bayi baru lahir dari ibu peserta" in page
    clerk = make_membership(peran.PENDAFTARAN, ppk.unit).access()
    officer, head = at_upt(peran.KEPESERTAAN), at_upt(peran.KEPALA_UPT)
    walk(case, ("ajukan", clerk), ("verifikasi", officer), ("aktifkan", head))
    child = Peserta.objects.exclude(pk=mother.pk).get()
    assert (child.ibu_peserta, child.kategori, child.masa.get().mulai) == (mother, "bayi", BORN)
    assert child.warga.keluarga == mother.warga.keluarga


def test_the_mother_was_covered_on_the_day_of_birth(mother: Peserta) -> None:
    MasaPeserta.objects.filter(peserta=mother).update(sampai=BORN - timedelta(days=1))
    admin = at_upt(peran.ADMIN_UPT)
    case = services.daftarkan(admin, uuid4(), isi_bayi(mother, said()))
    with pytest.raises(MoveRefusedError, match="bukan peserta aktif pada 1 November 2022"):
        ROAD.execute(case.pk, "ajukan", admin)


def test_what_is_late_or_no_mother_is_said_at_its_field(mother: Peserta) -> None:
    father = make_peserta(make_warga(mother.warga.desa, "Budi", jenis_kelamin="L"))
    for one, change, why in (
        (mother, {"tanggal_lahir": DAY - timedelta(days=29)}, "lewat pendaftaran biasa"),
        (mother, {"tanggal_lahir": DAY + timedelta(days=1)}, "belum tiba"),
        (father, {}, "dari kartu ibunya"),
    ):
        with pytest.raises(ValidationError, match=why):
            isi_bayi(one, said(**change))
    with pytest.raises(IntegrityError), transaction.atomic():
        services.daftarkan(at_upt(peran.ADMIN_UPT), uuid4(), values(sumber="bayi_lahir"))
