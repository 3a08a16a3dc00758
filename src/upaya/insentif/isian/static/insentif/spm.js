/* The sheet of the twelve services: a pasted block (and back), Enter and arrows, achievement while typing.
   Whole numbers throughout, as rules/insentif/spm.py; without this file the same form is sent and computed there. */
(() => {
  "use strict";

  const { whole, format } = window.upayaBilangan;

  /* ---------------------------------------------------------------- arithmetic, in exact whole numbers */
  /* top/bottom as a percentage with at most `places` decimals, rounded half up. */
  const percent = (top, bottom, places) => {
    const scale = 10n ** BigInt(places);
    const scaled = (2n * top * 100n * scale + bottom) / (2n * bottom);
    const decimals = String(scaled % scale).padStart(places, "0").replace(/0+$/, "");
    return `${format(scaled / scale)}${decimals ? `,${decimals}` : ""}%`;
  };

  /* What one service achieves: { text, note }. `highest` is [top, bottom], `zero` what a target of 0 means. */
  const service = (target, done, highest, zero) => {
    if (target === null || done === null) return { text: "", note: "" };
    if (target === 0n) return { text: "", note: `Target 0: ${zero === "nol" ? "dihitung 0%" : "tidak ikut rata-rata"}.` };
    const limit = `${highest[0] * 100n / highest[1]}%`;
    const over = done * highest[1] > target * highest[0];
    return { text: percent(done, target, 1), note: over ? `Melebihi ${limit}: dihitung ${limit}.` : "" };
  };

  /* The mean of those that count, "" without any. */
  const mean = (pairs, highest, zero) => {
    let top = 0n, bottom = 1n, full = 0n, counted = 0n, without = 0n;
    for (const [target, done] of pairs) {
      if (target === null || done === null) continue;
      if (target === 0n) { without += 1n; continue; }
      counted += 1n;
      if (done * highest[1] >= target * highest[0]) full += 1n;
      else { top = top * target + done * bottom; bottom *= target; }
    }
    if (!counted) return "";
    if (zero === "nol") counted += without;
    return percent(top * highest[1] + full * highest[0] * bottom, bottom * highest[1] * counted, 2);
  };

  window.upayaSpm = Object.freeze({ percent, service, mean });

  /* ---------------------------------------------------------------- the sheet */
  const form = document.querySelector("form[data-spm]");
  if (!form) return;
  const { parseBlock } = window.upayaAngka;
  const highest = form.dataset.tertinggi.split("/").map(BigInt);
  const rows = [...form.querySelectorAll("tr[data-layanan]")].map((element) => ({
    element,
    inputs: [...element.querySelectorAll(".entry input")],
    result: element.querySelector("[data-capaian]"),
    note: element.querySelector("[data-catatan]"),
  }));
  const average = form.querySelector("[data-rata]");
  const voice = document.getElementById("spm-suara");
  const placeOf = (input) => {
    const row = rows.findIndex((one) => one.inputs.includes(input));
    return row < 0 ? null : { row, column: rows[row].inputs.indexOf(input) };
  };

  const number = (input) => {
    const read = whole(input.value);
    const value = read.fault ? null : read.value;
    return value === null || value < 0 ? null : BigInt(value);
  };

  const chip = (text) => {
    const made = document.createElement("span");
    made.className = "chip warn";
    made.textContent = text;
    return made;
  };

  const compute = () => {
    const pairs = rows.map((row) => row.inputs.map(number));
    rows.forEach((row, at) => {
      const { text, note } = service(...pairs[at], highest, form.dataset.targetNol);
      row.result.textContent = text;
      row.note.replaceChildren(...(note ? [chip(note)] : []));
    });
    average.textContent = mean(pairs, highest, form.dataset.targetNol) || "belum ada";
  };

  /* A box whose text is no number is said at once, with the server's own sentence. */
  const judge = (input) => {
    const read = whole(input.value);
    const words = read.fault ? `${read.words[0].toUpperCase()}${read.words.slice(1)}.` : "";
    const box = input.parentElement;
    let place = box.querySelector(".error");
    if (!words) { place?.remove(); input.removeAttribute("aria-invalid"); return; }
    if (!place) {
      place = document.createElement("span");
      place.className = "error";
      place.id = `${input.id}_error`;
      box.append(place);
    }
    place.textContent = words;
    input.setAttribute("aria-invalid", "true");
    input.setAttribute("aria-describedby", place.id);
  };

  form.addEventListener("input", (event) => { if (placeOf(event.target)) compute(); });
  form.addEventListener("change", (event) => { if (placeOf(event.target)) judge(event.target); });
  /* What is there is replaced by what is typed: 500 over 0 is 500, never 5000. */
  form.addEventListener("focusin", (event) => { if (placeOf(event.target)) event.target.select(); });

  const go = (row, column) => {
    const input = rows[row]?.inputs[column];
    if (!input) return false;
    input.focus();
    input.scrollIntoView({ block: "nearest" });
    return true;
  };
  const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  const atEdge = (input, sideways) => {
    const { selectionStart: from, selectionEnd: to, value } = input;
    return (from === 0 && to === value.length) || (from === to && (sideways < 0 ? from === 0 : to === value.length));
  };
  form.addEventListener("keydown", (event) => {
    const place = placeOf(event.target);
    if (!place || event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
    const step = event.key === "Enter" ? [event.shiftKey ? -1 : 1, 0] : event.shiftKey ? null : STEPS[event.key];
    if (!step || (step[1] && !atEdge(event.target, step[1]))) return;
    event.preventDefault();
    const moved = go(place.row + step[0], place.column + step[1]);
    if (!moved && event.key === "Enter" && step[0] > 0) form.querySelector("button[type=submit]").focus();
  });

  /* A pasted block is one step: Ctrl+Z takes it back whole, Ctrl+Y puts it again. Whatever was typed
     since is the browser's own to take back, first. */
  const done = [], undone = [];
  const write = (changes, side) => {
    for (const change of changes) { change.input.value = change[side]; judge(change.input); }
    changes[0].input.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const stands = (changes, side) => changes?.every((change) => change.input.value === change[side]);
  form.addEventListener("keydown", (event) => {
    if (!placeOf(event.target) || !(event.ctrlKey || event.metaKey) || event.altKey) return;
    const key = event.key.toLowerCase();
    const again = key === "y" || (key === "z" && event.shiftKey);
    if (key !== "z" && !again) return;
    const [from, to, now, then] = again ? [undone, done, "from", "to"] : [done, undone, "to", "from"];
    if (!stands(from.at(-1), now) || event.target.dataset.diketik !== undefined) return;
    event.preventDefault();
    const changes = from.pop();
    to.push(changes);
    write(changes, then);
    changes[0].input.focus();
    voice.textContent = `Tempelan ${changes.length} kotak ${again ? "diulangi" : "dibatalkan"}, belum tersimpan.`;
  });
  /* A box is being typed into until it is left. */
  form.addEventListener("input", ({ isTrusted, target }) => { if (isTrusted && placeOf(target)) target.dataset.diketik = ""; });
  form.addEventListener("focusout", ({ target }) => { delete target.dataset.diketik; });

  form.addEventListener("paste", (event) => {
    const place = placeOf(event.target);
    const text = event.clipboardData?.getData("text/plain");
    if (!place || !text) return;
    const block = parseBlock(text);
    const wide = Math.max(...block.map((line) => line.length));
    if (block.length === 1 && wide === 1) return; /* one value into one box: the browser's own paste */
    event.preventDefault();
    const room = { rows: rows.length - place.row, columns: 2 - place.column };
    if (block.length > room.rows || wide > room.columns) {
      voice.textContent = `Tidak ada yang ditempelkan: tempelan berisi ${block.length} baris dan ${wide} kolom, dari kotak ini ` +
        `ada ${room.rows} baris dan ${room.columns} kolom. Pilih kotak awal yang tepat, atau salin bagian angkanya saja.`;
      return;
    }
    const changes = block.flatMap((line, down) => line.map((value, right) => {
      const input = rows[place.row + down].inputs[place.column + right];
      const read = whole(value);
      return { input, from: input.value, to: read.fault || read.value === null ? value : format(read.value) };
    }));
    write(changes, "to");
    done.push(changes);
    undone.length = 0;
    const touched = changes.map((change) => change.input);
    const wrong = touched.filter((input) => input.hasAttribute("aria-invalid")).length;
    voice.textContent = `${block.length} baris dan ${wide} kolom ditempelkan, belum tersimpan.` +
      `${wrong ? ` ${wrong} kotak bukan bilangan bulat; perbaiki yang ditandai.` : ""}`;
  });

  for (const element of document.querySelectorAll("[data-hanya-skrip]")) element.hidden = false;
  compute();
})();
