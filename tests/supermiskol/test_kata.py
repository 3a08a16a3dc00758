"""Days are written as people read them, also where a name or a difference carries one."""

from __future__ import annotations

from datetime import date

from upaya.rules.supermiskol.contoh import contoh
from upaya.supermiskol.kepesertaan.models import Ekstrak
from upaya.supermiskol.skema.queries import _words


def test_an_extract_is_called_by_its_day() -> None:
    assert str(Ekstrak(per_tanggal=date(2022, 11, 1))) == "Data peserta per 1 November 2022"


def test_a_withdrawn_indicator_says_since_when() -> None:
    skema = contoh()["contoh-banyuwangi"].versi[-1].skema
    gone = [_words(one) for one in skema.indikator if one.dicabut]
    assert len(gone) == 1
    assert "dicabut sejak" in gone[0]
    assert not any(sign in gone[0].partition("dicabut")[2] for sign in "-:")
