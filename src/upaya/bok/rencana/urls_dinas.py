"""Addresses of the Dinas's own plans."""

from __future__ import annotations

from upaya.bok.rencana.seat import DINAS
from upaya.bok.rencana.urls import plan_paths

app_name = "rencana_dinas"
urlpatterns = plan_paths(DINAS, "bok/dinas/rencana/")
