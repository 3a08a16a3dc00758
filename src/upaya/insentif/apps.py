"""Insentif UKM: the month of a puskesmas from an empty sheet to a decision."""

from typing import ClassVar

from django.apps import AppConfig


class InsentifConfig(AppConfig):
    """Names the frozen calculations as append-only."""

    name = "upaya.insentif"
    label = "insentif"
    append_only: ClassVar[tuple[str, ...]] = ("Perhitungan", "PerhitunganPetugas")
