"""The pages of the activity grid: what they show to whom, how they save, what they refuse."""

import gzip
import json
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from tests.factories.akun import sign_in, sign_in_as
from tests.factories.insentif import advance, fill_month, make_team
from tests.factories.kegiatan import Grid, cells_of, make_grid
from tests.factories.wilayah import make_puskesmas
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.bulan.reading import LembarBulan
from upaya.insentif.kegiatan.grid_input import bilangan
from upaya.insentif.kegiatan.menu import menu_by_letter, suggestions
from upaya.insentif.kegiatan.models import BarisKegiatan, IsianKegiatan, PetugasBulan
from upaya.insentif.kegiatan.queries import kisi
from upaya.insentif.kegiatan.services import RowWrite, save_rows
from upaya.rules.insentif.road import TIM_VERIFIKASI
from upaya.rules.kesehatan import AUDITOR, KEPALA_PUSKESMAS, OPERATOR_PUSKESMAS, VERIFIKATOR_DINAS
from upaya.rules.numbers import NumberError
from upaya.rules.roles import Role

pytestmark = pytest.mark.django_db

MaxQueries = Callable[[int], AbstractContextManager[Any]]


@pytest.fixture
def grid(client: Client, grid: Grid) -> Grid:
    """A month with three officers; the client is signed in as another operator of its puskesmas."""
    sign_in_as(client, OPERATOR_PUSKESMAS, grid.month.puskesmas)
    return grid


def address(month: Pengajuan, rest: str = "") -> str:
    return f"/insentif/{month.pk}/kegiatan/{rest}"


def post_json(client: Client, month: Pengajuan, body: Any) -> Any:  # noqa: ANN401
    text = body if isinstance(body, str | bytes) else json.dumps(body)
    return client.post(address(month, "simpan/"), text, content_type="application/json")


def form_of(grid: Grid) -> dict[str, str]:
    """What the browser sends from an untouched page without script."""
    data: dict[str, str] = {}
    for row in kisi(LembarBulan(grid.month)).baris:
        data |= {f"v-{row.pk}": str(row.versi), f"a-{row.pk}": row.awal}
        for kolom, jumlah in row.isian:
            data[f"c-{row.pk}-{kolom.pk}"] = str(jumlah or "")
    return data


def cell(grid: Grid, row: int, line: BarisKegiatan) -> str:
    return f"c-{grid.rows[row].pk}-{line.pk}"


# ------------------------------------------------------------------ the page


def test_the_page_shows_columns_by_kind_officers_and_totals(client: Client, grid: Grid) -> None:
    first, work = grid.lapangan[0], grid.manajemen[0]
    save_rows(grid.month.pk, grid.access, [RowWrite(grid.rows[0].pk, 1, {first.pk: 4, work.pk: 2})])

    page = client.get(address(grid.month)).content.decode()

    assert page.index("Lapangan (frekuensi)") < page.index("Manajemen (orang-hari)")
    assert f'name="{cell(grid, 0, first)}" value="4"' in page
    assert "Petugas 003" in page
    assert f'data-total="{first.pk}">4<' in page
    assert "menunggu" in page  # the month cannot be computed yet
    assert "BOK diusulkan" in page  # and why


def test_amounts_and_bobot_are_those_of_the_calculation(client: Client, grid: Grid) -> None:
    fill_month(grid.month)
    computed = LembarBulan(grid.month).sekarang
    assert computed.hasil is not None
    shown = kisi(LembarBulan(grid.month))

    assert {row.kode: row.bruto for row in shown.baris} == computed.by_kode
    assert {row.kode: row.bobot for row in shown.baris} == dict(
        zip(computed.hasil.id, computed.hasil.bobot, strict=True)
    )
    assert shown.bruto == sum(computed.by_kode.values())
    assert f"/insentif/{grid.month.pk}/hasil/mengapa/{shown.baris[0].kode}/" in (
        client.get(address(grid.month)).content.decode()
    )


def test_bobot_is_known_before_the_month_can_be_computed() -> None:
    made = make_grid()
    # D3 gives 4, no post 1, no additional post 0 (Pasal 11A ayat (7) huruf f)
    assert [row.bobot for row in kisi(LembarBulan(made.month)).baris] == [5, 5, 5]
    assert [row.bruto for row in kisi(LembarBulan(made.month)).baris] == [None] * 3


