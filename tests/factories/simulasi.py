"""Builders of simulations: stored by the service, computed by the task itself."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from tests.factories.akun import make_access
from tests.factories.wilayah import make_dinas
from upaya.core.access import Access
from upaya.insentif.simulasi import services
from upaya.insentif.simulasi.models import Simulasi
from upaya.regulasi.models import BarisAturan
from upaya.regulasi.queries import rulebook_for
from upaya.rules.insentif.ketentuan import DASAR
from upaya.rules.kesehatan import ADMIN_DINAS
from upaya.rules.parameter import RawValue
from upaya.rules.scenario import susun
from upaya.wilayah.models import Kabupaten


def make_simulasi(
    kabupaten: Kabupaten | None = None,
    nama: str = "Dasar sepuluh persen",
    *,
    nilai: Mapping[str, RawValue] | None = None,
    bulan: Sequence[str] = (),
    puskesmas: Sequence[int] = (),
    usulan: BarisAturan | None = None,
    access: Access | None = None,
    computed: bool = True,
) -> Simulasi:
    """A simulation of the months submitted so far; `computed` runs its task at once."""
    access = access or make_access(ADMIN_DINAS, make_dinas(kabupaten))
    assert access.scope.kabupaten is not None
    changed = {DASAR: Decimal("0.1")} if nilai is None else nilai
    made = services.create(
        access,
        nama=nama,
        skenario=susun(changed, rulebook_for(access.scope.kabupaten)),
        bulan=bulan,
        puskesmas=puskesmas,
        usulan=usulan,
    )
    if computed:
        services.run.call(made.pk, made.percobaan)
        made.refresh_from_db()
    return made
