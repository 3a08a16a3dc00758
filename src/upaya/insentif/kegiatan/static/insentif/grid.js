/* The activity grid: totals as one types, one save per row, words for everything that can go wrong.
   Without this file the same form is sent whole. Moving, selecting, pasting: grid-keys.js. */
(() => {
  "use strict";

  const form = document.querySelector("form[data-grid]");
  if (!form) return;
  const { parse, why, format } = window.upayaAngka;
  const table = form.querySelector("table.grid");
  const days = Number(form.dataset.hari);
  const PAUSE = 1500;

  const columns = [...table.querySelectorAll("thead th[data-baris]")].map((head) => ({
    line: head.dataset.baris,
    kode: head.dataset.menu,
    field: head.dataset.jenis === "lapangan",
    total: table.querySelector(`tfoot [data-total="${head.dataset.baris}"]`),
  }));
  const cellName = /^c-(\d+)-(\d+)$/;

  const rows = [...table.querySelectorAll("tbody tr[data-row]")].map((element) => {
    const inputs = [...element.querySelectorAll("input.grid-input")];
    const stored = new Map(columns.map((column) => [column.line, 0]));
    const first = form.elements[`a-${element.dataset.row}`].value;
    for (const pair of first ? first.split(",") : []) {
      const [line, amount] = pair.split(":");
      if (stored.has(line)) stored.set(line, Number(amount));
    }
    return {
      element, inputs, stored,
      id: element.dataset.row,
      name: element.dataset.nama,
      version: Number(form.elements[`v-${element.dataset.row}`].value),
      state: element.querySelector("[data-keadaan]"),
      visits: element.querySelector("[data-frekuensi]"),
      days: element.querySelector("[data-oh]"),
      amount: element.querySelector("[data-jumlah]"),
      faults: [],       /* sentences about what is on the screen */
      doubts: [],       /* sentences about what is stored: worth a second look, in nobody's way */
      refused: null,    /* what the server refused, so that it is not sent again unchanged */
      conflict: null,   /* { versi, cells, writer } */
      sent: null,
    };
  });
  for (const line of table.querySelectorAll("tr[data-ragu]")) {
    rows.find((row) => row.id === line.dataset.ragu).doubts = [...line.querySelectorAll("p")].map((one) => one.textContent);
    line.remove();
  }
  const byId = new Map(rows.map((row) => [row.id, row]));
  const byInput = new Map(rows.flatMap((row) => row.inputs.map((input) => [input, row])));

  /* ---------------------------------------------------------------- reading the screen */
  const values = (row) => row.inputs.map((input) => parse(input.value));
  const snapshot = (row) => row.inputs.map((input) => input.value.trim()).join("\t");
  const isDirty = (row) => values(row).some((value, at) => value !== row.stored.get(columns[at].line));
  const mayGo = (row) => isDirty(row) && !row.faults.length && !row.conflict && row.refused !== snapshot(row);

  const sum = (numbers) => numbers.reduce((total, value) => total + (value || 0), 0);

  const count = (row) => {
    const numbers = values(row);
    const visits = sum(numbers.filter((_, at) => columns[at].field));
    const work = sum(numbers.filter((_, at) => !columns[at].field));
    row.visits.textContent = format(visits);
    row.days.textContent = format(work);
    row.days.classList.toggle("is-bad", work > days);
    row.faults = [];
    numbers.forEach((value, at) => {
      const input = row.inputs[at];
      if (value !== null) { input.removeAttribute("aria-invalid"); return; }
      input.setAttribute("aria-invalid", "true");
      row.faults.push(`${columns[at].kode}: ${why(input.value)}`);
    });
    if (work > days) row.faults.push(`OH ${row.name} ${format(work)} melebihi ${days} hari bulan ini. Isi 0 sampai ${days}.`);
  };

  const countColumns = () => {
    const totals = columns.map((_, at) => sum(rows.map((row) => parse(row.inputs[at].value))));
    columns.forEach((column, at) => { column.total.textContent = format(totals[at]); });
    const of = (field) => format(sum(totals.filter((_, at) => columns[at].field === field)));
    table.querySelector('[data-total="frekuensi"]').textContent = of(true);
    table.querySelector('[data-total="oh"]').textContent = of(false);
  };

  /* ---------------------------------------------------------------- saying how it stands */
  const live = document.getElementById("grid-suara");
  const status = document.getElementById("grid-status");
  const say = (text) => { live.textContent = ""; live.textContent = text; };

  const show = (row, state, words) => {
    if (state) row.element.dataset.state = state; else delete row.element.dataset.state;
    row.state.textContent = words;
  };

  const summary = () => {
    const open = rows.filter((row) => isDirty(row)).length;
    const bad = rows.filter((row) => row.conflict || row.faults.length || (row.refused && row.refused === snapshot(row))).length;
    if (trouble) return;
    status.className = bad ? "grid-status bad" : "grid-status";
    if (bad) status.textContent = `${bad} baris perlu diperbaiki; baris lain tetap disimpan.`;
    else if (open) status.textContent = `${open} baris belum tersimpan.`;
    else status.textContent = "Semua isian tersimpan.";
  };

  const note = (row, kind, content) => {
    row.note?.remove();
    row.note = null;
    for (const input of row.inputs) input.removeAttribute("aria-describedby");
    if (!content) return;
    const line = document.createElement("tr");
    const cell = document.createElement("td");
    line.className = `grid-note ${kind}`;
    line.id = `catatan-${row.id}`;
    cell.colSpan = row.element.cells.length;
    cell.append(content);
    line.append(cell);
    row.element.after(line);
    row.note = line;
    for (const input of row.inputs) {
      if (kind !== "bad" || input.hasAttribute("aria-invalid")) input.setAttribute("aria-describedby", line.id);
    }
  };

  const sentences = (texts) => {
    const box = document.createElement("div");
    box.className = "grid-says";
    for (const text of texts) {
      const line = document.createElement("p");
      line.textContent = text;
      box.append(line);
    }
    return box;
  };

  const settle = (row) => {
    count(row);
    if (row.conflict) { show(row, "conflict", "Konflik"); conflictNote(row); return; }
    if (row.faults.length) { show(row, "error", "Perlu diperbaiki"); note(row, "bad", sentences(row.faults)); return; }
    if (row.refused && row.refused === snapshot(row)) return;
    row.visits.classList.toggle("is-doubt", row.doubts.length > 0);
    if (row.doubts.length) note(row, "warn", sentences(row.doubts)); else note(row);
    if (row.sent) return;
    if (isDirty(row)) show(row, "dirty", "Belum tersimpan");
    else if (row.element.dataset.state) show(row, "saved", "Tersimpan");
  };

  /* ---------------------------------------------------------------- two writers */
  const side = (title, lines, label, choose) => {
    const box = document.createElement("div");
    const head = document.createElement("b");
    const text = document.createElement("p");
    const button = document.createElement("button");
    head.textContent = title;
    text.textContent = lines.join(" · ");
    button.type = "button";
    button.className = "btn small";
    button.textContent = label;
    button.addEventListener("click", choose);
    box.append(head, text, button);
    return box;
  };

  const conflictNote = (row) => {
    const theirs = (column) => row.conflict.cells[column.line] || 0;
    const differing = columns.filter((column, at) => parse(row.inputs[at].value) !== theirs(column));
    const mine = differing.map((column) => `${column.kode}: ${row.inputs[columns.indexOf(column)].value.trim() || "0"}`);
    const stored = differing.map((column) => `${column.kode}: ${format(theirs(column))}`);
    const who = row.conflict.writer || "orang lain";
    const box = sentences([`Baris ${row.name} sudah diubah ${who} sejak Anda membukanya. Pilih isian yang dipakai.`]);
    const both = document.createElement("div");
    both.className = "grid-both";
    both.append(
      side("Isian Anda", mine, "Pakai isian saya", () => resolve(row, true)),
      side("Isian tersimpan", stored, "Pakai isian tersimpan", () => resolve(row, false)),
    );
    box.append(both);
    note(row, "conflict", box);
  };

  const resolve = (row, mine) => {
    row.version = row.conflict.versi;
    row.stored = new Map(columns.map((column) => [column.line, row.conflict.cells[column.line] || 0]));
    row.conflict = null;
    remember(row);
    if (!mine) write(row);
    row.element.dataset.state = "saved";
    settle(row);
    countColumns();
    row.inputs[0]?.focus();
    if (mine) flush(); else say(`${row.name}: isian tersimpan dipakai.`);
    summary();
  };

  const write = (row) => {
    row.inputs.forEach((input, at) => {
      const amount = row.stored.get(columns[at].line);
      input.value = amount ? format(amount) : "";
    });
  };

  /* ---------------------------------------------------------------- saving */
  let timer = 0, busy = false, again = false, failures = 0, trouble = null, leaving = false;
  const later = (wait) => { clearTimeout(timer); timer = setTimeout(flush, wait); };

  const flush = async () => {
    clearTimeout(timer);
    if (busy) { again = true; return; }
    const batch = rows.filter(mayGo);
    if (!batch.length) { summary(); return; }
    busy = true;
    for (const row of batch) { row.sent = snapshot(row); show(row, "saving", "Menyimpan…"); }
    const body = {
      rows: batch.map((row) => ({
        row: Number(row.id),
        versi: row.version,
        cells: Object.fromEntries(values(row).map((value, at) => [columns[at].line, value])),
      })),
    };
    const outcome = await send(body);
    busy = false;
    if (outcome.answer) taken(batch, outcome.answer); else failed(batch, outcome);
    if (outcome.answer && (again || rows.some(mayGo))) { again = false; later(200); }
    summary();
  };

  /* The cookie first: after signing in again in another tab it is newer than the form's own. */
  const token = () => /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1] || form.elements.csrfmiddlewaretoken.value;

  const send = async (body) => {
    try {
      const response = await fetch(form.action, {
        method: "POST",
        headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token(), "X-Orang": document.body.dataset.orang || "" },
        body: JSON.stringify(body),
        redirect: "manual",
        signal: AbortSignal.timeout?.(20_000),
      });
      if (response.ok) return { answer: await response.json() };
      if (response.status === 401) {
        const said = await response.json().catch(() => ({}));
        return { words: said.pesan || "Sesi Anda berakhir.", door: said.masuk };
      }
      if (response.status >= 500) return { words: "Ada gangguan di pihak kami.", retry: true };
      if (response.status === 403) return { words: "Anda tidak berwenang mengisi bulan ini, atau sesi sudah berganti. Muat ulang halaman." };
      const said = await response.json().catch(() => ({}));
      return { words: said.pesan || "Isian tidak dapat disimpan. Muat ulang halaman, lalu coba lagi." };
    } catch {
      return { words: "Sambungan terputus.", retry: true };
    }
  };

  const taken = (batch, answer) => {
    failures = 0;
    trouble = null;
    for (const row of batch) row.sent = null;
    for (const row of rows) row.doubts = answer.ragu[row.id] || [];
    for (const result of answer.rows) arrived(byId.get(String(result.row)), result);
    for (const [id, words] of Object.entries(answer.jumlah)) {
      const row = byId.get(id);
      if (row?.amount) row.amount.textContent = words;
    }
    table.querySelector('[data-total="jumlah"]').textContent = answer.total;
    document.getElementById("grid-menunggu").hidden = !answer.menunggu.length;
    document.getElementById("grid-sebab").textContent = answer.menunggu[0] || "";
    const others = columns.some((column) => column.total && !rows.some(isDirty) && column.total.textContent !== format(answer.kolom[column.line] || 0));
    document.getElementById("grid-lain").hidden = !others;
    const saved = answer.rows.filter((result) => result.state === "saved").length;
    const rest = answer.rows.length - saved;
    const doubted = answer.rows.filter((result) => answer.ragu[result.row]).length;
    say(`${saved} baris tersimpan${rest ? `, ${rest} baris perlu dilihat` : ""}.${doubted ? ` ${doubted} baris patut diperiksa lagi.` : ""}`);
  };

  /* What is stored by now, where the form without script and a kept draft of the page look for it. */
  const remember = (row) => {
    form.elements[`v-${row.id}`].value = row.version;
    form.elements[`a-${row.id}`].value = [...row.stored].map((pair) => pair.join(":")).join(",");
  };
  form.addEventListener("upaya:ketikan", (event) => {
    const open = new Set(rows.filter(isDirty).map((row) => row.element));
    event.detail.controls = event.detail.controls.filter((control) => open.has(control.closest("tr[data-row]")));
  });

  const arrived = (row, result) => {
    if (!row) return;
    if (result.state === "conflict") {
      row.conflict = { versi: result.versi, cells: result.cells, writer: result.writer };
    } else if (result.state === "saved") {
      row.version = result.versi;
      row.stored = new Map(columns.map((column) => [column.line, result.cells[column.line] || 0]));
      row.refused = null;
      remember(row);
      row.element.dataset.state = "saved";
      for (const input of row.inputs) {
        const value = parse(input.value);
        if (value !== null && input !== document.activeElement) input.value = value ? format(value) : "";
      }
    } else {
      row.refused = snapshot(row);
      const at = Object.entries(result.cell_faults);
      for (const [line] of at) row.inputs[columns.findIndex((column) => column.line === line)]?.setAttribute("aria-invalid", "true");
      show(row, "error", "Perlu diperbaiki");
      const named = at.map(([line, words]) => `${columns.find((column) => column.line === line)?.kode || "Kolom"}: ${words}`);
      note(row, "bad", sentences([...named, ...result.faults]));
      return;
    }
    settle(row);
  };

  const failed = (batch, outcome) => {
    for (const row of batch) { row.sent = null; show(row, "dirty", "Belum tersimpan"); settle(row); }
    trouble = outcome;
    const wait = Math.min(2000 * 2 ** failures, 30_000);
    failures += 1;
    const open = rows.filter(isDirty).length;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn small";
    button.textContent = "Coba lagi";
    button.addEventListener("click", () => { trouble = null; flush(); });
    const ways = [button];
    if (outcome.door) {
      const link = document.createElement("a");
      link.href = outcome.door;
      link.textContent = "Masuk lagi";
      link.addEventListener("click", () => { leaving = true; });
      ways.unshift(link);
    }
    status.className = "grid-status bad";
    const kept = outcome.door ? "dipasang lagi setelah Anda masuk" : "tetap ada di halaman ini";
    status.replaceChildren(
      `${outcome.words} ${open} baris belum tersimpan; isian Anda ${kept}${outcome.retry ? ` dan dikirim lagi dalam ${Math.round(wait / 1000)} detik` : ""}. `,
      ...ways,
    );
    say(status.textContent);
    if (outcome.retry) later(wait);
  };

  /* ---------------------------------------------------------------- events */
  const changed = (input) => {
    const row = byInput.get(input);
    if (!row) return;
    row.refused = null;
    settle(row);
    countColumns();
    summary();
    if (!trouble && mayGo(row)) later(PAUSE);
  };

  form.addEventListener("input", (event) => changed(event.target));
  form.addEventListener("focusout", (event) => {
    const row = byInput.get(event.target);
    if (row && byInput.get(event.relatedTarget) !== row && !trouble && mayGo(row)) flush();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    trouble = null;
    const wrong = rows.find((row) => row.faults.length || row.conflict);
    if (wrong) (wrong.element.querySelector("[aria-invalid]") || wrong.inputs[0]).focus();
    flush();
  });
  window.addEventListener("online", () => { if (trouble?.retry) { trouble = null; flush(); } });
  window.addEventListener("beforeunload", (event) => {
    if (!leaving && (busy || rows.some(isDirty))) { event.preventDefault(); event.returnValue = ""; }
  });

  /* Find an officer in a long list. */
  const search = document.getElementById("grid-cari");
  search?.addEventListener("input", () => {
    const wanted = search.value.trim().toLocaleLowerCase("id");
    for (const row of rows) {
      row.element.hidden = wanted !== "" && !row.name.toLocaleLowerCase("id").includes(wanted);
      if (row.note) row.note.hidden = row.element.hidden;
    }
  });

  for (const element of document.querySelectorAll("[data-hanya-skrip]")) element.hidden = false;
  window.upayaGrid = Object.freeze({
    form, table, columns, rows,
    rowOf: (input) => byInput.get(input),
    visible: () => rows.filter((row) => !row.element.hidden),
    changed, flush, say, settle, countColumns, summary,
  });
  rows.forEach(settle);
  countColumns();
  summary();
  if (rows.some(mayGo)) later(PAUSE);
})();
