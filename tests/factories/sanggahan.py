"""Builders of officers who sign in, their shares, and their objections: by the pages' services."""

from tests.factories.akun import make_membership
from tests.factories.insentif import make_team
from tests.factories.pegawai import make_penetapan, make_petugas
from tests.factories.wilayah import make_puskesmas
from upaya.akun.models import Membership
from upaya.core.access import Access
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.bulan.reading import LembarBulan
from upaya.insentif.hasil.models import PerhitunganPetugas
from upaya.insentif.sanggahan import services as sanggahan
from upaya.insentif.sanggahan.models import Pokok, Sanggahan
from upaya.pegawai.models import Petugas
from upaya.rules.kesehatan import PETUGAS
from upaya.wilayah.models import Unit


def make_person(unit: Unit | None = None, nama: str = "Siti Rekaan") -> tuple[Membership, Petugas]:
    """An officer with a valid SK and an account of the own."""
    unit = unit or make_puskesmas()
    membership = make_membership(PETUGAS, unit)
    officer = make_petugas(unit, nama, user=membership.user)
    make_penetapan(officer)
    return membership, officer


def share_of(month: Pengajuan, officer: Petugas) -> PerhitunganPetugas:
    """The officer's share of the latest submission."""
    latest = LembarBulan(month).perhitungan
    assert latest is not None
    found = latest.baris.get(petugas=officer)
    assert isinstance(found, PerhitunganPetugas)
    return found


def access_of(officer: Petugas) -> Access:
    """The officer's own account; one is made when there is none."""
    if officer.user is None:
        membership = make_membership(PETUGAS, officer.puskesmas)
        officer.user = membership.user
        officer.save()
        return membership.access()
    found = officer.user.memberships.get(role=PETUGAS.name)
    assert isinstance(found, Membership)
    return found.access()


def make_sanggahan(
    share: PerhitunganPetugas,
    uraian: str = "Kunjungan 3 Agustus tidak tercatat.",
    *,
    pokok: Pokok = Pokok.LAPANGAN,
    status: str = "terbuka",
) -> Sanggahan:
    """An objection to a share, brought into `status`."""
    access = access_of(share.petugas)
    made = sanggahan.submit(share.pk, access, pokok, uraian)
    if status == "dicabut":
        return sanggahan.withdraw(made.pk, access)
    if status != "terbuka":
        head = make_team(share.petugas.puskesmas).kepala.access()
        return sanggahan.answer(made.pk, head, status, "Sudah diperiksa dengan daftar hadir.")
    return made
