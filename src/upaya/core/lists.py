"""Every list of ours: filter (GET), whitelisted sort, pages, export of all filtered rows.

A view writes::

    rows = lists.table(request, queryset, columns=COLUMNS, filters=Filter, default_sort="nama")
    return rows.export_response() or render(request, "app/list.html", {"tabel": rows})

and its template `{% include "core/list.html" with tabel=tabel judul="Petugas" %}`, or `<c-table>`
with rows of its own. Nothing in the address can break the page: an unknown sort is the default
sort, a page beyond the end is the last one, a filter that cannot be read says so at its field and
narrows nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar, Literal

from django import forms
from django.core.exceptions import FieldDoesNotExist
from django.core.paginator import Page, Paginator
from django.db.models import F, Model, OrderBy, Q, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.safestring import SafeString

from upaya.core import markup
from upaya.core.guard import opens
from upaya.core.row_file import file_of, file_value
from upaya.core.templatetags import upaya as write

PAGE_SIZE = 25
EXPORT_LIMIT = 50_000
"""Rows in one file: what a spreadsheet opens and one request may cost."""
COUNTED = 10_000
"""Rows that are counted and leafed through: nobody reads a list to its four hundredth page, and to
count a million at every request costs more than everything else on it."""
FOUND = 1_000
"""Rows of one beginning of a number that are listed: who looks for one writes more of it."""

_CHUNK = 2_000
_ASKS = ("urut", "hal", "ekspor")

Kind = Literal["teks", "angka", "rupiah", "desimal", "persen", "tanggal", "waktu", "nomor"]
_WRITERS: dict[str, Callable[[Any], str]] = {
    "angka": write.angka,
    "rupiah": write.rupiah,
    "desimal": write.desimal,
    "persen": write.persen,
    "tanggal": write.tanggal,
    "waktu": write.waktu,
}
Row = Any  # a model instance, or what its column makes of it
_NUMERIC = frozenset({"angka", "rupiah", "desimal", "persen"})


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `name` stands in ?urut= and is the attribute shown when `value` is not given.

    `value` gives the plain value (text, int, Decimal, date); `kind` says how it is written
    ("nomor": a number of a paper, which people compare and which stays on one line);
    `sort_field` names the model field that sorts it, "" when it does not sort; `url` makes the
    cell a link; `tone` makes it a chip (good, warn, bad, info, neutral). `under` names the column
    in whose cell it stands as a small line with its label, so that a table with many figures fits;
    in a file it is a column like the others.
    """

    name: str
    label: str
    value: Callable[[Any], Any] | None = None
    sort_field: str = ""
    kind: Kind = "teks"
    export: bool = True
    show: bool = True
    url: Callable[[Any], str] | None = None
    tone: Callable[[Any], str] | None = None
    under: str = ""

    @property
    def numeric(self) -> bool:
        """Whether it is aligned right."""
        return self.kind in _NUMERIC

    def plain(self, row: Row) -> Row:
        """The value of one row."""
        return self.value(row) if self.value else getattr(row, self.name)

    def text(self, row: Row) -> str:
        """The value of one row as people read it."""
        value = self.plain(row)
        if value is None:
            return ""
        if isinstance(value, bool):
            return "Ya" if value else "Tidak"
        return _WRITERS.get(self.kind, str)(value)


def with_usual(asked: QueryDict, **usual: str) -> QueryDict:
    """What was asked for, and the usual where nothing was chosen: the box then shows what holds."""
    found = asked.copy()
    for name, value in usual.items():
        if not found.get(name):
            found[name] = value
    return found


class FilterForm(forms.Form):
    """The fields above a list.

    `lookups` maps a field to the query it means; a method `narrow_<field>(rows, value)` does what
    a lookup cannot say. `last` are fields that keep only so many of what they find: they look among
    what all others let through.
    """

    lookups: ClassVar[dict[str, str]] = {}
    last: ClassVar[frozenset[str]] = frozenset()

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """`rows`, narrowed by every field that is filled and readable."""
        self.is_valid()
        for name, value in sorted(self.cleaned_data.items(), key=lambda one: one[0] in self.last):
            if value in (None, "") or (isinstance(value, QuerySet | list) and not value):
                continue
            method = getattr(self, f"narrow_{name}", None)
            if method is not None:
                rows = method(rows, value)
            elif name in self.lookups:
                rows = rows.filter(**{self.lookups[name]: value})
        return rows


