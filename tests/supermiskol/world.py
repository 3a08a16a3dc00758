"""What Supermiskol brings to the walks; a place's unit stands for a village."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from tests.factories.miskol import bare_request, bare_skema
from tests.world.handle import Place, World
from tests.world.parts import Argument, OnRoad
from upaya.core import clock
from upaya.rules.supermiskol import road
from upaya.supermiskol.hak.akses import Lihatan
from upaya.supermiskol.hak.models import PermintaanHak
from upaya.supermiskol.kepesertaan.models import Ekstrak, PesertaEkstrak
from upaya.supermiskol.kunjungan.models import Kunjungan
from upaya.supermiskol.kunjungan.models_ponsel import FotoPonsel, KirimanPonsel, PutusanBentrok
from upaya.supermiskol.permohonan.models import (
    Berkas,
    Pengisi,
    Permohonan,
    PutusanKembar,
    Temuan,
)
from upaya.supermiskol.simpan.models import Penghapusan
from upaya.supermiskol.skema.models import SkemaKabupaten
from upaya.supermiskol.surat.models import Putusan, SuratMiskin
from upaya.supermiskol.ulangan.models import BenihUlangan, Ulangan


def _request(place: Place, status: str = road.DISETUJUI) -> Permohonan:
    return bare_request(place.unit, status, place.mark, place.user)


def _returned(place: Place) -> Temuan:
    found = _request(place, road.DIKEMBALIKAN).temuan.earliest("pk")
    assert isinstance(found, Temuan)
    return found


def _alike(place: Place) -> Permohonan:
    """Another request that looks like the one that was sent."""
    sent, other = _request(place, road.DIAJUKAN), _request(place, road.PERMOHONAN)
    if other.nik != sent.nik:
        other.nik = sent.nik
        other.save()
    return other


def _said(place: Place) -> PutusanKembar:
    made, _ = PutusanKembar.objects.get_or_create(
        permohonan=_request(place),
        lain=_request(place, road.PERMOHONAN),
        defaults={
            "sama": False,
            "alasan": f"{place.mark} dua orang",
            "diputus_oleh": place.user,
            "diputus_pada": clock.now(),
        },
    )
    assert isinstance(made, PutusanKembar)
    return made


def _scheme(place: Place) -> SkemaKabupaten:
    assert place.unit.kabupaten is not None
    found = _request(place)
    return bare_skema(place.unit.kabupaten, place.user, found.dibuat_oleh)


def _extract(place: Place) -> Ekstrak:
    made, _ = Ekstrak.objects.get_or_create(
        kabupaten=place.unit.kabupaten,
        sha256="0" * 64,
        per_tanggal=clock.today(),
        defaults={
            "nama": "peserta.csv",
            "banyak": 1,
            "diunggah_oleh": place.user,
            "diunggah_pada": clock.now(),
        },
    )
    assert isinstance(made, Ekstrak)
    return made


def _member(place: Place) -> PesertaEkstrak:
    found = _extract(place)
    made, _ = PesertaEkstrak.objects.get_or_create(
        kabupaten=found.kabupaten, ekstrak=found, nik_indeks="0" * 64, kepesertaan="pbi_jkn"
    )
    assert isinstance(made, PesertaEkstrak)
    return made


def _asked(place: Place) -> PermintaanHak:
    case = _request(place, road.DITOLAK)
    made, _ = PermintaanHak.objects.get_or_create(
        permohonan=case,
        defaults={
            "kabupaten": case.kabupaten,
            "kunci": uuid4(),
            "jenis": "keberatan",
            "uraian": f"{place.mark} keberatan atas putusan",
            "pemutus": case.putusan.diputus_oleh,
            "diajukan_pada": clock.now(),
            "batas": clock.now() + timedelta(days=3),
        },
    )
    assert isinstance(made, PermintaanHak)
    return made


def _looked(place: Place) -> Lihatan:
    made, _ = Lihatan.objects.get_or_create(
        permohonan=_request(place),
        user=place.user,
        role=road.PETUGAS_DINSOS.name,
        unit=place.unit,
        halaman="hasil",
        hari=date(2022, 10, 1),
        defaults={"pada": clock.now()},
    )
    assert isinstance(made, Lihatan)
    return made


def _removed(place: Place) -> Penghapusan:
    made, _ = Penghapusan.objects.get_or_create(
        permohonan=_request(place, road.BATAL),
        defaults={"bulan": 60, "berkas": 0, "dihapus_pada": clock.now()},
    )
    assert isinstance(made, Penghapusan)
    return made


def _sent(place: Place) -> KirimanPonsel:
    visit = Kunjungan.objects.get(permohonan=_request(place))
    made, _ = KirimanPonsel.objects.get_or_create(
        uuid=visit.uuid,
        defaults={
            "permohonan": visit.permohonan,
            "skema": visit.skema,
            "kunjungan": visit,
            "isi": "{}",
            "sidik": "0" * 64,
            "dikirim_oleh": place.user,
            "diterima_pada": clock.now(),
        },
    )
    assert isinstance(made, KirimanPonsel)
    return made


def _sent_photo(place: Place) -> FotoPonsel:
    sent = _sent(place)
    made, _ = FotoPonsel.objects.get_or_create(
        kiriman=sent,
        sidik="0" * 64,
        defaults={
            "stored": sent.permohonan.berkas.earliest("pk").stored,
            "diterima_pada": clock.now(),
        },
    )
    assert isinstance(made, FotoPonsel)
    return made


def _beside(place: Place, status: str = road.DISETUJUI) -> KirimanPonsel:
    """A visit from a phone that stands beside the one that counts."""
    case = _request(place, status)
    made, _ = KirimanPonsel.objects.get_or_create(
        uuid=UUID(int=case.pk),
        defaults={
            "permohonan": case,
            "skema": Kunjungan.objects.get(permohonan=_request(place)).skema,
            "sebab": "Kunjungan lain sudah tercatat.",
            "isi": "{}",
            "sidik": "1" * 64,
            "dikirim_oleh": place.user,
            "diterima_pada": clock.now(),
        },
    )
    assert isinstance(made, KirimanPonsel)
    return made


def _settled(place: Place) -> PutusanBentrok:
    made, _ = PutusanBentrok.objects.get_or_create(
        kiriman=_beside(place),
        defaults={
            "putusan": "tercatat",
            "alasan": f"{place.mark} ponsel itu lama",
            "diputus_oleh": place.user,
            "diputus_pada": clock.now(),
        },
    )
    assert isinstance(made, PutusanBentrok)
    return made


def _seed(place: Place) -> BenihUlangan:
    case = _request(place)
    made, _ = BenihUlangan.objects.get_or_create(
        kabupaten=case.kabupaten, defaults={"benih": "0" * 64}
    )
    assert isinstance(made, BenihUlangan)
    return made


def _repeated(place: Place) -> Ulangan:
    """Drawn from a request of somebody else, so that whoever is at the door may repeat it."""
    visit = Kunjungan.objects.get(permohonan=_request(place))
    made, _ = Ulangan.objects.get_or_create(
        kunjungan=visit, defaults={"bagian": Decimal("0.05"), "ditarik_pada": clock.now()}
    )
    assert isinstance(made, Ulangan)
    return made


BUILDERS = {
    BenihUlangan: _seed,
    Ulangan: _repeated,
    PermintaanHak: _asked,
    PutusanBentrok: _settled,
    Lihatan: _looked,
    Penghapusan: _removed,
    KirimanPonsel: _sent,
    FotoPonsel: _sent_photo,
    Ekstrak: _extract,
    PesertaEkstrak: _member,
    Permohonan: _request,
    Pengisi: lambda p: _request(p).pengisi.earliest("pk"),
    Temuan: _returned,
    Berkas: lambda p: _request(p).berkas.earliest("pk"),
    PutusanKembar: _said,
    Kunjungan: lambda p: Kunjungan.objects.get(permohonan=_request(p)),
    SkemaKabupaten: _scheme,
    Putusan: lambda p: Putusan.objects.get(permohonan=_request(p)),
    SuratMiskin: lambda p: SuratMiskin.objects.get(permohonan=_request(p)),
}
OBJECTS = {
    "miskol:bentrok": lambda p: _request(p, road.DITINJAU),
    "miskol:kembar": lambda p: _request(p, road.DIAJUKAN),
    "miskol:temuan_tanggapi": lambda p: _request(p, road.DIKEMBALIKAN),
    "miskol:temuan_cabut": lambda p: _request(p, road.DIKEMBALIKAN),
}


def _requests(world: World) -> dict[str, Any]:
    return {status: _request(world.home, status) for status in road.MISKOL.states}


ROADS = {
    road.MISKOL.name: OnRoad(
        Permohonan,
        objects=_requests,
        standing=lambda home, _: replace(home),
        groups=tuple((status,) for status in road.MISKOL.states),
        belonging={
            Berkas: lambda case, _: case.berkas.earliest("pk"),
            SuratMiskin: lambda case, _: SuratMiskin.objects.filter(permohonan=case).first(),
        },
        few={"miskol:surat_pdf": (road.DISETUJUI,)},
    ),
}
ARGUMENTS = {
    "miskol:bentrok:kiriman": Argument(lambda p: _beside(p, road.DITINJAU).pk, owned=True),
    "miskol:kembar:lain": Argument(lambda p: _alike(p).pk, owned=True),
    "miskol:temuan_tanggapi:temuan": Argument(lambda p: _returned(p).pk, owned=True),
    "miskol:temuan_cabut:temuan": Argument(lambda p: _returned(p).pk, owned=True),
    "miskol:periksa:kode": Argument(lambda _: "tidakada23456789"),
}
OPEN = {
    "miskol:lapangan": 200,
    "miskol:lapangan_pekerja": 200,
    "miskol:cari": 200,
    "miskol:periksa": 200,
    "miskol:keluarga": 200,
    "miskol:keluarga_kabar": 302,  # to where ticket and birth date are typed
    "miskol:keluarga_keberatan": 302,
    "miskol:keluarga_betulkan": 302,
    "miskol:keluarga_surat": 302,
    "miskol:keluarga_salinan": 302,
    "miskol:keluarga_selesai": 302,
}
DOWNLOADS = {
    "miskol:unduh_berkas": "kertas milik keluarga, diunggah desa",
    "miskol:foto_kecil": "gambar kecil kertas itu",
    "miskol:foto_samping": "gambar kecil foto kunjungan",
}
RULES = {
    "supermiskol.hari_libur": "hari-libur-surat-miskin",
    "supermiskol.nomor_surat": "nomor-surat-miskin",
    "supermiskol.tanpa_nik": "pemohon-tanpa-nik",
    "supermiskol.pbi_apbd_ditutup": "pbi-apbd-ditutup",
    "supermiskol.surat_untuk_keluarga": "surat-untuk-keluarga",
    "supermiskol.gawat_tanpa_henti": "gawat-tanpa-henti",
    "supermiskol.masa_simpan": "masa-simpan-surat-miskin",
    "supermiskol.masa_berlaku": "masa-berlaku-surat-miskin",
    "supermiskol.perpanjangan": "perpanjangan-surat-miskin",
}
CASCADES = {"supermiskol.PesertaEkstrak.ekstrak": "bagian dari satu berkas data peserta"}
UNNAMED = {
    "ekstrak_sekali": "ditanyakan lalu ditulis dengan ujung rantai audit kabupaten terkunci",
    "ekstrak_peserta_sekali": "tiap NIK sekali dalam berkas yang dibaca",
    "lihatan_sehari_sekali": "yang kedua diabaikan basis data (ignore_conflicts)",
    "Penghapusan.permohonan": "ditanyakan lalu ditulis dengan baris permohonan terkunci",
    "hak_terbuka_sekali": "ditanyakan lalu ditulis dengan baris permohonan terkunci",
    "PermintaanHak.kunci": "ditanyakan lalu ditulis dengan baris permohonan terkunci",
    "Permohonan.kunci": "ditanyakan lalu ditulis dengan baris desa terkunci",
    "Permohonan.tiket": "ditarik acak, empat puluh bita",
    "Kunjungan.uuid": "ditulis dengan baris permohonan terkunci",
    "KirimanPonsel.uuid": "ditanyakan lalu ditulis dengan baris permohonan terkunci",
    "BenihUlangan.kabupaten": "get_or_create dalam langkah yang mengunci permohonannya",
    "Ulangan.kunjungan": "get_or_create dalam langkah yang mengunci permohonannya",
    "PutusanBentrok.kiriman": "ditanyakan lalu ditulis dengan baris permohonan terkunci",
    "KirimanPonsel.kunjungan": "kunjungan yang baru saja ditulis untuknya",
    "foto_ponsel_sekali": "ditanyakan lalu ditulis dengan baris permohonan terkunci",
    "kunjungan_nomor_sekali": "ditulis dengan baris permohonan terkunci",
    "permohonan_pengisi_sekali": "get_or_create dengan baris permohonan terkunci",
    "berkas_miskin_satu": "yang lama ditandai diganti dengan baris permohonan terkunci",
    "kembar_sekali": "update_or_create dengan baris permohonan terkunci",
    **dict.fromkeys(
        ("skema_versi_sekali", "skema_satu_draf"),
        "ditanyakan lalu ditulis dengan baris kabupaten terkunci",
    ),
    "skema_satu_terbuka": "yang lama ditutup dengan barisnya terkunci",
    "Putusan.permohonan": "satu putusan dalam langkah yang mengunci permohonannya",
    "SuratMiskin.permohonan": "satu surat dalam langkah yang mengunci permohonannya",
    "SuratMiskin.dokumen": "dokumen yang baru saja diterbitkan untuknya",
    "SuratMiskin.kode": "ditarik acak, enam belas huruf",
}
WITHOUT_TEXT = {
    f"miskol.{name}": "uraian inovasi, bukan pasal; jalan kembali tidak disebut teks mana pun"
    for name in road.MISKOL.moves
}
