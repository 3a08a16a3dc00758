from tests.mainan.sistem import Surat  # noqa: F401
