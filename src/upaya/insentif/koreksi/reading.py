"""A correction, read once: its month, who may not judge it, what it changes."""

from __future__ import annotations

from functools import cached_property

from upaya.alur.reading import Reading
from upaya.insentif.bulan.makers import WRITTEN
from upaya.insentif.bulan.reading import LembarBulan
from upaya.insentif.koreksi import queries
from upaya.insentif.koreksi.models import Koreksi
from upaya.rules.insentif.month import Hasil
from upaya.rules.insentif.serial import hasil_from_dict


class BacaanKoreksi(Reading[Koreksi]):
    """What conditions, effects and pages ask of a correction; each looked up once."""

    @cached_property
    def preparers(self) -> frozenset[int]:
        """Whoever proposed it or prepared its month: see `Koreksi.written_by`."""
        return frozenset(self.sheet.preparers) | {self.subject.diusulkan_oleh_id}

    def prepared_as(self, user_id: int) -> str:
        """What one of them did: to the correction, else to its month."""
        said = self.sheet.preparers.get(user_id, WRITTEN)
        return super().prepared_as(user_id) if said == WRITTEN else said

    @cached_property
    def sheet(self) -> LembarBulan:
        """Its month."""
        return LembarBulan(self.subject.pengajuan)

    @cached_property
    def hasil(self) -> Hasil:
        """What the month comes to with it."""
        return hasil_from_dict(self.subject.hasil)

    @cached_property
    def rows(self) -> list[queries.BarisSelisih]:
        """The officers whose amount differs, by name."""
        return queries.difference_rows(self.subject)

    @cached_property
    def changes(self) -> list[str]:
        """What it changes of the input, in words."""
        return queries.changes(self.subject, self.sheet.nama)
