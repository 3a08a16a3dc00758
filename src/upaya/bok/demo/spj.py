"""SPJ of the demo, untidy as life: accepted, waiting, returned for one paper, returned twice."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from upaya.alur import findings
from upaya.alur.papers import issue
from upaya.bok.realisasi.models import Pelaksanaan
from upaya.bok.spj import bukti, services
from upaya.bok.spj.models import Bagian, SpjKegiatan
from upaya.bok.spj.papers import PAPERS
from upaya.bok.spj.reading import BacaanSpj
from upaya.bok.spj.road import ROAD
from upaya.core import audit, clock
from upaya.core.access import Access
from upaya.demo.kabupaten import Peta
from upaya.rules.bok.road import DIVERIFIKASI, PJ_PROGRAM
from upaya.rules.insentif.road import TIM_VERIFIKASI
from upaya.rules.kesehatan import BENDAHARA_PEMBANTU, VERIFIKATOR_DINAS
from upaya.wilayah.models import Unit

QUIET = replace(ROAD, after=None)
"""Nobody is written to about what happened in a demo."""
_NO_SUPPORT = "Tidak ada bukti lain; kegiatan ini kunjungan rumah."
_UNSTAMPED = "Tanda bukti kedatangan belum dicap kepala desa."
_BLURRED = "Foto kegiatan buram; tanggalnya tidak terbaca."
_ANSWER = "Sudah diganti dengan yang bercap dan terbaca."


@dataclass(frozen=True, slots=True)
class Cerita:
    """What becomes of one SPJ: its moves with their days, of which puskesmas and which month."""

    slug: str
    bulan: int
    moves: Sequence[tuple[str, date]]


def _on(month: int, day: int) -> date:
    return date(2022, month, day)


_SENT, _PASSED, _ACCEPTED = "kirim", "teruskan", "terima"
_BACK, _BACK_HERE = "kembalikan_dinas", "kembalikan_puskesmas"
CERITA: tuple[Cerita, ...] = (
    Cerita(
        "banyuputih",
        8,
        ((_SENT, _on(9, 7)), (_PASSED, _on(9, 9)), (_ACCEPTED, _on(9, 14))),
    ),
    Cerita(
        "banyuputih",
        9,
        ((_SENT, _on(10, 10)), (_PASSED, _on(10, 12)), (_BACK, _on(10, 31))),
    ),
    Cerita("banyuputih", 10, ()),
    Cerita("panji", 8, ((_SENT, _on(9, 8)), (_PASSED, _on(9, 12)), (_ACCEPTED, _on(9, 16)))),
    Cerita(
        "panji",
        9,
        (
            (_SENT, _on(10, 10)),
            (_BACK_HERE, _on(10, 12)),
            (_SENT, _on(10, 14)),
            (_PASSED, _on(10, 17)),
            (_BACK, _on(10, 24)),
            (_SENT, _on(10, 27)),
            (_PASSED, _on(11, 1)),
        ),
    ),
    Cerita("besuki", 9, ((_SENT, _on(11, 2)),)),
)


@transaction.atomic
def make(peta: Peta, slugs: Sequence[str]) -> None:
    """The SPJ of the puskesmas among `slugs`, by the services and the road themselves."""
    with audit.together():
        for number, story in enumerate(CERITA):
            if story.slug in slugs:
                _tell(peta, story, number)


def _tell(peta: Peta, story: Cerita, number: int) -> None:
    unit = peta.puskesmas[story.slug]
    rows = Pelaksanaan.objects.filter(
        puskesmas=unit, periode=date(2022, story.bulan, 1), status=DIVERIFIKASI, sifat="lapangan"
    )
    report = rows.order_by("pk").first()
    if report is None:
        return
    writer = peta.of(unit, PJ_PROGRAM)
    opened = story.moves[0][1] if story.moves else date(2022, 11, 1)
    with clock.pretend(opened):
        case = services.open_spj(report.pk, "a", writer)
        _fill(case, writer, number, whole=bool(story.moves))
    for name, day in story.moves:
        with clock.pretend(day):
            _move(peta, unit, case, name, number)


def _fill(case: SpjKegiatan, writer: Access, number: int, *, whole: bool) -> None:
    """Papers issued, what others sign scanned, a photo, and a reason where there is nothing."""
    issue(ROAD, PAPERS, case.pk, ["surat-tugas", "kak", "laporan", "kuitansi"], writer)
    nothing = {"alasan": "", "jumlah": 0, "bermeterai": False}
    scans = ("a.2", "a.3", "a.7") if whole else ("a.7",)
    for place, kode in enumerate(scans):
        picture = _scan(f"pindaian-{kode.replace('.', '')}.png", number * 10 + place)
        bukti.prove(case.pk, kode, writer, nothing, [picture])
    bukti.say(case.pk, "a.6", writer, nothing | {"alasan": _NO_SUPPORT})


def _move(peta: Peta, unit: Unit, case: SpjKegiatan, name: str, number: int) -> None:
    role = ROAD.workflow.moves[name].roles[0]
    writer = peta.of(unit, PJ_PROGRAM)
    people = {
        BENDAHARA_PEMBANTU: writer,
        TIM_VERIFIKASI: peta.of(unit, TIM_VERIFIKASI),
        VERIFIKATOR_DINAS: peta.of(peta.dinas, VERIFIKATOR_DINAS),
    }
    case.refresh_from_db()
    if name in {_BACK, _BACK_HERE}:
        kode, said = ("a.3", _UNSTAMPED) if name == _BACK else ("a.7", _BLURRED)
        document = next(one for one in BacaanSpj(case).ketentuan.dokumen if one.kode == kode)
        place = (kode, f"{kode} {document.nama}")
        findings.add(SpjKegiatan, case.pk, people[role], Bagian.KELENGKAPAN, said, place)
    if name == _SENT and case.round > 1:
        _mend(case, writer, number)
    QUIET.execute(case.pk, name, people[role], seen_status=case.status)


def _mend(case: SpjKegiatan, writer: Access, number: int) -> None:
    """What was found wrong is brought again, and answered."""
    nothing = {"alasan": "", "jumlah": 0, "bermeterai": False}
    for found in case.temuan.filter(round=case.round - 1).order_by("pk"):
        again = _scan(f"perbaikan-{case.round}.png", number * 10 + 5 + case.round)
        bukti.prove(case.pk, found.letak, writer, nothing, [again])
        findings.answer(SpjKegiatan, case.pk, writer, found.pk, _ANSWER)


def _scan(name: str, tone: int) -> SimpleUploadedFile:
    """A small grey picture: a paper that nobody has to read."""
    size, shade = 8, 90 + tone % 120
    rows = b"".join(
        b"\0" + bytes([shade, (shade + n) % 256, tone % 256] * size) for n in range(size)
    )

    def chunk(kind: bytes, body: bytes) -> bytes:
        mark = struct.pack(">I", zlib.crc32(kind + body))
        return struct.pack(">I", len(body)) + kind + body + mark

    head = struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0)
    body = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head)
    body += chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return SimpleUploadedFile(name, body, content_type="image/png")
