"""The register: one number for one content however often it is asked for, and no gaps."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from pytest_django import DjangoAssertNumQueries, Settings

from tests.factories.akun import make_access
from tests.factories.dokumen import make_dokumen, make_isi
from tests.factories.wilayah import make_puskesmas
from upaya.core import audit
from upaya.core.access import Access
from upaya.core.documents import register
from upaya.core.documents.content import Isi, Paragraf, sidik
from upaya.core.documents.download import Terbitan
from upaya.core.models import AuditEntry, Dokumen
from upaya.rules.kesehatan import BENDAHARA_PEMBANTU
from upaya.wilayah.models import Unit


@pytest.fixture
def unit(db: None, settings: Settings) -> Unit:
    settings.DEMO = True
    settings.BUSINESS_DATE = date(2022, 11, 3)
    return make_puskesmas("Panji")


@pytest.fixture
def access(unit: Unit) -> Access:
    return make_access(BENDAHARA_PEMBANTU, unit)


def superseded(dokumen: Dokumen) -> bool:
    found = register.check(dokumen.kode, "")
    assert found is not None
    return found.digantikan


def issue(unit: Unit, access: Access, isi: Isi) -> Dokumen:
    assert unit.kabupaten_id
    return register.issue(unit, isi, access, kabupaten_id=unit.kabupaten_id, unit_id=unit.pk)


def test_a_document_gets_the_next_number_of_its_unit_and_year(
    unit: Unit, access: Access, settings: Settings
) -> None:
    first = issue(unit, access, make_isi())
    second = issue(unit, access, make_isi(jenis="lain"))
    assert (first.nomor, second.nomor) == (
        "001/INS-DPK/PUSKESMAS-PANJI/XI/2022",
        "002/INS-DPK/PUSKESMAS-PANJI/XI/2022",
    )
    settings.BUSINESS_DATE = date(2023, 1, 2)
    assert issue(unit, access, make_isi(jenis="baru")).nomor.endswith("/I/2023")
    assert Dokumen.objects.filter(tahun=2023).get().urut == 1
    other = make_puskesmas("Besuki")
    assert make_dokumen(other, make_access(BENDAHARA_PEMBANTU, other)).urut == 1


def test_the_row_says_what_was_issued(unit: Unit, access: Access) -> None:
    made = issue(unit, access, make_isi())
    assert made.sidik == sidik(make_isi())
    assert made.total == 2_850_006
    assert made.tanggal == date(2022, 11, 3)
    assert made.unit_nama == "Puskesmas Panji"
    assert made.terbit_oleh_id == access.user_id
    assert len(made.kode) == 16
    assert register.terbit(made).alamat.endswith(f"/periksa/{made.kode}/")


def test_asked_again_it_is_the_same_row_and_nothing_is_written(
    unit: Unit, access: Access, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    made = issue(unit, access, make_isi())
    entries = AuditEntry.objects.count()
    with django_assert_num_queries(4) as asked:  # a savepoint around the lock and one look
        assert issue(unit, access, make_isi()) == made
    assert not [query for query in asked if query["sql"].startswith(("INSERT", "UPDATE"))]
    assert AuditEntry.objects.count() == entries


def test_the_day_after_it_is_still_the_same(unit: Unit, access: Access, settings: Settings) -> None:
    made = issue(unit, access, make_isi())
    settings.BUSINESS_DATE = date(2022, 11, 4)
    assert issue(unit, access, make_isi()) == made


def test_changed_content_supersedes_and_a_return_to_the_old_does_too(
    unit: Unit, access: Access
) -> None:
    first = issue(unit, access, make_isi(Paragraf("A")))
    second = issue(unit, access, make_isi(Paragraf("B")))
    assert superseded(first)
    assert not superseded(second)
    third = issue(unit, access, make_isi(Paragraf("A")))
    assert (third.versi, third.sidik) == (3, first.sidik)
    assert superseded(second)
    assert register.standing_of(unit) == {"daftar_penerimaan": third}
    details = [e.detail["menggantikan"] for e in AuditEntry.objects.filter(action="dokumen.terbit")]
    assert details == [second.nomor, first.nomor, None]


def test_issuing_is_recorded_without_names(unit: Unit, access: Access) -> None:
    made = issue(unit, access, make_isi(Paragraf("Siti Rekaan")))
    entry = AuditEntry.objects.get(action="dokumen.terbit")
    assert entry.subject_id == str(made.pk)
    assert entry.actor_id == access.user_id
    assert "Siti" not in str(entry.detail)
    assert list(audit.verify()) == []


def test_a_fault_leaves_neither_number_nor_record(
    unit: Unit, access: Access, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object, **_more: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(audit, "record", fail)
        with pytest.raises(RuntimeError):
            issue(unit, access, make_isi())
    assert not Dokumen.objects.exists()
    assert issue(unit, access, make_isi()).urut == 1


def test_the_database_refuses_a_second_number_and_any_change(unit: Unit, access: Access) -> None:
    made = issue(unit, access, make_isi())
    twin = {
        field.name: getattr(made, field.name)
        for field in Dokumen._meta.fields
        if field.name != "id"
    }
    for change in (
        {"kode": "lain", "versi": 2},  # the number again
        {"kode": "lain", "urut": 2},  # the version again
        {"urut": 2, "versi": 2},  # the code again
        {"kode": "lain", "urut": 2, "versi": 2, "tahun": 2023},  # a year that is not the day's
        {"kode": "lain", "urut": 2, "versi": 2, "total": -1},
        {"kode": "lain", "urut": 2, "versi": 2, "jenis": ""},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Dokumen.objects.create(**(twin | change))
    with pytest.raises(DatabaseError, match="tidak boleh diubah"), transaction.atomic():
        Dokumen.objects.update(total=1)
    with pytest.raises(DatabaseError, match="tidak boleh diubah"), transaction.atomic():
        Dokumen.objects.all()._raw_delete("default")


@pytest.mark.django_db(transaction=True)
def test_fifty_clicks_at_once_make_one_document(settings: Settings) -> None:
    unit = make_puskesmas("Panji")
    access = make_access(BENDAHARA_PEMBANTU, unit)

    def click(number: int) -> tuple[str, str]:
        try:
            same = issue(unit, access, make_isi())
            own = issue(unit, access, make_isi(jenis=f"jenis{number % 5}"))
        finally:
            connection.close()
        return same.nomor, own.nomor

    with ThreadPoolExecutor(16) as pool:
        got = list(pool.map(click, range(50)))
    assert len({same for same, _ in got}) == 1
    assert len({own for _, own in got}) == 5
    assert sorted(Dokumen.objects.values_list("urut", flat=True)) == [1, 2, 3, 4, 5, 6]
    assert AuditEntry.objects.filter(action="dokumen.terbit").count() == 6
    assert list(audit.verify()) == []


def test_turning_the_sheet_is_no_change_of_what_it_says(unit: Unit, access: Access) -> None:
    flat = make_isi()
    upright = replace(flat, mendatar=not flat.mendatar)
    assert sidik(flat) != sidik(upright)  # as every paper was printed
    before = issue(unit, access, flat)
    assert not Terbitan(upright, before).berubah
    assert issue(unit, access, upright) == before
    assert Dokumen.objects.count() == 1
    changed = replace(upright, keterangan="September 2022")
    assert Terbitan(changed, before).berubah
    assert issue(unit, access, changed).versi == 2
