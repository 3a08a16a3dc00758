"""What a family and its officers read of rights."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from upaya.core import clock
from upaya.core.scope import Scope
from upaya.rules.supermiskol import road
from upaya.rules.supermiskol.keluarga import DIPUTUS, KABAR, Kabar
from upaya.supermiskol.hak.akses import Sebuah, for_family
from upaya.supermiskol.hak.models import PermintaanHak
from upaya.supermiskol.ketetapan import buku
from upaya.supermiskol.permohonan.models import Permohonan
from upaya.supermiskol.simpan.services import last_day
from upaya.supermiskol.surat.models import Putusan, SuratMiskin

RELATED = ("permohonan__desa", "dijawab_oleh", "dipenuhi_oleh")


def known(tiket: str, lahir: date) -> int | None:
    """The key of the request with this number and birth date; None for every other pair.

    One question, whether the number exists or not: what is asked takes as long for the unknown.
    """
    row = Permohonan.objects.for_public().filter(tiket=tiket, tanggal_lahir=lahir).first()
    return None if row is None else row["id"]


@dataclass(frozen=True, slots=True)
class KabarKeluarga:
    """What the family is told: how it stands, why it was refused, its letter."""

    case: Permohonan
    kabar: Kabar
    putusan: Putusan | None
    surat: SuratMiskin | None
    permintaan: list[PermintaanHak]
    boleh_surat: bool
    boleh_salinan: bool
    lihatan: list[Sebuah]
    simpan_sampai: date | None

    @property
    def alasan(self) -> str:
        """Why the decision went against the family; "" while it did not."""
        if self.case.status == road.DITOLAK and self.putusan is not None:
            return self.putusan.alasan
        return ""

    @property
    def boleh_keberatan(self) -> bool:
        """Whether there is a decision to object to, and no objection waits."""
        waits = any(one.jenis == "keberatan" and one.terbuka for one in self.permintaan)
        return self.case.status in DIPUTUS and not waits


def news(case: Permohonan) -> KabarKeluarga:
    """All that the page of a family shows."""
    letter = SuratMiskin.objects.filter(permohonan=case).select_related("dokumen").first()
    allowed = letter_allowed(case)
    return KabarKeluarga(
        case,
        KABAR[case.status],
        Putusan.objects.filter(permohonan=case).first(),
        letter,
        list(PermintaanHak.objects.filter(permohonan=case)),
        allowed and letter is not None and case.status == road.DISETUJUI,
        allowed,
        for_family(case),
        last_day(case),
    )


def letter_allowed(case: Permohonan) -> bool:
    """Whether the district lets families take letter and copy without going to the village."""
    key = "supermiskol.surat_untuk_keluarga"
    return bool(buku(case.kabupaten_id).read(key, clock.today(), case.kabupaten_id).integer)


def deciders(case: Permohonan) -> set[int]:
    """Who decided against a family: refused, approved first, or withdrew the letter."""
    found = set(Putusan.objects.filter(permohonan=case).values_list("diputus_oleh_id", flat=True))
    letters = SuratMiskin.objects.filter(permohonan=case, dicabut_oleh__isnull=False)
    return found | set(letters.values_list("dicabut_oleh_id", flat=True))


def listed(scope: Scope) -> QuerySet[PermintaanHak]:
    """The requests of families within a scope."""
    rows: QuerySet[PermintaanHak] = PermintaanHak.objects.for_scope(scope)
    return rows.select_related(*RELATED)
