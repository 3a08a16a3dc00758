"""What pembayaran brings to the walks."""

from __future__ import annotations

from dataclasses import replace

from tests.factories.insentif import make_team
from tests.factories.pembayaran import agree_format
from tests.world.handle import TODAY, Place
from upaya.core import clock
from upaya.exchange.bank_csv import BAWAAN
from upaya.pegawai.models import AturanBank
from upaya.pembayaran.models import (
    BarisPembayaran,
    BerkasHasil,
    DanaMasuk,
    FormatBank,
    Kiriman,
    Pembayaran,
    Pembetulan,
    Percobaan,
    Potongan,
    RekeningBersama,
    RekeningPembantu,
    UsulanFormat,
    UsulanPajak,
)
from upaya.pembayaran.services import bank_file, bank_format, pembetulan, rekening
from upaya.pembayaran.services.pembetulan import UsulanPembetulan
from upaya.pembayaran.services.rekening import UsulanRekening
from upaya.rules.rekening import AturanNama


def _answer(place: Place) -> BerkasHasil:
    """An answer of the bank that waits to be applied."""
    access = make_team(place.unit).pembantu.access()
    rujukan = place.line.percobaan.get().rujukan
    body = f"Rujukan;Status;Tanggal;Nomor Bukti\n{rujukan};BERHASIL;{TODAY:%d/%m/%Y};{place.mark}\n"
    return bank_file.upload(place.payment.pk, f"{place.mark}.csv", body.encode(), access)


def _layout(place: Place) -> FormatBank:
    """Of the district; with it stands what one of its banks takes as a name."""
    kabupaten = place.unit.kabupaten_id
    assert kabupaten is not None
    if not FormatBank.objects.filter(kabupaten_id=kabupaten).exists():
        layout = replace(BAWAAN, kata_gagal=("GAGAL",))
        agree_format(kabupaten, layout, [("Bank Contoh", AturanNama(35, ""))])
    return FormatBank.objects.get(kabupaten_id=kabupaten)


def _proposed_layout(place: Place) -> UsulanFormat:
    """Another one that nobody has decided."""
    layout = _layout(place)
    found = UsulanFormat.objects.filter(kabupaten=layout.kabupaten, status="diusulkan").first()
    if found is None:
        access = make_team(place.unit).pengeluaran.access()
        wanted = replace(BAWAAN, kata_gagal=("GAGAL", "TIDAK"))
        found = bank_format.propose(
            layout.kabupaten_id, wanted, (), "Diminta bank yang baru.", access
        )
    assert found
    return found


def _bank_rule(place: Place) -> AturanBank:
    return AturanBank.objects.get(kabupaten_id=_layout(place).kabupaten_id)


def _shared_account(place: Place) -> RekeningBersama:
    return RekeningBersama.objects.create(
        kabupaten=place.month.kabupaten,
        pembayaran=place.payment,
        sidik=place.mark,
        penerima=[place.petugas.kode],
        alasan=f"{place.mark} alasan",
        dikonfirmasi_oleh=place.user,
        dikonfirmasi_pada=clock.now(),
    )


def _mending(place: Place) -> Pembetulan:
    """A transfer that somebody says was noted wrongly."""
    waiting = place.payment.pembetulan.first()
    noted = place.payment.dana_masuk.get()
    wanted = UsulanPembetulan(
        "dana", noted.pk, f"{place.mark} alasan", noted.tanggal, "X/9", noted.jumlah
    )
    access = make_team(place.unit).pengeluaran.access()
    return waiting or pembetulan.usulkan(place.payment.pk, wanted, access)


def _deduction(place: Place) -> Potongan:
    """A deduction that waits for the head."""
    return Potongan.objects.create(
        kabupaten=place.month.kabupaten,
        baris=place.line,
        nama=place.mark,
        jumlah=1,
        dasar="persetujuan",
        dokumen=f"{place.mark}/1",
        alasan=f"{place.mark} alasan",
        diusulkan_oleh=make_team(place.unit).pembantu.user,
        diusulkan_pada=clock.now(),
    )


def _tax(place: Place) -> UsulanPajak:
    """A tax far from the rules that waits for the head."""
    return UsulanPajak.objects.create(
        kabupaten=place.month.kabupaten,
        baris=place.line,
        pajak=place.line.pajak_hitung + 1,
        pajak_hitung=place.line.pajak_hitung,
        alasan=f"{place.mark} alasan",
        diusulkan_oleh=make_team(place.unit).pembantu.user,
        diusulkan_pada=clock.now(),
    )


def _treasurer_account(place: Place) -> RekeningPembantu:
    """An account that waits for the head; the colleague's is the same one."""
    waiting = place.unit.rekening_pembantu.filter(status="diusulkan").first()
    return waiting or rekening.ask(
        place.unit.pk,
        UsulanRekening(
            "Bank Jatim", "12345678", f"{place.mark} Bendahara", TODAY, f"{place.mark}/9",
            f"{place.mark} alasan",
        ),
        make_team(place.unit).pembantu.access(),
    )  # fmt: skip


BUILDERS = {
    AturanBank: _bank_rule,
    BarisPembayaran: lambda p: p.line,
    BerkasHasil: _answer,
    DanaMasuk: lambda p: p.payment.dana_masuk.get(),
    FormatBank: _layout,
    Kiriman: lambda p: p.payment.kiriman.get(),
    Pembayaran: lambda p: p.payment,
    Potongan: _deduction,
    RekeningBersama: _shared_account,
    UsulanFormat: _proposed_layout,
    RekeningPembantu: _treasurer_account,
    UsulanPajak: _tax,
    Pembetulan: _mending,
    Percobaan: lambda p: p.line.percobaan.get(),
}

UNNAMED = {
    **dict.fromkeys(
        (
            "usulan_pajak_satu_menunggu",
            "pembetulan_percobaan_satu_menunggu",
            "pembetulan_kiriman_satu_menunggu",
            "pembetulan_dana_satu_menunggu",
            "potongan_satu_menunggu",
            "percobaan_hidup_sekali",
            "rekening_bersama_sekali",
            "berkas_hasil_sekali",
        ),
        "ditanyakan lalu ditulis dengan baris pembayaran terkunci",
    ),
    **dict.fromkeys(
        ("kiriman_nomor_sekali", "percobaan_nomor_sekali", "Percobaan.rujukan"),
        "nomor urut atau rujukan, dihitung dengan baris pembayaran terkunci",
    ),
    **dict.fromkeys(
        ("pembayaran_sekali", "baris_bayar_sekali"),
        "dibuat oleh langkah yang mengunci sumbernya",
    ),
    "Percobaan.berkas_bukti": "berkas yang baru saja disimpan: belum milik baris lain",
    "FormatBank.kabupaten": "update_or_create: yang kalah cepat memakai baris yang sudah ada",
}
