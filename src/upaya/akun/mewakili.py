"""The membership of a delegate: made once, and never longer than the one it stands in for."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from upaya.akun import giving
from upaya.akun.giving import Term
from upaya.akun.models import Membership, Pelimpahan, UsulanAkses
from upaya.core import audit, clock
from upaya.core.access import Access
from upaya.core.registry import registry
from upaya.core.second import ProposalStatus


def term_of(row: Pelimpahan) -> Term:
    """What the delegate holds: the same role at the same unit; needs `asal` and its unit."""
    sk = f"Plh. {row.asal.nomor_sk}"[:80]
    return Term(registry().roles[row.asal.role], row.asal.unit, sk, row.mulai, row.sampai)


def begin(access: Access, row: Pelimpahan) -> Membership:
    """Give the delegate the role, inside the caller's transaction; the caller saves `row`.

    Raises ValidationError when what it stands in for no longer holds for the whole time.
    """
    held = row.asal
    if row.dicabut_pada is not None:
        raise ValidationError("Pelimpahan ini sudah dicabut. Tolak permintaannya.")
    if held.sampai is not None and held.sampai < row.sampai:
        raise ValidationError("Peran yang dilimpahkan berakhir lebih dahulu. Tolak permintaannya.")
    row.keanggotaan = giving.grant(access, row.wakil, term_of(row), mewakili=held)
    return row.keanggotaan


def agreed(access: Access, usulan: UsulanAkses) -> Membership | None:
    """Begin the delegation that this request was about; None when it was about none."""
    rows = Pelimpahan.objects.select_for_update(of=("self",), no_key=True)
    row = rows.select_related("asal__unit", "wakil").filter(usulan=usulan).first()
    if row is None:
        return None
    made = begin(access, row)
    row.save(update_fields=["keanggotaan"])
    return made


def last_day(row: Pelimpahan, wanted: date) -> date:
    """Until when a delegation holds that shall end on `wanted`: one to come never begins."""
    return max(wanted, row.mulai - timedelta(days=1))


def shorten(row: Pelimpahan, wanted: date) -> None:
    """Let the delegate's membership end on `wanted`, if it holds longer."""
    made = row.keanggotaan
    last = last_day(row, wanted)
    if made is not None and (made.sampai is None or made.sampai > last):
        made.sampai = last
        made.save(update_fields=["sampai"])


def follow(access: Access, ended: Membership, sampai: date) -> None:
    """A role that ends earlier takes along what stands in for it."""
    rows = Pelimpahan.objects.select_for_update(of=("self",), no_key=True)
    later = rows.filter(asal=ended, sampai__gt=sampai, dicabut_pada=None)
    for row in later.select_related("keanggotaan").order_by("pk"):
        shorten(row, sampai)
        audit.record("pelimpahan.ikut_berakhir", row, access=access)


def standing(held: Membership) -> QuerySet[Pelimpahan]:
    """What lends that membership and is neither withdrawn nor refused."""
    rows: QuerySet[Pelimpahan] = Pelimpahan.objects.filter(asal=held, dicabut_pada=None)
    return rows.exclude(usulan__status=ProposalStatus.DITOLAK).order_by("pk")


def ended_today(row: Pelimpahan) -> bool:
    """Whether withdrawing it now lets it hold for the rest of this day."""
    return row.keanggotaan is not None and row.mulai <= clock.today()
