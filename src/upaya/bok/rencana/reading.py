"""A version of a plan, read once: its activities, what is decreed, what the rules say of it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from upaya.alur.reading import Reading
from upaya.bok.ketetapan.queries import Ketetapan, ketetapan
from upaya.bok.realisasi.queries import realised
from upaya.bok.rencana.models import KegiatanRencana, Rencana
from upaya.bok.rencana.versions import pure, rows_until, standing
from upaya.bok.serapan.queries import Belanja, spent
from upaya.core import clock
from upaya.rules.bok.anggaran import Anggaran, jumlah, susun, terlampaui
from upaya.rules.bok.plan import Catatan, Kegiatan, galat, per_bulan, per_komponen
from upaya.rules.bok.road import DITETAPKAN
from upaya.rules.period import BULAN


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
        return [*self.terlampaui, *self.ketetapan.periksa(self.rencana)] if rules else []

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
    def baris_murni(self) -> list[KegiatanRencana]:
        """The activities of the first version."""
        if not self.subject.nomor:
            return self.kegiatan
        first = KegiatanRencana.objects.filter(
            rencana__puskesmas=self.subject.puskesmas_id,
            rencana__tahun=self.subject.tahun,
            rencana__nomor=0,
        ).prefetch_related("rincian")
        return standing(first.order_by("kunci"))

    @cached_property
    def belanja(self) -> Belanja:
        """What was spent in the year so far, whichever version is read."""
        return spent(self.subject.puskesmas_id, self.subject.tahun)

    @cached_property
    def anggaran(self) -> Mapping[int, Anggaran]:
        """Murni, Perubahan, Realisasi of each activity by its number."""
        return susun(
            {row.kunci: pure(row).setahun for row in self.baris_murni},
            {row.kunci: plan.setahun for row, plan in self.bersama},
            self.belanja.per_kegiatan,
        )

    @property
    def bersama(self) -> list[tuple[KegiatanRencana, Kegiatan]]:
        """Each activity with what the rules read of it."""
        return list(zip(self.kegiatan, self.rencana, strict=True))

    @cached_property
    def ditiadakan(self) -> list[tuple[int, str, str]]:
        """Activities that are not planned (any more): number, line of the menu, name."""
        known = {row.kunci: row for row in self.baris_murni}
        here = {row.kunci for row in self.kegiatan}
        return [
            (kunci, known[kunci].menu, known[kunci].nama)
            if kunci in known
            else (kunci, "-", f"Kegiatan {kunci}, di luar versi ini")
            for kunci in self.anggaran
            if kunci not in here
        ]

    @cached_property
    def anggaran_jumlah(self) -> Anggaran:
        """The whole year, with what is spent on no activity that is named."""
        rest = Anggaran(realisasi=self.belanja.belum_dirinci)
        return jumlah((*self.anggaran.values(), rest))

    @cached_property
    def anggaran_bulan(self) -> Mapping[int, Anggaran]:
        """The same of each month."""
        first = per_bulan([pure(row) for row in self.baris_murni])
        return susun(first, self.per_bulan, self.belanja.per_bulan)

    @cached_property
    def terlampaui(self) -> list[Catatan]:
        """What was carried out or spent, and this version plans away; nothing of an older one."""
        if self.subject.status == DITETAPKAN:
            return []
        done = realised(self.subject.puskesmas_id, self.subject.tahun)
        rows = {row.kunci: (row, plan) for row, plan in self.bersama}
        said: list[Catatan] = []
        for kunci in dict.fromkeys((*done, *self.belanja.per_kegiatan)):
            row, plan = rows.get(kunci, (None, None))
            name, place = (row.nama, str(row.pk)) if row else (self._name_of(kunci), "")
            spent_so_far = self.belanja.per_kegiatan.get(kunci, 0)
            months = done.get(kunci, frozenset()) - set(row.bulan if row else ())
            if sentence := terlampaui(name, plan.setahun if plan else 0, spent_so_far):
                said.append(galat(sentence, "Pasal 10 ayat (1)", place))
            if months:
                words = ", ".join(BULAN[month - 1] for month in sorted(months))
                said.append(
                    galat(f"{name} sudah dilaksanakan pada {words}; tetap direncanakan.", "", place)
                )
        return said

    def _name_of(self, kunci: int) -> str:
        gone = {number: name for number, _, name in self.ditiadakan}
        return gone.get(kunci, f"Kegiatan {kunci}")

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
