"""What simulasi brings to the walks."""

from __future__ import annotations

from tests.factories.regulasi import make_baris
from tests.factories.simulasi import make_simulasi
from tests.world.handle import Place
from upaya.insentif.ketetapan.kinds import Kunci
from upaya.insentif.simulasi.models import Simulasi
from upaya.regulasi.models import BarisAturan


def _simulasi(place: Place) -> Simulasi:
    return make_simulasi(place.unit.kabupaten, nama=f"{place.mark} simulasi")


def _proposal(place: Place) -> BarisAturan:
    assert place.unit.kabupaten is not None
    return make_baris(place.unit.kabupaten, Kunci.METODE_SPM, "kontinu", status="usulan")


BUILDERS = {
    Simulasi: _simulasi,
}
OBJECTS = {"simulasi:dampak": _proposal}
