"""What a visit from a phone says else than the visit that counts, for whoever decides."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from upaya.supermiskol.kunjungan.models import Kunjungan
from upaya.supermiskol.kunjungan.models_ponsel import FotoPonsel, KirimanPonsel, PutusanBentrok

NOTHING = "tidak dijawab"


@dataclass(frozen=True, slots=True)
class Samping:
    """A visit beside the one that counts; `beda` are (indicator, what counts, what it says).

    `putusan` is what somebody said of it, None while nobody did.
    """

    kiriman: KirimanPonsel
    foto: tuple[FotoPonsel, ...]
    beda: tuple[tuple[str, str, str], ...]
    catatan: str

    @property
    def putusan(self) -> PutusanBentrok | None:
        """What was decided of it."""
        return getattr(self.kiriman, "putusan_bentrok", None)


def beside(sent: KirimanPonsel, visit: Kunjungan | None) -> Samping:
    """Compare answer by answer, each read with the words of its own scheme."""
    said: Mapping[str, Any] = json.loads(sent.isi)
    given: Mapping[str, Any] = said.get("jawaban", {})
    stood: Mapping[str, Any] = visit.jawaban if visit else {}
    rows = []
    for one in sent.skema.skema.dihitung:
        mine, theirs = stood.get(one.kode), given.get(one.kode)
        if mine != theirs:
            words = [NOTHING if v is None else one.option(str(v)) for v in (mine, theirs)]
            rows.append((one.nama, words[0], words[1]))
    pictures = tuple(sent.foto.all())
    return Samping(sent, pictures, tuple(rows), str(said.get("catatan", "")))
