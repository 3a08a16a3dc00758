"""Storing claims: once, exact, few statements, and each can be judged again from what is stored."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.db.models import F, Sum
from django.test.utils import CaptureQueriesContext

from tests.at_once import at_once
from tests.factories.akun import make_access
from tests.factories.wilayah import make_dinas, make_puskesmas
from upaya.core.access import Access
from upaya.exchange.jamkesda import klaim_json
from upaya.exchange.jamkesda.klaim_sheet import KlaimTertulis, claims_book, read_claims
from upaya.jamkesda.buku import services as buku
from upaya.jamkesda.buku.models import Batas, Pemakaian
from upaya.jamkesda.buku.services import Kunci
from upaya.jamkesda.klaim import services
from upaya.jamkesda.klaim.models import AlasanTercatat, Klaim, LayananKlaim
from upaya.jamkesda.klaim.services import Dasar
from upaya.rules.jamkesda.alasan import ALASAN
from upaya.rules.jamkesda.klaim import BarisKlaim, Masa, Perjanjian, Peserta, Surat, Tarif
from upaya.rules.kesehatan import VERIFIKATOR_DINAS
from upaya.rules.loader import national_book

pytestmark = pytest.mark.django_db(transaction=True)

TODAY, DAY = date(2022, 8, 31), date(2022, 8, 10)
YEAR = Masa(date(2022, 1, 1), date(2022, 12, 31))


class Counter:
    """A provider with its agreement, people and letters, and somebody who stores."""

    def __init__(self, people: int = 4) -> None:
        self.unit = make_puskesmas()
        assert self.unit.kabupaten is not None
        self.access: Access = make_access(VERIFIKATOR_DINAS, make_dinas(self.unit.kabupaten))
        ppk = str(self.unit.pk)
        names = [f"M{n}" for n in range(people)]
        self.dasar = Dasar(
            tanggal=TODAY,
            unit=self.unit,
            perjanjian=Perjanjian(ppk, YEAR, frozenset({"a", "b"}), 30),
            tarif={
                "a": (Tarif("a", date(2022, 1, 1), None, 50_000),),
                "b": (Tarif("b", date(2022, 1, 1), None, 100_000),),
            },
            peserta={name: Peserta(name, date(1990, 1, 1), "P", (YEAR,)) for name in names},
            surat={f"S{n}": Surat(f"S{n}", f"M{n % people}", ppk, YEAR, None, 0, None)
                   for n in range(400)},
            lampiran_wajib=("resume",),
            kunci=lambda one: (Kunci("peserta", one.peserta, 2022),),
        )  # fmt: skip

    def claim(self, n: int = 0, **changes: Any) -> KlaimTertulis:  # noqa: ANN401 - fields of a claim
        """A clean claim of 200.000 with its own letter; each on another day."""
        day = DAY - timedelta(n // len(self.dasar.peserta))
        made = KlaimTertulis(
            f"K{n}", f"M{n % len(self.dasar.peserta)}", f"S{n}", "rawat_jalan", day, day,
            ("A09.0",), ("resume",),
            (BarisKlaim(1, "a", day, 2, 50_000), BarisKlaim(2, "b", day, 1, 100_000)),
        )  # fmt: skip
        return made._replace(**changes)

    def store(self, *claims: KlaimTertulis) -> Sequence[Klaim]:
        return services.simpan(self.access, self.dasar, claims).baru


def exact() -> None:
    """What has to hold of everything that is stored."""
    for claim in Klaim.objects.all():
        rows = list(claim.layanan.annotate(potongan=Sum("alasan__jumlah")))
        for row in rows:
            assert row.diminta == row.jumlah * row.harga == row.diperiksa + (row.potongan or 0)
        assert claim.diminta == sum(row.diminta for row in rows)
        assert claim.diperiksa == sum(row.diperiksa for row in rows)
    for limit in Batas.objects.all():
        used = limit.pemakaian.filter(dilepas_pada=None).aggregate(n=Sum("jumlah"))["n"] or 0
        assert limit.terpakai == used <= limit.batas


def codes(claim: Klaim) -> list[str]:
    return sorted(set(claim.alasan.values_list("kode", flat=True)))


def test_a_clean_claim_is_stored_and_can_be_judged_again_offline() -> None:
    (made,) = (here := Counter()).store(here.claim())
    assert (made.putusan, made.diminta, made.diperiksa, made.disetujui) == (
        "lolos", 200_000, 200_000, None,
    )  # fmt: skip
    again = klaim_json.check(json.dumps(Klaim.objects.get().masukan).encode(), national_book())
    ((asked, hasil),) = again.klaim
    assert klaim_json.sidik(asked, hasil.aturan) == made.sidik
    assert hasil.disetujui == made.diperiksa
    exact()


def test_each_planted_fault_is_found_and_every_rupiah_cut_has_its_code() -> None:
    here = Counter()
    buku.tetapkan(here.access, Kunci("surat", "S7"), 150_000)
    buku.tetapkan(here.access, Kunci("peserta", "M3", 2022), 300_000)
    dear = (BarisKlaim(1, "a", DAY, 2, 60_000),)
    made = here.store(
        here.claim(0),
        here.claim(1, surat=None),
        here.claim(2, baris=dear, lampiran=()),
        here.claim(3),
        here.claim(4, surat="S0"),
        here.claim(5, masuk=date(2021, 12, 31)),
        here.claim(6, baris=(BarisKlaim(1, "x", DAY - timedelta(1), 1, 7),)),
        here.claim(7),
        here.claim(8, nomor="K8", peserta="M0", masuk=DAY, keluar=DAY, surat="S8",
                   baris=here.claim(0).baris),
    )  # fmt: skip
    assert {one.nomor: codes(one) for one in made} == {
        "K0": [], "K1": ["P03"], "K2": ["B01", "T02"], "K3": [], "K4": ["P04"],
        "K5": ["A01", "P01", "P05"], "K6": ["A02", "T01"], "K7": ["L02", "P06"],
        "K8": ["D01", "D02"],
    }  # fmt: skip
    assert [one.diperiksa for one in made] == [
        200_000, 0, 100_000, 200_000, 0, 0, 0, 100_000, 0,
    ]  # fmt: skip
    assert set(AlasanTercatat.objects.values_list("kode", flat=True)) <= set(ALASAN)
    exact()


def test_a_claim_sent_again_by_form_and_by_file_stays_one() -> None:
    here = Counter()
    buku.tetapkan(here.access, Kunci("peserta", "M0", 2022), 1_000_000)
    one = here.claim()
    (made,) = here.store(one)
    (read,) = read_claims(claims_book([one])).klaim
    again = services.simpan(here.access, here.dasar, [read, here.claim(1)])
    assert [row.pk for row in again.sudah] == [made.pk]
    assert [row.nomor for row in again.baru] == ["K1"]
    assert Batas.objects.get().terpakai == 200_000
    exact()


def test_a_number_that_says_something_else_is_refused_whole() -> None:
    here = Counter()
    here.store(here.claim())
    other = here.claim(0, peserta="M1")
    for rows, said in (
        ([here.claim(1), other], "isi lain: K0"),
        ([here.claim(1), here.claim(2, peserta="X")], "tidak dikenal pada klaim K2"),
        ([here.claim(1), here.claim(1)], "dua kali"),
    ):
        with pytest.raises(ValidationError, match=said):
            here.store(*rows)
    assert Klaim.objects.count() == 1


def test_what_was_refused_may_be_asked_again_under_another_number() -> None:
    here = Counter()
    (refused,) = here.store(here.claim(0, surat=None))
    (made,) = here.store(here.claim(0, nomor="K0-2"))
    assert (refused.diperiksa, made.diperiksa) == (0, 200_000)


def test_eight_doors_at_once_store_one_claim_and_break_no_limit() -> None:
    here = Counter()
    buku.tetapkan(here.access, Kunci("peserta", "M0", 2022), 500_000)
    own = [here.claim(4 * n) for n in range(1, 9)]
    made, refused = at_once(lambda n: here.store(here.claim(0), own[n]), 8)
    assert refused == []
    assert sum(len(one) for one in made) == Klaim.objects.count() == 9
    assert Klaim.objects.aggregate(n=Sum("diperiksa"))["n"] == 500_000
    exact()


def test_many_claims_cost_as_few_statements_as_ten() -> None:
    here = Counter(people=40)

    def counted(names: range) -> int:
        with CaptureQueriesContext(connection) as seen:
            here.store(*[here.claim(n) for n in names])
        return len(seen)

    counted(range(10))  # from here on somebody in each set has other claims
    few, many = counted(range(40, 50)), counted(range(80, 120))
    # SQLite takes a thousand values a statement; PostgreSQL writes each table in one.
    assert few <= 25
    assert many <= few + (8 if connection.vendor == "sqlite" else 0)
    exact()


def test_what_was_asked_never_changes() -> None:
    here = Counter()
    (claim,) = here.store(here.claim())
    line = claim.layanan.get(no=1)
    for model, pk, values in (
        (Klaim, claim.pk, {"diminta": 1}),
        (Klaim, claim.pk, {"nomor": "K9"}),
        (Klaim, claim.pk, {"diperiksa": 200_001}),
        (Klaim, claim.pk, {"disetujui": 200_001}),
        (LayananKlaim, line.pk, {"jumlah": 1}),
        (LayananKlaim, line.pk, {"harga": F("harga") + 1}),
        (LayananKlaim, line.pk, {"disetujui": -1}),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            model._default_manager.filter(pk=pk).update(**values)
    for row in (claim, line):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {row._meta.db_table} WHERE id = {row.pk}")  # noqa: S608
    assert not Pemakaian.objects.exists()
