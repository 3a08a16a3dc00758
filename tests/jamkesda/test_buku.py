"""The book of limits: exact in any order, by however many at once, kept by the database."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.db.models import F, Sum
from django.test.utils import CaptureQueriesContext

from tests.at_once import at_once
from tests.factories.akun import make_access
from tests.factories.wilayah import make_dinas, make_kabupaten
from tests.rules.claimed import clean
from upaya.core.access import Access
from upaya.exchange.jamkesda import klaim_json
from upaya.jamkesda.buku import services
from upaya.jamkesda.buku.models import Batas, Pemakaian
from upaya.jamkesda.buku.services import Kunci, Tagihan
from upaya.rules.jamkesda.compute import Hasil
from upaya.rules.kesehatan import VERIFIKATOR_DINAS
from upaya.rules.loader import national_book

pytestmark = pytest.mark.django_db(transaction=True)

PESERTA, KELUARGA = Kunci("peserta", "M1", 2026), Kunci("keluarga", "KK1", 2026)


def judged() -> Hasil:
    """A clean claim of 300.000, judged by the checks of the command."""
    found = klaim_json.check(json.dumps(clean()).encode(), national_book())
    return found.klaim[0][1]


CLEAN = judged()
DUA = (PESERTA, KELUARGA)


@pytest.fixture
def access() -> Access:
    return make_access(VERIFIKATOR_DINAS, make_dinas())


def claim(name: str, kunci: tuple[Kunci, ...] = DUA) -> Tagihan:
    return Tagihan(name, CLEAN, kunci)


def exact() -> Iterator[bool]:
    """Of every limit: what stands as used is what its claims use, and within it."""
    for limit in Batas.objects.all():
        used = limit.pemakaian.filter(dilepas_pada=None).aggregate(n=Sum("jumlah"))["n"] or 0
        yield limit.terpakai == used <= limit.batas


def test_claims_use_what_is_left_and_give_it_back_once(access: Access) -> None:
    services.tetapkan(access, PESERTA, 700_000)
    services.tetapkan(access, KELUARGA, 1_000_000)
    found = services.pakai(access, [claim("K1"), claim("K2"), claim("K3"), claim("K4")])
    assert [one.disetujui for one in found.values()] == [300_000, 300_000, 100_000, 0]
    assert [one.kode for one in found.values()] == [[], [], ["L02"], ["L02"]]
    assert found["K4"].putusan == "ditolak"
    assert Pemakaian.objects.count() == 6
    assert all(exact())
    assert [services.lepas(access, "K1") for _ in range(2)] == [2, 0]
    assert all(exact())
    assert services.pakai(access, [claim("K5")])["K5"].disetujui == 300_000
    assert sorted(Batas.objects.values_list("terpakai", flat=True)) == [700_000, 700_000]


def test_a_claim_that_is_sent_again_uses_nothing_twice(access: Access) -> None:
    services.tetapkan(access, PESERTA, 1_000_000)
    first = services.pakai(access, [claim("K1")])
    again = services.pakai(access, [claim("K1"), claim("K2")])
    assert (list(first), list(again)) == (["K1"], ["K2"])
    assert Batas.objects.get().terpakai == 600_000
    services.lepas(access, "K1")
    assert list(services.pakai(access, [claim("K1")])) == ["K1"]
    assert all(exact())
    with pytest.raises(ValueError, match="dua kali"):
        services.pakai(access, [claim("K9"), claim("K9")])


def test_where_there_is_no_limit_nothing_is_cut(access: Access) -> None:
    assert services.pakai(access, [claim("K1")])["K1"] == CLEAN
    assert not Pemakaian.objects.exists()


def test_a_limit_of_another_district_is_another_limit(access: Access) -> None:
    other = make_access(
        VERIFIKATOR_DINAS, make_dinas(make_kabupaten("35.10", "Kabupaten Banyuwangi"))
    )
    services.tetapkan(access, PESERTA, 100_000)
    assert services.pakai(other, [claim("K1")])["K1"].disetujui == 300_000
    assert services.pakai(access, [claim("K1")])["K1"].disetujui == 100_000


def test_a_limit_is_never_set_below_what_is_used(access: Access) -> None:
    services.tetapkan(access, PESERTA, 300_000)
    services.pakai(access, [claim("K1")])
    with pytest.raises(ValidationError, match=r"Sudah terpakai Rp300\.000"):
        services.tetapkan(access, PESERTA, 299_999)
    assert services.tetapkan(access, PESERTA, 400_000).sisa == 100_000


def test_fifty_claims_cost_as_few_statements_as_ten(access: Access) -> None:
    """Read once, judged in memory, written at once: flat in the number of claims and limits."""
    keys = [Kunci("peserta", f"M{n}", 2026) for n in range(60)]
    district = access.scope.kabupaten
    assert district is not None
    Batas.objects.bulk_create(
        Batas(kabupaten_id=district, jenis=one.jenis, kunci=one.kunci,
              tahun=one.tahun, batas=500_000)
        for one in keys
    )  # fmt: skip

    def counted(names: range) -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            services.pakai(access, [claim(f"K{n}", (keys[n % 60],)) for n in names])
        return len(seen)

    few, many = counted(range(10)), counted(range(10, 60))
    assert many == few <= 14
    assert all(exact())


def test_many_at_once_never_use_more_than_there_is(access: Access) -> None:
    """Eight windows, each with pairs of claims that lie under the same two limits."""
    services.tetapkan(access, PESERTA, 2_000_000)
    services.tetapkan(access, KELUARGA, 2_100_000)

    def send(n: int) -> int:
        turned = DUA if n % 2 else DUA[::-1]
        rows = [claim(f"K{n}-{k}", turned) for k in range(2)]
        return sum(one.disetujui for one in services.pakai(access, rows).values())

    made, refused = at_once(send, 8)
    assert refused == []
    assert sum(made) == 2_000_000
    assert all(exact())


def test_the_same_claim_by_form_and_by_file_at_once_is_entered_once(access: Access) -> None:
    services.tetapkan(access, PESERTA, 2_000_000)
    made, refused = at_once(lambda _: services.pakai(access, [claim("K1")]), 4)
    assert refused == []
    assert sum("K1" in one for one in made) == 1
    assert Batas.objects.get().terpakai == 300_000


def test_a_limit_that_several_set_at_once_is_one(access: Access) -> None:
    at_once(lambda n: services.tetapkan(access, PESERTA, 1_000 + n), 4)
    assert Batas.objects.count() == 1


def test_giving_back_while_others_use_stays_exact(access: Access) -> None:
    services.tetapkan(access, PESERTA, 600_000)
    services.pakai(access, [claim("K1"), claim("K2")])

    def act(n: int) -> None:
        if n % 2:
            services.lepas(access, f"K{1 + n // 2 % 2}")
        else:
            services.pakai(access, [claim(f"N{n}")])

    at_once(act, 6)
    assert all(exact())


def test_the_database_keeps_the_book(access: Access) -> None:
    services.tetapkan(access, PESERTA, 300_000)
    services.pakai(access, [claim("K1")])
    services.pakai(access, [claim("K2", (KELUARGA,))])
    use, limit = Pemakaian.objects.get(), Batas.objects.get()

    def refused(**values: object) -> bool:
        try:
            with transaction.atomic():
                Pemakaian.objects.filter(pk=use.pk).update(**values)
        except DatabaseError:
            return True
        return False

    assert refused(jumlah=F("jumlah") + 1)
    assert refused(klaim="K9")
    assert refused(dilepas_pada=use.dicatat_pada)
    for changed in ({"terpakai": 300_001}, {"terpakai": -1}, {"kunci": "M2"}, {"tahun": 2027}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Batas.objects.filter(pk=limit.pk).update(**changed)
    for row in (use, limit):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {row._meta.db_table} WHERE id = {row.pk}")  # noqa: S608
    services.lepas(access, "K1")
    assert refused(dilepas_pada=None, dilepas_oleh=None)
