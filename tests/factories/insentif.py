"""Builders of months: opened, filled and moved by the same services as on the pages.

`make_month(status="disetujui")` is a month that really went the whole road, with a frozen
calculation and a log; who did what is in the Team of its puskesmas.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import uuid4

from tests.factories.akun import person
from tests.factories.core import make_upload
from tests.factories.pegawai import make_penetapan, make_petugas
from tests.factories.pembayaran import note_paid, send_lines
from tests.factories.wilayah import make_dinas, make_puskesmas
from upaya.akun.models import Membership
from upaya.alur import findings
from upaya.core import clock
from upaya.core.access import Access
from upaya.insentif.bulan.models import Bagian, Pengajuan, Temuan
from upaya.insentif.bulan.opening import open_month
from upaya.insentif.bulan.road import move_month
from upaya.insentif.indeks import services as indeks
from upaya.insentif.indeks.models import IndeksTerbit
from upaya.insentif.isian import services as isian
from upaya.insentif.kegiatan import services as kegiatan
from upaya.insentif.kegiatan.services import RowWrite
from upaya.insentif.uang import spj
from upaya.insentif.uang.models import DokumenSpj
from upaya.insentif.uang.reading import payment_of
from upaya.pembayaran.models import Pembayaran, RekeningPembantu
from upaya.pembayaran.services import rekening, shared_accounts
from upaya.pembayaran.services.funds import Transfer
from upaya.rules.insentif.road import EDITABLE, INSENTIF, TIM_VERIFIKASI
from upaya.rules.insentif.spm import PELAYANAN
from upaya.rules.kesehatan import (
    ADMIN_DINAS,
    BENDAHARA_PEMBANTU,
    BENDAHARA_PENGELUARAN,
    KEPALA_PUSKESMAS,
    OPERATOR_PUSKESMAS,
    VERIFIKATOR_DINAS,
)
from upaya.rules.period import Period
from upaya.wilayah.models import Unit

AGUSTUS = "2022-08"
LAPANGAN, MANAJEMEN = "a.1.c", "a.1.a"
"""One line of the menu of each kind."""

_ROAD = ("kirim", "verifikasi", "ajukan")
_PAY = ("rekap", "siapkan_nota", "ajukan_dana", "transfer")
_MOVES: dict[str, tuple[str, ...]] = {
    "draf": (),
    "menunggu_verifikasi": _ROAD[:1],
    "diverifikasi_puskesmas": _ROAD[:2],
    "diajukan": _ROAD,
    "disetujui": (*_ROAD, "setujui"),
    "direkap": (*_ROAD, "setujui", *_PAY[:1]),
    "nota_disiapkan": (*_ROAD, "setujui", *_PAY[:2]),
    "dana_diajukan": (*_ROAD, "setujui", *_PAY[:3]),
    "dana_ditransfer": (*_ROAD, "setujui", *_PAY),
    "dibayar": (*_ROAD, "setujui", *_PAY, "bayar"),
    "dikembalikan": (*_ROAD, "kembalikan"),
    "ditolak": (*_ROAD, "tolak"),
}


@dataclass(frozen=True)
class Team:
    """One person for each step of a month, all different."""

    operator: Membership
    tim: Membership
    kepala: Membership
    verifikator: Membership
    admin: Membership
    pembantu: Membership
    pengeluaran: Membership

    def for_move(self, name: str) -> Membership:
        """Who makes a move."""
        by_role = {
            OPERATOR_PUSKESMAS: self.operator,
            TIM_VERIFIKASI: self.tim,
            KEPALA_PUSKESMAS: self.kepala,
            VERIFIKATOR_DINAS: self.verifikator,
            BENDAHARA_PEMBANTU: self.pembantu,
            BENDAHARA_PENGELUARAN: self.pengeluaran,
        }
        return by_role[INSENTIF.moves[name].roles[0]]


def make_team(puskesmas: Unit | None = None) -> Team:
    """The persons of a puskesmas and its Dinas; called again it gives the same persons."""
    puskesmas = puskesmas or make_puskesmas()
    dinas = make_dinas(puskesmas.kabupaten)
    return Team(
        person(OPERATOR_PUSKESMAS, puskesmas),
        person(TIM_VERIFIKASI, puskesmas),
        person(KEPALA_PUSKESMAS, puskesmas),
        person(VERIFIKATOR_DINAS, dinas),
        person(ADMIN_DINAS, dinas),
        person(BENDAHARA_PEMBANTU, puskesmas),
        person(BENDAHARA_PENGELUARAN, dinas),
    )


def make_indeks(
    puskesmas: Unit,
    periode: str = AGUSTUS,
    *,
    access: Access | None = None,
    nilai: Sequence[str] = ("0.27", "0.08", "0.20"),
    alasan: str = "",
) -> IndeksTerbit:
    """The indices that the Dinas published: kinerja SPM, kesulitan wilayah, beban kerja."""
    return indeks.publish(
        puskesmas.pk,
        Period.parse(periode),
        indeks.Indices(*(Decimal(value) for value in nilai)),
        access or make_team(puskesmas).admin.access(),
        nomor_surat="440/1/2022",
        alasan=alasan,
    )


def make_officers(puskesmas: Unit, count: int = 3) -> None:
    """Officers with a valid SK, until there are `count` of them."""
    for _ in range(count - puskesmas.petugas.count()):
        make_penetapan(make_petugas(puskesmas))


def make_month(
    puskesmas: Unit | None = None,
    periode: str = AGUSTUS,
    *,
    status: str = "draf",
    filled: bool | None = None,
    officers: int = 3,
    bok_diserap: int = 60_000_000,
) -> Pengajuan:
    """A month in `status`; a plain draf is empty unless `filled`."""
    puskesmas = puskesmas or make_puskesmas()
    team = make_team(puskesmas)
    make_officers(puskesmas, officers)
    month = open_month(puskesmas.pk, Period.parse(periode), team.operator.access())
    if filled or (filled is None and status != "draf"):
        fill_month(month, team, bok_diserap=bok_diserap)
    for name in _MOVES[status]:
        if name == "bayar":
            pay_all(month, team)
        else:
            advance(month, name, team)
    return month


def fill_month(
    month: Pengajuan, team: Team | None = None, *, bok_diserap: int = 60_000_000
) -> Pengajuan:
    """Everything a month needs to be sent on: published indices, all five parts."""
    team = team or make_team(month.puskesmas)
    access = team.operator.access()
    make_indeks(month.puskesmas, str(month.period), access=team.admin.access())
    amounts = {
        "penduduk": 30_000,
        "bok_diusulkan": 75_000_000,
        "bok_diserap": bok_diserap,
        "sisa_pagu_bok": 400_000_000,
    }
    saved = isian.save_fields(month.pk, access, Bagian.ADMINISTRASI, amounts, month.versi)
    services = dict.fromkeys(PELAYANAN, (100, 70))
    saved = isian.save_pelayanan(month.pk, access, services, saved.versi)
    jaspel = {"jaspel": 40_000_000, "jaspel_penerima": 55}
    isian.save_fields(month.pk, access, Bagian.JASPEL, jaspel, saved.versi)
    fill_activities(month, access)
    isian.add_berkas(month.pk, access, "serapan", make_upload("serapan.pdf"))
    month.refresh_from_db()
    return month


def fill_activities(month: Pengajuan, access: Access) -> None:
    """Each officer has field visits and days of management work, all different."""
    field = kegiatan.add_line(month.pk, access, LAPANGAN)
    days = kegiatan.add_line(month.pk, access, MANAJEMEN)
    writes = [
        RowWrite(row.pk, row.versi, {field.pk: 5 + place, days.pk: 1 + place % 20})
        for place, row in enumerate(month.petugas.order_by("pk"))
    ]
    kegiatan.save_rows(month.pk, access, writes)


def advance(
    month: Pengajuan, name: str, team: Team | None = None, *, temuan_pada: str = "administrasi"
) -> Pengajuan:
    """Make one move by the person it belongs to; a return first notes a finding."""
    team = team or make_team(month.puskesmas)
    access = team.for_move(name).access()
    month.refresh_from_db()
    if name == "kembalikan":
        make_temuan(month, Bagian(temuan_pada), team=team)
    if name == "rekap":  # from now on there is somewhere for the funds to go
        make_rekening_pembantu(month.puskesmas, team)
    if name == "siapkan_nota":
        hand_over_spj(month, team)
    move_month(
        month.pk,
        name,
        access,
        seen_status=month.status,
        reason="Alasan contoh.",
        pernyataan=name == "ajukan",
        transfer=make_transfer(month) if name in {"transfer", "transfer_sisa"} else None,
    )
    month.refresh_from_db()
    return month


def hand_over_spj(month: Pengajuan, team: Team | None = None) -> None:
    """The four documents on paper."""
    team = team or make_team(month.puskesmas)
    for kind in DokumenSpj.Jenis:
        spj.hand_over(month.pk, kind.value, team.pembantu.access(), keterangan="map SPJ")


def make_transfer(month: Pengajuan, jumlah: int | None = None, alasan: str = "") -> Transfer:
    """A transfer of what is open, or of `jumlah`."""
    payment = payment_of(month)
    assert payment is not None
    return Transfer(
        f"SP2D/{month.pk}/{payment.dana_masuk.count() + 1}",
        clock.today(),
        payment.sisa_dana if jumlah is None else jumlah,
        alasan,
        uuid4(),
    )


def agreed_payment(month: Pengajuan, team: Team | None = None) -> Pembayaran:
    """The payment of a month; the head has agreed to every account that several people share."""
    payment = payment_of(month)
    assert payment is not None
    head = (team or make_team(month.puskesmas)).kepala.access()
    for shared in shared_accounts.shared(payment):
        shared_accounts.confirm(payment.pk, shared.sidik, "Suami dan istri.", head)
    return payment


def pay_all(month: Pengajuan, team: Team | None = None) -> Pengajuan:
    """Send every line and note each as paid: the month closes by itself."""
    team = team or make_team(month.puskesmas)
    payment = agreed_payment(month, team)
    sent = send_lines(payment, team.pembantu.access())
    note_paid(sent, team.pembantu.access())
    month.refresh_from_db()
    return month


def make_temuan(
    month: Pengajuan,
    bagian: Bagian = Bagian.ADMINISTRASI,
    uraian: str = "Angka tidak sama dengan bukti.",
    *,
    team: Team | None = None,
) -> Temuan:
    """A finding on a submitted month."""
    team = team or make_team(month.puskesmas)
    found = findings.add(Pengajuan, month.pk, team.verifikator.access(), bagian, uraian)
    assert isinstance(found, Temuan)
    return found


def answer_all(month: Pengajuan, team: Team | None = None) -> None:
    """The operator answers every finding of the last return."""
    team = team or make_team(month.puskesmas)
    assert month.status in EDITABLE
    for found in month.temuan.filter(round=month.round - 1):
        findings.answer(Pengajuan, month.pk, team.operator.access(), found.pk, "Sudah diperbaiki.")


def make_rekening_pembantu(
    puskesmas: Unit, team: Team | None = None, *, mulai: date = date(2022, 1, 1)
) -> RekeningPembantu:
    """The account of its treasurer from `mulai` on, agreed to by its head."""
    found = puskesmas.rekening_pembantu.filter(mulai=mulai, status="disetujui").first()
    if found is not None:
        assert isinstance(found, RekeningPembantu)
        return found
    team = team or make_team(puskesmas)
    wanted = rekening.UsulanRekening(
        "Bank Jatim", f"00{puskesmas.pk:08d}", "Bendahara Pengeluaran Pembantu", mulai,
        "900/1/2022", "Rekening pertama puskesmas.",
    )  # fmt: skip
    asked = rekening.ask(puskesmas.pk, wanted, team.pembantu.access())
    return rekening.decide(asked.pk, team.kepala.access(), setuju=True, alasan="")
