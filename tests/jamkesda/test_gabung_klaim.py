"""A person with two cards: what was claimed under one counts under the other, until they part."""

from __future__ import annotations

from copy import copy
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import Settings

from tests.at_once import at_once
from tests.factories.akun import make_access, make_membership, sign_in
from tests.factories.jamkesda import (
    bare_surat,
    make_desa,
    make_perjanjian,
    make_peserta,
    make_ppk,
    make_warga,
)
from tests.jamkesda.test_road_klaim import DAY, LIST, Dunia
from tests.jamkesda.test_simpan import codes, exact
from upaya.exchange.jamkesda.klaim_sheet import KlaimTertulis
from upaya.jamkesda.buku import services as buku
from upaya.jamkesda.buku.models import Batas
from upaya.jamkesda.buku.services import Kunci
from upaya.jamkesda.gabung import services as gabung
from upaya.jamkesda.klaim import banyak
from upaya.jamkesda.klaim.models import Klaim
from upaya.jamkesda.peserta import mutasi
from upaya.jamkesda.peserta.models import MasaPeserta, Peserta
from upaya.jamkesda.surat.models import SuratJaminan
from upaya.rules.jamkesda import peran
from upaya.warga.models import Keluarga

pytestmark = pytest.mark.django_db(transaction=True)

SAME = "Orang yang sama menurut KTP."


class DuaKartu(Dunia):
    """One person who is in the register twice, in two families, with a card each."""

    def __init__(self) -> None:
        super().__init__()
        home = make_desa()
        assert home.kabupaten is not None
        self.keluarga = [
            Keluarga.objects.create(kabupaten=home.kabupaten, desa=home, kk=number, alamat="RT 1")
            for number in ("9999020101800001", "9999020101800002")
        ]
        self.utama = self.member(home, "H. Moch. Sukarjo", self.keluarga[0])
        self.lain = self.member(home, "Soekardjo", self.keluarga[1])
        self.istri = self.member(home, "Nur'aini", self.keluarga[0])
        self.kepesertaan = make_access(peran.KEPESERTAAN, self.upt)

    def member(self, home: Any, name: str, family: Keluarga) -> Peserta:  # noqa: ANN401 - a unit
        return make_peserta(make_warga(home, name, keluarga=family))

    def gabungkan(self) -> int:
        made = gabung.gabungkan(self.utama.pk, self.kepesertaan, self.lain.kartu, SAME, "BA/7")
        return int(made.pk)

    def pisahkan(self, pk: int) -> None:
        gabung.pisahkan(pk, self.kepesertaan, "Ternyata dua orang.")

    def batas(self, jenis: str, kunci: object, jumlah: int) -> None:
        buku.tetapkan(self.kepala, Kunci(jenis, str(kunci), 2022), jumlah)

    def sent(self, *claims: KlaimTertulis) -> list[tuple[list[str], int]]:
        return [(codes(one), one.diperiksa) for one in self.send(*claims)]


def replace_hospital(dunia: DuaKartu, plafon: int | None = None) -> DuaKartu:
    """The same people at another hospital of the district."""
    there = copy(dunia)
    there.ppk = make_ppk(nama="RS Mitra Rekaan")
    there.unit = there.ppk.unit
    there.petugas = make_access(peran.PETUGAS_KLAIM, there.unit)
    there.perjanjian = make_perjanjian(there.ppk, daftar_tarif=LIST, plafon=plafon)
    return there


@pytest.fixture
def dunia(settings: Settings) -> DuaKartu:
    settings.BUSINESS_DATE = date(2022, 8, 31)
    return DuaKartu()


def limits() -> list[tuple[str, str, int, int]]:
    rows = Batas.objects.exclude(jenis="surat").order_by("pk")
    return list(rows.values_list("jenis", "kunci", "batas", "terpakai"))


def test_the_same_care_under_both_cards_is_found_whichever_was_first(dunia: DuaKartu) -> None:
    utama, lain = dunia.utama, dunia.lain
    assert dunia.sent(dunia.claim(0, lain), dunia.claim(1, utama)) == [([], 150_000)] * 2
    merged = dunia.gabungkan()
    for day, card in ((0, utama), (1, lain), (0, lain)):
        again = dunia.claim(day, card, nomor=f"G{day}{card.pk}")
        assert dunia.sent(again) == [(["D01", "D02"], 0)]
    assert dunia.sent(dunia.claim(2, lain), dunia.claim(2, utama, nomor="K2u")) == [
        ([], 150_000), (["D01", "D02"], 0),
    ]  # fmt: skip
    dunia.pisahkan(merged)
    assert dunia.sent(dunia.claim(0, utama, nomor="P0")) == [([], 150_000)]
    assert dunia.sent(dunia.claim(0, lain, nomor="P0l")) == [(["D01", "D02"], 0)]
    exact()


