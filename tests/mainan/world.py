from tests.mainan.sistem import Bagian, Pengisi, Surat, Temuan
from tests.world.handle import Place
from tests.world.parts import Argument
from upaya.core import clock


def surat(p: Place) -> Surat:
    return Surat.objects.filter(isi=p.mark).first() or Surat.objects.create(isi=p.mark,
        kabupaten_id=p.unit.kabupaten_id or "", unit_id=p.unit.pk, status="draf",
        status_since=clock.now())  # fmt: skip


def temuan(p: Place) -> Temuan:
    return Temuan.objects.get_or_create(surat=surat(p), uraian=p.mark, defaults={"round": 1,
        "bagian": Bagian.ISI, "dicatat_oleh": p.user, "dicatat_pada": clock.now()})[0]  # fmt: skip


BUILDERS = {Surat: surat, Temuan: temuan,
            Pengisi: lambda p: surat(p).pengisi.get_or_create(user=p.user, round=1)[0]}  # fmt: skip
ARGUMENTS = {"temuan": Argument(lambda p: temuan(p).pk, owned=True),
             "jenis": Argument(lambda _: "surat")}  # fmt: skip
