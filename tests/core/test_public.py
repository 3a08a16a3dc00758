"""What anybody may read: the declared rows and fields, and nothing beside them."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import FieldError
from django.core.paginator import Paginator
from django.db.models import Q

from tests.factories.akun import make_access
from tests.factories.dokumen import make_dokumen
from tests.factories.wilayah import make_puskesmas
from upaya.core.models import Dokumen, StoredFile
from upaya.core.public import Public, PublicRows
from upaya.rules.kesehatan import KEPALA_PUSKESMAS

pytestmark = pytest.mark.django_db

PART = Public(rows=Q(jenis="contoh"), fields=("nomor", "tanggal", "kabupaten_id"))


@pytest.fixture
def dokumen() -> Dokumen:
    unit = make_puskesmas("Panji")
    return make_dokumen(unit, make_access(KEPALA_PUSKESMAS, unit))


def part(public: Public = PART) -> PublicRows:
    return PublicRows.of(Dokumen.objects.all(), public)


def test_only_the_declared_fields_come_out(dokumen: Dokumen) -> None:
    (row,) = Dokumen.objects.for_public()
    declared = Dokumen.public
    assert declared is not None
    assert dict(row) == {name: getattr(dokumen, name) for name in declared.fields}
    assert Dokumen.objects.for_public().first() == row
    assert Dokumen.objects.for_public()[:1] == [row]
    rows: Any = Dokumen.objects.for_public()
    assert list(Paginator(rows, 1).page(1)) == [row]


def test_only_the_declared_rows_come_out(dokumen: Dokumen) -> None:
    assert part().count() == len(part()) == 0
    mine = part(Public(rows=Q(jenis=dokumen.jenis), fields=PART.fields))
    assert [row["nomor"] for row in mine] == [dokumen.nomor]
    assert mine.filter(nomor__startswith="x").first() is None
    assert mine.order_by("-tanggal", "nomor").count() == 1


@pytest.mark.parametrize(
    "probe",
    [
        {"sidik": "0"},
        {"sidik__startswith": "0"},
        {"subject_id": "1"},
        {"terbit_oleh__name__startswith": "A"},
        {"pk": 1},
        {"kabupaten_id__nama": "x"},
        {"nomor__regex": "a"},
        {"nomor__nomor__exact": "a"},
    ],
)
def test_what_cannot_be_read_cannot_be_asked_for(dokumen: Dokumen, probe: dict[str, Any]) -> None:
    with pytest.raises(FieldError, match="bukan untuk umum"):
        part().filter(**probe)


@pytest.mark.parametrize("name", ["sidik", "-sidik", "terbit_oleh__name", "?"])
def test_nor_sorted_by(dokumen: Dokumen, name: str) -> None:
    with pytest.raises(FieldError, match="bukan untuk umum"):
        part().order_by(name)


def test_a_model_that_declares_nothing_has_nothing() -> None:
    with pytest.raises(TypeError, match="StoredFile tidak menyatakan"):
        StoredFile.objects.for_public()
