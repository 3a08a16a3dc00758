from __future__ import annotations

import io

import openpyxl
import pytest
from django import forms
from django.db.models import QuerySet
from django.shortcuts import render
from django.test import RequestFactory

from tests.factories.akun import make_user
from upaya.akun.models import User
from upaya.core import lists
from upaya.core.lists import Column, FilterForm, UnorderedListError

pytestmark = [pytest.mark.django_db, pytest.mark.empty_world]

COLUMNS = (
    Column("nama", "Nama", value=lambda user: user.name, sort_field="name"),
    Column("akun", "Akun", value=lambda user: user.username, url=lambda user: f"/orang/{user.pk}/"),
    Column("nomor", "Nomor", value=lambda user: user.pk, kind="angka", sort_field="pk"),
    Column("aktif", "Aktif", value=lambda user: user.is_active, tone=lambda _user: "good"),
    Column("rahasia", "Rahasia", value=lambda _user: "x", export=False, show=False),
)


class UserFilter(FilterForm):
    cari = forms.CharField(required=False, label="Cari nama")
    nomor = forms.IntegerField(required=False, label="Nomor paling kecil")
    lookups = {"cari": "name__icontains"}

    def narrow_nomor(self, rows: QuerySet[User], value: int) -> QuerySet[User]:
        return rows.filter(pk__gte=value)


def _table(
    address: str,
    *,
    default_sort: str = "nama",
    filters: type[FilterForm] | None = UserFilter,
    title: str = "daftar",
) -> lists.Table:
    return lists.table(
        RequestFactory().get(address),
        User.objects.all(),
        columns=COLUMNS,
        default_sort=default_sort,
        filters=filters,
        title=title,
    )


def _names(table: lists.Table) -> list[str]:
    return [user.name for user in table.page.object_list]


@pytest.fixture
def _people() -> None:
    for name in ("Budi", "Ani", "Citra"):
        make_user(f"akun.{name}", name)


@pytest.mark.usefixtures("_people")
@pytest.mark.parametrize(
    ("address", "names"),
    [
        ("/", ["Ani", "Budi", "Citra"]),
        ("/?urut=-nama", ["Citra", "Budi", "Ani"]),
        ("/?urut=nomor", ["Budi", "Ani", "Citra"]),
        ("/?urut=akun", ["Ani", "Budi", "Citra"]),  # a column that does not sort
        ("/?urut=password", ["Ani", "Budi", "Citra"]),
        ("/?urut=--nama", ["Ani", "Budi", "Citra"]),
        ("/?urut=", ["Ani", "Budi", "Citra"]),
        ("/?cari=i", ["Ani", "Budi", "Citra"]),
        ("/?cari=bud", ["Budi"]),
        ("/?nomor=abc&cari=bud", ["Budi"]),  # what cannot be read narrows nothing
    ],
)
def test_sort_and_filter(address: str, names: list[str]) -> None:
    assert _names(_table(address)) == names


def test_who_asks_anything_of_a_list_reads_its_answer_alone() -> None:
    assert all(_table(address).untouched for address in ("/", "/?cari=&urut=", "/?dari=tugas"))
    for asked in ("cari=bud", "nomor=abc", "urut=-nama", "hal=2", "ekspor=csv"):
        assert not _table(f"/?{asked}").untouched, asked


@pytest.mark.parametrize("page", ["0", "-1", "99", "abc", "", "9" * 30])
def test_no_page_number_breaks_the_list(page: str) -> None:
    for number in range(30):
        make_user(name=f"Orang {number:02}")
    assert _table(f"/?hal={page}").page.object_list


def test_rows_that_are_equal_stand_on_one_page_only() -> None:
    made = {make_user(name="Sama").pk for _ in range(60)}
    seen = [user.pk for page in (1, 2, 3) for user in _table(f"/?hal={page}").page.object_list]
    assert len(seen) == 60
    assert set(seen) == made


@pytest.mark.usefixtures("_people")
def test_a_cell_without_words_is_no_chip() -> None:
    empty = Column("kosong", "Kosong", value=lambda _user: "", tone=lambda _user: "warn")
    table = lists.table(
        RequestFactory().get("/"), User.objects.all(), columns=(*COLUMNS, empty),
        default_sort="nama", title="daftar",
    )  # fmt: skip
    tones = {
        (cell["label"], bool(cell["text"]), cell["tone"]) for row in table.lines for cell in row
    }
    assert ("Aktif", True, "good") in tones
    assert ("Kosong", False, "") in tones


def test_an_unordered_list_is_refused() -> None:
    request = RequestFactory().get("/")
    with pytest.raises(UnorderedListError):
        lists.table(request, User.objects.order_by(), columns=COLUMNS, default_sort="")
    with pytest.raises(UnorderedListError):
        lists.table(request, User.objects.all(), columns=COLUMNS, default_sort="akun")


@pytest.mark.usefixtures("_people")
def test_the_filter_says_at_its_field_what_it_cannot_read() -> None:
    table = _table("/?nomor=abc")
    assert table.filters is not None
    assert table.filters.errors["nomor"]


