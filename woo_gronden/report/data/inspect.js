"use strict";
(() => {
  const all = JSON.parse(document.getElementById("findings").textContent);
  const say = all.messages, language = all.language;
  const TYPES = ["box", "passage", "citation", "row", "section"];
  const SVG = "http://www.w3.org/2000/svg";
  const byId = (id) => document.getElementById(id);
  const pages = byId("pages"), list = byId("marks"), detail = byId("detail"), side = byId("side");
  const shown = new Set(["box", "passage", "citation", "row"]);
  // A passage may belong to hundreds of boxes; the first of them tell enough.
  const MOST_LINKS = 25;
  let chosen = -1, current = 0, order = [];

  const make = (name, options = {}, ...children) => {
    const node = document.createElement(name);
    for (const [key, value] of Object.entries(options)) {
      if (key === "class") node.className = value;
      else if (key === "text") node.textContent = value;
      else if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
      else node.setAttribute(key, value);
    }
    node.append(...children.filter((child) => child));
    return node;
  };
  const draw = (name, attributes) => {
    const node = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    return node;
  };
  const word = (key) => say[key] || key;
  const groundOf = (id) => all.grounds[id];
  const labelOf = (id) => { const g = groundOf(id); return g[language] ? `${g.code} (${g[language]})` : g.code; };
  const colorOf = (mark) => (mark.grounds.length ? groundOf(mark.grounds[0]).color : "#4a4a4a");
  const pageOf = (mark) => (mark.at.length ? mark.at[0][0] : 0);
  const nameOf = (mark) => {
    const codes = mark.grounds.map((id) => groundOf(id).code).join(", ");
    return `${word(mark.type)}, ${word("page")} ${pageOf(mark) || "-"}${codes ? ": " + codes : ""}`;
  };

  // Pages: an empty sheet each; the picture is put in when it comes near the window, and taken out when far off.
  const figures = new Map();
  const key = (doc, page) => `${doc}-${page}`;
  all.documents.forEach((file, doc) => {
    for (const [number, width, height] of file.pages) {
      const sheet = make("div", { class: "sheet", style: `aspect-ratio: ${width} / ${height}` });
      const svg = draw("svg", { viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" });
      sheet.append(make("p", { text: word("loading") }), svg);
      const range = all.ranges.find((r) => r.doc === doc && r.first <= number && number <= r.last);
      const caption = `${file.name}, ${word("page")} ${number} ${word("of")} ${file.pages.length}`
        + (range ? ` · ${word("listed")}: ${range.number}` : "");
      const figure = make("figure", { class: "page" }, sheet, make("figcaption", { text: caption }));
      figure.dataset.doc = doc; figure.dataset.page = number;
      figures.set(key(doc, number), { figure, sheet, svg, doc, number, drawn: false });
    }
  });
  const fill = (entry) => {
    const source = byId(`picture-${entry.doc}-${entry.number}`);
    if (!source || entry.drawn) return Boolean(source);
    entry.drawn = true;
    const note = entry.sheet.querySelector("p");
    if (!source.textContent) { note.textContent = word("hidden_page"); return true; }
    const image = make("img", { alt: `${word("picture")} ${entry.number}`, src: `data:image/webp;base64,${source.textContent}` });
    note.hidden = true;
    entry.sheet.prepend(image);
    return true;
  };
  const empty = (entry) => {
    const image = entry.sheet.querySelector("img");
    if (image) { image.remove(); entry.sheet.querySelector("p").hidden = false; entry.drawn = false; }
  };
  const near = new Set();
  const watcher = new IntersectionObserver((changes) => {
    for (const change of changes) {
      const entry = figures.get(key(change.target.dataset.doc, change.target.dataset.page));
      if (change.isIntersecting) { near.add(entry); fill(entry); } else { near.delete(entry); empty(entry); }
    }
  }, { root: pages, rootMargin: "1500px 0px" });
  document.addEventListener("DOMContentLoaded", () => near.forEach(fill));

  // Marks on the pages.
  const shapes = new Map();
  all.marks.forEach((mark, at) => {
    const color = colorOf(mark);
    mark.at.forEach(([page, x0, y0, x1, y1], line) => {
      const entry = figures.get(key(mark.doc, page));
      if (!entry) return;
      // A code of one or two signs stands for a ground by a key, which a reader of the page does not know.
      const group = draw("g", { "data-mark": at, class: mark.type === "box" && (mark.code || "").length < 3 ? "untold" : "", style: `--mark: ${color}` });
      const rect = draw("rect", { x: x0, y: y0, width: Math.max(1, x1 - x0), height: Math.max(1, y1 - y0),
        class: `mark ${mark.type} ${mark.kind === "norm" ? "norm" : ""} ${mark.open ? "open" : ""}` });
      const title = draw("title", {});
      title.textContent = [nameOf(mark), mark.kind && word(mark.kind), mark.code && `“${mark.code}”`, mark.method,
        mark.score !== undefined && mark.score.toFixed(2)].filter(Boolean).join(" · ");
      rect.append(title);
      group.append(rect);
      if (mark.type === "citation") group.append(draw("line", { x1: x0, x2: x1, y1: y1 + 0.5, y2: y1 + 0.5, class: `rule ${mark.kind}` }));
      if (mark.type === "passage") group.append(draw("line", { x1: x0 - 4, x2: x0 - 4, y1: y0, y2: y1, class: "rule passage" }));
      if (line === 0 && mark.type === "box" && mark.grounds.length) {
        const code = mark.grounds.map((id) => groundOf(id).code).join(", "), width = code.length * 4.3 + 4;
        const top = y0 > 10 ? y0 - 9 : y1;
        group.append(draw("rect", { x: x0, y: top, width, height: 9, class: "plate" }));
        const text = draw("text", { x: x0 + 2, y: top + 6.8, class: "code" });
        text.textContent = code;
        group.append(text);
      }
      entry.svg.append(group);
      if (!shapes.has(at)) shapes.set(at, []);
      shapes.get(at).push(group);
    });
  });
  pages.addEventListener("click", (event) => {
    const group = event.target.closest("[data-mark]");
    if (group) choose(Number(group.dataset.mark), false);
  });

  // The list beside the pages.
  const item = (mark, at) => {
    const tags = mark.grounds.map((id) => make("span", { class: "tag", style: `--mark: ${groundOf(id).color}`, text: groundOf(id).code }));
    const what = [word(mark.type), mark.kind && mark.type !== "section" && word(mark.kind), `${word("page")} ${pageOf(mark) || "-"}`].filter(Boolean).join(" · ");
    return make("li", {}, make("button", { type: "button", "data-at": at, style: `--mark: ${colorOf(mark)}`, onclick: () => choose(at, true) },
      make("small", { text: what }), make("br"), ...tags,
      mark.text || mark.code ? make("span", { class: "text", text: mark.text || `“${mark.code}”` }) : null));
  };
  const fits = (mark) => {
    const ground = byId("ground").value, asked = byId("search").value.trim().toLowerCase();
    if (mark.doc !== current || !shown.has(mark.type) || (ground && !mark.grounds.includes(ground))) return false;
    if (!asked) return true;
    const text = [mark.text, mark.code, mark.kind, ...mark.grounds.map(labelOf)].filter(Boolean).join(" ").toLowerCase();
    return text.includes(asked);
  };
  const refresh = () => {
    order = all.marks.map((mark, at) => [mark, at]).filter(([mark]) => fits(mark)).map(([, at]) => at);
    list.replaceChildren(...order.map((at) => item(all.marks[at], at)));
    byId("count").textContent = order.length ? `${order.length} ${word("list").toLowerCase()}` : word("not_found");
    const visible = new Set(order);
    shapes.forEach((groups, at) => groups.forEach((group) => { group.style.display = visible.has(at) || at === chosen ? "" : "none"; }));
    highlight();
  };
  const highlight = () => {
    const joined = new Set(chosen >= 0 ? all.marks[chosen].to : []);
    shapes.forEach((groups, at) => groups.forEach((group) => {
      group.firstChild.classList.toggle("chosen", at === chosen);
      group.firstChild.classList.toggle("joined", joined.has(at));
      if (at === chosen || joined.has(at)) group.style.display = "";
    }));
    for (const button of list.querySelectorAll("button")) {
      if (Number(button.dataset.at) === chosen) { button.setAttribute("aria-current", "true"); button.scrollIntoView({ block: "nearest" }); }
      else button.removeAttribute("aria-current");
    }
  };

  // One mark, with what it belongs to.
  const choose = (at, scroll) => {
    const mark = all.marks[at];
    if (mark.doc !== current) openDocument(mark.doc);
    if (!shown.has(mark.type)) { shown.add(mark.type); byId(`type-${mark.type}`).checked = true; refresh(); }
    chosen = at;
    explain(mark);
    highlight();
    if (scroll && shapes.has(at)) {
      const [page, , y0] = mark.at[0], entry = figures.get(key(mark.doc, page));
      if (narrow()) setSide(false);
      const height = entry.sheet.clientHeight * (y0 / Number(entry.svg.getAttribute("viewBox").split(" ")[3]));
      pages.scrollTop = entry.figure.offsetTop - pages.offsetTop + height - pages.clientHeight / 3;
    }
  };
  const linkTo = (mark, at, from) => make("li", {}, make("button", { type: "button", onclick: () => choose(at, true) },
    `${nameOf(mark)}${mark.doc !== from.doc ? " · " + all.documents[mark.doc].name : ""}`, crop(mark),
    mark.text ? make("small", { text: mark.text.slice(0, 160) }) : null));
  const explain = (mark) => {
    const facts = [["kind", mark.kind && word(mark.kind)], ["code", mark.code && `“${mark.code}”`], ["page", [...new Set(mark.at.map(([page]) => page))].join(", ")],
      ["method", mark.method], ["score", mark.score !== undefined ? mark.score.toFixed(2) : ""]].filter(([, value]) => value);
    const links = mark.to.slice(0, MOST_LINKS).map((other) => linkTo(all.marks[other], other, mark));
    if (mark.to.length > MOST_LINKS) links.push(make("li", { text: `… ${mark.to.length - MOST_LINKS}` }));
    detail.style.setProperty("--mark", colorOf(mark));
    detail.replaceChildren(
      make("button", { type: "button", class: "close", text: word("close"), onclick: close }),
      make("h2", { text: word(mark.type) }),
      ...mark.grounds.map((id) => make("p", {}, make("span", { class: "tag", style: `--mark: ${groundOf(id).color}`, text: groundOf(id).code }), groundOf(id)[language] || "")),
      !mark.grounds.length && mark.type === "box" ? make("p", { text: word("no_code") }) : "",
      mark.open ? make("p", { class: "warning", text: word("open") }) : "",
      mark.text ? make("blockquote", { text: mark.text }) : "",
      make("dl", {}, ...facts.flatMap(([name, value]) => [make("dt", { text: word(name) }), make("dd", { text: value })])),
      ...(["box", "row", "passage"].includes(mark.type)
        ? [make("h3", { text: word("belongs") }), links.length ? make("ul", {}, ...links) : make("p", { text: word("nothing_belongs") })] : []));
    detail.hidden = false;
    detail.scrollTop = 0;
  };
  // A piece of the page on which a mark stands, so that box, row and argument are seen together.
  const crop = (mark) => {
    const source = mark.at.length && byId(`picture-${mark.doc}-${mark.at[0][0]}`);
    if (!source || !source.textContent) return null;
    const [page, ...first] = mark.at[0], [, , width, height] = figures.get(key(mark.doc, page)).svg.getAttribute("viewBox").split(" ").map(Number);
    const mine = mark.at.filter(([on]) => on === page).map(([, ...box]) => box);
    const [x0, y0, x1, y1] = mine.reduce((a, b) => [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])], first);
    const left = Math.max(0, x0 - 30), room = y1 - y0 < 60 ? 30 : 14, top = Math.max(0, y0 - room);
    const svg = draw("svg", { viewBox: `${left} ${top} ${Math.min(width, x1 + 30) - left} ${Math.min(y1 + room, top + 220) - top}`, "aria-hidden": "true", style: `--mark: ${colorOf(mark)}` });
    svg.append(draw("image", { href: `data:image/webp;base64,${source.textContent}`, width, height, preserveAspectRatio: "none" }),
      draw("rect", { x: x0 - 2, y: y0 - 2, width: x1 - x0 + 4, height: y1 - y0 + 4, class: "crop" }));
    return svg;
  };
  const close = () => { detail.hidden = true; chosen = -1; highlight(); refresh(); };
  const step = (by) => {
    if (!order.length) return;
    const here = order.indexOf(chosen);
    choose(order[here < 0 ? (by > 0 ? 0 : order.length - 1) : (here + by + order.length) % order.length], true);
  };
  const turn = (by) => {
    const mine = [...pages.children], top = pages.scrollTop + 80;
    const here = mine.findLastIndex((figure) => figure.offsetTop - pages.offsetTop <= top);
    mine[Math.min(mine.length - 1, Math.max(0, here + by))]?.scrollIntoView({ block: "start" });
  };

  // Documents.
  const goTo = (doc, number) => {
    if (doc !== current) openDocument(doc);
    [...figures.values()].find((entry) => entry.doc === doc && entry.number === number)?.figure.scrollIntoView({ block: "start" });
  };
  const openDocument = (doc) => {
    current = doc;
    byId("document").value = doc;
    watcher.disconnect();
    near.forEach(empty); near.clear();
    const mine = [...figures.values()].filter((entry) => entry.doc === doc);
    pages.replaceChildren(...mine.map((entry) => entry.figure));
    mine.forEach((entry) => watcher.observe(entry.figure));
    pages.scrollTop = 0;
    const file = all.documents[doc], facts = byId("facts");
    facts.hidden = !file.facts.length;
    facts.replaceChildren(make("dl", {}, ...file.facts.flatMap(([name, value]) => [make("dt", { text: word(name) }), make("dd", { text: value })]),
      ...(file.applied.length ? [make("dt", { text: word("applied_grounds") }), make("dd", {}, ...file.applied.map((id) => make("span", { class: "tag", style: `--mark: ${(groundOf(id) || { color: "#4a4a4a" }).color}`, text: groundOf(id) ? groundOf(id).code : id })))] : [])));
    const select = byId("ground"), used = [...new Set(all.marks.filter((mark) => mark.doc === doc).flatMap((mark) => mark.grounds))].sort();
    const kept = select.value;
    select.replaceChildren(make("option", { value: "", text: word("every_ground") }), ...used.map((id) => make("option", { value: id, text: labelOf(id) })));
    select.value = used.includes(kept) ? kept : "";
    for (const type of TYPES) byId(`number-${type}`).textContent = all.marks.filter((mark) => mark.doc === doc && mark.type === type).length;
    refresh();
  };

  // Controls.
  const narrow = () => window.matchMedia("(max-width: 720px)").matches;
  const setSide = (open) => { side.hidden = !open; byId("toggle-side").setAttribute("aria-expanded", String(open)); };
  let zoom = 1;
  const setZoom = (value) => { zoom = Math.min(3, Math.max(0.4, value)); document.documentElement.style.setProperty("--zoom", zoom); };
  byId("title").textContent = all.title;
  for (const type of TYPES) {
    const plural = { box: "boxes", passage: "passages", citation: "citations", row: "rows", section: "sections" }[type];
    const input = make("input", { type: "checkbox", id: `type-${type}`, onchange: (event) => { shown[event.target.checked ? "add" : "delete"](type); refresh(); } });
    input.checked = shown.has(type);
    byId("types").append(make("label", {}, input, make("span", {}, `${word(plural)} (`, make("span", { id: `number-${type}` }), ")")));
  }
  all.documents.forEach((file, doc) => byId("document").append(make("option", { value: doc, text: `${file.name} (${file.role})` })));
  byId("choose-document").hidden = all.documents.length < 2;
  byId("document").addEventListener("change", (event) => openDocument(Number(event.target.value)));
  byId("ground").addEventListener("change", refresh);
  byId("search").addEventListener("input", refresh);
  byId("smaller").addEventListener("click", () => setZoom(zoom / 1.2));
  byId("larger").addEventListener("click", () => setZoom(zoom * 1.2));
  byId("print").addEventListener("click", () => window.print());
  byId("toggle-side").addEventListener("click", () => setSide(side.hidden));
  if (all.points.length) {
    byId("points").hidden = false;
    byId("points").firstElementChild.textContent = `${word("points")} (${all.points.length})`;
    byId("points").lastElementChild.append(...all.points.map((point) => {
      const go = make("button", { type: "button" }, make("strong", { text: word(point.severity) + ": " }), point.text);
      go.addEventListener("click", () => goTo(point.doc, point.page || 1));
      return make("li", {}, go);
    }));
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") return close();
    if (/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
    const action = { j: () => step(1), k: () => step(-1), n: () => turn(1), p: () => turn(-1), "/": () => { setSide(true); byId("search").focus(); } }[event.key];
    if (action) { event.preventDefault(); action(); }
  });
  // On paper every page has its picture, and under it what was found there.
  window.addEventListener("beforeprint", () => {
    for (const entry of figures.values()) {
      if (entry.doc !== current) continue;
      fill(entry);
      entry.figure.querySelector(".printed")?.remove();
      const mine = order.map((at) => all.marks[at]).filter((mark) => pageOf(mark) === entry.number);
      entry.figure.append(make("ol", { class: "printed" }, ...mine.map((mark) => make("li", { text: `${nameOf(mark)}${mark.text ? " – " + mark.text.slice(0, 120) : ""}` }))));
    }
  });
  window.addEventListener("afterprint", () => figures.forEach((entry) => { if (!near.has(entry)) empty(entry); }));
  if (narrow()) setSide(false);
  // The letter that applies grounds first: one that only extends the term says little.
  const first = (has) => all.documents.findIndex((file) => file[has].length);
  openDocument(Math.max(0, first("applied") < 0 ? first("facts") : first("applied")));
})();
