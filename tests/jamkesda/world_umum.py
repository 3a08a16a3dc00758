"""What the general application brings to the walks."""

from __future__ import annotations

import json
from datetime import date
from uuid import uuid4

from tests.factories.jamkesda import (
    bare_file,
    bare_surat,
    make_peserta,
    make_ppk,
    make_warga,
)
from tests.factories.wilayah import make_unit
from tests.world.handle import Place
from tests.world.parts import Argument
from upaya.akun.models import User
from upaya.core import clock
from upaya.jamkesda.aduan.models import Aduan, UmpanBalik
from upaya.jamkesda.bpjs.models import BarisMutasi, DaftarMutasi
from upaya.jamkesda.luring.models import KunciTanda, NomorDarurat
from upaya.jamkesda.luring.segel import pasangan
from upaya.jamkesda.peserta.models import Mutasi
from upaya.jamkesda.register.models import CatatanRegister
from upaya.rules.jamkesda import road
from upaya.wilayah.models import Unit


def district(place: Place) -> str:
    return str(place.unit.kabupaten_id)


def _feedback(place: Place) -> UmpanBalik:
    found = UmpanBalik.objects.filter(upt=place.unit).first()
    if found is not None:
        assert isinstance(found, UmpanBalik)
        return found
    member = make_peserta(make_warga(place.unit, f"{place.mark} Penilai"))
    letter = bare_surat(make_ppk(place.unit), member, road.SELESAI, diagnosis="Z99")
    made = UmpanBalik.objects.create(
        kabupaten_id=district(place), upt=place.unit, surat=letter, dilayani=True,
        diminta_bayar=True, obat_diresepkan=False, obat_diterima=False, nilai=3, pada=clock.now(),
    )  # fmt: skip
    assert isinstance(made, UmpanBalik)
    return made


def _complaint(place: Place) -> Aduan:
    found = Aduan.objects.filter(upt=place.unit).first()
    if found is not None:
        assert isinstance(found, Aduan)
        return found
    made = Aduan.objects.create(
        kabupaten_id=district(place), upt=place.unit, jenis="aduan",
        lampiran=bare_file(place.unit, place.user, f"{place.mark} foto.png"),
        uraian=f"{place.mark} pengaduan", masuk_pada=clock.now(), batas=clock.today(),
    )  # fmt: skip
    assert isinstance(made, Aduan)
    return made


def _key(place: Place) -> KunciTanda:
    found = KunciTanda.objects.filter(upt=place.unit).first()
    if found is not None:
        assert isinstance(found, KunciTanda)
        return found
    pair, now = pasangan(), clock.now()
    signs = KunciTanda.objects.filter(
        kabupaten_id=district(place), diganti_pada=None, dicabut_pada=None
    )
    made = KunciTanda.objects.create(
        kabupaten_id=district(place), upt=place.unit, kunci=uuid4(), publik=pair.publik,
        rahasia=pair.rahasia, dibuat_oleh=place.user, dibuat_pada=now,
        diganti_pada=now if signs.exists() else None,
    )  # fmt: skip
    assert isinstance(made, KunciTanda)
    return made


def _number(place: Place) -> NomorDarurat:
    made, _ = NomorDarurat.objects.get_or_create(
        ppk=make_ppk(place.unit), tahun=2022, urut=1,
        defaults={
            "kabupaten_id": place.unit.kabupaten_id, "nomor": f"DRT/{place.unit.pk}/2022/0001",
            "dicadangkan_oleh": place.user, "dicadangkan_pada": clock.now(),
        },
    )  # fmt: skip
    assert isinstance(made, NomorDarurat)
    return made


def _entry(place: Place) -> CatatanRegister:
    found = CatatanRegister.objects.filter(unit=place.unit, macam="data").first()
    if found is not None:
        assert isinstance(found, CatatanRegister)
        return found
    said = {
        "data": f"{place.mark} data", "keperluan": "internal", "jatuh_tempo": "2022-11-10",
        "diterima": None, "catatan": "",
    }  # fmt: skip
    made = CatatanRegister.objects.create(
        kabupaten_id=district(place), unit=place.unit, kunci=uuid4(), macam="data",
        nama=str(said["data"]), hari=date(2022, 11, 10), tenggat=date(2022, 11, 10), isi=said,
        berkas=bare_file(place.unit, place.user, f"{place.mark}.png"), dicatat_oleh=place.user,
        dicatat_pada=clock.now(),
    )  # fmt: skip
    assert isinstance(made, CatatanRegister)
    return made


def public_paper(unit: Unit, user: User) -> CatatanRegister:
    """A document whose paper everybody may download."""
    rows = CatatanRegister.objects.filter(unit=unit, macam="peraturan")
    found: CatatanRegister | None = rows.first()
    if found is not None:
        return found
    stored = bare_file(unit, user, "pedoman.png")
    said = {"judul": "Pedoman rekaan", "jenis": "pedoman", "nomor": "", "tanggal": "2022-02-14",
            "ringkasan": ""}  # fmt: skip
    made = CatatanRegister.objects.create(
        kabupaten_id=unit.kabupaten_id or "", unit=unit, kunci=uuid4(), macam="peraturan",
        nama=said["judul"], hari=date(2022, 2, 14), isi=said, berkas=stored, dicatat_oleh=user,
        dicatat_pada=clock.now(), terbitan={
            "nama": stored.name, "jenis": stored.kind, "ukuran": stored.size,
            "sidik": stored.sha256, "letak": stored.path,
        },
    )  # fmt: skip
    assert isinstance(made, CatatanRegister)
    return made


