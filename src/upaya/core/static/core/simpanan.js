/* What is kept on this device: sealed at rest with a key that no script can read out.
   A promise of this file is settled when the transaction is complete, not when it was asked for. */
(() => {
  "use strict";

  const hash = async (bytes) => {
    const found = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    return [...found].map((one) => one.toString(16).padStart(2, "0")).join("");
  };

  /* A store of its own name, with `parts`; the key lies in the part `kunci` of it. */
  window.Simpanan = (name, parts) => {
    let opened = null;
    const open = () => (opened ??= new Promise((done, fail) => {
      const asked = indexedDB.open(name, 1);
      asked.onupgradeneeded = () => parts.forEach((part) => asked.result.createObjectStore(part));
      asked.onsuccess = () => done(asked.result);
      asked.onerror = () => { opened = null; fail(asked.error); };
    }));

    /* Runs `work(store, ...)` in one transaction and gives the result of the request it returns. */
    async function within(names, mode, work) {
      const held = await open();
      return new Promise((done, fail) => {
        const step = held.transaction(names, mode, mode === "readwrite" ? { durability: "strict" } : {});
        const asked = work(...names.map((part) => step.objectStore(part)));
        step.oncomplete = () => done(asked ? asked.result : undefined);
        step.onabort = () => fail(step.error || new Error("batal"));
        step.onerror = () => fail(step.error);
      });
    }

    async function key() {
      const found = await within(["kunci"], "readonly", (store) => store.get("utama"));
      if (found) return found;
      const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
      /* Two tabs may make one each: the first one stored is the key of both. */
      await within(["kunci"], "readwrite", (store) => store.add(made, "utama")).catch(() => {});
      return within(["kunci"], "readonly", (store) => store.get("utama"));
    }

    const seal = async (bytes) => {
      const iv = crypto.getRandomValues(new Uint8Array(12));
      return { iv, isi: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await key(), bytes) };
    };
    const unseal = async (box) => crypto.subtle.decrypt({ name: "AES-GCM", iv: box.iv }, await key(), box.isi);
    const pack = (value) => seal(new TextEncoder().encode(JSON.stringify(value)));
    const unpack = async (box) => JSON.parse(new TextDecoder().decode(await unseal(box)));

    const put = async (part, at, value) => {
      const box = await pack(value);
      await within([part], "readwrite", (store) => store.put(box, at));
    };
    const get = async (part, at) => {
      const box = await within([part], "readonly", (store) => store.get(at));
      return box && unpack(box);
    };
    const all = async (part) => {
      const boxes = await within([part], "readonly", (store) => store.getAll());
      return Promise.all(boxes.map(unpack));
    };
    return { within, seal, unseal, pack, unpack, put, get, all, hash };
  };
})();
