"""`LembarBulan`: the one reading of a month, from its tables to its money.

Pages, papers, conditions and effects take it instead of the month: a fact that two of them need is
looked up once. It is as old as the moment each fact was asked for, so whoever locks the month or
writes in it makes a new one.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from django.db.models import Q, QuerySet

from upaya.akun.models import User
from upaya.core import clock
from upaya.core.access import Access
from upaya.insentif.bulan.completeness import missing
from upaya.insentif.bulan.makers import makers
from upaya.insentif.bulan.models import Bagian
from upaya.insentif.bulan.signatories import Pejabat, holders, identities
from upaya.insentif.hasil import calculation
from upaya.insentif.hasil.calculation import Calculation
from upaya.insentif.hasil.models import Perhitungan
from upaya.insentif.hasil.queries import OfficerRow, officer_rows
from upaya.insentif.isian.reading import IsianBulan
from upaya.insentif.kegiatan.models import PetugasBulan
from upaya.insentif.kegiatan.petugas import lost
from upaya.insentif.uang.reading import UangBulan
from upaya.pegawai.models import Petugas
from upaya.pegawai.profil import BerSk, held_by_decree
from upaya.pegawai.rekening import Aturan, aturan_bank
from upaya.rules.insentif.articles import binding
from upaya.rules.insentif.ketentuan import DASAR_DOKUMEN
from upaya.rules.insentif.road import COUNTED, DITOLAK
from upaya.rules.parameter import Value
from upaya.rules.roles import Reach, Role

RELATED = ("puskesmas", "kabupaten")
"""What a month is loaded with wherever it is read."""


class LembarBulan(IsianBulan, UangBulan):
    """A month for whoever looks at it (loaded with RELATED)."""

    @cached_property
    def preparers(self) -> Mapping[int, str]:
        """Who wrote in it, or decided what it is computed from, each with what they did."""
        return makers(self.month)

    def prepared_as(self, user_id: int) -> str:
        """What one of them did."""
        return self.preparers[user_id]

    # -------------------------------------------------------------- the calculation
    @cached_property
    def putaran_lalu(self) -> Perhitungan | None:
        """The submission of an earlier round; None in the first."""
        if self.month.round == 1:
            return None
        rows = self.month.perhitungan.filter(round__lt=self.month.round)
        return rows.order_by("-nomor").first()

    @cached_property
    def sekarang(self) -> Calculation:
        """The month computed from its tables as they stand."""
        return calculation.calculate(self)

    @property
    def kept(self) -> Perhitungan | None:
        """The frozen calculation that counts; None while the present one does."""
        return self.perhitungan if self.month.status in (*COUNTED, DITOLAK) else None

    @property
    def hitungan(self) -> Calculation:
        """What a page shows: the frozen calculation once submitted, else the present one."""
        return self.sekarang if self.kept is None else self.beku

    @cached_property
    def perbedaan(self) -> list[tuple[str, str | None, str | None]]:
        """Lines that differ when the frozen input is computed again as known then."""
        return calculation.differences(self.perhitungan, self.book) if self.perhitungan else []

    @property
    def keraguan(self) -> list[str]:
        """Why the frozen calculation cannot be trusted, in a sentence; [] when it is proven."""
        if self.perhitungan is None:
            return ["Hitungan pengajuan ini tidak ditemukan."]
        if self.beku.sidik != self.perhitungan.sidik:
            return ["Sidik hitungan tidak cocok dengan isinya. Kembalikan agar dihitung ulang."]
        if self.perbedaan:
            return ["Aturan berubah sejak bulan ini diajukan. Kembalikan agar dihitung ulang."]
        return []

    @property
    def bagian_petugas(self) -> list[OfficerRow]:
        """The officers' shares, by name."""
        return officer_rows(self.hitungan, self.nama)

    @cached_property
    def banks(self) -> Aturan:
        """What each bank of the district takes as the name of an account's holder."""
        return aturan_bank(self.month.kabupaten_id, self.book)

    # -------------------------------------------------------------- what lacks, who reads findings
    @cached_property
    def lacks(self) -> Mapping[Bagian, list[str]]:
        """What is missing, in sentences by part."""
        return missing(self)

    def sees_notes(self, access: Access) -> bool:
        """The puskesmas reads the findings of the Dinas once the month is returned or refused.

        While the Dinas still examines they are notes of its own (Pasal 11A ayat (8) huruf f, g).
        """
        return access.scope.reach is Reach.DISTRICT or self.month.status == DITOLAK

    @property
    def sk_menunggu(self) -> list[str]:
        """Which decrees of the Kepala Dinas the Dinas has still to confirm, in a sentence."""
        numbers = sorted({one for profile in self.profil for one in profile.sk_menunggu})
        if not numbers:
            return []
        sentence = (
            f"SK Kepala Dinas belum dikonfirmasi Dinas Kesehatan: {', '.join(numbers)}. Unggah "
            "berkasnya di menu Petugas, SK; Admin atau Kepala Dinas mengonfirmasinya di sana."
        )
        return [sentence]

    @cached_property
    def hilang(self) -> Mapping[str, str]:
        """By code what a right on other days than the last one comes to, in a sentence."""
        return lost(self.profil, {row.petugas.kode: self.kerja[row.pk] for row in self.baris})

    # -------------------------------------------------------------- for papers
    @property
    def _own(self) -> QuerySet[PetugasBulan, int]:
        """The keys of the month's officers, for another query."""
        rows = PetugasBulan.objects.filter(pengajuan=self.month)
        return rows.order_by().values_list("petugas", flat=True)

    @cached_property
    def ber_sk(self) -> list[BerSk]:
        """Posts and entitlements on the day that counts for each officer, by officer's name."""
        month = self.month.period
        return held_by_decree(self._own, month.first_day, month.last_day)

    @cached_property
    def pemegang(self) -> Mapping[str, tuple[User, ...]]:
        """Who holds each role today, for the puskesmas or at the Dinas."""
        return holders(self.month, clock.today())

    @cached_property
    def _people(self) -> list[User]:
        """Who did a step of the month or holds a role in it today."""
        people = [log.actor for log in self.moves]
        people += [user for users in self.pemegang.values() for user in users]
        if self.perhitungan:
            people.append(self.perhitungan.dinyatakan_oleh)
        return people + [transfer.dicatat_oleh for transfer in self.dana]

    @cached_property
    def _officers(self) -> list[Petugas]:
        """Whose own record papers read: the officers of the month, and those of these people."""
        found = Q(pk__in=self._own) | Q(user__in={user.pk for user in self._people})
        return list(Petugas.objects.filter(found).order_by("aktif", "pk"))

    @cached_property
    def _pejabat(self) -> Mapping[int, Pejabat]:
        return identities(self._people, self._officers, self.month.puskesmas_id)

    def pejabat(self, role: Role) -> Pejabat | None:
        """Who signs for a role today; None when nobody holds it."""
        held = self.pemegang.get(role.name, ())
        return self._pejabat[held[0].pk] if held else None

    def pelaku(self, user: User | None) -> Pejabat | None:
        """Somebody who did a step of the month, as papers name them."""
        return self._pejabat.get(user.pk) if user else None

    def pelaku_langkah(self, *names: str) -> Pejabat | None:
        """Who made the last of these moves."""
        log = self.last_move(*names)
        return self.pelaku(log.actor) if log else None

    @cached_property
    def petugas(self) -> Mapping[str, Petugas]:
        """The officers of the month with NIP and grade, by code."""
        return {row.kode: row for row in self._officers}

    @property
    def dasar(self) -> Value | None:
        """The regulation that papers of the month name as their basis, of its district and time."""
        return self.book.find(DASAR_DOKUMEN, self.month.period.last_day, self.month.kabupaten_id)

    def pasal(self, article: str) -> str:
        """An article of the road's regulation, as it binds this district."""
        return binding(article, self.dasar)

    @property
    def dinas(self) -> str:
        """The name of the Dinas Kesehatan: every puskesmas is below one (wilayah/jenis.py)."""
        above = self.month.puskesmas.induk
        return str(above.nama) if above else f"Dinas Kesehatan {self.month.kabupaten.nama}"
