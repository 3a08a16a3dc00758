"""Limits that a district decrees and ceilings of agreements: in the book, whenever they came."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from tests.at_once import at_once
from tests.factories.jamkesda import make_peserta, make_warga
from tests.factories.miskol import picture
from tests.factories.regulasi import make_baris
from tests.jamkesda.test_gabung_klaim import DuaKartu, replace_hospital
from tests.jamkesda.test_simpan import codes, exact
from upaya.jamkesda.buku.models import Batas
from upaya.jamkesda.klaim import lampiran, masuk
from upaya.jamkesda.klaim.models import Klaim
from upaya.rules.jamkesda.batas import EPISODE, KATEGORI, KELUARGA, PESERTA, parameter

pytestmark = pytest.mark.django_db(transaction=True)

WHY = "Hasil laboratorium belum disertakan dalam berkas."


@pytest.fixture
def dunia(settings: Settings) -> DuaKartu:
    settings.BUSINESS_DATE = date(2022, 8, 31)
    return DuaKartu()


def decree(dunia: DuaKartu, jenis: str, amount: int, kunci: str = "", since: int = 1) -> None:
    assert dunia.unit.kabupaten is not None
    make_baris(
        dunia.unit.kabupaten, parameter(jenis, kunci), amount,
        mulai=date(2022, since, 1), sampai=date(2022, 12, 31), tanggal=date(2022, since, 1),
    )  # fmt: skip


def left(jenis: str) -> list[tuple[int, int]]:
    rows = Batas.objects.filter(jenis=jenis).order_by("pk")
    return list(rows.values_list("batas", "terpakai"))


def test_without_a_decree_there_is_no_limit(dunia: DuaKartu) -> None:
    assert dunia.sent(dunia.claim(0, dunia.utama)) == [([], 150_000)]
    assert set(Batas.objects.values_list("jenis", flat=True)) <= {"surat"}


def test_a_limit_of_a_person_counts_what_was_claimed_before_it_was_decreed(dunia: DuaKartu) -> None:
    dunia.send(dunia.claim(0, dunia.utama))
    dunia.send(dunia.claim(1, dunia.utama)._replace(surat=None, nomor="nol"))
    decree(dunia, PESERTA, 200_000, since=8)
    assert dunia.sent(dunia.claim(2, dunia.utama)) == [(["L02"], 50_000)]
    assert dunia.sent(dunia.claim(3, dunia.utama)) == [(["L02"], 0)]
    assert dunia.sent(dunia.claim(4, dunia.istri)) == [([], 150_000)]
    assert left(PESERTA) == [(200_000, 200_000), (200_000, 150_000)]
    exact()


def test_what_was_used_beyond_a_lower_decree_stays_and_nothing_more_fits(dunia: DuaKartu) -> None:
    dunia.send(dunia.claim(0, dunia.utama), dunia.claim(1, dunia.utama))
    decree(dunia, PESERTA, 100_000)
    assert dunia.sent(dunia.claim(2, dunia.utama)) == [(["L02"], 0)]
    assert left(PESERTA) == [(300_000, 300_000)]
    decree(dunia, PESERTA, 400_000, since=2)  # raised later in the year
    assert dunia.sent(dunia.claim(3, dunia.utama)) == [(["L02"], 100_000)]
    exact()


def test_families_categories_and_episodes_have_their_own(dunia: DuaKartu) -> None:
    decree(dunia, KELUARGA, 400_000)
    decree(dunia, KATEGORI, 500_000, "miskin")
    decree(dunia, EPISODE, 140_000)
    assert dunia.sent(dunia.claim(0, dunia.utama)) == [(["L01"], 140_000)]
    assert dunia.sent(dunia.claim(1, dunia.istri)) == [(["L01"], 140_000)]
    assert dunia.sent(dunia.claim(2, dunia.utama)) == [(["L01", "L03"], 120_000)]
    outside = make_peserta(make_warga(dunia.utama.warga.desa, "Suminah"))
    assert dunia.sent(dunia.claim(3, outside)) == [(["L01", "L04"], 100_000)]
    outside.kategori = "umum"
    outside.save()
    assert dunia.sent(dunia.claim(4, outside)) == [(["L01"], 140_000)]
    assert (left(KELUARGA), left(KATEGORI)) == ([(400_000, 400_000)], [(500_000, 500_000)])
    exact()


def test_merged_cards_stand_under_one_decree(dunia: DuaKartu) -> None:
    decree(dunia, PESERTA, 250_000)
    dunia.send(dunia.claim(0, dunia.lain))
    merged = dunia.gabungkan()
    assert dunia.sent(dunia.claim(1, dunia.utama)) == [(["L02"], 100_000)]
    dunia.pisahkan(merged)
    assert dunia.sent(dunia.claim(2, dunia.lain)) == [(["L02"], 100_000)]
    exact()


def test_the_ceiling_of_an_agreement_is_kept_by_all_its_claims(dunia: DuaKartu) -> None:
    there = replace_hospital(dunia, plafon=400_000)
    claims = [there.claim(day, dunia.utama) for day in range(4)]
    assert [one for claim in claims for one in there.sent(claim)] == [
        ([], 150_000), ([], 150_000), (["L05"], 100_000), (["L05"], 0),
    ]  # fmt: skip
    exact()


def test_a_claim_mended_after_the_decree_stands_under_it(dunia: DuaKartu) -> None:
    claim = dunia.claim(0, dunia.utama, lampiran=("resume medis",))
    (made,) = dunia.send(claim)
    assert codes(made) == ["B01"]
    dunia.move(made, "kembalikan", dunia.verifikator, WHY)
    decree(dunia, PESERTA, 120_000)
    lampiran.perbaiki(dunia.petugas, made.pk, (), "Rinciannya menyusul hari ini.")
    lampiran.lampirkan(dunia.petugas, made.pk, "rincian biaya", picture())
    found = dunia.move(made, "lengkapi", dunia.petugas)
    # What it had before the lower decree it keeps; nothing more fits in.
    assert (found.diperiksa, left(PESERTA)) == (150_000, [(150_000, 150_000)])
    assert dunia.sent(dunia.claim(1, dunia.utama)) == [(["L02"], 0)]
    exact()


def test_two_at_once_make_one_limit_and_keep_it(dunia: DuaKartu) -> None:
    decree(dunia, PESERTA, 200_000)
    decree(dunia, KATEGORI, 10_000_000, "miskin")
    claims = [dunia.claim(day, dunia.utama, nomor=f"K{day}") for day in range(4)]
    made, refused = at_once(lambda n: dunia.send(claims[n]), 4)
    assert refused == []
    assert sum(one.diperiksa for rows in made for one in rows) == 200_000
    assert left(PESERTA) == [(200_000, 200_000)]
    assert left(KATEGORI) == [(10_000_000, 200_000)]
    exact()


def test_a_tried_workbook_leaves_no_limit_behind(dunia: DuaKartu) -> None:
    decree(dunia, PESERTA, 200_000)
    masuk.uji(dunia.petugas, dunia.unit, [dunia.claim(0, dunia.utama)])
    assert not Klaim.objects.exists()
    assert left(PESERTA) == []


def test_limits_cost_as_few_statements_for_many_members_as_for_few(dunia: DuaKartu) -> None:
    for kind in (PESERTA, KELUARGA, EPISODE):
        decree(dunia, kind, 1_000_000)
    decree(dunia, KATEGORI, 100_000_000, "miskin")

    def counted(mark: str, many: int) -> int:
        people = [
            dunia.member(dunia.utama.warga.desa, f"Orang {mark}{n}", dunia.keluarga[n % 2])
            for n in range(many)
        ]
        claims = [dunia.claim(5, one, nomor=f"{mark}{one.pk}") for one in people]
        with CaptureQueriesContext(connection) as seen:
            dunia.send(*claims)
        return len(seen)

    counted("a", 2)
    # What was used before a limit stood is entered once, by whoever comes first.
    assert counted("c", 12) <= counted("b", 3) + 8
