"""What-if: what months would have paid under other parameters; real months stay untouched."""

from typing import ClassVar

from django.apps import AppConfig


class SimulasiConfig(AppConfig):
    """Scenarios and their results."""

    name = "upaya.simulasi"
    label = "simulasi"
    audit_words: ClassVar[dict[str, str]] = {
        "simulasi.buat": "Membuat simulasi",
        "simulasi.berakhir": "Menyelesaikan hitungan simulasi",
        "simulasi.batal": "Membatalkan simulasi",
        "simulasi.ulang": "Menjalankan lagi simulasi",
        "simulasi.nama": "Mengganti nama simulasi",
        "simulasi.hapus": "Menghapus simulasi",
        "simulasi.unduh": "Mengunduh hasil simulasi",
    }

    def ready(self) -> None:
        """Speak for proposed rules: regulasi shows what they would have done."""
        # Models are there only now.
        from upaya.regulasi import dampak as regulasi  # noqa: PLC0415
        from upaya.simulasi import dampak  # noqa: PLC0415

        regulasi.register(dampak.of_proposal)
