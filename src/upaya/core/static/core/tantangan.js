/* Looks for the number that a form's challenge asks for, while the person writes: on the page it only waits;
   the same file as a worker does the work, so that typing never stutters on a weak phone. */
(() => {
  "use strict";

  const BATCH = 400;

  function zeros(bytes) {
    let bits = 0;
    for (const byte of bytes) {
      if (byte) return bits + Math.clz32(byte) - 24;
      bits += 8;
    }
    return bits;
  }

  async function search(challenge, wanted) {
    const writer = new TextEncoder();
    for (let start = 0; ; start += BATCH) {
      const digests = await Promise.all(Array.from({ length: BATCH }, (_, i) =>
        crypto.subtle.digest("SHA-256", writer.encode(`${challenge}|${start + i}`))));
      const found = digests.findIndex((digest) => zeros(new Uint8Array(digest)) >= wanted);
      if (found >= 0) return String(start + found);
    }
  }

  if (typeof document === "undefined") {
    addEventListener("message", async ({ data }) => postMessage(await search(data.challenge, data.wanted)));
    return;
  }

  const source = document.currentScript.src;
  for (const form of document.querySelectorAll("form[data-tantangan]")) {
    const button = form.querySelector("button[type=submit]");
    const state = form.querySelector("[data-tantangan-keadaan]");
    if (!window.crypto?.subtle) {
      state.textContent = "Peramban ini tidak dapat memeriksa kiriman. Hubungi pengelola di kantor Dinas Kesehatan.";
      continue;
    }
    const words = button.textContent;
    button.disabled = true;
    button.textContent = `${words}, menyiapkan`;
    const worker = new Worker(source);
    worker.addEventListener("message", ({ data }) => {
      form.elements.jawaban.value = data;
      button.disabled = false;
      button.textContent = words;
      state.textContent = "";
      worker.terminate();
    });
    worker.postMessage({ challenge: form.elements.tantangan.value, wanted: Number(form.dataset.tantangan) });
  }
})();
