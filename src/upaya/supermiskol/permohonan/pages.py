"""What the pages of a request say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from upaya.alur.pages import CasePages, Tab
from upaya.core.access import Access
from upaya.core.templatetags.upaya import tanggal_pendek
from upaya.rules.exact import tulis
from upaya.rules.supermiskol import road
from upaya.rules.supermiskol.skor import dibaca, kalimat
from upaya.supermiskol.hak.akses import note
from upaya.supermiskol.izin import IzinSupermiskol
from upaya.supermiskol.permohonan.models import Bagian, Berkas
from upaya.supermiskol.permohonan.reading import BacaanPermohonan
from upaya.supermiskol.permohonan.road import ROAD

FREE = "Tanpa biaya bagi pemohon."


def _lead(reading: BacaanPermohonan, access: Access) -> str:
    """What closes the way is said first; a letter is what the village came for."""
    case, letter = reading.subject, reading.surat if reading.subject.status in _LETTERS else None
    if letter is not None and case.status == road.DISETUJUI:
        return (
            f"Surat {letter.nomor} berlaku sampai {tanggal_pendek(letter.berlaku_sampai)}. {FREE}"
        )
    if case.status in road.ISI and case.kepesertaan and reading.tertutup:
        return reading.tertutup
    return ""


_LETTERS = frozenset({road.DISETUJUI, road.DICABUT})


def _places(reading: BacaanPermohonan, part: str) -> Mapping[str, str]:
    """A finding may name one paper, or one indicator."""
    if part == Bagian.BERKAS:
        return {str(kind): str(label) for kind, label in Berkas.Jenis.choices}
    if part == Bagian.KUNJUNGAN and reading.kunjungan is not None:
        return {one.kode: one.nama for one in reading.kunjungan.skema.skema.dihitung}
    return {}


def hasil(reading: BacaanPermohonan) -> dict[str, Any]:
    """The score with its working, for a template; {} without a visit."""
    visit, skor = reading.kunjungan, reading.skor
    if visit is None or skor is None:
        return {}
    skema = visit.skema.skema
    return {
        "kunjungan": visit,
        "skor": skor,
        "dibaca": dibaca(skor.skor) if skor.skor is not None else "",
        "tepat": tulis(skor.skor).replace(".", ",") if skor.skor is not None else "",
        "kalimat": kalimat(skema, skor),
        "dicabut": [one for one in skema.indikator if one.dicabut],
        "skema": skema,
    }


def _step(reading: BacaanPermohonan, _access: Access, _free: bool) -> Mapping[str, Any]:  # noqa: FBT001 - as CasePages hands it on
    """What whoever makes a step reads beside it."""
    status = reading.subject.status
    shown: dict[str, Any] = {}
    if status in {road.DITINJAU, road.DIREKOMENDASI, road.DISERAHKAN, road.DIVERIFIKASI}:
        shown |= {
            "kelengkapan": reading.kelengkapan,
            "hasil": hasil(reading),
            "samping": reading.samping,
            "skema_baru": reading.skema_baru,
        }
    return shown


def _seen(reading: BacaanPermohonan, access: Access, tab: str) -> None:
    note(reading.subject, access, tab)


PAGES = CasePages(
    road=ROAD,
    title="Surat miskin",
    view=IzinSupermiskol.LIHAT,
    write=IzinSupermiskol.TULIS,
    find=IzinSupermiskol.TEMUAN,
    tabs=(
        Tab("hasil", "Hasil"),
        Tab("surat", "Surat"),
        Tab("hak", "Hak keluarga"),
    ),
    lead=_lead,
    places=_places,
    seen=_seen,
    consequences={
        "setujui": "Surat mendapat nomor dan dapat diunduh desa; keadaannya dapat diperiksa umum.",
        "tunggu": "Waktu pelayanan berhenti; waktu menunggu pemohon ditampilkan terpisah.",
        "cabut": "Halaman pemeriksaan surat mengatakan dicabut mulai hari ini.",
        "kembalikan_putusan": "Tidak ada yang terbuka; petugas Dinas Sosial memeriksa lagi.",
    },
    step_context=_step,
    step_template="supermiskol/langkah.html",
)
tasks, board = PAGES.inbox, PAGES.board
