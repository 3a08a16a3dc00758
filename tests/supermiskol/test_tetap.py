"""The database keeps what was decided: a scheme, a request on its way, a visit, a letter."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories.miskol import Team, make_request, step
from tests.refusals import changes, removed
from upaya.rules.supermiskol import road
from upaya.supermiskol.permohonan.models import Permohonan
from upaya.supermiskol.skema.models import SkemaKabupaten
from upaya.supermiskol.surat.models import Putusan, SuratMiskin

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day(settings: object) -> None:
    settings.BUSINESS_DATE = date(2022, 11, 3)  # type: ignore[attr-defined] # Django's settings


def test_what_was_decided_lies_still() -> None:
    case = make_request(status=road.DISETUJUI)
    scheme, visit = SkemaKabupaten.objects.get(), case.kunjungan.get()
    letter, decision, paper = (
        SuratMiskin.objects.get(),
        Putusan.objects.get(),
        case.berkas.earliest("pk"),
    )
    for row, values in (
        (scheme, {"isi": {}}),
        (scheme, {"status": "draf"}),
        (case, {"nama": "Orang Lain"}),
        (case, {"desa": case.desa.induk}),
        (visit, {"jawaban": {}}),
        (letter, {"inisial": "X. Y."}),
        (letter, {"terbit": date(2022, 1, 1)}),
        (decision, {"setuju": False}),
        (paper, {"jenis": "foto_rumah"}),
    ):
        assert "diubah" in changes(row, **values), (row, values)
    assert "menyusul" in changes(case, status=road.DIAJUKAN)
    for row in (scheme, case, visit, letter, decision, paper):
        assert removed(row)


def test_what_is_still_written_is_free_and_a_withdrawn_letter_is_not() -> None:
    case = make_request()
    Permohonan.objects.filter(pk=case.pk).update(nama="Nama Betul")
    approved = make_request(case.desa, road.DISETUJUI)
    letter = SuratMiskin.objects.get()
    extended = {"berlaku_sampai": date(2023, 5, 2), "perpanjangan": 1}
    SuratMiskin.objects.filter(pk=letter.pk).update(**extended)
    step(approved, Team(case.desa), "cabut")
    assert "diubah" in changes(letter, dicabut_tanggal=None, dicabut_oleh=None)
