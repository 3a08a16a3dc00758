"""The working of a poverty score in lines: each indicator, the sum, the comparison."""

from collections.abc import Iterator, Mapping

from upaya.rules.supermiskol.skema import Skema
from upaya.rules.supermiskol.skor import Skor, kalimat, sidik


def lines(skema: Skema, jawaban: Mapping[str, str | int | None], hasil: Skor) -> Iterator[str]:
    """What every answer adds, what they make together, and what that means."""
    name = skema.nama or "Skema dari berkas"
    title = f"Skor kemiskinan: {name}{f', versi {skema.versi}' if skema.versi else ''}"
    yield title
    yield "=" * len(title)
    for number, row in enumerate(hasil.rincian, start=1):
        yield f"{number}. {row.kalimat}"
    for one in skema.indikator:
        if one.dicabut is not None:
            yield f"   {one.nama}: dicabut sejak {one.dicabut.isoformat()}, tidak dihitung."
    yield ""
    yield from kalimat(skema, hasil)
    yield "Skor memberi saran; yang memutuskan petugas yang disebut namanya, dengan alasan."
    if skema.asal:
        yield f"Asal skema: {skema.asal}. {skema.catatan}".rstrip()
    yield f"Sidik: {sidik(skema, jawaban)}"
