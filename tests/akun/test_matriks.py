"""Who may do what: every permission and every move is shown, no page is too much to draw."""

from __future__ import annotations

import re
from html import unescape
from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from tests.factories.akun import make_membership, sign_in, sign_in_as
from upaya.akun import matrix
from upaya.core.registry import permissions_of, registry
from upaya.rules.kesehatan import KEPALA_DINAS, OPERATOR_PUSKESMAS

pytestmark = [pytest.mark.django_db, pytest.mark.empty_world]

PAGE = "/pengguna/matriks/"
NODES = 1_500
"""Elements on one page: above that a weak phone is slow to draw it."""


def _text(client: Client, query: str = "") -> str:
    page = client.get(f"{PAGE}?{query}")
    text = page.content.decode()
    assert page.status_code == 200, query
    assert len(re.findall(r"<[a-z]", text)) <= NODES, query
    return unescape(text)


def test_every_permission_and_every_move_is_shown_with_its_roles(client: Client) -> None:
    sign_in_as(client, KEPALA_DINAS)
    may = registry().matrix
    tabs = re.findall(r'href="\?bagian=([^"]+)"', _text(client))
    assert tabs == [part.name for part in registry().parts if permissions_of(part)]
    shown = []
    for name in tabs:
        text = _text(client, f"bagian={name}")
        part = next(part for part in registry().parts if part.name == name)
        for permission in permissions_of(part):
            roles = ", ".join(role.label for role in may if permission in may[role])
            cell = '<td class="long" data-label="Peran yang boleh">'
            row = f'<tr><th scope="row">{permission.label}</th>{cell}'
            assert f"{row}{roles or 'Tidak satu pun'}</td></tr>" in text
            shown.append(permission)
        for road in part.roads:
            assert f">{road.title}</h2>" in text
            for move in road.moves.values():
                assert f'<tr><th scope="row">{move.label}</th><td data-label="Dari">' in text
    assert sorted(shown) == sorted(registry().permissions)


def test_each_role_has_a_page_of_what_it_may(client: Client) -> None:
    sign_in_as(client, KEPALA_DINAS)
    first = _text(client)
    for role, permissions in registry().matrix.items():
        assert f'<a href="?peran={role.name}">{role.label}</a>' in first
        text = _text(client, f"peran={role.name}")
        assert f"{role.label}: {len(permissions)} izin" in text
        listed = re.findall(r"<li>([^<]+)</li>", text[text.index('class="rows"') :])
        assert sorted(listed) == sorted(permission.label for permission in permissions)


def test_what_the_address_does_not_name_is_the_list_of_roles(client: Client) -> None:
    sign_in_as(client, KEPALA_DINAS)
    for query in ("bagian=tidak.ada", "peran=TIDAK_ADA", "ekspor=csv"):
        assert f'<a href="?peran={KEPALA_DINAS.name}">' in _text(client, query)


def test_the_whole_is_one_file_to_print(client: Client) -> None:
    sign_in_as(client, KEPALA_DINAS)
    answer = client.get(f"{PAGE}?ekspor=xlsx")
    assert "siapa-boleh-apa.xlsx" in answer.headers["Content-Disposition"]
    book = load_workbook(BytesIO(answer.content))
    assert book.sheetnames == ["Peran", "Izin", "Langkah"]
    heads, *rows = book["Izin"].iter_rows(values_only=True)
    assert heads[2:] == tuple(role.label for role in registry().matrix)
    assert len(rows) == len(registry().permissions)
    granted = sum(len(permissions) for permissions in registry().matrix.values())
    assert sum(cell == "boleh" for row in rows for cell in row[2:]) == granted
    moves = sum(len(road.moves) for road in registry().roads.values())
    assert book["Langkah"].max_row == moves + 1
    assert book["Peran"].max_row == len(matrix.roles()) + 1
    for sheet in book:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.fitToHeight == 0


def test_it_is_for_those_who_see_people(client: Client) -> None:
    sign_in(client, make_membership(OPERATOR_PUSKESMAS))
    assert client.get(PAGE).status_code == 403
    assert client.get(f"{PAGE}?ekspor=xlsx").status_code == 403
