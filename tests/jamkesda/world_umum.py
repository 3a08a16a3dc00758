"""What the general application brings to the walks."""

from __future__ import annotations

from tests.factories.jamkesda import bare_surat, make_peserta, make_ppk, make_warga
from tests.factories.wilayah import make_unit
from tests.world.handle import Place
from tests.world.parts import Argument
from upaya.core import clock
from upaya.jamkesda.aduan.models import Aduan, UmpanBalik
from upaya.rules.jamkesda import road


def _feedback(place: Place) -> UmpanBalik:
    found = UmpanBalik.objects.filter(upt=place.unit).first()
    if found is not None:
        assert isinstance(found, UmpanBalik)
        return found
    member = make_peserta(make_warga(place.unit, f"{place.mark} Penilai"))
    letter = bare_surat(make_ppk(place.unit), member, road.SELESAI, diagnosis="Z99")
    made = UmpanBalik.objects.create(
        kabupaten=place.unit.kabupaten, upt=place.unit, surat=letter, dilayani=True,
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
        kabupaten=place.unit.kabupaten, upt=place.unit, jenis="aduan",
        uraian=f"{place.mark} pengaduan", masuk_pada=clock.now(), batas=clock.today(),
    )  # fmt: skip
    assert isinstance(made, Aduan)
    return made


def _district(place: Place) -> str:
    """With somebody who answers there."""
    make_unit("upt", place.unit.kabupaten, nama="UPT Jamkesda")
    return place.unit.kabupaten_id or ""


BUILDERS = {UmpanBalik: _feedback, Aduan: _complaint}
_DI = (
    "umum", "umum_ppk", "umum_peraturan", "umum_statistik", "umum_peserta", "umum_cari_surat",
    "umum_aduan", "umum_cari_tiket", "umum_tiket",
)  # fmt: skip
ARGUMENTS = {
    **{f"jamkesda:{name}:kabupaten": Argument(_district) for name in _DI},
    "jamkesda:umum_tiket:tiket": Argument(lambda _: "AD-2222-2222"),
    "jamkesda:umum_surat:kode": Argument(lambda _: "tidakada"),
    "jamkesda:umum_nilai:kode": Argument(lambda _: "tidakada"),
}
OPEN = {
    **{f"jamkesda:{name}": 200 for name in _DI},
    "jamkesda:umum_semua": 200,
    "jamkesda:luring": 200,
    "jamkesda:luring_pekerja": 200,
    "jamkesda:umum_surat": 200,
    "jamkesda:umum_nilai": 200,
}
DOWNLOADS = {"jamkesda:aduan_lampiran": "dikirim warga tanpa akun"}
UNNAMED = {
    "Aduan.tiket": "ditarik acak, delapan huruf",
    "Aduan.tantangan": "ditanyakan lalu ditulis dengan baris UPT terkunci",
    "Aduan.umpan": "ditulis bersama tanggapannya, sekali",
    "UmpanBalik.surat": "ditanyakan lalu ditulis dengan baris surat terkunci",
}
