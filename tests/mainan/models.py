from tests.mainan.sistem import Pengisi, Surat, Temuan  # noqa: F401
