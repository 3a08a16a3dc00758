/* Moving through the grid, selecting a rectangle, copying and pasting blocks of a spreadsheet. */
(() => {
  "use strict";

  const grid = window.upayaGrid;
  if (!grid) return;
  const { form, table, columns } = grid;
  const { parse, format, parseBlock } = window.upayaAngka;
  const { step, undo } = window.upayaLangkah;
  const message = document.getElementById("grid-tempel");

  /* A place is { row, column } among the rows that are shown. */
  const placeOf = (input) => {
    const row = grid.rowOf(input);
    return row ? { row: grid.visible().indexOf(row), column: row.inputs.indexOf(input) } : null;
  };
  const inputAt = (row, column) => grid.visible()[row]?.inputs[column];

  let anchor = null, head = null;

  const rectangle = () => anchor && head && {
    top: Math.min(anchor.row, head.row), bottom: Math.max(anchor.row, head.row),
    left: Math.min(anchor.column, head.column), right: Math.max(anchor.column, head.column),
  };
  const isRange = () => Boolean(anchor && head && (anchor.row !== head.row || anchor.column !== head.column));
  const cellsOf = ({ top, bottom, left, right }) =>
    grid.visible().slice(top, bottom + 1).map((row) => row.inputs.slice(left, right + 1));

  const paint = () => {
    for (const cell of table.querySelectorAll(".is-selected")) cell.classList.remove("is-selected");
    if (!isRange()) return;
    for (const line of cellsOf(rectangle())) for (const input of line) input.parentElement.classList.add("is-selected");
  };

  const tell = () => {
    if (!isRange()) return;
    const inputs = cellsOf(rectangle()).flat();
    const total = inputs.reduce((sum, input) => sum + (parse(input.value) || 0), 0);
    grid.say(`${inputs.length} sel dipilih, jumlahnya ${format(total)}.`);
  };

  const select = (from, to) => { anchor = from; head = to; paint(); tell(); };
  const single = (place) => { anchor = head = place; paint(); };

  const go = (row, column) => {
    const input = inputAt(row, column);
    if (!input) return false;
    input.focus();
    input.select();
    input.scrollIntoView({ block: "nearest", inline: "nearest" });
    return true;
  };

  /* What is focused must not hide under the head, the names or the totals, which stay in place. */
  const wide = table.closest(".grid-wide");
  const margins = () => {
    const sides = { Top: table.tHead.offsetHeight, Bottom: table.tFoot.offsetHeight, Left: table.tBodies[0].rows[0].cells[0].offsetWidth };
    for (const [name, size] of Object.entries(sides)) wide.style[`scrollPadding${name}`] = `${size + 4}px`;
  };
  const narrow = window.matchMedia("(max-width: 700px)");
  const fit = () => { if (narrow.matches) wide.style.scrollPadding = ""; else margins(); };
  window.addEventListener("resize", fit);
  fit();

  /* ---------------------------------------------------------------- keys */
  const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

  const atEdge = (input, sideways) => {
    const whole = input.selectionStart === 0 && input.selectionEnd === input.value.length;
    return whole || (input.selectionStart === input.selectionEnd &&
      (sideways < 0 ? input.selectionStart === 0 : input.selectionEnd === input.value.length));
  };

  const extend = (step) => {
    const last = { row: grid.visible().length - 1, column: columns.length - 1 };
    const clamp = (value, most) => Math.max(0, Math.min(most, value));
    select(anchor, { row: clamp(head.row + step[0], last.row), column: clamp(head.column + step[1], last.column) });
    inputAt(head.row, head.column)?.scrollIntoView({ block: "nearest", inline: "nearest" });
  };

  const clear = () => {
    step(cellsOf(rectangle()).flat(), (input) => { input.value = ""; });
    grid.say("Sel yang dipilih dikosongkan.");
  };

  const arrow = (event, input, place) => {
    const step = STEPS[event.key];
    if (event.shiftKey) { event.preventDefault(); extend(step); return; }
    if (step[1] && !atEdge(input, step[1])) return;
    event.preventDefault();
    const far = event.ctrlKey || event.metaKey;
    const row = far && step[0] ? (step[0] < 0 ? 0 : grid.visible().length - 1) : place.row + step[0];
    const column = far && step[1] ? (step[1] < 0 ? 0 : columns.length - 1) : place.column + step[1];
    go(row, column);
  };

  table.addEventListener("keydown", (event) => {
    const input = event.target;
    const place = placeOf(input);
    if (!place || event.altKey || event.isComposing) return;
    if (event.key in STEPS) arrow(event, input, place);
    else if (event.key === "Enter") { event.preventDefault(); if (!go(place.row + (event.shiftKey ? -1 : 1), place.column)) grid.flush(); }
    else if (event.key === "F2") { event.preventDefault(); input.setSelectionRange(input.value.length, input.value.length); }
    else if (event.key === "Escape") { if (isRange()) single(place); else if (input.dataset.before !== undefined) { input.value = input.dataset.before; grid.changed(input); input.select(); } }
    else if ((event.key === "Delete" || event.key === "Backspace") && isRange()) { event.preventDefault(); clear(); }
  });

  /* ---------------------------------------------------------------- pointer and focus */
  let dragging = false;
  table.addEventListener("focusin", (event) => {
    const place = placeOf(event.target);
    if (!place) return;
    event.target.dataset.before = event.target.value;
    if (!dragging) single(place);
    event.target.select();
  });
  table.addEventListener("pointerdown", (event) => {
    const input = event.target.closest?.("td.grid-cell")?.querySelector("input");
    const place = input && placeOf(input);
    if (!place || event.pointerType !== "mouse" || event.button) return;
    if (event.shiftKey && anchor) { event.preventDefault(); select(anchor, place); return; }
    single(place);
    dragging = true;
  });
  table.addEventListener("pointerover", (event) => {
    if (!dragging) return;
    const input = event.target.closest?.("td.grid-cell")?.querySelector("input");
    const place = input && placeOf(input);
    if (place && anchor) { head = place; paint(); }
  });
  document.addEventListener("pointerup", () => { if (dragging) { dragging = false; tell(); } });

  /* ---------------------------------------------------------------- clipboard */
  const words = (tone, text, may = false) => {
    message.className = text ? `alert ${tone}` : "";
    message.textContent = "";
    if (!text) return;
    const box = document.createElement("div");
    box.textContent = text;
    message.append(document.createElement("span"), box);
    if (!may) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn small";
    button.textContent = "Batalkan (Ctrl+Z)";
    button.addEventListener("click", () => { words("", ""); undo(); });
    message.append(button);
  };

  const tooLarge = (block, place) => {
    const wide = Math.max(...block.map((line) => line.length));
    const room = { rows: grid.visible().length - place.row, columns: columns.length - place.column };
    const says = [];
    if (block.length > room.rows) says.push(`${block.length} baris, sedangkan dari sel ini ke bawah hanya ada ${room.rows} petugas`);
    if (wide > room.columns) says.push(`${wide} kolom, sedangkan dari sel ini ke kanan hanya ada ${room.columns} kolom`);
    return says.length
      ? `Tidak ada yang ditempelkan: tempelan berisi ${says.join(", dan ")}. Pilih sel awal yang tepat atau salin bagian angkanya saja.`
      : "";
  };

  const put = (input, text) => {
    const value = parse(text);
    input.value = value === null ? text : value ? format(value) : "";
    input.parentElement.classList.add("is-pasted");
  };

  const pasteBlock = (block, place) => {
    const refusal = tooLarge(block, place);
    if (refusal) { words("bad", refusal); return; }
    for (const cell of table.querySelectorAll(".is-pasted")) cell.classList.remove("is-pasted");
    const cells = block.flatMap((line, down) => line.map((text, right) => [inputAt(place.row + down, place.column + right), text]));
    const inputs = cells.map(([input]) => input);
    step(inputs, (input, at) => put(input, cells[at][1]));
    const wide = Math.max(...block.map((line) => line.length));
    select(place, { row: place.row + block.length - 1, column: place.column + wide - 1 });
    const wrong = inputs.filter((input) => parse(input.value) === null).length;
    words(wrong ? "bad" : "good", wrong
      ? `${wrong} sel bukan bilangan bulat. Barisnya belum disimpan; perbaiki sel yang ditandai.`
      : `${block.length} baris dan ${wide} kolom ditempelkan.`, true);
  };

  table.addEventListener("paste", (event) => {
    const place = placeOf(event.target);
    const text = event.clipboardData?.getData("text/plain");
    if (!place || text === undefined) return;
    const block = parseBlock(text);
    const lone = block.length === 1 && block[0].length === 1;
    if (lone && !isRange()) return; /* one value into one cell: the browser's own paste */
    event.preventDefault();
    if (!lone) { const box = rectangle(); pasteBlock(block, box ? { row: box.top, column: box.left } : place); return; }
    const inputs = cellsOf(rectangle()).flat();
    step(inputs, (input) => put(input, block[0][0]));
    words("good", `${inputs.length} sel diisi.`, true);
  });

  const copy = (event) => {
    if (!placeOf(event.target) || !isRange()) return false;
    event.preventDefault();
    const text = cellsOf(rectangle()).map((line) => line.map((input) => input.value.trim() || "0").join("\t")).join("\n");
    event.clipboardData.setData("text/plain", text);
    grid.say("Sel yang dipilih disalin.");
    return true;
  };
  table.addEventListener("copy", copy);
  table.addEventListener("cut", (event) => { if (copy(event)) clear(); });
  form.addEventListener("input", (event) => { event.target.parentElement?.classList.remove("is-pasted"); if (message.textContent) words("", ""); });
})();
