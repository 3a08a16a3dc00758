"""What of people's roles never changes: a role is ended, earlier at most, never rewritten."""

from __future__ import annotations

from upaya.akun.models import Membership, Pelimpahan, UsulanAkses
from upaya.core.keeping import fixed, never_removed, proposal
from upaya.core.triggers import RowRule

KEANGGOTAAN = (
    never_removed("keanggotaan_tetap", Membership),
    fixed("keanggotaan_isi", Membership, free=("sampai",)),
    RowRule(
        "keanggotaan_tidak_diperpanjang",
        str(Membership._meta.db_table),
        "UPDATE OF sampai",
        lambda: "OLD.sampai IS NOT NULL AND (NEW.sampai IS NULL OR NEW.sampai > OLD.sampai)",
        "peran yang berakhir tidak diperpanjang; beri peran baru",
    ),
)
USULAN = proposal("usulan_akses", UsulanAkses, free=("diberitahukan_pada",))
_CABUT = ("dicabut_oleh", "dicabut_pada")
PELIMPAHAN = (
    never_removed("pelimpahan_tetap", Pelimpahan),
    fixed("pelimpahan_isi", Pelimpahan, free=("keanggotaan", *_CABUT)),
    fixed(
        "pelimpahan_sekali",
        Pelimpahan,
        only=("keanggotaan",),
        when="OLD.keanggotaan_id IS NOT NULL",
    ),
    fixed("pelimpahan_cabut", Pelimpahan, only=_CABUT, when="OLD.dicabut_pada IS NOT NULL"),
)
