"""Addresses people are led back to: pages that open, never what only takes a form."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest
from django.urls import Resolver404, resolve, reverse
from django.utils.crypto import salted_hmac
from django.utils.http import url_has_allowed_host_and_scheme

HOME = "/"
_READS = ("GET", "HEAD")
_ANY = 987_654_321


def address_of(name: str, pk: int) -> str:
    """The page of a row; a list asks for hundreds, so its frame is looked up once."""
    before, after = _frame(name)
    return f"{before}{pk}{after}"


@lru_cache(maxsize=500)
def _frame(name: str) -> tuple[str, str]:
    before, _, after = reverse(name, args=[_ANY]).rpartition(str(_ANY))
    return before, after


def person_mark(request: HttpRequest) -> str:
    """Tells people apart in a browser without saying who they are; "" for whoever is signed out."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return ""
    return salted_hmac("upaya.core.addresses", str(user.pk)).hexdigest()[:16]


def opens(address: str) -> bool:
    """Whether this address is one of ours that answers GET."""
    try:
        view: Callable[..., Any] | None = resolve(urlsplit(address).path).func
    except (Resolver404, ValueError):
        return False
    while view is not None:
        if "GET" not in _taken(view):
            return False
        view = getattr(view, "__wrapped__", None)
    return True


def _taken(view: Callable[..., Any]) -> tuple[str, ...]:
    """The methods that one layer of a view lets through."""
    found: Any = getattr(view, "view_class", None)
    if found is not None:
        return tuple(name.upper() for name in found.http_method_names if hasattr(found, name))
    names = getattr(getattr(view, "__code__", None), "co_freevars", ())
    cells = getattr(view, "__closure__", None) or ()
    held = dict(zip(names, cells, strict=False))
    # What django.views.decorators.http keeps: the only way a view of ours narrows its methods.
    cell = held.get("request_method_list")
    return tuple(cell.cell_contents) if cell is not None else ("GET",)


def page_of(request: HttpRequest) -> str:
    """The page that answers this request's address, or the nearest one above it that opens."""
    asked = request.get_full_path()
    return asked if request.method in _READS else _nearest(asked)


def page_behind(request: HttpRequest) -> str:
    """The page on which this request began: the one that holds the form, the one a piece is for."""
    if request.method in _READS and not getattr(request, "htmx", False):
        return page_of(request)
    shown = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    inside = url_has_allowed_host_and_scheme(shown, allowed_hosts={request.get_host()})
    if shown and inside:
        parts = urlsplit(shown)
        return _nearest(f"{parts.path}?{parts.query}" if parts.query else parts.path)
    return _nearest(request.get_full_path())


def _nearest(address: str) -> str:
    return next((one for one in _upward(address) if opens(one)), HOME)


def _upward(address: str) -> Iterator[str]:
    """The address, then the folders above it."""
    yield address
    path = urlsplit(address).path.rstrip("/")
    while "/" in path:
        path = path.rpartition("/")[0]
        yield f"{path}/"
