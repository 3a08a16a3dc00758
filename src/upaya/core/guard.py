"""The door of every page: scope first (404 for another unit's object), then permission (403)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from types import MappingProxyType
from typing import Concatenate, ParamSpec, TypeVar, cast

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, resolve_url
from django_htmx.http import HttpResponseClientRedirect

from upaya.core.access import Request
from upaya.core.permissions import Permission
from upaya.core.scope import ScopedModel


@dataclass(frozen=True, slots=True)
class Declaration:
    """What a view says about itself; tests/consistency walks these."""

    permission: Permission | None
    loads: type[ScopedModel] | None = None
    reason: str = ""
    account: bool = False
    """Without a permission: asks for somebody who is signed in."""


P = ParamSpec("P")
Obj = TypeVar("Obj", bound=ScopedModel)
View = Callable[..., HttpResponseBase]


def _declare(view: View, declaration: Declaration) -> View:
    view.declaration = declaration  # type: ignore[attr-defined]
    return view


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
) -> Callable[[Callable[Concatenate[Request, Obj, P], HttpResponseBase]], View]:
    """A page of one object: the address's `pk` is looked up within the scope for the view.

    `related` goes to select_related. `only` says of which rows the page is (field and value).
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
            rows = model.objects.for_scope(request.access.scope).filter(pk=pk, **only)
            if related:  # without names Django would follow every key
                rows = rows.select_related(*related)
            found = cast("Obj | None", rows.first())
            if found is None:
                raise Http404
            _require(request, permission)
            return view(request, found, *args, **kwargs)

        return _declare(guarded, Declaration(permission, loads=model))

    return mark


def _shown_the_door(request: HttpRequest) -> HttpResponseBase | None:
    if request.user.is_authenticated:
        return None
    if getattr(request, "htmx", False):  # a session that ended behind an open page
        return HttpResponseClientRedirect(resolve_url(settings.LOGIN_URL))
    return redirect_to_login(request.get_full_path())


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
