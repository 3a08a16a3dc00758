"""What insentif brings to the walks."""

from __future__ import annotations

from dataclasses import replace

from tests.factories.insentif import hand_over_spj, make_team, make_temuan
from tests.factories.sanggahan import make_sanggahan
from tests.world.handle import NEXT, PERIODE, Place, World
from tests.world.parts import Argument, OnRoad
from upaya.core import clock
from upaya.insentif.bulan.models import Pengajuan, Pengisi, Temuan
from upaya.insentif.dari_bok.models import DasarKegiatan, KoreksiKegiatan
from upaya.insentif.hasil.models import Perhitungan, PerhitunganPetugas
from upaya.insentif.indeks.models import IndeksTerbit
from upaya.insentif.isian.models import BerkasPendukung, PelayananBulan
from upaya.insentif.kegiatan.models import BarisKegiatan, IsianKegiatan, PetugasBulan
from upaya.insentif.koreksi import services as koreksi
from upaya.insentif.koreksi.models import (
    Koreksi,
    PelunasanSelisih,
    PenyelesaianSelisih,
    SelisihPetugas,
)
from upaya.insentif.sanggahan.models import Sanggahan
from upaya.insentif.uang.models import DokumenSpj
from upaya.insentif.uang.reading import payment_of
from upaya.pembayaran.models import BarisPembayaran, Kiriman, Pembayaran
from upaya.rules.insentif import road, road_koreksi
from upaya.rules.period import Period


def _standing_share(place: Place) -> PerhitunganPetugas:
    """The officer's share of the month that stands."""
    month = Period.parse(NEXT).first_day
    found = place.petugas.perhitungan.get(perhitungan__pengajuan__periode=month)
    assert isinstance(found, PerhitunganPetugas)
    return found


def _koreksi(place: Place) -> Koreksi:
    """A correction of the paid month that waits; the colleague's is the same one."""
    waiting = place.paid.koreksi.first()
    return waiting or koreksi.propose(
        place.paid.pk,
        koreksi.UsulanKoreksi(f"{place.mark} alasan", 59_000_000, {}),
        make_team(place.unit).operator.access(),
    )


def _penyelesaian(place: Place) -> PenyelesaianSelisih:
    """A difference of which somebody says that it was repaid."""
    return PenyelesaianSelisih.objects.create(
        kabupaten=place.month.kabupaten,
        bagian=_koreksi(place).baris.get(petugas=place.petugas),
        cara="dikembalikan",
        jumlah=1,
        nomor=f"{place.mark}/1",
        tanggal=clock.today(),
        alasan=f"{place.mark} alasan",
        diusulkan_oleh=make_team(place.unit).pembantu.user,
        diusulkan_pada=clock.now(),
    )


def _pelunasan(place: Place) -> PelunasanSelisih:
    part = _koreksi(place).baris.get(petugas=place.petugas)
    return PelunasanSelisih.objects.create(
        kabupaten=place.month.kabupaten, bagian=part, pengajuan=place.month, jumlah=-1
    )


def _basis(place: Place) -> DasarKegiatan:
    row = place.month.petugas.get(petugas=place.petugas)
    made, _ = DasarKegiatan.objects.get_or_create(
        petugas_bulan=row,
        menu="a.9.a",
        tanggal=place.month.periode,
        pelaksanaan=1,
        defaults={"kabupaten": place.month.kabupaten, "nama": f"{place.mark} kunjungan"},
    )
    return made


def _corrected_work(place: Place) -> KoreksiKegiatan:
    row, line = place.month.petugas.get(petugas=place.petugas), place.month.baris.earliest("pk")
    made, _ = KoreksiKegiatan.objects.get_or_create(
        petugas_bulan=row,
        baris=line,
        defaults={
            "kabupaten": place.month.kabupaten,
            "dari_bok": 2,
            "jumlah": 1,
            "alasan": f"{place.mark} alasan",
            "dicatat_oleh": place.user,
            "dicatat_pada": clock.now(),
        },
    )
    return made


