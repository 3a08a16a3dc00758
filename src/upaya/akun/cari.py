"""What the one search finds of people with an account."""

from __future__ import annotations

from django.urls import reverse

from upaya.akun.izin import IzinAkun
from upaya.akun.models import Membership
from upaya.core.registry import registry
from upaya.core.search import Rows

PENGGUNA = Rows(
    label="Pengguna",
    model=Membership,
    permission=IzinAkun.KEANGGOTAAN_LIHAT,
    fields=("user__name", "user__username"),
    order=("user__name", "pk"),
    title=lambda row: row.user.name,
    text=lambda row: f"{registry().role_label(row.role)}, {row.unit.nama}",
    url=lambda row: reverse("akun:orang", args=[row.user_id]),
    related=("user", "unit"),
)