def _list(place: Place) -> DaftarMutasi:
    made, _ = DaftarMutasi.objects.get_or_create(
        kabupaten_id=district(place), upt=place.unit,
        periode=date(2000 + place.unit.pk % 90, 1 + place.unit.pk % 12, 1),
        defaults={
            "batas": date(2022, 1, 20), "disusun_oleh": place.user, "disusun_pada": clock.now(),
        },
    )  # fmt: skip
    assert isinstance(made, DaftarMutasi)
    return made


def _line(place: Place) -> BarisMutasi:
    found = BarisMutasi.objects.filter(daftar=_list(place)).first()
    if found is not None:
        assert isinstance(found, BarisMutasi)
        return found
    member = make_peserta(make_warga(place.unit, f"{place.mark} Pindah"))
    change = Mutasi.objects.create(
        peserta=member, jenis="pbi", tanggal=date(2022, 1, 10), alasan=f"{place.mark} pindah",
        oleh=place.user, pada=clock.now(),
    )  # fmt: skip
    made = BarisMutasi.objects.create(
        daftar=_list(place), peserta=member, mutasi=change, nomor=1, nik=member.warga.nik,
        isi=json.dumps([""] * 34),
    )  # fmt: skip
    assert isinstance(made, BarisMutasi)
    return made


def _district(place: Place) -> str:
    """With somebody who answers there."""
    make_unit("upt", place.unit.kabupaten, nama="UPT Jamkesda")
    return place.unit.kabupaten_id or ""


BUILDERS = {
    UmpanBalik: _feedback,
    Aduan: _complaint,
    KunciTanda: _key,
    NomorDarurat: _number,
    CatatanRegister: _entry,
    DaftarMutasi: _list,
    BarisMutasi: _line,
}
_DI = (
    "umum", "umum_ppk", "umum_peraturan", "umum_statistik", "umum_peserta", "umum_cari_surat",
    "umum_aduan", "umum_cari_tiket", "umum_tiket",
)  # fmt: skip
ARGUMENTS = {
    **{f"jamkesda:{name}:kabupaten": Argument(_district) for name in _DI},
    "jamkesda:umum_dokumen:kabupaten": Argument(_district),
    "jamkesda:umum_dokumen:dokumen": Argument(lambda p: public_paper(p.unit, p.user).pk),
    "jamkesda:register_daftar:macam": Argument(lambda _: "data"),
    "jamkesda:register_tulis:macam": Argument(lambda _: "data"),
    "jamkesda:umum_tiket:tiket": Argument(lambda _: "AD-2222-2222"),
    "jamkesda:umum_surat:kode": Argument(lambda _: "tidakada"),
    "jamkesda:umum_nilai:kode": Argument(lambda _: "tidakada"),
}
OPEN = {
    **{f"jamkesda:{name}": 200 for name in _DI},
    "jamkesda:umum_semua": 302,  # of one district only: to its page
    "jamkesda:umum_cek": 302,
    "jamkesda:umum_mengadu": 302,
    "jamkesda:umum_dokumen": 200,
    "jamkesda:luring": 200,
    "jamkesda:luring_pekerja": 200,
    "jamkesda:umum_surat": 200,
    "jamkesda:umum_nilai": 200,
}
DOWNLOADS = {
    "jamkesda:aduan_lampiran": "dikirim warga tanpa akun",
    "jamkesda:register_berkas": "diunggah UPT atau PPK",
    "jamkesda:umum_dokumen": "diunggah UPT, dinyatakan boleh diunduh siapa pun",
}
UNNAMED = {
    **dict.fromkeys(
        ("KunciTanda.kunci", "kunci_satu_menandatangani"),
        "ditanyakan lalu ditulis dengan baris kabupaten terkunci",
    ),
    "KunciTanda.nama": "ditarik acak, enam huruf",
    **dict.fromkeys(
        ("NomorDarurat.nomor", "nomor_darurat_urut"),
        "diberi urut dengan baris PPK terkunci",
    ),
    "NomorDarurat.surat": "ditanyakan lalu ditulis dengan baris nomornya terkunci",
    "CatatanRegister.kunci": "ditanyakan lalu ditulis dengan baris unit terkunci",
    **dict.fromkeys(
        ("daftar_mutasi_bulan_sekali", "baris_mutasi_nomor_sekali", "BarisMutasi.mutasi"),
        "ditanyakan lalu ditulis dengan ujung rantai audit kabupaten terkunci",
    ),
    "Aduan.tiket": "ditarik acak, delapan huruf",
    "Aduan.tantangan": "ditanyakan lalu ditulis dengan baris UPT terkunci",
    "Aduan.umpan": "ditulis bersama tanggapannya, sekali",
    "UmpanBalik.surat": "ditanyakan lalu ditulis dengan baris surat terkunci",
}
