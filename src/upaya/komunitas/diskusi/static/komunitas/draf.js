/* What is begun in a form[data-draf] outlives a closed tab, a flat battery and a cut line: it is kept on this
   device at once, and at the server when typing pauses. What was sent is forgotten on both. */
(() => {
  "use strict";

  const PAUSE = 1500, AGAIN = 15000;
  const form = document.querySelector("form[data-draf]");
  if (!form || !window.Simpanan) return;
  const field = form.elements.isi, state = form.querySelector("[data-draf-keadaan]");
  const store = window.Simpanan("upaya-komunitas", ["kunci", "draf"]);
  const place = form.dataset.draf;
  let timer = null, sent = false, stored = field.value;

  const say = (words) => { if (state) state.textContent = words; };

  async function toServer() {
    const text = field.value;
    if (sent || text === stored) return;
    const body = new FormData();
    body.append("isi", text);
    body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    try {
      const answer = await fetch(place, { method: "POST", body, keepalive: true });
      if (!answer.ok) throw new Error(String(answer.status));
      stored = text;
      say("Draf tersimpan.");
    } catch {
      say("Jaringan terputus; draf tersimpan di perangkat ini.");
      timer = setTimeout(toServer, AGAIN);
    }
  }

  field.addEventListener("input", () => {
    store.put("draf", place, { isi: field.value }).catch(() => {});
    clearTimeout(timer);
    timer = setTimeout(toServer, PAUSE);
  });
  window.addEventListener("online", toServer);
  form.addEventListener("submit", () => { sent = true; clearTimeout(timer); });

  /* The server's copy stands in the field already; the device's is newer when the line was cut. A page that
     says the comment was taken has nothing to go on with. */
  if (document.querySelector("[data-draf-selesai]")) store.put("draf", place, { isi: "" }).catch(() => {});
  else store.get("draf", place).then((kept) => {
    if (kept?.isi && kept.isi !== field.value && !field.value) {
      field.value = kept.isi;
      say("Draf dari perangkat ini dipulihkan.");
      timer = setTimeout(toServer, PAUSE);
    }
  }).catch(() => {});
})();
