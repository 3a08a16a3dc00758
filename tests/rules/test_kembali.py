"""Which moves of a road send back: what stands on top of a page as a return follows from it."""

from upaya.rules.jamkesda.road import DIAJUKAN, DRAF, SURAT_JAMINAN
from upaya.rules.supermiskol.road import MENUNGGU, MISKOL, PERMOHONAN


def test_a_consent_that_some_cases_need_is_no_return() -> None:
    assert not SURAT_JAMINAN.goes_back(DRAF, SURAT_JAMINAN.moves["ajukan"])
    assert SURAT_JAMINAN.goes_back(DIAJUKAN, SURAT_JAMINAN.moves["kembalikan"])


def test_what_its_own_holder_puts_aside_is_told_like_a_return() -> None:
    (aside,) = (m for m in MISKOL.moves_from(PERMOHONAN) if m.target == MENUNGGU)
    assert MISKOL.goes_back(PERMOHONAN, aside)