def beginning(rows: QuerySet[Any], field: str, value: str) -> QuerySet[Any]:
    """The first rows whose number begins with `value`, as typed or in capitals; by its index.

    They are found before they are put in order: in the order of a list the few old rows of a number
    are the last of a million.
    """
    begins = Q(**{f"{field}__startswith": value}) | Q(**{f"{field}__startswith": value.upper()})
    return rows.filter(pk__in=rows.filter(begins).order_by().values("pk")[: FOUND + 1])


class Pages(Paginator[Any]):
    """The pages of a list up to its first `most` rows; `beyond` says that there are more."""

    def __init__(self, rows: QuerySet[Any], per_page: int, most: int = COUNTED) -> None:
        super().__init__(rows, per_page)
        self.most = most

    @cached_property
    def _counted(self) -> int:
        rows: Any = self.object_list
        return int(rows.order_by()[: self.most + 1].count())

    @cached_property
    def count(self) -> int:
        """How many rows can be leafed through."""
        return min(self._counted, self.most)

    @property
    def beyond(self) -> bool:
        """Whether the list is longer than that."""
        return self._counted > self.most


class UnorderedListError(ValueError):
    """A list without an order shows some rows twice and others never."""


@dataclass(frozen=True)
class Table:
    """A list ready to be shown: the page, the columns for `<c-table>`, the filter, the sort."""

    request: HttpRequest
    all_columns: Sequence[Column]
    rows: QuerySet[Any] | Sequence[Any]
    page: Page[Any]
    sort: str
    filters: FilterForm | None
    title: str
    limit: int = EXPORT_LIMIT

    @property
    def columns(self) -> list[dict[str, Any]]:
        """The columns as `<c-table>` wants them."""
        return [
            {
                "key": column.name,
                "label": column.label,
                "num": column.numeric,
                "sortable": bool(column.sort_field),
            }
            for column in self._standing
        ]

    @property
    def _standing(self) -> list[Column]:
        """The columns that have cells of their own."""
        return [column for column in self.all_columns if column.show and not column.under]

    @property
    def narrowed(self) -> bool:
        """Whether a filter is filled: a list without rows is then not simply empty."""
        names = self.filters.fields if self.filters is not None else ()
        return any(self.request.GET.get(name, "").strip() for name in names)

    @property
    def untouched(self) -> bool:
        """Whether it stands as it comes: not filtered, sorted, leafed through or wanted as a file.

        What a page says of all rows stands beside such a list; whoever asked reads the answer.
        """
        return not self.narrowed and not any(map(self.request.GET.get, _ASKS))

    @property
    def bare(self) -> bool:
        """Whether there are no rows and nothing was asked: then there is nothing to filter.

        A box that always holds something (a year, a month) leads to other rows.
        """
        if self.page.paginator.count or self.narrowed:
            return False
        filled = getattr(self.filters, "cleaned_data", {})
        return not any(filled.values()) and not (self.filters and self.filters.errors)

    @property
    def lines(self) -> Iterator[list[dict[str, Any]]]:
        """The cells of this page's rows: label, text, num, url, tone, the small lines below."""
        below: dict[str, list[Column]] = {}
        for column in self.all_columns:
            if column.show and column.under:
                below.setdefault(column.under, []).append(column)
        for row in self.page.object_list:
            yield [
                {
                    "label": column.label,
                    "text": (said := column.text(row)),
                    "num": column.numeric,
                    "cls": "nomor" if column.kind == "nomor" else "num" if column.numeric else "",
                    "url": self._way(column, row),
                    # A chip without a word in it tells nobody anything.
                    "tone": column.tone(row) if column.tone and said else "",
                    "below": [
                        {"label": one.label, "text": text}
                        for one in below.get(column.name, ())
                        if (text := one.text(row))
                    ],
                }
                for column in self._standing
            ]

    @property
    def body(self) -> SafeString:
        """The same as markup."""
        return markup.rows(self.lines)

    def _way(self, column: Column, row: Any) -> str:  # noqa: ANN401 - a row of any list
        """Where a cell leads; "" where this role would find the door shut."""
        url = column.url(row) if column.url else ""
        return url if opens(getattr(self.request, "access", None), url) else ""

    @property
    def query(self) -> str:
        """The address's parameters without the page, for links that keep the filter."""
        kept = self.request.GET.copy()
        for name in ("hal", "ekspor"):
            kept.pop(name, None)
        return kept.urlencode()

    def export_response(self) -> HttpResponse | None:
        """The file that ?ekspor= asks for, with all filtered rows; None when it asks for none."""
        wanted = self.request.GET.get("ekspor", "")
        if wanted not in {"xlsx", "csv"}:
            return None
        if _many(self.rows, self.limit) > self.limit:
            return HttpResponse(
                f"Daftar ini berisi lebih dari {write.angka(self.limit)} baris, paling banyak "
                "dalam satu berkas. Persempit saringannya, "
                "lalu unduh lagi.",
                status=422,
                content_type="text/plain; charset=utf-8",
            )
        columns = [column for column in self.all_columns if column.export]
        headers = [column.label for column in columns]
        return file_of(wanted, headers, _plain_rows(columns, self.rows), self.title)