BUILDERS = {
    BarisKegiatan: lambda p: p.month.baris.earliest("pk"),
    BerkasPendukung: lambda p: p.month.berkas.earliest("pk"),
    DasarKegiatan: _basis,
    KoreksiKegiatan: _corrected_work,
    DokumenSpj: lambda p: p.paid.spj.earliest("pk"),
    IndeksTerbit: lambda p: p.unit.indeks_terbit.earliest("pk"),
    IsianKegiatan: lambda p: IsianKegiatan.objects.filter(petugas_bulan__petugas=p.petugas)[0],
    Koreksi: _koreksi,
    PelayananBulan: lambda p: p.month.pelayanan.earliest("pk"),
    PelunasanSelisih: _pelunasan,
    PenyelesaianSelisih: _penyelesaian,
    Pengajuan: lambda p: p.month,
    Pengisi: lambda p: p.month.pengisi.earliest("pk"),
    Perhitungan: lambda p: p.month.perhitungan.earliest("pk"),
    PerhitunganPetugas: _standing_share,
    PetugasBulan: lambda p: p.month.petugas.get(petugas=p.petugas),
    Sanggahan: lambda p: make_sanggahan(_standing_share(p), f"{p.mark} menyanggah."),
    SelisihPetugas: lambda p: _koreksi(p).baris.get(petugas=p.petugas),
    Temuan: lambda p: p.month.temuan.earliest("pk"),
}
OBJECTS = dict.fromkeys(
    (
        "insentif:alur_transfer_sisa",
        "insentif:dokumen",
        "insentif:koreksi_baru",
        "insentif:dokumen_pdf",
        "insentif:dokumen_xlsx",
        "insentif:pembayaran",
        "insentif:spj",
        "insentif:spj_tarik",
        "insentif:spj_zip",
    ),
    lambda p: p.paid,
)


def _share(month: Pengajuan, home: Place) -> PerhitunganPetugas | None:
    if month.status not in road.COUNTED:
        return None  # what was returned or rejected is nobody's share
    found = PerhitunganPetugas.objects.filter(perhitungan__pengajuan=month, petugas=home.petugas)
    return found.order_by("-perhitungan__nomor").first()


def _line(month: Pengajuan, home: Place) -> BarisPembayaran | None:
    lines = BarisPembayaran.objects.filter(
        pembayaran__sumber_id=month.pk, pembayaran__sumber="insentif"
    )
    own = lines.filter(petugas=home.petugas).first()
    return own or lines.order_by("-dicoba", "pk").first()


def _shipment(month: Pengajuan, _: Place) -> Kiriman | None:
    sent = Kiriman.objects.filter(pembayaran__sumber_id=month.pk, pembayaran__sumber="insentif")
    return sent.order_by("-nomor").first()


def _corrections(world: World) -> dict[str, Koreksi]:
    """Those of the months at home, one in each status."""
    made = Koreksi.objects.filter(pengajuan__in=world.months.values()).order_by("pk")
    return {one.status: one for one in made.select_related("pengajuan__puskesmas")}


ROADS = {
    road.INSENTIF.name: OnRoad(
        Pengajuan,
        objects=lambda world: world.months,
        standing=lambda home, month: replace(home, month=month, paid=month),
        groups=(
            (road.DRAF, road.DIKEMBALIKAN),
            (road.MENUNGGU_VERIFIKASI, road.DIVERIFIKASI_PUSKESMAS),
            (road.DIAJUKAN,),
            (road.DITOLAK,),
            (road.DISETUJUI,),
            (road.DIREKAP, road.NOTA_DISIAPKAN, road.DANA_DIAJUKAN),
            (road.DANA_DITRANSFER,),
            (road.DIBAYAR,),
        ),
        belonging={
            BarisPembayaran: _line,
            Kiriman: _shipment,
            Pembayaran: lambda month, _: payment_of(month),
            PerhitunganPetugas: _share,
        },
        few={"insentif:spj_zip": (road.DRAF, road.DISETUJUI, road.DIBAYAR)},
    ),
    road_koreksi.KOREKSI.name: OnRoad(
        Koreksi,
        objects=_corrections,
        standing=lambda home, made: replace(home, month=made.pengajuan, paid=made.pengajuan),
        groups=(
            (*road_koreksi.OPEN,),
            (road_koreksi.DISETUJUI, road_koreksi.DITOLAK),
            (road_koreksi.DITARIK,),
        ),
    ),
}
OTHERWISE = {
    "insentif:alur_kembalikan": make_temuan,
    "insentif:alur_setujui": make_temuan,
    "insentif:alur_siapkan_nota": hand_over_spj,
}
ARGUMENTS = {
    "baris": Argument(lambda p: p.month.baris.earliest("pk").pk, owned=True),
    "berkas": Argument(lambda p: p.month.berkas.earliest("pk").pk, owned=True),
    "temuan": Argument(lambda p: p.month.temuan.earliest("pk").pk, owned=True),
    "kode": Argument(lambda p: p.petugas.kode, owned=True),
    "insentif:spj:jenis": Argument(lambda _: "sk"),
    "insentif:spj_tarik:jenis": Argument(lambda _: "sk"),
    "insentif:ragu:bagian": Argument(lambda _: "pelayanan"),
    "insentif:bagian_buka:bagian": Argument(lambda _: "kegiatan"),
    "insentif:dokumen_pdf:jenis": Argument(lambda _: "keabsahan"),
    "insentif:dokumen_xlsx:jenis": Argument(lambda _: "keabsahan"),
    "periode": Argument(lambda _: PERIODE),
    "insentif:serah_berkas:bentuk": Argument(lambda _: "json"),
}

