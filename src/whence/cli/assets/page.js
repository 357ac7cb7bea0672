"use strict";
(() => {
  const root = document.documentElement;
  const pane = document.getElementById("claims");
  const cards = [...pane.querySelectorAll(".card")];
  const byNumber = new Map(cards.map((card) => [card.dataset.n, card]));
  const numbersOf = (node) => (node.dataset.c || "").split(" ").filter(Boolean);
  const index = (nodes, keys) => {
    const found = new Map();
    for (const node of nodes) {
      for (const key of keys(node)) {
        if (!found.has(key)) found.set(key, []);
        found.get(key).push(node);
      }
    }
    return found;
  };
  const all = (selector) => document.querySelectorAll(selector);
  const covering = index(all(".seg[data-c], .sentence, .who"), numbersOf);
  const parts = index(all(".seg[data-r]"), (node) => [...new Set(node.dataset.r.split(" ").map((r) => r.split(":")[0]))]);
  const refs = new Map([...all(".ref")].map((ref) => [ref.textContent, ref]));
  const narrow = matchMedia("screen and (max-width: 860px)");
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let lit = [];
  let held = null;

  root.classList.add("js");

  function light(numbers) {
    for (const node of lit) node.classList.remove("on", "part");
    lit = [];
    const add = (node, name) => { if (node) { node.classList.add(name); lit.push(node); } };
    for (const n of numbers) {
      add(byNumber.get(n), "on");
      add(refs.get(n), "on");
      for (const node of covering.get(n) || []) add(node, "on");
      if (numbers.length === 1) for (const node of parts.get(n) || []) add(node, "part");
    }
  }

  function scrollInto(node, block, smooth = true) {
    if (node) node.scrollIntoView({ block, inline: "nearest", behavior: smooth && !calm.matches ? "smooth" : "auto" });
  }

  /* The pane scrolls on its own, so that a card comes up without moving the article. */
  function bring(card) {
    if (narrow.matches) return scrollInto(card, "nearest");
    const top = card.offsetTop - pane.offsetTop - 16;
    pane.scrollTo({ top }); /* at once: two smooth scrolls together stop each other */
  }

  function hold(n, { article = true, card = true, focus = false, smooth = true } = {}) {
    held = n;
    light([n]);
    const node = byNumber.get(n);
    if (card && node) bring(node);
    if (article && !narrow.matches) scrollInto((covering.get(n) || [])[0], "center", smooth);
    if (focus && node) node.focus({ preventScroll: true });
  }

  function release() {
    held = null;
    light([]);
  }

  function step(by) {
    const shown = cards.filter((card) => !card.hidden);
    if (!shown.length) return;
    const at = shown.findIndex((card) => card.dataset.n === held);
    const next = at < 0 ? (by > 0 ? 0 : shown.length - 1) : Math.min(Math.max(at + by, 0), shown.length - 1);
    hold(shown[next].dataset.n, { focus: true });
  }

  /* On a narrow screen every card stands under its sentence; on a wide one they share a pane. */
  function place() {
    if (matchMedia("print").matches) return; /* a page that changes while it is printed loses its end */
    pane.classList.toggle("pane", !narrow.matches);
    if (!narrow.matches) {
      for (const card of cards) pane.append(card);
      return;
    }
    for (const card of [...cards].reverse()) {
      const sentence = (covering.get(card.dataset.n) || []).find((node) => node.classList.contains("sentence"));
      if (sentence) sentence.after(card);
    }
  }

  /* A source's name in the margin stands beside the first line of its sentence, or below the name before it. */
  function align() {
    for (const gutter of all(".gutter")) {
      const names = [...gutter.querySelectorAll(".who")];
      for (const who of names) who.style.marginTop = "";
      if (getComputedStyle(gutter).display === "flex") continue;
      for (const who of names) {
        const words = (covering.get(numbersOf(who)[0]) || []).find((node) => node.classList.contains("seg"));
        if (!words) continue;
        const line = words.getClientRects()[0];
        const gap = line.top + 3 - who.getBoundingClientRect().top;
        if (gap > 0) who.style.marginTop = `${gap}px`;
      }
    }
  }

  document.addEventListener("mouseover", (event) => {
    const card = event.target.closest(".card");
    if (card) return light([card.dataset.n]);
    const seg = event.target.closest(".seg[data-c]");
    if (seg) {
      const numbers = numbersOf(seg).filter((n) => !byNumber.get(n).hidden);
      return light(numbers);
    }
    if (lit.length) light(held ? [held] : []);
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("summary, button")) return;
    const link = event.target.closest('a[href^="#c"], a.num');
    if (link) {
      const n = link.getAttribute("href").slice(2);
      if (!byNumber.has(n)) return;
      event.preventDefault();
      return hold(n, { focus: true });
    }
    if (event.target.closest("a")) return;
    const card = event.target.closest(".card");
    if (card) return hold(card.dataset.n, { card: false });
    if (getSelection().toString()) return;
    const sentence = event.target.closest(".sentence");
    if (!sentence) return release();
    const seg = event.target.closest(".seg[data-c]");
    const numbers = numbersOf(seg || sentence);
    const at = numbers.indexOf(held);
    hold(numbers[(at + 1) % numbers.length], { article: false });
  });
  document.addEventListener("focusin", (event) => {
    if (event.target.classList.contains("card") && event.target.dataset.n !== held) {
      hold(event.target.dataset.n, { card: false });
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (event.key === "Escape") release();
  });
  for (const chip of all(".chip")) {
    chip.addEventListener("click", () => {
      const on = chip.getAttribute("aria-pressed") !== "true";
      chip.setAttribute("aria-pressed", String(on));
      for (const card of cards) {
        if (card.dataset.kind !== chip.dataset.kind) continue;
        card.hidden = !on;
        refs.get(card.dataset.n).hidden = !on;
      }
      for (const seg of all(".seg[data-c]")) {
        seg.classList.toggle("off", numbersOf(seg).every((n) => byNumber.get(n).hidden));
      }
    });
  }
  narrow.addEventListener("change", place);
  addEventListener("resize", align);
  place();
  align();
  if (location.hash.startsWith("#c") && byNumber.has(location.hash.slice(2))) {
    const n = location.hash.slice(2);
    requestAnimationFrame(() => hold(n, { smooth: false }));
  }
})();
