"""Somebody at the pages of poverty letters."""

from __future__ import annotations

from django.http import HttpResponse
from django.test import Client

from tests.factories.akun import sign_in
from upaya.akun.models import Membership
from upaya.supermiskol.permohonan.models import Permohonan


class Person:
    """Somebody at the pages."""

    def __init__(self, membership: Membership) -> None:
        self.client = sign_in(Client(), membership)

    def post(self, address: str, **data: object) -> HttpResponse:
        return self.client.post(address, data)  # type: ignore[return-value]

    def page(self, address: str) -> str:
        answer = self.client.get(address)
        assert answer.status_code == 200, address
        return answer.content.decode()

    def step(self, case: Permohonan, name: str, **data: object) -> HttpResponse:
        case.refresh_from_db()
        return self.post(f"/miskol/{case.pk}/alur/{name}/", seen_status=case.status, **data)