def test_an_officer_without_sk_is_marked(client: Client, grid: Grid) -> None:
    grid.rows[1].petugas.penetapan.all().delete()
    page = client.get(address(grid.month)).content.decode()
    assert page.count("Belum ada SK Kepala Dinas; tidak dihitung.") == 1


@pytest.mark.parametrize("role", [TIM_VERIFIKASI, KEPALA_PUSKESMAS, VERIFIKATOR_DINAS, AUDITOR])
def test_other_roles_read_and_cannot_write(client: Client, role: Role) -> None:
    made = make_grid()
    save_rows(made.month.pk, made.access, [RowWrite(made.rows[0].pk, 1, {made.lapangan[0].pk: 4})])
    unit = made.month.puskesmas if role in {TIM_VERIFIKASI, KEPALA_PUSKESMAS} else None
    sign_in_as(client, role, unit)

    page = client.get(address(made.month)).content.decode()

    assert "Petugas 001" in page
    assert "<input" not in page.split('<table class="grid">')[1].split("</table>")[0]
    assert "grid.js" not in page
    for rest in ("simpan/", "menu/", "petugas/"):
        assert client.post(address(made.month, rest)).status_code == 403


def test_a_closed_month_is_shown_with_its_frozen_amounts(
    submitted_month: Pengajuan, client: Client
) -> None:
    frozen = LembarBulan(submitted_month).perhitungan
    assert frozen is not None
    sign_in(client, make_team(submitted_month.puskesmas).operator)

    shown = kisi(LembarBulan(submitted_month))

    by_kode = {row.petugas.kode: row.bruto for row in frozen.baris.select_related("petugas")}
    assert {row.kode: row.bruto for row in shown.baris} == by_kode
    page = client.get(address(submitted_month)).content.decode()
    assert "grid-input" not in page
    assert "Tambah kolom kegiatan" not in page


def test_without_officers_the_page_leads_to_them(client: Client) -> None:
    made = make_grid(officers=0, lapangan=0, manajemen=0)
    sign_in_as(client, OPERATOR_PUSKESMAS, made.month.puskesmas)
    page = client.get(address(made.month)).content.decode()
    assert "Belum ada petugas di bulan ini" in page
    assert "Ambil daftar petugas" in page


@pytest.mark.empty_world
def test_without_columns_the_page_offers_a_first_set(client: Client) -> None:
    made = make_grid(lapangan=0, manajemen=0)
    sign_in_as(client, OPERATOR_PUSKESMAS, made.month.puskesmas)
    page = client.get(address(made.month)).content.decode()
    assert "Pilih kegiatan bulan ini" in page
    assert 'value="h.1" checked' in page
    assert "asumsi" in page


def test_a_month_of_another_puskesmas_is_not_found(client: Client, grid: Grid) -> None:
    other = make_grid(make_puskesmas("Kendit"), officers=1)
    assert client.get(address(other.month)).status_code == 404
    assert post_json(client, other.month, {"rows": []}).status_code == 404
    mine = grid.lapangan[0].pk
    assert client.post(address(other.month, f"menu/{mine}/hapus/")).status_code == 404


# ------------------------------------------------------------------ bounds


def test_the_page_of_sixty_officers_is_light_and_asks_little(
    client: Client, django_assert_max_num_queries: MaxQueries
) -> None:
    made = make_grid(officers=60, lapangan=8, manajemen=4)
    fill_month(made.month)
    cells = {line.pk: 1000 + line.pk for line in made.lapangan}
    save_rows(made.month.pk, made.access, [RowWrite(row.pk, 2, cells) for row in made.rows])
    sign_in_as(client, OPERATOR_PUSKESMAS, made.month.puskesmas)

    with django_assert_max_num_queries(48):
        page = client.get(address(made.month))

    text = page.content.decode()
    assert text.count('class="grid-input"') == 60 * 14  # two columns came with fill_month
    names = set(re.findall(r'(?:src|href)="/static/([^"#]+)', text))
    assert {"insentif/grid.js", "core/grid.css", "core/base.css"} < names
    files = [page.content, *(Path(str(finders.find(name))).read_bytes() for name in names)]
    # Fourteen columns of sixty: more than the pages held to 60 kB by tests/browser/test_weight.
    assert sum(len(gzip.compress(content)) for content in files) < 66_000