def table(
    request: HttpRequest,
    queryset: QuerySet[Any],
    *,
    columns: Sequence[Column],
    default_sort: str,
    filters: type[FilterForm] | FilterForm | None = None,
    title: str = "daftar",
    per_page: int = PAGE_SIZE,
    most: int = COUNTED,
) -> Table:
    """The list that this request asks for.

    `default_sort` is a column's name, with "-" in front for descending; "" keeps the queryset's
    own order, which it must then have. `filters` may be a form made by the view (with choices of
    its scope). `most` is how many rows are counted and leafed through; where it is fewer than usual
    the list holds no more, and a file of it neither.
    """
    form = filters(request.GET) if isinstance(filters, type) else filters
    rows = form.narrow(queryset) if form is not None else queryset
    rows, sort = _sorted(rows, columns, request.GET.get("urut", ""), default_sort)
    page = Pages(rows, per_page, most).get_page(request.GET.get("hal"))
    limit = most if most < COUNTED else EXPORT_LIMIT
    return Table(request, columns, rows, page, sort, form, title, limit)


def listed(
    request: HttpRequest,
    rows: Sequence[Any],
    *,
    columns: Sequence[Column],
    default_sort: str,
    filters: FilterForm | None = None,
    title: str = "daftar",
) -> Table:
    """The same list of rows that no single table holds: the view made them, all of them.

    A column that sorts does so by what it shows; rows that are equal keep the view's order, and a
    row without a value comes last.
    """
    keys = {column.name: column for column in columns if column.sort_field}
    asked = request.GET.get("urut", "")
    sort = asked if asked.removeprefix("-") in keys else default_sort
    column = keys[sort.removeprefix("-")]
    told = [row for row in rows if column.plain(row) is not None]
    silent = [row for row in rows if column.plain(row) is None]
    told.sort(key=column.plain, reverse=sort.startswith("-"))
    found = [*told, *silent]
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("hal"))
    return Table(request, columns, found, page, sort, filters, title)


def _sorted(
    rows: QuerySet[Any], columns: Sequence[Column], asked: str, default: str
) -> tuple[QuerySet[Any], str]:
    fields = {column.name: column.sort_field for column in columns if column.sort_field}
    if default and default.removeprefix("-") not in fields:
        raise UnorderedListError(f"urutan awal {default!r} bukan kolom yang dapat diurutkan")
    sort = asked if asked.removeprefix("-") in fields else default
    if not sort:
        if not rows.ordered:
            raise UnorderedListError(f"daftar {rows.model.__name__} tidak berurutan")
        return rows, ""
    name = fields[sort.removeprefix("-")]
    field, last = F(name), True if _may_be_empty(rows.model, name) else None
    down = sort.startswith("-")
    first: OrderBy = field.desc(nulls_last=last) if down else field.asc(nulls_last=last)
    # pk: rows that are equal keep their page. One index gives both directions when both turn.
    return rows.order_by(first, "-pk" if down else "pk"), sort


def _may_be_empty(model: type[Model], name: str) -> bool:
    """Whether a lookup can find nothing: then where nothing stands is said, which no index does."""
    at: Any = model
    for step in name.split("__"):
        if step == "pk":
            return False
        try:
            field = at._meta.get_field(step)
        except FieldDoesNotExist:  # what the query computes
            return True
        if getattr(field, "null", True):
            return True
        at = field.related_model
    return False


def _many(rows: QuerySet[Any] | Sequence[Any], limit: int) -> int:
    """How many rows there are, counted as far as a file may hold."""
    if isinstance(rows, QuerySet):
        return rows.order_by()[: limit + 1].count()
    return len(rows)


def _plain_rows(
    columns: Sequence[Column], rows: QuerySet[Any] | Sequence[Any]
) -> Iterator[list[Any]]:
    for row in rows.iterator(chunk_size=_CHUNK) if isinstance(rows, QuerySet) else rows:
        yield [file_value(column.plain(row)) for column in columns]
