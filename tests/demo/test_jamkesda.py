"""Penajam in the demo: real places, invented people, PPK of which two cannot make letters."""

from __future__ import annotations

from collections import Counter

import pytest

from upaya.jamkesda.demo.tempat import KODE, TODAY
from upaya.jamkesda.gabung.queries import kembar
from upaya.jamkesda.impor.models import ImporPeserta
from upaya.jamkesda.models import Pendaftaran, Peserta, Ppk, Rujukan, SuratJaminan
from upaya.jamkesda.peserta.dasar import peringatan
from upaya.jamkesda.peserta.models import aktif_pada
from upaya.jamkesda.peserta.reading import BacaanPendaftaran
from upaya.jamkesda.ppk.models import berlaku_pada
from upaya.jamkesda.staf.models import Penunjukan
from upaya.rules.jamkesda import road
from upaya.supermiskol.surat.models import SuratMiskin
from upaya.wilayah.models import Unit


@pytest.mark.django_db
@pytest.mark.demo_world
def test_penajam_has_its_villages_its_ppk_and_its_members() -> None:
    kinds = Counter(
        Unit.objects.filter(kabupaten=KODE).order_by("pk").values_list("jenis", flat=True)
    )
    assert (kinds["kecamatan"], kinds["desa"]) == (4, 54)
    ppk = list(Ppk.objects.order_by("pk"))
    assert len(ppk) == 12
    shut = [one for one in ppk if not one.perjanjian.filter(berlaku_pada(TODAY)).exists()]
    assert [str(one) for one in shut] == ["Klinik Rekaan Nenang", "Klinik Bersalin Rekaan Api-api"]
    members = Peserta.objects.filter(kabupaten=KODE)
    assert members.count() > 4_000
    ended = members.exclude(aktif_pada(TODAY)).count()
    assert 0 < ended < members.count() // 10
    assert all(one.warga.nik.startswith("99") for one in members.select_related("warga")[:200])


@pytest.mark.django_db
@pytest.mark.demo_world
def test_letters_of_supermiskol_open_the_door_of_penajam() -> None:
    letters = {one.keadaan(TODAY): one for one in SuratMiskin.objects.filter(kabupaten=KODE)}
    assert set(letters) == {"berlaku", "dicabut"}
    members = Peserta.objects.filter(kabupaten=KODE, sumber="surat_miskin")
    assert members.count() == 2
    told = members.get(surat_miskin=letters["dicabut"].kode)
    assert "dicabut" in peringatan(told)
    # Of the three letters one opens its door in front of whoever tries the demo.
    free = SuratMiskin.objects.filter(kabupaten=KODE).exclude(
        kode__in=members.values("surat_miskin")
    )
    assert free.count() == 1


@pytest.mark.django_db
@pytest.mark.demo_world
def test_every_status_has_something_to_look_at() -> None:
    here = {"kabupaten": KODE}
    for model, table in (
        (Pendaftaran, road.PENDAFTARAN_PESERTA),
        (SuratJaminan, road.SURAT_JAMINAN),
    ):
        found = set(model.objects.filter(**here).values_list("status", flat=True))
        assert found == set(table.states)
    assert Rujukan.objects.filter(**here).count() >= 5
    urgent = SuratJaminan.objects.filter(gawat_darurat=True, **here)
    assert {bool(one.susulan_pada) for one in urgent} == {True, False}
    late = list(urgent.filter(susulan_pada=None, susulan_sampai__lt=TODAY))
    assert [one.status for one in late] == [road.SELESAI]
    alike = [one for one in Pendaftaran.objects.filter(**here) if BacaanPendaftaran(one).mirip]
    assert len(alike) == 1
    staff = Penunjukan.objects.filter(**here).order_by("pk")
    assert [one.status for one in staff] == ["ditetapkan", "diusulkan", "ditetapkan"]
    listed = ImporPeserta.objects.get(**here)
    kinds = set(listed.baris.values_list("cocok", flat=True))
    assert kinds == {"tepat", "mirip", "baru", "galat"}
    child = Peserta.objects.exclude(ibu_peserta=None).get(**here)
    twice = [one for one in Peserta.objects.filter(warga__nik_indeks="", **here) if kembar(one)]
    assert child.kategori == "bayi"
    assert len(twice) == 1
