"""Filters for the way Indonesians write numbers and dates."""

from __future__ import annotations

from django import template

register = template.Library()
