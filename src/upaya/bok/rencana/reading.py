"""A version of a plan, read once: its activities, what is decreed, what the rules say of it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from upaya.alur.reading import Reading
from upaya.bok.ketetapan.queries import Ketetapan, ketetapan
from upaya.bok.rencana.models import KegiatanRencana, Rencana
from upaya.bok.rencana.versions import pure, rows_until, standing
from upaya.core import clock
from upaya.rules.bok.plan import Catatan, Kegiatan, per_bulan, per_komponen
from upaya.rules.bok.plan_rules import check_plan


class BacaanRencana(Reading[Rencana]):
    """A plan for whoever looks at it."""

    @cached_property
    def ketetapan(self) -> Ketetapan:
        """What is decreed for the puskesmas in that year."""
        return ketetapan(self.subject.puskesmas, self.subject.tahun)

    @cached_property
    def kegiatan(self) -> list[KegiatanRencana]:
        """The activities as of this version."""
        return rows_until(self.subject)

    @cached_property
    def rencana(self) -> list[Kegiatan]:
        """The same as the rules read them."""
        return [pure(row) for row in self.kegiatan]

    @cached_property
    def catatan(self) -> list[Catatan]:
        """What the rules say, errors first; nothing where there are no rules."""
        rules = self.ketetapan.rencana
        return check_plan(rules, self.rencana) if rules else []

    @property
    def galat(self) -> list[Catatan]:
        """What stands in the way."""
        return [note for note in self.catatan if note.galat]

    @property
    def peringatan(self) -> list[Catatan]:
        """What is to be explained."""
        return [note for note in self.catatan if not note.galat]

    @cached_property
    def tanpa_penjelasan(self) -> list[Catatan]:
        """Warnings that nobody explained yet."""
        said = {str(row.pk): row.penjelasan for row in self.kegiatan}
        return [
            note
            for note in self.peringatan
            if not (said.get(note.kegiatan, "") if note.kegiatan else self.subject.penjelasan)
        ]

    @cached_property
    def total(self) -> int:
        """Rupiah of the year."""
        return sum(one.setahun for one in self.rencana)

    @cached_property
    def komponen(self) -> Mapping[str, int]:
        """Rupiah planned of each part of the pagu."""
        rules = self.ketetapan.rencana
        return per_komponen(rules, self.rencana) if rules else {}

    @cached_property
    def murni(self) -> Mapping[int, int]:
        """Rupiah of each activity, by its number, in the first version."""
        if not self.subject.nomor:
            rows = self.kegiatan
        else:
            first = KegiatanRencana.objects.filter(
                rencana__puskesmas=self.subject.puskesmas_id,
                rencana__tahun=self.subject.tahun,
                rencana__nomor=0,
            ).prefetch_related("rincian")
            rows = standing(first.order_by("kunci"))
        return {row.kunci: pure(row).setahun for row in rows}

    @cached_property
    def per_bulan(self) -> Mapping[int, int]:
        """Rupiah of each month of the year."""
        return per_bulan(self.rencana)

    @property
    def rekening(self) -> Mapping[str, str]:
        """The kode rekening of each kind of spending; empty where none is set."""
        plan = self.subject
        found = self.ketetapan.book.find("bok.kode_rekening", plan.akhir_tahun, plan.kabupaten_id)
        return found.table if found else {}

    @cached_property
    def preparers(self) -> frozenset[int]:
        """Who wrote in this version, or began it."""
        rows = KegiatanRencana.objects.filter(rencana=self.subject)
        writers = rows.order_by().values_list("ditulis_oleh_id", flat=True).distinct()
        return frozenset(writers) | {self.subject.dibuat_oleh_id}

    def jendela_tertutup(self) -> str:
        """Why the plan may not be written today, "" when it may."""
        window = self.ketetapan.jendela(clock.today())
        return "" if window.terbuka else window.kalimat
