"""What is signed, and what a counter takes along for a day without a line."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from upaya.core import clock
from upaya.jamkesda.luring.models import KunciTanda, NomorDarurat
from upaya.jamkesda.luring.segel import EKSTRAK, KARTU, SURAT, tanda, tanda_bita
from upaya.jamkesda.peserta.models import MasaPeserta, Peserta
from upaya.jamkesda.surat.models import SuratJaminan
from upaya.rules.jamkesda import road
from upaya.rules.loader import national_book


def penandatangan(kabupaten: str) -> KunciTanda | None:
    """The key that signs in a district now; None where there is none."""
    rows = KunciTanda.objects.filter(kabupaten=kabupaten, diganti_pada=None, dicabut_pada=None)
    found: KunciTanda | None = rows.first()
    return found


def tepercaya(kabupaten: str) -> dict[str, str]:
    """Public keys by name: of all that were not withdrawn."""
    rows = KunciTanda.objects.filter(kabupaten=kabupaten, dicabut_pada=None)
    return dict(rows.order_by("pk").values_list("nama", "publik"))


def tanda_kartu(peserta: Peserta) -> str:
    """The line on a card, "" without a key: number, initials, when it was printed."""
    fields = (KARTU, peserta.kartu, peserta.inisial, f"{clock.today():%Y-%m-%d}")
    return _signed(peserta.kabupaten_id, fields)


def tanda_surat(case: SuratJaminan) -> str:
    """The line on a letter: number, card, initials, care, PPK, from and until."""
    fields = (
        SURAT, case.nomor, case.peserta.kartu, case.peserta.inisial, case.layanan,
        str(case.ppk_id), f"{case.mulai:%Y-%m-%d}", f"{case.sampai:%Y-%m-%d}",
    )  # fmt: skip
    return _signed(case.kabupaten_id, fields)


def _signed(kabupaten: str, fields: tuple[str, ...]) -> str:
    key = penandatangan(kabupaten)
    return tanda(key.rahasia, key.nama, fields) if key else ""


def ekstrak(kabupaten: str, unit: int | None) -> dict[str, str] | None:
    """The signed extract of today for a counter; None without a key.

    `isi` is text that is signed as it stands (`tanda`, by the key `kunci`): keys that are trusted,
    those withdrawn, members who are covered (card, initials, year of birth, last day), letters that
    were withdrawn, and the spare numbers of the PPK `unit`. No name, no NIK, no village.
    """
    key = penandatangan(kabupaten)
    if key is None:
        return None
    today = clock.today()
    held = NomorDarurat.objects.filter(ppk=unit, surat=None, tahun=today.year)
    hours = national_book().read("jamkesda.luring.jam_ekstrak", today).integer
    said: Mapping[str, Any] = {
        "jenis": EKSTRAK,
        "kabupaten": kabupaten,
        "hari": f"{today:%Y-%m-%d}",
        "dibuat": clock.now().isoformat(timespec="seconds"),
        "jam": hours,
        "kunci": tepercaya(kabupaten),
        "kunci_dicabut": list(
            KunciTanda.objects.filter(kabupaten=kabupaten, dicabut_pada__isnull=False)
            .order_by("pk")
            .values_list("nama", flat=True)
        ),
        "peserta": _members(kabupaten),
        "surat_dicabut": list(
            SuratJaminan.objects.filter(kabupaten=kabupaten, status=road.DICABUT)
            .order_by("nomor")
            .values_list("nomor", flat=True)
        ),
        "nomor": list(held.values_list("nomor", flat=True)) if unit else [],
    }
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return {"kunci": key.nama, "isi": text, "tanda": tanda_bita(key.rahasia, text.encode())}


def _members(kabupaten: str) -> list[list[Any]]:
    """In two questions: a district has a hundred thousand of them."""
    today = clock.today()
    terms = MasaPeserta.objects.filter(
        peserta__kabupaten=kabupaten, peserta__gabung_ke=None, mulai__lte=today
    ).exclude(sampai__lt=today)
    rows = terms.order_by("peserta__kartu").values_list(
        "peserta__kartu", "peserta__inisial", "peserta__warga__tanggal_lahir", "sampai"
    )
    return [
        [card, initials, born.year, f"{ends:%Y-%m-%d}" if ends else ""]
        for card, initials, born, ends in rows.iterator()
    ]
