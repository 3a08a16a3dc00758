"""What proves something stays: by trigger on both databases, and by the application's own role."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial

import pytest
from django.db import connection, transaction
from pytest_django import Settings

from tests.factories.akun import make_membership, make_usulan
from tests.factories.insentif import Team, make_team, pay_all
from tests.factories.pembayaran import send_lines
from tests.factories.regulasi import make_baris
from tests.factories.wilayah import make_kabupaten
from tests.refusals import changes, refused, removed
from upaya.akun.models import Membership
from upaya.commands import migrate as command
from upaya.core import audit, database_role, triggers
from upaya.core.models import AuditEntry, AuditHead
from upaya.insentif.bulan.models import Pengajuan
from upaya.pembayaran.models import Pembayaran, Percobaan
from upaya.regulasi.models import BarisAturan
from upaya.rules.kesehatan import ADMIN_DINAS, OPERATOR_PUSKESMAS
from upaya.rules.pembayaran import LABELS, may_become

pytestmark = pytest.mark.django_db


# ------------------------------------------------------------------ money
def test_money_that_moved_stays_written(funded_month: Pengajuan) -> None:
    team: Team = make_team(funded_month.puskesmas)
    month = pay_all(funded_month, team)
    payment = Pembayaran.objects.get(sumber_id=month.pk)
    line, sent = payment.baris.earliest("pk"), payment.kiriman.earliest("pk")
    attempt, funds = line.percobaan.get(), payment.dana_masuk.earliest("pk")
    assert "diubah" in changes(payment, sumber_id=payment.sumber_id + 1)
    assert "diubah" in changes(sent, jumlah=1)
    assert "diubah" in changes(funds, jumlah=funds.jumlah + 1)
    assert "pembetulan" in changes(funds, batal=True)
    assert "diubah" in changes(attempt, jumlah=1)
    assert "diubah" in changes(attempt, nama_rekening="Pencuri")
    assert "diubah" in changes(attempt, bukti="lain")
    assert "diubah" in changes(line, nama_rekening="Pencuri")
    assert changes(line, dicoba=0)
    for row in (attempt, line, sent, funds, payment, month):
        assert removed(row)


def test_a_result_follows_only_what_it_may_follow(funded_month: Pengajuan) -> None:
    """Every pair of statuses: the database knows the same ways as `rules/pembayaran.py`."""
    team = make_team(funded_month.puskesmas)
    payment = Pembayaran.objects.get(sumber_id=funded_month.pk)
    sent = send_lines(payment, team.pembantu.access())
    attempt = sent.percobaan.earliest("pk")
    whole = {
        "tanggal": sent.tanggal,
        "bukti": "1",
        "alasan": "x",
        "dicatat_oleh": team.pembantu.user,
        "dicatat_pada": sent.dibuat_pada,
    }
    empty = {"tanggal": None, "bukti": "", "alasan": "", "dicatat_oleh": None, "dicatat_pada": None}
    statuses = [name for name in LABELS if name != "siap"]
    for source in statuses:
        with triggers.lifted():
            start = empty if source == "dikirim" else whole
            Percobaan.objects.filter(pk=attempt.pk).update(status=source, **start)
        for target in statuses:
            if target in (source, "dikirim"):
                continue
            rows = Percobaan.objects.filter(pk=attempt.pk)
            if may_become(source, target) or (source, target) == ("dikirim", "dibatalkan"):
                with transaction.atomic():
                    rows.update(status=target, **whole)
                    transaction.set_rollback(True)
            else:
                assert "menyusul" in changes(attempt, status=target, **whole)
        if source != "dikirim":
            said = changes(attempt, status="dikirim", **empty)
            assert "pembetulan" in said, "a result is opened again by two people only"


# ------------------------------------------------------------------ months, rules, people
def test_a_month_moves_along_its_road_only(funded_month: Pengajuan) -> None:
    assert funded_month.status == "dana_ditransfer"
    for status in ("draf", "disetujui", "diajukan"):
        assert "menyusul" in changes(funded_month, status=status)
    assert "diubah" in changes(funded_month, periode=date(2022, 1, 1))


def test_an_approved_rule_stays_as_approved() -> None:
    row = make_baris(make_kabupaten())
    assert row.status == "disetujui"
    assert "diubah" in changes(row, nilai=[1, 2, 3, 4])
    assert "diubah" in changes(row, mulai=date(2000, 1, 1))
    assert "diubah" in changes(row, status="usulan", diputus_oleh=None, diputus_pada=None)
    assert "dihapus" in refused(lambda: BarisAturan.objects.filter(pk=row.pk).delete())


def test_a_role_is_ended_never_rewritten() -> None:
    held = make_membership(OPERATOR_PUSKESMAS, sampai=date(2022, 12, 31))
    assert "diubah" in changes(held, role=ADMIN_DINAS.name)
    assert "diperpanjang" in changes(held, sampai=None)
    Membership.objects.filter(pk=held.pk).update(sampai=date(2022, 6, 30))
    asked = make_usulan(held.user, held.unit)
    assert "diubah" in changes(asked, alasan="lain")
    assert "diubah" in changes(asked, orang=make_membership(ADMIN_DINAS).user)


def test_the_end_of_a_chain_only_moves_forward() -> None:
    with transaction.atomic():
        audit.record("uji", AuditHead(), access=make_membership(ADMIN_DINAS).access())
    assert "maju" in refused(lambda: AuditHead.objects.update(number=0))
    assert "maju" in refused(lambda: AuditHead.objects.update(keyed_from=99))
    assert "dihapus" in refused(lambda: AuditHead.objects.all().delete())


# ------------------------------------------------------------------ the application's role
ROLE = "upaya_uji_aplikasi"


@contextmanager
def acting_as_the_application() -> Iterator[None]:
    """The same connection with the rights of that role; all of it is undone at the end."""
    with transaction.atomic():
        _sql(f"CREATE ROLE {ROLE}")
        database_role.give(ROLE)
        _sql(f"SET LOCAL ROLE {ROLE}")
        yield
        _sql("RESET ROLE")
        transaction.set_rollback(True)


def _sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite knows no roles")
def test_the_application_cannot_rewrite_what_it_recorded() -> None:
    access = make_membership(ADMIN_DINAS).access()
    with transaction.atomic():
        audit.record("uji", AuditHead(), access=access)
    with acting_as_the_application():
        with transaction.atomic():
            audit.record("uji", AuditHead(), access=access)  # what it is for goes on
        assert Membership.objects.exists()
        for forbidden in (
            "ALTER TABLE core_auditentry DISABLE TRIGGER ALL",
            "ALTER TABLE core_auditentry ADD COLUMN x int",
            "DROP TRIGGER core_auditentry_no_update ON core_auditentry",
            "SET LOCAL session_replication_role = replica",
            "UPDATE core_auditentry SET action = 'lain'",
            "DELETE FROM core_auditentry",
            "TRUNCATE core_auditentry",
            "DELETE FROM core_audithead",
            "DELETE FROM pembayaran_danamasuk",
            "UPDATE pembayaran_kiriman SET jumlah = 1",
            "UPDATE django_migrations SET name = 'x'",
            "DROP TABLE core_auditentry",
            "CREATE TABLE milik_saya (x int)",
        ):
            said = refused(partial(_sql, forbidden))
            assert "permission denied" in said or "must be owner" in said, (forbidden, said)
    assert AuditEntry.objects.filter(action="uji").count() == 1


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite knows no roles")
def test_the_owner_of_the_tables_is_no_role_for_the_application() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        owner = cursor.fetchone()[0]
    with pytest.raises(database_role.RoleError, match="mencabut pemicu"):
        database_role.give(owner)
    with pytest.raises(database_role.RoleError, match="belum ada"):
        database_role.give("tidak_ada_peran_ini")


def test_a_service_that_may_take_the_guards_away_is_told_so(settings: Settings) -> None:
    settings.DEMO = settings.DEBUG = False
    said = database_role.warning()
    if connection.vendor == "sqlite":  # a file has one owner, who is who opens it
        assert said == ""
        return
    assert "pemilik tabel" in said
    assert "upaya migrate --aplikasi" in said
    with acting_as_the_application():
        assert database_role.warning() == ""
    settings.DEMO = True
    assert database_role.warning() == ""


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL knows roles")
def test_another_database_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert command._give(ROLE) == 2
    assert "hanya ada di PostgreSQL" in capsys.readouterr().err
