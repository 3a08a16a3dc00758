"""What may be done in the community of practice beside reading, which everybody may."""

from __future__ import annotations

from enum import ReprEnum

from upaya.core.permissions import Permission


class IzinKomunitas(Permission, ReprEnum):
    """The moderator's work."""

    MODERASI = "komunitas.moderasi", "Memoderasi diskusi komunitas praktisi"
    PERIODE = "komunitas.periode", "Membuka dan menutup periode diskusi komunitas"
