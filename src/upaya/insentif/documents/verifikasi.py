"""Lembar verifikasi: what was compared, what was found, who decided when (ayat (8) e and f)."""

from __future__ import annotations

from upaya.core.documents.content import Isi, Kolom, Rincian, Subjudul, Tabel
from upaya.core.models import WorkflowLog
from upaya.core.registry import registry
from upaya.insentif.bulan.reading import LembarBulan
from upaya.insentif.bulan.road import DAFTAR_PERIKSA
from upaya.insentif.documents.umum import keterangan, kop_dinas, moment, signer, tempat
from upaya.rules.insentif.road import INSENTIF, TIM_VERIFIKASI
from upaya.rules.kesehatan import VERIFIKATOR_DINAS

DECISIONS = ("setujui", "tolak")
_CHECKED = (Kolom("No", "angka", 1), Kolom("Yang diperiksa", lebar=12), Kolom("Hasil", lebar=3))
_FOUND = (
    Kolom("Putaran", "angka", 2),
    Kolom("Bagian", lebar=4),
    Kolom("Temuan", lebar=8),
    Kolom("Tanggapan puskesmas", lebar=8),
)
_MOVES = (
    Kolom("Waktu", lebar=5),
    Kolom("Langkah", lebar=6),
    Kolom("Oleh", lebar=5),
    Kolom("Alasan", lebar=6),
)


def isi(sheet: LembarBulan) -> Isi:
    """Both verifications up to the decision of the Dinas; what follows later is not part of it."""
    month, kept = sheet.month, sheet.perhitungan
    assert kept is not None  # noqa: S101 - a decided month has its calculation
    team, decision = sheet.last_move("verifikasi"), sheet.last_move(*DECISIONS)
    assert decision is not None  # noqa: S101 - the registry asks for the status first
    checks = tuple((n, words, "sesuai") for n, words in enumerate(DAFTAR_PERIKSA.values(), start=1))
    return Isi(
        jenis="verifikasi",
        kode="INS-LVR",
        judul="Lembar Verifikasi Insentif UKM",
        kop=kop_dinas(sheet),
        keterangan=keterangan(month),
        bagian=(
            Subjudul("Verifikasi puskesmas"),
            Rincian(_who(team)),
            Tabel("Daftar periksa", _CHECKED, checks),
            Subjudul("Verifikasi Dinas Kesehatan"),
            Rincian(
                (
                    ("Keputusan", INSENTIF.moves[decision.move].done),
                    *_who(decision),
                    ("Sidik hitungan", kept.sidik),
                )
            ),
            Tabel("Temuan", _FOUND, _findings(sheet), "Tidak ada temuan."),
            Tabel("Perjalanan sampai keputusan", _MOVES, _moves(sheet, decision)),
        ),
        total=kept.dibagi,
        tempat=tempat(month),
        tanda_tangan=(
            signer(TIM_VERIFIKASI, sheet.pelaku(team.actor) if team else None),
            signer(VERIFIKATOR_DINAS, sheet.pelaku(decision.actor)),
        ),
    )


def _who(log: WorkflowLog | None) -> tuple[tuple[str, str], ...]:
    if log is None:
        return (("Oleh", ""),)
    return (
        ("Oleh", f"{log.actor.name}, {registry().role_label(log.role)}"),
        ("Pada", moment(log.at)),
    )


def _findings(sheet: LembarBulan) -> tuple[tuple[int, str, str, str], ...]:
    return tuple(
        (found.round, found.place, found.uraian, found.tanggapan) for found in sheet.findings
    )


def _moves(sheet: LembarBulan, decision: WorkflowLog) -> tuple[tuple[str, str, str, str], ...]:
    return tuple(
        (moment(log.at), INSENTIF.moves[log.move].done, log.actor.name, log.reason)
        for log in sheet.moves
        if log.pk <= decision.pk
    )
