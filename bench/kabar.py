"""Ten thousand members' weekly news to a mail server on this machine, while the sender is killed.

Members are made, one comment was published last week. `upaya kabar` is started, killed (SIGKILL) at
drawn moments and started again until nothing waits. Then the letters at the server are counted:
every member must have one Message-ID, and no other; a kill may repeat the letter that was on its
way, under its own ID.

Prints how long it took, how much of the two processors the sender (all its starts) and the server
worked meanwhile, how often it was killed, how many letters came twice; fails when a member has none
or two, or when it took longer than KABAR_DETIK (60). KABAR_BANYAK says how many members (10,000),
KABAR_MATI how many kills (3), KABAR_BENIH the seed of their moments.

The modules are compiled once before, as they are where the program is installed.
"""

import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parent.parent
MEMBERS = int(os.environ.get("KABAR_BANYAK", "10000"))
KILLS = int(os.environ.get("KABAR_MATI", "3"))
SECONDS = float(os.environ.get("KABAR_DETIK", "60"))
SEED = int(os.environ.get("KABAR_BENIH", "20"))
HERE = Path(tempfile.mkdtemp(prefix="upaya-bench-kabar-"))
os.environ |= {"UPAYA_DATA": str(HERE), "UPAYA_DEMO": "1", "UPAYA_LOG": "ERROR"}
os.environ |= {"UPAYA_SMTP_HOST": "127.0.0.1", "UPAYA_SMTP_TLS": "0"}
os.environ.pop("DATABASE_URL", None)
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix = str(HERE / "bytecode")
os.environ["DJANGO_SETTINGS_MODULE"] = "upaya.settings"
sys.path.insert(0, str(ROOT))

import django  # noqa: E402 - after the settings are named

django.setup()

from tests.smtp import Server, serving  # noqa: E402
from upaya.akun.models import User  # noqa: E402
from upaya.commands.migrate import migrate  # noqa: E402
from upaya.core import clock  # noqa: E402
from upaya.komunitas.anggota import edisi, services  # noqa: E402
from upaya.komunitas.anggota.models import Anggota, Kabar  # noqa: E402
from upaya.komunitas.diskusi.models import Periode, Tanggapan, Topik  # noqa: E402
from upaya.wilayah.models import Kabupaten  # noqa: E402

_START = "import sys; from upaya.cli import main; sys.exit(main())"
_LEFT = 0.15
"""Part of the letters that is left after the last kill: something to go on with."""


def fill() -> None:
    """Tables, a topic with a comment of last week, the members."""
    migrate()
    now = clock.now()
    week = now - timedelta(days=7)
    place = Kabupaten.objects.create(kode="35.12", nama="Situbondo", provinsi="Jawa Timur")
    keeper = User.objects.create_user("moderator", "Moderator", "moderator@contoh.id")
    period = Periode.objects.create(
        kabupaten=place, kode="uji", nama="Uji", tema="Uji", masa="Uji", mulai=week.date(),
        pengantar="Uji", moderator="Uji", dibuka_oleh=keeper, dibuka_pada=week,
    )  # fmt: skip
    topic = Topik.objects.create(
        kabupaten=place, periode=period, nomor=1, judul="Siapa memeriksa hasilnya?", terbit=1,
        terakhir=week, dibuka_oleh=keeper, dibuka_pada=week,
    )  # fmt: skip
    Tanggapan.objects.create(
        kabupaten=place, topik=topic, jalur="000001", nama="Bu Sari", isi="Tim dari dinas.",
        status="terbit", ditulis_pada=week, diputus_pada=week, diputus_oleh=keeper,
    )  # fmt: skip
    Anggota.objects.bulk_create(
        (
            Anggota(
                kabupaten=place, nama=f"Anggota {n}", golongan="lain", status="aktif",
                surel=f"anggota{n}@contoh.id", frekuensi="mingguan", daftar_pada=now,
                surel_sidik=services.address_mark(f"anggota{n}@contoh.id"), aktif_pada=now,
                terlihat_pada=now,
            )
            for n in range(MEMBERS)
        ),
        batch_size=1000,
    )  # fmt: skip


def begin(server: Server) -> "subprocess.Popen[bytes]":
    """The sender, as an installation starts it."""
    day = edisi.week((clock.now() - timedelta(days=7)).date())
    assert day.since is not None
    words = ["kabar", "--minggu", day.since.date().isoformat()]
    env = os.environ | {"UPAYA_SMTP_PORT": str(server.port)}
    return subprocess.Popen(
        [sys.executable, "-c", _START, *words], env=env, stdout=subprocess.DEVNULL
    )


def run(server: Server, random: Random) -> int:
    """Kill at drawn numbers of letters, then let the last one come to its end; how many kills."""
    at = sorted(random.sample(range(1, int(MEMBERS * (1 - _LEFT))), KILLS))
    for number in at:
        child = begin(server)
        while len(server.letters) < number and child.poll() is None:
            time.sleep(0.001)
        child.send_signal(signal.SIGKILL)
        child.wait()
    assert begin(server).wait() == 0
    return len(at)


def worked(whose: int) -> float:
    """Seconds that a processor worked for this process, or for those that it started."""
    found = resource.getrusage(whose)
    return found.ru_utime + found.ru_stime


def main() -> int:
    """Fill, send, count; nothing stays behind."""
    try:
        return measure()
    finally:
        shutil.rmtree(HERE)


def measure() -> int:
    """0 when every member has one Message-ID in time."""
    fill()
    with serving() as server:
        begun, own = time.monotonic(), worked(resource.RUSAGE_SELF)
        kills = run(server, Random(SEED))
        took, own = time.monotonic() - begun, worked(resource.RUSAGE_SELF) - own
    sender = worked(resource.RUSAGE_CHILDREN)
    by_member: dict[str, Counter[str]] = {}
    for letter in server.letters:
        by_member.setdefault(letter.recipient, Counter())[letter.message_id] += 1
    wrong = [who for who, ids in by_member.items() if len(ids) != 1]
    distinct = {message for ids in by_member.values() for message in ids}
    waiting = Kabar.objects.exclude(status=Kabar.Status.TERKIRIM).count()
    twice = len(server.letters) - len(distinct)
    print(
        f"kabar: {MEMBERS} anggota, {len(distinct)} Message-ID, {took:.1f} s, {kills} kali "
        f"dimatikan, {twice} surat terulang dengan Message-ID yang sama, {waiting} menunggu; "
        f"prosesor: pengirim {sender:.1f} s, peladen {own:.1f} s"
    )
    good = (
        len(by_member) == len(distinct) == MEMBERS
        and not wrong
        and not waiting
        and twice <= kills
        and took <= SECONDS
    )
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
