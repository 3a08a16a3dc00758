"""Another format of the bank's files, proposed by one person and decided by another."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from upaya.core.scope import ScopePath
from upaya.core.second import Proposal, proposal_constraints


class UsulanFormat(Proposal):
    """What the columns and words of a district's bank are to be, whole.

    Which word of the bank means that money arrived decides who counts as paid. `isi` is as in
    `FormatBank`, with "bank": [[name, longest, signs], ...].
    """

    scope_path: ClassVar[ScopePath] = ScopePath("kabupaten")

    kabupaten = models.ForeignKey("wilayah.Kabupaten", on_delete=models.PROTECT, related_name="+")
    isi = models.JSONField()

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            *proposal_constraints("usulan_format"),
            models.UniqueConstraint(
                fields=["kabupaten"],
                condition=Q(status="diusulkan"),
                name="usulan_format_satu_menunggu",
            ),
        ]

    def __str__(self) -> str:
        return "Format bank"
