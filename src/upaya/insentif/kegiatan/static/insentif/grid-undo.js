/* Taking back what was done to cells, and doing it again: what was saved meanwhile is saved anew.
   Inside a cell that is being typed into, the browser's own undo comes first. */
(() => {
  "use strict";

  const grid = window.upayaGrid;
  if (!grid) return;
  const done = [], undone = [];
  const MOST = 100;

  /* Rows of these cells are counted, judged and sent. */
  const applied = (inputs) => {
    for (const row of new Set(inputs.map((input) => grid.rowOf(input)))) { row.refused = null; grid.settle(row); }
    grid.countColumns();
    grid.summary();
    grid.flush();
  };

  const remember = (changes) => {
    if (!changes.length) return;
    done.push(changes);
    if (done.length > MOST) done.shift();
    undone.length = 0;
  };

  /* Change cells by `write(input, place)` as one step that can be taken back. */
  const step = (inputs, write) => {
    const before = inputs.map((input) => input.value);
    inputs.forEach(write);
    remember(inputs.map((input, at) => ({ input, from: before[at], to: input.value })).filter((one) => one.from !== one.to));
    for (const input of inputs) input.dataset.before = input.value;
    applied(inputs);
  };

  const shift = (from, to, side, words) => {
    const changes = from.pop();
    if (!changes) { grid.say(`Tidak ada yang dapat ${words}.`); return false; }
    to.push(changes);
    for (const change of changes) {
      change.input.value = change[side];
      change.input.dataset.before = change[side];
      change.input.parentElement.classList.remove("is-pasted");
    }
    const first = changes[0].input;
    first.focus();
    first.scrollIntoView({ block: "nearest", inline: "nearest" });
    applied(changes.map((change) => change.input));
    grid.say(`${changes.length} sel ${words}.`);
    return true;
  };
  const undo = () => shift(done, undone, "from", "dibatalkan");
  const redo = () => shift(undone, done, "to", "diulangi");

  /* What was typed into one cell is a step of its own once the cell is left. */
  grid.table.addEventListener("focusout", ({ target }) => {
    if (!grid.rowOf(target) || target.dataset.before === undefined || target.dataset.before === target.value) return;
    remember([{ input: target, from: target.dataset.before, to: target.value }]);
    target.dataset.before = target.value;
  });

  grid.table.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const key = event.key.toLowerCase();
    const again = key === "y" || (key === "z" && event.shiftKey);
    if (key !== "z" && !again) return;
    const typing = grid.rowOf(event.target) && event.target.dataset.before !== event.target.value;
    if (typing && !again) return;
    event.preventDefault();
    if (again) redo(); else undo();
  });

  window.upayaLangkah = Object.freeze({ step, undo });
})();
