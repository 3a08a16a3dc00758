"""Four at once, two of them with other words: one row; who came second finds or reads it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import models

from tests.at_once import at_once
from tests.factories.akun import make_membership
from tests.factories.insentif import LAPANGAN, make_month, make_team
from tests.factories.koreksi import make_koreksi, move_on
from tests.factories.simulasi import make_simulasi
from tests.factories.wilayah import make_puskesmas
from upaya.bok.serapan import services as serapan
from upaya.bok.serapan.models import Serapan
from upaya.core import clock
from upaya.insentif.indeks.models import IndeksTerbit
from upaya.insentif.indeks.services import Indices, PublishRefusedError, publish
from upaya.insentif.kegiatan import services as kegiatan
from upaya.insentif.koreksi import services as koreksi
from upaya.insentif.koreksi.models import Koreksi, PenyelesaianSelisih
from upaya.insentif.koreksi.services import UsulanKoreksi
from upaya.insentif.piutang import queries as owed
from upaya.insentif.piutang import services as piutang
from upaya.insentif.piutang.services import UsulanPenyelesaian
from upaya.insentif.simulasi.models import Simulasi
from upaya.insentif.uang import spj
from upaya.insentif.uang.models import DokumenSpj
from upaya.insentif.uang.reading import payment_of
from upaya.pegawai.services import petugas as officers
from upaya.pembayaran.models import (
    Pembayaran,
    Pembetulan,
    Potongan,
    RekeningBersama,
    RekeningPembantu,
    UsulanPajak,
)
from upaya.pembayaran.services import deductions, pembetulan, rekening, shared_accounts, taxes
from upaya.pembayaran.services.deductions import UsulanPotongan
from upaya.pembayaran.services.pembetulan import UsulanPembetulan
from upaya.pembayaran.services.rekening import UsulanRekening
from upaya.rules.kesehatan import KEPALA_PUSKESMAS
from upaya.rules.period import Period
from upaya.wilayah import services as wilayah
from upaya.wilayah.models import KategoriPuskesmas, Penduduk

pytestmark = pytest.mark.django_db(transaction=True)

CLICKS = 4
TODAY = date(2022, 9, 1)
Click = Callable[[int], object]
Prepared = tuple[Click, models.QuerySet[Any]]
"""What one of those who click does, by number (0 and 1 send the same), and the rows it makes."""


def _paying(status: str = "dana_ditransfer") -> tuple[Any, Any, Pembayaran]:
    month = make_month(status=status)
    payment = payment_of(month)
    assert payment is not None
    return month, make_team(month.puskesmas), payment


def _word(number: int) -> str:
    return f"Alasan yang ke-{max(number - 1, 0)}."


def _account() -> Prepared:
    unit = make_puskesmas("Panji")
    access = make_team(unit).pembantu.access()
    first = UsulanRekening(
        "Bank Jatim", "0012345678", "Bendahara Puskesmas", date(2022, 8, 1), "1", "Rekening baru."
    )

    def click(number: int) -> object:
        other = replace(first, rekening=f"00123456{70 + max(number - 1, 0)}")
        return rekening.ask(unit.pk, first if number < 2 else other, access)

    return click, RekeningPembantu.objects.all()


def _deduction() -> Prepared:
    _, team, payment = _paying()
    line, access = payment.baris.order_by("-bruto")[0], team.pembantu.access()
    first = UsulanPotongan("Iuran koperasi", 10_000, "persetujuan", "S-1", "Atas permintaannya.")

    def click(number: int) -> object:
        wanted = replace(first, jumlah=10_000 + max(number - 1, 0))
        return deductions.ask(payment.pk, line.pk, wanted, access)

    return click, Potongan.objects.all()


def _tax() -> Prepared:
    _, team, payment = _paying()
    line, access = payment.baris.order_by("-bruto")[0], team.pembantu.access()

    def click(number: int) -> object:
        pajak = line.pajak_hitung + 60_000 + max(number - 1, 0)
        return taxes.adjust_tax(
            payment.pk, line.pk, pajak=pajak, alasan="Bukti potong lain.", versi=line.versi,
            access=access,
        )  # fmt: skip

    return click, UsulanPajak.objects.filter(status="diusulkan")


def _mending() -> Prepared:
    _, team, payment = _paying("dibayar")
    attempt, access = payment.baris.earliest("pk").percobaan.get(), team.pembantu.access()

    def click(number: int) -> object:
        wanted = UsulanPembetulan(
            Pembetulan.Jenis.KEMBALI, attempt.pk, _word(number), clock.today()
        )
        return pembetulan.usulkan(payment.pk, wanted, access)

    return click, Pembetulan.objects.all()


def _shared() -> Prepared:
    month, _, payment = _paying()
    first, second = payment.baris.order_by("pk")[:2]
    second.rekening, second.bank = first.rekening, first.bank
    second.save()
    (found,) = shared_accounts.shared(payment)
    heads = [make_membership(KEPALA_PUSKESMAS, month.puskesmas).access() for _ in range(2)]

    def click(number: int) -> object:
        return shared_accounts.confirm(
            payment.pk, found.sidik, "Suami istri, sudah dilihat.", heads[number % 2]
        )

    return click, RekeningBersama.objects.all()


def _debt() -> Prepared:
    month, team, _ = _paying("dibayar")
    move_on(make_koreksi(month, 50_000_000))
    officer = month.petugas.earliest("pk").petugas
    officers.end(team.admin.access(), officer, date(2022, 9, 1))
    (one,) = [
        each
        for each in owed.owed_back(team.kepala.access().scope)
        if each.bagian.petugas == officer
    ]
    access = team.pembantu.access()

    def click(number: int) -> object:
        wanted = UsulanPenyelesaian(
            PenyelesaianSelisih.Cara.DIKEMBALIKAN, one.jumlah, f"STS/{max(number - 1, 0)}",
            clock.today(), "Disetor tunai.",
        )  # fmt: skip
        return piutang.usulkan(one.bagian.pk, wanted, access)

    return click, PenyelesaianSelisih.objects.all()


def _correction() -> Prepared:
    month = make_month(status="disetujui")
    access = make_team(month.puskesmas).operator.access()
    seen = koreksi.preview(month.pk, UsulanKoreksi("Salah baca.", 59_000_000, {}), access).sidik

    def click(number: int) -> object:
        bok = 59_000_000 - 1_000_000 * max(number - 1, 0)
        change = UsulanKoreksi("Salah baca buku.", bok, {})
        return koreksi.propose(month.pk, change, access, seen_sidik=seen if number < 2 else "")

    return click, Koreksi.objects.all()


def _index() -> Prepared:
    unit = make_puskesmas("Kendit Baru")
    access = make_team(unit).admin.access()

    def click(number: int) -> object:
        chosen = Indices(
            Decimal("0.20"), Decimal("0.17"), Decimal("0.20") if number < 2 else Decimal("0.13")
        )
        try:
            return publish(unit.pk, Period(2022, 8), chosen, access, nomor_surat="1/2022")
        except PublishRefusedError as refusal:
            raise ValidationError(str(refusal)) from refusal

    return click, IndeksTerbit.objects.all()


def _paper() -> Prepared:
    month, team, _ = _paying("direkap")
    access = team.pembantu.access()

    def click(number: int) -> object:
        place = f"Lemari arsip nomor {max(number - 1, 0) + 1}"
        return spj.hand_over(month.pk, "rekap", access, keterangan=place)

    return click, DokumenSpj.objects.filter(jenis="rekap")


def _line() -> Prepared:
    month = make_month()
    access = make_team(month.puskesmas).operator.access()
    return lambda _: kegiatan.add_line(month.pk, access, LAPANGAN), month.baris.all()


def _absorbed() -> Prepared:
    unit = make_puskesmas("Panji")
    access = make_team(unit).pembantu.access()

    def click(number: int) -> object:
        amount = 1_000_000 + max(number - 1, 0)
        return serapan.record(unit.pk, Period(2022, 8), amount, "", access)

    return click, Serapan.objects.all()


def _category() -> Prepared:
    unit = make_puskesmas("Panji")
    access, day = make_team(unit).admin.access(), date(2022, 7, 1)
    before = KategoriPuskesmas.objects.filter(puskesmas=unit, mulai=day)

    def click(number: int) -> object:
        kind = "perdesaan" if number < 2 else "terpencil"
        return wilayah.set_category(access, unit, kategori=kind, mulai=day, dasar_hukum="SK 1")

    return click, before


def _people() -> Prepared:
    unit = make_puskesmas("Panji")
    access = make_team(unit).admin.access()

    def click(number: int) -> object:
        many = 30_000 + max(number - 1, 0)
        return wilayah.set_population(access, unit, tahun=2031, jumlah=many, sumber="BPS")

    return click, Penduduk.objects.filter(puskesmas=unit, tahun=2031)


def _simulation() -> Prepared:
    month = make_month(status="diajukan")
    access = make_team(month.puskesmas).admin.access()

    def click(_: int) -> object:
        return make_simulasi(month.kabupaten, access=access, computed=False)

    return click, Simulasi.objects.all()


KINDS = (
    _account, _deduction, _tax, _mending, _shared, _debt, _correction, _index, _paper, _line,
    _absorbed, _category, _people, _simulation,
)  # fmt: skip


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__.strip("_"))
def test_several_at_once_make_one(kind: Callable[[], Prepared]) -> None:
    click, rows = kind()
    known = list(rows.values_list("pk", flat=True))
    made, refused = at_once(click, CLICKS)
    assert rows.exclude(pk__in=known).count() == 1
    assert len(made) + len(refused) == CLICKS
    assert made
    for refusal in refused:
        said = " ".join(getattr(refusal, "messages", ())) or str(refusal)
        assert said.endswith("."), said


def test_two_who_decide_one_proposal_at_once_decide_it_once() -> None:
    click, _ = _account()
    made = click(0)
    assert isinstance(made, RekeningPembantu)
    unit = made.unit
    heads = [make_membership(KEPALA_PUSKESMAS, unit).access() for _ in range(CLICKS)]

    def decide(number: int) -> object:
        return rekening.decide(
            made.pk, heads[number], setuju=number % 2 == 0, alasan="Sudah dicocokkan."
        )

    decided, refused = at_once(decide, CLICKS)
    assert (len(decided), len(refused)) == (1, CLICKS - 1)
    assert all("sudah diputus" in str(refusal) for refusal in refused)
