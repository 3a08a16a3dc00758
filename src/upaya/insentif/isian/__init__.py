"""The parts of a month that are filled in forms: administrasi, pelayanan, jaspel, berkas."""
