"""Months that many tests start from, each made once in a process (see tests/snapshots/arranged.py).

    def test_x(paid_month: Pengajuan) -> None: ...

is the month of `make_month(status="dibayar")`: August 2022 of the puskesmas Panji, whose Team
`make_team(month.puskesmas)` gives, made today. In the month `own_paid` one of the three officers
has an account: (membership, officer, month). `month` and `own_month` stand at the status that the
test has as its parameter `status`.
"""

from datetime import date

from tests.factories.insentif import make_month
from tests.factories.kegiatan import Grid, make_grid
from tests.factories.sanggahan import make_person
from tests.factories.wilayah import make_kecamatan, make_puskesmas
from tests.snapshots.arranged import arrangement
from upaya.akun.models import Membership
from upaya.insentif.bulan.models import Pengajuan
from upaya.pegawai.models import Petugas


def _in_status(status: str) -> Pengajuan:
    return make_month(status=status)


month = arrangement(name="month")(_in_status)
draft_month = arrangement(name="draft_month", given=("draf",))(_in_status)
waiting_month = arrangement(name="waiting_month", given=("menunggu_verifikasi",))(_in_status)
verified_month = arrangement(name="verified_month", given=("diverifikasi_puskesmas",))(_in_status)
submitted_month = arrangement(name="submitted_month", given=("diajukan",))(_in_status)
returned_month = arrangement(name="returned_month", given=("dikembalikan",))(_in_status)
approved_month = arrangement(name="approved_month", given=("disetujui",))(_in_status)
recapped_month = arrangement(name="recapped_month", given=("direkap",))(_in_status)
noted_month = arrangement(name="noted_month", given=("nota_disiapkan",))(_in_status)
requested_month = arrangement(name="requested_month", given=("dana_diajukan",))(_in_status)
funded_month = arrangement(name="funded_month", given=("dana_ditransfer",))(_in_status)
paid_month = arrangement(name="paid_month", given=("dibayar",))(_in_status)


Own = tuple[Membership, Petugas, Pengajuan]


def _own_in_status(status: str) -> Own:
    membership, officer = make_person()
    return membership, officer, make_month(status=status)


own_month = arrangement(name="own_month")(_own_in_status)
own_submitted = arrangement(name="own_submitted", given=("diajukan",))(_own_in_status)
own_approved = arrangement(name="own_approved", given=("disetujui",))(_own_in_status)
own_requested = arrangement(name="own_requested", given=("dana_diajukan",))(_own_in_status)
own_funded = arrangement(name="own_funded", given=("dana_ditransfer",))(_own_in_status)
own_paid = arrangement(name="own_paid", given=("dibayar",))(_own_in_status)


THEN = date(2022, 11, 3)


@arrangement(DEMO=True, BUSINESS_DATE=THEN)
def paid() -> Pengajuan:
    """A month paid on 3 November 2022, of a puskesmas whose papers name its kecamatan."""
    return make_month(make_puskesmas("Panji", kecamatan=make_kecamatan()), status="dibayar")


@arrangement(DEMO=True, BUSINESS_DATE=THEN)
def recapped() -> Pengajuan:
    """A month recapped on 3 November 2022."""
    return make_month(status="direkap")


@arrangement()
def filled_month() -> Pengajuan:
    """A draft with everything it needs to be sent on."""
    return make_month(filled=True)


@arrangement()
def grid() -> Grid:
    """A draft with three officers and three columns, all empty."""
    return make_grid()