def test_export_holds_all_filtered_rows_and_no_formula() -> None:
    for number in range(40):
        make_user(name=f"Orang {number:02}")
    make_user(name="=1+1 Orang")
    response = _table("/?ekspor=csv&cari=orang&hal=2").export_response()
    assert response is not None
    text = response.content.decode("utf-8-sig")
    assert len(text.splitlines()) == 42
    assert "'=1+1 Orang;" in text
    assert "Rahasia" not in text
    assert response["Content-Disposition"] == 'attachment; filename="daftar.csv"'


@pytest.mark.usefixtures("_people")
def test_export_as_workbook() -> None:
    response = _table("/?ekspor=xlsx&urut=-nama", title="Orang").export_response()
    assert response is not None
    sheet = openpyxl.load_workbook(io.BytesIO(response.content))["Orang"]
    assert [cell.value for cell in sheet["A"]] == ["Nama", "Citra", "Budi", "Ani"]
    assert sheet["D2"].value == "ya"


def test_an_unknown_export_is_no_export() -> None:
    assert _table("/?ekspor=pdf").export_response() is None


@pytest.mark.usefixtures("_people")
def test_a_file_has_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "EXPORT_LIMIT", 2)
    response = _table("/?ekspor=xlsx").export_response()
    assert response is not None
    assert response.status_code == 422
    assert "Persempit saringannya" in response.content.decode()


@pytest.mark.usefixtures("_people")
def test_the_ready_made_template_shows_everything() -> None:
    request = RequestFactory().get("/?urut=nama&cari=i&hal=1")
    table = lists.table(
        request, User.objects.all(), columns=COLUMNS, default_sort="nama", filters=UserFilter
    )
    page = render(request, "core/list.html", {"tabel": table, "judul": "Orang"}).content.decode()
    assert "Ani" in page
    assert 'href="/orang/' in page
    assert "Rahasia" not in page
    assert 'name="cari"' in page
    assert "ekspor=xlsx" in page
    assert 'class="num"' in page


@pytest.mark.usefixtures("_people")
def test_a_figure_under_another_is_shown_with_its_label_and_is_a_column_of_the_file() -> None:
    below = (
        Column("sama", "Nomor lagi", value=lambda user: user.pk, kind="angka", under="nomor"),
        Column("huruf", "Banyak huruf", value=lambda user: len(user.name), under="nama"),
    )
    table = lists.table(
        RequestFactory().get("/"), User.objects.all(), columns=COLUMNS + below, default_sort="nama"
    )
    page = render(table.request, "core/list.html", {"tabel": table, "judul": "Orang"})
    shown = page.content.decode()
    for user in table.page.object_list:
        assert f"<small>Nomor lagi {user.pk}</small></td>" in shown
        assert f"<small>Banyak huruf {len(user.name)}</small></th>" in shown
    assert [column["key"] for column in table.columns] == ["nama", "akun", "nomor", "aktif"]
    assert {len(line) for line in table.lines} == {4}
    file = lists.table(
        RequestFactory().get("/?ekspor=csv"),
        User.objects.all(),
        columns=COLUMNS + below,
        default_sort="nama",
    ).export_response()
    assert file is not None
    assert file.content.decode("utf-8-sig").splitlines()[0].endswith("Nomor lagi;Banyak huruf")


def test_the_ready_made_template_without_filter_and_rows() -> None:
    table = _table("/", filters=None)
    page = render(
        table.request, "core/list.html", {"tabel": table, "judul": "Orang"}
    ).content.decode()
    assert "Tidak ada baris" in page
    assert "saringan" not in page


@pytest.mark.usefixtures("_people")
def test_a_long_list_is_counted_as_far_as_it_is_leafed_through() -> None:
    table = lists.table(
        RequestFactory().get("/?hal=9"), User.objects.all(), columns=COLUMNS,
        default_sort="-nomor", per_page=1, most=2,
    )  # fmt: skip
    pages = table.page.paginator
    assert isinstance(pages, lists.Pages)
    assert (pages.count, pages.beyond, table.page.number) == (2, True, 2)
    shown = render(table.request, "core/list.html", {"tabel": table}).content.decode()
    assert "dari lebih dari 2" in shown
    short = lists.table(
        RequestFactory().get("/"), User.objects.all(), columns=COLUMNS, default_sort="nomor"
    )
    pages = short.page.paginator
    assert isinstance(pages, lists.Pages)
    assert (pages.count, pages.beyond) == (3, False)


def _sql(table: lists.Table) -> str:
    assert isinstance(table.rows, QuerySet)
    return str(table.rows.query)


@pytest.mark.usefixtures("_people")
def test_an_order_that_an_index_gives_is_asked_as_it_gives_it() -> None:
    down, up = _sql(_table("/?urut=-nama")), _sql(_table("/?urut=nama"))
    assert down.endswith('"akun_user"."name" DESC, "akun_user"."id" DESC')
    assert up.endswith('"akun_user"."name" ASC, "akun_user"."id" ASC')
    empty = Column("masuk", "Masuk", value=lambda user: user.last_login, sort_field="last_login")
    table = lists.table(
        RequestFactory().get("/"), User.objects.all(), columns=(empty,), default_sort="-masuk"
    )
    assert "NULLS LAST" in _sql(table), "who never came stands last, whichever way"
