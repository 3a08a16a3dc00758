"""The database keeps what was decided: a scheme, a request on its way, a visit, a letter."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, connection, models, transaction

from tests.factories.miskol import Team, make_request, step
from upaya.rules.supermiskol import road
from upaya.supermiskol.skema.models import SkemaKabupaten
from upaya.supermiskol.surat.models import Putusan, SuratMiskin

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day(settings: object) -> None:
    settings.BUSINESS_DATE = date(2022, 11, 3)  # type: ignore[attr-defined] # Django's settings


def _refused(row: models.Model, **values: Any) -> bool:  # noqa: ANN401
    try:
        with transaction.atomic():
            type(row)._default_manager.filter(pk=row.pk).update(**values)
    except DatabaseError:
        return True
    return False


def _stays(row: models.Model) -> bool:
    table = row._meta.db_table
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {table} WHERE id = {row.pk}")  # noqa: S608
    except DatabaseError:
        return True
    return False


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
        (case, {"status": road.DIAJUKAN}),
        (case, {"desa": case.desa.induk}),
        (visit, {"jawaban": {}}),
        (letter, {"inisial": "X. Y."}),
        (letter, {"terbit": date(2022, 1, 1)}),
        (decision, {"setuju": False}),
        (paper, {"jenis": "kk"}),
    ):
        assert _refused(row, **values), (row, values)
    for row in (scheme, case, visit, letter, decision, paper):
        assert _stays(row), row


def test_what_is_still_written_is_free_and_a_withdrawn_letter_is_not() -> None:
    case = make_request()
    assert not _refused(case, nama="Nama Betul")
    approved = make_request(case.desa, road.DISETUJUI)
    letter = SuratMiskin.objects.get()
    assert not _refused(letter, berlaku_sampai=date(2023, 5, 2), perpanjangan=1)
    step(approved, Team(case.desa), "cabut")
    assert _refused(letter, dicabut_tanggal=None, dicabut_oleh=None)
