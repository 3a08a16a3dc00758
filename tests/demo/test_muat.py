"""The demo: whole in one go, the same the second time, within the rules it is meant to show."""

from argparse import Namespace
from collections import Counter
from datetime import date
from random import Random

import pytest
from django.contrib.auth import authenticate
from django.db.models import F, Sum
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from tests.factories.peran import ROLES
from upaya.akun.models import DEMO_PREFIX, Membership, User
from upaya.akun.queries import demo_accounts
from upaya.commands import demo as command
from upaya.core import audit, clock
from upaya.core.models import AuditEntry, WorkflowLog
from upaya.core.registry import registry
from upaya.demo import muat
from upaya.demo.kabupaten import HARI, KODE, SANDI, SHOWN
from upaya.insentif.bulan.flags import flags
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.hasil import calculation
from upaya.insentif.hasil.models import Perhitungan
from upaya.insentif.indeks.models import IndeksTerbit
from upaya.pegawai.models import Petugas
from upaya.pembayaran.models import BarisPembayaran
from upaya.regulasi.queries import pagu_insentif, rulebook_for
from upaya.rules.insentif.ketentuan import KATEGORI
from upaya.rules.insentif.road import APPROVED, COUNTED, INSENTIF
from upaya.rules.loader import national_book
from upaya.wilayah.models import Kabupaten, Unit

TODAY = date(2022, 11, 3)


@pytest.mark.budget(6, "every count of the whole demo")
@pytest.mark.django_db
@pytest.mark.demo_world
def test_the_demo_is_what_it_says() -> None:
    assert not muat.needed()
    _districts_as_printed()
    _people_do_not_exist()
    _every_status_exists()
    _amounts_stay_within_the_ceilings()
    _what_was_frozen_is_proven()
    _the_audit_chain_holds()
    _moves_happened_on_working_days_in_order()
    _the_verifier_has_something_to_look_at()
    _every_account_signs_in()


def _districts_as_printed() -> None:
    book = national_book()
    printed = book.read("wilayah.puskesmas", HARI, KODE).table
    units = Unit.objects.filter(kabupaten=KODE, jenis=Unit.Jenis.PUSKESMAS).order_by("pk")
    assert [unit.nama for unit in units] == list(printed.values())
    assert len(units) == 20
    for slug, unit in zip(printed, units, strict=True):
        kategori = unit.kategori.get()
        assert kategori.kategori == book.read(KATEGORI + slug, HARI, KODE).text
        officers = unit.petugas.count()
        assert 55 <= officers <= 65


def _people_do_not_exist() -> None:
    numbers = [officer.nik for officer in Petugas.objects.order_by("pk")]
    assert all(number.startswith("99") and len(number) == 16 for number in numbers)
    doubles = [number for number, times in Counter(numbers).items() if times > 1]
    assert len(doubles) == 1  # shown on purpose
    assert all(o.rekening.startswith("99") for o in Petugas.objects.order_by("pk"))
    assert all(o.npwp.startswith("99") for o in Petugas.objects.order_by("pk") if o.npwp)
    addresses = User.objects.order_by("pk").values_list("email", flat=True)
    assert all(address.endswith("@contoh.invalid") for address in addresses)


def _every_status_exists() -> None:
    found = Counter(Pengajuan.objects.order_by("pk").values_list("status", flat=True))
    assert found.keys() == set(INSENTIF.states)
    august = Pengajuan.objects.filter(periode=date(2022, 8, 1))
    assert august.count() == august.filter(status__in=APPROVED).count() == 20
    lines = Counter(BarisPembayaran.objects.order_by("pk").values_list("status", flat=True))
    assert set(lines) >= {"siap", "dikirim", "berhasil", "gagal"}
    assert IndeksTerbit.objects.filter(periode=date(2022, 10, 1)).count() == 12


def _amounts_stay_within_the_ceilings() -> None:
    used = (
        Perhitungan.objects.filter(pengajuan__status__in=COUNTED, round=F("pengajuan__round"))
        .order_by("pengajuan__puskesmas")
        .values_list("pengajuan__puskesmas")
        .annotate(total=Sum(F("pool") - F("tidak_dibagi")))
    )
    assert len(used) == 20
    for unit, total in used:
        pagu = pagu_insentif(KODE, unit, 2022, TODAY)
        assert pagu is not None
        assert 0 < total <= pagu
    for kept in Perhitungan.objects.order_by("pk").annotate(paid=Sum("baris__bruto")):
        assert kept.paid == kept.pool - kept.tidak_dibagi


def _what_was_frozen_is_proven() -> None:
    for kept in Perhitungan.objects.order_by("pk"):
        assert calculation.thaw(kept).sidik == kept.sidik
        assert calculation.differences(kept, rulebook_for(kept.kabupaten_id)) == []


def _the_audit_chain_holds() -> None:
    assert list(audit.verify()) == []
    assert AuditEntry.objects.filter(action="insentif.setujui").count() == 29


