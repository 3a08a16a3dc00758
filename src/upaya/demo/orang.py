"""People who do not exist."""

from __future__ import annotations

from random import Random

_FIRST = (
    "Adi", "Agus", "Ani", "Arif", "Ayu", "Bagas", "Budi", "Citra", "Dani", "Dewi", "Dian", "Dimas",
    "Eka", "Endah", "Fajar", "Fitri", "Galih", "Hadi", "Hana", "Hesti", "Indah", "Indra", "Intan",
    "Irma", "Joko", "Kartika", "Laras", "Lestari", "Lia", "Lukman", "Maya", "Mega", "Nanda", "Nina",
    "Nurul", "Putri", "Rahma", "Rani", "Ratna", "Reni", "Rini", "Rizki", "Sari", "Sinta", "Sri",
    "Surya", "Tari", "Teguh", "Tika", "Tono", "Umi", "Wahyu", "Wati", "Widya", "Yanti", "Yoga",
    "Yudi", "Yuli", "Yusuf", "Zahra",
)  # fmt: skip
_LAST = (
    "Anggraini", "Astuti", "Cahyani", "Cahyono", "Darmawan", "Firmansyah", "Gunawan", "Handayani",
    "Hartono", "Hidayat", "Kurniawan", "Kusuma", "Lestari", "Mahendra", "Maulana", "Mulyani",
    "Nugroho", "Nurhayati", "Permata", "Prasetyo", "Pratama", "Puspita", "Rahayu", "Rahmawati",
    "Ramadhan", "Safitri", "Santoso", "Saputra", "Setiawan", "Setyowati", "Susanti", "Suryani",
    "Utami", "Wibowo", "Widodo", "Wijaya", "Wulandari", "Yulianti",
)  # fmt: skip


class Orang:
    """Draws names and numbers; the same seed draws the same people."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._drawn: set[str] = set()
        self._number = 0

    def nama(self) -> str:
        """A name that was not drawn before."""
        while True:
            name = f"{self._random.choice(_FIRST)} {self._random.choice(_LAST)}"
            if name not in self._drawn:
                self._drawn.add(name)
                return name
            if len(self._drawn) > len(_FIRST) * len(_LAST) // 2:
                self._drawn.clear()  # two people may share a name in a whole district

    def nik(self) -> str:
        """Sixteen digits in the shape of a NIK with province 99, which does not exist."""
        self._number += 1
        day, month = self._random.randint(1, 28), self._random.randint(1, 12)
        day += self._random.choice((0, 40))
        year = self._random.randint(65, 99)
        return f"999901{day:02d}{month:02d}{year:02d}{self._number:04d}"

    def nip(self, nik: str) -> str:
        """Eighteen digits in the shape of a NIP; nobody was appointed in a month 00."""
        born = f"19{nik[10:12]}{nik[8:10]}{int(nik[6:8]) % 40:02d}"
        return f"{born}{int(born[:4]) + 25}00{1 + int(nik[6]) // 4}{nik[-3:]}"

    def npwp(self) -> str:
        """Fifteen digits that no tax office gave out; one officer in six has none yet."""
        if self._random.randrange(6) == 0:
            return ""
        return f"99{self._random.randint(0, 10**13 - 1):013d}"

    def rekening(self) -> str:
        """An account number that no bank gave out."""
        return f"99{self._random.randint(0, 10**8 - 1):08d}"
