"""The retention rule is carried out: what is removed is gone for good, the decision stays."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.db.utils import DatabaseError

from tests.factories.miskol import Team, make_request
from tests.supermiskol.people import Person
from upaya.core.models import AuditEntry, StoredFile
from upaya.rules.supermiskol import road
from upaya.supermiskol.permohonan.models import Permohonan
from upaya.supermiskol.simpan import services
from upaya.supermiskol.simpan.models import Penghapusan
from upaya.supermiskol.surat.models import Putusan, SuratMiskin

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day(settings: object) -> None:
    settings.BUSINESS_DATE = date(2022, 11, 3)  # type: ignore[attr-defined] # Django's settings


def test_what_is_over_is_removed_and_the_decision_stays(
    settings: object, django_capture_on_commit_callbacks: object
) -> None:
    case = make_request(status=road.DISETUJUI)
    make_request(case.desa, road.DIVERIFIKASI)  # open: kept, however long
    secrets = (case.nama, case.alamat, case.ibu or case.nama, case.rujukan_nomor)
    paths = [one.stored.path for one in case.berkas.select_related("stored")]
    assert services.last_day(case) == date(2027, 11, 3)
    settings.BUSINESS_DATE = date(2027, 11, 3)  # type: ignore[attr-defined] # its last day
    assert list(services.due()) == []
    settings.BUSINESS_DATE = date(2027, 11, 4)  # type: ignore[attr-defined] # Django's settings
    assert list(services.due()) == [case.pk]
    kept = Putusan.objects.values().get(), SuratMiskin.objects.values().get()
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator] # its fixture
        services.erase(case.pk)
    assert not any(default_storage.exists(path) for path in paths)
    assert (Putusan.objects.values().get(), SuratMiskin.objects.values().get()) == kept
    with connection.cursor() as cursor:
        for table in ("supermiskol_permohonan", "core_storedfile", "supermiskol_kunjungan"):
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608 - our own names
            rows = str(
                [
                    row
                    for row in cursor.fetchall()
                    if case.tiket in str(row) or table != "supermiskol_permohonan"
                ]
            )
            assert not [secret for secret in secrets if secret in rows]
    case.refresh_from_db()
    assert (case.nik, case.nik_indeks, case.kk, case.nama) == ("", "", "", "dihapus")
    assert set(
        StoredFile.objects.filter(pk__in=case.berkas.values("stored")).values_list(
            "name", flat=True
        )
    ) == {"dihapus.png"}
    entry = AuditEntry.objects.get(action="miskol.hapus_simpan")
    assert entry.detail == {"berkas": 4, "bulan": 60}
    # Twice is once, and nothing puts it back.
    services.erase(case.pk)
    assert list(services.due()) == []
    assert Penghapusan.objects.count() == 1
    with pytest.raises(DatabaseError), transaction.atomic():
        Permohonan.objects.filter(pk=case.pk).update(nama="Siti")
    with pytest.raises(DatabaseError), transaction.atomic():
        Penghapusan.objects.all().delete()
    clerk = Person(Team(case.desa).members[road.PETUGAS_DINSOS])
    assert "sudah dihapus" in clerk.page(f"/miskol/{case.pk}/hak/")
    for part in ("pemohon", "berkas", "hasil", "surat", "riwayat"):
        clerk.page(f"/miskol/{case.pk}/{part}/")


def test_only_to_its_removed_form() -> None:
    case = make_request(status=road.DITOLAK)
    Penghapusan.objects.create(permohonan=case, bulan=60, berkas=0, dihapus_pada=case.status_since)
    with pytest.raises(DatabaseError), transaction.atomic():
        Permohonan.objects.filter(pk=case.pk).update(nama="Orang lain")