def test_a_stay_under_the_other_card_is_a_stay_in_two_places(dunia: DuaKartu) -> None:
    stay = {"jenis": "rawat_inap"}
    (made,) = dunia.send(dunia.claim(0, dunia.lain, **stay))
    elsewhere = replace_hospital(dunia)
    (before,) = elsewhere.send(elsewhere.claim(0, dunia.utama, **stay))
    assert "D03" not in codes(before)
    dunia.gabungkan()
    (after,) = elsewhere.send(elsewhere.claim(0, dunia.utama, nomor="K0b", **stay))
    assert "D03" in codes(after)
    assert made.diperiksa == 150_000


def test_a_cause_names_no_claim_of_another_provider_but_to_who_reviews_it(
    dunia: DuaKartu, client: Client
) -> None:
    stay = {"jenis": "rawat_inap"}
    (made,) = dunia.send(dunia.claim(0, dunia.utama, nomor="RAHASIA-7", **stay))
    letter = dunia.claim(5, dunia.utama).surat
    there = replace_hospital(dunia)
    own = there.claim(0, dunia.utama, nomor="K0b", **stay)
    other = there.claim(6, dunia.lain, nomor="K0c", surat=letter, **stay)
    found = there.send(own, other)
    assert {"D02", "D03"} <= set(codes(found[0]))
    assert "P03" in codes(found[1])
    assert found[1].surat == letter  # as it was typed: its code opens the letter's public page
    reader = sign_in(client, make_membership(peran.PETUGAS_KLAIM, there.unit))
    for one in found:
        page = reader.get(one.get_absolute_url()).content.decode()
        assert made.nomor not in page
        assert f"PPK {dunia.unit.pk}" not in page
    assert f"Surat jaminan {letter} tidak ditemukan" in page
    assert dunia.utama.inisial not in page.partition("Baris klaim")[0].partition("<main")[2]
    reviews = sign_in(client, make_membership(peran.VERIFIKATOR, dunia.upt))
    page = reviews.get(reverse("telaah:klaim", args=[found[0].pk])).content.decode()
    assert f"{dunia.unit.nama}, {made.nomor}" in page


def test_a_letter_made_out_to_the_other_card_is_the_person_s_own(dunia: DuaKartu) -> None:
    mine = dunia.claim(0, dunia.utama)
    theirs = dunia.claim(1, dunia.lain)
    crossed = [mine._replace(peserta=dunia.lain.kartu), theirs._replace(peserta=dunia.utama.kartu)]
    merged = dunia.gabungkan()
    assert dunia.sent(*crossed) == [([], 150_000)] * 2
    dunia.pisahkan(merged)
    (wrong,) = dunia.send(
        dunia.claim(2, dunia.lain, nomor="K2x")._replace(peserta=dunia.utama.kartu)
    )
    assert codes(wrong) == ["P05"]


def test_a_claim_sent_again_after_the_merge_is_the_same_claim(dunia: DuaKartu) -> None:
    one = dunia.claim(0, dunia.lain)
    dunia.send(one)
    dunia.gabungkan()
    assert dunia.send(one) == []
    assert Klaim.objects.count() == 1


def test_who_moved_to_bpjs_has_another_payer_until_they_come_back(dunia: DuaKartu) -> None:
    member, day = dunia.utama, DAY + timedelta(1)
    said = {"jenis": "bpjs", "tanggal": DAY, "dokumen": "S/1", "alasan": "Bekerja di perusahaan."}
    mutasi.catat(member.pk, dunia.kepesertaan, said)
    assert dunia.sent(dunia.claim(0, member)) == [([], 150_000)]
    assert dunia.sent(dunia.claim(1, member)) == [(["P01", "P02"], 0)]
    MasaPeserta.objects.create(peserta=member, mulai=day + timedelta(2))
    assert dunia.sent(dunia.claim(2, member)) == [(["P01", "P02"], 0)]
    assert dunia.sent(dunia.claim(3, member)) == [([], 150_000)]


def test_a_clean_claim_of_an_emergency_is_no_part_of_a_step_of_many(dunia: DuaKartu) -> None:
    day = DAY + timedelta(1)
    urgent = bare_surat(
        dunia.ppk, dunia.utama, layanan="rjtl", diagnosis="A09", mulai=day, sampai=day,
        status="selesai", perjanjian=dunia.perjanjian, gawat_darurat=True,
        susulan_sampai=date(2022, 9, 5),  # not late yet; see test_susulan.py
    )  # fmt: skip
    usual, late = dunia.send(
        dunia.claim(0, dunia.utama), dunia.claim(1, dunia.utama)._replace(surat=urgent.nomor)
    )
    assert (usual.putusan, late.putusan) == ("lolos", "lolos")
    assert list(banyak.bersih(dunia.verifikator, "verifikasi")) == [usual]
    SuratJaminan.objects.filter(pk=urgent.pk).update(susulan_pada=day)
    # Its papers are there, and nobody has read them yet.
    assert list(banyak.bersih(dunia.verifikator, "verifikasi")) == [usual]