def _moves_happened_on_working_days_in_order() -> None:
    days: dict[tuple[str, int], date] = {}
    first = {INSENTIF.name: date(2022, 10, 19)}  # the Perbup was promulgated
    for step in WorkflowLog.objects.order_by("pk"):
        moment = timezone.localtime(step.at)
        day = moment.date()
        # What is written of today has happened: before the office opens it stands at that hour.
        assert 8 <= moment.hour < 16 or day == TODAY
        assert clock.is_working_day(day)
        assert first.get(step.workflow, date(2022, 1, 3)) <= day <= TODAY
        case = (step.workflow, step.subject_id)
        assert days.setdefault(case, day) <= day
        days[case] = day


def _the_verifier_has_something_to_look_at() -> None:
    months = list(Pengajuan.objects.filter(status="diajukan").order_by("pk"))
    assert len(months) == 4
    assert any(flags(months, rulebook_for(KODE)).values())
    shown = Pengajuan.objects.filter(puskesmas__nama__icontains=SHOWN).order_by("periode")
    assert [month.status for month in shown] == ["dana_ditransfer", "dikembalikan"]


def _every_account_signs_in() -> None:
    lines = muat.accounts()
    accounts = demo_accounts()
    assert list(dict.fromkeys(account.role for account in accounts)) == [r.name for r in ROLES]
    places = [(account.role, account.unit.kabupaten_id) for account in accounts]
    assert len(places) == len(set(places))
    for line, account in zip(lines[1:], accounts, strict=True):
        role, name = registry().roles[account.role], account.user.username
        assert name.startswith(DEMO_PREFIX)
        assert role.label in line
        assert name in line
        assert authenticate(None, username=name, password=SANDI) == account.user
        client = Client()
        assert client.post("/masuk/demo/", {"keanggotaan": account.pk}).status_code == 302
        page = client.get("/tugas/")
        assert page.status_code == 200
        assert page.context["access"].membership_id == account.pk
        header, _, _ = page.content.decode().partition("</header>")
        assert account.unit.nama in header
    assert SANDI in lines[0]
    others = Membership.objects.exclude(user__username__startswith=DEMO_PREFIX)
    assert others.exists()
    assert not any(member.user.has_usable_password() for member in others.select_related("user"))


def _asked(*bagian: str, menyusul: bool = False) -> Namespace:
    return Namespace(bagian=[*bagian], menyusul=menyusul)


@pytest.mark.empty_world
def test_a_second_start_changes_nothing(
    db: None,
    settings: Settings,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings.DEMO, settings.BUSINESS_DATE = True, TODAY
    monkeypatch.setattr("upaya.commands.set_up_django", lambda: None)
    monkeypatch.setattr("upaya.commands.migrate.migrate", lambda: None)
    loaded: list[int] = []

    def load(_random: Random) -> None:
        loaded.append(1)
        Kabupaten.objects.create(kode=KODE, nama="Kabupaten Situbondo", provinsi="Jawa Timur")

    def load_stage(stage: muat.Stage, _random: Random) -> None:
        loaded.append(2)
        Kabupaten.objects.create(kode=stage.kode, nama=stage.nama, provinsi="Jawa Timur")

    monkeypatch.setattr(muat, "load", load)
    monkeypatch.setattr(muat, "load_stage", load_stage)
    assert command.run(_asked("supermiskol")) == 0
    assert loaded == [2]
    for _ in range(2):
        assert command.run(_asked("insentif")) == 0  # what shares a district comes with it
    assert loaded == [2, 1]
    assert "Akun demo" in capsys.readouterr().out
    for _ in range(2):
        assert command.run(_asked(menyusul=True)) == 0
    assert loaded == [2, 1, 2]
    said = capsys.readouterr().out
    assert said.count("Menyiapkan contoh") == 1
    assert "Akun demo" not in said  # it comes between the lines of the service
    assert command.run(_asked("bulan")) == 2
    said = capsys.readouterr().err
    assert all(part.name in said for part in registry().systems if part.demo or part.stages)


@pytest.mark.budget(10, "two parts of the demo are made before the third breaks")
@pytest.mark.empty_world
def test_a_start_broken_off_leaves_nothing_half_made(
    db: None, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DEMO, settings.BUSINESS_DATE = True, TODAY

    def fails(*_args: object) -> None:
        raise RuntimeError

    *most, _last = registry().load("demo")
    monkeypatch.setitem(registry()._loaded, "demo", (*most[:2], fails))
    with pytest.raises(RuntimeError):
        muat.load(Random(3512))  # noqa: S311
    assert muat.needed()
    assert not User.objects.exists()


@pytest.mark.empty_world
def test_without_the_demo_mode_nothing_is_loaded(
    db: None,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    settings.DEMO = False
    monkeypatch.setattr("upaya.commands.set_up_django", lambda: None)
    assert command.run(_asked()) == 1
    assert "UPAYA_DEMO=1" in capsys.readouterr().err
    assert muat.needed()