def test_queries_do_not_grow_with_officers_or_rows_saved(
    client: Client, grid: Grid, django_assert_max_num_queries: MaxQueries
) -> None:
    fill_month(grid.month)
    line = grid.lapangan[0].pk
    one = {"rows": [{"row": grid.rows[0].pk, "versi": 2, "cells": {line: 3}}]}
    with django_assert_max_num_queries(46):
        answer = post_json(client, grid.month, one)
    assert answer.json()["rows"][0]["state"] == "saved"


# ------------------------------------------------------------------ saving with script


def test_one_request_saves_rows_and_answers_for_each(client: Client, grid: Grid) -> None:
    first, work = grid.lapangan[0], grid.manajemen[0]
    save_rows(grid.month.pk, grid.access, [RowWrite(grid.rows[1].pk, 1, {first.pk: 8})])

    answer = post_json(
        client,
        grid.month,
        {
            "rows": [
                {"row": grid.rows[0].pk, "versi": 1, "cells": {first.pk: 5, work.pk: "1.0"}},
                {"row": grid.rows[0].pk, "versi": 1, "cells": {first.pk: 5, work.pk: "2"}},
                {"row": grid.rows[1].pk, "versi": 1, "cells": {first.pk: 9}},
                {"row": grid.rows[2].pk, "versi": 1, "cells": {work.pk: 32}},
                {"row": 999_999, "versi": 1, "cells": {}},
            ]
        },
    ).json()

    states = [row["state"] for row in answer["rows"]]
    assert states == ["error", "saved", "conflict", "error", "error"]
    assert "“1.0”" in answer["rows"][0]["cell_faults"][str(work.pk)]
    assert answer["rows"][1]["cells"] == {str(first.pk): 5, str(work.pk): 2}
    assert answer["rows"][2]["cells"] == {str(first.pk): 8}
    assert "melebihi 31 hari" in answer["rows"][3]["faults"][0]
    assert answer["kolom"][str(first.pk)] == 13
    assert (answer["frekuensi"], answer["orang_hari"]) == (13, 2)
    assert set(answer["jumlah"].values()) == {"menunggu"}
    assert answer["menunggu"]


def test_every_amount_comes_back_after_a_save(client: Client, grid: Grid) -> None:
    fill_month(grid.month)
    row = PetugasBulan.objects.get(pk=grid.rows[0].pk)
    body = {"rows": [{"row": row.pk, "versi": row.versi, "cells": {grid.lapangan[0].pk: 90}}]}

    answer = post_json(client, grid.month, body).json()

    amounts = LembarBulan(grid.month).sekarang.by_kode
    total = f"Rp{sum(amounts.values()):,}".replace(",", ".")
    assert answer["total"] == total
    assert answer["jumlah"][str(row.pk)] == f"Rp{amounts[row.petugas.kode]:,}".replace(",", ".")
    assert answer["menunggu"] == []


@pytest.mark.parametrize(
    "body",
    [
        "{", "[]", "null", "{}", '{"rows": 3}', '{"rows": []}', '{"rows": [3]}',
        '{"rows": [{}]}', '{"rows": [{"row": true, "versi": 1, "cells": {}}]}',
        '{"rows": [{"row": 1.0, "versi": 1, "cells": {}}]}',
        '{"rows": [{"row": -1, "versi": 1, "cells": {}}]}',
        '{"rows": [{"row": 99999999999999999999, "versi": 1, "cells": {}}]}',
        '{"rows": [{"row": 1, "versi": 1, "cells": {"x": 1}}]}',
        '{"rows": [{"row": 1, "versi": null, "cells": {}}]}',
        '{"rows": [{"row": 1, "versi": 1, "cells": []}]}',
        '{"rows": ' + "[" * 5000 + "]" * 5000 + "}",
        b"\xff\xfe",
    ],
)  # fmt: skip
def test_what_the_grid_never_sends_is_refused_in_words(
    client: Client, grid: Grid, body: str | bytes
) -> None:
    answer = post_json(client, grid.month, body)
    assert answer.status_code == 400
    assert "Muat ulang halaman" in answer.json()["pesan"]


@pytest.mark.parametrize("value", [1.5, True, None, [], {}, "1,5", "=1+1", "9" * 400])
def test_a_value_that_is_no_whole_number_is_refused_at_its_cell(
    client: Client, grid: Grid, value: object
) -> None:
    line = grid.lapangan[0].pk
    body = {"rows": [{"row": grid.rows[0].pk, "versi": 1, "cells": {line: value}}]}
    (row,) = post_json(client, grid.month, body).json()["rows"]
    assert row["state"] == "error"
    assert "bukan bilangan bulat" in row["cell_faults"][str(line)]
    assert not IsianKegiatan.objects.filter(baris__pengajuan=grid.month).exists()


