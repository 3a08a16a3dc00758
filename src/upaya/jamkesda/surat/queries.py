"""What the counter is told of somebody: member or not, covered or not, which letters are open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from upaya.core import clock
from upaya.jamkesda.peserta.dasar import peringatan
from upaya.jamkesda.peserta.forms import menurut_nomor
from upaya.jamkesda.peserta.models import MasaPeserta, Peserta
from upaya.jamkesda.surat.models import Rujukan, SuratJaminan
from upaya.rules.jamkesda import road

SHOWN = 10


@dataclass(frozen=True, slots=True)
class Hak:
    """One member as the counter sees them; `peringatan` tells of a poverty letter that is over."""

    peserta: Peserta
    masa: MasaPeserta | None
    hari: date
    surat: tuple[SuratJaminan, ...]
    rujukan: tuple[Rujukan, ...]
    peringatan: str = ""

    @property
    def aktif(self) -> bool:
        """Whether care of today would be paid for."""
        return self.masa is not None and self.masa.mencakup(self.hari)


def cek(kabupaten: str, unit: int | None, nomor: str) -> Hak | None:
    """Whom a NIK or a card number belongs to; None for nobody.

    A card that was merged leads to the one that counts. Letters and referrals are those of `unit`
    (None: of every PPK): what others did is not the counter's business.
    """
    rows = Peserta.objects.filter(kabupaten=kabupaten).filter(menurut_nomor(nomor))
    people = ("warga__desa", "warga__keluarga")
    led = tuple(f"gabung_ke__{name}" for name in people)
    found: Peserta | None = rows.select_related(*people, *led).first()
    if found is None:
        return None
    found = found.gabung_ke or found
    today = clock.today()
    letters = SuratJaminan.objects.filter(peserta=found, status__in=road.TERBUKA)
    referrals = Rujukan.objects.filter(peserta=found)
    if unit is not None:
        letters, referrals = letters.filter(ppk=unit), referrals.filter(ke=unit)
    return Hak(
        found,
        found.masa.order_by("-mulai").first(),
        today,
        tuple(letters.select_related("ppk__unit")[:SHOWN]),
        tuple(referrals.select_related("dari__unit", "ke__unit")[:SHOWN]),
        peringatan(found),
    )