RULES = {
    "insentif_ukm.beban_kerja.batas_penduduk": "pita-penduduk",
    "insentif_ukm.spm.metode": "metode-spm",
    "insentif_ukm.tanggal_sk": "hari-sk",
    "insentif_ukm.pagu.": "pagu-insentif",
    "insentif_ukm.indeks_khusus.kinerja_spm.": "indeks-khusus-kinerja-spm",
    "insentif_ukm.indeks_khusus.kesulitan_wilayah.": "indeks-khusus-kesulitan-wilayah",
    "insentif_ukm.indeks_khusus.beban_kerja.": "indeks-khusus-beban-kerja",
    "bok.menu.sifat_kabupaten": "sifat-kegiatan",
    "insentif_ukm.dokumen.dasar": "dasar-dokumen",
}
_PART = "bagian dari bulan yang masih diisi; bulan sendiri tidak dapat dihapus"
CASCADES = dict.fromkeys(
    (
        "insentif.PelayananBulan.pengajuan",
        "insentif.BarisKegiatan.pengajuan",
        "insentif.PetugasBulan.pengajuan",
        "insentif.DasarKegiatan.petugas_bulan",
        "insentif.IsianKegiatan.petugas_bulan",
        "insentif.KoreksiKegiatan.petugas_bulan",
        "insentif.KoreksiKegiatan.baris",
        "insentif.IsianKegiatan.baris",
        "insentif.Pengisi.pengajuan",
    ),
    _PART,
)
UNTIED = {
    "insentif.PetugasBulan.diubah_oleh": "penulis terakhir, kosong sampai baris pertama kali diisi",
}
WITHOUT_TEXT = {
    "insentif.tolak": "Pasal 11A tidak mengenal penolakan; uraian aplikasi Kementerian menyebutnya",
    "insentif.kembalikan_kepala": "tidak ada teks tentang pengembalian oleh kepala",
    "insentif.tutup_nihil": "tidak ada teks tentang bulan tanpa insentif",
    "insentif.kembalikan_rekap": "tidak ada teks tentang rekap yang salah",
    "insentif.kembalikan_nota": "tidak ada teks tentang nota yang salah",
    "insentif.kembalikan_dana": "tidak ada teks tentang pengajuan dana yang salah",
    "koreksi.kembalikan_kepala": "tidak ada teks tentang pengembalian oleh kepala",
    "koreksi.tolak": "tidak ada teks tentang penolakan",
    "koreksi.tarik": "tidak ada teks tentang penarikan oleh pengusul",
}

_PAPERS = (
    "tiap dokumen dibandingkan dengan yang terbit: enam belas macam fakta, masing-masing sekali"
)
BOUNDS = {
    "dasbor:nasional": (22, "one figure of each system, however many districts"),
    "insentif:dokumen": (20, _PAPERS),
    "insentif:dokumen_pdf": (16, "bahan dokumennya, dan catatan auditnya"),
    "insentif:dokumen_xlsx": (16, "bahan dokumennya, dan catatan auditnya"),
    "insentif:spj_zip": (24, f"{_PAPERS}; buktinya, naskah yang terbit, dan catatan auditnya"),
}

UNNAMED = {
    **dict.fromkeys(
        (
            "pengisi_sekali",
            "dasar_sekali",
            "koreksi_kegiatan_sekali",
            "perhitungan_nomor",
            "perhitungan_putaran",
            "bagian_sekali",
            "pelayanan_sekali",
            "baris_sekali",
            "petugas_bulan_sekali",
            "isian_sekali",
            "koreksi_nomor_sekali",
            "koreksi_satu_terbuka",
            "selisih_sekali",
            "sanggahan_terbuka_sekali",
            "spj_sekali",
        ),
        "ditanyakan lalu ditulis dengan baris bulan terkunci",
    ),
    **dict.fromkeys(
        ("indeks_sekali", "pelunasan_sekali", "penyelesaian_satu_menunggu"),
        "ditanyakan lalu ditulis dengan baris puskesmas terkunci",
    ),
    **dict.fromkeys(
        (
            "BerkasPendukung.berkas",
            "PenyelesaianSelisih.berkas",
            "DokumenSpj.berkas",
            "Koreksi.berkas",
        ),
        "berkas yang baru saja disimpan: belum milik baris lain",
    ),
}
