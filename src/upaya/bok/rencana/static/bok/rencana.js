/* What an activity costs, as one types: each line for a month, the year, and what is left of the parts of the
   pagu. The server computes the same when the form is saved; without this script nothing is missing. */
(() => {
  "use strict";

  const form = document.querySelector("form[data-rencana]");
  if (!form) return;
  const parts = JSON.parse(form.dataset.milik), others = JSON.parse(form.dataset.lain), prices = JSON.parse(form.dataset.harga);
  const rows = [...document.querySelectorAll("[data-komponen]")];
  const summary = document.querySelector("[data-ringkas]");
  const MOST = 4;

  const rupiah = (amount) => {
    const text = String(amount < 0n ? -amount : amount).replace(/\B(?=(\d{3})+$)/g, ".");
    return `${amount < 0n ? "-" : ""}Rp${text}`;
  };
  const number = (box) => {
    const read = window.upayaBilangan.whole(box.value);
    return read.fault || read.value === null ? null : BigInt(read.value);
  };

  const ofLine = (line) => {
    const price = prices[line.querySelector("select").value];
    if (price === undefined) return 0n;
    let cost = BigInt(price), any = false;
    for (let n = 1; n <= MOST; n += 1) {
      const many = number(line.querySelector(`[name$="-volume${n}"]`));
      if (many !== null) { cost *= many; any = true; }
    }
    return any ? cost : 0n;
  };

  const show = () => {
    let month = 0n;
    for (const line of form.querySelectorAll("[data-rincian]")) {
      const cost = ofLine(line);
      month += cost;
      line.querySelector("[data-sebulan]").textContent = cost ? `${rupiah(cost)} sebulan` : "";
    }
    const months = BigInt(form.querySelectorAll('[name="bulan"]:checked').length), year = month * months;
    const own = parts[form.elements.menu.value];
    let over = "";
    for (const row of rows) {
      const limit = BigInt(row.dataset.batas);
      const planned = BigInt(others[row.dataset.komponen] || 0) + (row.dataset.komponen === own ? year : 0n);
      row.querySelector("[data-rencana]").textContent = rupiah(planned);
      row.querySelector("[data-sisa]").textContent = rupiah(limit - planned);
      if (planned > limit) over = ` Melebihi bagian pagu ${rupiah(planned - limit)}.`;
    }
    summary.textContent = `${rupiah(month)} sebulan, ${months} bulan, ${rupiah(year)} setahun.${over}`;
  };

  form.addEventListener("input", show);
  form.addEventListener("change", show);
  show();
})();
