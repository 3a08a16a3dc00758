"""Who belongs in the sheet of a month, and on which of its days they had a right to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from upaya.insentif.bulan.models import Pengajuan
from upaya.pegawai.profil import ProfilPetugas, profil_bulan
from upaya.rules.insentif.berhak import setiap_hari
from upaya.rules.insentif.officer_work import Kerja
from upaya.rules.money import angka
from upaya.rules.parameter import RuleBook


def month_officers(month: Pengajuan, rules: Callable[[], RuleBook]) -> list[ProfilPetugas]:
    """On duty at the end of the month, or entitled on one of its days; by name.

    Whether a right that ended earlier counts is the district's rule (Pasal 11A ayat (2) is silent);
    `rules` are asked for only where there is one.
    """
    first, last = month.period.first_day, month.period.last_day
    found = profil_bulan(month.puskesmas_id, first, last)
    if not any(one.masa and not one.ber_sk for one in found):
        return found
    if not setiap_hari(rules(), last, month.kabupaten_id):
        return found
    return [replace(one, ber_sk=bool(one.masa)) for one in found]


def right_in_part(month: Pengajuan, profile: ProfilPetugas) -> str:
    """What somebody with a right on some days only has to know, "" for everybody else."""
    whole = ((month.period.first_day, month.period.last_day),)
    if not profile.masa or profile.masa == whole:
        return ""
    if profile.ber_sk:
        return f"Berhak {profile.masa_kata}; isi hanya kegiatan pada hari-hari itu."
    return (
        f"Ber-SK {profile.masa_kata}, tidak pada hari terakhir bulan; menurut aturan kabupaten "
        "(asumsi) kegiatannya tidak dihitung."
    )


def lost(profiles: Iterable[ProfilPetugas], work: Mapping[str, Kerja]) -> dict[str, str]:
    """By code: what a rule that counts the last day only takes from somebody, in words.

    `work` is what is entered for each.
    """
    found = {}
    for one in profiles:
        done = work.get(one.kode, Kerja())
        if one.masa and not one.ber_sk:
            found[one.kode] = (
                f"{one.nama} ber-SK {one.masa_kata}, tidak pada hari terakhir bulan: menurut "
                f"aturan kabupaten (asumsi) {angka(done.frekuensi)} kunjungan dan "
                f"{angka(done.orang_hari)} hari kegiatannya tidak dihitung."
            )
    return found
