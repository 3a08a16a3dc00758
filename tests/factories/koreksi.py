"""Builders of corrections: proposed and moved by the same services as on the pages."""

from tests.factories.insentif import Team, make_team
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.koreksi import services
from upaya.insentif.koreksi.models import Koreksi
from upaya.insentif.koreksi.services import UsulanKoreksi
from upaya.rules.insentif import road_koreksi as road
from upaya.rules.kesehatan import KEPALA_PUSKESMAS, OPERATOR_PUSKESMAS, VERIFIKATOR_DINAS

WHY = "Buktinya bukan milik bulan ini."
_MOVES: dict[str, tuple[str, ...]] = {
    road.DIUSULKAN: (),
    road.DIVERIFIKASI: ("verifikasi",),
    road.DIAJUKAN: ("verifikasi", "ajukan"),
    road.DIKEMBALIKAN: ("kembalikan_tim",),
    road.DISETUJUI: ("verifikasi", "ajukan", "setujui"),
    road.DITOLAK: ("verifikasi", "ajukan", "tolak"),
    road.DITARIK: ("tarik",),
}


def make_koreksi(
    month: Pengajuan,
    bok_diserap: int = 59_000_000,
    *,
    status: str = road.DIUSULKAN,
    alasan: str = "Buku kas umum salah dibaca.",
) -> Koreksi:
    """A correction of what was absorbed that really went its road to `status`."""
    team = make_team(month.puskesmas)
    change = UsulanKoreksi(alasan, bok_diserap, {})
    return move_on(services.propose(month.pk, change, team.operator.access()), status, team)


def move_on(made: Koreksi, status: str = road.DISETUJUI, team: Team | None = None) -> Koreksi:
    """From where it was proposed to `status`."""
    team = team or make_team(made.pengajuan.puskesmas)
    for name in _MOVES[status]:
        move = road.KOREKSI.moves[name]
        by_role = {
            OPERATOR_PUSKESMAS: team.operator,
            KEPALA_PUSKESMAS: team.kepala,
            VERIFIKATOR_DINAS: team.verifikator,
        }
        who = by_role.get(move.roles[0], team.tim)
        reason = WHY if move.reason_required else ""
        made = services.move(made.pk, name, who.access(), reason=reason)
    return made