def test_a_huge_integer_is_refused_at_its_cell(client: Client, grid: Grid) -> None:
    line = grid.lapangan[0].pk
    body = (
        f'{{"rows": [{{"row": {grid.rows[0].pk}, "versi": 1, "cells": {{"{line}": {10**40}}}}}]}}'
    )
    (row,) = post_json(client, grid.month, body).json()["rows"]
    assert "di luar batas" in row["cell_faults"][str(line)]


def test_a_month_that_was_sent_on_meanwhile_answers_in_words(
    filled_month: Pengajuan, client: Client
) -> None:
    row = filled_month.petugas.get_queryset()[0]
    sign_in(client, make_team(filled_month.puskesmas).operator)
    advance(filled_month, "kirim")

    answer = post_json(client, filled_month, {"rows": [{"row": row.pk, "versi": 2, "cells": {}}]})

    assert answer.status_code == 409
    assert "Menunggu verifikasi puskesmas" in answer.json()["pesan"]


def test_saving_needs_the_token_of_the_page(grid: Grid) -> None:
    strict = Client(enforce_csrf_checks=True)
    sign_in_as(strict, OPERATOR_PUSKESMAS, grid.month.puskesmas)
    assert post_json(strict, grid.month, {"rows": []}).status_code == 403


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("", 0),
        ("-", 0),
        ("1.000", 1000),
        ("1 000", 1000),
        ("3,00", 3),
        ("Rp5", 5),
        ("-1", -1),
        (4, 4),
    ],
)
def test_a_cell_is_read_by_the_reader_of_numbers(typed: object, value: int) -> None:
    assert bilangan(typed) == value


@pytest.mark.parametrize("typed", ["1,000", "1.5", 1.0, None, True, [3]])
def test_what_is_no_whole_number_is_none(typed: object) -> None:
    with pytest.raises(NumberError):
        bilangan(typed)


# ------------------------------------------------------------------ saving without script


def test_the_form_saves_only_what_was_changed(client: Client, grid: Grid) -> None:
    first = grid.lapangan[0]
    old = form_of(grid)  # a page opened before somebody else wrote in the second row
    save_rows(grid.month.pk, grid.access, [RowWrite(grid.rows[1].pk, 1, {first.pk: 8})])

    answer = client.post(address(grid.month, "simpan/"), old | {cell(grid, 0, first): "1.000"})

    assert (answer.status_code, answer["Location"]) == (302, address(grid.month))
    assert cells_of(grid.rows[0]) == {"a.4": 1000}
    assert cells_of(grid.rows[1]) == {"a.4": 8}
    assert "Tersimpan: 1 baris berubah." in client.get(address(grid.month)).content.decode()


def test_faults_stand_at_their_rows_and_nothing_typed_is_lost(client: Client, grid: Grid) -> None:
    first, second = grid.lapangan
    typed = form_of(grid) | {
        cell(grid, 0, first): "sakit",
        cell(grid, 0, second): "7",
        cell(grid, 1, first): "2",
    }

    answer = client.post(address(grid.month, "simpan/"), typed)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "1 baris belum tersimpan. Isian Anda masih ada di bawah." in page
    assert f'name="{cell(grid, 0, first)}" value="sakit"' in page
    assert f'name="{cell(grid, 0, second)}" value="7"' in page
    assert "a.4: “sakit” bukan bilangan bulat" in page
    assert cells_of(grid.rows[0]) == {}
    assert cells_of(grid.rows[1]) == {"a.4": 2}


def test_a_conflict_shows_both_and_can_be_decided_either_way(client: Client, grid: Grid) -> None:
    first = grid.lapangan[0]
    old = form_of(grid)
    save_rows(grid.month.pk, grid.access, [RowWrite(grid.rows[0].pk, 1, {first.pk: 8})])

    answer = client.post(address(grid.month, "simpan/"), old | {cell(grid, 0, first): "5"})

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "sudah diubah Orang Rekaan" in page
    assert "<p>a.4: 5</p>" in page
    assert "<p>a.4: 8</p>" in page
    again = form_of(grid) | {cell(grid, 0, first): "5"}
    give_up = again | {f"pakai-{grid.rows[0].pk}": "tersimpan"}
    client.post(address(grid.month, "simpan/"), give_up)
    assert cells_of(grid.rows[0]) == {"a.4": 8}
    client.post(address(grid.month, "simpan/"), again)
    assert cells_of(grid.rows[0]) == {"a.4": 5}


