"""The file of a workload: parse, check everything, answer as JSON or say all faults at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from upaya.exchange.checking import Checker, is_list, path, shown
from upaya.exchange.json_answer import rules_read
from upaya.exchange.json_parse import parse
from upaya.rules.errors import Fault
from upaya.rules.exact import tulis
from upaya.rules.parameter import RuleBook
from upaya.rules.tenaga.abk import BebanKerja, Kebutuhan, TugasPokok, hitung, sidik

WAKTU, TUGAS = "waktu_kerja_tersedia", "tugas_pokok"
FAKTOR, PENUNJANG = "faktor_penunjang", "standar_penunjang"
ROOT, NEEDED = (WAKTU, TUGAS, FAKTOR, PENUNJANG), (WAKTU, TUGAS)
TASK, TASK_NEEDED = ("uraian", "capaian", "norma", "standar"), ("uraian", "capaian")

MOST_TASKS = 1_000


@dataclass(frozen=True, slots=True)
class WorkloadReading:
    """What a file holds and what comes of it, or faults. Never both."""

    beban: BebanKerja | None
    hasil: Kebutuhan | None
    galat: tuple[Fault, ...] = ()


def read(raw: bytes, book: RuleBook) -> WorkloadReading:
    """Read the bytes of a JSON file and compute. Never raises: what is wrong becomes a fault."""
    data, faults = parse(raw)
    if faults:
        return WorkloadReading(None, None, tuple(faults))
    checker = _Checker()
    beban = checker.workload(data)
    if beban is None or checker.faults:
        return WorkloadReading(None, None, tuple(checker.faults))
    return WorkloadReading(beban, hitung(beban, book))


class _Checker(Checker):
    """Walks the data once; what is right is kept, what is wrong becomes a fault."""

    def workload(self, data: Any) -> BebanKerja | None:  # noqa: ANN401 - untrusted
        root = self.members(data, "", ROOT, NEEDED)
        if root is None:
            return None
        minutes = self.positive(root, WAKTU, "")
        tasks = self.tasks(root[TUGAS]) if TUGAS in root else ()
        self.either(root, "", FAKTOR, PENUNJANG)
        factor, support = self.number(root, FAKTOR, ""), self.number(root, PENUNJANG, "")
        if factor is not None and not 0 <= factor < 100:  # noqa: PLR2004 - percent
            said = "harus dari 0 sampai kurang dari 100 persen"
            self.fault(FAKTOR, f"{said}; terbaca {shown(root[FAKTOR])}")
        if support is not None and support < 1:
            self.fault(PENUNJANG, f"tidak boleh kurang dari 1; terbaca {shown(root[PENUNJANG])}")
        return BebanKerja(minutes or Fraction(1), tasks, factor, support)

    def tasks(self, rows: Any) -> tuple[TugasPokok, ...]:  # noqa: ANN401 - untrusted
        if is_list(rows) and not rows:
            self.fault(TUGAS, "daftarnya kosong: sebut paling sedikit satu tugas pokok")
        most = (MOST_TASKS, "tugas pokok")
        found = [
            self.task(row, place)
            for place, row in self.objects(rows, TUGAS, TASK, TASK_NEEDED, most)
        ]
        return tuple(task for task in found if task is not None)

    def task(self, row: Mapping[str, Any], place: str) -> TugasPokok | None:
        name = self.one_line(row["uraian"], f"{place}.uraian") if "uraian" in row else None
        done = self.number(row, "capaian", place)
        if done is not None and done < 0:
            said = f"tidak boleh negatif; terbaca {shown(row['capaian'])}"
            self.fault(f"{place}.capaian", said)
        self.either(row, place, "norma", "standar")
        norm, standard = self.positive(row, "norma", place), self.positive(row, "standar", place)
        if name is None or done is None or (norm is None) == (standard is None):
            return None
        return TugasPokok(name, done, norm, standard)

    def either(self, row: Mapping[str, Any], place: str, one: str, other: str) -> None:
        """Exactly one of a pair."""
        if one in row and other in row:
            self.fault(place, f"sebut {one} atau {other}, tidak keduanya")
        elif one not in row and other not in row:
            self.fault(place, f"sebut {one} atau {other}")

    def positive(self, row: Mapping[str, Any], key: str, place: str) -> Fraction | None:
        """A number above zero, or None after the fault or when it is absent."""
        found = self.number(row, key, place)
        if found is None or found > 0:
            return found
        self.fault(path(place, key), f"harus lebih dari nol; terbaca {shown(row[key])}")
        return None

    def number(self, row: Mapping[str, Any], key: str, place: str) -> Fraction | None:
        """An integer, or a decimal in quotation marks; None when it is absent too."""
        if key not in row:
            return None
        return self.signed(row[key], path(place, key), '12 atau "7.5"')


def result(beban: BebanKerja, hasil: Kebutuhan) -> dict[str, Any]:
    """The answer of ``upaya hitung abk``: exact numbers as text, people as a whole number."""
    return {
        TUGAS: [
            {
                "uraian": row.uraian,
                "standar": tulis(row.standar),
                "kebutuhan": tulis(row.kebutuhan),
            }
            for row in hasil.baris
        ],
        "jumlah": tulis(hasil.jumlah),
        PENUNJANG: tulis(hasil.standar_penunjang),
        "kebutuhan_tepat": tulis(hasil.tepat),
        "kebutuhan": hasil.orang,
        "aturan": rules_read(hasil.aturan),
        "sidik": sidik(beban, hasil),
    }
