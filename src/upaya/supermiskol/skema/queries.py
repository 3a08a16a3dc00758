"""What is asked about schemes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from upaya.rules.exact import tulis
from upaya.rules.period import tanggal
from upaya.rules.supermiskol import persyaratan
from upaya.rules.supermiskol.skema import Indikator, Skema
from upaya.supermiskol.skema.models import SkemaKabupaten


def in_force(kabupaten: str, day: date) -> SkemaKabupaten | None:
    """The scheme of a district on a day; None when it has none."""
    rows = SkemaKabupaten.objects.filter(
        Q(sampai=None) | Q(sampai__gte=day),
        kabupaten=kabupaten,
        status=SkemaKabupaten.Status.DISETUJUI,
        mulai__lte=day,
    )
    found: SkemaKabupaten | None = rows.first()
    return found


@dataclass(frozen=True, slots=True)
class Beda:
    """One difference between two schemes, in words."""

    hal: str
    lama: str
    baru: str


def beda(old: Skema, new: Skema) -> list[Beda]:
    """What differs between two schemes, for a reader; [] when they score and ask alike."""
    found = [
        Beda(label, before, after)
        for label, before, after in (
            ("Nama", old.nama, new.nama),
            ("Bentuk", old.nama_bentuk, new.nama_bentuk),
            ("Syarat", old.syarat, new.syarat),
            ("Pembagi", _divisor(old), _divisor(new)),
            ("Tetapan", tulis(old.konstanta), tulis(new.konstanta)),
            ("Berkas wajib", diminta(old), diminta(new)),
        )
        if before != after
    ]
    for one in old.indikator:
        other = new.cari(one.kode)
        if other is None:
            found.append(Beda(one.nama, _words(one), "tidak ada lagi"))
        elif _words(one) != _words(other) or one.nama != other.nama:
            found.append(Beda(other.nama, _words(one), _words(other)))
    known = {one.kode for one in old.indikator}
    found += [
        Beda(one.nama, "belum ada", _words(one)) for one in new.indikator if one.kode not in known
    ]
    return found


def diminta(skema: Skema) -> str:
    """The papers that a scheme asks, in words."""
    if skema.berkas is None:
        return "menurut ketentuan program"
    return persyaratan.kata(skema.berkas) or "tidak ada"


def _divisor(skema: Skema) -> str:
    text = "jumlah bobot" if skema.pembagi is None else tulis(skema.pembagi)
    return f"{text}, bila ada yang dicabut: {skema.pembagi_saat_dicabut}"


def _words(one: Indikator) -> str:
    options = ", ".join(f"{one.option(k)} = {tulis(v)}" for k, v in one.pilihan.items())
    if one.bilangan is not None:
        held = one.bilangan
        options = f"bilangan {held.paling_sedikit} sampai {held.paling_banyak} ({held.fungsi})"
    gone = f", dicabut sejak {tanggal(one.dicabut)}" if one.dicabut else ""
    return f"bobot {tulis(one.bobot)}; {options}{gone}"
