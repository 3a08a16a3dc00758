"""The grid is saved, with script and without."""

import pytest
from django.test import Client

from tests.factories.akun import sign_in, sign_in_as
from tests.factories.insentif import advance, fill_month, make_team
from tests.factories.kegiatan import Grid, cells_of
from tests.insentif.gridded import address, cell, post_json
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.bulan.reading import LembarBulan
from upaya.insentif.kegiatan.grid_input import bilangan
from upaya.insentif.kegiatan.models import IsianKegiatan, PetugasBulan
from upaya.insentif.kegiatan.queries import kisi
from upaya.insentif.kegiatan.services import RowWrite, save_rows
from upaya.rules.kesehatan import OPERATOR_PUSKESMAS
from upaya.rules.numbers import NumberError

pytestmark = pytest.mark.django_db


@pytest.fixture
def grid(client: Client, grid: Grid) -> Grid:
    """A month with three officers; the client is signed in as another operator of its puskesmas."""
    sign_in_as(client, OPERATOR_PUSKESMAS, grid.month.puskesmas)
    return grid


def form_of(grid: Grid) -> dict[str, str]:
    """What the browser sends from an untouched page without script."""
    data: dict[str, str] = {}
    for row in kisi(LembarBulan(grid.month)).baris:
        data |= {f"v-{row.pk}": str(row.versi), f"a-{row.pk}": row.awal}
        for kolom, jumlah in row.isian:
            data[f"c-{row.pk}-{kolom.pk}"] = str(jumlah or "")
    return data


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
