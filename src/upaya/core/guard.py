"""The door of every page: scope first (404 for another unit's object), then permission (403)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache, wraps
from types import MappingProxyType
from typing import Concatenate, ParamSpec, TypeVar, cast

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase, JsonResponse
from django.http.request import QueryDict
from django.shortcuts import redirect, resolve_url
from django.urls import Resolver404, resolve
from django_htmx.http import HttpResponseClientRedirect

from upaya.core.access import Access, Request
from upaya.core.addresses import page_behind, person_mark
from upaya.core.permissions import Permission
from upaya.core.scope import Scope, ScopedModel, ScopedQuerySet


@dataclass(frozen=True, slots=True)
class Declaration:
    """What a view says about itself; tests/consistency walks these."""

    permission: Permission | None
    loads: type[ScopedModel] | None = None
    reason: str = ""
    inside: tuple[Permission, ...] = ()
    """What else it asks for, once it knows what exactly somebody wants of it."""
    account: bool = False
    """Without a permission: asks for somebody who is signed in."""
    key: bool = False
    """For programs: asks for a key, and knows nobody who is signed in (`core.keyed`)."""


P = ParamSpec("P")
Obj = TypeVar("Obj", bound=ScopedModel)
View = Callable[..., HttpResponseBase]


def _declare(view: View, declaration: Declaration) -> View:
    view.declaration = declaration  # type: ignore[attr-defined]
    return view


def opens(access: Access | None, address: str) -> bool:
    """Whether a page of ours lets this role in, by what its view declares; nobody else is asked.

    A link that would answer 403 is no way: whoever offers one asks here first. Whether the row
    behind it lies in the scope is the business of whoever names the row.
    """
    wanted = _wanted(_NUMBERS.sub("0", address.partition("?")[0].partition("#")[0]))
    return wanted is None or (access is not None and access.allows(wanted))


_NUMBERS = re.compile(r"\d+")


@lru_cache(maxsize=2_000)
def _wanted(address: str) -> Permission | None:
    """The permission of the page at an address; None for a page that asks for none, and for none.

    Numbers stand for each other: a thousand rows lead to one kind of page.
    """
    try:
        view = resolve(address).func
    except Resolver404:
        return None
    declared = getattr(view, "declaration", None)
    return declared.permission if isinstance(declared, Declaration) else None


def public(reason: str) -> Callable[[View], View]:
    """A page for everybody, with the reason why it may be."""

    def mark(view: View) -> View:
        return _declare(view, Declaration(None, reason=reason))

    return mark


def signed_in(reason: str) -> Callable[[View], View]:
    """A page for whoever has an account, with a membership or without, and the reason why.

    It shows what is the account's own: `request.access` may be None.
    """

    def mark(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
            return _shown_the_door(request) or view(request, *args, **kwargs)

        return _declare(guarded, Declaration(None, reason=reason, account=True))

    return mark


def protected(
    permission: Permission,
) -> Callable[[Callable[Concatenate[Request, P], HttpResponseBase]], View]:
    """A page without one object: the view narrows its own queries with `request.access.scope`."""

    def mark(view: Callable[Concatenate[Request, P], HttpResponseBase]) -> View:
        @wraps(view)
        def guarded(request: Request, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            stop = _turned_away(request)
            if stop is not None:
                return stop
            _require(request, permission)
            return view(request, *args, **kwargs)

        return _declare(guarded, Declaration(permission))

    return mark


def protected_object(
    permission: Permission,
    model: type[Obj],
    *,
    related: tuple[str, ...] = (),
    only: Mapping[str, str] = MappingProxyType({}),
    inside: tuple[Permission, ...] = (),
) -> Callable[[Callable[Concatenate[Request, Obj, P], HttpResponseBase]], View]:
    """A page of one object: the address's `pk` is looked up within the scope for the view.

    `related` goes to select_related. `only` says of which rows the page is (field and value).
    `inside` are permissions that the view itself asks for beside the door's.
    Outside of both the object does not exist (404), whatever the role.
    """

    def mark(view: Callable[Concatenate[Request, Obj, P], HttpResponseBase]) -> View:
        @wraps(view)
        def guarded(
            request: Request, pk: object, *args: P.args, **kwargs: P.kwargs
        ) -> HttpResponseBase:
            stop = _turned_away(request)
            if stop is not None:
                return stop
            rows = _rows(model, request.access.scope, pk, only, related)
            found = cast("Obj | None", rows.first())
            if found is None:
                raise Http404
            _require(request, permission)
            return view(request, found, *args, **kwargs)

        return _declare(guarded, Declaration(permission, loads=model, inside=inside))

    return mark


def _rows(
    model: type[ScopedModel],
    scope: Scope,
    pk: object,
    only: Mapping[str, str],
    related: tuple[str, ...],
) -> ScopedQuerySet[ScopedModel]:
    """The object of an address, when it lies in the scope and the page is of it."""
    rows: ScopedQuerySet[ScopedModel] = model.objects.for_scope(scope).filter(pk=pk, **only)
    rows = rows.order_by("pk")  # a model's own order may join tables, for one row
    # Without names Django would follow every key.
    return rows.select_related(*related) if related else rows


SESSION_ENDED, NOT_SENT = "berakhir", "kiriman"
"""What the sign-in page says of the session (`?sesi=`): it ended; before this was saved."""
BY_ITSELF = "X-Sendiri"
"""On what a page asks by itself (`app.js` marks it): nobody is led away who pressed nothing."""


def _shown_the_door(request: HttpRequest) -> HttpResponseBase | None:
    if request.user.is_authenticated:
        return _of_somebody_else(request)
    address = _door(request)
    if BY_ITSELF not in request.headers:
        if getattr(request, "htmx", False):  # a session that ended behind an open page
            return HttpResponseClientRedirect(address)
        if request.accepts("text/html"):
            return redirect(address)
    return JsonResponse({"pesan": "Sesi Anda berakhir.", "masuk": address}, status=401)


def _of_somebody_else(request: HttpRequest) -> HttpResponseBase | None:
    """A page still open from before another person signed in here must not write in their name."""
    claimed = request.headers.get("X-Orang")
    if claimed is None or claimed == person_mark(request):
        return None
    words = "Orang lain sedang masuk di peramban ini."
    return JsonResponse({"pesan": words, "masuk": _door(request)}, status=401)


def _door(request: HttpRequest) -> str:
    """The sign-in page that says what happened and leads back to the page, not to what it sent."""
    asked = QueryDict(mutable=True)
    asked["next"] = page_behind(request)
    if request.method not in ("GET", "HEAD"):
        asked["sesi"] = NOT_SENT
    elif getattr(request, "htmx", False) or settings.SESSION_COOKIE_NAME in request.COOKIES:
        asked["sesi"] = SESSION_ENDED
    return f"{resolve_url(settings.LOGIN_URL)}?{asked.urlencode(safe='/')}"


def _turned_away(request: HttpRequest) -> HttpResponseBase | None:
    stop = _shown_the_door(request)
    if stop is not None:
        return stop
    if getattr(request, "access", None) is None:
        return redirect("akun:tanpa_peran")
    return None


def _require(request: Request, permission: Permission) -> None:
    if not request.access.allows(permission):
        raise PermissionDenied