def test_a_spoiled_form_is_refused_in_words(client: Client, grid: Grid) -> None:
    spoiled = form_of(grid) | {f"v-{grid.rows[0].pk}": "x", cell(grid, 0, grid.lapangan[0]): "1"}
    answer = client.post(address(grid.month, "simpan/"), spoiled, follow=True)
    assert "tidak dapat dibaca" in answer.content.decode()
    assert not IsianKegiatan.objects.filter(baris__pengajuan=grid.month).exists()


# ------------------------------------------------------------------ columns and officers


def test_the_menu_is_grouped_by_letter_with_kind_and_origin(client: Client, grid: Grid) -> None:
    page = client.get(address(grid.month, "menu/")).content.decode()
    assert "A. Upaya Penurunan Angka Kematian Ibu" in page
    assert "H. Fungsi Manajemen Puskesmas" in page
    assert "Tenaga promosi kesehatan" not in page  # f is spending, no work of an officer
    assert 'value="a.4" checked disabled' in page
    assert "Lapangan" in page
    assert "asumsi" in page
    assert "“kunjungan”: dilakukan di luar gedung" in page  # why it is what it is
    assert "“lokakarya”: mengatur pekerjaan" in page


def test_the_menu_in_the_panel_is_a_part_of_a_page(client: Client, grid: Grid) -> None:
    page = client.get(address(grid.month, "menu/"), headers={"hx-request": "true"})
    assert page.content.decode().lstrip().startswith('<h2 id="panel-judul">')


def test_the_menu_is_searched_by_words_in_any_order() -> None:
    made = make_grid()
    sheet = LembarBulan(made.month)
    found = [line for letter in menu_by_letter(sheet, "ibu KELAS") for line in letter.pilihan]
    assert [line.kode for line in found] == ["a.8"]
    assert menu_by_letter(sheet, "tidak ada yang begini") == []


def test_ticked_lines_become_columns(client: Client, grid: Grid) -> None:
    answer = client.post(address(grid.month, "menu/"), {"kode": ["g.1", "b.2"]}, follow=True)
    assert "2 kolom kegiatan ditambahkan." in answer.content.decode()
    assert set(grid.month.baris.values_list("menu", flat=True)) >= {"g.1", "b.2"}


def test_nothing_ticked_is_said_on_the_menu(client: Client, grid: Grid) -> None:
    answer = client.post(address(grid.month, "menu/"), {})
    assert answer.status_code == 422
    assert "Pilih kegiatan dari daftar" in answer.content.decode()


def test_an_empty_column_is_removed_a_full_one_not(client: Client, grid: Grid) -> None:
    full, empty = grid.lapangan
    save_rows(grid.month.pk, grid.access, [RowWrite(grid.rows[0].pk, 1, {full.pk: 1})])
    for line, words in [(full, "masih berisi"), (empty, "Kolom kegiatan dihapus.")]:
        answer = client.post(address(grid.month, f"menu/{line.pk}/hapus/"), follow=True)
        assert words in answer.content.decode()
    assert set(grid.month.baris.values_list("menu", flat=True)) == {"a.4", "h.1"}


def test_the_list_of_officers_is_refreshed(client: Client, grid: Grid) -> None:
    first = client.post(address(grid.month, "petugas/"), follow=True).content.decode()
    assert "Daftar petugas sudah sesuai" in first
    grid.rows[0].delete()
    again = client.post(address(grid.month, "petugas/"), follow=True).content.decode()
    assert "1 petugas ditambahkan, 0 dilepas." in again


@pytest.mark.empty_world
def test_suggestions_are_what_the_district_used_before() -> None:
    made = make_grid(lapangan=0, manajemen=0)
    assert "h.1" in {line.kode for line in suggestions(LembarBulan(made.month))}
    other = make_grid(make_puskesmas("Kendit"), officers=1, lapangan=1, manajemen=0)
    save_rows(
        other.month.pk, other.access, [RowWrite(other.rows[0].pk, 1, {other.lapangan[0].pk: 1})]
    )
    assert [line.kode for line in suggestions(LembarBulan(made.month))] == ["a.4"]