def test_the_limit_of_a_person_counts_all_cards_and_parts_with_them(dunia: DuaKartu) -> None:
    dunia.batas("peserta", dunia.utama.kartu, 200_000)
    dunia.batas("peserta", dunia.lain.kartu, 900_000)
    dunia.send(dunia.claim(0, dunia.lain))
    before = limits()
    merged = dunia.gabungkan()
    assert limits() == before
    assert dunia.sent(dunia.claim(1, dunia.utama)) == [(["L02"], 50_000)]
    assert dunia.sent(dunia.claim(2, dunia.lain)) == [(["L02"], 0)]
    exact()
    dunia.pisahkan(merged)
    assert dunia.sent(dunia.claim(3, dunia.lain)) == [([], 150_000)]
    assert dunia.sent(dunia.claim(4, dunia.utama)) == [([], 150_000)]
    assert [row[3] for row in limits()] == [200_000, 300_000]
    exact()


def test_a_limit_that_only_the_other_card_has_holds_for_the_person(dunia: DuaKartu) -> None:
    dunia.batas("peserta", dunia.lain.kartu, 200_000)
    assert dunia.sent(dunia.claim(0, dunia.utama)) == [([], 150_000)]
    merged = dunia.gabungkan()
    assert dunia.sent(dunia.claim(1, dunia.utama), dunia.claim(2, dunia.lain)) == [
        ([], 150_000), (["L02"], 50_000),
    ]  # fmt: skip
    dunia.pisahkan(merged)
    assert dunia.sent(dunia.claim(3, dunia.utama)) == [([], 150_000)]
    exact()


def test_the_limit_of_a_family_counts_what_the_other_card_used(dunia: DuaKartu) -> None:
    first, second = (one.pk for one in dunia.keluarga)
    dunia.batas("keluarga", first, 200_000)
    dunia.batas("keluarga", second, 900_000)
    dunia.send(dunia.claim(0, dunia.lain))
    stranger = dunia.member(make_desa(), "Suminah", dunia.keluarga[1])
    dunia.send(dunia.claim(1, stranger))  # whose family is none of theirs
    merged = dunia.gabungkan()
    assert dunia.sent(dunia.claim(2, dunia.istri)) == [(["L03"], 50_000)]
    exact()
    dunia.pisahkan(merged)
    assert dunia.sent(dunia.claim(3, dunia.istri)) == [([], 150_000)]
    assert [row[3] for row in limits()] == [200_000, 300_000]


def test_two_claims_under_two_cards_at_once_are_paid_once_and_within_the_limit(
    dunia: DuaKartu,
) -> None:
    dunia.batas("peserta", dunia.utama.kartu, 200_000)
    dunia.gabungkan()
    cards = (dunia.utama, dunia.lain)
    same = [dunia.claim(0, card, nomor=f"S{card.pk}") for card in cards]
    made, refused = at_once(lambda n: dunia.send(same[n]), 2)
    assert refused == []
    assert sorted(one.diperiksa for rows in made for one in rows) == [0, 150_000]
    other = [dunia.claim(1 + n, card, nomor=f"T{card.pk}") for n, card in enumerate(cards)]
    made, _ = at_once(lambda n: dunia.send(other[n]), 2)
    assert sorted(one.diperiksa for rows in made for one in rows) == [0, 50_000]
    exact()


def test_a_merge_at_once_with_claims_of_both_cards_comes_before_or_after(dunia: DuaKartu) -> None:
    dunia.batas("peserta", dunia.utama.kartu, 300_000)
    claims = [dunia.claim(0, card, nomor=f"S{card.pk}") for card in (dunia.utama, dunia.lain)]

    def click(n: int) -> object:
        return dunia.gabungkan() if n == 2 else dunia.send(claims[n])

    _, refused = at_once(click, 3)
    assert refused == []
    paid = Klaim.objects.filter(diperiksa__gt=0).count()
    assert paid in {1, 2}  # two only where both were judged before the merge
    exact()
    (third,) = dunia.send(dunia.claim(1, dunia.lain))
    (fourth,) = dunia.send(dunia.claim(2, dunia.utama))
    assert 150_000 * paid + third.diperiksa + fourth.diperiksa == 300_000


def test_merged_cards_cost_a_claim_as_few_statements_for_many_as_for_one(dunia: DuaKartu) -> None:
    home = make_desa()

    def counted(people: int, mark: str) -> int:
        cards = []
        for _ in range(people):
            one = dunia.member(home, "Sukarjo", dunia.keluarga[0])
            other = dunia.member(home, "Soekardjo", dunia.keluarga[1])
            dunia.send(dunia.claim(9, other, nomor=f"{mark}{other.pk}"))
            gabung.gabungkan(one.pk, dunia.kepesertaan, other.kartu, SAME, "BA/7")
            cards.append(other)
        claims = [dunia.claim(3, card, nomor=f"{mark}-{card.pk}") for card in cards]
        with CaptureQueriesContext(connection) as seen:
            dunia.send(*claims)
        return len(seen)

    counted(1, "a")
    assert counted(5, "c") <= counted(1, "b")
