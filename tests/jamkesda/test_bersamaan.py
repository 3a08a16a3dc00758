"""Two at once: one letter of an episode, one member of two applications, one form once."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

import pytest

from tests.at_once import at_once
from tests.factories.akun import make_access
from tests.factories.jamkesda import make_perjanjian, make_peserta, make_ppk
from tests.jamkesda.test_peserta_surat import at_upt, letter, values, walk
from upaya.jamkesda.models import Peserta, SuratJaminan
from upaya.jamkesda.peserta import services
from upaya.jamkesda.peserta.road import ROAD
from upaya.jamkesda.surat import services as surat
from upaya.rules.jamkesda import peran
from upaya.warga.models import Warga

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _day(settings: object) -> None:
    settings.BUSINESS_DATE = date(2022, 11, 3)  # type: ignore[attr-defined] # Django's settings


def test_two_hospitals_at_once_admit_one_person_with_one_letter() -> None:
    member, stay = make_peserta(), letter(layanan="ritl", kelas="3")
    clerks = []
    for name in ("RSUD Rekaan", "RS Mitra Rekaan"):
        make_perjanjian(ppk := make_ppk(nama=name))
        clerks += [make_access(peran.PENDAFTARAN, ppk.unit) for _ in range(2)]
    made, refused = at_once(lambda n: surat.buat(clerks[n], uuid4(), member, stay), 4)
    assert (len(made), len(refused), SuratJaminan.objects.count()) == (1, 3, 1)


def test_a_form_sent_four_times_makes_one_letter() -> None:
    member, ppk, key = make_peserta(), make_ppk(), UUID(int=7)
    make_perjanjian(ppk)
    own = make_access(peran.PENDAFTARAN, ppk.unit)
    made, refused = at_once(lambda _: surat.buat(own, key, member, letter()), 4)
    assert (len({one.pk for one in made}), refused) == (1, [])


def test_two_heads_at_once_make_one_member_of_one_application() -> None:
    admin, officer = map(at_upt, (peran.ADMIN_UPT, peran.KEPESERTAAN))
    heads = [at_upt(peran.KEPALA_UPT) for _ in range(4)]
    case = services.daftarkan(admin, uuid4(), values())
    walk(case, ("ajukan", admin), ("verifikasi", officer))
    made, refused = at_once(lambda n: ROAD.execute(case.pk, "aktifkan", heads[n]), 4)
    assert (len(made), len(refused)) == (1, 3)
    assert (Warga.objects.count(), Peserta.objects.count()) == (1, 1)
