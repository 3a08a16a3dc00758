# Two commands matter: `make run` shows Upaya, `make test` proves it. `make` alone lists the rest.
.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c

PYTHON ?= python3
PORT ?= 8000
SERANGAN ?= 3000
BENIH ?= 1
SEJUTA ?= var/sejuta
BANYAK ?= 1000000
MENURUT ?= jam

# uv lives beside the environment, not in it: `uv sync` removes from .venv what the lock does not name.
UV_VERSION := 0.13.9
UV_HOME := .venv-uv
UV := $(UV_HOME)/bin/uv
BIN := .venv/bin

export UV_SYSTEM_CERTS := 1
export UV_PYTHON_DOWNLOADS := never
export UV_PROJECT_ENVIRONMENT := .venv
# Without the caches of compiled modules every process would compile all it imports.
unexport VIRTUAL_ENV PYTHONHOME PYTHONPATH PYTHONDONTWRITEBYTECODE

.PHONY: help setup run test test-all attack lighthouse format docs manual bench bench-digest bench-klaim clean

help: ## daftar perintah ini
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: .venv/.runtime ## lingkungan untuk menjalankan Upaya (.venv/bin/upaya)

# The demo lives in November 2022, just after the first months that the regulation covers.
run: export UPAYA_DEMO := 1
run: export UPAYA_TANGGAL := 2022-11-03
# Situbondo first: the service answers while the districts of single systems follow beside it.
run: setup ## isi contoh sekali (Situbondo dulu, lainnya menyusul) dan layani http://localhost:8000 (PORT=...)
	@$(BIN)/upaya demo insentif && { (sleep 5; nice $(BIN)/upaya demo --menyusul) & exec $(BIN)/upaya serve --port "$(PORT)"; }

test: .venv/.dev ## semua pemeriksaan: gaya, tipe, kontrak impor, SQLite, PostgreSQL, peramban, LibreOffice
	@scripts/test

test-all: .venv/.dev ## setiap uji di kedua basis data, juga jelajah HTTP yang lengkap
	@scripts/test all

attack: .venv/.dev ## serangan acak yang dapat diulang: SERANGAN=3000 langkah dari BENIH=1
	@$(BIN)/pytest tests/attack -p no:cacheprovider --numprocesses 0 --serangan "$(SERANGAN)" --benih "$(BENIH)"

lighthouse: .venv/.runtime ## ukur halaman demo dengan Lighthouse (memasang paket npm-nya di luar repositori)
	@scripts/lighthouse

format: .venv/.dev ## rapikan kode Python
	@$(BIN)/ruff check --quiet --fix . ; $(BIN)/ruff format --quiet .

docs: .venv/.runtime ## tulis ulang docs/ yang berasal dari tabel: alur, izin, parameter, kamus data
	@$(BIN)/python scripts/dokumen.py

JOURNEYS := $(patsubst %,tests/browser/test_%.py,perjalanan pembayaran pertanggungjawaban dinas miskol lapangan foto hak bok bok_dinas spj penajam telaah tenaga komunitas umum)

manual: .venv/.dev ## perbarui gambar dalam docs/manual/gambar dari uji peramban
	@scripts/system-tools chromium
	@$(BIN)/pytest $(JOURNEYS) --quiet --manual docs/manual/gambar

bench: .venv/.dev ## jalankan setiap bench/*.py dan cetak perbandingannya
	@scripts/bench

bench-digest: .venv/.dev ## kabar 10.000 anggota ke peladen surat di mesin ini, pengirimnya dimatikan di tengah jalan
	@$(BIN)/python bench/kabar.py

# The database stays in SEJUTA (about 8 GB) with the keys of its sealed numbers; a run that was stopped goes on.
bench-klaim: export SIMPAN_DI := $(SEJUTA)
bench-klaim: export UPAYA_DATA := $(SEJUTA)/kunci
bench-klaim: export UPAYA_DEMO := 1
bench-klaim: export UPAYA_TANGGAL := 2022-08-31
bench-klaim: .venv/.dev ## sejuta peserta dan klaim di PostgreSQL, diukur terhadap batasnya (SEJUTA=var/sejuta MENURUT=jam)
	@scripts/with-postgres $(BIN)/python -m bench.sejuta --banyak "$(BANYAK)" --menurut "$(MENURUT)"

clean: ## buang lingkungan, dunia uji dan berkas sementara (data dalam var/ tetap)
	@rm -rf .venv .venv-lighthouse $(UV_HOME) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .dunia

$(UV_HOME)/$(UV_VERSION):
	@echo "Menyiapkan uv $(UV_VERSION) ..."
	@rm -rf $(UV_HOME)
	@"$(PYTHON)" -m venv $(UV_HOME)
	@$(UV_HOME)/bin/pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	@touch $@

# --inexact: what somebody added to .venv (the development packages of `make test`) stays.
.venv/.runtime: pyproject.toml uv.lock $(UV_HOME)/$(UV_VERSION)
	@echo "Memasang paket dari uv.lock ..."
	@$(UV) sync --quiet --frozen --no-dev --inexact --python "$(PYTHON)"
	@touch $@

.venv/.dev: .venv/.runtime
	@echo "Memasang paket pengembangan dari uv.lock ..."
	@$(UV) sync --quiet --frozen --python "$(PYTHON)"
	@touch $@
