"""Two cards of one person: everything goes over, nothing is lost, and it can be undone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.test import Client
from django.urls import reverse

from tests.factories.akun import make_membership, sign_in
from tests.factories.jamkesda import (
    bare_rujukan,
    bare_surat,
    make_desa,
    make_peserta,
    make_ppk,
    make_warga,
)
from tests.factories.wilayah import make_unit
from tests.jamkesda.test_peserta_surat import DAY, at_upt
from upaya.core.access import Access
from upaya.jamkesda.gabung import services
from upaya.jamkesda.gabung.models import Penggabungan
from upaya.jamkesda.gabung.queries import semua_kartu
from upaya.jamkesda.models import MasaPeserta, Mutasi, Peserta, Rujukan, SuratJaminan
from upaya.jamkesda.peserta import mutasi
from upaya.jamkesda.surat.queries import cek
from upaya.rules.jamkesda import peran
from upaya.warga.models import Warga

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day(settings: Any) -> None:  # noqa: ANN401 - pytest-django's
    settings.BUSINESS_DATE = DAY


@pytest.fixture
def pair() -> tuple[Peserta, Peserta]:
    """One who has no NIK and a term from June, and the same person with a NIK and older cover."""
    home = make_desa()
    bare = make_warga(home, "H. Moch. Sukarjo", nik="", ibu="Ibu Rekaan")
    one = make_peserta(bare, date(2022, 6, 1))
    other = make_peserta(make_warga(home, "Muhammad Soekardjo", nik="9999010101800123"))
    MasaPeserta.objects.filter(peserta=other).update(sampai=date(2022, 7, 31))
    here, there = make_ppk(), make_ppk(nama="RS Mitra Rekaan")
    bare_surat(here, other)
    bare_rujukan(here, there, other, "Perlu spesialis.")
    return one, other


def rows() -> dict[str, list[dict[str, Any]]]:
    """Everything that a merge may touch, as it stands."""
    tables: tuple[Any, ...] = (Peserta, MasaPeserta, SuratJaminan, Rujukan, Warga)
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in tables}


def merged(one: Peserta, other: Peserta) -> tuple[Access, Penggabungan]:
    officer = at_upt(peran.KEPESERTAAN)
    made = services.gabungkan(
        one.pk, officer, other.kartu.lower(), "Orang yang sama menurut KTP.", "BA/7"
    )
    return officer, made


def test_everything_goes_over_and_comes_back(pair: tuple[Peserta, Peserta]) -> None:
    one, other = pair
    before = rows()
    officer, made = merged(one, other)
    assert merged(one, other)[1].pk == made.pk
    for table in (SuratJaminan, Rujukan):
        assert set(table.objects.values_list("peserta", flat=True)) == {one.pk}
    assert sorted((m.mulai, m.sampai) for m in one.masa.all()) == [
        (date(2022, 1, 1), date(2022, 5, 31)),
        (date(2022, 6, 1), None),
    ]
    for number in (other.kartu, "9999010101800123"):
        found = cek("64.09", None, number)
        assert found is not None
        assert (found.peserta.pk, found.aktif, len(found.surat)) == (one.pk, True, 1)
    one.refresh_from_db()
    assert one.warga.nik == "9999010101800123"
    assert semua_kartu("64.09", [one.kartu]) == {one.kartu: one.kartu, other.kartu: one.kartu}
    kinds = Mutasi.objects.order_by("pk").values_list("peserta", "jenis")
    assert list(kinds) == [(one.pk, "gabung"), (other.pk, "gabung")]
    services.pisahkan(made.pk, officer, "Ternyata dua orang.")
    assert services.pisahkan(made.pk, officer, "Ternyata dua orang.").pk == made.pk
    assert rows() == before
    assert Mutasi.objects.filter(jenis="pisah").count() == 2


def test_a_card_merged_before_is_led_on_and_the_newest_is_undone_first(
    pair: tuple[Peserta, Peserta],
) -> None:
    one, other = pair
    first = make_peserta(make_warga(one.warga.desa, "Soekardjo"))
    officer, older = merged(other, first)
    newer = merged(one, other)[1]
    first.refresh_from_db()
    assert (first.gabung_ke_id, first.warga.gabung_ke_id) == (one.pk, one.warga_id)
    with pytest.raises(ValidationError, match="batalkan itu dulu"):
        services.pisahkan(older.pk, officer, "Ternyata dua orang.")
    services.pisahkan(newer.pk, officer, "Ternyata dua orang.")
    first.refresh_from_db()
    assert (first.gabung_ke_id, first.warga.gabung_ke_id) == (other.pk, other.warga_id)
    services.pisahkan(older.pk, officer, "Ternyata dua orang.")
    assert not Peserta.objects.exclude(gabung_ke=None).exists()


def test_what_cannot_be_merged_or_undone_is_said(pair: tuple[Peserta, Peserta]) -> None:
    one, other = pair
    officer = at_upt(peran.KEPESERTAAN)
    for card, why in ((one.kartu, "kartu yang sama"), ("JKTIDAKADA", "Tidak ada peserta")):
        with pytest.raises(ValidationError, match=why):
            services.gabungkan(one.pk, officer, card, "Orang yang sama.", "BA/7")
    stay = {"layanan": "ritl", "kelas": "3", "diagnosis": "J18"}
    held = [bare_surat(make_ppk(), card, **stay) for card in pair]
    before = rows()
    with pytest.raises(ValidationError, match="satu perawatan satu surat"):
        merged(one, other)
    assert rows() == before
    SuratJaminan.objects.filter(pk=held[0].pk).update(status="selesai")
    made = merged(one, other)[1]
    with pytest.raises(ValidationError, match="sudah digabungkan"):
        services.gabungkan(other.pk, officer, one.kartu, "Orang yang sama.", "BA/8")
    said = {"jenis": "pbi", "tanggal": DAY - timedelta(days=1), "kategori": "", "dokumen": "S/1",
            "alasan": "Menjadi peserta PBI-JKN."}  # fmt: skip
    mutasi.catat(one.pk, officer, said)
    services.pisahkan(made.pk, officer, "Ternyata dua orang.")  # its own term was not the merge's
    assert one.masa.get().sampai == DAY - timedelta(days=1)


def test_a_term_that_changed_since_stops_the_undo() -> None:
    home = make_desa()
    one = make_peserta(make_warga(home))
    MasaPeserta.objects.filter(peserta=one).update(sampai=date(2022, 3, 31))
    other = make_peserta(make_warga(home), date(2022, 3, 1))
    officer, made = merged(one, other)
    assert [(m.mulai, m.sampai) for m in one.masa.all()] == [(date(2022, 1, 1), None)]
    said = {
        "jenis": "akhir",
        "tanggal": DAY,
        "kategori": "",
        "dokumen": "S/1",
        "alasan": "Pindah kabupaten.",
    }
    mutasi.catat(one.pk, officer, said)
    before = rows()
    with pytest.raises(ValidationError, match="tidak dapat dibatalkan"):
        services.pisahkan(made.pk, officer, "Ternyata dua orang.")
    assert rows() == before


def _pointing(target: type[models.Model]) -> Iterator[tuple[type[models.Model], str]]:
    for model in apps.get_models():
        for field in model._meta.local_fields:
            if field.is_relation and field.related_model is target:
                yield model, field.name


def test_every_table_that_points_at_a_member_is_known_to_the_merge() -> None:
    told = {*services.PINDAH, *services.TINGGAL, *services.MASA}
    # In the register itself `warga.services` does it.
    pointing = {*_pointing(Peserta), *_pointing(Warga)} - {(Warga, "gabung_ke")}
    unknown = sorted(f"{model.__name__}.{name}" for model, name in pointing - told)
    assert not unknown, f"belum dikenal upaya.jamkesda.gabung.services: {unknown}"
    assert told <= pointing


def test_the_page_shows_both_before_it_asks(client: Client, pair: tuple[Peserta, Peserta]) -> None:
    one, other = pair
    upt = make_unit("upt", below=make_unit("dinas", one.kabupaten), nama="UPT Jamkesda")
    sign_in(client, make_membership(peran.KEPESERTAAN, upt))
    address = reverse("jamkesda:gabung", args=[one.pk])
    assert f"?kartu={other.kartu}" in client.get(address).content.decode()  # a look-alike
    page = client.get(address, {"kartu": other.kartu}).content.decode()
    assert f"Digabungkan: {other.kartu}" in page
    assert "1 surat, 1 rujukan" in page
    refused = client.post(address, {"kartu": other.kartu, "alasan": "Sama.", "dokumen": ""})
    assert (refused.status_code, Penggabungan.objects.count()) == (422, 0)
    sent = {"kartu": other.kartu, "alasan": "Orang yang sama menurut KTP.", "dokumen": "BA/7"}
    assert client.post(address, sent).status_code == 302
    page = client.get(reverse("jamkesda:peserta", args=[one.pk])).content.decode()
    assert f"Kartu {other.kartu}. Orang yang sama" in page
    made = Penggabungan.objects.get()
    undo = client.post(reverse("jamkesda:pisah", args=[made.pk]), {"alasan": "Ternyata dua orang."})
    assert undo.status_code == 302
    made.refresh_from_db()
    assert made.dibatalkan_pada is not None
